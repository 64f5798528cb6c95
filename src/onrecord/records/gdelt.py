"""Reading events of GDELT 2.0: a file, or a folder of its 15-minute files.

GDELT records *attention*: what articles say, coded by a machine. One report can be many rows, and
many rows are wrong; a finding on GDELT says so, and never bears a claim out by itself.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.gdelt_about import describe
from onrecord.records.gdelt_columns import is_gdelt
from onrecord.records.gdelt_slots import moment, slot_files
from onrecord.records.gdelt_taken import Taken
from onrecord.records.label import check_version
from onrecord.records.schema import Reject
from onrecord.records.source_file import SourceFile, open_source
from onrecord.records.table_file import MOST_REJECTED, TableFile
from onrecord.records.told import TOLERATE

if TYPE_CHECKING:
    import pyarrow as pa


def read_gdelt(
    path: str | os.PathLike[str],
    *,
    name: str = "gdelt",
    version: str | None = None,
    tolerate: bool = False,
) -> TableFile:
    """Read events of GDELT 2.0: a TSV, a zip that holds one, or a folder of 15-minute files.

    Rows of armed conflict are read (QuadClass 4 and root 18, 19 or 20) that name a place and
    somebody who acted or was acted upon; all others are counted. GDELT has no releases: without
    `version` it is the first and last slot. Raises RecordError if this is no such file, if it holds
    no such rows, if it ends in the middle of a row, or if more than 1 % of its rows have to be
    rejected; the last two not with `tolerate`. With `tolerate`, files of a folder that cannot be
    read are left out and named.
    """
    where = Path(path)
    if where.is_dir():
        return _folder(where, name, version, tolerate=tolerate)
    with open_source(where) as source:
        if not is_gdelt(source):
            raise RecordError("is no file of GDELT 2.0 events", where=str(where))
        return gdelt_from(source, (), name=name, version=version, tolerate=tolerate)


def gdelt_from(
    source: SourceFile,
    header: tuple[str, ...],
    *,
    name: str,
    version: str | None,
    tolerate: bool,
) -> TableFile:
    """Read an open file of GDELT; see `read_gdelt`. It has no header: `header` is empty."""
    if version is not None:
        check_version(version)
    taken = Taken()
    taken.add(source)
    return _finish(taken, str(source.path), header, name, version, None, tolerate=tolerate)


def _folder(folder: Path, name: str, version: str | None, *, tolerate: bool) -> TableFile:
    if version is not None:
        check_version(version)
    taken, slots = Taken(), []
    for at, path in slot_files(folder):
        try:
            with open_source(path) as source:
                if not is_gdelt(source):
                    raise RecordError("is no file of GDELT 2.0 events", where=str(path))
                taken.add(source)
        except RecordError as error:
            if not tolerate:
                raise
            taken.unread.append(f"{path.name}: {error.what}")
        else:
            slots.append(at)
    if not slots:
        raise RecordError(f"none of its files can be read ({taken.unread[0]})", where=str(folder))
    return _finish(taken, str(folder), (), name, version, slots, tolerate=tolerate)


def _finish(
    taken: Taken,
    where: str,
    header: tuple[str, ...],
    name: str,
    version: str | None,
    slots: list[dt.datetime] | None,
    *,
    tolerate: bool,
) -> TableFile:
    import pyarrow as pa

    taken.convert()
    table = pa.concat_tables(taken.tables) if taken.tables else None
    if table is not None:
        table, again = _first_of_each(table)
    rejects = sorted(taken.sifted.rejects, key=lambda reject: reject.line)
    table = _accepted(taken, where, rejects, table, tolerate=tolerate)
    moments = slots or [at for text in taken.sifted.slots if (at := moment(text))]
    info = describe(taken, table, name, version, moments, again, len(rejects), slots is not None)
    return TableFile(table.combine_chunks(), tuple(rejects), info, header)


def _accepted(
    taken: Taken, where: str, rejects: list[Reject], table: pa.Table | None, *, tolerate: bool
) -> pa.Table:
    """The table. Raises RecordError for files that are cut off, too broken, or without conflict."""
    total = taken.sifted.rows
    shown = "; ".join(f"line {r.line}: {r.reason}" for r in rejects[:3])
    if taken.cut_off and not tolerate:
        raise RecordError(
            "ends in the middle of a row: the file was cut off, and rows may be missing after it",
            where=where,
            todo=f"Download it again, or read what is there {TOLERATE}.",
        )
    if len(rejects) > MOST_REJECTED * total and not tolerate:
        raise RecordError(
            f"{len(rejects):,} of {total:,} rows cannot be read ({shown})",
            where=where,
            todo=f"Download it again, or read it {TOLERATE}.",
        )
    if table is None or not table.num_rows:
        raise RecordError(
            f"holds {total:,} rows of GDELT, but none of armed conflict at a place"
            + (f" that can be read ({shown})" if rejects else ""),
            where=where,
            todo="Give a longer time: one slot of 15 minutes may hold none.",
        )
    return table


def _first_of_each(table: pa.Table) -> tuple[pa.Table, int]:
    """The first row of each id: slots that overlap hold the same rows again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(table["id"].combine_chunks())
    _, first = np.unique(encoded.indices.to_numpy(zero_copy_only=False), return_index=True)
    if len(first) == table.num_rows:
        return table, 0
    return table.take(pa.array(np.sort(first))), table.num_rows - len(first)
