"""Dates as they are written: the day, month and year that stand there, and no more.

Each function takes the tokens and a place, and returns the place after what it read with what it
read, or None. None of them looks further than a fixed number of tokens ahead, so that reading a
text takes time in proportion to its length.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.reading.dates import names
from onrecord.reading.dates.days import EARLIEST_YEAR, LATEST_YEAR, month_length
from onrecord.reading.dates.tokens import (
    Tokens,
    glued,
    is_number,
    is_word,
    low,
    number,
    plain_number,
)

# Before a bare month these show that "May", "March", "June" … are months.
_CUES = names.words(
    "in since until till during throughout between early mid late last this next of end beginning "
    "start middle"
)
# Before a name these show that the capital letter belongs to a name, not to a day of the calendar.
_EPITHETS = frozenset({"black", "bloody", "good", "holy", "theresa", "red", "every", "each"})


@dataclass(frozen=True)
class Written:
    """A date of the calendar with the parts that were written; the rest is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    swappable: bool = False  # day and month are numbers, and either could be the other

    @property
    def is_day(self) -> bool:
        return self.day is not None


Read = tuple[int, Written]

MONTH_WORDS = frozenset(
    names.ENGLISH_MONTHS.keys() | names.MONTH_ABBREVIATIONS.keys() | names.FOREIGN_MONTHS.keys()
    | names.TWO_WORD_MONTHS.keys()
)  # fmt: skip
"""Words with which the name of a month begins."""
_BEGINNINGS = (
    MONTH_WORDS | names.WEEKDAYS.keys() | names.WEEKDAY_ABBREVIATIONS.keys()
    | names.ORDINALS.keys()
)  # fmt: skip
"""Words with which a date begins, if not with a number."""


def written(tokens: Tokens, i: int, day_first: bool, cue: str = "") -> Read | None:
    """The date at `i`: day, month or month of a year; a weekday before it counts as part of it."""
    if low(tokens, i) not in _BEGINNINGS and not is_number(tokens, i):
        return None
    j, weekday = _weekday_before(tokens, i)
    read = (
        numeric(tokens, j, day_first)
        or _day_month(tokens, j)
        or _month_day(tokens, j, cue)
        or _month_year(tokens, j)
    )
    if read is None and weekday is None:
        read = _month_alone(tokens, j, cue)
    if read is None:
        return None
    bracketed = weekday is not None and low(tokens, j - 1) == "("
    end = read[0] + (bracketed and low(tokens, read[0]) == ")")
    return end, replace(read[1], weekday=weekday)


def year_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """A year of four figures at `i`."""
    year = number(tokens, i)
    if year is None or tokens[i].end - tokens[i].start != 4:
        return None
    return (i + 1, year) if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def day_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """A day of the month at `i`: 9, 9th, 23rd."""
    day = number(tokens, i, digits=2)
    if day is None or not 1 <= day <= 31:
        return None
    i += 1
    if is_word(tokens, i) and tokens[i].glued:
        if low(tokens, i) not in names.ORDINAL_ENDINGS:
            return None
        i += 1
    return i, day


def numeric(tokens: Tokens, i: int, day_first: bool) -> Read | None:
    """2017-10-23, 2017/10/23, 23.10.2017, 23/10/17, 10-23-2017."""
    parts = [plain_number(tokens, i + 2 * k) for k in range(3)]
    sign = low(tokens, i + 1)
    if None in parts or sign not in {".", "/", "-"} or low(tokens, i + 3) != sign:
        return None
    if not all(tokens[i + k].glued for k in range(1, 5)) or _goes_on(tokens, i, i + 5, sign):
        return None
    first, second, third = (part or 0 for part in parts)
    widths = [tokens[i + 2 * k].end - tokens[i + 2 * k].start for k in range(3)]
    if widths[0] == 4 and max(widths[1:]) <= 2:
        found = _checked(first, second, third)
    elif max(widths[:2]) <= 2 and widths[2] == 4:
        found = _two_orders(first, second, third, day_first)
    elif max(widths) <= 2 and sign != "-" and widths[2] == 2:
        year = 2000 + third if third < 70 else 1900 + third
        found = _two_orders(first, second, year, day_first)
    else:
        return None
    return (i + 5, found) if found else None


