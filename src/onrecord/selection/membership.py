"""Certain, possible, unplaced: which events of a record a claim speaks of (METHODS 1).

One function on arrays, whatever engine pruned the rows before it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from onrecord.actors import Level, Registry
from onrecord.claims.kinds import DEADLY_KINDS
from onrecord.places.areas import CountryArea
from onrecord.places.lands import Lands
from onrecord.records.schema import Events, Expresses, Mask
from onrecord.selection.known import Known
from onrecord.selection.query import Query, UnitBounds
from onrecord.selection.where import COUNTRY, Levels, where_levels
from onrecord.selection.who import who_levels

CIVILIAN_KIND = "killing of civilians"
# One-sided violence says whom it hit, not with what: it may have been any of these.
_MEANS = frozenset({"airstrike", "shelling", "bombing", "raid"})
_NONE, _POSSIBLE, _CERTAIN = np.int8(Level.NONE), np.int8(Level.POSSIBLE), np.int8(Level.CERTAIN)
"""As numbers: to hold an array against a member of an enumeration takes three times as long."""
NOT_VIOLENT = frozenset({"capture", "movement", "deal", "support", "demonstration", "development"})
"""Kinds without violence. A claim that names no kind speaks of violence: an agreement between two
parties is no attack of one on the other."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The level of each event in each respect, shape (n,), and overall.

    `certain` and `possible` are disjoint masks; `unplaced` rows are in neither.
    """

    who: Levels
    kind: Levels
    where: Levels
    when: Levels
    certain: Mask
    possible: Mask
    unplaced: Mask

    def why_possible(self, row: int) -> tuple[str, ...]:
        """In which respects a possible event is coded too coarsely to tell."""
        return tuple(
            word
            for word, level in (
                ("actor", self.who),
                ("kind", self.kind),
                ("place", self.where),
                ("date", self.when),
            )
            if level[row] == Level.POSSIBLE
        )


def kind_levels(events: Events, kind: str | None, expresses: Expresses) -> Levels:
    """The level of each event's kind, shape (n,).

    A row that is two things at once is both. One without violence is only possibly of a claim that
    names no kind, where somebody was killed in it, and else not.
    """
    n = len(events)
    if kind is None:
        level = np.full(n, Level.CERTAIN, dtype=np.int8)
        calm = events.kind.isin(NOT_VIOLENT)
        level[calm] = np.where(events.best[calm] > 0, Level.POSSIBLE, Level.NONE)
        return level
    level = np.zeros(n, dtype=np.int8)
    coded = frozenset({kind})
    level[events.kind.isin(coded) | events.also.isin(coded)] = Level.CERTAIN
    if kind == CIVILIAN_KIND:
        # A strike that hit civilians mainly killed some of them, or only others beside them.
        hit = events.civilians_targeted & (events.best > 0)
        level[hit & (level == Level.NONE)] = Level.POSSIBLE
    uncoded = (events.kind.codes < 0) | events.kind.isin(frozenset({""}))
    if kind == CIVILIAN_KIND:
        # Civilians also die in fighting between others; a row that counts some may be meant.
        level[uncoded & (events.deaths_civilians > 0)] = Level.POSSIBLE
    elif kind in DEADLY_KINDS:
        # What the record leaves uncoded may be of any kind, unless it is told to be another.
        level[uncoded & (level == Level.NONE)] = Level.POSSIBLE
        if kind in _MEANS and kind not in expresses.kinds:
            level[events.kind.isin(frozenset({CIVILIAN_KIND}))] = Level.POSSIBLE
    return level


def when_levels(events: Events, first: dt.date | None, last: dt.date | None) -> Levels:
    """Certain where an event's interval lies inside, possible where it overlaps, shape (n,)."""
    lo = np.datetime64(first or dt.date.min, "D")
    hi = np.datetime64(last or dt.date.max, "D")
    level = np.zeros(len(events), dtype=np.int8)
    level[(events.start <= hi) & (events.end >= lo)] = Level.POSSIBLE
    level[(events.start >= lo) & (events.end <= hi)] = Level.CERTAIN
    return level


def select(
    events: Events,
    query: Query,
    registry: Registry,
    units: UnitBounds,
    expresses: Expresses,
    *,
    known: Known | None = None,
    lands: Lands | None = None,
) -> Selection:
    """Decide for every event whether it is certainly, possibly or not in the selection.

    Certain: certain in all respects. Possible: excluded by none. Unplaced: excluded by neither
    actor, kind nor day, but coarser than a first-order unit, or longer than twice the claim's
    window. A row with best = 0 is a member like any other: what it is not is certain evidence of
    a death. `known`: what was found before, by the same registry, units and record. `lands`: where
    the record's countries lie: a row that is coded too coarsely to have a point is none of a claim
    about a place that its country cannot reach.
    """
    known = known or Known()
    who = known.of_rows(
        events,
        (query.who, query.kind),
        lambda: who_levels(events, query.who, registry, expresses, query.kind, known),
    )
    kind = kind_levels(events, query.kind, expresses)
    when = when_levels(events, query.first, query.last)
    away = lands.elsewhere(query.areas) if lands is not None else frozenset()
    abroad = events.nowhere & events.country.isin(away) if away else np.zeros(len(events), bool)
    where = known.of_rows(
        events,
        repr(query.areas),
        lambda: np.where(abroad, np.int8(Level.NONE), where_levels(events, query.areas, units)),
    )

    country_wide = any(isinstance(area, CountryArea) for area in query.areas)
    coarse = events.where_prec > (COUNTRY if country_wide else COUNTRY - 1)
    too_long = np.zeros(len(events), dtype=bool)
    if query.days is not None:
        length = (events.end - events.start).astype(np.int64) + 1
        too_long = length > 2 * query.days
    excluded = (who == _NONE) | (kind == _NONE) | (when == _NONE)
    unplaced = ~excluded & ~abroad & (coarse | (too_long & (where != _NONE)))

    overall = np.minimum(np.minimum(who, kind), np.minimum(where, when))
    return Selection(
        who=who,
        kind=kind,
        where=where,
        when=when,
        certain=(overall == _CERTAIN) & ~unplaced,
        possible=(overall == _POSSIBLE) & ~unplaced,
        unplaced=unplaced,
    )
