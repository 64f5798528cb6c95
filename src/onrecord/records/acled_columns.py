"""The columns of ACLED, and how each becomes ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.acled_cells import (
    event_date,
    extra_fields,
    identifier,
    names_in,
    written,
)
from onrecord.records.acled_kinds import BATTLES, CIVILIANS, Coding, coding, taker
from onrecord.records.columns import Columns
from onrecord.records.parsing import Faults, distinct
from onrecord.records.schema import UNKNOWN, Days, Ints, Mask, arrow_schema
from onrecord.records.values import (
    PLAIN_TEXT,
    absent,
    clean,
    clean_line,
    clean_or_none,
    code,
    count,
    required,
    whole,
)

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN_ID = r"^[A-Z]{3}[0-9]{1,12}$"
_STATE = frozenset({"1", "state forces"})
_CIVILIANS = frozenset({"7", "civilians"})
DAY, WEEK, MONTH = 1, 2, 3
BETWEEN = " / "
"""Between an event type and its sub-event type, where a reject shows both."""
HALF_A_WEEK = np.timedelta64(3, "D")
_DATE_PREC = np.asarray([0, 1, 3, 4], dtype=np.int8)
"""Time precision → the same on UCDP's scale: a day, a week, a month."""
_WHERE_PREC = np.asarray([0, 1, 2, 4], dtype=np.int8)
"""Geo precision → the same on UCDP's scale: exact, within 25 km, first-order unit."""


@dataclass(frozen=True)
class Converted:
    """Rows in our schema, and which of them have faults."""

    table: pa.Table
    faults: Faults
    counts: Mapping[str, int] = field(default_factory=dict)


def convert(text: pa.Table) -> Converted:
    """Convert `text`, a table of all NEEDED and OPTIONAL columns as text, row by row.

    A row with a fault keeps its place, so that the faults can be told by row.
    """
    import pyarrow as pa

    faults = Faults()
    column = Columns(text, faults)
    start, end, precision = _days(column)
    lat, lon = column.point("latitude", "longitude")
    dead = column.counts("fatalities", count, np.int64)
    types, codings, rows_of = _types(column)
    happened = _happened(codings, rows_of, dead)
    state, civil = _inter(column)
    sides, associates = _actors(column, happened.swapped, types, rows_of)
    takers = [
        [[taker(sub, a, b) for b in (False, True)] for a in (False, True)] for _, sub in types
    ]
    taken = np.asarray(takers, dtype=np.int8).reshape(-1, 2, 2)
    targeted = _targeted(column, types, rows_of) | civil
    n = len(start)
    unknown = np.full(n, UNKNOWN, dtype=np.int64)
    events, offices = _lines(column)
    columns: dict[str, Any] = {
        "id": column.texts("event_id_cnty", identifier, _PLAIN_ID),
        "start": pa.array(start),
        "end": pa.array(end),
        "lat": lat,
        "lon": lon,
        "date_prec": _DATE_PREC[precision],
        "where_prec": _WHERE_PREC[column.counts("geo_precision", code(1, 3), np.int8)],
        "clarity": np.ones(n, dtype=np.int8),
        "place": column.texts("location", clean_or_none),
        "adm1": column.texts("admin1", clean_or_none),
        "adm2": column.texts("admin2", clean_or_none),
        "country": column.texts("country", required),
        "kind": happened.kind,
        "side_a": sides[0],
        "side_b": sides[1],
        "directed": happened.directed,
        "active": np.ones(n, dtype=bool),
        "candidate": np.zeros(n, dtype=bool),
        "low": unknown,
        "best": dead,
        "high": unknown,
        "deaths_a": unknown,
        "deaths_b": unknown,
        # ACLED's one figure is that of the whole event. Only where civilians were all or nearly
        # all who were hit is it theirs.
        "deaths_civilians": np.where(targeted, dead, UNKNOWN),
        "deaths_unknown": unknown,
        "line_texts": events,
        "line_offices": offices,
        "line_dates": _no_dates(offices),
        "also": happened.also,
        "taken_by": taken[rows_of, state[0].astype(int), state[1].astype(int)] if n else [],
        "civilians_targeted": targeted,
        "assoc_a": associates[0],
        "assoc_b": associates[1],
        "event_type": pa.array([name for name, _ in types], pa.string()).take(rows_of),
        "sub_event_type": pa.array([name for _, name in types], pa.string()).take(rows_of),
        "source_scale": column.texts("source_scale", clean_or_none),
        "timestamp": column.counts("timestamp", written, np.int64),
    }
    schema = pa.schema([*arrow_schema(), *extra_fields()])
    table = pa.table({name: columns[name] for name in schema.names}, schema=schema)
    return Converted(table, faults)


