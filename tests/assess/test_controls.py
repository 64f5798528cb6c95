"""controls: the last change of hands decides, and never more than in part."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess import assess
from onrecord.claims import AnyClaim
from onrecord.records.memory import FileRecord
from onrecord.records.schema import Taker
from tests.acled_rows import ACLED, territorial
from tests.rows import UCDP_LIKE, info, row
from tests.world import claim, day, gazetteer, registry, verdict

GOV, FRONT, REBELS, LEAGUE = "Government of Lorn", "Highland Front", "Lorn rebels", "Sea League"


def taken(on: str, by: Taker = Taker.SIDE_A, **change: Any) -> dict[str, Any]:
    """The Front takes the Old Mill from the government, unless said otherwise."""
    base = {"kind": "battle", "also": "capture", "taken_by": by, "start": day(on)}
    return row(**(base | {"side_a": [FRONT], "side_b": [GOV]} | change))


def back(on: str, **change: Any) -> dict[str, Any]:
    """The government takes it back."""
    return taken(on, Taker.SIDE_B, **change)


def controls(**fields: Any) -> AnyClaim:
    at = {"place": "Old Mill", "within": 10}
    return claim(**({"type": "controls", "actor": FRONT, "where": at} | fields))


def answer(one: AnyClaim, *rows: dict[str, Any], **about: Any) -> Any:
    held = FileRecord(territorial(rows), info(len(rows), ACLED, **about))
    names = gazetteer([*rows, row()])
    (finding,) = assess([one], held, registry(), names).findings
    return finding


def test_taken_and_not_lost_since() -> None:
    found = answer(controls(), back("2020-03-01"), taken("2020-05-11"))
    assert found.verdict == "partly borne out"
    assert found.because == (
        "The record has Highland Front taking Old Mill on 11 May 2020, 30 days before, and nobody "
        "else taking it since. What it cannot show: that Highland Front still held it from 10 to 20"
        " June 2020; it notes places changing hands, and not every time."
    )
    assert found.other_events == ("made-up@1:2",)
    assert found.counter_examples == ()


def test_taken_by_another_and_not_retaken() -> None:
    found = answer(controls(), taken("2020-03-01"), back("2020-05-11"))
    assert found.verdict == "contradicted"
    assert "Government of Lorn taking Old Mill on 11 May 2020" in found.because
    assert found.counter_examples == ("made-up@1:2",)
    assert answer(controls(actor=GOV), back("2020-05-11")).verdict == "partly borne out"
    assert answer(controls(actor=LEAGUE), back("2020-05-11")).verdict == "contradicted"


@pytest.mark.parametrize(
    ("rows", "verdict_", "key"),
    [
        ([taken("2020-06-15")], "partly borne out", "taking Old Mill on 15 June"),
        ([back("2020-06-15")], "undecided", "held by more than one side"),
        ([taken("2020-05-01"), back("2020-06-15", side_a=[LEAGUE])], "undecided", "more than one"),
        ([back("2020-06-15", side_a=[LEAGUE])], "contradicted", "not Highland Front"),
        ([back("2020-06-10")], "contradicted", "not Highland Front"),
        ([back("2020-06-15"), taken("2020-06-16")], "partly borne out", "on 16 June"),
        ([taken("2019-11-01")], "undecided", "too long ago"),
        ([back("2019-11-01")], "undecided", "too long ago"),
        ([taken("2020-06-21")], "undecided", "no change of hands within 10 km of Old Mill"),
        ([], "undecided", "that says nothing"),
        ([taken("2020-05-01"), back("2020-05-01")], "undecided", "may have changed that"),
    ],
)
def test_days(rows: list[dict[str, Any]], verdict_: str, key: str) -> None:
    found = answer(controls(), *rows)
    assert found.verdict == verdict_
    assert key in found.because


@pytest.mark.parametrize(
    ("later", "verdict_"),
    [
        (back("2020-05-20", lat=10.05, place="New Mill"), "undecided"),  # near by
        (back("2020-05-20", lat=10.5, place="New Mill"), "partly borne out"),  # farther off
        (back("2020-05-20", lat=10.05, where_prec=2), "undecided"),
        (back("2020-05-20", where_prec=4), "undecided"),  # somewhere in the province
        (back("2020-05-20", end=day("2020-06-25"), date_prec=4), "undecided"),
        (taken("2020-05-20", Taker.UNKNOWN), "undecided"),
        (back("2020-05-20", side_b=[REBELS], side_a=[GOV]), "undecided"),  # an umbrella of it
        (back("2020-05-20", side_b=[LEAGUE], assoc_b=[FRONT]), "undecided"),
        (taken("2020-05-20", side_a=[FRONT], where_prec=4), "partly borne out"),
    ],
)
def test_what_may_have_come_later(later: dict[str, Any], verdict_: str) -> None:
    found = answer(controls(), taken("2020-05-11"), later)
    assert found.verdict == verdict_


def test_an_unknown_taker_other_than_the_claimed() -> None:
    later = taken("2020-05-20", Taker.UNKNOWN, side_a=[LEAGUE], side_b=["Old Front"])
    found = answer(controls(), taken("2020-05-11"), later)
    assert found.verdict == "contradicted"
    assert "one of two other sides taking" in found.because


def test_nothing_certain() -> None:
    found = answer(controls(), taken("2020-05-11", where_prec=4))
    assert found.verdict == "undecided"
    assert "no change of hands that is certainly that of Old Mill" in found.because


def test_a_part_holds_for_the_whole() -> None:
    rows = [taken("2020-05-11", side_a=["Lorn Guard"], side_b=[FRONT])]
    assert answer(controls(actor=GOV), *rows).verdict == "partly borne out"


def test_a_region_is_not_held_by_one_event() -> None:
    found = answer(
        controls(where={"place": "North Province", "taken_as": "unit"}),
        taken("2020-05-11"),
        back("2020-05-12"),
        taken("2020-05-13"),
    )
    assert found.verdict == "undecided"
    assert found.because.startswith(
        "The record has 2 events in North Province until 20 June 2020 in which Highland Front took"
    )


def test_two_places_are_as_weak_as_the_weaker() -> None:
    where = [{"near": [10.0, 20.0], "within": 10}, {"near": [12.0, 22.0], "within": 10}]
    lost = back("2020-05-12", lat=12.0, lon=22.0, place="Far Mill")
    found = answer(controls(where=where), taken("2020-05-11"), lost)
    assert found.verdict == "contradicted"
    kept = taken("2020-05-12", lat=12.0, lon=22.0, place="Far Mill")
    assert answer(controls(where=where), taken("2020-05-11"), kept).verdict == "partly borne out"


def test_days_that_are_not_covered() -> None:
    short = {"last": day("2020-06-15")}
    assert answer(controls(), taken("2020-05-11"), **short).verdict == "beyond the record"
    future = controls(when="2030-06")
    assert answer(future, taken("2020-05-11")).verdict == "beyond the record"
    since = controls(when="2020-06-10/..")
    assert answer(since, taken("2020-05-11")).verdict == "partly borne out"
    assert answer(since, taken("2020-05-11"), back("2023-05-11")).verdict == "undecided"


def test_a_record_without_territorial_events() -> None:
    found = verdict(controls(), [row()], UCDP_LIKE)
    assert found.verdict == "beyond the record"
    assert "does not say who holds a place" in found.because


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_last_one_decides_in_any_order(moves: list[tuple[int, bool]], random: Any) -> None:
    rows = [
        (taken if ours else back)(f"2020-05-{10 + at}", id=str(i + 2))
        for i, (at, ours) in enumerate(moves)
    ]
    latest = max(at for at, _ in moves)
    holders = {ours for at, ours in moves if at == latest}
    expected = "undecided"
    if len(holders) == 1:
        expected = "partly borne out" if holders == {True} else "contradicted"
    random.shuffle(rows)
    assert answer(controls(), *rows).verdict == expected
