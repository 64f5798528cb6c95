"""From words to shapes: the distances of METHODS 1, parts of units, and what was assumed."""

from __future__ import annotations

import pytest

from onrecord.errors import OnrecordError
from onrecord.places import (
    CountryArea,
    Disc,
    Gazetteer,
    Place,
    UnitArea,
    UnitPart,
    WhereWords,
    area,
)
from onrecord.places.sides import in_box, middle, on_side
from tests.places.ruritania import gazetteer, row

LAND = gazetteer(
    row("Hof town", 50.0, 10.0, adm_1="Hof province"),
    row("Zenda village", 52.0, 14.0, 2, adm_1="Hof province"),
    row("Hentzau", 40.0, 20.0, adm_1="South region", adm_2="Lake district"),
    row("Empty province", 45.0, 15.0, 4, adm_1="Empty province"),
    row("Black Mountains", 45.0, 15.0, 5, adm_1="South region"),
)


@pytest.mark.parametrize(
    ("phrase", "km"),
    [
        ("Zenda", 10.0),
        ("in Zenda", 10.0),
        ("the village of Zenda", 10.0),
        ("near Zenda", 30.0),
        ("the area around Zenda", 30.0),
        ("the Zenda area", 50.0),
        ("the Hof region", 50.0),
        ("Zenda province", 50.0),
        ("north of Zenda", 30.0),
        ("Black Mountains", 50.0),
    ],
)
def test_a_settlement_is_a_disc_of_assumed_size(phrase: str, km: float) -> None:
    _, extent = LAND.where(phrase)
    assert isinstance(extent.area, Disc)
    assert extent.area.km == km
    assert extent.assumed_km
    assert any(f"within {km:g} km" in said for said in extent.assumptions)


def test_a_distance_that_is_given_is_not_assumed() -> None:
    located, extent = LAND.where("within 60 km of Zenda")
    assert extent.area == Disc(52.0, 14.0, 60.0)
    assert not extent.assumed_km
    assert area(located, km=5.0).area == Disc(52.0, 14.0, 5.0)


def test_a_unit_is_its_boundary() -> None:
    _, extent = LAND.where("Hof province")
    assert extent.area == UnitArea(
        name="Hof province",
        level=1,
        names=frozenset({"Hof province"}),
        parent=frozenset({"Hof province"}),
        country="Ruritania",
        lat=51.0,
        lon=12.0,
        bounds=(10.0, 50.0, 14.0, 52.0),
    )
    assert extent.assumptions == ()
    assert not extent.assumed_km


def test_a_district_knows_the_names_of_its_province() -> None:
    _, extent = LAND.where("Lake district")
    assert isinstance(extent.area, UnitArea)
    assert extent.area.level == 2
    assert extent.area.parent == {"South region"}


@pytest.mark.parametrize(
    "phrase",
    ["north-east of Hof", "North East Hof", "the north-eastern countryside of Hof province"],
)
def test_a_part_is_of_the_unit_not_of_its_town(phrase: str) -> None:
    located, extent = LAND.where(phrase)
    part = extent.area
    assert located.place.kind == "unit1"
    assert isinstance(part, UnitPart)
    assert (part.side, part.mid_lat, part.mid_lon, part.edge_km) == ("north-east", 51.0, 12.0, 25.0)
    assert "north of 51.00 N and east of 12.00 E" in extent.assumptions[-1]
    assert not extent.assumed_km


def test_a_side_given_apart_turns_the_town_into_its_unit() -> None:
    extent = area(LAND.find("Hof"), WhereWords("Hof", side="south"))
    assert isinstance(extent.area, UnitPart)
    assert "because a side of it is named" in extent.assumptions[0]


def test_a_side_of_a_country_is_a_part_of_its_box() -> None:
    _, extent = LAND.where("southern Ruritania")
    assert isinstance(extent.area, UnitPart)
    assert isinstance(extent.area.unit, CountryArea)
    assert extent.area.unit.names == {"Ruritania"}
    assert (extent.area.mid_lat, extent.area.mid_lon) == (46.0, 15.0)


def test_region_means_the_unit_where_the_record_calls_it_so() -> None:
    located, _ = LAND.where("the South region")
    assert located.place.name == "South region"


def test_the_side_of_a_town_is_named_as_unused() -> None:
    _, extent = LAND.where("eastern Hof town")
    assert isinstance(extent.area, Disc)
    assert any("“east” is not used" in said for said in extent.assumptions)


@pytest.mark.parametrize("phrase", ["central Hof", "the north of Empty province"])
def test_a_part_that_cannot_be_told_is_an_error_not_a_wider_place(phrase: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        LAND.where(phrase)
    assert caught.value.todo


def test_a_country_across_the_date_line_has_its_middle_inside() -> None:
    bounds = (177.0, -20.0, -179.0, -16.0)
    assert middle(bounds) == (-18.0, 179.0)
    assert on_side(bounds, "east", -18.0, -179.5)
    assert not on_side(bounds, "east", -18.0, 178.0)
    assert in_box(bounds, -18.0, 180.0)
    assert not in_box(bounds, -18.0, 170.0)
    fiji = Place("Fiji", "country", -18.0, 178.0, bounds=bounds)
    assert Gazetteer().part(fiji, "east").mid_lon == 179.0


def test_points_within_25_km_past_the_line_are_still_on_the_side() -> None:
    bounds = (10.0, 50.0, 14.0, 52.0)
    assert on_side(bounds, "north", 50.8, 12.0)  # 22 km south of the line
    assert not on_side(bounds, "north", 50.7, 12.0)  # 33 km
    assert on_side(bounds, "north-west", 51.5, 12.3)  # 21 km east of the line
    assert not on_side(bounds, "north-west", 51.5, 12.4)  # 28 km
