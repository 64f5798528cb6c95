"""The paragraphs of a report that are read for claims, and their parses, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.reading.masking import masked, unmasked
from onrecord.reading.named import ReportNames
from onrecord.reading.openings import Opening, opening, without_opening
from onrecord.reading.parse import Parse
from onrecord.reading.protocols import ParagraphLike


@dataclass(frozen=True)
class Prose:
    """A paragraph on one line, with the actors that it names behind its opening."""

    paragraph: ParagraphLike
    text: str
    begins: Opening
    actors: tuple[Any, ...]
    """The mentions of actors, in the report's country."""
    anywhere: Sequence[Any]
    """The same, found without a country."""


def prose_of(names: ReportNames, paragraph: ParagraphLike) -> Prose:
    text = names.flowing(paragraph)
    begins = opening(text)
    actors, anywhere = names.actors(paragraph)
    told = tuple(m for m in actors if m.start >= begins.end)
    return Prose(paragraph, text, begins, told, anywhere)


def parses_of(prose: Sequence[Prose], parse: Callable[[str], Parse]) -> Iterator[Parse]:
    """The parse of each paragraph, in order, its opening left out.

    A parser that has `many` gets all of them: it takes half as long over many short texts as over
    one after the other.
    """
    texts = [without_opening(p.text, p.begins) for p in prose]
    shown = [masked(text, p.actors) for text, p in zip(texts, prose, strict=True)]
    many: Callable[[Sequence[str]], Iterator[Parse]] | None = getattr(parse, "many", None)
    found = many(shown) if many is not None else map(parse, shown)
    for one, text, masked_text in zip(found, texts, shown, strict=True):
        yield one if masked_text == text else unmasked(one, text)
