"""Which of several places of one name is meant, and the sentence that owns up to the choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.places.areas import Side
from onrecord.places.distance import km_between, km_to_context
from onrecord.places.generic import without_unit_words
from onrecord.places.place import SAME_PLACE_KM, Place
from onrecord.places.sides import EDGE_KM, in_box, on_side
from onrecord.places.spelling import key

ELSEWHERE_KM = 50.0
"""A place that the record never names must lie this much nearer to the context to be chosen."""

_SHOWN = 3
_SOURCES = {"file": 0, "record": 1, "geonames": 2}


@dataclass(frozen=True)
class Context:
    """What a report says around a name: the unit, a side of it, other places, a country."""

    units: tuple[Place, ...] = ()
    side: Side | None = None
    near: tuple[tuple[float, float], ...] = ()
    named: str | None = None
    """The unit's name as the report gives it; `units` is empty where nobody knows it."""


@dataclass(frozen=True)
class Chosen:
    place: Place
    others: tuple[Place, ...]
    reason: str | None
    """Why this one, if there were several."""


def choose(candidates: Sequence[Place], context: Context) -> Chosen:
    """The likeliest of homonymous settlements (or of units), the rest in order of likelihood.

    In this order: the unit named (and the side of it); the town that gave a unit its name; the
    smallest median distance to the places of the context; your own file before the record before
    GeoNames; more rows in the record; more inhabitants; then by name, so that the choice never
    depends on the order of rows.
    """
    criteria = _criteria(context)
    ranked = sorted(
        _without_doubles(candidates),
        key=lambda place: (
            *(measure(place) for measure, _ in criteria),
            place.name,
            place.lat,
            place.lon,
        ),
    )
    first = ranked[0]
    if len(ranked) == 1:
        return Chosen(first, (), None)
    for measure, why in criteria:
        if measure(first) != measure(ranked[1]):
            return Chosen(first, tuple(ranked[1:]), why(first, ranked[1]))
    return Chosen(first, tuple(ranked[1:]), "nothing tells them apart and it comes first")


def _without_doubles(candidates: Sequence[Place]) -> list[Place]:
    """The candidates without those for which the user's file gives its own point."""
    given = [place for place in candidates if place.source == "file"]
    return [
        place
        for place in candidates
        if place.source == "file"
        or not any(
            place.kind == own.kind
            and km_between(place.lat, place.lon, own.lat, own.lon) <= SAME_PLACE_KM
            for own in given
        )
    ]


Measure = Callable[[Place], float]
Why = Callable[[Place, Place], str]


def _criteria(context: Context) -> list[tuple[Measure, Why]]:
    def unit_rank(place: Place) -> float:
        return min((_unit_rank(place, unit, context.side) for unit in context.units), default=0)

    def distance(place: Place) -> float:
        if not context.near:
            return 0.0
        handicap = ELSEWHERE_KM if place.source == "geonames" else 0.0
        return km_to_context(place.lat, place.lon, context.near) + handicap

    def why_unit(place: Place, _: Place) -> str:
        named = context.units[0].name if context.units else ""
        if unit_rank(place) == 1:
            return f"it lies on the {context.side} side of {named}, which is named"
        return f"{named} is named"

    return [
        (unit_rank, why_unit),
        (lambda p: 0 if _is_seat(p) else 1, lambda p, _: f"{_seat_of(p)} has its name"),
        (
            distance,
            lambda p, o: (
                "it lies nearest to the other places named "
                f"({km_to_context(p.lat, p.lon, context.near):.0f} km, "
                f"the next {km_to_context(o.lat, o.lon, context.near):.0f} km)"
            ),
        ),
        (
            lambda p: _SOURCES.get(p.source, 3),
            lambda p, _: "it is in your own file" if p.source == "file" else "the record names it",
        ),
        (
            lambda p: -p.events,
            lambda p, o: f"the record names it more often ({p.events} rows against {o.events})",
        ),
        (
            lambda p: -(p.population or 0),
            lambda p, _: f"it is the largest ({p.population:,} inhabitants)",
        ),
    ]


def lies_in(place: Place, unit: Place, side: Side | None) -> bool:
    """Whether a place is recorded in a unit (on a side of it, up to 25 km past the middle)."""
    return _unit_rank(place, unit, side) == 0


def _unit_rank(place: Place, unit: Place, side: Side | None) -> float:
    """0 in the unit named (on the side named); 1 on that side of its box, though recorded in a
    neighbour; 2 in the unit on the wrong side; 3 elsewhere.

    Rank 1, because villages at the edge are coded now to one unit, now to the next: the Abu Dali
    “in the north of Hama” of October 2017 stands under Idlib.
    """
    if place.source == "geonames" and place.unit is None and unit.kind != "country":
        inside = unit.bounds is not None and in_box(unit.bounds, place.lat, place.lon)
    elif unit.kind == "country":
        inside = place.country in unit.names
    else:
        inside = place.unit in unit.names or place.district in unit.names
    if side is None or unit.bounds is None:
        return 0 if inside else 3
    fits = on_side(unit.bounds, side, place.lat, place.lon)
    if inside:
        return 0 if fits else 2
    return 1 if fits and in_box(unit.bounds, place.lat, place.lon, EDGE_KM) else 3


def _seat_of(place: Place) -> str | None:
    """The unit, of those it lies in, that has the place's own name."""
    own = key(place.name)
    for unit in (place.unit, place.district):
        if unit and key(without_unit_words(unit)) == own:
            return unit
    return None


def _is_seat(place: Place) -> bool:
    return place.kind == "settlement" and _seat_of(place) is not None


def said_of_homonyms(asked: str, chosen: Chosen) -> str | None:
    """The sentence that names the choice, the reason, and the other places with distances."""
    if not chosen.others or chosen.reason is None:
        return None
    place = chosen.place
    shown = chosen.others[:_SHOWN]
    listed = "; ".join(
        f"{other.described()}, {km_between(place.lat, place.lon, other.lat, other.lon):.0f} km away"
        for other in shown
    )
    more = len(chosen.others) - len(shown)
    rest = f"; and {more} more" if more else ""
    others = "there is another" if len(chosen.others) == 1 else "there are others"
    return (
        f"“{asked}” is taken as {place.described()}, because {chosen.reason}; "
        f"{others}: {listed}{rest}."
    )
