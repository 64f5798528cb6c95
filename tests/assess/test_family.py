"""Several tests in one report: who counts among them does not depend on what they found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from tests.rows import ALL_SEEING, row
from tests.world import assessed, claim

FIRST = dt.date(2016, 1, 1)
DAYS = 8 * 365
ANCHOR = {"event": "the truce", "on": "2020-06-10"}


def place(number: int) -> dict[str, Any]:
    return {"near": [float(number), 20.0], "within": 30}


def fights(number: int, per_day: float, *, burst: int = 0) -> list[dict[str, Any]]:
    """Years of even fighting at one place, more of it from the anchor on if asked for."""
    rng = np.random.default_rng([7, number])
    days = np.flatnonzero(rng.random(DAYS) < per_day).tolist()
    inside = (dt.date(2020, 6, 10) - FIRST).days
    days += [inside + i % 14 for i in range(burst)]
    return [
        row(
            id=f"{number}-{i}",
            start=FIRST + dt.timedelta(days=int(day)),
            lat=float(number) + float(rng.uniform(-0.2, 0.2)),
            lon=20.0 + float(rng.uniform(-0.2, 0.2)),
            side_a=("Sea League",),
            side_b=("Highland Front",),
        )
        for i, day in enumerate(days)
    ]


def rose(number: int) -> Any:
    return claim(
        id=f"c{number}",
        type="changed",
        events={"between": ["Sea League", "Highland Front"]},
        where=place(number),
        when="2020-06-10/2020-06-23",
        direction="rose",
        anchored_by=ANCHOR,
    )


def test_a_test_that_found_too_few_events_for_a_p_still_counts() -> None:
    """One clear rise; beside it, places as quiet in the window as nearly always."""
    rows = fights(0, 0.3, burst=14)
    quiet = range(10, 15)
    for number in quiet:
        rows += fights(number, 0.05)
    (alone,) = assessed([rose(0)], rows, ALL_SEEING).findings
    among = assessed([rose(n) for n in (0, *quiet)], rows, ALL_SEEING).findings
    assert alone.p is not None
    assert [finding.p for finding in among[1:]] == [None] * len(quiet)
    assert among[0].p == alone.p
    assert among[0].p_adjusted is not None
    assert among[0].p_adjusted >= min(1.0, 2 * alone.p), "the others were tested too"


def test_a_none_claim_that_is_contradicted_still_counts() -> None:
    rows = fights(0, 0.3, burst=14) + fights(10, 0.3)
    none = claim(
        id="none",
        type="none",
        events={"between": ["Sea League", "Highland Front"]},
        where=place(10),
        when="2020-06-10/2020-06-23",
        anchored_by=ANCHOR,
    )
    first, second = assessed([rose(0), none], rows, ALL_SEEING).findings
    assert second.verdict == "contradicted"
    assert first.p is not None
    assert first.p_adjusted == min(1.0, 2 * first.p)
