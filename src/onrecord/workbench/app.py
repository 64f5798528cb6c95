"""The web application: pages, their JSON twins, and the parts that a page exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import MissingExtraError, OnrecordError
from onrecord.workbench.safety import Guard
from onrecord.workbench.session import ConflictError, Session

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def create_app(session: Session, *, token: str, port: int) -> ASGIApp:
    """The workbench for one session, guarded. Raises MissingExtraError without the part “web”."""
    try:
        from fastapi import FastAPI, Request
        from fastapi.responses import JSONResponse
    except ImportError:
        raise MissingExtraError("web", "The workbench") from None
    from onrecord.workbench.routes_claims import claims_routes
    from onrecord.workbench.routes_compare import compare_routes
    from onrecord.workbench.routes_export import export_routes
    from onrecord.workbench.routes_pages import pages_routes
    from onrecord.workbench.routes_records import records_routes
    from onrecord.workbench.routes_report import report_routes
    from onrecord.workbench.routes_suggest import suggest_routes

    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None)

    def wrong(_: Request, error: Exception) -> JSONResponse:
        if isinstance(error, ConflictError):
            with session.lock:
                etag = session.kept.etag
            both = {"mine": error.mine, "theirs": error.theirs, "etag": etag}
            return JSONResponse({"error": error.what, "conflict": both}, status_code=409)
        assert isinstance(error, OnrecordError)  # noqa: S101  (only those come here)
        field = getattr(error, "field", None)
        told = {"error": error.what, "where": error.where, "todo": error.todo, "field": field}
        return JSONResponse(told, status_code=400)

    app.add_exception_handler(OnrecordError, wrong)

    for routes in (
        pages_routes,
        claims_routes,
        suggest_routes,
        report_routes,
        records_routes,
        compare_routes,
        export_routes,
    ):
        app.include_router(routes(session))
    return Guard(app, token=token, port=port)
