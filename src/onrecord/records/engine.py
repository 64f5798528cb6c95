"""DuckDB, asked for the rows that the one SQL file selects."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import RecordError
from onrecord.records.sql import PREPARE, Bounds, prune

if TYPE_CHECKING:
    import pyarrow as pa


class Engine:
    """A connection that knows one table, `events`, with the column `nth` for its order.

    A connection serves one thread at a time; the workbench has several, so a lock goes round it.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        for statement in PREPARE:
            connection.execute(statement)

    @classmethod
    def on_table(cls, table: pa.Table) -> Engine:
        import duckdb

        connection = duckdb.connect(":memory:")
        connection.register("events", table)
        return cls(connection)

    @classmethod
    def on_parquet(cls, files: Sequence[Path]) -> Engine:
        import duckdb

        connection = duckdb.connect(":memory:")
        try:
            connection.read_parquet([str(file) for file in files]).create_view("events")
        except duckdb.Error as error:
            raise _unreadable(error) from error
        return cls(connection)

    def rows(
        self,
        select: str,
        first: dt.date | None,
        last: dt.date | None,
        bounds: Bounds | None,
        names: frozenset[str] | None,
    ) -> pa.Table:
        """The selected columns of the rows that may be asked for, in the record's own order."""
        import duckdb

        statement, values = prune(select, first, last, bounds, names)
        try:
            with self._lock:
                return self._connection.sql(statement, params=values or None).to_arrow_table()
        except duckdb.Error as error:
            raise _unreadable(error) from error


def _unreadable(error: Exception) -> RecordError:
    return RecordError(
        f"the rows of this record cannot be read: {str(error).splitlines()[0]}",
        todo="Remove the record and add it again.",
    )
