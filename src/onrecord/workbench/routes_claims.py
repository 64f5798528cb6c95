"""Claims: look at one, edit, add, judge, remove, undo. Every answer says what moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from onrecord.claims import CLAIM, AnyClaim, as_written
from onrecord.errors import ClaimsError
from onrecord.workbench.form_claim import from_form
from onrecord.workbench.moved import Moved
from onrecord.workbench.session import Session
from onrecord.workbench.view import PARTS, View, evidence


class Seen(BaseModel):
    """What the page saw before the edit: the file's hash, and the claim as it was written."""

    etag: str
    base: dict[str, Any] | None = None


class Edit(Seen):
    form: dict[str, str]


class Judgement(Seen):
    status: Literal["proposed", "accepted", "edited", "rejected"] | None = None
    note: str | None = None


class Added(BaseModel):
    at: tuple[int, int]
    type: str = "occurred"


class Whole(Seen):
    claim: dict[str, Any]


class Chosen(BaseModel):
    claim: str | None = None


def claims_routes(session: Session) -> APIRouter:
    routes = APIRouter()

    def changed(claim_id: str | None, moves: Sequence[Moved], **more: Any) -> dict[str, Any]:
        view = View(session, claim_id)
        return {
            "etag": view.etag,
            "claim": view.chosen.id if view.chosen else None,
            "moved": [] if view.blind else [move.as_dict() for move in moves],
            "parts": view.parts(PARTS, moves),
        } | more

    @routes.get("/api/parts")
    def parts(claim: str | None = None) -> dict[str, Any]:
        return changed(claim, ())

    @routes.get("/parts/evidence/{claim_id}")
    def behind(claim_id: str) -> HTMLResponse:
        blind = session.project.settings.blind
        return HTMLResponse("" if blind else evidence(session, claim_id))

    @routes.post("/api/claims/{claim_id}")
    def edit(claim_id: str, seen: Edit) -> dict[str, Any]:
        now = _found(session, claim_id)
        claim = from_form(seen.form | {"id": claim_id}, like=now)
        same = as_written(claim) == as_written(now)
        if not same:
            claim = session.reviewed(claim, "edited", now.review.note)
        return changed(claim_id, session.replace(claim, seen.base, seen.etag))

    @routes.put("/api/claims/{claim_id}")
    def put(claim_id: str, seen: Whole) -> dict[str, Any]:
        """A claim as a claims file writes it, whole: how one of two versions is chosen."""
        try:
            claim = CLAIM.validate_python(seen.claim | {"id": claim_id})
        except ValueError as error:
            raise ClaimsError(str(error)) from None
        if session.kept.get(claim_id) is None:
            return changed(claim_id, session.add(claim))
        return changed(claim_id, session.replace(claim, seen.base, seen.etag))

    @routes.post("/api/claims/{claim_id}/review")
    def judge(claim_id: str, seen: Judgement) -> dict[str, Any]:
        now = _found(session, claim_id)
        note = seen.note if seen.note is not None else now.review.note
        claim = session.reviewed(now, seen.status or now.review.status, note)
        return changed(claim_id, session.replace(claim, seen.base, seen.etag, what="review"))

    @routes.post("/api/claims")
    def add(asked: Added) -> dict[str, Any]:
        text = session.project.text() or ""
        start, end = asked.at
        if not 0 <= start < end <= len(text):
            raise ClaimsError("these characters are not in the report")
        words = " ".join(text[start:end].split())
        form = {"type": asked.type, "says": words, "at": f"{start} {end}", "id": _new_id(session)}
        claim = session.reviewed(from_form(form), "edited", None)
        return changed(claim.id, session.add(claim))

    @routes.post("/api/claims/{claim_id}/remove")
    def remove(claim_id: str, seen: Seen) -> dict[str, Any]:
        return changed(None, session.remove(claim_id, seen.base, seen.etag))

    @routes.post("/api/undo")
    def undo(asked: Chosen) -> dict[str, Any]:
        return _stepped("undo", asked)

    @routes.post("/api/redo")
    def redo(asked: Chosen) -> dict[str, Any]:
        return _stepped("redo", asked)

    def _stepped(way: str, asked: Chosen) -> dict[str, Any]:
        done = session.step(way)
        if done is None:
            return changed(asked.claim, (), step=None)
        what, claim_id, moves = done
        known = session.kept.get(claim_id) is not None
        return changed(claim_id if known else asked.claim, moves, step=[what, claim_id])

    return routes


def _found(session: Session, claim_id: str) -> AnyClaim:
    with session.lock:
        session.kept.refresh()
        claim = session.kept.get(claim_id)
    if claim is None:
        raise ClaimsError(
            f"there is no claim “{claim_id[:100]}” any more", todo="It was taken out elsewhere."
        )
    return claim


def _new_id(session: Session) -> str:
    taken = {claim.id for claim in session.kept.claims}
    return next(f"mine-{n}" for n in range(1, len(taken) + 2) if f"mine-{n}" not in taken)
