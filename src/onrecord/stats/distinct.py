"""Which values are the same: the different ones, and which of them each is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SPARSE = 4
"""Where keys may be so many times as many as there are, they are sorted rather than looked up."""


def first_of_each(keys: Ints, most: int) -> tuple[Ints, Ints]:
    """Where each different key first stands, in order of keys, and which of these each is, (n,).

    `keys`, shape (n,), are whole numbers from 0 and below `most`. As `np.unique` with its indices
    and inverse, without sorting where the keys are dense.
    """
    n = len(keys)
    if most > SPARSE * n:
        _, first, which = np.unique(keys, return_index=True, return_inverse=True)
        return first.astype(np.int64), which.reshape(-1).astype(np.int64)
    first = np.full(most, n)
    # Of equal keys the last that is set stays: that of the first place.
    first[keys[::-1]] = np.arange(n - 1, -1, -1)
    found = np.flatnonzero(first < n)
    place = np.empty(most, dtype=np.int64)
    place[found] = np.arange(found.size)
    return first[found], place[keys]


def different_points(lat: ArrayLike, lon: ArrayLike) -> tuple[Floats, Floats, Ints]:
    """Latitude and longitude of the different points, and which of them each is, shape (n,).

    Each point that is not a number is one of its own.
    """
    points = np.asarray(lat, dtype=np.float64) + 1j * np.asarray(lon, dtype=np.float64)
    spots, which = np.unique(points, return_inverse=True, equal_nan=False)
    return spots.real.copy(), spots.imag.copy(), which.reshape(-1).astype(np.int64)
