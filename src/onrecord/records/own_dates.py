"""Dates as people write them in tables of their own: a day, a month, a year."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.records.values import EARLIEST_YEAR, LATEST_YEAR, date

DAY, WEEK, MONTH, LONGER = 1, 3, 4, 5
FEW_DAYS = 2
_PART = re.compile(r"(\d{4})(?:-(\d{2}))?")
_HALF = np.timedelta64(3, "D")


class Dated(NamedTuple):
    """What a date says: its first and last day, and how precise it is on UCDP's scale."""

    first: dt.date
    last: dt.date
    prec: int


@lru_cache(maxsize=100_000)
def own_date(text: str, written: str | None = None) -> Dated:
    """A day, month or year, in ISO 8601 or as `written` says (strptime).

    Raises ValueError for any other text: `03/04/2017` could be a day of March or of April.
    """
    if written is not None:
        return _by_format(text, written)
    part = _PART.fullmatch(text)
    if part:
        return _unit(_year(int(part[1])), int(part[2]) if part[2] else None)
    try:
        day = date(text)
    except ValueError as error:
        if str(error) == "not a date" and text.startswith("="):
            raise ValueError("a formula, not a date") from None
        if str(error) == "not a date":
            raise ValueError("not a date as 2017-10-09; say its format in the mapping") from None
        raise
    return Dated(day, day, DAY)


def _by_format(text: str, written: str) -> Dated:
    if not text:
        raise ValueError("missing")
    try:
        found = dt.datetime.strptime(text, written).date()
    except ValueError:
        raise ValueError(f"not a date as {written}") from None
    except (re.error, OverflowError, IndexError, KeyError) as error:
        raise ValueError(f"{written} is no format of a date ({error})") from None
    _year(found.year)
    if any(sign in written for sign in ("%d", "%j", "%x", "%c", "%D", "%F")):
        return Dated(found, found, DAY)
    month = any(sign in written for sign in ("%m", "%b", "%B"))
    return _unit(found.year, found.month if month else None)


def _year(year: int) -> int:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"the year {year} cannot be right")
    return year


def _unit(year: int, month: int | None) -> Dated:
    if month is None:
        return Dated(dt.date(year, 1, 1), dt.date(year, 12, 31), LONGER)
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    last = dt.date(year, month, monthrange(year, month)[1])
    return Dated(dt.date(year, month, 1), last, MONTH)


def widened(start: Any, end: Any, prec: NDArray[np.int8]) -> tuple[Any, Any]:
    """The days that a single date with a precision code may mean, both of shape (n,).

    A few days or a week: three days either side; a month: that month; longer: that year.
    """
    start, end = start.copy(), end.copy()
    near = (prec == FEW_DAYS) | (prec == WEEK)
    start[near] -= _HALF
    end[near] += _HALF
    for code, unit in ((MONTH, "M"), (LONGER, "Y")):
        rows = prec == code
        whole = start[rows].astype(f"datetime64[{unit}]")
        start[rows] = whole.astype("datetime64[D]")
        after = end[rows].astype(f"datetime64[{unit}]") + 1
        end[rows] = after.astype("datetime64[D]") - np.timedelta64(1, "D")
    return start, end
