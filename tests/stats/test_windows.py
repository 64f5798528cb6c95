"""Sliding windows by running totals, against plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import (
    changed_z,
    daily_counts,
    default_baseline,
    sliding_windows,
    window_counts,
)
from onrecord.stats.windows import change_scores, compared_log_odds, compared_z, separate

counts = st.lists(st.integers(0, 9), max_size=60)
lengths = st.integers(1, 12)


@given(st.lists(st.integers(-20, 40), max_size=50), st.integers(-5, 5), st.integers(0, 30))
def test_daily_counts_are_those_of_a_loop(days: list[int], first: int, span: int) -> None:
    slow = [sum(day == d for day in days) for d in range(first, first + span + 1)]
    assert daily_counts(days, first, first + span).tolist() == slow
    assert (
        daily_counts(
            [d + 700_000 for d in days][::-1], first + 700_000, first + span + 700_000
        ).tolist()
        == slow
    )


def test_events_without_a_day_are_left_out() -> None:
    assert daily_counts([0, np.nan, 2, np.inf, 2.5], 0, 2).tolist() == [1, 0, 2]


def test_a_record_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(OnrecordError, match="ends before"):
        daily_counts([1], 5, 4)


@given(counts, lengths)
def test_window_counts_are_those_of_a_loop(daily: list[int], length: int) -> None:
    slow = [sum(daily[s : s + length]) for s in range(len(daily) - length + 1)]
    assert window_counts(daily, length).tolist() == slow


@given(counts, lengths, lengths, st.integers(0, 9))
def test_windows_and_baselines_are_those_of_a_loop(
    daily: list[int], length: int, baseline: int, gap: int
) -> None:
    slow = [
        (s, sum(daily[s : s + length]), sum(daily[s - gap - baseline : s - gap]))
        for s in range(len(daily))
        if s - gap - baseline >= 0 and s + length <= len(daily)
    ]
    every = sliding_windows(daily, length, baseline, gap)
    assert list(zip(every.starts, every.k1, every.k0, strict=True)) == slow
    for place, (start, _, _) in enumerate(slow):
        assert every.at(start) == place
    assert every.at(-1) is None
    assert every.at(len(daily)) is None


@pytest.mark.parametrize(
    "daily",
    [[0.5], [-1], [np.nan], [np.inf], ["3"], [None], [[1, 2]]],
    ids=["half", "minus", "nan", "inf", "text", "none", "2d"],
)
def test_counts_that_are_no_counts_are_refused(daily: list[float]) -> None:
    with pytest.raises(OnrecordError):
        window_counts(daily, 1)


@pytest.mark.parametrize(("length", "baseline", "gap"), [(0, 9, 0), (3, 0, 0), (3, 9, -1)])
def test_windows_without_days_are_refused(length: int, baseline: int, gap: int) -> None:
    with pytest.raises(OnrecordError):
        sliding_windows([1] * 50, length, baseline, gap)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 60), st.integers(1, 400))
def test_z_is_the_formula_of_the_method(k1: int, k0: int, length: int, baseline: int) -> None:
    q, n = length / (length + baseline), k1 + k0
    z = (k1 - q * n) / math.sqrt(q * (1 - q) * (n + 1))
    assert changed_z(k1, k0, length, baseline) == pytest.approx(z, abs=1e-9)
    assert changed_z(k1, k0, length, baseline, "fell") == pytest.approx(-z, abs=1e-9)
    assert changed_z(k1 + 1, k0, length, baseline) > changed_z(k1, k0, length, baseline)
    assert changed_z(k1, k0 + 1, length, baseline) < changed_z(k1, k0, length, baseline)


def test_nothing_after_nothing_ranks_below_a_real_rise() -> None:
    z = changed_z(np.array([0, 1, 12]), np.array([0, 0, 20]), 14, 84)
    assert z[0] == 0
    assert z[0] < z[1] < z[2]


COUNTS = st.integers(0, 300)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_comparison_of_two_series_is_the_score_of_their_table(
    k1: int, k0: int, j1: int, j0: int
) -> None:
    """Cochran (1954): k1 less its expectation, given both totals and all in the window."""
    n, m, inside, before = k1 + k0, j1 + j0, k1 + j1, k0 + j0
    z = 0.0
    if n and m:
        expected = n * inside / (n + m)
        z = (k1 - expected) / math.sqrt(n * m * (inside + 1) * (before + 1) / (n + m + 1) ** 3)
    got = float(compared_z((k1, k0), (j1, j0)))
    assert got == pytest.approx(z, abs=1e-9)
    assert float(compared_z((j1, j0), (k1, k0))) == pytest.approx(-z, abs=1e-9)
    assert float(compared_z((k1, k0), (j1, j0), "fell")) == pytest.approx(-z, abs=1e-9)
    odds = math.log((k1 + 0.5) * (j0 + 0.5) / (k0 + 0.5) / (j1 + 0.5))
    assert float(compared_log_odds((k1, k0), (j1, j0))) == pytest.approx(odds)
    assert float(compared_log_odds((k1, k0), (j1, j0), "fell")) == pytest.approx(-odds)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 50), st.integers(1, 9))
def test_a_change_that_both_series_saw_is_no_difference(k0: int, j0: int, per: int, f: int) -> None:
    assert float(compared_z((f * k0, per * k0), (f * j0, per * j0))) == pytest.approx(0.0)


def test_scores_of_one_series_and_of_two() -> None:
    own, other = (np.array([3, 0]), np.array([9, 0])), (np.array([2, 0]), np.array([2, 4]))
    one = change_scores(own, None, 7, 60, "rose")
    assert one.tolist() == [changed_z(own[0], own[1], 7, 60).tolist()]
    two = change_scores(own, other, 7, 60, "fell")
    assert two.shape == (2, 2)
    assert two[0].tolist() == compared_z(own, other, "fell").tolist()
    assert two[1].tolist() == compared_log_odds(own, other, "fell").tolist()
    assert change_scores((3, 9), (2, 2), 7, 60, "fell")[:, 0].tolist() == two[:, 0].tolist()


def test_default_baseline() -> None:
    assert [default_baseline(days) for days in (1, 7, 10, 14, 30)] == [60, 60, 60, 84, 180]


@given(st.lists(st.integers(0, 300), unique=True), st.integers(1, 40))
def test_separate_occasions_are_those_of_a_loop(starts: list[int], spacing: int) -> None:
    groups, last = 0, None
    for start in sorted(starts):
        if last is None or start - last >= spacing:
            groups += 1
        last = start
    assert separate(np.array(sorted(starts), dtype=np.int64), spacing) == groups
