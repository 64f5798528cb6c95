"""One file from a server, whole or not at all; cut off in the middle, it goes on from there.

The part that has arrived lies beside its future place (`NAME.part`), with what the server called
it (`NAME.part.json`: ETag or date). It is continued only if the server says that the file is
still the same (If-Range), and takes its name only once length and checksum fit.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.records.fetch.answers import a_page, looks_like_a_page, plain
from onrecord.records.fetch.failures import ChecksumError, FetchError, TransientError
from onrecord.records.fetch.session import Session

if TYPE_CHECKING:
    import httpx

GAINED = 1 << 20
"""Bytes. An attempt that brought so many does not count as failed: a bad line may be cut often."""
MOST_CUTS = 1000
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)", re.ASCII)
_NONE_LEFT = re.compile(r"bytes \*/(\d+)", re.ASCII)

Report = Callable[[int, int | None], None]


@dataclass(frozen=True)
class _Known:
    """What the server said of the file of which a part is here."""

    url: str
    validator: str
    """A strong ETag, or the date of the last change; "" if it gave neither."""
    total: int | None


def download(
    session: Session,
    url: str,
    target: Path,
    *,
    report: Report | None = None,
    md5: str | None = None,
    size: int | None = None,
) -> Path:
    """Fetch `url` into `target`, which is returned at once if it is there already (of that `size`).

    `report`: called with the bytes that are here and the bytes there will be. Raises FetchError
    (ChecksumError if `md5` or `size` do not fit, twice over).
    """
    if target.exists() and size in (None, target.stat().st_size):
        return target
    transfer = _Transfer(session, url, target, report, md5, size)
    for last in (False, True):
        transfer.fetch()
        if fault := transfer.fault():
            transfer.discard()
            if last:
                raise ChecksumError(
                    f"what arrived is not the file that the publisher lists: {fault}",
                    where=plain(url),
                    todo="Try again later; the publisher may be changing it just now.",
                )
            continue
        break
    transfer.finish()
    return target


class _Transfer:
    def __init__(
        self,
        session: Session,
        url: str,
        target: Path,
        report: Report | None,
        md5: str | None,
        size: int | None,
    ) -> None:
        self.session, self.url, self.target = session, url, target
        self.report, self.md5, self.size = report, md5, size
        self.part = target.with_name(target.name + ".part")
        self.notes = target.with_name(target.name + ".part.json")

    def fetch(self) -> None:
        for _ in range(MOST_CUTS):
            if self.session.retried(self._once):
                return
        raise FetchError("the connection was cut too often", where=plain(self.url))

    def fault(self) -> str:
        """What is wrong with the file that has arrived, if anything."""
        length = self.here
        if self.size is not None and length != self.size:
            return f"{length:,} bytes, not {self.size:,}"
        if self.md5 is not None:
            with self.part.open("rb") as file:
                found = hashlib.file_digest(file, "md5").hexdigest()
            if found != self.md5.lower():
                return f"its checksum is {found}, not {self.md5.lower()}"
        return ""

    def finish(self) -> None:
        with on_disk(self.target), self.part.open("rb+") as file:
            os.fsync(file.fileno())
        self.part.replace(self.target)
        self.notes.unlink(missing_ok=True)

    def discard(self) -> None:
        self.part.unlink(missing_ok=True)
        self.notes.unlink(missing_ok=True)

    @property
    def here(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _once(self) -> bool:
        """Get the rest. False: cut off, but worth going on at once."""
        before = self.here
        try:
            self._get()
        except Exception as error:
            if self.here - before >= GAINED and _is_a_cut(error):
                return False
            raise
        return True

    def _get(self) -> None:
        known, here = self._known(), self.here
        headers = {"Accept-Encoding": "identity"}
        if here and known and known.validator:
            headers |= {"Range": f"bytes={here}-", "If-Range": known.validator}
        else:
            here = 0
        with self.session.answer(self.url, headers=headers, fine=(200, 206, 416)) as response:
            if response.status_code == 416:
                self._nothing_left(response, here)
                return
            start, total = self._placed(response, here)
            if looks_like_a_page(response, b""):
                self.discard()
                raise a_page(self.url)
            self._note(_Known(self.url, _validator(response), total))
            self._write(response, start, total)

    def _placed(self, response: httpx.Response, here: int) -> tuple[int, int | None]:
        """Where the answer begins in the file, and how long the whole file is."""
        if response.status_code == 200:
            return 0, _length(response)
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if not found or int(found[1]) != here:
            self.discard()
            raise TransientError("the server sent another part than asked", where=plain(self.url))
        return here, None if found[3] == "*" else int(found[3])

    def _nothing_left(self, response: httpx.Response, here: int) -> None:
        """There is nothing after what is here: because it is whole, or because it is not ours."""
        found = _NONE_LEFT.fullmatch(response.headers.get("content-range", ""))
        if not found or int(found[1]) != here or not here:
            self.discard()
            raise TransientError("the server has no such part", where=plain(self.url))

    def _write(self, response: httpx.Response, start: int, total: int | None) -> None:
        done = start
        encoded = response.headers.get("content-encoding", "identity").lower() != "identity"
        with on_disk(self.part), self.part.open("rb+" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            for piece in self.session.pieces(response, raw=not encoded):
                if not done and looks_like_a_page(response, piece):
                    raise a_page(self.url)
                file.write(piece)
                done += len(piece)
                if self.report is not None:
                    self.report(done, total or self.size)
        if total is not None and done != total:
            if done > total:
                self.discard()
            raise TransientError(
                f"{done:,} bytes arrived of {total:,}",
                where=plain(self.url),
                todo="Run it again and it goes on from there.",
            )

    def _known(self) -> _Known | None:
        try:
            found = _Known(**json.loads(self.notes.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return found if found.url == self.url else None

    def _note(self, known: _Known) -> None:
        with on_disk(self.notes):
            fresh = self.notes.with_name(self.notes.name + ".new")
            fresh.write_text(json.dumps(asdict(known)), encoding="utf-8")
            fresh.replace(self.notes)


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Errors of the disk, told as such."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise FetchError(
            "the disk is full" if full else f"cannot be written: {error.strerror or error}",
            where=str(path),
            todo=("Make room" if full else "Check the disk and the rights")
            + ", then run it again: it goes on from what is here.",
        ) from error


def _length(response: httpx.Response) -> int | None:
    text = response.headers.get("content-length", "")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        return None
    return int(text) if text.isdecimal() else None


def _validator(response: httpx.Response) -> str:
    """What proves that the file is the same: a strong ETag, else the date of its last change."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        return ""
    tag: str = response.headers.get("etag", "")
    return tag if tag.startswith('"') else response.headers.get("last-modified", "")


def _is_a_cut(error: Exception) -> bool:
    import httpx

    return isinstance(error, TransientError | httpx.TransportError)
