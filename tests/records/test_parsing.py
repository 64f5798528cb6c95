"""Whole columns are parsed as one text after another would be."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import values
from onrecord.records.parsing import Faults, degrees_of, distinct, plain_days, texts


@given(st.lists(st.sampled_from(["1", "2", "x", "", "-1", "9", "-7"]), max_size=40))
def test_distinct_gives_each_row_its_value_or_its_fault(found_texts: list[str]) -> None:
    faults = Faults()
    found, codes = distinct(pa.array(found_texts, pa.string()), "n", values.count, None, faults)
    refused = {"x": "not a whole number", "-7": "fewer than none"}
    for row, text in enumerate(found_texts):
        if text in refused:
            assert faults.of(row) == f"n “{text}”: {refused[text]}"
        else:
            assert found[codes[row]] == values.count(text)
            assert row not in faults.reasons


TEXT = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("ab &;#8217 \u00a0\u2009\u200b\t\n\x1f\x85"), max_size=12),
    st.sampled_from(["NA", "NaN", "", "123", "12.0", "-4", "007", "0"]),
)


@pytest.mark.parametrize(
    ("parse", "plain"),
    [
        (values.clean_line, values.PLAIN_TEXT),
        (values.clean_or_none, values.PLAIN_TEXT),
        (values.required, values.PLAIN_TEXT),
        (values.identifier, values.PLAIN_ID),
    ],
)
@given(column=st.lists(TEXT, max_size=20))
def test_a_column_of_texts(parse, plain: str, column: list[str]) -> None:
    faults = Faults()
    found = texts(pa.array(column, pa.string()), "x", parse, plain, faults).to_pylist()
    for row, text in enumerate(column):
        try:
            wanted = parse(text.strip())
        except ValueError as problem:
            wanted = None
            why = str(problem)
        else:
            why = ""
        assert faults.reasons.get(row, [""])[0].endswith(why)
        assert (row in faults.reasons) == bool(why)
        if not why:
            assert found[row] == wanted


NUMBERS = st.one_of(st.floats(-200, 200).map(repr), st.sampled_from(["", "nan", "inf", "x", "1_0"]))


@given(st.lists(NUMBERS, max_size=8))
def test_a_column_of_degrees(column: list[str]) -> None:
    faults = Faults()
    parse = values.degrees(90)
    found = degrees_of(pa.array(column, pa.string()), "lat", parse, 90, faults)
    assert found.dtype == np.float64
    for row, text in enumerate(column):
        if row not in faults.reasons:
            assert found[row] == float(text)
            assert abs(found[row]) <= 90
        else:
            with pytest.raises(ValueError, match=faults.of(row).rpartition(": ")[2]):
                parse(text)


DAYS = st.sampled_from(
    [
        "2017-10-09", "2017-10-09 00:00:00.000", "2017-10-09T00:00:00", "2016-02-29", "1900-01-01",
        "2017-02-29", "0025-10-09", "2100-01-01", "2017-10-09 12:30:00", " 2017-10-09", "", "x",
    ]
)  # fmt: skip


@given(st.lists(DAYS, max_size=6))
def test_plain_days_are_those_that_date_reads(column: list[str]) -> None:
    """Where Arrow vouches for all of a column, it reads the days that Python does."""

    def read(text: str) -> object:
        try:
            return values.date(text)
        except ValueError:
            return None

    found = plain_days(pa.array(column, pa.string()))
    if found is not None:
        assert found.to_pylist() == [read(text) for text in column]
    elif column:
        plain = {"2017-10-09", "2017-10-09 00:00:00.000", "2017-10-09T00:00:00", "2016-02-29"}
        assert not set(column) <= plain | {"1900-01-01"}
