"""The one file of places in a zip archive, or the file itself, within limits.

Nothing is written under a name that the archive chooses, and unpacking stops at a limit.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import OnrecordError

MOST_BYTES = 2 << 30
"""Unpacked; GeoNames' file of the whole world is 1.7 GB."""
MOST_RATIO = 100
"""Unpacked to packed, beyond `FREE_BYTES`; files of places shrink to between a third and a 20th."""
FREE_BYTES = 32 << 20
_ENDINGS = (".txt", ".tsv", ".geojson", ".json")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """The file, out of its archive if it is in one, and its name there.

    Raises OnrecordError: it cannot be opened, the archive is broken, or unpacks to too much.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise OnrecordError(
            f"cannot be opened ({error.strerror or error})", where=str(path)
        ) from None
    with file:
        if file.read(2) != b"PK":
            file.seek(0)
            yield file, path.name
            return
        file.seek(0)
        with tempfile.TemporaryFile() as target:
            out = cast(BinaryIO, target)
            try:
                with zipfile.ZipFile(file) as archive:
                    member = _only(archive, path)
                    _copy(archive, member, out, path)
            except _BROKEN as error:
                raise OnrecordError(
                    f"the zip archive cannot be unpacked: {error}",
                    where=str(path),
                    todo="Download it again.",
                ) from None
            out.seek(0)
            yield out, Path(member.filename).name


def _only(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [
        m
        for m in archive.infolist()
        if m.filename.lower().endswith(_ENDINGS)
        and not m.filename.startswith("__MACOSX/")
        and not Path(m.filename).name.lower().startswith(("readme", "."))
    ]
    # GeoBoundaries' archives hold a simplified copy and a file about the file beside the units.
    whole = [m for m in members if not m.filename.lower().endswith(".json")]
    full = [m for m in whole if "simplified" not in m.filename.lower()]
    for found in (members, whole, full):
        if len(found) == 1:
            return found[0]
    names = ", ".join(m.filename for m in archive.infolist()[:5]) or "nothing"
    raise OnrecordError(
        f"the zip archive does not hold one file of places (in it: {names})",
        where=str(path),
        todo="Unpack it, and give the .txt of GeoNames or the .geojson.",
    )


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: BinaryIO, path: Path) -> None:
    most = min(MOST_BYTES, max(FREE_BYTES, MOST_RATIO * member.compress_size))
    size = 0
    with archive.open(member) as packed:
        while chunk := packed.read(1 << 20):
            size += len(chunk)
            if size > most:
                raise OnrecordError(
                    f"the zip archive unpacks to more than {most >> 20} MiB: no file of places "
                    f"shrinks to less than a {MOST_RATIO}th",
                    where=str(path),
                    todo="Unpack it yourself if you trust it, and give the file.",
                )
            out.write(chunk)
