"""Bytes to text, without guessing: a wrong letter in a name is a wrong name."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from onrecord.errors import MissingExtraError, ReportError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 100_000  # bytes looked at to recognise an old encoding
# Old encodings that reports come in. Others are refused rather than tried.
OLD_ENCODINGS = ("cp1252", "cp1251", "cp1256", "cp1254", "cp1250", "koi8_r", "iso8859_6")
_CLEAR_NOISE = 0.1  # charset-normalizer's share of odd characters
_CLEAR_LANGUAGE = 0.5  # how far the letters are distributed as in a language it knows
_CLEAR_LEAD = 0.15  # and how far the second reading must be behind in that


class Decoded(NamedTuple):
    text: str
    encoding: str
    notice: str | None  # what the reader is told if it was not UTF-8


def decoded(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """The text of `data`.

    A byte order mark decides; else UTF-8; else the `declared` encoding (of a web page or answer);
    else an old encoding, if charset-normalizer is sure of it. Raises ReportError otherwise.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, where, len(mark))
    nul = data.find(b"\0")
    if nul >= 0:
        raise ReportError(
            f"this is not text: there is a NUL byte at offset {nul}",
            where=where,
            todo="Give a text, Markdown, HTML, PDF or DOCX file. If it is UTF-16 without a byte "
            "order mark, save it as UTF-8.",
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8", None)
    except UnicodeDecodeError as error:
        offset = error.start
    if declared is not None and (named := _as_declared(data, declared)) is not None:
        return named
    names = _recognised(data[_window(offset) :][:_SAMPLE], where)
    readings = {text for name in names if (text := _attempt(data, name)) is not None}
    if len(readings) == 1:
        said = f"the file is not UTF-8; it was read as {names[0]}: check names with accents"
        return Decoded(readings.pop(), names[0], said)
    raise _refusal(data, offset, where)


def _window(offset: int) -> int:
    """The sample begins a little before the first byte that is not UTF-8."""
    return max(0, offset - _SAMPLE // 2)


def _strictly(data: bytes, encoding: str, where: str, mark: int) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"the byte order mark says {encoding}, but the bytes at offset {error.start + mark} "
            "are not",
            where=where,
            todo="The file is cut short or damaged: save it again as UTF-8.",
        ) from None
    if "\0" in text:
        raise ReportError(
            f"this is not text: there is a NUL character at position {text.index(chr(0))}",
            where=where,
            todo="Give a text, Markdown, HTML, PDF or DOCX file.",
        )
    return Decoded(text, encoding, None)


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name
        if name in {"utf-8", "utf-7"} or not _is_text_encoding(name):
            return None
        return Decoded(data.decode(name), name, None)
    except (LookupError, UnicodeDecodeError):
        return None


def _is_text_encoding(name: str) -> bool:
    """Python also calls “hex” and “zip” encodings; only those of characters are meant."""
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _recognised(sample: bytes, where: str) -> list[str]:
    """The old encodings of the one reading of the bytes that makes sense; none if two do."""
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        raise MissingExtraError("text", f"recognising the encoding of {where}") from error
    matches = from_bytes(sample, cp_isolation=list(OLD_ENCODINGS), enable_fallback=False)
    best = matches.best()
    if best is None or best.chaos > _CLEAR_NOISE or best.coherence < _CLEAR_LANGUAGE:
        return []
    if any("\x80" <= character <= "\x9f" for character in str(best)):
        return []
    if any(m is not best and m.coherence > best.coherence - _CLEAR_LEAD for m in matches):
        return []
    same = set(best.could_be_from_charset)
    return [name for name in OLD_ENCODINGS if name in same]


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refusal(data: bytes, offset: int, where: str) -> ReportError:
    line = data.count(b"\n", 0, offset) + 1
    return ReportError(
        f"this is not UTF-8: byte 0x{data[offset]:02X} at offset {offset} (line {line}), and the "
        "encoding cannot be told from the text",
        where=where,
        todo="Save the file as UTF-8; or, if you know its encoding (say Windows-1252), convert "
        "it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
    )
