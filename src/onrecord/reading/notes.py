"""Notes at the end (or at the foot of a page), their markers, and what each marker supports."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.extracted import Block, Span
from onrecord.reading.layout import LABEL
from onrecord.reading.parts import Link, Marker, Note
from onrecord.reading.sentences import sentences

_HEADING = re.compile(
    r"(?:[IVX\d]{1,4}[.)]\s*)?(?:end|foot)?(?:notes|sources|references|bibliography|citations|"
    r"anmerkungen|quellen)(?: and (?:notes|sources|references))?\s*:?",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"\((?P<round>\d{1,3}|[a-z])\)"
    r"|\[(?P<square>\^?[\w-]{1,20})\]"
    r"|[\[(](?P<several>\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){1,8})[\])]"
    r"|(?P<super>[⁰¹²³⁴-⁹]{1,3})"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]{3,2000}", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT = re.compile(r"(?:\b[kcm]?m|\bmi|\d)$")


@dataclass(frozen=True)
class Found:
    notes: tuple[Note, ...]
    markers: tuple[Marker, ...]
    links: tuple[Link, ...]
    note_blocks: frozenset[int]  # indices of the blocks that belong to notes
    headings: frozenset[int]  # and of those that are the heading "Notes"


def find_notes(text: str, blocks: Sequence[Block], links: Sequence[Span]) -> Found:
    """The notes of a report.

    A paragraph that begins with a label is a note if the format says so, if it stands under a
    heading such as “Notes”, or if the body has the same label as a marker before it. A paragraph
    without a label between two notes belongs to the first.
    """
    headings = {k for k, block in enumerate(blocks) if _is_heading(text, block)}
    labels = [_label(text, block) for block in blocks]
    marked = _marked(text, blocks)
    kinds = _in_sequence(list(_note_starts(blocks, labels, marked, headings)), labels)
    last = max((k for k, kind in enumerate(kinds) if kind), default=-1)
    under = _under_heading(blocks, headings)
    inside: set[int] = set()  # blocks of notes
    notes: list[Note] = []
    for k, block in enumerate(blocks):
        if kinds[k]:
            inside.add(k)
            notes.append(_note(text, block))
        elif k in under and labels[k] is None and not notes:
            inside.add(k)
            notes.append(Note("", block.start, block.end, text[block.start : block.end]))
        elif notes and k - 1 in inside and (k < last or k in under) and block.kind != "heading":
            inside.add(k)
            if notes[-1].marker:
                start = notes[-1].start
                content = text[start + len(notes[-1].marker) : block.end].strip(" \t\n:")
                notes[-1] = Note(notes[-1].marker, start, block.end, content)
            else:
                notes.append(Note("", block.start, block.end, text[block.start : block.end]))
    found = tuple(notes)
    body = [block for k, block in enumerate(blocks) if k not in inside]
    markers = tuple(_markers(text, body, found))
    all_links = tuple(_links(text, blocks, links, found))
    return Found(found, markers, all_links, frozenset(inside), frozenset(headings))


def _is_heading(text: str, block: Block) -> bool:
    return block.end - block.start < 40 and bool(
        _HEADING.fullmatch(text[block.start : block.end].strip())
    )


def _label(text: str, block: Block) -> tuple[str, str] | None:
    """Style and label of the note that the block may be: ("round", "1")."""
    if block.label is not None:
        return "own", block.label.lower()
    match = LABEL.match(text, block.start, block.end)
    if match is None or match.lastgroup is None or match.end() >= block.end:
        return None
    return match.lastgroup, match[match.lastgroup].translate(_SUPERSCRIPT).lower()


def _marked(text: str, blocks: Sequence[Block]) -> dict[str, int]:
    """Where each label first stands as a marker, that is, not at the start of a paragraph."""
    first: dict[str, int] = {}
    for block in blocks:
        for match, labels in _matches(text, block):
            for label in labels:
                first.setdefault(label, match.start())
    return first


def _matches(text: str, block: Block) -> Iterator[tuple[re.Match[str], list[str]]]:
    for match in _MARKER.finditer(text, block.start, block.end):
        if match.start() == block.start or match.lastgroup is None:
            continue
        said = match[match.lastgroup]
        if match.lastgroup == "super":
            if _UNIT.search(text, max(0, match.start() - 3), match.start()):
                continue  # km²
            said = said.translate(_SUPERSCRIPT)
        labels = _expanded(said) if match.lastgroup == "several" else [said.lower()]
        yield match, labels


def _expanded(said: str) -> list[str]:
    """The numbers of "1, 3-5"."""
    numbers: list[int] = []
    for part in re.split(r"[,;]", said):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        numbers += range(ends[0], ends[-1] + 1) if 0 <= ends[-1] - ends[0] < 20 else ends
    return [str(number) for number in numbers]


def _note_starts(
    blocks: Sequence[Block],
    labels: Sequence[tuple[str, str] | None],
    marked: dict[str, int],
    headings: set[int],
) -> Iterator[bool]:
    under = _under_heading(blocks, headings)
    for k, block in enumerate(blocks):
        label = labels[k]
        if label is None:
            yield False
        elif label[0] == "own" or k in under:
            yield True
        else:
            seen = marked.get(label[1], block.start)
            trailing = all(other is not None for other in labels[k : k + 50])
            yield seen < block.start and (label[0] not in {"dot", "sign"} or trailing)


def _in_sequence(kinds: list[bool], labels: Sequence[tuple[str, str] | None]) -> list[bool]:
    """The same with notes that nothing cites: the next number, beside a note that is cited."""
    for step in (1, -1):
        for k in range(len(kinds))[::step]:
            here, beside = labels[k], labels[k - step] if 0 <= k - step < len(kinds) else None
            if kinds[k] or here is None or beside is None or not kinds[k - step]:
                continue
            numbers = here[1].isdecimal() and beside[1].isdecimal() and here[0] == beside[0]
            kinds[k] = numbers and int(here[1]) == int(beside[1]) + step
    return kinds


def _under_heading(blocks: Sequence[Block], headings: set[int]) -> set[int]:
    """The blocks that stand under a heading such as “Notes”, up to the next heading."""
    under: set[int] = set()
    open_ = False
    for k, block in enumerate(blocks):
        if k in headings:
            # A table of contents names the notes too: they stand in the second half.
            open_ = block.start * 2 > blocks[-1].end
        elif block.kind in {"heading", "title"}:
            open_ = False
        elif open_:
            under.add(k)
    return under


def _note(text: str, block: Block) -> Note:
    match = LABEL.match(text, block.start, block.end)
    end = match.end() if match else block.start
    marker = text[block.start : end].strip().rstrip(":")
    return Note(marker, block.start, block.end, text[end : block.end].strip())


def _markers(text: str, body: Sequence[Block], notes: Sequence[Note]) -> Iterator[Marker]:
    by_label: dict[str, list[int]] = {}
    for k, note in enumerate(notes):
        plain = note.marker.strip("()[].:").translate(_SUPERSCRIPT).lower()
        if plain:
            by_label.setdefault(plain, []).append(k)
    if not by_label:
        return
    squared = any(note.marker.startswith("[") for note in notes)
    for block in body:
        said: _Sentences | None = None
        for match, labels in _matches(text, block):
            for label in labels:
                known = by_label.get(label)
                missing = known is None and squared and match.lastgroup == "square"
                if known is None and not (missing and label.strip("^").isdecimal()):
                    continue
                said = said or _Sentences(text, block)
                yield Marker(
                    match.start(),
                    match.end(),
                    match.group(),
                    _nearest(known, notes, match.start()) if known else None,
                    said.at(match.start()),
                )


def _nearest(known: list[int], notes: Sequence[Note], position: int) -> int:
    """Where numbering starts anew in every chapter: the next note of that label."""
    return next((k for k in known if notes[k].start > position), known[-1])


class _Sentences:
    """The sentences of one block, found once and looked up often."""

    def __init__(self, text: str, block: Block) -> None:
        self.spans = list(sentences(text, block.start, block.end)) or [(block.start, block.end)]
        self.starts = [start for start, _ in self.spans]

    def at(self, position: int) -> tuple[int, int]:
        return self.spans[max(bisect_right(self.starts, position) - 1, 0)]


def _links(
    text: str, blocks: Sequence[Block], links: Sequence[Span], notes: Sequence[Note]
) -> Iterator[Link]:
    """The links of the format, and addresses that stand in the text."""
    taken = sorted((span.start, span.end, span.address) for span in links)
    starts = [start for start, _, _ in taken]
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:!?)]}'’")
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or match.start() >= taken[before][1]:
            full = address if "://" in address else f"http://{address}"
            taken.append((match.start(), match.start() + len(address), full))
    note_starts = [note.start for note in notes]
    block_starts = [block.start for block in blocks]
    said: dict[int, _Sentences] = {}
    for start, end, address in sorted(taken):
        at = bisect_right(note_starts, start) - 1
        if at >= 0 and start < notes[at].end:
            yield Link(start, end, address, at, (notes[at].start, notes[at].end))
            continue
        k = max(bisect_right(block_starts, start) - 1, 0)
        if k not in said:
            said[k] = _Sentences(text, blocks[k])
        yield Link(start, end, address, None, said[k].at(start))
