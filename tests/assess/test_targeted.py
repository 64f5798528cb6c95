"""targeted: planted choices of target are found, unequal presence is not taken for one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onrecord.assess.asking import asked
from onrecord.assess.case import Bench
from onrecord.assess.finding import Finding
from onrecord.assess.targeted_counts import tables_of
from onrecord.assess.targeted_work import GRIDS, work_on
from onrecord.claims import AnyClaim
from onrecord.selection import Resolver
from onrecord.stats.clustered_odds import stratified_odds
from tests import world
from tests.rows import ALL_SEEING, row

FIRST = dt.date(2019, 1, 1)
ACTOR, ONE, OTHER, THIRD = "Vask", "Highland Front", "Sea League", "Old Front"
WIDE = {"box": [10.0, 0.0, 40.0, 20.0]}


def claim(**fields: Any) -> AnyClaim:
    given = {"actor": ACTOR, "hit": ONE, "rather_than": OTHER}
    when = {"when": "2019-01-01/2020-12-31", "where": WIDE}
    return world.claim(**({"type": "targeted"} | given | when | fields))


def place(number: int) -> dict[str, Any]:
    """A day and a point of its own, far from the others: everything there is one stratum."""
    return {
        "start": FIRST + dt.timedelta(days=70 * (number % 10)),
        "lat": 2.0 + 2.0 * (number % 8),
        "lon": 12.0 + 3.0 * (number // 8),
    }


def events(
    number: int, hits: int, rather: int, one: int, other: int, **how: Any
) -> list[dict[str, Any]]:
    """The events of one stratum: A's hits on each, and each one's fights with somebody else."""

    def of(n: int, a: str, b: str, directed: bool) -> list[dict[str, Any]]:
        kind = "airstrike" if directed else "battle"
        sides = {"side_a": [a], "side_b": [b], "directed": directed, "kind": kind}
        return [row(**(place(number) | sides | how)) for _ in range(n)]

    return [
        *of(hits, ACTOR, ONE, True),
        *of(rather, ACTOR, OTHER, True),
        *of(one, THIRD, ONE, False),
        *of(other, THIRD, OTHER, False),
    ]


def war(
    odds: float, *, strata: int = 20, seed: int = 1, hits: int = 6, **how: Any
) -> list[dict[str, Any]]:
    """Strata with unequal presence, from one in six to five in six; A prefers B by `odds`."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for number in range(strata):
        one = int(rng.integers(2, 11))
        share = odds * one / (odds * one + 12 - one)
        n = int(rng.binomial(hits, share))
        rows += events(number, n, hits - n, one, 12 - one, **how)
    return rows


def verdict(rows: list[dict[str, Any]], one: AnyClaim | None = None, **how: Any) -> Finding:
    finding: Finding = world.verdict(one or claim(), rows, how.pop("expresses", ALL_SEEING), **how)
    return finding


def test_a_planted_preference_is_borne_out_and_its_reverse_contradicted() -> None:
    rows = war(5.0)
    found = verdict(rows)
    assert found.verdict == "borne out"
    assert found.because.startswith("The record has ")
    assert "20 strata of 50 km and 30 days" in found.because
    assert found.p is not None
    assert found.p <= 0.05
    assert found.p_kind in ("exact", "matched")
    assert found.effect is not None
    assert found.effect.low is not None
    assert found.effect.low > 1.0
    assert "further hits on Sea League" in found.would_change
    assert "in strata of 10 km there is an odds ratio of" in found.because
    back = verdict(rows, claim(hit=OTHER, rather_than=ONE))
    assert back.verdict == "contradicted"
    assert back.effect is not None
    assert back.effect.value == pytest.approx(1.0 / found.effect.value)
    assert back.effect.high == pytest.approx(1.0 / found.effect.low)


