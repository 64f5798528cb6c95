"""Great-circle distances in kilometres, and how coordinates are written for people."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, in km (haversine)."""
    half_lat = radians(lat2 - lat1) / 2
    half_lon = radians(lon2 - lon1) / 2
    a = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(a)))


def km_to_context(lat: float, lon: float, points: Sequence[tuple[float, float]]) -> float:
    """Median distance in km from a point to the five nearest of `points` (latitude, longitude).

    The nearest few, because a report that names far-off capitals still happens in one place;
    their median, because one of them may itself be a homonym taken wrongly.
    """
    distances = sorted(km_between(lat, lon, *point) for point in points)[:5]
    middle = len(distances) // 2
    if len(distances) % 2:
        return distances[middle]
    return (distances[middle - 1] + distances[middle]) / 2


def coordinates(lat: float, lon: float) -> str:
    """`35.45 N 36.90 E`."""
    return f"{abs(lat):.2f} {'N' if lat >= 0 else 'S'} {abs(lon):.2f} {'E' if lon >= 0 else 'W'}"
