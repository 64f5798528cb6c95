"""Whether the numbers of a proposal are those that the report's words say."""

from __future__ import annotations

import re

from onrecord.reading.lexicon import Lexicon
from onrecord.reading.quantities import read_number

_LONGEST = 6
"""Words that a number with what belongs to it (“at least two hundred and fifty”) may have."""
_TOKEN = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+")
_MOST_TOKENS = 300


def supported(words: str, low: int | None, high: int | None, lexicon: Lexicon) -> bool:
    """Whether each end of a range can be read in these words."""
    wanted = {n for n in (low, high) if n is not None}
    return wanted <= numbers_in(words, lexicon)


def numbers_in(words: str, lexicon: Lexicon) -> set[int]:
    """Every end of every number that the words can be read as, digits of any script included.

    “more than 100” is 101 and up, and may be given as 100 too.
    """
    tokens = list(_TOKEN.finditer(words))[:_MOST_TOKENS]
    found: set[int] = set()
    for token in tokens:
        if token[0][0].isdigit():
            parts = re.findall(r"\d+", token[0])
            grouped = ["".join(parts)] if _GROUPED.fullmatch(token[0]) else []
            found.update(int(digits) for digits in (*parts, *grouped) if len(digits) <= 10)
    for i in range(len(tokens)):
        for j in range(i + 1, min(i + _LONGEST, len(tokens)) + 1):
            number = read_number(words[tokens[i].start() : tokens[j - 1].end()], lexicon)
            if number is not None:
                found.update(n for n in (number.low, number.high) if n is not None)
    return found
