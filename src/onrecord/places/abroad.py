"""GeoNames' places as a record would call them: its country names, its units, its own points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from onrecord.places.areas import Bounds
from onrecord.places.countries import code_of, codes_with, names_of
from onrecord.places.distance import km_between
from onrecord.places.geonames import GeoNames
from onrecord.places.index import Index
from onrecord.places.place import SAME_PLACE_KM, Place
from onrecord.places.spelling import key

_VOTERS = 1000
"""How many of a country's best recorded places say which unit a GeoNames code stands for."""


@dataclass(frozen=True, eq=False)
class Abroad:
    """GeoNames beside a record's own places."""

    own: Index
    geonames: GeoNames
    _units: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    _countries: dict[str, Place | None] = field(default_factory=dict, repr=False)

    @classmethod
    def beside(cls, own: Index) -> Abroad:
        codes = frozenset(code for name in own.country_names for code in codes_with(name))
        return cls(own, GeoNames(codes))

    @cached_property
    def _country_names(self) -> dict[str, str]:
        """What the record calls each country; territories by the country it codes them under."""
        named = [place.name for place in self.own.countries]
        called = {code: name for name in named for code in codes_with(name)}
        return called | {code: name for name in named if (code := code_of(name))}

    def country_name(self, code: str) -> str:
        return self._country_names.get(code) or (names_of(code) or (code,))[0]

    def places(self, rows: Iterable[int]) -> list[Place]:
        """Rows of GeoNames as places, each with the record's unit and country where known."""
        return [self._place(row) for row in rows]

    def _place(self, row: int) -> Place:
        code, admin1 = self.geonames.admin1(row)
        unit = self._units_of(code).get(admin1) if code in self.geonames.codes else None
        return self.geonames.place(row, unit=unit, country=self.country_name(code))

    def _units_of(self, code: str) -> dict[str, str]:
        """GeoNames' codes of a country's first-order units → the record's names.

        GeoNames gives a code per place and no name. Places that both know, within 15 km of each
        other, vote.
        """
        if code not in self._units:
            votes: dict[str, Counter[str]] = {}
            voters = [
                place
                for place in self.own.places
                if place.kind == "settlement"
                and place.unit
                and place.country
                and code in codes_with(place.country)
            ]
            for place in sorted(voters, key=lambda p: -p.events)[:_VOTERS]:
                for row in self.geonames.own_name(key(place.name)):
                    found_code, admin1 = self.geonames.admin1(row)
                    if found_code == code and self._km(place, row) <= SAME_PLACE_KM:
                        votes.setdefault(admin1, Counter())[str(place.unit)] += 1
            self._units[code] = {a: units.most_common(1)[0][0] for a, units in votes.items()}
        return self._units[code]

    def _km(self, place: Place, row: int) -> float:
        return km_between(place.lat, place.lon, *self.geonames.point(row))

    def own_place(self, row: int) -> Place | None:
        """The record's place that a row of GeoNames is, by any of its names, or None."""
        for name in self.geonames.names(row):
            for place in self.own.by_key.get(key(name), []):
                if place.kind == "settlement" and self._km(place, row) <= SAME_PLACE_KM:
                    return place
        return None

    def country(self, code: str) -> Place | None:
        """A country that the record does not name: the box of its cities, its largest city."""
        if code not in self._countries:
            self._countries[code] = self._country(code)
        return self._countries[code]

    def _country(self, code: str) -> Place | None:
        rows = self.geonames.rows_in(code)
        if not rows:
            return None
        lats = self.geonames.column("lat", rows)
        lons = self.geonames.column("lon", rows)
        populations = self.geonames.column("population", rows)
        largest = int(np.argmax(populations))
        return Place(
            name=names_of(code)[0],
            kind="country",
            lat=lats[largest],
            lon=lons[largest],
            country=names_of(code)[0],
            source="geonames",
            bounds=_box(lats, lons),
            names=frozenset(names_of(code)),
        )


def _box(lats: list[float], lons: list[float]) -> Bounds:
    """The smallest box around points; west > east where it crosses the date line."""
    turns = sorted(lons)
    gaps = [(b - a, a, b) for a, b in pairwise(turns)]
    around = turns[0] + 360 - turns[-1]
    widest = max(gaps, default=(0.0, turns[-1], turns[0]))
    if widest[0] > around:
        return widest[2], min(lats), widest[1], max(lats)
    return turns[0], min(lats), turns[-1], max(lats)
