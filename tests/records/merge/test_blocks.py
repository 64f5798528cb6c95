"""A merge in blocks, on one process or several, gives what the whole gives, byte for byte."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.rows import DAY, events_of, info, row, table_of

from onrecord.errors import RecordError
from onrecord.records.memory import FileRecord
from onrecord.records.merge import merge
from onrecord.records.merge.blocks import blocks, candidate_pairs
from onrecord.records.merge.blocks_common import in_common
from onrecord.records.merge.blocks_run import here, runner
from onrecord.records.merge.candidates import MOST, search_days
from onrecord.records.merge.rows import Rows, of_events
from onrecord.records.merge.weights import read_weights

WEIGHTS = read_weights()
IN_A_BLOCK = "onrecord.records.merge.blocks.ROWS_IN_A_BLOCK"


def war(seed: int, n: int, days: int = 900) -> list[dict[str, Any]]:
    """Rows at few points with small counts, so that many are equally near, and some that last."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform(-1.5, 1.5, (12, 2))
    found = []
    for i in range(n):
        start = DAY + dt.timedelta(days=int(rng.integers(days)))
        lasting = rng.random() < 0.1
        north, east = towns[rng.integers(12)]
        found.append(
            row(
                id=f"r{i}",
                start=start,
                end=start + dt.timedelta(days=int(rng.integers(8, 120))) if lasting else start,
                clarity=2 if lasting else 1,
                lat=10 + float(north),
                lon=20 + float(east),
                best=int(rng.integers(1, 4)),
                where_prec=int(rng.choice([1, 1, 1, 2, 4])),
                side_a=[["Red Army"], ["Red Militia"]][int(rng.integers(2))],
            )
        )
    return found


def other_of(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Another record of the same war: half of its rows, counted and dated a little otherwise."""
    rng = np.random.default_rng(seed)
    kept = [r for r in rows if rng.random() < 0.5]
    new = war(seed + 50, len(rows) - len(kept))
    return [
        r | {"id": f"s{i}", "best": r["best"] + int(rng.integers(2))}
        for i, r in enumerate([*kept, *new])
    ]


def two(n: int) -> tuple[FileRecord, FileRecord]:
    one = war(1, n)
    other = other_of(one, 2)
    return (
        FileRecord(table_of(one), info(n, name="one")),
        FileRecord(table_of(other), replace(info(n, name="two"), version="2")),
    )


def rows_of(rows: list[dict[str, Any]]) -> Rows:
    return of_events(events_of(rows), WEIGHTS, {}, {})[0]


def test_a_block_holds_all_that_its_search_could_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IN_A_BLOCK, 100)
    first, second = rows_of(war(3, 700)), rows_of(war(4, 700))
    found = list(blocks(first, second))
    assert len(found) == 7
    own = np.concatenate([block.at[0][block.own] for block in found])
    assert np.array_equal(np.sort(own), np.arange(700))
    assert max(len(block.second) for block in found) < 700
    for block in found:
        for lasting in (False, True):
            mine = block.own & (block.first.lasting == lasting)
            assert mine.any()
            middles = block.first.middle[mine]
            gap = np.abs(second.middle[:, None] - middles[None, :]).min(axis=1)
            near = np.flatnonzero((second.lasting == lasting) & (gap <= search_days(lasting)))
            assert np.isin(near, block.at[1]).all()


@pytest.mark.parametrize("size", [1, 90, 250])
def test_blocks_find_what_the_whole_finds(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    n = 20 if size == 1 else 900
    # So dense that rows have more than MOST neighbours, and many of them at the same distance.
    first, second = rows_of(war(5, n, days=120)), rows_of(war(6, n, days=120))
    whole = candidate_pairs(first, second, WEIGHTS)
    if size > 1:
        assert np.bincount(whole.one).max() >= MOST
    monkeypatch.setattr(IN_A_BLOCK, size)
    parts = candidate_pairs(first, second, WEIGHTS)
    for name in ("one", "other", "gap", "km"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


def test_rows_beyond_the_days_and_lands_of_the_other_record_are_left_out() -> None:
    near = rows_of([row(id="a", start=DAY), row(id="b", start=DAY + dt.timedelta(30))])
    given = [
        row(id="before", start=DAY - dt.timedelta(5)),
        row(id="just before", start=DAY - dt.timedelta(WEIGHTS.most_gap)),
        row(id="reaching in", start=DAY - dt.timedelta(40), end=DAY, clarity=2),
        row(id="between", start=DAY + dt.timedelta(15), lat=11.0),
        row(id="far", start=DAY, lat=13.0),
        row(id="after", start=DAY + dt.timedelta(35)),
        row(id="nowhere", start=DAY, where_prec=6, lat=40.0),
    ]
    rows = rows_of(given)
    kept, there = in_common(rows, near, WEIGHTS)
    assert {given[i]["id"] for i in kept.row.tolist()} == {
        "just before", "reaching in", "between", "nowhere",
    }  # fmt: skip
    assert np.array_equal(there.row, near.row)
    swapped = in_common(near, rows, WEIGHTS)
    assert np.array_equal(swapped[1].row, kept.row)
    none = rows_of([])
    assert [len(r) for r in in_common(rows, none, WEIGHTS)] == [7, 0]
    early = rows_of([row(start=DAY - dt.timedelta(900))])
    assert [len(r) for r in in_common(rows, early, WEIGHTS)] == [0, 0]


def test_there_may_be_nothing_to_search() -> None:
    some, none = rows_of(war(1, 5)), rows_of([])
    for first, second in ((some, none), (none, some), (none, none)):
        assert len(candidate_pairs(first, second, WEIGHTS)) == 0


def test_blocks_on_joblib_give_the_same_record(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("joblib")
    records = two(1000)
    whole = merge(records)
    assert whole.matched > 200
    monkeypatch.setattr(IN_A_BLOCK, 150)
    parts = merge(records, jobs=2)
    assert parts.record.table.equals(whole.record.table)
    assert parts.record.info == whole.record.info


def test_who_runs_the_parts() -> None:
    assert runner()(abs, [-1, 2]) == here(abs, [-1, 2]) == [1, 2]
    with pytest.raises(RecordError, match="no engine “dask”"):
        runner(engine="dask")  # type: ignore[arg-type]
    pytest.importorskip("joblib")
    with pytest.raises(RecordError, match="0 jobs"):
        runner(0)
    with pytest.raises(RecordError, match="knows no backend “nowhere”"):
        runner(2, "nowhere")(abs, [1, 2])
