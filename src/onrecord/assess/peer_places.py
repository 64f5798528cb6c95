"""Other places of a record of the same size as a claim's own, that share no event with it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.places.areas import Area, Box, CountryArea, Disc, Polygon, UnitArea, UnitPart
from onrecord.records.schema import Categories, Events, Mask
from onrecord.selection.where import (
    COUNTRY,
    DISTRICT,
    EXACT_KM,
    KM_PER_DEGREE,
    NEAR,
    NEAR_KM,
    UNIT,
    Levels,
    radius_km,
)
from onrecord.stats.distinct import different_points
from onrecord.stats.sphere import EARTH_RADIUS_KM, chord, distance_km, unit_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CIRCLES = 200
"""Circles, around the points with most events, from which a writer is taken to have picked."""

ASSUMED_KM = 50.0
"""Radius of the places compared with a unit's part of unknown size (METHODS 1: “the region”)."""


def places_of(events: Events, areas: tuple[Area, ...], where: Levels, dated: Mask) -> Ints:
    """The place of each row, shape (n,): 0 in the claim's own, from 1 in another, −1 in none.

    `where`: the level of each row in the claim's own areas; `dated`: the rows that will be counted.
    A circle is compared with circles of its radius around the record's own precise points, those
    with most events first, none of which overlaps another or the claim's; units with the other
    units of their level; any other shape with circles of its area.
    """
    own = where == Level.CERTAIN
    if areas and all(isinstance(area, UnitArea | CountryArea) for area in areas):
        codes = _unit_codes(events, areas)
    elif areas:
        codes = _disc_codes(events, areas, where, dated)
    else:
        codes = np.full(len(events), -1, dtype=np.int64)
    codes[where > Level.NONE] = -1
    codes[own] = 0
    return codes


def _unit_codes(events: Events, areas: tuple[Area, ...]) -> Ints:
    """Codes from 1 of the units of the finest level among `areas`."""
    level = max(area.level if isinstance(area, UnitArea) else 0 for area in areas)
    column, coarsest = {
        0: (events.country, COUNTRY),
        1: (events.adm1, UNIT),
        2: (events.adm2, DISTRICT),
    }[level]
    named = (events.where_prec <= coarsest) & _says(column)
    codes = column.codes.astype(np.int64)
    if level == 2:
        # Districts of two provinces may bear one name.
        codes = codes + (events.adm1.codes.astype(np.int64) + 1) * len(column.values)
    return np.where(named, codes + 1, -1)


def _says(column: Categories) -> Mask:
    blank = [code for code, value in enumerate(column.values) if not value]
    return np.asarray((column.codes >= 0) & ~np.isin(column.codes, blank), dtype=bool)


@dataclass(frozen=True, eq=False)
class Circles:
    """Circles that may overlap one another but not the claim's place, which is number 0."""

    lat: Floats
    """Of each circle's middle in degrees, shape (circles,); NaN for the claim's own place."""
    lon: Floats
    km: float
    row: Ints
    """Which row lies in which circle, both of shape (entries,)."""
    circle: Ints


def circles_of(
    events: Events, areas: tuple[Area, ...], where: Levels, dated: Mask
) -> Circles | None:
    """Circles around each of the record's busiest points; None where places are units.

    A writer who picks a place picks it as freely as that: where circles may not overlap, as among
    peers, the most striking ones are seldom found.
    """
    if not areas or all(isinstance(area, UnitArea | CountryArea) for area in areas):
        return None
    km = radius_of(areas)
    rows = _pointed(events, dated, km)
    points = _free_points(events, areas, where, rows, km)[:CIRCLES]
    own = np.flatnonzero(where == Level.CERTAIN)
    # Many rows stand at one point: measure each once, for either precision.
    lat, lon, at = different_points(events.lat[rows], events.lon[rows])
    away = distance_km(lat[:, None], lon[:, None], events.lat[points], events.lon[points])
    reaches = np.concatenate([away + EXACT_KM <= km, away + NEAR_KM <= km])
    near = events.where_prec[rows] == NEAR
    inside, circle = np.nonzero(reaches[at + len(lat) * near])
    return Circles(
        lat=np.concatenate([[np.nan], events.lat[points]]),
        lon=np.concatenate([[np.nan], events.lon[points]]),
        km=km,
        row=np.concatenate([own, rows[inside]]).astype(np.int64),
        circle=np.concatenate([np.zeros(own.size), circle + 1]).astype(np.int64),
    )


def _pointed(events: Events, dated: Mask, km: float) -> Ints:
    """Rows whose point is precise enough to lie in a circle of that radius."""
    finite = np.isfinite(events.lat + events.lon)
    pointed = dated & (events.where_prec <= NEAR) & finite & (radius_km(events) <= km)
    return np.flatnonzero(pointed).astype(np.int64)


