"""What a claim's “where” comes down to: shapes on the sphere.

Plain data; membership is decided in `selection`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from onrecord.places.outline import Outline

Side = Literal[
    "north", "south", "east", "west", "north-east", "north-west", "south-east", "south-west"
]

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True)
class Disc:
    """Everything within `km` of a point (degrees)."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True)
class UnitArea:
    """An administrative unit, known by the names that records give it.

    `names` are the unit's names as rows write them; `bounds` is the bounding box of the rows
    placed in it with a precision of 25 km or better, or of its polygon.
    """

    name: str
    level: Literal[1, 2]
    names: frozenset[str]
    parent: frozenset[str]
    """Names of the first-order unit it lies in (of the unit itself where `level` is 1)."""
    country: str | None
    lat: float
    lon: float
    bounds: Bounds | None
    outline: Outline | None = None
    """Its polygon, if a file has it: rows with a point of their own are in it by geometry."""


@dataclass(frozen=True)
class CountryArea:
    """A whole country, by the names that records give it."""

    name: str
    names: frozenset[str]
    lat: float
    lon: float
    bounds: Bounds | None


@dataclass(frozen=True)
class UnitPart:
    """The part of a unit, or of a country, on one side of the middle of its bounding box.

    Without polygons this is what “north-east of Hama” can mean on a record; within `edge_km` of
    the dividing line a point is only possibly in it.
    """

    unit: UnitArea | CountryArea
    side: Side
    mid_lat: float
    mid_lon: float
    edge_km: float = 25.0


@dataclass(frozen=True)
class Box:
    """A box in degrees; `west` > `east` crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Polygon:
    """A GeoJSON Polygon or MultiPolygon geometry, as a dictionary."""

    geojson: dict[str, Any]


Area = Disc | UnitArea | UnitPart | CountryArea | Box | Polygon
