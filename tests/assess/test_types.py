"""Each claim type on a few invented rows: the verdict, and that it hangs on what it should."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from onrecord.assess import MODULES
from onrecord.claims import TYPES
from onrecord.errors import UnknownActorError, UnknownPlaceError
from tests.rows import ALL_SEEING, row
from tests.world import assessed, claim, verdict

GOV, FRONT, REBELS, LEAGUE = "Government of Lorn", "Highland Front", "Lorn rebels", "Sea League"
PAIR = {"between": [FRONT, LEAGUE]}


def fight(
    day: int = 15, a: str = FRONT, b: str = LEAGUE, month: int = 6, **more: Any
) -> dict[str, Any]:
    return row(side_a=[a], side_b=[b], start=dt.date(2020, month, day), **more)


EYES = [fight(1, "Old Front", "Vask", month=m) for m in (2, 3, 4, 5, 7, 8)]
"""Others' events near there: the record has eyes on the place."""


# occurred


def test_a_recorded_fight_bears_out_that_they_fought() -> None:
    got = verdict(claim(type="occurred", events=PAIR), [fight(), *EYES])
    assert got.verdict == "borne out"
    assert got.events == ("made-up@1:1",)
    assert "1 deadly event between Highland Front and Sea League" in got.because


@pytest.mark.parametrize(
    "events",
    [
        {"by": FRONT, "against": LEAGUE},  # the record has no direction
        {**PAIR, "kind": "airstrike"},  # nor a kind
        {"between": ["Vask", FRONT]},  # nor what a supporter does
    ],
)
def test_what_the_record_cannot_say_is_only_partly_borne_out(events: dict[str, Any]) -> None:
    rows = [fight(b=GOV) if "Vask" in str(events) else fight(), *EYES]
    got = verdict(claim(type="occurred", events=events), rows)
    assert got.verdict == "partly borne out"
    assert got.coarsened is not None
    assert got.coarsened.lost


def test_the_same_row_bears_it_out_on_a_record_that_says_so() -> None:
    rows = [fight(kind="airstrike", directed=True), *EYES]
    one = claim(type="occurred", events={"by": FRONT, "against": LEAGUE, "kind": "airstrike"})
    assert verdict(one, rows, ALL_SEEING).verdict == "borne out"
    swapped = claim(type="occurred", events={"by": LEAGUE, "against": FRONT, "kind": "airstrike"})
    assert verdict(swapped, rows, ALL_SEEING).verdict == "not on record"


def test_only_a_possible_event_leaves_it_undecided() -> None:
    got = verdict(claim(type="occurred", events=PAIR), [fight(where_prec=4), *EYES])
    assert got.verdict == "undecided"
    assert got.counts.possible == 1


def test_nothing_where_the_record_has_eyes_is_not_on_record() -> None:
    got = verdict(claim(type="occurred", events=PAIR), EYES)
    assert got.verdict == "not on record"


def test_nothing_where_the_record_has_no_eyes_is_beyond_it() -> None:
    got = verdict(claim(type="occurred", events=PAIR), EYES[:4])
    assert got.verdict == "beyond the record"


@pytest.mark.parametrize("when", ["2012-01-01/2012-02-01", "2031-01-01"])
def test_days_outside_the_coverage_are_beyond_the_record(when: str) -> None:
    got = verdict(claim(type="occurred", events=PAIR, when=when), [fight(), *EYES])
    assert got.verdict == "beyond the record"


def test_a_capture_is_beyond_a_record_of_deaths() -> None:
    got = verdict(claim(type="occurred", events={**PAIR, "kind": "capture"}), [fight(), *EYES])
    assert got.verdict == "beyond the record"
    assert got.events == ()


