"""Membership in space: against slow versions, and at the edges of every precision code."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.areas import Box, CountryArea, Disc, Polygon, UnitArea, UnitPart
from onrecord.selection.where import where_levels
from tests.rows import events_of, row

NONE, POSSIBLE, CERTAIN = 0, 1, 2
KM = 111.195  # one degree of latitude on a sphere of radius 6371.0088 km
NORTH = UnitArea(
    "North Province", 1, frozenset({"North Province"}), frozenset({"North Province"}), "Erewhon",
    10.0, 20.0, (19.0, 9.0, 21.0, 11.0),
)  # fmt: skip
MILL = UnitArea(
    "Mill district", 2, frozenset({"Mill district"}), frozenset({"North Province"}), "Erewhon",
    10.0, 20.0, (19.8, 9.8, 20.2, 10.2),
)  # fmt: skip


def level(area: object, units: dict | None = None, **given_: object) -> int:
    return int(where_levels(events_of([row(**given_)]), (area,), units or {})[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("km_away", "prec", "expected"),
    [
        (8.9, 1, CERTAIN),  # 8.9 + 1 ≤ 10
        (9.1, 1, POSSIBLE),
        (10.9, 1, POSSIBLE),
        (11.1, 1, NONE),
        (0.0, 2, POSSIBLE),  # a code of 25 km is never certain within 10 km
        (34.9, 2, POSSIBLE),
        (35.1, 2, NONE),
        (109.0, 5, POSSIBLE),
        (111.0, 5, NONE),
    ],
)
def test_a_circle_respects_the_radius_of_each_code(
    km_away: float, prec: int, expected: int
) -> None:
    assert level(Disc(10.0, 20.0, 10.0), lat=10.0 + km_away / KM, where_prec=prec) == expected


@pytest.mark.parametrize(("prec", "expected"), [(3, POSSIBLE), (4, POSSIBLE), (6, NONE), (7, NONE)])
def test_a_row_coded_to_a_unit_is_possible_wherever_the_unit_reaches(
    prec: int, expected: int
) -> None:
    units = {
        (2, "Mill district"): (19.0, 9.0, 20.0, 10.0),
        (1, "North Province"): (15.0, 5.0, 20.0, 10.0),
    }
    # The unit's centre is far away, but the unit reaches the circle.
    assert level(Disc(10.0, 20.05, 10.0), units, lat=5.0, lon=15.0, where_prec=prec) == expected


def test_a_row_coded_to_a_unit_that_does_not_reach_is_out() -> None:
    units = {(2, "Mill district"): (10.0, 0.0, 12.0, 2.0)}
    assert level(Disc(10.0, 20.0, 10.0), units, where_prec=3) == NONE


@pytest.mark.parametrize(
    ("area", "given_", "expected"),
    [
        (NORTH, {"where_prec": 4}, CERTAIN),
        (NORTH, {"where_prec": 5}, POSSIBLE),
        (NORTH, {"adm1": "South Province"}, NONE),
        (NORTH, {"adm1": None, "where_prec": 2}, POSSIBLE),  # names no unit, but lies in its box
        (NORTH, {"adm1": None, "where_prec": 2, "lat": 50.0}, NONE),
        (MILL, {"where_prec": 3}, CERTAIN),
        (MILL, {"where_prec": 4, "adm2": None}, POSSIBLE),
        (MILL, {"where_prec": 4, "adm2": None, "adm1": "South Province"}, NONE),
        (MILL, {"where_prec": 2, "adm2": "Lake district"}, NONE),
    ],
)
def test_a_unit_is_told_by_name_and_code(area: UnitArea, given_: dict, expected: int) -> None:
    assert level(area, **given_) == expected


@pytest.mark.parametrize(
    ("lat", "prec", "expected"),
    [
        (10.3, 1, CERTAIN),
        (10.1, 1, POSSIBLE),
        (9.9, 1, POSSIBLE),
        (9.7, 1, NONE),
        (9.0, 4, POSSIBLE),
    ],
)
def test_a_part_is_one_side_of_the_middle_and_25_km_of_doubt(
    lat: float, prec: int, expected: int
) -> None:
    part = UnitPart(NORTH, "north", 10.0, 20.0)
    assert level(part, lat=lat, where_prec=prec) == expected


def test_a_corner_needs_both_sides() -> None:
    part = UnitPart(NORTH, "north-east", 10.0, 20.0)
    assert level(part, lat=10.5, lon=20.5) == CERTAIN
    assert level(part, lat=10.5, lon=19.5) == NONE


def test_a_country_takes_rows_coded_to_the_country() -> None:
    area = CountryArea("Erewhon", frozenset({"Erewhon"}), 10.0, 20.0, None)
    assert level(area, where_prec=6) == CERTAIN
    assert level(area, where_prec=7) == POSSIBLE
    assert level(area, country="Utopia") == NONE


def test_a_box_over_the_date_line() -> None:
    box = Box(170.0, -10.0, -170.0, 10.0)
    assert level(box, lat=0.0, lon=179.9) == CERTAIN
    assert level(box, lat=0.0, lon=-179.9) == CERTAIN
    assert level(box, lat=0.0, lon=0.0) == NONE
    assert level(box, lat=0.0, lon=169.995) == POSSIBLE


def test_a_polygon_and_its_edge() -> None:
    square = Polygon(
        {"type": "Polygon", "coordinates": [[[19, 9], [21, 9], [21, 11], [19, 11], [19, 9]]]}
    )
    assert level(square, lat=10.0, lon=20.0, where_prec=2) == CERTAIN
    assert level(square, lat=10.9, lon=20.0, where_prec=2) == POSSIBLE  # 11 km from the edge
    assert level(square, lat=11.1, lon=20.0, where_prec=2) == POSSIBLE
    assert level(square, lat=11.3, lon=20.0, where_prec=2) == NONE


def test_a_row_without_a_point_is_nowhere_on_a_map() -> None:
    assert level(Disc(10.0, 20.0, 500.0), lat=math.nan, lon=math.nan) == NONE


def test_of_several_places_the_best_counts() -> None:
    areas = (Disc(50.0, 50.0, 10.0), Disc(10.0, 20.0, 10.0))
    assert int(where_levels(events_of([row()]), areas, {})[0]) == CERTAIN


points = st.tuples(st.floats(-89, 89), st.floats(-180, 180), st.sampled_from([1, 2, 3, 4, 5, 6, 7]))


@given(st.lists(points, min_size=1, max_size=20), points, st.floats(1, 500), st.floats(1, 4))
def test_a_wider_circle_never_loses_a_member(
    rows: list, centre: tuple, km: float, factor: float
) -> None:
    events = events_of([row(lat=a, lon=b, where_prec=p) for a, b, p in rows])
    units = {(1, "North Province"): (19.0, 9.0, 21.0, 11.0)}
    near = where_levels(events, (Disc(centre[0], centre[1], km),), units)
    wide = where_levels(events, (Disc(centre[0], centre[1], km * factor),), units)
    assert np.all(wide >= near)


@given(st.lists(points, min_size=1, max_size=20), points, st.floats(1, 2000))
def test_a_circle_is_what_the_definition_says(rows: list, centre: tuple, km: float) -> None:
    """Slow twin: one event at a time, distances by the law of cosines in plain Python."""
    events = events_of([row(lat=a, lon=b, where_prec=p) for a, b, p in rows])
    got = where_levels(events, (Disc(centre[0], centre[1], km),), {})
    for i, (lat, lon, prec) in enumerate(rows):
        if prec not in (1, 2, 5):
            continue
        a, b = math.radians(lat), math.radians(centre[0])
        cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(
            math.radians(lon - centre[1])
        )
        distance = 6371.0088 * math.acos(min(1.0, max(-1.0, cosine)))
        radius = {1: 1.0, 2: 25.0, 5: 100.0}[prec]
        if abs(distance + radius - km) < 0.2 or abs(distance - radius - km) < 0.2:
            continue  # the law of cosines is too coarse at the very edge
        want = CERTAIN if distance + radius <= km else POSSIBLE if distance - radius <= km else NONE
        assert got[i] == want
