"""GeoJSON of administrative units: GeoBoundaries', or any whose features have names.

Coordinates are degrees, longitude first (RFC 7946). A shape that is not valid is repaired and that
is said; what is no polygon is left out and counted.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, cast

from onrecord.errors import OnrecordError
from onrecord.places.countries import code_of, extent_of, iso2_of, names_of
from onrecord.places.outline import Outline
from onrecord.places.outlines import OutlinedUnit
from onrecord.places.spelling import key

MOST_BYTES = 512 << 20
_NAMES = (
    "shapeName", "name", "NAME_{}", "ADM{}_EN", "adm{}_name", "admin{}Name_en", "admin{}Name",
    "name_en", "ADM{}_NAME", "ADM{}_NAME_EN",
)  # fmt: skip
_COUNTRIES = (
    "shapeGroup", "iso_a2", "iso2", "adm0_a3", "iso3", "GID_0", "ADM0_PCODE", "COUNTRY", "ADM0_EN",
    "adm0_name", "admin",
)  # fmt: skip
_LEVELS = {"ADM1": 1, "ADM2": 2, "ADMIN1": 1, "ADMIN2": 2, "1": 1, "2": 2}
FAR_DEGREES = 3.0
"""How far from its country's towns a unit may begin: beyond that, latitude and longitude are
likely swapped, or the country is another."""


@dataclass(frozen=True)
class UnitsFile:
    units: tuple[OutlinedUnit, ...]
    notes: tuple[str, ...]


def read_units(
    file: BinaryIO,
    where: str,
    origin: str,
    *,
    level: int | None = None,
    column: str | None = None,
    country: str | None = None,
) -> UnitsFile:
    """The units of a GeoJSON file. `level`, `column` and `country` say what the file does not.

    Raises OnrecordError, with the feature's number, for what is no GeoJSON, has no names, no
    polygons, coordinates off the globe, or lies nowhere near its country.
    """
    features = _features(file, where)
    _refuse_projected(features, where)
    found: list[tuple[OutlinedUnit, Any]] = []
    without = nameless = 0
    repaired: list[str] = []
    for number, feature in enumerate(features["features"], 1):
        at = f"{where}, feature {number}"
        told = _properties_of(feature, at)
        shape, mended = _shape(feature.get("geometry"), at)
        if shape is None:
            without += 1
            continue
        order = level or _level(told)
        if order is None:
            raise OnrecordError(
                "does not say whether these are provinces or districts",
                where=at,
                todo="Say it: --level 1 (first order) or --level 2 (second order).",
            )
        name = _name(told, order, column, at)
        if not name:
            nameless += 1
            continue
        code = _country(told, country, at)
        _refuse_far(shape, code, name, at)
        if mended:
            repaired.append(name)
        found.append((_unit(name, told, order, code, shape, origin), shape))
    if not found:
        raise OnrecordError(
            "holds no unit with an outline and a name",
            where=where,
            todo="Give GeoJSON of polygons; --names PROPERTY says which property is the name.",
        )
    units, joined = _joined(found, origin)
    notes = [
        _noted(len(repaired), "outline was not valid and was repaired", repaired),
        _noted(without, "feature without a polygon was left out", ()),
        _noted(nameless, "feature without a name was left out", ()),
        _noted(
            len(joined), "name of a first-order unit stands twice: its parts were joined", joined
        ),
    ]
    return UnitsFile(tuple(units), tuple(note for note in notes if note))


def _noted(number: int, what: str, which: Sequence[str]) -> str:
    if not number:
        return ""
    names = ", ".join(which[:5]) + (" …" if len(which) > 5 else "")
    return f"{number:,} × {what}" + (f": {names}" if names else "")


def _features(file: BinaryIO, where: str) -> dict[str, Any]:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OnrecordError(f"is larger than {MOST_BYTES >> 20} MiB", where=where)
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise OnrecordError("is not in UTF-8", where=where, todo="Save it as UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise OnrecordError(
            f"is neither a GeoNames file nor whole GeoJSON ({error})",
            where=where,
            todo="Give a GeoNames country file, or GeoJSON of units; download it again if it was "
            "cut off.",
        ) from None
    kind = held.get("type") if isinstance(held, dict) else None
    if kind == "Feature":
        held = {"type": "FeatureCollection", "features": [held]}
    elif kind != "FeatureCollection" or not isinstance(held.get("features"), list):
        what = "TopoJSON" if kind == "Topology" else f"“{kind}”" if kind else "other JSON"
        raise OnrecordError(
            f"is {what}, not a FeatureCollection of GeoJSON",
            where=where,
            todo="Save it as GeoJSON in degrees (EPSG:4326).",
        )
    return cast(dict[str, Any], held)


def _refuse_projected(held: Mapping[str, Any], where: str) -> None:
    """A “crs” is older than RFC 7946; only the two names for degrees are understood."""
    crs = held.get("crs")
    name = str((crs.get("properties") or {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not name.upper().endswith(("CRS84", ":4326")):
        raise OnrecordError(
            f"its coordinates are in {name[:80]}, not in degrees",
            where=where,
            todo="Save it in degrees (EPSG:4326).",
        )


def _properties_of(feature: Any, at: str) -> dict[str, str]:
    """The properties that are texts or numbers, as texts."""
    if not isinstance(feature, dict):
        raise OnrecordError("is no feature of GeoJSON", where=at)
    told = feature.get("properties")
    if not isinstance(told, dict):
        return {}
    return {
        str(name): " ".join(str(value).split())
        for name, value in told.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    }


def _shape(geometry: Any, at: str) -> tuple[Any, bool]:
    """The polygons of a feature, valid, and whether they had to be repaired; None without any."""
    import shapely
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None, False
    try:
        made = shapely.force_2d(shape(geometry))
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise OnrecordError(
            f"its coordinates are no polygon ({error})", where=at, todo="Download it again."
        ) from None
    if made.is_empty:
        return None, False
    west, south, east, north = made.bounds
    if (
        not all(map(math.isfinite, made.bounds))
        or min(west, -east) < -180.0 - 1e-6
        or (min(south, -north) < -90.0 - 1e-6)
    ):
        raise OnrecordError(
            f"its coordinates are off the globe ({west:g} to {east:g}, {south:g} to {north:g})",
            where=at,
            todo="They are probably projected: save the file in degrees (EPSG:4326).",
        )
    if made.is_valid:
        return made, False
    whole = shapely.make_valid(made)
    parts = [p for p in shapely.get_parts(whole) if p.geom_type in ("Polygon", "MultiPolygon")]
    mended = shapely.union_all(parts) if parts else None
    return (mended, True) if mended is not None and not mended.is_empty else (None, False)


def _level(told: Mapping[str, str]) -> int | None:
    for name in ("shapeType", "level", "admin_level", "ADM_LEVEL"):
        value = told.get(name, "").upper()
        if value in ("ADM0", "ADMIN0"):
            return None
        if value in _LEVELS:
            return _LEVELS[value]
    for order in (2, 1):
        if any(p.format(order) in told for p in _NAMES if "{}" in p):
            return order
    return None


def _name(told: Mapping[str, str], level: int, column: str | None, at: str) -> str:
    if column is not None:
        if column not in told:
            raise _no_names(f"has no property “{column}”", told, at)
        return told[column] if key(told[column]) else ""
    folded = {name.casefold(): value for name, value in told.items()}
    wanted = [pattern.format(level).casefold() for pattern in _NAMES]
    present = [name for name in wanted if name in folded]
    if not present:
        raise _no_names("has no property that is known to be a name", told, at)
    return next((folded[name] for name in present if key(folded[name])), "")


def _no_names(what: str, told: Mapping[str, str], at: str) -> OnrecordError:
    there = ", ".join(list(told)[:12]) or "none"
    return OnrecordError(
        what, where=at, todo=f"Say which is the name: --names PROPERTY. There are: {there}."
    )


def _country(told: Mapping[str, str], country: str | None, at: str) -> str:
    folded = {name.casefold(): value for name, value in told.items()}
    tried = [country] if country else [folded.get(name.casefold(), "") for name in _COUNTRIES]
    for name in filter(None, tried):
        code = iso2_of(name) or code_of(name)
        if code is not None:
            return code
    raise OnrecordError(
        f"“{country}” is no known country" if country else "does not say in which country it lies",
        where=at,
        todo="Say it: --country Syria.",
    )


def _refuse_far(shape: Any, code: str, name: str, at: str) -> None:
    country = (names_of(code) or (code,))[0]
    extent = extent_of(country)
    if extent is None:
        return
    west, south, east, north = shape.bounds
    over_lat = south <= extent[3] + FAR_DEGREES and north >= extent[1] - FAR_DEGREES
    over_lon = west <= extent[2] + FAR_DEGREES and east >= extent[0] - FAR_DEGREES
    if not (over_lat and over_lon):
        raise OnrecordError(
            f"“{name}” ({south:.1f} to {north:.1f} N, {west:.1f} to {east:.1f} E) lies nowhere "
            f"near {country}",
            where=at,
            todo="Are latitude and longitude swapped, or is it another country (--country)?",
        )


def _unit(
    name: str, told: Mapping[str, str], level: int, code: str, shape: Any, origin: str
) -> OutlinedUnit:
    also = [v for k, v in told.items() if k.casefold() in ("name_en", f"varname_{level}")]
    other = [one.strip() for value in also for one in value.split("|")]
    inside = shape.representative_point()
    wkb = cast(bytes, shape.wkb)
    digest = hashlib.sha256(wkb + f"{level}{code}{name}".encode()).hexdigest()[:16]
    return OutlinedUnit(
        name=name,
        also=tuple(one for one in dict.fromkeys(other) if one != name and key(one)),
        level=cast(Literal[1, 2], level),
        country=code,
        lat=float(inside.y),
        lon=float(inside.x),
        outline=Outline(digest, wkb, shape.bounds, origin),
    )


def _joined(
    found: Sequence[tuple[OutlinedUnit, Any]], origin: str
) -> tuple[list[OutlinedUnit], list[str]]:
    """Units of the first order that stand in several features, as one; and their names.

    Districts of one name may be two: they stay apart, and are not matched by their name alone.
    """
    import shapely

    groups: dict[tuple[int, str, str], list[tuple[OutlinedUnit, Any]]] = {}
    for number, (unit, shape) in enumerate(found):
        same = key(unit.name) if unit.level == 1 else f"{number}"
        groups.setdefault((unit.level, unit.country, same), []).append((unit, shape))
    units, names = [], []
    for members in groups.values():
        first = members[0][0]
        if len(members) > 1:
            whole = shapely.union_all([shape for _, shape in members])
            first = _unit(first.name, {}, first.level, first.country, whole, origin)
            names.append(first.name)
        units.append(first)
    return units, names
