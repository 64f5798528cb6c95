"""Adjusted p-values against published examples and definitions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.stats import benjamini_hochberg, family, holm

# Benjamini & Hochberg 1995, section 4.2: 15 tests; at 5 % their procedure rejects the first four,
# Bonferroni's (and here Holm's) the first three.
PUBLISHED = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
)  # fmt: skip

ps = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12)


def test_the_example_of_benjamini_and_hochberg() -> None:
    assert sum(p is not None and p <= 0.05 for p in benjamini_hochberg(PUBLISHED)) == 4
    assert sum(p is not None and p <= 0.05 for p in holm(PUBLISHED)) == 3


def test_by_hand() -> None:
    assert holm([0.04, 0.01, None, 0.03, 0.02]) == pytest.approx((0.06, 0.04, None, 0.06, 0.06))
    assert benjamini_hochberg([0.04, 0.01, None, 0.03, 0.03]) == pytest.approx(
        (0.04, 0.04, None, 0.04, 0.04)
    )
    assert holm([]) == ()
    assert holm([None, None]) == (None, None)
    assert holm([0.3]) == (0.3,)


@given(ps, st.floats(0.001, 0.999))
def test_holm_keeps_what_stepping_down_keeps(values: list[float | None], level: float) -> None:
    known = sorted(p for p in values if p is not None)
    kept = 0
    while kept < len(known) and known[kept] * (len(known) - kept) <= level:
        kept += 1
    assert sum(p is not None and p <= level for p in holm(values)) == kept


@given(ps, st.floats(0.001, 0.999))
def test_benjamini_hochberg_keeps_what_stepping_up_keeps(
    values: list[float | None], level: float
) -> None:
    known = sorted(p for p in values if p is not None)
    kept = max((i for i, p in enumerate(known, 1) if p * len(known) / i <= level), default=0)
    assert sum(p is not None and p <= level for p in benjamini_hochberg(values)) == kept


@given(ps, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_none_stays_none(
    values: list[float | None], random: object
) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    for adjust in (holm, benjamini_hochberg):
        adjusted = adjust(values)
        assert tuple(adjusted[i] for i in order) == adjust([values[i] for i in order])
        for raw, p in zip(values, adjusted, strict=True):
            assert (raw is None) is (p is None)
            assert raw is None or p is None or raw <= p <= 1 or math.isclose(raw, p)


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
def test_what_is_no_p_is_refused(bad: float) -> None:
    with pytest.raises(OnrecordError, match="p-value 2"):
        holm([0.5, bad])
    with pytest.raises(OnrecordError):
        benjamini_hochberg([0.5, bad])


def test_who_can_decide_is_in_the_family() -> None:
    assert family([]) == ()
    assert family([0]) == (False,)
    assert family([1]) == (True,)
    assert family([1, 1]) == (False, False)
    assert family([20, 20, 1]) == (True, True, False)
    assert family([5] * 4 + [1] * 6) == (True,) * 4 + (False,) * 6
    assert family([8] * 10) == (False,) * 10


@given(st.lists(st.integers(0, 9), max_size=12))
def test_everyone_in_the_family_can_decide_in_it(capacities: list[int]) -> None:
    inside = family(capacities)
    size = sum(inside)
    members = [capacity for capacity, kept in zip(capacities, inside, strict=True) if kept]
    assert all(capacity >= size for capacity in members)
    outside = [capacity for capacity, kept in zip(capacities, inside, strict=True) if not kept]
    assert not members or all(capacity < min(members) for capacity in outside)
