"""From an event with parties, place and time to the claims that telling of it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from onrecord.claims import Kind, Number
from onrecord.reading.changing import changed_fields
from onrecord.reading.draft import Draft
from onrecord.reading.kinds import kind_of
from onrecord.reading.parties import CIVILIANS, Party
from onrecord.reading.quantities import number_of
from onrecord.reading.scene import Scene, Told
from onrecord.reading.spans import clause_span

_MOST = 6
"""Claims made of one event with several parties; a longer list is cut, and that is said."""


def claims_of(scene: Scene, told: Told) -> Iterator[Draft]:
    """The claims that an event makes, its main one first."""
    h = told.happening
    if _habitual(scene, told):
        return
    if h.entry.form == "holds":
        yield from _controls(scene, told)
        return
    if h.entry.form == "kills" and not h.attempted:
        yield from _killing(scene, told)
    elif h.change is not None:
        fields, told = changed_fields(scene, told)
        yield from _each(scene, told, "changed", fields)
    elif h.standing.negated:
        yield from _each(scene, told, "none", {})
    elif h.number is not None and (h.number.low or 0) >= 2:
        number = h.number.model_dump(exclude_none=True)
        yield from _each(scene, told, "count", {"number": number})
    else:
        yield from _each(scene, told, "occurred", _killed_field(scene, told))
    if h.standing.told and h.standing.stance != "denied":
        yield from _taken(scene, told)
        yield from _support(scene, told)


def _habitual(scene: Scene, told: Told) -> bool:
    """“The army does not strike civilians”: what it says of itself, at no time."""
    h, parse = told.happening, scene.passage.parse
    if not h.standing.negated or told.timing.own:
        return False
    aux = {t.lower for t in parse.children(h.clause, "aux")}
    return bool(aux & {"does", "do"}) and parse[h.clause].tag == "VB"


def span_of(scene: Scene, told: Told) -> tuple[int, int]:
    return clause_span(
        scene.passage.parse, told.happening, scene.triggers - {told.happening.trigger}
    )


def draft(scene: Scene, told: Told, kind: str, label: str, **fields: Any) -> Draft:
    """A claim with the event's place, time, standing and assumptions."""
    return Draft(
        type=kind,
        span=span_of(scene, told),
        label=label,
        standing=told.happening.standing,
        fields=dict(fields),
        missing=list(told.missing),
        assumed=[*told.assumed, *scene.assumed_of((*told.by, *told.against))],
        placing=told.placing,
        timing=told.timing,
    )


def kind_and_note(scene: Scene, told: Told, by: Party | None) -> tuple[Kind | None, list[str]]:
    h = told.happening
    civilians = any(p.sort == "civilians" for p in told.others) and not told.against
    kind, note = kind_of(
        scene.passage.parse, h, scene.lexicon,
        has_target=bool(told.against or told.others),
        by_government=by is not None and scene.kind(by.ids[0]) == "government",
        civilians=civilians,
    )  # fmt: skip
    return kind, [note] if note else []


def events_of(
    scene: Scene, told: Told, by: Party | None, against: Party | None, kind: Kind | None
) -> dict[str, Any] | None:
    """The `events` of a claim; None where neither a party nor a kind is known."""
    written: dict[str, Any] = {"kind": kind} if kind else {}
    if told.happening.entry.form in ("fights", "agrees"):
        if by and against:
            written["between"] = [scene.written(by), scene.written(against)]
        elif by or against:
            one = by or against
            assert one is not None  # noqa: S101  (one of the two is there)
            written["involving"] = scene.written(one)
        return written or None
    if by:
        written["by"] = scene.written(by)
    if against:
        written["against"] = scene.written(against)
    elif not by and not kind:
        return None
    elif any(p.sort == "civilians" for p in told.others) and told.happening.entry.form == "acts":
        written["against"] = CIVILIANS
    return written or None


def _pairs(told: Told) -> list[tuple[Party | None, Party | None]]:
    by: list[Party | None] = list(told.by) or [None]
    against: list[Party | None] = list(told.against) or [None]
    return list(product(by, against))[:_MOST]


def _each(scene: Scene, told: Told, type_: str, fields: dict[str, Any]) -> Iterator[Draft]:
    """One claim for each actor of the one side and each of the other: what both did, each did."""
    form = told.happening.entry.form
    if form == "agrees" and len(told.by) + len(told.against) > 2:
        yield _deal(scene, told)
        return
    pairs = _pairs(told)
    if form in ("fights", "agrees") and len(told.by) > 1 and not told.against:
        pairs = [(told.by[0], other) for other in told.by[1:]]
    for by, against in pairs:
        kind, notes = kind_and_note(scene, told, by)
        events = events_of(scene, told, by, against, kind)
        if not _enough(scene, told, by, against, kind):
            continue
        word = told.happening.entry.word
        label = word if type_ == "occurred" else f"{type_}-{word}"
        claim = draft(scene, told, type_, label, **fields)
        claim.fields["events"] = events
        claim.assumed += notes
        claim.parties = tuple(i for p in (by, against) if p for i in p.ids)
        if told.happening.entry.other or told.happening.attempted:
            said = scene.passage.parse[told.happening.trigger].text
            claim.missing.append(f"events.kind (“{said}”: the claim language has no such kind)")
        if form in ("fights", "agrees") and not (by and against) and (by or against):
            claim.missing.append("events.between (only one side is named)")
        yield claim


