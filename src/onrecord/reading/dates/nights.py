"""The night of 23 June, the night of 22 to 23 August, overnight: a night belongs to two days."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.dates.days import shifted
from onrecord.reading.dates.expression import Meaning, Setting
from onrecord.reading.dates.ranges import between_ends
from onrecord.reading.dates.resolve import resolved
from onrecord.reading.dates.tokens import Tokens, low
from onrecord.reading.dates.weekdays import weekday
from onrecord.reading.dates.written import written

_OF = frozenset({"of", "from", "between"})
_OVERNIGHT = frozenset({"on", "from", "of", "between", "into", "to", ","})

Read = tuple[int, Meaning]


def night(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """A night named by its day, from that day to the next, or by both of its days."""
    if low(tokens, i) == "overnight":
        return _overnight(tokens, i + 1, setting)
    if low(tokens, i) != "the" or low(tokens, i + 1) != "night" or low(tokens, i + 2) not in _OF:
        return None
    start = i + 3 + (low(tokens, i + 3) == "the")
    if (both := between_ends(tokens, start, setting)) is not None:
        return both
    found = _day(tokens, start, setting)
    if found is None or found[1].first is None:
        return None
    end, day = found
    why = "a night is taken as its day and the next"
    assumed = (*day.assumed, why)
    assert day.first is not None  # noqa: S101 (asked above)
    return end, replace(day, last=shifted(day.first, 1), vague=True, assumed=assumed)


def _overnight(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Overnight into Tuesday, overnight on 3-4 May; “overnight on Tuesday” may be either night."""
    word = low(tokens, i)
    start = i + (word in _OVERNIGHT)
    start += word == "," and low(tokens, start) in _OVERNIGHT
    start += low(tokens, start) == "the"
    if (both := between_ends(tokens, start, setting)) is not None:
        return both
    if word == ",":
        return None  # “overnight, on Tuesday”: the day of something else
    found = _day(tokens, start, setting)
    if found is None or found[1].first is None:
        return None
    end, day = found
    assert day.first is not None  # noqa: S101 (asked above)
    into = word in {"into", "to"}
    why = "“overnight” taken as the night before that day" + ("" if into else ", or the one after")
    ends = shifted(day.first, -1), shifted(day.first, 0 if into else 1)
    return end, Meaning(*ends, "day", True, (*day.assumed, why))


def _day(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    date = written(tokens, i, setting.order.day_first, "on")
    if date is not None and date[1].is_day:
        found = date[0], resolved(date[1], setting)
    elif (named := weekday(tokens, i, setting)) is not None:
        found = named
    else:
        return None
    return found if found[1].first == found[1].last else None
