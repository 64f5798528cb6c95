"""findings.xlsx: findings, events and sources as sheets, none of whose cells is a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.assess.finding import Checked
from onrecord.errors import MissingExtraError, OnrecordError
from onrecord.present.exports.event_table import EventTable
from onrecord.present.exports.zipped import fixed_zip
from onrecord.present.inline import clean
from onrecord.present.top_view import record_labels
from onrecord.records.schema import Record

MOST_ROWS = 1_048_575
"""What a sheet holds beside its head."""
MOST_CHARACTERS = 32_767
"""What a cell holds."""
_FINDING = ("id", "record", "type", "verdict", "state", "review", "because", "says", "according_to",
            "stance", "p", "p_kind", "p_adjusted", "power", "would_change", "method")  # fmt: skip
_COUNTS = ("certain", "possible", "unplaced", "unplaced_dead", "distinct_reports")
_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_NO_CLOCK = dt.datetime(2000, 1, 1)


def workbook(checked: Checked, records: Mapping[str, Record], events: EventTable) -> bytes:
    """The workbook as bytes; the same findings give the same.

    Every text is typed as text and marked so that a spreadsheet does not read it again as a formula
    when it is edited. Raises MissingExtraError where openpyxl is not there, and OnrecordError where
    there are more rows than a sheet holds.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("excel", "Findings as Excel") from None

    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "onrecord"
    book.properties.created = book.properties.modified = _NO_CLOCK
    _sheet(book, "findings", (*_FINDING, *_COUNTS), [_finding(f) for f in checked.findings])
    table = events.arrow(lists=False)
    lon_lat = [point or (None, None) for point in events.points]
    _sheet(
        book,
        "events",
        (*table.column_names, "lon", "lat"),
        ((*row.values(), *at) for row, at in zip(table.to_pylist(), lon_lat, strict=True)),
        rows=table.num_rows,
    )
    _sheet(book, "records", _ABOUT, list(_records(checked, records)))
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _finding(finding: Any) -> list[Any]:
    return [getattr(finding, name) for name in _FINDING] + [
        getattr(finding.counts, name) for name in _COUNTS
    ]


_ABOUT = ("record", "version", "events", "from", "to", "sees", "cannot see", "licence", "citation",
          "accessed", "sha256")  # fmt: skip


def _records(checked: Checked, records: Mapping[str, Record]) -> Iterable[Sequence[Any]]:
    for label in record_labels(checked, records):
        if label in records:
            info = records[label].info
            cover = info.coverage
            yield (
                info.name, info.version, info.rows, cover.first, cover.last, cover.sees,
                "; ".join(cover.cannot_see), info.licence, info.citation, info.accessed,
                info.sha256,
            )  # fmt: skip


def _sheet(
    book: Any, title: str, head: Sequence[str], lines: Iterable[Sequence[Any]], rows: int = 0
) -> None:
    if rows > MOST_ROWS:
        raise OnrecordError(
            f"{rows:,} rows of {title}, and a sheet of Excel holds {MOST_ROWS:,}",
            todo="Take another format: onrecord export DIR --as geoparquet.",
        )
    from openpyxl.styles import Font

    sheet = book.create_sheet(title)
    for column, name in enumerate(head, 1):
        sheet.cell(1, column, name).font = Font(bold=True)
    for number, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            if value is not None:
                put(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"


def put(cell: Any, value: Any) -> None:
    """Put a value into a cell; a text stays a text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value)
    cell.value = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    cell.data_type = "s"
    cell.quotePrefix = True


def _without_clock(packed: bytes) -> bytes:
    """The workbook without the times at which it and its parts were written."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = _NO_CLOCK.isoformat().encode() + b"Z"
    core = "docProps/core.xml"
    parts[core] = _WHEN.sub(rb"\g<1>" + stamp + rb"\g<3>", parts[core])
    return fixed_zip(parts, compress=True)
