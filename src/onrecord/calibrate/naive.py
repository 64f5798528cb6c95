"""The tests that people would use, each on the same rows as ours (METHODS 0).

They are here to stand in the table beside ours, and nowhere else: each takes events for
independent, or a null that breaks what the series share.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from onrecord.stats import exact_p
from onrecord.stats.distinct import different_points
from onrecord.stats.sphere import distance_km

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Random = np.random.Generator

Points = tuple[Ints, Floats, Floats]
"""Day, latitude and longitude of each event, each of shape (n,)."""

REDRAWN = 199
"""Permutations and shifts; enough to tell p at 0.05, and cheap enough for every draw."""


def binomial(
    days: Ints, start: int, length: int, baseline: int, direction: str = "rose"
) -> float | None:
    """Exact binomial of the window against the days before it; None where nothing is there."""
    k1 = int(np.count_nonzero((days >= start) & (days < start + length)))
    k0 = int(np.count_nonzero((days >= start - baseline) & (days < start)))
    if k1 + k0 == 0:
        return None
    return exact_p(k1, k0, length, baseline, "fell" if direction == "fell" else "rose")


def poisson_silence(days: Ints, first: int, last: int, start: int, length: int) -> float | None:
    """P of no event in a window, at the average rate of the record's other days."""
    inside = (days >= start) & (days < start + length)
    if inside.any():
        return 1.0
    others = max(1, last - first + 1 - length)
    return math.exp(-days.size * length / others) if days.size else None


def _upper(observed: float, drawn: Floats) -> float:
    return float((1 + np.count_nonzero(drawn >= observed)) / (1 + drawn.size))


def _near(x: Points, y: Points, km: float, days: int) -> tuple[Ints, Ints, int]:
    """Of each x the row of a table, the table, and the day of its first column.

    The table has for each different point of x the y within `km` up to the end of each day, shape
    (points, columns), from `days` + 1 days before all events to as many after them: what lies in
    days a to b is the difference of two columns.
    """
    row, place, near = _apart(x, y, km)
    first = int(min(x[0].min(), y[0].min())) - days - 1
    length = int(max(x[0].max(), y[0].max())) + days + 1 - first
    daily = np.bincount(place * length + y[0] - first, minlength=near.shape[1] * length)
    # As floats, which are multiplied faster and hold such whole numbers exactly.
    table = near.astype(np.float64) @ daily.reshape(-1, length).astype(np.float64)
    return row, np.cumsum(table, axis=1).astype(np.int64), first


def _apart(x: Points, y: Points, km: float) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """At which point each x and y is, and which points are within so many km, (of x, of y)."""
    (lat_x, lon_x, at), (lat_y, lon_y, place) = (different_points(p[1], p[2]) for p in (x, y))
    near = distance_km(lat_x[:, None], lon_x[:, None], lat_y, lon_y) <= km
    return at, place, np.asarray(near, dtype=bool)


def knox(
    rng: Random,
    x: Points,
    y: Points,
    km: float,
    days: int,
) -> float | None:
    """Knox (1964): pairs with x within `km` and 0…`days` days after y, the times of x permuted."""
    if min(x[0].size, y[0].size) < 2:
        return None
    row, until, first = _near(x, y, km, days)
    times = np.stack([x[0], *(rng.permutation(x[0]) for _ in range(REDRAWN))]) - first
    close = (until[row, times] - until[row, times - days - 1]).sum(axis=1)
    return _upper(close[0], close[1:])


def shifted(
    rng: Random,
    x: Points,
    y: Points,
    km: float,
    days: int,
    length: int,
) -> float | None:
    """The same pairs, x shifted in time around the circle of `length` days as a whole."""
    if min(x[0].size, y[0].size) < 2:
        return None
    i, j = _pairs(x, y, km)
    # Every shift at once: a pair is close after a shift by s where its lag + s is 0…days.
    lag = np.bincount((x[0][i] - y[0][j]) % length, minlength=length).astype(np.float64)
    running = np.cumsum(np.concatenate([lag, lag[: days + 1]]))
    close = running[days : days + length] - np.concatenate([[0.0], running[: length - 1]])
    shifts = rng.integers(1, length, REDRAWN)
    return _upper(close[0], close[(-shifts) % length])


def _pairs(x: Points, y: Points, km: float) -> tuple[Ints, Ints]:
    """Pairs (x, y) of points within so many km of each other."""
    row, place, near = _apart(x, y, km)
    i, j = np.nonzero(near[row[:, None], place])
    return i, j


def odds(hits: tuple[int, int], chances: tuple[int, int]) -> float | None:
    """One-sided logit (Wald) test that hits on the first outweigh its share of the chances.

    The offset logit of a choice of target: events for independent, one rate for all of the record.
    """
    cells = (*hits, *chances)
    if min(sum(hits), sum(chances)) == 0:
        return None
    h1, h2, o1, o2 = (cell + 0.5 for cell in cells)
    z = math.log(h1 * o2 / (h2 * o1)) / math.sqrt(1 / h1 + 1 / h2 + 1 / o1 + 1 / o2)
    return _normal_tail(z)


def _normal_tail(z: float) -> float:
    return 0.5 * math.erfc(z / math.sqrt(2.0))


def wake(
    treated: Points,
    control: Points,
    events: Points,
    km: float,
    days: int,
) -> float | None:
    """Differences in differences of counts within `km` and `days` after and before each event.

    Least squares on all treated and control events, unmatched, each taken for independent; p is
    one-sided (more after the treated).
    """
    change = [_change(at, events, km, days) for at in (treated, control)]
    if min(len(c) for c in change) < 3:
        return None
    error = math.sqrt(sum(float(c.var(ddof=1)) / c.size for c in change))
    gap = float(change[0].mean() - change[1].mean())
    if error == 0.0:
        return None
    return _normal_tail(gap / error)


def _change(at: Points, events: Points, km: float, days: int) -> Floats:
    if not at[0].size or not events[0].size:
        return np.zeros(at[0].size)
    row, until, first = _near(at, events, km, days)
    day = at[0] - first
    after = until[row, day + days] - until[row, day]
    before = until[row, day - 1] - until[row, day - days - 1]
    return np.asarray(after - before, dtype=np.float64)
