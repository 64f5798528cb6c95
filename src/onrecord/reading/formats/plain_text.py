"""Plain text: kept as it is, line for line."""

from __future__ import annotations

from onrecord.reading.characters import plain
from onrecord.reading.encoding import decoded
from onrecord.reading.extracted import Extracted


def read(data: bytes, where: str, declared: str | None = None) -> Extracted:
    """The text in `data`; raises ReportError if it is not text or its encoding is not clear."""
    text = decoded(data, where, declared)
    return of_text(text.text, (text.notice,) if text.notice else ())


def of_text(text: str, notices: tuple[str, ...] = ()) -> Extracted:
    done = plain(text)
    return Extracted(done.text, notices=notices, removed=done.removed, turned=done.turned)
