"""Suggestions while typing. In blind coding there are none, whoever asks."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from onrecord.workbench import suggestions
from onrecord.workbench.place_map import place_map
from onrecord.workbench.session import Session


def suggest_routes(session: Session) -> APIRouter:
    routes = APIRouter(prefix="/api/suggest")

    def hidden() -> bool:
        return session.project.settings.blind

    @routes.get("/actors")
    def actors(q: str) -> list[dict[str, Any]]:
        if hidden():
            return []
        on = session.kept.file.report.published
        return suggestions.plain(suggestions.actors(session.world.registry, q, on))

    @routes.get("/places")
    def places(q: str) -> dict[str, Any]:
        """Places of that name and like it, and a map on which they are told apart."""
        resolver = session.resolver()
        if hidden() or resolver is None:
            return {"places": [], "map": ""}
        offers = suggestions.places(resolver, q)
        return {"places": suggestions.plain(offers), "map": place_map(offers, resolver)}

    @routes.get("/days")
    def days(q: str) -> list[dict[str, Any]]:
        if hidden():
            return []
        return suggestions.plain(suggestions.days(q, session.kept.file.report.published))

    return routes
