"""Support claims: an event of its own, by those who gave it, never against them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.reading.draft import Draft
from onrecord.reading.drafting import draft
from onrecord.reading.parties import Party
from onrecord.reading.scene import Scene, Told


def supports(scene: Scene, told: Told) -> Iterator[Draft]:
    """The `support` claims that telling of an event makes: backed by X, let pass by X."""
    doing = {i for p in told.by for i in p.ids}
    for giver in scene.apart(_givers(scene, told)):
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


def gives(scene: Scene, told: Told) -> bool:
    """Whether somebody known supported the event, other than who did it."""
    doing = {i for p in told.by for i in p.ids}
    return any(not set(p.ids) & doing for p in _givers(scene, told))


def _givers(scene: Scene, told: Told) -> list[Party]:
    h = told.happening
    givers: list[Party] = []
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
    return givers
