"""How crowded it is around each row: how often an unrelated row of the other record is as near.

On a crowded front, or in a city that is shelled daily, agreement in time and place means little.
What it means there is counted in the other record itself: around each row, ring by ring, its rows
of the month before and after, but for those of the very days. They are too early or too late to be
the same event, and so they are what an unrelated row looks like from there, with all that two
gazetteers make of one town. How much more happens on the very days is told by the row's own record,
whose *other* rows are not the same event either. Where there are few, the average steps in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.boxes import Points, counts
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import RINGS_KM

Ints = NDArray[np.int64]
Index = Ints | NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MONTH = 30
"""Days before and after over which neighbours are counted."""
BURST_DAYS = 3
BURST_KM = 16.0
BELIEF = 0.5
"""How many neighbours the average counts for beside what is counted around the row."""
MOST_BURST = 12.0
ENOUGH = 60.0
"""Neighbours, on average, from which on only a part of the rows is counted."""
TRIED = 200
_SLACK = 0.25
"""Days by which a box is wider than the days counted, so that middles of days fall inside."""


@dataclass(frozen=True, eq=False)
class Crowding:
    """Unrelated rows around each row of a record; arrays of shape (n,) but where it is said."""

    ring: Floats
    """The other record's, in each of RINGS_KM, within a month but not `apart` days: (n, rings)."""
    near: Floats
    """Its own record's other rows within `BURST_KM` and `BURST_DAYS`."""
    far: Floats
    """The same of the rest of the month."""
    average: Floats
    """Of `ring`, shape (rings,)."""
    days: float
    """Days that `ring` was counted on."""
    each: float = 1.0
    """What one row counts for in `near`."""

    def standing_in(self, rows: Ints, ratio: float) -> Crowding:
        """Around rows that stand in for the other record's, which has `ratio` times as many."""
        return Crowding(
            self.ring[rows] / ratio, self.near[rows] * ratio, self.far[rows] * ratio,
            self.average / ratio, self.days, ratio,
        )  # fmt: skip

    def take(self, rows: Ints) -> Crowding:
        return Crowding(
            self.ring[rows], self.near[rows], self.far[rows], self.average, self.days, self.each
        )

    def expected(self, rows: Index, besides: Mask | None = None) -> Floats:
        """Unrelated rows to expect on one of the very days of the rows, ring by ring, (m, rings).

        `besides`: where the row that each is compared with is one of those counted as `near`: it
        is then left out.
        """
        near = self.near[rows]
        if besides is not None:
            near = np.maximum(near - besides * self.each, 0.0)
        usual = self.far[rows] * (_NEAR / (2.0 * MONTH + 1.0 - _NEAR))
        burst = np.clip((near + 1.0) / (usual + 1.0), 1.0 / 3.0, MOST_BURST)
        ring = self.ring[rows] + BELIEF
        ring /= (1.0 + BELIEF / self.average) * self.days
        ring *= burst[:, None]
        return np.asarray(ring)


_NEAR = 2.0 * BURST_DAYS + 1.0


def crowding(rows: Rows, others: Rows, apart: int) -> Crowding:
    """The crowding around each row of a record by another's.

    Rows that are not placed get the average. `apart`: how many days the rows of one event may lie
    apart, at most.
    """
    n, rings = len(rows), len(RINGS_KM)
    placed, there = (np.flatnonzero(np.isfinite(r.scale)) for r in (rows, others))
    own, them = rows.take(placed), others.take(there)
    inside = np.zeros((n, rings))
    month, days = _within(own, them, RINGS_KM, MONTH), _within(own, them, RINGS_KM, apart)
    inside[placed] = (month - days).T
    near, all_near = np.zeros(n), np.zeros(n)
    near[placed] = _within(own, own, (BURST_KM,), BURST_DAYS, itself=True)[0]
    all_near[placed] = _within(own, own, (BURST_KM,), MONTH, itself=True)[0]
    ring = np.maximum(np.diff(np.maximum(inside, 0.0), axis=1, prepend=0.0), 0.0)
    average = ring[placed].mean(axis=0) if placed.size else np.zeros(rings)
    # No ring is ever empty for certain: it is at least as likely as one row of the whole record.
    return Crowding(
        ring, near, np.maximum(all_near - near, 0.0), np.maximum(average, 1e-3),
        2.0 * (MONTH - apart),
    )  # fmt: skip


def _within(
    rows: Rows, others: Rows, kms: Sequence[float], days: int, itself: bool = False
) -> Floats:
    """Rows of the other record within boxes around each row, shape (len(kms), n).

    `kms`: half the side of each box; `days`: half its length in time; `itself`: both are one
    record, and no row counts for itself.
    """
    found = np.zeros((len(kms), len(rows)))
    if not len(rows) or not len(others):
        return found
    here, there, reach = Points.of(rows), Points.of(others), days + _SLACK
    some = np.flatnonzero(here.row % max(1, len(rows) // TRIED) == 0)
    usual = counts(here.take(some), there, kms, reach).mean(axis=1)
    few = np.flatnonzero(usual <= ENOUGH).tolist()
    if few:
        less = counts(here, there, [kms[k] for k in few], reach) - itself
        found[np.asarray(few)[:, None], here.row] = less
    # Many are as well counted on a part of them; to count all would grow with their square.
    draw = np.random.default_rng(0).random(len(others))
    for k in np.flatnonzero(usual > ENOUGH).tolist():
        kept = draw < ENOUGH / usual[k]
        found[k, here.row] = counts(here, there.take(kept[there.row]), kms[k : k + 1], reach)[0]
        less = found[k] - kept if itself else found[k]
        found[k] = np.maximum(less, 0.0) * usual[k] / ENOUGH
    return found
