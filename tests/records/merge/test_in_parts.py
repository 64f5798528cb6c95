"""What is worked out in parts, strips and groups, each beside the whole and an obvious twin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.records.merge.test_matching import WEIGHTS, copied, made, rows_of
from tests.rows import events_of

from onrecord.records.merge import assignment, boxes, inparts, probability
from onrecord.records.merge.boxes import Points, counts
from onrecord.records.merge.candidates import candidates
from onrecord.records.merge.evidence import SILENT, evidence
from onrecord.records.merge.inparts import Places
from onrecord.records.merge.matching import Matching, match
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.settling import settle
from onrecord.stats.sphere import EARTH_RADIUS_KM, unit_vectors

KMS = (0.5, 16.0, 200.0)


def counted(here: Rows, there: Rows, kms: Sequence[float], days: float) -> NDArray[np.int64]:
    """Every point beside every other."""
    a, b = (unit_vectors(rows.lat, rows.lon) * EARTH_RADIUS_KM for rows in (here, there))
    apart = np.abs(a[:, None] - b[None]).max(axis=2)
    same = np.abs(here.middle[:, None] - there.middle[None]) <= days
    return np.stack([((apart <= km) & same).sum(axis=1) for km in kms])


@given(st.integers(0, 30), st.sampled_from(["compared", "strips", "trees"]))
@settings(max_examples=24, deadline=None)
def test_boxes_hold_what_they_would_if_all_were_compared(seed: int, how: str) -> None:
    here, there = rows_of(made(seed, 90)), rows_of(made(seed + 1, 70) + made(seed, 20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boxes, "BLOCK", 8)
        patch.setattr(boxes, "STRIPS", () if how == "compared" else (2, 4, 9))
        patch.setattr(boxes, "COMPARED", 0 if how == "trees" else 1_000)
        a, b = Points.of(here), Points.of(there)
        found = np.empty((len(KMS), len(here)), dtype=np.int64)
        found[:, a.row] = counts(a, b, KMS, 7.25)
        assert np.array_equal(found, counted(here, there, KMS, 7.25))
        assert counts(a.take(np.arange(0)), b, KMS, 7.25).shape == (len(KMS), 0)


def test_values_are_added_where_they_belong_be_they_near_or_far() -> None:
    for at in (np.asarray([3, 5, 3]), np.asarray([900, 2, 2]), np.zeros(0, dtype=np.int32)):
        values = np.arange(1.0, 1.0 + len(at))
        to = np.ones(1_000)
        Places(at).add(to, values)
        assert to == pytest.approx(1.0 + np.bincount(at, weights=values, minlength=1_000))
        assert Places(at).take(to) == pytest.approx(to[at])


def matched(seed: int) -> Matching:
    one = made(seed, 120, 40)
    return match(events_of(one), events_of(copied(one[:60], seed) + made(seed + 9, 60, 40)))


def test_parts_come_to_what_the_whole_does(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = matched(1)
    monkeypatch.setattr(inparts, "AT_ONCE", 37)
    monkeypatch.setattr(probability, "AT_ONCE", 37)
    parts = matched(1)
    assert len(whole.pairs) > 5 * 37
    assert parts.chosen.size > 30
    assert np.array_equal(parts.chosen, whole.chosen)
    assert np.array_equal(parts.pairs.km, whole.pairs.km)
    assert parts.probability == pytest.approx(whole.probability, abs=1e-9)
    assert parts.weighed.bits == pytest.approx(whole.weighed.bits, abs=1e-9)


@pytest.mark.parametrize("at_once", [1, 2, 3, 5, 40])
def test_rivals_are_settled_the_same_wherever_parts_end(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    rng = np.random.default_rng(3)
    one, other = np.repeat([0, 2, 5], [7, 5, 8]), rng.integers(0, 9, 20)
    odds = rng.lognormal(0, 2, 20)
    whole = probability.probable(one, other, odds, (6, 9)).pair
    monkeypatch.setattr(inparts, "AT_ONCE", at_once)
    monkeypatch.setattr(probability, "AT_ONCE", at_once)
    assert probability.probable(one, other, odds, (6, 9)).pair == pytest.approx(whole, abs=1e-9)
    mixed = rng.permutation(20)
    again = probability.probable(one[mixed], other[mixed], odds[mixed], (6, 9)).pair
    assert again == pytest.approx(whole[mixed], abs=1e-9)


def test_the_bits_of_a_match_are_what_its_odds_were_made_of() -> None:
    one = made(2, 60, 200)
    first, second = rows_of(one), rows_of(copied(one[:30], 2) + made(11, 30, 200))
    pairs = candidates(first, second, WEIGHTS)
    silent = np.full((first.party.max() + 1, second.party.max() + 1), SILENT, dtype=np.int8)
    found = evidence(first, second, pairs, WEIGHTS, parties=silent, kinds=(), words=None)
    settled = settle(first, second, pairs, found, silent, WEIGHTS)
    odds = settled.prior * np.exp2(settled.weighed.bits.sum(axis=1))
    shown = settled.probable.pair[settled.chosen]
    # Rivals only take away, and where there are none that is what it comes to.
    assert (shown <= odds / (1.0 + odds) + 1e-4).all()
    alone = np.ones(len(shown), dtype=bool)
    for side in (pairs.one, pairs.other):
        alone &= np.bincount(side)[side[settled.chosen]] == 1
    assert alone.sum() >= 3
    assert shown[alone] == pytest.approx((odds / (1.0 + odds))[alone], abs=1e-9)


@given(st.integers(0, 40))
@settings(max_examples=20, deadline=None)
def test_pairs_that_are_sure_are_in_the_best_matching(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gains = np.where(rng.random((12, 15)) < 0.4, rng.uniform(0.01, 1.0, (12, 15)), 0.0)
    one, other = np.nonzero(gains)
    best = set(assignment.assigned(one, other, gains[one, other]).tolist())
    sure, left = assignment._sure(one, other, gains[one, other], (12, 15))
    assert set(sure.tolist()) <= best
    rows = set(one[sure].tolist()), set(other[sure].tolist())
    assert not rows[0] & set(one[left].tolist())
    assert not rows[1] & set(other[left].tolist())
    assert best <= set(sure.tolist()) | set(left.tolist())
