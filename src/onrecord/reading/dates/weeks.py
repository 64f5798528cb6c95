"""Weeks and weekends that are named by a day, a month or the report's own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.reading.dates import names
from onrecord.reading.dates.days import shifted
from onrecord.reading.dates.expression import Meaning, Setting
from onrecord.reading.dates.resolve import back, resolved
from onrecord.reading.dates.tokens import Tokens, low
from onrecord.reading.dates.written import written

Read = tuple[int, Meaning]

_BEGINS_WEEK = names.words("of from beginning starting commencing")
_ENDS_WEEK = names.words("to until ending ended through")
_NOT_THE_WEEK = names.words("of before after from to ending that when in")


def weekend_of(first: date, last: date, rank: int, assumed: tuple[str, ...]) -> Meaning:
    """The first weekend of a month, its last: the Saturday and the Sunday after it."""
    if rank > 0:
        saturday = shifted(first, (5 - first.weekday()) % 7 + 7 * (rank - 1))
    else:
        saturday = shifted(last, -((last.weekday() - 5) % 7))
    return Meaning(saturday, shifted(saturday, 1), "day", assumed=(*assumed, "Saturday and Sunday"))


def named_week(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The week of 3 June, the week ending 9 June, the week to Sunday 9 June."""
    if low(tokens, i) != "week":
        return None
    word = low(tokens, i + 1)
    j = i + 2 + (low(tokens, i + 2) == "on")
    if word not in _BEGINS_WEEK | _ENDS_WEEK:
        return None
    day = written(tokens, j, setting.order.day_first, "on")
    if day is None or not day[1].is_day or low(tokens, day[0]) in {"to", "-", "–"}:
        return None
    base = resolved(day[1], setting)
    if base.first is None:
        return day[0], base
    ends = (-6, 0) if word in _ENDS_WEEK else (0, 6)
    why = "a week taken as seven days from or to the one named"
    named = replace(base, first=shifted(base.first, ends[0]), last=shifted(base.first, ends[1]))
    return day[0], replace(named, grain="week", vague=word == "of", assumed=(*base.assumed, why))


def the_week(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """“During the week”, of a report that is written at its end."""
    over = low(tokens, i - 1) in {"during", "over", "throughout", "in", "for"}
    if not over or low(tokens, i) != "the" or low(tokens, i + 1) != "week":
        return None
    if low(tokens, i + 2) in _NOT_THE_WEEK:
        return None
    return i + 2, back(setting, -7, 0, "week", "“the week” taken as the one up to publication")
