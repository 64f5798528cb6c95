"""One text to one typed value, or a ValueError that says what is wrong with it."""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.records.schema import UNKNOWN

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""Outside these a date is a slip of the pen: year 0025 occurs."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_WHOLE = re.compile(r"([+-]?\d{1,15})(?:\.0*)?")
PLAIN_DAY = r"^(?:19|20)\d{2}-\d{2}-\d{2}(?:[T ]00:00:00(?:\.0+)?)?$"
"""For Arrow: a text that begins with the day that `date` reads in it, if there is such a day."""
PLAIN_ID = r"^[1-9]\d{0,14}$"
"""For Arrow: what `identifier` gives back as it is."""
_GAPS = (
    r"\x00-\x20\x7f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
)
PLAIN_TEXT = rf"^[^&{_GAPS}]+(?: [^&{_GAPS}]+)*$"
"""For Arrow: what `clean` and its like give back as it is (but for the words of `ABSENT`)."""

_UNCLEAN = re.compile(r"[\x00-\x1f\x7f]|[^\S ]|  ")
_SPACES = re.compile(r"[\x00-\x1f\x7f\s]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});?")
_FLAGS = {"1": True, "0": False, "true": True, "false": False, "t": True, "f": False, "": True}
ABSENT = frozenset({"", "NA", "NULL", "NaN"})  # as R, SQL and pandas write a missing value


def absent(text: str) -> bool:
    return text in ABSENT


def clean(text: str) -> str:
    """A name or a place: no control characters, single spaces."""
    return _SPACES.sub(" ", text).strip() if _UNCLEAN.search(text) else text.strip()


def clean_or_none(text: str) -> str | None:
    return None if absent(text) else clean(text) or None


def clean_line(text: str) -> str:
    """A source line: as `clean`, and with HTML entities (`&#8217;`) read as what they stand for."""
    return clean(html.unescape(text)) if _ENTITY.search(text) else clean(text)


@lru_cache(maxsize=100_000)
def date(text: str) -> dt.date:
    """`2017-10-09`, `2017-10-09 00:00:00.000` or `2017-10-09T00:00:00`, as the releases have it."""
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError("not a date" if text else "missing")
    year, month, day = (int(part) for part in found.groups())
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"the year {year} cannot be right")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError("no such day") from None


def date_or_none(text: str) -> dt.date | None:
    """The date of a source line: not a reason to lose an event."""
    try:
        return date(text)
    except ValueError:
        return None


def whole(text: str) -> int:
    found = _WHOLE.fullmatch(text)
    if not found:
        raise ValueError("not a whole number" if text else "missing")
    return int(found[1])


def whole_or_none(text: str) -> int | None:
    return None if absent(text) else whole(text)


def count(text: str) -> int:
    """A count of people, or UNKNOWN where there is none."""
    if absent(text):
        return UNKNOWN
    number = whole(text)
    if number < UNKNOWN:
        raise ValueError("fewer than none")
    return number


def identifier(text: str) -> str:
    number = whole(text)  # GED ids are numbers; anything else is a shifted or broken row
    if number < 0:
        raise ValueError("not an id")
    return str(number)


def code(first: int, last: int) -> Callable[[str], int]:
    """A parser for a code of the codebook."""

    def parse(text: str) -> int:
        number = whole(text)
        if not first <= number <= last:
            raise ValueError(f"not a code from {first} to {last}")
        return number

    return parse


def degrees(most: float) -> Callable[[str], float]:
    """A parser for a latitude or longitude."""

    def parse(text: str) -> float:
        if absent(text):
            raise ValueError("missing")
        try:
            number = float(text)
        except ValueError:
            raise ValueError("not a number") from None
        if "_" in text or not math.isfinite(number):
            raise ValueError("not a number")
        if abs(number) > most:
            raise ValueError("off the globe")
        return number

    return parse


def flag(text: str) -> bool:
    """`1`, `0`, `TRUE`, `false`; a missing one raises nothing and means true."""
    try:
        return _FLAGS["" if absent(text) else text.lower().removesuffix(".0")]
    except KeyError:
        raise ValueError("neither true nor false") from None


def required(text: str) -> str:
    found = clean(text)
    if not found or absent(found):
        raise ValueError("missing")
    return found
