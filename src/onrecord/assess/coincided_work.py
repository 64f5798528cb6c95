"""Everything that is computed for one coincided claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from onrecord.assess.case import Case
from onrecord.assess.coincided_rows import (
    Near,
    Roles,
    Rows,
    Sample,
    nearness,
    roles,
    rows_of,
    sample_in,
    sample_of,
)
from onrecord.assess.coincided_tests import (
    ALPHA,
    Compared,
    Shiftable,
    compared,
    contributions,
    jitter_noticed,
    jittered_in,
    matched_in,
    matched_noticed,
    matched_p,
    median_origin,
    naive,
    shiftable,
)
from onrecord.assess.finding import Effect
from onrecord.assess.worlds import InWorlds, World, in_worlds, members
from onrecord.claims import Coincided
from onrecord.selection.where import NEAR
from onrecord.stats.jitter import Jittered
from onrecord.stats.lags import Shifts
from onrecord.stats.matched import PERMUTATIONS, Matched
from onrecord.stats.pairs import near_after

NO_MORE = 1.25
"""A ratio below this is no link to speak of: an interval wholly below it contradicts."""

Means = Literal["matched", "jitter"]


@dataclass(frozen=True, eq=False)
class Work:
    """The nominal sample, and the test that decides on it."""

    case: Case
    near: Near
    roles: Roles | None
    rows: Rows
    sample: Sample
    compared: Compared
    origin: int
    """Seed of the grid of strata whose p is the median."""
    matched: Matched

    @cached_property
    def shiftable(self) -> Shiftable:
        return shiftable(self.sample, self.near)

    @cached_property
    def jittered(self) -> Jittered:
        return jittered_in(self.shiftable, self.near, seed=self.seed)

    @property
    def seed(self) -> int:
        return self.case.bench.seed

    @property
    def alpha(self) -> float:
        """The level that the strictest of the report's tests is held against."""
        return ALPHA / self.case.hypotheses

    @property
    def means(self) -> Means | None:
        """Which test decides; None where neither can."""
        if self.matched.p is not None:
            return "matched"
        return "jitter" if self.jittered.p is not None else None

    @property
    def p(self) -> float | None:
        return self.matched_p if self.means == "matched" else self.jittered.p

    @cached_property
    def matched_p(self) -> float | None:
        """The matched p: in strata of half the size too, where these hold enough."""
        return matched_p(self.compared, self.matched, seed=self.seed, origin=self.origin)

    @cached_property
    def beside(self) -> int:
        """Acts near a fight, at the widest distance, and soon after it."""
        parts = contributions(self.sample, self.near, self.compared)
        return int(np.unique(parts.act[self.compared.own[parts.event]]).size)

    @property
    def effect(self) -> Effect | None:
        test = self.matched
        if self.means == "matched" and test.ratio is not None:
            return Effect(name="rate ratio", value=test.ratio, low=test.low, high=test.high)
        if self.jittered.expected > 0:
            value = self.jittered.observed / self.jittered.expected
            return Effect(name="rate ratio", value=value)
        return None

    @property
    def capacity(self) -> int:
        return int(ALPHA * (1 + PERMUTATIONS)) if self.p is not None else 0

    @cached_property
    def shifts(self) -> Shifts | None:
        """Pairs at all shifts of the covered days of the window; None where it is one day."""
        coverage, query = self.case.info.coverage, self.case.query
        first = max(query.first or coverage.first, coverage.first)
        last = min(query.last or coverage.last, coverage.last)
        days = (last - first).days + 1
        if days < 2:
            return None
        start = int(np.datetime64(first, "D").astype(np.int64))
        return naive(self.sample, self.near, start, days)


def work_on(case: Case) -> Work:
    """The three series of a complete claim and both tests on the rows as they are coded."""
    if "coincided" not in case.worked:
        case.worked["coincided"] = _work_on(case)
    found: Work = case.worked["coincided"]
    return replace(found, case=case)


