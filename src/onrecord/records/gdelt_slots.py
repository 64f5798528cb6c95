"""GDELT's quarters of an hour: which files a folder holds, and which are missing between them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from onrecord.errors import RecordError

SLOT = dt.timedelta(minutes=15)
SHOWN = 10
"""Gaps that a note names; the rest is counted."""
_NAME = re.compile(r"(\d{14})\.export\.csv(\.zip)?", re.IGNORECASE)


def slot_files(folder: Path) -> list[tuple[dt.datetime, Path]]:
    """The files of a folder by their moment; a slot that is there twice counts once.

    Raises RecordError if none has the name of a GDELT file.
    """
    found: dict[dt.datetime, Path] = {}
    for path in sorted(folder.iterdir()):
        named = _NAME.fullmatch(path.name)
        at = moment(named[1]) if named and path.is_file() else None
        if at is not None:
            found.setdefault(at, path)
    if not found:
        raise RecordError(
            "is a folder without files of GDELT",
            where=str(folder),
            todo="Give a file, or a folder of GDELT's 15-minute files "
            "(such as 20171009000000.export.CSV.zip).",
        )
    return sorted(found.items())


def moment(text: str) -> dt.datetime | None:
    """`20171009001500`; None where it is no moment."""
    try:
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S")
    except ValueError:
        return None


def gaps(slots: Iterable[dt.datetime]) -> list[tuple[dt.datetime, dt.datetime]]:
    """First and last missing slot of each gap between the slots that are there."""
    ordered = sorted(slots)
    return [
        (before + SLOT, after - SLOT)
        for before, after in pairwise(ordered)
        if after - before > SLOT
    ]


def missing(found: Sequence[tuple[dt.datetime, dt.datetime]]) -> int:
    """How many slots the gaps hold."""
    return sum((last - first) // SLOT + 1 for first, last in found)


def in_words(found: Sequence[tuple[dt.datetime, dt.datetime]]) -> str:
    """The gaps as a sentence, the first `SHOWN` of them."""
    number = missing(found)
    shown = "; ".join(
        f"{first:%Y-%m-%d %H:%M}" + (f" to {last:%Y-%m-%d %H:%M}" if last > first else "")
        for first, last in found[:SHOWN]
    )
    more = f"; and {len(found) - SHOWN:,} further gaps" if len(found) > SHOWN else ""
    words = "slot of 15 minutes is" if number == 1 else "slots of 15 minutes are"
    return f"{number:,} {words} missing between the first and the last (UTC): {shown}{more}."
