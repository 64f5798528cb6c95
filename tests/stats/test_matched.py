"""Labels exchanged within strata, burst by burst, against a twin that does it slowly."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import wilson
from onrecord.stats.matched import Unmatched, matched_power, matched_ratio, matched_test

Sample = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def sample(seed: int, events: int = 120, strata: int = 6, effect: float = 0.0) -> Sample:
    """Bursts of one to four events of one kind, each in a stratum with a level of its own."""
    rng = np.random.default_rng(seed)
    burst = np.sort(rng.integers(0, events // 2, events))
    own = (rng.random(events // 2) < 0.4)[burst]
    stratum = rng.integers(0, strata, events // 2)[burst]
    level = rng.gamma(1.0, 2.0, strata)[stratum] * (1.0 + effect * own)
    near = rng.poisson(level[:, None] * np.array([1.0, 0.5, 2.0]))
    return near.astype(float), own, stratum, burst


def slow_sums(near: np.ndarray, own: np.ndarray, stratum: np.ndarray) -> float:
    """Own events' first column less the mean of their stratum, event by event."""
    total = 0.0
    for s in np.unique(stratum[own]):
        here = stratum == s
        if own[here].all():
            continue
        total += float((near[here & own, 0] - near[here, 0].mean()).sum())
    return total


@given(st.integers(0, 10_000))
def test_excess_and_ratio_are_those_of_doing_it_event_by_event(seed: int) -> None:
    near, own, stratum, burst = sample(seed)
    found = matched_test(near, own, stratum, burst, seed=1, permutations=19, fewest=1)
    both = np.isin(stratum, np.intersect1d(stratum[own], stratum[~own]))
    kept = both & own
    excess = slow_sums(near, own, stratum)
    assert found.observed == pytest.approx(near[kept, 0].mean())
    assert found.expected == pytest.approx(near[kept, 0].mean() - excess / kept.sum())
    above = below = 0.0
    for s in np.unique(stratum[both]):
        here = stratum == s
        above += near[here & own, 0].sum() * (here & ~own).sum() / here.sum()
        below += near[here & ~own, 0].sum() * (here & own).sum() / here.sum()
    if below == 0:
        assert found.ratio is None
    else:
        assert found.ratio == pytest.approx(above / below)


def test_p_is_that_of_all_exchanges() -> None:
    """One stratum, ten bursts of one event: all 252 exchanges can be made."""
    near = np.array([5.0, 4.0, 6.0, 1.0, 3.0, 0.0, 2.0, 1.0, 0.0, 2.0])
    own = np.arange(10) < 5
    exact = np.mean(
        [near[list(some)].sum() >= near[own].sum() - 1e-9 for some in combinations(range(10), 5)]
    )
    each = np.arange(10)
    found = matched_test(
        near[:, None], own, np.zeros(10), each, seed=2, permutations=9_999, fewest=5
    )
    assert found.p == pytest.approx(exact, abs=0.01)


@given(st.integers(0, 500), st.randoms(use_true_random=False))
def test_knows_no_order_of_events_and_no_names_of_strata_or_bursts(
    seed: int, random: object
) -> None:
    near, own, stratum, burst = sample(seed)
    order = list(range(own.size))
    random.shuffle(order)  # type: ignore[attr-defined]
    one = matched_test(near, own, stratum, burst, seed=1, permutations=99)
    other = matched_test(
        near[order], own[order], stratum[order] * 7 + 3, burst[order] + 50, seed=1, permutations=99
    )
    assert (one.p, one.own, one.others, one.strata) == (
        other.p,
        other.own,
        other.others,
        other.strata,
    )
    assert one.ratio == pytest.approx(other.ratio)


@pytest.mark.parametrize("with_bursts", [True, False])
def test_p_is_not_below_uniform_where_labels_say_nothing(with_bursts: bool) -> None:
    """400 samples without an effect: at most what a true 5 % test shows with 1 in 1,000."""
    low = 0
    for seed in range(400):
        near, own, stratum, burst = sample(seed)
        if not with_bursts:
            _, first = np.unique(burst, return_index=True)
            near, own, stratum = near[first], own[first], stratum[first]
        labels = burst if with_bursts else None
        found = matched_test(near, own, stratum, labels, seed=seed, permutations=99)
        low += found.p is not None and found.p <= 0.05
    assert wilson(low, 400).low <= 0.05
    assert low <= 36


