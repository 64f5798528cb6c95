"""events.csv: every event of every finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from onrecord.assess.finding import Checked
from onrecord.present.inline import clean
from onrecord.present.table import RecordRows, Row
from onrecord.records.schema import Record

COLUMNS = (
    "claim", "record", "event", "id", "role", "certainty", "start", "end", "date_prec", "place",
    "adm1", "adm2", "country", "lat", "lon", "where_prec", "side_a", "side_b", "directed", "kind",
    "low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "clarity",
    "active", "candidate", "source_lines", "originators", "source_dates",
)  # fmt: skip
"""`event` is `record@version:id`. Several source lines of one event are joined by “ | ”."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | float | bool | None


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: text that looks like one gets an apostrophe.

    Numbers are left alone: a negative longitude is not a formula.
    """
    if isinstance(cell, str):
        text = cell.replace("\r\n", "\n")
        mark = "'" if text.startswith(_STARTS_FORMULA) else ""
        return mark + clean(text)
    return cell


def events_csv(checked: Checked, records: Mapping[str, Record], *, with_rows: bool = False) -> str:
    """The table as text, in UTF-8 with CRLF line ends (RFC 4180).

    Of records whose terms do not allow their rows to be passed on, only ids and roles are
    written, unless `with_rows`.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    source = RecordRows(records, checked.findings, with_rows=with_rows)
    for finding in checked.findings:
        found = source.of(finding)
        for row in found.rows:
            cells = _id_only(row) if found.withheld else _cells(row)
            writer.writerow(_line(finding.id, finding.record, cells))
        for event, role, certainty in found.unknown:
            cells = {"event": event, "id": _id(event), "role": role, "certainty": certainty}
            writer.writerow(_line(finding.id, finding.record, cells))
    return out.getvalue()


def _line(claim: str, record: str, cells: Mapping[str, Cell]) -> list[Cell]:
    full = {"claim": claim, "record": record, **cells}
    return [safe(full.get(name)) for name in COLUMNS]


def _id(event: str) -> str:
    return event.rpartition(":")[2]


def _id_only(row: Row) -> dict[str, Cell]:
    return {"event": row.event, "id": row.id, "role": row.role, "certainty": row.certainty}


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(" ".join(text.split()) for text in texts)


def _cells(row: Row) -> dict[str, Cell]:
    plain: dict[str, Cell] = {
        name: getattr(row, name)
        for name in COLUMNS
        if name in Row.__dataclass_fields__ and name not in ("start", "end", "side_a", "side_b")
    }
    for name in ("directed", "active", "candidate"):
        plain[name] = "true" if getattr(row, name) else "false"
    return plain | {
        "start": row.start.isoformat() if row.start else None,
        "end": row.end.isoformat() if row.end else None,
        "side_a": _joined(row.side_a),
        "side_b": _joined(row.side_b),
        "source_lines": _joined(line.text for line in row.lines),
        "originators": _joined(line.office for line in row.lines),
        "source_dates": _joined(line.date.isoformat() if line.date else "" for line in row.lines),
    }