def _disc_codes(events: Events, areas: tuple[Area, ...], where: Levels, dated: Mask) -> Ints:
    from scipy.spatial import cKDTree

    codes = np.full(len(events), -1, dtype=np.int64)
    km = radius_of(areas)
    radius = radius_km(events)
    rows = _pointed(events, dated, km)
    centres = _centres(events, areas, where, rows, km)
    if centres.size == 0:
        return codes
    # Many rows stand at one point: measure each once. Circles do not overlap, so a row can only be
    # in that of its nearest centre.
    lat, lon, at = different_points(events.lat[rows], events.lon[rows])
    tree = cKDTree(unit_vectors(events.lat[centres], events.lon[centres]))
    near = np.asarray(tree.query(unit_vectors(lat, lon))[1], dtype=np.int64)
    middle = centres[near]
    distance = distance_km(lat, lon, events.lat[middle], events.lon[middle])
    inside = distance[at] + radius[rows] <= km
    codes[rows[inside]] = near[at[inside]] + 1
    return codes


def _free_points(
    events: Events, areas: tuple[Area, ...], where: Levels, rows: Ints, km: float
) -> Ints:
    """Rows at whose points circles clear of the claim's place can be laid, busiest point first."""
    from scipy.spatial import cKDTree

    if rows.size == 0:
        return rows
    # Points to four decimals, south to north and then west to east, as one whole number each.
    north, east = (np.rint(at[rows] * 1e4).astype(np.int64) for at in (events.lat, events.lon))
    at = north * 10_000_000 + east
    _, first, times = np.unique(at, return_index=True, return_counts=True)
    # Equals in the order of their coordinates, which no order of the rows can change.
    points = rows[first[np.argsort(-times, kind="stable")]]
    free = np.ones(points.size, dtype=bool)
    for area in areas:
        if isinstance(area, Disc):
            away = distance_km(events.lat[points], events.lon[points], area.lat, area.lon)
            free &= away >= area.km + km
    if not all(isinstance(area, Disc) for area in areas):
        own = np.flatnonzero((where > Level.NONE) & (events.where_prec <= NEAR))
        own = own[np.isfinite(events.lat[own] + events.lon[own])]
        if own.size:
            inside = cKDTree(unit_vectors(events.lat[own], events.lon[own]))
            vectors = unit_vectors(events.lat[points], events.lon[points])
            free &= inside.query(vectors)[0] > chord(km)
    return np.asarray(points[free], dtype=np.int64)


def _centres(events: Events, areas: tuple[Area, ...], where: Levels, rows: Ints, km: float) -> Ints:
    """Rows at whose points circles are laid that do not overlap, busiest point first."""
    from scipy.spatial import cKDTree

    points = _free_points(events, areas, where, rows, km)
    if points.size == 0:
        return points
    vectors = unit_vectors(events.lat[points], events.lon[points])
    tree, free = cKDTree(vectors), np.ones(points.size, dtype=bool)
    taken: list[int] = []
    reach = chord(2.0 * km)
    for point in range(points.size):
        if free[point]:
            taken.append(point)
            free[tree.query_ball_point(vectors[point], reach)] = False
    return np.asarray(points[taken], dtype=np.int64)


def radius_of(areas: tuple[Area, ...]) -> float:
    """Radius in km of a circle of the same area as all of `areas` together."""
    if len(areas) == 1 and isinstance(areas[0], Disc):
        return areas[0].km
    return math.sqrt(sum(_square_km(area) for area in areas) / math.pi)


def _square_km(area: Area) -> float:
    match area:
        case Disc():
            return math.pi * area.km**2
        case Box():
            return _box_km2(area.west, area.south, area.east, area.north)
        case Polygon():
            from shapely.geometry import shape

            geometry = shape(area.geojson)
            shrink = math.cos(math.radians(geometry.centroid.y))
            return float(geometry.area) * KM_PER_DEGREE**2 * shrink
        case UnitPart():
            share = 0.25 if "-" in area.side else 0.5
            return share * _square_km(area.unit)
        case UnitArea() | CountryArea():
            return math.pi * ASSUMED_KM**2 if area.bounds is None else _box_km2(*area.bounds)


def _box_km2(west: float, south: float, east: float, north: float) -> float:
    width = math.radians((east - west) % 360.0 or (360.0 if east != west else 0.0))
    height = math.sin(math.radians(north)) - math.sin(math.radians(south))
    return EARTH_RADIUS_KM**2 * width * height
