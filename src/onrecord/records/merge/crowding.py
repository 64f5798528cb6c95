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


@dataclass(frozen=True, eq=False)
class Crowding:
    """Unrelated rows of the same record to expect around each row."""

    per_day: Floats
    """On an average day of the month, in each of RINGS_KM: shape (n, rings)."""
    burst: Floats
    """How many times as many in the very days of the row, shape (n,)."""


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
    average = np.maximum(average, 1e-3)
    smooth = (ring + BELIEF) / (1.0 + BELIEF / average)
    whole, few = 2.0 * MONTH + 1.0, 2.0 * BURST_DAYS + 1.0
    month = inside[:, RINGS_KM.index(BURST_KM)] * few / whole
    burst = np.clip((near + 1.0) / (month + 1.0), 1.0 / 3.0, MOST_BURST)
    return Crowding(smooth / whole, burst)


def _others(rows: Rows, placed: Ints, km: float, days: int) -> Floats:
    """Rows of the record other than itself within a box of this half-side and time, (placed,)."""
    from scipy.spatial import cKDTree

    if not placed.size:
        return np.zeros(0)
    points = unit_vectors(rows.lat[placed], rows.lon[placed]) * (EARTH_RADIUS_KM / km)
    at = np.column_stack([points, rows.middle[placed] / (days + 0.25)])

    def counted(of: Floats, among: Floats) -> Floats:
        tree = cKDTree(among, balanced_tree=False, compact_nodes=False)
        counts = tree.query_ball_point(of, 1.0, p=np.inf, return_length=True)
        return np.asarray(counts, dtype=np.float64)

    usual = float(counted(at[:: max(1, placed.size // TRIED)], at).mean())
    if usual <= ENOUGH:
        return counted(at, at) - 1.0
    # Many are as well counted on a part of them; to count all would grow with their square.
    kept = np.random.default_rng(0).random(placed.size) < ENOUGH / usual
    return np.maximum(counted(at, at[kept]) - kept, 0.0) * usual / ENOUGH
