"""Time expressions in running text, each with the interval it means and what was assumed."""

from __future__ import annotations

from datetime import date

from onrecord.reading.dates.expression import DayOrder, Grain, Meaning, Setting, TimeExpression
from onrecord.reading.dates.grammar import scan
from onrecord.reading.dates.order import day_order
from onrecord.reading.dates.tokens import blocks, tokens_of

__all__ = ["DayOrder", "Grain", "TimeExpression", "day_order", "time_expressions"]


def time_expressions(
    text: str, published: date | None, *, day_first: bool | DayOrder | None = None
) -> list[TimeExpression]:
    """The time expressions of `text`, in order, none overlapping another.

    Parameters
    ----------
    text : the text; places in the result are its code points.
    published : publication date, which “last week” counts from, or None if it is not known.
        Expressions that need it then have neither `first` nor `last`, and `assumed` says so.
    day_first : whether 9/10/2017 is 9 October; None: decided from the dates of this text. When
        reading a part of a report, give what `day_order` says of the whole.

    An interval written backwards (“between 23 and 9 October”) is found, but not read: `first` and
    `last` are None, and `assumed` says why. Takes time in proportion to the length of the text.

    Raises MissingExtraError if a month is in a language that only dateparser knows and dateparser
    is not installed.
    """
    order = day_first if isinstance(day_first, DayOrder) else day_order(text, published, day_first)
    setting = Setting(published, order)
    asked: set[str] = set()
    found: list[TimeExpression] = []
    for offset, block in blocks(text):
        tokens = tokens_of(block, offset)
        for i, j, meaning in scan(tokens, setting, asked):
            found.append(_placed(text, tokens[i].start, tokens[j - 1].end, meaning))
    return found


def _placed(text: str, start: int, end: int, meaning: Meaning) -> TimeExpression:
    return TimeExpression(
        start,
        end,
        text[start:end],
        meaning.first,
        meaning.last,
        vague=meaning.vague,
        assumed="; ".join(dict.fromkeys(meaning.assumed)) or None,
        anaphoric=meaning.anaphoric,
        offset=meaning.offset,
        grain=meaning.grain,
    )
