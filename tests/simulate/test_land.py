"""The invented land: its places lie where they should and are told apart."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.simulate.land import MOST_PLACES, Land, _named, degrees, folded
from onrecord.simulate.nearest import MOST, Nearest


def test_names_are_all_different() -> None:
    names = {_named(i) for i in range(MOST_PLACES)}
    assert len(names) == MOST_PLACES


def test_settlements_are_spread_evenly_over_the_units() -> None:
    land = Land()
    found = np.bincount(land.map.district, minlength=24)
    assert len(found) == 24
    assert found.min() >= 30
    assert found.max() <= 37
    assert np.bincount(land.map.district_province).tolist() == [4] * 6
    assert land.map.town.sum() == math.ceil(800 / 12)
    assert land.map is Land().map


def test_settlements_lie_in_their_districts() -> None:
    land = Land(provinces=(2, 3), districts=(3, 1))
    places = land.map
    half = (land.width_km / 6 / 2, land.height_km / 3 / 2)
    centre = places.district_centre[places.district]
    assert np.all(np.abs(places.east - centre[:, 0]) <= half[0] + 1e-9)
    assert np.all(np.abs(places.north - centre[:, 1]) <= half[1] + 1e-9)
    province = places.province_centre[places.district_province[places.district]]
    assert np.all(np.abs(places.east - province[:, 0]) <= land.width_km / 4 + 1e-9)
    assert np.all(np.abs(places.north - province[:, 1]) <= land.height_km / 6 + 1e-9)


def test_the_plane_and_the_globe_agree() -> None:
    east, north = np.asarray([-120.0, 120.0, 0.0]), np.asarray([110.0, 120.0, -60.0])
    lat, lon = (np.radians(values) for values in degrees(east, north))
    for i, j in ((0, 1), (0, 2), (1, 2)):
        inner = np.sin(lat[i]) * np.sin(lat[j]) + np.cos(lat[i]) * np.cos(lat[j]) * np.cos(
            lon[i] - lon[j]
        )
        plane = np.hypot(east[i] - east[j], north[i] - north[j])
        assert 6371.0088 * np.arccos(inner) == pytest.approx(plane, rel=0.001)


@given(st.floats(-5_000, 5_000), st.floats(-5_000, 5_000))
def test_what_is_folded_is_inside_and_what_is_inside_stays(east: float, north: float) -> None:
    land = Land(width_km=100, height_km=60)
    x, y = folded(land, np.asarray([east]), np.asarray([north]))
    assert abs(x[0]) <= 50
    assert abs(y[0]) <= 30
    if abs(east) <= 50:
        assert x[0] == pytest.approx(east)
    elif abs(east) <= 150:
        assert x[0] == pytest.approx(math.copysign(100, east) - east)


def test_the_nearest_settlement_is_the_nearest() -> None:
    places = Land().map
    rng = np.random.default_rng(1)
    east, north = rng.uniform(-120, 120, (2, 200))
    gap = np.hypot(places.east - east[:, None], places.north - north[:, None])
    assert np.array_equal(places.nearest(east, north), gap.argmin(axis=1))
    towns = np.hypot(
        places.east[:, None] - places.east[places.town],
        places.north[:, None] - places.north[places.town],
    )
    assert np.array_equal(places.town_km, towns.min(axis=1))
    assert places.town_km[places.town].max() == 0


@given(st.integers(1, 40), st.integers(0, 2**32 - 1), st.sampled_from([1.0, 0.01, 0.0001]))
def test_the_nearest_of_points_is_the_nearest_wherever_they_crowd(
    number: int, seed: int, spread: float
) -> None:
    """Also beyond the rectangle, and where more points share a cell than it keeps."""
    rng = np.random.default_rng(seed)
    width, height = 240.0, 60.0
    east = np.concatenate([rng.uniform(-120, 120, number), rng.normal(9, spread, MOST + 2)])
    north = np.concatenate([rng.uniform(-30, 30, number), rng.normal(5, spread, MOST + 2)])
    at = np.concatenate([rng.uniform(-130, 130, 200), rng.normal(9, spread, 20), east])
    across = np.concatenate([rng.uniform(-35, 35, 200), rng.normal(5, spread, 20), north])
    found = Nearest(east, north, width, height).of(at, across)
    gap = (east - at[:, None]) ** 2 + (north - across[:, None]) ** 2
    assert np.array_equal(gap[np.arange(at.size), found], gap.min(axis=1))
    assert np.array_equal(found[220:], np.arange(east.size))
