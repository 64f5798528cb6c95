"""Pruning returns what was asked for, perhaps more, never less, in the record's own order."""

from __future__ import annotations

import datetime as dt
import math
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.records.manifest import write_manifest
from onrecord.records.memory import FileRecord, with_schema
from onrecord.records.parts import write_events
from onrecord.records.schema import Coverage, Expresses, RecordInfo, arrow_schema, from_arrow
from onrecord.records.sql import EVENTS, prune
from onrecord.records.store import Store
from onrecord.records.stored import StoredRecord

INFO = RecordInfo(
    name="test",
    version="1",
    sha256="0",
    rows=0,
    licence="none",
    citation="none",
    coverage=Coverage(dt.date(2017, 1, 1), dt.date(2018, 12, 31), (), "all"),
    expresses=Expresses(frozenset(), deadly_only=False),
)
DAYS = st.dates(dt.date(2017, 11, 1), dt.date(2018, 2, 28))
COUNTRIES = ["c", "D's “x”", "é%_", "", None]
NAMES = ["A", "B, C", "D's “x”", "é%_"]
EDGES = [-180.0, -179.5, 0.0, 179.5, 180.0]
LONGITUDES = st.one_of(st.sampled_from(EDGES), st.floats(-180, 180))
LATITUDES = st.one_of(st.sampled_from([-90.0, 0.0, 90.0]), st.floats(-90, 90))


@st.composite
def rows(draw) -> dict:
    start = draw(DAYS)
    nowhere = draw(st.sampled_from([False, False, False, True]))
    missing = draw(st.sampled_from([None, math.nan]))
    sides = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
    return {
        "start": start,
        "end": start + dt.timedelta(draw(st.sampled_from([0, 0, 1, 40]))),
        "lat": missing if nowhere else draw(LATITUDES),
        "lon": missing if nowhere else draw(LONGITUDES),
        "where_prec": draw(st.sampled_from([1, 1, 2, 3, 6])),
        "country": draw(st.sampled_from(COUNTRIES)),
        "side_a": sorted(draw(sides)),
        "side_b": sorted(draw(sides)),
        "line_texts": ["x; y"],
    }


def table_of(found: list[dict]) -> pa.Table:
    plain = {
        "date_prec": 1, "clarity": 1, "place": "p", "country": "c", "directed": False,
        "active": True, "candidate": False, "low": 1, "best": 1, "high": 1, "deaths_a": 0,
        "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 1, "line_offices": ["o"],
        "line_dates": [None],
    }  # fmt: skip
    content = [plain | row | {"id": str(i)} for i, row in enumerate(found)]
    return pa.Table.from_pylist(content, schema=arrow_schema())


def wanted(row: dict, first, last, bounds, names, elsewhere=frozenset()) -> bool:
    """The same question asked of one row, in plain Python."""
    placeless = row["where_prec"] >= 3 or row["lat"] is None or math.isnan(row["lat"])
    if placeless and row["country"] in elsewhere:
        return False
    if first and row["end"] < first:
        return False
    if last and row["start"] > last:
        return False
    if names is not None and not names & {*row["side_a"], *row["side_b"]}:
        return False
    if bounds is None or row["where_prec"] >= 3 or row["lat"] is None or math.isnan(row["lat"]):
        return True
    west, south, east, north = bounds
    span = east - west if west <= east else east - west + 360
    inside = (row["lon"] - west) % 360 <= span or span >= 360
    return south <= row["lat"] <= north and inside


QUESTIONS = st.tuples(
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.tuples(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES),
    st.none() | st.frozensets(st.sampled_from([*NAMES, "Z", "' OR 1=1 --"]), max_size=3),
    st.frozensets(st.sampled_from(COUNTRIES[:3])),
)


@settings(max_examples=40)
@given(st.lists(rows(), max_size=15), QUESTIONS)
def test_memory_and_store_give_what_is_wanted(tmp_path_factory, found, question) -> None:
    table = table_of(found)
    folder = tmp_path_factory.mktemp("stored")
    write_manifest(folder, INFO, (), write_events(folder, with_schema(table)))
    must = [str(i) for i, row in enumerate(found) if wanted(row, *question)]
    memory = FileRecord(table, INFO).events(*question)
    got = list(memory.id)
    assert got == sorted(got, key=int)
    assert set(must) <= set(got)
    # Not more than the box and the days allow either: the hint is a sharp one.
    first, last, _, names, away = question
    for identifier in got:
        assert wanted(found[int(identifier)], first, last, None, names, away)
    if found:
        stored = StoredRecord(folder).events(*question)
        assert stored.id == memory.id
        assert stored.table.equals(memory.table) or _same_but_nan(stored.table, memory.table)


def _same_but_nan(one: pa.Table, other: pa.Table) -> bool:
    return str(one.to_pylist()) == str(other.to_pylist())


