"""Two coders' claims of the same report: how far they agree, and what is still to be settled."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from onrecord.claims import ClaimsFile
from onrecord.errors import ClaimsError
from onrecord.workbench.agreement import Agreement, compare
from onrecord.workbench.session import Session
from onrecord.workbench.view import own_words, templates


class Other(BaseModel):
    name: str
    yaml: str


def compare_routes(session: Session) -> APIRouter:
    routes = APIRouter()

    @routes.post("/api/compare")
    def agreement(other: Other) -> dict[str, Any]:
        """The other coder's claims file, compared with the project's: as JSON and as HTML."""
        found = _compared(session, other)
        shown = asdict(found)
        return shown | {"html": _html(session, found, other.name)}

    @routes.get("/parts/compare")
    def empty() -> HTMLResponse:
        return HTMLResponse(_html(session, None, ""))

    return routes


def _compared(session: Session, other: Other) -> Agreement:
    theirs = ClaimsFile.parse(other.yaml, other.name[:100] or "the other file")
    text = session.project.text()
    if text is None:
        raise ClaimsError(
            "the project has no report, and agreement is counted on its sentences",
            todo="Put the report's text into report.txt, or open the report.",
        )
    beyond = [c.id for c in theirs.claims if c.at is not None and c.at[1] > len(text)]
    if beyond:
        raise ClaimsError(
            f"the claim “{beyond[0]}” stands behind the end of this report",
            where=other.name[:100],
            todo="Compare claims of the same text: “at” must count in the same report.txt.",
        )
    return compare(text, session.kept.claims, theirs.claims)


def _html(session: Session, found: Agreement | None, name: str) -> str:
    return templates().get_template("agreement.html.j2").render(
        w=own_words(), found=found, name=name, mine=session.project.claims_name
    )  # fmt: skip
