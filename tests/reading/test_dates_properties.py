"""What holds of the dates in any text at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import overload

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.dates import DayOrder, time_expressions
from onrecord.reading.dates.expression import Setting
from onrecord.reading.dates.grammar import scan
from onrecord.reading.dates.tokens import Token, tokens_of

PIECES = (
    "on in since until between from to and the a of by for last next this past recent days weeks "
    "week month ago two 9 23 31 2017 2016 October May march Monday early mid late end first second "
    "third Q 3 - – / . , : ( ) ' s st later before after same that time now currently summer 9/10/ "
    "10.10.2017 29 February 1900 2100 decades 999 octobre ekim few some more than row consecutive "
    "overnight yesterday weekend half quarter day year é ́ 99999999999"
)
WORDS = st.sampled_from([*re.split(" ", PIECES), "\n", "\n\n"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=30).map(" ".join),
    st.lists(WORDS, max_size=30).map("".join),
)
DAYS = st.one_of(st.none(), st.dates())


@given(TEXTS, DAYS, st.sampled_from([None, True, False]))
def test_spans_and_intervals(text: str, published: date | None, day_first: bool | None) -> None:
    found = time_expressions(text, published, day_first=day_first)
    end = 0
    for expression in found:
        assert end <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        end = expression.end
        if expression.first is not None and expression.last is not None:
            assert expression.first <= expression.last
        if expression.first is None and expression.last is None:
            assert expression.assumed
        if expression.anaphoric:
            assert expression.first is None
            assert expression.last is None
            if expression.offset is not None:
                assert expression.offset[0] <= expression.offset[1]
        if expression.vague and not expression.anaphoric:
            assert expression.assumed


@given(TEXTS)
def test_places_in_normal_form_are_right(text: str) -> None:
    normal = unicodedata.normalize("NFC", text + " on 9 October 2017")
    last = time_expressions(normal, None)[-1]
    assert normal[last.start : last.end] == last.text
    assert last.text.endswith("October 2017")


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(1950, 1, 1)))
def test_a_full_date_means_itself(day: date, published: date) -> None:
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
    ]
    for form in forms:
        found = time_expressions(f"seen on {form}.", published, day_first=True)
        assert [(f.first, f.last) for f in found] == [(day, day)], form


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.dates(date(1960, 1, 1)))
def test_a_day_without_year_is_not_in_the_future(day: date, published: date) -> None:
    found = time_expressions(f"on {day.day} {day:%B}", published)[0]
    assert found.first is not None
    assert found.first <= published
    assert (found.first.month, found.first.day) == (day.month, day.day)


class Counted(Sequence[Token]):
    """Tokens that count how often they are looked at."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.looks = 0

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | Sequence[Token]:
        self.looks += 1
        return self.tokens[index]

    def __len__(self) -> int:
        return len(self.tokens)


@pytest.mark.parametrize(
    "unit",
    ["9 ", "on 9, ", "between 9 and ", "1.2.", "two ", "a few ", "October 9 to ", "the ", "since ",
     "9-", "early ", "late last ", "first of ", "the end of ", "more than ", "3 Tishreen al-"],
)  # fmt: skip
def test_looks_grow_with_the_text_and_no_faster(unit: str) -> None:
    def looks(times: int) -> float:
        tokens = Counted(tokens_of(unit * times))
        setting = Setting(date(2017, 10, 23), DayOrder(True, True, ""))
        list(scan(tokens, setting, set()))
        return tokens.looks / len(tokens)

    few, many = looks(200), looks(2000)
    assert many <= few * 1.1
    assert many < 1200
