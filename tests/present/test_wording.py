"""Dates, precision, parties and deaths in words."""

from __future__ import annotations

import datetime as dt

import pytest

from onrecord.present import wording
from onrecord.present.words import catalogue

WORDS = catalogue()
DAY = dt.date


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (DAY(2017, 10, 9), DAY(2017, 10, 9), "9 Oct 2017"),
        (DAY(2017, 10, 9), DAY(2017, 10, 23), "9–23 Oct 2017"),
        (DAY(2017, 9, 28), DAY(2017, 10, 2), "28 Sep – 2 Oct 2017"),
        (DAY(2016, 12, 30), DAY(2017, 1, 2), "30 Dec 2016 – 2 Jan 2017"),
        (DAY(2017, 10, 9), None, "since 9 Oct 2017"),
        (None, DAY(2017, 10, 9), "until 9 Oct 2017"),
        (None, None, "no date"),
    ],
)
def test_span(first: dt.date | None, last: dt.date | None, text: str) -> None:
    assert wording.span(WORDS, first, last) == text


def test_an_imprecise_date_says_so() -> None:
    first, last = DAY(2017, 10, 9), DAY(2017, 10, 13)
    assert wording.event_days(WORDS, first, last, 2) == "some time in 9–13 Oct 2017"
    assert wording.event_days(WORDS, first, last, 1) == "9–13 Oct 2017"
    assert wording.event_days(WORDS, first, first, 2) == "9 Oct 2017"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (1, "exact place"),
        (2, "within about 25 km"),
        (3, "somewhere in Bay"),
        (4, "somewhere in Ashel"),
        (5, "part of Bay, or along a line"),
        (6, "somewhere in Velmar"),
        (7, "at sea, or in more than one country"),
        (9, "precision unknown"),
    ],
)
def test_place_precision(code: int, text: str) -> None:
    assert wording.place_precision(WORDS, code, "Ashel", "Bay", "Velmar") == text


def test_parties_have_a_direction_only_where_the_record_has_one() -> None:
    assert wording.parties(WORDS, ("A",), ("B", "C"), True) == "A against B, C"
    assert wording.parties(WORDS, ("A",), ("B",), False) == "A and B"
    assert wording.parties(WORDS, ("A",), (), False) == "A"
    assert wording.parties(WORDS, (), (), False) == "not named"


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [
        (10, 12, 15, "12 (10–15)"),
        (4, 4, 4, "4"),
        (None, 3, None, "3"),
        (None, None, None, "not given"),
        (0, 0, 2, "0 (0–2)"),
        (1000, 1049, 1200, "1,049 (1,000–1,200)"),
    ],
)
def test_dead(low: int | None, best: int | None, high: int | None, text: str) -> None:
    assert wording.dead(WORDS, low, best, high) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(4.5, "4.5"), (22.437, "22.44"), (16566, "16,566"), (0.0007, "0.001"), (0.00002, "2e-05"),
     (None, "–"), ("two", "two"), (1234.6, "1,235"), (3.0, "3")],
)  # fmt: skip
def test_number(value: float | str | None, text: str) -> None:
    assert wording.number(value) == text


def test_shortened_cuts_at_a_word_and_keeps_one_line() -> None:
    assert wording.shortened("a b\n c", 10) == "a b c"
    cut = wording.shortened("the Tarn Guard and the Northern Column have fought", 30)
    assert cut == "the Tarn Guard and the…"
    assert len(wording.shortened("x" * 90, 30)) == 30
