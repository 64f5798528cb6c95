"""Theatres: strikes follow fighting, fronts move, and one theatre does not disturb another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from onrecord.simulate.conflict import AIRSTRIKE, BATTLE, KINDS, Theatre, happen
from onrecord.simulate.island import DYAD_INDEX, EAST_NORTH, distance_km, district, places
from onrecord.simulate.planted import Planted, Quiet, kept_quiet, plant
from onrecord.simulate.reporting import Reporting, Rows, record

FIRST = dt.date(2016, 1, 1)
EAST = (*district("Selvorn district"), *district("Ulmeth district"), *district("Dresmoor district"))
FRONT = Theatre(
    "army-insurgents", EAST, 1.0, branching=0.5, strikes=0.3,
    front=((0.0, 110, -80), (1.0, 170, 60)),
)  # fmt: skip
LAKE = Theatre("lantern-covenant", district("Ondreth district"), 0.5)


def _rows(seed: int = 1, days: int = 3000, reporting: Reporting | None = None) -> Rows:
    rng = np.random.default_rng(seed)
    happened = happen(rng, [FRONT, LAKE], days)
    return record(rng, happened, reporting or Reporting(), FIRST)


def test_events_are_where_and_between_whom_the_theatre_says() -> None:
    happened = happen(np.random.default_rng(1), [FRONT, LAKE], 1000)
    lake = happened.dyad == DYAD_INDEX["lantern-covenant"]
    assert set(happened.place[lake]) == set(district("Ondreth district"))
    assert set(happened.place[~lake]) <= set(EAST)
    assert happened.day.min() >= 0
    assert happened.day.max() < 1000
    assert np.all(np.diff(happened.day) >= 0)


def test_every_strike_follows_a_fight_near_it() -> None:
    happened = happen(np.random.default_rng(2), [FRONT], 1500)
    strikes = np.flatnonzero(happened.kind == AIRSTRIKE)
    fights = np.flatnonzero(happened.kind == BATTLE)
    assert len(strikes) > 100
    for strike in strikes:
        since = happened.day[strike] - happened.day[fights]
        gap = distance_km(int(happened.place[strike]))[happened.place[fights]]
        assert np.any((since >= 0) & (since <= 3) & (gap <= 20.0))


def test_the_front_moves() -> None:
    happened = happen(np.random.default_rng(3), [FRONT], 3000)
    north = EAST_NORTH[happened.place, 1]
    third = np.array_split(north, 3)
    assert third[0].mean() < third[1].mean() - 15
    assert third[1].mean() < third[2].mean() - 15


def test_a_changed_theatre_leaves_the_others_as_they_were() -> None:
    def lake(front: Theatre) -> tuple[list[int], list[int]]:
        happened = happen(np.random.default_rng(4), [front, LAKE], 800)
        rows = happened.dyad == DYAD_INDEX["lantern-covenant"]
        return happened.day[rows].tolist(), happened.place[rows].tolist()

    assert lake(FRONT) == lake(replace(FRONT, per_day=3.0, strikes=0.0))


def test_shares_of_precision_are_those_asked_for() -> None:
    rows = _rows()
    asked = Reporting()
    n = len(rows)
    for codes, shares in ((rows.where_prec, asked.where_prec), (rows.date_prec, asked.date_prec)):
        found = np.bincount(codes, minlength=len(shares) + 1)[1:] / n
        # Three standard errors of a share.
        assert np.all(np.abs(found - shares) <= 3 * np.sqrt(np.array(shares) / n) + 1e-3)
    assert np.mean(rows.clarity == 2) == pytest.approx(asked.aggregated, abs=0.012)
    assert np.mean(rows.best == 0) == pytest.approx(asked.doubtful, abs=0.015)


def test_intervals_are_what_their_codes_say() -> None:
    rows = _rows(days=20_000, reporting=Reporting(date_prec=(0.2, 0.2, 0.2, 0.2, 0.2)))
    length = rows.end - rows.start + 1
    assert set(length[rows.date_prec == 1]) == {1}
    inside = rows.start > 0  # the record's first day cuts intervals off
    assert set(length[(rows.date_prec == 2) & inside]) == {2, 3, 4, 5, 6}
    assert set(length[(rows.date_prec == 3) & inside]) == {7}
    assert set(length[(rows.date_prec == 4) & inside]) <= {28, 29, 30, 31}
    assert set(length[(rows.date_prec == 5) & inside]) <= {90, 91, 92}
    for row in np.flatnonzero((rows.date_prec == 4) & inside)[:200]:
        first = FIRST + dt.timedelta(days=int(rows.start[row]))
        after = FIRST + dt.timedelta(days=int(rows.end[row]) + 1)
        assert first.day == 1
        assert after.day == 1


def test_intervals_hold_the_day_of_the_event() -> None:
    rng = np.random.default_rng(7)
    happened = happen(rng, [LAKE], 20_000)
    coarse = Reporting(date_prec=(0.0, 0.4, 0.2, 0.2, 0.2), unseen=0.0)
    rows = record(rng, happened, coarse, FIRST)
    assert len(rows) == len(happened)
    assert np.all(rows.start <= happened.day)
    assert np.all(happened.day <= rows.end)


def test_tolls_add_up() -> None:
    rows = _rows(days=10_000)
    assert np.array_equal(rows.a + rows.b + rows.civilians + rows.unknown, rows.best)
    assert np.mean((rows.low > rows.best) | (rows.best > rows.high)) < 0.01
    assert np.any(rows.best > rows.high)
    assert np.any(rows.low > rows.best)
    doubtful = rows.best == 0
    assert rows.high[doubtful].min() >= 1
    two = (rows.a == 2) & (rows.b == 2) & (rows.best == 4)
    assert 0.05 < np.mean(two) < 0.2


def test_events_that_nobody_reports_are_missing() -> None:
    everything = len(_rows(reporting=Reporting(unseen=0.0)))
    half = len(_rows(reporting=Reporting(unseen=0.5)))
    assert half / everything == pytest.approx(0.5, abs=0.04)


QUIET = Quiet("Ondreth", 30, FIRST + dt.timedelta(days=100), FIRST + dt.timedelta(days=160))


def test_a_quiet_leaves_nothing_that_could_lie_in_it() -> None:
    rows = _rows(5)
    kept = kept_quiet(rows, [QUIET], FIRST)
    assert len(kept) < len(rows)
    days = (kept.start <= 160) & (kept.end >= 100) & (kept.end - kept.start < 62)
    near = distance_km(places("Ondreth")[0])[kept.place] <= 55.0
    assert not np.any(days & near & (kept.where_prec <= 2))
    assert not np.any(days & (kept.where_prec >= 3) & (kept.where_prec <= 5))
    # Elsewhere, and at other times, everything is as it was.
    outside = (rows.end < 100) | (rows.start > 160)
    assert int(outside.sum()) == int(((kept.end < 100) | (kept.start > 160)).sum())


def test_a_quiet_of_one_dyad_spares_the_others() -> None:
    rows = _rows(6)
    kept = kept_quiet(rows, [replace(QUIET, dyads=("army-insurgents",))], FIRST)
    lake = DYAD_INDEX["lantern-covenant"]
    assert np.sum(kept.dyad == lake) == np.sum(rows.dyad == lake)


def test_planted_events_are_recorded_exactly() -> None:
    event = Planted(dt.date(2020, 2, 29), "Pelloway", "army-civilians", KINDS[4], 9, 10, 12, 10)
    rows = plant([event], FIRST)
    assert FIRST + dt.timedelta(days=int(rows.start[0])) == event.on
    assert (rows.where_prec[0], rows.date_prec[0], rows.clarity[0]) == (1, 1, 1)
    assert (rows.low[0], rows.best[0], rows.high[0], rows.civilians[0]) == (9, 10, 12, 10)
    assert rows.a[0] + rows.b[0] + rows.civilians[0] + rows.unknown[0] == rows.best[0]


@pytest.mark.parametrize("change", [{"low": 11}, {"high": 9}, {"civilians": 11}])
def test_a_planted_toll_in_disorder_is_refused(change: dict[str, int]) -> None:
    event = Planted(dt.date(2020, 1, 1), "Pelloway", "army-civilians", KINDS[4], 9, 10, 12)
    with pytest.raises(ValueError, match="out of order"):
        plant([replace(event, **change)], FIRST)
