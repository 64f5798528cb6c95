"""Great-circle distances, at the poles and across the date line too."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import EARTH_RADIUS_KM, distance_km, pairs_within, sphere, unit_vectors

latitude = st.floats(-90, 90)
longitude = st.floats(-180, 180)
point = st.tuples(latitude, longitude)


def slow_distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """By the angle between two vectors (atan2 of cross and dot), without haversine."""
    a, b = (
        (
            math.cos(math.radians(p)) * math.cos(math.radians(q)),
            math.cos(math.radians(p)) * math.sin(math.radians(q)),
            math.sin(math.radians(p)),
        )
        for p, q in ((lat, lon), (lat2, lon2))
    )
    cross = (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )
    return EARTH_RADIUS_KM * math.atan2(
        math.hypot(*cross), sum(map(math.prod, zip(a, b, strict=True)))
    )


@given(point, point)
def test_is_the_angle_between_two_vectors(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert distance_km(*a, *b) == pytest.approx(slow_distance(*a, *b), abs=1e-3)


@given(point, point, st.integers(-2, 2))
def test_is_symmetric_and_knows_no_seam(
    a: tuple[float, float], b: tuple[float, float], turns: int
) -> None:
    there = distance_km(*a, *b)
    assert there == pytest.approx(float(distance_km(*b, *a)), abs=1e-6)
    assert there == pytest.approx(float(distance_km(a[0], a[1] + 360 * turns, *b)), abs=1e-3)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM


def test_a_published_distance() -> None:
    # Los Angeles to New York JFK, 0.623585 radians (E. Williams, Aviation Formulary).
    km = distance_km(33 + 57 / 60, -(118 + 24 / 60), 40 + 38 / 60, -(73 + 47 / 60))
    assert km / EARTH_RADIUS_KM == pytest.approx(0.623585, abs=1e-6)


def test_poles_date_line_and_antipodes() -> None:
    assert distance_km(90, 0, 90, 137) == pytest.approx(0, abs=1e-9)
    assert distance_km(89.9, 0, 89.9, 180) == pytest.approx(0.2 * math.pi / 180 * EARTH_RADIUS_KM)
    assert distance_km(0, 179.9, 0, -179.9) == pytest.approx(0.2 * math.pi / 180 * EARTH_RADIUS_KM)
    assert distance_km(90, 0, -90, 0) == pytest.approx(math.pi * EARTH_RADIUS_KM)
    assert distance_km(34, 36, -34, -144) == pytest.approx(math.pi * EARTH_RADIUS_KM)


def test_no_antipodes_are_beyond_half_way_round() -> None:
    rng = np.random.default_rng(0)
    lat, lon = rng.uniform(-90, 90, 100_000), rng.uniform(-180, 180, 100_000)
    assert distance_km(lat, lon, -lat, lon + 180) == pytest.approx(math.pi * EARTH_RADIUS_KM)


def test_small_distances_are_exact() -> None:
    metre = 0.001 / EARTH_RADIUS_KM * 180 / math.pi
    assert distance_km(35, 37, 35 + metre, 37) == pytest.approx(0.001, rel=1e-6)


def test_an_unknown_point_is_within_nothing() -> None:
    assert distance_km(np.nan, 37, 35, 37) == np.inf
    assert distance_km([35, np.inf], [np.nan, 37], 35, 37).tolist() == [np.inf, np.inf]
    assert pairs_within([35, np.nan, 35], [37, 37, np.nan], 1e5).tolist() == []


def test_broadcasts() -> None:
    assert distance_km(np.zeros((3, 1)), np.zeros((3, 1)), 0, np.zeros(2)).shape == (3, 2)


def test_latitude_beyond_the_pole_is_refused() -> None:
    with pytest.raises(OnrecordError, match="swapped"):
        distance_km([35, 137], [37, 35], 0, 0)


@pytest.fixture(params=["by products", "by a tree"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of proposing pairs, whatever the number of points."""
    if request.param == "by a tree":
        monkeypatch.setattr(sphere, "_FEW", -1)
    return str(request.param)


both_ways = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@both_ways
@given(st.lists(point, max_size=12), st.floats(0, 25_000))
def test_pairs_are_those_of_a_double_loop(
    way: str, points: list[tuple[float, float]], km: float
) -> None:
    lat, lon = [p[0] for p in points], [p[1] for p in points]
    slow = [
        [i, j]
        for i in range(len(points))
        for j in range(i + 1, len(points))
        if distance_km(*points[i], *points[j]) <= km
    ]
    assert pairs_within(lat, lon, km).tolist() == slow, way


@both_ways
@given(st.lists(point, max_size=8), st.lists(point, max_size=8), st.floats(0, 25_000))
def test_pairs_of_two_sets_are_those_of_a_double_loop(
    way: str, first: list[tuple[float, float]], second: list[tuple[float, float]], km: float
) -> None:
    slow = [
        [i, j]
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if distance_km(*a, *b) <= km
    ]
    fast = pairs_within(
        [p[0] for p in first],
        [p[1] for p in first],
        km,
        [p[0] for p in second],
        [p[1] for p in second],
    )
    assert fast.tolist() == slow, way


@pytest.mark.usefixtures("way")
def test_pairs_cross_the_pole_and_the_date_line() -> None:
    lat, lon = [89.99, 89.99, 0, 0, 50], [0, 180, 179.99, -179.99, 50]
    assert pairs_within(lat, lon, 3).tolist() == [[0, 1], [2, 3]]


@pytest.mark.usefixtures("way")
def test_pairs_exactly_at_the_distance_count() -> None:
    km = float(distance_km(35, 37, 35.1, 37.1))
    assert pairs_within([35, 35.1], [37, 37.1], km).tolist() == [[0, 1]]
    assert pairs_within([35, 35.1], [37, 37.1], np.nextafter(km, 0)).tolist() == []
    assert pairs_within([35, 35, 36], [37, 37, 37], 0).tolist() == [[0, 1]]


@pytest.mark.parametrize("km", [-1, np.nan])
def test_a_distance_below_zero_is_refused(km: float) -> None:
    with pytest.raises(OnrecordError):
        pairs_within([35], [37], km)


def test_unit_vectors_have_length_one() -> None:
    vectors = unit_vectors([0, 90, -35], [0, 12, 200])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert vectors[0] == pytest.approx([1, 0, 0])
