"""The ground of a map: the committed coasts and borders, what is cut from them, and the towns."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.present import ground_make
from onrecord.present.geometry import Extent, extent, mercator, rounded_steps
from onrecord.present.ground import FILE, MARGIN, STEP, country_outline, ground, source
from onrecord.present.towns import towns


def _extent(west: float, south: float, east: float, north: float) -> Extent:
    found = extent([(west, mercator(south)), (east, mercator(north))], 0.7)
    assert found is not None
    return found


SYRIA = _extent(35.5, 32.3, 42.4, 37.3)


def _land(shown: Extent) -> Any:
    return shapely.union_all([shapely.Polygon(ring).buffer(0) for ring in ground(shown).rings])


def test_the_file_is_small_and_names_its_source() -> None:
    packed = (files("onrecord.present") / FILE).read_bytes()
    assert len(packed) <= 400_000
    contents = json.loads(gzip.decompress(packed))
    assert "Natural Earth 4.1.0" in contents["source"]
    assert "public domain" in contents["source"]
    assert contents["through"] == "npm package world-atlas 2.0.2"
    assert len(contents["countries"]) > 230
    assert "world-atlas" in source()


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [
        (36.3, 33.5, True),  # Damascus
        (37.2, 36.2, True),  # Aleppo
        (34.6, 35.9, False),  # the sea between Cyprus and Latakia
        (41.9, 34.0, True),  # the desert of Anbar
    ],
)
def test_land_is_where_it_is_and_sea_where_it_is_not(lon: float, lat: float, land: bool) -> None:
    assert _land(SYRIA).contains(shapely.Point(lon, mercator(lat))) is land


def test_the_countries_of_a_theatre_are_named_the_largest_first() -> None:
    names = [name for name, *_ in ground(SYRIA).names]
    assert names[:2] == ["Syria", "Iraq"]
    assert {"Turkey", "Jordan", "Lebanon"} <= set(names)


def test_inland_the_whole_map_is_land() -> None:
    shown = _extent(36.8, 35.0, 37.6, 35.6)
    found = ground(shown)
    assert [name for name, *_ in found.names] == ["Syria"]
    box = shapely.box(shown.x0, shown.y0, shown.x1, shown.y1)
    assert _land(shown).contains(box)


def test_a_map_across_the_date_line_has_land_on_both_sides() -> None:
    shown = _extent(177.0, -19.0, 182.0, -15.5)
    xs = np.array([x for ring in ground(shown).rings for x, _ in ring])
    assert xs.min() < 180 < xs.max()


@settings(max_examples=25, deadline=None)
@given(lon=st.floats(-179, 179), lat=st.floats(-70, 75), wide=st.floats(0.5, 40), most=st.just(300))
def test_a_ground_stays_near_its_map_and_within_its_points(
    lon: float, lat: float, wide: float, most: int
) -> None:
    shown = _extent(lon, lat, lon + wide, lat + wide / 3)
    rings = ground(shown, most=most).rings
    assert sum(map(len, rings)) <= most
    margin = MARGIN * shown.width + 1e-3
    for ring in rings:
        assert ring[0] == ring[-1]
        assert all(shown.x0 - margin <= x <= shown.x1 + margin for x, _ in ring)


def test_topojson_is_thinned_line_by_line_and_neighbours_keep_their_border() -> None:
    topology = {
        "transform": {"scale": [0.1, 0.1], "translate": [10, 20]},
        "arcs": [
            [[0, 0], [0, 50], [0, 50]],  # the border, with a point that is not needed
            [[0, 100], [-100, 0], [0, -100], [100, 0]],
            [[0, 100], [100, 0], [0, -100], [-100, 0]],
            [[900, 900], [0, 0], [0, 0], [0, 0]],  # an island of no size
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                    {
                        "type": "MultiPolygon",
                        "arcs": [[[-1, -3]], [[3]]],
                        "properties": {"name": "East"},
                    },
                ]
            }
        },
    }
    made = ground_make.ground(topology)
    assert made["countries"] == [
        {"name": "East", "polygons": [[[-1, -3]]]},
        {"name": "West", "polygons": [[[0, 1]]]},
    ]
    border = np.cumsum(np.reshape(made["lines"][0], (-1, 2)), axis=0) * STEP
    assert border.tolist() == [[10.0, 20.0], [10.0, 30.0]]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), min_size=1, max_size=30))
def test_steps_lead_back_to_the_line(points: list[tuple[float, float]]) -> None:
    line = np.array(points)
    back = np.cumsum(np.reshape(rounded_steps(line, STEP), (-1, 2)), axis=0) * STEP
    assert np.abs(back[0] - line[0]).max() <= STEP
    assert np.abs(back[-1] - line[-1]).max() <= STEP


def test_towns_are_the_largest_of_the_map() -> None:
    found = towns(SYRIA, most=5)
    assert len(found) == 5
    assert [t.people for t in found] == sorted((t.people for t in found), reverse=True)
    assert "Aleppo" in {t.name for t in found}
    assert all(SYRIA.holds(t.x, t.y) for t in found)


def test_a_country_has_its_border_and_an_unknown_name_has_none() -> None:
    rings = country_outline("syria")
    area = shapely.union_all([shapely.Polygon(ring) for ring in rings])
    assert area.contains(shapely.Point(36.3, 33.5)), "Damascus"
    assert not area.contains(shapely.Point(35.9, 32.0)), "Amman lies in Syria's box, not in Syria"
    assert country_outline("Velmar") == ()
