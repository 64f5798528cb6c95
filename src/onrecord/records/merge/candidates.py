"""Which rows of two records could report one event: near in time and in space, by their precision.

For each row the nearest of the other record are found in space and time together by KD-trees, one
for each class of precision, so that an exact row is not drowned by the coarse. At most `MOST` from
each class are kept for a row (and, looked at from the other side, as many for the other): work and
memory grow with n·log n even where everything lies at one point on one day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.inparts import parts
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import Weights
from onrecord.stats.sphere import EARTH_RADIUS_KM, distance_km, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

Index = NDArray[np.int32]

MOST = 32
DAYS_SCALE = 1.5
"""Days that count as much as one scale of distance in the search (not in the weighing)."""
DEATHS_SCALE = 0.15
"""What a doubling of the deaths counts in the search: it breaks ties of rows at one point."""
TIE_SCALE = 1e-3
"""What tells rows at one point apart at most: of equal ones the same are found in any block."""
GOLDEN = 0.6180339887498949
"""Multiples of it spread evenly over an interval."""
_EDGES = (0.0, 6.0, 30.0, np.inf)
"""Classes of rows by their own scale of error in km, each searched by itself."""
_NOMINAL = (2.0, 16.0, 50.0)
"""What stands for the class's scale in the search: never the rows' own, so that a block of rows
finds what the whole would."""
SHARED_DAYS = 0.5
"""Two lasting rows are compared if at least this share of their days is common."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of rows: `one` indexes the first record's Rows, `other` the second's; shape (m,)."""

    one: Index
    other: Index
    gap: NDArray[np.int8]
    """Days between the two intervals, 0 where they overlap."""
    km: Floats

    def __len__(self) -> int:
        return len(self.one)

    def take(self, index: NDArray[np.bool_] | Ints | slice) -> Pairs:
        return Pairs(self.one[index], self.other[index], self.gap[index], self.km[index])


def joined(found: Sequence[Pairs]) -> Pairs:
    """Pairs one after the other."""
    none = np.zeros(0, dtype=np.int32)
    return Pairs(
        np.concatenate([none, *(pairs.one for pairs in found)]),
        np.concatenate([none, *(pairs.other for pairs in found)]),
        np.concatenate([none.astype(np.int8), *(pairs.gap for pairs in found)]),
        np.concatenate([none.astype(np.float64), *(pairs.km for pairs in found)]),
    )


def candidates(
    first: Rows, second: Rows, weights: Weights, order: tuple[Ints, Ints] | None = None
) -> Pairs:
    """Every pair that could be one event, sorted, each once.

    A pair is in it if at most `weights.most_gap` days and `weights.window_km` lie between the two
    (`gap_and_km`), both are lasting or neither is, and one is among the `MOST` nearest of the other
    in its class of precision. `order`: where the rows stand in their whole records, of which these
    may be a part; of rows equally near it decides which are among them.
    """
    found = []
    tie: list[Floats] = [
        TIE_SCALE * (at.astype(np.float64) * GOLDEN % 1.0)
        for at in order or (np.arange(len(first)), np.arange(len(second)))
    ]
    for lasting in (False, True):
        classes = [[_of_class(rows, k, lasting) for k in range(3)] for rows in (first, second)]
        for k, here in enumerate(classes[0]):
            for k2, there in enumerate(classes[1]):
                if here.size and there.size:
                    at = (here, there)
                    scale = float(np.hypot(_NOMINAL[k], _NOMINAL[k2]))
                    one, other = (
                        _points(r, i, scale, lasting, t)
                        for r, i, t in zip((first, second), at, tie, strict=True)
                    )
                    # One number for each pair, the first record's row before the second's.
                    i, j = _nearest(one, here, other, there)
                    found.append(i * np.int64(len(second)) + j)
                    j, i = _nearest(other, there, one, here)
                    found.append(i * np.int64(len(second)) + j)
    if not found:
        return joined([])
    # Sorted rather than hashed, as `np.unique` would: several times as fast for so many numbers.
    key = np.concatenate(found)
    key.sort()
    key = key[np.diff(key, prepend=-1) > 0]
    return joined(
        [
            near(first, second, *np.divmod(key[part], len(second)), weights)
            for part in parts(len(key))
        ]
    )


def near(first: Rows, second: Rows, one: Ints, other: Ints, weights: Weights) -> Pairs:
    """Those of the given pairs of rows that are near enough, with their gaps."""
    gap, km = gap_and_km(first, second, one, other)
    joint = np.hypot(first.scale[one], second.scale[other])
    fits = (gap <= weights.most_gap) & (km <= weights.window_km(joint))
    fits &= first.lasting[one] == second.lasting[other]
    lasting = first.lasting[one]
    common = np.minimum(first.end[one], second.end[other]) - np.maximum(
        first.start[one], second.start[other]
    )
    whole = np.maximum(first.end[one], second.end[other]) - np.minimum(
        first.start[one], second.start[other]
    )
    fits &= ~lasting | ((common + 1) >= SHARED_DAYS * (whole + 1))
    return Pairs(one.astype(np.int32), other.astype(np.int32), gap.astype(np.int8), km).take(fits)


def gap_and_km(first: Rows, second: Rows, one: Ints, other: Ints) -> tuple[Ints, Floats]:
    """Days between the intervals of rows, and km between their points."""
    gap = np.maximum(
        first.start[one] - second.end[other], second.start[other] - first.end[one]
    ).clip(min=0)
    km = distance_km(first.lat[one], first.lon[one], second.lat[other], second.lon[other])
    return gap, km


def _of_class(rows: Rows, k: int, lasting: bool) -> Ints:
    own = (rows.scale > _EDGES[k]) & (rows.scale <= _EDGES[k + 1]) & (rows.lasting == lasting)
    return np.flatnonzero(own)


def _days_scale(lasting: bool) -> float:
    return 30.0 if lasting else DAYS_SCALE


def search_days(lasting: bool) -> float:
    """Days between the middles of two rows beyond which the search does not look."""
    return _REACH * _days_scale(lasting)


def _points(rows: Rows, index: Ints, scale: float, lasting: bool, tie: Floats) -> Floats:
    """Where rows lie in the search: space in scales, time, and a little of the deaths, (n, 5)."""
    points = unit_vectors(rows.lat[index], rows.lon[index]) * (EARTH_RADIUS_KM / scale)
    dead = DEATHS_SCALE * np.log2(1.0 + np.maximum(rows.best[index], 0)) + tie[index]
    return np.column_stack([points, rows.middle[index] / _days_scale(lasting), dead])


_REACH = 10.0
"""How far the search looks, in scales: beyond the window in space and time together."""


def _nearest(here: Floats, own: Ints, there: Floats, others: Ints) -> tuple[Ints, Ints]:
    """For each of `here` (rows `own`) the nearest of `there` (rows `others`): pairs of rows."""
    from scipy.spatial import cKDTree

    many = min(MOST, others.size)
    # A tree that is not balanced splits boxes, not counts: equal points end in one leaf at once.
    tree = cKDTree(there, balanced_tree=False, compact_nodes=False)
    _, index = tree.query(here, k=many, distance_upper_bound=_REACH)
    index = np.asarray(index).reshape(own.size, many)
    row, rank = np.nonzero(index < others.size)
    return own[row], others[index[row, rank]]
