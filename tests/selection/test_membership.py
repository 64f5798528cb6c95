"""Certain, possible, unplaced: in actor, kind and time, and the properties of the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import Level
from onrecord.claims import KINDS, Events
from onrecord.places.areas import CountryArea, Disc, UnitArea
from onrecord.places.lands import Lands
from onrecord.places.place import Place
from onrecord.selection import Query, Resolver, Selection, Who, coarsen, select
from tests.rows import ALL_SEEING, DAY, UCDP_LIKE, events_of, info, row
from tests.world import gazetteer, registry

NONE, POSSIBLE, CERTAIN = Level.NONE, Level.POSSIBLE, Level.CERTAIN
HERE = (Disc(10.0, 20.0, 50.0),)
GOV, FRONT, REBELS, LEAGUE = "Government of Lorn", "Highland Front", "Lorn rebels", "Sea League"


def who(**events: Any) -> Who:
    resolver = Resolver(registry(), gazetteer([row()]), info())
    return resolver.who(Events.model_validate(events), DAY, DAY, [])


def chosen(rows: list[dict[str, Any]], query: Query, expresses: Any = UCDP_LIKE) -> Selection:
    return select(events_of(rows), query, registry(), {}, expresses)


def ask(who_: Who | None = None, kind: str | None = None, first: dt.date = DAY, last: dt.date = DAY,
        areas: Any = HERE) -> Query:  # fmt: skip
    return Query(who_ or Who("anyone"), kind, areas, first, last)


@pytest.mark.parametrize(
    ("events", "sides", "expected"),
    [
        ({"between": [FRONT, GOV]}, ([GOV], [FRONT]), CERTAIN),  # sides have no order
        ({"between": [FRONT, GOV]}, ([GOV], [REBELS]), POSSIBLE),  # an umbrella
        ({"between": [FRONT, GOV]}, ([GOV], [FRONT, LEAGUE]), POSSIBLE),  # a list of groups
        ({"between": [FRONT, GOV]}, (["Lorn Guard"], [FRONT]), CERTAIN),  # a declared part
        ({"between": [FRONT, GOV]}, ([LEAGUE], [FRONT]), NONE),
        (
            {"between": [FRONT, "Vask"]},
            ([GOV], [FRONT]),
            POSSIBLE,
        ),  # coded under the supported side
        ({"between": [[FRONT, LEAGUE], GOV]}, ([GOV], [LEAGUE]), CERTAIN),  # either
        ({"between": [f"{FRONT}+{LEAGUE}", GOV]}, ([GOV], [FRONT, LEAGUE]), CERTAIN),  # a coalition
        ({"between": [f"{FRONT}+{LEAGUE}", GOV]}, ([GOV], [FRONT]), POSSIBLE),
        ({"involving": "Highlanders"}, ([FRONT], [LEAGUE]), CERTAIN),  # an alias
        ({"by": FRONT}, ([FRONT], [LEAGUE]), POSSIBLE),  # the row has no direction
        ({"by": "New Front"}, (["Old Front"], [LEAGUE]), NONE),  # a forerunner is another actor
    ],
)
def test_who(events: dict[str, Any], sides: tuple[list[str], list[str]], expected: Level) -> None:
    rows = [row(side_a=sides[0], side_b=sides[1])]
    assert chosen(rows, ask(who(**events))).who[0] == expected


def test_a_part_is_one_only_from_its_day_on() -> None:
    rows = [
        row(side_a=["Lorn Guard"], start=dt.date(2018, 12, 31)),
        row(side_a=["Lorn Guard"], start=dt.date(2019, 1, 1)),
    ]
    query = ask(who(involving=GOV), first=dt.date(2018, 1, 1), last=dt.date(2019, 12, 31))
    assert list(chosen(rows, query).certain) == [False, True]


def test_direction_counts_where_the_row_has_one() -> None:
    rows = [
        row(side_a=[FRONT], side_b=["Civilians"], directed=True),
        row(side_a=["Civilians"], side_b=[FRONT], directed=True),
    ]
    query = ask(who(by=FRONT, against="Civilians"))
    assert list(chosen(rows, query).who) == [CERTAIN, NONE]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-06-15", "2020-06-15", "certain"),
        ("2020-06-14", "2020-06-15", "possible"),
        ("2020-06-13", "2020-06-16", "possible"),  # 4 days: twice the window of 2
        ("2020-06-12", "2020-06-16", "unplaced"),  # 5 days
        ("2020-06-17", "2020-06-17", ""),
    ],
)
def test_when(start: str, end: str, expected: str) -> None:
    rows = [row(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))]
    got = chosen(rows, ask(first=dt.date(2020, 6, 15), last=dt.date(2020, 6, 16)))
    flags = {"certain": got.certain[0], "possible": got.possible[0], "unplaced": got.unplaced[0]}
    assert [name for name, flag in flags.items() if flag] == ([expected] if expected else [])


def test_a_row_coarser_than_a_unit_is_unplaced_but_not_in_its_country() -> None:
    rows = [row(where_prec=6)]
    assert chosen(rows, ask()).unplaced[0]
    country = (CountryArea("Erewhon", frozenset({"Erewhon"}), 10.0, 20.0, None),)
    assert chosen(rows, ask(areas=country)).certain[0]


def test_a_coarse_row_of_a_land_far_away_is_none_of_a_claim_and_one_without_a_land_stays() -> None:
    coarse = {"where_prec": 6, "adm1": "", "adm2": "", "place": ""}
    rows = [
        row(),
        row(country="Chile"),
        row(country="Chile", **coarse),
        row(country="Syria", **coarse),
        row(country="Turkey", **coarse),
        row(country="", **coarse),
        row(country="Chile", where_prec=4),
    ]
    events = events_of(rows)
    lands = Lands.of(
        Place(name, "country", 0, 0, names=frozenset({name}))
        for name in ("Syria", "Turkey", "Chile")
    )
    area = Disc(float(events.lat[0]), float(events.lon[0]), 30.0)
    aleppo = Disc(36.2, 37.16, 30.0)
    for around, unplaced in ((aleppo, [3, 4, 5]), (area, None)):
        query = Query(Who("anyone"), None, (around,), DAY, DAY)
        free = select(events, query, registry(), {}, UCDP_LIKE)
        held = select(events, query, registry(), {}, UCDP_LIKE, lands=lands)
        away = lands.elsewhere(query.areas)
        gone = np.asarray([r["country"] in away and r["where_prec"] > 2 for r in rows])
        assert not (held.unplaced | held.possible | held.certain)[gone].any()
        for level in ("certain", "possible", "unplaced"):
            assert (getattr(held, level)[~gone] == getattr(free, level)[~gone]).all()
        if unplaced is not None:
            assert np.flatnonzero(held.unplaced).tolist() == unplaced
            assert np.flatnonzero(free.unplaced).tolist() == [2, *unplaced]


def test_a_row_of_another_party_is_not_unplaced() -> None:
    rows = [row(where_prec=6, side_a=[LEAGUE], side_b=["Old Front"])]
    assert not chosen(rows, ask(who(involving=FRONT))).unplaced[0]


def test_a_row_without_a_death_is_a_member() -> None:
    assert chosen([row(best=0)], ask()).certain[0]


@pytest.mark.parametrize(
    ("claimed", "coded", "civilians", "expected"),
    [
        (None, None, 0, CERTAIN),
        ("battle", None, 0, POSSIBLE),
        ("capture", None, 0, NONE),  # a death says nothing of a capture
        ("killing of civilians", "killing of civilians", 1, CERTAIN),
        ("killing of civilians", None, 2, POSSIBLE),
        ("killing of civilians", None, 0, NONE),
        ("airstrike", "killing of civilians", 1, POSSIBLE),  # it says whom, not with what
        ("battle", "killing of civilians", 1, NONE),
    ],
)
def test_kind(claimed: str | None, coded: str | None, civilians: int, expected: Level) -> None:
    rows = [row(kind=coded, deaths_civilians=civilians)]
    assert chosen(rows, ask(kind=claimed)).kind[0] == expected


def test_a_record_that_codes_a_kind_leaves_no_doubt() -> None:
    got = chosen([row(kind="battle"), row(kind="raid")], ask(kind="battle"), ALL_SEEING)
    assert list(got.kind) == [CERTAIN, NONE]


rows_strategy = st.lists(
    st.builds(
        lambda offset, length, lat, prec, a, b, kind: row(
            start=DAY + dt.timedelta(days=offset),
            end=DAY + dt.timedelta(days=offset + length),
            lat=lat,
            where_prec=prec,
            side_a=a,
            side_b=b,
            kind=kind,
        ),
        st.integers(-20, 20),
        st.integers(0, 40),
        st.floats(9.0, 11.0),
        st.integers(1, 7),
        st.sampled_from([[GOV], [REBELS], [FRONT, LEAGUE], ["Vask"]]),
        st.sampled_from([[FRONT], [LEAGUE], ["Civilians"]]),
        st.sampled_from([None, "killing of civilians"]),
    ),
    min_size=1,
    max_size=15,
)
queries = st.builds(
    lambda events, kind, days: ask(
        who(**events) if events else None, kind, DAY, DAY + dt.timedelta(days=days)
    ),
    st.sampled_from(
        [{}, {"between": [FRONT, GOV]}, {"by": "Vask", "against": FRONT}, {"involving": LEAGUE}]
    ),
    st.sampled_from([None, *KINDS]),
    st.integers(0, 30),
)


@given(rows_strategy, queries)
def test_the_three_are_disjoint_and_certain_is_certain_in_all(rows: list, query: Query) -> None:
    got = chosen(rows, query)
    assert not np.any(got.certain & got.possible)
    assert not np.any((got.certain | got.possible) & got.unplaced)
    everywhere = np.minimum.reduce([got.who, got.kind, got.where, got.when])
    assert np.all(everywhere[got.certain] == CERTAIN)
    assert np.all(everywhere[got.possible] >= POSSIBLE)


@given(rows_strategy, queries, st.integers(0, 30), st.floats(1, 5))
def test_widening_never_loses_a_member(rows: list, query: Query, days: int, factor: float) -> None:
    narrow = chosen(rows, query)
    wide = chosen(
        rows,
        query.during(query.first - dt.timedelta(days=days), query.last + dt.timedelta(days=days))
        .within((Disc(10.0, 20.0, 50.0 * factor),)),
    )  # fmt: skip
    assert np.all(wide.certain[narrow.certain])
    assert np.all((wide.certain | wide.possible)[narrow.possible])


@given(rows_strategy, queries, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows: list, query: Query, random: Any) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)
    straight, shuffled = chosen(rows, query), chosen([rows[i] for i in order], query)
    for name in ("certain", "possible", "unplaced"):
        assert np.array_equal(getattr(straight, name)[order], getattr(shuffled, name))


@given(rows_strategy, queries)
def test_coarsening_only_ever_adds(rows: list, query: Query) -> None:
    coarse = coarsen(query, registry(), UCDP_LIKE, DAY)
    if coarse.unsayable is not None:
        return
    before, after = chosen(rows, query), chosen(rows, coarse.query)
    assert np.all(after.certain[before.certain])
    assert np.all((after.certain | after.possible)[before.possible])
    assert (coarse.query == query) == (not coarse.lost)


@pytest.mark.parametrize(
    ("events", "kind", "aspects"),
    [
        ({"between": [FRONT, LEAGUE]}, None, []),
        ({"between": [FRONT, LEAGUE]}, "battle", ["kind"]),
        ({"by": FRONT, "against": LEAGUE}, None, ["direction"]),
        ({"by": LEAGUE, "against": "Civilians"}, None, []),
        ({"by": LEAGUE, "against": "Civilians"}, "killing of civilians", []),
        ({"between": [FRONT, GOV]}, None, ["actor"]),  # may stand as “Lorn rebels”
        ({"between": ["Vask", FRONT]}, "airstrike", ["kind", "actor", "actor"]),
        ({"between": ["Vask", GOV]}, None, []),  # not in its name what is done against it
    ],
)
def test_what_is_lost_is_decided_by_the_schema(
    events: dict[str, Any], kind: str | None, aspects: list[str]
) -> None:
    lost = coarsen(ask(who(**events), kind), registry(), UCDP_LIKE, DAY).lost
    assert [item.aspect for item in lost] == aspects
    assert coarsen(ask(who(**events), kind), registry(), ALL_SEEING, DAY).lost == ()


@pytest.mark.parametrize("kind", ["capture", "movement", "deal", "siege", "abduction", "support"])
def test_what_is_not_deadly_never_coarsens(kind: str) -> None:
    assert coarsen(ask(kind=kind), registry(), UCDP_LIKE, DAY).unsayable == kind


def test_place_and_time_are_never_widened() -> None:
    area = (UnitArea("N", 1, frozenset({"N"}), frozenset({"N"}), None, 0.0, 0.0, None),)
    query = ask(who(by="Vask", against=FRONT), "airstrike", areas=area)
    coarse = coarsen(query, registry(), UCDP_LIKE, DAY).query
    assert (coarse.areas, coarse.first, coarse.last) == (query.areas, query.first, query.last)
