"""How many points lie in a box around each of others, for boxes of several sizes at once.

Where few points share the days of a box and its strip of the land, all of them are compared, many
rows at a time: the processor does that faster than it walks a tree. Where there are more, KD-trees
are asked, so that work grows with n·log n however full the days are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.rows import Rows
from onrecord.stats.sphere import EARTH_RADIUS_KM, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

COMPARED = 1_000
"""Points on the days of a box and in its strip, on average, up to which all are compared; for each
size of boxes as many."""
STRIPS = (4, 16, 64)
"""Into how many strips the land is cut, as long as fewer points are compared for it."""
BLOCK = 64
"""Rows compared at a time: more share fewer of their days, fewer are slower for each."""
LEAF = 48
"""Points that the tree keeps together: what is asked for is mostly more than so many."""


@dataclass(frozen=True, eq=False)
class Points:
    """Points in space and time, in the order of their days."""

    at: Floats
    """In km from the middle of the Earth, shape (3, n)."""
    day: Floats
    row: Ints
    """Where each point stood before."""

    @classmethod
    def of(cls, rows: Rows) -> Points:
        row = np.argsort(rows.middle, kind="stable")
        at = unit_vectors(rows.lat[row], rows.lon[row]) * EARTH_RADIUS_KM
        return cls(np.ascontiguousarray(at.T), rows.middle[row], row)

    def __len__(self) -> int:
        return len(self.row)

    def take(self, index: NDArray[np.bool_] | Ints | slice) -> Points:
        """Some of the points, in the order of their days as well."""
        return Points(np.ascontiguousarray(self.at[:, index]), self.day[index], self.row[index])


def counts(here: Points, there: Points, kms: Sequence[float], days: float) -> Ints:
    """Points of `there` within a box around each of `here`, shape (len(kms), len(here)).

    `kms`: half the side of each box; `days`: half its length in time.
    """
    strips, work = _strips(here, there, max(kms), days, 1)
    for number in STRIPS:
        other = _strips(here, there, max(kms), days, number)
        if other[1] >= work:
            break
        strips, work = other
    if work > COMPARED * len(kms) * len(here):
        return np.stack([_by_tree(here, there, km, days) for km in kms])
    found = np.zeros((len(kms), len(here)), dtype=np.int64)
    for strip in strips:
        found[:, strip.here] = _compared(
            here.take(strip.here), there.take(strip.there), strip, kms, days
        )
    return found


@dataclass(frozen=True, eq=False)
class _Strip:
    """Points of a strip of the land, and those of the others that are near enough to any of them.

    Both are indices, in the order of days."""

    here: Ints
    there: Ints
    low: Ints
    """Of each block of `here`: between which of `there` those of the same days stand."""
    high: Ints


def _strips(
    here: Points, there: Points, km: float, days: float, number: int
) -> tuple[list[_Strip], int]:
    """So many strips of equal counts, and how many pairs of points are compared in them.

    They are cut across the axis along which the points lie farthest apart.
    """
    axis = int(np.argmax(np.ptp(here.at, axis=1))) if len(here) else 0
    own, other = here.at[axis], there.at[axis]
    order, others = np.argsort(own, kind="stable"), np.argsort(other, kind="stable")
    found, work = [], 0
    km *= 1.0 + 1e-9  # whatever rounding makes of a point at the very edge
    for part in np.array_split(order, max(1, min(number, len(order) // BLOCK))):
        if not part.size:
            continue
        ends = np.searchsorted(other[others], [own[part[0]] - km, own[part[-1]] + km])
        mine, near = np.sort(part), np.sort(others[ends[0] : ends[1] + 1])
        day = here.day[mine]
        first, last = day[::BLOCK], day[np.append(np.arange(BLOCK, len(day), BLOCK), len(day)) - 1]
        low = np.searchsorted(there.day[near], first - days)
        high = np.searchsorted(there.day[near], last + days, side="right")
        found.append(_Strip(mine, near, low, high))
        work += int((high - low).sum()) * BLOCK
    return found, work


def _compared(
    here: Points, there: Points, strip: _Strip, kms: Sequence[float], days: float
) -> Ints:
    found = np.zeros((len(kms), len(here)), dtype=np.int64)
    for block, (low, high) in enumerate(zip(strip.low.tolist(), strip.high.tolist(), strict=True)):
        rows, span = slice(block * BLOCK, (block + 1) * BLOCK), slice(low, high)
        near = np.abs(here.day[rows, None] - there.day[span]) <= days
        if not near.size:
            continue
        far = np.zeros(near.shape)
        for axis in range(3):
            apart = here.at[axis, rows, None] - there.at[axis, span]
            np.abs(apart, out=apart)
            np.maximum(far, apart, out=far)
        for k, km in enumerate(kms):
            # Bits are counted eight at a time.
            inside = np.packbits((far <= km) & near, axis=1)
            found[k, rows] = np.bitwise_count(inside).sum(axis=1)
    return found


def _by_tree(here: Points, there: Points, km: float, days: float) -> Ints:
    from scipy.spatial import cKDTree

    def scaled(points: Points) -> Floats:
        return np.column_stack([points.at.T / km, points.day / days])

    tree = cKDTree(scaled(there), leafsize=LEAF, balanced_tree=False)
    found = tree.query_ball_point(scaled(here), 1.0, p=np.inf, return_length=True)
    return np.asarray(found, dtype=np.int64)
