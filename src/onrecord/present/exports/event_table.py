"""The events of all findings as one typed table, for the formats that keep types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.assess.finding import Checked
from onrecord.present.inline import clean
from onrecord.present.table import RecordRows, Row
from onrecord.records.schema import Record

if TYPE_CHECKING:
    import pyarrow as pa

_NUMBERS = (
    "date_prec", "where_prec", "low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "clarity",
)  # fmt: skip
_TEXTS = ("place", "adm1", "adm2", "country", "kind")
_FLAGS = ("directed", "active", "candidate")
_LISTS = ("side_a", "side_b")
_LINES = ("source_lines", "originators", "source_dates")
JOINED = " | "


@dataclass(frozen=True)
class EventTable:
    """`rows` in step with `points`; a point is longitude and latitude, None where there is none."""

    rows: tuple[dict[str, Any], ...]
    points: tuple[tuple[float, float] | None, ...]

    def arrow(self, *, lists: bool) -> pa.Table:
        """As Arrow; `lists` keeps parties and source lines as lists, else they are joined."""
        import pyarrow as pa

        rows = self.rows if lists else [_joined(row) for row in self.rows]
        return pa.Table.from_pylist(list(rows), schema=schema(lists=lists))


def event_table(
    checked: Checked, records: Mapping[str, Record], *, with_rows: bool = False
) -> EventTable:
    """One row for each claim and event, as in events.csv.

    Of records whose terms do not allow their rows to be passed on, rows hold ids and roles alone,
    unless `with_rows`.
    """
    source = RecordRows(records, checked.findings, with_rows=with_rows)
    rows: list[dict[str, Any]] = []
    points: list[tuple[float, float] | None] = []
    for finding in checked.findings:
        found = source.of(finding)
        head = {"claim": finding.id, "record": finding.record}
        for row in found.rows:
            who = {"event": row.event, "role": row.role, "certainty": row.certainty}
            point = None
            if not found.withheld:
                who |= _cells(row)
                if row.lon is not None and row.lat is not None:
                    point = (row.lon, row.lat)
            rows.append(head | who)
            points.append(point)
        for event, role, certainty in found.unknown:
            rows.append(head | {"event": event, "role": role, "certainty": certainty})
            points.append(None)
    return EventTable(tuple(rows), tuple(points))


def schema(*, lists: bool) -> pa.Schema:
    """The table's columns without its geometry."""
    import pyarrow as pa

    text = pa.string()
    several, days = (pa.list_(text), pa.list_(pa.date32())) if lists else (text, text)
    return pa.schema(
        [(name, text) for name in ("claim", "record", "event", "role", "certainty")]
        + [("start", pa.date32()), ("end", pa.date32())]
        + [(name, text) for name in _TEXTS]
        + [(name, pa.int64()) for name in _NUMBERS]
        + [(name, pa.bool_()) for name in _FLAGS]
        + [(name, several) for name in _LISTS]
        + [("source_lines", several), ("originators", several), ("source_dates", days)]
    )


def _cells(row: Row) -> dict[str, Any]:
    cells: dict[str, Any] = {name: getattr(row, name) for name in (*_NUMBERS, *_FLAGS)}
    cells |= {name: clean(getattr(row, name)) for name in _TEXTS}
    cells |= {name: [clean(party) for party in getattr(row, name)] for name in _LISTS}
    return cells | {
        "start": row.start,
        "end": row.end,
        "source_lines": [clean(line.text) for line in row.lines],
        "originators": [clean(line.office) for line in row.lines],
        "source_dates": [line.date for line in row.lines],
    }


def _joined(row: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as one text each, with the same mark between their parts as in events.csv."""
    plain = dict(row)
    for name in (*_LISTS, *_LINES):
        if name in row:
            texts = (value.isoformat() if hasattr(value, "isoformat") else value or ""
                     for value in row[name])  # fmt: skip
            plain[name] = JOINED.join(" ".join(text.split()) for text in texts)
    return plain
