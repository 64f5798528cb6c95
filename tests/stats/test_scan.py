"""The most striking window of each series and the rank among peers, against slow twins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats.intervals import dispersion
from onrecord.stats.scan import (
    NoRank,
    alike,
    excess,
    peer_test,
    per_year,
    scan,
    scan_z,
)

TABLES = st.integers(1, 5).flatmap(
    lambda rows: st.integers(8, 40).flatmap(
        lambda days: st.lists(
            st.lists(st.integers(0, 6), min_size=days, max_size=days), min_size=rows, max_size=rows
        )
    )
)


def slow_z(k1: int, total: int, length: int, days: int) -> float:
    q = length / days
    return (k1 - q * total) / math.sqrt(q * (1 - q) * (total + 1))


def slow_excess(k1: int, total: int, length: int, days: int) -> float:
    """Log-likelihood of two rates less that of one: Kulldorff (1997), equation for Bernoulli."""
    q, best = length / days, 0.0
    for inside, share in ((k1, q), (total - k1, 1 - q)):
        if inside:
            best += inside * math.log(inside / total / share)
    return best


@settings(max_examples=60, deadline=None)
@given(TABLES, st.integers(1, 7), st.sampled_from(["rose", "fell"]))
def test_against_a_slow_twin(table: list[list[int]], length: int, direction: Any) -> None:
    counts = np.array(table)
    days = counts.shape[1]
    found = scan(counts, length, direction)
    sign = 1 if direction == "rose" else -1
    for row, daily in enumerate(table):
        inside = [sum(daily[s : s + length]) for s in range(days - length + 1)]
        k1 = max(inside) if direction == "rose" else min(inside)
        start, total = inside.index(k1), sum(daily)
        assert (found.k1[row], found.starts[row], found.totals[row]) == (k1, start, total)
        assert found.z[row] == pytest.approx(sign * slow_z(k1, total, length, days))
        slow = slow_excess(k1, total, length, days) if total else 0.0
        departs = sign * (k1 - total * length / days) > 0
        assert found.excess[row] == pytest.approx(slow if departs else 0.0, abs=1e-9)
        # The dispersion is that of the study period without the window, as for one series.
        spread = dispersion(daily, length, exclude=(start, length))
        assert found.dispersions[row] == pytest.approx(spread.value)


@given(TABLES, st.integers(1, 7), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_series_does_not_matter(
    table: list[list[int]], length: int, random: Any
) -> None:
    order = list(range(len(table)))
    random.shuffle(order)
    one, other = scan(np.array(table), length), scan(np.array(table)[order], length)
    assert np.array_equal(one.z[order], other.z)
    assert np.array_equal(one.dispersions[order], other.dispersions)


@pytest.mark.parametrize("length", [0, 40, 41])
def test_a_window_that_does_not_fit(length: int) -> None:
    with pytest.raises(OnrecordError, match="in a year of 40"):
        scan(np.zeros((2, 40), dtype=np.int64), length)


@pytest.mark.parametrize("bad", [np.zeros(9), [[-1] * 9], [[0.5] * 9], [[math.nan] * 9]])
def test_malformed_counts(bad: Any) -> None:
    with pytest.raises(OnrecordError, match="whole numbers"):
        scan(np.array(bad), 3)


def test_no_series_and_no_events() -> None:
    none = scan(np.zeros((0, 30), dtype=np.int64), 7)
    assert none.z.shape == none.excess.shape == none.dispersions.shape == (0,)
    silent = scan(np.zeros((3, 30), dtype=np.int64), 7)
    assert np.array_equal(silent.excess, [0, 0, 0])
    assert np.all(np.isfinite(silent.z))
    assert not alike(silent, 10, 1.0).any()


def test_z_of_the_whole_year_in_one_window() -> None:
    # 20 events, all in 73 of 365 days: z = (20 − 4)/√(0.2·0.8·21).
    assert scan_z(20, 20, 73, 365) == pytest.approx(16 / math.sqrt(0.16 * 21))
    assert scan_z(0, 20, 73, 365, "fell") == pytest.approx(4 / math.sqrt(0.16 * 21))
    assert excess(20, 20, 73, 365) == pytest.approx(20 * math.log(5))
    assert excess(3, 20, 73, 365) == 0.0


def poisson(series: int, seed: int = 3, rate: float = 0.3) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).poisson(rate, (series, 365))


def test_the_rank_among_peers_by_hand() -> None:
    counts = poisson(60)
    scanned = scan(counts, 14)
    test = peer_test(20, 110, 1.0, scanned)
    slow = [
        slow_z(int(k), int(n), 14, 365)
        for k, n, spread in zip(scanned.k1, scanned.totals, scanned.dispersions, strict=True)
        if 110 / 3 <= n <= 330 and 1 / 1.6 <= spread <= 1.6
    ]
    z = slow_z(20, 110, 14, 365)
    assert test.number == len(slow)
    assert test.as_striking == sum(m >= z for m in slow)
    assert test.p == pytest.approx((1 + test.as_striking) / (1 + len(slow)))
    assert test.capacity == (len(slow) + 1) // 20
    assert peer_test(20, 110, 1.0, scanned, observed=(5, 110)).p == 1.0


def test_peers_have_a_like_count_and_dispersion() -> None:
    counts = np.concatenate([poisson(30), poisson(30, rate=3.0)])
    scanned = scan(counts, 14)
    assert not alike(scanned, 110, 1.0)[30:].any()
    assert alike(scanned, 1000, 1.0)[30:].all()
    assert not alike(scanned, 110, 8.0).any()


@pytest.mark.parametrize(("hypotheses", "peers", "tells"), [(1, 19, True), (1, 18, False),
                                                           (2, 38, False), (2, 39, True)])  # fmt: skip
def test_how_many_peers_it_takes(hypotheses: int, peers: int, tells: bool) -> None:
    counts = np.repeat(poisson(1), peers, axis=0)
    test = peer_test(50, 120, 1.0, scan(counts, 14), hypotheses=hypotheses)
    assert test.needed == 20 * hypotheses - 1
    assert (test.p is not None) is tells
    assert (test.why is None) is tells
    if tells:
        assert test.p == pytest.approx(1 / (1 + peers))
    else:
        assert test.why is NoRank.TOO_FEW_PEERS


def test_ties_count_against_it() -> None:
    counts = np.repeat(poisson(1), 25, axis=0)
    scanned = scan(counts, 14)
    test = peer_test(int(scanned.k1[0]), int(scanned.totals[0]), 1.0, scanned)
    assert test.p == 1.0


def test_a_window_of_months_and_a_silent_year() -> None:
    scanned = scan(poisson(30), 122)
    assert peer_test(50, 100, 1.0, scanned).why is NoRank.TOO_LONG
    assert peer_test(0, 0, 1.0, scan(poisson(30), 14)).why is NoRank.NO_EVENTS
    with pytest.raises(OnrecordError, match="5 of 4 events"):
        peer_test(5, 4, 1.0, scanned)
    with pytest.raises(OnrecordError, match="0 hypotheses"):
        peer_test(1, 4, 1.0, scanned, hypotheses=0)


def test_a_picked_window_of_a_blindly_taken_series_is_striking_in_one_of_twenty() -> None:
    """p of the first of 40 alike series is uniform on 1/40 … 1; 400 draws, fixed seed."""
    rng = np.random.default_rng(11)
    hits = 0
    for _ in range(400):
        counts = rng.poisson(0.3, (40, 365))
        own, rest = scan(counts[:1], 14), scan(counts[1:], 14)
        p = peer_test(int(own.k1[0]), int(own.totals[0]), float(own.dispersions[0]), rest).p
        hits += p is not None and p <= 0.05
    assert hits <= 33  # 99.9 % of binomial(400, 0.05)


def test_how_often_a_year() -> None:
    counts = np.zeros((2, 365), dtype=np.int64)
    counts[0, 100:105] = 4
    counts[0, 300:305] = 4
    counts[1, 200:205] = 1
    z = scan_z(20, 40, 7, 365)
    # Two occasions in two years of series; windows that share the days are one.
    assert per_year(counts, z, 7, 67) == pytest.approx(2 * 365.25 / 730)
    assert per_year(counts, z, 7, 300) == pytest.approx(365.25 / 730)
    assert per_year(counts[:0], z, 7, 67) is None
