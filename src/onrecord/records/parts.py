"""The rows of a stored record on disk: one folder for each year of their starts, in Parquet.

`year=2017/part-0.parquet`, as DuckDB, Spark and Arrow all read it. Within a year rows stand country
by country, in groups of rows that a reader may skip. A folder for each country as well would be
some four thousand files for a full release of UCDP GED, of a hundred rows each: measured, it is
larger and some four times slower to ask (docs/scale.md).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.records.arrow_columns import distinct_texts, numbers

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS_FOLDER = "events"
ROWS_IN_A_GROUP = 50_000
ROWS_IN_A_FILE = 5_000_000
"""A year of more rows has several files, so that a cluster can share it out."""


@dataclass(frozen=True)
class Part:
    """A file of events, and the days between which they all lie."""

    file: str
    """Below the folder of the events."""
    rows: int
    first: dt.date
    last: dt.date


def write_events(folder: Path, tables: pa.Table | Iterable[pa.Table]) -> tuple[Part, ...]:
    """Write a record's rows, whole or in several tables one after another, in its own order.

    The column `nth` keeps that order. Every file is flushed to the disk.
    """
    given = [tables] if hasattr(tables, "num_rows") else tables
    years: dict[int, _Year] = {}
    try:
        nth = 0
        for table in given:
            for year, rows in _by_year(table, nth):
                if year not in years:
                    years[year] = _Year(folder / EVENTS_FOLDER, year)
                years[year].write(rows)
            nth += table.num_rows
    finally:
        for writer in years.values():
            writer.close()
    return tuple(part for _, year in sorted(years.items()) for part in year.parts)


def chosen(parts: Sequence[Part], first: dt.date | None, last: dt.date | None) -> tuple[str, ...]:
    """The files that may hold events of these days."""
    return tuple(
        part.file
        for part in parts
        if (last is None or part.first <= last) and (first is None or part.last >= first)
    )


def _by_year(table: pa.Table, nth: int) -> Iterable[tuple[int, pa.Table]]:
    """The rows of each year, country by country, and in the record's own order within each."""
    import pyarrow as pa

    table = table.append_column("nth", pa.array(np.arange(nth, nth + table.num_rows)))
    years = numbers(table["start"], "datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    codes, names = distinct_texts(table["country"])
    # Code −1 is no country, and picks the last entry.
    alphabetical = np.empty(len(names) + 1, dtype=np.int64)
    alphabetical[sorted(range(len(names)), key=lambda i: names[i])] = np.arange(len(names))
    alphabetical[-1] = -1
    order = np.lexsort([alphabetical[codes], years])
    ends = np.flatnonzero(np.diff(years[order], append=np.iinfo(np.int64).max)) + 1
    start = 0
    for end in ends.tolist():
        yield int(years[order[start]]), table.take(pa.array(order[start:end]))
        start = end


class _Year:
    """The files of one year, written one after another."""

    def __init__(self, folder: Path, year: int) -> None:
        self._folder = folder / f"year={year:04d}"
        self._folder.mkdir(parents=True)
        self._writer: Any = None
        self._rows = 0
        self._spans: list[tuple[dt.date, dt.date]] = []
        self.parts: list[Part] = []

    def write(self, rows: pa.Table) -> None:
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        for start in range(0, rows.num_rows, ROWS_IN_A_FILE):
            piece = rows.slice(start, ROWS_IN_A_FILE)
            if self._rows and self._rows + piece.num_rows > ROWS_IN_A_FILE:
                self.close()
            if self._writer is None:
                self._path = self._folder / f"part-{len(self.parts)}.parquet"
                self._out = self._path.open("wb")
                self._writer = pq.ParquetWriter(self._out, piece.schema, compression="zstd")
            self._writer.write_table(piece, row_group_size=ROWS_IN_A_GROUP)
            self._rows += piece.num_rows
            first, last = pc.min(piece["start"]).as_py(), pc.max(piece["end"]).as_py()
            self._spans.append((first, last))

    def close(self) -> None:
        if self._writer is None:
            return
        self._writer.close()
        self._writer = None
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        self.parts.append(
            Part(
                f"{self._folder.name}/{self._path.name}",
                self._rows,
                min(first for first, _ in self._spans),
                max(last for _, last in self._spans),
            )
        )
        self._rows, self._spans = 0, []
