"""Single linkage in space and time together, without ever listing all pairs that are near.

Points in one small cell are near one another wherever they lie in it, so a cell's events link from
day to day by sorting alone; only events of neighbouring cells are measured, and of those only what
could still join two components.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.stats.sphere import chord, distance_km, pairs_within, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

AT_ONCE = 2_000_000
"""Pairs measured at a time: bounds memory."""
_TRIED = 4_096
"""Pairs of two blocks that are tried one by one before a tree looks for the nearest."""
_FINEST = 1e-6
"""The smallest side of a cell on the unit sphere (6 m), so that its number fits 64 bits."""


@dataclass
class _Sorted:
    """Rows sorted by (cell and group, day), with what they are linked by so far."""

    lat: Floats
    lon: Floats
    component: Ints

    def link(self, i: Ints, j: Ints, km: float) -> None:
        """Link the pairs that are at most `km` apart."""
        fresh = self.component[i] != self.component[j]
        i, j = i[fresh], j[fresh]
        near = distance_km(self.lat[i], self.lon[i], self.lat[j], self.lon[j]) <= km
        self.join(i[near], j[near])

    def join(self, i: Ints, j: Ints) -> None:
        if i.size:
            merged = _merged(self.component[i], self.component[j], self.component.size)
            self.component = merged[self.component]


def _merged(i: Ints, j: Ints, size: int) -> Ints:
    """For each number below `size` the least one that a chain of pairs (i, j) leads to, (size,).

    Of two numbers that a pair still tells apart, the larger takes the smaller's: each round the
    larger are gone. SciPy's connected components tell the same, and take longer to import than ten
    claims to test.
    """
    least = np.arange(size, dtype=np.int64)
    while i.size:
        low, high = np.minimum(i, j), np.maximum(i, j)
        np.minimum.at(least, high, low)
        while not np.array_equal(nearer := least[least], least):
            least = nearer
        i, j = least[i], least[j]
        apart = i != j
        i, j = i[apart], j[apart]
    return least


def linked(day: Floats, lat: Floats, lon: Floats, group: Ints, km: float, gap_days: float) -> Ints:
    """Component of each event, shape (n,): any numbers, the same for what a chain of links joins.

    All arguments finite and of shape (n,). Two events link if they are of one group, at most `km`
    apart (`distance_km` decides) and at most `gap_days` apart. Time grows with n·log n and with the
    pairs of (cell, day) blocks that are near; memory does not grow with the number of near pairs.
    """
    cell, neighbours = _cells(lat, lon, km)
    groups = int(group.max()) + 1
    node = cell * groups + group
    days, rank = np.unique(day, return_inverse=True)
    rank = rank.reshape(-1)
    until = np.searchsorted(days, days + gap_days, side="right")
    since = np.searchsorted(days + gap_days, days, side="left")

    order = np.lexsort((rank, node))
    node, rank = node[order], rank[order]
    rows = _Sorted(lat[order], lon[order], np.arange(day.size, dtype=np.int64))
    along = np.flatnonzero((node[1:] == node[:-1]) & (rank[1:] < until[rank[:-1]]))
    rows.join(along, along + 1)

    # A block: the events of one cell, group and day. It faces those of a neighbouring cell that are
    # near in time, which form at most two runs: the first's and the last's component tell all.
    key = node * days.size + rank
    _, first, size = np.unique(key, return_index=True, return_counts=True)
    block, other = _facing(cell[order][first], neighbours)
    at = first[block]
    facing = (other * groups + node[at] % groups) * days.size
    low = np.searchsorted(key, facing + since[rank[at]], side="left")
    high = np.searchsorted(key, facing + until[rank[at]], side="left")
    some = high > low
    _join_blocks(rows, at[some], size[block][some], low[some], high[some], km)

    component = np.empty(day.size, dtype=np.int64)
    component[order] = rows.component
    return component


def _cells(lat: Floats, lon: Floats, km: float) -> tuple[Ints, Ints]:
    """The cell of each point, shape (n,), and which cells neighbour which, shape (m, 2), once each.

    Any two points of one cell are at most `km` apart; points of two cells that do not neighbour
    are farther apart.
    """
    side = chord(km) * (1.0 - 1e-9) / np.sqrt(3.0)
    if side < _FINEST:
        points, cell = np.unique(np.stack([lat, lon], axis=1), axis=0, return_inverse=True)
        return cell.reshape(-1).astype(np.int64), pairs_within(points[:, 0], points[:, 1], km)
    # Two steps of a cell reach √3 sides; the margin keeps all neighbours inside the numbering.
    wide = int(np.ceil(2.0 / side)) + 5
    x, y, z = (np.floor((unit_vectors(lat, lon) + 1.0) / side).astype(np.int64) + 2).T
    numbers, cell = np.unique((x * wide + y) * wide + z, return_inverse=True)
    steps = np.array(
        [
            (dx * wide + dy) * wide + dz
            for dx in range(-2, 3)
            for dy in range(-2, 3)
            for dz in range(-2, 3)
            if (dx, dy, dz) > (0, 0, 0)
        ]
    )
    pairs = []
    for some in np.array_split(steps, 1 + steps.size * numbers.size // AT_ONCE):
        wanted = numbers + some[:, None]
        there = np.minimum(np.searchsorted(numbers, wanted), numbers.size - 1)
        own = np.nonzero(numbers[there] == wanted)
        pairs.append(np.stack([own[1], there[own]], axis=1))
    return cell.reshape(-1).astype(np.int64), np.concatenate(pairs).astype(np.int64)


def _facing(cell: Ints, neighbours: Ints) -> tuple[Ints, Ints]:
    """For each block (by its cell) every neighbouring cell: block numbers and cells."""
    pairs = neighbours[np.argsort(neighbours[:, 0], kind="stable")]
    low = np.searchsorted(pairs[:, 0], cell, side="left")
    many = np.searchsorted(pairs[:, 0], cell, side="right") - low
    block = np.repeat(np.arange(cell.size), many)
    ahead = np.arange(block.size) - np.repeat(np.cumsum(many) - many, many)
    return block, pairs[low[block] + ahead, 1]


def _join_blocks(rows: _Sorted, at: Ints, size: Ints, low: Ints, high: Ints, km: float) -> None:
    """Link each block (`size` rows from `at`) with the rows `low` to `high` that it faces."""
    total = size * (high - low)
    done, step = 0, 1
    while at.size and done < _TRIED:
        tries = np.minimum(total, done + step) - done
        for portion in _portions(tries):
            item = np.repeat(portion, tries[portion])
            past = np.cumsum(tries[portion]) - tries[portion]
            pair = done + np.arange(item.size) - np.repeat(past, tries[portion])
            i, j = at[item] + pair % size[item], low[item] + pair // size[item]
            rows.link(i, j, km)
        done, step = done + step, step * 2
        mine = rows.component[at]
        left = (mine != rows.component[low]) | (mine != rows.component[high - 1])
        left &= total > done
        at, size, low, high, total = at[left], size[left], low[left], high[left], total[left]
    for k in range(at.size):
        _join_nearest(rows, at[k], size[k], low[k], high[k], km)


def _portions(tries: Ints) -> list[Ints]:
    """Items in portions of at most about `AT_ONCE` tries."""
    portion = np.cumsum(tries) // AT_ONCE
    return np.split(np.arange(tries.size), np.flatnonzero(np.diff(portion)) + 1)


def _join_nearest(rows: _Sorted, at: int, size: int, low: int, high: int, km: float) -> None:
    """Link two blocks with many pairs: a tree finds for each row the nearest that it faces."""
    from scipy.spatial import cKDTree

    own = rows.component[at]
    for other in {int(rows.component[low]), int(rows.component[high - 1])} - {int(own)}:
        there = low + np.flatnonzero(rows.component[low:high] == other)
        here = np.arange(at, at + size)
        tree = cKDTree(unit_vectors(rows.lat[there], rows.lon[there]))
        reach = chord(km) * (1.0 + 1e-9) + 1e-12
        points = unit_vectors(rows.lat[here], rows.lon[here])
        away, nearest = tree.query(points, distance_upper_bound=reach)
        away, nearest = np.atleast_1d(away), np.atleast_1d(nearest)
        close = np.flatnonzero(np.isfinite(away))
        rows.link(here[close], there[nearest[close]], km)
