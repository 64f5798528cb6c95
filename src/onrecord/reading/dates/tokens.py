"""A text as words, numbers and signs, with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Token(NamedTuple):
    kind: Literal["word", "number", "sign"]
    start: int
    end: int
    text: str
    low: str  # lower case
    glued: bool  # nothing stands between this token and the one before


Tokens = Sequence[Token]


def tokens_of(text: str, offset: int = 0) -> list[Token]:
    """The tokens of `text`; `offset` is added to their places."""
    found: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0].isalpha():
            kind: Literal["word", "number", "sign"] = "word"
        elif word[0].isdecimal():
            kind = "number"
        else:
            kind = "sign"
        start = match.start()
        found.append(
            Token(kind, start + offset, match.end() + offset, word, word.lower(), start == last)
        )
        last = match.end()
    return found


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """The stretches between blank lines, with their places: no expression crosses a blank line."""
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def low(tokens: Tokens, i: int) -> str:
    """The word or sign at `i` in lower case; "" beyond either end."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def phrase_at(tokens: Tokens, i: int, phrase: tuple[str, ...]) -> bool:
    """Whether these words, in lower case, begin at `i`."""
    # most phrases fail at their first word
    return low(tokens, i) == phrase[0] and all(
        low(tokens, i + k) == word for k, word in enumerate(phrase)
    )


Phrase = TypeVar("Phrase")


def by_first_word(
    phrases: Iterable[Phrase], words_of: Callable[[Phrase], tuple[str, ...]]
) -> dict[str, list[Phrase]]:
    """Phrases by their first word, each list in the order given: few of many can begin anywhere."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(words_of(phrase)[0], []).append(phrase)
    return found


def is_word(tokens: Tokens, i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == "word"


def is_number(tokens: Tokens, i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == "number"


def number(tokens: Tokens, i: int, digits: int = 4) -> int | None:
    """The number at `i`, if it has no more than `digits` digits and is no part of a larger one.

    "10.5", "1,200", "3:30" and "$20" are amounts; so a number that another number touches through
    a point, comma or colon is not returned here (dates with points are read as a whole elsewhere).
    """
    if not 0 <= i < len(tokens) or tokens[i].kind != "number":
        return None
    token = tokens[i]
    if token.end - token.start > digits:
        return None
    if token.glued and i > 0 and low(tokens, i - 1) in {"$", "€", "£", "#", "№", "+"}:
        return None
    if _touches(tokens, i, -1) or _touches(tokens, i, +1):
        return None
    return int(token.text)


def plain_number(tokens: Tokens, i: int, digits: int = 4) -> int | None:
    """The number at `i`, whatever stands around it."""
    if not 0 <= i < len(tokens) or tokens[i].kind != "number":
        return None
    return int(tokens[i].text) if tokens[i].end - tokens[i].start <= digits else None


def glued(tokens: Tokens, i: int, sign: str) -> bool:
    """Whether the token at `i` is `sign` and touches the one before it."""
    return 0 <= i < len(tokens) and tokens[i].glued and tokens[i].low == sign


def _touches(tokens: Tokens, i: int, side: int) -> bool:
    sign, other = i + side, i + 2 * side
    if not (0 <= sign < len(tokens) and 0 <= other < len(tokens)):
        return False
    if tokens[sign].low not in {".", ",", ":"} or tokens[other].kind != "number":
        return False
    return tokens[max(i, sign)].glued and tokens[max(sign, other)].glued