def test_the_numbers_are_those_of_a_plain_count() -> None:
    """A slow twin of the sums: every stratum is one place, whose numbers are written down."""
    counts = [(3, 1, 2, 4), (2, 2, 1, 3), (4, 0, 3, 3), (0, 3, 4, 2), (5, 1, 2, 2), (1, 1, 1, 1)]
    alone = [(4, 3, 0, 0), (0, 0, 5, 5), (3, 0, 4, 0)]  # say nothing of a choice
    rows = [r for i, c in enumerate(counts + alone) for r in events(i, *c)]
    found = verdict(rows)
    above = sum(a * d / (a + b + c + d) for a, b, c, d in counts)
    below = sum(b * c / (a + b + c + d) for a, b, c, d in counts)
    assert found.effect is not None
    assert found.effect.value == pytest.approx(above / below)
    numbers = found.numbers
    assert numbers["strata"] == len(counts)
    assert (numbers["hits_one"], numbers["hits_other"]) == (15, 8)
    assert (numbers["events_one"], numbers["events_other"]) == (13, 15)
    assert numbers["n_one"] == "22 events"


def test_unequal_presence_alone_is_no_preference() -> None:
    """A hits B twenty times as often as C, and B is twenty times as often there."""
    rng = np.random.default_rng(3)
    rows = []
    for number in range(30):
        hits = int(rng.binomial(6, 20 / 21))
        rows += events(number, hits, 6 - hits, 20, 1)
    found = verdict(rows)
    assert found.verdict in ("undecided", "contradicted")
    # What people would use sees nothing strange here; unstratified, a moving front fools it.
    fronts = [r for i in range(10) for r in events(i, 12, 1, 12, 1)]
    fronts += [r for i in range(10, 20) for r in events(i, 0, 1, 1, 60)]
    naive = verdict(fronts)
    assert naive.naive_p is not None
    assert naive.naive_p < 1e-6
    assert naive.verdict != "borne out"


@pytest.mark.parametrize("strata", [0, 1, 4])
def test_too_few_strata_say_how_many_more_it_takes(strata: int) -> None:
    found = verdict(war(30.0, strata=strata))
    assert found.verdict == "undecided"
    assert found.p is None
    assert f"{5 - strata} more" in found.because
    assert re.match(r"[1-5] more strat", found.would_change)


def test_strata_beside_each_other_are_one_cluster() -> None:
    """Six months at one place are four clusters at most: too few to tell how they differ."""
    rows = [
        r | {"lat": 10.0, "lon": 20.0, "start": day, "end": day}
        for month in range(6)
        for r in events(0, 4, 1, 2, 4)
        for day in [FIRST + dt.timedelta(days=31 * month)]
    ]
    found = verdict(rows)
    assert found.verdict == "undecided"
    assert found.p is None


def test_one_burst_of_hits_does_not_carry_the_verdict() -> None:
    """Sixty hits in one stratum, an even choice in all others."""
    rows = [r for i in range(1, 20) for r in events(i, 2, 2, 3, 3)] + events(0, 60, 1, 3, 3)
    assert verdict(rows).verdict == "undecided"


def test_fights_between_the_two_count_for_neither_and_must_not_carry_it() -> None:
    rows = war(5.0)

    def fights(often: int) -> list[dict[str, Any]]:
        sides = {"side_a": [ONE], "side_b": [OTHER], "kind": "battle"}
        return [row(**(place(i) | sides)) for i in range(20) for _ in range(often)]

    plain, few = verdict(rows), verdict(rows + fights(3))
    assert plain.effect == few.effect
    assert plain.p is not None
    assert few.p is not None
    assert plain.p <= few.p
    # C is seldom seen but in its fights with B, and A hits as many of the one as of the other.
    seldom = [r for i in range(12) for r in events(i, 6, 6, 1, 3)]
    assert verdict(seldom).verdict == "borne out"
    many = verdict(seldom + fights(20))
    assert many.verdict == "undecided"
    assert "does not survive counting the fights of the two with each other" in many.because


