"""Times of more than one day: “15 and 16 February”, “lasted four days”, “after weeks of” it."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import replace
from typing import Protocol

from onrecord.claims import When
from onrecord.reading.dates.amounts import moved
from onrecord.reading.dates.names import NUMBERS
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import how_long, until
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Passage, Timed
from onrecord.reading.pointing_back import NTH, nth

_AND = re.compile(r"\s*(?:,|and|, and)\s*(?:again\s*)?")

_LONG = 2
BEFORE_DAYS = 7
"""What something came after is taken to have happened in so many days up to it."""

_LASTING = {"hours": 1, "days": 7, "week": 7, "weeks": 28, "month": 31, "months": 92, "years": 730}
"""“After weeks of fighting”: how many days that is taken to be."""


class Base(Protocol):
    """What days are counted from."""

    published: dt.date | None
    lexicon: Lexicon


def with_listed(passage: Passage, timed: Timed, timing: Timing) -> Timing:
    """“on 15 and 16 February”, “on 1 May and again on 3 May”: from the first to the last."""
    end, when = timed.time.end, timing.when
    begin = bisect_left(passage.times, end, key=lambda t: t.time.start)
    for other in passage.times[begin : begin + 4]:
        between = passage.parse.text[end : other.time.start]
        if other.time.start < end or not _AND.fullmatch(between):
            continue
        if "again" not in between and not _joined(passage, timed, other):
            break  # “on 10 August, and on 29 August B did …”
        last = other.time.last
        if when is None or when.last is None or last is None or last < when.last:
            break
        when, end = When(first=when.first, last=last, vague=when.vague), other.time.end
    return replace(timing, when=when)


def lasting(
    passage: Passage, happening: Happening, timing: Timing, told: When | None, clock: Base
) -> Timing:
    """“broke out on 8 July and lasted four days”, “… and raged until the 11th”."""
    when = timing.when
    if when is None or when.last is None:
        return timing
    end = how_long(passage, happening, clock.lexicon)
    if end is None:
        dead = happening.entry.form in ("kills", "holds") and not happening.entry.word
        since = told.first if told is not None else None
        if dead and told is not None and when.first is None and since and since <= when.last:
            # “by Sunday at least 30 people were dead”
            return replace(timing, when=When(first=since, last=when.last, vague=told.vague))
        return timing
    if end.days is not None and when.first is not None and when.first == when.last:
        last: dt.date | None = when.first + dt.timedelta(days=end.days - 1)
    elif end.until is not None and end.until.anaphoric:
        day = NTH.search(end.until.text)
        found = nth(int(day[1]), when, end.until.text, clock.published) if day is not None else None
        last = found.when.last if found is not None and found.when is not None else None
    else:
        last = end.until.last if end.until is not None else None
    if when.first is None:
        if end.until is None or told is None or told.first is None or told.vague:
            return timing
        if told.first > when.last:
            return timing
        say = f"Since when is taken from the time told before it ({told.iso})."
        begun = When(first=told.first, last=when.last, vague=when.vague)
        return replace(timing, when=begun, assumed=(*timing.assumed, say))
    if last is None or last <= when.last:
        return timing
    return replace(timing, when=When(first=when.first, last=last, vague=when.vague))


def going_on(passage: Passage, happening: Happening, timing: Timing, lexicon: Lexicon) -> Timing:
    """“Then besieged the town for six days”: so many days from what was told before."""
    when = timing.when
    if when is None or when.first is None or when.last is None:
        return timing
    end = how_long(passage, happening, lexicon)
    if end is None or end.days is None or end.days < _LONG:
        return timing
    last = when.last + dt.timedelta(days=end.days)
    return replace(timing, when=When(first=when.first, last=last, vague=True))


_FOR = re.compile(
    r"\b(?P<how>for|in|within)\s+(?:the\s+(?:past|last|space\s+of)\s+|(?:more\s+than|over|nearly|almost|"
    r"at\s+least|about|some)\s+)?(?P<count>\d{1,3}|[a-z]+)\s+(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)


def up_to_now(passage: Passage, happening: Happening, published: dt.date | None) -> Timing | None:
    """“There has been no clash for three weeks”, “in three days 42 have been killed”."""
    parse = passage.parse
    first, end = parse.sentence_of(happening.trigger)
    found = _FOR.search(parse.text, parse[first].start, parse[end - 1].end)
    if found is None or published is None:
        return None
    head = parse.head(parse.covering(*found.span("unit"))[0])
    if head.lower != found["how"].lower() or head.head not in (
        happening.clause,
        happening.trigger,
    ):
        return None
    word, unit = found["count"].lower(), found["unit"].lower()
    count = int(word) if word.isdigit() else NUMBERS.get(word, 1 if word in ("a", "one") else 0)
    if not count:
        return None
    began = moved(published, -count, unit)
    if found["how"].lower() != "for" and unit == "day":
        began += dt.timedelta(days=1)
    say = f"“{found[0]}” is counted back from the publication date."
    return Timing(When(first=began, last=published), (say,), own=True)


def behind(passage: Passage, happening: Happening, timing: Timing) -> Timing | None:
    """“captured P on Monday after fighting”: the fighting was before the time of its clause."""
    parse = passage.parse
    if happening.verbal or happening.carried or timing.when is None:
        return timing
    between = [parse[happening.trigger], *parse.above(happening.trigger)]
    words = {t.lower for t in between[: until(between, happening.clause)] if t.dep == "prep"}
    if "before" in words:
        return None
    if not words & {"after", "following", "since"} or timing.when.first is None:
        return timing
    days = max((_LASTING.get(t.lower, 0) for t in between), default=0) or BEFORE_DAYS
    when = When(first=days_before(timing.when.first, days), last=timing.when.last, vague=True)
    say = f"“After” is taken as the {days} days up to what came next."
    return Timing(when, (*timing.assumed, say), own=True)


def _joined(passage: Passage, timed: Timed, other: Timed) -> bool:
    """Whether the second of two times hangs on the first, or on its preposition."""
    parse = passage.parse
    if not other.words:
        return False
    over = (parse.head(w) for w in timed.words)
    first = {*timed.words, *(t.i for t in over if t.pos == "ADP")}
    chain = [parse[other.words[0]], *parse.above(other.words[0])][:4]
    return any(t.dep == "conj" and t.head in first for t in chain) or any(
        t.i in timed.words for t in chain
    )


def days_before(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(max(1, day.toordinal() - days))
