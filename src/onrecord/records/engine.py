"""Who runs the statements of the one SQL file: DuckDB here, Spark on a cluster (`spark`)."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from onrecord.errors import RecordError
from onrecord.records.sql import NO_BAR, PREPARE, Bounds, prune

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.records.schema import Record

EngineName = Literal["duckdb", "spark"]
ENGINES: tuple[EngineName, ...] = ("duckdb", "spark")


class Engine(Protocol):
    """Runs statements on one table, `events`, with the column `nth` for its order."""

    def run(self, statement: str, values: Sequence[Any], files: Sequence[Path]) -> pa.Table:
        """The rows that a statement selects, with its values bound.

        `files`: of those that the table is made of, the ones that need be read.
        """
        ...


@runtime_checkable
class Askable(Protocol):
    """A record whose rows either engine can prune."""

    def on_engine(self, engine: EngineName) -> Any:
        """The same record, asked by another engine."""
        ...


def asked_by(record: Record, engine: EngineName | None) -> Record:
    """The same record, its rows pruned by this engine (None: by the one that it has).

    Raises RecordError for a record that only knows its own.
    """
    if engine is None:
        return record
    if not isinstance(record, Askable):
        raise RecordError(
            f"{record.info.label} cannot be asked by the engine “{engine}”",
            todo="Leave the engine out.",
        )
    asked: Record = record.on_engine(engine)
    return asked


def pruned(
    engine: Engine,
    select: str,
    first: dt.date | None,
    last: dt.date | None,
    bounds: Bounds | None,
    names: frozenset[str] | None,
    elsewhere: frozenset[str],
    files: Sequence[Path] = (),
) -> pa.Table:
    """The selected columns of the rows that may be asked for, in the record's own order."""
    statement, values = prune(select, first, last, bounds, names, elsewhere)
    return engine.run(statement, values, files)


class DuckEngine:
    """A connection to DuckDB in memory.

    A connection serves one thread at a time; the workbench has several, so a lock goes round it.
    """

    def __init__(self, table: pa.Table | None = None) -> None:
        """`table`: the events; without it, statements read the files they are given."""
        import duckdb

        self._connection = duckdb.connect(":memory:")
        self._lock = threading.Lock()
        self._seen: tuple[Path, ...] = ()
        for statement in PREPARE:
            self._connection.execute(statement)
        # A notebook without ipywidgets has no bar to turn off, and refuses to.
        with suppress(duckdb.InvalidInputException):
            self._connection.execute(NO_BAR)
        if table is not None:
            self._connection.register("events", table)

    def run(self, statement: str, values: Sequence[Any], files: Sequence[Path] = ()) -> pa.Table:
        import duckdb

        try:
            with self._lock:
                self._look_at(tuple(files))
                values = list(values)
                return self._connection.sql(statement, params=values or None).to_arrow_table()
        except duckdb.Error as error:
            raise unreadable(error) from error

    def _look_at(self, files: tuple[Path, ...]) -> None:
        if files and files != self._seen:
            # The folders' own column (year) stays out: a record may have one of that name.
            view = self._connection.read_parquet([str(f) for f in files], hive_partitioning=False)
            view.create_view("events", replace=True)
            self._seen = files


def engine_on(name: EngineName, table: pa.Table | None = None) -> Engine:
    """The engine of this name, on a table or on files. Raises RecordError if there is none such."""
    if name == "duckdb":
        return DuckEngine(table)
    if name == "spark":
        from onrecord.records.spark import SparkEngine

        return SparkEngine(table)
    raise RecordError(f"there is no engine “{name}”", todo=f"One of {', '.join(ENGINES)}.")


def unreadable(error: Exception) -> RecordError:
    return RecordError(
        f"the rows of this record cannot be read: {first_line(error)}",
        todo="Remove the record and add it again.",
    )


def first_line(error: Exception) -> str:
    """What an error says first; its kind where it says nothing."""
    return next(iter(str(error).splitlines()), type(error).__name__)
