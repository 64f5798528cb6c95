"""Batches: the rows of every question are those that it gets alone, from far fewer queries."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.test_pruning import INFO, QUESTIONS, _same_but_nan, rows, table_of

import onrecord as on
from onrecord import api
from onrecord.records import batched
from onrecord.records.batched import Batched, tile
from onrecord.records.memory import FileRecord
from onrecord.records.sql import box_of
from onrecord.simulate import demo


@settings(max_examples=60)
@given(
    st.lists(rows(), max_size=25),
    st.lists(QUESTIONS, min_size=1, max_size=6),
    st.sampled_from([0, 300_000]),
)
def test_every_question_gets_the_rows_it_gets_alone(found, questions, most) -> None:
    table = table_of(found)
    alone, together = FileRecord(table, INFO), Batched(FileRecord(table, INFO))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batched, "MOST_ROWS", most - 1)  # −1: every batch is cut by place
        for question in questions:
            one, other = alone.events(*question), together.events(*question)
            assert one.id == other.id
            assert one.table.equals(other.table) or _same_but_nan(one.table, other.table)
            assert together.events(*question) is other


def test_a_batch_is_one_query() -> None:
    day = dt.date(2017, 3, 1)
    row = {"start": day, "end": day, "lat": 5.0, "lon": 5.0, "where_prec": 1}
    record = Batched(FileRecord(table_of([row | {"side_a": ["A"], "side_b": ["B"]}]), INFO))
    for n in range(300):
        first = dt.date(2017, 1, 1) + dt.timedelta(n)
        record.events(first, first + dt.timedelta(30), (4.0, 4.0, 6.0 + n / 100, 6.0))
    assert record.queries == 1
    record.events(dt.date(2016, 12, 31), day)
    assert record.queries == 2
    record.events()
    assert record.queries == 3


def test_what_is_held_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batched, "HELD_ROWS", 3)
    days = [dt.date(2017, 1, 1), dt.date(2018, 1, 1), dt.date(2018, 2, 1)]
    found = [
        {"start": day, "end": day, "lat": 5.0, "lon": 5.0, "where_prec": 1, "side_a": [str(i)],
         "side_b": ["B"]}
        for i, day in enumerate([*days, *days])
    ]  # fmt: skip
    record = Batched(FileRecord(table_of(found), INFO))
    assert len(record.events(days[0], days[0])) == 2
    assert len(record.events(days[1], days[2])) == 4  # alone too many: kept until the next
    assert len(record.events(days[0], days[0], None, frozenset({"0"}))) == 1
    assert record.queries == 3


@given(QUESTIONS.map(lambda question: question[2]).filter(bool))
def test_a_tile_holds_its_box(bounds) -> None:
    around = tile(bounds)
    west, south, east, north, crossing = box_of(bounds)
    if around is None:
        assert crossing
    elif south <= north:
        assert around[0] <= west <= east <= around[2]
        assert around[1] <= south <= north <= around[3]


def test_many_reports_get_the_findings_they_get_alone(tmp_path: Path) -> None:
    island = demo(seed=1).write(tmp_path)
    claims = on.load_claims(island.claims)
    reports = [claims, claims.claims[:3], claims.claims[3:]]
    record = on.load(island.record)
    alone = [api.check(report, record, actors=[island.actors]).to_json() for report in reports]
    again = on.load(island.record)
    many = [found.to_json() for found in api.check_many(reports, again, actors=[island.actors])]
    assert json.dumps(many) == json.dumps(alone)


def test_a_long_report_is_asked_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    island = demo(seed=1).write(tmp_path)
    claims = on.load_claims(island.claims)
    record = on.load(island.record)
    monkeypatch.setattr(api, "MANY", len(claims) + 1)
    alone = api.check(claims, record, actors=[island.actors]).to_json()
    made = []

    class Counted(Batched):
        def __init__(self, record) -> None:
            super().__init__(record)
            made.append(self)

    monkeypatch.setattr(batched, "Batched", Counted)
    monkeypatch.setattr(api, "MANY", len(claims))
    assert api.check(claims, record, actors=[island.actors]).to_json() == alone
    assert [asked.queries > 0 for asked in made] == [True]
