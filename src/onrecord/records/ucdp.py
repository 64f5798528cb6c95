"""Reading a file of the UCDP Georeferenced Event Dataset (GED)."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.csv_rows import (
    LONGEST_ROW,
    Irregular,
    Rows,
    exact_rows,
    quick_rows,
)
from onrecord.records.recognise import header_of
from onrecord.records.schema import RecordInfo, Reject
from onrecord.records.source_file import SourceFile, open_source
from onrecord.records.ucdp_columns import NEEDED, OPTIONAL, convert, find_columns
from onrecord.records.ucdp_doubts import doubts
from onrecord.records.ucdp_release import Release, describe

if TYPE_CHECKING:
    import pyarrow as pa

MOST_REJECTED = 0.01
"""Share of rows that may be rejected before the file as a whole is not to be trusted."""


@dataclass(frozen=True)
class GedFile:
    """A GED file, read: the rows in our schema, those that could not be read, and what it is."""

    table: pa.Table
    rejects: tuple[Reject, ...]
    info: RecordInfo
    header: tuple[str, ...]


@dataclass
class _Reading:
    """The rows of a file as they come in."""

    tables: list[pa.Table] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[int] = field(default_factory=list)
    last_malformed: int = 0
    """The line of the last row that was not even a row."""

    def add(self, rows: Rows) -> None:
        converted = convert(rows.table)
        faults = converted.faults
        if faults and not rows.cells:
            raise Irregular("a row must be rejected, which needs its line")
        table = converted.table
        if faults:
            for row in sorted(faults.reasons):
                self.rejects.append(
                    Reject(rows.lines[row], faults.of(row), _as_csv(rows.cells[row]))
                )
            keep = np.ones(table.num_rows, dtype=bool)
            keep[list(faults.reasons)] = False
            table = table.filter(keep)
            self.lines += np.asarray(rows.lines)[keep].tolist()
        else:
            self.lines += rows.lines
        self.rejects += [Reject(m.line, m.reason, m.text) for m in rows.malformed]
        self.last_malformed = max([self.last_malformed, *(m.line for m in rows.malformed)])
        self.tables.append(table)
        self.counts["duplicate_ids"] += 0
        self.counts["lists_out_of_step"] += converted.lists.out_of_step
        self.counts["lists_not_repaired"] += converted.lists.not_repaired
        self.counts["free_text_sources"] += converted.lists.free_text


def read_ged(
    path: str | os.PathLike[str],
    *,
    name: str = "ucdp-ged",
    version: str | None = None,
    tolerate: bool = False,
) -> GedFile:
    """Read a GED file, a CSV or a zip that holds one.

    `version` is UCDP's ("25.1"); without it the file's name is asked. Raises RecordError if this
    is no GED file, if nothing in it can be read, if it ends in the middle of a row, or if more
    than 1 % of its rows have to be rejected; the last two not with `tolerate`.
    """
    with open_source(path) as source:
        header = header_of(source)
        columns = find_columns(header, str(source.path))
        try:
            reading = _read(source, header, columns, quick=True)
        except Irregular:
            reading = _read(source, header, columns, quick=False)
        release = Release.of(version, source.path.name, source.member)
        return _finish(source, header, reading, release, name, tolerate)


def _read(
    source: SourceFile, header: Sequence[str], columns: Mapping[str, str], *, quick: bool
) -> _Reading:
    import pyarrow as pa

    ours = {theirs: our for our, theirs in columns.items()}
    wanted = list(columns.values())
    reading = _Reading()
    for rows in (quick_rows if quick else exact_rows)(source, header, wanted):
        table = rows.table.rename_columns([ours[name] for name in wanted])
        for absent in (n for n in (*NEEDED, *OPTIONAL) if n not in columns):
            table = table.append_column(absent, pa.repeat(pa.scalar(""), table.num_rows))
        reading.add(Rows(table, rows.lines, rows.cells, rows.malformed))
    return _without_duplicates(reading, quick=quick)


def _without_duplicates(reading: _Reading, *, quick: bool) -> _Reading:
    """Keep the first row of each id; the row's own id is part of every output."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.concat_tables(reading.tables)
    if pc.count_distinct(table["id"]).as_py() < table.num_rows:
        if quick:
            raise Irregular("an id occurs twice")
        keep = np.ones(table.num_rows, dtype=bool)
        first: dict[str, int] = {}
        for row, own in enumerate(table["id"].to_pylist()):
            if first.setdefault(own, row) == row:
                continue
            keep[row] = False
            reason = f"the id {own} stands on line {reading.lines[first[own]]} already"
            shown = [str(table[name][row]) for name in ("id", "dyad", "start", "place", "best")]
            reading.rejects.append(Reject(reading.lines[row], reason, _as_csv(shown)))
        reading.counts["duplicate_ids"] = table.num_rows - len(first)
        table = table.filter(keep)
    reading.tables = [table.combine_chunks()]
    reading.rejects.sort(key=lambda reject: reject.line)
    return reading


def _finish(
    source: SourceFile,
    header: tuple[str, ...],
    reading: _Reading,
    release: Release,
    name: str,
    tolerate: bool,
) -> GedFile:
    table, rejects = reading.tables[0], tuple(reading.rejects)
    total = table.num_rows + len(rejects)
    if not total:
        raise RecordError(
            "has the columns of UCDP GED, but no events",
            where=str(source.path),
            todo="The filter it was made with may be too narrow, or the download was cut off.",
        )
    cut_off = reading.last_malformed == source.lines and not source.whole
    reading.counts["cut_off"] = int(cut_off)
    if cut_off and not tolerate:
        raise RecordError(
            "ends in the middle of a row: the file was cut off, and rows may be missing after it",
            where=source.at(source.lines),
            todo="Download it again, or read what is there with tolerate=True.",
        )
    if not table.num_rows or (len(rejects) > MOST_REJECTED * total and not tolerate):
        shown = "; ".join(f"line {r.line}: {r.reason}" for r in rejects[:3])
        todo = "Correct the rows"
        todo += " or read it with tolerate=True." if table.num_rows else "."
        raise RecordError(
            f"{len(rejects):,} of {total:,} rows cannot be read ({shown})",
            where=str(source.path),
            todo=todo,
        )
    table = release.mark(table)
    info = describe(table, source, release, name, doubts(table) | reading.counts, len(rejects))
    return GedFile(table, rejects, info, header)


def _as_csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()[:LONGEST_ROW]
