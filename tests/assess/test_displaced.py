"""A stopped fighting B and turned to C: two changes, of which the weaker one names the verdict."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.rows import ALL_SEEING, row
from tests.world import assessed, claim, verdict

FRONT, LEAGUE, OLD = "Highland Front", "Sea League", "Old Front"
FIRST = dt.date(2020, 6, 10)
DAYS = 30
MOVED: dict[str, Any] = {
    "type": "displaced",
    "actor": FRONT,
    "left": {"events": {"between": [FRONT, LEAGUE]}, "where": {"near": [10.0, 20.0], "within": 50}},
    "took_up": {"events": {"between": [FRONT, OLD]}, "where": {"near": [13.0, 20.0], "within": 50}},
    "when": "2020-06-10/2020-07-09",
    "anchored_by": {"event": "The deal", "on": "2020-06-10"},
}


def series(
    against: str, lat: float, *, usual: int, inside: int, **given: Any
) -> list[dict[str, Any]]:
    """A fight every `usual` days for eight years, but `inside` of them in the window.

    The places lie farther than 10 km from one another, so that fights do not chain into one.
    """
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=i) for i in range(0, 2900, usual)]
    days = [day for day in days if not 0 <= (day - FIRST).days < DAYS]
    days += [FIRST + dt.timedelta(days=(i * DAYS // max(inside, 1)) % DAYS) for i in range(inside)]
    return [
        row(side_a=[FRONT], side_b=[against], start=day, lat=lat + (i % 4) / 9,
            lon=20 + (i % 3) / 9, **given)
        for i, day in enumerate(days)
    ]  # fmt: skip


def left(inside: int, **given: Any) -> list[dict[str, Any]]:
    return series(LEAGUE, 10.0, usual=2, inside=inside, **given)


def took_up(inside: int, **given: Any) -> list[dict[str, Any]]:
    return series(OLD, 13.0, usual=6, inside=inside, **given)


def test_both_legs_are_needed_and_both_are_shown() -> None:
    got = verdict(claim(**MOVED), [*left(0), *took_up(25)])
    assert (got.verdict, got.p_kind) == ("borne out", "placebo")
    assert [leg.verdict for leg in got.legs] == ["borne out", "borne out"]
    assert got.p == max(leg.p for leg in got.legs)
    assert got.legs[0].name.endswith("fell")
    assert got.legs[1].name.endswith("rose")
    assert all(leg.innocent for leg in got.legs)
    assert "The timing fits; why is not on record." in got.because
    assert "because of" not in got.because
    assert got.would_change


@pytest.mark.parametrize(
    ("left_inside", "took_up_inside"),
    [(15, 25), (0, 5), (15, 5)],
    ids=["only the rise", "only the fall", "neither"],
)
def test_one_leg_alone_is_not_borne_out(left_inside: int, took_up_inside: int) -> None:
    got = verdict(claim(**MOVED), [*left(left_inside), *took_up(took_up_inside)])
    assert got.verdict == "undecided"
    assert len(got.legs) == 2
    assert "undecided" in [leg.verdict for leg in got.legs]


def test_the_opposite_in_one_leg_contradicts() -> None:
    got = verdict(claim(**MOVED), [*left(45), *took_up(25)])
    assert got.verdict == "contradicted"
    assert [leg.verdict for leg in got.legs] == ["contradicted", "borne out"]
    assert got.p is not None
    assert got.p <= 0.05
    assert got.p == pytest.approx(2 * got.legs[0].p)


def test_a_chosen_window_without_peers_says_how_many_it_takes() -> None:
    chosen = {k: v for k, v in MOVED.items() if k != "anchored_by"}
    got = verdict(claim(**chosen), [*left(0), *took_up(25)])
    assert (got.verdict, got.p) == ("undecided", None)
    assert "19 are needed" in got.because
    assert "19" in got.would_change


def test_a_record_that_does_not_say_so_gives_numbers_and_no_verdict() -> None:
    strikes = MOVED | {"took_up": {"events": {"by": FRONT, "against": OLD, "kind": "airstrike"},
                                   "where": {"near": [13.0, 20.0], "within": 50}}}  # fmt: skip
    got = verdict(claim(**strikes), [*left(0), *took_up(25)])
    assert got.verdict == "beyond the record"
    assert "that it was an airstrike" in got.because
    assert "25 deadly events" in got.because
    assert (got.p, got.legs) == (None, ())
    coded = [*left(0, kind="battle"), *took_up(25, kind="airstrike", directed=True)]
    assert verdict(claim(**strikes), coded, ALL_SEEING).verdict == "borne out"


def test_a_day_that_the_record_does_not_cover() -> None:
    after = MOVED | {"when": "2024-06-10/2024-07-09"}
    assert verdict(claim(**after), [*left(0), *took_up(25)]).verdict == "beyond the record"
    across = MOVED | {"when": "2023-12-20/2024-01-10"}
    assert verdict(claim(**across), [*left(0), *took_up(25)]).verdict == "beyond the record"


@pytest.mark.parametrize("rows", [[], [row()], [row(), row()]], ids=["0", "1", "2"])
def test_a_handful_of_events_never_decides(rows: list[dict[str, Any]]) -> None:
    got = verdict(claim(**MOVED), [*rows, row(side_a=["Red"], side_b=["Blue"], lat=30.0)])
    assert got.verdict == "undecided"
    assert got.p is None


def test_coarse_events_that_may_fill_the_gap_leave_it_open() -> None:
    """Fifteen fights in the window, somewhere in the province: the fall may not have been one."""
    coarse = [
        row(side_a=[FRONT], side_b=[LEAGUE], where_prec=4,
            start=FIRST + dt.timedelta(days=2 * i), id=f"x{i}") for i in range(15)
    ]  # fmt: skip
    got = verdict(claim(**MOVED), [*left(0), *took_up(25), *coarse])
    assert got.verdict == "undecided"
    assert got.legs[0].verdict == "undecided"
    assert "coded too coarsely" in got.legs[0].because


def test_legs_in_either_order_and_rows_in_any() -> None:
    rows = [*left(0), *took_up(25)]
    one, other = verdict(claim(**MOVED), rows), verdict(claim(**MOVED), rows[::-1])
    assert (one.p, one.because) == (other.p, other.because)


def test_two_claims_share_the_five_per_cent() -> None:
    rows = [*left(0), *took_up(25)]
    second = MOVED | {"took_up": {"events": {"between": [FRONT, "Vask"]},
                                  "where": {"near": [16.0, 20.0], "within": 50}}}  # fmt: skip
    more = series("Vask", 16.0, usual=6, inside=25)
    tested = assessed(
        [claim(**MOVED | {"id": "a"}), claim(**second | {"id": "b"})],
        [*rows, *more],
        ALL_SEEING,
    )
    for finding in tested.findings:
        assert finding.p_adjusted is None or finding.p is None or finding.p_adjusted >= finding.p
