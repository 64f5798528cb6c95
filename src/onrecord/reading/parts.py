"""The parts of a report. All places are code points of the report's text, the end excluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ParagraphKind = Literal["title", "subtitle", "byline", "heading", "body", "note"]


@dataclass(frozen=True)
class Paragraph:
    """`note` is a note's own text: it is not read for claims."""

    start: int
    end: int
    kind: ParagraphKind = "body"


@dataclass(frozen=True)
class Note:
    """A note or an entry of the references. `marker`: as it stands before it, "(1)"; "" if none.

    `start` to `end` covers the marker and what follows; `text` is what follows.
    """

    marker: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Marker:
    """A place in the body that points at a note.

    `note`: index into the report's notes, None if the note is missing. `supports`: start and end
    of the sentence that the marker belongs to: the one it stands in, or directly behind.
    """

    start: int
    end: int
    text: str
    note: int | None
    supports: tuple[int, int]


@dataclass(frozen=True)
class Link:
    """An address in the text, or behind it. `note`: index of the note it stands in, if any.

    `supports`: the sentence it stands in (for a link in a note: the note).
    """

    start: int
    end: int
    address: str
    note: int | None
    supports: tuple[int, int]
