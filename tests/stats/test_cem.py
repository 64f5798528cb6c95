"""Coarsened exact matching."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import cem
from onrecord.stats.cem import cells, coarsened, imbalance, match, pretty_breaks, sturges_breaks

units = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=30)


def slow_class(value: float, breaks: list[float]) -> int:
    """The interval that holds a value: (b, c], and the lowest value in the first."""
    for place, upper in enumerate(breaks[1:]):
        if value <= upper:
            return place
    return 0


@given(st.lists(st.integers(-9, 300), min_size=1, max_size=40))
def test_classes_are_closed_on_the_right(values: list[int]) -> None:
    breaks = sturges_breaks(values).tolist()
    slow = [slow_class(value, breaks) for value in values]
    assert coarsened(np.array(values)).tolist() == slow
    assert coarsened(np.array(values, dtype=float)).tolist() == slow
    halves = coarsened(np.array(values) / 2.0)
    assert halves.tolist() == slow


def test_number_of_breaks() -> None:
    # Sturges: 75 values, ceil(log2 75 + 1) = 8.
    assert sturges_breaks(np.arange(75)).size == 8
    assert sturges_breaks([4, 4, 4]).tolist() == [4.0]
    assert sturges_breaks([]).size == 0


def test_round_breaks() -> None:
    # By Scott's rule 2 intervals of about 4.5, and 5 of about 20.
    assert pretty_breaks(np.arange(10)).tolist() == [0.0, 5.0, 10.0]
    assert pretty_breaks(np.arange(1, 101)).tolist() == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert pretty_breaks([2, 2]).tolist() == [2.0]


def test_words_are_matched_exactly_and_missing_numbers_refused() -> None:
    assert coarsened(np.array(["b", "a", "b"])).tolist() == [1, 0, 1]
    with pytest.raises(OnrecordError, match="row 2"):
        coarsened(np.array([1.0, np.nan]))


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=30), st.booleans())
def test_cells_are_the_combinations(rows: list[tuple[int, ...]], crowded: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if crowded:
            patch.setattr(cem, "_MOST_CELLS", 50)
        key = cells([np.array(column) for column in zip(*rows, strict=True)])
    for i, one in enumerate(rows):
        for j, other in enumerate(rows):
            assert (key[i] == key[j]) == (one == other)


@given(units)
def test_matching_one_cell_at_a_time(rows: list[tuple[bool, int]]) -> None:
    treated = np.array([row[0] for row in rows], dtype=bool)
    stratum = np.array([row[1] for row in rows], dtype=np.int64)
    found = match(treated, stratum)
    both = {s for t, s in rows if t} & {s for t, s in rows if not t}
    assert found.kept.tolist() == [s in both for _, s in rows]
    assert found.treated == sum(t and s in both for t, s in rows)
    assert found.control == sum(not t and s in both for t, s in rows)
    for (t, s), weight in zip(rows, found.weight, strict=True):
        if s not in both:
            assert weight == 0.0
        elif t:
            assert weight == 1.0
        else:
            mine = sum(a for a, b in rows if b == s) / sum(not a for a, b in rows if b == s)
            assert weight == pytest.approx(mine * found.control / found.treated)


@given(units)
def test_weighted_controls_look_like_the_treated(rows: list[tuple[bool, int]]) -> None:
    treated = np.array([row[0] for row in rows], dtype=bool)
    stratum = np.array([row[1] for row in rows], dtype=np.int64)
    found = match(treated, stratum)
    for s in set(stratum[found.kept]):
        inside = stratum == s
        controls = found.weight[inside & ~treated].sum() / found.control
        assert controls == pytest.approx(found.weight[inside & treated].sum() / found.treated)


def test_imbalance_by_hand() -> None:
    # Shares 2/3, 1/3, 0 against 0, 1/2, 1/2: half of 2/3 + 1/6 + 1/2; one cell of three has both.
    found = imbalance([1, 1, 1, 0, 0], [0, 0, 1, 1, 2])
    assert found.l1 == pytest.approx(2 / 3)
    assert found.common_support == pytest.approx(1 / 3)
    assert imbalance([1, 1], [0, 1]).l1 is None
    assert imbalance([], []).common_support is None
