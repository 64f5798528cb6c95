"""coincided: nearer to B's fights with C than the front that all share explains, or not."""

from __future__ import annotations

import datetime as dt
import importlib
import re
from typing import Any

import numpy as np
import pytest

from onrecord.assess.asking import asked
from onrecord.assess.case import Bench
from onrecord.assess.coincided import coincided
from onrecord.assess.coincided_rows import masks_in, nearness, roles, rows_of
from onrecord.assess.coincided_tests import (
    FINER_KM,
    Compared,
    compared,
    contributions,
    matched_in,
    matched_p,
)
from onrecord.assess.coincided_work import work_on
from onrecord.claims import AnyClaim
from onrecord.selection import Resolver
from onrecord.stats.pairs import Points
from tests.rows import ALL_SEEING, UCDP_LIKE, row
from tests.world import claim, gazetteer, record, registry, verdict

A, B, C, OTHERS = "Vask", "Lorn Guard", "Highland Front", "Sea League"
START = dt.date(2020, 1, 1)
TOWNS = np.random.default_rng(0).uniform(-0.5, 0.5, (40, 2)) + np.array([10.0, 20.0])


def event(day: int, town: int, by: str, against: str, kind: str, **more: Any) -> dict[str, Any]:
    on = START + dt.timedelta(days=int(day))
    lat, lon = TOWNS[int(town) % 40]
    return row(
        start=on, end=on, lat=lat, lon=lon, kind=kind, side_a=[by], side_b=[against], directed=True
    ) | (more)


def war(
    seed: int,
    *,
    fights: int = 120,
    others: int = 150,
    acts: int = 80,
    reacting: float = 0.0,
    days: int = 350,
    **more: Any,
) -> list[dict[str, Any]]:
    """Fights of B and of others with C all over the same towns, and A's strikes on C: anywhere, and
    after a share of B's fights."""
    rng = np.random.default_rng(seed)

    def at(n: int) -> np.ndarray:
        return np.stack([rng.integers(0, days, n), rng.integers(0, 40, n)], axis=1)

    ours, theirs, strikes = at(fights), at(others), at(acts)
    hit = ours[rng.random(fights) < reacting]
    replies = hit + np.stack([rng.integers(0, 4, len(hit)), np.zeros(len(hit), int)], axis=1)
    return [
        *(event(*one, B, C, "battle", **more) for one in ours),
        *(event(*one, OTHERS, C, "battle", **more) for one in theirs),
        *(event(*one, A, C, "airstrike", **more) for one in [*strikes, *replies]),
    ]


def coinciding(**more: Any) -> AnyClaim:
    fields: dict[str, Any] = {
        "type": "coincided",
        "events": {"by": A, "against": C, "kind": "airstrike"},
        "during": {"events": {"between": [B, C], "kind": "battle"}},
        "where": {"near": [10.0, 20.0], "within": 150},
        "when": "2020-01-01/2020-12-31",
    }
    return claim(**(fields | more))


def case_of(one: AnyClaim, rows: list[dict[str, Any]]) -> Any:
    held, places = record(rows, ALL_SEEING), gazetteer(rows)
    bench = Bench(held, registry(), places.unit_bounds(), 1)
    return asked(one, Resolver(registry(), places, held.info), bench)


def test_strikes_that_follow_every_second_fight_are_borne_out() -> None:
    got = verdict(coinciding(), war(1, reacting=0.5), ALL_SEEING)
    assert got.verdict == "borne out"
    assert (got.p_kind, got.possible_events.handled_by) == ("matched", "worlds")
    assert got.p == pytest.approx(0.001)
    assert got.reference is not None
    assert (got.reference.kind, got.reference.number, got.reference.as_far) == ("matched", 999, 0)
    assert got.effect.value > got.effect.low > 1.5
    assert got.because.startswith("The record has ")
    assert "120 battles between Lorn Guard and Highland Front" in got.because
    assert "fewer near such fights" in got.would_change
    assert got.power > 0.5


def test_strikes_anywhere_are_undecided_though_power_is_told() -> None:
    low = 0
    for seed in range(20):
        got = coincided(case_of(coinciding(), war(seed, fights=60, others=80)))
        low += got.verdict == "borne out"
        assert got.verdict in ("borne out", "undecided", "contradicted")
        assert got.power is not None
    assert low <= 3


def test_much_of_both_and_no_link_is_contradicted() -> None:
    rows = war(5, fights=1_000, others=1_000, acts=1_200, days=360)
    got = verdict(coinciding(), rows, ALL_SEEING)
    assert got.verdict == "contradicted"
    assert got.effect.high < 1.25
    assert "no room" in got.because


def test_without_others_fights_shifts_of_days_decide() -> None:
    linked = verdict(coinciding(), war(2, others=0, reacting=0.6), ALL_SEEING)
    assert (linked.verdict, linked.p_kind) == ("borne out", "jitter")
    assert "7 days sooner or later" in linked.because
    assert linked.reference is not None
    assert linked.p == pytest.approx((1 + linked.reference.as_far) / (1 + linked.reference.number))
    plain = verdict(coinciding(), war(2, others=0), ALL_SEEING)
    assert plain.verdict == "undecided"


