"""What is assumed of a date, and that it is said."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from onrecord.errors import MissingExtraError
from onrecord.reading.dates import TimeExpression, day_order, foreign, time_expressions

MONDAY = date(2017, 10, 23)


def one(text: str, published: date | None = MONDAY) -> TimeExpression:
    found = time_expressions(text, published)
    assert len(found) == 1, found
    return found[0]


def test_written_backwards_is_found_and_not_read() -> None:
    found = one("between 23 and 9 October 2017")
    assert (found.first, found.last) == (None, None)
    assert found.assumed is not None
    assert "backwards" in found.assumed


def test_what_is_assumed_is_said() -> None:
    assert "14 days" in str(one("in recent days").assumed)
    assert "no year is written: 2017" in str(one("Oct 9").assumed)
    assert "but 23 October 2017 was a Monday" in str(one("Tuesday, 23 October 2017").assumed)
    assert "up to the publication date" in str(one("in October").assumed)
    assert one("23 October 2017").assumed is None
    assert one("in recent days").vague
    assert not one("23 October 2017").vague


@pytest.mark.parametrize("text", ["last week", "Oct 9", "recently", "Monday", "two weeks ago"])
def test_without_publication_date(text: str) -> None:
    found = one(text, published=None)
    assert (found.first, found.last) == (None, None)
    assert "publication date" in str(found.assumed)


def test_full_dates_need_no_publication_date() -> None:
    assert one("9 October 2017", published=None).first == date(2017, 10, 9)
    assert one("since 2015", published=None).last is None


def test_day_first_unless_the_article_says_otherwise() -> None:
    assert one("9/10/2017").first == date(2017, 10, 9)
    assert "day first assumed" in str(one("9/10/2017").assumed)
    american = time_expressions("on 9/10/2017, not on 9/23/2017", MONDAY)
    assert american[0].first == date(2017, 9, 10)
    assert american[0].assumed is None
    assert time_expressions("9/10/2017", MONDAY, day_first=False)[0].first == date(2017, 9, 10)


def test_day_order_by_what_can_be_past() -> None:
    assert day_order("on 11/10/2017", date(2017, 10, 23)).day_first  # 10 November is to come
    order = day_order("on 10/11/2017", date(2017, 10, 23))
    assert (order.day_first, order.ambiguous) == (False, False)


def test_day_order_by_dates_with_names_stays_ambiguous() -> None:
    order = day_order("October 9, 2016 and 3/4/2016", MONDAY)
    assert (order.day_first, order.ambiguous) == (False, True)
    both = day_order("23.10.2017 and 10/23/2017", MONDAY)
    assert (both.day_first, both.ambiguous) == (True, True)


def test_the_attacks_of_2001_keep_their_year() -> None:
    assert one("the September 11 attacks").first == date(2001, 9, 11)


def test_nothing_crosses_a_blank_line() -> None:
    assert [f.text for f in time_expressions("on 9\n\nOctober 2017", MONDAY)] == ["October 2017"]
    assert one("on 9\nOctober 2017").first == date(2017, 10, 9)


def test_unknown_words_between_numbers_are_asked_about_only_so_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def ask(word: str) -> None:
        asked.append(word)

    monkeypatch.setattr(foreign, "_month", ask)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"qu{a}{b}" for a in letters for b in letters]
    assert time_expressions(". ".join(f"9 {word} 2017" for word in words), MONDAY) == []
    assert len(asked) == foreign.MOST_WORDS


def test_a_month_that_only_dateparser_knows_needs_dateparser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign._month.cache_clear()
    monkeypatch.setitem(sys.modules, "dateparser", None)
    assert one("9 octobre 2017").first == date(2017, 10, 9)
    with pytest.raises(MissingExtraError, match="dates in other languages"):
        time_expressions("9 ottobre 2017", MONDAY)
