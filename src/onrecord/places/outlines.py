"""Units with outlines from files of one's own, matched with the units that a record names.

A unit of the record gets the outline of the unit of that level, country and name; one that the
record never names becomes a place of its own. What no file outlines stays as it is: by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.places.areas import Bounds
from onrecord.places.countries import codes_with, names_of
from onrecord.places.index import strong_names
from onrecord.places.outline import Outline
from onrecord.places.place import Place
from onrecord.places.spelling import key, loose


@dataclass(frozen=True)
class OutlinedUnit:
    """An administrative unit as a file has it. `country` is its ISO 3166 code."""

    name: str
    also: tuple[str, ...]
    level: Literal[1, 2]
    country: str
    lat: float
    lon: float
    """A point inside of it."""
    outline: Outline

    @property
    def kind(self) -> Literal["unit1", "unit2"]:
        return "unit1" if self.level == 1 else "unit2"

    def place(self, country: str) -> Place:
        """The unit as a place, in the country as the record calls it."""
        names = frozenset({self.name, *self.also})
        return Place(
            name=self.name,
            kind=self.kind,
            lat=self.lat,
            lon=self.lon,
            country=country,
            source="file",
            bounds=self.outline.bounds,
            names=names,
            parents=names if self.level == 1 else frozenset(),
            origin=self.outline.origin,
            outline=self.outline,
        )


def outlined(places: Sequence[Place], units: Iterable[OutlinedUnit]) -> tuple[Place, ...]:
    """The places with the outlines of those of the units that they are, and the other units.

    Only units of countries that the places lie in count. A name that fits several units, or a
    unit that fits several names' spellings, is not guessed at: it stays without an outline.
    """
    countries = {p.country for p in places if p.country} | {
        p.name for p in places if p.kind == "country"
    }
    called = {code: name for name in sorted(countries) for code in codes_with(name)}
    near = [unit for unit in units if unit.country in called]
    if not near:
        return tuple(places)
    used: set[str] = set()
    done: list[Place] = []
    for place in places:
        fits = _fitting(place, near) if place.is_unit and place.country else []
        if len(fits) == 1:
            used.add(fits[0].outline.digest)
            done.append(_with_outline(place, fits[0]))
        else:
            done.append(place)
    new = [u.place(called[u.country]) for u in near if u.outline.digest not in used]
    return (*done, *new)


def _fitting(place: Place, units: Sequence[OutlinedUnit]) -> list[OutlinedUnit]:
    codes = codes_with(place.country or "")
    known = [u for u in units if u.kind == place.kind and u.country in codes]
    own = strong_names(place)
    for fold in (key, loose):
        spelt = {fold(name) for name in own} - {""}
        found = [u for u in known if spelt & {fold(n) for n in _names(u)}]
        if found:
            return found
    return []


def _names(unit: OutlinedUnit) -> tuple[str, ...]:
    # A file writes “Hama” or “Hama Governorate”: the same rules take both apart.
    country = (names_of(unit.country) or (unit.country,))[0]
    return strong_names(unit.place(country))


def _with_outline(place: Place, unit: OutlinedUnit) -> Place:
    bounds = unit.outline.bounds
    if place.bounds is not None:
        bounds = _around(place.bounds, bounds)
    return replace(place, bounds=bounds, outline=unit.outline)


def _around(one: Bounds, other: Bounds) -> Bounds:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
