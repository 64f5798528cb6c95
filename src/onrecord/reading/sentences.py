"""Where sentences end, closely enough to tie a note to the one it stands behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.dates.names import words

# A full stop, and the closing quotes, brackets and note markers that belong to it.
_END = re.compile(
    r"[.!?…؟。]{1,4}[\"'”’»)\]]{0,3}"
    r"(?:[ \t]?(?:\(\d{1,3}\)|\[\^?[\w-]{1,20}\]|[⁰¹²³⁴-⁹]{1,3})){0,9}"
    r"(?=\s|$)"
)
_LONGEST = 2000
_BEFORE_STOP = re.compile(r"(\w{1,12})\.$")
_ABBREVIATIONS = words(
    "mr mrs ms dr gen col lt maj capt sgt brig adm gov sen rep rev st sr jr prof vs etc e.g i.e eg "
    "ie cf approx no nos vol pp fig jan feb mar apr jun jul aug sep sept oct nov dec mt ft inc ltd "
    "co corp al ca"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in `text[start:end]`, with the markers behind it.

    What runs on for more than 2,000 characters is no sentence, and is cut at a space.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_abbreviation(text, match) or not _starts_anew(text, match.end(), end):
            continue
        yield from _cut(text, begin, match.end())
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield from _cut(text, begin, end)


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > _LONGEST:
        space = text.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
        cut = space + 1 if space > 0 else begin + _LONGEST
        yield begin, cut
        begin = cut
    yield begin, end


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if text[match.start()] != ".":
        return False
    before = _BEFORE_STOP.search(text, max(0, match.start() - 13), match.start() + 1)
    if before is None:
        return False
    word = before.group(1)
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _starts_anew(text: str, position: int, end: int) -> bool:
    """Whether what follows is not in lower case."""
    while position < end and (text[position].isspace() or text[position] in "\"'“‘«(["):
        position += 1
    return position >= end or not text[position].islower()
