"""The one file of places in a zip archive, or the file itself, within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import OnrecordError
from onrecord.zipped import Limits, member_of

MOST_BYTES = 2 << 30
"""Unpacked; GeoNames' file of the whole world is 1.7 GB."""
MOST_RATIO = 100
"""Unpacked to packed, beyond `FREE_BYTES`; files of places shrink to between a third and a 20th."""
FREE_BYTES = 32 << 20
_ENDINGS = (".txt", ".tsv", ".geojson", ".json")


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
        limits = Limits(
            MOST_BYTES, MOST_RATIO, FREE_BYTES, "this is no file of places", "the file in it"
        )
        with member_of(file, str(path), partial(_only, path=path), limits) as (out, name):
            yield out, Path(name).name


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
