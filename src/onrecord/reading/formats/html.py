"""HTML, by trafilatura: the main text of a page, with its links and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import MissingExtraError, ReportError
from onrecord.reading.encoding import decoded
from onrecord.reading.extracted import BlockKind, Composer, Extracted, Piece, Told
from onrecord.reading.formats.html_meta import told
from onrecord.reading.formats.html_notes import take_out_notes

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_FEWEST_WORDS = 5  # in one paragraph: less is a menu


def read(
    data: bytes, where: str, declared: str | None = None, address: str | None = None
) -> Extracted:
    """The main text of a page.

    `declared`: the encoding that the server named. Raises ReportError if there is no main text.
    """
    try:
        import lxml.html
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("text", "reading HTML") from error
    text = decoded(data, where, declared or _declared(data))
    source = _DECLARATION.sub("", text.text)
    try:
        tree = lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(huge_tree=True))
    except Exception as error:  # lxml raises several kinds for a page that holds no element
        raise _no_text(where) from error
    try:
        _without_controls(tree)
        says, bylines = told(tree, address)
        notes = take_out_notes(tree)
        found = bare_extraction(
            tree, url=address, include_links=True, include_formatting=True, include_comments=False
        )
        composer = _composed(getattr(found, "body", None), says)
    except Exception as error:  # pages are broken in ways that no parser foresees
        raise ReportError(
            f"the page cannot be read ({type(error).__name__}: {str(error)[:120]})",
            where=where,
            todo="Open it in a browser, save its text, and give that file.",
        ) from error
    if not any(len(_words(composer, k)) >= _FEWEST_WORDS for k in _bodies(composer)):
        raise _no_text(where)
    for label, pieces in notes:
        composer.add([Piece(f"[{label}] "), *pieces], "note", label)
    notices = (text.notice,) if text.notice else ()
    return composer.extracted(says, notices, tuple(bylines))


def _composed(body: Any, says: Told) -> Composer:
    """The main text, with the title before it if it does not begin with it."""
    composer = Composer()
    if body is not None:
        if says.title and not _opens_with(body, says.title):
            composer.add([Piece(says.title)], "title")
        _compose(body, composer)
    return composer


def _without_controls(tree: Any) -> None:
    """Control characters, which HTML may hold and the tree may not be given back."""
    for element in tree.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("", element.tail)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii") if match else None


def _no_text(where: str) -> ReportError:
    return ReportError(
        "the page holds no main text",
        where=where,
        todo="It may need a browser to fill it, or a login: open it, save the text, give that.",
    )


def _bodies(composer: Composer) -> list[int]:
    return [k for k, block in enumerate(composer.blocks) if block.kind == "body"]


def _words(composer: Composer, k: int) -> list[str]:
    return composer.paragraphs[k].split()


def _opens_with(body: Any, title: str) -> bool:
    """Whether one of the first blocks is the title."""
    wanted = _SPACE.sub(" ", title).strip().lower()
    for child in list(body)[:4]:
        said = _SPACE.sub(" ", "".join(child.itertext())).strip().lower()
        if said and (said == wanted or (len(said) > 20 and wanted.startswith(said))):
            return True
    return False


def _compose(parent: Any, composer: Composer) -> None:
    for element in parent:
        if element.tag == "head":
            first = element.get("rend") == "h1" and not composer.blocks
            kind: BlockKind = "title" if first else "heading"
            composer.add(list(_pieces(element)), kind)
        elif element.tag in {"p", "ab", "item", "code", "fw"} and not _has_blocks(element):
            composer.add(list(_pieces(element)))
        elif element.tag == "table":
            for row in element.iter("row"):
                cells = [list(_pieces(cell)) for cell in row.iter("cell")]
                composer.add([p for cell in cells for p in (*cell, Piece(" | "))][:-1])
        elif _has_blocks(element):
            lead = [Piece(_SPACE.sub(" ", element.text or ""))]
            composer.add(lead)
            _compose(element, composer)
        else:
            composer.add(list(_pieces(element)))
        if element.tail and element.tail.strip():
            composer.add([Piece(_SPACE.sub(" ", element.tail))])


def _has_blocks(element: Any) -> bool:
    return any(child.tag in {"p", "list", "item", "table", "quote", "head"} for child in element)


def _pieces(element: Any, link: str | None = None) -> Iterator[Piece]:
    if element.tag == "lb":
        yield Piece("\n", link)
    elif element.tag == "ref":
        target = element.get("target") or ""
        link = target if target and not target.startswith("#") else link
    if element.text:
        yield Piece(_SPACE.sub(" ", element.text), link)
    for child in element:
        yield from _pieces(child, link)
        if child.tail:
            yield Piece(_SPACE.sub(" ", child.tail), link)
