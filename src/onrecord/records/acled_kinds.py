"""What ACLED's event types are in our words: kind, direction, and who took a place.

ACLED codes 25 sub-event types under six event types. Those that a claim can ask for get the claim
language's kinds; the rest keep a plain name of their own, so that a demonstration is never taken
for a battle, nor an arrest for an attack.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records.schema import Taker

BATTLES = "Battles"
REMOTE = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
PROTESTS = "Protests"
RIOTS = "Riots"
DEVELOPMENTS = "Strategic developments"

EVENT_TYPES = (BATTLES, REMOTE, CIVILIANS, PROTESTS, RIOTS, DEVELOPMENTS)
VIOLENT = (BATTLES, REMOTE, CIVILIANS)
"""Event types that make up organised political violence."""

GOVERNMENT_REGAINS = "Government regains territory"
NON_STATE_OVERTAKES = "Non-state actor overtakes territory"
TRANSFER = "Non-violent transfer of territory"

KILLING = "killing of civilians"


@dataclass(frozen=True)
class Coding:
    """One sub-event type in our words.

    `kind` None: the type does not tell which of our kinds it was (a chemical weapon may have been
    fired or dropped), so it may be any. `deadly`: the kind where somebody was killed, if another;
    `also`: what it is besides (`also_deadly`: only where somebody was killed).
    """

    kind: str | None
    directed: bool = False
    """Actor 1 acts against actor 2."""
    deadly: str | None = None
    also: str | None = None
    also_deadly: str | None = None
    swapped: bool = False
    """Actor 2 is the one who acts."""


_BATTLE = Coding("battle")
_TAKEN = Coding("battle", also="capture")
_ATTACK = Coding("attack on civilians", directed=True, deadly=KILLING)

CODINGS: dict[tuple[str, str], Coding] = {
    (BATTLES, "Armed clash"): _BATTLE,
    (BATTLES, GOVERNMENT_REGAINS): _TAKEN,
    (BATTLES, NON_STATE_OVERTAKES): _TAKEN,
    (REMOTE, "Air/drone strike"): Coding("airstrike", directed=True),
    (REMOTE, "Shelling/artillery/missile attack"): Coding("shelling", directed=True),
    (REMOTE, "Remote explosive/landmine/IED"): Coding("bombing", directed=True),
    (REMOTE, "Suicide bomb"): Coding("bombing", directed=True),
    (REMOTE, "Grenade"): Coding("bombing", directed=True),
    (REMOTE, "Chemical weapon"): Coding(None, directed=True),
    (CIVILIANS, "Attack"): _ATTACK,
    (CIVILIANS, "Sexual violence"): Coding("sexual violence", directed=True, also_deadly=KILLING),
    (CIVILIANS, "Abduction/forced disappearance"): Coding(
        "abduction", directed=True, also_deadly=KILLING
    ),
    # Actor 1 are the protesters: here it is the other side that acts.
    (PROTESTS, "Excessive force against protesters"): Coding(
        "attack on civilians", directed=True, deadly=KILLING, swapped=True
    ),
    (DEVELOPMENTS, "Agreement"): Coding("deal"),
    (DEVELOPMENTS, TRANSFER): Coding("capture", directed=True),
}
"""Event type and sub-event type → our words."""

_REST: dict[str, Coding] = {
    BATTLES: _BATTLE,
    REMOTE: Coding(None, directed=True),
    CIVILIANS: _ATTACK,
    PROTESTS: Coding("demonstration"),
    RIOTS: Coding("riot"),
    DEVELOPMENTS: Coding("development"),
}
"""What a sub-event type that is not listed is, by its event type."""

KINDS_OF: dict[str, frozenset[str]] = {
    BATTLES: frozenset({"battle"}),
    REMOTE: frozenset({"airstrike", "shelling", "bombing"}),
    CIVILIANS: frozenset({KILLING, "abduction"}),
}
"""Kinds that ACLED codes systematically, by the event type that holds them."""

KINDS = frozenset().union(*KINDS_OF.values()) | {"capture", "deal"}


def coding(event_type: str, sub_event_type: str) -> Coding:
    """The coding of a row's types. Raises ValueError for an event type that ACLED does not have."""
    found = CODINGS.get((event_type, sub_event_type)) or _REST.get(event_type)
    if found is None:
        raise ValueError("not one of ACLED's event types" if event_type else "missing")
    return found


def taker(sub_event_type: str, state_1: bool, state_2: bool) -> Taker:
    """Which side took the place, by the sub-event type and by which side are State forces.

    A government regains: the one side that is State forces. A non-state actor (or a foreign State's
    forces, coded external) overtakes: the other side of State forces. Where both or neither are,
    the record does not tell. In a transfer without violence actor 1 is the recipient.
    """
    if sub_event_type == TRANSFER:
        return Taker.SIDE_A
    if sub_event_type not in (GOVERNMENT_REGAINS, NON_STATE_OVERTAKES):
        return Taker.NONE
    if state_1 == state_2:
        return Taker.UNKNOWN
    regains = sub_event_type == GOVERNMENT_REGAINS
    return Taker.SIDE_A if state_1 == regains else Taker.SIDE_B
