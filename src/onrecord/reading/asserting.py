"""From an event with parties, place and time to the claims that telling of it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from onrecord.claims import Kind
from onrecord.reading.arguments import members
from onrecord.reading.changing import changed_fields, since_fields
from onrecord.reading.draft import Draft
from onrecord.reading.drafting import draft, events_of, hits_civilians, kind_and_note
from onrecord.reading.killing import killings, together
from onrecord.reading.moment import Timing
from onrecord.reading.parties import Party
from onrecord.reading.present_tense import now as on_publication
from onrecord.reading.quantities import number_of
from onrecord.reading.scene import Scene, Told
from onrecord.reading.supporting import gives, supports
from onrecord.reading.trends import trend

_MOST = 6
"""Claims made of one event with several parties; a longer list is cut, and that is said."""


def claims_of(scene: Scene, told: Told) -> Iterator[Draft]:
    """The claims that an event makes, its main one first."""
    h = told.happening
    if h.entry.form != "holds" and _habitual(scene, told):
        return
    if h.let_by and _in_passing(told) and gives(scene, told):
        yield from supports(scene, told)
        return
    if h.entry.form == "holds":
        yield from _controls(scene, told)
        return
    if h.entry.form == "kills" and not h.attempted:
        yield from killings(scene, told)
    elif h.change is not None:
        fields, told = changed_fields(scene, told)
        yield from _each(scene, told, "changed", fields)
    elif h.standing.negated:
        fields, told = since_fields(scene, told)
        yield from _each(scene, told, "none", fields)
    elif h.number is not None and (h.number.low or 0) >= 2:
        number = h.number.model_dump(exclude_none=True)
        held = trend(scene, told)
        counted = held[2] if held is not None else told
        yield from _each(scene, counted, "count", {"number": number})
        if held is not None:
            yield from _each(scene, counted, held[0], held[1])
    else:
        yield from _each(scene, told, "occurred", _killed_field(scene, told))
    if h.standing.told and h.standing.stance != "denied":
        yield from _taken(scene, told)
        yield from supports(scene, told)


def _in_passing(told: Told) -> bool:
    """“They had let the group pass”: what counts is who let it, and not where it went."""
    h = told.happening
    here = told.placing is not None and told.placing.own
    pointed = bool(told.by) and all(n.taken_for for p in told.by for n in p.named)
    return h.entry.form == "moves" and h.standing.told and pointed and not here


def _habitual(scene: Scene, told: Told) -> bool:
    """“The army does not strike civilians”: what it says of itself, at no time."""
    h, parse = told.happening, scene.passage.parse
    if not h.standing.negated or told.timing.own:
        return False
    aux = {t.lower for t in parse.children(h.clause, "aux")}
    return bool(aux & {"does", "do"}) and parse[h.clause].tag == "VB"


def _pairs(told: Told) -> list[tuple[Party | None, Party | None]]:
    by: list[Party | None] = list(told.by) or [None]
    against: list[Party | None] = list(told.against) or [None]
    return list(product(by, against))[:_MOST]


def _each(scene: Scene, told: Told, type_: str, fields: dict[str, Any]) -> Iterator[Draft]:
    """One claim for each actor of the one side and each of the other: what both did, each did."""
    h = told.happening
    form = h.entry.form
    if form == "agrees" and len(told.by) + len(told.against) > 2:
        yield _deal(scene, told)
        return
    pairs = _pairs(told)
    if form in ("fights", "agrees") and len(told.by) > 1 and not told.against:
        pairs = [(told.by[0], other) for other in told.by[1:]]
    for by, against in pairs:
        kind, notes = kind_and_note(scene, told, by)
        events = events_of(scene, told, by, against, kind)
        civil = type_ in ("changed", "none", "count") and hits_civilians(scene, told, kind)
        if not civil and not _enough(scene, told, by, against, kind):
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
        elif kind is None and not against and not (told.placing and told.placing.own):
            claim.missing.append("events (neither whom it was against nor of what kind it was)")
        if type_ == "none" and form == "acts" and h.targets and not (told.against or told.others):
            said = scene.text(h.targets[0])
            claim.missing.append(f"events.against (“{said}”)")  # not: no attack at all
        if form in ("fights", "agrees") and not (by and against) and (by or against):
            claim.missing.append("events.between (only one side is named)")
        yield claim


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
        own_place = own_place and not inside.isdisjoint(scene.place_words)
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
    heads = members(scene.passage.parse, told.happening.killed)
    number = together(scene, list(heads)) if len(heads) > 1 else None
    number = number or number_of(scene.passage.parse, told.happening.killed, scene.lexicon)
    return {"killed": number.model_dump(exclude_none=True)} if number else {}


def _controls(scene: Scene, told: Told) -> Iterator[Draft]:
    standing = told.happening.standing
    if standing.negated and (standing.stance == "denied"):
        return
    for by in told.by[:_MOST]:
        claim = draft(scene, told, "controls", "controls", actor=scene.written(by))
        if standing.negated:  # “A no longer holds P”: who writes denies that A holds it
            claim.standing = replace(standing, negated=False, stance="denied")
        claim.timing = held_now(scene, claim.timing)
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


def held_now(scene: Scene, timing: Timing | None) -> Timing | None:
    """“A holds P”, with no time: on the day on which it is published, not in the days before."""
    day = scene.story.clock.published
    now = timing is not None and not timing.own and timing.when is not None and timing.when.vague
    if not now or day is None or timing is None or timing.when is None or timing.when.last != day:
        return timing
    return on_publication(day)
