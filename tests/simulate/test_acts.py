"""Bursts, fronts, rates and what follows what come out as they were asked for."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulate.wars import OPEN, A, B, C, fight, war

from onrecord.simulate.acts import _fertility
from onrecord.simulate.draws import draw
from onrecord.simulate.fronts import rates, track
from onrecord.simulate.happened import Happened
from onrecord.simulate.war import (
    Bursts,
    Follow,
    Front,
    Land,
    Offensives,
    OneSided,
    Pace,
    Strikes,
)

DAYS = 36_000


def happened(*acts: object, seed: int = 3, days: int = DAYS, **given: object) -> Happened:
    return draw(war(*acts, days=days, **given), seed).happened  # type: ignore[arg-type]


@pytest.mark.parametrize("branching", [0.0, 0.3, 0.6, 0.9])
def test_the_rate_counts_offspring(branching: float) -> None:
    found = happened(fight(0.5, bursts=Bursts(branching, 4.0)))
    # Standard error of the rate: √(rate/days)/(1 − branching), 0.037 at most.
    assert len(found) / DAYS == pytest.approx(0.5, abs=0.11 if branching == 0.9 else 0.03)


@pytest.mark.parametrize(("branching", "expected"), [(0.0, 1.0), (0.3, 2.04), (0.5, 4.0)])
def test_dispersion_of_long_bins_is_that_of_a_hawkes_process(
    branching: float, expected: float
) -> None:
    """Variance over mean tends to (1 − n)⁻² (Hawkes & Oakes 1974, cluster representation)."""
    found = happened(fight(0.5, bursts=Bursts(branching, 2.0)))
    bins = np.bincount((found.time // 100).astype(int), minlength=DAYS // 100)
    assert bins.var() / bins.mean() == pytest.approx(expected, rel=0.25)


def test_bursts_have_the_size_and_the_delays_they_should() -> None:
    found = happened(fight(0.4, bursts=Bursts(0.2, 6.0, km=0.0)))
    _, first, size = np.unique(found.burst, return_index=True, return_counts=True)
    assert size.mean() == pytest.approx(1 / 0.8, rel=0.02)
    # In a burst of two the second is the first's only offspring.
    pairs = np.flatnonzero(size == 2)
    order = np.argsort(found.burst, kind="stable")
    time = found.time[order]
    start = np.cumsum(size) - size
    delays = time[start[pairs] + 1] - time[start[pairs]]
    assert delays.mean() == pytest.approx(6.0, rel=0.08)
    assert np.std(delays) == pytest.approx(6.0, rel=0.15)
    assert len(first) == len(size)


def test_the_war_is_as_busy_at_its_beginning_as_later() -> None:
    early = late = 0
    for seed in range(150):
        found = happened(fight(1.0, bursts=Bursts(0.7, 6.0)), seed=seed, days=120)
        early += int(np.sum(found.time < 20))
        late += int(np.sum(found.time >= 100))
    assert early == pytest.approx(late, rel=0.12)


@pytest.mark.parametrize("tail", [1.5, 2.5, 4.0])
def test_fertility_is_pareto_with_mean_one(tail: float) -> None:
    found = np.asarray(_fertility(np.random.default_rng(1), tail, 400_000))
    least = (tail - 1) / tail
    assert found.min() >= least
    for times in (2.0, 5.0):  # P(fertility > t·least) = t^−tail
        share = float(np.mean(found > times * least))
        assert share == pytest.approx(times**-tail, rel=0.1)


def test_a_heavy_tail_makes_few_great_bursts_and_leaves_the_rate() -> None:
    sizes = {}
    for tail in (None, 1.5):
        found = happened(fight(0.5, bursts=Bursts(0.6, 4.0, tail=tail)))
        assert len(found) / DAYS == pytest.approx(0.5, abs=0.1)
        sizes[tail] = np.unique(found.burst, return_counts=True)[1]
    assert sizes[1.5].max() > 3 * sizes[None].max()
    assert np.mean(sizes[1.5] == 1) > np.mean(sizes[None] == 1)


def test_offspring_lie_about_their_parents() -> None:
    wide = Front(length_km=150, depth_km=0)
    found = happened(
        fight(0.2, bursts=Bursts(0.3, 3.0, km=2.0)), fronts=(wide,), land=OPEN, days=20_000
    )
    order = np.argsort(found.burst, kind="stable")
    burst, east = found.burst[order], found.east[order]
    _, start, size = np.unique(burst, return_index=True, return_counts=True)
    pairs = start[size == 2]
    # The founder lies on the line, at km 0 east; its one offspring beside it.
    offset = east[pairs] + east[pairs + 1]
    assert np.std(offset) == pytest.approx(2.0, rel=0.1)


def test_kinds_come_by_weight_and_persist_in_bursts_if_asked() -> None:
    kinds = (("battle", 0.7), ("shelling", 0.3))
    alike = {}
    for kept in (0.0, 1.0):
        own = Bursts(0.5, 3.0, kind_kept=kept)
        drawn = draw(war(fight(0.5, bursts=own, kinds=kinds), days=20_000), 5)
        shelled = drawn.happened.kind == drawn.kinds.index("shelling")
        assert np.mean(shelled) == pytest.approx(0.3, abs=0.02)
        number = np.bincount(drawn.happened.burst, shelled)
        size = np.bincount(drawn.happened.burst)
        several = size >= 2
        alike[kept] = np.mean((number[several] == 0) | (number[several] == size[several]))
    assert alike[1.0] == 1.0
    assert alike[0.0] < 0.6


def test_rates_change_as_asked_and_average_to_one() -> None:
    rng = np.random.default_rng(1)
    year = rates(rng, Pace(trend=2.0, season=0.5, peak_day=100), 365 * 4)
    assert year.mean() == pytest.approx(1.0)
    assert year[100 + 730] / year[100] == pytest.approx(4.0, rel=0.01)
    season = rates(rng, Pace(season=0.5, peak_day=100), 365)
    assert np.argmax(season) in (99, 100)
    assert season.max() / season.min() == pytest.approx(3.0, rel=0.01)


def test_the_slow_random_rate_has_its_spread_and_its_memory() -> None:
    log = np.log(rates(np.random.default_rng(2), Pace(slow_sd=0.5, slow_days=20), 400_000))
    assert np.std(log) == pytest.approx(0.5, rel=0.05)
    assert np.exp(log).mean() == pytest.approx(1.0, rel=0.05)
    for lag in (10, 40):
        assert np.corrcoef(log[:-lag], log[lag:])[0, 1] == pytest.approx(
            math.exp(-lag / 20), abs=0.04
        )


def test_a_front_moves_along_its_path() -> None:
    front = Front(path=((0, -80, 0), (1000, 80, 40)), length_km=20, depth_km=2, bearing=90)
    found = happened(fight(5.0), fronts=(front,), land=OPEN, days=1000)
    for day in (50, 500, 950):
        now = np.abs(found.time - day) < 40
        assert found.east[now].mean() == pytest.approx(-80 + 0.16 * day, abs=2)
        assert found.north[now].mean() == pytest.approx(0.04 * day, abs=1)


def test_the_bearing_turns_the_line() -> None:
    north = happened(fight(2.0), fronts=(Front(bearing=0),), land=OPEN, days=1000)
    east = happened(fight(2.0), fronts=(Front(bearing=90),), land=OPEN, days=1000)
    assert np.std(north.north) > 2 * np.std(north.east)
    assert np.std(east.east) > 2 * np.std(east.north)


def test_wandering_fronts_wander_as_far_as_asked_and_stay_inside() -> None:
    land = Land(width_km=1_000, height_km=1_000)
    moves = [
        track(np.random.default_rng(seed), Front(wander_km=20), 31, land).east[[0, -1]]
        for seed in range(500)
    ]
    assert np.std(np.diff(moves, axis=1)) == pytest.approx(20, rel=0.1)
    small = Land(width_km=50, height_km=50, settlements=20)
    way = track(np.random.default_rng(1), Front(wander_km=50), 3_000, small)
    assert np.abs(way.east).max() <= 25
    assert np.abs(way.north).max() <= 25


def test_sections_keep_dyads_apart() -> None:
    found = happened(
        fight(1.0, section=(0.0, 0.3)),
        fight(1.0, (A, C), section=(0.7, 1.0)),
        fronts=(Front(length_km=100, depth_km=1),),
        land=OPEN,
        days=1000,
    )
    assert found.north[found.act == 0].max() < found.north[found.act == 1].min()


def test_offensives_make_a_front_busy_together_and_leave_the_mean() -> None:
    busy = Front(offensives=Offensives(per_year=6, days=30, times=5, gathered=1.0, km=4))
    found = happened(fight(0.5), Strikes(C, B, 0.5), fronts=(busy,), land=OPEN)
    for act in (0, 1):
        assert np.sum(found.act == act) / DAYS == pytest.approx(0.5, rel=0.1)
    months = [
        np.bincount((found.time[found.act == act] // 30).astype(int), minlength=DAYS // 30)
        for act in (0, 1)
    ]
    assert np.corrcoef(*months)[0, 1] > 0.5
    calm = happened(fight(0.5), Strikes(C, B, 0.5), land=OPEN)
    apart = [
        np.bincount((calm.time[calm.act == act] // 30).astype(int), minlength=DAYS // 30)
        for act in (0, 1)
    ]
    assert abs(np.corrcoef(*apart)[0, 1]) < 0.1


@pytest.mark.parametrize("of_bursts", [1.0, 0.3])
@pytest.mark.parametrize("branching", [0.0, 0.5])
def test_what_follows_is_as_much_as_late_and_as_near_as_asked(
    of_bursts: float, branching: float
) -> None:
    follow = Follow(f"{A}-{B}", 0.4, days=3, km=5, of_bursts=of_bursts)
    found = happened(
        fight(1.0, bursts=Bursts(0.5, 3.0)),
        Strikes(C, B, follows=(follow,), bursts=Bursts(branching, 2.0)),
        land=OPEN,
        days=20_000,
    )
    strikes = np.flatnonzero(found.act == 1)
    assert len(strikes) / np.sum(found.act == 0) == pytest.approx(0.4, rel=0.08)
    by = found.drawn_by[strikes]
    known = by >= 0
    assert np.mean(known) > 0.999  # all but those drawn before day 0
    if branching == 0:
        delay = found.time[strikes[known]] - found.time[by[known]]
        assert delay.min() >= 0
        assert delay.max() <= 3
        assert delay.mean() == pytest.approx(1.5, abs=0.05)
        assert np.std(found.east[strikes[known]] - found.east[by[known]]) == pytest.approx(
            5, rel=0.05
        )
    drawing = np.unique(found.burst[by[known]])
    bursts = len(np.unique(found.burst[found.act == 0]))
    assert len(drawing) / bursts <= of_bursts + 0.02


def test_follow_can_be_of_one_kind_and_of_some_days() -> None:
    follow = Follow(f"{A}-{B}", 1.0, days=0, kind="shelling", first=100, last=199)
    drawn = draw(
        war(
            fight(5.0, kinds=(("battle", 1), ("shelling", 1))),
            OneSided(A, follows=(follow,)),
            days=400,
        ),
        1,
    )
    found = drawn.happened
    by = found.drawn_by[found.act == 1]
    assert len(by) > 100
    assert set(found.kind[by]) == {drawn.kinds.index("shelling")}
    assert found.day[by].min() >= 100
    assert found.day[by].max() <= 199
    delay = found.time[found.act == 1] - found.time[by]
    assert delay.max() < 1e-5
    assert len(np.unique(found.time)) == len(found)


def test_settled_events_are_at_settlements_others_anywhere() -> None:
    for land, settled in ((Land(), True), (OPEN, False)):
        found = happened(fight(1.0), land=land, days=300)
        at = land.map.nearest(found.east, found.north)
        gap = np.hypot(land.map.east[at] - found.east, land.map.north[at] - found.north)
        assert (gap.max() == 0) == settled
        assert np.array_equal(at, found.settlement)


@settings(max_examples=40, deadline=None)
@given(
    per_day=st.floats(0, 3),
    branching=st.floats(0, 0.9),
    tail=st.none() | st.floats(1.1, 5),
    km=st.floats(0, 300),
    days=st.integers(1, 300),
    seed=st.integers(0, 2**62),
)
def test_everything_is_inside_the_war_and_the_land(
    per_day: float, branching: float, tail: float | None, km: float, days: int, seed: int
) -> None:
    own = fight(per_day, bursts=Bursts(branching, 3.0, km=km, tail=tail))
    drawn = draw(war(own, replace(own, key="again"), days=days, land=OPEN), seed)
    found = drawn.happened
    assert np.all(np.diff(found.time) >= 0)
    assert np.all((found.time >= 0) & (found.time < days))
    assert np.all(np.abs(found.east) <= OPEN.width_km / 2)
    assert np.all(np.abs(found.north) <= OPEN.height_km / 2)
    assert len(drawn.events("ged")) == len(found) == len(drawn.events("acled"))
