"""Which side of the middle of a box a point lies on."""

from __future__ import annotations

from math import cos, radians

from onrecord.places.areas import Bounds, Side

KM_PER_DEGREE = 111.195
"""Of latitude, on a sphere of the mean radius."""
EDGE_KM = 25.0
"""Within this distance of the dividing line a point is only possibly on a side of it…"""
EDGE_SHARE = 0.125
"""…or within this share of the box, where that is less: else a small unit's part is all edge."""


def middle(bounds: Bounds) -> tuple[float, float]:
    """Latitude and longitude of the middle of a box; west > east crosses the date line."""
    west, south, east, north = bounds
    across = east if west <= east else east + 360
    return (south + north) / 2, _turned((west + across) / 2)


def _turned(degrees: float) -> float:
    """A longitude, or a difference of two, within −180 and 180."""
    return (degrees + 180) % 360 - 180


def edge_km(bounds: Bounds, side: Side) -> float:
    """How near to the dividing lines a point is only possibly on the side, in km."""
    west, south, east, north = bounds
    high = (north - south) * KM_PER_DEGREE
    wide = ((east - west) % 360) * KM_PER_DEGREE * cos(radians(middle(bounds)[0]))
    across = {"north": high, "south": high, "east": wide, "west": wide}
    return min(EDGE_KM, EDGE_SHARE * min(across[part] for part in side.split("-")))


def km_beyond(bounds: Bounds, side: Side, lat: float, lon: float) -> float:
    """How far a point lies on the named side of the middle lines, in km; negative: not on it."""
    mid_lat, mid_lon = middle(bounds)
    north = (lat - mid_lat) * KM_PER_DEGREE
    east = _turned(lon - mid_lon) * KM_PER_DEGREE * cos(radians(lat))
    beyond = {"north": north, "south": -north, "east": east, "west": -east}
    return min(beyond[part] for part in side.split("-"))


def on_side(bounds: Bounds, side: Side, lat: float, lon: float) -> bool:
    """Whether a point certainly or possibly (near the dividing line) lies on the side."""
    return km_beyond(bounds, side, lat, lon) >= -edge_km(bounds, side)


def in_box(bounds: Bounds, lat: float, lon: float, margin_km: float = 0.0) -> bool:
    """Whether a point lies in a box widened by `margin_km` on every side."""
    west, south, east, north = bounds
    degrees = margin_km / KM_PER_DEGREE
    if not south - degrees <= lat <= north + degrees:
        return False
    half = ((east - west) % 360) / 2 + degrees / max(cos(radians(lat)), 0.01)
    return abs(_turned(lon - middle(bounds)[1])) <= half
