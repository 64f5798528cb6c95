"""Markdown (CommonMark with tables, footnotes and front matter), as a reader would see it."""

from __future__ import annotations

import re
from typing import Any

from onrecord.reading.encoding import decoded
from onrecord.reading.extracted import BlockKind, Composer, Extracted, Piece, Told

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_KEY = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_TAG = re.compile(r"<[^<>]{1,500}>")
_TOLD = {
    "title": "title", "author": "author", "by": "author", "date": "published",
    "published": "published", "organisation": "organisation", "organization": "organisation",
    "publisher": "organisation", "source": "organisation",
}  # fmt: skip


def read(data: bytes, where: str, declared: str | None = None) -> Extracted:
    """The text of a Markdown file without its signs; footnotes stand at the end, as “[^1] …”."""
    text = decoded(data, where, declared)
    notices = (text.notice,) if text.notice else ()
    source, told = _front_matter(text.text.replace("\r\n", "\n").replace("\r", "\n"))
    source, notes = _without_footnotes(source)
    composer = Composer()
    if told.title and f"# {told.title}".casefold() not in source[:1000].casefold():
        composer.add([Piece(told.title)], "title")
    _compose(_parsed(source), composer)
    for label, note in notes:
        pieces = [Piece(f"[^{label}] ")]
        for token in _parsed(note):
            if token.type == "inline":
                pieces += [*_pieces(token.children or []), Piece(" ")]
        composer.add(pieces, "note", label)
    return composer.extracted(told, notices)


def _parsed(source: str) -> list[Any]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(source)


def _front_matter(source: str) -> tuple[str, Told]:
    """Title, author, organisation and date from lines `key: value` between two rules."""
    match = _FRONT.match(source)
    if match is None:
        return source, Told()
    told: dict[str, str] = {}
    for key, value in _KEY.findall(match.group(1)):
        name = _TOLD.get(key.lower())
        if name and name not in told:
            told[name] = value.strip("\"'")
    return source[match.end() :], Told(**told)  # type: ignore[arg-type]


def _without_footnotes(source: str) -> tuple[str, list[tuple[str, str]]]:
    """Markdown's footnotes are no part of CommonMark, which would take some for links."""
    kept: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    inside = fenced = False
    for line in source.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        found = None if fenced else _FOOTNOTE.match(line)
        if found:
            notes.append((found.group(1), [found.group(2)]))
            inside = True
        elif inside and (not line.strip() or line.startswith(("    ", "\t"))):
            notes[-1][1].append(line.strip())
        else:
            inside = False
            kept.append(line)
    return "\n".join(kept), [(label, "\n".join(lines)) for label, lines in notes]


def _compose(tokens: list[Any], composer: Composer) -> None:
    kind: BlockKind = "body"
    row: list[Piece] | None = None
    for token in tokens:
        if token.type == "heading_open":
            kind = "title" if token.tag == "h1" and not composer.blocks else "heading"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            composer.add(row)
            row = None
        elif token.type == "inline":
            pieces = _pieces(token.children or [])
            if row is not None:
                row += [Piece(" | "), *pieces] if row else pieces
            else:
                composer.add(pieces, kind)
            kind = "body"
        elif token.type in {"fence", "code_block"}:
            composer.add([Piece(token.content)])
        elif token.type == "html_block" and not token.content.lstrip().startswith("<!--"):
            composer.add([Piece(_TAG.sub(" ", token.content))])


def _pieces(children: list[Any]) -> list[Piece]:
    pieces: list[Piece] = []
    link: str | None = None
    for child in children:
        if child.type == "link_open":
            link = str(child.attrGet("href") or "") or None
        elif child.type == "link_close":
            link = None
        elif child.type in {"text", "code_inline", "text_special"}:
            is_number = link is not None and child.content.isdecimal() and len(child.content) <= 3
            pieces.append(Piece(f"[{child.content}]" if is_number else child.content, link))
        elif child.type == "softbreak":
            pieces.append(Piece(" ", link))
        elif child.type == "hardbreak":
            pieces.append(Piece("\n", link))
    return pieces
