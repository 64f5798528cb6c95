"""Where the countries that a record names may lie: which of them a claim's place cannot be in.

A row coded to a district or coarser says only its country for certain. It need not be looked at for
a place far from every part of that country. In doubt a country is near: the boxes are those of
all its places of 500 people, of what it held before or holds overseas, and of the record's own
rows, each with a wide margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

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
from onrecord.places.countries import codes_with
from onrecord.places.place import Place

MARGIN_KM = 500.0
"""Beyond the box of a country's places; twice the longest stretches of empty land at a border."""
TILE = 10.0
"""Degrees by which a claim's box is rounded outwards: claims about one region ask alike."""
INHABITED = (-60.0, 80.0)
"""Latitudes beyond which no list of places says whose the land is: nothing is left out there."""
ENOUGH_ROWS = 100
"""Rows from which a country that no list knows is taken to lie around its own rows."""

_KM_PER_DEGREE = 110.0

# Countries under whose name a record may put these: what they held before 1989 or since, and what
# they hold overseas under a code of its own (ISO 3166).
_HELD: dict[str, str] = {
    "AU": "CC CX NF",
    "CN": "HK MO TW",
    "CZ": "SK",
    "DK": "FO GL",
    "ET": "ER",
    "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "ID": "TL",
    "IL": "PS",
    "KR": "KP",
    "MA": "EH",
    "MY": "SG",
    "NL": "AW BQ CW SX",
    "NO": "SJ",
    "NZ": "CK NU TK",
    "PK": "BD",
    "PT": "AO CV GW MO MZ ST TL",
    "RS": "BA HR ME MK SI XK",
    "RU": "AM AZ BY EE GE KG KZ LT LV MD TJ TM UA UZ",
    "SD": "SS",
    "US": "AS GU MP PR UM VI",
    "ZA": "NA",
}


@lru_cache(maxsize=1)
def _known() -> dict[str, Bounds]:
    """ISO 3166 code → the box of a country's places; west > east is over the date line."""
    text = Path(__file__).with_name("country_boxes.txt").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {
        code: (float(west), float(south), float(east), float(north))
        for code, west, south, east, north in rows
    }


def boxes_of(country: Place) -> tuple[Bounds, ...]:
    """Boxes of which one holds whatever a record codes to the country; none where nobody knows.

    A name that is on no list (another spelling, an invented country) is placed only where the
    record itself has rows enough of it, and then with room for as much again on each side.
    """
    codes = {held for code in codes_with(country.name) for held in (code, *_held(code))}
    known = [_known()[code] for code in sorted(codes) if code in _known()]
    own = country.bounds
    if known:
        return (*known, own) if own is not None else tuple(known)
    if own is None or country.events < ENOUGH_ROWS:
        return ()
    west, south, east, north = own
    wide, high = east - west, north - south
    if 3 * wide >= 360.0:
        return ((-180.0, south - high, 180.0, north + high),)
    return ((west - wide, south - high, east + wide, north + high),)


def _held(code: str) -> Sequence[str]:
    return _HELD.get(code, "").split()


@dataclass(frozen=True, eq=False)
class Lands:
    """The countries of a record, by name as its rows write it, with the boxes they lie in."""

    boxes: Mapping[str, tuple[Bounds, ...]]
    _asked: dict[Bounds, frozenset[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, countries: Iterable[Place]) -> Lands:
        """The lands that a gazetteer's countries are. One alone is never left out: no boxes."""
        found = [place for place in countries if place.source == "record"]
        if len(found) < 2:
            return cls({})
        boxes: dict[str, tuple[Bounds, ...]] = {}
        for place in found:
            for name in place.names:
                boxes[name] = boxes_of(place)
        return cls(boxes)

    def elsewhere(self, areas: Sequence[Area]) -> frozenset[str]:
        """Countries that none of `areas` can be in; none where there is no area, or no box of it.

        The countries that an area itself names are never among them.
        """
        if not self.boxes or not areas:
            return frozenset()
        left: frozenset[str] = frozenset(self.boxes)
        for area in areas:
            box = _box(area)
            if box is None:
                return frozenset()
            left &= self._away(box) - _named(area)
        return left

    def _away(self, box: Bounds) -> frozenset[str]:
        tile = _rounded(box)
        if tile[3] > INHABITED[1] or tile[1] < INHABITED[0]:
            return frozenset()
        if tile not in self._asked:
            self._asked[tile] = frozenset(
                name
                for name, boxes in self.boxes.items()
                if boxes and not any(_near(tile, own) for own in boxes)
            )
        return self._asked[tile]


def _named(area: Area) -> frozenset[str]:
    if isinstance(area, UnitPart):
        return _named(area.unit)
    if isinstance(area, CountryArea):
        return area.names
    if isinstance(area, UnitArea) and area.country:
        return frozenset({area.country})
    return frozenset()


def _box(area: Area) -> Bounds | None:
    """A box around the area; west > east is over the date line. None where it has none."""
    match area:
        case UnitPart():
            return _box(area.unit)
        case UnitArea(outline=outline) if outline is not None:
            return outline.bounds
        case UnitArea():
            return area.bounds
        case CountryArea():
            return _around_country(area)
        case Box():
            return area.west, area.south, area.east, area.north
        case Polygon():
            from shapely.geometry import shape

            west, south, east, north = shape(area.geojson).bounds
            return west, south, east, north
        case Disc():
            return _grown((area.lon, area.lat, area.lon, area.lat), area.km)


def _around_country(area: CountryArea) -> Bounds | None:
    """The box of a country's places and of its rows: its rows alone may be in one corner of it."""
    codes = {code for name in (area.name, *area.names) for code in codes_with(name)}
    boxes = [_known()[code] for code in sorted(codes) if code in _known()]
    if area.bounds is not None:
        boxes.append(area.bounds)
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    if any(w > e for w, e in zip(west, east, strict=True)):
        return -180.0, min(south), 180.0, max(north)
    return min(west), min(south), max(east), max(north)


def _grown(box: Bounds, km: float) -> Bounds:
    """The box and all within `km` of it; the longitudes may then lie beyond ± 180."""
    west, south, east, north = box
    if west > east:
        east += 360.0
    south, north = south - km / _KM_PER_DEGREE, north + km / _KM_PER_DEGREE
    widest = max(abs(south), abs(north))
    if widest >= 85.0:
        return -180.0, south, 180.0, north
    more = km / (_KM_PER_DEGREE * math.cos(math.radians(widest)))
    return west - more, south, east + more, north


def _rounded(box: Bounds) -> Bounds:
    west, south, east, north = box
    if west > east:
        east += 360.0
    down, up = math.floor, math.ceil
    return (
        TILE * down(west / TILE),
        TILE * down(south / TILE),
        TILE * up(east / TILE),
        TILE * up(north / TILE),
    )


def _near(box: Bounds, country: Bounds) -> bool:
    """Whether a box comes within `MARGIN_KM` of a country's."""
    west, south, east, north = box
    w, s, e, n = _grown(country, MARGIN_KM)
    if north < s or south > n:
        return False
    return (w - west) % 360.0 <= east - west or (west - w) % 360.0 <= e - w