def test_a_far_denser_kind_is_no_link() -> None:
    """A hot spot in each stratum: the dense kind's events there are one burst, the other's many."""
    low = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        own = rng.random(800) < 0.08
        hot = rng.random(800) < 0.5
        stratum = rng.integers(0, 4, 800)
        near = rng.poisson(np.where(hot, 4.0, 0.5)).astype(float)
        burst = np.where(own | ~hot, np.arange(800), 10_000)
        found = matched_test(near[:, None], own, stratum, burst, seed=seed, permutations=99)
        low += found.p is not None and found.p <= 0.05
    assert low <= 20


def test_finds_twice_as_much_and_its_interval_holds_it() -> None:
    found = [matched_test(*sample(s, 600, effect=1.0), seed=s, permutations=199) for s in range(40)]
    assert sum(one.p is not None and one.p <= 0.05 for one in found) >= 36
    held = [(one.low or 0.0) <= 2.0 <= (one.high or np.inf) for one in found]
    assert sum(held) >= 34
    for one in found:
        assert one.low is not None
        assert one.ratio is not None
        assert one.high is not None
        assert one.low <= one.ratio <= one.high


def test_too_few_bursts_or_nothing_near_give_a_reason() -> None:
    near, own, stratum, burst = sample(3)
    few = matched_test(near, own & (np.cumsum(own) < 4), stratum, burst + 1000 * own, seed=1)
    assert (few.p, few.why, few.permutations) == (None, Unmatched.TOO_FEW_BURSTS, 0)
    nothing = matched_test(np.zeros_like(near), own, stratum, burst, seed=1)
    assert (nothing.p, nothing.why) == (None, Unmatched.NOTHING_NEAR)
    apart = matched_test(near, own, np.where(own, 0, 1), burst, seed=1)
    assert (apart.strata, apart.own, apart.dropped) == (0, 0, len(np.unique(burst[own])))
    for size in (0, 1, 2):
        tiny = matched_test(near[:size], own[:size], stratum[:size], burst[:size], seed=1)
        assert tiny.p is None
    assert matched_test(near, own, np.full(own.size, -1), burst, seed=1).strata == 0


def test_all_alike_is_no_difference() -> None:
    own = np.arange(60) < 30
    found = matched_test(np.ones((60, 2)), own, np.zeros(60), np.arange(60), seed=1)
    assert found.p == 1.0
    assert found.ratio == 1.0


def test_refuses_what_does_not_fit() -> None:
    near, own, stratum, burst = sample(1)
    with pytest.raises(OnrecordError, match="shape"):
        matched_test(near, own[:-1], stratum, burst, seed=1)
    with pytest.raises(OnrecordError, match="not a number"):
        matched_test(near * np.nan, own, stratum, burst, seed=1)
    with pytest.raises(OnrecordError, match="19"):
        matched_test(near, own, stratum, burst, seed=1, permutations=5)


def test_power_grows_with_what_is_added_and_is_none_without_a_test() -> None:
    near, own, stratum, burst = sample(5, 600)
    half = matched_power(near, own, stratum, burst, seed=1)
    quiet = matched_power(near / 40, own, stratum, burst, seed=1)
    assert half is not None
    assert quiet is not None
    assert half < quiet
    assert matched_power(near, own, stratum, burst, seed=1, share=0.0) == pytest.approx(
        0.05, abs=0.1
    )
    assert matched_power(near, np.zeros(own.size, bool), stratum, burst, seed=1) is None


def test_one_portion_or_many_are_the_same_test(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.stats import matched

    whole = matched_test(*sample(7, effect=0.3), seed=1, permutations=99)
    monkeypatch.setattr(matched, "_AT_ONCE", 1)
    split = matched_test(*sample(7, effect=0.3), seed=1, permutations=99)
    assert whole == split


def test_the_ratio_alone_is_that_of_the_test() -> None:
    for seed in range(12):
        given = sample(seed, 600 if seed % 2 else 60, effect=0.5)
        assert matched_ratio(*given) == pytest.approx(matched_test(*given, seed=1).ratio)
    near, own, stratum, burst = sample(3)
    assert matched_ratio(near * 0, own, stratum, burst) is None