@pytest.mark.parametrize(
    ("bounds", "longitudes"),
    [
        ((170.0, -10.0, -170.0, 10.0), {175.0, -175.0, 180.0, -180.0}),
        ((170.0, -10.0, 190.0, 10.0), {175.0, -175.0, 180.0, -180.0}),
        ((-190.0, -10.0, -170.0, 10.0), {175.0, -175.0, 180.0, -180.0}),
        ((170.0, -10.0, 180.0, 10.0), {175.0, 180.0, -180.0}),
        ((-180.0, -10.0, -170.0, 10.0), {-175.0, 180.0, -180.0}),
        ((-180.0, -10.0, 180.0, 10.0), {175.0, -175.0, 0.0, 180.0, -180.0}),
        ((-10.0, -10.0, 10.0, 10.0), {0.0}),
        ((-500.0, -10.0, 500.0, 10.0), {175.0, -175.0, 0.0, 180.0, -180.0}),
        ((-math.inf, -10.0, 5.0, 10.0), {175.0, -175.0, 0.0, 180.0, -180.0}),
    ],
)
def test_boxes_over_the_date_line(bounds, longitudes: set[float]) -> None:
    points = [175.0, -175.0, 0.0, 180.0, -180.0]
    day = dt.date(2017, 1, 1)
    table = table_of(
        [
            {"start": day, "end": day, "lat": 0.0, "lon": lon, "where_prec": 1}
            | {"side_a": ["A"], "side_b": ["B"]}
            for lon in points
        ]
    )
    assert set(FileRecord(table, INFO).events(bounds=bounds).lon.tolist()) == longitudes


def test_nothing_from_outside_becomes_part_of_a_statement() -> None:
    evil = "x'); DROP TABLE events; --"
    statement, values = prune(
        EVENTS, dt.date(2017, 1, 1), None, (1.0, 2.0, 3.0, 4.0), frozenset({evil})
    )
    assert evil not in statement
    assert statement.count("?") == len(values)
    assert prune(EVENTS, None, None, None, None) == (
        "SELECT e.* FROM events AS e ORDER BY e.nth",
        [],
    )


def test_a_row_whose_point_is_not_a_number_is_found_again(tmp_path: Path) -> None:
    """Parquet's statistics leave NaN out: DuckDB once took all rows of such a file to be placed."""
    day = dt.date(2017, 1, 1)
    row = {"start": day, "end": day, "lat": -90.0, "lon": -180.0, "where_prec": 1}
    found = [row | {"side_a": ["A"], "side_b": ["B"], "lat": lat} for lat in (-90.0, math.nan)]
    Store(tmp_path).keep(INFO, table_of(found))
    events = Store(tmp_path).open("test").events(bounds=(0.0, 0.0, 1.0, 1.0))
    assert events.id == ("1",)
    assert math.isnan(events.lat[0])


def test_the_same_question_gets_the_same_answer_object() -> None:
    day = dt.date(2017, 1, 1)
    row = {"start": day, "end": day, "lat": 0.0, "lon": 0.0, "where_prec": 1}
    record = FileRecord(table_of([row | {"side_a": ["A"], "side_b": ["B"]}]), INFO)
    names = frozenset({"A"})
    assert record.events(day, day, None, names) is record.events(day, day, None, names)
    assert record.events() is record.events()


def test_nothing_is_drawn_on_standard_output() -> None:
    """Without a script, as in a notebook, DuckDB draws a bar for slow questions."""
    code = (
        "from onrecord.records.engine import DuckEngine; from onrecord.records.schema import *\n"
        "connection = DuckEngine(arrow_schema().empty_table())._connection\n"
        "print(connection.execute(\"SELECT current_setting('enable_progress_bar')\").fetchone())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(False,)"


def test_a_table_of_another_shape_is_refused() -> None:
    table = table_of([])
    with pytest.raises(RecordError, match="lacks the column best"):
        FileRecord(table.drop_columns(["best"]), INFO)
    at = table.schema.get_field_index("lat")
    words = table_of([]).set_column(at, "lat", pa.array([], pa.list_(pa.string())))
    with pytest.raises(RecordError, match="the column lat"):
        FileRecord(words, INFO)
    assert len(FileRecord(table, INFO).events(dt.date(2017, 1, 1))) == 0


def test_extra_columns_stay(tmp_path: Path) -> None:
    day = dt.date(2017, 1, 1)
    row = {"start": day, "end": day, "lat": 0.0, "lon": 0.0, "where_prec": 1}
    table = table_of([row | {"side_a": ["A"], "side_b": ["B"]}])
    table = table.append_column("kind_inferred", pa.array([True]))
    write_manifest(tmp_path, INFO, (), write_events(tmp_path, table))
    assert StoredRecord(tmp_path).events().kind_inferred.tolist() == [True]
    assert from_arrow(table).kind_inferred.tolist() == [True]
