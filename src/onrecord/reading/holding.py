"""Control told by nouns: “P is under the control of A”, “P is in the hands of A”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.arguments import after, subject
from onrecord.reading.asserting import held_now
from onrecord.reading.descriptions import Found
from onrecord.reading.draft import Draft
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.passage import Named
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.scene import Scene

_HAVING = {("in", "control"), ("in", "possession")}
_HOLDING = {("under", "control"), ("in", "hand"), ("under", "rule"), ("under", "occupation")}


def holdings(scene: Scene) -> Iterator[Draft]:
    """`controls` claims of “under the control of” and its like, asserted of a place, or denied."""
    yield from _ours(scene)
    parse, lexicon = scene.passage.parse, scene.lexicon
    for noun in parse.tokens:
        preposition = parse.head(noun.i)
        said = (preposition.lower, noun.lemma.lower())
        if noun.dep != "pobj" or said not in _HOLDING | _HAVING:
            continue
        verb = _verb(scene, preposition)
        if verb is None:
            continue
        behind = after(parse, noun.i, ("of",), lexicon)
        before = subject(parse, verb, lexicon)
        if said in _HAVING and behind:  # “A is in control of P”
            yield from _held(scene, verb, scene.parties.all_of(before), behind)
        elif said in _HOLDING:
            holders = scene.parties.all_of(behind) if behind else _whose(scene, noun)
            yield from _held(scene, verb, holders, before)


def _held(scene: Scene, verb: int, holders: list[Party], held: tuple[int, ...]) -> Iterator[Draft]:
    for holder in scene.apart([p for p in holders if p.sort == "actor"]):
        at = anchor(scene, verb, targets=held, not_there=(holder,))
        own = at.placing is not None and at.placing.own
        if not at.standing.real or not (own or _points(scene, held)):
            continue
        standing = at.standing
        if standing.negated:
            if standing.stance == "denied":
                continue
            standing = replace(standing, negated=False, stance="denied")
        claim = claim_at(scene, at, "controls", "controls", (holder,), actor=scene.written(holder))
        claim.standing = standing
        claim.timing = held_now(scene, claim.timing)
        yield claim


def _whose(scene: Scene, noun: Token) -> list[Party]:
    """“Under Russian control”, “in LNA hands”, “in our hands”."""
    parse, parties = scene.passage.parse, scene.parties
    found = []
    for word in parse.children(noun.i, "poss", "compound", "amod", "nmod"):
        if word.tag == "PRP$":
            ours = parties.descriptions.names.speaker
            if ours is not None and word.lower in ("our", "my"):
                found.append(_speaker(word, ours))
            continue
        party = parties.of(word.i)
        named = parties.adjective(word) if party.sort != "actor" else None
        found.append(Party("actor", (named,), head=word.i) if named is not None else party)
    return found


def _speaker(word: Token, ours: Found) -> Party:
    named = Named(word.start, word.end, word.text, ours[0], ours[1], (word.i,), taken_for=word.text)
    return Party("actor", (named,), head=word.i)


def _ours(scene: Scene) -> Iterator[Draft]:
    """“P is still ours”, of whoever issues the report."""
    parse = scene.passage.parse
    ours = scene.parties.descriptions.names.speaker
    for word in parse.tokens:
        verb = parse.head(word.i)
        if ours is None or word.lower != "ours" or verb.lemma not in ("be", "remain"):
            continue
        held = subject(parse, verb.i, scene.lexicon)
        yield from _held(scene, verb.i, [_speaker(word, ours)], held)


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
