"""The periods before a claim's own."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess.periods import Period, periods_before
from tests.world import day

OLD = day("2010-01-01")


def back(first: str, last: str, unit: str, since: str | None, covered: dt.date = OLD):
    return periods_before(Period(day(first), day(last)), unit, since and day(since), covered)


@pytest.mark.parametrize(
    ("first", "last", "unit", "since", "nearest", "farthest", "number"),
    [
        # The month that is named, March, is not a rival: it was worse.
        ("2018-06-01", "2018-06-30", "month", "2018-03-01", "2018-05-01", "2018-04-01", 2),
        ("2018-06-01", "2018-06-30", "month", "2018-03-15", "2018-05-01", "2018-04-01", 2),
        ("2018-06-01", "2018-06-30", "month", "2018-02-28", "2018-05-01", "2018-03-01", 3),
        ("2018-01-01", "2018-01-31", "month", "2017-11-01", "2017-12-01", "2017-12-01", 1),
        ("2018-04-01", "2018-06-30", "quarter", "2017-09-30", "2018-01-01", "2017-10-01", 2),
        ("2018-01-01", "2018-12-31", "year", "2014-01-01", "2017-01-01", "2015-01-01", 3),
        ("2018-06-09", "2018-06-09", "day", "2018-06-01", "2018-06-08", "2018-06-02", 7),
        ("2018-06-05", "2018-06-11", "week", "2018-05-01", "2018-05-29", "2018-05-08", 4),
    ],
)
def test_rivals(
    first: str, last: str, unit: str, since: str, nearest: str, farthest: str, number: int
) -> None:
    found = back(first, last, unit, since)
    assert len(found.rivals) == number
    assert found.rivals[0].first == day(nearest)
    assert found.rivals[-1].first == day(farthest)
    assert found.rivals[0].last == day(first) - dt.timedelta(days=1)
    assert found.whole
    assert found.notes == ()


def test_a_window_that_is_no_period() -> None:
    found = back("2018-06-03", "2018-06-12", "month", "2018-05-01")
    assert [(p.length, str(p.first)) for p in found.rivals] == [
        (10, "2018-05-24"),
        (10, "2018-05-14"),
        (10, "2018-05-04"),
    ]
    assert "are not one month" in found.notes[0]
    month = back("2018-06-01", "2018-06-30", "quarter", "2018-05-01")
    assert [str(p.first) for p in month.rivals] == ["2018-05-02"]


def test_periods_before_the_record() -> None:
    covered = day("2018-03-02")
    found = back("2018-06-01", "2018-06-30", "month", "2017-12-01", covered)
    assert [str(p.first) for p in found.rivals] == ["2018-05-01", "2018-04-01"]
    assert not found.whole
    assert found.notes[0].startswith("3 of the periods since 1 December 2017 begin before")
    # Without a day it looks as far back as the record goes.
    found = back("2018-06-01", "2018-06-30", "month", None, covered)
    assert len(found.rivals) == 2
    assert found.whole


def test_the_beginning_of_the_calendar() -> None:
    found = back("0002-02-01", "0002-02-28", "month", "0001-01-01", day("0001-01-01"))
    assert len(found.rivals) <= 12


@given(
    st.dates(day("2015-01-01"), day("2019-12-31")),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(1, 400),
    st.integers(0, 2000),
)
def test_end_to_end(first: dt.date, unit: str, length: int, before: int) -> None:
    own = Period(first, first + dt.timedelta(days=length - 1))
    since = first - dt.timedelta(days=before)
    found = periods_before(own, unit, since, day("2012-06-01"))
    later = own
    for period in found.rivals:
        assert period.last == later.first - dt.timedelta(days=1)
        assert period.first > since
        later = period
