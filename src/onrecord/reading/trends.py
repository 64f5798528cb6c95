"""Counts held against earlier counts: “46 airstrikes in April, compared with 19 in March”."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Any

from onrecord.reading.changing import days_of
from onrecord.reading.happening import Direction
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Timed
from onrecord.reading.quantities import read_number
from onrecord.reading.scene import Scene, Told

_NUMBER = r"[\w,]+(?:[ -][\w,]+)?"
_AGAINST = re.compile(
    rf"(?:compared|in comparison)\s(?:with|to)\s(?P<number>{_NUMBER})\b|"
    rf"\bagainst\s(?P<second>{_NUMBER})\b|"
    rf"(?P<way>up|down)\sfrom\s(?P<third>{_NUMBER})\b",
    re.IGNORECASE,
)
_TIMES_AS = re.compile(
    r"\b(?P<times>twice|double|half|(?:two|three|four|five|six|ten)\stimes)\s(?:as\s(?:many|often|much)\s"
    r"(?:as|that)|the\snumber)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\bmore\s(?:often\s)?than\s(?:in|on)\sany\s(?:other\s|single\s)?(?P<period>day|week|month|quarter|year)\s"
    r"since\b",
    re.IGNORECASE,
)
_FACTORS = {"twice": 2.0, "double": 2.0, "half": 0.5, "two": 2.0, "three": 3.0, "four": 4.0,
            "five": 5.0, "six": 6.0, "ten": 10.0}  # fmt: skip


def trend(scene: Scene, told: Told) -> tuple[str, dict[str, Any], Told] | None:
    """What a count is held against, as the type, the fields and the told event of another claim.

    The time that it is held against is not the event's own. None where nothing is compared.
    """
    first, end = scene.passage.parse.sentence_of(told.happening.trigger)
    stretch = scene.passage.parse.words(first, end)
    start = scene.passage.parse[first].start
    any_ = _ANY.search(stretch)
    if any_ is not None:
        since = _time_from(scene, start + any_.start(), start + len(stretch))
        if since is None or since.time.first is None:
            return None
        told = _at_own_time(scene, told, since)
        among = {"periods": any_["period"].lower(), "since": since.time.first}
        return "ranked", {"measure": "events", "among": among}, told
    found = _change(stretch, told, scene.lexicon)
    if found is None:
        return None
    at, fields = found
    before = _time_from(scene, start + at, start + len(stretch))
    if before is None:
        return None
    told = _at_own_time(scene, told, before)
    days = days_of(before.time, told.timing.when)
    if days is None:
        return None
    return "changed", {**fields, "before": days}, told


def _change(stretch: str, told: Told, lexicon: Lexicon) -> tuple[int, dict[str, Any]] | None:
    times = _TIMES_AS.search(stretch)
    if times is not None:
        factor = _FACTORS[times["times"].lower().split()[0]]
        return times.end(), {"direction": "rose" if factor > 1 else "fell", "times": factor}
    against = _AGAINST.search(stretch)
    if against is None:
        return None
    said = against["number"] or against["second"] or against["third"]
    number, own = read_number(said, lexicon), told.happening.number
    if number is None or number.low is None or own is None or own.low is None:
        return None
    direction: Direction = "rose" if own.low > number.low else "fell"
    if own.low == number.low or against["way"] == {"rose": "down", "fell": "up"}[direction]:
        return None
    return against.end(), {"direction": direction}


def _time_from(scene: Scene, start: int, end: int) -> Timed | None:
    """The first time that stands in a stretch of the paragraph."""
    times = scene.passage.times
    for timed in times[bisect_left(times, start - 6, key=lambda t: t.time.start) :]:
        if timed.time.start >= end:
            break
        if start < timed.time.end <= end:
            return timed
    return None


def _at_own_time(scene: Scene, told: Told, other: Timed) -> Told:
    skip = (*scene.not_when, *other.words)
    timing: Timing = scene.story.clock.when(scene.passage, told.happening, skip=skip)
    return replace(told, timing=timing)
