"""Times counted from another: “three days later”, “on the 12th”, “since then”."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.dates.names import WEEKDAYS
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Passage, Timed

NTH = re.compile(r"\bthe\s+(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)

_NTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_FROM_START = re.compile(r"\b(?:first|opening|second|third|fourth|fifth)\b.*\bdays?\b", re.I)


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


def _from_to(
    day: int, last: int, base: When | None, said: str, published: dt.date | None
) -> Timing | None:
    """“On the 12th”, “between the 12th and the 15th”."""
    found = nth(day, base, said, published)
    if found is None or found.when is None or last == day:
        return found
    end = nth(last, found.when, said, published)
    if end is None or end.when is None or end.when.last is None or found.when.first is None:
        return None
    if end.when.last < found.when.first:
        return None
    return Timing(When(first=found.when.first, last=end.when.last), found.assumed, own=True)


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
    days = [int(d) for d in _NTH.findall(time.text)] if NTH.search(time.text) else []
    if days:
        return _from_to(days[0], days[-1], base, time.text, published)
    if base is None or base.first is None or base.last is None:
        return None
    begins = time.text.lower().split()[0]
    if begins in ("until", "till", "by"):
        return None  # since when, it does not say
    if begins in ("since", "ever"):
        return _since(time, base, published)
    return counted_from(time, base)


def _since(time: TimeExpression, base: When, published: dt.date | None) -> Timing | None:
    """“Since then”, “since the evening before”: up to the publication date."""
    low, high = time.offset or (0, 0)
    if base.first is None or base.last is None:
        return None
    first = _shifted(base.first if low < 0 else base.last, low)
    if published is None or first is None or first > published:
        return None
    say = f"“{time.text}” is counted from the time told before it ({base.iso})."
    when = When(first=first, last=published, vague=time.vague or low != high)
    return Timing(when, (say,), own=True)


def counted_from(time: TimeExpression, base: When) -> Timing | None:
    """“Two days later”, “that night”, “on the following Tuesday”, counted from `base`."""
    if base.first is None or base.last is None:
        return None
    say = f"“{time.text}” is counted from the time told before it ({base.iso})."
    weekday = _weekday_of(time.text)
    if weekday is not None:
        when = _nearest(weekday, time.text, base)
        return Timing(when, (say,), own=True) if when is not None else None
    low, high = time.offset or (0, 0)
    began, ended = base.first, base.last
    exact = low == high
    if _FROM_START.search(time.text):
        ended, exact = began, True  # “in the first two days”
    elif not base.vague and (ended - began).days == 1:
        # “a day earlier” is the day before it began, “a day later” the day after it ended
        began = base.last if low > 0 else base.first
        ended = base.first if high < 0 else base.last
    first, last = _shifted(began, low), _shifted(ended, high)
    if first is None or last is None:
        return None
    vague = base.vague or time.vague or not exact
    return Timing(When(first=first, last=last, vague=vague), (say,), own=True)


def _weekday_of(text: str) -> int | None:
    last = text.lower().split()[-1]
    return WEEKDAYS.get(last)


def _nearest(weekday: int, text: str, base: When) -> When | None:
    """“That Monday”: the one nearest to `base`; “the following Monday”: the first after it."""
    if base.first is None or base.last is None:
        return None
    said = set(text.lower().split())
    after, before = {"next", "following"} & said, {"previous", "preceding"} & said
    start = 1 if after else -7 if before else -3
    origin = base.first if before else base.last
    days = (_shifted(origin, start + n) for n in range(7))
    found = next((d for d in days if d is not None and d.weekday() == weekday), None)
    return When(first=found, last=found) if found is not None else None


def _shifted(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
