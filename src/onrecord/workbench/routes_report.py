"""Opening a report: a file, pasted text, or an address. It is read beside the requests."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from onrecord.errors import OnrecordError, ReportError
from onrecord.workbench.inside import file_name
from onrecord.workbench.opening import ORIGINAL, is_address, read_into
from onrecord.workbench.project import REPORT_FILES
from onrecord.workbench.session import Session

_ORIGINAL_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"


class Pasted(BaseModel):
    text: str
    published: str = ""
    replace: bool = False


class Address(BaseModel):
    address: str
    published: str = ""
    replace: bool = False


class Settings(BaseModel):
    reviewer: str | None = None
    blind: bool | None = None


def report_routes(session: Session) -> APIRouter:
    routes = APIRouter()

    def start(source: str | Path, published: str, replace: bool, title: str) -> dict[str, Any]:
        try:
            if session.kept.claims and not replace:
                raise ReportError(
                    "this project holds a report and its claims already",
                    todo="Say that it is to be replaced (a copy is kept), or use another folder.",
                )
            day = _day(published)
            return session.jobs.start("read", title, read_into(session, source, day)).shown()
        except OnrecordError:
            if isinstance(source, Path):
                source.unlink(missing_ok=True)
            raise

    @routes.post("/api/report/file")
    async def upload(
        request: Request, name: str, published: str = "", replace: bool = False
    ) -> dict[str, Any]:
        """The bytes of a report's file; its name says what it is, and nothing about where."""
        suffix = Path(file_name(name)).suffix.lower()
        if suffix not in REPORT_FILES:
            raise ReportError(
                f"a report cannot be a {suffix or 'file without an ending'}",
                where=name,
                todo=f"Known are: {', '.join(sorted(REPORT_FILES))}.",
            )
        path = await received(session, request, suffix)
        return start(path, published, replace, name)

    @routes.post("/api/report/text")
    def paste(given: Pasted) -> dict[str, Any]:
        if not given.text.strip():
            raise ReportError("there is no text", todo="Paste the report's text.")
        path = session.project.hidden / f"incoming-{secrets.token_hex(8)}.txt"
        path.write_text(given.text, encoding="utf-8", errors="replace", newline="")
        return start(path, given.published, given.replace, given.text.strip()[:60])

    @routes.post("/api/report/address")
    def address(given: Address) -> dict[str, Any]:
        asked = given.address.strip()
        if not is_address(asked):
            raise ReportError(
                "this is no http or https address", where=asked[:200], todo="Paste the text."
            )
        return start(asked, given.published, given.replace, asked[:200])

    @routes.get("/original")
    def original() -> Response:
        """The report as it looked, cleaned of everything active; in a box of its own besides."""
        path = session.project.path(ORIGINAL)
        if not path.is_file():
            return Response("There is none.\n", status_code=404, media_type="text/plain")
        headers = {"content-security-policy": _ORIGINAL_POLICY}
        return HTMLResponse(path.read_text(encoding="utf-8"), headers=headers)

    @routes.get("/api/jobs")
    def jobs() -> list[dict[str, Any]]:
        return [job.shown() for job in session.jobs.all()]

    @routes.post("/api/jobs/{job_id}/stop")
    def stop(job_id: str) -> list[dict[str, Any]]:
        session.jobs.forget(job_id)
        return [job.shown() for job in session.jobs.all()]

    @routes.post("/api/settings")
    def settings(given: Settings) -> dict[str, Any]:
        with session.lock:
            session.project.change(**given.model_dump(exclude_none=True))
            return session.project.settings.model_dump(mode="json")

    return routes


def _day(text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise ReportError(
            f"“{text[:40]}” is not a day", where="published", todo="Write it as 2017-10-23."
        ) from None


async def received(session: Session, request: Request, suffix: str) -> Path:
    """What is being sent, in a new file of the project's own; removed if the sending breaks off."""
    path = session.project.hidden / f"incoming-{secrets.token_hex(8)}{suffix}"
    try:
        with path.open("xb") as file:
            async for chunk in request.stream():
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
