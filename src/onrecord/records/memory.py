"""A record held in memory, loaded straight from a file or built by a simulation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.arrow_columns import numbers, row_numbers
from onrecord.records.engine import Engine, EngineName, engine_on, pruned
from onrecord.records.remembered import Remembered
from onrecord.records.schema import Events, RecordInfo, Reject, arrow_schema, from_arrow
from onrecord.records.sql import ROWS, Bounds

if TYPE_CHECKING:
    import pyarrow as pa

_PRUNED_BY = ("start", "end", "lat", "lon", "where_prec", "country", "side_a", "side_b")


class FileRecord(Remembered):
    """A record on an Arrow table with the columns of `arrow_schema` (and any others).

    `events`: the same rows, where they are made already. Raises RecordError if a column is missing
    or cannot be cast.
    """

    def __init__(
        self,
        table: pa.Table,
        info: RecordInfo,
        rejects: Sequence[Reject] = (),
        *,
        engine: EngineName = "duckdb",
        events: Events | None = None,
    ) -> None:
        self.table = with_schema(table)
        self.engine: EngineName = engine
        self._info = info
        self._rejects = tuple(rejects)
        self._every = events
        self._engine: Engine | None = None
        super().__init__()

    @property
    def info(self) -> RecordInfo:
        return self._info

    def on_engine(self, engine: EngineName) -> FileRecord:
        """The same record, asked by another engine."""
        if engine == self.engine:
            return self
        return FileRecord(self.table, self._info, self._rejects, engine=engine, events=self._every)

    def rejects(self) -> tuple[Reject, ...]:
        return self._rejects

    def _events(
        self,
        first: dt.date | None,
        last: dt.date | None,
        bounds: Bounds | None,
        names: frozenset[str] | None,
        elsewhere: frozenset[str],
    ) -> Events:
        if (first, last, bounds, names) == (None, None, None, None) and not elsewhere:
            return from_arrow(self.table) if self._every is None else self._every
        if self._engine is None:
            nth = row_numbers(np.arange(self.table.num_rows))
            narrow = self.table.select(list(_PRUNED_BY)).append_column("nth", nth)
            self._engine = engine_on(self.engine, narrow)
        rows = pruned(self._engine, ROWS, first, last, bounds, names, elsewhere)["nth"]
        return from_arrow(self.table.take(row_numbers(numbers(rows, np.int64))))


def with_schema(table: pa.Table) -> pa.Table:
    """`table` with the columns of `arrow_schema` cast to its types, and any others as they are.

    A degree that is not a number is a missing one: Parquet's statistics leave NaN out, and DuckDB,
    which trusts them, would not find the row again.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for field in arrow_schema():
        at = table.schema.get_field_index(field.name)
        if at < 0:
            raise RecordError(f"a table of events lacks the column {field.name}")
        if table.schema.field(at).type != field.type:
            try:
                table = table.set_column(at, field, table.column(at).cast(field.type))
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                raise RecordError(
                    f"the column {field.name} of a table of events is not {field.type}: {error}"
                ) from error
    for name in ("lat", "lon"):
        degrees = table[name]
        if pc.any(pc.is_nan(degrees)).as_py():
            at = table.schema.get_field_index(name)
            known = pc.if_else(pc.is_nan(degrees), pa.scalar(None, pa.float64()), degrees)
            table = table.set_column(at, table.schema.field(at), known)
    return table
