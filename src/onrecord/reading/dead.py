"""Tolls told otherwise than by “killed”: died, were dead, the death toll, lost 20 soldiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.claims import Number
from onrecord.reading.arguments import after, members, objects, subject
from onrecord.reading.draft import Draft
from onrecord.reading.killing import is_people, of_nobody
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.patterns import anchor, claim_at, with_clause
from onrecord.reading.quantities import number_of
from onrecord.reading.scene import Scene, Told

_DIED = frozenset({"die", "perish"})
_TAKES_LIVES = frozenset({"claim", "cost", "take"})
_GROWING = frozenset({"reach", "rise", "hit", "climb", "exceed"})
"""A toll that rises to a number counts the dead of more than that day."""
_COUNTED = frozenset({"reach", "be", "stand", "rise", "hit", "climb", "exceed", "total"})


def tolls(scene: Scene) -> Iterator[Draft]:
    """`toll` claims that name the dead without a verb of killing."""
    yield from _dead_told(scene)
    parse, lexicon = scene.passage.parse, scene.lexicon
    for verb in parse.tokens:
        if verb.pos not in ("VERB", "AUX"):
            continue
        lemma = lexicon.lemma(verb)
        heads = subject(parse, verb.i, lexicon)
        if not heads:
            continue
        if lemma in _DIED or _fell(scene, verb, heads[0]) or (lemma == "be" and _dead(scene, verb)):
            yield from _of(scene, verb.i, heads[0], None)
        elif lemma in _COUNTED and _is_toll(scene, heads[0]):
            for claim in _of(scene, verb.i, heads[0], _reached(scene, verb)):
                if lemma in _GROWING:
                    claim.timing = None
                    claim.missing.append("when (since when the toll is counted)")
                yield claim
        elif lemma == "lose" and any(
            parse[o].lemma.lower() == "life" for o in objects(parse, verb.i)
        ):
            yield from _of(scene, verb.i, heads[0], None)
        elif lemma in _TAKES_LIVES and (dead := _lives_of(scene, verb)) is not None:
            yield from _of(scene, verb.i, dead, None)
        elif lemma == "lose" and objects(parse, verb.i):
            yield from _lost(scene, verb, heads[0])


def _dead_told(scene: Scene) -> Iterator[Draft]:
    """“Grad rockets hit the district, at least six civilians dead”: said without a verb."""
    parse = scene.passage.parse
    for word in parse.tokens:
        if word.lower != "dead" or word.i == 0:
            continue
        noun = parse[word.i - 1]
        up = parse.head(word.i)
        beside = noun.dep in ("nsubj", "nmod", "npadvmod") and noun.head == word.i
        beside = beside or up.i == noun.i
        verb = next((t for t in (up, *parse.above(word.i)) if t.pos in ("VERB", "AUX")), None)
        if not beside or up.lemma in ("be", "leave", "find", "shoot", "declare", "lie", "drop"):
            continue
        if verb is None or verb.i > word.i or number_of(parse, noun.i, scene.lexicon) is None:
            continue
        if any(t.text == "," for t in parse.tokens[verb.i : word.i]):
            yield from _of(scene, verb.i, noun.i, None)


def _lives_of(scene: Scene, verb: Token) -> int | None:
    """“The clashes claimed the lives of at least 24 persons”, “cost 24 lives”: whose."""
    parse = scene.passage.parse
    for life in parse.children(verb.i, "dobj"):
        if life.lemma.lower() != "life":
            continue
        whose = after(parse, life.i, ("of",), scene.lexicon, deep=False)
        return whose[0] if whose else life.i
    return None


def _fell(scene: Scene, verb: Token, head: int) -> bool:
    """“Eight soldiers fell”: people, and nothing that they fell to or into."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    head = next(iter(after(parse, head, ("of",), lexicon, deep=False)), head)
    people = any(lexicon.noun_in(parse[head], "groups", g) for g in ("soldiers", "people"))
    people = people or any(parse[head].lower.startswith(w) for w in ("fighter", "comrade"))
    led = {p.lower for p in parse.children(verb.i, "prep", "prt", "advmod", "acomp")}
    on = led - {"in", "on", "near", "at", "during", "there"}
    return lexicon.lemma(verb) == "fall" and people and not on


