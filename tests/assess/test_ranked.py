"""ranked: a value among its rivals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import ALL_SEEING, UCDP_LIKE, row
from tests.world import claim, day, verdict

GOV, FRONT, LEAGUE = "Government of Lorn", "Highland Front", "Sea League"
BATTLES = {"between": [GOV, FRONT], "kind": "battle"}
JUNE = "2020-06-01/2020-06-30"


def event(on: str, n: int = 1, **change: Any) -> list[dict[str, Any]]:
    """So many events, a few kilometres and days apart from nothing else."""
    base = {"side_a": [GOV], "side_b": [FRONT], "kind": "battle", "start": day(on)}
    return [row(**(base | change)) for _ in range(n)]


def ranked(**fields: Any) -> Any:
    given = {
        "type": "ranked",
        "measure": "events",
        "events": BATTLES,
        "when": JUNE,
        "among": {"periods": "month", "since": "2020-01-01"},
    }
    return claim(**(given | fields))


MONTHS = [
    *event("2020-02-10", 2),
    *event("2020-03-10", 3),
    *event("2020-04-10", 1),
    *event("2020-06-10", 5),
]


def test_the_month_with_most() -> None:
    found = verdict(ranked(), MONTHS, ALL_SEEING)
    assert found.verdict == "borne out"
    assert found.because == (
        "The record has 5 battles between Government of Lorn and Highland Front within 50 km of "
        "10.00 N 20.00 E from 1 to 30 June 2020, more than in any of the 4 before it; next: "
        "3 battles from 1 to 31 March 2020."
    )
    assert found.effect.value == pytest.approx(5 / 3)
    assert (found.effect.low, found.effect.high) == (found.effect.value,) * 2
    assert found.p is None
    assert found.p_kind is None
    assert found.possible_events.agree == 1.0
    assert found.would_change == "2 more events from 1 to 31 March 2020 would draw level."
    assert len(found.events) == 5
    assert len(found.other_events) == 3


def test_a_month_that_is_beaten() -> None:
    found = verdict(ranked(), [*MONTHS, *event("2020-05-02", 6)], ALL_SEEING)
    assert found.verdict == "contradicted"
    assert "but 6 battles from 1 to 31 May 2020" in found.because
    assert len(found.counter_examples) == 6
    assert found.effect.value == pytest.approx(5 / 6)


def test_the_month_that_is_named_is_no_rival() -> None:
    rows = [*MONTHS, *event("2020-01-20", 40)]
    assert verdict(ranked(), rows, ALL_SEEING).verdict == "borne out"
    since = ranked(among={"periods": "month", "since": "2019-12-31"})
    assert verdict(since, rows, ALL_SEEING).verdict == "contradicted"


def test_ties_decide_nothing() -> None:
    found = verdict(ranked(), [*MONTHS, *event("2020-03-20", 2)], ALL_SEEING)
    assert found.verdict == "undecided"
    assert found.because.endswith("Neither is more than the other.")


def test_none_of_its_own() -> None:
    near = event("2020-06-10", 6, side_b=[LEAGUE])
    found = verdict(ranked(), [*event("2020-03-10", 3), *near], ALL_SEEING)
    assert found.verdict == "not on record"
    thin = verdict(ranked(), event("2020-03-10", 3), ALL_SEEING)
    assert thin.verdict == "beyond the record"


def test_dead_are_summed_with_those_of_aggregates() -> None:
    rows = [
        *event("2020-03-10", 9),
        *event("2020-06-10", 1, best=20, low=18, high=25),
        *event("2020-06-10", 1, best=5, clarity=2),
    ]
    found = verdict(ranked(measure="killed"), rows, ALL_SEEING)
    assert found.verdict == "borne out"
    assert found.because.startswith("The record has 25 dead between")
    assert "next: 9 dead from 1 to 31 March" in found.because
    assert any("holds 80 % of the claim's dead" in note for note in found.assumptions)
    events = verdict(ranked(), rows, ALL_SEEING)
    assert events.verdict == "contradicted"
    assert "1 battle between" in events.because


def test_the_dead_are_drawn_between_low_and_high() -> None:
    rows = [
        *event("2020-03-10", 1, best=50, low=50, high=50),
        *event("2020-06-10", 1, best=55, low=10, high=100),
    ]
    found = verdict(ranked(measure="killed"), rows, ALL_SEEING)
    assert found.verdict == "undecided"
    # Uniform on 10 to 100: above 50 in 50 of 91, less 50 itself.
    assert found.possible_events.agree == pytest.approx(50 / 91, abs=0.12)
    assert found.effect.low < 0.4 < 1.8 < found.effect.high
    sure = [*rows[:1], *event("2020-06-10", 1, best=90, low=80, high=100)]
    assert verdict(ranked(measure="killed"), sure, ALL_SEEING).verdict == "borne out"


def test_a_row_that_may_be_in_either_month() -> None:
    over = event("2020-05-30", 1, end=day("2020-06-02"), date_prec=2)
    rows = [*event("2020-05-10", 2), *event("2020-06-10", 3), *over]
    found = verdict(ranked(), rows, ALL_SEEING)
    assert found.verdict == "undecided", "3 against 3 if it was in May"
    rows += event("2020-06-20", 1)
    assert verdict(ranked(), rows, ALL_SEEING).verdict == "borne out"


def test_possible_rows_all_of_one_party_fall_together() -> None:
    """By the coin about half of 30 rows are the Front's in every world: never all, never none."""
    umbrella = event("2020-03-10", 30, side_b=["Lorn rebels"])
    rows = [*event("2020-06-10", 25), *umbrella]
    found = verdict(ranked(), rows, replace(ALL_SEEING, umbrellas=False))
    assert found.verdict == "undecided"
    assert "(25) against all that may be from 1 to 31 March 2020 (30)" in found.because
    few = [*event("2020-06-10", 31), *umbrella]
    assert verdict(ranked(), few, replace(ALL_SEEING, umbrellas=False)).verdict == "borne out"


