"""The schema that every record is read into: events as columns, and what the record can express.

The latter stands in `about`, what columns are made of in `event_columns`; other rooms import all of
it from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from onrecord.records.about import Coverage, Expresses, RecordInfo, Reject
from onrecord.records.arrow_columns import distinct_lists, distinct_texts, numbers, row_numbers
from onrecord.records.event_columns import (
    UNKNOWN,
    Associates,
    Categories,
    Days,
    Ints,
    Mask,
    SourceLine,
    Taker,
)

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "UNKNOWN",
    "Associates",
    "ById",
    "Categories",
    "Coverage",
    "Days",
    "Events",
    "Expresses",
    "Ints",
    "Mask",
    "Record",
    "RecordInfo",
    "Reject",
    "SourceLine",
    "Taker",
    "arrow_schema",
    "from_arrow",
]


@dataclass(frozen=True, eq=False)
class Events:
    """Events as columns; every array has shape (n,), in the record's own order.

    `where_prec` and `date_prec` are on UCDP's scale (1 exact … 7; 1 a day … 5 longer than a month),
    whatever the record. A side is a set of names: `sides[side_a[i]]`. Where `directed` is False
    the order of the sides means nothing. `low`, `best`, `high` and the deaths by side are counts
    of people, `UNKNOWN` where the record gives none, kept as the record has them even where
    best > high.
    """

    id: tuple[str, ...]
    start: Days
    end: Days
    date_prec: NDArray[np.int8]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    where_prec: NDArray[np.int8]
    place: Categories
    adm1: Categories
    adm2: Categories
    country: Categories
    side_a: NDArray[np.int32]
    side_b: NDArray[np.int32]
    sides: tuple[tuple[str, ...], ...]
    directed: Mask
    kind: Categories
    low: Ints
    best: Ints
    high: Ints
    deaths_a: Ints
    deaths_b: Ints
    deaths_civilians: Ints
    deaths_unknown: Ints
    clarity: NDArray[np.int8]
    """1 a clear event, 2 an aggregate (a residue: added to sums, never one event)."""
    active: Mask
    candidate: Mask
    """The row is newer than the record's version can vouch for."""
    arrow: pa.Table | Callable[[], pa.Table] = field(repr=False)
    """The same rows as Arrow, or what makes them so: see `table`."""
    known: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Of the properties below those that are known without the table."""

    def __post_init__(self) -> None:
        # Where `cached_property` keeps them once they were read.
        vars(self).update(self.known)

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def table(self) -> pa.Table:
        """The same rows as Arrow, for the columns that only a few rows are asked for."""
        return self.arrow() if callable(self.arrow) else self.arrow

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each id."""
        return {name: row for row, name in enumerate(self.id)}

    @cached_property
    def kind_inferred(self) -> Mask:
        """Rows whose kind a reader inferred, where the record itself does not code it.

        From the column `kind_inferred` of the table, if it has one; else none is.
        """
        if "kind_inferred" not in self.table.schema.names:
            return np.zeros(len(self), dtype=bool)
        return np.asarray(numbers(self.table["kind_inferred"], np.bool_))

    @cached_property
    def also(self) -> Categories:
        """The second kind of a row that is two things at once (a battle that took a town)."""
        if "also" not in self.table.schema.names:
            return Categories(np.full(len(self), -1, dtype=np.int32), ())
        return Categories(*distinct_texts(self.table["also"]))

    @cached_property
    def parts(self) -> tuple[Mask, ...]:
        """Of a merged record, for each record in it, the rows with one of its rows behind, (n,).

        Rows of one record are events of their own; a row of each of two may be one event that was
        not recognised. Of any other record, one part: all rows.
        """
        if "rows_behind" not in self.table.schema.names:
            return (np.ones(len(self), dtype=bool),)
        codes, behind = distinct_lists(self.table["rows_behind"])
        records = [{name.partition(":")[0] for name in names} for names in behind]
        return tuple(
            np.asarray([label in told for told in records], dtype=bool)[codes]
            for label in sorted(set().union(*records))
        )

    @cached_property
    def taker(self) -> NDArray[np.int8]:
        """Which side took the place, a `Taker` for each row, shape (n,)."""
        if "taken_by" not in self.table.schema.names:
            return np.zeros(len(self), dtype=np.int8)
        return np.asarray(numbers(self.table["taken_by"], np.int8))

    @cached_property
    def civilians_targeted(self) -> Mask:
        """Rows of any kind that hit civilians mainly or only, where the record says so, (n,)."""
        if "civilians_targeted" not in self.table.schema.names:
            return np.zeros(len(self), dtype=bool)
        return np.asarray(numbers(self.table["civilians_targeted"], np.bool_))

    @cached_property
    def associates(self) -> Associates | None:
        """Who is named beside the sides as an ally or a part of them; None where nobody ever is."""
        if not {"assoc_a", "assoc_b"} <= set(self.table.schema.names):
            return None
        return Associates(*_two_lists(self.table, "assoc_a", "assoc_b"))

    @cached_property
    def nowhere(self) -> Mask:
        """Rows whose point says nothing of where they happened, (n,): `_NOWHERE` of the SQL."""
        with np.errstate(invalid="ignore"):
            high, wide = np.abs(self.lat) <= 90, np.abs(self.lon) <= 180
        return np.asarray((self.where_prec >= 3) | ~(high & wide))

    def lines(self, row: int) -> tuple[SourceLine, ...]:
        """The source lines of one event, each with its office and date, in the record's order."""
        row = int(row)
        if row not in self._lines:
            texts, offices, dates = (column[row].as_py() or [] for column in self._line_columns)
            self._lines[row] = tuple(
                SourceLine(text or "", office or "", date)
                for text, office, date in zip(texts, offices, dates, strict=True)
            )
        return self._lines[row]

    @cached_property
    def _line_columns(self) -> tuple[Any, ...]:
        return tuple(self.table[name] for name in ("line_texts", "line_offices", "line_dates"))

    @cached_property
    def _lines(self) -> dict[int, tuple[SourceLine, ...]]:
        """Source lines already read: several parts of a finding ask for the same rows."""
        return {}

    def side_names(self, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names on both sides of one event."""
        return self.sides[int(self.side_a[row])], self.sides[int(self.side_b[row])]

    def take(self, rows: NDArray[Any] | Sequence[int]) -> Events:
        """The events at `rows` (indices or a mask), in that order."""
        index = np.asarray(rows)
        if index.dtype == bool:
            index = np.flatnonzero(index)
        index = index.astype(np.intp, copy=False)
        # As `from_arrow` makes them of the same rows, without going through Arrow for each column.
        side_a, side_b = self.side_a[index], self.side_b[index]
        used = np.unique(np.concatenate([side_a, side_b]))
        columns: dict[str, Any] = {
            name: getattr(self, name)[index]
            for name in ("start", "end", "lat", "lon", *_SMALL, *_FLAGS, *_INTS)
        } | {name: getattr(self, name).among(index) for name in _NAMES}
        return Events(
            id=tuple(self.id[row] for row in index.tolist()),
            side_a=np.searchsorted(used, side_a).astype(np.int32),
            side_b=np.searchsorted(used, side_b).astype(np.int32),
            sides=tuple(self.sides[int(code)] for code in used),
            arrow=self.table.take(row_numbers(index)),
            **columns,
        )


class Record(Protocol):
    """A record, wherever its rows are kept. Pruning is a hint: it may return more, never less."""

    @property
    def info(self) -> RecordInfo: ...

    def events(
        self,
        first: dt.date | None = None,
        last: dt.date | None = None,
        bounds: tuple[float, float, float, float] | None = None,
        names: frozenset[str] | None = None,
        elsewhere: frozenset[str] = frozenset(),
    ) -> Events:
        """Events that overlap the days, may lie in the box, and name one of the sides.

        `bounds` is west, south, east, north in degrees and must already be widened by the caller
        for distances; rows coded to a unit or coarser (where_prec ≥ 3), or without a point, are
        always included, because their point says nothing of where they happened: unless the record
        puts them in one of the countries `elsewhere`, by their names as its rows write them.
        """
        ...

    def rejects(self) -> tuple[Reject, ...]: ...


@runtime_checkable
class ById(Protocol):
    """A record that finds events by id where its rows are, without handing out all of them."""

    def with_ids(self, ids: frozenset[str]) -> Events:
        """The events with these ids, in the record's own order; unknown ids are left out."""
        ...


_INTS = ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_SMALL = ("date_prec", "where_prec", "clarity")
_FLAGS = ("directed", "active", "candidate")
_NAMES = ("place", "adm1", "adm2", "country", "kind")


def arrow_schema() -> pa.Schema:
    """The columns of a stored record."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            ("id", text),
            ("start", pa.date32()),
            ("end", pa.date32()),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
        ]
        + [(name, pa.int8()) for name in _SMALL]
        + [(name, text) for name in _NAMES]
        + [("side_a", pa.list_(text)), ("side_b", pa.list_(text))]
        + [(name, pa.bool_()) for name in _FLAGS]
        + [(name, pa.int64()) for name in _INTS]
        + [
            ("line_texts", pa.list_(text)),
            ("line_offices", pa.list_(text)),
            ("line_dates", pa.list_(pa.date32())),
        ]
    )


def _two_lists(
    table: pa.Table, *columns: str
) -> tuple[NDArray[np.int32], NDArray[np.int32], tuple[tuple[str, ...], ...]]:
    """Code two columns of lists into one sorted list of distinct ones."""
    found = [distinct_lists(table[name]) for name in columns]
    values = tuple(sorted({side for _, sides in found for side in sides}))
    index = {side: i for i, side in enumerate(values)}
    codes = [
        np.asarray([index[side] for side in sides], dtype=np.int32)[own] if sides else own
        for own, sides in found
    ]
    return codes[0], codes[1], values


def from_arrow(table: pa.Table) -> Events:
    """Events from a table with the columns of `arrow_schema`."""
    side_a, side_b, sides = _two_lists(table, "side_a", "side_b")
    columns: dict[str, Any] = (
        {name: numbers(table[name], np.int8) for name in _SMALL}
        | {name: numbers(table[name], np.bool_) for name in _FLAGS}
        | {name: numbers(table[name], np.int64) for name in _INTS}
        | {name: Categories(*distinct_texts(table[name])) for name in _NAMES}
    )
    return Events(
        id=tuple(table["id"].to_pylist()),
        start=numbers(table["start"], "datetime64[D]"),
        end=numbers(table["end"], "datetime64[D]"),
        lat=numbers(table["lat"], np.float64),
        lon=numbers(table["lon"], np.float64),
        side_a=side_a,
        side_b=side_b,
        sides=sides,
        arrow=table,
        **columns,
    )
