"""“Attacks have fallen since the ceasefire of 4 May”: what a `changed` claim says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.happening import Happening
from onrecord.reading.lasting import times_in
from onrecord.reading.moment import Timing
from onrecord.reading.parse import Token
from onrecord.reading.passage import Timed
from onrecord.reading.scene import Scene, Told

_FROM_THEN = frozenset({"since", "after", "following"})


def changed_fields(scene: Scene, told: Told) -> tuple[dict[str, Any], Told]:
    """The direction, the factor and the dated event that the change is counted from.

    Where the event told has no time of its own, what changed “since” a dated event is told of the
    days from then to the publication date.
    """
    h = told.happening
    fields: dict[str, Any] = {"direction": h.change}
    if h.times:
        fields["times"] = h.times
    compared = _compared_with(scene, told)
    if compared is not None:
        skip = (*scene.not_when, *compared.words)
        told = replace(told, timing=scene.story.clock.when(scene.passage, h, skip=skip))
        fields["before"] = days_of(compared.time, told.timing.when)
    step = moved(scene, told) if compared is None else None
    if step is not None:
        told = replace(told, timing=_timing_of(scene, told, *step))
        fields["before"] = days_of(step[0].time, told.timing.when)
    more, told = since_fields(scene, told)
    return {**fields, **more}, told


def since_fields(scene: Scene, told: Told) -> tuple[dict[str, Any], Told]:
    """The dated event that a change, or a quiet, is counted from, and the days since then."""
    anchored = since_event(scene, told.happening)
    if anchored is None:
        return {}, told
    fields = {"anchored_by": {"event": anchored[0], "on": anchored[1]}}
    published = scene.story.clock.published
    if told.timing.when is None and published is not None and anchored[1] <= published:
        say = "“Since” is read as up to the publication date."
        told = replace(told, timing=Timing(When(first=anchored[1], last=published), (say,)))
    return fields, told


def _compared_with(scene: Scene, told: Told) -> Timed | None:
    """The time behind “compared with”, “than in” or “against”: what the change is held against."""
    parse, h = scene.passage.parse, told.happening
    for timed in times_in(scene.passage, *parse.sentence_of(h.clause)):
        if not timed.words:
            continue
        above = [parse[timed.words[0]], *parse.above(timed.words[0])][:4]
        than = timed.words[0] > 0 and parse[timed.words[0] - 1].lower == "than"
        if than or any(t.lower == "compared" for t in above if t.dep in ("prep", "advcl", "acl")):
            return timed
    return None


def days_of(time: TimeExpression, when: When | None) -> When | None:
    """The days compared with: named, or “the week before” the claim's own."""
    if time.first is not None and time.last is not None:
        before = When(first=time.first, last=time.last, vague=time.vague)
    elif time.anaphoric and time.offset and time.offset[1] < 0 and when and when.first:
        last = when.first - dt.timedelta(days=1)
        week = last - dt.timedelta(days=6)
        before = When(first=last.replace(day=1) if time.grain == "month" else week, last=last)
    else:
        return None
    apart = when is None or when.first is None or (before.last or when.first) < when.first
    return before if apart else None


def since_event(scene: Scene, h: Happening) -> tuple[str, Any] | None:
    """A dated event behind “since” or “after” in the clause: its words and its day."""
    parse = scene.passage.parse
    for word in dict.fromkeys((h.clause, h.trigger)):
        for preposition in parse.children(word, "prep", "mark"):
            if preposition.lower not in _FROM_THEN:
                continue
            for noun in parse.children(preposition.i, "pobj"):
                day = _day_of(scene, noun)
                if day is not None and scene.lexicon.noun(parse, noun.i) is not None:
                    return scene.text(noun.i), day
    return None


def _day_of(scene: Scene, noun: Token) -> Any:
    """The exact day that stands in the noun's own phrase."""
    inside = set(scene.passage.parse.under(noun.i))
    for timed in scene.passage.times:
        time = timed.time
        if set(timed.words) & inside and time.first is not None and time.first == time.last:
            return time.first
    return None


def moved(scene: Scene, told: Told) -> tuple[Timed, Timed | None] | None:
    """“Rose from 12 in June to 40 in July”: the time before, and the event's own."""
    parse = scene.passage.parse
    clause = told.happening.clause
    _, end = parse.sentence_of(clause)
    from_ = next((t.i for t in parse.tokens[clause:end] if t.lower == "from"), None)
    to = next((t.i for t in parse.tokens[(from_ or end) : end] if t.lower == "to"), None)
    if from_ is None or to is None:
        return None
    inside = [t for t in scene.passage.times if t.words and from_ < t.words[0] < to]
    after = [t for t in scene.passage.times if t.words and to < t.words[0] < end]
    counted = any(parse[i].pos == "NUM" for i in (from_ + 1, min(from_ + 2, end - 1)))
    if len(inside) != 1 or not counted:
        return None
    return inside[0], after[0] if after else None


def _timing_of(scene: Scene, told: Told, before: Timed, own: Timed | None) -> Timing:
    if own is not None and own.time.first is not None and own.time.last is not None:
        days = When(first=own.time.first, last=own.time.last, vague=own.time.vague)
        return Timing(days, (), own=True)
    skip = (*scene.not_when, *before.words)
    return scene.story.clock.when(scene.passage, told.happening, skip=skip)
