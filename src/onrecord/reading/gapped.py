"""“P was captured on 17 May, Q on 20 May and R on 25 May”: the verb is said once, meant thrice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.claims import When
from onrecord.reading.asserting import claims_of
from onrecord.reading.dates.names import words
from onrecord.reading.draft import Draft
from onrecord.reading.moment import Timing
from onrecord.reading.passage import Placed, Timed
from onrecord.reading.placing import Placing
from onrecord.reading.scene import Scene, Told

_JOINING = words(", ; and then finally the town village city of")
_DATING = words("on in the of , early late")


def gapped(scene: Scene) -> Iterator[Draft]:
    """The claims of places and days that share the verb of the first ones in their sentence."""
    for told in tuple(scene.told):
        h = told.happening
        placed = told.placing is not None and told.placing.own and told.timing.own
        if h.verbal and placed and h.standing.told and h.entry.form in ("acts", "takes", "falls"):
            yield from _behind(scene, told)


def _behind(scene: Scene, told: Told) -> Iterator[Draft]:
    parse = scene.passage.parse
    _, end = parse.sentence_of(told.happening.trigger)
    times = [
        t for t in scene.passage.times if t.words and told.happening.trigger < t.words[0] < end
    ]
    for before, timed in pairwise(times):
        placed = [
            p
            for p in scene.passage.places
            if p.words and before.words[-1] < p.words[0] and p.words[-1] < timed.words[0]
        ]
        if len(placed) != 1 or not _joined(scene, before, placed[0], timed):
            return
        spot = scene.story.whereabouts.spots.of(parse.text, placed[0])
        if spot is None:
            return
        days = timed.time
        if days.first is None or days.last is None:
            return
        when = When(first=days.first, last=days.last, vague=days.vague)
        again = replace(
            told,
            placing=Placing((spot,), own=True),
            timing=Timing(when, own=True),
            happening=replace(told.happening, killed=None, number=None),
        )
        for claim in claims_of(scene, again):
            claim.span = (placed[0].words[0], timed.words[-1] + 1)
            yield claim


def _joined(scene: Scene, before: Timed, placed: Placed, timed: Timed) -> bool:
    """Whether nothing but “and” stands before the place, and “on” between it and its day."""
    parse = scene.passage.parse
    ahead = parse.tokens[before.words[-1] + 1 : placed.words[0]]
    between = parse.tokens[placed.words[-1] + 1 : timed.words[0]]
    return (
        bool(ahead)
        and all(t.lower in _JOINING for t in ahead)
        and all(t.lower in _DATING for t in between)
    )
