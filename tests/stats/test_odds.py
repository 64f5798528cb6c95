"""The common odds ratio against enumeration, published numbers and scipy."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats.contingency import odds_ratio

from onrecord.errors import OnrecordError
from onrecord.stats.odds import (
    NoOdds,
    common_odds,
    conditional_p,
    informative,
    mantel_haenszel,
    power_at,
)

# Penicillin in rabbits (Mantel 1963; Agresti 1990, p. 231), five doses: cured and died, without
# delay and with 1.5 hours of it.
RABBITS = [(0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0)]
# Admissions to Berkeley, 1973, six departments (Bickel, Hammel & O'Connell 1975): admitted men,
# admitted women, rejected men, rejected women.
BERKELEY = [
    (512, 89, 313, 19),
    (353, 17, 207, 8),
    (120, 202, 205, 391),
    (138, 131, 279, 244),
    (53, 94, 138, 299),
    (22, 24, 351, 317),
]

cells = st.integers(0, 6)
tables = st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=4)


def slow_distribution(strata: list[tuple[int, int, int, int]], odds: float) -> dict[int, float]:
    """P(Σ a) by going through every combination of tables with the same margins."""
    choices = []
    for a, b, c, d in strata:
        row, column, n = a + b, a + c, a + b + c + d
        choices.append(
            [
                (x, math.comb(row, x) * math.comb(n - row, column - x) * odds**x)
                for x in range(max(0, row + column - n), min(row, column) + 1)
            ]
        )
    weights: dict[int, float] = {}
    for combination in itertools.product(*choices):
        total = sum(x for x, _ in combination)
        weights[total] = weights.get(total, 0.0) + math.prod(w for _, w in combination)
    everything = sum(weights.values())
    return {total: weight / everything for total, weight in weights.items()}


@settings(max_examples=150, deadline=None)
@given(tables)
def test_the_tails_are_those_of_enumeration(strata: list[tuple[int, int, int, int]]) -> None:
    result = common_odds(strata)
    kept = [t for t, use in zip(strata, informative(strata), strict=True) if use]
    if not kept:
        assert result.why is NoOdds.NO_STRATUM
        assert result.p_greater is None
        assert result.low is None
        return
    slow = slow_distribution(kept, 1.0)
    observed = sum(t[0] for t in kept)
    assert result.observed == observed
    assert result.p_greater == pytest.approx(sum(p for x, p in slow.items() if x >= observed))
    assert conditional_p(strata) == pytest.approx(result.p_greater)
    assert result.p_less == pytest.approx(sum(p for x, p in slow.items() if x <= observed))
    assert result.expected == pytest.approx(sum(x * p for x, p in slow.items()))
    assert result.smallest_greater == pytest.approx(slow[max(slow)])
    assert result.smallest_less == pytest.approx(slow[min(slow)])


@settings(max_examples=100, deadline=None)
@given(tables)
def test_the_interval_inverts_the_tails(strata: list[tuple[int, int, int, int]]) -> None:
    result = common_odds(strata)
    kept = [t for t, use in zip(strata, informative(strata), strict=True) if use]
    if result.low is not None:
        slow = slow_distribution(kept, result.low)
        upper = sum(p for x, p in slow.items() if x >= result.observed)
        assert upper == pytest.approx(0.025, rel=1e-6)
    if result.high is not None:
        slow = slow_distribution(kept, result.high)
        lower = sum(p for x, p in slow.items() if x <= result.observed)
        assert lower == pytest.approx(0.025, rel=1e-6)
    if kept:
        at_an_end = result.observed in (
            sum(max(0, a + b + a + c - (a + b + c + d)) for a, b, c, d in kept),
            sum(min(a + b, a + c) for a, b, c, _ in kept),
        )
        assert (result.low is None or result.high is None) == at_an_end


@settings(max_examples=60, deadline=None)
@given(tables)
def test_neither_the_order_of_strata_nor_the_names_of_columns_matter(
    strata: list[tuple[int, int, int, int]],
) -> None:
    one = common_odds(strata)
    shuffled = common_odds(list(reversed(strata)))
    assert shuffled.p_greater == pytest.approx(one.p_greater)
    other = common_odds([(b, a, d, c) for a, b, c, d in strata])
    assert other.p_less == pytest.approx(one.p_greater)
    assert other.p_greater == pytest.approx(one.p_less)
    if one.low is not None and other.high is not None:
        assert other.high == pytest.approx(1.0 / one.low, rel=1e-6)


def test_rabbits() -> None:
    """R 4, `mantelhaen.test(Rabbits)` and with `exact = TRUE`; the exact p are in R's own example:
    0.020 one-sided. The common odds ratio is 7 (classical) and 10.36102 (conditional, to the
    1e-4 of R's root search)."""
    result = common_odds(RABBITS)
    assert result.mantel_haenszel == pytest.approx(7.0)
    assert result.conditional == pytest.approx(10.36102, rel=1e-4)
    assert result.p_greater == pytest.approx(0.020, abs=5e-4)
    # By enumeration: two of the five doses say nothing.
    assert result.informative == 3
    slow = slow_distribution([RABBITS[1], RABBITS[2], RABBITS[3]], 1.0)
    assert result.p_greater == pytest.approx(sum(p for x, p in slow.items() if x >= 14))


def test_berkeley() -> None:
    """R 4, `mantelhaen.test(UCBAdmissions)`: common odds ratio 0.9046968, interval by the normal
    approximation 0.7719074 to 1.0603298. The exact interval is close, and not the same."""
    result = common_odds(BERKELEY)
    assert result.mantel_haenszel == pytest.approx(0.9046968, abs=1e-7)
    assert result.low == pytest.approx(0.7719074, abs=0.005)
    assert result.high == pytest.approx(1.0603298, abs=0.005)


@pytest.mark.parametrize("table", [(3, 15, 37, 45), (1, 7, 8, 2), (12, 3, 4, 9)])
def test_one_stratum_is_scipys_conditional_odds_ratio(table: tuple[int, int, int, int]) -> None:
    result = common_odds([table])
    theirs = odds_ratio(np.reshape(table, (2, 2)), kind="conditional")
    ends = theirs.confidence_interval(0.95)
    assert result.conditional == pytest.approx(theirs.statistic, rel=1e-6)
    assert result.low == pytest.approx(ends.low, rel=1e-6)
    assert result.high == pytest.approx(ends.high, rel=1e-6)


def test_big_tables_neither_overflow_nor_underflow() -> None:
    """300 strata of hundreds, all far from even: log-scale numbers stay finite and ordered."""
    lopsided = common_odds([(200, 1, 1, 200)] * 300)
    assert lopsided.p_greater == 0.0  # below the smallest number there is
    assert lopsided.p_less == pytest.approx(1.0)
    assert lopsided.low is not None
    assert lopsided.high is not None
    # With large margins the conditional odds ratio falls short of the plain one, 40,000.
    assert 20_000 < lopsided.low < 28_000 < 28_500
    assert lopsided.low < (lopsided.conditional or 0.0) < lopsided.high
    one_way = common_odds([(200, 0, 0, 200)] * 300)
    assert one_way.high is None
    assert one_way.why is NoOdds.ALL_ONE_WAY
    assert one_way.mantel_haenszel is None
    even = common_odds([(150, 150, 150, 150)] * 300)
    assert even.mantel_haenszel == pytest.approx(1.0)
    assert even.p_greater == pytest.approx(0.5, abs=0.01)
    assert even.p_greater == pytest.approx(even.p_less)


def test_splitting_a_large_sum_agrees_with_the_normal_approximation() -> None:
    """1,000 small strata: the exact tail against its normal approximation with half a case."""
    rng = np.random.default_rng(4)
    strata = rng.integers(0, 6, (1000, 4))
    result = common_odds(strata)
    a, b, c, d = strata[informative(strata)].T.astype(float)
    n = a + b + c + d
    variance = np.sum((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1)))
    z = (result.observed - 0.5 - result.expected) / math.sqrt(variance)
    assert result.p_greater == pytest.approx(0.5 * math.erfc(z / math.sqrt(2)), abs=1e-3)


