"""The map's ground, against the definitions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess.finding import TestedPlace
from onrecord.present import geometry
from onrecord.present.geometry import Extent, Label

LATS, LONS = st.floats(-80, 80), st.floats(-179, 179)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance, by the haversine formula."""
    (lon1, lat1), (lon2, lat2) = (tuple(map(math.radians, p)) for p in (one, other))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * geometry.EARTH_KM * math.asin(math.sqrt(h))


@given(LATS)
def test_mercator_and_back(lat: float) -> None:
    assert geometry.latitude(geometry.mercator(lat)) == pytest.approx(lat, abs=1e-9)


def test_mercator_at_known_points() -> None:
    # Snyder, Map Projections (USGS 1395), p. 41: y = ln tan(45° + φ/2).
    assert geometry.mercator(0) == pytest.approx(0)
    assert geometry.mercator(45) == pytest.approx(math.degrees(0.8813735870))


@given(LATS, LONS, st.floats(1, 900))
def test_a_circle_is_as_far_as_it_says_all_round(lat: float, lon: float, km: float) -> None:
    ring = geometry.circle(lat, lon, km)
    assert ring[0] == pytest.approx(ring[-1])
    assert all(_km((lon, lat), p) == pytest.approx(km, rel=1e-6) for p in ring)


@given(st.lists(st.tuples(LONS, st.floats(-100, 100)), min_size=1, max_size=9), st.floats(0.3, 1.4))
def test_the_extent_holds_every_point_in_the_ratio_asked_for(
    points: list[tuple[float, float]], ratio: float
) -> None:
    shown = geometry.extent(points, ratio)
    assert shown is not None
    assert all(shown.holds(x, y) for x, y in points)
    assert (shown.y1 - shown.y0) / shown.width == pytest.approx(ratio)


@given(st.floats(-180, 179), st.floats(0.05, 120))
def test_ticks_are_round_and_inside(low: float, width: float) -> None:
    found = geometry.ticks(low, low + width)
    assert len(found) >= 3
    assert all(low - 1e-6 <= tick <= low + width + 1e-6 for tick in found)
    assert all(round(tick * 100) == pytest.approx(tick * 100) for tick in found)


@given(st.floats(0.05, 90))
def test_the_scale_bar_is_round_and_at_most_a_quarter_wide(width: float) -> None:
    shown = Extent(10, 10 + width, 30, 30 + width * 0.7)
    km, length = geometry.scale_bar(shown)
    assert length <= width / 4 + 1e-9
    assert f"{km:e}"[0] in "125"
    assert length * shown.km_per_x == pytest.approx(km)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.7), st.integers(1, 14)), max_size=25))
def test_names_never_overlap(spots: list[tuple[float, float, int]]) -> None:
    shown = Extent(0, 1, 0, 0.7)
    labels = [Label("x" * n, x, y) for x, y, n in spots]
    kept = geometry.names_that_fit(labels, shown, [], 460)
    boxes = [(k.x, k.x + (8 + 5.6 * len(k.text)) / 460, k.y) for k in kept]
    for i, (left, right, y) in enumerate(boxes):
        assert right <= 1
        for left2, right2, y2 in boxes[i + 1 :]:
            assert right <= left2 or right2 <= left or abs(y - y2) >= 15 / 460


def test_the_date_line() -> None:
    assert geometry.crosses_date_line([179.0, -178.0])
    assert not geometry.crosses_date_line([-8.0, 9.0])
    assert geometry.turned(-178.0, True) == 182.0
    box = TestedPlace(label="b", shape="box", bounds=(178, -20, -178, -10))
    assert max(p[0] for p in geometry.outline(box)[0]) == 182


def test_outlines_of_polygons_and_collections() -> None:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    polygon = {"type": "Polygon", "coordinates": [square]}
    for geojson in (
        polygon,
        {"type": "MultiPolygon", "coordinates": [[square]]},
        {"type": "Feature", "geometry": polygon, "properties": {}},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon}]},
    ):
        place = TestedPlace(label="p", shape="polygon", geojson=geojson)
        assert len(geometry.outline(place)) == 1
    assert geometry.outline(TestedPlace(label="p", shape="unit", lat=1, lon=1)) == []
