"""What a targeted claim is computed from: tables, odds ratio, corners, worlds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from onrecord.assess.case import Case
from onrecord.assess.finding import Effect
from onrecord.assess.targeted_counts import (
    FEWEST_STRATA,
    KM,
    REACHES,
    Counted,
    Tables,
    Targets,
    counted_in,
    doubtful,
    series_of,
    tables_of,
    tables_on_grids,
)
from onrecord.assess.worlds import InWorlds, World, in_worlds
from onrecord.records.schema import Mask
from onrecord.selection import Selection
from onrecord.stats.bursts import burst_labels
from onrecord.stats.clustered_odds import (
    StratifiedOdds,
    clustered_ps,
    stratified_odds,
    stratified_p,
)
from onrecord.stats.median import median_place
from onrecord.stats.odds import conditional_p, informative
from onrecord.stats.odds_strata import Ints

ALPHA = 0.05
CHECK = 0.25
"""What the p in narrower strata counts: it is a check on the p that decides, as at 0.2 of 0.05, and
with fewer events in each stratum it would otherwise hide what is there."""
GRIDS = 21
"""Ways to lay the borders of the strata. The grid with the median p is the one that is used."""


@dataclass(frozen=True, eq=False)
class Reading:
    """The comparison in strata of one width.

    In wide strata an actor that keeps to the towns of one of the two seems to choose it; and since
    it keeps to them for years, the clusters do not show that. So there is a second reading in
    narrower ones: where both were within reach of one town, say. Its p counts `CHECK`.
    """

    km: float
    tables: Tables
    p: float | None
    """The larger p, without and with the fights of the two between themselves."""
    counts: float = 1.0
    """What the p counts."""

    @property
    def weighed_p(self) -> float | None:
        return None if self.p is None else self.counts * self.p

    @cached_property
    def odds(self) -> StratifiedOdds:
        return stratified_odds(self.tables.tables, self.tables.cluster)

    @cached_property
    def with_fights(self) -> StratifiedOdds:
        """The same with fights between the two as events of both."""
        if self.tables.no_fights:
            return self.odds
        return stratified_odds(self.tables.with_fights, self.tables.cluster)


@dataclass(frozen=True, eq=False)
class Work:
    """Everything that was computed for one claim in the nominal world."""

    case: Case
    targets: Targets
    counted: Counted
    origin: int
    """The grid, of `GRIDS`, that has the median p."""
    wide: Reading
    near: Reading | None
    """In narrower strata; None where they hold too little to compare."""

    @property
    def alpha(self) -> float:
        return ALPHA / self.case.hypotheses

    @property
    def strata(self) -> int:
        return self.wide.odds.exact.informative

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Those that must all hold."""
        return (self.wide, self.near) if self.near else (self.wide,)

    @property
    def p(self) -> float | None:
        """The larger p of the strata and of the narrower ones, these at `CHECK`."""
        return _largest(reading.weighed_p for reading in self.readings)

    @property
    def decides(self) -> StratifiedOdds:
        """The comparison whose p is the larger one."""
        return max(self.readings, key=lambda reading: reading.weighed_p or 0.0).odds

    @property
    def effect(self) -> Effect | None:
        odds = self.wide.odds
        if odds.value is None:
            return None
        return Effect(name="odds ratio", value=odds.value, low=odds.low, high=odds.high)

    @cached_property
    def bursts(self) -> tuple[int, int]:
        """Bursts (10 km, 5 days) of the hits on the one and on the other."""
        one, other = (self._sizes(mask) for mask in (self.counted.hits, self.counted.rather))
        return len(one), len(other)

    def _sizes(self, mask: Mask) -> list[int]:
        events = self.targets.events
        day = events.start[mask].astype("datetime64[D]").astype(np.int64)
        labels = burst_labels(day, events.lat[mask], events.lon[mask])
        return [int(n) for n in np.bincount(labels)] if labels.size else []

    @cached_property
    def usual_burst(self) -> int:
        """Events of the usual burst of hits, on either."""
        sizes = self._sizes(self.counted.hits) + self._sizes(self.counted.rather)
        return max(1, int(np.median(sizes))) if sizes else 1


def work_on(case: Case) -> Work:
    """Counts, tables and odds ratios of a claim, rows as they are coded."""
    if "targeted" not in case.worked:
        case.worked["targeted"] = _work_on(case)
    found: Work = case.worked["targeted"]
    return replace(found, case=case)


def _work_on(case: Case) -> Work:
    targets = series_of(case)
    world = targets.worlds.nominal
    counted = counted_in(targets, world)
    grids = tables_on_grids(targets, world, counted, range(GRIDS))
    origin, p = _median(grids)
    near = _nearer(targets, world, counted, origin)
    return Work(case, targets, counted, origin, Reading(KM, grids[origin], p), near)


