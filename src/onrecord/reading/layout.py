"""Paragraphs of a text that has none marked: blank lines, and lines that were not just wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Beyond this many characters a line is nobody's line length: each line is a paragraph.
_WIDEST_WRAP = 100
# A printed line may hold more, and is always wrapped.
_WIDEST_PRINT = 250
# Below it, lines are verse, headers or a list.
_NARROWEST_WRAP = 40
# Printed letters differ in width: lines of one column differ by so much in characters,
_RAGGED = 0.18
# and a line longer than this, without a full stop, runs on whatever its length.
_LONG = 0.6

# The start of a note or an item: (1), [1], [^1]:, 1., 1), ¹, *, -, •
LABEL = re.compile(
    r"(?:\((?P<round>\d{1,3}|[a-z])\)|\[(?P<square>\^?[\w-]{1,20})\]:?|(?P<dot>\d{1,3})[.)](?=\s)"
    r"|(?P<super>[⁰¹²³⁴-⁹]{1,3})|(?P<sign>[*†‡§]{1,3})(?=\s))[ \t]*"
)
_ITEM = re.compile(r"[-•*–—][ \t]")
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")


class Line(NamedTuple):
    start: int  # first character that is no space
    end: int  # after the last one
    indent: int


def paragraphs_in(text: str, *, printed: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph of a plain text.

    A blank line ends a paragraph. A single line break does so too, unless the lines were filled:
    that is, unless the first word of the next line would not have fitted on this one. `printed`:
    the lines come from a page (PDF), and were certainly wrapped.
    """
    lines = _lines(text)
    width = max((line.end - line.start + line.indent for line in lines), default=0)
    filled = _NARROWEST_WRAP <= width <= (_WIDEST_PRINT if printed else _WIDEST_WRAP)
    open_: Line | None = None
    start = 0
    for line in lines:
        if open_ is not None and filled and _continues(text, open_, line, width, printed):
            open_ = line
            continue
        if open_ is not None:
            yield start, open_.end
        start, open_ = line.start, line
    if open_ is not None:
        yield start, open_.end


def _lines(text: str) -> list[Line]:
    """The lines that hold something."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            indent = len(line) - len(line.lstrip())
            start = match.start() + indent
            found.append(Line(start, start + len(bare), indent))
    return found


def _continues(text: str, above: Line, below: Line, width: int, printed: bool) -> bool:
    if text.count("\n", above.end, below.start) != 1:
        return False
    if LABEL.match(text, below.start) or _ITEM.match(text, below.start):
        return False
    word = _WORD.match(text, below.start)
    first = (word.end() if word else below.end) - below.start
    length = above.indent + (above.end - above.start)
    if not printed:
        return length + 1 + first > width
    if length > _LONG * width and text[above.end - 1] not in '.!?:”")':
        return True
    return length + 1 + first > (1 - _RAGGED) * width
