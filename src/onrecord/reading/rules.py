"""Reading claims with rules: sentences in, claims out. Offline, the same every time.

The parser's tree says who does what to whom, the registry and the gazetteer who and where they are,
the lexicon what the words mean. Precision goes before recall: what is not understood is not read,
and a claim whose actor, place or time is not found says so and is not tested.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.claims import AnyClaim
from onrecord.reading.aligning import alignments
from onrecord.reading.asserting import claims_of
from onrecord.reading.blaming import blames
from onrecord.reading.coinciding import coincidences
from onrecord.reading.comparing import compared, rankings, ranks_in
from onrecord.reading.compose import Composer
from onrecord.reading.counting_dead import counted_dead
from onrecord.reading.dates import TimeExpression, day_order, time_expressions
from onrecord.reading.dead import tolls
from onrecord.reading.denying import denials
from onrecord.reading.draft import Draft
from onrecord.reading.gapping import gapped
from onrecord.reading.happenings import happenings_in
from onrecord.reading.holding import holdings
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.named import ReportNames
from onrecord.reading.openings import teller_of
from onrecord.reading.opinions import opinions, silenced
from onrecord.reading.parse import Parse
from onrecord.reading.parties import Parties
from onrecord.reading.passage import passage_of
from onrecord.reading.placing import Whereabouts
from onrecord.reading.prose import Prose, parses_of, prose_of
from onrecord.reading.protocols import ActorNames, ParagraphLike, PlaceNames, ReportLike
from onrecord.reading.quiet import quiet
from onrecord.reading.scene import Scene, Story, Told
from onrecord.reading.singling import is_singled_out, singled_out
from onrecord.reading.telling import record, tell
from onrecord.reading.timing import Clock
from onrecord.reading.turning import choices, displacements

SENTENCE_RULES = (
    holdings, alignments, displacements, choices, tolls, counted_dead, rankings, denials, blames,
    quiet, opinions,
)  # fmt: skip
"""Rules that look at whole sentences, beside those for single events."""

READ = ("body",)
"""Kinds of paragraphs that are read for claims: a title or heading repeats the body."""


@dataclass(frozen=True)
class Reading:
    """The claims of a report in the order of its text: complete, incomplete and not testable."""

    claims: tuple[AnyClaim, ...]


def read_claims(
    document: ReportLike,
    registry: ActorNames,
    gazetteer: PlaceNames,
    *,
    published: dt.date | None,
    model: str | None = None,
    parse: Callable[[str], Parse] | None = None,
) -> Reading:
    """What a report asserts about events of a conflict, as claims.

    Parameters
    ----------
    document : the report, opened; its paragraphs of kind “body” are read.
    registry, gazetteer : who and where; names that they do not know stay unresolved, and the claims
        that need them incomplete.
    published : the publication date, which “now” and “two weeks ago” count from.
    model : name or path of an installed spaCy model; by default the first that is installed.
    parse : from a paragraph's text to its parse, in place of spaCy; if it has a method `many`, as
        that of `syntax.parser` has, that gets the paragraphs together.

    Raises MissingExtraError (no spaCy) and ReportError (no model), unless `parse` is given.
    """
    if parse is None:
        from onrecord.reading.syntax import parser

        parse = parser(model)
    return Reading(tuple(_Reader(document, registry, gazetteer, published, parse).read()))


class _Reader:
    def __init__(
        self,
        document: ReportLike,
        registry: ActorNames,
        gazetteer: PlaceNames,
        published: dt.date | None,
        parse: Callable[[str], Parse],
    ) -> None:
        self.text, self.parse, self.lexicon = document.text, parse, Lexicon.default()
        order = getattr(document, "day_order", None) or day_order(self.text, published)
        self.times = time_expressions(self.text, published, day_first=order)
        self.names = ReportNames(
            self.text, document.paragraphs, registry, gazetteer, published
        )  # fmt: skip
        told = [p for p in document.paragraphs if p.kind != "note"]
        # A report of nothing but a headline, or one sentence given as such, is read all the same.
        self.all_read = not any(p.kind in READ for p in told)
        self.paragraphs = told
        self.story = Story(
            Whereabouts(self.names.spots, self.lexicon),
            Clock(published, self.lexicon),
            self.names.shown,
            self.names.country,
        )

    def read(self) -> list[AnyClaim]:
        composer = Composer(self.text)
        found: list[AnyClaim] = []
        read = [prose_of(self.names, p) if self._is_read(p) else None for p in self.paragraphs]
        parses = parses_of([prose for prose in read if prose is not None], self.parse)
        for paragraph, prose in zip(self.paragraphs, read, strict=True):
            if prose is None:
                self._context(paragraph)
                continue
            scene = silenced(self._scene(prose, next(parses)))
            claims = [composer.claim(scene, draft) for draft in self._drafts(scene)]
            found.extend(claim for claim in claims if claim is not None)
        return sorted(found, key=lambda c: c.at or (0, 0))

    def _drafts(self, scene: Scene) -> Iterator[Draft]:
        """The claims of one paragraph: of its events one by one, then of what they are together."""
        self.story.whereabouts.remember(scene.passage, scene.places)
        asserted: list[Told] = []
        for happening in scene.happenings:
            told = tell(scene, happening)
            if told is None:
                continue
            record(scene, told)
            if not happening.standing.real:
                continue
            asserted.append(told)
            if told.again:
                continue
            instead = compared(scene, told)
            if instead is not None:
                yield from instead
            elif is_singled_out(scene, happening):
                yield from singled_out(scene, told)
            else:
                yield from claims_of(scene, told)
                yield from gapped(scene, told)
        yield from coincidences(scene, asserted)
        for rule in SENTENCE_RULES:
            yield from rule(scene)

    def _is_read(self, paragraph: ParagraphLike) -> bool:
        """Whether a paragraph is read for claims, or only for what it says of those below it."""
        if self.all_read:
            return True
        if paragraph.kind not in READ and not self._is_prose(paragraph):
            return False
        # “Monday, 3 May”, above what happened on it
        return not _is_date(self.names.flowing(paragraph), self._times_in(paragraph))

    def _is_prose(self, paragraph: ParagraphLike) -> bool:
        """A first paragraph of whole sentences, taken for the title of a report without one."""
        text = self.text[paragraph.start : paragraph.end]
        ends = re.search(r"\w[.!?][^\w]*$", text) is not None
        return paragraph.kind in ("title", "subtitle", "byline") and ends and len(text.split()) > 7

    def _context(self, paragraph: ParagraphLike) -> None:
        """A title or heading names the place of what stands below it, and asserts nothing."""
        self.story.whereabouts.new_paragraph()
        text = self.names.flowing(paragraph)
        self.story.whereabouts.label(text, self.names.places(paragraph), (0, len(text)))
        times = self._times_in(paragraph)
        self.story.clock.heading(times, alone=paragraph.kind == "heading" or _is_date(text, times))

    def _scene(self, prose: Prose, parse: Parse) -> Scene:
        paragraph, text, begins = prose.paragraph, prose.text, prose.begins
        self.story.whereabouts.new_paragraph()
        times = self._times_in(paragraph)
        self.story.clock.new_paragraph(text, times)
        if begins.label is not None:
            self.story.whereabouts.label(text, self.names.places(paragraph), begins.label)
            self.story.clock.label(times, begins.label)
        passage = passage_of(
            paragraph.start,
            parse,
            prose.actors,
            prose.anywhere,
            [p for p in self.names.places(paragraph) if p.start >= begins.end],
            [t for t in times if t.start >= begins.end],
        )
        parties = Parties(passage, self.lexicon, self.names.descriptions, self.names.kind)
        happenings = happenings_in(passage.parse, self.lexicon)
        places = self.story.whereabouts.read(passage)
        scene = Scene(
            passage, self.lexicon, parties, self.story, happenings, places,
            teller=teller_of(text, begins),
        )  # fmt: skip
        return replace(scene, not_when=tuple(w for r in ranks_in(scene) for w in r.words))

    def _times_in(self, paragraph: ParagraphLike) -> Sequence[TimeExpression]:
        first = bisect_left(self.times, paragraph.start, key=lambda t: t.start)
        last = bisect_left(self.times, paragraph.end, key=lambda t: t.start)
        return [
            replace(t, start=t.start - paragraph.start, end=t.end - paragraph.start)
            for t in self.times[first:last]
            if t.end <= paragraph.end
        ]


def _is_date(text: str, times: Sequence[TimeExpression]) -> bool:
    """Whether a paragraph is nothing but a date."""
    return len(times) == 1 and len(text) - (times[0].end - times[0].start) < _BESIDE_DATE


_BESIDE_DATE = 6
"""Characters that may stand beside the date of such a line: a colon, a dash, “On”."""
