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
            hit = _case(claim, Events(by=claim.actor, against=claim.hit), resolver, bench)
            rather = Events(by=claim.actor, against=claim.rather_than)
            return replace(
                hit, parts={"hit": _part(hit), "rather_than": _case(claim, rather, resolver, bench)}
            )
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
    reach = resolver.info.coverage.first if isinstance(claim, Changed | Displaced) else None
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


def _aligned(claim: Aligned, resolver: Resolver, bench: Bench) -> Case:
    """A profile: each leg is a claim of its own, about the same place and days."""
    a, b, c = claim.actor, claim.favours, claim.against
    if a is None or b is None or c is None:
        raise TypeError("a complete aligned claim is needed")
    shared = {"where": claim.where, "when": claim.when}
    others = Events(between=(b, c))
    legs: dict[str, AnyClaim] = {
        "clashes": Nothing(id=f"{claim.id}.clashes", events=Events(between=(a, b)), **shared),
        "strikes": Coincided(
            id=f"{claim.id}.strikes",
            events=Events(by=a, against=c),
            during=Series(events=others),
            **shared,
        ),
        "spared": Nothing(id=f"{claim.id}.spared", events=Events(by=a, against=b), **shared),
        "choice": Targeted(id=f"{claim.id}.choice", actor=a, hit=c, rather_than=b, **shared),
    }
    main = _case(claim, Events(by=a, against=c), resolver, bench)
    parts = {
        name: replace(asked(leg, resolver, bench), own_place=False) for name, leg in legs.items()
    }
    return replace(main, parts=parts)


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
