"""Dates whose month is in a language that our own table lacks: dateparser knows it.

The grammar finds the span (a day, a word, a year); dateparser says only what the word means. It is
told to read day, month and year and nothing relative, so that neither the clock nor the language
of the machine matters.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.errors import MissingExtraError
from onrecord.reading.dates.tokens import Tokens, is_word, low
from onrecord.reading.dates.written import Written, day_at, year_at

# Languages of reports about present wars that the table of months does not hold in full.
LANGUAGES = ("ar", "fa", "he", "uk", "ru", "pl", "it", "pt", "nl", "sv", "ro", "ka", "hy", "az")

# A text of nothing but unknown words between numbers is no report: after so many, none is asked.
MOST_WORDS = 200


def foreign_date(tokens: Tokens, i: int, asked: set[str]) -> tuple[int, Written] | None:
    """23 ottobre 2017, 23 жовтня 2017: always with a day before and a year after."""
    day = day_at(tokens, i)
    if day is None:
        return None
    j = day[0] + 1 if low(tokens, day[0]) in {"de", "di", "."} else day[0]
    if not is_word(tokens, j) or tokens[j].glued:
        return None
    length = tokens[j].end - tokens[j].start
    if length > 20 or (length < 4 and tokens[j].text.isascii()):
        return None  # "5 out 2017": October's abbreviation in Portuguese is an English word
    k = j + 1
    words = tokens[j].low
    if is_word(tokens, k):  # two words: the Levantine months in Arabic script
        words, k = f"{words} {tokens[k].low}", k + 1
    year = year_at(tokens, k) or year_at(tokens, k + (low(tokens, k) in {"de", "di"}))
    if year is None or (words.isascii() and not words.isalpha()):
        return None
    if words not in asked:
        if len(asked) >= MOST_WORDS:
            return None
        asked.add(words)
    month = _month(words)
    return (year[0], Written(year[1], month, day[1])) if month else None


@lru_cache(maxsize=4096)
def _month(word: str) -> int | None:
    try:
        import dateparser
    except ImportError as error:
        raise MissingExtraError("text", "reading dates in other languages") from error
    found = dateparser.parse(
        f"15 {word} 2001",
        languages=list(LANGUAGES),
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "past",
            "TIMEZONE": "UTC",
        },
    )
    if found is None or (found.day, found.year) != (15, 2001):
        return None
    return int(found.month)
