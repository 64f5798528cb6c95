"""A rise in a window that somebody may have chosen, one held against another series, and what it
would take where neither can be told."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onrecord.assess.asking import asked
from onrecord.assess.case import Bench
from onrecord.assess.change import Asked, work_on
from onrecord.assess.change_anchored import weigh_anchored
from onrecord.assess.change_chosen import weigh_chosen
from onrecord.claims import Changed
from onrecord.selection import Resolver
from tests.rows import row
from tests.world import assessed, claim, gazetteer, record, registry, verdict

FRONT, LEAGUE = "Highland Front", "Sea League"
FIRST = dt.date(2020, 6, 10)
HERE = (10.0, 20.0)
CHOSEN: dict[str, Any] = {
    "type": "changed",
    "events": {"between": [FRONT, LEAGUE]},
    "where": {"near": list(HERE), "within": 30},
    "when": "2020-06-10/2020-06-23",
    "direction": "rose",
}
ANCHORED = CHOSEN | {"anchored_by": {"event": "End of the truce", "on": "2020-06-10"}}


def place(number: int) -> tuple[float, float]:
    """Places a degree apart, so that circles of 30 km do not touch; 0 is the claim's."""
    return HERE[0] + number % 8, HERE[1] + number // 8


def fights(where: tuple[float, float], days: Any, seed: int, **given: Any) -> list[dict[str, Any]]:
    """A fight on each of these days of the coverage, at one of nine villages 12 km apart."""
    village = np.random.default_rng(seed).integers(9, size=len(days))
    return [
        row(side_a=[FRONT], side_b=[LEAGUE], start=dt.date(2016, 1, 1) + dt.timedelta(days=int(d)),
            lat=where[0] + (v % 3 - 1) / 9, lon=where[1] + (v // 3 - 1) / 9, **given)
        for d, v in zip(days, village, strict=True)
    ]  # fmt: skip


WINDOW = (FIRST - dt.date(2016, 1, 1)).days


def war(places: int = 12, more: int = 0, seed: int = 1) -> list[dict[str, Any]]:
    """Eight years of one fight in six days at each place, and `more` here in the fortnight."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for number in range(places):
        days = np.flatnonzero(rng.random(2922) < 1 / 6)
        if number == 0 and more:
            days = np.concatenate([days, WINDOW + np.arange(more) % 14])
        rows += fights(place(number), days, seed + number)
    return rows


def test_a_chosen_window_is_ranked_among_other_places_and_years() -> None:
    got = verdict(claim(**CHOSEN), war(more=30))
    assert (got.verdict, got.p_kind) == ("borne out", "peers")
    assert got.p is not None
    assert 1 / 96 <= got.p <= 0.05
    assert "None of 9" in got.because
    assert "comparable places, parties and years has a window as striking" in got.because
    assert "not corrected for selection" in got.because
    assert "times a year in comparable places" in got.because
    assert got.power is not None
    assert "the rest of the year recorded only 1/" in got.would_change


def test_a_usual_window_is_within_what_is_usual() -> None:
    got = verdict(claim(**CHOSEN), war(more=6))
    assert got.verdict == "undecided"
    assert got.p is not None
    assert got.p > 0.05
    assert "within what is usual" in got.because


def test_the_most_striking_of_all_is_not_enough() -> None:
    """First of 96 by a hair: the rank is 1/96, and yet some place is always the first."""
    got = verdict(claim(**CHOSEN), war(more=9))
    assert "None of 95 comparable places" in got.because
    assert "cannot show is why this place was looked at" in got.because
    assert (got.verdict, got.p) == ("partly borne out", 1 / 96)


def test_what_stands_out_from_every_place_is_borne_out_whole() -> None:
    """The further ahead of all others, the less it matters whether the place was picked."""
    seen = [verdict(claim(**CHOSEN), war(more=more)).verdict for more in (6, 9, 12, 17, 25)]
    assert seen == ["undecided", "partly borne out", "partly borne out", "borne out", "borne out"]


def test_too_few_places_say_how_many_it_takes() -> None:
    got = verdict(claim(**CHOSEN), war(places=2, more=30))
    assert (got.verdict, got.p) == ("undecided", None)
    assert "15 comparable places, parties and years are too few to tell; 19 are needed" in (
        got.because
    )
    assert "about 10 years of such a record, which has 8.0" in got.would_change
    alone = verdict(claim(**CHOSEN), war(places=1, more=30)[-200:])
    assert alone.verdict == "undecided"
    assert "19 are needed" in alone.because


def test_a_family_takes_more_peers() -> None:
    case = case_of(war(places=4, more=30), CHOSEN)
    assert isinstance(case.claim, Changed)
    for hypotheses, tells in ((1, True), (2, False)):
        weighed = weigh_chosen(work_on(case.among(hypotheses), Asked.of(case.claim)))
        assert (weighed.p is not None) is tells
        assert ("39 are needed" in weighed.thin) is not tells
        assert weighed.capacity == 1


def case_of(rows: list[dict[str, Any]], fields: dict[str, Any]) -> Any:
    held, places = record(rows), gazetteer(rows)
    bench = Bench(held, registry(), places.unit_bounds(), 1)
    return asked(claim(**fields), Resolver(registry(), places, held.info), bench)


def test_a_striking_window_after_a_busier_one_is_no_rise() -> None:
    busy = WINDOW - 60 + np.arange(180) % 60
    rows = [*war(more=30), *fights(HERE, busy, 5)]
    got = verdict(claim(**CHOSEN), rows)
    assert got.verdict != "borne out"
    assert got.effect is not None
    assert got.effect.value < 1


def test_an_event_near_neither_end_fixes_nothing() -> None:
    loose = CHOSEN | {"anchored_by": {"event": "The deal", "on": "2020-01-10"}}
    got = verdict(claim(**loose), war(more=9))
    assert got.p_kind in (None, "peers")
    assert "“The deal” (10 January 2020) is near neither end of the window" in got.because


def test_coarse_events_in_the_rest_of_the_year_are_held_against_a_rise() -> None:
    coarse = [
        row(side_a=[FRONT], side_b=[LEAGUE], where_prec=4, lat=10.0, lon=20.0,
            start=dt.date(2020, 1, 1) + dt.timedelta(days=i % 150)) for i in range(900)
    ]  # fmt: skip
    got = verdict(claim(**CHOSEN), [*war(more=30), *coarse])
    assert got.verdict == "undecided"
    assert "coded too coarsely" in got.because


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = war(more=30)
    one, other = verdict(claim(**CHOSEN), rows), verdict(claim(**CHOSEN), rows[::-1])
    assert (one.p, one.because) == (other.p, other.because)


def test_an_anchored_window_says_how_many_other_places_changed_as_much() -> None:
    got = verdict(claim(**ANCHORED), war(more=20))
    assert (got.verdict, got.p_kind) == ("borne out", "placebo")
    (said,) = [note for note in got.assumptions if note.startswith("In the same days")]
    assert "of 7 other places" in said
    assert "not corrected for selection" not in got.because


def test_too_little_history_says_how_many_years_it_takes() -> None:
    month = ANCHORED | {"when": "2020-06-10/2020-11-30"}
    got = verdict(claim(**month), war(more=200))
    assert (got.verdict, got.p) == ("undecided", None)
    assert "too little comparable history" in got.because
    assert "years of such a record of the same place; it has 8.0" in got.would_change


# versus


ELSEWHERE = {"events": {"between": [FRONT, LEAGUE]}, "where": {"near": [11.0, 20.0], "within": 30}}


def both_rise(here: int, there: int) -> list[dict[str, Any]]:
    return [*war(places=2, more=here), *fights(place(1), WINDOW + np.arange(there) % 14, 9)]


def test_a_rise_against_another_place() -> None:
    against = ANCHORED | {"versus": ELSEWHERE}
    got = verdict(claim(**against), both_rise(40, 0))
    assert (got.verdict, got.p_kind) == ("borne out", "placebo")
    assert got.effect is not None
    assert got.effect.name == "ratio of the two rate ratios"
    assert (got.effect.low, got.naive_p) == (None, None)
    assert "What it is compared with:" in got.because


def test_p_counts_both_directions_as_a_writer_who_looks_first_has_both() -> None:
    case = case_of(war(more=8), ANCHORED)
    assert isinstance(case.claim, Changed)
    said = Asked.of(case.claim)
    both = weigh_anchored(work_on(case, said))
    one = weigh_anchored(work_on(case, replace(said, two_sided=False)))
    assert both.p is not None
    assert one.p is not None
    assert 0.0 < one.p < 0.5
    assert both.p == pytest.approx(2.0 * one.p)
    assert both.worst == pytest.approx(2.0 * (one.worst or 0.0))


def test_a_rise_that_the_other_place_saw_as_well_is_none() -> None:
    against = ANCHORED | {"versus": ELSEWHERE}
    assert verdict(claim(**ANCHORED), both_rise(20, 20)).verdict == "borne out"
    assert verdict(claim(**against), both_rise(20, 20)).verdict == "undecided"


def test_coarse_events_of_the_other_series_are_held_against_it() -> None:
    against = ANCHORED | {"versus": ELSEWHERE}
    rows = both_rise(40, 0) + fights(
        place(1), WINDOW + np.arange(40) % 14, 3, where_prec=4, adm1="South Province"
    )
    case = case_of(rows, against)
    assert isinstance(case.claim, Changed)
    weighed = weigh_anchored(work_on(case, Asked.of(case.claim), case.parts["versus"]))
    assert weighed.p is not None
    assert weighed.worst is not None
    assert weighed.p <= 0.05 < weighed.worst


def test_a_comparison_in_a_chosen_window_is_open() -> None:
    got = verdict(claim(**CHOSEN, versus=ELSEWHERE), both_rise(20, 0))
    assert (got.verdict, got.p) == ("undecided", None)
    assert "for a comparison of two series there is no test that allows for that" in got.because


def test_a_comparison_with_a_place_or_days_that_the_record_cannot_see() -> None:
    strikes = {"events": {"by": FRONT, "against": LEAGUE, "kind": "airstrike"}}
    got = verdict(claim(**ANCHORED, versus=strikes), both_rise(20, 0))
    assert got.verdict == "beyond the record"
    assert "airstrike" in got.because


@pytest.mark.parametrize("when", ["2024-06-10/2024-06-23", "2023-12-25/2024-01-07"])
def test_a_window_after_the_record(when: str) -> None:
    got = verdict(claim(**CHOSEN | {"when": when}), war(places=1))
    assert got.verdict == "beyond the record"


def test_a_window_longer_than_a_third_of_a_year() -> None:
    got = verdict(claim(**CHOSEN | {"when": "2020-01-01/2020-06-30"}), war(more=200))
    assert (got.verdict, got.p) == ("undecided", None)
    longer = verdict(claim(**CHOSEN | {"when": "2018-01-01/2020-06-30"}), war(more=200))
    assert longer.verdict == "undecided"
    assert "no whole year around it" in longer.because


def test_two_chosen_windows_share_the_peers() -> None:
    """The second claim of a report is held against the cells that the first one laid out."""
    rows = war(places=4, more=30)
    later = CHOSEN | {"when": "2020-09-10/2020-09-23", "id": "b"}
    tested = assessed([claim(**CHOSEN), claim(**later)], rows)
    assert [finding.verdict for finding in tested.findings] == ["borne out", "undecided"]
    case = case_of(rows, CHOSEN)
    assert isinstance(case.claim, Changed)
    weigh_chosen(work_on(case, Asked.of(case.claim)))
    kept = len(case.bench.kept)
    weigh_chosen(work_on(case, Asked.of(case.claim)))
    assert len(case.bench.kept) == kept


def test_an_anchor_leaves_the_place_open() -> None:
    """Of N comparable places one changes as much by chance in 1 − (1 − p)^N of cases."""
    alone = verdict(claim(**ANCHORED), war(places=1, more=12))
    assert alone.verdict == "borne out"
    assert any("the place is taken as given" in note for note in alone.assumptions)
    seen = set()
    for more in range(6, 24, 2):
        got = verdict(claim(**ANCHORED), war(more=more))
        if got.p is None or got.p > 0.05:
            continue
        seen.add(got.verdict)
        told = re.search(r"of (\d+) places .* in (\d+) of 100 cases", got.because)
        assert (told is not None) == (got.verdict == "partly borne out")
        if told:
            chance = 100 * (1 - (1 - got.p) ** int(told[1]))
            assert chance > 5
            assert abs(chance - int(told[2])) <= 0.5
    assert "partly borne out" in seen
