"""The ground of a map: coasts and borders from Natural Earth, cut to what the map shows."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from onrecord.present.geometry import MOST_LAT, Extent, latitude

FILE = "data/ground.json.gz"
STEP = 0.002
"""Degrees to a step of the file's coordinates, about 200 m; it is drawn no finer."""
MARGIN = 0.06
"""How far beyond the map its ground is kept, as a share of its width, so that no cut is seen."""
MOST_POINTS = 900
"""Points of one map's ground; a finer one only makes the page heavy."""

Ring = list[list[float]]
_Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Ground:
    """The land that a map shows, on its own scale (longitude, Mercator ordinate).

    `rings` are closed outlines of countries or parts of them; neighbours share a line. `names`
    are (name, x, y, share): the countries with the share of the map that each takes up.
    """

    rings: tuple[Ring, ...] = ()
    names: tuple[tuple[str, float, float, float], ...] = ()


@dataclass(frozen=True)
class _Country:
    name: str
    polygons: tuple[tuple[NDArray[np.float64], ...], ...]
    """Of each polygon the outline, then its holes."""
    bounds: tuple[float, float, float, float]


@functools.cache
def _file() -> dict[str, Any]:
    packed = (files("onrecord.present") / FILE).read_bytes()
    contents: dict[str, Any] = json.loads(gzip.decompress(packed))
    return contents


def source() -> str:
    """Where the ground comes from, as a caption or an appendix names it."""
    return f"{_file()['source']}, thinned, from {_file()['through']}"


@functools.cache
def _countries() -> tuple[_Country, ...]:
    contents = _file()
    lines = [
        np.cumsum(np.asarray(line, dtype=np.float64).reshape(-1, 2), axis=0) * STEP
        for line in contents["lines"]
    ]

    def closed(ring: Sequence[int]) -> NDArray[np.float64]:
        parts = [lines[n] if n >= 0 else lines[-1 - n][::-1] for n in ring]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    found = []
    for country in contents["countries"]:
        polygons = tuple(tuple(map(closed, rings)) for rings in country["polygons"])
        every = np.concatenate([rings[0] for rings in polygons])
        low, high = every.min(axis=0), every.max(axis=0)
        bounds = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        found.append(_Country(country["name"], polygons, bounds))
    return tuple(found)


def country_outline(name: str) -> tuple[list[tuple[float, float]], ...]:
    """The rings (longitude, latitude) of a country by its name; none where it is not known.

    Islands of less than a hundredth of its largest part are left out.
    """
    for country in _countries():
        if country.name.casefold() != name.casefold():
            continue
        rings = [polygon[0] for polygon in country.polygons]
        sizes = [shapely.Polygon(ring).area for ring in rings]
        return tuple(
            [(float(x), float(y)) for x, y in ring]
            for ring, size in zip(rings, sizes, strict=True)
            if size >= 0.01 * max(sizes)
        )
    return ()


def _near(box: tuple[float, float, float, float]) -> Iterator[tuple[_Country, float]]:
    """Countries that may be in a box, each with the degrees to turn it by (across ±180°)."""
    west, south, east, north = box
    for country in _countries():
        w, s, e, n = country.bounds
        if n < south or s > north:
            continue
        for turn in (-360.0, 0.0, 360.0):
            if e + turn >= west and w + turn <= east:
                yield country, turn


@functools.lru_cache(maxsize=256)
def ground(shown: Extent, *, most: int = MOST_POINTS) -> Ground:
    """The land that an extent shows, of at most about `most` points.

    Borders are Natural Earth's, drawn as they are held, which says nothing of who owns what.
    """
    wide, high = shown.width * MARGIN, (shown.y1 - shown.y0) * MARGIN
    box = shapely.box(shown.x0 - wide, shown.y0 - high, shown.x1 + wide, shown.y1 + high)
    west, low, east, top = box.bounds
    pieces = []
    for country, turn in _near((west, latitude(low), east, latitude(top))):
        land = _cut(country, turn, box)
        if len(land):
            pieces.append((country.name, land))
    tolerance = shown.width / 900
    drawn = [(name, _simpler(land, tolerance)) for name, land in pieces]
    while (many := sum(int(shapely.get_num_coordinates(land).sum()) for _, land in drawn)) > most:
        tolerance *= 3.0 if many > 8 * most else 1.5
        drawn = [(name, _simpler(land, tolerance)) for name, land in drawn]
    rings = [
        [[round(float(x), 4), round(float(y), 4)] for x, y in shapely.get_coordinates(ring)]
        for _, land in drawn
        for part in land
        for ring in (part.exterior, *part.interiors)
    ]
    view = shapely.box(shown.x0, shown.y0, shown.x1, shown.y1)
    return Ground(tuple(rings), tuple(_names(pieces, view)))


def _simpler(land: _Shapes, tolerance: float) -> _Shapes:
    """Both sides of a border are thinned alike, but for where their rings begin."""
    simple = shapely.simplify(land, tolerance, preserve_topology=True)
    return np.asarray(simple[shapely.area(simple) > 4 * tolerance**2], dtype=object)


def _cut(country: _Country, turn: float, box: Any) -> _Shapes:
    """A country's land inside the box, as polygons on the map's scale."""
    west, south, east, north = box.bounds
    land = []
    for outline, *holes in country.polygons:
        (left, low), (right, top) = outline.min(axis=0), outline.max(axis=0)
        low, top = _mercator(np.array([low, top]))
        if right + turn < west or left + turn > east or top < south or low > north:
            continue
        shape = shapely.Polygon(_moved(outline, turn), [_moved(hole, turn) for hole in holes])
        # Thinning can make an outline cross itself; cutting needs one that does not.
        land.append(shapely.intersection(shapely.make_valid(shape), box))
    parts = [p for one in land for p in shapely.get_parts(one) if p.geom_type == "Polygon"]
    return np.asarray(parts, dtype=object)


def _moved(ring: NDArray[np.float64], turn: float) -> NDArray[np.float64]:
    return np.column_stack([ring[:, 0] + turn, _mercator(ring[:, 1])])


def _mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    phi = np.radians(np.clip(lat, -MOST_LAT, MOST_LAT))
    return np.asarray(np.degrees(np.log(np.tan(np.pi / 4 + phi / 2))))


def _names(
    pieces: Sequence[tuple[str, _Shapes]], view: Any
) -> list[tuple[str, float, float, float]]:
    """Each country with the middle of its largest part in view, the largest first."""
    found = []
    for name, land in pieces:
        seen = shapely.intersection(land, view)
        part = max(seen, key=lambda p: p.area)
        if part.area:
            middle = part.representative_point()
            found.append((name, round(middle.x, 4), round(middle.y, 4), part.area / view.area))
    return sorted(found, key=lambda item: -item[3])
