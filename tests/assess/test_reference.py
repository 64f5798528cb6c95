"""The histogram of what a claim is ranked among: every value counted once, few bins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess.reference import MOST_BINS, reference

NUMBERS = st.floats(-1e6, 1e6)


@given(value=NUMBERS, others=st.lists(NUMBERS, min_size=1, max_size=300))
def test_every_value_is_counted_once(value: float, others: list[float]) -> None:
    found = reference("placebo", "z", value, others)
    assert found is not None
    assert sum(b.number for b in found.bins) == found.number == len(others)
    assert len(found.bins) <= MOST_BINS
    assert [b.low for b in found.bins[1:]] == [b.high for b in found.bins[:-1]]
    assert found.bins[0].low <= value + 1e-5
    assert found.bins[-1].high >= value - 1e-5


def test_whole_numbers_with_few_steps_get_a_bin_each() -> None:
    found = reference("peers", "events", 3, [0, 0, 1, 3])
    assert found is not None
    assert [(b.low, b.high, b.number) for b in found.bins] == [
        (-0.5, 0.5, 2), (0.5, 1.5, 1), (1.5, 2.5, 0), (2.5, 3.5, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "as_far"), [(5.0, 0), (3.0, 1), (0.0, 1), (-1.0, 0), (2.0, 2)])
def test_as_far_counts_on_the_side_of_the_claim(value: float, as_far: int) -> None:
    found = reference("placebo", "z", value, [0.0, 1.0, 2.0, 3.0])
    assert found is not None
    assert found.as_far == as_far


def test_without_a_value_or_others_there_is_none() -> None:
    assert reference("placebo", "z", None, [1.0]) is None
    assert reference("placebo", "z", 1.0, []) is None
    assert reference("placebo", "z", 1.0, [np.nan]) is None
