"""Days and months of a month or year that is itself told from the publication date."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.dates.days import exists, month_span
from onrecord.reading.dates.expression import Meaning, Setting
from onrecord.reading.dates.periods import deictic
from onrecord.reading.dates.resolve import needs_publication, resolved
from onrecord.reading.dates.tokens import Tokens, low
from onrecord.reading.dates.written import Written, day_at, month_at, written

Read = tuple[int, Meaning]


def month_of_year(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """February of last year, June this year."""
    day = written(tokens, i, setting.order.day_first, "on")
    month = month_at(tokens, i)
    if day is not None and day[1].is_day and day[1].year is None:
        return _day_of_year(tokens, *day, setting)
    if month is None:
        return None
    j = month[0] + (low(tokens, month[0]) == "of")
    which = low(tokens, j)
    if which not in {"last", "this"} or low(tokens, j + 1) != "year":
        return None
    if setting.published is None:
        return j + 2, needs_publication("month")
    year = setting.published.year - (which == "last")
    first, last = month_span(year, month[1])
    return j + 2, Meaning(first, last, "month")


def day_of_month(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The 15th of this month, the 3rd of last month."""
    day = day_at(tokens, i + (low(tokens, i) == "the"))
    if day is None or low(tokens, day[0]) != "of" or low(tokens, day[0] + 2) != "month":
        return None
    month = deictic(low(tokens, day[0] + 1), "month", setting)
    if month is None or low(tokens, day[0] + 1) == "the":
        return None
    if month.first is None or not exists(month.first.year, month.first.month, day[1]):
        return day[0] + 3, month
    found = month.first.replace(day=day[1])
    return day[0] + 3, Meaning(found, found, "day", assumed=month.assumed)


def _day_of_year(tokens: Tokens, i: int, date: Written, setting: Setting) -> Read | None:
    """The rest of “7 October last year”, “7 October of this year”."""
    i += low(tokens, i) == "of"
    which = low(tokens, i)
    if which not in {"last", "this"} or low(tokens, i + 1) != "year":
        return None
    if setting.published is None:
        return i + 2, needs_publication("day")
    return i + 2, resolved(replace(date, year=setting.published.year - (which == "last")), setting)