def test_an_incident_that_any_window_would_match_is_undecided() -> None:
    daily = [
        row(side_a=[FRONT], side_b=[LEAGUE], start=dt.date(2020, 1, 1) + dt.timedelta(days=i))
        for i in range(360)
    ]
    incident = claim(type="occurred", events={"by": FRONT, "against": LEAGUE},
                     when="2020-06-10/2020-06-12")  # fmt: skip
    got = verdict(incident, daily)
    assert got.verdict == "undecided"
    assert "% of the other 3-day windows" in got.because
    # That the two were fighting in those weeks is true all the same.
    general = claim(type="occurred", events=PAIR, when="2020-06-01/2020-06-30")
    assert verdict(general, daily).verdict == "borne out"


def test_another_toll_leaves_it_undecided() -> None:
    one = claim(type="occurred", events=PAIR, killed={"low": 40})
    got = verdict(one, [fight(best=5), *EYES])
    assert got.verdict == "undecided"
    assert "another toll" in got.because
    assert verdict(one, [fight(best=5, high=45), *EYES]).verdict == "borne out"


def test_civilians_who_die_between_others_are_possibly_killed_by_either_side() -> None:
    rows = [fight(deaths_civilians=4), *EYES]
    for side in (FRONT, LEAGUE):
        attack = claim(type="occurred", events={"by": side, "against": "Civilians"})
        assert verdict(attack, rows).verdict == "undecided"
        toll = claim(type="toll", killed={"by": side, "of": "Civilians", "low": 4, "high": 4})
        got = verdict(toll, rows)
        assert got.verdict == "undecided"
        assert f"killed by {side}" in got.because


def test_what_is_coded_under_another_name_is_said_by_that_name() -> None:
    rows = [fight(12, GOV, REBELS, line_texts=["Clashes"]), *EYES]
    got = verdict(claim(type="occurred", events={"between": [FRONT, GOV]}), rows)
    assert got.verdict == "partly borne out"
    assert "between Lorn rebels (for Highland Front) and Government of Lorn" in got.because


def test_a_killing_without_a_counted_death_is_only_possible() -> None:
    row_ = row(side_a=[FRONT], side_b=["Civilians"], directed=True, kind="killing of civilians",
               best=0, low=0, high=1)  # fmt: skip
    killing = {"by": FRONT, "against": "Civilians", "kind": "killing of civilians"}
    assert verdict(claim(type="occurred", events=killing), [row_, *EYES]).verdict == "undecided"
    assert verdict(claim(type="none", events=killing), [row_, *EYES]).verdict == "undecided"


# none


def test_a_certain_event_contradicts_that_there_was_none() -> None:
    got = verdict(claim(type="none", events=PAIR), [fight(), *EYES])
    assert got.verdict == "contradicted"
    assert got.counter_examples == ("made-up@1:1",)


def test_a_possible_event_leaves_none_undecided() -> None:
    assert (
        verdict(claim(type="none", events=PAIR), [fight(where_prec=4), *EYES]).verdict
        == "undecided"
    )


def test_a_coarser_event_does_not_contradict_none() -> None:
    got = verdict(claim(type="none", events={"by": FRONT, "against": LEAGUE}), [fight(), *EYES])
    assert got.verdict == "undecided"
    assert got.other_events == ("made-up@1:1",)


def test_zero_in_a_chosen_window_decides_nothing() -> None:
    got = verdict(claim(type="none", events=PAIR), EYES)
    assert got.verdict == "undecided"
    assert got.p is None


def busy(skip: tuple[str, str] | None = None) -> list[dict[str, Any]]:
    """A fight every second day for eight years, with a hole if asked for."""
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=2 * i) for i in range(1461)]
    if skip:
        days = [
            d
            for d in days
            if not dt.date.fromisoformat(skip[0]) <= d <= dt.date.fromisoformat(skip[1])
        ]
    return [row(side_a=[FRONT], side_b=[LEAGUE], start=d, lat=10 + (i % 3) / 10)
            for i, d in enumerate(days)]  # fmt: skip


