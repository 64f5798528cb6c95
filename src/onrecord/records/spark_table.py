"""A record as a table of a cluster's catalogue, and beside it what the store knows of it.

`catalog.db.events` holds the rows, `catalog.db.events_about` one row: the manifest and the rejects
as JSON, as the store has them in files.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records.counted import count_places, count_sides
from onrecord.records.engine import EngineName, first_line, pruned
from onrecord.records.manifest import FORMAT, info_from_json, info_to_json
from onrecord.records.memory import with_schema
from onrecord.records.remembered import Remembered
from onrecord.records.schema import Events, RecordInfo, Reject, from_arrow
from onrecord.records.spark import SparkEngine, catalogued, session
from onrecord.records.sql import EVENTS, Bounds, named

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.records.stored import StoredRecord

ABOUT = "_about"
YEAR = "start_year"
"""By which the table is partitioned; no column of a record."""


def write_table(record: StoredRecord, table: str) -> None:
    """Write a record of the store as `table`, partitioned by the year in which events start.

    Raises RecordError if there is such a table already, or if Spark cannot write it.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import functions

    spark = session()
    about = {"format": FORMAT, "record": info_to_json(record.info)}
    rejects = [asdict(reject) for reject in record.rejects()]
    try:
        rows = spark.read.parquet(*map(str, record.files))
        rows = rows.withColumn(YEAR, functions.year("start")).repartition(YEAR)
        rows.write.partitionBy(YEAR).saveAsTable(table)
        spark.createDataFrame(
            [(json.dumps(about), json.dumps(rejects))], "manifest string, rejects string"
        ).write.saveAsTable(table + ABOUT)
    except PySparkException as error:
        raise RecordError(
            f"Spark cannot write the table {table}: {first_line(error)}",
            todo="Name a table that is not there yet, in a database that you may write to.",
        ) from error


class TableRecord(Remembered):
    """A record in a table that `write_table` made; asked by Spark, wherever that runs."""

    def __init__(self, table: str) -> None:
        """Raises RecordError if there is no such table, or if a newer onrecord wrote it."""
        row = catalogued(table + ABOUT).first()
        try:
            about = json.loads(row["manifest"])
            if int(about["format"]) > FORMAT:
                raise RecordError(
                    f"was stored by a newer onrecord (format {about['format']}; this version "
                    f"reads {FORMAT})",
                    where=table,
                    todo="Update onrecord, or write the table again.",
                )
            self._info = info_from_json(about["record"])
            self._rejects = tuple(Reject(**item) for item in json.loads(row["rejects"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RecordError(
                "is not what onrecord wrote", where=table + ABOUT, todo="Write the table again."
            ) from error
        self._engine = SparkEngine(named=table)
        super().__init__()

    @property
    def info(self) -> RecordInfo:
        return self._info

    def with_ids(self, ids: frozenset[str]) -> Events:
        """The events with these ids, in the record's own order."""
        return self._table(self._engine.run(*named(ids)))

    def sides(self) -> pa.Table:
        """See `Counting.sides`."""
        return count_sides(self._engine, self._engine.columns)

    def places(self) -> pa.Table:
        """See `Counting.places`."""
        return count_places(self._engine)

    def on_engine(self, engine: EngineName) -> TableRecord:
        """Itself. Raises RecordError for an engine that knows nothing of the catalogue."""
        if engine != "spark":
            raise RecordError(
                f"a table of Spark's catalogue cannot be asked by the engine “{engine}”",
                todo="Leave the engine out.",
            )
        return self

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
        return self._table(pruned(self._engine, EVENTS, first, last, bounds, names, elsewhere))

    @staticmethod
    def _table(table: pa.Table) -> Events:
        return from_arrow(with_schema(table.drop_columns(["nth", YEAR])))
