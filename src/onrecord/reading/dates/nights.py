"""The night of 23 June, the night of 22 to 23 August: a night belongs to two days."""

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


def night(tokens: Tokens, i: int, setting: Setting) -> tuple[int, Meaning] | None:
    """A night named by its day, from that day to the next, or by both of its days."""
    if low(tokens, i) != "the" or low(tokens, i + 1) != "night" or low(tokens, i + 2) not in _OF:
        return None
    start = i + 3 + (low(tokens, i + 3) == "the")
    if (both := between_ends(tokens, start, setting)) is not None:
        return both
    date = written(tokens, start, setting.order.day_first, "on")
    if date is not None and date[1].is_day:
        end, day = date[0], resolved(date[1], setting)
    elif (named := weekday(tokens, start, setting)) is not None:
        end, day = named
    else:
        return None
    if day.first is None or day.first != day.last:
        return None
    why = "a night is taken as its day and the next"
    return end, replace(day, last=shifted(day.first, 1), assumed=(*day.assumed, why))
