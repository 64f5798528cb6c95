"""Which places changed hands where a claim says who holds them: the territorial rows and takers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Case, View
from onrecord.places.areas import Area, Disc
from onrecord.records.schema import Events, Mask
from onrecord.selection import ResolvedPlace, Who
from onrecord.selection.who import CAPTURE, acts, party_levels
from onrecord.stats.sphere import distance_km

Levels = NDArray[np.int8]

POINT_KM = 2.0
"""A row whose point is this near to the settlement's is of the settlement itself."""


@dataclass(frozen=True)
class Taking:
    """One row in which a place changed hands, as it bears on a claim that A holds P."""

    row: int
    first: dt.date
    last: dt.date
    ours: Level
    """How surely it was A that took it; NONE: certainly somebody else."""
    here: Level
    """How surely it was P that was taken, and before the claim's last day."""
    lost: bool
    """Whether A stands on the other side."""

    @property
    def certain(self) -> bool:
        return self.here is Level.CERTAIN and self.ours is not Level.POSSIBLE


def takings(case: Case, place: ResolvedPlace) -> tuple[View, tuple[Taking, ...]]:
    """The rows in which P, or a place that may be P, changed hands before the claim's end, by day.

    P is a settlement: a row at its point or of its name is certainly there, any other row inside
    the claim's distance only possibly, being of a place near by.
    """
    area = _around(case, place)
    query = replace(case.query, who=Who("anyone"), kind=CAPTURE, areas=(area,), first=None)
    view = case.view(query, side_days=None)
    chosen, events = view.selection, view.events
    party = case.query.who.first
    if party is None:
        raise TypeError("controls takes a claim about an actor")
    ours, other = _by(
        events, *party_levels(events, party, case.bench.registry, case.info.expresses)
    )
    at = _at(events, place, area)
    found = []
    for row in np.flatnonzero((chosen.certain | chosen.possible) & (chosen.kind > Level.NONE)):
        sure = at[row] and chosen.when[row] == Level.CERTAIN
        found.append(
            Taking(
                row=int(row),
                first=events.start[row].astype(object),
                last=events.end[row].astype(object),
                ours=Level(int(ours[row])),
                here=Level.CERTAIN if sure else Level.POSSIBLE,
                lost=bool(other[row] > Level.NONE),
            )
        )
    return view, tuple(sorted(found, key=lambda one: (one.last, one.first, one.row)))


def _around(case: Case, place: ResolvedPlace) -> Area:
    """The area of this place as the case has it (at another distance, at a homonym)."""
    index = case.resolved.places.index(place)
    areas = case.query.areas
    return areas[index] if index < len(areas) else place.area


def _by(events: Events, level_a: Levels, level_b: Levels) -> tuple[Levels, Levels]:
    """How surely the party took the place, and how surely it lost it, both of shape (n,)."""
    by_a, by_b = acts(events, CAPTURE)
    either = np.minimum(np.maximum(level_a, level_b), np.int8(Level.POSSIBLE))
    took = np.where(by_a, level_a, np.where(by_b, level_b, either)).astype(np.int8)
    lost = np.where(by_a, level_b, np.where(by_b, level_a, either)).astype(np.int8)
    return took, lost


def _at(events: Events, place: ResolvedPlace, area: Area) -> Mask:
    """Rows that are of the place itself, by its name or by its point, shape (n,).

    None are of a whole region: what changes hands is a place inside it.
    """
    if not isinstance(area, Disc):
        return np.zeros(len(events), dtype=bool)
    near = distance_km(events.lat, events.lon, area.lat, area.lon) <= POINT_KM
    named = np.zeros(len(events), dtype=bool)
    if place.place is not None:
        wanted = place.place.name.casefold()
        named = events.place.isin(
            frozenset(v for v in events.place.values if v and v.casefold() == wanted)
        )
    # A row coded less precisely is named for the settlement that it was near to.
    return np.asarray((near | named) & (events.where_prec == 1), dtype=bool)
