"""What a coincided claim counts: A's events, B's fights with C, and C's fights with anyone else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.assess.case import Case
from onrecord.assess.windows import LONGEST_DATED
from onrecord.assess.words import shifted
from onrecord.assess.worlds import Asked, World, Worlds, ask, members, whole
from onrecord.claims import Coincided
from onrecord.records.schema import Events, Mask
from onrecord.selection import Party, Query, Who
from onrecord.selection.where import NEAR
from onrecord.stats.pairs import Points

Floats = NDArray[np.float64]

RADII = (10.0, 5.0, 20.0)
"""Where the claim gives no distance, km; the first is that of the effect."""
DAYS = 3


@dataclass(frozen=True)
class Near:
    """What counts as where and when: km, and days after."""

    radii: tuple[float, ...]
    days: int
    claimed: bool


def nearness(claim: Coincided) -> Near:
    """The claim's own scale, or 5, 10 and 20 km and three days."""
    if claim.scale is None:
        return Near(RADII, DAYS, claimed=False)
    return Near((float(claim.scale.within),), claim.scale.days, claimed=True)


@dataclass(frozen=True)
class Roles:
    """C, whom both series involve, and who else stands in them."""

    shared: Party
    others: tuple[Party, ...]
    """A and B: their events are no control."""


def roles(case: Case) -> Roles | None:
    """Who C is: a party that the acts are against and that the fights involve; None without one.

    Whoever acts is never C, so with “by A” alone nobody is.
    """
    acts, fights = case.query.who, case.parts["during"].query.who
    if acts.mode == "directed":
        candidates = [acts.second]
    elif acts.mode == "between":
        candidates = [acts.second, acts.first]
    else:
        candidates = []
    for party in candidates:
        if party is None:
            continue
        for fighter in fights.parties():
            if party.ids() & fighter.ids():
                everyone = (*acts.parties(), *fights.parties())
                others = tuple(p for p in everyone if not p.ids() & fighter.ids())
                return Roles(fighter, others)
    return None


@dataclass(frozen=True, eq=False)
class Rows:
    """The three series on one table of rows."""

    events: Events
    worlds: Worlds
    acts: Asked
    fights: Asked
    control: Asked | None
    """C's fights; None where nobody is in both series."""
    barred: Mask
    """Rows that are no control: A or B may be in them."""
    fit: Mask
    """Rows that can be one event: not an aggregate."""
    dated: Mask
    """Rows with a point and a day of their own."""

    @property
    def imprecise(self) -> bool:
        """Whether any row of the three series may be elsewhere, at another time or another's."""
        series = [one for one in (self.acts, self.fights, self.control) if one is not None]
        for one in series:
            chosen = one.selection
            if np.any((chosen.possible | (chosen.certain & self.worlds.imprecise)) & self.fit):
                return True
        return False


@dataclass(frozen=True, eq=False)
class Sample:
    """The three series in one world."""

    acts: Points
    fights: Points
    control: Points
    act_rows: NDArray[np.intp]


def rows_of(case: Case, near: Near) -> Rows:
    """The rows of the three series; fights count from `near.days` before the window."""
    bench = case.bench
    events, worlds = whole(bench)
    during = case.parts["during"]
    who = roles(case)

    def earlier(query: Query) -> Query:
        return query.during(shifted(query.first, -near.days), query.last)

    control = None
    barred = np.zeros(len(events), dtype=bool)
    if who is not None:
        derived = during.asking(Who("involving", who.shared), during.resolved.query.kind)
        control = ask(bench, events, earlier(derived.query))
        for party in who.others:
            barred |= (
                bench.select(events, Query(Who("involving", party), None, (), None, None)).who > 0
            )
    lasts = (events.end - events.start).astype(np.int64) + 1
    acts = ask(bench, events, case.query)
    fights = ask(bench, events, earlier(during.query))
    return Rows(
        events=events,
        worlds=worlds.among(acts, fights, control),
        acts=acts,
        fights=fights,
        control=control,
        barred=barred,
        fit=np.asarray(events.clarity != 2, dtype=bool),
        dated=np.asarray((events.where_prec <= NEAR) & (lasts <= LONGEST_DATED), dtype=bool),
    )


def masks_in(rows: Rows, world: World) -> tuple[Mask, Mask, Mask]:
    """Which rows are acts, fights and control in a world. No row is two of them: an event that is
    an act and a fight at once would coincide with itself."""
    fit = rows.fit & rows.dated if world.nominal else rows.fit
    acts = members(world, rows.events, rows.acts) & fit
    fights = members(world, rows.events, rows.fights) & fit & ~acts
    control = np.zeros(len(rows.events), dtype=bool)
    if rows.control is not None:
        control = members(world, rows.events, rows.control) & fit & ~rows.barred & ~acts & ~fights
    return acts, fights, control


def sample_in(rows: Rows, world: World) -> Sample:
    acts, fights, control = masks_in(rows, world)
    return sample_of(world, acts, fights, control)


def sample_of(world: World, acts: Mask, fights: Mask, control: Mask) -> Sample:
    def points(mask: Mask) -> Points:
        return Points(world.day[mask], world.lat[mask], world.lon[mask])

    return Sample(points(acts), points(fights), points(control), np.flatnonzero(acts))
