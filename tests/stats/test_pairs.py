"""Pairs in space and time are those that looking at every pair finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import distance_km, pairs
from onrecord.stats.pairs import Points, near_after, pairs_after

event = st.tuples(
    st.integers(0, 15),
    st.sampled_from([35.0, 35.04, 35.1, 35.3, 89.99, -90.0, np.nan]),
    st.sampled_from([37.0, 37.05, 37.3, 179.99, -179.99]),
)
series = st.lists(event, max_size=14)


def points(rows: list[tuple[int, float, float]]) -> Points:
    return Points(*(np.array([row[k] for row in rows], dtype=float) for k in range(3)))


def slow(x: Points, y: Points, km: float, first: int, last: int) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i in range(len(x))
        for j in range(len(y))
        if first <= x.day[i] - y.day[j] <= last
        and distance_km(x.lat[i], x.lon[i], y.lat[j], y.lon[j]) <= km
    }


@pytest.fixture(params=["one by one", "by a tree"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of finding pairs, whatever the number of events."""
    if request.param == "by a tree":
        monkeypatch.setattr(pairs, "_FEW", -1)
    return str(request.param)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(series, series, st.sampled_from([0.0, 5.0, 20.0]), st.integers(-4, 1), st.integers(0, 5))
def test_are_those_of_looking_at_every_pair(
    way: str,
    a: list[tuple[int, float, float]],
    b: list[tuple[int, float, float]],
    km: float,
    first: int,
    more: int,
) -> None:
    x, y = points(a), points(b)
    found = [
        (int(i), int(j))
        for part in pairs_after(x, y, km, first, first + more)
        for i, j in zip(part[0], part[1], strict=True)
    ]
    assert len(found) == len(set(found))
    assert set(found) == slow(x, y, km, first, first + more), way


def test_portions_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    x, y = (
        Points(rng.integers(0, 30, 200), rng.uniform(35, 36, 200), rng.uniform(37, 38, 200))
        for _ in range(2)
    )
    one_by_one = near_after(x, y, (5.0, 20.0), 3)
    monkeypatch.setattr(pairs, "_FEW", -1)
    whole = near_after(x, y, (5.0, 20.0), 3)
    assert np.array_equal(whole, one_by_one)
    monkeypatch.setattr(pairs, "_AT_ONCE", 1)
    assert np.array_equal(whole, near_after(x, y, (5.0, 20.0), 3))
    assert 0 < whole[:, 0].sum() < whole[:, 1].sum()


def test_counts_days_after_not_before() -> None:
    fight = Points([10], [35.0], [37.0])
    acts = Points([9, 10, 13, 14], [35.0] * 4, [37.0] * 4)
    assert near_after(acts, fight, (5.0,), 3).tolist() == [[2]]


def test_all_on_one_day_at_one_point_and_nothing_at_all() -> None:
    many = Points(np.zeros(3000), np.full(3000, 35.0), np.full(3000, 37.0))
    assert near_after(many, many, (1.0,), 0)[:, 0].tolist() == [3000] * 3000
    none = Points([], [], [])
    assert near_after(none, many, (1.0, 2.0), 3).sum() == 0
    assert near_after(many, none, (1.0, 2.0), 3).shape == (0, 2)


def test_refuses_what_is_no_distance_or_no_series() -> None:
    one = Points([1], [35], [37])
    with pytest.raises(OnrecordError, match="within"):
        list(pairs_after(one, one, -1.0, 0, 3))
    with pytest.raises(OnrecordError, match="lags in order"):
        list(pairs_after(one, one, 1.0, 3, 0))
    with pytest.raises(OnrecordError, match="shapes"):
        Points([1, 2], [35], [37])


def test_before_counts_as_many_days_as_after() -> None:
    fight = Points([10], [35.0], [37.0])
    acts = Points([5, 6, 9, 10, 13], [35.0] * 5, [37.0] * 5)
    assert near_after(acts, fight, (5.0,), 3, before=True).tolist() == [[2]]
