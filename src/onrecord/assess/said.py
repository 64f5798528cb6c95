"""What the sources said: the source lines of a claim's events that mention what it speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from onrecord.assess.case import Case, View
from onrecord.assess.finding import QuotedLine
from onrecord.records.lines import shows
from onrecord.selection import Who, shown_name

MOST_LINES = 12
"""Lines quoted for one finding; the events themselves are all listed."""
MOST_READ = 400


@dataclass(frozen=True)
class Said:
    """The lines quoted, and how many more mention the claim."""

    lines: tuple[QuotedLine, ...]
    more: int


def _candidates(case: Case) -> View:
    """The rows whose lines are read: the claim's events; else everyone's there and then."""
    view = case.tested
    if view.selection.certain.any() or view.selection.possible.any():
        return view
    return case.view(replace(case.query, who=Who("anyone"), kind=None))


def _names(case: Case) -> dict[str, str]:
    """Actor ids of the claim and their names."""
    registry = case.bench.registry
    return {
        actor: shown_name(registry.actor(actor))
        for party in case.query.who.parties()
        for actor in sorted(party.ids())
    }


def said(case: Case) -> Said:
    """Source lines that mention the claim's actors, kind or place, the most telling first.

    They inform the reader; none of them makes an event certain.
    """
    view = _candidates(case)
    rows = np.flatnonzero(view.selection.certain | view.selection.possible)[:MOST_READ]
    wanted = _names(case)
    kind = case.resolved.query.kind
    # Every line of a record of one country speaks of the country.
    places = {p.place.name for p in case.resolved.places if p.place and p.place.kind != "country"}
    ranked: list[tuple[int, int, QuotedLine]] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        event = view.events.id[row]
        for line in view.events.lines(int(row)):
            if (line.text, line.office) in seen or not line.text:
                continue
            on = view.events.start[row].astype(object)
            evidence = _evidence(case, line.text, on, wanted, kind, places)
            if not evidence or (view is not case.tested and _only_place(evidence)):
                continue
            seen.add((line.text, line.office))
            telling = len([e for e in evidence if not e.startswith("kind") or e == f"kind: {kind}"])
            ranked.append(
                (
                    -telling,
                    int(row),
                    QuotedLine(
                        event=f"{view.label}:{event}",
                        date=line.date,
                        originator=line.office,
                        text=line.text,
                        shows=tuple(evidence),
                    ),
                )
            )
    ranked.sort(key=lambda item: item[:2])
    quoted = tuple(item[2] for item in ranked[:MOST_LINES])
    return Said(quoted, max(0, len(ranked) - MOST_LINES))


def _only_place(evidence: list[str]) -> bool:
    return not any(item.startswith("actor") for item in evidence)


def _evidence(
    case: Case,
    text: str,
    on: dt.date,
    wanted: dict[str, str],
    kind: str | None,
    places: Iterable[str],
) -> list[str]:
    """What a line shows of the claim: its actors, the kinds it names, its place."""
    kinds = shows(text)
    # “Raqqah, Syria” names the country that the record is about, not its government.
    countries = case.info.coverage.countries
    named = {
        m.actor_id
        for m in case.bench.mentions(text, on)
        if not (m.bare_country and m.text in countries)
    }
    found = [actor for actor in sorted(wanted) if actor in named]
    here = [place for place in places if place.casefold() in text.casefold()]
    if not found and not here and kind not in kinds:
        return []
    return (
        [f"kind: {k}" for k in sorted(kinds)]
        + [f"actor: {wanted[actor]}" for actor in found]
        + [f"place: {place}" for place in here]
    )
