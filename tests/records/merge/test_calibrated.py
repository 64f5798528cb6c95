"""Stated probabilities: nothing in both gives no matches; no more promised than kept."""

from __future__ import annotations

import numpy as np
import pytest
from tests.records.merge.test_matching import WEIGHTS, made
from tests.rows import events_of

from onrecord.records.merge.calibrated import (
    FIRM,
    Calibration,
    Outcome,
    calibrate,
    shared_rows,
    shrunk,
)
from onrecord.records.merge.matching import match
from onrecord.records.merge.rehearsal import Likely as Usual
from onrecord.records.merge.rehearsal import as_other, lines_of_strangers, rehearse, told_shares
from onrecord.records.merge.rows import of_events
from onrecord.simulate import draw, typical


def outcome(share: float, seed: int, rows: int = 4_000) -> Outcome:
    """Right pairs score 5 bits, wrong ones 0, both with a spread of 2; a tenth of rows is wrong."""
    rng = np.random.default_rng(seed)
    good, bad = int(share * rows), rows // 10
    score = np.concatenate([rng.normal(5, 2, good), rng.normal(0, 2, bad)])
    return Outcome(score, np.arange(good + bad) < good, float(rows))


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_the_share_in_both_is_recovered_and_probabilities_are_those_planted(share: float) -> None:
    none, some = [outcome(0, 1, 40_000)], [outcome(0.3, 2, 40_000)]
    seen = outcome(share, 3, 40_000)
    found = shared_rows(seen.score, seen.rows, none, some, 0.3)
    assert found == pytest.approx(share, abs=0.02)
    said = calibrate(none, some, 0.3, found).of(seen.score)
    for low, high in ((0.0, 0.5), (0.5, 0.9), (0.9, 1.01)):
        inside = (said >= low) & (said < high)
        assert said[inside].mean() == pytest.approx(seen.right[inside].mean(), abs=0.06)


def test_nothing_in_both_is_found_to_be_nothing() -> None:
    none, some = [outcome(0, 1)], [outcome(0.3, 2)]
    seen = outcome(0, 9)
    found = shared_rows(seen.score, seen.rows, none, some, 0.3)
    assert found <= 0.005
    said = calibrate(none, some, 0.3, found).of(seen.score)
    assert (said >= 0.5).sum() <= 5


def test_a_planted_row_takes_the_precision_of_its_counterpart() -> None:
    rows, _ = of_events(events_of([r | {"where_prec": 1} for r in made(1, 60)]), WEIGHTS, {}, {})
    one = np.ones(1, bool)
    levels = {n: np.zeros(1, np.int8) for n in ("parties", "kind", "deaths", "place")}
    usual = Usual(
        np.ones(1), (one, ~one), np.zeros(1, dtype=np.int64), np.zeros(1), np.zeros(1),
        (np.asarray([2.0]), np.asarray([50.0])), np.ones(1),
        levels | {"source_line": np.zeros(1, np.int8)},
    )  # fmt: skip
    done = rehearse(rows, np.arange(60), 0.5, 60, usual, told_shares(rows), 0)
    assert set(done.second.scale[done.planted].tolist()) == {50.0}
    assert set(done.second.scale[~done.planted].tolist()) == {2.0}
    where = done.stand_in(np.asarray([0, 0]), np.asarray([int(done.at[0]), int(done.at[1])]))
    assert where.tolist() == [-1, 1]


def test_the_curve_never_falls_and_few_rows_lean_on_the_weights() -> None:
    curve = calibrate([outcome(0, 1)], [outcome(0.3, 2)], 0.3, 0.2)
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
    done = rehearse(rows, np.arange(300), 0.4, 200, usual, told, 0)
    assert len(done.first) == 200
    assert len(done.second) == 300
    assert done.planted.mean() == pytest.approx(0.4, abs=0.1)
    assert (done.second.best >= 0).mean() == pytest.approx(0.5, abs=0.1)
    assert np.array_equal(rows.row[done.at], done.first.row)
    again = rehearse(rows, np.arange(300), 0.4, 200, usual, told, 0)
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
