"""Day first or month first: decided once for an article, by its own dates."""

from __future__ import annotations

from datetime import date

from onrecord.reading.dates.days import exists
from onrecord.reading.dates.expression import DayOrder
from onrecord.reading.dates.tokens import Tokens, blocks, low, plain_number, tokens_of
from onrecord.reading.dates.written import MONTH_WORDS, month_at


def day_order(
    text: str, published: date | None = None, first_guess: bool | None = None
) -> DayOrder:
    """How 9/10/2017 is to be read in this article.

    Decided, in this order, by: what the caller says (`first_guess`); numeric dates of which only
    one reading is a day of the calendar (23.10.2017); numeric dates of which only one reading is
    not after the publication date; else the order in which dates with a month's name are written
    (“October 9”, “9 October”). Where these contradict each other or there are none, day first,
    and the order is `ambiguous`.
    """
    if first_guess is not None:
        return DayOrder(first_guess, ambiguous=False, why="as asked")
    certain: set[bool] = set()
    by_time: set[bool] = set()
    named = {True: 0, False: 0}
    for offset, block in blocks(text):
        tokens = tokens_of(block, offset)
        for i, token in enumerate(tokens):
            if token.low in MONTH_WORDS:
                _count_named(tokens, i, named)
            elif token.kind == "number" and (figures := _figures(tokens, i)):
                _vote(figures, published, certain, by_time)
    if len(certain) == 1:
        first = certain.pop()
        return DayOrder(first, False, f"another date of the report has the {_name(first)} first")
    if certain:
        return DayOrder(True, True, "the report writes dates in both orders: day first assumed")
    if len(by_time) == 1:
        first = by_time.pop()
        why = f"with the {_name(first)} first no date is after the publication date"
        return DayOrder(first, False, why)
    if named[False] > named[True] and not by_time:
        return DayOrder(False, True, "month first, as in the dates with a month's name")
    return DayOrder(True, True, "day first assumed: no date of the report decides it")


def _figures(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """The numbers of a date such as 9/10/2017 at `i`."""
    sign = low(tokens, i + 1)
    if sign not in {".", "/", "-"} or low(tokens, i + 3) != sign:
        return None
    first, second = plain_number(tokens, i, 2), plain_number(tokens, i + 2, 2)
    year = plain_number(tokens, i + 4)
    if first is None or second is None or year is None or year < 1900:
        return None
    return first, second, year


def _vote(
    figures: tuple[int, int, int], published: date | None, certain: set[bool], by_time: set[bool]
) -> None:
    first, second, year = figures
    if year > 9999 or first == second:
        return
    as_day, as_month = exists(year, second, first), exists(year, first, second)
    if as_day != as_month:
        certain.add(as_day)
    elif as_day and published is not None:
        early = date(year, second, first) <= published
        if early != (date(year, first, second) <= published):
            by_time.add(early)


def _count_named(tokens: Tokens, i: int, named: dict[bool, int]) -> None:
    month = month_at(tokens, i)
    if month is None:
        return
    if (plain_number(tokens, i - 1, 2) or 0) in range(1, 32):
        named[True] += 1
    elif (plain_number(tokens, month[0], 2) or 0) in range(1, 32):
        named[False] += 1


def _name(day_first: bool) -> str:
    return "day" if day_first else "month"
