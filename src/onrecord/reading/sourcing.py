"""What a report cites, and for which sentences: its own work, a party, an agency, or nothing.

By rules and a list of known originators. Nothing is looked up: an address that is dead today
counts as resolvable, a note that has lost its address and says nothing else does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from onrecord.reading.document import Document
from onrecord.reading.originators import CitationKind, Originators, host_of, originators
from onrecord.reading.parts import Link, Note
from onrecord.reading.references import Reference, Writer, reference
from onrecord.reading.sentences import sentences

_AS_WE = re.compile(
    r"\b(?:as\s+we|we\s+have|we)\s+(?:have\s+)?(?:already\s+|previously\s+)?"
    r"(?:reported|noted|wrote|written|showed|shown|explained|documented|argued)\b",
    re.IGNORECASE,
)
_SAYS = 160  # characters of a citation that are quoted
_CELL = 100


@dataclass(frozen=True)
class Citation:
    """One note or link. `supports`: the stretches of the text that it stands behind.

    `party`: whose medium it is, if its originator is run by a government or an armed group.
    """

    marker: str
    says: str
    kind: CitationKind
    resolvable: bool
    originators: tuple[str, ...] = ()
    party: str | None = None
    supports: tuple[tuple[int, int], ...] = ()
    note: int | None = None
    address: str | None = None


@dataclass(frozen=True)
class Shares:
    """Of a number of stretches, how many (0 to 1) have no citation, only self, only parties."""

    stretches: int
    no_source: float
    self_only: float
    party_only: float


@dataclass(frozen=True)
class Sourcing:
    citations: tuple[Citation, ...]

    @property
    def self_citations(self) -> int:
        return sum(citation.kind == "self" for citation in self.citations)

    @property
    def unresolvable(self) -> int:
        return sum(not citation.resolvable for citation in self.citations)

    def behind(self, start: int, end: int) -> tuple[Citation, ...]:
        """The citations that stand behind a stretch of the text, say the words of a claim."""
        cells = range(start // _CELL, max(end - 1, start) // _CELL + 1)
        found = {
            k
            for cell in cells
            for first, last, k in self._near.get(cell, ())
            if first < end and start < last
        }
        return tuple(self.citations[k] for k in sorted(found))

    @cached_property
    def _near(self) -> dict[int, list[tuple[int, int, int]]]:
        """What is supported by which citation in each hundred characters of the text."""
        near: dict[int, list[tuple[int, int, int]]] = {}
        for k, citation in enumerate(self.citations):
            for first, last in citation.supports:
                for cell in range(first // _CELL, last // _CELL + 1):
                    near.setdefault(cell, []).append((first, last, k))
        return near

    def shares(self, stretches: Iterable[tuple[int, int]]) -> Shares:
        """How stretches of the text (claims, sentences) are sourced. A lost note is no source."""
        counted = nothing = own = party = 0
        for start, end in stretches:
            counted += 1
            kinds = {c.kind for c in self.behind(start, end) if c.resolvable}
            nothing += not kinds
            own += kinds == {"self"}
            party += kinds == {"party"}
        of = max(counted, 1)
        return Shares(counted, nothing / of, own / of, party / of)

    def as_dict(self) -> dict[str, Any]:
        """As in findings.json."""
        return {
            "citations": [
                {"marker": c.marker, "says": c.says, "kind": c.kind, "resolvable": c.resolvable}
                for c in self.citations
            ],
            "self_citations": self.self_citations,
            "unresolvable": self.unresolvable,
        }


def citations(document: Document, parties: Collection[str] | None = None) -> Sourcing:
    """The citations of a report: its notes, the markers that lead to none, and its links.

    `parties`: the names of the parties to the conflict, if they are known. A medium run by one of
    them is then of the kind “party”, and others keep their own kind; without the names every
    medium run by a government or an armed group is. Remarks in notes that cite nothing are left
    out.
    """
    known = originators()
    address = document.source if "://" in document.source else ""
    writer = Writer(document.author, document.organisation, document.abbreviation, host_of(address))
    reader = _Reader(document, writer, known, parties, address)
    found: list[Citation] = []
    for k, note in enumerate(document.notes):
        citation = reader.note(k, note, found)
        if citation is not None:
            found.append(citation)
    missing = [marker for marker in document.markers if marker.note is None]
    found += [Citation(m.text, "", "unknown", False, supports=(m.supports,)) for m in missing]
    found += [one for link in document.links if (one := reader.link(link)) is not None]
    return Sourcing(tuple(found))


def sentence_shares(document: Document, sourcing: Sourcing) -> Shares:
    """How the sentences of the body are sourced."""
    spans = [
        span
        for paragraph in document.body()
        if paragraph.kind == "body"
        for span in sentences(document.text, paragraph.start, paragraph.end)
    ]
    return sourcing.shares(spans)


class _Reader:
    def __init__(
        self,
        document: Document,
        writer: Writer,
        known: Originators,
        parties: Collection[str] | None,
        address: str,
    ) -> None:
        self.document = document
        self.writer = writer
        self.known = known
        self.parties = parties
        self.address = address
        self.supports: dict[int, list[tuple[int, int]]] = {}
        for marker in document.markers:
            if marker.note is not None:
                self.supports.setdefault(marker.note, []).append(marker.supports)
        self.links: dict[int, list[Link]] = {}
        for link in document.links:
            if link.note is not None:
                self.links.setdefault(link.note, []).append(link)

    def note(self, k: int, note: Note, before: Sequence[Citation]) -> Citation | None:
        supports = tuple(dict.fromkeys(self.supports.get(k, ())))
        read = [
            reference(text, addresses, self.writer, self.known)
            for text, addresses in self._references(k, note)
        ]
        read = [one for one in read if not one.comment]
        says = shortened(note.text)
        if not read:
            return None if note.text.strip() else Citation(
                note.marker, says, "unknown", False, supports=supports, note=k
            )  # fmt: skip
        if read[0].same_as_before and before:
            last = before[-1]
            return Citation(
                note.marker, says, last.kind, last.resolvable, last.originators, last.party,
                supports, k,
            )  # fmt: skip
        kind, party = self._kind(read)
        if kind == "unknown" and any(one.resolvable for one in read) and self._as_we(supports):
            kind = "self"
        names = tuple(dict.fromkeys(o.name for one in read for o in one.originators))
        resolvable = any(one.resolvable for one in read)
        return Citation(note.marker, says, kind, resolvable, names, party, supports, k)

    def link(self, link: Link) -> Citation | None:
        """A link of the body; those of notes belong to their note."""
        if link.note is not None or link.address.startswith(
            ("#", "mailto:", "tel:", "javascript:")
        ):
            return None
        address = urljoin(self.address, link.address) if self.address else link.address
        said = self.document.flowing(link.start, link.end)
        read = reference("", (address,), self.writer, self.known)
        own = "://" not in address  # a path on the report's own site
        kind, party = ("self", None) if own else self._kind([read])
        names = tuple(o.name for o in read.originators)
        return Citation(
            shortened(said, 60), shortened(address), kind, not own or bool(self.address), names,
            party, (link.supports,), None, address,
        )  # fmt: skip

    def _references(self, k: int, note: Note) -> list[tuple[str, tuple[str, ...]]]:
        """The references of a note, which semicolons divide, each with its addresses."""
        offset = self.document.text.find(note.text, note.start, note.end)
        parts: list[tuple[str, tuple[str, ...]]] = []
        for match in re.finditer(r"[^;]+", note.text):
            if not re.search(r"\w", match.group()):
                continue
            start, end = offset + match.start(), offset + match.end()
            inside = [x.address for x in self.links.get(k, ()) if start <= x.start < end]
            parts.append((match.group().strip(" ,\n"), tuple(inside)))
        return parts

    def _kind(self, read: Sequence[Reference]) -> tuple[CitationKind, str | None]:
        """The kind of a note: self only if all of it is; else that of its first other reference."""
        others = [one for one in read if one.kind not in {"self", "unknown"}]
        if not others:
            own = any(one.kind == "self" for one in read)
            return ("self" if own else "unknown"), None
        first = others[0]
        runner = first.originators[0].run_by if first.originators else None
        if runner is not None and (self.parties is None or runner in self.parties):
            return "party", runner
        return first.kind, runner

    def _as_we(self, supports: Iterable[tuple[int, int]]) -> bool:
        """“We wrote about it last month (1)”: the note is the writer's own work."""
        return any(_AS_WE.search(self.document.text, start, end) for start, end in supports)


def shortened(text: str, most: int = _SAYS) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", most // 2, most)
    return line[: cut if cut > 0 else most].rstrip(" ,;:") + "…"
