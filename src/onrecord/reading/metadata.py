"""Title, author, organisation and publication date: from the head and the foot of a report.

The publication date is never taken from the body, whose dates are those of events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from onrecord.errors import ReportError
from onrecord.reading.bylines import RANKS, Byline, dateline, head_line
from onrecord.reading.dates import DayOrder, TimeExpression, time_expressions
from onrecord.reading.extracted import Block, Told
from onrecord.reading.parts import ParagraphKind

if TYPE_CHECKING:
    from onrecord.reading.document import Document

PublishedHow = Literal["given", "metadata", "header", "dateline", "end"]

_HEAD_PARAGRAPHS = 15  # more than this no head has
_FOOT_PARAGRAPHS = 3
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s?[\[(]\^?\w{1,3}[\])]|[¹²³⁴-⁹])*$")
_BANNER = re.compile(
    r"(?:for immediate release|press release|breaking|exclusive|news|analysis|opinion|update)\W*",
    re.IGNORECASE,
)
_ISO = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")


@dataclass(frozen=True)
class Metadata:
    """`kinds`: what each block of the report is. `published_assumed`: what the date rests on."""

    title: str | None
    subtitle: str | None
    author: str | None
    organisation: str | None
    abbreviation: str | None
    published: date | None
    published_how: PublishedHow | None
    published_assumed: str | None
    kinds: tuple[ParagraphKind, ...]


def metadata(
    text: str,
    blocks: Sequence[Block],
    notes: frozenset[int],
    told: Told,
    bylines: Sequence[str],
    order: DayOrder,
) -> Metadata:
    """What the head and foot of the report, and its format (`told`), say about it."""
    said = [text[block.start : block.end] for block in blocks]
    kinds: list[ParagraphKind] = [
        "note" if k in notes else _kind_of(block) for k, block in enumerate(blocks)
    ]
    outside = [found for line in bylines if (found := head_line(line, order)) is not None]
    head = _head(said, kinds, order)
    foot = _foot(said, kinds, order)
    inline = _dateline(said, kinds, order)
    lines = [*outside, *head, *([inline] if inline else [])]
    written = next((line.author for line in lines if line.author), None)
    author = written or told.author if told.of_file else told.author or written
    organisation, short = _organisation(text, lines, told, author)
    published, how, assumed = _published(head, inline, foot, outside, told, order)
    titled = [said[k] for k, kind in enumerate(kinds) if kind == "title"]
    below = [said[k] for k, kind in enumerate(kinds) if kind == "subtitle"]
    return Metadata(
        title=_one_line(titled[0]) if titled else told.title,
        subtitle=_one_line(below[0]) if below else None,
        author=_one_line(author) if author else None,
        organisation=organisation,
        abbreviation=short,
        published=published,
        published_how=how,
        published_assumed=assumed,
        kinds=tuple(kinds),
    )


def require_published(document: Document) -> date:
    """The publication date; raises ReportError, saying how to give it, if none was found."""
    if document.published is not None:
        return document.published
    seen = f" ({document.published_assumed})" if document.published_assumed else ""
    raise ReportError(
        f"no publication date was found in the report{seen}",
        where=document.source,
        todo="Give it with --published DATE, for example --published 2017-10-23: words such as "
        "“last week” count from it.",
    )


def _kind_of(block: Block) -> ParagraphKind:
    return block.kind


def _head(said: Sequence[str], kinds: list[ParagraphKind], order: DayOrder) -> list[Byline]:
    """The bylines before the body; marks title, subtitle and bylines in `kinds`."""
    if len([k for k in kinds if k != "note"]) < 2 and "title" not in kinds:
        return []
    titled = kinds.index("title") if "title" in kinds[:_HEAD_PARAGRAPHS] else None
    lines: list[Byline] = []
    last_byline = -1
    between: list[int] = []
    for k, paragraph in enumerate(said[:_HEAD_PARAGRAPHS]):
        if kinds[k] == "note":
            break
        found = head_line(paragraph, order, first=titled is None)
        if found is not None and not (titled is None and _is_title_too(found, paragraph)):
            lines.append(found)
            if kinds[k] != "title":
                kinds[k] = "byline"
            last_byline = k
        elif kinds[k] in {"title", "subtitle"}:
            continue
        elif titled is None and kinds[k] in {"body", "heading"} and _may_be_title(paragraph):
            if _BANNER.fullmatch(paragraph.strip()):
                kinds[k] = "byline"
                continue
            titled = k
            kinds[k] = "title"
            if found is not None:
                lines.append(found)
        elif is_prose(paragraph) or dateline(paragraph, order) is not None:
            break
        else:
            between.append(k)
    _mark_subtitle(said, kinds, titled, last_byline, between)
    return lines


def _is_title_too(found: Byline, paragraph: str) -> bool:
    """A first line that names a document and its day (“Letter dated …”) is the title as well."""
    return found.rank == "document" and len(paragraph) > 20


def _may_be_title(paragraph: str) -> bool:
    return len(paragraph) <= 300 and not (len(paragraph.split()) > 25 and is_prose(paragraph))


def _mark_subtitle(
    said: Sequence[str],
    kinds: list[ParagraphKind],
    titled: int | None,
    byline: int,
    between: list[int],
) -> None:
    """The line under the title, if a byline follows it or if it is no sentence of its own."""
    if titled is None or "subtitle" in kinds:
        return
    for k in between:
        if kinds[k] != "body" or k <= titled or len(said[k].split()) > 60:
            continue
        if k < byline or (k == titled + 1 and not _SENTENCE_END.search(said[k].strip())):
            kinds[k] = "subtitle"
        return


def is_prose(paragraph: str) -> bool:
    """Whether a paragraph is running text, and not a line of the head."""
    count = len(paragraph.split())
    return count > 45 or (count >= 8 and _SENTENCE_END.search(paragraph.strip()) is not None)


def _dateline(
    said: Sequence[str], kinds: Sequence[ParagraphKind], order: DayOrder
) -> Byline | None:
    """The dateline of the first paragraph of the body."""
    for paragraph, kind in zip(said[:_HEAD_PARAGRAPHS], kinds, strict=False):
        if kind == "body":
            return dateline(paragraph, order)
    return None


def _foot(said: Sequence[str], kinds: list[ParagraphKind], order: DayOrder) -> list[Byline]:
    """The last short lines of the body, and of the whole report."""
    if len([k for k in kinds if k != "note"]) < 2:
        return []
    body = [k for k, kind in enumerate(kinds) if kind == "body"][-_FOOT_PARAGRAPHS:]
    lines: list[Byline] = []
    for k in reversed(body):
        if len(said[k].split()) > 15:
            continue
        found = head_line(said[k].strip(" ()[]"), order)
        if found is not None:
            lines.append(found)
            kinds[k] = "byline"
    return lines


def _published(
    head: Sequence[Byline],
    inline: Byline | None,
    foot: Sequence[Byline],
    outside: Sequence[Byline],
    told: Told,
    order: DayOrder,
) -> tuple[date | None, PublishedHow | None, str | None]:
    if told.published and not told.from_address:
        found, assumed = day_in(told.published, order)
        if found is not None:
            return found, "metadata", assumed
    unread = ""
    sources: tuple[tuple[Sequence[Byline], PublishedHow], ...] = (
        (head, "header"),
        ([] if told.from_address else outside[:5], "metadata"),
        ([inline] if inline else [], "dateline"),
        (foot, "end"),
    )
    for lines, how in sources:
        for line in sorted((x for x in lines if x.date), key=lambda x: RANKS.index(x.rank)):
            if line.date is not None and line.date.first is not None:
                return line.date.first, how, line.date.assumed or _doubt(line)
            if line.date is not None:
                unread = unread or f"“{line.date.text}” names no year"
        if how == "metadata" and told.published and told.from_address:
            found, _ = day_in(told.published, order)
            if found is not None:
                return found, "metadata", "the date stands in the address of the page"
    return None, None, unread or None


def _doubt(line: Byline) -> str | None:
    if line.rank != "document" or line.date is None:
        return None
    return f"“{line.date.text}” stands in the line that names the document"


def day_in(written: str, order: DayOrder) -> tuple[date | None, str | None]:
    """The one day that a tag or a line of front matter states."""
    iso = _ISO.match(written.strip())
    if iso is not None:
        try:
            return date(int(iso[1]), int(iso[2]), int(iso[3])), None
        except ValueError:
            return None, None
    found: list[TimeExpression] = time_expressions(written[:200], None, day_first=order)
    days = [d for d in found if d.first is not None and d.first == d.last]
    return (days[0].first, days[0].assumed) if len(days) == 1 else (None, None)


def _organisation(
    text: str, lines: Sequence[Byline], told: Told, author: str | None
) -> tuple[str | None, str | None]:
    named = next((line for line in lines if line.organisation), None)
    if named is None and told.organisation:
        named = Byline(organisation=told.organisation)
    if named is None or named.organisation is None:
        return None, None
    if named.abbreviation is None:
        named = replace(named, abbreviation=_abbreviation(text, named.organisation))
    same = author is not None and named.organisation == author
    return (author if same else _one_line(named.organisation or "")), named.abbreviation


def _abbreviation(text: str, organisation: str) -> str | None:
    """The capitals that stand in brackets after the name, somewhere in the report."""
    match = re.search(re.escape(organisation) + r"\s*\(([A-Z][A-Z0-9&.\-]{1,11})\)", text)
    return match.group(1) if match else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
