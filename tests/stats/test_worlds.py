"""Drawn points lie where they may, evenly."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.stats import distance_km
from onrecord.stats.worlds import points_in_box, points_in_disc, pools_by_label, pools_near

RNG = np.random.default_rng(11)


@pytest.mark.parametrize("lat", [0.0, 36.0, 89.9, -90.0])
@pytest.mark.parametrize("lon", [37.0, 179.99])
def test_points_fill_a_disc_evenly(lat: float, lon: float) -> None:
    u, v = RNG.random((2, 4000))
    at = np.full(4000, lat), np.full(4000, lon)
    found = points_in_disc(*at, np.full(4000, 25.0), u, v)
    away = distance_km(*at, *found)
    assert away.max() <= 25.0 + 1e-6
    # Half of the area of a small disc lies within 1/√2 of its radius.
    assert np.mean(away <= 25.0 / np.sqrt(2.0)) == pytest.approx(0.5, abs=0.03)
    assert np.all(np.abs(found[1]) <= 180.0)


def test_points_fill_a_box_evenly_by_area() -> None:
    u, v = RNG.random((2, 6000))
    boxes = np.tile([170.0, 0.0, -170.0, 60.0], (6000, 1))
    lat, lon = points_in_box(boxes, u, v)
    assert lat.min() >= 0.0
    assert lat.max() <= 60.0
    assert np.all((lon >= 170.0) | (lon <= -170.0))
    assert np.mean(lon >= 170.0) == pytest.approx(0.5, abs=0.03)
    # sin 30° / sin 60°: the south of the box is wider than the north.
    assert np.mean(lat <= 30.0) == pytest.approx(0.5 / np.sin(np.radians(60.0)), abs=0.03)


def test_a_box_without_width_is_a_line_not_the_globe() -> None:
    lat, lon = points_in_box(np.array([[37.0, 35.0, 37.0, 35.0]]), np.array([0.3]), np.array([0.9]))
    assert lat[0] == pytest.approx(35.0)
    assert lon[0] == pytest.approx(37.0)


def test_pools_near_are_the_donors_within_the_distance() -> None:
    lat, lon = RNG.uniform(35, 36, 60), RNG.uniform(37, 38, 60)
    to_lat, to_lon = RNG.uniform(35, 36, 40), RNG.uniform(37, 38, 40)
    donors = np.arange(100, 140)
    pools = pools_near(lat, lon, 20.0, donors, to_lat, to_lon)
    for k in range(60):
        mine = set(pools.rows[pools.start[k] : pools.start[k] + pools.size[k]].tolist())
        assert mine == set(donors[distance_km(lat[k], lon[k], to_lat, to_lon) <= 20.0].tolist())


def test_pools_pick_every_row_as_often_and_none_from_nothing() -> None:
    pools = pools_by_label(np.array([0, 1, 2, -1]), np.array([7, 8, 9]), np.array([0, 0, 1]))
    assert pools.size.tolist() == [2, 1, 0, 0]
    assert pools.pick(np.array([0.0, 0.99, 0.5, 0.5])).tolist() == [7, 9, -1, -1]
    assert pools.pick(np.array([0.999999, 0.0, 0.5, 0.5])).tolist() == [8, 9, -1, -1]


def test_nothing_to_draw_from_or_for() -> None:
    none = np.empty(0)
    rows = np.empty(0, dtype=np.int64)
    assert pools_near(none, none, 5.0, rows, none, none).pick(none).size == 0
    empty = pools_near(np.array([35.0]), np.array([37.0]), 5.0, rows, none, none)
    assert empty.pick(np.array([0.5])).tolist() == [-1]
