"""A report cut into passages that a model can be asked about, each beginning before the last ended.

A passage ends where a sentence ends, so that no claim is cut in two; the next one begins a few
sentences earlier, so that a claim that leans on the sentence before it is seen whole in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.protocols import ParagraphLike
from onrecord.reading.sentences import sentences

LONGEST = 6000
"""Characters of a passage."""
OVERLAP = 600
"""Characters that a passage shares with the one before it, at least where sentences are short."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """`spans`: its stretches of the report, in order, each within one paragraph."""

    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.spans)

    def text(self, report: str) -> str:
        """The words that are sent: a paragraph a line block, nothing in between."""
        return "\n\n".join(report[start:end] for start, end in self.spans)

    def halves(self, report: str) -> tuple[Piece, Piece] | None:
        """The passage in two, cut where a sentence ends nearest to its middle; None for one."""
        units = [u for start, end in self.spans for u in sentences(report, start, end)]
        if len(units) < 2:
            return None
        reached, middle = 0, self.length / 2
        cut = 1
        for k, (start, end) in enumerate(units[:-1], start=1):
            reached += end - start
            if reached <= middle:
                cut = k
        return _piece(units[:cut], self.spans), _piece(units[cut:], self.spans)


def pieces(
    text: str, paragraphs: Sequence[ParagraphLike], longest: int = LONGEST, overlap: int = OVERLAP
) -> tuple[Piece, ...]:
    """The passages of the given paragraphs of `text`, in order; every word is in one at least."""
    whole = [(p.start, p.end) for p in paragraphs if text[p.start : p.end].strip()]
    units = [u for start, end in whole for u in sentences(text, start, end)]
    found: list[Piece] = []
    first = 0
    while first < len(units):
        last, length = first, 0
        while last < len(units):
            size = units[last][1] - units[last][0]
            if last > first and length + size > longest:
                break
            length += size
            last += 1
        found.append(_piece(units[first:last], whole))
        if last >= len(units):
            break
        first = _back(units, first, last, overlap)
    return tuple(found)


def _back(units: Sequence[Span], first: int, last: int, overlap: int) -> int:
    """Where the next passage begins: at most `overlap` characters back, and always further on."""
    begin, shared = last, 0
    while begin - 1 > first:
        shared += units[begin - 1][1] - units[begin - 1][0]
        if shared > overlap:
            break
        begin -= 1
    return begin


def _piece(units: Sequence[Span], whole: Sequence[Span]) -> Piece:
    """Sentences as stretches, those of one paragraph in one."""
    spans: list[Span] = []
    ends = {end for _, end in whole}
    for start, end in units:
        if spans and spans[-1][1] not in ends:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return Piece(tuple(spans))