def test_unusual_quiet_after_a_dated_event_is_partly_borne_out() -> None:
    one = claim(
        type="none",
        events=PAIR,
        when="2020-06-10/2020-06-20",
        anchored_by={"event": "Truce of Skerry", "on": "2020-06-10"},
    )
    got = verdict(one, busy(("2020-06-10", "2020-06-20")))
    assert (got.verdict, got.p_kind) == ("partly borne out", "placebo")  # bloodless ones are unseen
    assert got.p is not None
    assert got.p <= 0.05
    assert verdict(one, busy()).verdict == "contradicted"


def test_what_the_report_asserts_itself_does_not_contradict_none() -> None:
    none = claim(id="none", type="none", events=PAIR)
    other = claim(id="other", type="occurred", events=PAIR)
    found = {f.id: f for f in assessed([none, other], [fight(), *EYES]).findings}
    assert found["none"].verdict == "undecided"
    assert "asserts them elsewhere" in found["none"].because


def test_an_anchor_that_is_nowhere_near_fixes_nothing() -> None:
    one = claim(type="none", events=PAIR, anchored_by={"event": "Hastings", "on": "1066-10-14"})
    got = verdict(one, busy(("2020-06-10", "2020-06-20")))
    assert (got.verdict, got.p) == ("undecided", None)


# only


def test_another_battle_contradicts_the_only_one() -> None:
    rows = [fight(d) for d in (11, 12, 13, 14, 16)]
    others = [
        fight(12, GOV, "Old Front", line_texts=["Clashes at the ford"]),
        fight(17, GOV, "Old Front", line_texts=["Fighting on the moor"]),
    ]
    one = claim(type="only", events={**PAIR, "kind": "battle"})
    got = verdict(one, [*rows, *others])
    assert got.verdict == "contradicted"
    assert len(got.counter_examples) == 2
    # The same story told of two days is one story.
    assert verdict(one, [*rows, *[o | {"line_texts": ["Clashes"]} for o in others]]).verdict == (
        "undecided"
    )
    assert verdict(one, rows).verdict == "partly borne out"


def test_one_other_battle_is_too_thin() -> None:
    rows = [fight(d) for d in (11, 12, 13, 14, 16)]
    one = claim(type="only", events={**PAIR, "kind": "battle"})
    assert verdict(one, [*rows, fight(12, GOV, "Old Front")]).verdict == "undecided"
    two_voices = fight(12, GOV, "Old Front", line_texts=["Clashes", "Fighting goes on"],
                       line_offices=["Agency One", "Agency Two"],
                       line_dates=[dt.date(2020, 6, 12)] * 2)  # fmt: skip
    assert verdict(one, [*rows, two_voices]).verdict == "contradicted"


def test_an_air_raid_is_no_counter_example_to_the_only_battle() -> None:
    rows = [fight(d) for d in (11, 12, 13, 14, 16)]
    raid = {"line_texts": ["Warplanes raid the valley"]}
    others = [fight(12, GOV, "Old Front", **raid), fight(17, GOV, "Old Front", **raid)]
    got = verdict(claim(type="only", events={**PAIR, "kind": "battle"}), [*rows, *others])
    assert got.verdict == "undecided"
    assert len(got.other_events) == 2
    assert got.counter_examples == ()


def test_what_the_report_asserts_elsewhere_is_no_counter_example() -> None:
    rows = [fight(d) for d in (11, 12, 13, 14, 16)]
    rows += [fight(12, GOV, "Old Front"), fight(17, GOV, "Old Front")]
    only = claim(id="only", type="only", events={**PAIR, "kind": "battle"})
    other = claim(id="other", type="occurred", events={"between": [GOV, "Old Front"]})
    found = {f.id: f for f in assessed([only, other], rows).findings}
    assert found["only"].verdict == "undecided"
    assert len(found["only"].other_events) == 2
    # On a record that codes battles too: others' battles stand against “the only one”.
    battles = [r | {"kind": "battle"} for r in rows]
    asserted = claim(
        id="other", type="occurred", events={"between": [GOV, "Old Front"], "kind": "battle"}
    )
    found = {f.id: f for f in assessed([only, asserted], battles, ALL_SEEING).findings}
    assert found["only"].verdict == "undecided"


