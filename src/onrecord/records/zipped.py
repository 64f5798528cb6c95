"""The one CSV in a zip archive, unpacked into a nameless temporary file.

Nothing is ever written under a name that the archive chooses, so a member called `../../x` can do
no harm; and unpacking stops at a limit, so a small archive cannot fill the disk.
"""

from __future__ import annotations

import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from onrecord.errors import RecordError

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_BYTES = 4 << 30
"""Unpacked. The whole of GED is about 0.3 GB."""
MOST_RATIO = 200
"""Unpacked to packed, beyond `FREE_BYTES`. Event data shrink to between a fifth and a thirtieth."""
FREE_BYTES = 64 << 20

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,  # zipfile's word for “needs a password”
    NotImplementedError,  # a method of compression that zipfile lacks
)


@contextmanager
def unzipped(file: BinaryIO, where: str) -> Iterator[tuple[BinaryIO, str]]:
    """The CSV in the archive as a file, and its name there.

    Raises RecordError if the archive is broken, locked, too large, or holds no or several CSVs.
    """
    with tempfile.TemporaryFile() as target:
        out = cast(BinaryIO, target)
        try:
            with zipfile.ZipFile(file) as archive:
                member = _only_csv(archive, where)
                _copy(archive, member, out, where)
        except _BROKEN as error:
            raise RecordError(
                f"the zip archive cannot be unpacked: {error}",
                where=where,
                todo="Download it again.",
            ) from error
        out.seek(0)
        yield out, member.filename


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


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: BinaryIO, where: str) -> None:
    """Unpack within the limits, whatever size the archive declares."""
    most = min(MOST_BYTES, max(FREE_BYTES, MOST_RATIO * member.compress_size))
    size = 0
    with archive.open(member) as packed:
        while chunk := packed.read(1 << 20):
            size += len(chunk)
            if size > most:
                raise RecordError(
                    f"the zip archive unpacks to more than {most >> 20} MiB, "
                    f"{MOST_RATIO} times its own size or more: this is not event data",
                    where=where,
                    todo="Unpack it yourself if you trust it, and give the CSV.",
                )
            out.write(chunk)
