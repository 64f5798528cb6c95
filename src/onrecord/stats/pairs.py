"""Events of one series that are near in space, and soon after, the events of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.sphere import chord, distance_km, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_AT_ONCE = 4_000_000
"""Pairs proposed at a time: bounds memory where everything is near everything."""
_FEW = 20_000
"""Pairs near in time up to which each is measured: a tree to propose them would cost more."""


class Points:
    """Events of a series that have a day and a point; arrays of shape (n,).

    `day`: whole day numbers from any origin; `lat`, `lon`: degrees. An event without either is in
    no pair. Raises `OnrecordError` where the shapes differ.
    """

    def __init__(self, day: ArrayLike, lat: ArrayLike, lon: ArrayLike) -> None:
        self.day: Floats = np.atleast_1d(np.asarray(day, dtype=np.float64))
        self.lat: Floats = np.atleast_1d(np.asarray(lat, dtype=np.float64))
        self.lon: Floats = np.atleast_1d(np.asarray(lon, dtype=np.float64))
        if not self.day.shape == self.lat.shape == self.lon.shape or self.day.ndim != 1:
            raise OnrecordError(
                f"days, latitudes and longitudes of shapes {self.day.shape}, {self.lat.shape}, "
                f"{self.lon.shape}",
                todo="Give one day and one point for each event.",
            )
        finite = np.isfinite(self.day) & np.isfinite(self.lat) & np.isfinite(self.lon)
        self.known: Ints = np.flatnonzero(finite)

    def __len__(self) -> int:
        return self.day.size


def pairs_after(
    x: Points, y: Points, km: float, first_lag: int, last_lag: int
) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Pairs (i of `x`, j of `y`) at most `km` apart, x `first_lag` to `last_lag` days after y.

    In portions, each with the distances in km; the lag is day of x less day of y, both ends
    included. Where few are near in time each is measured; else a KD-tree in space and time
    proposes. Days and `distance_km` decide.
    """
    if not km >= 0.0 or last_lag < first_lag:
        raise OnrecordError(
            f"within {km} km and {first_lag} to {last_lag} days",
            todo="Give a distance from 0 km, and lags in order.",
        )
    if not x.known.size or not y.known.size:
        return
    # Of every event of y, which events of x sorted by day are near it in time.
    soonest = x.known[np.argsort(x.day[x.known], kind="stable")]
    low = np.searchsorted(x.day[soonest], y.day[y.known] + first_lag, side="left")
    high = np.searchsorted(x.day[soonest], y.day[y.known] + last_lag, side="right")
    many = high - low
    if many.sum() <= _FEW:
        ahead = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many - low, many)
        yield _measured(x, y, soonest[ahead], np.repeat(y.known, many), km)
        return
    for i, j in _proposed(x, y, km, first_lag, last_lag):
        lag = x.day[i] - y.day[j]
        inside = (lag >= first_lag) & (lag <= last_lag)
        yield _measured(x, y, i[inside], j[inside], km)


def _measured(x: Points, y: Points, i: Ints, j: Ints, km: float) -> tuple[Ints, Ints, Floats]:
    """The pairs at most `km` apart, and their distances."""
    away = distance_km(x.lat[i], x.lon[i], y.lat[j], y.lon[j])
    near = away <= km
    return i[near], j[near], away[near]


def _proposed(
    x: Points, y: Points, km: float, first_lag: int, last_lag: int
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs that a tree finds near in space and time, and some hardly farther, in portions."""
    from scipy.spatial import cKDTree

    reach = chord(km) * (1.0 + 1e-9) + 1e-12
    half = (last_lag - first_lag) / 2.0 + 0.25
    middle = (last_lag + first_lag) / 2.0

    def box(points: Points, shift: float) -> Floats:
        vectors = unit_vectors(points.lat[points.known], points.lon[points.known]) / reach
        return np.column_stack([vectors, (points.day[points.known] + shift) / half])

    tree, there = cKDTree(box(x, 0.0)), box(y, middle)
    order = np.argsort(there[:, 3], kind="stable")
    step = max(16, _AT_ONCE // x.known.size)
    for at in range(0, order.size, step):
        part = order[at : at + step]
        found = cKDTree(there[part]).sparse_distance_matrix(
            tree, 1.0, p=np.inf, output_type="ndarray"
        )
        yield x.known[found["j"]], y.known[part[found["i"]]]


def near_after(
    x: Points, y: Points, radii: Sequence[float], days: int, *, before: bool = False
) -> Ints:
    """How many of `x` lie within each radius and 0 to `days` days after each event of `y`.

    Shape (events of y, radii). Radii in km, ascending or not. With `before`, as many days before
    it instead: 1 to `days` + 1.
    """
    lags = (-days - 1, -1) if before else (0, days)
    counts = np.zeros((len(y), len(radii)), dtype=np.int64)
    for _, j, away in pairs_after(x, y, max(radii), *lags):
        for k, km in enumerate(radii):
            counts[:, k] += np.bincount(j[away <= km], minlength=len(y))
    return counts
