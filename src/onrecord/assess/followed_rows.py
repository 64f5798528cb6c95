"""What a followed claim counts: events that follow, those they follow, those of comparison."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Case
from onrecord.assess.reach import covered_from
from onrecord.assess.windows import LONGEST_DATED
from onrecord.assess.words import shifted
from onrecord.assess.worlds import Asked, World, Worlds, ask, members, whole
from onrecord.records.schema import Events, Mask
from onrecord.selection import Selection
from onrecord.selection.where import NEAR
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_bursts import BurstWakes, WakeLabels, burst_wakes, label_wakes
from onrecord.stats.wake_planted import Beside, beside

KM = (5.0, 10.0, 20.0)
DAYS = (3, 7, 14)
"""The grid of windows. The largest excess over it decides; the effect is that of the middle one."""
WINDOW = 4
"""Seven days and 10 km, counted with days slowest."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Rows:
    """The three series on one table of rows."""

    events: Events
    worlds: Worlds
    seed: int
    dependent: Asked
    """What is said to follow, anywhere: near an event at the border of the place, beyond it too."""
    after: Asked
    versus: Asked
    fit: Mask
    """Rows that can be one event: not an aggregate."""
    dated: Mask
    """Rows with a point and a day of their own."""
    covered: tuple[float, float]
    """First and last day of the record, as days since 1970."""

    @property
    def imprecise(self) -> bool:
        """Whether any row of the series may be elsewhere, at another time or another's."""
        for one in (self.dependent, self.after, self.versus):
            chosen = one.selection
            if np.any((chosen.possible | (chosen.certain & self.worlds.imprecise)) & self.fit):
                return True
        return False


@dataclass(frozen=True, eq=False)
class Kinds:
    """Which rows are what in one world; masks of shape (n,), no row in two of them."""

    dependent: Mask
    treatment: Mask
    control: Mask
    both: Mask
    """After and versus at once: no comparison between them, so left out."""
    follows_itself: Mask
    """Dependent and treatment or control at once: an event does not follow itself."""


def rows_of(case: Case) -> Rows:
    """The rows of the three series; what follows counts up to the widest window after the days."""
    events, worlds = whole(case.bench)
    query = case.query
    wide = query.during(shifted(query.first, -DAYS[-1]), shifted(query.last, DAYS[-1]))
    dependent = _anywhere(ask(case.bench, events, wide), events)
    coverage = case.info.coverage
    after = ask(case.bench, events, case.parts["after"].query)
    versus = ask(case.bench, events, case.parts["versus"].query)
    lasts = (events.end - events.start).astype(np.int64) + 1
    return Rows(
        events=events,
        worlds=worlds.among(dependent, after, versus),
        seed=case.bench.seed,
        dependent=dependent,
        after=after,
        versus=versus,
        fit=np.asarray(events.clarity != 2, dtype=bool),
        dated=np.asarray((events.where_prec <= NEAR) & (lasts <= LONGEST_DATED), dtype=bool),
        covered=(_number(covered_from(case) or coverage.first), _number(coverage.last)),
    )


def _number(date: dt.date) -> float:
    return float((date - dt.date(1970, 1, 1)).days)


def _anywhere(asked: Asked, events: Events) -> Asked:
    """The same rows wherever they are."""
    chosen = asked.selection
    overall = np.minimum.reduce([chosen.who, chosen.kind, chosen.when])
    where = np.full(len(events), Level.CERTAIN, dtype=chosen.where.dtype)
    moved: Selection = replace(
        chosen,
        where=where,
        certain=np.asarray((overall == Level.CERTAIN) & ~chosen.unplaced, dtype=bool),
        possible=np.asarray((overall == Level.POSSIBLE) & ~chosen.unplaced, dtype=bool),
    )
    return Asked(asked.query, moved, np.flatnonzero(moved.certain | moved.possible))


def kinds_in(rows: Rows, world: World) -> Kinds:
    """Which rows are what in a world; in the nominal one only dated and placed ones."""
    fit = rows.fit & rows.dated if world.nominal else rows.fit

    def inside(asked: Asked) -> Mask:
        return np.asarray(members(world, rows.events, asked) & fit, dtype=bool)

    return apart(inside(rows.dependent), inside(rows.after), inside(rows.versus))


def apart(dependent: Mask, after: Mask, versus: Mask) -> Kinds:
    """No row in two series."""
    either = after | versus
    return Kinds(
        dependent=dependent & ~either,
        treatment=after & ~versus,
        control=versus & ~after,
        both=after & versus,
        follows_itself=dependent & either,
    )


@dataclass(frozen=True, eq=False)
class Wakes:
    """The wakes of one world, and their bursts."""

    counts: WakeCounts
    labels: WakeLabels
    bursts: BurstWakes
    day: Floats
    """Of the events that were counted, shape (n,); `counts.event` points into it."""
    lat: Floats
    lon: Floats

    @cached_property
    def beside(self) -> Beside:
        """Which wakes an event near another wake, up to a window of days after it, is near too."""
        where = (self.day, self.lat, self.lon)
        return beside(self.counts, self.labels, *where, latest=DAYS[1])


def wakes_in(rows: Rows, world: World, kinds: Kinds, *, overlaps: bool = False) -> Wakes:
    """Counts around each event. `overlaps`: those of the compared events too (`wake_counts`)."""
    used = np.flatnonzero(kinds.dependent | kinds.treatment | kinds.control)
    day = world.day[used].astype(np.float64)
    lat, lon = world.lat[used], world.lon[used]
    counts = wake_counts(
        day,
        lat,
        lon,
        treatment=kinds.treatment[used],
        control=kinds.control[used],
        dependent=kinds.dependent[used],
        days=DAYS,
        km=KM,
        covered=rows.covered,
        overlaps=overlaps,
    )
    labels = label_wakes(counts, day, lat, lon)
    bursts = burst_wakes(counts, day, lat, lon, seed=rows.seed, labels=labels)
    return Wakes(counts, labels, bursts, day, lat, lon)


def on_grid(rows: Rows, wakes: Wakes, origin: int) -> BurstWakes:
    """The same bursts in strata of another origin."""
    seed = rows.seed + 1_000_003 * origin
    where = (wakes.day, wakes.lat, wakes.lon)
    return burst_wakes(wakes.counts, *where, seed=seed, labels=wakes.labels)


def with_planted(wakes: Wakes, after: Ints, days: Ints) -> BurstWakes:
    """The bursts as they would be with further events.

    `after`: the wakes, positions in `counts`, at whose places they are put; `days`: how many days
    after each, from 1 to `DAYS[1]`. They are counted around every wake that they are near, of
    either kind.
    """
    pre, post = wakes.beside.added(after, days)
    return replace(wakes.bursts, pre=wakes.bursts.pre + pre, post=wakes.bursts.post + post)