def towns(seed: int, odds: float, months: int = 24) -> list[dict[str, Any]]:
    """Two towns 20 km apart in each of eight regions, B mostly in the one and C in the other.

    A keeps to the town of B, in all months, and there it hits B at `odds` times its share.
    """
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for region in range(8):
        for month in range(months):
            # Off the borders of most grids; what lies across one is in another stratum.
            at = {"start": FIRST + dt.timedelta(days=30 * month), "lat": 2.0 + 2.0 * region}
            for lon, one, other, hits in ((20.0, 4, 1, 3), (20.18, 1, 4, 0)):
                share = odds * one / (odds * one + other)
                n = int(rng.binomial(hits, share))
                rows += [
                    r | at | {"lon": lon, "end": at["start"]}
                    for r in events(0, n, hits - n, one, other)
                ]
    return rows


def test_who_keeps_to_the_towns_of_one_does_not_choose_it() -> None:
    """Within each town A hits whom it meets: in 50 km that looks like a preference, and for as
    long as the record goes on."""
    found = verdict(towns(1, odds=1.0))
    assert found.verdict == "undecided"
    assert found.effect is not None
    assert found.effect.low is not None
    assert found.effect.low > 1.0
    assert "that may be a matter of reach within them" in found.because
    assert found.p is not None
    assert found.p > 0.05
    assert verdict(towns(1, odds=6.0)).verdict == "borne out"


def test_without_both_in_reach_of_one_town_nothing_is_said_either_way() -> None:
    """B in the one town, C in the other, 30 km away: any hit is a matter of where A went."""
    rows = [
        r | {"lon": r["lon"] + (0.27 if OTHER in r["side_b"] else 0.0)}
        for i in range(30)
        for r in events(i, 4, 1, 3, 3)
    ]
    found = verdict(rows)
    assert found.verdict == "undecided"
    assert found.effect is not None
    assert found.effect.value > 2.0
    back = verdict(rows, claim(hit=OTHER, rather_than=ONE))
    assert back.verdict == "undecided"


def test_acts_against_both_are_no_choice() -> None:
    found = verdict(war(5.0), claim(rather_than=[OTHER, ONE]))
    assert found.verdict == "undecided"
    assert any("against both at once" in note for note in found.assumptions)


def test_events_with_a_are_nobodys_opportunity() -> None:
    """Battles of A with B are not events of B without A."""
    counts = [(3, 1, 2, 4)] * 8
    rows = [r for i, c in enumerate(counts) for r in events(i, *c)]
    battles = [
        row(**(place(i) | {"side_a": [ACTOR], "side_b": [OTHER], "kind": "battle"}))
        for i in range(8)
    ]
    assert verdict(rows + battles).numbers["events_other"] == verdict(rows).numbers["events_other"]


def test_a_record_without_direction_cannot_say_it() -> None:
    found = world.verdict(claim(), war(5.0))
    assert found.verdict == "beyond the record"
    assert "who attacked whom" in found.because
    assert found.effect is not None
    assert found.p is None
    assert found.coarsened is not None
    for word in ("borne out", "contradicted", "undecided"):
        assert word not in found.because


def test_imprecise_events_are_drawn_in_worlds() -> None:
    """Half of the hits within 25 km only: the verdict is held to 95 % of their worlds."""
    rows = war(8.0, hits=10)
    for i, r in enumerate(rows):
        if r["directed"] and i % 2:
            r["where_prec"] = 2
    found = verdict(rows)
    assert found.possible_events is not None
    assert found.possible_events.handled_by == "worlds"
    assert found.verdict == "borne out"
    assert found.possible_events.agree >= 0.95


def test_possible_hits_on_the_other_can_undo_it() -> None:
    rows = war(3.0, strata=12)
    assert verdict(rows).verdict == "borne out"
    battles = [
        row(**(place(i) | {"side_a": [ACTOR], "side_b": [OTHER], "kind": "battle"}))
        for i in range(12)
        for _ in range(8)
    ]
    found = verdict(rows + battles)
    assert found.verdict == "undecided"
    assert "too coarsely" in found.because


