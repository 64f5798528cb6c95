"""Where a report comes from: a file, an address, standard input, or one sentence in quotes."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from onrecord.errors import ReportError

Format = Literal["text", "markdown", "html", "pdf", "docx"]

# A book of ten thousand pages. Whoever has more has something else than a report.
MOST_TEXT_BYTES = 20_000_000
# PDF and Word carry pictures.
MOST_BYTES = 100_000_000

_SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip
_REFUSED = {
    ".doc": "an old Word file: open it in Word or LibreOffice and save it as DOCX",
    ".odt": "an OpenDocument file: save it as DOCX or as text",
    ".rtf": "an RTF file: save it as DOCX or as text",
    ".epub": "an e-book: save it as HTML or as text",
    ".csv": "a table and no report: give it with --record",
    ".yaml": "a claims file and no report: test it with “onrecord test”",
    ".yml": "a claims file and no report: test it with “onrecord test”",
}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{1,20})://")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,9}<(?:!doctype\s+html|html)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Intake:
    """The bytes of a report, before they are read. `charset`: as a server named it."""

    data: bytes
    source: str
    format: Format
    charset: str | None = None
    address: str | None = None


def take_in(
    source: str | Path,
    stdin: BinaryIO | None = None,
    *,
    allow_private: bool = False,
    timeout: float = 20.0,
) -> Intake:
    """The report behind `source`; raises ReportError if there is none or it is too large."""
    if isinstance(source, str):
        if source == "-":
            return _from_stream(stdin if stdin is not None else sys.stdin.buffer)
        scheme = _SCHEME.match(source)
        if scheme is not None and scheme.group(1).lower() in {"http", "https"}:
            from onrecord.reading.web import fetch

            return fetch(source, allow_private=allow_private, timeout=timeout)
        if scheme is not None and not re.search(r"\s", source):
            raise ReportError(
                f"addresses of the kind {scheme.group(1)}:// are not read",
                where=source,
                todo="Give an http or https address, or a file.",
            )
    path = Path(source)
    if source != "" and _exists(path):
        return _from_file(path)
    if isinstance(source, str) and _is_sentence(source):
        return _from_sentence(source)
    raise ReportError(
        "there is no such file",
        where=str(source) or "(empty)",
        todo="Give the path of a report (.txt .md .html .pdf .docx), an http(s) address, - for "
        "standard input, or one sentence in quotes.",
    )


def suffixes() -> tuple[str, ...]:
    """The endings of the files that are reports."""
    return tuple(_SUFFIXES)


def recognised(data: bytes, suffix: str = "") -> Format:
    """The format: by what the file begins with, then by its name."""
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and suffix == ".pdf"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and suffix in {"", ".docx"}:
        return "docx"
    named = _SUFFIXES.get(suffix)
    if named is not None:
        return named
    return "html" if _PAGE.match(data[:8192]) else "text"


def too_large(where: str, limit: int, what: str = "a report") -> ReportError:
    return ReportError(
        f"{what} of more than {limit // 1_000_000} MB is not read",
        where=where,
        todo="Give the part of it that is the report, as a file of its own.",
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a sentence is longer than any file name may be
        return False


def _is_sentence(source: str) -> bool:
    """White space, and not the name of a file that is missing."""
    bare = source.strip()
    if not re.search(r"\s", bare):
        return False
    suffix = Path(bare).suffix.lower() if len(bare) < 256 and "\n" not in bare else ""
    return suffix not in _SUFFIXES and suffix not in _REFUSED


def _from_sentence(source: str) -> Intake:
    try:
        data = source.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReportError(
            f"the sentence holds a character that is none, at position {error.start}",
            where="sentence",
            todo="Give it in a UTF-8 terminal, or put it into a file.",
        ) from None
    if len(data) > MOST_TEXT_BYTES:
        raise too_large("sentence", MOST_TEXT_BYTES)
    return Intake(data, "sentence", "text")


def _from_stream(stream: BinaryIO) -> Intake:
    data = _read(stream, MOST_BYTES, "standard input")
    format_ = recognised(data)
    _check_length(data, format_, "standard input")
    return Intake(data, "standard input", format_)


def _from_file(path: Path) -> Intake:
    where = str(path)
    if path.is_dir():
        raise ReportError(
            "this is a folder",
            where=where,
            todo="Give one report, or read it with “onrecord read”.",
        )
    suffix = path.suffix.lower()
    if suffix in _REFUSED:
        raise ReportError(f"this is {_REFUSED[suffix]}", where=where)
    try:
        with path.open("rb") as stream:
            head = stream.read(8192)
            limit = _limit(recognised(head, suffix))
            if path.stat().st_size > limit:
                raise too_large(where, limit)
            data = head + _read(stream, limit - len(head), where)
    except OSError as error:
        raise ReportError(
            f"the file cannot be read ({error.strerror or error})",
            where=where,
            todo="Check its permissions.",
        ) from error
    return Intake(data, where, recognised(data, suffix))


def _limit(format_: Format) -> int:
    return MOST_BYTES if format_ in {"pdf", "docx"} else MOST_TEXT_BYTES


def _check_length(data: bytes, format_: Format, where: str) -> None:
    if len(data) > _limit(format_):
        raise too_large(where, _limit(format_))


def _read(stream: BinaryIO, limit: int, where: str) -> bytes:
    """What the stream holds; no more than `limit` is ever in memory."""
    buffer = io.BytesIO()
    left = limit + 1
    while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
        buffer.write(chunk)
        left -= len(chunk)
    if left <= 0:
        raise too_large(where, limit)
    return buffer.getvalue()
