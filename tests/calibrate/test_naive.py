"""The usual tests that stand beside ours: right where their assumptions hold, and only there."""

from __future__ import annotations

import math

import numpy as np
import pytest

from onrecord.calibrate import naive

RNG = np.random.default_rng


def points(rng: np.random.Generator, n: int, days: int = 365) -> naive.Points:
    return rng.integers(0, days, n), rng.normal(0, 0.1, n), rng.normal(0, 0.1, n)


def test_binomial_is_the_exact_tail() -> None:
    days = np.array([100, 101, 102, 50])
    # Three of four events in 10 of 70 days: 4·q³·(1 − q) + q⁴ with q = 1/7.
    q = 1 / 7
    assert naive.binomial(days, 100, 10, 60) == pytest.approx(4 * q**3 * (1 - q) + q**4)
    assert naive.binomial(days, 300, 10, 60) is None


def test_poisson_silence() -> None:
    days = np.arange(0, 100)
    assert naive.poisson_silence(days, 0, 199, 50, 10) == 1.0
    assert naive.poisson_silence(days, 0, 199, 150, 10) == pytest.approx(math.exp(-1000 / 190))
    assert naive.poisson_silence(days[:0], 0, 199, 150, 10) is None


def _slow_shift(
    x: naive.Points, y: naive.Points, km: float, days: int, length: int, by: int
) -> int:
    near = 0
    for t, lat, lon in zip(*x, strict=True):
        for s, lat2, lon2 in zip(*y, strict=True):
            gap = math.hypot(lat - lat2, lon - lon2) * 111.195
            near += gap <= km and (t + by - s) % length <= days
    return near


def test_the_circular_shift_counts_what_a_loop_counts() -> None:
    rng = RNG(1)
    x, y = points(rng, 15, 40), points(rng, 12, 40)
    counts = np.array([_slow_shift(x, y, 8.0, 3, 40, by) for by in range(40)])
    shifts = RNG(2).integers(1, 40, naive.REDRAWN)
    slow = (1 + np.count_nonzero(counts[shifts] >= counts[0])) / (1 + naive.REDRAWN)
    assert naive.shifted(RNG(2), x, y, 8.0, 3, 40) == pytest.approx(slow)


def _towns(rng: np.random.Generator, n: int) -> naive.Points:
    """Events at few places, as records have them."""
    at, place = rng.normal(0, 0.1, (2, 6)), rng.integers(0, 6, n)
    return rng.integers(0, 40, n), at[0][place], at[1][place]


def _near(x: naive.Points, i: int, y: naive.Points, j: int, km: float) -> bool:
    return math.hypot(x[1][i] - y[1][j], x[2][i] - y[2][j]) * 111.195 <= km


@pytest.mark.parametrize("seed", range(5))
def test_knox_counts_what_a_loop_counts(seed: int) -> None:
    rng = RNG(seed)
    x, y = _towns(rng, 25), points(rng, 20, 40)
    pairs = [(i, j) for i in range(25) for j in range(20) if _near(x, i, y, j, 12.0)]

    def close(times: np.ndarray) -> int:
        return sum(0 <= times[i] - y[0][j] <= 3 for i, j in pairs)

    draws = RNG(seed)
    drawn = [close(draws.permutation(x[0])) for _ in range(naive.REDRAWN)]
    slow = (1 + sum(n >= close(x[0]) for n in drawn)) / (1 + naive.REDRAWN)
    assert pairs
    assert naive.knox(RNG(seed), x, y, 12.0, 3) == slow


@pytest.mark.parametrize("seed", range(5))
def test_the_wake_counts_what_a_loop_counts(seed: int) -> None:
    rng = RNG(seed)
    at, events = _towns(rng, 25), _towns(rng, 30)
    slow = [
        sum(
            int(np.sign(events[0][j] - at[0][i]))
            for j in range(30)
            if _near(at, i, events, j, 12.0) and abs(events[0][j] - at[0][i]) <= 4
        )
        for i in range(25)
    ]
    assert any(slow)
    assert naive._change(at, events, 12.0, 4).tolist() == slow


@pytest.mark.parametrize("test", ["knox", "shifted", "odds", "wake"])
def test_each_is_calm_where_events_are_independent(test: str) -> None:
    ps = []
    for draw in range(120):
        rng = RNG(draw)
        x, y, z = (points(rng, 60) for _ in range(3))
        if test == "knox":
            ps.append(naive.knox(rng, x, y, 10.0, 5))
        elif test == "shifted":
            ps.append(naive.shifted(rng, x, y, 10.0, 5, 365))
        elif test == "odds":
            a, b, c, d = rng.poisson(30, 4).tolist()
            ps.append(naive.odds((a, b), (c, d)))
        else:
            ps.append(naive.wake(x, z, y, 10.0, 10))
    share = np.mean([p <= 0.05 for p in ps if p is not None])
    assert share < 0.13  # 16 of 120: at 5 % it comes once in 5,000


def test_each_sees_a_plain_link() -> None:
    rng = RNG(3)
    y = points(rng, 60)
    x = (y[0] + 1, y[1], y[2])
    z = points(rng, 60)
    for found in (
        naive.knox(rng, x, y, 2.0, 2),
        naive.shifted(rng, x, y, 2.0, 2, 400),
        naive.odds((40, 10), (20, 30)),
        naive.wake(y, z, x, 2.0, 3),
    ):
        assert found is not None
        assert found <= 0.05


def test_nothing_to_go_by_gives_no_p() -> None:
    rng = RNG(4)
    none, one = points(rng, 0), points(rng, 1)
    assert naive.knox(rng, none, points(rng, 5), 5.0, 3) is None
    assert naive.shifted(rng, points(rng, 5), one, 5.0, 3, 100) is None
    assert naive.odds((0, 0), (3, 4)) is None
    assert naive.wake(one, points(rng, 9), points(rng, 9), 5.0, 3) is None
