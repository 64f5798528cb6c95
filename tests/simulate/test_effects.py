"""Each knob moves what it should, by as much as it should, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulate.wars import STATE, A, B, C, fight, war

from onrecord.records.schema import Taker
from onrecord.simulate.draws import Drawn, draw
from onrecord.simulate.knobs import choosing, coinciding, following
from onrecord.simulate.war import (
    Acts,
    Bursts,
    Change,
    Displaced,
    Effect,
    Front,
    OneSided,
    Strikes,
    Taking,
)

OWN = Bursts(0.5, 4.0)
FIRST, LENGTH = 100.0, 50.0


def pair(*effects: Effect, seed: int = 1) -> tuple[Drawn, Drawn]:
    """The same war without and with effects."""
    acts: tuple[Acts, ...] = (fight(1.0, bursts=OWN), fight(1.0, (A, C), bursts=OWN))
    return (
        draw(war(*acts, days=300), seed),
        draw(war(*acts, days=300, effects=effects), seed),
    )


def as_set(drawn: Drawn, act: int, inside: bool | None = None) -> set[tuple[float, float, float]]:
    """Events of an act as time and place; those inside or outside of the window."""
    found = drawn.happened
    chosen = found.act == act
    if inside is not None:
        chosen &= ((found.time >= FIRST) & (found.time < FIRST + LENGTH)) == inside
    return set(
        zip(
            found.time[chosen].tolist(), found.east[chosen].tolist(),
            found.north[chosen].tolist(), strict=True,
        )
    )  # fmt: skip


@pytest.mark.parametrize("times", [0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0])
def test_a_change_has_its_factor_and_leaves_the_rest_as_it_was(times: float) -> None:
    before = after = 0
    for seed in range(60):
        plain, changed = pair(Change(f"{A}-{B}", times, FIRST, LENGTH), seed=seed)
        assert as_set(plain, 1) == as_set(changed, 1)
        assert as_set(plain, 0, inside=False) == as_set(changed, 0, inside=False)
        old, new = as_set(plain, 0, inside=True), as_set(changed, 0, inside=True)
        assert old <= new if times >= 1 else new <= old
        before, after = before + len(old), after + len(new)
    # 3,000 events, dispersion 4: a standard error of some 4 % of the ratio.
    assert after / before == pytest.approx(times, rel=0.12)


def test_a_change_keeps_to_its_place() -> None:
    near = (0.0, 15.0)
    plain, changed = pair(Change(f"{A}-{B}", 5.0, FIRST, LENGTH, near=near, km=12))
    new = as_set(changed, 0) - as_set(plain, 0)
    assert len(new) > 10
    assert all(np.hypot(east, north - 15.0) <= 12 for _, east, north in new)
    by_name, same = pair(Change("", 0.0, FIRST, LENGTH, near="Balava", km=500))
    assert as_set(by_name, 0, inside=False) == as_set(same, 0)
    assert not as_set(same, 1, inside=True)


def test_a_change_without_end_lasts() -> None:
    _, changed = pair(Change(f"{A}-{B}", 0.0, FIRST, None))
    found = changed.happened
    assert found.time[found.act == 0].max() < FIRST


def test_added_bursts_are_as_bursty_as_the_others() -> None:
    act = fight(0.5, bursts=OWN)
    days = 20_000
    changed = draw(war(act, days=days, effects=(Change(f"{A}-{B}", 3.0, 0, None),)), 2)
    sizes = np.unique(changed.happened.burst, return_counts=True)[1]
    assert sizes.mean() == pytest.approx(2.0, rel=0.05)
    assert len(changed.happened) / days == pytest.approx(1.5, rel=0.08)


@pytest.mark.parametrize(("fell", "rose"), [(0.25, 4.0), (0.5, 2.0), (1.0, 4.0), (0.25, 1.0)])
def test_a_turn_is_two_changes(fell: float, rose: float) -> None:
    counts = np.zeros((2, 2))
    for seed in range(40):
        plain, turned = pair(
            Displaced(f"{A}-{B}", f"{A}-{C}", FIRST, LENGTH, fell, rose), seed=seed
        )
        for act in (0, 1):
            assert as_set(plain, act, inside=False) == as_set(turned, act, inside=False)
            counts[act] += len(as_set(plain, act, True)), len(as_set(turned, act, True))
    ratio = counts[:, 1] / counts[:, 0]
    assert ratio[0] == pytest.approx(fell, rel=0.15)
    assert ratio[1] == pytest.approx(rose, rel=0.15)


def per_event(drawn: Drawn, act: int, after: int) -> float:
    """Events of an act drawn by each event of another."""
    found = drawn.happened
    by = found.drawn_by[(found.act == act) & (found.drawn_by >= 0)]
    return float(np.sum(found.act[by] == after) / np.sum(found.act == after))


@pytest.mark.parametrize("times", [1.0, 2.0, 4.0])
def test_coinciding_strikes_follow_the_one_fight_that_much_more(times: float) -> None:
    strikes = coinciding(
        Strikes(STATE, A), fights=f"{A}-{B}", others=(f"{A}-{C}",), mean=0.2, times=times
    )
    drawn = draw(
        war(fight(1.0, bursts=OWN), fight(0.5, (A, C), bursts=OWN), strikes, days=9_000), 1
    )
    assert per_event(drawn, 2, 0) == pytest.approx(0.2 * times, rel=0.12)
    assert per_event(drawn, 2, 1) == pytest.approx(0.2, rel=0.12)


@pytest.mark.parametrize("odds", [1.0, 4.0])
def test_choosing_takes_chances_by_the_odds_whatever_the_presence(odds: float) -> None:
    hits = choosing(
        Strikes(STATE, A),
        Strikes(STATE, B),
        chances=(f"{A}-{C}",),
        chances_rather=(f"{B}-{C}",),
        mean=0.2,
        odds=odds,
    )
    drawn = draw(war(fight(0.3, (A, C)), fight(2.0, (B, C)), *hits, days=9_000), 1)
    found = drawn.happened
    count = [int(np.sum(found.act == act)) for act in range(4)]
    ratio = (count[2] / count[0]) / (count[3] / count[1])
    assert ratio == pytest.approx(odds, rel=0.1)


@pytest.mark.parametrize("times", [1.0, 3.0])
def test_following_follows_the_treatment_that_much_more(times: float) -> None:
    own = Bursts(0.5, 4.0, kind_kept=0.9)
    kinds = (("shelling", 1.0), ("battle", 1.0))
    killings = following(
        OneSided(B), after=f"{A}-{B}", kinds=("shelling", "battle"), mean=0.1, times=times
    )
    drawn = draw(war(fight(1.0, bursts=own, kinds=kinds), killings, days=20_000), 1)
    found = drawn.happened
    drawing = found.kind[found.drawn_by[(found.act == 1) & (found.drawn_by >= 0)]]
    shelled, battled = (drawn.kinds.index(kind) for kind in ("shelling", "battle"))
    of = [
        np.sum(drawing == kind) / np.sum((found.act == 0) & (found.kind == kind))
        for kind in (shelled, battled)
    ]
    assert of[0] == pytest.approx(0.1 * times, rel=0.1)
    assert of[1] == pytest.approx(0.1, rel=0.1)


def test_following_one_act_rather_than_another() -> None:
    killings = following(OneSided(A), after=f"{A}-{B}", versus=f"{A}-{C}", mean=0.2, times=2.0)
    drawn = draw(war(fight(1.0), fight(1.0, (A, C)), killings, days=9_000), 1)
    assert per_event(drawn, 2, 0) == pytest.approx(0.4, rel=0.1)
    assert per_event(drawn, 2, 1) == pytest.approx(0.2, rel=0.1)


def test_where_nothing_is_planted_strikes_and_fights_are_independent() -> None:
    """On a front that stands still, pairs near in time and space are as many as by chance."""
    near = expected = 0.0
    for seed in range(30):
        drawn = draw(
            war(fight(0.5), Strikes(C, B, 0.5), days=600, fronts=(Front(length_km=80),)), seed
        )
        found = drawn.happened
        time, north = found.time, found.north
        one, two = found.act == 0, found.act == 1
        close = np.abs(north[one][:, None] - north[two]) < 10
        lag = time[two] - time[one][:, None]
        near += np.sum(close & (lag >= 0) & (lag < 3))
        # The same pairs at lags that nothing can link.
        expected += np.sum(close & (np.abs(lag) >= 100) & (np.abs(lag) < 250)) / 100
    # 1.5 % of the pairs of either kind: lags of 100–250 days on both sides have
    # 2·Σ(600 − lag) = 2·150·425 day pairs, lags of 0–3 days 3·598.5.
    assert near == pytest.approx(expected * 100 * (3 * 598.5) / (2 * 150 * 425), rel=0.1)


def test_a_taking_is_a_capture_in_acled_and_nothing_in_ged() -> None:
    takings = (
        Taking("Balava", A, 40, STATE),
        Taking("Balava", STATE, 90, A),
        Taking("Kureno", B, 120, STATE, fought=False),
        Taking("Kureno", A, 150, B),
    )
    plain = draw(war(fight(1.0), days=300), 1)
    drawn = draw(war(fight(1.0), days=300, effects=takings), 1)
    assert plain.events("ged").table.equals(drawn.events("ged").table)
    events = drawn.events("acled")
    kinds = [(events.kind[i], events.also[i]) for i in range(len(events))]
    taken = [i for i, kind in enumerate(kinds) if "capture" in kind]
    assert [kinds[i] for i in taken] == [
        ("battle", "capture"), ("battle", "capture"), ("capture", ""), ("battle", "capture"),
    ]  # fmt: skip
    assert [str(events.start[i]) for i in taken] == [
        drawn.date(day).isoformat() for day in (40, 90, 120, 150)
    ]
    sides = [events.side_names(i) for i in taken]
    takers = events.taker[taken]
    for (a, b), taker, by in zip(sides[:3], takers[:3], (A, STATE, B), strict=True):
        assert (a if taker == Taker.SIDE_A else b) == (by,)
    # Between two non-state actors ACLED's codes do not tell who took it.
    assert takers[3] == Taker.UNKNOWN


def test_truth_tells_what_was_planted() -> None:
    strikes = coinciding(Strikes(STATE, A), fights=f"{A}-{B}", others=(), mean=0.5)
    effects = (
        Change(f"{A}-{B}", 4.0, FIRST, LENGTH, near="Balava", km=20),
        Displaced(f"{A}-{B}", f"{A}-{C}", 10, 20),
        Taking("Balava", A, 40, STATE),
    )
    drawn = draw(war(fight(), fight(1.0, (A, C)), strikes, days=300, effects=effects), 4)
    truth = drawn.truth
    changed, displaced, taken = truth["planted"]
    assert changed["type"] == "changed"
    assert (changed["first"], changed["last"]) == ("2016-04-10", "2016-05-29")
    found = drawn.happened
    home = drawn.war.land.map
    at = home.index["Balava"]
    near = np.hypot(found.east - home.east[at], found.north - home.north[at]) <= 20
    inside = near & (found.act == 0) & (found.time >= FIRST) & (found.time < FIRST + LENGTH)
    assert changed["happened"] == inside.sum()
    assert displaced["left"]["times"] == 0.25
    assert displaced["took_up"]["of"] == f"{A}-{C}"
    assert taken["by"] == A
    assert truth["follows"][0]["drawn"] == np.sum(found.act == 2)
    assert [act["happened"] for act in truth["acts"]] == [
        int(np.sum(found.act == act)) for act in range(3)
    ]
    assert draw(war(fight(), days=30), 1).truth["planted"] == []