def test_rows_too_coarse_for_a_stratum_are_named() -> None:
    rows = war(5.0)
    for r in rows[:3]:
        r["where_prec"] = 4
    found = verdict(rows, claim(where={"place": "North Province"}))
    assert any("too coarsely coded to fall into a stratum" in note for note in found.assumptions)


def test_the_same_seed_gives_the_same_finding_in_any_order_of_rows() -> None:
    rows = war(3.0)
    named = [r | {"id": f"e{i}"} for i, r in enumerate(rows)]
    one, two = verdict(named), verdict(named[::-1])
    assert (one.verdict, one.p, one.effect) == (two.verdict, two.p, two.effect)


def test_the_grid_is_the_one_with_the_median_of_the_larger_p() -> None:
    """Of all grids, each counted by itself and tested in full."""
    rng = np.random.default_rng(7)
    rows = [
        one
        | {"lat": one["lat"] + rng.uniform(-0.5, 0.5), "lon": one["lon"] + rng.uniform(-0.5, 0.5)}
        for one in war(1.6, strata=24, seed=5, hits=8)
    ]
    held, places = world.record(rows, ALL_SEEING), world.gazetteer(rows)
    bench = Bench(held, world.registry(), places.unit_bounds(), 1)
    case = asked(claim(), Resolver(world.registry(), places, held.info), bench)
    work = work_on(case)
    nominal = work.targets.worlds.nominal
    grids = [tables_of(work.targets, nominal, work.counted, origin=k) for k in range(GRIDS)]
    ps = [stratified_odds(one.tables, one.cluster).p_greater for one in grids]
    ranked = sorted(range(GRIDS), key=lambda k: (2.0 if ps[k] is None else ps[k], k))
    assert len(set(ps)) > 3
    assert work.p == pytest.approx(ps[ranked[GRIDS // 2]])
    assert np.array_equal(work.wide.tables.tables, grids[work.origin].tables)
    assert np.array_equal(work.wide.tables.cluster, grids[work.origin].cluster)
    assert work.near is not None
    wide, near = replace(work.wide, p=0.01), replace(work.near, p=0.2)
    assert replace(work, wide=wide, near=near).p == 0.05, "the narrower strata are a check"
    assert replace(work, wide=wide, near=near).decides is near.odds
    near = replace(near, p=0.02)
    assert replace(work, wide=wide, near=near).decides is wide.odds


def test_in_a_family_the_adjusted_p_decides() -> None:
    """The same preference, alone and beside a claim about an actor that chooses evenly."""
    rows = war(2.0, strata=20, seed=7)
    for number in range(20):
        for target in (ONE, OTHER):
            sides = {"side_a": ["New Front"], "side_b": [target], "directed": True}
            rows += [row(**(place(number) | sides)) for _ in range(1 + number % 3)]
    alone = verdict(rows)
    assert alone.verdict == "borne out"
    assert alone.p is not None
    assert 0.025 < alone.p <= 0.05
    other = claim(id="d", actor="New Front", hit=ONE, rather_than=OTHER)
    first, second = world.assessed([claim(id="a"), other], rows, ALL_SEEING).findings
    assert second.p is not None
    assert first.p_adjusted == pytest.approx(2 * alone.p)
    assert first.verdict == "undecided"
    assert "other claims" in first.because


def test_a_claim_about_the_future_is_beyond_the_record() -> None:
    found = verdict(war(5.0), claim(when="2031-01-01/2031-12-31"))
    assert found.verdict == "beyond the record"


def test_odds_too_slight_to_speak_of_are_partly_borne_out() -> None:
    """Thousands of hits: a preference of a tenth is sure, and slight."""
    rng = np.random.default_rng(1)
    rows = []
    for number in range(40):
        rows += events(number, 110 + int(rng.integers(-5, 6)), 100, 100, 100)
    found = verdict(rows)
    assert found.verdict == "partly borne out"
    assert found.effect is not None
    assert found.effect.high is not None
    assert found.effect.high < 1.25
