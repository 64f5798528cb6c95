"""The report's text cut at the borders of its claims, so that overlapping claims are all marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LONG_LINE = 110
"""A line longer than this was not wrapped by hand: it is a paragraph of its own."""
_WRAPPED = 50
"""Lines of about this length and more were wrapped by hand and can be joined again."""


@dataclass(frozen=True)
class Mark:
    """A claim's range in the text: code points, end excluded."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A piece of text that belongs to the same claims throughout, the longest claim first."""

    text: str
    keys: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    """Claims of which this is the last visible piece."""


@dataclass(frozen=True)
class Paragraph:
    segments: tuple[Segment, ...]
    lines: Literal["joined", "kept"]
    """Whether line breaks inside are mere wrapping, or are the author's."""
    start: int = 0


def segments(
    text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None
) -> list[Segment]:
    """Cut `text[start:end]` wherever a mark begins or ends.

    The pieces joined are the text. A mark that reaches beyond the text is clipped to it.
    `ends` is left empty: only `paragraphs` knows which piece of a claim is the last one shown.
    """
    stop = len(text) if end is None else end
    inside = [m for m in marks if m.start < stop and m.end > start and m.start < m.end]
    borders = {start, stop}
    for mark in inside:
        borders.update((max(mark.start, start), min(mark.end, stop)))
    cuts = sorted(borders)
    pieces = []
    for left, right in pairwise(cuts):
        over = [m for m in inside if m.start <= left and m.end >= right]
        over.sort(key=lambda m: (-(m.end - m.start), m.start, m.key))
        pieces.append(Segment(text[left:right], tuple(m.key for m in over)))
    return pieces


def _blocks(text: str) -> Iterable[tuple[int, int, Literal["joined", "kept"]]]:
    """The ranges of paragraphs, without the blank space around them."""
    edges = [0]
    for gap in _BLANK_LINES.finditer(text):
        edges += [gap.start(), gap.end()]
    edges.append(len(text))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        block = text[first:last]
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) > 1 and max(map(len, lines)) > _LONG_LINE:
            at = first
            for line in block.split("\n"):
                if line.strip():
                    yield (*_stripped(text, at, at + len(line)), "joined")
                at += len(line) + 1
            continue
        wrapped = len(lines) > 1 and median(len(line) for line in lines[:-1]) >= _WRAPPED
        kind: Literal["joined", "kept"] = "joined" if wrapped or len(lines) == 1 else "kept"
        yield (*_stripped(text, first, last), kind)


def _stripped(text: str, first: int, last: int) -> tuple[int, int]:
    block = text[first:last]
    left = len(block) - len(block.lstrip())
    return first + left, first + len(block.rstrip())


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """The text as paragraphs of segments; each claim ends once, on its last visible piece."""
    found = [(start, kind, segments(text, marks, start, end)) for start, end, kind in _blocks(text)]
    last: dict[str, tuple[int, int]] = {}
    for p, (_, _, pieces) in enumerate(found):
        for s, piece in enumerate(pieces):
            for key in piece.keys:
                last[key] = (p, s)
    ends: dict[tuple[int, int], list[str]] = {}
    # Claims on the same words keep the order in which they were given, that of their numbers.
    order = {m.key: (m.start, -m.end, n) for n, m in enumerate(marks)}
    for key in sorted(last, key=lambda k: order[k]):
        ends.setdefault(last[key], []).append(key)
    return tuple(
        Paragraph(
            tuple(
                Segment(piece.text, piece.keys, tuple(ends.get((p, s), ())))
                for s, piece in enumerate(pieces)
            ),
            kind,
            start,
        )
        for p, (start, kind, pieces) in enumerate(found)
    )
