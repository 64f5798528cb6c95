"""The clustered odds ratio against a slow twin, its own interval, and null draws with bursts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtr

from onrecord.errors import OnrecordError
from onrecord.stats.clustered_odds import (
    FEWEST_CLUSTERS,
    NoClusters,
    clustered_odds,
    clustered_p,
    clustered_ps,
    stratified_odds,
    stratified_p,
    stratified_power,
)
from onrecord.stats.odds import informative

cells = st.integers(0, 8)
tables = st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=24)


def slow_p(strata: list[tuple[int, int, int, int]], cluster: list[int], odds: float) -> float:
    """One-sided p that the odds ratio is above `odds`, term by term: the larger of Student's t of the
    scores and of the log ratio."""
    scores, weights = by_hand(strata, cluster, odds), by_hand(strata, cluster, -1.0)
    m = len(scores)
    mean = sum(scores) / m
    variance = sum((v - mean) ** 2 for v in scores) / (m - 1)
    degrees = sum(weights) ** 2 / sum(w * w for w in weights) - 1
    score = mean / math.sqrt(variance / m)
    above = [(w + v) / 2 for w, v in zip(weights, by_hand(strata, cluster, 1.0), strict=True)]
    below = [w - r for w, r in zip(weights, above, strict=True)]
    half = sum(weights) / m / 4
    r, s = sum(above) + half, sum(below) + half
    apart = [
        math.log((r - a) / (s - b)) - math.log(r / s) for a, b in zip(above, below, strict=True)
    ]
    error = math.sqrt((m - 1) / m * sum(x * x for x in apart))
    return max(1.0 - float(stdtr(degrees, t)) for t in (score, math.log(r / s / odds) / error))


def by_hand(
    strata: list[tuple[int, int, int, int]], cluster: list[int], odds: float
) -> list[float]:
    """R − odds·S of each cluster with an informative stratum."""
    sums: dict[int, float] = {}
    for (a, b, c, d), name in zip(strata, cluster, strict=True):
        if a + b and c + d and a + c and b + d:
            n = a + b + c + d
            sums[name] = sums.get(name, 0.0) + a * d / n - odds * b * c / n
    return list(sums.values())


@settings(max_examples=200, deadline=None)
@given(tables)
def test_the_test_is_students_t_over_clusters(strata: list[tuple[int, int, int, int]]) -> None:
    cluster = [i // 2 for i in range(len(strata))]
    result = clustered_odds(strata, cluster)
    known = {c for c, use in zip(cluster, informative(strata), strict=True) if use}
    assert result.clusters == len(known)
    weights = by_hand(strata, cluster, -1.0)
    effective = sum(weights) ** 2 / sum(w * w for w in weights) if any(weights) else 0.0
    assert result.effective == pytest.approx(effective)
    assert result.effective <= result.clusters
    if round(effective, 9) < FEWEST_CLUSTERS:
        assert result.p_greater is None
        assert result.why is NoClusters.TOO_FEW
        return
    if result.p_greater is None:
        assert result.why is NoClusters.ALL_ALIKE
        return
    assert 0.0 <= result.p_greater <= 1.0
    assert result.p_greater + (result.p_less or 0.0) >= 1.0 - 1e-9
    if 1e-9 < result.p_greater < 1 - 1e-9:
        assert result.p_greater == pytest.approx(slow_p(strata, cluster, 1.0), abs=1e-6)
    if result.low is not None and sum(by_hand(strata, cluster, 1.0)) < sum(weights):
        assert slow_p(strata, cluster, result.low) == pytest.approx(0.025, abs=1e-6)
    if result.high is not None:
        swapped = [(b, a, d, c) for a, b, c, d in strata]
        assert slow_p(swapped, cluster, 1 / result.high) == pytest.approx(0.025, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(tables)
def test_the_interval_and_the_test_agree_and_columns_may_swap(
    strata: list[tuple[int, int, int, int]],
) -> None:
    cluster = list(range(len(strata)))
    result = clustered_odds(strata, cluster)
    assert clustered_p(strata, cluster) == result.p_greater
    if result.p_greater is None:
        return
    if result.low is not None and result.high is not None:
        assert (result.low > 1.0) == (result.p_greater < 0.025)
        assert (result.high < 1.0) == ((result.p_less or 1.0) < 0.025)
    swapped = clustered_odds([(b, a, d, c) for a, b, c, d in strata], cluster)
    assert swapped.p_less == pytest.approx(result.p_greater)
    if result.low is not None and swapped.high is not None:
        assert swapped.high == pytest.approx(1.0 / result.low)
    backwards = clustered_odds(strata[::-1], cluster[::-1])
    assert backwards.p_greater == pytest.approx(result.p_greater)


def burst_tables(rng: np.random.Generator, odds: float, *, strata: int = 40) -> np.ndarray:
    """Strata in which hits come in bursts of geometric size, and so do the other events: each
    burst goes to one side. Who is there differs from stratum to stratum."""
    share = rng.beta(2.0, 2.0, strata)
    table = np.zeros((strata, 4), dtype=np.int64)
    for s in range(strata):
        for column, mean, p in (
            (0, 1.0, odds * share[s] / (odds * share[s] + 1 - share[s])),
            (2, 3.0, share[s]),
        ):
            for _ in range(rng.poisson(mean)):
                side = 0 if rng.random() < p else 1
                table[s, column + side] += rng.geometric(0.35)
    return table


def test_bursts_fool_the_exact_test_and_not_this_one() -> None:
    """600 draws without a preference at a fixed seed. Nominal 5 %: the exact test alone says yes in
    well over a tenth, the larger of both p within three standard errors of 5 %."""
    rng = np.random.default_rng(5)
    exact, both = [], []
    for _ in range(600):
        result = stratified_odds(burst_tables(rng, 1.0), np.arange(40))
        exact.append((result.exact.p_greater or 1.0) <= 0.05)
        both.append(result.p_greater is not None and result.p_greater <= 0.05)
    assert np.mean(exact) > 0.12
    assert np.mean(both) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 600)


def test_a_planted_preference_is_found_and_its_power_foretold() -> None:
    """200 draws at odds of 4: found in most; the foretold power is right to within a fifth."""
    rng = np.random.default_rng(6)
    found, foretold = [], []
    for _ in range(200):
        table = burst_tables(rng, 4.0, strata=70)
        result = stratified_odds(table, np.arange(70))
        found.append(result.p_greater is not None and result.p_greater <= 0.05)
        power = stratified_power(table, np.arange(70), 4.0)
        if power is not None:
            foretold.append(power)
    assert np.mean(found) > 0.7
    assert np.mean(foretold) == pytest.approx(np.mean(found), abs=0.2)


def test_the_wider_interval_is_given_end_by_end() -> None:
    table = burst_tables(np.random.default_rng(1), 2.0, strata=120)
    result = stratified_odds(table, np.arange(120))
    assert result.low == min(result.exact.low or 0, result.clustered.low or 0)
    assert result.high == max(result.exact.high or 0, result.clustered.high or 0)
    assert result.p_greater == max(result.exact.p_greater or 0, result.clustered.p_greater or 0)
    assert stratified_p(table, np.arange(120)) == pytest.approx(result.p_greater)
    assert result.exact_decides == (result.exact.p_greater == result.p_greater)


def test_too_little_gives_a_reason_and_no_number() -> None:
    assert clustered_odds([], []).why is NoClusters.TOO_FEW
    few = [(3, 1, 2, 2)] * (FEWEST_CLUSTERS - 1)
    assert clustered_odds(few, range(len(few))).why is NoClusters.TOO_FEW
    assert stratified_odds(few, range(len(few))).p_greater is None
    # Many strata of one cluster are one thing seen.
    assert clustered_odds([(3, 1, 2, 2)] * 40, [0] * 40).clusters == 1
    even = [(2, 2, 2, 2)] * 9
    assert clustered_odds(even, range(9)).why is NoClusters.ALL_ALIKE
    assert stratified_power(even, range(9), 2.0) is None


def test_clusters_of_unequal_weight_count_for_fewer() -> None:
    even = clustered_odds([(3, 1, 2, 2)] * 9 + [(1, 2, 2, 1)], range(10))
    assert even.clusters == 10
    assert even.effective > 9.0
    # One cluster holds nearly everything that is told: nine others add next to nothing.
    lopsided = clustered_odds([(2, 1, 1, 1)] * 9 + [(90, 60, 60, 90)], range(10))
    assert lopsided.clusters == 10
    assert lopsided.effective < 2.0
    assert lopsided.why is NoClusters.TOO_FEW


def test_all_alike_in_one_direction_is_as_sure_as_can_be() -> None:
    result = clustered_odds([(3, 1, 1, 3)] * 8, range(8))
    assert result.p_greater is not None
    assert result.p_greater < 1e-4
    assert result.p_less == pytest.approx(1.0)
    assert result.low is not None
    assert result.high is not None
    assert 1.0 < result.low < 9.0 <= result.high


@pytest.mark.parametrize("table", [(3, 0, 2, 3), (2, 0, 1, 4)])
def test_an_empty_side_leaves_the_other_end_open(table: tuple[int, int, int, int]) -> None:
    result = clustered_odds([table] * 9, range(9))
    assert result.p_greater is not None
    assert result.p_greater < 0.01
    assert result.high is None
    assert result.low is not None
    assert 1.0 < result.low < 100.0
    a, b, c, d = table
    mirrored = clustered_odds([(b, a, d, c)] * 9, range(9))
    assert mirrored.low is None
    assert mirrored.high == pytest.approx(1.0 / result.low)


def test_one_cluster_for_each_table() -> None:
    with pytest.raises(OnrecordError, match="clusters"):
        clustered_odds([(1, 1, 1, 1)], [1, 2])


def test_groups_at_once_are_each_by_itself() -> None:
    rng = np.random.default_rng(3)
    tables = rng.poisson(rng.uniform(0, 3, (400, 1)), (400, 4))
    cluster, group = rng.integers(0, 9, 400), rng.choice([0, 2, 2, 3, 4, 4, 4], 400)
    tables[group == 3, 1] = 0
    tables[group == 4] = [2, 1, 1, 2]
    found = clustered_ps(tables, cluster, group, 6)
    each = [clustered_p(tables[group == g], cluster[group == g]) for g in range(6)]
    assert found == each
    assert (each[1], each[5]) == (None, None), "nothing is in these"
    assert sum(p is not None for p in each) >= 3
