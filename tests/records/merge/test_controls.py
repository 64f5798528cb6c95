"""Controls: how many more wrong pairs the real records have than a rehearsal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.records.merge.test_matching import copied, made, rows_of
from tests.rows import events_of

from onrecord.records.merge import tried
from onrecord.records.merge.calibrated import FIRM, Calibration, Outcome, calibrated
from onrecord.records.merge.controls import (
    DENSER,
    ENDS,
    FROM,
    LEVEL_SD,
    ON_THE_DAY,
    SLOPE_SD,
    Control,
    Ratio,
    compared,
    evened,
    thinned,
)
from onrecord.records.merge.matching import match
from onrecord.records.merge.rehearsal import moved, on_days, some_days, spans
from onrecord.simulate import draw, typical


def controls(level: float, slope: float, seed: int, rows: int = 20_000) -> list[list[Control]]:
    """A tenth of the rehearsed rows are wrong pairs, and exp(level + slope · score) as many real."""
    rng = np.random.default_rng(seed)
    score = rng.normal(1.0, 2.0, rows)
    more = rng.random(rows) < 0.1 * np.exp(level + slope * np.clip(score, *ENDS))
    rehearsed = rng.normal(1.0, 2.0, rows // 10)
    return [[Control(score[more], rows)], [Control(rehearsed, rows)]]


@pytest.mark.parametrize(("level", "slope"), [(0.35, 0.0), (0.6, -0.1), (0.0, 0.05)])
def test_the_ratio_is_the_one_planted(level: float, slope: float) -> None:
    found = compared(*controls(level, slope, 1))
    assert found.level == pytest.approx(level, abs=0.1)
    assert found.slope == pytest.approx(slope, abs=0.04)


@given(st.integers(0, 1_000), st.integers(0, 60), st.integers(0, 60))
def test_it_is_the_likeliest_ratio_given_what_was_expected(seed: int, one: int, other: int) -> None:
    """Against a general optimizer on the same density, written out."""
    rng = np.random.default_rng(seed)
    real, rehearsed = rng.normal(1, 2, one), rng.normal(0, 2, other)
    found = compared([Control(real, 300.0)], [Control(rehearsed, 200.0)])

    def minus(at: Any) -> float:
        total = 0.5 * (at[0] / LEVEL_SD) ** 2 + 0.5 * (at[1] / SLOPE_SD) ** 2
        for scores, sign in ((real, -1.0), (rehearsed, 1.0)):
            x = np.clip(scores[scores > FROM], *ENDS)
            total += np.logaddexp(0, sign * (at[0] + at[1] * x + np.log(1.5))).sum()
        return float(total)

    best = minimize(minus, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9})
    assert minus([found.level, found.slope]) <= best.fun + 1e-7


def test_where_nothing_is_seen_it_is_one() -> None:
    for empty in ([], [Control(np.zeros(0), 0.0)]):
        found = compared(empty, empty)
        assert found.of(np.asarray([-9.0, 0.0, 9.0])) == pytest.approx([1.0] * 3)
    flat = Ratio(0.0, 0.1).of(np.asarray([-99.0, ENDS[0], ENDS[1], 99.0]))
    assert flat[0] == flat[1] < flat[2] == flat[3]


def test_a_rehearsal_is_thinner_the_less_its_record_has_of_both() -> None:
    assert thinned((500, 500), 0.0, 0) == pytest.approx(2.0**DENSER)
    assert thinned((500, 500), 1.0, 0) == pytest.approx(1.0)
    assert thinned((100, 900), 0.0, 0) == pytest.approx(10.0**DENSER)
    assert thinned((100, 900), 0.0, 1) == pytest.approx((10 / 9) ** DENSER)
    assert thinned((0, 0), 0.0, 0) == 0.0


@given(st.integers(0, 500), st.integers(0, 500), st.floats(10.0, 5_000.0), st.floats(10.0, 5_000.0))
def test_the_higher_side_is_taken_down_never_below_the_lower(
    a: int, b: int, one: float, other: float
) -> None:
    down = evened((a, b), (one, other))
    assert evened((b, a), (other, one)) == pytest.approx(down[::-1])
    assert max(down) == 1.0
    assert min(down) > 0.0
    rates = (a + 0.5) / one, (b + 0.5) / other
    assert min(r * d for r, d in zip(rates, down, strict=True)) >= min(rates) * (1 - 1e-9)
    # One side without any says little.
    assert evened((0, 3), (1_000.0, 1_000.0)) == (1.0, 1.0)


def test_a_record_that_splits_events_does_not_pass_them_for_chance() -> None:
    assert evened((200, 220), (2_000.0, 2_000.0)) == (1.0, 1.0)
    assert evened((5, 20), (100.0, 100.0))[1] > 0.7
    assert evened((200, 800), (2_000.0, 2_000.0))[1] == pytest.approx(0.31, abs=0.02)
    rng = np.random.default_rng(0)
    parts = [tried.Part(share, side) for share in (0.0, 0.3) for side in (0, 1)]
    done = []
    for part in parts:
        score = rng.normal(4, 1, (100, 400)[part.side])
        done.append(Outcome(score, np.zeros(len(score), dtype=bool), 1_000.0, 2.0))
    found = tried.weighted(parts, done, Ratio(0.5, 0.0))
    usual = 2.0 * np.exp(0.5) * ON_THE_DAY
    assert found[0.0][0].wrongs == pytest.approx(np.full(100, usual))
    assert 0.25 * usual < np.asarray(found[0.0][1].wrongs)[0] < 0.5 * usual
    down = np.asarray(found[0.3][1].wrongs)[0] / usual
    assert down == pytest.approx(np.asarray(found[0.0][1].wrongs)[0] / usual)


def test_some_days_of_one_record_are_the_same_days_of_the_other() -> None:
    rows = rows_of(made(3, 300, 200))
    assert on_days(rows, spans(rows)).tolist() == list(range(300))
    inside = spans(rows, 60)
    assert len(inside) == 6
    # The spans have all the rows that are rehearsed, and those of the same days.
    assert set(some_days(rows, 60).tolist()) <= set(on_days(rows, inside).tolist())
    assert len(on_days(rows, inside)) < 120
    later = moved(rows, 12)
    assert (later.start - rows.start == 12).all()
    assert (later.length == rows.length).all()
    assert moved(rows, 0) is rows


def test_wrong_pairs_are_as_many_as_rehearsals_and_controls_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two records of one simulated war in two forms, which share nothing: all pairs are wrong."""
    said: list[tuple[int, float]] = []

    def kept(score: Any, rows: float, done: Any, nothing: float) -> Calibration:
        wrong = sum(float(np.asarray(o.wrongs)[o.score > 0].sum()) for o in done[0.0])
        expected = wrong / sum(o.rows for o in done[0.0]) * rows
        said.append((int((score > 0).sum()), expected))
        return calibrated(score, rows, done, nothing)

    monkeypatch.setattr(tried, "calibrated", kept)
    for seed in (3, 4, 5):
        drawn = draw(typical(2_000), seed)
        first = np.random.default_rng(seed).random(len(drawn.happened)) < 0.5
        match(
            drawn.events("ged").take(np.flatnonzero(first[drawn.reported("ged")])),
            drawn.events("acled").take(np.flatnonzero(~first[drawn.reported("acled")])),
        )
    seen, expected = (sum(each) for each in zip(*said, strict=True))
    assert seen > 40
    assert seen == pytest.approx(expected, rel=0.35)


