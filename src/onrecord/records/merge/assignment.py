"""The best one-to-one matching within each connected group of rivals, with the option of none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DENSE = 400
"""Rows of a group up to which it is solved as a full table."""
TIE = 1e-9
"""Among equally good matchings the one that keeps the order of the rows."""


def assigned(one: Ints, other: Ints, gain: Floats) -> Ints:
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
    group = _groups(row, column, rows.size, columns.size)
    chosen = []
    order = np.argsort(group, kind="stable")
    ends = np.flatnonzero(np.diff(group[order], append=-1)) + 1
    start = 0
    for end in ends.tolist():
        part = order[start:end]
        start = end
        if part.size == 1:
            chosen.append(good[part])
        else:
            chosen.append(good[part[_best(row[part], column[part], value[part])]])
    return np.sort(np.concatenate(chosen)).astype(np.int64)


def _groups(row: Ints, column: Ints, rows: int, columns: int) -> Ints:
    """The connected group of each pair."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = rows + columns
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
