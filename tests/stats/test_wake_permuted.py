"""Whether more follows: bursts as units, labels permuted within strata, signs of groups flipped."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.stats import wake_permuted
from onrecord.stats.strata import NOWHERE
from onrecord.stats.wake_bursts import BurstWakes
from onrecord.stats.wake_permuted import Followed, NotTold, followed_test

FAST = {"window": 3, "permutations": 199}


def bursts_of(seed: int, effect: float = 0.0, *, pairs: int = 30, groups: int = 15) -> BurstWakes:
    """Strata of two to five bursts with a level of their own, before as after."""
    rng = np.random.default_rng(seed)
    size = rng.integers(2, 6, pairs)
    stratum = np.repeat(np.arange(pairs), size)
    treated = rng.random(stratum.size) < 0.5
    level = rng.gamma(1.0, 2.0, pairs)[stratum]
    pre = rng.poisson(level[:, None] * [0.5, 1.0, 1.5, 2.0])
    post = rng.poisson((level[:, None] + effect * treated[:, None]) * [0.5, 1.0, 1.5, 2.0])
    group = rng.integers(0, groups, pairs)[stratum]
    return BurstWakes(
        pre.astype(float),
        post.astype(float),
        treated,
        stratum,
        group,
        np.ones(stratum.size, np.int64),
    )


def slow_effect(bursts: BurstWakes, window: int) -> float:
    """Mean difference of the change, stratum by stratum, weighted n₁n₀/n."""
    total = weight = 0.0
    change = (bursts.post - bursts.pre)[:, window]
    for s in set(bursts.stratum):
        mine = change[(bursts.stratum == s) & bursts.treated]
        other = change[(bursts.stratum == s) & ~bursts.treated]
        if mine.size and other.size:
            w = mine.size * other.size / (mine.size + other.size)
            total, weight = total + w * (mine.mean() - other.mean()), weight + w
    return total / weight


@pytest.mark.parametrize("seed", range(5))
def test_effect_is_that_of_the_strata_one_by_one(seed: int) -> None:
    bursts = bursts_of(seed, 1.0)
    found = followed_test(bursts, seed=1, **FAST)
    assert found.effect == pytest.approx(slow_effect(bursts, 3), abs=1e-12)
    pre, post, pre_other, post_other = found.means
    assert (post - pre) - (post_other - pre_other) == pytest.approx(found.effect, abs=1e-12)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.effect < found.high


def test_uniform_or_rarer_where_nothing_follows() -> None:
    ps = np.array(
        [
            (found.p_more, found.p_fewer)
            for seed in range(300)
            for found in [followed_test(bursts_of(seed), seed=seed, **FAST)]
        ],
        dtype=float,
    )
    # 300 draws of a true 5 % stay below 9 % but once in a thousand times.
    assert (ps <= 0.05).mean(axis=0).max() < 0.09
    assert (ps <= 0.5).mean(axis=0).max() < 0.59


def test_a_planted_effect_is_found_and_its_reverse() -> None:
    found = followed_test(bursts_of(3, 3.0), seed=1, **FAST)
    assert found.p_more is not None
    assert found.p_more <= 0.01
    turned = bursts_of(3, 3.0)
    turned = replace(turned, treated=~turned.treated)
    back = followed_test(turned, seed=1, **FAST)
    assert back.p_fewer is not None
    assert back.p_fewer <= 0.01
    assert found.effect is not None
    assert back.effect == pytest.approx(-found.effect)


def test_more_before_and_after_alike_is_no_effect() -> None:
    # Treatment where more happens anyway: by what comes after alone it would be taken for one.
    bursts = bursts_of(5)
    more = 4.0 * bursts.treated[:, None]
    shifted = replace(bursts, pre=bursts.pre + more, post=bursts.post + more)
    one, other = (followed_test(b, seed=1, **FAST) for b in (bursts, shifted))
    assert other.effect == pytest.approx(one.effect)
    assert other.p_more is not None
    assert other.p_more > 0.05


def test_treatment_after_lulls_is_no_effect() -> None:
    # Nothing before treatment, as much after as anywhere: the change alone would be taken for one.
    yes = 0
    for seed in range(60):
        bursts = bursts_of(seed)
        lull = replace(bursts, pre=np.where(bursts.treated[:, None], 0.0, bursts.pre))
        found = followed_test(lull, seed=1, **FAST)
        assert found.effect is not None
        assert found.effect > 0.5
        assert found.p_more is not None
        yes += found.p_more <= 0.05
    # A true 5 % gives more than 8 of 60 but once in a hundred times.
    assert yes <= 8


def test_one_group_that_differs_is_not_enough() -> None:
    bursts = bursts_of(7)
    first = bursts.group == bursts.group[0]
    one = bursts.treated & first
    found = followed_test(replace(bursts, post=bursts.post + 50.0 * one[:, None]), seed=1, **FAST)
    assert found.p_more is not None
    assert found.p_more > 0.05


def test_order_and_labels_change_nothing() -> None:
    bursts = bursts_of(8, 1.0)
    order = np.random.default_rng(1).permutation(bursts.treated.size)
    shuffled = bursts.take(order)
    renamed = replace(bursts, stratum=1000 - bursts.stratum, group=500 - 3 * bursts.group)
    found = [followed_test(b, seed=1, **FAST) for b in (bursts, shuffled, renamed)]
    for other in found[1:]:
        assert other.effect == pytest.approx(found[0].effect)
        assert other.low == pytest.approx(found[0].low)
        assert (other.treated, other.strata, other.groups) == (
            found[0].treated,
            found[0].strata,
            found[0].groups,
        )
    assert followed_test(bursts, seed=1, **FAST) == found[0]


def every_labelling(stratum: NDArray[np.int64], treated: NDArray[np.bool_]) -> NDArray[np.float32]:
    """All ways to put the treatment labels within strata, the given one first."""
    found = [treated.astype(np.float32)]
    pools = []
    for s in np.unique(stratum):
        rows = np.flatnonzero(stratum == s)
        pools.append([(rows, c) for c in combinations(rows, int(treated[rows].sum()))])
    for choice in product(*pools):
        labels = np.zeros(treated.size, np.float32)
        for _, chosen in choice:
            labels[list(chosen)] = 1.0
        found.append(labels)
    return np.array(found)


def slow_studentised(
    values: NDArray[np.float64], labels: NDArray[np.float32], stratum: NDArray[np.int64]
) -> list[float]:
    """One labelling at a time, one burst at a time."""
    found = []
    for row in labels:
        total = spread = 0.0
        for i, s in enumerate(stratum):
            mates = stratum == s
            share = labels[0][mates].mean()
            apart = values[i, 0] - values[mates, 0].mean()
            total += apart if row[i] else 0.0
            spread += ((1.0 - share if row[i] else share) * apart) ** 2
        found.append(total / np.sqrt(spread) if spread > 1e-12 else 0.0)
    return found


def test_permuted_labels_are_a_sample_of_all() -> None:
    rng = np.random.default_rng(4)
    stratum = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2])
    treated = np.array([1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1], dtype=bool)
    values = rng.poisson(2.0, (11, 1)).astype(float)
    everything = every_labelling(stratum, treated)
    exact = wake_permuted._studentised(values, everything, stratum)
    assert exact[:, 0] == pytest.approx(slow_studentised(values, everything, stratum), abs=1e-5)
    drawn = wake_permuted._permuted(treated, stratum, 4000, rng)
    for s in range(3):
        assert (drawn[:, stratum == s].sum(axis=1) == treated[stratum == s].sum()).all()
    sample = wake_permuted._studentised(values, drawn, stratum)
    share = np.mean(exact[1:] >= exact[0] - 1e-6)
    assert np.mean(sample[1:] >= sample[0] - 1e-6) == pytest.approx(share, abs=0.04)


def test_portions_of_permutations_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    bursts = bursts_of(2, 1.0)
    whole = followed_test(bursts, seed=1, **FAST)
    monkeypatch.setattr(wake_permuted, "_CELLS_AT_ONCE", 5 * bursts.size.size)
    assert followed_test(bursts, seed=1, **FAST) == whole


def test_flipped_signs_by_hand() -> None:
    scores = np.array([[3.0], [1.0], [-2.0]])
    signs = np.array([[1.0, 1.0, 1.0], [-1.0, 1.0, -1.0]])
    root = np.sqrt(14.0)
    found = wake_permuted._flipped(scores, signs)[:, 0]
    assert found == pytest.approx([2.0 / root, 2.0 / root, 0.0])


def test_no_p_says_why() -> None:
    def why(bursts: BurstWakes) -> NotTold | None:
        found: Followed = followed_test(bursts, seed=1, **FAST)
        assert (found.p_more is None) == (found.why is not None)
        return found.why

    bursts = bursts_of(1)
    assert why(bursts.take(bursts.stratum < 0)) == NotTold.TOO_FEW_BURSTS
    assert why(bursts.take(np.arange(bursts.size.size) == 0)) == NotTold.TOO_FEW_BURSTS
    assert why(replace(bursts, treated=np.ones_like(bursts.treated))) == NotTold.TOO_FEW_BURSTS
    assert why(bursts.take(bursts.stratum < 5)) == NotTold.TOO_FEW_BURSTS
    quiet = replace(bursts, pre=0.0 * bursts.pre, post=0.0 * bursts.post)
    assert why(quiet) == NotTold.NOTHING_NEAR
    assert why(replace(bursts, group=bursts.group % 4)) == NotTold.TOO_FEW_GROUPS
    nowhere = replace(bursts, stratum=np.full_like(bursts.stratum, NOWHERE))
    assert why(nowhere) == NotTold.TOO_FEW_BURSTS


def test_too_few_permutations() -> None:
    with pytest.raises(OnrecordError, match="permutations"):
        followed_test(bursts_of(1), window=0, seed=1, permutations=5)


@pytest.mark.parametrize("at_once", [1, 100, 1 << 20])
def test_labels_are_those_sorted_by_the_random_numbers(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """A slow twin sorts positions; and portions do not show."""
    rng = np.random.default_rng(3)
    stratum, treated = rng.integers(0, 9, 40), rng.random(40) < 0.4
    number = np.random.default_rng(8).random((50, 40))
    slots = np.argsort(stratum, kind="stable")
    expected = np.empty((50, 40))
    for row, drawn in zip(expected, number, strict=True):
        by_number = sorted(range(40), key=lambda k: (stratum[slots[k]], drawn[k]))
        row[slots] = treated[slots][by_number]
    monkeypatch.setattr(wake_permuted, "_CELLS_AT_ONCE", at_once)
    labels = wake_permuted._permuted(treated, stratum, 50, np.random.default_rng(8))
    assert np.array_equal(labels[0], treated)
    assert np.array_equal(labels[1:], expected)
    assert not np.array_equal(labels[1], labels[2])
