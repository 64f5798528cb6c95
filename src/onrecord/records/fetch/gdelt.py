"""GDELT 2.0 events: the files of some days, unpacked into one."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import RecordError
from onrecord.records.fetch.addresses import server
from onrecord.records.fetch.download import download, on_disk
from onrecord.records.fetch.failures import ChecksumError, FetchError, StatusError
from onrecord.records.fetch.gdelt_list import (
    BEGINNING,
    Listed,
    file_name,
    listed,
    reaches,
    slots,
    spans,
)
from onrecord.records.fetch.session import Session
from onrecord.records.zipped import unzipped

LIST = "masterfilelist.txt"
MOST_SHOWN = 20
TOO_MANY_DAYS = 4000


@dataclass(frozen=True)
class Merged:
    """The rows of every file as one, without a header; `gaps`: what is not in it, and why."""

    path: Path
    files: int
    gaps: Mapping[str, str]
    """Slot → why it is missing."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the record should know of it."""
        notes = [f"Made of {self.files:,} files of GDELT, one for every 15 minutes."]
        for why in sorted(set(self.gaps.values())):
            missing = spans([slot for slot, reason in self.gaps.items() if reason == why])
            more = f", and {len(missing) - MOST_SHOWN:,} more" if len(missing) > MOST_SHOWN else ""
            number = sum(reason == why for reason in self.gaps.values())
            notes.append(
                f"{number:,} files of 15 minutes are missing ({why}): "
                f"{'; '.join(missing[:MOST_SHOWN])}{more} (UTC). What was reported then is not "
                "in the record."
            )
        return tuple(notes)


def check_days(first: dt.date | None, last: dt.date | None) -> tuple[dt.date, dt.date]:
    """Both days, if GDELT can have them. Raises FetchError."""
    if first is None or last is None:
        raise FetchError(
            "GDELT is fetched by days, and these are not said",
            todo="Give --from and --to, such as --from 2017-10-09 --to 2017-10-23.",
        )
    if last < BEGINNING or first < BEGINNING:
        raise FetchError(f"GDELT 2.0 begins on {BEGINNING}", todo=f"Give days from {BEGINNING} on.")
    if (last - first).days >= TOO_MANY_DAYS:
        raise FetchError(f"more than {TOO_MANY_DAYS:,} days at once", todo="Fetch it in parts.")
    return first, last


def merged(
    session: Session,
    first: dt.date,
    last: dt.date,
    folder: Path,
    base: str | None = None,
    *,
    by_list: bool = True,
) -> Merged:
    """Fetch the files of these days (by the time GDELT wrote them, UTC) into one, in `folder`.

    `by_list`: by GDELT's list of all files (some 100 MB, kept for the next time), which tells
    sizes and checksums; else each slot is asked for, and nothing is known beforehand. Raises
    FetchError; a file that is missing or damaged is a gap, not an error, unless all are.
    """
    address = server("ONRECORD_GDELT_URL", base)
    path = folder / f"gdelt-{first}-{last}.export.CSV"
    found = _find(session, address, first, last, folder.parent) if by_list else None
    wanted = list(slots(first, last))
    gaps = {} if found is None else {s: "not in GDELT's list" for s in wanted if s not in found}
    asked = [slot for slot in wanted if slot not in gaps]
    total = sum(file.size for file in found.values()) if found else None
    fetching = _Fetching(session, address, folder / "files", found or {}, total)
    here = []
    for nth, slot in enumerate(asked):
        why = fetching.get(slot, f"GDELT: file {nth + 1:,} of {len(asked):,}")
        if why:
            gaps[slot] = why
        else:
            here.append(slot)
    _merge(session, fetching, here, path, gaps)
    done = [slot for slot in here if slot not in gaps]
    if not done:
        raise FetchError(
            f"GDELT has no files from {first} to {last}",
            where=address,
            todo="Check the days; a day's files appear in its course.",
        )
    return Merged(path, len(done), dict(sorted(gaps.items())))


def _find(
    session: Session, address: str, first: dt.date, last: dt.date, cache: Path
) -> dict[str, Listed]:
    path = cache / f"gdelt-{LIST}"
    if not reaches(path, last):
        path.unlink(missing_ok=True)
        download(
            session,
            f"{address}/{LIST}",
            path,
            report=lambda done, total: session.report(done, total, "GDELT's list of files"),
        )
    found = listed(path, first, last)
    if not found:
        path.unlink(missing_ok=True)
        raise FetchError(
            f"GDELT's list names no files from {first} to {last}",
            where=f"{address}/{LIST}",
            todo="Check the days.",
        )
    return found


class _Fetching:
    def __init__(
        self,
        session: Session,
        address: str,
        folder: Path,
        found: Mapping[str, Listed],
        total: int | None,
    ) -> None:
        self.session, self.address, self.folder = session, address, folder
        self.found, self.total, self.done = found, total, 0
        with on_disk(folder):
            folder.mkdir(parents=True, exist_ok=True)

    def path(self, slot: str) -> Path:
        return self.folder / file_name(slot)

    def get(self, slot: str, label: str) -> str:
        """Fetch one file; why it is missing, if it is."""
        file = self.found.get(slot)
        url = f"{self.address}/{file_name(slot)}"

        def report(done: int, _: int | None) -> None:
            self.session.report(self.done + done, self.total, label)

        try:
            path = download(
                self.session,
                url,
                self.path(slot),
                report=report,
                md5=file.md5 if file else None,
                size=file.size if file else None,
            )
        except StatusError as error:
            if error.status not in (404, 410):
                raise
            return "not on GDELT's server"
        except ChecksumError:
            return "not the file that GDELT lists: its checksum is another"
        self.done += path.stat().st_size
        return ""


def _merge(
    session: Session, fetching: _Fetching, here: list[str], path: Path, gaps: dict[str, str]
) -> None:
    """Unpack every file, one after the other; one that cannot be unpacked is a gap."""
    with on_disk(path):
        fresh = path.with_name(path.name + ".new")
        with fresh.open("wb") as out:
            for slot in here:
                session.check()
                start = out.tell()
                if fault := _unpack(fetching.path(slot), out):
                    out.seek(start)
                    out.truncate()
                    fetching.path(slot).unlink(missing_ok=True)
                    gaps[slot] = fault
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)


def _unpack(path: Path, out: BinaryIO) -> str:
    """Write the rows of one file; what is wrong with it, if anything."""
    last = b""
    try:
        with path.open("rb") as packed, unzipped(packed, str(path)) as (rows, _):
            while piece := rows.read(1 << 20):
                out.write(piece)
                last = piece[-1:]
    except RecordError:
        return "cannot be unpacked"
    if last not in (b"", b"\n"):
        out.write(b"\n")
    return ""
