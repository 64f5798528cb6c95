"""A file somebody gives us, opened only once it is known to be text in UTF-8.

Whatever is wrong with the file as a whole (missing, empty, a saved error page, UTF-16, damaged) is
found here, before any row is read, and named with its line. The same pass takes the checksum.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.zipped import ZIP_MAGIC, unzipped

CHUNK = 4 << 20

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe", "is text in UTF-16, not in UTF-8"),
    (b"\xfe\xff", "is text in UTF-16, not in UTF-8"),
    (b"\x1f\x8b", "is a gzip file, not a CSV"),
    (b"%PDF", "is a PDF document, not a CSV"),
    (b"PAR1", "is a Parquet file, not a CSV"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook, not a CSV"),
    (b"SQLite format 3", "is an SQLite database, not a CSV"),
)
_SAVE_AS = "Save it as CSV in UTF-8 and try again."
_AGAIN = "Download it again."


@dataclass(frozen=True)
class SourceFile:
    """A text file in UTF-8, ready to be read from the start (after a byte order mark)."""

    path: Path
    file: BinaryIO
    start: int
    """Where the text begins: 3 after a byte order mark, else 0."""
    member: str | None
    """The name inside the zip, where the file is one."""
    sha256: str
    """Of the text itself: the same whether it came zipped or not."""
    lines: int
    whole: bool
    """Whether the last line is ended."""

    def rewind(self) -> BinaryIO:
        self.file.seek(self.start)
        return self.file

    def at(self, line: int) -> str:
        """How a message names a place in this file."""
        return f"{self.path}:{line}"


@contextmanager
def open_source(path: str | os.PathLike[str]) -> Iterator[SourceFile]:
    """Open a CSV, or the one CSV in a zip.

    Raises RecordError for a file that is missing, empty, not text, or not in UTF-8.
    """
    where = Path(path)
    with ExitStack() as stack:
        try:
            yield _open(where, stack)
        except OSError as error:
            reason = error.strerror or str(error)
            raise RecordError(f"cannot be read: {reason}", where=str(where)) from error


def _open(path: Path, stack: ExitStack) -> SourceFile:
    where = str(path)
    if path.is_dir():
        raise RecordError("is a folder, not a file", where=where)
    if "\0" in where or not path.exists():
        raise RecordError("no such file", where=where, todo="Check the name and folder.")
    if not path.is_file():
        raise RecordError("is not a regular file", where=where)
    file = stack.enter_context(path.open("rb"))
    magic = file.read(4)
    file.seek(0)
    if magic in ZIP_MAGIC:
        inner, member = stack.enter_context(unzipped(file, where))
        return _inspect(path, inner, member)
    return _inspect(path, file, None)


def _inspect(path: Path, file: BinaryIO, member: str | None) -> SourceFile:
    """Read the file once: what it is, its lines, its checksum."""
    where = f"{path}/{member}" if member else str(path)
    head = file.read(4096)
    file.seek(0)
    _look(head, where)
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 0
    last = b""
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        if (nul := chunk.find(b"\0")) >= 0:
            line = lines + _newlines(last, chunk[:nul]) + 1
            raise RecordError(
                "holds NUL bytes: it is UTF-16 without a mark, or the download is damaged",
                where=f"{where}:{line}",
                todo=f"{_AGAIN} If it was exported: {_SAVE_AS.lower()}",
            )
        _check_utf8(decoder, chunk, last, lines, where)
        lines += _newlines(last, chunk)
        last = chunk[-1:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise RecordError(
            "ends in the middle of a character: the download was cut off",
            where=f"{where}:{lines + 1}",
            todo=_AGAIN,
        ) from error
    whole = last in (b"\n", b"\r")
    return SourceFile(
        path=path,
        file=file,
        start=3 if head.startswith(codecs.BOM_UTF8) else 0,
        member=member,
        sha256=digest.hexdigest(),
        lines=lines if whole else lines + 1,
        whole=whole,
    )


def _look(head: bytes, where: str) -> None:
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise RecordError(what, where=where, todo=_SAVE_AS)
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text:
        raise RecordError("is empty", where=where, todo=_AGAIN)
    if text.startswith(b"<"):
        raise RecordError(
            "is a web page or XML, not a CSV: probably an error page saved in its place",
            where=where,
            todo=_AGAIN,
        )
    if text[:1] in (b"{", b"["):
        raise RecordError("is JSON, not a CSV", where=where, todo=_SAVE_AS)


def _newlines(before: bytes, chunk: bytes) -> int:
    """Line ends in a chunk: LF, CRLF or a lone CR, as Python's csv counts them."""
    # Numpy counts a mark that is on every line several times as fast as `bytes.count`.
    marks = np.frombuffer(chunk, dtype=np.uint8)
    ends = marks == ord("\n")
    count = int(np.count_nonzero(ends))
    if b"\r" in chunk:
        returns = marks == ord("\r")
        count += int(np.count_nonzero(returns)) - int(np.count_nonzero(returns[:-1] & ends[1:]))
    if before == b"\r" and chunk.startswith(b"\n"):
        count -= 1  # this LF ends a CR that was counted with the chunk before
    return count


def _check_utf8(
    decoder: codecs.IncrementalDecoder, chunk: bytes, last: bytes, lines: int, where: str
) -> None:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError as error:
        bad = error.object[error.start]
        line = lines + _newlines(last, error.object[: error.start]) + 1
        raise RecordError(
            f"is not in UTF-8: byte 0x{bad:02X} cannot be read",
            where=f"{where}:{line}",
            todo="It was probably saved as Windows-1252 or Latin-1. " + _SAVE_AS,
        ) from error
