"""A record in the store: Parquet on disk, of which only what is asked for is read."""

from __future__ import annotations

import datetime as dt
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.engine import Engine
from onrecord.records.manifest import read_manifest, read_rejects
from onrecord.records.memory import REMEMBERED, with_schema
from onrecord.records.schema import Events, RecordInfo, Reject, from_arrow
from onrecord.records.sql import EVENTS, Bounds

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS_FOLDER = "events"
ROWS_IN_A_GROUP = 50_000


def write_events(folder: Path, table: pa.Table) -> None:
    """Write `table` as one Parquet file for each year of its starts.

    Years keep the file that a question about a fortnight must open small; `nth` keeps the order
    of the rows, which is the record's own.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / EVENTS_FOLDER).mkdir()
    table = table.append_column("nth", pa.array(np.arange(table.num_rows)))
    years = np.asarray(table["start"].to_numpy()).astype("datetime64[Y]")
    for year in np.unique(years):
        path = folder / EVENTS_FOLDER / f"{year}.parquet"
        with path.open("wb") as out:
            part = table.filter(pa.array(years == year))
            pq.write_table(part, out, compression="zstd", row_group_size=ROWS_IN_A_GROUP)
            out.flush()
            os.fsync(out.fileno())


class StoredRecord:
    """A record in the store. Its manifest is read at once, its rows when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._info = read_manifest(folder)
        self._engine: Engine | None = None
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._events)

    @property
    def info(self) -> RecordInfo:
        return self._info

    def events(
        self,
        first: dt.date | None = None,
        last: dt.date | None = None,
        bounds: Bounds | None = None,
        names: frozenset[str] | None = None,
    ) -> Events:
        """See `Record.events`. The same question gets the same object."""
        return self._remembered(first, last, bounds, names)

    def rejects(self) -> tuple[Reject, ...]:
        return read_rejects(self._folder)

    def _events(
        self,
        first: dt.date | None,
        last: dt.date | None,
        bounds: Bounds | None,
        names: frozenset[str] | None,
    ) -> Events:
        if self._engine is None:
            files = sorted((self._folder / EVENTS_FOLDER).glob("*.parquet"))
            if not files:
                raise RecordError(
                    f"the rows of {self._info.label} are gone from the store",
                    where=str(self._folder),
                    todo="Remove the record and add it again.",
                )
            self._engine = Engine.on_parquet(files)
        table = self._engine.rows(EVENTS, first, last, bounds, names)
        return from_arrow(with_schema(table.drop_columns(["nth"])))
