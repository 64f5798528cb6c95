"""Texts to values: what is taken, what is refused, and in which words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import values
from onrecord.records.schema import UNKNOWN


@pytest.mark.parametrize(
    "text",
    ["2017-10-09", "2017-10-09 00:00:00.000", "2017-10-09T00:00:00", "2017-10-09T00:00:00.000Z"],
)
def test_the_forms_of_a_date(text: str) -> None:
    assert values.date(text) == dt.date(2017, 10, 9)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "missing"),
        ("0025-03-01", "year 25 cannot be right"),
        ("2917-03-01", "year 2917 cannot be right"),
        ("2017-02-30", "no such day"),
        ("2017-13-01", "no such day"),
        ("09/10/2017", "not a date"),
        ("2017-10", "not a date"),
        ("43017", "not a date"),
        ("2017-10-09 noon", "not a date"),
    ],
)
def test_what_is_no_date(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        values.date(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_date_is_read_as_written(day: dt.date) -> None:
    assert values.date(f"{day.isoformat()} 00:00:00.000") == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), ("4.0", 4), ("", UNKNOWN), ("NA", UNKNOWN), ("-1", UNKNOWN), ("0", 0)],
)
def test_counts(text: str, number: int) -> None:
    assert values.count(text) == number


@pytest.mark.parametrize("text", ["-2", "4.5", "1e5", "four", "1,000", "9" * 30])
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(ValueError, match=r"fewer than none|not a whole number"):
        values.count(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "", "NA", "35,25", "1_0", "180.0001", "x"])
def test_what_is_no_longitude(text: str) -> None:
    with pytest.raises(ValueError, match=r"missing|not a number|off the globe"):
        values.degrees(180)(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", True), ("0", False), ("TRUE", True), ("False", False), ("", True), ("1.0", True)],
)
def test_flags(text: str, value: bool) -> None:
    assert values.flag(text) is value


def test_lines_are_cleaned_but_not_changed() -> None:
    assert values.clean_line(" Al-Fu&#8217;ah \n\t fell ") == "Al-Fu’ah fell"
    assert values.clean_line("R&D & more; AT&T") == "R&D & more; AT&T"