def test_a_small_record_beside_a_large_one_that_shares_nothing_stays_apart() -> None:
    """Of the small one's rehearsals hardly a wrong pair is seen: that is not that there are none."""
    rows = kept = 0
    for seed in (6, 9, 10):
        drawn = draw(typical(5_000), seed)
        first = np.random.default_rng(seed).random(len(drawn.happened)) < 0.5
        some = np.flatnonzero(first[drawn.reported("ged")])
        one = drawn.events("ged").take(some[:: len(some) // 220])
        other = drawn.events("acled").take(np.flatnonzero(~first[drawn.reported("acled")]))
        assert FIRM <= len(one) < len(other) / 4
        rows += len(one)
        kept += len(match(one, other).chosen)
    assert kept <= 0.03 * rows


def test_controls_of_lasting_rows_have_no_event_with_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows of 90 days moved by 20 still have most days in common: they are left out."""
    seen: list[list[Control]] = []
    own = compared

    def kept(real: list[Control], rehearsed: list[Control]) -> Ratio:
        seen.append(real)
        return own(real, rehearsed)

    monkeypatch.setattr(tried, "compared", kept)
    one = made(8, 120, 900)
    for i, r in enumerate(one):
        r["end"] = r["start"] + dt.timedelta(days=90 * (i % 2))
    short = [r for r in one if r["start"] == r["end"]]
    for a, b in ((one, copied(short, 8)), (short, copied(one, 8)), (one, copied(one, 8))):
        match(events_of(a), events_of(b))
        assert [c.rows for c in seen[-1]] == [60.0] * 4
        assert max(len(c.score) for c in seen[-1]) < 30
