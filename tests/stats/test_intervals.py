"""Intervals against published numbers and plain arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from onrecord.errors import OnrecordError
from onrecord.stats import Dispersion, OpenEnd, dispersion, rate_ratio, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(k: int, n: int, low: float, high: float) -> None:
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3.
    share = wilson(k, n)
    assert share.value == k / n
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share_and_mirrors(k: int, more: int) -> None:
    n = k + more
    share, other = wilson(k, n), wilson(more, n)
    assert 0 <= share.low <= share.high <= 1
    assert share.low == pytest.approx(1 - other.high)
    if share.value is not None:
        assert share.low <= share.value <= share.high


def test_wilson_of_nothing_is_everything() -> None:
    assert (wilson(0, 0).value, wilson(0, 0).low, wilson(0, 0).high) == (None, 0, 1)


@pytest.mark.parametrize(("k", "n"), [(-1, 4), (5, 4), (0, -1)])
def test_wilson_refuses_more_than_all(k: int, n: int) -> None:
    with pytest.raises(OnrecordError):
        wilson(k, n)


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=120),
    st.integers(1, 9),
    st.integers(0, 120),
    st.integers(0, 20),
)
def test_dispersion_is_that_of_a_loop(
    counts: list[int], length: int, first: int, days: int
) -> None:
    bins = []
    end = first
    while end - length >= 0:
        if end <= len(counts):
            bins.append(sum(counts[end - length : end]))
            end -= length
        else:
            end = len(counts)
    begin = first + days
    while begin + length <= len(counts):
        bins.append(sum(counts[begin : begin + length]))
        begin += length
    found = dispersion(counts, length, exclude=(first, days))
    assert found.bins == len(bins)
    if len(bins) > 1 and sum(bins):
        assert found.value == pytest.approx(max(1, np.var(bins, ddof=1) / np.mean(bins)))
    else:
        assert found.value == 1


def test_the_window_touches_no_bin() -> None:
    quiet = [1] * 100
    struck = quiet.copy()
    struck[33:44] = [99] * 11
    assert dispersion(struck, 7, exclude=(33, 11)) == dispersion(quiet, 7, exclude=(33, 11))
    assert dispersion(struck, 7).value > 10


@pytest.mark.parametrize("counts", [[], [3], [0] * 100])
def test_dispersion_of_nothing_is_one(counts: list[int]) -> None:
    assert dispersion(counts, 7).value == 1


def test_rate_ratio_by_hand() -> None:
    # θ = log(10.5/14) − log(20.5/84); t(0.975; 10) = 2.228139 (any table of t).
    error = math.sqrt(2 / 10.5 + 2 / 20.5)
    ratio = (10.5 / 14) / (20.5 / 84)
    found = rate_ratio(10, 20, 14, 84, Dispersion(2.0, 12))
    assert found.value == pytest.approx(ratio)
    assert found.low == pytest.approx(ratio * math.exp(-2.228139 * error), rel=1e-5)
    assert found.high == pytest.approx(ratio * math.exp(2.228139 * error), rel=1e-5)
    assert (found.degrees, found.why) == (10, None)


@given(
    st.integers(0, 200),
    st.integers(0, 2000),
    st.integers(1, 60),
    st.integers(1, 400),
    st.floats(1, 1e6),
    st.integers(0, 200),
)
def test_rate_ratio_says_why_an_end_is_open(
    k1: int, k0: int, length: int, baseline: int, spread: float, bins: int
) -> None:
    found = rate_ratio(k1, k0, length, baseline, Dispersion(spread, bins))
    assert math.isfinite(found.value)
    assert (found.low is None or found.high is None) is (found.why is not None)
    for end in (found.low, found.high):
        assert end is None or math.isfinite(end)
    if found.low is not None and found.high is not None:
        assert found.low <= found.value <= found.high


def test_nothing_in_the_window_has_an_upper_end_only() -> None:
    found = rate_ratio(0, 20, 14, 84, Dispersion(1.0, 50))
    assert found.low is None
    assert found.high is not None
    assert found.why is OpenEnd.EMPTY_WINDOW


def test_nothing_before_has_a_lower_end_only() -> None:
    found = rate_ratio(8, 0, 14, 84, Dispersion(1.0, 50))
    assert found.low is not None
    assert found.high is None
    assert found.why is OpenEnd.EMPTY_BASELINE


@pytest.mark.parametrize(("k1", "k0"), [(1, 5), (4, 42), (11, 6), (3, 1)])
def test_never_narrower_than_the_exact_interval_of_independent_events(k1: int, k0: int) -> None:
    # Twin: the shares of k1 + k0 at which the binomial tails are 2.5 %, found by bisection.
    def end(tail: Callable[[float], float]) -> float:
        low, high = 0.0, 1.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if tail(middle) > 0.025 else (low, middle)
        return low / (1 - low) * 84 / 14

    n = k1 + k0
    up = end(lambda share: float(binom.cdf(k1, n, share)))
    down = end(lambda share: 0.05 - float(binom.sf(k1 - 1, n, share)))
    found = rate_ratio(k1, k0, 14, 84, Dispersion(1.0, 200))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= down * (1 + 1e-9)
    assert found.high >= up * (1 - 1e-9)
    assert found.low == pytest.approx(down) or found.high == pytest.approx(up)


def test_too_few_bins_and_too_wide() -> None:
    assert rate_ratio(5, 5, 7, 60, Dispersion(1.0, 2)).why is OpenEnd.TOO_FEW_BINS
    assert rate_ratio(0, 0, 7, 60, Dispersion(1e6, 3)).why is OpenEnd.TOO_WIDE


def test_more_dispersion_is_a_wider_interval() -> None:
    narrow, wide = (rate_ratio(9, 30, 14, 84, Dispersion(phi, 40)) for phi in (1.0, 3.0))
    assert narrow.high is not None
    assert wide.high is not None
    assert narrow.high < wide.high


def test_counts_below_zero_are_refused() -> None:
    with pytest.raises(OnrecordError):
        rate_ratio(-1, 3, 14, 84, Dispersion(1.0, 9))
