"""Which discs lie in the outline of a unit, and which only touch it.

Kilometres are measured on a plane on which a degree of longitude is as short as at the outline's
end nearer to a pole. Distances come out too small rather than too large: a disc that is said to be
inside is inside, and one that touches is not missed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.places.outline import Outline
from onrecord.records.schema import Mask
from onrecord.stats.sphere import EARTH_RADIUS_KM

KM_PER_DEGREE = EARTH_RADIUS_KM * np.pi / 180.0
Floats = NDArray[np.float64]


@lru_cache(maxsize=256)
def _flat(outline: Outline) -> tuple[Any, Any, float]:
    """The outline and its edge in kilometres on a plane, prepared, and the plane's shrinking."""
    import shapely

    _, south, _, north = outline.bounds
    shrink = max(float(np.cos(np.radians(min(max(-south, north, 0.0), 89.0)))), 0.0175)
    scale = (shrink * KM_PER_DEGREE, KM_PER_DEGREE)
    flat = shapely.transform(shapely.from_wkb(outline.wkb), lambda points: points * scale)
    edge = flat.boundary
    shapely.prepare(flat)
    shapely.prepare(edge)
    return flat, edge, shrink


def discs(outline: Outline, lat: Floats, lon: Floats, km: Floats) -> tuple[Mask, Mask]:
    """Discs of radius `km` that lie inside the outline, and those that touch it, shape (n,).

    Degrees; a disc without a point or of no finite radius is neither.
    """
    import shapely

    inside = np.zeros(len(lat), dtype=bool)
    touches = np.zeros(len(lat), dtype=bool)
    flat, edge, shrink = _flat(outline)
    west, south, east, north = flat.bounds
    x, y = lon * shrink * KM_PER_DEGREE, lat * KM_PER_DEGREE
    with np.errstate(invalid="ignore"):
        near = (x >= west - km) & (x <= east + km) & (y >= south - km) & (y <= north + km)
    rows = np.flatnonzero(near & np.isfinite(km) & np.isfinite(x) & np.isfinite(y))
    points = shapely.points(x[rows], y[rows])
    within = shapely.intersects(flat, points)
    crosses = shapely.dwithin(edge, points, km[rows])
    inside[rows] = within & ~crosses
    touches[rows] = within | crosses
    return inside, touches


def holds(outline: Outline, lat: Floats, lon: Floats) -> Mask:
    """Points that lie in the outline or on its edge, shape (n,)."""
    return discs(outline, lat, lon, np.zeros(len(lat)))[1]
