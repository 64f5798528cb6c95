"""Whether an event lies in an area: certain, possible, or not (METHODS 1).

A row's point is as good as its precision code: exact (1 km), near (25 km), a second-order unit, a
first-order unit, or a vague part of one (100 km). A row coded to a unit tells only the unit: its
point is the unit's centre and says nothing of where in it the event was.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.places.areas import (
    Area,
    Bounds,
    Box,
    CountryArea,
    Disc,
    Polygon,
    UnitArea,
    UnitPart,
)
from onrecord.records.schema import Categories, Events, Mask
from onrecord.selection.outlined import discs
from onrecord.selection.query import UnitBounds
from onrecord.stats.sphere import EARTH_RADIUS_KM, distance_km

Levels = NDArray[np.int8]

KM_PER_DEGREE = EARTH_RADIUS_KM * np.pi / 180.0
EXACT_KM, NEAR_KM, VAGUE_KM = 1.0, 25.0, 100.0
NEAR, DISTRICT, UNIT, VAGUE, COUNTRY = 2, 3, 4, 5, 6


def radius_km(events: Events) -> NDArray[np.float64]:
    """Uncertainty of each event's point in km, shape (n,); infinite where the point is a unit's."""
    radius = np.full(len(events), np.inf)
    radius[events.where_prec == 1] = EXACT_KM
    radius[events.where_prec == NEAR] = NEAR_KM
    radius[events.where_prec == VAGUE] = VAGUE_KM
    radius[np.isnan(events.lat) | np.isnan(events.lon)] = np.inf
    return radius


def _from_masks(certain: Mask, possible: Mask) -> Levels:
    level = np.where(possible, Level.POSSIBLE, Level.NONE).astype(np.int8)
    level[certain & possible] = Level.CERTAIN
    return level


def _within(bounds: Bounds, lat: float, lon: float, km: float) -> bool:
    """Whether the nearest point of a box is at most so far from a point (0 km inside)."""
    west, south, east, north = bounds
    near_lat = min(max(lat, south), north)
    near_lon = min(max(lon, west), east)
    # Most units are so far north or south that nothing need be worked out.
    if abs(near_lat - lat) * KM_PER_DEGREE > km + 1.0:
        return False
    return bool(distance_km(lat, lon, near_lat, near_lon) <= km)


def _reach(events: Events, units: UnitBounds) -> list[tuple[Mask, Bounds | None]]:
    """Rows coded to a unit, group by group, with the box that the unit's exact rows span."""
    groups: list[tuple[Mask, Bounds | None]] = []
    for level, coarse, column in ((2, DISTRICT, events.adm2), (1, UNIT, events.adm1)):
        coded = events.where_prec == coarse
        if not coded.any():
            continue
        for code in np.unique(column.codes[coded]):
            name = column.values[code] if code >= 0 else ""
            groups.append((coded & (column.codes == code), units.get((level, name))))
    return groups


def _in_disc(events: Events, area: Disc, units: UnitBounds) -> Levels:
    distance = distance_km(events.lat, events.lon, area.lat, area.lon)
    radius = radius_km(events)
    with np.errstate(invalid="ignore"):
        certain = distance + radius <= area.km
        possible = distance - radius <= area.km
    level = _from_masks(certain, possible & np.isfinite(radius))
    for rows, bounds in _reach(events, units):
        if bounds is None:
            # Nothing exact lies in the unit: its point is all there is, and it is vague.
            level[rows & (distance - VAGUE_KM <= area.km)] = Level.POSSIBLE
        elif _within(bounds, area.lat, area.lon, area.km):
            level[rows] = Level.POSSIBLE
    return level


def _in_unit(events: Events, area: UnitArea) -> Levels:
    column = events.adm1 if area.level == 1 else events.adm2
    named = column.isin(area.names)
    finest = UNIT if area.level == 1 else DISTRICT
    certain = named & (events.where_prec <= finest)
    possible = named & (events.where_prec <= VAGUE)
    if area.level == 2:
        in_parent = events.adm1.isin(area.parent) & np.isin(events.where_prec, (UNIT, VAGUE))
        possible |= in_parent & (events.adm2.codes < 0)
    if area.outline is not None:
        return _in_outline(events, area, certain, possible)
    if area.bounds is not None:
        # A row that names no unit is possibly in it where its point lies in the unit's box.
        west, south, east, north = area.bounds
        near = _box_km(events, Box(west, south, east, north))
        inside = (near >= 0) & (events.where_prec <= DISTRICT)
        vague = (near >= -VAGUE_KM) & (events.where_prec == VAGUE)
        unnamed = (column.codes < 0) | np.isin(column.codes, _blank(column))
        possible |= unnamed & (inside | vague)
    return _from_masks(certain, possible)


def _in_outline(events: Events, area: UnitArea, certain: Mask, possible: Mask) -> Levels:
    """A unit whose outline is known; `certain`, `possible`: what the names of the rows say.

    A row with a point of its own is in it by geometry: certain where its disc lies inside,
    possible where it touches. One that the record names in the unit but puts outside of its
    outline stays possible: the two sources differ. Rows coded to a unit are told by their names.
    """
    assert area.outline is not None  # noqa: S101  (that is what the caller looked at)
    column = events.adm1 if area.level == 1 else events.adm2
    named = column.isin(area.names)
    radius = radius_km(events)
    inside, touches = discs(area.outline, events.lat, events.lon, radius)
    pointed = (events.where_prec <= NEAR) & np.isfinite(radius)
    unnamed = (column.codes < 0) | np.isin(column.codes, _blank(column))
    # The point of a row that is coded to a smaller unit lies in that unit, and so in this one.
    point = discs(area.outline, events.lat, events.lon, np.where(pointed, np.inf, 0.0))[1]
    coded = unnamed & (
        (point & (events.where_prec <= DISTRICT)) | (touches & (events.where_prec == VAGUE))
    )
    return _from_masks(
        np.where(pointed, inside, certain),
        np.where(pointed, touches | named, possible | coded),
    )


