"""The best one-to-one matching within each connected group of rivals, with the option of none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Index = Ints | NDArray[np.int32]
Floats = NDArray[np.float64]

DENSE = 400
"""Rows of a group up to which it is solved as a full table."""
SURELY = 1e-9
"""By how much a pair must be worth more than all that its rows could have instead."""
TIE = 1e-9
"""Among equally good matchings the one that keeps the order of the rows."""


def assigned(one: Index, other: Index, gain: Floats) -> Ints:
    """Indices of the pairs chosen, ascending: those of the matching with the greatest sum of gains.

    A pair of no positive gain is never chosen. Each row is in one pair at most. Equal sums: the
    matching that keeps the order of the rows, so that it does not depend on which record is first.
    """
    good = np.flatnonzero(gain > 0)
    if not good.size:
        return good
    rows, row = np.unique(one[good], return_inverse=True)
    columns, column = np.unique(other[good], return_inverse=True)
    row, column = row.reshape(-1), column.reshape(-1)
    spread = float(max(rows.size, columns.size))
    tie = TIE * np.square((row / rows.size) - (column / columns.size)) * min(1.0, 1e3 / spread)
    value = np.maximum(gain[good] - tie, 1e-12)
    return np.sort(good[_by_group(row, column, value)]).astype(np.int64)


def _by_group(row: Ints, column: Ints, value: Floats) -> Ints:
    """Positions of the pairs chosen, each connected group by itself."""
    group = _groups(row, column)
    chosen = [np.zeros(0, dtype=np.int64)]
    order = np.argsort(group, kind="stable")
    ends = np.flatnonzero(np.diff(group[order], append=-1)) + 1
    start = 0
    for end in ends.tolist():
        part = order[start:end]
        start = end
        chosen.append(part if part.size == 1 else part[_best(row[part], column[part], value[part])])
    return np.concatenate(chosen)


def _sure(row: Ints, column: Ints, value: Floats, sizes: tuple[int, int]) -> tuple[Ints, Ints]:
    """Indices of pairs that every best matching has, and of those that are open besides.

    A pair that is worth more than the next best of its row and the next best of its column together
    is one: no matching without it is as good, whatever the two rows are given instead. With its
    rows gone, others are; what is left falls into small groups.
    """
    left = np.arange(len(row))
    found = [left[:0]]
    while left.size:
        worth = value[left]
        instead = np.zeros(left.size)
        for at, size in ((row[left], sizes[0]), (column[left], sizes[1])):
            instead += _next_best(at, worth, size)
        sure = left[worth > instead + SURELY]
        if not sure.size:
            break
        found.append(sure)
        taken = np.zeros(sizes[0], dtype=bool), np.zeros(sizes[1], dtype=bool)
        taken[0][row[sure]], taken[1][column[sure]] = True, True
        left = left[~taken[0][row[left]] & ~taken[1][column[left]]]
    return np.concatenate(found), left


def _next_best(at: Ints, value: Floats, size: int) -> Floats:
    """For each pair the best of the other pairs `at` the same row, 0 if there is none."""
    order = np.lexsort((-value, at))
    at, value = at[order], value[order]
    first = np.diff(at, prepend=-1) > 0
    best = np.zeros(size)
    best[at[first]] = value[first]
    second = np.flatnonzero(first[:-1] & ~first[1:]) + 1
    after = np.zeros(size)
    after[at[second]] = value[second]
    found = np.empty(len(at))
    found[order] = np.where(first, after[at], best[at])
    return found


def _groups(row: Ints, column: Ints) -> Ints:
    """The connected group of each pair."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    rows = int(row.max(initial=-1)) + 1
    size = rows + int(column.max(initial=-1)) + 1
    graph = coo_matrix((np.ones(row.size), (row, column + rows)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)[row]


def _best(row: Ints, column: Ints, value: Floats) -> Ints:
    """Positions of the pairs chosen in one group."""
    rows, r = np.unique(row, return_inverse=True)
    columns, c = np.unique(column, return_inverse=True)
    r, c = r.reshape(-1), c.reshape(-1)
    number = np.arange(row.size)
    if max(rows.size, columns.size) <= DENSE:
        from scipy.optimize import linear_sum_assignment

        # No gain is below 0: a cell without a pair is the option of no match.
        table = np.zeros((rows.size, columns.size))
        table[r, c] = value
        at, there = linear_sum_assignment(table, maximize=True)
    else:
        sure, left = _sure(r, c, value, (rows.size, columns.size))
        if sure.size:
            return np.concatenate([sure, left[_by_group(r[left], c[left], value[left])]])
        at, there = _sparse(r, c, value, rows.size, columns.size)
    index = {(i, j): k for i, j, k in zip(r.tolist(), c.tolist(), number.tolist(), strict=True)}
    found = (index.get(pair) for pair in zip(at.tolist(), there.tolist(), strict=True))
    return np.asarray([k for k in found if k is not None], dtype=np.int64)


def _sparse(r: Ints, c: Ints, value: Floats, rows: int, columns: int) -> tuple[Ints, Ints]:
    """The same for a large group: each row may also take a column of its own, worth nothing."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    own = np.arange(rows)
    # Sparse matrices drop zeros: every full matching has `rows` pairs, so a shift changes nothing.
    shift = float(value.max()) + 1.0
    costs = np.concatenate([shift - value, np.full(rows, shift)])
    graph = csr_matrix(
        (costs, (np.concatenate([r, own]), np.concatenate([c, columns + own]))),
        shape=(rows, columns + rows),
    )
    at, there = min_weight_full_bipartite_matching(graph)
    real = there < columns
    return at[real], there[real]
