"""Which reader reads a report: the rules, a language model, or both; and in which languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from onrecord.claims import AnyClaim
from onrecord.errors import ReportError
from onrecord.reading.dates import DayOrder
from onrecord.reading.document import Document
from onrecord.reading.language import UNKNOWN, Foreign, Tongues, name_of, tongues
from onrecord.reading.llm.endpoint import Consent, Endpoint, stays_here
from onrecord.reading.parts import Paragraph
from onrecord.reading.protocols import ActorNames, PlaceNames
from onrecord.reading.united import united, with_own_ids

ReaderName = Literal["rules", "llm", "rules+llm"]
READERS: tuple[ReaderName, ...] = get_args(ReaderName)

RULES_READ = ("en",)
"""Languages that the rules read."""
_MOST_NAMED = 6


@dataclass(frozen=True)
class ReadReport:
    """The claims of a report, each with who read it, and what a reader must be told."""

    claims: tuple[AnyClaim, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Part:
    """The paragraphs of a report that the rules can read."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    day_order: DayOrder


def read_document(
    document: Document,
    registry: ActorNames,
    gazetteer: PlaceNames,
    *,
    reader: ReaderName = "rules",
    model: str | None = None,
    endpoint: Endpoint | None = None,
    consent: Consent = stays_here,
    parse: Callable[[str], Any] | None = None,
) -> ReadReport:
    """What a report asserts, by one reader or by two.

    Parameters
    ----------
    model : an installed spaCy model, for the rules; `parse` in its place, as for `read_claims`.
    endpoint, consent : the language model, and whether a report may be sent to it; without
        `endpoint`, the one of the environment.

    Raises ReportError where the rules alone are asked to read a language that they cannot, and
    ModelError where the language model gives no answer. Passages that the rules leave out of a
    report partly in another language are named in the notices.
    """
    if reader not in READERS:
        raise ReportError(f"there is no reader “{reader}”", todo=f"Known: {', '.join(READERS)}.")
    refuse_other_language(document, reader)
    by_model, told = reader != "rules", []
    spoken = tongues(document.text, _prose(document))
    claims: tuple[AnyClaim, ...] = ()
    if reader != "llm" and not _readable(spoken):
        told.append(f"The rules did not read this report: it is in {name_of(str(spoken.main))}. "
                    "Only the language model did.")  # fmt: skip
    elif reader != "llm":
        from onrecord.reading.rules import read_claims

        told += _left_out(document.text, spoken, by_model=by_model)
        part = _Part(
            document.text, without(document.paragraphs, spoken.foreign), document.day_order
        )  # fmt: skip
        found = read_claims(
            part, registry, gazetteer, published=document.published, model=model, parse=parse
        )
        claims = tuple(c.model_copy(update={"read_by": ("rules",)}) for c in found.claims)
    if by_model:
        from onrecord.reading.llm.reader import read_with_model

        reading = read_with_model(
            document,
            registry,
            gazetteer,
            endpoint or Endpoint.from_environment(),
            published=document.published,
            title=document.title,
            name=document.source,
            consent=consent,
        )
        told += reading.notices()
        claims = united(claims, reading.claims)
    return ReadReport(with_own_ids(claims), tuple(told))


def refuse_other_language(document: Document, reader: ReaderName) -> None:
    """Raises ReportError if the rules alone are to read a report in a language that they cannot."""
    if reader == "rules":
        spoken = tongues(document.text, _prose(document))
        if not _readable(spoken):
            raise _other_language(document, spoken)


def _readable(spoken: Tongues) -> bool:
    return spoken.main in (None, UNKNOWN, *RULES_READ)


def _prose(document: Document) -> Sequence[Paragraph]:
    body = [p for p in document.paragraphs if p.kind == "body"]
    return body or [p for p in document.paragraphs if p.kind not in ("note", "byline")]


def _other_language(document: Document, spoken: Tongues) -> ReportError:
    share = f" for {100 * spoken.share:.0f} % of it" if spoken.share < 0.995 else ""
    return ReportError(
        f"the report is in {name_of(str(spoken.main))}{share}, and the rules read English only",
        where=document.source,
        todo="Read it with a language model, on this machine or elsewhere: --reader llm (see "
        "docs/reading-llm.md); or give an English translation of it.",
    )


def _left_out(text: str, spoken: Tongues, *, by_model: bool) -> list[str]:
    """What a reader is told of passages that the rules did not read."""
    told = []
    if spoken.main == UNKNOWN:
        told.append("The language of the report was not recognised; the rules read English only, "
                    "so claims may be missing.")  # fmt: skip
    for part in spoken.foreign[:_MOST_NAMED]:
        words = " ".join(text[part.start : part.end].split())
        words = words if len(words) <= 80 else f"{words[:79]}…"
        told.append(
            f"Characters {part.start} to {part.end} are in {part.name} and were not read by the "
            f"rules{'' if by_model else '; --reader llm reads them'}: “{words}”"
        )
    more = len(spoken.foreign) - _MOST_NAMED
    if more > 0:
        told.append(f"{more} more passages in other languages were not read by the rules.")
    return told


def without(paragraphs: Iterable[Paragraph], foreign: Sequence[Foreign]) -> tuple[Paragraph, ...]:
    """The paragraphs with the stretches in other languages cut out of them."""
    found: list[Paragraph] = []
    at = 0
    for paragraph in sorted(paragraphs, key=lambda p: p.start):
        while at < len(foreign) and foreign[at].end <= paragraph.start:
            at += 1
        begin, k = paragraph.start, at
        while k < len(foreign) and foreign[k].start < paragraph.end:
            if begin < foreign[k].start:
                found.append(replace(paragraph, start=begin, end=foreign[k].start))
            begin = max(begin, foreign[k].end)
            k += 1
        if begin < paragraph.end:
            found.append(replace(paragraph, start=begin))
    return tuple(found)
