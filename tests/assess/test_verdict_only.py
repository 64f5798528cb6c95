"""Leaving out what decides no verdict leaves verdict, p and interval as they are, for every type."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from onrecord.assess.asking import asked
from onrecord.assess.case import Answer, Bench, Case
from onrecord.assess.run import MODULES
from onrecord.claims import AnyClaim
from onrecord.selection import Resolver
from tests import world
from tests.assess import (
    test_aligned,
    test_changed,
    test_coincided,
    test_displaced,
    test_followed,
    test_ranked,
    test_targeted,
)
from tests.rows import ALL_SEEING, row

Rows = list[dict[str, Any]]
HERE = {"where": {"near": [10.0, 20.0], "within": 50}, "when": "2020-06-01/2020-06-30"}
BATTLES = {"events": {"between": ["Government of Lorn", "Highland Front"], "kind": "battle"}}
JUNE = [
    row(
        start=dt.date(2020, 6, 3 + 4 * n),
        kind="battle",
        side_a=["Government of Lorn"],
        side_b=["Highland Front"],
        lat=10.0 + n / 20,
    )
    for n in range(6)
]


def plain(**fields: Any) -> AnyClaim:
    return world.claim(**(HERE | BATTLES | fields))


CASES: dict[str, tuple[AnyClaim, Rows]] = {
    "occurred": (plain(type="occurred"), JUNE),
    "none": (plain(type="none"), JUNE),
    "only": (plain(type="only"), JUNE),
    "count": (plain(type="count", number={"low": 5}), JUNE),
    "toll": (world.claim(type="toll", killed={"low": 5}, **HERE), JUNE),
    "controls": (world.claim(type="controls", actor="Highland Front", **HERE), JUNE),
    "ranked": (test_ranked.ranked(), test_ranked.MONTHS),
    "changed, anchored": (
        world.claim(**test_changed.ANCHORED), test_changed.war(more=30)
    ),
    "changed, not": (world.claim(**test_changed.ANCHORED), test_changed.war()),
    "changed, chosen": (world.claim(**test_changed.CHOSEN), test_changed.war(more=30)),
    "displaced": (
        world.claim(**test_displaced.MOVED), [*test_displaced.left(0), *test_displaced.took_up(25)]
    ),
    "displaced, not": (
        world.claim(**test_displaced.MOVED), [*test_displaced.left(0), *test_displaced.took_up(5)]
    ),
    "coincided": (test_coincided.coinciding(), test_coincided.war(1, reacting=0.5)),
    "coincided, not": (test_coincided.coinciding(), test_coincided.war(3)),
    "coincided, jitter": (
        test_coincided.coinciding(), test_coincided.war(2, others=0, reacting=0.6)
    ),
    "targeted": (test_targeted.claim(), test_targeted.war(5.0)),
    "targeted, not": (test_targeted.claim(), test_targeted.war(1.0)),
    "followed": (test_followed.claim(), test_followed.war(3.0)),
    "followed, not": (test_followed.claim(), test_followed.war(0.0)),
    "followed, fewer": (test_followed.turned(), test_followed.war(3.0)),
    "aligned": (test_aligned.claim(), test_aligned.war(8.0)),
}  # fmt: skip
TESTED = {"changed", "displaced", "coincided", "targeted", "followed"}
"""Types with a test, of which power and what would change the answer are told."""


def case_of(one: AnyClaim, rows: Rows, *, verdict_only: bool) -> Case:
    held, places = world.record(rows, ALL_SEEING), world.gazetteer(rows)
    registry = world.registry()
    bench = Bench(held, registry, places.unit_bounds(), 1, verdict_only=verdict_only)
    return asked(one, Resolver(registry, places, held.info), bench)


def decided(answer: Answer) -> tuple[Any, ...]:
    """All of an answer that a verdict, or a calibration, rests on."""
    effect = answer.effect
    handled = answer.handled_by
    return (
        answer.verdict,
        answer.template,
        answer.p,
        answer.p_kind,
        answer.capacity,
        effect and (effect.value, effect.low, effect.high),
        handled and (handled.handled_by, handled.agree),
        answer.on_adjusted is None,
        [(leg.verdict, leg.p) for leg in answer.legs],
    )


@pytest.mark.parametrize("name", CASES)
def test_what_decides_is_the_same_with_and_without_the_rest(name: str) -> None:
    one, rows = CASES[name]
    module = MODULES[one.type]
    whole = module(case_of(one, rows, verdict_only=False))
    quick = module(case_of(one, rows, verdict_only=True))
    assert decided(quick) == decided(whole)
    if whole.on_adjusted is not None and quick.on_adjusted is not None:
        assert decided(quick.on_adjusted(0.2)) == decided(whole.on_adjusted(0.2))


@pytest.mark.parametrize("name", [name for name in CASES if CASES[name][0].type in TESTED])
def test_power_and_what_would_change_the_answer_are_left_out(name: str) -> None:
    one, rows = CASES[name]
    quick = MODULES[one.type](case_of(one, rows, verdict_only=True))
    assert quick.power is None
    whole = MODULES[one.type](case_of(one, rows, verdict_only=False))
    assert whole.would_change


def test_after_a_contradicted_leg_a_verdict_alone_asks_for_no_other() -> None:
    one = test_aligned.claim(favours=test_aligned.C, against=test_aligned.B)
    rows, module = test_aligned.war(12.0), MODULES["aligned"]
    whole = module(case_of(one, rows, verdict_only=False))
    quick = module(case_of(one, rows, verdict_only=True))
    assert (quick.verdict, quick.p) == (whole.verdict, whole.p) == ("contradicted", None)
    verdicts = [leg.verdict for leg in whole.legs]
    assert len(verdicts) == 4
    until = verdicts.index("contradicted") + 1
    assert [leg.verdict for leg in quick.legs] == verdicts[:until]
    assert until < 4


@pytest.mark.parametrize("name", ["coincided", "targeted", "followed", "changed, anchored"])
def test_a_case_asked_for_its_verdict_first_answers_the_rest_alike(name: str) -> None:
    one, rows = CASES[name]
    module = MODULES[one.type]
    case = case_of(one, rows, verdict_only=False)
    module(case.for_verdict())
    after = module(case.among(2))
    fresh = module(case_of(one, rows, verdict_only=False).among(2))
    assert decided(after) == decided(fresh)
    assert (after.power, after.would_change) == (fresh.power, fresh.would_change)


def test_every_tested_type_is_here() -> None:
    assert {one.type for one, _ in CASES.values()} == set(MODULES)