def _or_none(parties: Sequence[Party]) -> list[Party | None]:
    return list(parties[:_MOST]) or [None]


def _enough(
    scene: Scene, told: Told, by: Party | None, against: Party | None, kind: Kind | None
) -> bool:
    """Whether there is anything to test: a party, or a kind of event at a place of its own."""
    if by or against:
        return True
    own_place = told.placing is not None and told.placing.own
    h = told.happening
    if not h.verbal and not h.carried:
        # “the attack forced A to stop at P”: where the attack was, P does not tell
        inside = set(scene.passage.parse.under(h.trigger))
        own_place = own_place and any(word in inside for word, _ in scene.places)
    return kind is not None and own_place


def _deal(scene: Scene, told: Told) -> Draft:
    parties = [*told.by, *told.against]
    names = [scene.shown(p.ids[0]) for p in parties]
    claim = draft(scene, told, "occurred", told.happening.entry.word)
    claim.fields["events"] = {"involving": "+".join(names), "kind": "deal"}
    claim.parties = tuple(p.ids[0] for p in parties)
    return claim


def _killed_field(scene: Scene, told: Told) -> dict[str, Any]:
    if told.happening.killed is None:
        return {}
    number = number_of(scene.passage.parse, told.happening.killed, scene.lexicon)
    return {"killed": number.model_dump(exclude_none=True)} if number else {}


def _controls(scene: Scene, told: Told) -> Iterator[Draft]:
    if told.happening.standing.negated:
        return
    for by in told.by[:_MOST]:
        claim = draft(scene, told, "controls", "controls", actor=scene.written(by))
        claim.parties = by.ids
        yield claim


def _taken(scene: Scene, told: Told) -> Iterator[Draft]:
    """Who captured a place held it from then on: the second half of what “captured” says."""
    if told.happening.entry.form not in ("takes", "falls", "loses"):
        return
    if told.placing is None or not told.placing.own:
        return
    for by in told.by[:_MOST]:
        claim = draft(scene, told, "controls", "controls", actor=scene.written(by))
        claim.parties = by.ids
        yield claim


def _support(scene: Scene, told: Told) -> Iterator[Draft]:
    """Support of an event is an event of its own, by those who gave it, never against them."""
    h = told.happening
    givers = []
    for head in (*h.supporters, *h.let_by):
        party = scene.parties.of(head)
        adjective = scene.parties.adjective(scene.passage.parse[head])
        if party.sort == "thing" and adjective is None:  # “backed by US airstrikes”
            left = scene.passage.parse.children(head, "compound", "amod", "nmod")
            named = scene.parties.modifiers(tuple(c.i for c in left))
            adjective = named[0] if len(named) == 1 else next(
                (a for c in left if (a := scene.parties.adjective(c))), None
            )  # fmt: skip
        if party.sort != "actor" and adjective is not None:
            party = Party("actor", (adjective,), head=head)
        if party.sort == "actor":
            givers.append(party)
    doing = {i for p in told.by for i in p.ids}
    for giver in scene.apart(givers):
        if set(giver.ids) & doing:
            continue
        against = (
            told.against[0]
            if told.against and not set(told.against[0].ids) & set(giver.ids)
            else None
        )
        events: dict[str, Any] = {"by": scene.written(giver), "kind": "support"}
        if against:
            events["against"] = scene.written(against)
        claim = draft(scene, told, "occurred", "support", events=events)
        claim.missing = []
        claim.parties = giver.ids
        helped = ", ".join(scene.shown(i) for p in told.by for i in p.ids)
        claim.assumed += scene.assumed_of([giver])
        if helped:
            claim.assumed.append(f"The support is for {helped}.")
        yield claim


def _killing(scene: Scene, told: Told) -> Iterator[Draft]:
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
    for same in alike.values():
        yield from _killing_of(scene, told, same[0], _together(scene, same))


def _mortal(scene: Scene, head: int) -> bool:
    """Whether somebody can be killed by that name: strikes are executed too."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    token = parse[head]
    listed = any(
        lexicon.noun_in(token, "groups", "held") or lexicon.noun_in(token, "means", kind)
        for kind in ("shelling", "bombing", "airstrike", "fired", "causes")
    )
    return lexicon.noun(parse, head) is None and not listed


def _together(scene: Scene, heads: list[int]) -> Number | None:
    """“A driver and five farmers”: six; None where one of them has no number."""
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
        people = victims.sort == "armed" and is_people(scene, head)
        if victims.sort in ("armed", "pronoun") and not people:
            claim.missing.append(f"killed.of (“{scene.text(head)}”)")
        yield claim


def is_people(scene: Scene, head: int) -> bool:
    """“797 Palestinians”: a people, of whom nothing says that they bore arms."""
    token = scene.passage.parse[head]
    plural = token.tag in ("NNPS", "NNS") or token.text.endswith("s")
    listed = scene.lexicon.noun_in(token, "groups", "armed")
    return plural and token.text[:1].isupper() and not listed and not token.text.endswith("ists")


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
