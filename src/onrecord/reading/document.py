"""A report, opened: its text, its parts, and what it says about itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import ReportError
from onrecord.reading import characters
from onrecord.reading.dates import DayOrder, TimeExpression, day_order, time_expressions
from onrecord.reading.extracted import MOST_TEXT, Block, Extracted
from onrecord.reading.intake import Format, Intake, take_in
from onrecord.reading.layout import paragraphs_in
from onrecord.reading.metadata import PublishedHow, metadata
from onrecord.reading.notes import find_notes
from onrecord.reading.parts import Link, Marker, Note, Paragraph

__all__ = ["Document", "Link", "Marker", "Note", "Paragraph", "open_report"]


@dataclass(frozen=True)
class Document:
    """A report as it is read.

    `text` is what is written to `report.txt` (NFC, line feeds, no invisible characters); every
    place counts its code points. `organisation` is the one that the author writes for,
    `abbreviation` its capitals. `published_how` tells where the date was found, and
    `published_assumed` what it rests on (or, without a date, what was seen). `day_order` is how
    numeric dates are read in the whole report. `notices`: what the reader must be told.
    """

    text: str
    title: str | None
    subtitle: str | None
    author: str | None
    organisation: str | None
    abbreviation: str | None
    published: date | None
    published_how: PublishedHow | None
    published_assumed: str | None
    day_order: DayOrder
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    markers: tuple[Marker, ...]
    links: tuple[Link, ...]
    sha256: str
    source: str
    format: Format
    notices: tuple[str, ...] = ()

    def flowing(self, start: int, end: int) -> str:
        """A stretch of the text on one line, of the same length: places stay what they are."""
        return self.text[start:end].replace("\n", " ").replace("\t", " ")

    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs that are read for claims: all but notes and bylines."""
        return tuple(p for p in self.paragraphs if p.kind not in {"note", "byline"})

    def times(self) -> list[TimeExpression]:
        """The time expressions of the text, by its publication date and its order of dates."""
        return time_expressions(self.text, self.published, day_first=self.day_order)


def open_report(
    source: str | Path,
    published: date | None = None,
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    timeout: float = 20.0,
) -> Document:
    """Opens a report.

    Parameters
    ----------
    source : a file (.txt .md .html .pdf .docx), an http(s) address, "-" for standard input
        (`stdin` if given), or one sentence (text with white space that is no file).
    published : the publication date, if it is known; else it is looked for in the report.
    allow_private : read addresses on this machine and in private networks too.
    timeout : seconds to wait for a server.

    Raises ReportError (missing, empty, too large, not text, scanned, locked, unreachable) and
    MissingExtraError (a format whose package is not installed).
    """
    intake = take_in(source, stdin, allow_private=allow_private, timeout=timeout)
    if not intake.data.strip():
        raise _empty(intake.source)
    extracted = _extracted(intake)
    if not extracted.text.strip():
        raise _empty(intake.source)
    if len(extracted.text) > MOST_TEXT:
        raise ReportError(
            f"the report holds more than {MOST_TEXT:,} characters",
            where=intake.source,
            todo="Give the part of it that is the report, as a file of its own.",
        )
    return _document(extracted, intake, published)


def _empty(where: str) -> ReportError:
    return ReportError("the report is empty", where=where, todo="Give a file that holds text.")


def _extracted(intake: Intake) -> Extracted:
    where = intake.source
    if intake.format == "pdf":
        from onrecord.reading.formats import pdf

        return pdf.read(intake.data, where)
    if intake.format == "docx":
        from onrecord.reading.formats import docx

        return docx.read(intake.data, where)
    if intake.format == "html":
        from onrecord.reading.formats import html

        return html.read(intake.data, where, intake.charset, intake.address)
    if intake.format == "markdown":
        from onrecord.reading.formats import markdown

        return markdown.read(intake.data, where, intake.charset)
    from onrecord.reading.formats import plain_text

    return plain_text.read(intake.data, where, intake.charset)


def _document(extracted: Extracted, intake: Intake, published: date | None) -> Document:
    text = extracted.text
    blocks = extracted.blocks
    if blocks is None:
        blocks = tuple(Block(start, end, "body") for start, end in paragraphs_in(text))
    found = find_notes(text, blocks, extracted.links)
    order = day_order(text, published)
    about = metadata(
        text, blocks, found.note_blocks, extracted.told, extracted.bylines, order
    )  # fmt: skip
    kinds = ["heading" if k in found.headings else kind for k, kind in enumerate(about.kinds)]
    day, how, assumed = about.published, about.published_how, about.published_assumed
    if published is not None:
        day, how, assumed = published, "given", None
    if day is not None and assumed is None:  # a doubtful date cannot decide how it is read
        order = day_order(text, day)
    removed = characters.notice(characters.Plain("", extracted.removed, extracted.turned))
    return Document(
        text=text,
        title=about.title,
        subtitle=about.subtitle,
        author=about.author,
        organisation=about.organisation,
        abbreviation=about.abbreviation,
        published=day,
        published_how=how,
        published_assumed=assumed,
        day_order=order,
        paragraphs=tuple(
            Paragraph(block.start, block.end, kind)
            for block, kind in zip(blocks, kinds, strict=True)
        ),
        notes=found.notes,
        markers=found.markers,
        links=found.links,
        sha256=hashlib.sha256(intake.data).hexdigest(),
        source=intake.source,
        format=intake.format,
        notices=(*extracted.notices, *([removed] if removed else [])),
    )
