"""followed: a planted consequence is found; bursts, fronts and coarse rows are not taken for one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from onrecord.assess import followed_work
from onrecord.assess.finding import Finding
from onrecord.claims import AnyClaim
from tests import world
from tests.rows import ALL_SEEING, row

FIRST = dt.date(2019, 1, 1)
WIDE = {"box": [10.0, 0.0, 40.0, 20.0]}
FIGHTS = {"side_a": ["Highland Front"], "side_b": ["Sea League"], "kind": "battle"}
STRIKES = {"side_a": ["Vask"], "side_b": ["Sea League"], "directed": True, "kind": "airstrike"}
SHELLS = {"side_a": ["Vask"], "side_b": ["Sea League"], "directed": True, "kind": "shelling"}


def claim(**fields: Any) -> AnyClaim:
    given: dict[str, Any] = {
        "type": "followed",
        "events": {"between": ["Highland Front", "Sea League"], "kind": "battle"},
        "after": {"events": {"by": "Vask", "against": "Sea League", "kind": "airstrike"}},
        "versus": {"events": {"by": "Vask", "against": "Sea League", "kind": "shelling"}},
        "when": "2019-01-01/2021-12-31",
        "where": WIDE,
    }
    return world.claim(**(given | fields))


def turned(**fields: Any) -> AnyClaim:
    """The same claim the other way round."""
    one = {"events": {"by": "Vask", "against": "Sea League", "kind": "airstrike"}}
    other = {"events": {"by": "Vask", "against": "Sea League", "kind": "shelling"}}
    return claim(after=other, versus=one, **fields)


def war(
    after_strikes: float, *, places: int = 40, seed: int = 1, repeated: int = 1, **how: Any
) -> list[dict[str, Any]]:
    """Places far apart, each with strikes and shelling 15 km from one another, and battles at any
    time; strikes bring `after_strikes` more. `repeated`: events of each burst."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for place in range(places):
        lat, lon = 2.0 + 2.0 * (place % 8), 12.0 + 3.0 * (place // 8)
        start = FIRST + dt.timedelta(days=60 + 24 * place)

        def at(day: float, sides: dict[str, Any], side: int, shift: float = 0.0) -> None:
            point = {"lat": lat + 0.13 * side + shift, "lon": lon}  # noqa: B023
            rows.append(row(start=start + dt.timedelta(days=int(day)), **point, **sides, **how))  # noqa: B023

        for side, sides in enumerate((STRIKES, SHELLS)):
            for day in range(repeated):
                at(day, sides, side)
            for day in rng.integers(-14, 15, 4):
                at(day, FIGHTS, side, 0.02)
            for _ in range(rng.poisson(after_strikes) if side == 0 else 0):
                at(rng.integers(1, 8), FIGHTS, side, 0.02)
    return rows


def verdict(rows: list[dict[str, Any]], one: AnyClaim | None = None, **how: Any) -> Finding:
    expresses = how.pop("expresses", ALL_SEEING)
    finding: Finding = world.verdict(one or claim(), rows, expresses, **how)
    return finding


def test_a_planted_consequence_is_borne_out_and_the_reverse_contradicted() -> None:
    rows = war(3.0)
    found = verdict(rows)
    assert found.verdict == "borne out"
    assert found.reference is not None
    assert found.reference.as_far <= found.p * (1 + found.reference.number)
    assert found.because.startswith("The record has 40 airstrikes by Vask against Sea League and ")
    assert "more after the first" in found.because
    assert "An offensive that begins with the first" in found.because
    assert found.p is not None
    assert found.p <= 0.05
    assert found.p_kind == "matched"
    assert found.naive_p is not None
    assert found.effect is not None
    assert found.effect.low is not None
    assert found.effect.high is not None
    assert 0.0 < found.effect.low < 3.0 < found.effect.high
    assert "after one of the others in one place" in found.would_change
    assert "times as completely" in found.would_change
    back = verdict(rows, turned())
    assert back.verdict == "contradicted"
    assert back.effect is not None
    assert back.effect.value == pytest.approx(-found.effect.value)
    assert "the opposite" in back.because


def test_nothing_planted_is_undecided_and_says_what_would_have_been_noticed() -> None:
    found = verdict(war(0.0))
    assert found.verdict == "undecided"
    assert "within chance" in found.because
    assert "would have been noticed" in found.because
    assert found.power is not None


def test_events_repeated_in_a_burst_are_no_further_evidence() -> None:
    once, often = verdict(war(1.0, places=12)), verdict(war(1.0, places=12, repeated=4))
    number = re.compile(r"\((\d+) bursts of the first, (\d+) bursts of the others")
    first, second = number.search(once.because), number.search(often.because)
    assert first is not None
    assert second is not None
    assert first.groups() == second.groups()


def test_too_few_bursts_say_how_many_it_would_take() -> None:
    found = verdict(war(3.0, places=7))
    assert found.verdict == "undecided"
    assert found.p is None
    # Seven of each at most, fewer where a border of the strata parts them.
    more = re.match(
        r"(\d+) more bursts of the first and (\d+) more bursts of the others, in",
        found.would_change,
    )
    assert more is not None
    assert all(3 <= int(n) <= 10 for n in more.groups())


def test_too_few_separate_stretches_say_how_many() -> None:
    rows = []
    for place in range(12):
        start = FIRST + dt.timedelta(days=100 + 7 * place)
        for side, sides in enumerate((STRIKES, SHELLS)):
            rows.append(row(start=start, lat=5.0 + 0.01 * side, lon=20.0, **sides))
        rows.append(row(start=start + dt.timedelta(days=2), lat=5.0, lon=20.0, **FIGHTS))
    found = verdict(rows)
    assert found.verdict == "undecided"
    assert found.p is None
    assert "separate stretches of place and time" in found.because
    assert "more such stretches" in found.would_change


@pytest.mark.parametrize(("sides", "which"), [(FIGHTS, "the first"), (STRIKES, "the others")])
def test_a_series_that_is_not_there(sides: dict[str, Any], which: str) -> None:
    found = verdict([row(start=FIRST + dt.timedelta(days=99), lat=5.0, lon=20.0, **sides)])
    assert found.verdict == "undecided"
    assert re.search(f"no event .*of {which}.* is certain", found.because)


def test_an_event_does_not_follow_itself() -> None:
    strikes = {"by": "Vask", "against": "Sea League", "kind": "airstrike"}
    found = verdict(war(3.0), claim(events=strikes))
    assert found.verdict == "undecided"
    assert "what is said to follow" in found.because


def test_strikes_and_shelling_in_different_places_are_not_compared() -> None:
    rows = war(3.0)
    far = [r | {"lat": r["lat"] + 1.0} if r["kind"] == "shelling" else r for r in rows]
    found = verdict(far)
    assert found.verdict == "undecided"
    assert found.p is None


def test_what_follows_beyond_the_border_of_the_place_counts() -> None:
    # All battles lie 2.2 km north of the box that holds the strikes and shells.
    rows = [
        r
        | {"lat": 5.0 + (0.02 if r["kind"] == "battle" else 0.0), "lon": r["lon"] + 0.95 * r["lat"]}
        for r in war(3.0)
    ]
    found = verdict(rows, claim(where={"box": [10.0, 4.0, 40.0, 5.01]}))
    assert found.verdict == "borne out"


def coarse(rows: list[dict[str, Any]], share: float, **how: Any) -> list[dict[str, Any]]:
    """The same, with this share of the battles coded less precisely."""
    rng = np.random.default_rng(2)
    last = dt.timedelta(days=how.pop("days", 0))
    return [
        r | how | {"end": r["start"] + last}
        if r["kind"] == "battle" and rng.random() < share
        else r
        for r in rows
    ]


def test_battles_placed_within_25_km_leave_it_undecided() -> None:
    # As coded they lie beside the strikes; within 25 km, beside the shells as likely.
    found = verdict(coarse(war(3.0), 1.0, where_prec=2))
    assert found.verdict == "undecided"
    assert "coded too coarsely" in found.because
    assert found.effect is not None
    assert found.effect.low is not None
    assert found.effect.low > 0.0
    assert found.possible_events is not None
    assert found.possible_events.handled_by == "worlds"
    assert found.possible_events.agree < 0.95


def test_a_few_uncertain_days_do_not_matter() -> None:
    found = verdict(coarse(war(3.0, places=30), 0.1, date_prec=2, days=2))
    assert found.verdict == "borne out"
    assert found.possible_events is not None
    assert found.possible_events.agree >= 0.95


def test_what_the_record_cannot_tell_is_beyond_it() -> None:
    found = world.verdict(claim(), war(3.0))
    assert found.verdict == "beyond the record"
    assert found.because.startswith("The record cannot make this comparison")
    # Without kinds and directions strikes and shells are the same deadly events.
    assert "80 of them the same events" in found.because
    assert found.coarsened is not None
    assert found.p is None
    assert found.effect is None


def test_coarser_numbers_stand_beside_what_the_record_cannot_tell() -> None:
    others = {"by": "Old Front", "against": "Sea League", "kind": "shelling"}
    shells = {"side_a": ["Old Front"], "side_b": ["Sea League"]}
    rows = [r | shells if r["kind"] == "shelling" else r for r in war(3.0)]
    found = world.verdict(claim(versus={"events": others}), rows)
    assert found.verdict == "beyond the record"
    assert "The coarser numbers: 40 deadly events" in found.because
    assert "days after, each of the others" in found.because
    assert found.effect is not None
    assert found.effect.value > 2.0


def test_a_claim_about_the_future_is_beyond_the_record() -> None:
    found = verdict(war(3.0), claim(when="2031-01-01/2031-12-31"))
    assert found.verdict == "beyond the record"


def test_the_order_of_rows_changes_nothing() -> None:
    rows = war(1.0, seed=4)
    assert len({r["id"] for r in rows}) == 1
    named = [r | {"id": str(i + 1)} for i, r in enumerate(rows)]
    one, other = verdict(named), verdict(named[::-1])
    assert (one.verdict, one.effect, one.naive_p) == (other.verdict, other.effect, other.naive_p)


def test_another_name_for_the_parties_changes_nothing() -> None:
    rows = war(3.0)
    swapped = {"Highland Front": "Old Front"}
    renamed = [r | {"side_a": [swapped.get(n, n) for n in r["side_a"]]} for r in rows]
    events = {"between": ["Old Front", "Sea League"], "kind": "battle"}
    one, other = verdict(rows), verdict(renamed, claim(events=events))
    assert (one.verdict, one.p, one.effect) == (other.verdict, other.p, other.effect)


def test_several_claims_are_adjusted_for_one_another() -> None:
    rows = war(3.0)
    claims = [claim(id="a"), turned(id="b", where={"box": [10.0, 0.0, 40.0, 21.0]})]
    findings = world.assessed(claims, rows, ALL_SEEING).findings
    assert [f.verdict for f in findings] == ["borne out", "contradicted"]
    assert all(f.p_adjusted is not None and f.p_adjusted <= 0.05 for f in findings)


@pytest.mark.parametrize(
    ("agreeing", "tried", "share"),
    [(range(1, 21), 10, 1.0), (range(2, 21, 2), 20, 0.5), (range(1, 10), 20, 9 / 20), ((), 20, 0)],
)
def test_other_grids_are_tried_until_half_of_all_agree(
    monkeypatch: pytest.MonkeyPatch, agreeing: Sequence[int], tried: int, share: float
) -> None:
    laid: list[int] = []

    def p_on(_rows: object, _wakes: object, origin: int) -> float:
        laid.append(origin)
        return 0.01 if origin in agreeing else 0.5

    monkeypatch.setattr(followed_work, "on_grid", p_on)
    monkeypatch.setattr(followed_work, "_p", lambda p, _seed, _sign: p)
    work: Any = SimpleNamespace(rows=SimpleNamespace(seed=1), wakes=None, alpha=0.05)
    assert followed_work.grids_that_agree(work, followed_work.MORE) == share
    assert laid == list(range(1, tried + 1))
