"""Claims of several series: which parts they have, and that parts move with their claim."""

from __future__ import annotations

from dataclasses import replace

from onrecord.assess.asking import asked
from onrecord.assess.case import Bench, Case
from onrecord.claims import Nothing, Targeted
from onrecord.places.areas import CountryArea, Disc
from onrecord.selection import Resolver, Who
from tests.rows import row
from tests.world import claim, gazetteer, record, registry

A, B, C = "Lorn Guard", "Sea League", "Highland Front"
ROWS = [row(id=str(i), side_a=(B,), side_b=(C,)) for i in range(3)]


def case_of(**fields: object) -> Case:
    held = record(ROWS)
    places = gazetteer(ROWS)
    bench = Bench(held, registry(), places.unit_bounds())
    return asked(claim(**fields), Resolver(registry(), places, held.info), bench)


def who(case: Case) -> tuple[str, list[set[str]]]:
    asks = case.resolved.query.who
    return asks.mode, [set(party.ids()) for party in asks.parties()]


DURING = {"events": {"between": [B, C]}}


def test_a_series_without_a_place_is_where_the_claim_is_and_moves_with_it() -> None:
    case = case_of(
        type="coincided",
        events={"by": A, "against": C},
        during=DURING,
        where={"near": [10.0, 20.0]},
    )
    assert who(case.parts["during"]) == ("between", [{"sea-league"}, {"highland-front"}])
    twice = case.scaled(2.0)
    for one in (twice, twice.parts["during"]):
        (area,) = one.query.areas
        assert isinstance(area, Disc)
        assert area.km == 2 * case.query.areas[0].km


def test_a_series_with_a_place_of_its_own_stays_there() -> None:
    case = case_of(
        type="coincided",
        events={"by": A, "against": C},
        during=DURING | {"where": {"near": [12.0, 20.0], "within": 7}},
    )
    elsewhere = case.with_areas((Disc(50.0, 60.0, 5.0),))
    assert elsewhere.parts["during"].query.areas == (Disc(12.0, 20.0, 7.0),)
    assert len(case.places) == 2


def test_the_losses_of_every_series_are_the_claims() -> None:
    case = case_of(type="coincided", events={"between": [A, C]}, during={"events": {"by": B}})
    assert any(loss.aspect == "direction" for loss in case.parts["during"].lost)
    assert set(case.parts["during"].lost) <= set(case.lost)


def test_targeted_asks_for_the_hits_on_either() -> None:
    case = case_of(type="targeted", actor=A, hit=B, rather_than=C)
    assert who(case.parts["hit"])[1] == [{"lorn-guard"}, {"sea-league"}]
    assert who(case.parts["rather_than"])[1] == [{"lorn-guard"}, {"highland-front"}]


def test_a_leg_without_a_place_is_where_the_other_is_or_anywhere_on_record() -> None:
    left = {"events": {"by": A, "against": B}, "where": {"near": [10.0, 20.0], "within": 9}}
    took_up = {"events": {"by": A, "against": C}}
    case = case_of(type="displaced", actor=A, left=left, took_up=took_up)
    assert case.parts["took_up"].query.areas == (Disc(10.0, 20.0, 9.0),)
    bare = {"events": {"by": A, "against": B}}
    anywhere = case_of(type="displaced", actor=A, left=bare, took_up=took_up)
    assert all(isinstance(a, CountryArea) for a in anywhere.parts["left"].query.areas)
    assert anywhere.parts["left"].query.areas


def test_the_legs_of_a_profile_are_claims_of_their_own() -> None:
    case = case_of(type="aligned", actor=A, favours=B, against=C)
    assert isinstance(case.parts["clashes"].claim, Nothing)
    choice = case.parts["choice"].claim
    assert isinstance(choice, Targeted)
    assert choice.hit == (C,)
    assert choice.rather_than == (B,)
    assert "during" in case.parts["strikes"].parts
    moved = case.with_areas((Disc(1.0, 2.0, 3.0),))
    assert moved.parts["strikes"].parts["during"].query.areas == (Disc(1.0, 2.0, 3.0),)


def test_all_parts_share_the_reports_error_rate() -> None:
    case = case_of(type="coincided", events={"by": A, "against": C}, during=DURING).among(4)
    assert case.hypotheses == case.parts["during"].hypotheses == 4


def test_other_parties_in_the_same_place_and_days() -> None:
    case = case_of(type="coincided", events={"by": A, "against": C}, during=DURING)
    party = case.parts["during"].resolved.query.who.second
    other = case.asking(Who("involving", party))
    assert other.query.areas == case.query.areas
    assert other.query.first == case.query.first
    assert who(other) == ("involving", [{"highland-front"}])
    assert replace(other, parts={}).parts == {}
