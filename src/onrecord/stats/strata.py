"""Strata of space and time: a grid over the sphere and the days, its origin drawn from a seed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.sphere import EARTH_RADIUS_KM

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOWHERE = -1
"""The stratum of an event without a day or without coordinates: it belongs to none."""

_EARLIEST = 1 << 20
"""Periods before the origin of time that a label can hold."""


@dataclass(frozen=True, eq=False)
class _Grids:
    """How several grids of one size lie."""

    height: float
    """Of a band, in degrees."""
    up: Floats
    later: Floats
    """By what part of their size bands and periods are moved, shape (grids, 1)."""
    turn: Floats
    """The same of the cells of each band, shape (grids, bands)."""
    cells: Ints
    """Cells of each band, shape (grids, bands)."""


@lru_cache(maxsize=64)
def _grids(km: float, seeds: tuple[int, ...]) -> _Grids:
    height = min(math.degrees(km / EARTH_RADIUS_KM), 180.0)
    bands = math.ceil(180.0 / height) + 1
    drawn = np.stack([np.random.default_rng(seed).random(2 + bands) for seed in seeds])
    up, later, turn = drawn[:, :1], drawn[:, 1:2], drawn[:, 2:]
    south = -90.0 + (np.arange(bands) - up) * height
    middle = np.clip(south + height / 2.0, -90.0, 90.0)
    around = 2.0 * math.pi * EARTH_RADIUS_KM * np.cos(np.radians(middle))
    cells = np.maximum(1, np.rint(around / km)).astype(np.int64)
    return _Grids(height, up, later, turn, cells)


def space_time_strata(
    day: ArrayLike,
    lat: ArrayLike,
    lon: ArrayLike,
    *,
    km: float = 50.0,
    days: float = 30.0,
    seed: int = 1,
) -> Ints:
    """The stratum of each event, shape (n,); `NOWHERE` where it has no day or no point.

    `day` are day numbers from any origin, `lat` and `lon` degrees, shape (n,). A label depends on
    the event and the seed alone, so several calls with one seed label alike.

    Latitudes are cut into bands `km` high, each band all around the globe into equal cells of about
    `km` (a band near a pole into one), time into periods of `days`. The seed moves bands, the cells
    of each band and periods by a uniform part of their size: no border of the grid is anybody's
    choice, and none lies along the date line more than along another meridian.

    Raises `OnrecordError` for a size that is not positive, or a latitude beyond ±90.
    """
    label = strata_on_grids(day, lat, lon, km=km, days=days, seeds=(seed,))
    return np.asarray(label[0], dtype=np.int64)


def strata_on_grids(
    day: ArrayLike,
    lat: ArrayLike,
    lon: ArrayLike,
    *,
    km: float,
    days: float,
    seeds: Sequence[int],
) -> Ints:
    """The strata of `space_time_strata` for each of several seeds, shape (seeds, n)."""
    if not (km > 0.0 and days > 0.0 and math.isfinite(km) and math.isfinite(days)):
        raise OnrecordError(
            f"strata of {km} km and {days} days", todo="Give sizes of more than zero."
        )
    time = np.atleast_1d(np.asarray(day, dtype=np.float64))
    phi = np.atleast_1d(np.asarray(lat, dtype=np.float64))
    lam = np.atleast_1d(np.asarray(lon, dtype=np.float64))
    if not time.shape == phi.shape == lam.shape or time.ndim != 1:
        raise OnrecordError(
            f"days, latitudes and longitudes of shapes {time.shape}, {phi.shape}, {lam.shape}",
            todo="Give one day and one point for each event.",
        )
    known = np.isfinite(time) & np.isfinite(phi) & np.isfinite(lam)
    if np.any(np.abs(phi[known]) > 90.0):
        raise OnrecordError(
            f"latitude {phi[known][np.argmax(np.abs(phi[known]))]:g} is not between -90 and 90",
            todo="Check whether latitude and longitude are swapped.",
        )
    grid = _grids(km, tuple(seeds))
    bands = grid.turn.shape[1]

    band = np.floor((phi[known] + 90.0) / grid.height + grid.up).astype(np.int64).clip(0, bands - 1)
    cells = np.take_along_axis(grid.cells, band, axis=1)
    turned = lam[known] / 360.0 + np.take_along_axis(grid.turn, band, axis=1)
    cell = np.floor((turned - np.floor(turned)) * cells).astype(np.int64)
    cell[cell == cells] = 0  # rounding has carried a point all the way round
    period = np.floor(time[known] / days + grid.later).astype(np.int64) + _EARLIEST
    label = np.full((len(seeds), time.size), NOWHERE, dtype=np.int64)
    label[:, known] = (period * bands + band) * grid.cells.max(axis=1, keepdims=True) + cell
    return label
