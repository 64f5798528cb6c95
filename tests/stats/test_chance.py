"""Chance matches and empty windows, against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import NoShare, chance_match, empty_windows

daily = st.lists(st.integers(0, 2), max_size=120)


@given(daily, st.integers(-5, 130), st.integers(1, 6), st.integers(0, 40))
def test_chance_match_is_that_of_a_loop(
    counts: list[int], start: int, length: int, reach: int
) -> None:
    others = [
        sum(counts[s : s + length]) > 0
        for s in range(len(counts) - length + 1)
        if start - reach <= s
        and s + length <= start + length + reach
        and (s + length <= start or s >= start + length)
    ]
    match = chance_match(counts, start, length, reach=reach)
    assert (match.matching, match.windows) == (sum(others), len(others))
    if others:
        assert match.share == sum(others) / len(others)
        assert match.why is None
    else:
        assert (match.share, match.why) == (None, NoShare.NO_OTHER_WINDOW)


def test_its_own_event_is_no_chance_match() -> None:
    counts = np.zeros(500, int)
    counts[250] = 3
    assert chance_match(counts, 249, 3).share == 0
    counts[200] = 1
    assert chance_match(counts, 249, 3).matching == 3


def test_a_steady_place_always_matches() -> None:
    assert chance_match([1] * 500, 250, 1).share == 1


def slow_empty(
    counts: list[int], start: int, length: int, baseline: int, gap: int
) -> tuple[int, int]:
    def total(s: int) -> int:
        return sum(counts[s : s + length]) + sum(counts[s - gap - baseline : s - gap])

    alike = [
        s
        for s in range(gap + baseline, len(counts) - length + 1)
        if s != start and total(start) / 3 <= total(s) <= 3 * total(start)
    ]
    return sum(sum(counts[s : s + length]) == 0 for s in alike), len(alike)


@given(daily, st.integers(0, 130), st.integers(1, 3), st.integers(1, 9), st.integers(0, 3))
def test_empty_windows_are_those_of_a_loop(
    counts: list[int], start: int, length: int, baseline: int, gap: int
) -> None:
    found = empty_windows(counts, start, length, baseline=baseline, gap=gap)
    if not gap + baseline <= start <= len(counts) - length:
        assert (found.p0, found.why) == (None, NoShare.OUTSIDE)
        return
    empty, windows = slow_empty(counts, start, length, baseline, gap)
    assert (found.empty, found.windows) == (empty, windows)
    assert (found.p0 is None) is (found.why is not None)
    if found.p0 is not None:
        assert found.p0 == (1 + empty) / (1 + windows)
        assert windows / length >= 19


def quiet(start: int, length: int) -> list[int]:
    counts = [1, 0, 1] * 200
    counts[start : start + length] = [0] * length
    return counts


def test_the_one_quiet_window_of_a_busy_record() -> None:
    found = empty_windows(quiet(300, 14), 300, 14)
    assert found.why is None
    assert (found.empty, found.p0) == (0, 1 / (1 + found.windows))
    assert found.capacity(14) == 1
    assert found.events_nearby == sum(quiet(300, 14)[120:494])


def test_why_zero_cannot_be_told_unusual() -> None:
    assert empty_windows([1, 0, 1] * 200, 300, 14).why is NoShare.NOT_EMPTY
    assert empty_windows([0] * 600, 300, 14).why is NoShare.NO_EVENTS
    assert empty_windows(quiet(300, 14)[:350], 300, 14).why is NoShare.TOO_LITTLE_HISTORY
    assert empty_windows(quiet(300, 14), 300, 14, hypotheses=2).why is NoShare.TOO_LITTLE_HISTORY
    assert empty_windows([1], 0, 14).why is NoShare.OUTSIDE
    assert empty_windows([], 0, 14).events_nearby == 0


def test_where_zero_is_usual_it_is_not_unusual() -> None:
    counts = np.zeros(1500, int)
    counts[::40] = 1
    found = empty_windows(counts, 681, 14)
    assert found.p0 is not None
    assert found.p0 > 0.5


@pytest.mark.parametrize("arguments", [{"length": 0}, {"length": 3, "hypotheses": 0}])
def test_bad_lengths_are_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(OnrecordError):
        empty_windows([1] * 300, 100, **arguments)
