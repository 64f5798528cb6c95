"""A CSV of events, read whole: rows in our schema, and rejects with line and reason.

What a source's columns mean is its own module's business (`convert`); that no row is lost in
silence, that no id occurs twice and that a file with many broken rows is refused is settled here.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.csv_quick import Irregular, quick_rows
from onrecord.records.csv_rows import LONGEST_ROW, Rows, exact_rows
from onrecord.records.parsing import Faults
from onrecord.records.schema import RecordInfo, Reject
from onrecord.records.source_file import SourceFile
from onrecord.records.told import TOLERATE

if TYPE_CHECKING:
    import pyarrow as pa

MOST_REJECTED = 0.01
"""Share of rows that may be rejected before the file as a whole is not to be trusted."""


@dataclass(frozen=True)
class TableFile:
    """A file, read: the rows in our schema, those that could not be read, and what it is."""

    table: pa.Table
    rejects: tuple[Reject, ...]
    info: RecordInfo
    header: tuple[str, ...]


class Read(Protocol):
    """What a file is named by, and whether it can have been cut off."""

    @property
    def path(self) -> Path: ...

    @property
    def lines(self) -> int: ...

    @property
    def whole(self) -> bool: ...

    def at(self, line: int) -> str: ...


class Converted(Protocol):
    """Rows in our schema, which of them have faults, and what was counted on the way."""

    @property
    def table(self) -> pa.Table: ...

    @property
    def faults(self) -> Faults: ...

    @property
    def counts(self) -> Mapping[str, int]: ...


Convert = Callable[["pa.Table"], Converted]
"""Rows as text, under our names for the columns (absent ones empty), to rows in our schema."""


@dataclass
class Reading:
    """The rows of a file as they come in."""

    tables: list[pa.Table] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[int] = field(default_factory=list)
    last_malformed: int = 0
    """The line of the last row that was not even a row."""

    @property
    def table(self) -> pa.Table:
        return self.tables[0]

    def add(self, rows: Rows, convert: Convert) -> None:
        converted = convert(rows.table)
        faults = converted.faults
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
        for name, number in converted.counts.items():
            self.counts[name] += number


def read_rows(
    source: SourceFile,
    header: Sequence[str],
    columns: Mapping[str, str],
    absent: Sequence[str],
    convert: Convert,
    shown: Sequence[str],
) -> Reading:
    """Every row, the quick way if Arrow can be trusted with the file, else the exact way.

    `columns`: our name for a column → its name in this file. `absent`: our names of those it
    lacks. `shown`: columns of the result by which a row with a known id is shown.
    """

    def read(*, quick: bool) -> Reading:
        import pyarrow as pa

        ours = {theirs: our for our, theirs in columns.items()}
        wanted = list(columns.values())
        reading = Reading()
        for rows in (quick_rows if quick else exact_rows)(source, header, wanted):
            table = rows.table.rename_columns([ours[name] for name in wanted])
            for name in absent:
                table = table.append_column(name, pa.repeat(pa.scalar(""), table.num_rows))
            reading.add(Rows(table, rows.lines, rows.cells, rows.malformed), convert)
        return without_duplicates(reading, shown)

    try:
        return read(quick=True)
    except Irregular:
        return read(quick=False)


def without_duplicates(reading: Reading, shown: Sequence[str]) -> Reading:
    """Keep the first row of each id; the row's own id is part of every output."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.concat_tables(reading.tables)
    if pc.count_distinct(table["id"]).as_py() < table.num_rows:
        keep = np.ones(table.num_rows, dtype=bool)
        first: dict[str, int] = {}
        for row, own in enumerate(table["id"].to_pylist()):
            if first.setdefault(own, row) == row:
                continue
            keep[row] = False
            reason = f"the id {own} stands on line {reading.lines[first[own]]} already"
            cells = [str(table[name][row]) for name in shown]
            reading.rejects.append(Reject(reading.lines[row], reason, _as_csv(cells)))
        reading.counts["duplicate_ids"] = table.num_rows - len(first)
        table = table.filter(keep)
    reading.tables = [table.combine_chunks()]
    reading.rejects.sort(key=lambda reject: reject.line)
    return reading


def refuse_broken(source: Read, reading: Reading, what: str, *, tolerate: bool) -> None:
    """Raise RecordError for a file without events, one that is cut off, or one too broken.

    Too broken: more than `MOST_REJECTED` of its rows have to be rejected. With `tolerate`, only a
    file of which nothing can be read is refused. `what`: whose columns it has.
    """
    table, rejects = reading.table, reading.rejects
    total = table.num_rows + len(rejects)
    if not total:
        raise RecordError(
            f"has the columns of {what}, but no events",
            where=str(source.path),
            todo="The filter it was made with may be too narrow, or the download was cut off.",
        )
    cut_off = reading.last_malformed == source.lines and not source.whole
    reading.counts["cut_off"] = int(cut_off)
    if cut_off and not tolerate:
        raise RecordError(
            "ends in the middle of a row: the file was cut off, and rows may be missing after it",
            where=source.at(source.lines),
            todo=f"Download it again, or read what is there {TOLERATE}.",
        )
    if not table.num_rows or (len(rejects) > MOST_REJECTED * total and not tolerate):
        shown = "; ".join(f"line {r.line}: {r.reason}" for r in rejects[:3])
        todo = "Correct the rows"
        todo += f" or read it {TOLERATE}." if table.num_rows else "."
        raise RecordError(
            f"{len(rejects):,} of {total:,} rows cannot be read ({shown})",
            where=str(source.path),
            todo=todo,
        )


def _as_csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()[:LONGEST_ROW]
