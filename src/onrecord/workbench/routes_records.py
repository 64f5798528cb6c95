"""Records: which are tested on, adding a file, downloading one, merging some."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from onrecord.errors import OnrecordError, RecordError
from onrecord.records.store import Store
from onrecord.workbench.inside import file_name
from onrecord.workbench.jobs import Job
from onrecord.workbench.project import RECORD_FILES
from onrecord.workbench.routes_report import received
from onrecord.workbench.session import Session


class Named(BaseModel):
    name: str


class Wanted(BaseModel):
    """What to download: not every source needs or takes every part."""

    name: str
    version: str | None = None
    country: list[str] = []
    first: dt.date | None = None
    last: dt.date | None = None


class Merged(BaseModel):
    name: str
    records: list[str]


def records_routes(session: Session) -> APIRouter:
    routes = APIRouter(prefix="/api/records")

    @routes.get("")
    def listed() -> dict[str, Any]:
        """What is tested on, what the store holds, and files of the project that may be records."""
        return {
            "used": [_about(r.info) for r in session.records.values()],
            "store": [_about(info) for info in Store().list()],
            "files": _own_files(session),
            "missing": session.missing,
        }

    @routes.post("/use")
    def use(asked: Named) -> dict[str, Any]:
        name = file_name(asked.name)

        def work(job: Job) -> str:
            job.progress(0, 0, "opening")
            label = session.use_record(name)
            return f"Claims are tested on {label}."

        return session.jobs.start("record", name, work).shown()

    @routes.post("/drop")
    def drop(asked: Named) -> dict[str, Any]:
        session.drop_record(file_name(asked.name))
        return listed()

    @routes.post("/file")
    async def upload(request: Request, name: str, version: str = "") -> dict[str, Any]:
        """A record's file, kept in the store and used from then on."""
        given = file_name(name)
        suffix = Path(given).suffix.lower()
        if suffix not in RECORD_FILES:
            raise RecordError(
                f"a record cannot be a {suffix or 'file without an ending'}",
                where=name,
                todo=f"Known are: {', '.join(sorted(RECORD_FILES))}.",
            )
        came = await received(session, request, suffix)

        def work(job: Job) -> str:
            folder = came.with_suffix("")
            try:
                job.progress(0, 0, "reading")
                folder.mkdir()
                info = Store().add(came.rename(folder / given), version=version or None)
                job.check()
                return _used(session, info.label)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                came.unlink(missing_ok=True)

        try:
            return session.jobs.start("record", given, work).shown()
        except OnrecordError:
            came.unlink(missing_ok=True)
            raise

    @routes.post("/fetch")
    def get(asked: Wanted) -> dict[str, Any]:
        fetch = _fetcher()

        def work(job: Job) -> str:
            def told(done: int, total: int | None, label: str) -> None:
                job.done, job.total, job.label = done, total or 0, label

            info = fetch(
                asked.name,
                version=asked.version or None,
                country=tuple(asked.country),
                first=asked.first,
                last=asked.last,
                on_progress=told,
                cancelled=job.cancelled,
            )
            job.check()
            return _used(session, info.label)

        return session.jobs.start("record", asked.name, work).shown()

    @routes.post("/merge")
    def merge(asked: Merged) -> dict[str, Any]:
        if len(asked.records) < 2:
            raise RecordError("a merge takes two records or more", todo="Choose another one.")
        labels = [file_name(label) for label in asked.records]
        name = file_name(asked.name)

        def work(job: Job) -> str:
            return _used(session, _merged(name, labels, job))

        return session.jobs.start("record", name, work).shown()

    return routes


def _used(session: Session, label: str) -> str:
    return f"Claims are tested on {session.use_record(label)}."


def _about(info: Any) -> dict[str, Any]:
    return {
        "label": info.label,
        "events": info.rows,
        "first": info.coverage.first.isoformat(),
        "last": info.coverage.last.isoformat(),
        "sees": info.coverage.sees,
    }


def _own_files(session: Session) -> list[str]:
    found = session.project.folder.iterdir()
    names = [p.name for p in found if p.suffix.lower() in RECORD_FILES and p.is_file()]
    return sorted(n for n in names if not n.startswith(".") and not Path(n).is_symlink())


def _fetcher() -> Callable[..., Any]:
    try:
        from onrecord.records.fetch import fetch
    except ImportError:
        raise RecordError(
            "this version cannot download records", todo="Download the file and add it here."
        ) from None
    return fetch


def _merged(name: str, labels: list[str], job: Job) -> str:
    """Records of the store as one, kept there; figures are those of the first. Returns its label.

    Between two steps it can be stopped; what has begun is finished, and then thrown away.
    """
    from onrecord.records.label import check_name
    from onrecord.records.merge import merge

    check_name(name)
    store = Store()
    opened = []
    for done, label in enumerate(labels):
        job.progress(done, len(labels), label)
        opened.append(store.open(label))
    job.progress(0, 0, "merging")
    found = merge(opened, name=name)
    job.check()
    return str(store.keep(found.record.info, found.record.table).label)
