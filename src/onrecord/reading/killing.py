"""Claims of the dead: “A killed 14 civilians” is a toll; without a number, an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.claims import Number
from onrecord.reading.draft import Draft
from onrecord.reading.drafting import draft
from onrecord.reading.parties import CIVILIANS, Party
from onrecord.reading.quantities import number_of
from onrecord.reading.scene import Scene, Told

_MOST = 6
"""Claims made of one event with several parties; a longer list is cut."""


def _or_none(parties: Sequence[Party]) -> list[Party | None]:
    return list(parties[:_MOST]) or [None]


def killings(scene: Scene, told: Told) -> Iterator[Draft]:
    """“A killed 14 civilians” is a toll; without a number, an event."""
    h = told.happening
    heads = [t for t in h.targets if t != h.killed] if h.entry.form == "kills" else []
    mortal = [
        head
        for head in ([h.killed] if h.killed is not None else []) + heads
        if _mortal(scene, head)
    ]
    alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for head in mortal:
        victims = scene.parties.of(head)
        alike.setdefault((victims.sort, victims.ids), []).append(head)
    numbers = [together(scene, same) for same in alike.values()]
    for same, number in zip(alike.values(), numbers, strict=True):
        if number is None and any(numbers) and not h.standing.negated:
            continue  # “34 A and B fighters”: the number is of both
        yield from _killing_of(scene, told, same[0], number)


def _mortal(scene: Scene, head: int) -> bool:
    """Whether somebody can be killed by that name: strikes are executed too."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    token = parse[head]
    listed = any(
        lexicon.noun_in(token, "groups", "held") or lexicon.noun_in(token, "means", kind)
        for kind in ("shelling", "bombing", "airstrike", "fired", "causes")
    )
    return lexicon.noun(parse, head) is None and not listed


def together(scene: Scene, heads: list[int]) -> Number | None:
    """“A driver and five farmers”: six; None where one of them has no number."""
    heads = [i for i in heads if i == heads[0] or not _whole(scene, i)]
    numbers = [number_of(scene.passage.parse, i, scene.lexicon) or _one(scene, i) for i in heads]
    known = [n for n in numbers if n is not None]
    if len(known) < len(numbers):
        return None
    lows = [n.low for n in known if n.low is not None]
    highs = [n.high for n in known if n.high is not None]
    return Number(
        low=sum(lows) if len(lows) == len(known) else None,
        high=sum(highs) if len(highs) == len(known) else None,
    )


def _whole(scene: Scene, head: int) -> bool:
    """“42 members of the army and the police”: the police are not killed as well."""
    parse, token = scene.passage.parse, scene.passage.parse[head]
    determiner = parse.child(head, "det")
    state = scene.lexicon.noun_in(token, "groups", "state")
    return state and determiner is not None and determiner.lower == "the"


def _killing_of(scene: Scene, told: Told, head: int, number: Number | None) -> Iterator[Draft]:
    h, parse = told.happening, scene.passage.parse
    victims = scene.parties.of(head)
    against = scene.apart([victims]) if victims.sort == "actor" else []
    if h.standing.negated or number is None:
        described = parse[h.trigger].dep in ("acl", "amod") and h.verbal
        if (victims.sort == "civilians" or against) and not described:
            yield from _killed_whom(scene, told, against, negated=h.standing.negated)
        return
    for by in _or_none(told.by):
        killed: dict[str, Any] = number.model_dump(exclude_none=True)
        if by:
            killed["by"] = scene.written(by)
        if against:
            killed["of"] = scene.written(against[0])
        elif victims.sort == "civilians":
            killed["of"] = CIVILIANS
        claim = draft(scene, told, "toll", "killed", killed=killed)
        claim.assumed += scene.assumed_of(against)
        claim.parties = tuple(i for p in (by, *against[:1]) if p for i in p.ids)
        people = victims.sort == "armed" and (is_people(scene, head) or of_nobody(scene, head))
        if victims.sort in ("armed", "pronoun") and not people:
            claim.missing.append(f"killed.of (“{scene.text(head)}”)")
        yield claim


def is_people(scene: Scene, head: int) -> bool:
    """“797 Palestinians”: a people, of whom nothing says that they bore arms."""
    token = scene.passage.parse[head]
    plural = token.tag in ("NNPS", "NNS") or token.text.endswith("s")
    listed = scene.lexicon.noun_in(token, "groups", "armed")
    return plural and token.text[:1].isupper() and not listed and not token.text.endswith("ists")


def of_nobody(scene: Scene, head: int) -> bool:
    """Guards and sailors: armed perhaps, but of no side that the words tell."""
    token = scene.passage.parse[head]
    return scene.lexicon.noun_in(token, "groups", "guards")


def _one(scene: Scene, head: int) -> Number | None:
    """“a soldier” is one."""
    parse = scene.passage.parse
    determiner = parse.child(head, "det")
    singular = parse[head].tag == "NN"
    return (
        Number(low=1, high=1)
        if singular and determiner and determiner.lower in ("a", "an")
        else None
    )


def _killed_whom(
    scene: Scene, told: Told, against: list[Party], *, negated: bool
) -> Iterator[Draft]:
    for by in _or_none(told.by):
        for victim in _or_none(against):
            if victim is None:
                events: dict[str, Any] = {"kind": "killing of civilians", "against": CIVILIANS}
            else:
                events = {"against": scene.written(victim)}
            if by:
                events["by"] = scene.written(by)
            if by and victim and set(by.ids) & set(victim.ids):
                continue
            claim = draft(scene, told, "none" if negated else "occurred", "killed", events=events)
            claim.parties = tuple(i for p in (by, victim) if p for i in p.ids)
            yield claim
