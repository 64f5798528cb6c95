"""When a record cannot say what a claim says: the coarser claim it can answer, and what was lost.

Decided by the record's schema alone, never by what the record happens to contain. Place and time
are never widened.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from onrecord.actors import Actor, Registry
from onrecord.claims.kinds import DEADLY_KINDS
from onrecord.records.schema import Expresses
from onrecord.selection.membership import CIVILIAN_KIND
from onrecord.selection.query import Party, Query, Who

MOST_NAMES = 2
"""Names under which an actor may be coded that a sentence can bear."""


@dataclass(frozen=True)
class Loss:
    """One thing that a claim says and the record cannot: as a statement, and as what is missing.

    `statement`: “kind: the record does not say battle”; `missing`: “that it was a battle”.
    """

    statement: str
    missing: str

    @property
    def aspect(self) -> str:
        """kind, direction or actor."""
        return self.statement.partition(":")[0]


@dataclass(frozen=True)
class Expressible:
    """What the record can answer of a query.

    `query` is the coarser one (the same where nothing is lost); `lost` says what it no longer
    asks; `unsayable` is the kind of which nothing can be asked, None where something can.
    """

    query: Query
    lost: tuple[Loss, ...]
    unsayable: str | None = None


def a(noun: str) -> str:
    """The noun with its article; a mass noun stays as it is."""
    if noun in ("shelling", "bombing", "killing of civilians", "support"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def shown_name(actor: Actor) -> str:
    """An actor's name in a sentence: a government without its former name in brackets."""
    name = actor.name
    return name.partition(" (")[0] if actor.kind == "government" else name


def _names(actors: tuple[Actor, ...]) -> str:
    """The nearest names, and that there are others."""
    shown = [shown_name(actor) for actor in actors[:MOST_NAMES]]
    return " or ".join(shown) + (" or another name" if len(actors) > MOST_NAMES else "")


def _supported(
    party: Party | None, opponent: Party | None, registry: Registry, on: dt.date
) -> dict[str, tuple[Actor, ...]]:
    """For each actor, the sides it supports; what it does against such a side is its own."""
    if party is None:
        return {}
    facing = opponent.ids() if opponent else frozenset()
    return {
        actor: tuple(s for s in registry.supported_by(actor, on) if s.id not in facing)
        for actor in sorted(party.ids())
    }


def _under(
    party: Party | None,
    opponent: Party | None,
    registry: Registry,
    expresses: Expresses,
    on: dt.date,
) -> tuple[Party | None, list[Loss]]:
    """The party with the names under which the record would code it."""
    if party is None:
        return None, []
    supported = (
        _supported(party, opponent, registry, on) if (expresses.supporters_under_supported) else {}
    )
    facing: frozenset[str] | None = None
    if opponent is not None:
        # The opponent may stand on record as the side it supports: that is who is faced then.
        across = _supported(opponent, party, registry, on).values()
        facing = opponent.ids() | {side.id for sides in across for side in sides}
    lost: list[Loss] = []
    under: dict[str, frozenset[str]] = {}
    for actor_id in sorted(party.ids()):
        actor = registry.actor(actor_id)
        name, until = shown_name(actor), actor.period.until
        past = until is not None and until < on
        sides = supported.get(actor_id, ())
        wholes: tuple[Actor, ...] = ()
        if expresses.umbrellas:
            day = until if past and until else on
            wholes = tuple(
                whole
                for whole in registry.umbrellas_of(actor_id, day, facing)
                if facing is None or whole.id not in facing
            )
        if sides or wholes:
            under[actor_id] = frozenset(other.id for other in (*sides, *wholes))
        # A forerunner is looked up for the days before: it is not what this claim loses.
        if sides and not past:
            lost.append(
                Loss(
                    f"actor: the record codes what {name} does under {_names(sides)}",
                    f"whether {name} itself acted (it is coded under {_names(sides)})",
                )
            )
        if wholes and not past:
            lost.append(
                Loss(
                    f"actor: the record may code {name} as {_names(wholes)}",
                    f"whether it was {name} (it may be coded as {_names(wholes)})",
                )
            )
    return replace(party, under=under), lost


def _keeps_direction(query: Query, expresses: Expresses) -> bool:
    if query.kind in expresses.undirected:
        return False
    if expresses.directed_against is None:
        return True
    if query.kind == CIVILIAN_KIND and CIVILIAN_KIND in expresses.kinds:
        return True
    second = query.who.second
    return second is not None and second.ids() <= expresses.directed_against


def coarsen(query: Query, registry: Registry, expresses: Expresses, on: dt.date) -> Expressible:
    """The query as the record can answer it; `on` is the day at which alliances are read."""
    kind = query.kind
    lost: list[Loss] = []
    if kind is not None and kind not in expresses.kinds:
        if kind not in DEADLY_KINDS:
            return Expressible(query, (Loss(f"kind: the record holds no {kind}", a(kind)),), kind)
        lost.append(Loss(f"kind: the record does not say {kind}", f"that it was {a(kind)}"))
        kind = None
    who = query.who
    if who.mode == "directed" and not _keeps_direction(query, expresses):
        lost.append(
            Loss("direction: the record does not say who attacked whom", "who attacked whom")
        )
        if who.first and who.second:
            who = replace(who, mode="between")
        else:
            who = Who("involving", who.first or who.second)
    first, lost_first = _under(who.first, who.second, registry, expresses, on)
    second, lost_second = _under(who.second, who.first, registry, expresses, on)
    who = replace(who, first=first, second=second)
    return Expressible(replace(query, who=who, kind=kind), tuple(lost + lost_first + lost_second))
