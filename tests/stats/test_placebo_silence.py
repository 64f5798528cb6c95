"""When the placebo test gives no p, and why."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.stats import Undecidable, placebo_test


def burst_at(start: int, length: int, size: int, days: int = 900) -> np.ndarray:
    counts = np.tile([1, 0, 0], days // 3)
    counts[start : start + length] += size
    return counts


@pytest.mark.parametrize("start", [-1, 0, 59, 187, 188, 10_000])
def test_outside_the_record(start: int) -> None:
    test = placebo_test([1] * 200, start, 14, baseline=60)
    assert (test.p, test.why, test.z, test.k1, test.n) == (
        None,
        Undecidable.OUTSIDE,
        None,
        None,
        None,
    )
    assert (test.windows, test.m_eff, test.capacity) == (0, 0, 0)


def test_at_the_very_end_and_the_very_beginning_of_the_record() -> None:
    counts = burst_at(886, 14, 2)
    last = placebo_test(counts, 886, 14)
    assert last.p is not None
    assert last.p < 0.01
    assert placebo_test(counts, 84, 14).why is None


def test_a_window_longer_than_the_record() -> None:
    assert placebo_test([1] * 50, 0, 60).why is Undecidable.OUTSIDE
    assert placebo_test([], 0, 1).why is Undecidable.OUTSIDE


def test_no_one_and_two_events() -> None:
    counts = np.zeros(1000, int)
    assert placebo_test(counts, 500, 7).why is Undecidable.NO_EVENTS
    assert placebo_test(counts, 500, 7).capacity == 0
    counts[503] = 1
    one = placebo_test(counts, 500, 7)
    assert one.why is Undecidable.TOO_LITTLE_HISTORY
    assert one.naive_p == pytest.approx(7 / 67)
    counts[504] = 1
    assert placebo_test(counts, 500, 7).why is Undecidable.TOO_LITTLE_HISTORY


def test_all_on_one_day() -> None:
    counts = np.zeros(1000, int)
    counts[503] = 300
    test = placebo_test(counts, 500, 7)
    assert (test.p, test.why) == (None, Undecidable.TOO_LITTLE_HISTORY)


def test_more_hypotheses_need_more_history() -> None:
    counts = burst_at(600, 14, 1)
    alone = placebo_test(counts, 600, 14)
    assert alone.windows == 900 - 84 - 14 + 1 == 803
    assert alone.capacity == 803 // (19 * 14) == 3
    assert placebo_test(counts, 600, 14, hypotheses=3).p == alone.p
    assert placebo_test(counts, 600, 14, hypotheses=4).why is Undecidable.TOO_LITTLE_HISTORY


def test_history_is_too_little_just_below_19_windows_worth() -> None:
    # A steady record of d days has d − 9 − 3 + 1 comparable windows of 3 days.
    assert placebo_test([1] * (56 + 11), 20, 3, baseline=9).why is Undecidable.TOO_LITTLE_HISTORY
    assert placebo_test([1] * (57 + 11), 20, 3, baseline=9).why is None
