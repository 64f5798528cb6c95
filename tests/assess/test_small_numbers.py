"""Every claim type with no, one or two events: sentences that read well, and never a bare p or NaN."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

import pytest

from onrecord.assess import MODULES
from onrecord.records.schema import Expresses
from tests.rows import ALL_SEEING, UCDP_LIKE, row
from tests.world import assessed, claim

FRONT, LEAGUE, OLD, GOV = "Highland Front", "Sea League", "Old Front", "Government of Lorn"
HERE, THERE = ({"near": [lat, 20.0], "within": 50} for lat in (10.0, 13.0))
DEAL = {"event": "The deal", "on": "2020-06-10"}


def between(a: str, b: str) -> dict[str, list[str]]:
    return {"between": [a, b]}


PAIR = between(FRONT, LEAGUE)
ROSE: dict[str, Any] = {"type": "changed", "direction": "rose", "events": PAIR}
FELL = ROSE | {"direction": "fell"}
RANKED: dict[str, Any] = {"type": "ranked", "measure": "events", "events": PAIR}
LEFT = {"events": PAIR, "where": HERE}
TOOK_UP = {"events": between(FRONT, OLD), "where": HERE}
CLAIMS: dict[str, dict[str, Any]] = {
    "rose": ROSE,
    "rose, anchored": ROSE | {"anchored_by": DEAL},
    "fell": FELL,
    "fell, anchored": FELL | {"anchored_by": DEAL},
    "rose four times": ROSE | {"anchored_by": DEAL, "times": 4},
    "rose more": ROSE | {"anchored_by": DEAL, "versus": {"events": between(FRONT, OLD)}},
    "displaced": {
        "type": "displaced",
        "actor": FRONT,
        "left": LEFT,
        "took_up": TOOK_UP,
        "anchored_by": DEAL,
    },
    "coincided": {"type": "coincided", "events": PAIR, "during": {"events": between(OLD, LEAGUE)}},
    "followed": {
        "type": "followed",
        "events": PAIR,
        "after": {"events": between(OLD, LEAGUE)},
        "versus": {"events": between(FRONT, OLD)},
    },
    "targeted": {"type": "targeted", "actor": FRONT, "hit": LEAGUE, "rather_than": OLD},
    "aligned": {"type": "aligned", "actor": FRONT, "favours": LEAGUE, "against": OLD},
    "none": {"type": "none", "events": PAIR},
    "none, anchored": {"type": "none", "events": PAIR, "anchored_by": DEAL},
    "count": {"type": "count", "events": PAIR, "number": {"low": 2}},
    "count, at most": {"type": "count", "events": PAIR, "number": {"high": 1}},
    "toll": {"type": "toll", "killed": {"low": 2}},
    "ranked periods": RANKED | {"among": {"periods": "month", "since": "2019-01-01"}},
    "ranked actors": RANKED
    | {"measure": "killed", "events": {"involving": FRONT}, "among": {"actors": [LEAGUE, OLD]}},
    "ranked places": RANKED | {"among": {"places": [THERE]}},
    "controls": {"type": "controls", "actor": FRONT},
    "occurred": {"type": "occurred", "events": PAIR},
    "only": {"type": "only", "events": PAIR},
}


def event(a: str, b: str, day: int, **given: Any) -> dict[str, Any]:
    date = dt.date(2020, 6, day)
    return row(side_a=[a], side_b=[b], start=date, directed=True, kind="battle", **given)


def events(own: int, others: int) -> list[dict[str, Any]]:
    rows = [event(FRONT, LEAGUE, 12 + 3 * i, lat=10 + 0.1 * i) for i in range(own)]
    rows += [event(OLD, LEAGUE, 11 + 3 * i) for i in range(others)]
    rows += [event(FRONT, OLD, 11) for _ in range(others)]
    eyes = [row(side_a=["Vask"], start=dt.date(2020, month, 1)) for month in (2, 3, 4, 5, 7, 8)]
    return rows + eyes


NAN = float("nan")
RECORDS: dict[str, list[dict[str, Any]]] = {
    "nothing at all": [row(side_a=["Vask"], start=dt.date(2018, 1, 1))],
    "none, none": events(0, 0),
    "one, none": events(1, 0),
    "none, one": events(0, 1),
    "one, one": events(1, 1),
    "two, two": events(2, 2),
    "one day, one point": [
        *(event(FRONT, LEAGUE, 15) for _ in range(20)),
        *(event(OLD, LEAGUE, 14) for _ in range(20)),
        *(event(FRONT, OLD, 14) for _ in range(3)),
    ],
    "possible": [event(FRONT, LEAGUE, 15, where_prec=4), event(OLD, LEAGUE, 9, where_prec=4)],
    "no coordinates": [event(FRONT, LEAGUE, 15, lat=NAN, lon=NAN), event(OLD, LEAGUE, 14)],
    "poles": [event(FRONT, LEAGUE, 15, lat=90, lon=180), event(OLD, LEAGUE, 14, lat=-90, lon=-180)],
}
DAYS = {
    "longer than the record": "2010-01-01/2030-01-01",
    "the whole record": "2016-01-01/2023-12-31",
    "a baseline before the record": "2016-01-05/2016-01-20",
    "in the future": "2030-01-01/2030-02-01",
    "one day": "2020-06-15",
}
BAD = {
    "a double space": r"  ",
    "a hole": r"\bNone\b(?! of the )|\bnan\b|\{|\(\)|: \.|,,|\.\.| \.|tells \.",
    "nothing of nothing": r"\b(0|no) of no\b|\bonly no\b|\bno no\b|without a such|\b0 more\b",
    "a zero in figures": r"(?<![\d.,])0 (events?|bursts?|such|dead)\b",
    "one as many": r"(?<![\d.,])1 (?:deadly )?(?:events|bursts|rows|others|windows|places|fights)\b",
    "a number without commas": r"\b\d{4,} (days|events|windows)\b",
    "fewer than none": r"(?<![\d.])-\d",
}


def misread(
    one: dict[str, Any], rows: list[dict[str, Any]], expresses: Expresses = ALL_SEEING
) -> list[str]:
    """What stumbles when the finding on a claim is read aloud; [] if nothing does."""
    tested = assessed([claim(**one)], rows, expresses)
    assert not tested.incomplete
    (found,) = tested.findings
    said = [found.because, found.would_change, *found.assumptions, *found.sensitivity]
    for leg in found.legs:
        said += [leg.because, leg.innocent or ""]
    wrong = [
        f"{what}: {text}"
        for text in said
        for what, pattern in BAD.items()
        if re.search(pattern, text)
    ]
    if not found.because.startswith("The record "):
        wrong.append(f"does not begin with the record: {found.because}")
    uncovered = "does not cover all of the" in found.because
    if uncovered and ("none in the" in found.because or "recorded before" in found.because):
        wrong.append(f"silence where nothing is covered: {found.because}")
    numbers = [found.p, found.naive_p, found.power]
    if found.effect is not None:
        numbers += [found.effect.value, found.effect.low, found.effect.high]
    wrong += [f"not finite: {n}" for n in numbers if n is not None and not math.isfinite(n)]
    wrong += [
        f"a bare p: {part.p}"
        for part in (found, *found.legs)
        if part.p is not None and not part.p_kind
    ]
    return wrong


def test_every_type_is_read() -> None:
    assert {one["type"] for one in CLAIMS.values()} == set(MODULES)


@pytest.mark.parametrize("number", RECORDS)
@pytest.mark.parametrize("name", CLAIMS)
def test_few_events_are_told_plainly(name: str, number: str) -> None:
    assert misread(CLAIMS[name], RECORDS[number]) == []


@pytest.mark.parametrize("number", ["none, none", "two, two"])
@pytest.mark.parametrize("name", CLAIMS)
def test_few_deadly_events_are_told_plainly(name: str, number: str) -> None:
    assert misread(CLAIMS[name], RECORDS[number], UCDP_LIKE) == []


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("name", CLAIMS)
def test_days_at_the_edge_are_told_plainly(name: str, when: str) -> None:
    assert misread(CLAIMS[name] | {"when": DAYS[when]}, RECORDS["one, one"]) == []


@pytest.mark.parametrize("at", [[-89.9, 180.0], [0.0, -180.0]])
@pytest.mark.parametrize("name", CLAIMS)
def test_poles_and_the_date_line_are_places(name: str, at: list[float]) -> None:
    one = dict(CLAIMS[name])
    if one["type"] != "displaced":
        one |= {"where": {"near": at, "within": 50}}
    assert misread(one, RECORDS["poles"]) == []


def test_a_chosen_rise_needs_the_days_before_it() -> None:
    early = [
        row(side_a=[FRONT], side_b=[LEAGUE], start=dt.date(2016, 1, 10), lat=9.8 + 0.1 * i)
        for i in range(5)
    ]
    (found,) = assessed(
        [claim(**ROSE | {"when": "2016-01-05/2016-01-20"})], [*early, *events(0, 0)]
    ).findings
    assert (found.verdict, found.p) == ("undecided", None)
    assert "does not cover all of the 96 days before" in found.because
    assert "does not cover all of the days before it" in found.because