@pytest.mark.parametrize("odds", [1.0, 2.0, 7.0])
def test_power_is_that_of_enumeration(odds: float) -> None:
    strata = [(3, 3, 3, 3), (2, 3, 4, 1), (4, 2, 3, 3)]
    null, there = slow_distribution(strata, 1.0), slow_distribution(strata, odds)
    enough = [x for x in null if sum(p for y, p in null.items() if y >= x) <= 0.05]
    expected = sum(there[x] for x in enough)
    assert power_at(strata, odds) == pytest.approx(expected)
    assert (power_at(strata, 1.0) or 1.0) <= 0.05


def test_margins_that_can_never_decide_have_no_power() -> None:
    assert power_at([(1, 1, 1, 1)], 50.0) == 0.0
    assert power_at([(1, 0, 1, 0)], 2.0) is None


def test_p_is_not_below_uniform_under_its_null() -> None:
    """Independent draws from given margins: P(p ≤ α) ≤ α for every α. 2,000 draws at a fixed seed;
    the bound is three standard errors above α."""
    rng = np.random.default_rng(11)
    rows, columns = rng.integers(1, 8, (12, 2)), rng.integers(1, 8, (12, 2))
    ps = []
    for _ in range(2000):
        a = rng.hypergeometric(columns[:, 0], columns[:, 1], np.minimum(rows[:, 0], columns.sum(1)))
        first = np.minimum(rows[:, 0], columns.sum(1))
        strata = np.stack([a, first - a, columns[:, 0] - a, columns[:, 1] - first + a], axis=1)
        ps.append(conditional_p(strata) or 0.0)
    for alpha in (0.01, 0.05, 0.2, 0.5):
        assert np.mean(np.array(ps) <= alpha) <= alpha + 3 * math.sqrt(alpha * (1 - alpha) / 2000)


@pytest.mark.parametrize(
    "wrong",
    [[(1, 2, 3)], [(1, 2, 3, -1)], [(1.5, 1, 1, 1)], [(float("nan"), 1, 1, 1)], [["a"] * 4]],
)
def test_bad_tables_are_refused(wrong: list[tuple[float, ...]]) -> None:
    with pytest.raises(OnrecordError):
        common_odds(wrong)


def test_no_tables_at_all() -> None:
    assert common_odds([]).why is NoOdds.NO_STRATUM
    assert mantel_haenszel([]) is None
    assert common_odds(np.array([[[3, 1], [1, 3]]])).informative == 1
