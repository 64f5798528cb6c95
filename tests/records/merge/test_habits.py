"""How two records date and place one event, found from what they share, and only from that."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.records.merge.test_matching import WEIGHTS, copied, made, rows_of
from tests.rows import DAY, events_of, info, row, table_of

from onrecord.records.memory import FileRecord
from onrecord.records.merge import merge
from onrecord.records.merge.candidates import Pairs, candidates
from onrecord.records.merge.evidence import SILENT, evidence
from onrecord.records.merge.habits import BELIEF_DAYS, Believed, Habits, believed, coded, learnt
from onrecord.records.merge.matching import Matching, match
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.settling import Settled, settle
from onrecord.records.merge.weighing import PIECES
from onrecord.records.merge.weights import RINGS_KM

RINGS = len(RINGS_KM) + 1
ALL = Believed(1.0, 1.0)


def code(day: int, ring: int = RINGS - 1) -> int:
    return (day + WEIGHTS.most_gap) * RINGS + ring


def test_days_have_a_sign_and_lasting_or_coarse_rows_no_habits() -> None:
    one = rows_of([row(id="a", start=DAY, end=DAY, where_prec=1)])
    days = [DAY + dt.timedelta(days=d) for d in (-4, -1, 0, 2)]
    others = [row(id=str(i), start=day, end=day, where_prec=1) for i, day in enumerate(days)]
    long = row(id="long", start=DAY, end=DAY + dt.timedelta(days=2), where_prec=1)
    coarse = row(id="coarse", start=DAY, end=DAY, where_prec=2)
    two = rows_of([*others, long, coarse])
    pairs = candidates(one, two, WEIGHTS)
    codes = coded(one, two, pairs, np.zeros(len(pairs), dtype=np.int8), WEIGHTS)
    days_of = dict(zip(two.row[pairs.other].tolist(), (codes // RINGS).tolist(), strict=True))
    assert days_of == {0: 0, 1: 3, 2: 4, 3: 6, 4: 9, 5: 4}
    rings = dict(zip(two.row[pairs.other].tolist(), (codes % RINGS).tolist(), strict=True))
    assert rings == {0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: RINGS - 1}
    back = candidates(two, one, WEIGHTS)
    turned = coded(two, one, back, np.zeros(len(back), dtype=np.int8), WEIGHTS) // RINGS
    assert sorted(turned.tolist()) == [2, 4, 4, 5, 8, 9]


def test_many_days_apart_are_no_trouble() -> None:
    wide = replace(WEIGHTS, days=(0.4, *[0.05] * 12), days_imprecise=(0.4, *[0.05] * 12))
    one, other = rows_of([row(id="a", start=DAY)]), rows_of([row(id="b", start=DAY)])
    pairs = Pairs(
        np.zeros(1, np.int32), np.zeros(1, np.int32), np.full(1, 12, np.int8), np.zeros(1)
    )
    later = replace(other, start=other.start + 12, end=other.end + 12)
    codes = coded(one, later, pairs, np.zeros(1, np.int8), wide)
    assert (codes // RINGS).tolist() == [24]
    a, b = (events_of(made(s, 40)) for s in (1, 2))
    assert len(match(a, b, weights=wide).chosen) <= 40


def test_what_is_as_the_fixed_shares_have_it_changes_nothing() -> None:
    shares = [WEIGHTS.days[abs(d)] / (2 if d else 1) for d in range(-4, 5)]
    codes = np.asarray([code(d) for d in range(-4, 5)], dtype=np.int16)
    found = learnt(codes, np.asarray(shares) * 50, ALL, WEIGHTS)
    assert found.days == pytest.approx(np.zeros(10))
    empty = learnt(codes[:0], np.zeros(0), ALL, WEIGHTS)
    assert empty.days == pytest.approx(np.zeros(10))
    assert empty.km == pytest.approx(np.zeros(RINGS), abs=1e-12)
    assert not Habits.none(WEIGHTS).any


def test_days_count_as_they_are_seen_and_turn_with_the_records() -> None:
    codes = np.full(200, code(1), dtype=np.int16)
    found = learnt(codes, np.full(200, 0.5), ALL, WEIGHTS)
    # A hundred matches, all a day later, beside as many that the fixed shares stand for.
    assert BELIEF_DAYS == 100.0
    assert found.days[5] == pytest.approx(np.log2((1.0 + 0.12) / 2 / 0.12))
    assert found.days[4] == pytest.approx(-1.0)
    assert found.days[9] == 0.0
    assert found.turned().days.tolist() == [*found.days[:9][::-1].tolist(), 0.0]
    assert found.bits(codes)[0] == found.days[5] + found.km[-1]
    assert found.pieces(codes)[0].tolist() == [found.days[5], 0.0]
    half = learnt(codes, np.full(200, 0.5), Believed(0.5, 0.0), WEIGHTS)
    assert half.days == pytest.approx(found.days / 2)


def test_only_the_surest_pairs_tell_how_near_is_near() -> None:
    near = np.full(300, code(0, 0), dtype=np.int16)
    sure = learnt(near, np.full(300, 0.95), ALL, WEIGHTS).km
    assert sure[0] > 0.5
    assert sure[4] < -2.0
    assert learnt(near, np.full(300, 0.85), ALL, WEIGHTS).km == pytest.approx(np.zeros(RINGS))


def scattered(n: int = 400) -> tuple[Rows, Pairs]:
    """Rows in as many blocks of time and place, each paired with one of the other record."""
    rows = rows_of(made(5, n, 4_000, 3.0))
    one = np.arange(n)
    return rows, Pairs(one, one, np.zeros(n, dtype=np.int64), np.zeros(n))


def test_a_record_is_late_only_where_more_are_late_than_early_by_far() -> None:
    rows, pairs = scattered()
    rng = np.random.default_rng(0)
    surely = np.full(len(rows), 0.8)

    def of(days: Any) -> float:
        codes = np.asarray([code(d) for d in days], dtype=np.int16)
        return believed(rows, pairs, codes, surely, WEIGHTS).days

    both_ways = rng.integers(-2, 3, len(rows))
    assert of(both_ways) == 0.0
    assert of(np.abs(both_ways)) > 0.9
    assert of(-np.abs(both_ways)) > 0.9
    # In one chain of attacks all may well be late: that is one observation, not four hundred.
    together = Pairs(np.zeros_like(pairs.one), pairs.other, pairs.gap, pairs.km)
    codes = np.full(len(rows), code(1), dtype=np.int16)
    assert believed(rows, together, codes, surely, WEIGHTS).days == 0.0


def test_chance_does_not_lie_closer_than_the_fixed_shares_have_it() -> None:
    rows, pairs = scattered()
    rng = np.random.default_rng(1)
    sure = np.full(len(rows), 0.95)

    def of(km: Any, probability: Any = sure) -> float:
        ring = np.searchsorted(RINGS_KM, km)
        codes = np.asarray([code(0, r) for r in ring], dtype=np.int16)
        return believed(rows, pairs, codes, probability, WEIGHTS).km

    # Unrelated rows in a window of 17 km: as many in each square kilometre.
    assert of(17.0 * np.sqrt(rng.random(len(rows)))) == 0.0
    assert of(rng.rayleigh(0.5, len(rows))) > 0.9
    assert of(rng.rayleigh(0.5, len(rows)), sure - 0.1) == 0.0


def settled(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> Settled:
    first, second = rows_of(one), rows_of(other)
    pairs = candidates(first, second, WEIGHTS)
    silent = np.full((first.party.max() + 1, second.party.max() + 1), SILENT, dtype=np.int8)
    found = evidence(first, second, pairs, WEIGHTS, parties=silent, kinds=(), words=None)
    return settle(first, second, pairs, found, silent, WEIGHTS)


def late(days: int, of: int = 150) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A record and one that has so many of its 250 rows, all so many days later."""
    one = made(1, 250, 120, 0.25)
    other: list[dict[str, Any]] = copied(one[:of], 1)
    for r in other:
        r["start"] = r["end"] = r["start"] + dt.timedelta(days=days)
    return one, other + made(77, 250 - of, 120, 0.25)


