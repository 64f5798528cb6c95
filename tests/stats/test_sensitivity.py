"""Tipping points one event at a time, reporting ratios, and power."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import (
    NoAnswer,
    Placebo,
    in_bursts,
    placebo_test,
    power_changed,
    reporting_ratio,
    tipping_point,
)


def record(seed: int, rate: float = 0.7, days: int = 500) -> np.ndarray:
    return np.random.default_rng(seed).poisson(rate, days)


def slow_tip(test: Placebo, to_window: int, to_baseline: int) -> int | None:
    """Add one event after the other until the answer at 5 % is another."""
    assert test.k1 is not None
    assert test.k0 is not None
    assert test.p is not None
    for events in range(1, 2000):
        k1, k0 = test.k1 + events * to_window, test.k0 + events * to_baseline
        if k1 < 0 or k0 < 0:
            return None
        p = test.p_at(k1, k0)
        assert p is not None
        if (p <= 0.05) != (test.p <= 0.05):
            return events
    return None


@given(st.integers(0, 30), st.integers(0, 12), st.booleans(), st.booleans())
def test_tipping_points_are_those_of_one_event_after_the_other(
    seed: int, more: int, fell: bool, follows: bool
) -> None:
    counts = record(seed)
    counts[300:307] = np.random.default_rng(seed).multinomial(more, [1 / 7] * 7)
    test = placebo_test(
        counts, 300, 7, direction="fell" if fell else "rose", follows_fighting=follows
    )
    tip = tipping_point(test)
    assert tip.added_to_window == slow_tip(test, 1, 0)
    assert tip.removed_from_window == slow_tip(test, -1, 0)
    assert tip.added_to_baseline == slow_tip(test, 0, 1)
    assert tip.removed_from_baseline == slow_tip(test, 0, -1)
    assert tip.fewest is not None
    assert test.p_at(test.k1 or 0, test.k0 or 0) == test.p


def risen(direction: str = "rose") -> Placebo:
    counts = record(1)
    counts[300:314] = 3 if direction == "rose" else 0
    return placebo_test(counts, 300, 14, direction="rose" if direction == "rose" else "fell")


def test_the_reference_set_stays_when_counts_move() -> None:
    counts = record(1)
    counts[300:314] = 3
    test = placebo_test(counts, 300, 14)
    again = placebo_test(counts, 300, 14, observed=(12, 60))
    # Another reading finds its own comparable windows; p_at does not.
    others = test.z_all[test.starts != 300]
    assert test.p_at(12, 60) == pytest.approx((1 + np.sum(others >= again.z)) / (1 + others.size))


def test_a_result_that_vanishes_if_the_baseline_was_half_recorded() -> None:
    test = risen()
    ratio = reporting_ratio(test)
    assert ratio.times is not None
    assert ratio.why is None
    k1, k0 = test.k1 or 0, test.k0 or 0
    vanished, stands = test.p_at(k1, k0 * ratio.times), test.p_at(k1, k0 * ratio.times / 1.002)
    assert vanished is not None
    assert stands is not None
    assert stands <= 0.05 < vanished
    assert 1 < ratio.times < 10


def test_a_fall_vanishes_if_the_window_was_recorded_worse() -> None:
    counts = record(1, rate=3.0)
    counts[300:314] = 1
    test = placebo_test(counts, 300, 14, direction="fell")
    ratio = reporting_ratio(test)
    assert ratio.times is not None
    assert 1 < ratio.times < 3
    assert reporting_ratio(risen("fell")).why is NoAnswer.NOTHING_TO_SCALE


def test_why_there_is_no_ratio() -> None:
    silent = placebo_test([0] * 500, 300, 7)
    assert reporting_ratio(silent).why is NoAnswer.NO_P
    assert tipping_point(silent).why is NoAnswer.NO_P
    assert tipping_point(silent).fewest is None
    assert power_changed([0] * 500, silent, seed=1).why is NoAnswer.NO_P
    dull = placebo_test([1] * 500, 300, 7)
    assert reporting_ratio(dull).why is NoAnswer.NOT_SIGNIFICANT
    assert silent.p_at(3, 4) is None


def slow_power(
    counts: np.ndarray,
    test: Placebo,
    seed: int,
    factor: int,
    most: int,
    versus: np.ndarray | None,
) -> float:
    """Plant the change in the daily counts themselves and test each placebo anew."""
    pool = [s for s in test.starts if abs(s - test.start) >= test.length]
    rng = np.random.default_rng(seed)
    chosen = rng.choice(np.array(pool) - (test.baseline + test.gap), size=60, replace=False)
    donors = rng.choice(np.array(pool) - (test.baseline + test.gap), size=(60, most - 1))
    found = 0
    for row, at in enumerate(chosen):
        start = int(at) + test.baseline + test.gap
        window = counts[start : start + test.length].sum()
        extra = sum(
            int(counts[d + test.baseline : d + test.baseline + test.length].sum())
            for d in donors[row, : factor - 1]
        )
        again = placebo_test(
            counts,
            start,
            test.length,
            observed=(int(window) + extra, int(counts[start - test.baseline : start].sum())),
            follows_fighting=len(test.weights) > 1,
            versus=versus,
        )
        found += again.p is not None and again.p <= 0.05
    return found / 60


@pytest.mark.parametrize("follows", [False, True])
@pytest.mark.parametrize("compared", [False, True])
def test_power_is_that_of_testing_each_placebo_anew(follows: bool, compared: bool) -> None:
    counts = record(4, rate=0.4, days=700)
    versus = record(5, rate=0.4, days=700) if compared else None
    test = placebo_test(counts, 400, 7, follows_fighting=follows, versus=versus)
    power = power_changed(counts, test, seed=9, factors=(2, 3, 5), versus=versus)
    slow = tuple(slow_power(counts, test, 9, factor, 5, versus) for factor in (2, 3, 5))
    assert power.noticed == slow
    assert power.placebos == 60
    assert power.noticed[0] < power.noticed[2]


def test_power_grows_with_the_factor_and_names_the_smallest_seen() -> None:
    counts = record(2, rate=1.5, days=1500)
    rise = power_changed(counts, placebo_test(counts, 700, 14), seed=1)
    assert list(rise.noticed) == sorted(rise.noticed)
    assert rise.smallest in (2, 3)
    fall = power_changed(counts, placebo_test(counts, 700, 14, direction="fell"), seed=1)
    assert fall.noticed[-1] > 0.9
    assert power_changed(counts, placebo_test(counts, 700, 14), seed=1) == rise


def test_no_factor_is_seen_where_history_is_just_enough_for_one() -> None:
    counts = record(2, rate=1.5, days=500)
    test = placebo_test(counts, 300, 14, hypotheses=1)
    many = power_changed(counts, test, seed=1, alpha=0.0001)
    assert many.smallest is None
    assert set(many.noticed) == {0.0}


def test_a_factor_below_two_is_refused() -> None:
    with pytest.raises(OnrecordError):
        power_changed(record(1), risen(), seed=1, factors=(1, 2))


def test_events_in_bursts() -> None:
    assert in_bursts(7, [1, 3, 3, 9]) == 3
    assert in_bursts(7, []) is None
    assert in_bursts(1, [1]) == 1
