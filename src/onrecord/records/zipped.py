"""The one CSV in a zip archive, unpacked within limits."""

from __future__ import annotations

import zipfile
from contextlib import AbstractContextManager
from functools import partial
from typing import BinaryIO

from onrecord.errors import RecordError
from onrecord.zipped import Limits, member_of

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_BYTES = 4 << 30
"""Unpacked. The whole of GED is about 0.3 GB."""
MOST_RATIO = 200
"""Unpacked to packed, beyond `FREE_BYTES`. Event data shrink to between a fifth and a thirtieth."""
FREE_BYTES = 64 << 20


def unzipped(file: BinaryIO, where: str) -> AbstractContextManager[tuple[BinaryIO, str]]:
    """The CSV in the archive as a file, and its name there.

    Raises RecordError if the archive is broken, locked, too large, or holds no or several CSVs.
    """
    limits = Limits(
        MOST_BYTES, MOST_RATIO, FREE_BYTES, "this is not event data", "the CSV", RecordError
    )
    return member_of(file, where, partial(_only_csv, where=where), limits)


def _only_csv(archive: zipfile.ZipFile, where: str) -> zipfile.ZipInfo:
    members = [m for m in archive.infolist() if not m.is_dir()]
    if any(m.filename == "[Content_Types].xml" for m in members):
        raise RecordError(
            "is an Excel workbook, not a CSV",
            where=where,
            todo="Save it as CSV in UTF-8 and try again.",
        )
    found = [
        m
        for m in members
        if m.filename.lower().endswith(".csv") and not m.filename.startswith("__MACOSX/")
    ]
    if len(found) == 1:
        return found[0]
    what = f"the zip archive holds {len(found) or 'no'} CSV files"
    names = ", ".join(m.filename for m in (found or members)[:5]) or "nothing"
    raise RecordError(f"{what} (in it: {names})", where=where, todo="Unpack it and give one CSV.")
