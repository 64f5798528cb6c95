"""Captures, associates, sides that nobody is named on: what a record like ACLED adds."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.actors import Level
from onrecord.claims import Events as Asked
from onrecord.claims import Kind
from onrecord.places.areas import Disc
from onrecord.records.schema import Events, Taker, from_arrow
from onrecord.selection import Query, Resolver, Selection, coarsen, select
from tests.acled_rows import ACLED, territorial
from tests.rows import DAY, info, row, table_of
from tests.world import gazetteer, registry

NONE, POSSIBLE, CERTAIN = Level.NONE, Level.POSSIBLE, Level.CERTAIN
GOV, FRONT, REBELS, LEAGUE = "Government of Lorn", "Highland Front", "Lorn rebels", "Sea League"
SOMEBODY = "Unidentified Armed Group (Lorn)"


def events_of(*rows: dict[str, Any]) -> Events:
    return from_arrow(territorial(rows))


def query(kind: Kind | None = None, **who: Any) -> Query:
    resolver = Resolver(registry(), gazetteer([row()]), info())
    asked = Asked.model_validate(who | {"kind": kind})
    parties = resolver.who(asked, DAY, DAY, [])
    return Query(parties, kind, (Disc(10.0, 20.0, 50.0),), DAY, DAY)


def chosen(events: Events, asked: Query) -> Selection:
    return select(events, asked, registry(), {}, ACLED)


def taken(by: Taker, **change: Any) -> dict[str, Any]:
    return row(kind="battle", also="capture", taken_by=by, side_a=[GOV], side_b=[FRONT], **change)


@pytest.mark.parametrize(
    ("by", "government", "front"),
    [
        (Taker.SIDE_A, CERTAIN, NONE),
        (Taker.SIDE_B, NONE, CERTAIN),
        (Taker.UNKNOWN, POSSIBLE, POSSIBLE),
    ],
)
def test_the_taker_acts_in_a_capture(by: Taker, government: Level, front: Level) -> None:
    events = events_of(taken(by))
    for one, other, level in ((GOV, FRONT, government), (FRONT, GOV, front)):
        assert chosen(events, query("capture", by=one, against=other)).who[0] == level
        assert chosen(events, query("capture", by=one)).who[0] == level
    assert chosen(events, query("capture", involving=FRONT)).certain[0]
    assert not chosen(events, query("capture", by=LEAGUE)).possible[0]


def test_a_capture_is_a_battle_without_direction() -> None:
    events = events_of(taken(Taker.SIDE_A))
    assert chosen(events, query("battle", between=[FRONT, GOV])).certain[0]
    assert chosen(events, query("battle", by=GOV, against=FRONT)).possible[0]
    assert not chosen(events_of(row(kind="battle")), query("capture")).kind[0]


def test_direction_is_lost_for_battles_alone() -> None:
    def lost(asked: Query) -> list[str]:
        return [x.aspect for x in coarsen(asked, registry(), ACLED, DAY).lost]

    parties = {"by": GOV, "against": FRONT}
    assert lost(query("battle", **parties)) == ["direction"]
    for kind in ("airstrike", "shelling", "capture", "killing of civilians"):
        assert lost(query(kind, **parties)) == []
    assert lost(query(None, **parties)) == []
    assert lost(query("raid", **parties)) == ["kind"]
    assert coarsen(query("siege", **parties), registry(), ACLED, DAY).unsayable == "siege"


def test_direction_is_kept_where_the_row_has_one() -> None:
    strike = row(kind="airstrike", directed=True, side_a=[GOV], side_b=[FRONT])
    battle = row(kind="battle", side_a=[GOV], side_b=[FRONT])
    events = events_of(strike, battle)
    assert list(chosen(events, query(by=GOV, against=FRONT)).who) == [CERTAIN, POSSIBLE]
    assert list(chosen(events, query(by=FRONT, against=GOV)).who) == [NONE, POSSIBLE]


@pytest.mark.parametrize(
    ("change", "asked", "level"),
    [
        ({"assoc_b": [FRONT]}, {"between": [GOV, FRONT]}, POSSIBLE),
        ({"assoc_b": [FRONT]}, {"involving": FRONT}, POSSIBLE),
        ({"assoc_a": [FRONT]}, {"between": [GOV, FRONT]}, NONE),  # beside the government itself
        ({"assoc_b": ["Highlanders", "x"]}, {"involving": FRONT}, POSSIBLE),  # an alias
        ({"assoc_b": [REBELS]}, {"involving": FRONT}, POSSIBLE),  # an umbrella
        ({"assoc_b": [LEAGUE]}, {"involving": LEAGUE}, CERTAIN),  # the side itself
        ({"assoc_b": ["Old Front"]}, {"involving": FRONT}, NONE),
        ({"side_b": [SOMEBODY]}, {"between": [GOV, FRONT]}, POSSIBLE),
        ({"side_b": [SOMEBODY]}, {"by": GOV, "against": "Civilians"}, NONE),
        ({"side_b": []}, {"between": [GOV, FRONT]}, POSSIBLE),
        ({"side_b": []}, {"involving": FRONT}, NONE),
        ({"side_b": []}, {"between": [REBELS, FRONT]}, NONE),
    ],
)
def test_who_may_be_there(change: dict[str, Any], asked: dict[str, Any], level: Level) -> None:
    events = events_of(row(side_a=[GOV], side_b=[LEAGUE], kind="battle") | change, row())
    assert chosen(events, query(**asked)).who[0] == level


def test_an_associate_never_makes_a_member_certain() -> None:
    events = events_of(row(side_a=[GOV], side_b=[LEAGUE], assoc_a=[FRONT], assoc_b=[FRONT]))
    assert not chosen(events, query(involving=FRONT)).certain.any()
    assert not chosen(events, query(between=[GOV, FRONT])).certain.any()


@pytest.mark.parametrize(
    ("kind", "best", "level"),
    [
        ("deal", 0, NONE),
        ("development", 0, NONE),
        ("demonstration", 0, NONE),
        ("demonstration", 2, POSSIBLE),
        ("capture", 0, NONE),
        ("riot", 0, CERTAIN),
        ("attack on civilians", 0, CERTAIN),
        ("abduction", 0, CERTAIN),
    ],
)
def test_a_claim_without_a_kind_speaks_of_violence(kind: str, best: int, level: Level) -> None:
    events = events_of(row(kind=kind, best=best))
    assert chosen(events, query(by=GOV)).kind[0] == level


def test_what_is_left_uncoded_may_be_any_means() -> None:
    events = events_of(row(kind=None))
    for kind in ("airstrike", "shelling", "bombing", "battle"):
        assert chosen(events, query(kind)).kind[0] == POSSIBLE
    assert chosen(events, query("capture")).kind[0] == NONE


def test_civilians_targeted_from_afar_may_have_been_killed() -> None:
    events = events_of(
        row(kind="shelling", civilians_targeted=True, best=2),
        row(kind="shelling", civilians_targeted=True, best=0),
        row(kind="shelling", best=2),
        row(kind="abduction", also="killing of civilians", best=1),
    )
    levels = chosen(events, query("killing of civilians")).kind
    assert list(levels) == [POSSIBLE, NONE, NONE, CERTAIN]


def test_rows_without_these_columns() -> None:
    events = from_arrow(table_of([row(), row(kind="battle")]))
    assert events.associates is None
    assert events.taker.tolist() == [Taker.NONE, Taker.NONE]
    assert events.also[0] == ""
    assert not events.civilians_targeted.any()
