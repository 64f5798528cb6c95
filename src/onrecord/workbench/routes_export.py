"""The page as its readers see it, and all files of a check, as `onrecord check` writes them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from onrecord.errors import ClaimsError
from onrecord.present import page, write_all
from onrecord.workbench.jobs import Job
from onrecord.workbench.session import Session

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def export_routes(session: Session) -> APIRouter:
    routes = APIRouter()

    @routes.get("/page")
    def as_read() -> HTMLResponse:
        """The page, live, under the policy that it carries itself: its own scripts by hash."""
        text = page(session.checked(), session.records)
        own = _POLICY.search(text)
        policy = html.unescape(own[1]) if own else "default-src 'none'"
        return HTMLResponse(
            text, headers={"content-security-policy": f"{policy}; frame-ancestors 'none'"}
        )

    @routes.get("/findings.json")
    def as_json() -> dict[str, Any]:
        from onrecord.present import findings_json

        return findings_json(session.checked(), session.records)

    @routes.post("/api/export")
    def export() -> dict[str, Any]:
        def work(job: Job) -> str:
            job.progress(0, 0, "writing")
            written = write_export(session)
            return f"{len(written)} files in {session.project.out.name}"

        return session.jobs.start("export", session.project.out.name, work).shown()

    @routes.get("/export.zip")
    def download() -> Response:
        """What was exported last, in one file."""
        folder = session.project.out
        if folder.is_symlink() or not folder.is_dir():
            raise ClaimsError("nothing was exported yet", todo="Export first.")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.iterdir()):
                if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                    archive.write(path, f"{folder.name}/{path.name}")
        name = f'attachment; filename="{folder.name}.zip"'
        return Response(
            packed.getvalue(), media_type="application/zip", headers={"content-disposition": name}
        )

    return routes


def write_export(session: Session) -> dict[str, Any]:
    """Write the page and its companions into the project's output folder, all or none."""
    with session.lock:
        checked = session.checked()
        text = session.kept.text
    folder = session.project.out
    if folder.is_symlink():
        raise ClaimsError("this is a link, and a folder is needed", where=str(folder))
    return dict(write_all(checked, session.records, folder, claims_yaml=text))
