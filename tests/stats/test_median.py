"""The median is that of the numbers, and no more of them are asked for than its place needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stats.median import median_place

numbers = st.integers(0, 6).map(float)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=12))
def test_is_the_median_of_the_numbers_ties_by_place(pairs: list[tuple[float, float]]) -> None:
    whole = [max(pair) for pair in pairs]
    asked: list[int] = []

    def ask(k: int) -> float:
        asked.append(k)
        return whole[k]

    found = median_place([pair[0] for pair in pairs], ask)
    assert found == sorted(range(len(whole)), key=lambda k: (whole[k], k))[len(whole) // 2]
    assert len(asked) == len(set(asked))


def test_what_its_bound_puts_above_the_median_is_not_asked_for() -> None:
    asked: list[int] = []

    def ask(k: int) -> float:
        asked.append(k)
        return float(k)

    assert median_place([0.0, 1.0, 2.0, 3.0, 4.0], ask) == 2
    assert asked == [0, 1, 2]


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="no number"):
        median_place([], float)
