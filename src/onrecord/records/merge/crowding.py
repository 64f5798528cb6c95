"""How crowded the record is around each row: how often an unrelated row would be as near.

On a crowded front, or in a city that is shelled daily, agreement in time and place means little.
What it means there is counted in the record itself: around each row, its own record's *other* rows
of the month before and after, ring by ring. They are not the same event, and so they are what an
unrelated row looks like from there. Where a row has few neighbours the record's average steps in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import RINGS_KM
from onrecord.stats.sphere import EARTH_RADIUS_KM, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MONTH = 30
"""Days before and after over which neighbours are counted."""
BURST_DAYS = 3
BURST_KM = 16.0
BELIEF = 0.5
"""How many neighbours the record's average counts for beside what is counted around the row."""
MOST_BURST = 12.0
ENOUGH = 60.0
"""Neighbours, on average, from which on only a part of the rows is counted."""
TRIED = 200
LEAF = 48
"""Points that the tree keeps together: what is asked for is mostly more than so many."""
_SLACK = 0.25
"""Days by which a box is wider than the days counted, so that middles of days fall inside."""


@dataclass(frozen=True, eq=False)
class Crowding:
    """Other rows of the same record around each of its rows."""

    ring: Floats
    """In each of RINGS_KM, within a month: shape (n, rings)."""
    near: Floats
    """Within `BURST_KM` and `BURST_DAYS`, shape (n,)."""
    average: Floats
    """Of `ring`, shape (rings,)."""

    def expected(self, rows: Ints, counted: tuple[Ints, Mask] | None = None) -> Floats:
        """Unrelated rows to expect on one of the very days of the rows, ring by ring, (m, rings).

        `counted`: the ring (−1: none) that holds the row which each is compared with, and whether
        it is near, where that row is one of those that were counted: it is then left out.
        """
        ring, near = self.ring[rows], self.near[rows]
        inside = ring[:, : RINGS_KM.index(BURST_KM) + 1].sum(axis=1)
        if counted is not None:
            held = np.flatnonzero(counted[0] >= 0)
            ring[held, counted[0][held]] = np.maximum(ring[held, counted[0][held]] - 1.0, 0.0)
            inside = np.maximum(inside - (counted[0] >= 0) * (counted[0] <= _BURST_RING), 0.0)
            near = np.maximum(near - counted[1], 0.0)
        whole, few = 2.0 * MONTH + 1.0, 2.0 * BURST_DAYS + 1.0
        burst = np.clip((near + 1.0) / (inside * few / whole + 1.0), 1.0 / 3.0, MOST_BURST)
        ring += BELIEF
        ring /= (1.0 + BELIEF / self.average) * whole
        ring *= burst[:, None]
        return np.asarray(ring)


_BURST_RING = RINGS_KM.index(BURST_KM)


def crowding(rows: Rows) -> Crowding:
    """The crowding around each row of a record. Rows that are not placed get the average."""
    n, rings = len(rows), len(RINGS_KM)
    placed = np.flatnonzero(np.isfinite(rows.scale))
    inside = np.zeros((n, rings))
    for k, km in enumerate(RINGS_KM):
        inside[placed, k] = _others(rows, placed, km, MONTH)
    near = np.zeros(n)
    near[placed] = _others(rows, placed, BURST_KM, BURST_DAYS)
    ring = np.maximum(np.diff(inside, axis=1, prepend=0.0), 0.0)
    average = ring[placed].mean(axis=0) if placed.size else np.zeros(rings)
    # No ring is ever empty for certain: it is at least as likely as one row of the whole record.
    return Crowding(ring, near, np.maximum(average, 1e-3))


def counted_between(rows: Rows, one: Ints, other: Ints) -> tuple[Ints, Mask]:
    """In which ring around rows `one` the rows `other` were counted (−1: in none), and if near.

    `other` may be −1: no such row.
    """
    safe = np.maximum(other, 0)
    apart = unit_vectors(rows.lat[one], rows.lon[one]) - unit_vectors(
        rows.lat[safe], rows.lon[safe]
    )
    km = np.abs(apart).max(axis=1) * EARTH_RADIUS_KM
    days = np.abs(rows.middle[one] - rows.middle[safe])
    there = (other >= 0) & (km <= RINGS_KM[-1]) & (days <= MONTH + _SLACK)
    ring = np.where(there, np.searchsorted(RINGS_KM, km), -1).astype(np.int64)
    return ring, there & (km <= BURST_KM) & (days <= BURST_DAYS + _SLACK)


def _others(rows: Rows, placed: Ints, km: float, days: int) -> Floats:
    """Rows of the record other than itself within a box of this half-side and time, (placed,)."""
    from scipy.spatial import cKDTree

    if not placed.size:
        return np.zeros(0)
    points = unit_vectors(rows.lat[placed], rows.lon[placed]) * (EARTH_RADIUS_KM / km)
    at = np.column_stack([points, rows.middle[placed] / (days + _SLACK)])

    def counted(of: Floats, among: Floats) -> Floats:
        tree = cKDTree(among, leafsize=LEAF, balanced_tree=False, compact_nodes=False)
        counts = tree.query_ball_point(of, 1.0, p=np.inf, return_length=True)
        return np.asarray(counts, dtype=np.float64)

    usual = float(counted(at[:: max(1, placed.size // TRIED)], at).mean())
    if usual <= ENOUGH:
        return counted(at, at) - 1.0
    # Many are as well counted on a part of them; to count all would grow with their square.
    kept = np.random.default_rng(0).random(placed.size) < ENOUGH / usual
    return np.maximum(counted(at, at[kept]) - kept, 0.0) * usual / ENOUGH
