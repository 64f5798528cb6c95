"""The histogram of lags and all shifts are those of counting pairs one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import distance_km
from onrecord.stats.lags import all_shifts, lag_histogram
from onrecord.stats.pairs import Points

event = st.tuples(
    st.integers(-2, 22), st.sampled_from([35.0, 35.04, 35.3, np.nan]), st.sampled_from([37.0, 37.3])
)
series = st.lists(event, max_size=12)
DAYS = 20


def points(rows: list[tuple[int, float, float]]) -> Points:
    return Points(*(np.array([row[k] for row in rows], dtype=float) for k in range(3)))


def slow_pairs(x: Points, y: Points, km: float, shift: int, days: int) -> int:
    """Pairs 0 to `days` days after once every day of x is moved, coming round at the end."""
    total = 0
    for i in range(len(x)):
        for j in range(len(y)):
            if not (0 <= x.day[i] < DAYS and 0 <= y.day[j] < DAYS):
                continue
            near = distance_km(x.lat[i], x.lon[i], y.lat[j], y.lon[j]) <= km
            total += bool(near) and (x.day[i] + shift - y.day[j]) % DAYS <= days
    return total


@given(series, series, st.sampled_from([0.0, 5.0, 50.0]), st.integers(0, 4))
def test_every_shift_has_the_pairs_that_counting_finds(
    a: list[tuple[int, float, float]], b: list[tuple[int, float, float]], km: float, days: int
) -> None:
    x, y = points(a), points(b)
    found = all_shifts(lag_histogram(x, y, km, 0, DAYS), days)
    assert found.pairs.tolist() == [slow_pairs(x, y, km, s, days) for s in range(DAYS)]


@pytest.mark.parametrize("few", [-1, 10**9])
def test_the_fourier_transform_finds_what_counting_finds(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.stats.lags._FEW", few)
    rng = np.random.default_rng(4)
    x, y = (
        Points(rng.integers(-3, 60, 300), 35 + rng.integers(0, 9, 300) / 20, rng.random(300))
        for _ in range(2)
    )
    lag = (x.day[:, None] - y.day).astype(int)
    near = distance_km(x.lat[:, None], x.lon[:, None], y.lat, y.lon) <= 12.0
    inside = ((x.day >= 0) & (x.day < 50))[:, None] & (y.day >= 0) & (y.day < 50)
    expected = np.bincount(lag[near & inside] % 50, minlength=50)
    assert lag_histogram(x, y, 12.0, 0, 50).tolist() == expected.tolist()


def test_ranks_include_no_shift_at_all() -> None:
    fights = Points(np.arange(0, 300, 30), np.full(10, 35.0), np.full(10, 37.0))
    acts = Points(np.arange(1, 300, 30), np.full(10, 35.0), np.full(10, 37.0))
    found = all_shifts(lag_histogram(acts, fights, 10.0, 0, 301), 0)
    assert found.observed == 0
    assert found.p == 1.0
    together = all_shifts(lag_histogram(fights, fights, 10.0, 0, 301), 0)
    assert together.observed == 10
    assert together.p == pytest.approx(1 / 301)
    assert together.p_nearby == pytest.approx(1 / 181)


def test_a_year_of_one_day() -> None:
    one = Points([0], [35.0], [37.0])
    assert all_shifts(lag_histogram(one, one, 1.0, 0, 1), 3).pairs.tolist() == [1]
    with pytest.raises(OnrecordError):
        lag_histogram(one, one, 1.0, 0, 0)