def file_record(rows: list[dict[str, Any]], name: str) -> FileRecord:
    return FileRecord(table_of(rows), info(len(rows), name=name))


def right(found: Matching) -> int:
    one, other = found.rows
    return int(((one == other) & (one < 150)).sum())


def test_a_record_that_dates_late_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    time = PIECES.index("time")
    learnt_ = {days: match(*(events_of(r) for r in late(days))) for days in (0, 3)}
    assert right(learnt_[3]) > 0.85 * right(learnt_[0])
    # With the fixed shares alone, that few matches are three days late stays a reason against.
    monkeypatch.setattr("onrecord.records.merge.habits.Z", 1e9)
    fixed = match(*(events_of(r) for r in late(3)))
    assert learnt_[3].weighed.bits[:, time].mean() > fixed.weighed.bits[:, time].mean() + 1.0
    assert right(learnt_[3]) > right(fixed)


def test_what_is_learnt_is_told_with_each_match_and_once_for_all() -> None:
    one, other = late(3)
    records = [file_record(rows, name) for rows, name in ((one, "a"), (other, "b"))]
    done = merge(records)
    matched = [json.loads(w) for w in done.record.table["why"].to_pylist() if w]
    steps = [s for w in matched for each in w.values() for s in each["steps"]]
    assert any(s["piece"] == "time" and "3 days apart, +" in s["says"] for s in steps)
    (note,) = (n for n in done.record.info.notes if "learnt from what they share" in n)
    assert "+3: +" in note
    # From the other side the same days are earlier.
    (turned,) = (n for n in merge(records[::-1]).record.info.notes if "learnt from" in n)
    assert "-3: +" in turned
    plain = merge([file_record(rows, name) for rows, name in zip(late(0, of=0), "ab", strict=True)])
    assert not any("learnt" in n for n in plain.record.info.notes)


def test_where_nothing_is_shared_nothing_is_learnt() -> None:
    found = settled(*late(0, of=0))
    assert found.probable.pair.sum() > 10
    assert not found.habits.any
    assert settled(*late(3)).habits.days[:9].argmax() == WEIGHTS.most_gap + 3


def test_the_waterfall_has_the_habits_in_it() -> None:
    one, other = late(3)
    found = settled(one, other)
    odds = found.prior * np.exp2(found.weighed.bits.sum(axis=1))
    shown = found.probable.pair[found.chosen]
    assert found.habits.any
    assert (shown <= odds / (1.0 + odds) + 1e-4).all()
    # Of pairs without a rival, not one bit is missing.
    assert (np.abs(shown - odds / (1.0 + odds)) < 1e-6).sum() >= 3
