"""How often a choice of target is borne out where there is none, and where there is one.

    python benchmarks/choice_of_target.py [--draws 1000] [--seed 20171023] [--part null|power]

Prints tables; nothing here is timed or asserted. A war has sectors in which B and C are present,
each more or less so and changing over time; their other fights are drawn in proportion to that
presence, and A's hits too, where and when A is active: without a preference at the same odds, with
one at `odds` times those for B. All come in self-exciting bursts (a few kilometres, a few days).
“exact” is the exact conditional test on events, “on bursts” the same on bursts (10 km, 5 days),
“plain” the same without strata, “test” what onrecord uses (`stratified_p`, the median of 21 grids).
A cell passes if the upper end of its Wilson interval is at most 6.5 %.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.stats import burst_labels, space_time_strata, stratified_p, wilson
from onrecord.stats.odds import conditional_p, informative

LIMIT = 0.065
KM_A_DEGREE = 111.2
GRIDS, FEWEST = 21, 5
Random = np.random.Generator
Floats = NDArray[np.float64]
Points = tuple[Floats, Floats, Floats]


@dataclass(frozen=True)
class War:
    """One cell of the table; numbers are expected events, children included."""

    name: str
    one: int = 700
    other: int = 700
    hits: int = 250
    days: int = 1080
    sectors: int = 10
    branching: float = 0.5
    heavy: bool = False
    speed: float = 0.0
    """Km a day by which each sector moves."""
    offensive: int | None = None
    """Days of an offensive; None: presence drifts over months."""
    together: bool = False
    """Whether the offensives of B and C are the same."""
    spread: float = 12.0
    apart: float = 15.0
    """Km between the two sides of a sector."""
    odds: float = 1.0


NULLS = (
    War("no bursts", branching=0.0),
    War("bursts 0.5"),
    War("bursts 0.8", branching=0.8),
    War("heavy-tailed bursts", branching=0.7, heavy=True),
    War("9 : 1 as active", one=1260, other=140, branching=0.0),
    War("1 : 9 as active", one=140, other=1260, branching=0.0),
    War("9 : 1, heavy tails", one=1260, other=140, branching=0.7, heavy=True),
    War("1 : 9, heavy tails", one=140, other=1260, branching=0.7, heavy=True),
    War("dense front, 4 : 1", 1600, 400, 200, 720, 3, spread=6.0),
    War("dense front, 1 : 4", 400, 1600, 200, 720, 3, spread=6.0),
    War("front 1 km a day", speed=1.0),
    War("3 km, 7-day offensives", speed=3.0, offensive=7),
    War("30-day offensives, shared", offensive=30, together=True),
    War("7-day offensives, 9 : 1", 1260, 140, offensive=7, spread=6.0, apart=30.0),
    War("few hits", hits=60, one=150, other=150, days=720, sectors=4),
)
POWER = (
    War("10 strata", 200, 200, 80, 720, 4),
    War("20 strata", 400, 400, 160, 1080, 6),
    War("40 strata", 800, 800, 320, 1440, 9),
)


def presence(rng: Random, war: War, offensive: int | None) -> Floats:
    """How present a side is on each day, mean 1: a slow random walk, or offensives."""
    if offensive is None:
        walk = np.empty(war.days)
        step = rng.normal(size=war.days)
        keep = np.exp(-1 / 60)
        walk[0] = step[0]
        for day in range(1, war.days):
            walk[day] = keep * walk[day - 1] + np.sqrt(1 - keep**2) * step[day]
        level = np.exp(walk)
    else:
        level = np.full(war.days, 0.2)
        for _ in range(max(1, war.days // (6 * offensive))):
            start = int(rng.integers(war.days))
            level[start : start + offensive] = 4.0
    return np.asarray(level / level.mean())


def with_children(rng: Random, war: War, day: Floats, x: Floats, y: Floats) -> Points:
    """The events and all that follow from them."""
    parts = [(day, x, y)]
    while day.size and war.branching and sum(part[0].size for part in parts) < 20_000:
        mean = np.full(day.size, war.branching)
        if war.heavy:
            mean *= 0.8 * rng.pareto(1.8, day.size)
        parent = np.repeat(np.arange(day.size), np.minimum(rng.poisson(mean), 60))
        day = day[parent] + rng.exponential(2.0, parent.size)
        x, y = (c[parent] + rng.normal(0.0, 4.0, parent.size) for c in (x, y))
        parts.append((day, x, y))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))  # type: ignore[return-value]


def drawn(rng: Random, war: War) -> list[Points]:
    """Hits on B, hits on C, other events of B, other events of C."""
    k = war.sectors
    centre, heading, side = rng.uniform(0, 300, (2, k)), *rng.uniform(0, 2 * np.pi, (2, k))
    size = np.exp(rng.normal(size=(2, k)))
    own = np.stack([presence(rng, war, war.offensive) for _ in range(k)])
    their = own if war.together else np.stack([presence(rng, war, war.offensive) for _ in range(k)])
    active = np.stack([presence(rng, war, war.offensive or 30) for _ in range(k)])
    one, other = size[0][:, None] * own, size[1][:, None] * their
    one, other = war.one * one / one.sum(), war.other * other / other.sum()
    hit_one, hit_other = war.odds * one * active, other * active
    hits = war.hits / (hit_one.sum() + hit_other.sum())

    def series(rate: Floats, which: float) -> Points:
        n = rng.poisson(rate.sum() * (1.0 - war.branching))
        cell = rng.choice(rate.size, n, p=(rate / rate.sum()).ravel())
        sector, day = np.unravel_index(cell, rate.shape)
        moved = war.speed * (day - war.days / 2)
        x = centre[0][sector] + moved * np.cos(heading[sector])
        y = centre[1][sector] + moved * np.sin(heading[sector])
        x += which * war.apart / 2 * np.cos(side[sector]) + rng.normal(0, war.spread, n)
        y += which * war.apart / 2 * np.sin(side[sector]) + rng.normal(0, war.spread, n)
        return with_children(rng, war, day + rng.random(n), x, y)

    return [
        series(hits * hit_one, 1.0),
        series(hits * hit_other, -1.0),
        series(one, 1.0),
        series(other, -1.0),
    ]


def said(war: War, seed: int, number: int) -> tuple[bool, bool, bool, bool, int]:
    """Whether exact, on bursts, plain and the test say yes, and how many strata tell something."""
    parts = drawn(np.random.default_rng([seed, number]), war)
    day, x, y = (np.concatenate(column) for column in zip(*parts, strict=True))
    kind = np.repeat(np.arange(4), [part[0].size for part in parts])
    order = np.argsort(day, kind="stable")
    day, lat, lon = np.floor(day[order]), y[order] / KM_A_DEGREE, x[order] / KM_A_DEGREE
    kind = kind[order]

    def tables(rows: NDArray[np.int64], grid: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        where = day[rows], lat[rows], lon[rows]
        label = space_time_strata(*where, seed=number + 1_000_003 * grid)
        wide = space_time_strata(*where, km=100, days=60, seed=number + 1_000_003 * grid)
        _, first, stratum = np.unique(label, return_index=True, return_inverse=True)
        table = np.zeros((first.size, 4), dtype=np.int64)
        np.add.at(table, (stratum, kind[rows]), 1)
        return table, wide[first]

    def p_on(grid: int) -> float:
        table, cluster = tables(np.arange(day.size), grid)
        p = stratified_p(table, cluster) if informative(table).sum() >= FEWEST else None
        return 1.0 if p is None else p

    every, _ = tables(np.arange(day.size), 0)
    bursts = burst_labels(day, lat, lon, group=kind)
    firsts, _ = tables(np.sort(np.unique(bursts, return_index=True)[1]), 0)
    median = float(np.median([p_on(grid) for grid in range(GRIDS)]))
    plain = [conditional_p(t) for t in (every, firsts, every.sum(axis=0)[None])]
    yes = [p is not None and p <= 0.05 for p in plain]
    return yes[0], yes[1], yes[2], median <= 0.05, int(informative(every).sum())


def table_of(wars: tuple[War, ...], draws: int, seed: int) -> None:
    print(f"{'war':26} {'strata':>6} {'exact':>6} {'on bursts':>9} {'plain':>6} {'test':>20}")
    for war in wars:
        found = np.array([said(war, seed, number) for number in range(draws)], dtype=float)
        exact, bursts, plain, test, strata = found.mean(axis=0)
        share = wilson(int(found[:, 3].sum()), draws)
        mark = "!" if war.odds == 1.0 and share.high > LIMIT else " "
        beside = f"{100 * exact:6.1f} {100 * bursts:9.1f} {100 * plain:6.1f} {100 * test:5.1f}"
        interval = f"[{100 * share.low:4.1f}, {100 * share.high:4.1f}]{mark}"
        print(f"{war.name:26} {strata:6.0f} {beside} {interval}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--draws", type=int, default=1000)
    options.add_argument("--seed", type=int, default=20171023)
    options.add_argument("--part", choices=["null", "power"])
    options.add_argument("--war", help="only the wars whose name begins so")
    given = options.parse_args()

    def chosen(wars: tuple[War, ...]) -> tuple[War, ...]:
        return tuple(war for war in wars if war.name.startswith(given.war or ""))

    if given.part != "power":
        print("No preference: says yes at 5 % in % of wars [95 % Wilson]; '!' above 6.5 %")
        table_of(chosen(NULLS), given.draws, given.seed)
    if given.part != "null":
        for odds in (2.0, 4.0):
            for branching in (0.0, 0.5, 0.8):
                print(f"\nOdds of {odds:g} for B, branching {branching:g}")
                wars = tuple(replace(war, odds=odds, branching=branching) for war in POWER)
                table_of(chosen(wars), given.draws // 4, given.seed)


if __name__ == "__main__":
    main()
