"""The gazetteer of a stored record, kept beside its rows: worked out once, read in milliseconds.

What is kept is plain Parquet. It is named after the rules that made it, so that with other rules
it is made anew, by whoever asks first; where it cannot be written it is made each time.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from onrecord.places import Gazetteer
from onrecord.places.kept import rules
from onrecord.records.names import place_columns
from onrecord.records.schema import Record

FOLDER = "gazetteer-"
UNFINISHED = ".unfinished-"
"""How the names of folders begin that the store clears away."""
PLACES, SPELLINGS = "places.parquet", "spellings.parquet"


@runtime_checkable
class Gazetted(Protocol):
    """A record that keeps the gazetteer of its rows."""

    def gazetteer(self) -> Gazetteer: ...


def gazetteer_of(record: Record) -> Gazetteer:
    """The places that a record's rows name; see `Gazetteer.from_rows`."""
    if isinstance(record, Gazetted):
        return record.gazetteer()
    return Gazetteer.from_rows(*place_columns(record))


def kept_gazetteer(folder: Path, record: Record) -> Gazetteer:
    """The gazetteer of the record in a folder of the store; made and kept where it is not there."""
    found = _read(folder / f"{FOLDER}{rules()}")
    if found is not None:
        return found
    with _nothing_collected():
        found = Gazetteer.from_rows(*place_columns(record))
        # A store that cannot be written, or a record just removed, costs time and nothing else.
        with contextlib.suppress(OSError):
            beside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
            _write(folder, found, beside)
    return found


def write_gazetteer(folder: Path, record: Record, beside: Path) -> None:
    """Make a record's gazetteer and keep it in its folder, in one step; older ones are taken away.

    `beside`: an empty folder of the same disk, which is used up.
    """
    with _nothing_collected():
        _write(folder, Gazetteer.from_rows(*place_columns(record)), beside)


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """Python's collector looks through all objects again and again as they become more.

    A third of the time, for a million small objects that are all in use.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _write(folder: Path, gazetteer: Gazetteer, beside: Path) -> None:
    import pyarrow.parquet as pq

    final = folder / f"{FOLDER}{rules()}"
    try:
        for name, table in zip((PLACES, SPELLINGS), gazetteer.kept(), strict=True):
            with (beside / name).open("wb") as out:
                pq.write_table(table, out, compression="zstd")
                out.flush()
                os.fsync(out.fileno())
        for old in folder.glob(f"{FOLDER}*"):
            shutil.rmtree(old, ignore_errors=True)
        beside.rename(final)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _read(folder: Path) -> Gazetteer | None:
    """None where it is not there, or is not what was written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # `read_table` would import pandas, where it is installed.
        tables = [pq.ParquetFile(folder / name).read() for name in (PLACES, SPELLINGS)]
        return Gazetteer.from_kept(*tables)
    except (OSError, ValueError, pa.ArrowException):
        return None
