"""The columns of UCDP GED, by name, and how each becomes ours.

49 columns since 20.1; 19.1 has 41, with `low, best, high` in another order; releases before 17.1
end three names in `_est`. So columns are found by name, never by place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.arrow_columns import numbers
from onrecord.records.columns import Columns
from onrecord.records.parsing import Faults, distinct, plain_days
from onrecord.records.schema import Days, arrow_schema
from onrecord.records.sides import split_side
from onrecord.records.source_lists import COLUMNS as SOURCE_COLUMNS
from onrecord.records.source_lists import Lists, source_lists
from onrecord.records.values import (
    PLAIN_ID,
    clean_or_none,
    code,
    count,
    date,
    flag,
    identifier,
    required,
    whole_or_none,
)

if TYPE_CHECKING:
    import pyarrow as pa

NEEDED = (
    *("id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude"),
    *("country", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "low", "best", "high"),
)
OPTIONAL = (
    *("active_year", "side_a_new_id", "side_b_new_id", "dyad_name", "source_original"),
    *("where_coordinates", "adm_1", "adm_2", *SOURCE_COLUMNS),
)
OLD_NAMES = {"low": "low_est", "best": "best_est", "high": "high_est"}

ONE_SIDED = 3
"""The type of violence where side_a is the perpetrator; the dyads of 1 and 2 have no direction."""

_COUNTS = ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def extra_fields() -> list[tuple[str, pa.DataType]]:
    """What GED has beyond the common schema, kept because names and dyads are asked for."""
    import pyarrow as pa

    return [
        ("type_of_violence", pa.int8()),
        ("dyad", pa.string()),
        ("side_a_id", pa.int64()),
        ("side_b_id", pa.int64()),
        ("originator", pa.string()),
    ]


def is_ged(header: Sequence[str]) -> bool:
    """Whether these are columns of GED: its own names, which no other source uses."""
    return {"type_of_violence", "side_a", "side_b", "date_start"} <= set(header)


def find_columns(header: Sequence[str], where: str) -> dict[str, str]:
    """Our name for a column of GED → its name in this file; optional ones may be missing.

    Raises RecordError for a needed column that is missing or named twice.
    """
    found: dict[str, str] = {}
    for name in (*NEEDED, *OPTIONAL):
        for spelling in (name, OLD_NAMES.get(name, name)):
            if spelling in header:
                found[name] = spelling
                break
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise RecordError(
            f"has columns of UCDP GED, but lacks {', '.join(missing)}",
            where=where,
            todo="Give the file as UCDP publishes it, with all its columns.",
        )
    twice = [name for name in found.values() if list(header).count(name) > 1]
    if twice:
        raise RecordError(f"names the column {', '.join(twice)} twice", where=f"{where}:1")
    return found


@dataclass(frozen=True)
class Converted:
    """Rows in our schema, which of them have faults, and what their source lists were like."""

    table: pa.Table
    faults: Faults
    lists: Lists

    @property
    def counts(self) -> dict[str, int]:
        """Rows whose source lists needed more than splitting, by what they needed."""
        return {
            "lists_out_of_step": self.lists.out_of_step,
            "lists_not_repaired": self.lists.not_repaired,
            "free_text_sources": self.lists.free_text,
        }


def convert(text: pa.Table) -> Converted:
    """Convert `text`, a table of all NEEDED and OPTIONAL columns as text, row by row.

    A row with a fault keeps its place, so that the faults can be told by row.
    """
    import pyarrow as pa

    faults = Faults()
    column = GedColumns(text, faults)
    lists = source_lists(text)
    start, end = column.dates("date_start"), column.dates("date_end")
    for row in np.flatnonzero(end < start).tolist():
        faults.add(row, f"it ends ({end[row]}) before it starts ({start[row]})")
    lat, lon = column.point("latitude", "longitude")
    violence = column.counts("type_of_violence", code(1, 3), np.int8)
    one_sided = violence == ONE_SIDED
    columns: dict[str, Any] = {
        "id": column.texts("id", identifier, PLAIN_ID),
        "start": pa.array(start),
        "end": pa.array(end),
        "lat": lat,
        "lon": lon,
        "date_prec": column.counts("date_prec", code(1, 5), np.int8),
        "where_prec": column.counts("where_prec", code(1, 7), np.int8),
        "clarity": column.counts("event_clarity", code(1, 2), np.int8),
        "place": column.texts("where_coordinates", clean_or_none),
        "adm1": column.texts("adm_1", clean_or_none),
        "adm2": column.texts("adm_2", clean_or_none),
        "country": column.texts("country", required),
        "kind": pa.array(np.full(len(one_sided), "killing of civilians"), mask=~one_sided),
        "side_a": column.sides("side_a"),
        "side_b": column.sides("side_b"),
        "directed": one_sided,
        "active": column.counts("active_year", flag, np.bool_),
        "candidate": np.zeros(len(one_sided), dtype=bool),  # for the version to say: ucdp_release
        "line_texts": lists.texts,
        "line_offices": lists.offices,
        "line_dates": lists.dates,
        "type_of_violence": violence,
        "dyad": column.texts("dyad_name", clean_or_none),
        "side_a_id": column.ids("side_a_new_id"),
        "side_b_id": column.ids("side_b_new_id"),
        "originator": column.texts("source_original", clean_or_none),
    }
    columns |= {name: column.counts(name, count, np.int64) for name in _COUNTS}
    schema = pa.schema([*arrow_schema(), *extra_fields()])
    table = pa.table({name: columns[name] for name in schema.names}, schema=schema)
    return Converted(table, faults, lists)


class GedColumns(Columns):
    """The columns of GED, which has dates, ids and sides of its own form."""

    def dates(self, name: str) -> Days:
        plain = plain_days(self.of(name))
        if plain is not None:
            return numbers(plain, "datetime64[D]")
        values, codes = distinct(self.of(name), name, date, None, self.faults)
        return np.asarray(values, dtype="datetime64[D]")[codes]

    def sides(self, name: str) -> pa.Array:
        import pyarrow as pa

        values, codes = distinct(self.of(name), name, split_side, (), self.faults)
        return pa.array(values, pa.list_(pa.string())).take(codes)

    def ids(self, name: str) -> pa.Array:
        import pyarrow as pa

        values, codes = distinct(self.of(name), name, whole_or_none, None, self.faults)
        return pa.array(values, pa.int64()).take(codes)
