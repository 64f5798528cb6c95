"""Stated probabilities: nothing in both gives no matches; no more promised than kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.records.merge.test_matching import WEIGHTS, copied, made
from tests.rows import events_of

from onrecord.records.merge.calibrated import (
    FIRM,
    KEPT,
    Calibration,
    Held,
    Outcome,
    calibrate,
    calibrated,
    held_against,
    keeps,
    kept_from,
    shrunk,
)
from onrecord.records.merge.matching import match
from onrecord.records.merge.rehearsal import Likely as Usual
from onrecord.records.merge.rehearsal import as_other, lines_of_strangers, rehearse, told_shares
from onrecord.records.merge.rows import of_events
from onrecord.simulate import draw, typical


def outcome(share: float, seed: int, rows: int = 4_000, wrong: float = 0.1) -> Outcome:
    """Right pairs score 5 bits, wrong ones 1, both with a spread of 2."""
    rng = np.random.default_rng(seed)
    good, bad = int(share * rows), int(wrong * rows)
    score = np.concatenate([rng.normal(5, 2, good), rng.normal(1, 2, bad)])
    return Outcome(score, np.arange(good + bad) < good, float(rows))


def tried(rows: int = 40_000) -> dict[float, list[Outcome]]:
    """Rehearsals in which just as many are wrong, for the rows they have, as in the real pairs."""
    return {
        share: [outcome(share, 7 + k, rows)] for k, share in enumerate((0.0, 0.1, 0.3, 0.6, 0.9))
    }


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7])
def test_the_share_in_both_is_recovered_and_probabilities_are_those_planted(share: float) -> None:
    seen = outcome(share, 3, 40_000)
    held = held_against(seen.score, seen.rows, tried(), 0.25)
    assert held.share == pytest.approx(share, abs=0.04)
    assert held.any > 0.99
    said = calibrated(seen.score, seen.rows, tried(), 0.25).of(seen.score)
    for low, high in ((0.0, 0.5), (0.5, 0.9), (0.9, 1.01)):
        inside = (said >= low) & (said < high)
        assert said[inside].mean() == pytest.approx(seen.right[inside].mean(), abs=0.07)


def test_more_wrong_pairs_than_were_rehearsed_are_not_taken_for_right_ones() -> None:
    seen = outcome(0.3, 5, 40_000, wrong=0.13)
    held = held_against(seen.score, seen.rows, tried(), 0.25)
    assert held.wrongs == pytest.approx(1.3, abs=0.15)
    assert held.share == pytest.approx(0.3, abs=0.03)


def test_nothing_in_both_is_found_to_be_nothing() -> None:
    seen = outcome(0, 9)
    found = calibrated(seen.score, seen.rows, tried(), 0.25)
    assert found.shared <= 0.01
    assert (found.of(seen.score) >= KEPT[0]).sum() <= 5


def test_what_is_kept_has_the_highest_f1_to_be_expected() -> None:
    rng = np.random.default_rng(4)
    for expected in (40.0, 120.0, 400.0):
        said = np.sort(rng.random(300))
        edge = kept_from(said, expected)
        f1 = [2 * said[said >= p].sum() / ((said >= p).sum() + max(expected, said.sum()))
              for p in np.linspace(*KEPT, 200)]  # fmt: skip
        own = 2 * said[said >= edge].sum() / ((said >= edge).sum() + max(expected, said.sum()))
        assert own >= max(f1) - 1e-3
    assert kept_from(np.zeros(0), 5.0) == KEPT[0]
    assert kept_from(np.full(9, 0.01), 5.0) == KEPT[0]
    assert kept_from(np.full(9, 0.99), 9.0) == KEPT[1]


def test_that_nothing_is_in_both_is_as_likely_beforehand_as_it_is_said() -> None:
    seen = outcome(0.004, 9)
    odds = []
    for nothing in (0.1, 0.9):
        found = held_against(seen.score, seen.rows, tried(), nothing).any
        odds.append(found / (1.0 - found))
    assert odds[0] / odds[1] == pytest.approx(81.0, rel=1e-6)


def test_scores_that_no_shift_would_move_weigh_as_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def far(share: float, seed: int, rows: int) -> Outcome:
        made_ = outcome(share, seed, rows)
        return Outcome(np.where(made_.right, 100.0, made_.score), made_.right, made_.rows)

    done = {s: [far(s, 7 + k, 4_000)] for k, s in enumerate((0.0, 0.1, 0.3, 0.6, 0.9))}
    seen = far(0.5, 3, 400)
    held = held_against(seen.score, seen.rows, done, 0.25)
    monkeypatch.setattr("onrecord.records.merge.calibrated.SHIFTS", (0.0,))
    alone = held_against(seen.score, seen.rows, done, 0.25)
    assert (held.share, held.any) == pytest.approx((alone.share, alone.any))


@pytest.mark.parametrize(("found", "many"), [(0.6, True), (0.4, False)])
def test_pairs_however_likely_are_not_kept_against_that(
    found: float, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    curve = Calibration(np.asarray([-99.0, 99.0]), np.asarray([0.4, 0.4]), 0.3, found)
    monkeypatch.setattr("onrecord.records.merge.matching.calibration", lambda *_: curve)
    one = made(1, FIRM + 10, 200)
    kept = match(events_of(one), events_of(copied(one, 1)))
    assert bool(len(kept.chosen)) is many


def test_planted_rows_are_made_after_what_a_first_round_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from onrecord.records.merge import tried as module

    given: list[np.ndarray] = []
    own = module.likely_pairs

    def kept(*args: Any) -> Usual:
        given.append(args[4])
        return own(*args)

    monkeypatch.setattr(module, "likely_pairs", kept)
    one = made(1, 220, 200)
    match(events_of(one), events_of([*copied(one[:60], 1), *made(9, 160, 200)]))
    weights, rehearsed = given
    # The second time only pairs that were chosen, and fewer in all where most are chance.
    assert len(given) == 2
    assert (rehearsed > 0).sum() < (weights > 0).sum()
    assert rehearsed.sum() < weights.sum()


def test_nothing_is_kept_where_it_is_likelier_that_nothing_is_in_both() -> None:
    assert keeps(0.5, 5_000)
    assert not keeps(0.49, FIRM)
    assert keeps(0.0, FIRM - 1)
    assert calibrate(tried(4_000), Held(0.2, 0.4, 1.0, 0.0)).any == 0.4


def test_a_planted_row_takes_the_precision_of_its_counterpart() -> None:
    rows, _ = of_events(events_of([r | {"where_prec": 1} for r in made(1, 60)]), WEIGHTS, {}, {})
    one = np.ones(1, bool)
    levels = {n: np.zeros(1, np.int8) for n in ("parties", "kind", "deaths", "place")}
    usual = Usual(
        np.ones(1), (one, ~one), np.zeros(1, dtype=np.int64), np.zeros(1), np.zeros(1),
        (np.asarray([2.0]), np.asarray([50.0])), np.ones(1),
        levels | {"source_line": np.zeros(1, np.int8)},
    )  # fmt: skip
    done = rehearse(rows, (60, 60), 0.5, usual, told_shares(rows), (0,))
    assert set(done.second.scale.tolist()) == {50.0}
    assert set(done.first.scale.tolist()) == {2.0}
    both = np.intersect1d(*done.at)
    assert len(both) == 20
    one, other = (np.searchsorted(at, both[:1]) for at in done.at)
    assert done.right(one, other).tolist() == [True]
    assert done.right(one, np.flatnonzero(done.at[1] != both[0])[:1]).tolist() == [False]


def test_the_curve_never_falls_and_few_rows_lean_on_the_weights() -> None:
    curve = calibrate(tried(4_000), Held(0.2, 1.0, 1.0, 0.0))
    assert (np.diff(curve.probability) >= 0).all()
    assert curve.probability.max() < 1.0
    assert Calibration(np.zeros(0), np.zeros(0), 0.0).of(np.ones(3)).tolist() == [0, 0, 0]
    fitted, fixed = np.zeros(2), np.ones(2)
    assert shrunk(fitted, fixed, 0).tolist() == [1, 1]
    assert shrunk(fitted, fixed, FIRM // 2).tolist() == [0.5, 0.5]
    assert shrunk(fitted, fixed, 10 * FIRM).tolist() == [0, 0]


def test_a_rehearsal_plants_what_it_is_told_and_silences_what_the_other_does_not_tell() -> None:
    rows, _ = of_events(events_of(made(1, 300)), WEIGHTS, {}, {})
    empty = np.zeros(0, dtype=np.int64)
    usual = Usual(
        np.zeros(0), (np.zeros(0, bool), np.zeros(0, bool)), empty, np.zeros(0), np.zeros(0),
        (np.zeros(0), np.zeros(0)), np.zeros(0),
        {n: np.zeros(0, np.int8) for n in ("parties", "kind", "deaths", "place", "source_line")},
    )  # fmt: skip
    told = told_shares(rows) | {"best": 0.5}
    done = rehearse(rows, (200, 300), 0.4, usual, told, (0,))
    # Every row stands in one part or the other, or is planted in both; parts are as 2 to 3.
    both = np.intersect1d(*done.at)
    assert len(np.union1d(*done.at)) == 300
    assert len(done.second) == pytest.approx(1.5 * len(done.first), abs=2)
    assert len(both) == pytest.approx(0.4 * len(done.first), abs=1)
    assert (done.second.best >= 0).mean() == pytest.approx(0.5, abs=0.1)
    assert np.array_equal(rows.row[done.at[0]], done.first.row)
    again = rehearse(rows, (200, 300), 0.4, usual, told, (0,))
    assert np.array_equal(again.second.best, done.second.best)


def test_lines_of_decoys_agree_as_often_as_real_ones_in_their_own_order() -> None:
    level = np.repeat(np.asarray([-1, 0, 3], np.int8), [0, 10, 90])
    cosine = np.linspace(0, 1, 1000)
    found = lines_of_strangers(cosine, level, np.zeros(100), np.random.default_rng(0))
    assert (found == 0).sum() == pytest.approx(100, abs=2)
    assert (found[cosine > 0.91] == 0).all()


def test_sides_of_one_record_stand_in_for_those_of_the_other() -> None:
    table = np.asarray([[0, 3], [3, 0]], dtype=np.int8)
    none = np.zeros(0, dtype=np.int64)
    assert as_other(table, none, none, np.zeros(0)).tolist() == [[0, 3], [3, 0]]
    assert as_other(np.zeros((2, 0), np.int8), none, none, np.zeros(0)).tolist() == [[-1, -1]] * 2


def test_two_records_of_one_war_that_share_nothing_stay_apart() -> None:
    drawn = draw(typical(1_200), 5)
    ged, acled = (drawn.events(form) for form in ("ged", "acled"))
    first = np.random.default_rng(0).random(len(drawn.happened)) < 0.5
    one = ged.take(np.flatnonzero(first[drawn.reported("ged")]))
    other = acled.take(np.flatnonzero(~first[drawn.reported("acled")]))
    found = match(one, other)
    assert len(found.chosen) <= 0.02 * min(len(one), len(other))
    both = match(ged, acled)
    i, j = both.rows
    right = drawn.reported("ged")[i] == drawn.reported("acled")[j]
    assert right.mean() >= both.probability.mean() - 0.05