def numeric_short(tokens: Tokens, i: int, day_first: bool) -> Read | None:
    """23.10. or 23/10, without a year: only where a word such as "on" stands before."""
    first, second = plain_number(tokens, i, 2), plain_number(tokens, i + 2, 2)
    sign = low(tokens, i + 1)
    if first is None or second is None or sign not in {".", "/"}:
        return None
    if not (tokens[i + 1].glued and tokens[i + 2].glued) or (first, second) == (9, 11):
        return None
    end = i + 3
    if sign == ".":
        if not glued(tokens, end, "."):
            return None
        end += 1
    if _goes_on(tokens, i, end, sign):
        return None
    found = _two_orders(first, second, None, day_first)
    return (end, found) if found else None


def month_at(tokens: Tokens, i: int) -> tuple[int, int, str] | None:
    """A month's name at `i`: place after it, number, and "plain", "short" or "foreign"."""
    if not is_word(tokens, i):
        return None
    word, capital = tokens[i].low, tokens[i].text[0].isupper()
    if (month := names.ENGLISH_MONTHS.get(word)) is not None:
        if word in {"may", "march"} and not capital:
            return None
        return i + 1, month, "plain"
    if (month := names.MONTH_ABBREVIATIONS.get(word)) is not None and capital:
        return i + 2 if glued(tokens, i + 1, ".") else i + 1, month, "short"
    if (month := names.FOREIGN_MONTHS.get(word)) is not None:
        return i + 1, month, "year" if word in names.SHORT_FOREIGN else "foreign"
    if (pair := names.TWO_WORD_MONTHS.get(word)) is not None:
        j = i + 1
        if low(tokens, j) in {"al", "el", "ath", "at", "es", "as"}:
            j += 2 if low(tokens, j + 1) in {"-", "‑"} else 1
        second = low(tokens, j)
        if second in names.FIRST_WORDS or second in names.SECOND_WORDS:
            return j + 1, pair[second in names.SECOND_WORDS], "foreign"
    return None


def _weekday_before(tokens: Tokens, i: int) -> tuple[int, int | None]:
    """The place of the date proper, after "Monday, the "."""
    weekday = names.WEEKDAYS.get(low(tokens, i))
    j = i + 1
    if weekday is None:
        weekday = names.WEEKDAY_ABBREVIATIONS.get(low(tokens, i))
        if glued(tokens, j, "."):
            j += 1
    if weekday is None or not tokens[i].text[0].isupper():
        return i, None
    if low(tokens, j) in {",", "("}:
        j += 1
    if low(tokens, j) == "the":
        j += 1
    return j, weekday


def _day_month(tokens: Tokens, i: int) -> Read | None:
    """23 October 2017, 23rd of October, 23. Oktober, 23-Oct-2017, 23 de octubre de 2017."""
    start = _lower_month_between(tokens, i)
    if start is not None:
        return start
    at = day_at(tokens, i) or _ordinal_word(tokens, i)
    if at is None:
        return None
    j, day = at
    j = _skip(tokens, j, {"of", "de", "."}, {"-", "‑"})
    month = month_at(tokens, j)
    if month is None or day > month_length(2000, month[1]):
        return None
    j = month[0]
    k = _skip(tokens, j, {",", "of", "de", "del"}, {"-", "‑"})
    year = year_at(tokens, k)
    if year is not None and low(tokens, year[0]) in names.COUNTED and k != j:
        year = None
    if year is None and month[2] == "year":
        return None
    if year is None:
        return j, Written(month=month[1], day=day)
    if day > month_length(year[1], month[1]):
        return None
    return year[0], Written(year=year[1], month=month[1], day=day)


