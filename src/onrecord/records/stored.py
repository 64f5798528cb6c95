"""A record in the store: Parquet on disk, of which only what is asked for is read."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records import counted
from onrecord.records.engine import Engine, EngineName, engine_on, pruned
from onrecord.records.manifest import read_manifest, read_parts, read_rejects
from onrecord.records.memory import with_schema
from onrecord.records.parts import EVENTS_FOLDER, Part, chosen
from onrecord.records.remembered import Remembered
from onrecord.records.schema import Events, RecordInfo, Reject, from_arrow
from onrecord.records.sql import EVENTS, Bounds, named

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.places import Gazetteer


class StoredRecord(Remembered):
    """A record in the store. Its manifest is read at once, its rows when they are asked for."""

    def __init__(self, folder: Path, engine: EngineName = "duckdb") -> None:
        self._folder = folder
        self._info = read_manifest(folder)
        self.engine: EngineName = engine
        super().__init__()

    @property
    def info(self) -> RecordInfo:
        return self._info

    def on_engine(self, engine: EngineName) -> StoredRecord:
        """The same record, asked by another engine."""
        return self if engine == self.engine else StoredRecord(self._folder, engine)

    def with_ids(self, ids: frozenset[str]) -> Events:
        """The events with these ids, in the record's own order."""
        return self._table(self._engine.run(*named(ids), self.files))

    def sides(self) -> pa.Table:
        """See `Counting.sides`."""
        kept = counted.read_counts(self._folder, counted.SIDES_FILE)
        if kept is None:
            kept = counted.count_sides(self._engine, self._columns, self.files)
        return kept

    def places(self) -> pa.Table:
        """See `Counting.places`."""
        kept = counted.read_counts(self._folder, counted.PLACES_FILE)
        return counted.count_places(self._engine, self.files) if kept is None else kept

    def gazetteer(self) -> Gazetteer:
        """See `Gazetted.gazetteer`."""
        from onrecord.records.gazetted import kept_gazetteer

        return kept_gazetteer(self._folder, self)

    def rejects(self) -> tuple[Reject, ...]:
        return read_rejects(self._folder)

    def rows_of(self, first: dt.date | None, last: dt.date | None) -> int:
        """How many rows the files hold that must be read for these days."""
        wanted = set(chosen(self._parts, first, last))
        return sum(part.rows for part in self._parts if part.file in wanted)

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        parts = read_parts(self._folder)
        if not parts or not any((self._folder / EVENTS_FOLDER / p.file).exists() for p in parts):
            raise RecordError(
                f"the rows of {self._info.label} are gone from the store",
                where=str(self._folder),
                todo="Remove the record and add it again.",
            )
        return parts

    @cached_property
    def _engine(self) -> Engine:
        return engine_on(self.engine)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files of the rows, in the order of their years."""
        return self._paths(chosen(self._parts, None, None))

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        import pyarrow.parquet as pq

        return tuple(pq.read_schema(self.files[0]).names)

    def _paths(self, files: tuple[str, ...]) -> tuple[Path, ...]:
        # None is chosen where no day is covered; the columns must come from somewhere.
        return tuple(self._folder / EVENTS_FOLDER / f for f in files or (self._parts[0].file,))

    def _events(
        self,
        first: dt.date | None,
        last: dt.date | None,
        bounds: Bounds | None,
        names: frozenset[str] | None,
        elsewhere: frozenset[str],
    ) -> Events:
        files = self._paths(chosen(self._parts, first, last))
        return self._table(
            pruned(self._engine, EVENTS, first, last, bounds, names, elsewhere, files)
        )

    @staticmethod
    def _table(table: pa.Table) -> Events:
        return from_arrow(with_schema(table.drop_columns(["nth"])))
