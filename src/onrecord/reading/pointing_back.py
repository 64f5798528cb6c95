"""Times counted from another: “three days later”, “on the 12th”, “since then”."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Passage, Timed

NTH = re.compile(r"\bthe\s+(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)


def nth(day: int, base: When | None, said: str, published: dt.date | None) -> Timing | None:
    """“On the 12th”: the first such day from the one told before, else up to publication."""
    since = base.first if base is not None else None
    near = since or published
    if near is None:
        return None
    months = [near.year * 12 + near.month - 1 + n for n in ((0, 1) if since else (0, -1))]
    days = [d for m in months if (d := _date(m // 12, m % 12 + 1, day)) is not None]
    known = [d for d in days if published is None or d <= published]
    fitting = [d for d in known if since is None or d >= since] or known
    if not fitting:
        return None
    say = f"“{said}” is taken as {fitting[0]}, by the month that the report speaks of."
    return Timing(When(first=fitting[0], last=fitting[0]), (say,), own=True)


def _named_before(passage: Passage, timed: Timed) -> TimeExpression | None:
    """The time named last before it in the paragraph, of an event that is told or not."""
    end = bisect_left(passage.times, timed.time.start, key=lambda t: t.time.start)
    for other in reversed(passage.times[max(0, end - 4) : end]):
        if not other.time.anaphoric and other.time.first is not None:
            return other.time
    return None


def pointing_back(
    passage: Passage, timed: Timed, told_last: When | None, published: dt.date | None
) -> Timing | None:
    time, base = timed.time, told_last
    named = _named_before(passage, timed)
    if named is not None and named.first is not None:
        if named.last == named.first:
            base = When(first=named.first, last=named.last)
        elif time.text.lower().startswith("since") and published is not None:
            open_ended = named.last is None or named.text.lower().startswith("since")
            from_then = named.first if open_ended else named.last
            base = When(first=from_then, last=from_then)
        elif base is None or base.first != named.first:
            return None  # counted from a stretch of time: from which day, it does not say
    day = NTH.search(time.text)
    if day is not None:
        return nth(int(day[1]), base, time.text, published)
    if base is None or base.first is None or base.last is None:
        return None
    begins = time.text.lower().split()[0]
    if begins in ("until", "till", "by"):
        return None  # since when, it does not say
    if begins == "since":
        if published is None or base.last > published:
            return None
        say = f"“{time.text}” is counted from the time told before it ({base.iso})."
        return Timing(When(first=base.last, last=published), (say,), own=True)
    low, high = time.offset or (0, 0)
    # “a day earlier” is the day before it began, “a day later” the day after it ended
    short = not base.vague and (base.last - base.first).days == 1
    began, ended = base.first, base.last
    if short:
        began = base.last if low > 0 else base.first
        ended = base.first if high < 0 else base.last
    try:
        first = began + dt.timedelta(days=low)
        last = ended + dt.timedelta(days=high)
    except OverflowError:
        return None
    say = f"“{time.text}” is counted from the time told before it ({base.iso})."
    vague = base.vague or time.vague or low != high
    return Timing(When(first=first, last=last, vague=vague), (say,), own=True)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
