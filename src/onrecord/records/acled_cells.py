"""ACLED's columns by name, and how single cells of them are read.

31 columns since 2023; exports from before have `data_id`, `event_id_no_cnty` and `iso3` besides
and lack `disorder_type`, `civilian_targeting` and `tags`. The last two are read where they are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records.schema import UNKNOWN
from onrecord.records.values import EARLIEST_YEAR, LATEST_YEAR, absent, clean, date, whole

if TYPE_CHECKING:
    import pyarrow as pa

NEEDED = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1"),
    *("assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "country", "admin1"),
    *("admin2", "location", "latitude", "longitude", "geo_precision", "source", "notes"),
    *("fatalities", "timestamp"),
)
OPTIONAL = ("year", "civilian_targeting", "source_scale")
OLD = ("data_id", "iso3", "event_id_no_cnty")
"""Columns of exports from before 2023."""

_ID = re.compile(r"[A-Za-z]{2,4}\d{1,12}")
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june",
         "jul july", "aug august", "sep september", "oct october", "nov november",
         "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip

LATEST_SECOND = 4_102_444_800
"""The beginning of 2100: a later timestamp is not one in seconds."""


def extra_fields() -> list[tuple[str, pa.DataType]]:
    """What ACLED has beyond the common schema; see `Events` for what the first five mean."""
    import pyarrow as pa

    names = pa.list_(pa.string())
    return [
        ("also", pa.string()),
        ("taken_by", pa.int8()),
        ("civilians_targeted", pa.bool_()),
        ("assoc_a", names),
        ("assoc_b", names),
        ("event_type", pa.string()),
        ("sub_event_type", pa.string()),
        ("source_scale", pa.string()),
        ("timestamp", pa.int64()),
    ]


def is_acled(header: Sequence[str]) -> bool:
    """Whether these are columns of ACLED with its sub-event types (2019 and later)."""
    return {"event_id_cnty", "event_date", "actor1", "sub_event_type"} <= set(header)


def find_columns(header: Sequence[str], where: str) -> dict[str, str]:
    """Our name for a column → its name in this file; optional ones may be missing.

    Raises RecordError for a needed column that is missing or named twice.
    """
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise RecordError(
            f"has columns of ACLED, but lacks {', '.join(missing)}",
            where=where,
            todo="Give the file as ACLED exports it, with all its columns.",
        )
    found = [name for name in (*NEEDED, *OPTIONAL) if name in header]
    twice = [name for name in found if list(header).count(name) > 1]
    if twice:
        raise RecordError(f"names the column {', '.join(twice)} twice", where=f"{where}:1")
    return {name: name for name in found}


@lru_cache(maxsize=100_000)
def event_date(text: str) -> dt.date:
    """`2017-10-09`, or `9 October 2017` as older exports have it."""
    worded = _WORDED.fullmatch(text)
    if not worded:
        return date(text)
    day, month, year = int(worded[1]), _MONTHS.get(worded[2].lower()), int(worded[3])
    if month is None:
        raise ValueError("not a date")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"the year {year} cannot be right")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError("no such day") from None


def identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("not an id of ACLED, such as SYR1234" if text else "missing")
    return text


def names_in(text: str) -> tuple[str, ...]:
    """The names in a `;`-separated list, sorted, each once."""
    if absent(text):
        return ()
    parts = (clean(part) for part in text.split(";"))
    return tuple(sorted({part for part in parts if part and not absent(part)}))


def written(text: str) -> int:
    """A timestamp in seconds since 1970, or UNKNOWN: no reason to lose an event."""
    try:
        seconds = whole(text)
    except ValueError:
        return UNKNOWN
    return seconds if 0 <= seconds < LATEST_SECOND else UNKNOWN
