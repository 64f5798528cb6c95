"""What proposals are held against: the words of the report, and the names and times found in it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.dates import DayOrder, TimeExpression, day_order, time_expressions
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.llm.pieces import Span
from onrecord.reading.llm.quoting import Found, Quotable
from onrecord.reading.named import ReportNames
from onrecord.reading.protocols import ActorNames, ParagraphLike, PlaceNames, ReportLike
from onrecord.reading.sentences import sentences


@dataclass(frozen=True)
class Reached:
    """Where words were found, and how far from the claim's own."""

    found: Found
    how: str
    """“” in the claim's own sentence; else how a person is told where they stand."""


class Grounds:
    """One report. Notes are not part of it: what stands only in them supports no claim."""

    def __init__(
        self,
        document: ReportLike,
        paragraphs: Sequence[ParagraphLike],
        registry: ActorNames,
        gazetteer: PlaceNames,
        published: dt.date | None,
    ) -> None:
        self.text, self.published = document.text, published
        self.registry, self.lexicon = registry, Lexicon.default()
        self.quotable = Quotable(document.text)
        told = sorted((p for p in document.paragraphs if p.kind != "note"), key=lambda p: p.start)
        self.paragraphs: Sequence[ParagraphLike] = told
        self.readable: tuple[Span, ...] = tuple((p.start, p.end) for p in paragraphs)
        self._starts = [p.start for p in told]
        self._all: tuple[Span, ...] = tuple((p.start, p.end) for p in told)
        self.names = ReportNames(document.text, told, registry, gazetteer, published)
        order = getattr(document, "day_order", None)
        if not isinstance(order, DayOrder):
            order = day_order(document.text, published)
        self.times: list[TimeExpression] = time_expressions(
            document.text, published, day_first=order
        )
        self._time_ends = [t.end for t in self.times]

    def paragraph_at(self, position: int) -> ParagraphLike:
        return self.paragraphs[max(0, bisect_right(self._starts, position) - 1)]

    def sentence_around(self, start: int, end: int) -> Span:
        """The sentence, or sentences, that a stretch of the text lies in."""
        paragraph = self.paragraph_at(start)
        whole = [
            (first, last)
            for first, last in sentences(self.text, paragraph.start, paragraph.end)
            if first < end and start < last
        ]
        return (whole[0][0], whole[-1][1]) if whole else (start, end)

    def reach(self, words: str, near: Span) -> Iterator[Reached]:
        """Where words stand: in the sentence, its paragraph, the text before, anywhere."""
        paragraph = self.paragraph_at(near[0])
        seen: set[int] = set()
        scopes = (
            ((near,), ""),
            (((paragraph.start, paragraph.end),), "elsewhere in its paragraph"),
            (self._all, "elsewhere in the report"),
        )
        for spans, how in scopes:
            for found in self.quotable.all(words, spans):
                if found.start not in seen:
                    seen.add(found.start)
                    yield Reached(found, how)

    def times_in(self, start: int, end: int) -> list[TimeExpression]:
        """The time expressions that overlap a stretch of the text."""
        at = bisect_right(self._time_ends, start)
        found = []
        while at < len(self.times) and self.times[at].start < end:
            found.append(self.times[at])
            at += 1
        return found
