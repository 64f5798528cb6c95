"""Each world puts every imprecise row where and when it may have been, the same for all series."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from onrecord.assess.case import Bench
from onrecord.assess.worlds import World, Worlds, ask, in_worlds, members, whole
from onrecord.places.areas import Box, CountryArea, Disc, Polygon, UnitArea, UnitPart
from onrecord.records.schema import Events
from onrecord.selection import Party, Query, Who
from onrecord.stats import distance_km
from tests.rows import DAY, events_of, row
from tests.world import gazetteer, record, registry

JUNE = (dt.date(2020, 6, 1), dt.date(2020, 6, 30))


def town(lat: float, lon: float, **more: Any) -> dict[str, Any]:
    return row(lat=lat, lon=lon, **more)


def bench(rows: list[dict[str, Any]]) -> Bench:
    return Bench(record(rows), registry(), gazetteer(rows).unit_bounds(), seed=4)


def drawn(rows: list[dict[str, Any]], number: int = 300) -> tuple[Events, list[World]]:
    events, worlds = whole(bench(rows))
    return events, [worlds.draw(k) for k in range(number)]


def test_precise_rows_are_the_same_in_every_world() -> None:
    events, worlds = drawn([town(10.0, 20.0), town(10.2, 20.1, start=DAY + dt.timedelta(3))], 5)
    for world in worlds:
        assert np.array_equal(world.lat, events.lat)
        assert np.array_equal(world.lon, events.lon)
        assert np.array_equal(world.day, events.start.astype("datetime64[D]").astype(int))


def test_a_day_is_drawn_evenly_from_the_interval() -> None:
    _, worlds = drawn([town(10.0, 20.0, end=DAY + dt.timedelta(6), date_prec=3)], 700)
    first = (DAY - dt.date(1970, 1, 1)).days
    days = np.bincount([int(world.day[0]) - first for world in worlds])
    assert days.size == 7
    assert days.min() >= 60


def test_a_row_near_a_town_has_the_place_of_an_exact_row_within_25_km() -> None:
    rows = [town(10.0, 20.0), town(10.0, 20.0), town(10.1, 20.0), town(11.0, 20.0)]
    _, worlds = drawn([*rows, town(10.05, 20.05, where_prec=2)])
    at = np.bincount([int(world.at[4]) for world in worlds], minlength=5)
    assert at[3] == at[4] == 0
    # Every exact row is as likely: a place with two events is drawn twice as often.
    assert at[0] + at[1] == pytest.approx(200, abs=30)


def test_without_an_exact_row_the_disc_is_filled() -> None:
    _, worlds = drawn([town(11.0, 20.0), town(10.0, 20.0, where_prec=2)])
    away = np.array([distance_km(10.0, 20.0, w.lat[1], w.lon[1]) for w in worlds])
    assert 20.0 < away.max() <= 25.0 + 1e-6
    assert all(world.at[1] == -1 for world in worlds)


def test_a_row_coded_to_a_unit_is_drawn_among_the_exact_rows_of_that_unit() -> None:
    rows = [
        town(10.0, 20.0, adm2="Mill district"),
        town(10.6, 20.6, adm2="Hill district"),
        town(14.0, 24.0, adm2="Far district", adm1="South Province"),
        town(12.0, 22.0, where_prec=3, adm2="Hill district"),
        town(12.0, 22.0, where_prec=4, adm2=None),
        town(12.0, 22.0, where_prec=4, adm1="South Province", adm2=None),
    ]
    _, worlds = drawn(rows)
    assert {int(world.at[3]) for world in worlds} == {1}
    assert {int(world.at[4]) for world in worlds} == {0, 1}
    assert {int(world.at[5]) for world in worlds} == {2}


def test_a_unit_without_exact_rows_is_filled_by_its_box_or_vaguely() -> None:
    rows = [
        town(10.0, 20.0, where_prec=2),
        town(10.8, 20.9, where_prec=2),
        town(10.4, 20.4, where_prec=4),
        town(30.0, 40.0, where_prec=4, adm1="Empty Province", adm2=None),
    ]
    _, worlds = drawn(rows)
    lat, lon = (np.array([getattr(w, name)[2] for w in worlds]) for name in ("lat", "lon"))
    assert 10.0 <= lat.min() < lat.max() <= 10.8
    assert 20.0 <= lon.min() < lon.max() <= 20.9
    away = np.array([distance_km(30.0, 40.0, w.lat[3], w.lon[3]) for w in worlds])
    assert 80.0 < away.max() <= 100.0 + 1e-6


def test_a_vague_row_stays_within_100_km_and_its_unit() -> None:
    rows = [
        town(10.0, 20.0),
        town(10.1, 20.1, adm1="South Province"),
        town(13.0, 20.0),
        town(10.2, 20.2, where_prec=5),
    ]
    _, worlds = drawn(rows)
    assert {int(world.at[3]) for world in worlds} == {0}


def test_rows_no_finer_than_a_country_have_no_place_in_any_world() -> None:
    rows = [town(10.0, 20.0), town(10.0, 20.0, where_prec=6), town(10.0, 20.0, where_prec=7)]
    events, worlds = drawn(rows, 3)
    for world in worlds:
        assert np.isnan(world.lat[1:]).all()
    asked = ask(bench(rows), events, Query(Who("anyone"), None, (Disc(10, 20, 50),), *JUNE))
    assert all(members(world, events, asked).tolist() == [True, False, False] for world in worlds)


def test_a_world_is_the_same_for_its_number_and_seed() -> None:
    rows = [town(10.0, 20.0), town(10.0, 20.0, where_prec=2), town(10.2, 20, where_prec=4)]
    held = bench(rows)
    events, worlds = whole(held)
    assert whole(held)[1] is worlds
    again = Worlds(events, seed=4, units=held.units)
    for name in ("day", "lat", "lon", "coin", "at"):
        one, other = getattr(worlds.draw(7), name), getattr(again.draw(7), name)
        assert np.array_equal(one, other, equal_nan=True)
    assert not np.array_equal(worlds.draw(7).coin, worlds.draw(8).coin)
    assert not np.array_equal(worlds.draw(7).coin, Worlds(events, seed=5, units={}).draw(7).coin)


def test_the_nominal_world_holds_the_certain_members() -> None:
    rows = [town(10.0, 20.0), town(10.4, 20.0, where_prec=2), town(10.0, 20.0, where_prec=4)]
    held = bench(rows)
    events, worlds = whole(held)
    asked = ask(held, events, Query(Who("anyone"), None, (Disc(10, 20, 40),), *JUNE))
    assert members(worlds.nominal, events, asked).tolist() == [True, False, False]
    assert worlds.imprecise.tolist() == [False, True, True]


def test_a_possible_actor_is_one_in_half_of_the_worlds() -> None:
    rows = [
        town(10.0, 20.0, side_a=["Highland Front"]),
        town(10.0, 20.0, side_a=["Highland Front", "Sea League"]),
        town(10.0, 20.0, side_a=["Sea League"]),
    ]
    held = bench(rows)
    events, worlds = whole(held)
    party = held.registry.find("Highland Front", on=DAY, country=None).actor.id
    from onrecord.selection import Party

    who = Who("involving", Party((frozenset({party}),), {}))
    asked = ask(held, events, Query(who, None, (Disc(10, 20, 40),), *JUNE))
    inside = np.mean([members(worlds.draw(k), events, asked) for k in range(400)], axis=0)
    assert inside[0] == 1.0
    assert inside[1] == pytest.approx(0.5, abs=0.08)
    assert inside[2] == 0.0


def test_a_drawn_day_outside_the_window_is_outside() -> None:
    long = town(10.0, 20.0, start=dt.date(2020, 5, 27), end=dt.date(2020, 6, 5), date_prec=4)
    held = bench([long])
    events, worlds = whole(held)
    asked = ask(held, events, Query(Who("anyone"), None, (Disc(10, 20, 40),), *JUNE))
    inside = np.mean([members(worlds.draw(k), events, asked)[0] for k in range(400)])
    assert inside == pytest.approx(0.5, abs=0.08)


SQUARE = {
    "type": "Polygon",
    "coordinates": [[[19.5, 9.5], [20.5, 9.5], [20.5, 10.05], [19.5, 10.05], [19.5, 9.5]]],
}
MILL = UnitArea(
    "Mill district",
    2,
    frozenset({"Mill district"}),
    frozenset({"North Province"}),
    None,
    10,
    20,
    None,
)
NORTH = UnitArea(
    "North Province", 1, frozenset({"North Province"}), frozenset({"North Province"}), None, 10, 20,
    (20.0, 10.0, 20.0, 10.1),
)  # fmt: skip


@pytest.mark.parametrize(
    "area",
    [
        Disc(10.0, 20.0, 5.0),
        Box(19.9, 9.9, 20.1, 10.05),
        Polygon(SQUARE),
        MILL,
        UnitPart(NORTH, "south", 10.05, 20.0),
    ],
    ids=["disc", "box", "polygon", "unit", "part"],
)
def test_a_drawn_place_is_in_every_kind_of_area_half_of_the_time(area: Any) -> None:
    """The coarse row is in one of two towns, of which the area holds one."""
    rows = [
        town(10.0, 20.0),
        town(10.1, 20.0, adm2="Hill district"),
        town(10.05, 20.0, where_prec=4, adm2=None),
    ]
    held = bench(rows)
    events, worlds = whole(held)
    asked = ask(held, events, Query(Who("anyone"), None, (area,), *JUNE))
    inside = np.mean([members(worlds.draw(k), events, asked) for k in range(400)], axis=0)
    assert inside[2] == pytest.approx(0.5, abs=0.08)
    assert inside[0] == 1.0
    assert inside[1] == 0.0


def test_a_country_holds_its_rows_wherever_they_are_drawn() -> None:
    rows = [town(10.0, 20.0), town(10.05, 20.0, where_prec=4, adm2=None)]
    held = bench(rows)
    events, worlds = whole(held)
    country = CountryArea("Erewhon", frozenset({"Erewhon"}), 10, 20, None)
    asked = ask(held, events, Query(Who("anyone"), None, (country,), *JUNE))
    assert all(members(worlds.draw(k), events, asked).all() for k in range(20))


def test_p_in_worlds_is_below_the_level_just_where_95_in_100_are() -> None:
    worlds = Worlds(events_of([row()]), seed=1, units={})

    def from_list(ps: list[float | None]) -> Any:
        found = iter(ps)
        return lambda _: next(found)

    stands = in_worlds(from_list([0.04] * 190 + [0.2] * 10), worlds, alpha=0.05)
    assert (stands.p, stands.agree, stands.drawn) == (0.04, 0.95, 200)
    lost = in_worlds(from_list([0.2] * 11 + [0.01] * 189), worlds, alpha=0.05)
    assert lost.p > 0.05
    assert lost.drawn == 11
    barely = in_worlds(from_list([0.01] * 189 + [None] * 11), worlds, alpha=0.05)
    assert barely.p == 1.0
    assert barely.drawn == 200


def test_rows_drawn_for_some_series_are_where_they_are_in_the_worlds_of_all() -> None:
    rng = np.random.default_rng(3)
    rows = [
        town(
            10.0 + rng.random(),
            20.0 + rng.random(),
            where_prec=int(rng.integers(1, 7)),
            adm1=("North Province", "South Province")[k % 2],
            end=DAY + dt.timedelta(int(rng.integers(0, 9))),
            side_a=(["Vask"], ["Highland Front"], ["Old Front"])[k % 3],
        )
        for k in range(60)
    ]
    held = bench(rows)
    events, worlds = whole(held)
    some = [
        ask(held, events, Query(Who("involving", party), None, (Disc(10.5, 20.5, 40.0),), *JUNE))
        for party in (_party("vask"), _party("old-front"))
    ]
    few = worlds.among(some[0], None, some[1])
    for number in range(20):
        every, these = worlds.draw(number), few.draw(number)
        for one in some:
            for name in ("day", "lat", "lon", "coin", "at"):
                expected = getattr(every, name)[one.rows]
                assert np.array_equal(getattr(these, name)[one.rows], expected, equal_nan=True)
            assert np.array_equal(members(these, events, one), members(every, events, one))
        assert sum(one.rows.size for one in some) < len(rows)


def _party(actor: str) -> Party:
    return Party((frozenset({actor}),), {})


def test_no_rows_at_all() -> None:
    worlds = Worlds(events_of([]), seed=1, units={})
    assert worlds.draw(0).day.size == 0
    assert worlds.nominal.lat.size == 0