def test_a_row_longer_than_twice_the_window_is_in_no_period() -> None:
    year = event("2020-01-01", 1, end=day("2020-12-31"), date_prec=5, best=1000)
    found = verdict(ranked(measure="killed"), [*MONTHS, *year], ALL_SEEING)
    assert found.verdict == "borne out"
    assert any("longer than twice the claim's days" in note for note in found.assumptions)


def test_periods_before_the_record() -> None:
    since = ranked(among={"periods": "month", "since": "2019-01-01"})
    about = {"first": day("2020-02-01")}
    found = verdict(since, MONTHS, ALL_SEEING, about=about)
    assert found.verdict == "partly borne out"
    assert "What it cannot show: the periods before it begins." in found.because
    beaten = [*MONTHS, *event("2020-05-02", 6)]
    assert verdict(since, beaten, ALL_SEEING, about=about).verdict == "contradicted"
    alone = verdict(since, MONTHS, ALL_SEEING, about={"first": day("2020-05-30")})
    assert alone.verdict == "undecided"
    assert "covers nothing else" in alone.because
    future = ranked(when="2030-06")
    assert verdict(future, MONTHS, ALL_SEEING).verdict == "beyond the record"
    half = verdict(ranked(), MONTHS, ALL_SEEING, about={"last": day("2020-06-20")})
    assert half.verdict == "beyond the record"


def test_deadly_events_alone_say_nothing_of_others() -> None:
    any_kind = {"between": [GOV, LEAGUE]}
    rows = [r | {"kind": None, "side_b": [LEAGUE]} for r in MONTHS]
    found = verdict(ranked(events=any_kind), rows, UCDP_LIKE)
    assert found.verdict == "partly borne out"
    assert "What it cannot show: bloodless events." in found.because
    beaten = [*rows, *event("2020-05-02", 6, kind=None, side_b=[LEAGUE])]
    assert verdict(ranked(events=any_kind), beaten, UCDP_LIKE).verdict == "undecided"
    killed = ranked(events=any_kind, measure="killed")
    assert verdict(killed, rows, UCDP_LIKE).verdict == "borne out"
    assert verdict(killed, beaten, UCDP_LIKE).verdict == "contradicted"


def test_what_the_record_cannot_say_is_not_ranked() -> None:
    rows = [r | {"kind": None, "side_b": [LEAGUE]} for r in MONTHS]
    battles = {"between": [GOV, LEAGUE], "kind": "battle"}
    found = verdict(ranked(events=battles), rows, UCDP_LIKE)
    assert found.verdict == "beyond the record"
    assert "that it was a battle. The coarser numbers: 5 deadly events" in found.because
    assert found.effect.value == pytest.approx(5 / 3)


