"""What every format is turned into before it becomes a Document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.reading.characters import Plain, plain

BlockKind = Literal["body", "heading", "title", "subtitle", "note"]
MOST_TEXT = 20_000_000  # characters


@dataclass(frozen=True)
class Block:
    """A paragraph as the format itself marks it; `label` is the marker of a note."""

    start: int
    end: int
    kind: BlockKind
    label: str | None = None


@dataclass(frozen=True)
class Span:
    """A stretch of the text and the address that it links to."""

    start: int
    end: int
    address: str


@dataclass(frozen=True)
class Told:
    """What a format says about the report, apart from the text itself."""

    title: str | None = None
    author: str | None = None
    organisation: str | None = None
    published: str | None = None  # as written
    from_address: bool = False  # the date was read from the address, not from a tag
    of_file: bool = False  # properties of the file, which whoever saved it last may have set


_NOBODY = {
    "", "anonymous", "(anonymous)", "unspecified", "(unspecified)", "unknown", "admin",
    "administrator", "user", "author", "python-docx", "microsoft office user", "office",
}  # fmt: skip


def person(author: object) -> str | None:
    """The author that a file's properties name, unless it is the name of a program or nobody."""
    name = str(author or "").strip()
    return None if name.lower() in _NOBODY else name


@dataclass(frozen=True)
class Extracted:
    """`blocks` is None where the format has no paragraphs of its own (plain text, PDF)."""

    text: str
    blocks: tuple[Block, ...] | None = None
    links: tuple[Span, ...] = ()
    told: Told = Told()
    notices: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()  # visible lines outside the text that may name author and day
    removed: int = 0
    turned: int = 0


@dataclass
class Piece:
    """A run of text inside a paragraph, with the address that it links to."""

    text: str
    link: str | None = None


@dataclass
class Composer:
    """Puts pieces together into one text and remembers where each came to stand.

    A piece is made plain before it is added, and whatever the joint between two pieces does to the
    normal form is undone by joining them, so that positions count in the text that results.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)
    removed: int = 0
    turned: int = 0

    def add(self, pieces: list[Piece], kind: BlockKind = "body", label: str | None = None) -> None:
        """One paragraph; nothing is added if it holds no text."""
        cleaned = [self._plain(piece) for piece in pieces]
        whole = "".join(piece.text for piece in cleaned)
        if not whole.strip():
            return
        if plain(whole).text != whole:  # a letter and its accent came in two pieces
            cleaned = [Piece(plain(whole).text)]
            whole = cleaned[0].text
        stripped = whole.strip()
        lead = len(whole) - len(whole.lstrip())
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        start = self.length
        self.parts.append(stripped)
        self.length += len(stripped)
        self.blocks.append(Block(start, self.length, kind, label))
        at = start - lead
        for piece in cleaned:
            begin, end = max(at, start), min(at + len(piece.text), self.length)
            at += len(piece.text)
            if piece.link and begin < end:
                self.links.append(Span(begin, end, piece.link))

    @property
    def paragraphs(self) -> list[str]:
        return self.parts[::2]  # every other part is the blank line between two

    def extracted(
        self, told: Told, notices: tuple[str, ...] = (), bylines: tuple[str, ...] = ()
    ) -> Extracted:
        text = "".join(self.parts)
        text = text + "\n" if text else text
        return Extracted(
            text,
            tuple(self.blocks),
            tuple(self.links),
            told,
            notices,
            bylines,
            self.removed,
            self.turned,
        )

    def _plain(self, piece: Piece) -> Piece:
        done: Plain = plain(piece.text)
        self.removed += done.removed
        self.turned += done.turned
        return Piece(done.text, piece.link)
