"""Numbers as a report writes them, “at least 14”, “several hundred”, “10 to 20”, as a range."""

from __future__ import annotations

import calendar
import re

from onrecord.claims import Number
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse

_DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0 ]\d{3})+|\d+")
_AT_LEAST = (
    "at least",
    "no fewer than",
    "not less than",
    "no less than",
    "a minimum of",
    "minimum",
)
_MORE = ("more than", "over", "upwards of", "in excess of", "above")
_AT_MOST = ("at most", "up to", "no more than", "as many as", "not more than", "a maximum of")
_FEWER = ("fewer than", "less than", "under", "below")
_ABOUT = ("about", "around", "some", "approximately", "roughly", "nearly", "almost", "an estimated",
          "estimated", "close to")  # fmt: skip
_RANGE = re.compile(r"\b(?:between\s+)?(\S+)\s*(?:-|–|to|and|or)\s*(\S+)", re.IGNORECASE)

HIGHEST = 10**9
"""No count in a report is higher; longer strings of digits are no numbers."""


def number_of(parse: Parse, i: int, lexicon: Lexicon) -> Number | None:
    """The number said of noun `i` (“at least 14 civilians”, “tens of thousands of Syrians”), or
    that noun `i` itself is (“14 were killed”, “dozens of fighters”); None where there is none.
    """
    phrase = _phrase(parse, i, lexicon)
    return read_number(phrase, lexicon) if phrase else None


def _phrase(parse: Parse, i: int, lexicon: Lexicon) -> str:
    words = _number_words(lexicon)
    parts: set[int] = set()
    for child in parse.children(i, "nummod", "quantmod", "amod", "det", "predet", "compound"):
        inside = parse.under(child.i)
        if any(_is_date(parse, j) for j in inside):
            continue  # “the 20 March attack”
        said = {parse[j].lower for j in inside}
        if said & words or any(parse[j].pos == "NUM" for j in inside):
            parts.update(inside)
    token = parse[i]
    if token.pos == "NUM" or token.lower in words or any(c.isdigit() for c in token.text[:1]):
        parts.add(i)
        for child in parse.children(i, "quantmod", "advmod", "nummod", "det", "amod"):
            parts.update(parse.under(child.i))
    if not parts:
        return ""
    first = min(parts)
    # “at least”, “more than”, “up to” and “between” often hang on another word than the number.
    while first > 0 and i - first < 9 and _leads(parse, first - 1):
        first -= 1
    last = max(*parts, first)
    return parse.words(first, last + 1).lower()


def _is_date(parse: Parse, i: int) -> bool:
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(parse.tokens)]
    months = [j for j in beside if parse[j].lower in _MONTHS]
    if parse[i].pos != "NUM" or not months:
        return False
    # “On 4 June three delegates …”: the month has its day, and this number is another's
    has_day = months[0] < i and i > 1 and parse[i - 2].text.isdigit()
    return not has_day or (parse[i].text.isdigit() and len(parse[i].text) == 4)


_MONTHS = frozenset(calendar.month_name[m].lower() for m in range(1, 13)) | frozenset(
    calendar.month_abbr[m].lower() for m in range(1, 13)
)


def _leads(parse: Parse, i: int) -> bool:
    token = parse[i]
    if token.lower in ("over", "under", "above", "below", "around", "about", "to"):
        # “over two raids” after “complained” is no number; “up to 20” is.
        return token.dep in ("advmod", "quantmod", "amod") or parse[max(0, i - 1)].lower == "up"
    return token.lower in _LEADING


_LEADING = frozenset(
    {
        word
        for phrase in (*_AT_LEAST, *_MORE, *_AT_MOST, *_FEWER, *_ABOUT)
        for word in phrase.split()
    }
    | {"between", "a"}
) - {"some"}


def _number_words(lexicon: Lexicon) -> frozenset[str]:
    return (
        frozenset(lexicon.table("numbers", "words"))
        | frozenset(lexicon.table("numbers", "scales"))
        | frozenset(lexicon.table("numbers", "vague"))
    ) - {"a"}


def read_number(phrase: str, lexicon: Lexicon) -> Number | None:
    """The range that a phrase names. “more than 100” is 101 and up, “about 200” 180 to 220."""
    text = " ".join(phrase.lower().split())
    span = _span(text, lexicon)
    if span is None:
        return None
    low, high = span
    if max(low, high) > HIGHEST:
        return None
    if _has(text, _AT_LEAST):
        return Number(low=low)
    if _has(text, _AT_MOST):
        return Number(high=high)
    if _has(text, _MORE):
        return Number(low=low + 1)
    if _has(text, _FEWER):
        return Number(high=high - 1) if high else None
    if _has(text, _ABOUT) and low == high and low >= 10:
        share = float(lexicon.table("numbers")["about"])
        return Number(low=round(low * (1 - share)), high=round(high * (1 + share)))
    return Number(low=low, high=high)


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{phrase}\b", text) for phrase in phrases)


def _span(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    between = _RANGE.search(text)
    if between:
        ends = [_value(between[n], lexicon) for n in (1, 2)]
        if ends[0] and ends[1] and ends[0][0] <= ends[1][1]:
            scale = _scale_after(text, between.end(), lexicon)
            return ends[0][0] * scale, ends[1][1] * scale
    return _value(text, lexicon)


def _scale_after(text: str, end: int, lexicon: Lexicon) -> int:
    following = text[end:].split()[:1]
    return int(lexicon.table("numbers", "scales").get(following[0], 1)) if following else 1


def _value(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """The value of number words and digits in order: three hundred, tens of thousands, 2,500."""
    words, scales = lexicon.table("numbers", "words"), lexicon.table("numbers", "scales")
    vague = lexicon.table("numbers", "vague")
    total: tuple[int, int] | None = None
    current: tuple[float, float] | None = None
    for word in re.findall(r"\d[\d,.\u00a0]*|[a-z]+", text):
        figure = word.strip(".,")
        if _DIGITS.fullmatch(figure):
            current = (int(re.sub(r"\D", "", figure)),) * 2
        elif re.fullmatch(r"\d+\.\d+", figure):
            current = (float(figure),) * 2
        elif word in scales:
            low, high = current or (1, 1)
            current = (low * scales[word], high * scales[word])
            if scales[word] >= 1000:
                total, current = _sum(total, current), None
        elif word in vague:
            current = _vague(word, vague[word], current)
        elif word in words and word != "a":
            current = _with_small(current, words[word])
    return _sum(total, current)


def _vague(word: str, span: list[int], current: tuple[float, float] | None) -> tuple[float, float]:
    if current is None:
        return float(span[0]), float(span[1])
    unit = _PLURAL_SCALES.get(word)
    if unit is None:  # two dozen
        return current[0] * span[0], current[1] * span[1]
    return current[0] * unit, current[1] * unit + unit - 1  # tens of thousands


_PLURAL_SCALES = {"hundreds": 100, "thousands": 1000, "millions": 1_000_000}


def _with_small(current: tuple[float, float] | None, value: int) -> tuple[float, float]:
    """Twenty-one, a hundred and twenty: a smaller number after a round one is added to it."""
    room = 10 if value < 10 else 100
    if current is None or current[0] < 20 or current[0] % room:
        return value, value
    return current[0] + value, current[1] + value


def _sum(
    one: tuple[float, float] | None, other: tuple[float, float] | None
) -> tuple[int, int] | None:
    given = [span for span in (one, other) if span is not None]
    if not given:
        return None
    return round(sum(s[0] for s in given)), round(sum(s[1] for s in given))
