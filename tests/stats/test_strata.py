"""Strata of space and time: a partition of the globe and the calendar, whatever the origin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats.sphere import distance_km
from onrecord.stats.strata import NOWHERE, space_time_strata, strata_on_grids

points = st.tuples(
    st.integers(-20_000, 40_000), st.floats(-90, 90), st.floats(-180, 180, exclude_max=True)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(points, min_size=2, max_size=20), st.integers(0, 2**31))
def test_a_stratum_is_no_larger_than_said(
    events: list[tuple[int, float, float]], seed: int
) -> None:
    day, lat, lon = (np.array(column) for column in zip(*events, strict=True))
    label = space_time_strata(day, lat, lon, seed=seed)
    assert (label != NOWHERE).all()
    for i in range(len(events)):
        for j in range(i):
            if label[i] == label[j]:
                assert abs(day[i] - day[j]) <= 30
                # The diagonal of a cell; near a pole a cell is the whole band around it.
                assert distance_km(lat[i], lon[i], lat[j], lon[j]) <= 50 * 2**0.5 * 1.6


@settings(max_examples=100, deadline=None)
@given(st.lists(points, min_size=1, max_size=20), st.integers(0, 2**31))
def test_a_label_depends_on_the_event_and_the_seed_alone(
    events: list[tuple[int, float, float]], seed: int
) -> None:
    day, lat, lon = (np.array(column) for column in zip(*events, strict=True))
    label = space_time_strata(day, lat, lon, seed=seed)
    assert list(space_time_strata(day[::-1], lat[::-1], lon[::-1], seed=seed)) == list(label[::-1])
    alone = [space_time_strata([d], [p], [q], seed=seed)[0] for d, p, q in events]
    assert alone == list(label)


@given(st.lists(points, max_size=20), st.lists(st.integers(0, 2**31), min_size=1, max_size=4))
def test_several_grids_at_once_are_each_by_itself(
    events: list[tuple[int, float, float]], seeds: list[int]
) -> None:
    day, lat, lon = (np.array([one[k] for one in [*events, (np.nan,) * 3]]) for k in range(3))
    label = strata_on_grids(day, lat, lon, km=25.0, days=60.0, seeds=seeds)
    for seed, row in zip(seeds, label, strict=True):
        assert list(row) == list(space_time_strata(day, lat, lon, km=25.0, days=60.0, seed=seed))


@pytest.mark.parametrize("lat", [0.0, 60.0, -75.0])
def test_the_date_line_is_a_meridian_like_others(lat: float) -> None:
    """Two points 1 km apart are parted by a border equally often at 180° and at 20°."""
    step = 1.0 / (111.2 * np.cos(np.radians(lat)))

    def parted(meridian: float) -> float:
        pairs = [
            space_time_strata(
                [0, 0], [lat, lat], [meridian - step / 2, meridian + step / 2], seed=s
            )
            for s in range(600)
        ]
        return float(np.mean([a != b for a, b in pairs]))

    # One border every 50 km: 1 in 50, within three standard errors.
    assert parted(180.0) == pytest.approx(0.02, abs=0.018)
    assert parted(20.0) == pytest.approx(0.02, abs=0.018)


def test_longitudes_beyond_the_date_line_are_the_same_places() -> None:
    one = space_time_strata([5, 5, 5], [10, 10, 10], [-179.9, 180.1, 540.1 - 360], seed=3)
    assert len(set(one)) == 1


def test_at_a_pole_all_longitudes_are_one_place() -> None:
    label = space_time_strata([0] * 4, [90.0] * 4, [0.0, 90.0, 180.0, -90.0], seed=8)
    assert len(set(label)) == 1
    south = space_time_strata([0] * 3, [-90.0, -89.99, -90.0], [0.0, 120.0, -120.0], seed=8)
    assert south[0] == south[2]


def test_seeds_lay_other_grids_and_the_same_seed_the_same() -> None:
    rng = np.random.default_rng(2)
    day, lat, lon = rng.integers(0, 300, 200), rng.uniform(33, 37, 200), rng.uniform(36, 42, 200)

    def together(seed: int) -> set[tuple[int, int]]:
        label = space_time_strata(day, lat, lon, seed=seed)
        return {(i, j) for i in range(200) for j in range(i) if label[i] == label[j]}

    assert together(1) == together(1)
    assert together(1) != together(2)


def test_events_without_day_or_point_are_nowhere() -> None:
    label = space_time_strata([1, np.nan, 1, 1], [1, 1, np.nan, 1], [1, 1, 1, np.inf], seed=1)
    assert label[0] != NOWHERE
    assert list(label[1:]) == [NOWHERE] * 3
    assert space_time_strata([], [], [], seed=1).size == 0


def test_a_cell_larger_than_the_globe_holds_everything() -> None:
    label = space_time_strata([0] * 3, [80, 0, -80], [0, 90, 180], km=1e6, days=1e6, seed=1)
    assert len(set(label)) <= 2  # the border may pass between two of them


@pytest.mark.parametrize("how", [{"km": 0}, {"days": -1}, {"km": float("nan")}])
def test_sizes_must_be_positive(how: dict[str, float]) -> None:
    with pytest.raises(OnrecordError):
        space_time_strata([1], [1], [1], seed=1, **how)  # type: ignore[arg-type]


def test_swapped_coordinates_are_refused() -> None:
    with pytest.raises(OnrecordError, match="latitude"):
        space_time_strata([1], [120.0], [30.0], seed=1)
    with pytest.raises(OnrecordError, match="shapes"):
        space_time_strata([1, 2], [1.0], [3.0], seed=1)
