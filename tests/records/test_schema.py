"""Events as columns: what goes in comes out, whatever is missing."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.arrow_columns import distinct_lists, distinct_texts, numbers
from onrecord.records.schema import arrow_schema, from_arrow

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
