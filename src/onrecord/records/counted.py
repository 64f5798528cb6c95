"""Whom and what places a record names, and in how many rows: for the registry and the gazetteer.

Of ten million rows these are some thousands, so a record counts them where its rows are, and the
store counts them once, when a record is added.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from onrecord.records.engine import Engine
from onrecord.records.sql import PLACES, SIDE_A, SIDE_A_IDS, SIDE_B, SIDE_B_IDS

if TYPE_CHECKING:
    import pyarrow as pa

OF_UCDP = "type_of_violence"
"""A column that only UCDP's events have. Another source's ids are not UCDP's, whatever its columns
are called, and would name the wrong actor."""

SIDES_FILE, PLACES_FILE = "sides.parquet", "places.parquet"


@runtime_checkable
class Counting(Protocol):
    """A record that can say what it names without handing out its rows."""

    def sides(self) -> pa.Table:
        """Every side of an event as `side` (a list of names), UCDP's `id` of it, and `events`."""
        ...

    def places(self) -> pa.Table:
        """Every combination of place, lat, lon, where_prec, adm1, adm2, country, and `events`."""
        ...


def count_sides(engine: Engine, columns: Collection[str], files: Sequence[Path] = ()) -> pa.Table:
    """See `Counting.sides`; `columns`: of the events."""
    import pyarrow as pa

    schema = pa.schema(
        [("side", pa.list_(pa.string())), ("id", pa.int64()), ("events", pa.int64())]
    )
    found = []
    for letter, plain, with_ids in (("a", SIDE_A, SIDE_A_IDS), ("b", SIDE_B, SIDE_B_IDS)):
        known = {f"side_{letter}_id", OF_UCDP} <= set(columns)
        table = engine.run(with_ids if known else plain, (), files)
        if not known:
            table = table.append_column("id", pa.nulls(table.num_rows, pa.int64()))
        found.append(table.select(schema.names).cast(schema))
    return pa.concat_tables(found)


def count_places(engine: Engine, files: Sequence[Path] = ()) -> pa.Table:
    """See `Counting.places`."""
    return engine.run(PLACES, (), files)


def write_counts(
    folder: Path, engine: Engine, columns: Collection[str], files: Sequence[Path]
) -> None:
    """Count, and keep it beside the rows."""
    import pyarrow.parquet as pq

    counts = {
        SIDES_FILE: count_sides(engine, columns, files),
        PLACES_FILE: count_places(engine, files),
    }
    for name, table in counts.items():
        # The most frequent first. Who asks sorts what is equally frequent.
        with (folder / name).open("wb") as out:
            pq.write_table(table.sort_by([("events", "descending")]), out, compression="zstd")
            out.flush()
            os.fsync(out.fileno())


def read_counts(folder: Path, name: str) -> pa.Table | None:
    """What `write_counts` kept under `name`, if it did."""
    import pyarrow.parquet as pq

    path = folder / name
    # `read_table` would import pandas, where it is installed.
    return pq.ParquetFile(path).read() if path.exists() else None