def _lower_month_between(tokens: Tokens, i: int) -> Read | None:
    """3 march 2022: in lower case only between a day and a year."""
    if low(tokens, i + 1) not in {"may", "march"}:
        return None
    day, year = day_at(tokens, i), year_at(tokens, i + 2)
    if day is None or year is None:
        return None
    return i + 3, Written(year[1], names.ENGLISH_MONTHS[low(tokens, i + 1)], day[1])


def _month_day(tokens: Tokens, i: int, cue: str) -> Read | None:
    """October 23, 2017; Oct. 23; October 23rd."""
    month = month_at(tokens, i)
    if month is None or month[2] in {"foreign", "year"}:
        return None
    at = day_at(tokens, month[0])
    if at is None or at[1] > month_length(2000, month[1]):
        return None
    j, day = at
    k = j + 1 if low(tokens, j) == "," else j
    year = year_at(tokens, k)
    if year is not None and not (k > j and low(tokens, year[0]) in names.COUNTED):
        if day > month_length(year[1], month[1]):
            return None
        return year[0], Written(year=year[1], month=month[1], day=day)
    counts = low(tokens, j) in names.COUNTED and (month[1], day) != (9, 11)
    if j == month[0] + 1 and (cue == "in" or (cue != "on" and counts)):
        return None  # "in October 12 were killed"
    return j, Written(month=month[1], day=day)


def _month_year(tokens: Tokens, i: int) -> Read | None:
    """October 2017; October, 2017; October of 2017."""
    month = month_at(tokens, i)
    if month is None:
        return None
    year = year_at(tokens, _skip(tokens, month[0], {",", "of", "de"}, {"-", "‑"}))
    if year is None:
        return None
    return year[0], Written(year=year[1], month=month[1])


def _month_alone(tokens: Tokens, i: int, cue: str) -> Read | None:
    month = month_at(tokens, i)
    if month is None or month[2] != "plain" or not tokens[i].text[0].isupper():
        return None
    before = cue or low(tokens, i - 1)
    if before in _EPITHETS:
        return None
    if tokens[i].low in names.DOUBTFUL_MONTHS and before not in _CUES:
        return None
    return month[0], Written(month=month[1])


def _ordinal_word(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The "first" of "first of October"."""
    day = names.ORDINALS.get(low(tokens, i), 0)
    return (i + 1, day) if day > 0 and low(tokens, i + 1) == "of" else None


def _skip(tokens: Tokens, i: int, loose: set[str], tight: set[str]) -> int:
    """The place after one joining word or sign, if there is one."""
    if low(tokens, i) in loose or (low(tokens, i) in tight and tokens[i].glued):
        return i + 1
    return i


def _goes_on(tokens: Tokens, start: int, end: int, sign: str) -> bool:
    """Whether the figures are part of a longer chain (1.2.3.4) or of a decimal number."""
    if end < len(tokens) and tokens[end].glued and tokens[end].kind == "number":
        return True
    if sign == "-":
        return False
    chained_after = (
        glued(tokens, end, sign)
        and end + 1 < len(tokens)
        and tokens[end + 1].glued
        and tokens[end + 1].kind == "number"
    )
    chained_before = (
        start >= 2
        and glued(tokens, start - 1, sign)
        and tokens[start].glued
        and tokens[start - 2].kind == "number"
    )
    return chained_after or chained_before


def _checked(year: int, month: int, day: int, swappable: bool = False) -> Written | None:
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= day <= month_length(year, month):
        return None
    return Written(year, month, day, swappable=swappable)


def _two_orders(first: int, second: int, year: int | None, day_first: bool) -> Written | None:
    """Two numbers as day and month, in the article's order, or in the other if only that fits."""
    either = [_checked(year or 2000, second, first), _checked(year or 2000, first, second)]
    swappable = None not in either and first != second
    chosen = either[0 if day_first else 1] or either[1 if day_first else 0]
    if chosen is None:
        return None
    return replace(chosen, year=year, swappable=swappable)
