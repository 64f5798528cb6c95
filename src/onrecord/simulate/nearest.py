"""Which of many fixed points is nearest, looked up on a fine grid instead of searched for.

A simulated war asks it of every event, more than once, and always of the same settlements.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CELLS = 128
"""Columns and rows of the grid: with 800 settlements, two in three cells have one or two of them
that can be the nearest."""
MOST = 8
"""Points that a cell keeps; where more can be the nearest, they are searched for."""
SLACK_KM = 1e-6
"""Far beyond the rounding of a point to its cell."""


class Nearest:
    """Finds the nearest of some points in a rectangle around (0, 0), exactly.

    A point p of a cell with middle c and diagonal g has its nearest among those no further from c
    than the nearest of c is, and g more: |s − c| ≤ |s − p| + g/2 for the nearest s of p, which is
    no further from p than the nearest of c, which is within g/2 more of p than of c.
    """

    def __init__(self, east: Floats, north: Floats, width: float, height: float) -> None:
        self._east, self._north = east, north
        self._width, self._height = width, height

    def of(self, east: Floats, north: Floats) -> Ints:
        """The nearest point (its number) of each of these, shape (n,); km."""
        column = np.floor((east / self._width + 0.5) * CELLS)
        row = np.floor((north / self._height + 0.5) * CELLS)
        inside = (column >= 0) & (column < CELLS) & (row >= 0) & (row < CELLS)
        cell = np.where(inside, row * CELLS + column, CELLS * CELLS).astype(np.int64)
        first, number, among = self._grid
        found, many = first[cell], number[cell]
        rows = np.flatnonzero(many > 1)
        near = among[cell[rows]]
        gap = (self._east[near] - east[rows, None]) ** 2
        gap += (self._north[near] - north[rows, None]) ** 2
        found[rows] = near[np.arange(rows.size), gap.argmin(axis=1)]
        unknown = np.flatnonzero(many == 0)
        if unknown.size:
            points = np.stack([east[unknown], north[unknown]], axis=1)
            found[unknown] = self._tree.query(points)[1]
        return found

    @cached_property
    def _tree(self) -> cKDTree:
        from scipy.spatial import cKDTree

        return cKDTree(np.stack([self._east, self._north], axis=1))

    @cached_property
    def _grid(self) -> tuple[Ints, Ints, Ints]:
        """Of each cell the point nearest to its middle, how many can be the nearest of one in it
        (0: too many to keep, and outside, which is the last), and which, (cells + 1, MOST)."""
        across, along = self._width / CELLS, self._height / CELLS
        east = (np.arange(CELLS) + 0.5) * across - self._width / 2
        north = (np.arange(CELLS) + 0.5) * along - self._height / 2
        middle = np.stack([np.tile(east, CELLS), np.repeat(north, CELLS)], axis=1)
        away, among = self._tree.query(middle, k=MOST + 1)
        can = away <= away[:, :1] + np.hypot(across, along) + SLACK_KM
        number = np.where(can[:, MOST], 0, can.sum(axis=1))
        among = np.where(can, among, among[:, :1])[:, :MOST].astype(np.int64)
        last = np.zeros((1, MOST), dtype=np.int64)
        return (
            np.append(among[:, 0], 0),
            np.append(number, 0).astype(np.int64),
            np.concatenate([among, last]),
        )
