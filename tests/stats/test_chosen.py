"""The test for a window and a series that may both have been picked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.stats.chosen import Chosen, chosen_test, others, power_chosen
from onrecord.stats.gap import NoGap, gap_test
from onrecord.stats.scan import NoRank, excess, scan
from onrecord.stats.sensitivity import NoAnswer, reporting_ratio, tipping_point

L = 14


def record(series: int = 60, seed: int = 1, rate: float = 0.4) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).poisson(rate, (series, 365))


def striking(more: int, counts: np.ndarray[Any, Any] | None = None, **how: Any) -> Chosen:
    """The first series of a record, with `more` events in the fortnight from day 200."""
    table = record() if counts is None else counts
    own = table[0].copy()
    own[200 : 200 + L] += more // L
    own[200] += more % L
    return chosen_test(own, 200, scan(table[1:], L, how.pop("direction", "rose")), table[1:], **how)


def test_the_larger_p_decides() -> None:
    test = striking(60)
    assert test.peers.p == pytest.approx(1 / (1 + test.peers.number))
    assert test.peers.number >= 50
    assert test.gap.p is not None
    assert test.p == max(test.peers.p, test.gap.p)
    assert test.p <= 0.05
    assert test.gap.p == gap_test(
        float(excess(test.k1, test.total, L, 365)), others(test.scanned)
    ).p  # fmt: skip
    assert test.why is None


def test_a_rank_alone_does_not_bear_out() -> None:
    """First of 60 by a little: a rank of 1/60, and yet no more than some first always is."""
    counts = record()
    scanned = scan(counts, L)
    best = int(scanned.excess.argmax())
    rest = np.delete(counts, best, axis=0)
    test = chosen_test(counts[best], int(scanned.starts[best]), scan(rest, L), rest)
    assert test.peers.p is not None
    assert test.peers.p <= 0.05
    assert test.p is not None
    assert test.p > 0.05


def test_picked_as_the_best_of_the_record_it_is_borne_out_in_at_most_one_of_twenty() -> None:
    """300 draws, fixed seed; 27 is the 99.9 % point of binomial(300, 0.05)."""
    rng = np.random.default_rng(3)
    hits = ranked = 0
    for _ in range(300):
        counts = rng.poisson(0.4, (40, 365))
        scanned = scan(counts, L)
        best = int(scanned.excess.argmax())
        rest = np.delete(counts, best, axis=0)
        test = chosen_test(counts[best], int(scanned.starts[best]), scan(rest, L), rest)
        hits += test.p is not None and test.p <= 0.05
        ranked += test.peers.p is not None and test.peers.p <= 0.05
    assert ranked > 200  # the rank alone cannot hold
    assert hits <= 27


def test_no_lead_is_asked_for_where_the_rank_does_not_stand() -> None:
    """Laying out everything that could have been picked is most of the work."""

    def never() -> np.ndarray[Any, Any]:
        raise AssertionError

    usual = striking(5, rivals=never)
    assert usual.gap.why is NoGap.NOT_ASKED
    assert usual.p == usual.peers.p is not None
    assert usual.p > 0.05
    assert usual.capacity == usual.peers.capacity


def test_other_readings_keep_the_peers() -> None:
    nominal = striking(60)
    fewer = striking(60, observed=(10, nominal.total))
    assert fewer.peers.number == nominal.peers.number
    assert fewer.k1 == 10
    assert fewer.p is not None
    assert nominal.p is not None
    assert fewer.p > nominal.p
    assert nominal.p_at(fewer.k1, fewer.k0) == pytest.approx(fewer.p)


def test_too_few_peers_too_few_others() -> None:
    few = striking(60, record(15))
    assert (few.p, few.why, few.capacity) == (None, NoRank.TOO_FEW_PEERS, 0)
    assert few.gap.why is NoGap.NOT_ASKED
    fewer = striking(60, rivals=lambda: np.array([1.0, 2.0]))
    assert (fewer.p, fewer.gap.why, fewer.capacity) == (None, NoGap.TOO_FEW, 0)
    assert fewer.by_rank.p == fewer.peers.p == fewer.by_rank.p_at(fewer.k1, fewer.k0)
    alone = chosen_test(record(1)[0], 100, scan(record(1)[:0], L), record(1)[:0])
    assert alone.p is None
    assert alone.peers_per_year is None
    assert striking(60, hypotheses=4).why is NoRank.TOO_FEW_PEERS
    assert striking(60).capacity in (2, 3)


def test_bad_input() -> None:
    counts = record()
    scanned = scan(counts, L)
    for start in (-1, 352):
        with pytest.raises(OnrecordError, match="a window from day"):
            chosen_test(counts[0], start, scanned, counts)
    with pytest.raises(OnrecordError, match="a window from day"):
        chosen_test(counts[0, :300], 10, scanned, counts)


def test_a_fall() -> None:
    table = record(60, rate=2.0)
    own = table[0].copy()
    own[200:230] = 0
    test = chosen_test(own, 200, scan(table[1:], 30, "fell"), table[1:])
    assert test.p is not None
    assert test.p <= 0.05
    risen = chosen_test(own, 200, scan(table[1:], 30, "rose"), table[1:])
    assert risen.p == 1.0


def test_what_would_tip_it() -> None:
    test = striking(60)
    tip = tipping_point(test)
    assert tip.removed_from_window is not None
    k1 = test.k1 - tip.removed_from_window
    assert (test.p_at(k1, test.k0) or 0) > 0.05 >= (test.p_at(k1 + 1, test.k0) or 1)
    ratio = reporting_ratio(test)
    assert ratio.times is not None
    assert (test.p_at(test.k1, test.k0 * ratio.times) or 0) > 0.05


def test_power_grows_with_the_factor_and_is_the_same_again() -> None:
    counts = record()
    test = striking(60)
    power = power_chosen(counts[1:], test, seed=1)
    assert power == power_chosen(counts[1:], test, seed=1)
    assert power.noticed[0] < power.noticed[-1]
    assert power.smallest is not None
    assert power.noticed[power.factors.index(power.smallest)] >= 0.8
    strict = power_chosen(counts[1:], test, seed=1, alpha=0.001)
    assert sum(strict.noticed) < sum(power.noticed)
    assert power_chosen(counts[1:15], striking(60, record(15)), seed=1).why is NoAnswer.NO_P
    with pytest.raises(OnrecordError, match="factor below 2"):
        power_chosen(counts[1:], test, seed=1, factors=(1,))


def test_power_of_a_fall_counts_events_that_stayed() -> None:
    table = record(60, rate=2.0)
    test = chosen_test(table[0], 200, scan(table[1:], 30, "fell"), table[1:])
    power = power_chosen(table[1:], test, seed=2, factors=(2, 10))
    assert 0.0 <= power.noticed[0] <= power.noticed[1] <= 1.0
