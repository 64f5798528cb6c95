"""Single linkage in space and time together, without ever listing all pairs that are near.

Where few events are near in time, those pairs are measured and that is all. Elsewhere space is cut
into cells so small that points in one are near one another wherever they lie in it: a cell's events
link from day to day by sorting alone; only events of neighbouring cells are measured, and of those
only what could still join two components.
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
_FEW = 100_000
"""Pairs near in time up to which each is measured: cutting space into cells would cost more."""
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
        self.component = connected(self.component.size, self.component[i], self.component[j])[
            self.component
        ]


def connected(size: int, i: Ints, j: Ints) -> Ints:
    """The smallest number that each of 0 … size − 1 hangs together with by the edges i–j.

    In each round every root that an edge joins to a smaller one is hung below it, and every number
    below its root (Shiloach & Vishkin 1982). On a few hundred edges that takes a third of the time
    of a sparse graph.
    """
    root = np.arange(size, dtype=np.int64)
    while i.size:
        i, j = root[i], root[j]
        apart = i != j
        i, j = i[apart], j[apart]
        np.minimum.at(root, np.maximum(i, j), np.minimum(i, j))
        while not np.array_equal(above := root[root], root):
            root = above
    return root


def linked(day: Floats, lat: Floats, lon: Floats, group: Ints, km: float, gap_days: float) -> Ints:
    """Component of each event, shape (n,): any numbers, the same for what a chain of links joins.

    All arguments finite and of shape (n,). Two events link if they are of one group, at most `km`
    apart (`distance_km` decides) and at most `gap_days` apart. Time grows with n·log n and with the
    pairs of (cell, day) blocks that are near; memory does not grow with the number of near pairs.
    """
    near = _near_in_time(day, group, gap_days)
    if near is not None:
        i, j = near
        close = distance_km(lat[i], lon[i], lat[j], lon[j]) <= km
        return connected(day.size, i[close], j[close])
    # Rows alike in day, point and group are linked whatever the limits: measure each once.
    alike, place = _distinct(np.stack([day, lat, lon, group], axis=1))
    day, lat, lon = alike[:, 0], alike[:, 1], alike[:, 2]
    return _by_cells(day, lat, lon, alike[:, 3].astype(np.int64), km, gap_days)[place]


def _by_cells(
    day: Floats, lat: Floats, lon: Floats, group: Ints, km: float, gap_days: float
) -> Ints:
    """`linked`, with space cut into cells."""
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


def _near_in_time(day: Floats, group: Ints, gap_days: float) -> tuple[Ints, Ints] | None:
    """Pairs of one group at most `gap_days` apart, each once; None where they are too many."""
    days, rank = np.unique(day, return_inverse=True)
    node = group * days.size + rank.reshape(-1)
    order = np.argsort(node, kind="stable")
    node = node[order]
    until = np.searchsorted(days, days + gap_days, side="right")
    last = np.searchsorted(node, (group * days.size + until[rank.reshape(-1)])[order])
    many = last - np.arange(1, day.size + 1)
    if many.sum() > _FEW:
        return None
    first = np.repeat(np.arange(day.size), many)
    ahead = np.arange(first.size) - np.repeat(np.cumsum(many) - many, many)
    return order[first], order[first + 1 + ahead]


def _distinct(rows: Floats) -> tuple[Floats, Ints]:
    """The distinct rows and, for each row, which of them it is."""
    order = np.lexsort(rows.T[::-1])
    new = np.ones(len(rows), dtype=bool)
    new[1:] = np.any(rows[order][1:] != rows[order][:-1], axis=1)
    which = np.empty(len(rows), dtype=np.int64)
    which[order] = np.cumsum(new) - 1
    return rows[order][new], which


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
