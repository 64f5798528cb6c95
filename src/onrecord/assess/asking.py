"""What a claim asks of a record: its selection, and those of the series it compares with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.assess.case import Bench, Case, prepare
from onrecord.claims import (
    Aligned,
    AnyClaim,
    Changed,
    Coincided,
    Controls,
    Displaced,
    Events,
    Followed,
    InPlace,
    Kind,
    Nothing,
    Ranked,
    Series,
    Targeted,
    Toll,
    Where,
)
from onrecord.selection import Resolved, Resolver, Who

TERRITORY: Kind = "capture"
"""The kind that a record codes if it can say who takes and holds a place."""


def asked(claim: AnyClaim, resolver: Resolver, bench: Bench) -> Case:
    """The case of a complete claim, with a part for each further series.

    Raises UnknownNameError for an actor or a place that the registry or gazetteer does not know.
    """
    match claim:
        case Toll():
            return prepare(claim, _toll(claim, resolver), bench)
        case Controls():
            return _case(claim, Events(involving=claim.actor, kind=TERRITORY), resolver, bench)
        case Displaced():
            return _displaced(claim, resolver, bench)
        case Targeted():
            hit = Events(by=claim.actor, against=claim.hit)
            rather_than = Events(by=claim.actor, against=claim.rather_than)
            return _rather(claim, hit, rather_than, resolver, bench)
        case Ranked():
            return _ranked(claim, resolver, bench)
        case Aligned():
            return _aligned(claim, resolver, bench)
        case Coincided():
            series = {"during": claim.during}
        case Followed():
            series = {"after": claim.after, "versus": claim.versus}
        case Changed():
            series = {"versus": claim.versus}
        case _:
            series = {}
    main = _case(claim, getattr(claim, "events", None), resolver, bench)
    parts = {
        name: _series(claim, one, resolver, bench)
        for name, one in series.items()
        if one is not None
    }
    return replace(main, parts=parts)


def _part(case: Case) -> Case:
    """A case as a part of another that has its place."""
    return replace(case, own_place=False, parts={})


def _case(
    claim: AnyClaim,
    events: Events | None,
    resolver: Resolver,
    bench: Bench,
    where: Where | None = None,
) -> Case:
    """The case of one series; without a place of its own it is where the claim is."""
    when = getattr(claim, "when", None)
    first, last = (when.first, when.last) if when else (None, None)
    # A change is looked for on all days of the record, under whatever name a party then had.
    wide = isinstance(claim, Changed | Displaced) or (
        isinstance(claim, Ranked) and claim.among is not None and claim.among.periods is not None
    )
    reach = resolver.info.coverage.first if wide else None
    place: Sequence[object] = where or getattr(claim, "where", None) or ()
    resolved = resolver.resolve(events, place, first, last, reach=reach)  # type: ignore[arg-type]
    return replace(prepare(claim, resolved, bench), own_place=where is not None)


def _series(claim: AnyClaim, series: Series, resolver: Resolver, bench: Bench) -> Case:
    return _case(claim, series.events, resolver, bench, series.where)


def _displaced(claim: Displaced, resolver: Resolver, bench: Bench) -> Case:
    """Both legs; one without a place is where the other is, or anywhere on record."""
    left, took_up = claim.left, claim.took_up
    if left is None or took_up is None:
        raise TypeError("a complete displaced claim is needed")
    anywhere = tuple(InPlace(place=name) for name in resolver.info.coverage.countries)
    legs = {
        name: _case(claim, leg.events, resolver, bench, leg.where or other.where or anywhere)
        for name, leg, other in (("left", left, took_up), ("took_up", took_up, left))
    }
    return replace(legs["took_up"], parts=legs, own_place=False)


def _ranked(claim: Ranked, resolver: Resolver, bench: Bench) -> Case:
    """Rival places and actors are parts; rival periods are read off the claim's own place."""
    among, events = claim.among, claim.events
    if among is None or events is None:
        raise TypeError("a complete ranked claim is needed")
    main = _case(claim, events, resolver, bench)
    rivals = [
        _case(claim, _of_rival(events, names), resolver, bench) for names in among.actors or ()
    ]
    rivals += [_case(claim, events, resolver, bench, (spot,)) for spot in among.places or ()]
    return replace(main, parts={f"rival {i}": rival for i, rival in enumerate(rivals, 1)})


def _of_rival(events: Events, names: tuple[str, ...]) -> Events:
    """The same events with a rival in the place of the party that the claim ranks."""
    if events.by is not None:
        return events.model_copy(update={"by": names})
    if events.between is not None:
        return events.model_copy(update={"between": (names, events.between[1])})
    if events.against is not None:
        return events.model_copy(update={"against": names})
    return events.model_copy(update={"involving": names})


def _aligned(claim: Aligned, resolver: Resolver, bench: Bench) -> Case:
    """A profile: each leg is a claim of its own, about the same place and days."""
    a, b, c = claim.actor, claim.favours, claim.against
    if a is None or b is None or c is None:
        raise TypeError("a complete aligned claim is needed")
    shared = {"where": claim.where, "when": claim.when}
    apart = Nothing(id=f"{claim.id}.clashes", events=Events(between=(a, b)), **shared)
    strikes = Coincided(
        id=f"{claim.id}.strikes",
        events=Events(by=a, against=c),
        during=Series(events=Events(between=(b, c))),
        **shared,
    )
    spared = Nothing(id=f"{claim.id}.spared", events=Events(by=a, against=b), **shared)
    choice = Targeted(id=f"{claim.id}.choice", actor=a, hit=c, rather_than=b, **shared)
    met, struck = Events(between=(a, b)), Events(by=a, against=b)
    parts = {
        "clashes": _rather(apart, Events(between=(a, c)), met, resolver, bench),
        "strikes": asked(strikes, resolver, bench),
        "spared": _rather(spared, Events(by=a), struck, resolver, bench),
        "choice": asked(choice, resolver, bench),
    }
    main = _case(claim, Events(by=a, against=c), resolver, bench)
    return replace(
        main, parts={name: replace(part, own_place=False) for name, part in parts.items()}
    )


def _rather(
    claim: AnyClaim, hit: Events, rather_than: Events, resolver: Resolver, bench: Bench
) -> Case:
    """A comparison of two series against who was there, as a targeted claim asks for."""
    main = _case(claim, hit, resolver, bench)
    other = _case(claim, rather_than, resolver, bench)
    return replace(main, parts={"hit": _part(main), "rather_than": _part(other)})


def _toll(claim: Toll, resolver: Resolver) -> Resolved:
    """A toll asks for the dead of a side, whoever killed them, unless it names who did."""
    killed = claim.killed
    if killed is None or claim.when is None or claim.where is None:
        raise TypeError("a complete toll claim is needed")
    first, last = claim.when.first, claim.when.last
    if killed.by is not None:
        events = Events(by=killed.by, against=killed.of)
        return resolver.resolve(events, claim.where, first, last)
    if killed.of is None:
        return resolver.resolve(None, claim.where, first, last)
    resolved = resolver.resolve(Events(involving=killed.of), claim.where, first, last)
    party = resolved.query.who.first
    if party is not None and party.ids() == {"civilians"}:
        # Civilians die in events between others too: every row counts, for its civilian dead.
        who = Who("anyone", party)
        return replace(resolved, query=replace(resolved.query, who=who))
    return resolved
