"""PDF, by pypdf: lines put back into paragraphs, without page numbers and running heads."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from onrecord.errors import MissingExtraError, ReportError
from onrecord.reading.characters import plain
from onrecord.reading.extracted import MOST_TEXT, Extracted, Told, person
from onrecord.reading.layout import LABEL, paragraphs_in

MOST_PAGES = 2000

_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|of|von)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_BROKEN_WORD = re.compile(r"(\w+)[-\u00ad]\n(\w+)")
_DIGITS = re.compile(r"\d+")
# A hyphen after these belongs to the word: "north-east" broken at the line end stays so.
_KEEPS_HYPHEN = frozenset(
    {"north", "south", "east", "west", "anti", "non", "pro", "self", "ex", "co", "cross", "al"}
)


def read(data: bytes, where: str) -> Extracted:
    """The text of a PDF.

    Raises ReportError if the file is damaged, needs a password, or holds pictures of text only.
    """
    pages, told = _pages(data, where)
    lines, heads = _without_running_heads([page.split("\n") for page in pages])
    text = plain("\n\n".join("\n".join(page) for page in lines))
    if not text.text.strip():
        raise ReportError(
            "the PDF holds no text, only pictures of it",
            where=where,
            todo="It is probably scanned: run OCR first (for example with ocrmypdf), then give "
            "the result.",
        )
    joined = _without_broken_words(text.text)
    notices = (f"taken for running heads and left out: {', '.join(heads)}",) if heads else ()
    return Extracted(
        _flowing(joined), told=told, notices=notices, removed=text.removed, turned=text.turned
    )


def _pages(data: bytes, where: str) -> tuple[list[str], Told]:
    try:
        import pypdf
    except ImportError as error:
        raise MissingExtraError("text", "reading a PDF") from error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError(
                "the PDF is locked with a password",
                where=where,
                todo="Save it without a password, then give that file.",
            )
        if len(reader.pages) > MOST_PAGES:
            raise ReportError(
                f"the PDF has {len(reader.pages)} pages; at most {MOST_PAGES} are read",
                where=where,
                todo="Give the pages that hold the report as a file of their own.",
            )
        return _texts(reader, where), _told(reader)
    except ReportError:
        raise
    except Exception as error:  # a damaged PDF can raise nearly anything from inside pypdf
        raise ReportError(
            f"the PDF is damaged or not a PDF ({type(error).__name__}: {str(error)[:120]})",
            where=where,
            todo="Open it in a viewer and save it again, or give its text.",
        ) from error


def _texts(reader: Any, where: str) -> list[str]:
    texts: list[str] = []
    length = 0
    for page in reader.pages:
        texts.append(page.extract_text() or "")
        length += len(texts[-1])
        if length > MOST_TEXT:
            raise ReportError(
                f"the PDF holds more than {MOST_TEXT:,} characters of text",
                where=where,
                todo="Give the pages that hold the report as a file of their own.",
            )
    return texts


def _told(reader: Any) -> Told:
    """Title and author; never the date, which is that of the file and not of the report."""
    information = reader.metadata
    if information is None:
        return Told()
    title, author = information.title, information.author
    if title and re.search(r"\.(docx?|pdf|indd|rtf)$|^Microsoft Word|^untitled", title, re.I):
        title = None
    return Told(str(title) if title else None, person(author), of_file=True)


def _without_running_heads(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Pages without page numbers and running heads, and the heads that were left out.

    A running head stands at the edge of most pages and is no sentence: text is never left out for
    being said twice.
    """
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        edges.update({_DIGITS.sub("0", line) for line in (*filled[:2], *filled[-2:])})
    heads = [
        line
        for line, often in edges.items()
        if len(pages) >= 2
        and often > len(pages) / 2
        and not line[0].islower()
        and line[-1] not in ".!?,;:"
        and not _PAGE_NUMBER.fullmatch(line)
    ]
    kept: list[list[str]] = []
    for page in pages:
        filled_at = [k for k, line in enumerate(page) if line.strip()]
        edge = {*filled_at[:2], *filled_at[-2:]}
        outermost = {*filled_at[:1], *filled_at[-1:]}
        kept.append(
            [
                line
                for k, line in enumerate(page)
                if not (k in edge and _DIGITS.sub("0", line.strip()) in heads)
                and not (k in outermost and _PAGE_NUMBER.fullmatch(line.strip()))
            ]
        )
    return kept, heads


def _without_broken_words(text: str) -> str:
    """Words that were broken at a line end, whole again."""
    hyphenated = set(re.findall(r"\w+-\w+", text))

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        keeps = (
            not second[0].islower()
            or not first[-1].isalpha()
            or first.lower() in _KEEPS_HYPHEN
            or f"{first}-{second}" in hyphenated
        )
        return f"{first}-{second}" if keeps else first + second

    return _BROKEN_WORD.sub(whole, text)


def _flowing(text: str) -> str:
    """One line per paragraph, blank lines between; a paragraph may run over a page."""
    paragraphs: list[str] = []
    for start, end in paragraphs_in(text, printed=True):
        flowing = " ".join(text[start:end].split())
        if paragraphs and _runs_on(paragraphs[-1], flowing):
            paragraphs[-1] += " " + flowing
        else:
            paragraphs.append(flowing)
    return "\n\n".join(paragraphs) + "\n"


def _runs_on(above: str, below: str) -> bool:
    """Whether a paragraph was cut by the end of a page: no full stop, and lower case after it."""
    return bool(
        below and below[0].islower() and above[-1] not in ".!?:;…”\"'’)]" and not LABEL.match(below)
    )