def _in_part(events: Events, area: UnitPart) -> Levels:
    whole = (
        _in_country(events, area.unit)
        if isinstance(area.unit, CountryArea)
        else _in_unit(events, area.unit)
    )
    # Signed km past each dividing line, towards the side that is meant.
    past = np.full(len(events), np.inf)
    lat_km = (events.lat - area.mid_lat) * KM_PER_DEGREE
    lon_km = (events.lon - area.mid_lon) * KM_PER_DEGREE * np.cos(np.radians(area.mid_lat))
    for word, signed in (
        ("north", lat_km),
        ("south", -lat_km),
        ("east", lon_km),
        ("west", -lon_km),
    ):
        if word in area.side:
            past = np.minimum(past, signed)
    past = np.nan_to_num(past, nan=-np.inf)
    pointed = events.where_prec <= NEAR
    level = np.minimum(
        whole,
        _from_masks(
            pointed & (past >= area.edge_km),
            np.where(pointed, past >= -area.edge_km, True),
        ),
    )
    return np.asarray(level, dtype=np.int8)


def _in_country(events: Events, area: CountryArea) -> Levels:
    named = events.country.isin(area.names)
    return _from_masks(named & (events.where_prec <= COUNTRY), named)


def _blank(column: Categories) -> list[int]:
    """Codes of values that say nothing."""
    return [code for code, value in enumerate(column.values) if not value]


def _box_km(events: Events, area: Box) -> NDArray[np.float64]:
    """How many km each point lies inside the box, negative outside, −inf without a point."""
    width = (area.east - area.west) % 360.0 or (360.0 if area.east != area.west else 0.0)
    lon = (events.lon - area.west) % 360.0
    shrink = np.maximum(np.cos(np.radians(np.clip(events.lat, -89.0, 89.0))), 0.0175)
    # Km inside each edge, negative outside; a point west of the box is as near as the short way.
    west_km = np.where(lon <= width, lon, np.where(lon - width < 360 - lon, lon, lon - 360))
    inside = np.minimum.reduce(
        [
            (events.lat - area.south) * KM_PER_DEGREE,
            (area.north - events.lat) * KM_PER_DEGREE,
            west_km * KM_PER_DEGREE * shrink,
            (width - west_km) * KM_PER_DEGREE * shrink,
        ]
    )
    if width >= 360.0:
        inside = np.minimum(
            (events.lat - area.south) * KM_PER_DEGREE, (area.north - events.lat) * KM_PER_DEGREE
        )
    return np.asarray(np.nan_to_num(inside, nan=-np.inf), dtype=np.float64)


def _in_box(events: Events, area: Box, units: UnitBounds) -> Levels:
    inside = _box_km(events, area)
    radius = radius_km(events)
    finite = np.isfinite(radius)
    level = _from_masks(finite & (inside >= radius), finite & (inside >= -radius))
    for rows, bounds in _reach(events, units):
        if bounds is None or _boxes_touch(area, bounds):
            level[rows] = Level.POSSIBLE
    return level


def _boxes_touch(area: Box, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    if south > area.north or north < area.south:
        return False
    width = (area.east - area.west) % 360.0
    return (west - area.west) % 360.0 <= width or (area.west - west) % 360.0 <= east - west


def _in_polygon(events: Events, area: Polygon, units: UnitBounds) -> Levels:
    import shapely
    from shapely.geometry import box, shape

    geometry = shape(area.geojson)
    # Kilometres on a plane that touches the polygon's middle: good to a few per cent over the
    # few hundred kilometres that a claim's polygon spans.
    shrink = np.cos(np.radians(geometry.centroid.y)) * KM_PER_DEGREE
    flat = shapely.transform(geometry, lambda points: points * (shrink, KM_PER_DEGREE))
    points = shapely.points(
        np.nan_to_num(events.lon) * shrink, np.nan_to_num(events.lat) * KM_PER_DEGREE
    )
    inside = shapely.contains(flat, points)
    edge = shapely.distance(flat.boundary, points)
    radius = radius_km(events)
    finite = np.isfinite(radius)
    level = _from_masks(finite & inside & (edge >= radius), finite & (inside | (edge <= radius)))
    for rows, bounds in _reach(events, units):
        if bounds is None or geometry.intersects(box(*bounds)):
            level[rows] = Level.POSSIBLE
    return level


def where_levels(events: Events, areas: tuple[Area, ...], units: UnitBounds) -> Levels:
    """The level of each event in the nearest-fitting of `areas`, shape (n,).

    Rows coarser than a first-order unit are left at NONE unless a whole country is asked for:
    `select` lists them apart as unplaced.
    """
    best = np.zeros(len(events), dtype=np.int8)
    for area in areas:
        match area:
            case Disc():
                level = _in_disc(events, area, units)
            case UnitArea():
                level = _in_unit(events, area)
            case UnitPart():
                level = _in_part(events, area)
            case CountryArea():
                level = _in_country(events, area)
            case Box():
                level = _in_box(events, area, units)
            case Polygon():
                level = _in_polygon(events, area, units)
        best = np.maximum(best, level)
    return best