@pytest.mark.parametrize("days", [0, 7])
def test_without_others_fights_a_week_or_a_day_cannot_be_told(days: int) -> None:
    one = coinciding(scale={"within": 10, "days": days})
    got = verdict(one, war(2, others=0, reacting=0.6), ALL_SEEING)
    assert (got.verdict, got.p) == ("undecided", None)
    assert "10 of each are needed" in got.because
    assert f"not of {days}" in got.because


def test_the_claim_s_own_scale_is_used() -> None:
    one = coinciding(scale={"within": 7, "days": 1})
    near = nearness(one)  # type: ignore[arg-type]
    assert (near.radii, near.days, near.claimed) == ((7.0,), 1, True)
    got = verdict(one, war(1, reacting=0.5), ALL_SEEING)
    assert "within 7 km on the day after" in got.because
    assert not any("5 and 20 km" in note for note in got.assumptions)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [event(3, 1, A, C, "airstrike")],
        [event(3, 1, B, C, "battle")],
        [event(3, 1, A, C, "airstrike"), event(3, 1, B, C, "battle")],
        [event(3, 1, A, C, "airstrike")] * 30 + [event(3, 1, B, C, "battle")] * 30,
        [event(d, d, A, C, "airstrike", lat=float("nan")) for d in range(40)]
        + [event(d, d, B, C, "battle") for d in range(40)],
    ],
    ids=["nothing", "one strike", "one fight", "one each", "all on one day", "no points"],
)
def test_too_little_is_undecided_in_words(rows: list[dict[str, Any]]) -> None:
    far = event(300, 0, OTHERS, "Sea League", "battle")
    got = verdict(coinciding(), [*rows, far], ALL_SEEING)
    assert (got.verdict, got.p) == ("undecided", None)
    assert "Undecided: " in got.because
    assert got.would_change


def test_what_the_record_cannot_tell_is_beyond_it_with_the_coarser_numbers() -> None:
    got = verdict(coinciding(), war(1, reacting=0.5), UCDP_LIKE)
    assert (got.verdict, got.p) == ("beyond the record", None)
    assert "The coarser numbers" in got.because
    assert got.coarsened is not None


@pytest.mark.parametrize(
    "more",
    [
        {"when": "2031-01-01/2031-02-01"},
        {"events": {"by": A, "kind": "movement"}},
        {"during": {"events": {"between": [B, C], "kind": "deal"}}},
    ],
    ids=["future", "unseen acts", "unseen fights"],
)
def test_what_it_does_not_see_at_all_is_beyond_it(more: dict[str, Any]) -> None:
    assert verdict(coinciding(**more), war(1), ALL_SEEING).verdict == "beyond the record"


def test_c_is_whom_both_series_share_and_never_who_acts() -> None:
    rows = war(1, fights=3, others=3, acts=3)

    def shared(**more: Any) -> Any:
        found = roles(case_of(coinciding(**more), rows))
        return None if found is None else found.shared.ids()

    assert shared() == {"highland-front"}
    assert shared(events={"between": [C, A]}) == {"highland-front"}
    assert shared(events={"by": A}) is None
    assert shared(events={"involving": C}) is None
    assert shared(during={"events": {"between": [B, OTHERS]}}) is None


def test_no_event_is_of_two_series_and_none_of_a_or_b_is_control() -> None:
    rows = [
        event(1, 1, A, C, "battle"),
        event(1, 1, B, C, "battle"),
        event(1, 1, OTHERS, C, "battle"),
        event(1, 1, A, C, "shelling"),
        row(kind="battle", side_a=[A, B], side_b=[C], start=START, end=START),
        event(1, 1, OTHERS, C, "battle", clarity=2),
    ]
    one = coinciding(
        events={"by": A, "against": C},
        during={"events": {"between": [B, C]}},
    )
    case = case_of(one, rows)
    held = rows_of(case, nearness(case.claim))
    acts, fights, control = masks_in(held, held.worlds.nominal)
    assert acts.tolist() == [True, False, False, True, False, False]
    assert fights.tolist() == [False, True, False, False, False, False]
    assert control.tolist() == [False, False, True, False, False, False]
    for number in range(20):
        drawn = np.stack(masks_in(held, held.worlds.draw(number)))
        assert drawn.sum(axis=0).max() <= 1


def test_a_series_does_not_coincide_with_itself() -> None:
    same = {"between": [A, C], "kind": "airstrike"}
    got = verdict(coinciding(events=same, during={"events": same}), war(1), ALL_SEEING)
    assert got.verdict == "undecided"
    assert "the same events" in got.because


def test_fights_just_before_the_window_count() -> None:
    rows = [event(-2, 1, B, C, "battle"), event(1, 1, A, C, "airstrike")]
    work = work_on(case_of(coinciding(), rows))
    assert len(work.sample.fights) == 1
    assert work.compared.near[0, 0] == 1


