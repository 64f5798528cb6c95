"""Numbers as reports write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.lexicon import Lexicon
from onrecord.reading.quantities import read_number

CASES: dict[str, tuple[int | None, int | None]] = {
    "14": (14, 14),
    "at least 14": (14, None),
    "no fewer than 12": (12, None),
    "more than 100": (101, None),
    "over 1,000": (1001, None),
    "up to 30": (None, 30),
    "fewer than 5": (None, 4),
    "about 200": (180, 220),
    "10 to 20": (10, 20),
    "10-20": (10, 20),
    "between 10 and 20": (10, 20),
    "two or three": (2, 3),
    "a dozen": (12, 12),
    "two dozen": (24, 24),
    "dozens": (24, 99),
    "scores": (40, 99),
    "several": (3, 9),
    "several hundred": (300, 900),
    "hundreds": (200, 999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "twenty-one": (21, 21),
    "one hundred and twenty": (120, 120),
    "two thousand five hundred": (2500, 2500),
    "two hundred thousand": (200_000, 200_000),
    "1.5 million": (1_500_000, 1_500_000),
    "a couple": (2, 3),
}


@pytest.mark.parametrize("phrase", CASES)
def test_a_number_is_a_range(phrase: str) -> None:
    number = read_number(phrase, Lexicon.default())
    assert number is not None
    assert (number.low, number.high) == CASES[phrase]


@pytest.mark.parametrize("phrase", ["", "the fighters", "a", "9" * 40, "many"])
def test_what_is_no_number_is_none(phrase: str) -> None:
    assert read_number(phrase, Lexicon.default()) is None


@given(st.integers(0, 10**9))
def test_figures_mean_themselves(value: int) -> None:
    for written in (str(value), f"{value:,}"):
        number = read_number(written, Lexicon.default())
        assert number is not None
        assert (number.low, number.high) == (value, value)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    number = read_number(text, Lexicon.default())
    if number is not None and number.low is not None and number.high is not None:
        assert 0 <= number.low <= number.high
