"""What a simulated record makes of what happened: what it misses, coarsens and cannot say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.simulate.wars import ACTORS, STATE, A, B, C, fight, war

from onrecord.simulate.coded import FEW_DAYS, NEAR_KM
from onrecord.simulate.draws import Drawn, draw
from onrecord.simulate.reported import DATE_PREC, WHERE_PREC, Reporting
from onrecord.simulate.war import Actor, Bursts, Change, OneSided, Strikes

GED = Reporting()


def many(reporting: Reporting, seed: int = 1, **given: Any) -> Drawn:
    return draw(war(fight(20.0), days=1_000, reporting=reporting, **given), seed)


def test_an_exact_record_holds_everything_as_it_was() -> None:
    drawn = many(Reporting.exact())
    for form in ("ged", "acled"):
        events = drawn.events(form)
        assert np.array_equal(drawn.reported(form), np.arange(len(drawn.happened)))
        days = (events.start - np.datetime64(drawn.war.first)).astype(int)
        assert np.array_equal(days, drawn.happened.day)
        assert np.array_equal(events.start, events.end)
        assert np.array_equal(events.lat, drawn.happened.lat)
        assert np.array_equal(events.lon, drawn.happened.lon)
        assert set(events.where_prec) == set(events.date_prec) == {1}
        assert np.all(events.best > 0)
        assert np.all(events.clarity == 1)


def test_codes_come_at_the_rates_of_real_rows() -> None:
    drawn = many(GED)
    events = drawn.events("ged")
    n = len(events)
    assert n > 19_000
    for code, share in enumerate(WHERE_PREC, 1):
        of = events.where_prec == code
        assert of.mean() == pytest.approx(share, abs=0.01)
        for days, part in enumerate(DATE_PREC[code - 1], 1):
            error = 4 * np.sqrt(0.25 / of.sum())
            assert np.mean(events.date_prec[of] == days) == pytest.approx(part, abs=error)
    assert np.mean(events.clarity == 2) == pytest.approx(0.038, abs=0.005)
    assert np.mean(events.best == 0) == pytest.approx(0.068, abs=0.007)
    few = (events.end - events.start)[events.date_prec == 2].astype(int) + 1
    assert few.mean() == pytest.approx(np.dot(FEW_DAYS, range(2, 7)), abs=0.15)


def test_shares_can_be_chosen() -> None:
    shares = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    events = many(replace(GED, where_prec=shares)).events("ged")
    assert set(events.where_prec) == {3}


def test_a_coded_interval_holds_the_true_day_and_is_as_long_as_its_code_says() -> None:
    drawn = many(GED)
    for form, longest in (
        ("ged", {1: 1, 2: 6, 3: 7, 4: 31, 5: 366}),
        ("acled", {1: 1, 3: 7, 4: 31}),
    ):
        events, rows = drawn.events(form), drawn.reported(form)
        true = np.datetime64(drawn.war.first) + drawn.happened.day[rows]
        assert np.all((events.start <= true) & (true <= events.end))
        length = (events.end - events.start).astype(int) + 1
        assert set(events.date_prec) == set(longest)
        for code, days in longest.items():
            assert length[events.date_prec == code].max() <= days


def test_a_coded_place_holds_the_true_one() -> None:
    drawn = many(GED)
    land = drawn.war.land.map
    happened = drawn.happened
    district = land.district[happened.settlement]
    province = land.district_province[district]
    for form in ("ged", "acled"):
        events, rows = drawn.events(form), drawn.reported(form)
        gap = 111.195 * np.hypot(events.lat - happened.lat[rows], events.lon - happened.lon[rows])
        assert gap[events.where_prec == 1].max() == 0
        near = gap[events.where_prec == 2]
        assert near.max() <= NEAR_KM + 0.1
        # Uniform in a disc of 25 km: half of them within 18 km.
        assert np.median(near) == pytest.approx(NEAR_KM / np.sqrt(2), abs=2)
        for i in np.flatnonzero(events.where_prec == 3)[:50]:
            assert events.adm2[i] == land.district_name[district[rows[i]]]
            assert events.place[i] == events.adm2[i]
        for i in np.flatnonzero((events.where_prec == 4) | (events.where_prec == 5))[:100]:
            assert events.adm1[i] == land.province_name[province[rows[i]]]
            assert (events.adm2[i] == "") == (form == "ged")
        for i in np.flatnonzero(events.where_prec == 6)[:20]:
            assert (events.adm1[i], events.place[i]) == ("", drawn.war.land.name)


def shares(seen: np.ndarray, of: np.ndarray) -> list[float]:
    return [float(seen[of == part].mean()) for part in np.unique(of)]


def seen_of(drawn: Drawn) -> np.ndarray:
    seen = np.zeros(len(drawn.happened), dtype=bool)
    seen[drawn.reported("ged")] = True
    return seen


def test_reporting_thins_with_distance_from_towns() -> None:
    drawn = many(replace(Reporting.exact(), far_km=20.0))
    away = drawn.war.land.map.town_km[drawn.happened.settlement]
    seen = seen_of(drawn)
    for low, high in ((0, 5), (8, 12), (14, 18)):
        band = (away >= low) & (away < high)
        expected = np.exp(-away[band] / 20).mean()
        assert band.sum() > 500
        assert seen[band].mean() == pytest.approx(expected, abs=0.04)


def test_reporting_thins_with_intensity() -> None:
    drawn = draw(
        war(
            fight(5.0),
            days=600,
            effects=(Change("", 8.0, 300, None),),
            reporting=replace(Reporting.exact(), crowded=20.0),
        ),
        1,
    )
    late = drawn.happened.time >= 300
    seen = seen_of(drawn)
    assert seen[~late].mean() == pytest.approx(20 / 25, abs=0.04)
    assert seen[late].mean() == pytest.approx(20 / 60, abs=0.03)


def test_reporting_changes_in_time_and_by_act() -> None:
    plain = Reporting.exact()
    drawn = many(replace(plain, seen=0.8, per_year=0.5))
    year = (drawn.happened.time // 365.25).astype(int)
    found = shares(seen_of(drawn), year)
    assert found[1] / found[0] == pytest.approx(0.5, abs=0.05)
    stepped = many(replace(plain, step=(500.0, 0.25)))
    late = stepped.happened.time >= 500
    assert shares(seen_of(stepped), late) == pytest.approx([1.0, 0.25], abs=0.02)
    two = draw(
        war(
            fight(5.0),
            fight(5.0, (A, C)),
            days=800,
            reporting=replace(plain, of=((f"{A}-{C}", 0.3),)),
        ),
        1,
    )
    assert shares(seen_of(two), two.happened.act) == pytest.approx([1.0, 0.3], abs=0.03)


def test_how_an_event_is_coded_depends_on_no_other() -> None:
    acts = (fight(2.0, bursts=Bursts(0.5, 4.0)), fight(1.0, (A, C)))
    coarse = replace(GED, seen=0.7, bloodless=0.3)
    plain = draw(war(*acts, days=400, reporting=coarse), 1)
    more = draw(
        war(*acts, days=400, reporting=coarse, effects=(Change(f"{A}-{B}", 3.0, 100, 50),)), 1
    )
    added = set(more.happened.time.tolist()) - set(plain.happened.time.tolist())
    kept = ~np.isin(more.happened.time, list(added))
    assert kept.sum() == len(plain.happened) < len(more.happened)
    for name in ("seen", "start", "end", "where_prec", "settlement", "low", "best", "high", "dead"):
        assert np.array_equal(getattr(more.coded, name)[kept], getattr(plain.coded, name)), name


def test_ged_holds_deaths_and_acled_holds_all() -> None:
    drawn = draw(
        war(fight(5.0), OneSided(A, 5.0), days=800, reporting=replace(GED, bloodless=0.6)), 1
    )
    ged, acled = drawn.events("ged"), drawn.events("acled")
    act = drawn.happened.act
    assert len(acled) == len(drawn.happened)
    ours = act[drawn.reported("ged")]
    assert np.sum(ours == 0) / np.sum(act == 0) == pytest.approx(0.4, abs=0.03)
    assert np.sum(ours == 1) == np.sum(act == 1)
    assert np.all(ged.high > 0)
    assert np.array_equal(acled.best == 0, drawn.coded.best[drawn.reported("acled")] == 0)
    assert set(acled.low) == {-1}


def test_the_dead_add_up_and_are_shared_as_asked() -> None:
    events = many(replace(GED, aggregated=0.0)).events("ged")
    parts = events.deaths_a + events.deaths_b + events.deaths_civilians + events.deaths_unknown
    assert np.array_equal(parts, events.best)
    assert np.all(events.low <= events.best)
    assert np.all(events.best <= events.high)
    total = events.best.sum()
    assert events.deaths_a.sum() / total == pytest.approx(0.40, abs=0.02)
    assert events.deaths_civilians.sum() / total == pytest.approx(0.07, abs=0.02)
    dead = events.best[events.best > 0]
    assert np.median(dead) == 3  # ⌈exp(0.7 + normal)⌉


def test_directions_are_kept_by_acled_and_lost_by_ged() -> None:
    drawn = draw(
        war(fight(3.0, (B, A)), Strikes(B, A, 3.0), Strikes(A, STATE, 3.0), OneSided(B, 3.0),
            days=400), 1,
    )  # fmt: skip
    acled, rows = drawn.events("acled"), drawn.reported("acled")
    for act, sides, directed in (
        (1, ((B,), (A,)), True), (2, ((A,), (STATE,)), True), (3, ((B,), ("Civilians",)), True),
    ):  # fmt: skip
        of = np.flatnonzero(drawn.happened.act[rows] == act)
        assert {acled.side_names(i) for i in of} == {sides}
        assert set(acled.directed[of]) == {directed}
    battles = np.flatnonzero(drawn.happened.act[rows] == 0)
    orders = [acled.side_names(i) == ((A,), (B,)) for i in battles]
    assert np.mean(orders) == pytest.approx(0.5, abs=0.07)
    assert not acled.directed[battles].any()
    assert {acled.kind[i] for i in range(len(acled))} == {
        "battle", "airstrike", "killing of civilians",
    }  # fmt: skip

    ged, rows = drawn.events("ged"), drawn.reported("ged")
    act = drawn.happened.act[rows]
    pairs = {a: {ged.side_names(i) for i in np.flatnonzero(act == a)} for a in range(4)}
    assert pairs == {
        0: {((A,), (B,))}, 1: {((A,), (B,))}, 2: {((STATE,), (A,))}, 3: {((B,), ("Civilians",))},
    }  # fmt: skip
    assert np.array_equal(ged.directed, act == 3)
    assert {ged.kind[i] for i in range(len(ged))} == {"", "killing of civilians"}
    violence = np.asarray(ged.table["type_of_violence"])
    assert [set(violence[act == a]) for a in range(4)] == [{2}, {2}, {1}, {3}]
    # The dead go with their side, whichever stands first: of those in the air nobody dies.
    for of, dead, safe in ((1, ged.deaths_a, ged.deaths_b), (2, ged.deaths_a, ged.deaths_b)):
        assert dead[act == of].sum() > 0
        assert safe[act == of].sum() == 0
    other = draw(war(Strikes(A, B, 3.0), days=400), 1).events("ged")
    assert other.deaths_a.sum() == 0
    assert other.deaths_b.sum() > 0


def test_umbrellas_and_supporters_stand_under_other_names_in_ged_only() -> None:
    actors = (
        Actor(A, umbrella="Vandorra rebels", under_umbrella=0.3),
        *ACTORS[1:],
        Actor("Kelm", government=True, supports=STATE),
    )
    drawn = draw(war(fight(10.0, (STATE, A)), Strikes("Kelm", A, 10.0), days=400, actors=actors), 1)
    ged = drawn.events("ged")
    act = drawn.happened.act[drawn.reported("ged")]
    sides = [ged.side_names(i) for i in range(len(ged))]
    assert {a for a, _ in sides} == {(STATE,)}
    under = np.asarray([b == ("Vandorra rebels",) for _, b in sides])
    assert {b for _, b in sides} == {(A,), ("Vandorra rebels",)}
    assert under.mean() == pytest.approx(0.3, abs=0.03)
    acled = drawn.events("acled")
    names = {name for i in range(len(acled)) for side in acled.side_names(i) for name in side}
    assert names == {A, STATE, "Kelm"}
    assert np.sum(act == 1) > 0
    # What is written of it names who it was.
    struck = int(np.flatnonzero(act == 1)[0])
    assert "Kelm" in ged.lines(struck)[0].text
