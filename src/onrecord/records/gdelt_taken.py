"""The rows of one or several files of GDELT, as they come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onrecord.records.csv_rows import LONGEST_ROW
from onrecord.records.gdelt_columns import WANTED
from onrecord.records.gdelt_convert import convert
from onrecord.records.gdelt_rows import LINE, Sifted, conflict_rows
from onrecord.records.schema import Reject
from onrecord.records.source_file import SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 200_000
"""Rows that are converted at once: a slot alone holds a few hundred."""


@dataclass
class Taken:
    """The rows of one or several files as they come in."""

    tables: list[pa.Table] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    """Name and checksum of each file."""
    sifted: Sifted = field(default_factory=Sifted)
    waiting: list[pa.Table] = field(default_factory=list)
    dated_back: int = 0
    cut_off: int = 0
    unread: list[str] = field(default_factory=list)
    """Files of a folder that could not be read, and why."""

    def add(self, source: SourceFile) -> None:
        own = Sifted()
        self.waiting += [table for table in conflict_rows(source, own) if table.num_rows]
        self.cut_off += own.last_malformed == source.lines and not source.whole
        self.sifted.rows += own.rows
        self.sifted.left_out += own.left_out
        self.sifted.rejects += own.rejects
        self.sifted.countries |= own.countries
        self.sifted.slots |= own.slots
        self.files.append((source.member or source.path.name, source.sha256))
        if sum(table.num_rows for table in self.waiting) >= _BATCH:
            self.convert()

    def convert(self) -> None:
        """Turn the rows that wait into ours; those with a fault become rejects."""
        import pyarrow as pa

        if not self.waiting:
            return
        text = pa.concat_tables(self.waiting)
        self.waiting = []
        converted = convert(text)
        table = converted.table
        if converted.faults:
            keep = np.ones(table.num_rows, dtype=bool)
            for row in sorted(converted.faults.reasons):
                keep[row] = False
                cells = [str(text[name][row]) for name in WANTED]
                line = int(text[LINE][row].as_py())
                self.sifted.rejects.append(
                    Reject(line, converted.faults.of(row), "\t".join(cells)[:LONGEST_ROW])
                )
            table = table.filter(pa.array(keep))
        self.dated_back += converted.dated_back
        self.tables.append(table)