@pytest.mark.parametrize(
    "when", ["2014-01-01/2020-06-30", "2020-06-01/2035-01-01", "2020-06-01/.."]
)
def test_the_only_one_needs_all_of_its_days_covered(when: str) -> None:
    rows = [fight(d) for d in (11, 12, 13, 14, 16)]
    got = verdict(claim(type="only", events={**PAIR, "kind": "battle"}, when=when), rows)
    assert got.verdict == "beyond the record"


def test_too_few_of_its_own_say_nothing() -> None:
    got = verdict(claim(type="only", events={**PAIR, "kind": "battle"}), [fight(), *EYES])
    assert got.verdict == "undecided"


# count and toll


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ({"low": 3, "high": 3}, "borne out"),
        ({"low": 2, "high": 2}, "contradicted"),
        ({"low": 2}, "borne out"),
        ({"low": 4, "high": 4}, "borne out"),  # three certain, one possible
        ({"low": 4}, "undecided"),  # the possible one may belong elsewhere
        ({"low": 5, "high": 5}, "undecided"),
        ({"high": 10}, "partly borne out"),  # bloodless ones are invisible
        ({"high": 3}, "undecided"),  # the possible one may be a fourth
        (0, "contradicted"),
    ],
)
def test_count(number: Any, expected: str) -> None:
    apart = [fight(11), fight(12, lat=10.2), fight(13, lat=9.8), fight(14, where_prec=4)]
    rows = [*apart, *EYES]
    assert verdict(claim(type="count", events=PAIR, number=number), rows).verdict == expected


def test_rows_of_one_fight_do_not_contradict_one_battle() -> None:
    rows = [fight(11), fight(12), fight(13), *EYES]
    one = claim(type="count", events=PAIR, number=1)
    assert verdict(one, rows).verdict != "contradicted"


def test_a_count_of_zero_is_never_borne_out_by_silence() -> None:
    assert verdict(claim(type="count", events=PAIR, number=0), EYES).verdict == "undecided"


def test_a_count_that_rests_on_possible_events_is_undecided() -> None:
    rows = [fight(11), *[fight(d, where_prec=4) for d in range(12, 20)], *EYES]
    assert verdict(claim(type="count", events=PAIR, number=7), rows).verdict == "undecided"


def test_a_count_of_what_the_record_cannot_tell_is_not_contradicted() -> None:
    rows = [fight(11), fight(12), fight(13), *EYES]
    one = claim(type="count", events={**PAIR, "kind": "airstrike"}, number=1)
    assert verdict(one, rows).verdict == "undecided"


@pytest.mark.parametrize(
    ("killed", "expected"),
    [
        ({"low": 30, "high": 30}, "borne out"),
        ({"low": 25, "high": 25}, "borne out"),  # the low estimates
        ({"low": 10, "high": 10}, "contradicted"),
        ({"low": 10}, "borne out"),  # at least ten
        ({"low": 400}, "undecided"),
        ({"low": 5, "high": 5, "of": "Civilians"}, "borne out"),
        ({"low": 20, "high": 20, "of": LEAGUE}, "borne out"),
        ({"low": 20, "by": FRONT}, "beyond the record"),
        ({"low": 30, "by": FRONT, "of": "Civilians"}, "undecided"),
    ],
)
def test_toll(killed: dict[str, Any], expected: str) -> None:
    rows = [
        fight(11, best=10, low=5, high=10, deaths_b=10),
        fight(12, best=20, deaths_b=10, deaths_civilians=5),
        row(side_a=[FRONT], side_b=["Civilians"], directed=True, kind="killing of civilians",
            start=dt.date(2019, 1, 1)),
        *EYES,
    ]  # fmt: skip
    assert verdict(claim(type="toll", killed=killed), rows).verdict == expected


