"""Which files of GDELT there should be, and which there are: one every 15 minutes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STEP = dt.timedelta(minutes=15)
BEGINNING = dt.date(2015, 2, 18)
"""GDELT 2.0 has its first file at 23:00 of this day."""
_FIRST_SLOT = dt.datetime(2015, 2, 18, 23, 0)
_LINE = re.compile(r"(\d+) ([0-9a-fA-F]{32}) \S*/(\d{14})\.export\.CSV\.zip", re.ASCII)


@dataclass(frozen=True)
class Listed:
    """A file of GDELT's list, with its size in bytes and its md5."""

    slot: str
    size: int
    md5: str


def file_name(slot: str) -> str:
    """The file of a slot, `20171009000000`, in UTC."""
    return f"{slot}.export.CSV.zip"


def slots(first: dt.date, last: dt.date) -> Iterator[str]:
    """Every slot of these days, both included, as `20171009001500`."""
    at = max(dt.datetime.combine(first, dt.time()), _FIRST_SLOT)
    while at.date() <= last:
        yield f"{at:%Y%m%d%H%M%S}"
        at += STEP


def listed(path: Path, first: dt.date, last: dt.date) -> dict[str, Listed]:
    """What GDELT's list names for these days, by slot, in order. Broken lines are passed over.

    The list is some 100 MB of lines `size md5 address`, three kinds of file mixed; only the slot
    is taken from the address, never the server.
    """
    lowest, highest = f"{first:%Y%m%d}", f"{last:%Y%m%d}"
    found: dict[str, Listed] = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = _LINE.fullmatch(line.strip())
            if match and lowest <= match[3][:8] <= highest:
                found[match[3]] = Listed(match[3], int(match[1]), match[2])
    return dict(sorted(found.items()))


def reaches(path: Path, last: dt.date) -> bool:
    """Whether a list that is here goes on after `last`, so that it need not be fetched anew."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 65536))
            tail = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return False
    days = [match[3][:8] for line in tail if (match := _LINE.fullmatch(line.strip()))]
    return bool(days) and max(days) > f"{last + dt.timedelta(days=1):%Y%m%d}"


def spans(missing: list[str]) -> list[str]:
    """Slots as stretches of time, `2017-10-09 03:15 to 04:00`, for a person."""
    found: list[list[dt.datetime]] = []
    for slot in sorted(missing):
        at = dt.datetime.strptime(slot, "%Y%m%d%H%M%S")
        if found and at - found[-1][1] == STEP:
            found[-1][1] = at
        else:
            found.append([at, at])
    return [_span(a, b + STEP) for a, b in found]


def _span(start: dt.datetime, end: dt.datetime) -> str:
    later = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} to {later}"
