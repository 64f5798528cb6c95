"""What a name may mean, while it is being typed: actors, places with their homonyms, days."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from onrecord.actors import Registry, normalise
from onrecord.claims import InPlace, Near, When
from onrecord.errors import UnknownNameError
from onrecord.places import Gazetteer, Place
from onrecord.places.distance import km_between
from onrecord.places.spelling import key
from onrecord.reading.dates import time_expressions
from onrecord.selection import Resolver

MOST = 12
_SAME_KM = 1.0


@dataclass(frozen=True)
class ActorOffer:
    name: str
    label: str
    kind: str
    alias: str
    """The name under which it was found, where that is another."""


@dataclass(frozen=True)
class PlaceOffer:
    """A place, and the `where` that means it and none of its homonyms (km left to the person)."""

    name: str
    kind: str
    around: str
    lat: float
    lon: float
    described: str
    spot: dict[str, Any]
    chosen: bool = False
    """Whether the name alone is taken to mean this one."""


@dataclass(frozen=True)
class DayOffer:
    text: str
    when: str
    vague: bool
    assumed: str


@lru_cache(maxsize=4)
def _forms(registry: Registry) -> tuple[tuple[str, str, str], ...]:
    """Every name that an actor is known by: normalised, as written, and the actor's id."""
    return tuple(
        (normalise(form), form, actor_id) for form, actor_id in registry.surface_forms().items()
    )


def actors(registry: Registry, typed: str, on: dt.date | None = None) -> list[ActorOffer]:
    """Actors whose names begin with what was typed, or have a word that does; then the nearest."""
    wanted = normalise(typed[:200])
    if not wanted:
        return []
    ranked: dict[str, tuple[tuple[int, int, str], str]] = {}
    for form, written, actor_id in _forms(registry):
        if form == wanted:
            rank = 0
        elif form.startswith(wanted):
            rank = 1
        elif f" {wanted}" in form:
            rank = 2
        else:
            continue
        place = (rank, len(form), written)
        if actor_id not in ranked or place < ranked[actor_id][0]:
            ranked[actor_id] = (place, written)
    found = sorted(ranked, key=lambda i: ranked[i][0])[:MOST]
    offers = [_actor(registry, i, ranked[i][1]) for i in found]
    if not offers:
        try:
            match = registry.find(typed[:200], on=on)
            offers = [_actor(registry, match.actor.id, typed)]
        except UnknownNameError as error:
            offers = [ActorOffer(name, name, "", "") for name in error.nearest]
    return offers


def _actor(registry: Registry, actor_id: str, alias: str) -> ActorOffer:
    actor = registry.actor(actor_id)
    other = alias if normalise(alias) != normalise(actor.name) else ""
    return ActorOffer(actor.name, actor.label, actor.kind, other)


@lru_cache(maxsize=4)
def _named(gazetteer: Gazetteer) -> tuple[tuple[str, Place], ...]:
    return tuple((key(place.name), place) for place in gazetteer.places)


def places(resolver: Resolver, typed: str) -> list[PlaceOffer]:
    """Every place of the name that was typed, the likeliest first; then those it is a part of."""
    name = " ".join(typed[:200].split())
    wanted = key(name)
    if not wanted:
        return []
    offers: list[PlaceOffer] = []
    try:
        located = resolver.gazetteer.find(name, near=resolver.near)
        offers = [place_offer(resolver, located.place, chosen=True)]
        offers += [place_offer(resolver, other) for other in located.others[:MOST]]
    except UnknownNameError as error:
        if not _named(resolver.gazetteer):
            return [_unplaced(other) for other in error.nearest]
    here = {(o.name, o.kind, o.lat, o.lon) for o in offers}
    longer = [p for form, p in _named(resolver.gazetteer) if form.startswith(wanted)]
    longer += [p for form, p in _named(resolver.gazetteer) if f" {wanted}" in form]
    longer.sort(key=lambda p: -p.events)
    for place in dict.fromkeys(longer):
        if len(offers) >= MOST:
            break
        offer = place_offer(resolver, place)
        if (offer.name, offer.kind, offer.lat, offer.lon) not in here:
            offers.append(offer)
    return offers


def _unplaced(name: str) -> PlaceOffer:
    return PlaceOffer(name, "", "", 0.0, 0.0, name, {"place": name})


def place_offer(resolver: Resolver, place: Place, *, chosen: bool = False) -> PlaceOffer:
    return PlaceOffer(
        name=place.name,
        kind=place.kind,
        around=place.whereabouts().strip(),
        lat=round(place.lat, 4),
        lon=round(place.lon, 4),
        described=place.described(),
        spot=spot_of(resolver, place),
        chosen=chosen,
    )


def spot_of(resolver: Resolver, place: Place) -> dict[str, Any]:
    """How a claim names this place so that it is taken for it: by name, unit, or coordinates."""
    taken = "unit" if place.is_unit else place.kind
    plain = {"place": place.name, "taken_as": taken}
    tries: list[dict[str, Any]] = [plain] if taken != "settlement" else [{"place": place.name}]
    if place.unit and taken != "country":
        tries.append({**tries[0], "unit": place.unit})
    if place.country and taken != "country":
        tries.append({**tries[-1], "country": place.country})
    for spot in tries:
        try:
            resolved = resolver.place(InPlace.model_validate(spot)).place
        except UnknownNameError:
            continue
        if resolved is not None and resolved.kind == place.kind and _same(resolved, place):
            return spot
    point = Near.model_validate({"near": [round(place.lat, 4), round(place.lon, 4)]})
    return point.model_dump(mode="json", exclude_defaults=True)


def _same(one: Place, other: Place) -> bool:
    return km_between(one.lat, one.lon, other.lat, other.lon) <= _SAME_KM


def days(typed: str, published: dt.date | None) -> list[DayOffer]:
    """What words or digits may mean as days, counted from the report's date where they need it."""
    text = typed.strip()[:200]
    offers: list[DayOffer] = []
    if text:
        try:
            when = When.model_validate(text)
            offers.append(DayOffer(text, when.iso, False, ""))
        except ValueError:
            pass
        for found in time_expressions(text, published):
            if found.first is None and found.last is None:
                continue
            when = When(first=found.first, last=found.last)
            offers.append(DayOffer(found.text, when.iso, found.vague, found.assumed or ""))
    return list({offer.when: offer for offer in reversed(offers)}.values())[::-1][:MOST]


def plain(offers: list[Any]) -> list[dict[str, Any]]:
    """Offers as JSON."""
    return [asdict(offer) for offer in offers]
