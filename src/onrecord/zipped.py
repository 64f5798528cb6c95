"""One member of a zip archive, unpacked into a nameless temporary file.

Nothing is ever written under a name that the archive chooses, so a member called `../../x` can do
no harm; and unpacking stops at a limit, so a small archive cannot fill the disk.
"""

from __future__ import annotations

import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from onrecord.errors import OnrecordError

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,  # zipfile's word for “needs a password”
    NotImplementedError,  # a method of compression that zipfile lacks
)


@dataclass(frozen=True)
class Limits:
    """Beyond what nothing is unpacked, and how that is said."""

    most: int
    """Bytes, unpacked."""
    ratio: int
    """Unpacked to packed, beyond `free` bytes."""
    free: int
    beyond: str
    """What more than that shows: “this is not event data”."""
    give: str
    """What a person may give who unpacks it: “the CSV”."""
    error: type[OnrecordError] = OnrecordError


@contextmanager
def member_of(
    file: BinaryIO,
    where: str,
    choose: Callable[[zipfile.ZipFile], zipfile.ZipInfo],
    limits: Limits,
) -> Iterator[tuple[BinaryIO, str]]:
    """The member that `choose` takes, as a file, and its name in the archive.

    Raises `limits.error` if the archive is broken, locked or too large; and what `choose` raises.
    """
    with tempfile.TemporaryFile() as target:
        out = cast(BinaryIO, target)
        try:
            with zipfile.ZipFile(file) as archive:
                member = choose(archive)
                _copy(archive, member, out, where, limits)
        except _BROKEN as error:
            raise limits.error(
                f"the zip archive cannot be unpacked: {error}",
                where=where,
                todo="Download it again.",
            ) from error
        out.seek(0)
        yield out, member.filename


def _copy(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: BinaryIO, where: str, limits: Limits
) -> None:
    """Unpack within the limits, whatever size the archive declares."""
    most = min(limits.most, max(limits.free, limits.ratio * member.compress_size))
    size = 0
    with archive.open(member) as packed:
        while chunk := packed.read(1 << 20):
            size += len(chunk)
            if size > most:
                raise limits.error(
                    f"the zip archive unpacks to more than {most >> 20} MiB, "
                    f"{limits.ratio} times its own size or more: {limits.beyond}",
                    where=where,
                    todo=f"Unpack it yourself if you trust it, and give {limits.give}.",
                )
            out.write(chunk)
