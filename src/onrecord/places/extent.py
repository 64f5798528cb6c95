"""From words about a place to a shape: how far “in”, “near” and “the area of” reach.

The distances are METHODS §1: “in P” 10 km of a settlement, “near”, “around” 30 km, “the P area”,
“the region” 50 km, a unit its boundary. They are assumptions of a finding, and returned as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import OnrecordError
from onrecord.places.areas import Area, CountryArea, Disc, Side, UnitArea, UnitPart
from onrecord.places.place import Located, Place
from onrecord.places.sides import edge_km, middle
from onrecord.places.where import Relation, WhereWords

IN_KM: dict[Relation, float] = {"in": 10.0, "near": 30.0, "area": 50.0}
"""Kilometres around a settlement, by how the report speaks of it (METHODS §1)."""

_MEANT: dict[Relation, str] = {"in": "in", "near": "near", "area": "the area of"}


@dataclass(frozen=True)
class Extent:
    """A shape, and what was assumed to draw it: sentences for the finding."""

    area: Area
    assumptions: tuple[str, ...]
    assumed_km: bool
    """The distance is an assumption: the verdict is to be recomputed at half and at twice it."""


def area(located: Located, words: WhereWords | None = None, km: float | None = None) -> Extent:
    """The shape that words about a located place come down to.

    `km` is a distance given by the claim: it makes a disc around the place, whatever its kind.
    With a side (“north-east of Hama”) the unit of that name is taken, not the town. Raises
    OnrecordError where a part cannot be told: “central”, or a unit without precise rows.
    """
    words = words or WhereWords(located.place.name)
    km = km if km is not None else words.km
    place = located.place
    said = [located.assumption] if located.assumption else []
    if words.centre:
        raise OnrecordError(
            f"which part of {place.name} is “central” cannot be told on a record",
            todo="Name a side (north, south-east …), a distance, a box, or a polygon.",
        )
    if km is not None:
        return _disc_given(place, words, km, said)
    if words.side and place.kind == "settlement" and words.want != "settlement":
        unit = _unit_of_that_name(located)
        if unit is not None:
            said = [f"“{words.name}” is taken as {unit.name}, because a side of it is named."]
            place = unit
    if place.kind == "settlement":
        return _around(place, words, said)
    if words.relation != "in" or (words.rural and not words.side):
        meant = "the countryside of" if words.rural else _MEANT[words.relation]
        said.append(f"“{meant} {words.name}” is read as the whole of {place.name}.")
    if words.side:
        part = part_of(place, words.side)
        return Extent(part, (*said, said_of_part(place, part)), assumed_km=False)
    return Extent(shape_of(place), tuple(said), assumed_km=False)


def shape_of(place: Place) -> UnitArea | CountryArea:
    """A unit or a country as an area, with the exact strings that rows write for it."""
    names = place.names or frozenset({place.name})
    if place.kind == "country":
        return CountryArea(place.name, names, place.lat, place.lon, place.bounds)
    return UnitArea(
        name=place.name,
        level=1 if place.kind == "unit1" else 2,
        names=names,
        parent=place.parents or (names if place.kind == "unit1" else frozenset()),
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        bounds=place.bounds,
        outline=place.outline,
    )


def _unit_of_that_name(located: Located) -> Place | None:
    units = [other for other in located.others if other.kind == "unit1"]
    units += [other for other in located.others if other.kind == "unit2"]
    return units[0] if units else None


def _disc_given(place: Place, words: WhereWords, km: float, said: list[str]) -> Extent:
    if place.kind != "settlement":
        said.append(f"The {km:g} km are measured from the middle of {place.name}, {place.point()}.")
    if words.side:
        said.append(f"“{words.side}” is not used: {km:g} km on every side of {place.name}.")
    return Extent(Disc(place.lat, place.lon, km), tuple(said), assumed_km=False)


def _around(place: Place, words: WhereWords, said: list[str]) -> Extent:
    relation: Relation = words.relation
    if relation == "in" and words.want == "unit":
        relation = "area"
    elif relation == "in" and (words.rural or (words.side and words.want != "settlement")):
        relation = "near"
    km = IN_KM[relation]
    if place.extent_km and place.extent_km > km:
        km = place.extent_km
        said.append(f"The record knows {place.name} only vaguely (where_prec 5).")
    if words.side:
        said.append(
            f"“{words.side}” is not used: a side of {place.name} cannot be told without its bounds."
        )
    said.append(f"“{_MEANT[relation]} {words.name}” is read as within {km:g} km of it.")
    return Extent(Disc(place.lat, place.lon, km), tuple(said), assumed_km=True)


def part_of(place: Place, side: Side) -> UnitPart:
    """The part of a unit or a country on one side of the middle of its bounding box.

    The box is that of its rows with where_prec ≤ 2. Raises OnrecordError where there are none.
    """
    if place.bounds is None or place.kind == "settlement":
        raise OnrecordError(
            f"which part of {place.name} is its {side} cannot be told: "
            "no event in it has a precise point",
            todo="Name a place and a distance, a box, or a polygon.",
        )
    bounds = place.outline.bounds if place.outline else place.bounds
    return UnitPart(shape_of(place), side, *middle(bounds), edge_km(bounds, side))


def said_of_part(place: Place, part: UnitPart) -> str:
    """The sentence that says where the line runs."""
    lines = []
    if "north" in part.side or "south" in part.side:
        parallel = f"{abs(part.mid_lat):.2f} {'N' if part.mid_lat >= 0 else 'S'}"
        lines.append(f"{part.side.split('-')[0]} of {parallel}")
    if "east" in part.side or "west" in part.side:
        meridian = f"{abs(part.mid_lon):.2f} {'E' if part.mid_lon >= 0 else 'W'}"
        lines.append(f"{part.side.split('-')[-1]} of {meridian}")
    what = "cities" if place.source == "geonames" else "precisely placed events"
    if place.outline:
        what = "outline"
    return (
        f"The {part.side} of {place.name} is read as its part {' and '.join(lines)}, the middle "
        f"of the box of its {what}; within {part.edge_km:g} km of that line a point is only "
        "possibly in it."
    )