def test_coarse_places_are_handled_in_worlds() -> None:
    rows = war(1, reacting=0.3, where_prec=2)
    got = verdict(coinciding(), rows, ALL_SEEING)
    exact = verdict(coinciding(), war(1, reacting=0.3), ALL_SEEING)
    assert exact.verdict == "borne out"
    assert got.verdict == "undecided"
    assert got.possible_events.agree < 0.95
    assert "coded too coarsely" in got.because


def test_names_of_the_parties_do_not_matter() -> None:
    rows = war(3, reacting=0.3)
    swap = {A: OTHERS, OTHERS: A}
    other = [
        r | {side: [swap.get(name, name) for name in r[side]] for side in ("side_a", "side_b")}
        for r in rows
    ]
    events = {"by": OTHERS, "against": C, "kind": "airstrike"}
    one = coincided(case_of(coinciding(), rows))
    two = coincided(case_of(coinciding(events=events), other))
    assert (one.verdict, one.p, one.effect) == (two.verdict, two.p, two.effect)


def test_the_same_seed_gives_the_same_finding_whatever_the_order_of_rows() -> None:
    rows = war(1, reacting=0.4)
    one = coincided(case_of(coinciding(), rows))
    two = coincided(case_of(coinciding(), rows))
    assert (one.p, one.power, one.would_change) == (two.p, two.power, two.would_change)


def test_an_adjusted_p_that_is_too_large_leaves_it_undecided() -> None:
    got = coincided(case_of(coinciding(), war(1, reacting=0.5)))
    assert got.on_adjusted is not None
    after = got.on_adjusted(0.08)
    assert after.verdict == "undecided"
    assert after.p == got.p
    assert got.capacity == 50


def test_taking_away_acts_is_counting_without_them() -> None:
    work = work_on(case_of(coinciding(), war(1, reacting=0.5)))
    parts = contributions(work.sample, work.near, work.compared)
    whole = parts.without(np.empty(0, dtype=np.int64), work.compared.own.size)
    assert np.array_equal(whole, work.compared.near)
    none = parts.without(np.arange(len(work.sample.acts)), work.compared.own.size)
    assert not none.any()


def test_bursts_never_hold_both_kinds() -> None:
    work = work_on(case_of(coinciding(), war(1)))
    beside = work.compared
    assert not np.intersect1d(beside.burst[beside.own], beside.burst[~beside.own]).size
    assert work.matched == matched_in(compared(work.sample, work.near), seed=1, origin=work.origin)


@pytest.mark.parametrize("linked", [False, True])
def test_an_excess_must_be_seen_in_finer_strata_too(*, linked: bool) -> None:
    """Each month elsewhere, two sectors 30 km apart: acts come to the one, and most of B's fights
    are there; or acts come to B's fights, wherever they are."""
    rng = np.random.default_rng(2)
    month = np.repeat(np.arange(24), 20)
    north = np.tile([True, False], 240)
    own = rng.random(480) < np.where(north, 0.8, 0.2)
    near = rng.poisson(np.where(own if linked else north, 2.0, 0.2))[:, None].astype(float)
    at = Points(
        30.0 * month + rng.integers(0, 28, 480), 2.0 * month + 0.27 * north, np.full(480, 20.0)
    )
    beside = Compared(near, np.zeros_like(near), own, np.arange(480), at)
    wide = matched_in(beside, seed=1, origin=3)
    finer = matched_in(beside, seed=1, origin=3, km=FINER_KM)
    p = matched_p(beside, wide, seed=1, origin=3)
    assert wide.p is not None
    assert wide.p <= 0.01
    assert finer.p is not None
    assert p == (wide.p if linked else finer.p)
    assert (finer.p <= 0.01) is linked


def test_a_sector_that_a_and_b_share_is_no_link() -> None:
    """B fights in the towns of the north, others in the south, and A strikes the north all year."""
    north = [k for k in range(40) if TOWNS[k, 0] > 10.0]
    south = [k for k in range(40) if TOWNS[k, 0] <= 10.0]
    found = wide = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)

        def at(n: int, towns: list[int], rng: np.random.Generator = rng) -> Any:
            return zip(rng.integers(0, 350, n), rng.choice(towns, n), strict=True)

        rows = [
            *(event(*one, B, C, "battle") for one in at(150, north + south[:4])),
            *(event(*one, OTHERS, C, "battle") for one in at(150, south + north[:4])),
            *(event(*one, A, C, "airstrike") for one in at(200, north)),
        ]
        work = work_on(case_of(coinciding(), rows))
        wide += work.matched.p is not None and work.matched.p <= 0.05
        found += work.p is not None and work.p <= 0.05
    assert wide >= 6
    assert found <= 3


def test_a_handful_of_events_beside_the_fights_bears_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same numbers are borne out, and undecided where they rest on fewer than are asked for."""
    rows = war(2, reacting=0.6)
    assert verdict(coinciding(), rows, ALL_SEEING).verdict == "borne out"
    module = importlib.import_module("onrecord.assess.coincided")
    monkeypatch.setattr(module, "FEWEST_ACTS", 1_000)
    got = verdict(coinciding(), rows, ALL_SEEING)
    assert got.verdict == "undecided"
    assert re.search(r"only \d+ such events are near such fights .* 1000 are needed", got.because)
