"""Events as columns: what goes in comes out, whatever is missing."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.rows import row, table_of

from onrecord.records.arrow_columns import distinct_lists, distinct_texts, numbers
from onrecord.records.schema import Categories, Events, arrow_schema, from_arrow

TEXTS = st.lists(st.none() | st.sampled_from(["", "a", "b\x1fc", "é"]), max_size=20)
LISTS = st.lists(
    st.none() | st.lists(st.sampled_from(["a", "b", "a, b", "é"]), max_size=3), max_size=20
)


@given(LISTS, st.integers(0, 5))
def test_lists_come_back(rows, skip: int) -> None:
    column = pa.chunked_array([pa.array(rows, pa.list_(pa.string()))]).slice(skip)
    codes, values = distinct_lists(column)
    assert [list(values[code]) for code in codes] == [row or [] for row in rows[skip:]]
    assert len(set(values)) == len(values)


@given(TEXTS, st.integers(0, 5))
def test_texts_come_back(rows, skip: int) -> None:
    column = pa.chunked_array([pa.array(rows, pa.string())]).slice(skip)
    codes, values = distinct_texts(column)
    assert [values[code] if code >= 0 else None for code in codes] == rows[skip:]


@given(TEXTS, st.frozensets(st.sampled_from(["", "a", "é", "never"])))
def test_rows_whose_text_is_one_of_some(rows, names: frozenset[str]) -> None:
    column = Categories(*distinct_texts(pa.chunked_array([pa.array(rows, pa.string())])))
    found = column.isin(names)
    assert found.dtype == bool
    assert found.tolist() == [row is not None and row in names for row in rows]


@given(st.lists(st.none() | st.integers(-9, 9), max_size=20), st.integers(0, 5))
def test_numbers_come_back(rows, skip: int) -> None:
    def column(kind: pa.DataType) -> pa.ChunkedArray:
        return pa.chunked_array([pa.array(rows, pa.int64()).cast(kind)]).slice(skip)

    kept = rows[skip:]
    assert numbers(column(pa.int8()), np.int8).tolist() == [-1 if r is None else r for r in kept]
    floats = numbers(column(pa.float64()), np.float64)
    assert np.isnan(floats).tolist() == [r is None for r in kept]
    flags = numbers(column(pa.bool_()), np.bool_)
    assert flags.dtype == bool
    assert flags.tolist() == [bool(r) for r in kept]
    whole = pa.chunked_array([pa.array([r or 0 for r in rows], pa.int32()).cast(pa.date32())])
    days = numbers(whole, "datetime64[D]")
    assert days.tolist() == whole.to_pylist()


def test_an_empty_table() -> None:
    events = from_arrow(arrow_schema().empty_table())
    assert len(events) == 0
    assert events.sides == ()
    assert events.start.dtype == np.dtype("datetime64[D]")
    assert events.kind_inferred.tolist() == []


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text("ab1", min_size=1, max_size=3),
            "place": st.none() | st.sampled_from(["", "Old Mill", "New Mill"]),
            "kind": st.none() | st.sampled_from(["battle", "raid"]),
            "country": st.sampled_from(["Erewhon", "Laputa"]),
            "side_a": st.lists(st.sampled_from("CBA"), max_size=2),
            "side_b": st.lists(st.sampled_from("DCA"), max_size=2),
            "lat": st.none() | st.floats(-90, 90),
            "best": st.none() | st.integers(0, 9),
        }
    ).map(lambda given: row(**given)),
    max_size=8,
)


@given(ROWS, st.lists(st.integers(0, 7), max_size=10))
def test_events_taken_are_those_that_their_rows_make(rows, wanted: list[int]) -> None:
    """Codes, values and their order too: a finding must not depend on who pruned."""
    events = from_arrow(table_of(rows))
    chosen = np.asarray([i for i in wanted if i < len(rows)], dtype=np.int64)
    taken, made = events.take(chosen), from_arrow(events.table.take(pa.array(chosen)))
    for field in fields(Events):
        one, other = getattr(taken, field.name), getattr(made, field.name)
        if isinstance(one, Categories):
            assert one.codes.tolist() == other.codes.tolist()
            assert one.codes.dtype == other.codes.dtype
            assert one.values == other.values
        elif isinstance(one, np.ndarray):
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)
        else:
            assert one == other
    mask = np.arange(len(rows)) % 2 == 0
    assert events.take(mask).id == events.id[::2]
