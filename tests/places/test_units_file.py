"""GeoJSON of units: which property is the name, what is repaired, what is refused."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from onrecord.places.units_file import UnitsFile, read_units
from tests.places.shapes import feature

BOX = (36.2, 34.7, 38.2, 35.6)


def read(*features: dict[str, Any], crs: Any = None, **how: Any) -> UnitsFile:
    held: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        held["crs"] = {"type": "name", "properties": {"name": crs}}
    return read_units(io.BytesIO(json.dumps(held).encode()), "a.geojson", "a.geojson", **how)


def shaped(geometry: Any) -> dict[str, Any]:
    return feature("Hama", BOX) | {"geometry": geometry}


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ({"shapeName": "Hama", "shapeGroup": "SYR", "shapeType": "ADM1"}, {}),
        ({"NAME_1": "Hama", "GID_0": "SYR"}, {}),
        ({"ADM1_EN": "Hama", "ADM0_PCODE": "SY"}, {}),
        ({"admin1Name_en": "Hama", "COUNTRY": "Syria"}, {}),
        ({"title": "Hama"}, {"column": "title", "level": 1, "country": "Syria"}),
        ({"name": "Hama"}, {"level": 1, "country": "sy"}),
    ],
)
def test_names_levels_and_countries_are_known_by_the_usual_properties(
    properties: dict[str, str], how: dict[str, Any]
) -> None:
    [unit] = read(feature("", BOX) | {"properties": properties}, **how).units
    assert (unit.name, unit.level, unit.country) == ("Hama", 1, "SY")


@pytest.mark.parametrize(
    ("properties", "how", "message"),
    [
        ({"title": "Hama"}, {"level": 1, "country": "SY"}, "There are: title"),
        ({"title": "Hama"}, {"level": 1, "column": "naem"}, "no property “naem”"),
        ({"name": "Hama"}, {"country": "SY"}, "provinces or districts"),
        ({"name": "Hama"}, {"level": 1}, "in which country"),
        ({"name": "Hama"}, {"level": 1, "country": "Atlantis"}, "“Atlantis” is no known country"),
        ({"name": "Hama", "shapeType": "ADM0"}, {"country": "SY"}, "provinces or districts"),
        ({"name": " "}, {"level": 1, "country": "SY"}, "no unit with an outline and a name"),
    ],
)
def test_what_the_file_does_not_say_is_asked_for(
    properties: dict[str, str], how: dict[str, Any], message: str
) -> None:
    with pytest.raises(OnrecordError, match=message):
        read(feature("", BOX) | {"properties": properties}, **how)


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [(361000, 3470000, 382000, 3560000), (36, 34.7, 200, 35), (36, -95, 37, 35)],
)
def test_coordinates_off_the_globe_are_refused(
    west: float, south: float, east: float, north: float
) -> None:
    with pytest.raises(OnrecordError, match=r"feature 1: .* off the globe"):
        read(feature("Hama", (west, south, east, north)))


def test_swapped_coordinates_are_noticed_by_the_country() -> None:
    with pytest.raises(OnrecordError, match="nowhere near Syria"):
        read(feature("Hama", (2.0, 60.0, 3.0, 61.0)))


@pytest.mark.parametrize("crs", ["EPSG:3857", "urn:ogc:def:crs:EPSG::32637"])
def test_a_projected_file_is_refused_by_its_crs(crs: str) -> None:
    with pytest.raises(OnrecordError, match="not in degrees"):
        read(feature("Hama", BOX), crs=crs)
    assert read(feature("Hama", BOX), crs="urn:ogc:def:crs:OGC:1.3:CRS84").units


def test_a_bow_tie_is_repaired_and_said() -> None:
    ring = [[36.2, 34.7], [38.2, 35.6], [38.2, 34.7], [36.2, 35.6], [36.2, 34.7]]
    found = read(shaped({"type": "Polygon", "coordinates": [ring]}))
    import shapely

    assert shapely.from_wkb(found.units[0].outline.wkb).is_valid
    assert found.notes == ("1 × outline was not valid and was repaired: Hama",)


@pytest.mark.parametrize(
    "geometry",
    [None, {"type": "Point", "coordinates": [36, 35]}, {"type": "Polygon", "coordinates": []}, 3],
)
def test_what_is_no_polygon_is_left_out_and_counted(geometry: Any) -> None:
    found = read(feature("Hama", BOX), shaped(geometry))
    assert len(found.units) == 1
    assert found.notes == ("1 × feature without a polygon was left out",)


@pytest.mark.parametrize("coordinates", [3, [[3]], [[["a", "b"]] * 4], [[[1.0, 2.0]]], {"a": 1}])
def test_broken_coordinates_are_an_error_of_ours(coordinates: Any) -> None:
    with pytest.raises(OnrecordError, match="feature 1"):
        read(shaped({"type": "Polygon", "coordinates": coordinates}))


def test_not_a_number_is_refused() -> None:
    with pytest.raises(OnrecordError, match=r"off the globe|no polygon"):
        read(feature("Hama", (float("nan"), 34.7, 38.2, 35.6)))


def test_parts_of_one_province_are_joined_and_districts_of_one_name_are_not() -> None:
    east, west = (36.2, 34.7, 37.0, 35.6), (37.2, 34.7, 38.2, 35.6)
    found = read(feature("Hama", east), feature("HAMA", west))
    assert len(found.units) == 1
    assert found.units[0].outline.bounds == (36.2, 34.7, 38.2, 35.6)
    assert "joined" in found.notes[0]
    district = {"shapeType": "ADM2"}
    assert (
        len(read(feature("Markaz", east, **district), feature("Markaz", west, **district)).units)
        == 2
    )
