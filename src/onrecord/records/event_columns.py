"""What the columns of events are made of; `schema` puts them together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

UNKNOWN = -1
"""A count of deaths that the record does not give."""


@dataclass(frozen=True)
class SourceLine:
    """A headline or note that the record keeps for an event, with its originator and date."""

    text: str
    office: str
    date: dt.date | None


@dataclass(frozen=True, eq=False)
class Categories:
    """A column of repeated strings: `codes` (n,) into `values`; code −1 is no value."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        code = int(self.codes[row])
        return self.values[code] if code >= 0 else ""

    def isin(self, names: frozenset[str]) -> Mask:
        """Rows whose value is one of `names`, shape (n,)."""
        # The last entry is that of code −1, which is no value.
        wanted = np.asarray([*(value in names for value in self.values), False], dtype=bool)
        return np.asarray(wanted[self.codes])

    def take(self, rows: NDArray[Any]) -> Categories:
        return Categories(self.codes[rows], self.values)

    def among(self, rows: NDArray[Any]) -> Categories:
        """The column at these rows, with the values that occur there and no others."""
        found, first, codes = np.unique(self.codes[rows], return_index=True, return_inverse=True)
        order = np.argsort(first[found >= 0]) + int((found < 0).any())
        place = np.full(len(found), -1, dtype=np.int32)
        place[order] = np.arange(len(order))
        return Categories(place[codes], tuple(self.values[int(i)] for i in found[order]))


class Taker(IntEnum):
    """Which side of an event took the place. NONE: no place changed hands."""

    NONE = 0
    SIDE_A = 1
    SIDE_B = 2
    UNKNOWN = 3


@dataclass(frozen=True)
class Associates:
    """Names that stand beside the sides of events: `names[side_a[i]]`, as with `Events.sides`."""

    side_a: NDArray[np.int32]
    side_b: NDArray[np.int32]
    names: tuple[tuple[str, ...], ...]