def _dead(scene: Scene, verb: Token) -> bool:
    return any(c.lower == "dead" for c in scene.passage.parse.children(verb.i, "acomp", "attr"))


def _is_toll(scene: Scene, head: int) -> bool:
    parse = scene.passage.parse
    return parse[head].lower == "toll" and any(
        c.lower == "death" for c in parse.children(head, "compound", "amod")
    )


def _reached(scene: Scene, verb: Token) -> Number | None:
    for child in scene.passage.parse.children(verb.i, "dobj", "attr", "acomp"):
        return number_of(scene.passage.parse, child.i, scene.lexicon)
    for preposition in scene.passage.parse.children(verb.i, "prep"):
        if preposition.lower in ("to", "at"):
            for noun in scene.passage.parse.children(preposition.i, "pobj"):
                return number_of(scene.passage.parse, noun.i, scene.lexicon)
    return None


def _lost(scene: Scene, verb: Token, loser: int) -> Iterator[Draft]:
    """“The army lost 20 soldiers”."""
    lost = objects(scene.passage.parse, verb.i)[0]
    sort = scene.parties.of(lost).sort
    number = number_of(scene.passage.parse, lost, scene.lexicon)
    if number is None or sort not in ("armed", "people", "actor"):
        return
    party = scene.parties.of(loser)
    if party.sort == "actor":
        yield from _claim(scene, verb.i, number, party, "")


def _of(scene: Scene, verb: int, dead: int, number: Number | None) -> Iterator[Draft]:
    number = number or number_of(scene.passage.parse, dead, scene.lexicon)
    if number is None:
        return
    party = scene.parties.of(members(scene.passage.parse, dead)[0])
    toll = _is_toll(scene, dead)
    if not toll and party.sort not in ("actor", "civilians", "people", "armed"):
        return
    if party.sort == "actor":
        yield from _claim(scene, verb, number, party, "")
    else:
        party_unknown = party.sort == "armed" and not is_people(scene, dead)
        party_unknown = party_unknown and not of_nobody(scene, dead)
        missing = f"killed.of (“{scene.text(dead)}”)" if party_unknown and not toll else ""
        yield from _claim(scene, verb, number, None, missing, civilians=party.sort == "civilians")


def _died_in(scene: Scene, verb: int) -> Told | None:
    """“Six died in these bombardments”: the event that they died in, told just before."""
    parse = scene.passage.parse
    for preposition in parse.children(verb, "prep"):
        if preposition.lower not in ("in", "during", "from"):
            continue
        for noun in parse.children(preposition.i, "pobj"):
            found = scene.told_between(noun.i, noun.i + 1)
            if found:
                return found[0]
            said = {c.lower for c in parse.children(noun.i, "det")}
            before = scene.told_between(0, verb)
            if said & {"this", "these", "the", "that"} and before:
                entry = scene.lexicon.noun(parse, noun.i)
                same = [t for t in before if entry and t.happening.entry.kind == entry.kind]
                return same[-1] if same else None
    return None


def _claim(
    scene: Scene,
    verb: int,
    number: Number,
    of: Party | None,
    missing: str,
    *,
    civilians: bool = False,
) -> Iterator[Draft]:
    at = with_clause(scene, verb, anchor(scene, verb, form="kills"))
    again = _died_in(scene, verb)
    if again is not None and again.placing is not None:
        at = replace(at, placing=again.placing)
    if again is not None and not at.timing.own and again.timing.when is not None:
        at = replace(at, timing=again.timing)
    if not at.standing.told:
        return
    killed: dict[str, Any] = number.model_dump(exclude_none=True)
    if of is not None:
        killed["of"] = scene.written(of)
    elif civilians:
        killed["of"] = "civilians"
    claim = claim_at(scene, at, "toll", "dead", (of,) if of else (), killed=killed)
    if missing:
        claim.missing.append(missing)
    yield claim
