"""A place on the map, and the answer to the question which place a name means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.places.areas import Bounds
from onrecord.places.distance import coordinates
from onrecord.places.outline import Outline

Kind = Literal["settlement", "unit1", "unit2", "country"]
"""A point with a name (a village, but also a base, a hill, a dam); a unit of first or second
order; a country."""

Want = Literal["settlement", "unit", "country"]
How = Literal["exact", "normalised", "fuzzy"]

UNITS: tuple[Kind, ...] = ("unit1", "unit2")

SAME_PLACE_KM = 15.0
"""Rows of one name closer than this are one place; farther ones are homonyms."""


@dataclass(frozen=True)
class Place:
    """One place. Coordinates in degrees; `bounds` are west, south, east, north."""

    name: str
    kind: Kind
    lat: float
    lon: float
    unit: str | None = None
    """The first-order unit it lies in, as the record writes it."""
    district: str | None = None
    country: str | None = None
    source: str = "record"
    """`record`, `geonames` or `file`."""
    bounds: Bounds | None = None
    population: int | None = None
    events: int = 0
    """How many rows of the record name it (a unit: lie in it)."""
    names: frozenset[str] = frozenset()
    """Every form in which its source writes it; of a unit, the exact strings of the rows."""
    parents: frozenset[str] = frozenset()
    """Of a unit: the first-order unit's strings as rows write them (its own where `unit1`)."""
    extent_km: float | None = None
    """How far a vague region (a mountain range, a plain) may reach from its point."""
    origin: str | None = None
    """The file that was added to the gazetteer and has it; None for everything else."""
    outline: Outline | None = None
    """Of a unit: its polygon, where a file that was added has one."""

    @property
    def is_unit(self) -> bool:
        return self.kind in UNITS

    def described(self) -> str:
        """`Abu Dali in Idlib Governorate (35.45 N 36.90 E; 6 rows)`."""
        known = []
        if self.events:
            known.append(f"{self.events} row{'s' if self.events > 1 else ''}")
        elif self.population:
            known.append(f"{self.population:,} inhabitants")
        if self.source != "record":
            usual = {"geonames": "GeoNames", "file": "your own file"}[self.source]
            known.append(self.origin or usual)
        return f"{self.name}{self.whereabouts()} ({'; '.join([self.point(), *known])})"

    def whereabouts(self) -> str:
        """` in Idlib Governorate`, or as much of it as is known; begins with a space."""
        around = self.unit if self.kind in ("settlement", "unit2") else None
        around = around or (self.country if self.kind != "country" else None)
        return f" in {around}" if around else ""

    def point(self) -> str:
        return coordinates(self.lat, self.lon)


@dataclass(frozen=True)
class Located:
    """Which place a name was taken to mean, and which others bear it.

    `assumption` is a sentence for the finding wherever something was chosen or guessed, else
    None. `others` are the homonyms that were not chosen, the likeliest first.
    """

    place: Place
    others: tuple[Place, ...]
    how: How
    assumption: str | None