def test_among_actors() -> None:
    rows = [
        *event("2020-06-10", 5, side_b=["Civilians"], directed=True, best=4),
        *event("2020-06-10", 7, side_a=[FRONT], side_b=["Civilians"], directed=True, best=1),
        *event("2020-06-12", 1, side_a=[LEAGUE], side_b=["Civilians"], directed=True, best=2),
    ]
    fields = {
        "events": {"by": GOV, "against": "Civilians"},
        "among": {"actors": [FRONT, LEAGUE, GOV]},
    }
    killed = verdict(ranked(measure="killed", **fields), rows, ALL_SEEING)
    assert killed.verdict == "borne out"
    assert killed.because.startswith(
        "The record has 20 dead by Government of Lorn against Civilians within 50 km"
    )
    assert "more than any of the 2 other sides; next: 7 dead by Highland Front" in killed.because
    events = verdict(ranked(**fields), rows, ALL_SEEING)
    assert events.verdict == "contradicted"
    assert len(events.counter_examples) == 7


def test_civilians_in_a_fight_between_others() -> None:
    rows = [
        *event(
            "2020-06-10",
            3,
            kind="killing of civilians",
            side_b=["Civilians"],
            directed=True,
            best=4,
        ),
        *event("2020-06-12", 1, side_a=[FRONT], side_b=[LEAGUE], best=500, deaths_civilians=5),
    ]
    fields = {"events": {"by": GOV, "against": "Civilians"}, "among": {"actors": [FRONT]}}
    found = verdict(ranked(measure="killed", **fields), rows, ALL_SEEING)
    assert found.verdict == "borne out", "5 of the 500 were civilians"
    rows[-1] |= {"deaths_civilians": 13}
    found = verdict(ranked(measure="killed", **fields), rows, ALL_SEEING)
    assert found.verdict == "undecided"


def test_among_places() -> None:
    there = {"lat": 12.0, "lon": 22.0, "place": "New Mill"}
    rows = [*event("2020-06-10", 5), *event("2020-06-10", 3, **there)]
    where = [{"near": [12.0, 22.0], "within": 50}, {"near": [10.0, 20.0], "within": 50}]
    found = verdict(ranked(among={"places": where}), rows, ALL_SEEING)
    assert found.verdict == "borne out"
    assert "more than in the other place; next: 3 battles within 50 km of 12.00 N" in found.because
    assert (
        verdict(
            ranked(among={"places": where}), [*rows, *event("2020-06-11", 4, **there)], ALL_SEEING
        ).verdict
        == "contradicted"
    )


def test_a_part_of_the_actor_counts_as_the_actor() -> None:
    rows = [*event("2020-05-10", 2), *event("2020-06-10", 3, side_a=["Lorn Guard"])]
    assert verdict(ranked(), rows, ALL_SEEING).verdict == "borne out"


def test_the_same_on_every_run_and_in_any_order() -> None:
    rows = [
        *event("2020-05-10", 1, best=5, low=1, high=9),
        *event("2020-06-10", 1, best=6, low=2, high=9),
        *event("2020-05-30", 3, end=day("2020-06-03"), date_prec=2),
    ]
    one = verdict(ranked(measure="killed"), rows, ALL_SEEING)
    other = verdict(ranked(measure="killed"), rows, ALL_SEEING)
    assert one == other


def _twin(rows: list[dict[str, Any]], months: list[tuple[dt.date, dt.date]]) -> list[int]:
    """The events of each month, one by one."""
    return [sum(first <= r["start"] <= last for r in rows) for first, last in months]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 180), min_size=1, max_size=25))
def test_against_counting_by_hand(offsets: list[int]) -> None:
    first = day("2020-01-02")
    rows = [
        one for offset in offsets for one in event((first + dt.timedelta(days=offset)).isoformat())
    ]
    starts = [dt.date(2020, month, 1) for month in range(2, 8)]
    months = [(a, b - dt.timedelta(days=1)) for a, b in pairwise(starts)]
    *rivals, own = _twin(rows, months)
    found = verdict(ranked(), rows, ALL_SEEING)
    if own == 0:
        assert found.verdict in ("not on record", "beyond the record")
    elif own > max(rivals):
        assert found.verdict == "borne out"
    elif own < max(rivals):
        assert found.verdict == "contradicted"
        assert len(found.counter_examples) == max(rivals)
    else:
        assert found.verdict == "undecided"
    assert found.numbers["value"] == own or own == 0
    assert found.numbers["best_value"] == max(rivals)
    assert np.isfinite(found.possible_events.agree)
