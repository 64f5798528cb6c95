"""How often “followed by more” is said where nothing follows, and where something does.

    OMP_NUM_THREADS=1 python benchmarks/followed.py [--draws 2000] [--world front …]
        [--branching 0.5] [--heavy] [--effect 0]

Prints a line for each world; nothing here is timed or asserted. A world is three years of treatment
events, control events and events that may follow them (about 220, 220 and 700), in 25 towns of
200 × 200 km, each event with offspring within some days and kilometres (`--branching`, the mean
number; `--heavy`, most of them from few). `--effect` plants so many further events after each
treatment event. “regression” is matched wake analysis (Schutte & Donnay 2014) within 7 days and
10 km, counted where its two-sided p is at most 5 % and its effect above zero: 2.5 % would be right.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.stats import wilson
from onrecord.stats.wake import wake_counts
from onrecord.stats.wake_bursts import burst_wakes
from onrecord.stats.wake_effect import matched_wakes
from onrecord.stats.wake_permuted import followed_test

Floats = NDArray[np.float64]
Random = np.random.Generator
Seeds = tuple[Floats, Floats, Floats]
"""Days, and km east and north."""

LENGTH, SIDE, TOWNS = 1_000, 200.0, 25
TREATED, CONTROL, FOLLOWING = 220, 220, 700
DAYS, KM, WINDOW = (3, 7, 14), (5.0, 10.0, 20.0), 4
KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Shape:
    branching: float
    heavy: bool


def grown(
    rng: Random, seeds: Seeds, shape: Shape
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """The events and their offspring, with the number of the first of each family."""
    generation = (*seeds, np.arange(seeds[0].size))
    parts = [generation]
    for _ in range(30):
        n = generation[0].size
        if shape.heavy:
            children = np.minimum(
                rng.negative_binomial(0.15, 0.15 / (0.15 + shape.branching), n), 60
            )
        else:
            children = rng.poisson(shape.branching, n)
        if not children.sum():
            break
        of = np.repeat(np.arange(n), children)
        generation = (
            generation[0][of] + rng.exponential(4.0, of.size),
            generation[1][of] + rng.normal(0.0, 3.0, of.size),
            generation[2][of] + rng.normal(0.0, 3.0, of.size),
            generation[3][of],
        )
        parts.append(generation)
    day, east, north, family = (np.concatenate(column) for column in zip(*parts, strict=True))
    return day, east, north, family


@dataclass(frozen=True)
class Land:
    """Towns, and how many events of a series have no parent."""

    rng: Random
    towns: Floats
    shape: Shape

    def number(self, total: float) -> int:
        return max(2, int(total * (1.0 - self.shape.branching)))

    def grow(self, seeds: Seeds) -> Seeds:
        return grown(self.rng, seeds, self.shape)[:3]

    def around(self, town: NDArray[np.int64], day: Floats, spread: float) -> Seeds:
        return (
            day,
            self.towns[town, 0] + self.rng.normal(0.0, spread, town.size),
            self.towns[town, 1] + self.rng.normal(0.0, spread, town.size),
        )

    def anywhere(self, total: float, weight: Floats | None = None) -> Seeds:
        """In towns of unequal weight, on any day."""
        n = self.number(total)
        if weight is None:
            weight = self.rng.pareto(1.2, TOWNS) + 0.2
        town = self.rng.choice(TOWNS, n, p=weight / weight.sum())
        return self.around(town, self.rng.uniform(0.0, LENGTH, n), 4.0)

    def offensives(self, number: int, length: float) -> Callable[[float, Floats | None], Seeds]:
        """A drawer of events in offensives that all series share, by the weight of each."""
        town = self.rng.choice(TOWNS, number)
        begin = self.rng.uniform(0.0, LENGTH - length, number)

        def draw(total: float, weight: Floats | None = None) -> Seeds:
            p = None if weight is None else weight / weight.sum()
            which = self.rng.choice(number, self.number(total), p=p)
            day = begin[which] + self.rng.uniform(0.0, length, which.size)
            return self.around(town[which], day, 6.0)

        return draw


Three = tuple[Seeds, Seeds, Seeds]
"""Treatment, control, and what may follow."""


def independent(land: Land) -> Three:
    """Three series with hot spots of their own."""
    return (
        land.grow(land.anywhere(TREATED)),
        land.grow(land.anywhere(CONTROL)),
        land.grow(land.anywhere(FOLLOWING)),
    )


def one_fight(land: Land) -> Three:
    """All events from the same bursts; a burst has treatment or control events, not both."""
    total = TREATED + CONTROL + FOLLOWING
    day, east, north, family = grown(land.rng, land.anywhere(total), land.shape)
    mark = (land.rng.random(int(family.max()) + 1) < 0.5)[family]
    following = land.rng.random(day.size) < FOLLOWING / total

    def part(mask: NDArray[np.bool_]) -> Seeds:
        return day[mask], east[mask], north[mask]

    return part(mark & ~following), part(~mark & ~following), part(following)


def front(land: Land) -> Three:
    """A front that goes round in 500 days; the rates of the three drift, each by itself."""

    def draw(total: float) -> Seeds:
        drift = np.cumsum(land.rng.normal(0.0, 0.6, 60))
        rate = np.exp(np.clip(drift - drift.mean(), -1.5, 1.5))
        n = land.number(3.0 * total)
        day = land.rng.uniform(0.0, LENGTH, n)
        angle = 2.0 * np.pi * day / 500.0
        east = 100.0 + 60.0 * np.cos(angle) + land.rng.normal(0.0, 25.0, n)
        north = 100.0 + 60.0 * np.sin(angle) + land.rng.normal(0.0, 25.0, n)
        kept = land.rng.random(n) < (rate / rate.max())[(day / LENGTH * 60).astype(int)]
        return land.grow((day[kept], east[kept], north[kept]))

    return draw(TREATED), draw(CONTROL), draw(FOLLOWING)


def shared_offensives(land: Land, number: int, length: float) -> Three:
    """Offensives with a share of treatment events, and of what may follow, of their own."""
    draw = land.offensives(number, length)
    share, level = land.rng.random(number), land.rng.gamma(0.7, 1.0, number)
    return (
        land.grow(draw(TREATED, share)),
        land.grow(draw(CONTROL, 1.0 - share)),
        land.grow(draw(FOLLOWING, level)),
    )


def own_offensives(land: Land) -> Three:
    """Offensives that bring treatment events and half of the others; control at any time."""
    draw = land.offensives(50, 14.0)
    treated = land.grow(draw(TREATED, None))
    control = land.grow(land.anywhere(CONTROL))
    during, else_ = land.grow(draw(FOLLOWING / 2, None)), land.grow(land.anywhere(FOLLOWING / 2))
    both = tuple(np.concatenate(pair) for pair in zip(during, else_, strict=True))
    return treated, control, (both[0], both[1], both[2])


def unequal_places(land: Land, apart: bool) -> Three:
    """Towns with a share of treatment events of their own, or treatment in the east alone."""
    share = np.where(land.towns[:, 0] > 100.0, 0.9, 0.1) if apart else land.rng.random(TOWNS)
    level, base = land.rng.pareto(1.0, TOWNS) + 0.2, land.rng.gamma(2.0, 1.0, TOWNS)
    return (
        land.grow(land.anywhere(TREATED, share * base)),
        land.grow(land.anywhere(CONTROL, (1.0 - share) * base)),
        land.grow(land.anywhere(FOLLOWING, level)),
    )


def retaliation(land: Land) -> Three:
    """Treatment events come after the others, and bring none."""
    following = land.grow(land.anywhere(FOLLOWING))
    control = land.grow(land.anywhere(CONTROL))
    after = land.rng.choice(following[0].size, land.number(TREATED))
    treated = (
        following[0][after] + land.rng.exponential(3.0, after.size),
        following[1][after] + land.rng.normal(0.0, 4.0, after.size),
        following[2][after] + land.rng.normal(0.0, 4.0, after.size),
    )
    return land.grow(treated), control, following


def lulls(land: Land) -> Three:
    """Treatment events come only where nothing was within 10 km in the fortnight before."""
    following = land.grow(land.anywhere(FOLLOWING))
    control = land.grow(land.anywhere(CONTROL))
    day, east, north = land.anywhere(3.0 * TREATED)
    lag = day[:, None] - following[0]
    near = np.maximum(abs(east[:, None] - following[1]), abs(north[:, None] - following[2])) <= 10.0
    quiet = np.flatnonzero(~((lag > 0.0) & (lag <= 14.0) & near).any(axis=1))
    quiet = quiet[: land.number(TREATED)]
    return land.grow((day[quiet], east[quiet], north[quiet])), control, following


WORLDS: dict[str, Callable[[Land], Three]] = {
    "independent": independent,
    "one fight": one_fight,
    "front": front,
    "offensives of 30 days": lambda land: shared_offensives(land, 40, 30.0),
    "offensives of 7 days": lambda land: shared_offensives(land, 80, 7.0),
    "unequal towns": lambda land: unequal_places(land, apart=False),
    "east and west": lambda land: unequal_places(land, apart=True),
    "own offensives": own_offensives,
    "retaliation": retaliation,
    "lulls": lulls,
}


@dataclass
class Said:
    """How often each answer was given."""

    more: int = 0
    fewer: int = 0
    undecided: int = 0
    regression: int = 0
    covered: int = 0


def drawn(name: str, draws: int, shape: Shape, effect: float) -> Said:
    said = Said()
    for number in range(draws):
        rng = np.random.default_rng([20_141_023, number, *name.encode()])
        land = Land(rng, rng.uniform(0.0, SIDE, (TOWNS, 2)), shape)
        treated, control, following = WORLDS[name](land)
        if effect:
            of = np.repeat(np.arange(treated[0].size), rng.poisson(effect, treated[0].size))
            planted = (
                treated[0][of] + rng.uniform(1.0, 7.0, of.size),
                treated[1][of] + rng.normal(0.0, 3.0, of.size),
                treated[2][of] + rng.normal(0.0, 3.0, of.size),
            )
            both = tuple(np.concatenate(pair) for pair in zip(following, planted, strict=True))
            following = (both[0], both[1], both[2])
        series = (treated, control, following)
        kind = np.repeat(np.arange(3), [part[0].size for part in series])
        day, east, north = (np.concatenate(column) for column in zip(*series, strict=True))
        inside = day < LENGTH
        kind, day = kind[inside], np.floor(day[inside])
        lat = 35.0 + north[inside] / KM_PER_DEGREE
        lon = 37.0 + east[inside] / KM_PER_DEGREE / np.cos(np.radians(36.0))
        counts = wake_counts(
            day,
            lat,
            lon,
            treatment=kind == 0,
            control=kind == 1,
            dependent=kind == 2,
            days=DAYS,
            km=KM,
            covered=(0.0, LENGTH - 1.0),
        )
        naive = matched_wakes(counts)[WINDOW]
        said.regression += (naive.p or 1.0) <= 0.05 and (naive.effect or 0.0) > 0.0
        bursts = burst_wakes(counts, day, lat, lon, seed=number)
        test = followed_test(bursts, window=WINDOW, seed=number, permutations=199)
        if test.p_more is None or test.p_fewer is None or test.low is None or test.high is None:
            said.undecided += 1
            continue
        said.more += test.p_more <= 0.05
        said.fewer += test.p_fewer <= 0.05
        said.covered += test.low <= 0.0 <= test.high
    return said


def share(hits: int, draws: int) -> str:
    if not draws:
        return "–"
    limits = wilson(hits, draws)
    return f"{100 * hits / draws:.1f} [{100 * limits.low:.1f}, {100 * limits.high:.1f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--world", choices=[*WORLDS], nargs="*", default=[*WORLDS])
    parser.add_argument("--branching", type=float, default=0.5)
    parser.add_argument("--heavy", action="store_true")
    parser.add_argument("--effect", type=float, default=0.0)
    chosen = parser.parse_args()
    shape = Shape(chosen.branching, chosen.heavy)
    print(f"% of {chosen.draws} draws [95 % Wilson]; shares of those decided, but regression")
    print(f"{'world':22} {'more':>18} {'fewer':>18} {'zero covered':>20} undecided regression")
    for name in chosen.world:
        said = drawn(name, chosen.draws, shape, chosen.effect)
        decided = chosen.draws - said.undecided
        print(
            f"{name:22} {share(said.more, decided):>18} {share(said.fewer, decided):>18} "
            f"{share(said.covered, decided):>20} {100 * said.undecided / chosen.draws:9.1f} "
            f"{100 * said.regression / chosen.draws:10.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
