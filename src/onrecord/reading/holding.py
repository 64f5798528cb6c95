"""Control told by nouns: “P is under the control of A”, “P is in the hands of A”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.arguments import after, subject
from onrecord.reading.draft import Draft
from onrecord.reading.parse import Token
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.scene import Scene

_HOLDING = {("under", "control"), ("in", "hand"), ("under", "rule"), ("under", "occupation")}


def holdings(scene: Scene) -> Iterator[Draft]:
    """`controls` claims of “under the control of” and its like, asserted of a place."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for noun in parse.tokens:
        preposition = parse.head(noun.i)
        if noun.dep != "pobj" or (preposition.lower, noun.lemma.lower()) not in _HOLDING:
            continue
        verb = _verb(scene, preposition)
        if verb is None:
            continue
        holders = after(parse, noun.i, ("of",), lexicon) or tuple(
            c.i for c in parse.children(noun.i, "poss", "compound", "amod") if c.tag != "PRP$"
        )
        parties = scene.apart([p for p in scene.parties.all_of(holders) if p.sort == "actor"])
        held = subject(parse, verb, lexicon)
        for holder in parties:
            at = anchor(scene, verb, targets=held, not_there=(holder,))
            own = at.placing is not None and at.placing.own
            if not at.standing.told or not (own or _points(scene, held)):
                continue
            if at.timing == scene.story.clock.recent():
                at = replace(at, timing=scene.story.clock.now())
            yield claim_at(
                scene, at, "controls", "controls", (holder,), actor=scene.written(holder)
            )


def _verb(scene: Scene, preposition: Token) -> int | None:
    """The verb of which “under the control” is said: “is”, “remains”, “came”."""
    parse = scene.passage.parse
    for up in parse.above(preposition.i):
        if up.pos in ("VERB", "AUX"):
            known = up.lemma in ("be", "remain", "come", "fall", "stay", "pass", "return")
            return up.i if known else None
    return None


def _points(scene: Scene, held: tuple[int, ...]) -> bool:
    parse = scene.passage.parse
    for head in held:
        determiner = parse.child(head, "det")
        if determiner is not None and determiner.lower in ("this", "that", "these", "those"):
            return True
    return False
