"""occurred: A attacked B at P on D [killing N] (METHODS 2)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onrecord.assess.case import Answer, Case, View
from onrecord.assess.finding import PossibleEvents
from onrecord.assess.reach import NEAR, common, eyes_there, outside, unheard
from onrecord.assess.tally import (
    certain_evidence,
    dead,
    death_range,
    maybe,
    noun,
    why_possible,
)
from onrecord.assess.windows import members_any_day, share_with_event
from onrecord.assess.words import counted, share
from onrecord.claims import Occurred
from onrecord.places.areas import CountryArea, UnitArea, UnitPart
from onrecord.records.schema import Ints, Mask
from onrecord.stats.sphere import distance_km

SAID_ABOVE, DOUBTED_ABOVE = 0.20, 0.50
"""Shares of other windows that would match by chance: said; no evidence any more."""

SAME_PLACE_KM = 5.0
INCIDENT_DAYS = 7
"""A claim about a place smaller than a unit and no more than a week speaks of an incident."""


def _toll_fits(view: View, mask: Mask, low: int | None, high: int | None) -> bool:
    """Whether one event, or all together, can have the claimed number of dead."""
    least, most = death_range(view.events)
    if (_in_range(least, most, low, high) & mask).any():
        return True
    together = np.array([least[mask].sum()]), np.array([most[mask].sum()])
    return bool(_in_range(*together, low, high)[0])


def _in_range(least: Ints, most: Ints, low: int | None, high: int | None) -> Mask:
    fits = np.ones(len(least), dtype=bool)
    if high is not None:
        fits &= least <= high
    if low is not None:
        fits &= most >= low
    return fits


def _general(case: Case) -> bool:
    """Whether the claim says that two parties were fighting, over a unit or for more than a week.

    Such a claim speaks of no event in particular that another could be mistaken for.
    """
    if len(case.query.who.parties()) < 2 or getattr(case.claim, "killed", None) is not None:
        return False
    if case.resolved.query.kind not in (None, "battle"):
        return False
    if any(loss.aspect == "actor" for loss in case.lost):
        # What is counted then are events of others, under whose name these may stand.
        return False
    units = all(isinstance(area, UnitArea | UnitPart | CountryArea) for area in case.query.areas)
    return units or (case.query.days or 0) > INCIDENT_DAYS


def _ties(case: Case, view: View) -> Iterator[Mask]:
    """For each particular that the claim gives (kind, toll, settlement), the rows that fit it."""
    events, claim = view.events, case.claim
    kind = case.resolved.query.kind
    if kind is not None:
        members = members_any_day(view)
        fits = np.zeros(len(events), dtype=bool)
        for row in map(int, np.flatnonzero(members)):
            fits[row] = events.kind[row] == kind or kind in case.bench.kinds(events, row)
        yield fits
    killed = claim.killed if isinstance(claim, Occurred) else None
    if killed is not None:
        yield _in_range(*death_range(events), killed.low, killed.high)
    for place in case.resolved.places:
        if place.place is not None and place.place.kind == "settlement":
            at = distance_km(events.lat, events.lon, place.place.lat, place.place.lon)
            yield (at <= SAME_PLACE_KM) & (events.where_prec <= NEAR)


def _particular(case: Case, view: View, mask: Mask) -> bool:
    """Whether kind, toll or settlement ties the events to the one that the claim speaks of.

    A particular that the events of most other windows share ties nothing.
    """
    for fits in _ties(case, view):
        if not (fits & mask).any():
            continue
        chance = share_with_event(case, view, fits)
        if chance is None or chance <= DOUBTED_ABOVE:
            return True
    return False


def occurred(case: Case) -> Answer:
    """Matching events decide; none: whether the record would have seen it; how usual they are."""
    beyond = outside(case)
    if beyond:
        return beyond
    exact = bool(certain_evidence(case, case.exact).any()) or not case.lost
    view = case.exact if exact else case.tested
    sure = certain_evidence(case, view)
    n = int(sure.sum())
    handled = PossibleEvents(handled_by="ends", agree=1.0)
    if n == 0:
        return _without_certain(case)

    chance = share_with_event(case, view)
    numbers = common(case) | {
        "events": counted(n, noun(case)),
        "dead": dead(view.events, sure),
        "chance_share": share(chance) if chance is not None else "",
        "chance": "",
        "maybe": maybe(view),
    }
    if chance is not None and chance > SAID_ABOVE:
        numbers["chance"] = (
            f" Such events are common here: {share(chance)} of the other {case.query.days}-day "
            "windows within half a year have one too."
        )
    if (
        chance is not None
        and chance > DOUBTED_ABOVE
        and not _general(case)
        and not _particular(case, view, sure)
    ):
        return Answer(
            "undecided",
            "occurred.usual",
            numbers,
            handled_by=handled,
            coarsened=not exact,
            would_change=(
                "A source that ties one of these events to the claim: its kind, its toll or its "
                "settlement."
            ),
        )
    events = "event" if n == 1 else "events"
    claim = case.claim
    killed = claim.killed if isinstance(claim, Occurred) else None
    fits = killed is None or _toll_fits(view, sure, killed.low, killed.high)
    numbers["claimed"] = f"{killed} dead" if killed else ""
    if exact and fits:
        return Answer(
            "borne out",
            "occurred.borne out",
            numbers,
            handled_by=handled,
            would_change=f"The recorded {events} being miscoded in place, day or party.",
        )
    if not fits:
        return Answer(
            "undecided",
            "occurred.toll differs",
            numbers,
            handled_by=handled,
            coarsened=not exact,
            would_change=f"A source that gives one of these events {killed} dead.",
        )
    return Answer(
        "partly borne out",
        "occurred.partly borne out",
        numbers,
        handled_by=handled,
        coarsened=not exact,
        would_change=(
            f"A record that tells {numbers['lost']} could bear this out; the recorded "
            f"{events} being miscoded would leave it not on record."
        ),
    )


def _without_certain(case: Case) -> Answer:
    view = case.tested
    possible = int((view.selection.certain | view.selection.possible).sum())
    numbers = common(case) | {
        "possible": counted(possible, "event"),
        "why": why_possible(view.selection),
    }
    if possible:
        return Answer(
            "undecided",
            "occurred.possible",
            numbers,
            handled_by=PossibleEvents(handled_by="ends", agree=0.5),
            coarsened=bool(case.lost),
            would_change=(
                "A finer date, place or actor for one of the "
                f"{counted(possible, 'possible event')}."
            ),
        )
    seen, near = eyes_there(case)
    numbers["nearby"] = near
    unheard_of = unheard(case, seen=seen)
    if unheard_of is None:
        return Answer(
            "not on record",
            "occurred.not on record",
            numbers,
            handled_by=PossibleEvents(handled_by="ends", agree=1.0),
            coarsened=bool(case.lost),
            would_change="One such event in this record at that place and time.",
        )
    return Answer(
        "beyond the record",
        unheard_of,
        numbers,
        would_change="A record with eyes on that place and time.",
    )
