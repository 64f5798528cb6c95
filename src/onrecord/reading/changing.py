"""“Attacks have fallen since the ceasefire of 4 May”: what a `changed` claim says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.claims import When
from onrecord.reading.parse import Token
from onrecord.reading.scene import Scene, Told
from onrecord.reading.timing import Timing

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
    anchored = _anchor(scene, told)
    if anchored is None:
        return fields, told
    fields["anchored_by"] = {"event": anchored[0], "on": anchored[1]}
    published = scene.story.clock.published
    if told.timing.when is None and published is not None and anchored[1] <= published:
        say = "“Since” is read as up to the publication date."
        told = replace(told, timing=Timing(When(first=anchored[1], last=published), (say,)))
    return fields, told


def _anchor(scene: Scene, told: Told) -> tuple[str, Any] | None:
    """A dated event behind “since” or “after” in the clause: its words and its day."""
    parse = scene.passage.parse
    for word in dict.fromkeys((told.happening.clause, told.happening.trigger)):
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
