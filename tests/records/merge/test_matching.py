"""Candidates, assignment, probabilities and matches, each beside a slow and obvious twin."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rows import DAY, events_of, row

from onrecord.errors import RecordError
from onrecord.records.merge.assignment import assigned
from onrecord.records.merge.candidates import candidates, near
from onrecord.records.merge.crowding import crowding
from onrecord.records.merge.evidence import Evidence
from onrecord.records.merge.matching import match
from onrecord.records.merge.probability import probable
from onrecord.records.merge.rows import Rows, of_events
from onrecord.records.merge.weighing import _falling
from onrecord.records.merge.weights import FILE, read_weights

WEIGHTS = read_weights()


def made(seed: int, n: int = 30, days: int = 60, spread: float = 0.6) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    return [
        row(
            id=f"r{seed}-{i}",
            start=DAY + dt.timedelta(days=int(rng.integers(days))),
            lat=10 + float(rng.normal(0, spread)),
            lon=20 + float(rng.normal(0, spread)),
            best=int(rng.integers(1, 30)),
            place=None,
            where_prec=int(rng.choice([1, 1, 1, 2, 4])),
            line_texts=[], line_offices=[], line_dates=[],
        )
        for i in range(n)
    ]  # fmt: skip


def copied(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    return [
        r
        | {
            "id": f"copy-{r['id']}",
            "lat": r["lat"] + float(rng.normal(0, 0.004)),
            "lon": r["lon"] + float(rng.normal(0, 0.004)),
        }
        for r in rows
    ]


def rows_of(rows: list[dict[str, Any]]) -> Rows:
    return of_events(events_of(rows), WEIGHTS, {}, {})[0]


@given(st.integers(0, 40))
@settings(max_examples=15, deadline=None)
def test_candidates_are_all_pairs_that_are_near(seed: int) -> None:
    one, other = rows_of(made(seed)), rows_of(made(seed + 100))
    i, j = (
        a.ravel() for a in np.meshgrid(np.arange(len(one)), np.arange(len(other)), indexing="ij")
    )
    brute = near(one, other, i, j, WEIGHTS)
    quick = candidates(one, other, WEIGHTS)
    assert set(zip(quick.one.tolist(), quick.other.tolist(), strict=True)) == set(
        zip(brute.one.tolist(), brute.other.tolist(), strict=True)
    )


@given(st.integers(0, 60))
@settings(max_examples=30, deadline=None)
def test_the_assignment_is_the_best_there_is(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gains = np.where(rng.random((4, 4)) < 0.6, rng.uniform(-0.3, 1.0, (4, 4)), 0.0)
    one, other = np.nonzero(gains)
    chosen = assigned(one, other, gains[one, other])
    best = max(
        sum(max(gains[i, p[i]], 0.0) for i in range(4)) for p in itertools.permutations(range(4))
    )
    assert gains[one, other][chosen].sum() == pytest.approx(best, abs=1e-6)
    assert len(set(one[chosen])) == len(chosen) == len(set(other[chosen]))


def test_a_large_group_is_assigned_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    gains = np.where(rng.random((40, 30)) < 0.3, rng.uniform(0.01, 1.0, (40, 30)), 0.0)
    one, other = np.nonzero(gains)
    small = assigned(one, other, gains[one, other])
    monkeypatch.setattr("onrecord.records.merge.assignment.DENSE", 5)
    large = assigned(one, other, gains[one, other])
    assert gains[one, other][large].sum() == pytest.approx(gains[one, other][small].sum(), abs=1e-6)


def test_probabilities_are_those_of_all_sets_of_matches_counted() -> None:
    one, other = np.asarray([0, 0, 1]), np.asarray([0, 1, 1])
    odds = np.asarray([2.0, 0.5, 3.0])
    total, each = 0.0, np.zeros(3)
    for kept in itertools.product([False, True], repeat=3):
        used = np.flatnonzero(kept)
        if len(set(one[used])) < len(used) or len(set(other[used])) < len(used):
            continue
        weight = float(np.prod(odds[used]))
        total += weight
        each[used] += weight
    assert probable(one, other, odds, (2, 2)).pair == pytest.approx(each / total, abs=1e-4)


def pairs_of(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> set[tuple[str, str]]:
    a, b = events_of(one), events_of(other)
    i, j = match(a, b).rows
    return {(a.id[x], b.id[y]) for x, y in zip(i.tolist(), j.tolist(), strict=True)}


@given(st.integers(0, 12))
@settings(max_examples=4, deadline=None)
def test_neither_the_order_of_rows_nor_of_records_nor_ids_matter(seed: int) -> None:
    one = made(seed, 25)
    other = copied(one[:15], seed) + made(seed + 50, 10)
    found = pairs_of(one, other)
    rng = np.random.default_rng(seed)
    shuffled = [one[i] for i in rng.permutation(len(one))]
    assert pairs_of(shuffled, other) == found
    assert {(b, a) for a, b in pairs_of(other, one)} == found
    renamed = [r | {"id": f"z{i}"} for i, r in enumerate(one)]
    names = {r["id"]: q["id"] for r, q in zip(one, renamed, strict=True)}
    assert pairs_of(renamed, other) == {(names[a], b) for a, b in found}


def test_records_alike_but_for_their_sides_match_alike_whichever_is_named_first() -> None:
    one = made(7, 40, 30, 0.1)
    other = [r | {"side_a": ["Red Valley League"]} if i % 3 else r for i, r in enumerate(one)]
    there, back = (match(*map(events_of, pair)) for pair in ((one, other), (other, one)))
    found = [
        sorted(zip(*(r.tolist() for r in m.rows), m.probability.tolist(), strict=True))
        for m in (there, back.turned())
    ]
    assert found[0] == found[1]


def test_copies_are_found_and_strangers_are_not() -> None:
    one = made(3, 60, 200)
    other = copied(one[:30], 3) + made(4, 30, 200)
    found = pairs_of(one, other)
    right = {(r["id"], f"copy-{r['id']}") for r in one[:30]}
    assert len(found & right) >= 25
    assert len(found - right) <= 2


def test_far_records_share_nothing_and_empty_ones_do_not_fail() -> None:
    far = [r | {"lat": r["lat"] + 40} for r in made(2)]
    assert pairs_of(made(1), far) == set()
    assert pairs_of([], made(1)) == set()
    assert pairs_of([], []) == set()


def test_rows_without_a_point_or_of_a_country_are_never_matched() -> None:
    lost = [r | {"lat": None, "lon": None} for r in made(1)]
    assert pairs_of(made(1), lost) == set()
    country = [r | {"where_prec": 6} for r in made(1)]
    assert pairs_of(made(1), country) == set()


def test_a_month_is_not_forced_onto_one_day() -> None:
    month = [row(id="m", end=DAY + dt.timedelta(days=30), best=50)]
    assert pairs_of(month, [row(id="d")]) == set()


def test_one_place_on_one_day_stays_small() -> None:
    crowd = [row(id=str(i), best=1 + i % 7) for i in range(800)]
    one = rows_of(crowd)
    pairs = candidates(one, one, WEIGHTS)
    assert len(pairs) <= 2 * 32 * len(crowd)


def test_weights_that_do_not_sum_to_one_are_refused(tmp_path: Any) -> None:
    text = FILE.read_text(encoding="utf-8").replace("both: 0.62", "both: 0.92")
    path = tmp_path / "w.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match="parties sum to"):
        read_weights(path)


def test_rivals_begin_where_they_left_off_and_end_the_same() -> None:
    rng = np.random.default_rng(2)
    one, other = rng.integers(0, 12, 40), rng.integers(0, 12, 40)
    odds = np.where(rng.random(40) < 0.2, 1e-8, rng.lognormal(0, 2, 40))
    fresh = probable(one, other, odds, (12, 12))
    again = probable(one, other, odds, (12, 12), free=fresh.free)
    assert again.pair == pytest.approx(fresh.pair, abs=1e-3)
    assert fresh.pair[odds < 1e-6] == pytest.approx(1e-8, rel=1e-3)
    assert (np.bincount(one, weights=fresh.pair) <= 1 + 1e-3).all()


def test_rows_of_the_very_days_are_not_counted_as_unrelated() -> None:
    gaps = (0, 3, 5, 20, 29, 40)
    one = rows_of([row(id="a", start=DAY + dt.timedelta(days=100))])
    other = rows_of([row(id=str(d), start=DAY + dt.timedelta(days=100 + d)) for d in gaps])
    around = crowding(one, other, WEIGHTS.most_gap)
    # The other record's rows, but for those that could be the same event and those too far away.
    assert around.ring.sum(axis=1).tolist() == [3.0]
    assert around.near.tolist() == [0.0]
    assert crowding(other, one, WEIGHTS.most_gap).near.tolist() == [1, 2, 1, 0, 0, 0]


def test_a_row_is_not_counted_around_its_own_double() -> None:
    rows = rows_of([row(id=str(i), start=DAY + dt.timedelta(days=i)) for i in range(3)])
    around = crowding(rows, rows, WEIGHTS.most_gap)
    first = np.asarray([0])
    whole = around.expected(first)
    less = around.expected(first, np.asarray([True]))
    assert (less < whole).all()
    assert np.array_equal(around.expected(first, np.asarray([False])), whole)
    # Standing in for a record of twice as many rows, each counts for two.
    double = around.standing_in(np.arange(3), 2.0)
    assert double.near.tolist() == [4.0, 4.0, 4.0]
    assert (double.expected(first, np.asarray([True])) < double.expected(first)).all()


def test_names_are_compared_among_pairs_as_far_apart() -> None:
    place = np.asarray([0, 0, 1, -1, -1], dtype=np.int8)
    ring = np.asarray([3, 6, 3, 0, 3])
    silent = {name: np.full(5, -1, dtype=np.int8) for name in WEIGHTS.if_same}
    found = Evidence(ring, silent | {"place": place})
    assert found.kinds("place").tolist() == [0, 3, 0, 0, 0]
    assert found.kinds("source_line").tolist() == [0, 0, 1, 0, 2]
    assert found.kinds("deaths").tolist() == [0] * 5


@given(st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4))
def test_agreeing_better_never_counts_less(shares: list[float]) -> None:
    common = np.asarray([shares]) / sum(shares)
    same = np.asarray(WEIGHTS.if_same["source_line"])
    worth = (_falling(same, common) / common)[0]
    assert (np.diff(worth) <= 1e-9).all()
    if (np.diff(same / common[0]) <= 0).all():
        assert worth == pytest.approx(same / common[0])


@given(st.integers(0, 30), st.integers(1, 14), st.integers(1, 14))
@settings(max_examples=9, deadline=None)
def test_tiny_records_match_alike_whichever_is_named_first(seed: int, a: int, b: int) -> None:
    one = made(seed, a, days=9, spread=0.05)
    other = [*copied(one[: b // 2], seed), *made(seed + 50, b - b // 2, days=9, spread=0.05)]
    there, back = (match(*map(events_of, pair)) for pair in ((one, other), (other, one)))
    found = [
        dict(
            zip(zip(*(r.tolist() for r in rows), strict=True), m.probability.tolist(), strict=True)
        )
        for rows, m in ((there.rows, there), (back.rows[::-1], back))
    ]
    assert found[0] == found[1]
    assert there.shared == back.shared
    assert np.array_equal(there.usage, back.usage.T)