def _work_on(case: Case) -> Work:
    claim = case.claim
    if not isinstance(claim, Coincided) or "during" not in case.parts:
        raise TypeError("coincided takes a complete coincided claim")
    near = nearness(claim)
    rows = rows_of(case, near)
    sample = sample_in(rows, rows.worlds.nominal)
    beside = compared(sample, near)
    seed = case.bench.seed
    origin = median_origin(beside, seed=seed)
    return Work(
        case=case,
        near=near,
        roles=roles(case),
        rows=rows,
        sample=sample,
        compared=beside,
        origin=origin,
        matched=matched_in(beside, seed=seed, origin=origin),
    )


def _matched(work: Work, sample: Compared, *, quick: bool = True) -> Matched:
    return matched_in(sample, seed=work.seed, origin=work.origin, quick=quick)


def p_in(work: Work, sample: Compared, *, quick: bool = True) -> float | None:
    wide = _matched(work, sample, quick=quick)
    return matched_p(sample, wide, seed=work.seed, origin=work.origin, quick=quick)


def stands_in_worlds(work: Work) -> InWorlds:
    """The p that stands in 95 % of worlds."""
    quick = work.alpha > 0.01

    def p_of(world: World) -> float | None:
        sample = sample_in(work.rows, world)
        if work.means == "matched":
            return p_in(work, compared(sample, work.near), quick=quick)
        return jittered_in(shiftable(sample, work.near), work.near, seed=work.seed, quick=quick).p

    return in_worlds(p_of, work.rows.worlds, alpha=ALPHA)


def no_more_in_worlds(work: Work) -> InWorlds:
    """Whether the interval stays below `NO_MORE` in 95 % of worlds: its p is 0 where it does."""

    def above(world: World) -> float | None:
        beside = compared(sample_in(work.rows, world), work.near)
        test = _matched(work, beside)
        return 0.0 if test.high is not None and test.high < NO_MORE else 1.0

    return in_worlds(above, work.rows.worlds, alpha=ALPHA)


def unfavourable_sign(work: Work) -> bool:
    """Whether there is still more near the fights in the unfavourable corner.

    There only certain acts count beside certain fights, and every possible act beside every
    possible control; each at its coded point, so that rows coded to a unit are left out.
    """
    rows, nominal = work.rows, work.rows.worlds.nominal
    if work.means == "jitter" or rows.control is None:
        return work.jittered.observed > work.jittered.expected
    pointed = rows.fit & (rows.events.where_prec <= NEAR)
    sure_acts = members(nominal, rows.events, rows.acts)
    sure_fights = members(nominal, rows.events, rows.fights) & ~sure_acts
    maybe = rows.acts.selection.possible & pointed
    acts = (sure_acts | maybe) & pointed
    control = rows.control.selection.certain | rows.control.selection.possible
    control &= pointed & ~rows.barred & ~sure_acts & ~sure_fights
    sample = sample_of(nominal, acts, sure_fights & pointed, control)
    beside = compared(sample, work.near)
    sure = sample_of(nominal, sure_acts & pointed, sure_fights & pointed, control)
    near = np.where(beside.own[:, None], compared(sure, work.near).near, beside.near)
    worst = _matched(work, beside.having(near))
    return worst.ratio is None or worst.ratio > 1.0


def noticed(work: Work) -> float | None:
    """How often it would be noticed if every second burst were followed by one act."""
    if work.means == "matched":
        return matched_noticed(work.compared, seed=work.seed, origin=work.origin, alpha=work.alpha)
    return jitter_noticed(work.shiftable, work.sample, work.near, seed=work.seed, alpha=work.alpha)


def followed(work: Work) -> int:
    """Fights with an act within the first radius and the days after."""
    counts = near_after(work.sample.acts, work.sample.fights, work.near.radii[:1], work.near.days)
    return int(np.count_nonzero(counts[:, 0]))
