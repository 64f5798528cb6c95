"""“Fuzuli was taken on 17 October, Zangilan on the 20th and Gubadly the day after”.

The verb is said once; each place behind it with a time of its own is an event of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.asserting import claims_of
from onrecord.reading.draft import Draft
from onrecord.reading.lasting import times_in
from onrecord.reading.passage import Timed
from onrecord.reading.placing import Placing
from onrecord.reading.scene import Scene, Told
from onrecord.reading.spots import Spot

_FORMS = frozenset({"takes", "falls", "loses", "acts"})
_BETWEEN = re.compile(
    r"\s*(?:[,;]\s*)?(?:(?:and|then|later|followed by)\s+){0,2}(?:on\s+|in\s+|at\s+|near\s+"
    r"|the (?:town|city|village) of\s+)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*,?\s*(?:(?:too|itself|again|only|also)\s+)?")


def gapped(scene: Scene, told: Told) -> Iterator[Draft]:
    """The claims of the places and times that follow an event without a verb of their own."""
    h = told.happening
    if h.entry.form not in _FORMS or not h.verbal or h.standing.negated or not told.timing.own:
        return
    parse, clock = scene.passage.parse, scene.story.clock
    first, end = parse.sentence_of(h.trigger)
    end_of_last = _own_time_ends(scene, told, first, end)
    if end_of_last is None:
        return
    bare = replace(h, killed=None, number=None, harmed=(), change=None)
    for spot, timed in _listed(scene, end_of_last, end):
        timing = clock.resolver.read(scene.passage, timed, at=timed.words[0])
        if timing is None or timing.when is None:
            return
        placing = Placing((spot,), spot.assumed, own=True)
        again = replace(told, happening=bare, placing=placing, timing=timing)
        clock.tell(timing, timed.time.text, at=timed.words[0])
        for claim in claims_of(scene, again):
            if claim.type == "controls":
                continue
            claim.span = (claim.span[0], timed.words[-1] + 1)
            yield claim


def _own_time_ends(scene: Scene, told: Told, first: int, end: int) -> int | None:
    """Where the time of the event itself ends, if it stands behind the event's word."""
    when = told.timing.when
    for timed in times_in(scene.passage, first, end):
        if not timed.words or timed.words[0] < told.happening.trigger or when is None:
            continue
        same = timed.time.first == when.first and timed.time.last == when.last
        return timed.time.end if same or timed.time.anaphoric else None
    return None


def _listed(scene: Scene, start: int, end: int) -> Iterator[tuple[Spot, Timed]]:
    """Pairs of a place and the time right behind it, one after the other from position `start`."""
    passage, spots = scene.passage, scene.story.whereabouts.spots
    text = passage.parse.text
    for placed in (p for p in passage.places if p.words and p.start >= start):
        if placed.words[-1] >= end or not _BETWEEN.fullmatch(text[start : placed.start]):
            return
        timed = next((t for t in passage.times if t.words and t.time.start >= placed.end), None)
        spot = spots.of(text, placed)
        if spot is None or timed is None or timed.words[-1] >= end:
            return
        if not _BESIDE.fullmatch(text[placed.end : timed.time.start]) or _own_clause(scene, timed):
            return
        yield spot, timed
        start = timed.time.end


def _own_clause(scene: Scene, timed: Timed) -> bool:
    """“…, and in Q on 5 June the army killed four”: the place and time of what comes next."""
    tokens, last = scene.passage.parse.tokens, timed.words[-1]
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    return following is not None and following.pos not in ("PUNCT", "CCONJ", "SPACE", "ADP")
