"""Word (DOCX), by python-docx: paragraphs, tables as text, links, footnotes and endnotes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from onrecord.errors import MissingExtraError, ReportError
from onrecord.reading.extracted import BlockKind, Composer, Extracted, Piece, Told, person

MOST_UNPACKED = 200_000_000  # bytes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DAMAGED = "Open it in Word or LibreOffice and save it again as DOCX, or give its text."


def read(data: bytes, where: str) -> Extracted:
    """The text of a DOCX file: what stands in it now, without deleted (tracked) text.

    Raises ReportError if the file is damaged or would unpack to more than 200 MB.
    """
    _check_size(data, where)
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("text", "reading a DOCX file") from error
    try:
        document = docx.Document(io.BytesIO(data))
        composer = Composer()
        reader = _Reader(document.part)
        for element in document.element.body.iterchildren():
            reader.block(element, composer)
        reader.notes(composer)
        properties = document.core_properties
        told = Told(properties.title or None, person(properties.author), of_file=True)
    except Exception as error:  # a damaged file can raise nearly anything from inside the parser
        raise ReportError(
            f"the DOCX file is damaged or not a DOCX ({type(error).__name__}: {str(error)[:120]})",
            where=where,
            todo=_DAMAGED,
        ) from error
    return composer.extracted(told)


def _check_size(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReportError(
            f"the DOCX file is damaged or not a DOCX ({error})", where=where, todo=_DAMAGED
        ) from error
    if size > MOST_UNPACKED:
        raise ReportError(
            f"the DOCX file unpacks to {size // 1_000_000} MB; at most "
            f"{MOST_UNPACKED // 1_000_000} MB are read",
            where=where,
            todo="Save the text without its pictures, then give that file.",
        )


class _Reader:
    """Walks the XML, since python-docx leaves out inserted text, text boxes and footnotes."""

    def __init__(self, part: Any) -> None:
        self.part = part
        self.styles = {style.style_id: (style.name or "").lower() for style in part.document.styles}
        self.cited: list[tuple[str, str]] = []  # kind and id of each note, in order of its marker

    def block(self, element: Any, composer: Composer) -> None:
        if element.tag == f"{_W}p":
            composer.add(list(self.pieces(element)), self.kind(element, composer))
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = [self.cell(cell) for cell in row.iterchildren(f"{_W}tc")]
                composer.add([piece for cell in cells for piece in (*cell, Piece(" | "))][:-1])
        elif element.tag == f"{_W}sdt":
            for content in element.iterchildren(f"{_W}sdtContent"):
                for child in content.iterchildren():
                    self.block(child, composer)

    def kind(self, element: Any, composer: Composer) -> BlockKind:
        style = next(element.iter(f"{_W}pStyle"), None)
        name = self.styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        if name == "title" and not composer.blocks:
            return "title"
        if name == "subtitle":
            return "subtitle"
        if name.startswith(("heading", "title")):
            return "heading"
        return "body"

    def cell(self, cell: Any) -> list[Piece]:
        pieces: list[Piece] = []
        for paragraph in cell.iterchildren(f"{_W}p"):
            pieces += [*([Piece(" ")] if pieces else []), *self.pieces(paragraph)]
        return pieces

    def pieces(self, element: Any, link: str | None = None) -> Iterator[Piece]:
        for child in element.iterchildren():
            if child.tag == f"{_W}t":
                yield Piece(child.text or "", link)
            elif child.tag in {f"{_W}tab", f"{_W}ptab"}:
                yield Piece(" ", link)
            elif child.tag in {f"{_W}br", f"{_W}cr"}:
                yield Piece("\n", link)
            elif child.tag == f"{_W}noBreakHyphen":
                yield Piece("-", link)
            elif child.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
                yield Piece(self.marker(child))
            elif child.tag == f"{_W}hyperlink":
                yield from self.pieces(child, self.address(child) or link)
            elif child.tag not in {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}:
                yield from self.pieces(child, link)

    def address(self, element: Any) -> str | None:
        relation = self.part.rels.get(element.get(f"{_R}id", ""))
        return str(relation.target_ref) if relation is not None and relation.is_external else None

    def marker(self, element: Any) -> str:
        kind = "footnotes" if element.tag == f"{_W}footnoteReference" else "endnotes"
        note = kind, element.get(f"{_W}id", "")
        if note not in self.cited:
            self.cited.append(note)
        return f"[{self.cited.index(note) + 1}]"

    def notes(self, composer: Composer) -> None:
        """The notes at the end, in the order of their markers."""
        from docx.oxml import parse_xml

        texts: dict[tuple[str, str], list[Piece]] = {}
        for kind in ("footnotes", "endnotes"):
            for relation in self.part.rels.values():
                if relation.reltype != _NOTES + kind or relation.is_external:
                    continue
                for note in parse_xml(relation.target_part.blob).iterchildren():
                    pieces: list[Piece] = []
                    for paragraph in note.iterchildren(f"{_W}p"):
                        pieces += [*self.pieces(paragraph), Piece(" ")]
                    texts[kind, note.get(f"{_W}id", "")] = pieces
        for number, cited in enumerate(self.cited, start=1):
            composer.add([Piece(f"[{number}] "), *texts.get(cited, [])], "note", str(number))