def test_a_record_that_does_not_count_the_dead_cannot_speak_of_a_toll() -> None:
    rows = [fight(11, best=-1), fight(12, best=-1), *EYES]
    got = verdict(claim(type="toll", killed={"low": 30}), rows)
    assert got.verdict == "beyond the record"
    assert "2 deadly events" in got.because
    assert "gives no number of dead" in got.because
    told = verdict(claim(type="occurred", events=PAIR), rows)
    assert "(number of dead not given)" in told.because
    some = [fight(11, best=-1), fight(12, best=40), *EYES]
    partly = verdict(claim(type="toll", killed={"low": 30}), some)
    assert partly.verdict == "borne out"
    assert "1 event has no number of dead on record" in partly.because
    assert "40 dead; 1 event without a figure" in (
        verdict(claim(type="occurred", events=PAIR), some).because
    )


def test_an_unplaced_row_counts_only_in_the_upper_bound() -> None:
    rows = [fight(11, best=10), fight(12, best=1000, where_prec=6), *EYES]
    assert verdict(claim(type="toll", killed={"low": 10, "high": 10}), rows).verdict == "borne out"
    got = verdict(claim(type="toll", killed={"low": 900}), rows)
    assert got.verdict == "undecided"
    assert got.counts.unplaced_dead == 1000


def test_sums_survive_broken_rows() -> None:
    rows = [fight(11, low=9, best=7, high=5), *EYES]
    got = verdict(claim(type="toll", killed={"low": 7, "high": 7}), rows)
    assert got.effect is not None
    assert (got.effect.low, got.effect.high) == (5.0, 9.0)


# changed


def quiet_then_busy(extra: int) -> list[dict[str, Any]]:
    """A fight every tenth day for eight years, far enough apart to be no burst, and `extra` more."""
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=10 * i) for i in range(292)]
    rows = [row(side_a=[FRONT], side_b=[LEAGUE], start=d, lat=10 + (i % 3) / 5, lon=20 + (i % 2) / 5)
            for i, d in enumerate(days)]  # fmt: skip
    first = dt.date(2020, 6, 10)
    return rows + [
        row(side_a=[FRONT], side_b=[LEAGUE], start=first + dt.timedelta(days=i % 14),
            lat=10 + (i % 3) / 5, lon=20 + (i % 2) / 5)
        for i in range(extra)
    ]  # fmt: skip


RISE = {
    "type": "changed",
    "events": PAIR,
    "when": "2020-06-10/2020-06-23",
    "direction": "rose",
    "anchored_by": {"event": "End of the truce", "on": "2020-06-10"},
}


def test_an_anchored_rise_is_borne_out_and_a_usual_one_is_not() -> None:
    got = verdict(claim(**RISE), quiet_then_busy(12))
    assert (got.verdict, got.p_kind) == ("borne out", "placebo")
    assert got.p is not None
    assert got.p <= 0.05
    assert got.naive_p is not None
    assert got.would_change
    assert verdict(claim(**RISE), quiet_then_busy(0)).verdict == "undecided"


def test_the_opposite_contradicts() -> None:
    got = verdict(claim(**RISE | {"direction": "fell"}), quiet_then_busy(12))
    assert got.verdict in ("contradicted", "undecided")
    assert got.verdict != "borne out"


def test_a_window_that_may_have_been_chosen_is_undecided() -> None:
    chosen = {k: v for k, v in RISE.items() if k != "anchored_by"}
    got = verdict(claim(**chosen), quiet_then_busy(12))
    assert got.verdict == "undecided"
    assert got.p is None


