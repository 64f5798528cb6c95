"""The workbench's one page, its JSON twin, and the files that belong to it."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from onrecord.present.page import style_sheet
from onrecord.workbench.session import Session
from onrecord.workbench.view import View

_TYPES = {".js": "text/javascript", ".css": "text/css"}


@functools.cache
def static_files() -> dict[str, tuple[str, str]]:
    """Every file that a browser may ask for by name: its type and content. There are no others."""
    found = {"page.css": ("text/css", style_sheet())}
    for source in (files("onrecord.workbench") / "static").iterdir():
        suffix = source.name[source.name.rfind(".") :]
        if suffix in _TYPES:
            found[source.name] = (_TYPES[suffix], source.read_text(encoding="utf-8"))
    return found


def pages_routes(session: Session) -> APIRouter:
    routes = APIRouter()

    @routes.get("/")
    def page(claim: str | None = None) -> HTMLResponse:
        return HTMLResponse(View(session, claim).page())

    @routes.get("/api/state")
    def state(claim: str | None = None) -> dict[str, Any]:
        return View(session, claim).state()

    @routes.get("/static/{name}")
    def static(name: str) -> Response:
        kind, text = static_files().get(name, ("", ""))
        if not kind:
            return Response("There is no such file.\n", status_code=404, media_type="text/plain")
        return Response(text, media_type=kind)

    return routes