def _days(column: Columns) -> tuple[Days, Days, NDArray[np.int8]]:
    """First and last day and the precision: the day, three days either side, or the month."""
    values, codes = distinct(column.of("event_date"), "event_date", event_date, None, column.faults)
    day = np.asarray(values, dtype="datetime64[D]")[codes]
    precision = column.counts("time_precision", code(DAY, MONTH), np.int8)
    year = column.counts("year", _year, np.int64)
    for row in np.flatnonzero((year != UNKNOWN) & (day.astype("datetime64[Y]") != _start(year))):
        if not np.isnat(day[row]):
            column.faults.add(int(row), f"event_date {day[row]} is not in the year {year[row]}")
    month = day.astype("datetime64[M]")
    start, end = day.copy(), day.copy()
    week, whole_month = precision == WEEK, precision == MONTH
    start[week] -= HALF_A_WEEK
    end[week] += HALF_A_WEEK
    start[whole_month] = month[whole_month].astype("datetime64[D]")
    end[whole_month] = (month[whole_month] + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return start, end, precision


def _year(text: str) -> int:
    return UNKNOWN if absent(text) else whole(text)


def _start(year: Ints) -> NDArray[np.datetime64]:
    return np.asarray(year - 1970).astype("datetime64[Y]")


def _types(
    column: Columns,
) -> tuple[list[tuple[str, str]], list[Coding], NDArray[np.int64]]:
    """The distinct pairs of types, what each is in our words, and each row's place among them."""
    import pyarrow.compute as pc

    parts = [pc.utf8_trim_whitespace(column.of(n)) for n in ("event_type", "sub_event_type")]
    joined = pc.binary_join_element_wise(*parts, BETWEEN)
    types: list[tuple[str, str]] = []

    def parse(text: str) -> Coding:
        event_type, _, sub = text.partition(BETWEEN)
        return coding(event_type, sub)

    values, codes = distinct(joined, "event_type", parse, Coding(None), column.faults)
    for text in pc.unique(joined).to_pylist():
        event_type, _, sub = text.partition(BETWEEN)
        types.append((event_type, sub))
    return types, values, codes


@dataclass(frozen=True)
class _Happened:
    """Kind, second kind and direction of each row, shape (n,)."""

    kind: pa.Array
    also: pa.Array
    directed: Mask
    swapped: Mask


def _happened(codings: Sequence[Coding], rows_of: NDArray[np.int64], dead: Ints) -> _Happened:
    import pyarrow as pa

    # Each coding twice: where nobody was killed, and where somebody was.
    kinds = [kind for c in codings for kind in (c.kind, c.deadly or c.kind)]
    also = [kind for c in codings for kind in (c.also, c.also_deadly or c.also)]
    at = pa.array(2 * rows_of + (dead > 0))
    return _Happened(
        kind=pa.array(kinds, pa.string()).take(at),
        also=pa.array(also, pa.string()).take(at),
        directed=np.asarray([c.directed for c in codings], dtype=bool)[rows_of],
        swapped=np.asarray([c.swapped for c in codings], dtype=bool)[rows_of],
    )


def _is(column: Columns, name: str, words: frozenset[str]) -> Mask:
    """Rows whose text is one of `words`, whatever its case, shape (n,)."""
    values, codes = distinct(
        column.of(name), name, lambda text: text.lower().removesuffix(".0") in words, False,
        Faults(),
    )  # fmt: skip
    return np.asarray(values, dtype=bool)[codes] if values else np.zeros(len(codes), dtype=bool)


def _inter(column: Columns) -> tuple[tuple[Mask, Mask], Mask]:
    """Rows whose actor 1, actor 2 are State forces, and those that civilians are actor 2 of."""
    return (
        (_is(column, "inter1", _STATE), _is(column, "inter2", _STATE)),
        _is(column, "inter2", _CIVILIANS),
    )


def _targeted(
    column: Columns, types: Sequence[tuple[str, str]], rows_of: NDArray[np.int64]
) -> Mask:
    """Rows in which civilians were the main or only target."""
    said = _is(
        column, "civilian_targeting", frozenset({"civilian targeting", "civilians targeted"})
    )
    violence = np.asarray([event_type == CIVILIANS for event_type, _ in types], dtype=bool)
    return np.asarray(said | violence[rows_of], dtype=bool)


def _actors(
    column: Columns,
    swapped: Mask,
    types: Sequence[tuple[str, str]],
    rows_of: NDArray[np.int64],
) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """The sides, and who is associated with each, lists of names; who acts comes first."""
    import pyarrow as pa

    def lists(name: str, parse: Any, faults: Faults) -> tuple[Any, NDArray[np.int64]]:
        return distinct(column.of(name), name, parse, (), faults)

    one, own = lists("actor1", lambda text: (required(text),), column.faults)
    two, other = lists("actor2", lambda text: () if absent(text) else (clean(text),), Faults())
    alone = np.asarray([not side for side in two], dtype=bool)[other]
    battle = np.asarray([event_type == BATTLES for event_type, _ in types], dtype=bool)[rows_of]
    for row in np.flatnonzero((battle | swapped) & alone).tolist():
        column.faults.add(row, "actor2 is missing, where there must be two sides")
    with_one, beside_one = lists("assoc_actor_1", names_in, Faults())
    with_two, beside_two = lists("assoc_actor_2", names_in, Faults())

    def turned(first: Any, at: NDArray[np.int64], second: Any, then: NDArray[np.int64]) -> Any:
        """Both columns, with the sides changed over where actor 2 acts."""
        values = pa.array([*first, *second], pa.list_(pa.string()))
        one, two = at, then + len(first)
        return (
            values.take(pa.array(np.where(swapped, two, one))),
            values.take(pa.array(np.where(swapped, one, two))),
        )

    return turned(one, own, two, other), turned(with_one, beside_one, with_two, beside_two)


def _lines(column: Columns) -> tuple[Any, Any]:
    """The source lines: one for each source, of which the first bears the note.

    ACLED keeps one note for all of an event's sources. To repeat it under each would make one
    story look like several.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    notes = column.texts("notes", clean_line, PLAIN_TEXT)
    values, codes = distinct(column.of("source"), "source", names_in, (), Faults())
    told = pc.greater(pc.utf8_length(notes), 0).to_numpy(zero_copy_only=False).astype(bool)
    number = np.asarray([len(offices) for offices in values], dtype=np.int64)[codes]
    lines = np.maximum(number, told)
    ends = np.cumsum(lines)
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    first = np.zeros(int(lines.sum()), dtype=bool)
    first[(ends - lines)[lines > 0]] = True
    row = np.repeat(np.arange(len(lines)), lines)
    texts = pc.if_else(pa.array(first), notes.take(pa.array(row)), "")
    listed = [office for offices in values for office in (offices or ("",))]
    starts = np.cumsum([0, *(len(offices) or 1 for offices in values)])[:-1].astype(np.int64)
    nth = np.arange(len(row)) - (ends - lines)[row]
    offices = pa.array(listed, pa.string()).take(pa.array(starts[codes][row] + nth))
    return (
        pa.ListArray.from_arrays(offsets, texts),
        pa.ListArray.from_arrays(offsets, offices),
    )


def _no_dates(lines: Any) -> Any:
    """ACLED does not give the dates of its sources."""
    import pyarrow as pa

    return pa.ListArray.from_arrays(lines.offsets, pa.nulls(len(lines.values), pa.date32()))