def test_a_comparison_that_the_record_cannot_make_is_beyond_it() -> None:
    airstrikes = {**PAIR, "kind": "airstrike"}
    got = verdict(claim(**RISE | {"events": airstrikes}), quiet_then_busy(12))
    assert got.verdict == "beyond the record"
    assert got.effect is not None  # the coarser numbers stand beside it


def test_a_flare_up_at_one_place_says_nothing_lasting() -> None:
    rows = quiet_then_busy(0) + [fight(12, lat=9.7, lon=19.7) for _ in range(12)]
    got = verdict(claim(**RISE), rows)
    assert got.verdict == "undecided"
    assert "burst" in got.because


def test_unconnected_events_at_one_place_are_no_flare_up() -> None:
    """A dozen of them, spread over the window, chain into one burst; nothing else binds them."""
    spread = [fight(10 + i % 14, lat=9.7, lon=19.7) for i in range(12)]
    assert verdict(claim(**RISE), quiet_then_busy(0) + spread).verdict == "borne out"
    gathered = [fight(14 + i % 3, lat=9.7, lon=19.7) for i in range(12)]
    assert verdict(claim(**RISE), quiet_then_busy(0) + gathered).verdict == "undecided"


def test_a_claimed_factor_is_part_of_the_claim() -> None:
    assert verdict(claim(**RISE | {"times": 4}), quiet_then_busy(12)).verdict == "borne out"
    far = verdict(claim(**RISE | {"times": 400}), quiet_then_busy(12))
    assert far.verdict in ("partly borne out", "contradicted")
    assert "400 times" in far.because
    assert "opposite" not in far.because


def test_a_baseline_before_the_record_gives_no_rate() -> None:
    got = verdict(claim(**RISE | {"when": "2016-01-10/2016-01-23", "anchored_by": None}),
                  quiet_then_busy(0))  # fmt: skip
    assert got.verdict == "undecided"
    assert got.effect is None
    assert "no rate is given" in got.because


@pytest.mark.parametrize("when", ["0001-01-01/2020-06-20", "2020-06-01/9999-12-31"])
@pytest.mark.parametrize("claim_type", ["occurred", "none", "only", "changed"])
def test_the_ends_of_the_calendar(when: str, claim_type: str) -> None:
    more = {"direction": "rose"} if claim_type == "changed" else {}
    got = verdict(claim(type=claim_type, events=PAIR, when=when, **more), EYES)
    assert got.verdict in ("undecided", "beyond the record", "not on record")


def test_one_test_twice_is_one_hypothesis() -> None:
    twice = [claim(**RISE | {"id": name}) for name in ("a", "b")]
    first, second = assessed(twice, quiet_then_busy(12)).findings
    assert first.p == first.p_adjusted == second.p_adjusted


@pytest.mark.parametrize("extra", [0, 1, 2])
@pytest.mark.parametrize("direction", ["rose", "fell"])
def test_a_handful_of_events_never_decides(extra: int, direction: str) -> None:
    rows = [fight(d) for d in range(12, 12 + extra)]
    got = verdict(claim(**RISE | {"direction": direction}), [*rows, *EYES])
    assert got.verdict in ("undecided", "beyond the record")


# controls


def test_who_holds_a_place_is_beyond_a_record_of_deaths() -> None:
    got = verdict(claim(type="controls", actor=FRONT), [fight(), *EYES])
    assert got.verdict == "beyond the record"
    assert got.events == ()


def test_on_a_record_with_territorial_events_silence_says_nothing() -> None:
    territorial = dataclasses.replace(ALL_SEEING, kinds=ALL_SEEING.kinds | {"capture"})
    got = verdict(claim(type="controls", actor=FRONT), [fight(), *EYES], territorial)
    assert got.verdict == "undecided"


# what is common to all


