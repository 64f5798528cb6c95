"""The same statements on Spark: on the store's own files, or on a table of a cluster's catalogue.

Spark reads, prunes and sorts; what comes back is the pruned rows as Arrow, as from DuckDB. An
existing session is used as it is. Else one is made with whatever is configured (`SPARK_REMOTE`,
`spark-defaults.conf`), or on this machine alone: no web page, nothing listens beyond 127.0.0.1, and
nothing is written on standard output.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError, RecordError
from onrecord.records.engine import first_line, unreadable

if TYPE_CHECKING:
    import pyarrow as pa

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # The pruned rows come back as one table, sorted by one number.
    "spark.driver.maxResultSize": "0",
}
_HERE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.memory": "2g",
}
"""Where no cluster is configured: a machine of one's own has few cores."""

_VIEW = "events"
_turn = threading.Lock()
"""A view belongs to a session, so its name is taken from setting it to reading the statement."""


@cache
def session() -> Any:
    """The session that statements run in; its views are its own. Raises RecordError."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("spark", "The engine Spark") from None
    active = SparkSession.getActiveSession()
    if active is None:
        try:
            builder = SparkSession.builder.appName("onrecord")
            here = not _elsewhere()
            if here:
                os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            for name, value in (_SETTINGS | (_HERE if here else {})).items():
                builder = builder.config(name, value)
            active = builder.getOrCreate()
        except PySparkException as error:
            raise RecordError(
                f"Spark does not start: {first_line(error)}",
                todo="It needs Java 17 or newer (Debian: apt install openjdk-17-jre-headless), "
                "or the address of a cluster in SPARK_REMOTE.",
            ) from error
    # On a cluster of Spark Connect there is no other session to be had, and none is needed.
    with suppress(AttributeError, PySparkException):
        return active.newSession()
    return active


def _elsewhere() -> bool:
    """Whether a cluster is configured in any of the places where Spark itself looks."""
    if os.environ.get("SPARK_REMOTE") or os.environ.get("MASTER"):
        return True
    if "--master" in os.environ.get("PYSPARK_SUBMIT_ARGS", ""):
        return True
    own = Path(os.environ.get("SPARK_HOME", "")) / "conf"
    defaults = Path(os.environ.get("SPARK_CONF_DIR") or own) / "spark-defaults.conf"
    try:
        text = defaults.read_text(encoding="utf-8")
    except OSError:
        return False
    return any(line.split()[:1] == ["spark.master"] for line in text.splitlines())


@contextmanager
def _quietly() -> Iterator[None]:
    """Without PySpark's warning that it does not know the newest pandas, which is not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


class SparkEngine:
    """Statements on a table in memory, on the files they are given, or on a named table."""

    def __init__(self, table: pa.Table | None = None, *, named: str | None = None) -> None:
        """`table`: rows to hand to Spark. `named`: a table of the catalogue (`catalog.db.name`)."""
        self._session = session()
        self._frame: Any = None
        self._seen: tuple[Path, ...] = ()
        if named is not None:
            self._frame = catalogued(named)
        elif table is not None:
            with _quietly():
                self._frame = self._session.createDataFrame(table)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._frame.columns)

    def run(self, statement: str, values: Sequence[Any], files: Sequence[Path] = ()) -> pa.Table:
        from pyspark.errors import PySparkException

        try:
            with _turn:
                if files and tuple(files) != self._seen:
                    self._frame = self._session.read.parquet(*map(str, files))
                    self._seen = tuple(files)
                self._frame.createOrReplaceTempView(_VIEW)
                found = self._session.sql(statement, args=list(values) or None)
            with _quietly():
                return found.toArrow()
        except PySparkException as error:
            raise unreadable(error) from error


def catalogued(table: str) -> Any:
    """A table of the catalogue. Raises RecordError if there is none of that name."""
    from pyspark.errors import PySparkException

    try:
        return session().table(table)
    except PySparkException as error:
        raise RecordError(
            f"Spark has no table {table}: {first_line(error)}",
            todo="Make it with onrecord.records.spark_table.write_table, and name it with its "
            "catalogue and database.",
        ) from error