def _nearer(targets: Targets, world: World, counted: Counted, origin: int) -> Reading | None:
    """The comparison in the narrowest strata that hold enough for a p."""
    for km in REACHES:
        tables = tables_of(targets, world, counted, origin=origin, km=km)
        if np.count_nonzero(informative(tables.tables)) < FEWEST_STRATA:
            continue
        p = p_with_fights(tables)
        if p is not None:
            return Reading(km, tables, p, CHECK)
    return None


def _median(grids: list[Tables]) -> tuple[int, float | None]:
    """The grid with the median p, and that p; one without a p comes last."""
    # The p is the larger of two, so the one that costs little says which grids need the other.
    clustered = [2.0 if p is None else p for p in _clustered(grids)]
    both: dict[int, float] = {}

    def whole(grid: int) -> float:
        exact = _largest(conditional_p(tables) for tables in ways(grids[grid]))
        both[grid] = 2.0 if exact is None else max(exact, clustered[grid])
        return both[grid]

    place = median_place(clustered, whole)
    return place, both[place] if both[place] <= 1.0 else None


def _clustered(grids: list[Tables]) -> list[float | None]:
    """The larger p between clusters on each grid, without and with the fights of the two."""
    cluster = np.concatenate([one.cluster for one in grids])
    grid = np.repeat(np.arange(len(grids)), [len(one.cluster) for one in grids])
    ways = [[one.tables for one in grids]]
    if not all(one.no_fights for one in grids):
        ways.append([one.with_fights for one in grids])
    ps = [clustered_ps(np.concatenate(way), cluster, grid, len(grids)) for way in ways]
    return [_largest(each) for each in zip(*ps, strict=True)]


def ways(tables: Tables) -> list[Ints]:
    """The tables without the fights of the two between themselves and, if there are any, with."""
    return [tables.tables] if tables.no_fights else [tables.tables, tables.with_fights]


def _largest(ps: Iterable[float | None]) -> float | None:
    """The largest p; None where one cannot be told."""
    largest = 0.0
    for p in ps:
        if p is None:
            return None
        largest = max(largest, p)
    return largest


def p_with_fights(tables: Tables) -> float | None:
    """The larger p, without and with the fights of the two between themselves."""
    return _largest(stratified_p(one, tables.cluster) for one in ways(tables))


def p_in(work: Work, world: World) -> float | None:
    """The p of the claim in a drawn world."""
    counted = counted_in(work.targets, world)

    def again(reading: Reading) -> Reading:
        tables = tables_of(work.targets, world, counted, origin=work.origin, km=reading.km)
        return replace(reading, tables=tables, p=p_with_fights(tables))

    return _largest(again(reading).weighed_p for reading in work.readings)


def stands_in_worlds(work: Work) -> InWorlds:
    """The p that stands in 95 % of worlds, whatever the number of tests."""
    kept = work.case.worked
    if "targeted in worlds" not in kept:
        worlds = work.targets.worlds
        kept["targeted in worlds"] = in_worlds(lambda world: p_in(work, world), worlds, alpha=ALPHA)
    found: InWorlds = kept["targeted in worlds"]
    return found


def corner(work: Work, *, favourable: bool) -> StratifiedOdds:
    """The odds ratio with every possible event counted where it helps the claim, or hurts it."""
    targets, counted = work.targets, work.counted

    def mask(asked: Selection, base: Mask, counts: bool) -> Mask:
        return np.asarray(base | asked.possible if counts else base, dtype=bool)

    with_a = targets.actor.selection.certain
    hits = mask(targets.hit.selection, counted.hits, favourable)
    rather = mask(targets.rather.selection, counted.rather, not favourable)
    involving = mask(targets.one.selection, counted.involving, not favourable)
    other = mask(targets.other.selection, counted.involving_other, favourable)
    both = hits & rather & (not targets.anyone)
    free = ~with_a & ~hits & ~rather
    moved = Counted(
        hits=hits & ~rather,
        rather=rather & ~both,
        on_both=counted.on_both,
        involving=involving & free & (targets.anyone | ~other),
        involving_other=other & free & (targets.anyone | ~involving),
        between=counted.between,
    )
    # Their points as coded, the coarse ones too: where else should they be put?
    world = replace(targets.worlds.nominal, nominal=False)
    tables = tables_of(targets, world, moved, origin=work.origin)
    return stratified_odds(tables.tables, tables.cluster)


def doubtful_rows(work: Work) -> int:
    """Rows of the claim that could be elsewhere, on another day or somebody else's."""
    return int(doubtful(work.targets).sum())