@pytest.mark.parametrize("claim_type", sorted(set(TYPES) - set(MODULES) - {"opinion"}))
def test_a_type_that_is_not_tested_is_listed_without_a_verdict(claim_type: str) -> None:
    fields: dict[str, dict[str, Any]] = {
        "ranked": {"measure": "events", "events": PAIR, "among": {"periods": "month"}},
        "displaced": {"actor": FRONT, "left": {"events": PAIR}, "took_up": {"events": PAIR}},
        "coincided": {"events": PAIR, "during": {"events": PAIR}},
        "targeted": {"actor": FRONT, "hit": LEAGUE, "rather_than": GOV},
        "followed": {"events": PAIR, "after": {"events": PAIR}, "versus": {"events": PAIR}},
        "aligned": {"actor": FRONT, "favours": LEAGUE, "against": GOV},
    }
    one = claim(type=claim_type, **fields[claim_type])
    got = verdict(one, [fight()])
    assert got.verdict is None
    assert got.state == "not tested by this version"


def test_opinions_and_unfinished_claims_are_listed_not_assessed() -> None:
    got = assessed(
        [
            claim(id="o", type="opinion", why="appeal"),
            claim(id="i", type="occurred", incomplete=["place"], where=None, events=PAIR),
            claim(id="u", type="occurred", events={"involving": "Nobody Knows Them"}),
        ],
        [fight()],
    )
    assert got.findings == ()
    assert [n.why for n in got.not_testable] == ["appeal"]
    assert [i.id for i in got.incomplete] == ["i", "u"]
    assert "unknown actor “Nobody Knows Them”" in got.incomplete[1].missing[0]


def test_in_a_hand_written_file_an_unknown_name_is_an_error_with_the_nearest() -> None:
    one = claim(type="occurred", events={"involving": "Highland Frnt"})
    with pytest.raises(UnknownActorError, match="Highland Front"):
        assessed([one], [fight()], strict=True, places={"c": "claims.yaml, line 4"})
    where = claim(type="occurred", events=PAIR, where={"place": "Quuxborough-on-Nought"})
    with pytest.raises(UnknownPlaceError, match=r"claims\.yaml, line 4"):
        assessed([where], [fight()], strict=True, places={"c": "claims.yaml, line 4"})


def test_a_denied_claim_names_who_denies_it() -> None:
    one = claim(type="occurred", events=PAIR, stance="denied", according_to="the ministry")
    got = verdict(one, [fight(), *EYES])
    assert got.because.startswith("The ministry denies this; the record has")
    assert got.verdict == "borne out"


def test_a_distance_that_decides_makes_it_undecided() -> None:
    far = [fight(lat=10.0 + 40 / 111.195), *EYES]
    near = {"near": [10.0, 20.0], "within": 30, "assumed": True}
    got = verdict(claim(type="occurred", events=PAIR, where=near), far)
    assert got.verdict == "undecided"
    assert got.sensitivity == ("At 60 km instead of 30 km: borne out.",)
    assert [(a.kind, a.label, a.verdict) for a in got.alternatives] == [
        ("distance", "30 km, as taken", "not on record"),
        ("distance", "15 km instead of 30 km", "not on record"),
        ("distance", "60 km instead of 30 km", "borne out"),
    ]
    meant = near | {"assumed": False}
    assert verdict(claim(type="occurred", events=PAIR, where=meant), far).verdict == "not on record"


def test_the_other_place_of_that_name_is_tried() -> None:
    rows = [fight(place="Abbey"), *EYES,
            row(place="Abbey", lat=12.0, adm1="South Province", start=dt.date(2018, 1, 1))]  # fmt: skip
    where = {"near": "Abbey", "within": 30, "unit": "North Province"}
    got = verdict(claim(type="occurred", events=PAIR, where=where), rows)
    assert got.verdict == "borne out"
    (other,) = got.places[0].others
    assert other.verdict != "borne out"
    assert any("is meant" in line for line in got.sensitivity)
    assert ("homonym", other.label, other.verdict) in [
        (a.kind, a.label, a.verdict) for a in got.alternatives
    ]
