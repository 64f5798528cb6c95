"""Reading a file of the UCDP Georeferenced Event Dataset (GED)."""

from __future__ import annotations

import os

from onrecord.records.recognise import header_of
from onrecord.records.source_file import SourceFile, open_source
from onrecord.records.table_file import TableFile, read_rows, refuse_broken
from onrecord.records.ucdp_columns import NEEDED, OPTIONAL, convert, find_columns
from onrecord.records.ucdp_doubts import doubts
from onrecord.records.ucdp_release import Release, describe

GedFile = TableFile

_SHOWN = ("id", "dyad", "start", "place", "best")


def read_ged(
    path: str | os.PathLike[str],
    *,
    name: str = "ucdp-ged",
    version: str | None = None,
    tolerate: bool = False,
) -> GedFile:
    """Read a GED file, a CSV or a zip that holds one.

    `version` is UCDP's ("25.1"); without it the file's name is asked. Raises RecordError if this
    is no GED file, if nothing in it can be read, if it ends in the middle of a row, or if more
    than 1 % of its rows have to be rejected; the last two not with `tolerate`.
    """
    with open_source(path) as source:
        header = header_of(source, "ucdp-ged")
        return ged_from(source, header, name=name, version=version, tolerate=tolerate)


def ged_from(
    source: SourceFile,
    header: tuple[str, ...],
    *,
    name: str,
    version: str | None,
    tolerate: bool,
) -> GedFile:
    """Read an open file that has the columns of GED; see `read_ged`."""
    columns = find_columns(header, str(source.path))
    absent = [name for name in (*NEEDED, *OPTIONAL) if name not in columns]
    reading = read_rows(source, header, columns, absent, convert, _SHOWN)
    release = Release.of(version, source.path.name, source.member)
    refuse_broken(source, reading, "UCDP GED", tolerate=tolerate)
    table, rejects = release.mark(reading.table), tuple(reading.rejects)
    warnings = doubts(table) | reading.counts
    info = describe(table, source, release, name, warnings, len(rejects))
    return GedFile(table, rejects, info, header)
