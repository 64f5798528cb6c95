"""Dates that open a sentence and run into its subject."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.pauses import opening_dates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On 18 March gunmen killed two.", "On 18 March"),
        ("On Saturday morning gunmen came.", "On Saturday morning"),
        ("In Homs on 4 May 2017 rockets fell.", "In Homs on 4 May 2017"),
        ("It ended. On the night of 20 March rebels came.", "On the night of 20 March"),
        ("On Jan 9 masked men came.", "On Jan 9"),
    ],
)
def test_a_date_ends_before_the_subject(text: str, said: str) -> None:
    assert opening_dates(text) == {text.index(said) + len(said)}


@pytest.mark.parametrize(
    "text",
    [
        "On 18 March, gunmen killed two.",
        "On 18 March, and on 19 March, gunmen came.",
        "On 18 March in Homs gunmen came.",
        "Gunmen came on 18 March to kill.",
        "On Marching bands",
    ],
)
def test_nothing_is_put_elsewhere(text: str) -> None:
    assert opening_dates(text) == frozenset()


@given(st.text(alphabet="On 1 May.gunmeInS", max_size=200))
def test_ends_lie_within_the_text(text: str) -> None:
    assert all(0 < end < len(text) for end in opening_dates(text))
