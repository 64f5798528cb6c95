"""Whether a record can speak of a place, a time and a kind at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from onrecord.assess.case import SIDE_DAYS, Answer, Case, View
from onrecord.assess.tally import blind, borne_by, noun
from onrecord.assess.words import Unsaid, counted, days, listed, lost, parties, shifted
from onrecord.places.areas import CountryArea, Disc, UnitPart
from onrecord.records.schema import Mask
from onrecord.selection import NOT_VIOLENT, Query, Who, a, scaled
from onrecord.stats.sphere import distance_km

NEAR = 2
"""The coarsest precision code of a row whose point is its own."""
ENOUGH = 5
"""Events of any actors near there: fewer, and silence says nothing (METHODS 2)."""


def place_words(case: Case) -> str:
    """Where, as the sentence says it: “within 60 km of Rahjan”, “in Deir ez-Zor”."""
    labels = [
        place.label if place.label.startswith("within") else f"in {place.label}"
        for place in case.resolved.places
    ]
    return listed(labels, "or")


def common(case: Case) -> dict[str, Any]:
    """The phrases that nearly every sentence uses."""
    if case.bench.verdict_only:
        return Unsaid()
    query = case.query
    coverage = case.info.coverage
    view = case.tested
    borne = borne_by(case, view, view.selection.certain | view.selection.possible)
    return {
        "where": place_words(case),
        "when": days(query.first, query.last),
        "parties": parties(query, case.bench.registry, borne),
        "lost": lost(case.lost),
        "what": noun(case),
        "blind": blind(case),
        "days": query.days or 0,
        "covers": days(covered_from(case) or coverage.first, coverage.last),
        "countries": listed(coverage.countries),
        "sees": coverage.sees,
        "kind_article": a(case.resolved.query.kind or "event"),
        "said": "",
    }


def outside(case: Case) -> Answer | None:
    """The answer where the record cannot see the claim's days, place or kind at all."""
    coverage = case.info.coverage
    query = case.query
    after = query.first is not None and query.first > coverage.last
    before = query.last is not None and query.last < (covered_from(case) or coverage.first)
    if after or before:
        return _beyond(case, "beyond.days", "A record that covers those days.")
    if case.resolved.places and len(abroad(case)) == len(case.resolved.places):
        return _beyond(case, "beyond.place", f"A record that covers {listed(abroad(case))}.")
    if case.expressible.unsayable is not None:
        return _beyond(
            case,
            "beyond.kind",
            f"A record that codes {a(case.expressible.unsayable)} as such.",
        )
    return None


def abroad(case: Case) -> list[str]:
    """The countries of the claim's places that the record does not cover, place by place."""
    covered = set(case.info.coverage.countries)
    homes = (place.place.country for place in case.resolved.places if place.place is not None)
    return [country for country in homes if country is not None and country not in covered]


def _beyond(case: Case, template: str, would_change: str) -> Answer:
    numbers = common(case)
    return Answer(
        "beyond the record", template, numbers, counts_events=False, would_change=would_change
    )


def covered_from(case: Case) -> dt.date | None:
    """The first day covered in all of the claim's places; None where that is not known."""
    coverage = case.info.coverage
    if coverage.since is None:
        return coverage.first
    homes = {p.place.country if p.place else None for p in case.resolved.places} or {None}
    if None in homes:  # a shape without a name may lie in any of the record's countries
        homes = {*coverage.countries}
    firsts = [coverage.since.get(country or "") for country in homes]
    known = [first for first in firsts if first is not None]
    return max(known) if known and len(known) == len(firsts) else None


def wholly_covered(case: Case) -> bool:
    """Whether every day of the claim is inside the record's coverage."""
    coverage, query = case.info.coverage, case.query
    first = covered_from(case)
    return (
        first is not None
        and query.first is not None
        and query.last is not None
        and query.first >= first
        and query.last <= coverage.last
    )


def systematic(case: Case) -> bool:
    """Whether the record notes all that it hears of the kind, so that silence says something."""
    says = case.info.expresses
    if says.systematic is None:
        return True
    kind = case.query.kind
    return (says.kinds - NOT_VIOLENT if kind is None else {kind}) <= says.systematic


def unheard(case: Case, *, seen: bool) -> str | None:
    """Why finding nothing says nothing, as the key of a sentence; None where it does say that.

    `seen`: whether the record has eyes on the place, from `eyes_there`.
    """
    if not systematic(case):
        return "beyond.unsystematic"
    if covered_from(case) is None:
        return "beyond.start"
    if not seen:
        return "beyond.thin"
    return None if wholly_covered(case) else "beyond.days"


def partly_covered_note(case: Case) -> tuple[str, ...]:
    """A sentence where only a part of the claim's days is inside the coverage."""
    coverage, first = case.info.coverage, covered_from(case)
    if wholly_covered(case):
        return ()
    if first is None:
        return ("From when on the record covers that country is not known.",)
    return (
        f"The record covers only {days(first, coverage.last)}; the claim speaks of the "
        f"time {days(case.query.first, case.query.last)}.",
    )


def nearby(case: Case) -> int:
    """Events of any actors within twice the distance, half a year before or after the window.

    What stands there shows that the record has eyes there; where it is empty, silence is no news.
    Rows coded to a unit do not count: they may be anywhere in it.
    """
    query = case.query
    around = Query(
        who=Who("anyone"),
        kind=None,
        areas=tuple(scaled(area, 2.0) for area in query.areas),
        first=shifted(query.first, -SIDE_DAYS),
        last=shifted(query.last, SIDE_DAYS),
    )
    view = case.view(around, side_days=0)
    chosen = view.selection
    pointed = (view.events.where_prec <= NEAR) & _inside(view, around)
    return int(np.count_nonzero(chosen.certain | (chosen.possible & pointed)))


def _inside(view: View, query: Query) -> Mask:
    """Rows whose point lies in a circle or a part, shape (n,), however precise it is."""
    inside = np.zeros(len(view.events), dtype=bool)
    for area in query.areas:
        if isinstance(area, Disc):
            at = distance_km(view.events.lat, view.events.lon, area.lat, area.lon)
            inside |= at <= area.km
        elif isinstance(area, UnitPart):
            inside |= view.selection.where > 0
    return inside


def eyes_there(case: Case) -> tuple[bool, str]:
    """Whether the record would have seen such an event there, and the number that says so."""
    if any(isinstance(area, CountryArea) for area in case.query.areas):
        return True, counted(case.info.rows, "event")
    n = nearby(case)
    return n >= ENOUGH, counted(n, "event")
