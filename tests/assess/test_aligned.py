"""aligned: never more than the weakest leg, each beside its innocent explanation."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.assess.aligned import TESTS, WEAKEST_FIRST, profile, weakest
from onrecord.assess.asking import asked
from onrecord.assess.case import Answer, Bench, Case
from onrecord.assess.finding import Effect, Finding, Verdict
from onrecord.assess.sentences import CATALOGUE
from onrecord.claims import AnyClaim
from onrecord.records.schema import Expresses
from onrecord.selection import Resolver
from tests import world
from tests.rows import ALL_SEEING, UCDP_LIKE, row

FIRST = dt.date(2019, 1, 1)
A, B, C, Z = "Vask", "Highland Front", "Sea League", "Old Front"
NEVER = re.compile(r"\b(intent\w*|collu\w+|secret\w*)\b", re.IGNORECASE)


def claim(**fields: Any) -> AnyClaim:
    given_ = {"actor": A, "favours": B, "against": C, "when": "2019-01-01/2020-12-31"}
    box = {"where": {"box": [10.0, 0.0, 40.0, 20.0]}}
    return world.claim(**({"type": "aligned"} | given_ | box | fields))


def act(number: int, day: int, a: str, b: str, *, strike: bool) -> dict[str, Any]:
    """One event at the numbered place, so many days after the first of its month."""
    return row(
        start=FIRST + dt.timedelta(days=70 * (number % 10) + day),
        lat=2.0 + 2.0 * (number % 8),
        lon=12.0 + 3.0 * (number // 8),
        side_a=[a],
        side_b=[b],
        directed=strike,
        kind="airstrike" if strike else "battle",
    )


def war(favour: float, *, places: int = 24, seed: int = 1) -> list[dict[str, Any]]:
    """In every place B and Z fight C and each other; A strikes C the day after C's fights with B.

    With `favour` 1, A does so after C's fights with Z and after B's fights with Z alike, and meets
    whoever is there.
    """
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    other = 1.0 / favour
    for number in range(places):
        for start in (0, 7, 14, 21):
            rows.append(act(number, start, B, C, strike=False))
            if rng.random() < 0.6:
                rows.append(act(number, start + 1, A, C, strike=True))
            if rng.random() < 0.6 * other:
                rows.append(act(number, start + 1, A, B, strike=True))
        for start in (3, 10, 17, 24):
            enemy = B if start % 4 else C
            rows.append(act(number, start, Z, enemy, strike=False))
            if rng.random() < 0.6 * other:
                rows.append(act(number, start + 1, A, enemy, strike=True))
            if rng.random() < 0.3:
                rows.append(act(number, start, A, Z, strike=True))
        for target, often in ((C, 0.9), (B, 0.9 * other)):
            if rng.random() < often:
                rows.append(act(number, 5, A, target, strike=False))
    return rows


def finding(
    rows: list[dict[str, Any]], expresses: Expresses = ALL_SEEING, **fields: Any
) -> Finding:
    found: Finding = world.verdict(claim(**fields), rows, expresses)
    return found


def case_of(expresses: Expresses = ALL_SEEING) -> Case:
    held = world.record(war(8.0, places=2), expresses)
    gazetteer = world.gazetteer(war(8.0, places=2))
    resolver = Resolver(world.registry(), gazetteer, held.info)
    return asked(claim(), resolver, Bench(held, world.registry(), gazetteer.unit_bounds()))


CASE = case_of()
verdicts = st.sampled_from(WEAKEST_FIRST)


def test_the_order_holds_every_verdict_of_a_test() -> None:
    assert len(set(WEAKEST_FIRST)) == 6
    assert weakest(["borne out", "undecided", "partly borne out"]) == "undecided"
    assert weakest(["not on record", "beyond the record"]) == "beyond the record"
    assert weakest(["beyond the record", "contradicted"]) == "contradicted"
    assert weakest(["borne out"] * 4) == "borne out"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(verdicts, st.none() | st.floats(0, 1)), min_size=4, max_size=4),
    st.floats(0.05, 1.0),
)
def test_a_profile_is_never_more_than_its_weakest_leg(
    given_: list[tuple[Verdict, float | None]], adjusted: float
) -> None:
    def undecided(p: float | None) -> Answer:
        return Answer("undecided", "beyond.days", {"covers": "", "when": ""}, p=p)

    answers = {
        name: Answer(
            verdict,
            "beyond.days",
            {"covers": "2016 to 2023", "when": "in 2031"},
            p=p,
            p_kind="exact",
            on_adjusted=(lambda _, p=p: undecided(p)) if verdict == "borne out" else None,
        )
        for name, (verdict, p) in zip(TESTS, given_, strict=True)
    }
    answer = profile(CASE, answers)
    ranks = [WEAKEST_FIRST.index(verdict) for verdict, _ in given_]
    assert WEAKEST_FIRST.index(answer.verdict) == min(ranks)
    assert [leg.verdict for leg in answer.legs] == [verdict for verdict, _ in given_]
    if answer.p is not None:
        # All must hold: no leg's p may be larger than the whole's.
        assert all(p is not None and p <= answer.p for _, p in given_)
    if answer.verdict == "borne out" and answer.on_adjusted is not None and answer.p is not None:
        assert answer.on_adjusted(adjusted).verdict == "undecided"


def test_a_planted_favour_is_borne_out_leg_by_leg() -> None:
    found = finding(war(12.0))
    assert [leg.verdict for leg in found.legs] == ["borne out"] * 4, [
        leg.because for leg in found.legs
    ]
    assert found.verdict == "borne out"
    assert [leg.type for leg in found.legs] == ["targeted", "coincided", "targeted", "targeted"]
    assert found.p == max(leg.p for leg in found.legs if leg.p is not None)
    assert found.because.startswith("The record bears out all 4 tests")
    assert "the record does not say" in found.because
    for leg in found.legs:
        assert leg.because.startswith("The record ")
        assert re.search(r"\d", leg.innocent), leg.innocent
    assert any("intersection–union" in note for note in found.assumptions)


def test_no_favour_is_not_borne_out() -> None:
    found = finding(war(1.0))
    assert found.verdict in ("undecided", "contradicted")
    assert "The whole is worth no more than the weakest" in found.because


def test_the_reverse_of_a_planted_favour_is_contradicted() -> None:
    found = finding(war(12.0), favours=C, against=B)
    assert found.verdict == "contradicted"


def test_a_record_without_direction_cannot_show_all_of_it() -> None:
    found = finding(war(12.0), UCDP_LIKE, actor="Old Front", favours="New Front")
    assert found.verdict == "beyond the record"
    assert "does not tell who attacked whom" in found.because
    assert len(found.legs) == 4
    assert all("does not attribute" in leg.innocent for leg in found.legs[1:])
    assert found.p is None
    for word in ("borne out", "contradicted", "undecided"):
        assert word not in found.because


def test_nothing_on_record_is_undecided_and_says_what_it_would_take() -> None:
    found = finding([act(0, 0, Z, B, strike=False)])
    assert found.verdict == "undecided"
    assert found.p is None
    assert found.would_change
    assert "Too few events" in found.legs[0].innocent


def test_a_claim_about_the_future_is_beyond_the_record() -> None:
    found = finding(war(12.0, places=3), when="2031-01-01/2031-12-31")
    assert found.verdict == "beyond the record"
    assert found.legs == ()


def test_one_flare_up_is_said_to_be_one() -> None:
    numbers = {
        "strata": 6,
        "places": "6 strata",
        "n_one": "30 events",
        "bursts_one": 1,
        "finer": "in strata of half the size the odds ratio is 3",
    }
    answer = Answer("borne out", "beyond.days", {"covers": "", "when": ""} | numbers, p=0.01)
    legs = profile(CASE, dict.fromkeys(TESTS, answer)).legs
    assert "One flare-up" in legs[0].innocent
    assert "1 burst" in legs[0].innocent
    many = replace(answer, numbers=answer.numbers | {"bursts_one": 9})
    assert "odds ratio is 3" in profile(CASE, dict.fromkeys(TESTS, many)).legs[3].innocent


def test_the_number_beside_strikes_is_the_front_alone() -> None:
    numbers = {"covers": "", "when": "", "front_only_ratio": 2.5}
    answer = Answer("borne out", "beyond.days", numbers, p=0.01)
    strikes = profile(CASE, dict.fromkeys(TESTS, answer)).legs[1]
    assert "follow fighting" in strikes.innocent
    assert "2.5 times as many" in strikes.innocent


@pytest.mark.parametrize("favour", [1.0, 12.0])
def test_nothing_is_said_of_what_anyone_meant(favour: float) -> None:
    for expresses in (ALL_SEEING, UCDP_LIKE):
        said = finding(war(favour, places=8), expresses).model_dump_json()
        assert NEVER.search(said) is None


def test_no_sentence_nor_source_of_a_profile_uses_those_words() -> None:
    assess = Path(__file__).parents[2] / "src" / "onrecord" / "assess"
    texts = [text for key, text in CATALOGUE.items() if "aligned" in key or "targeted" in key]
    texts += [test.asks for test in TESTS.values()]
    texts += [path.read_text(encoding="utf-8") for path in assess.rglob("aligned*.py")]
    assert texts
    for text in texts:
        assert NEVER.search(text) is None


def test_effects_of_legs_are_kept_with_their_intervals() -> None:
    effect = Effect(name="odds ratio", value=4.0, low=1.5, high=9.0)
    answer = Answer("borne out", "beyond.days", {"covers": "", "when": ""}, p=0.01, effect=effect)
    whole = profile(CASE, dict.fromkeys(TESTS, answer))
    assert all(leg.effect == effect for leg in whole.legs)
    assert whole.numbers["choice_effect"] == 4.0
