"""Shifts of each burst by itself, and after against before, against slow twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import burst_labels, distance_km
from onrecord.stats.jitter import (
    Jittered,
    Unjittered,
    after_less_before,
    jitter_power,
    jitter_test,
    shifted_counts,
)
from onrecord.stats.pairs import Points

event = st.tuples(
    st.integers(0, 20), st.sampled_from([35.0, 35.04, 35.3]), st.sampled_from([37.0, 37.05])
)
series = st.lists(event, min_size=1, max_size=10)
RADII = (5.0, 20.0)


def points(rows: list[tuple[int, float, float]]) -> Points:
    return Points(*(np.array([row[k] for row in rows], dtype=float) for k in range(3)))


def near(x: Points, i: int, y: Points, j: int, km: float) -> bool:
    return bool(distance_km(x.lat[i], x.lon[i], y.lat[j], y.lon[j]) <= km)


@given(series, series, st.integers(0, 3))
def test_counts_at_each_shift_are_those_of_moving_the_burst(
    a: list[tuple[int, float, float]], b: list[tuple[int, float, float]], days: int
) -> None:
    x, y = points(a), points(b)
    burst = np.arange(len(x)) // 2
    found = shifted_counts(x, burst, y, RADII, days)
    reach = 2 * days + 1
    assert found.shape == (burst.max() + 1, 2 * reach + 1, 2)
    for k, shift in enumerate(range(-reach, reach + 1)):
        for c, km in enumerate(RADII):
            slow = np.zeros(burst.max() + 1, int)
            for i in range(len(x)):
                for j in range(len(y)):
                    together = 0 <= x.day[i] + shift - y.day[j] <= days
                    slow[burst[i]] += together and near(x, i, y, j, km)
            assert found[:, k, c].tolist() == slow.tolist()


@given(series, series, st.integers(1, 3))
def test_after_less_before_counts_from_the_onset(
    a: list[tuple[int, float, float]], b: list[tuple[int, float, float]], days: int
) -> None:
    a = sorted(a)
    x, y = points(a), points(b)
    burst = np.arange(len(x)) // 2
    found = after_less_before(x, burst, y, RADII, days)
    for label in range(burst.max() + 1):
        i = int(np.flatnonzero(burst == label)[0])
        for c, km in enumerate(RADII):
            lags = [x.day[i] - y.day[j] for j in range(len(y)) if near(x, i, y, j, km)]
            after = sum(1 <= lag <= days for lag in lags)
            before = sum(-days <= lag <= -1 for lag in lags)
            assert found[label, c] == after - before


def outcome(
    acts: Points, fights: Points, days: int = 3, seed: int = 1, draws: int = 199
) -> Jittered:
    burst = burst_labels(acts.day, acts.lat, acts.lon)
    return jitter_test(
        shifted_counts(acts, burst, fights, RADII, days),
        after_less_before(acts, burst, fights, RADII, days),
        days=days,
        seed=seed,
        draws=draws,
    )


def spread(rng: np.random.Generator, day: np.ndarray) -> Points:
    return Points(day, rng.uniform(35, 35.4, day.size), rng.uniform(37, 37.4, day.size))


def test_finds_acts_that_follow_fights() -> None:
    rng = np.random.default_rng(3)
    fights = spread(rng, rng.integers(0, 365, 120))
    follow = rng.integers(0, 120, 60)
    acts = Points(
        fights.day[follow] + rng.integers(0, 4, 60), fights.lat[follow], fights.lon[follow]
    )
    found = outcome(acts, fights)
    assert found.p == pytest.approx(1 / 200)
    assert found.observed > 1.5 * found.expected


def test_days_that_both_share_are_no_link_though_shifts_alone_find_one() -> None:
    """Both series only in the same weeks: closer than shifts leave them, yet as often before."""
    low = alone = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        weeks = rng.choice(300, 25, replace=False)
        days = [weeks[rng.integers(0, 25, 120)] + rng.integers(0, 7, 120) for _ in range(2)]
        found = outcome(spread(rng, days[0]), spread(rng, days[1]), seed=seed, draws=99)
        low += found.p is not None and found.p <= 0.05
        alone += found.p_shift is not None and found.p_shift <= 0.05
    assert alone >= 30
    assert low <= 8


@given(st.integers(-3000, 3000))
def test_knows_no_origin_of_time(shift: int) -> None:
    rng = np.random.default_rng(8)
    days = rng.integers(0, 200, (2, 60))
    here = outcome(*(spread(np.random.default_rng(k), days[k]) for k in range(2)))
    moved = outcome(*(spread(np.random.default_rng(k), days[k] + shift) for k in range(2)))
    assert here == moved


def test_what_cannot_be_told_has_a_reason() -> None:
    rng = np.random.default_rng(4)
    many = spread(rng, rng.integers(0, 300, 200))
    assert outcome(many, many, days=7).why is Unjittered.TOO_LONG
    assert outcome(many, many, days=0).why is Unjittered.SAME_DAY
    for size in (0, 1, 2):
        few = Points(many.day[:size], many.lat[:size], many.lon[:size])
        assert (outcome(few, many).p, outcome(few, many).why) == (None, Unjittered.TOO_FEW_BURSTS)
    one_day = Points(np.zeros(50), np.full(50, 35.0), np.full(50, 37.0))
    assert outcome(one_day, one_day).why is Unjittered.TOO_FEW_BURSTS
    with pytest.raises(OnrecordError, match="labels"):
        shifted_counts(many, [0], many, RADII, 3)


def test_power_is_larger_with_more_that_react() -> None:
    rng = np.random.default_rng(6)
    acts, fights = (spread(rng, rng.integers(0, 200, 150)) for _ in range(2))
    burst = burst_labels(acts.day, acts.lat, acts.lon)
    counts = shifted_counts(acts, burst, fights, RADII, 3)
    excess = after_less_before(acts, burst, fights, RADII, 3)
    few, many = (jitter_power(counts, excess, n, days=3, seed=1) for n in (1, 60))
    assert few is not None
    assert many is not None
    assert few < many
    assert jitter_power(counts, excess, 5, days=7, seed=1) is None
    assert jitter_power(counts[:2], excess[:2], 1, days=3, seed=1) is None
