"""The map's ground: Mercator, outlines of the tested place, extent, ticks, scale bar and names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.assess.finding import TestedPlace

EARTH_KM = 6371.0088
KM_PER_DEGREE = math.pi * EARTH_KM / 180
MOST_LAT = 85.0
"""Mercator runs off to infinity at the poles."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


def mercator(lat: float) -> float:
    """Latitude as Mercator's ordinate, in degrees of longitude at the equator."""
    phi = math.radians(max(-MOST_LAT, min(MOST_LAT, lat)))
    return math.degrees(math.log(math.tan(math.pi / 4 + phi / 2)))


def latitude(y: float) -> float:
    """The latitude of a Mercator ordinate."""
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def rounded_steps(line: NDArray[np.float64], step: float) -> list[int]:
    """Points of shape (n, 2) as whole steps from one to the next: dx, dy, dx, dy, …

    Points that fall onto the one before are left out, but never the last.
    """
    whole = np.rint(line / step).astype(np.int64)
    moves = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    kept = (moves != 0).any(axis=1)
    kept[0] = True
    return [int(value) for value in moves[kept].ravel()]


def circle(lat: float, lon: float, km: float, points: int = 72) -> list[Point]:
    """A circle on the sphere as a closed ring; longitudes may run past ±180."""
    angle, phi = min(km / EARTH_KM, math.pi), math.radians(lat)
    ring = []
    for i in range(points + 1):
        bearing = 2 * math.pi * i / points
        lat2 = math.asin(
            math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
        )
        lon2 = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(phi),
            math.cos(angle) - math.sin(phi) * math.sin(lat2),
        )
        ring.append((lon + math.degrees(lon2), math.degrees(lat2)))
    return ring


def _box(bounds: tuple[float, float, float, float]) -> list[Point]:
    west, south, east, north = bounds
    if west > east:
        east += 360
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _rings(geojson: dict[str, Any]) -> list[list[Point]]:
    """Every ring of a Polygon, MultiPolygon, Feature or collection of them."""
    if "features" in geojson:
        return [ring for f in geojson["features"] for ring in _rings(f)]
    geometry = geojson.get("geometry") or geojson
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or []
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(kind), [])
    return [
        [(float(p[0]), float(p[1])) for p in ring]
        for polygon in polygons
        for ring in polygon
        if len(ring) >= 3
    ]


def outline(place: TestedPlace) -> list[list[Point]]:
    """The rings that stand for a tested place; none where only its centre is known."""
    if place.geojson:
        return _rings(place.geojson)
    if place.lat is not None and place.lon is not None and place.km:
        return [circle(place.lat, place.lon, place.km)]
    if place.bounds:
        return [_box(place.bounds)]
    return []


def turned(lon: float, past_date_line: bool) -> float:
    """A longitude on the map's own scale: 0–360 where the map lies across the date line."""
    if not past_date_line:
        return lon
    return lon + 360 if lon < 0 else lon


def crosses_date_line(longitudes: Sequence[float]) -> bool:
    """Whether points lie closer together across ±180° than across 0°."""
    if len(longitudes) < 2:
        return False
    if max(longitudes) > 180 or min(longitudes) < -180:
        return True
    plain = max(longitudes) - min(longitudes)
    across = [turned(lon, True) for lon in longitudes]
    return plain > 180 and max(across) - min(across) < plain


@dataclass(frozen=True)
class Extent:
    """What the map shows, in degrees of longitude and Mercator ordinates."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def km_per_x(self) -> float:
        """Kilometres to a degree of longitude at the middle of the map."""
        middle = latitude((self.y0 + self.y1) / 2)
        return KM_PER_DEGREE * math.cos(math.radians(middle))

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def extent(points: Iterable[Point], ratio: float, least_km: float = 30.0) -> Extent | None:
    """The extent that holds the points with a margin, `ratio` times as high as wide.

    Points are (longitude on the map's scale, Mercator ordinate). None without points.
    """
    points = list(points)
    if not points:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    least = least_km / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(latitude(y)))))
    wide = max((max(xs) - min(xs)) * 1.14, (max(ys) - min(ys)) * 1.14 / ratio, least)
    high = wide * ratio
    return Extent(x - wide / 2, x + wide / 2, y - high / 2, y + high / 2)


_STEPS = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)


def ticks(low: float, high: float, least: int = 3) -> list[float]:
    """Round degrees between two ends, at least `least` of them where steps allow."""
    for step in _STEPS:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 >= least:
            return [round(i * step, 6) for i in range(first, last + 1)]
    return []


def scale_bar(shown: Extent) -> tuple[float, float]:
    """A round length in km of at most a quarter of the map's width, and its length in degrees."""
    most = shown.width * shown.km_per_x / 4
    power = 10 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most)
    return km, km / shown.km_per_x


@dataclass(frozen=True)
class Label:
    """A place name at a point of the map."""

    text: str
    x: float
    y: float


def names_that_fit(
    wanted: Iterable[Label], shown: Extent, taken: Iterable[Label], width_px: float, most: int = 7
) -> list[Label]:
    """The first names of `wanted` that overlap neither each other nor those in `taken`.

    Text is set in 10 px to the right of its point; its width is reckoned at 5.6 px a letter.
    """
    unit = shown.width / width_px

    def box(label: Label) -> tuple[float, float, float, float]:
        return (
            label.x - 4 * unit,
            label.y - 8 * unit,
            label.x + (12 + 5.6 * len(label.text)) * unit,
            label.y + 8 * unit,
        )

    boxes = [box(label) for label in taken]
    chosen: list[Label] = []
    for label in wanted:
        if len(chosen) == most:
            break
        left, bottom, right, top = box(label)
        if not shown.holds(label.x, label.y) or right > shown.x1:
            continue
        if any(left < r and right > le and bottom < t and top > b for le, b, r, t in boxes):
            continue
        boxes.append((left, bottom, right, top))
        chosen.append(label)
    return chosen
