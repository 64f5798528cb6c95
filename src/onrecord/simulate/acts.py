"""What happens: each act as a cloud of bursts, changed where the war plants a change.

The self-exciting process is drawn as its clusters (Hawkes & Oakes 1974, Journal of Applied
Probability 11(3)): events out of the blue (or drawn by those of another act), and their offspring
generation by generation. All of a generation is drawn at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.checks import SimulationError
from onrecord.simulate.effects import Change
from onrecord.simulate.fronts import Track, places
from onrecord.simulate.land import Land, folded
from onrecord.simulate.war import Acts, Follow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

MOST = 5_000_000
"""Events beyond which a war is taken to have run away."""
AT_ONCE = 1e-6
"""Days within which something follows that follows at once: an event is known by its time."""
SETTLED = 6.0
"""Relaxation times, decay/(1 − branching), for which a process runs before day 0 (e⁻⁶ = 0.2 %)."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """The events of one act, parents before offspring; every array has shape (n,)."""

    time: Floats
    east: Floats
    north: Floats
    kind: Ints
    """Index into the act's own kinds."""
    burst: Ints
    drawer: Ints
    """Index of the act that drew the burst's first event, −1: none did."""
    drawn_by: Ints
    """Its event in the cloud of that act."""

    def __len__(self) -> int:
        return len(self.time)

    def take(self, rows: Mask | Ints) -> Cloud:
        return Cloud(*(getattr(self, f.name)[rows] for f in fields(self)))

    @staticmethod
    def joined(parts: Sequence[Cloud]) -> Cloud:
        if len(parts) == 1:
            return parts[0]
        return Cloud(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Cloud)))


@dataclass(frozen=True, eq=False)
class Ground:
    """What an act is drawn on: its rate in time, its front, the acts before it, the land."""

    rate: Floats
    """Factor of its rate on each day, shape (days,)."""
    way: Track
    earlier: Mapping[str, tuple[int, tuple[str, ...], Cloud]]
    """By key: the number, the kinds and the events of the acts that others may follow."""
    land: Land

    @property
    def days(self) -> int:
        return len(self.rate)


def unfold(
    rng: np.random.Generator,
    act: Acts,
    ground: Ground,
    *,
    times: float = 1.0,
    start: float | None = None,
    stop: float | None = None,
) -> Cloud:
    """Draw an act at `times` its rate from day `start` to `stop` (default: the war), bursts that
    were under way at the start included. Raises SimulationError if it runs away."""
    stop = ground.days if stop is None else stop
    calm = act.bursts.decay_days / (1.0 - act.bursts.branching)
    begin = (0.0 if start is None else start) - (SETTLED * calm if act.bursts.branching else 0.0)
    roots = [_by_itself(rng, act, ground, times, begin, stop)]
    for follow in act.follows:
        roots.append(_drawn(rng, act, follow, ground, times, begin, stop))
    founders = Cloud.joined(roots)
    founders = Cloud(
        founders.time, founders.east, founders.north, founders.kind,
        np.arange(len(founders)), founders.drawer, founders.drawn_by,
    )  # fmt: skip
    return _inside(_with_offspring(rng, act, founders, stop), ground.land)


def _by_itself(
    rng: np.random.Generator, act: Acts, ground: Ground, times: float, begin: float, stop: float
) -> Cloud:
    """What comes out of the blue: a Poisson process with the act's rate in time."""
    first = math.floor(begin)
    day = np.arange(first, math.ceil(stop))
    per_day = act.per_day * (1.0 - act.bursts.branching) * times
    mean = per_day * ground.rate[np.clip(day, 0, ground.days - 1)]
    check_size(float(mean.sum()) / (1.0 - act.bursts.branching), act.key)
    number = rng.poisson(mean)
    time = np.repeat(day, number) + rng.random(int(number.sum()))
    time = time[(time >= begin) & (time < stop)]
    east, north = places(rng, ground.way, act.section, time)
    nobody = np.full(len(time), -1, dtype=np.int64)
    return Cloud(time, east, north, _kinds(rng, act, len(time)), nobody, nobody, nobody)


def _drawn(
    rng: np.random.Generator,
    act: Acts,
    follow: Follow,
    ground: Ground,
    times: float,
    begin: float,
    stop: float,
) -> Cloud:
    """What the events of an earlier act draw."""
    drawer, kinds, source = ground.earlier[follow.after]
    mean = follow.mean * times * (1.0 - act.bursts.branching) / follow.of_bursts
    # One number for each burst, so that all of its events draw or none does.
    bursts = int(source.burst.max()) + 1 if len(source) else 0
    draws = (rng.random(bursts) < follow.of_bursts)[source.burst]
    draws &= (source.time >= follow.first) | (follow.first <= 0)
    if follow.last is not None:
        draws &= source.time < follow.last + 1
    if follow.kind is not None:
        draws &= source.kind == kinds.index(follow.kind)
    check_size(mean * float(draws.sum()), act.key)
    number = rng.poisson(mean, len(source)) * draws
    by = np.repeat(np.arange(len(source)), number)
    time = source.time[by] + rng.uniform(0.0, max(follow.days, AT_ONCE), len(by))
    scatter = rng.normal(0.0, follow.km, (2, len(by)))
    cloud = Cloud(
        time, source.east[by] + scatter[0], source.north[by] + scatter[1],
        _kinds(rng, act, len(by)), by, np.full(len(by), drawer), by,
    )  # fmt: skip
    return cloud.take((time >= begin) & (time < stop))


def _kinds(rng: np.random.Generator, act: Acts, n: int) -> Ints:
    if len(act.kinds) == 1:
        return np.zeros(n, dtype=np.int64)
    weights = np.cumsum([weight for _, weight in act.kinds])
    drawn = rng.random(n) * weights[-1]
    return np.asarray(np.searchsorted(weights[:-1], drawn, side="right"), dtype=np.int64)


def _with_offspring(rng: np.random.Generator, act: Acts, founders: Cloud, stop: float) -> Cloud:
    own, n = act.bursts, len(founders)
    if not own.branching or not n:
        return founders
    time, at = founders.time, np.stack([founders.east, founders.north])
    first, number = 0, np.arange(n)
    times, spots, parents = [time], [at], [np.full(n, -1, dtype=np.int64)]
    while len(number):
        fertility = own.branching * _fertility(rng, own.tail, len(number))
        parent = np.repeat(np.arange(len(number)), rng.poisson(fertility, len(number)))
        check_size(first + len(number) + len(parent), act.key)
        born = time[parent] + rng.exponential(own.decay_days, len(parent))
        keep = born < stop
        parent, time = parent[keep], born[keep]
        at = at[:, parent] + rng.normal(0.0, own.km, (2, len(parent)))
        times.append(time)
        spots.append(at)
        parents.append(first + parent)
        first += len(number)
        number = parent
    return _of_founders(rng, act, founders, times, spots, parents)


def _of_founders(
    rng: np.random.Generator,
    act: Acts,
    founders: Cloud,
    times: Sequence[Floats],
    spots: Sequence[Floats],
    parents: Sequence[Ints],
) -> Cloud:
    """Generations as one cloud; what offspring have from their parents, they have from founders."""
    east, north = np.concatenate(spots, axis=1)
    parent, n = np.concatenate(parents), len(founders)
    kind = np.concatenate([founders.kind, _kinds(rng, act, len(parent) - n)])
    founder = np.arange(len(parent))
    keeps = len(act.kinds) > 1 and act.bursts.kind_kept > 0
    kept = rng.random(len(parent)) < act.bursts.kind_kept if keeps else None
    first = n
    for generation in parents[1:]:
        own = slice(first, first + len(generation))
        founder[own] = founder[generation]
        if kept is not None:
            kind[own] = np.where(kept[own], kind[generation], kind[own])
        first += len(generation)
    return Cloud(
        np.concatenate(times), east, north, kind, founders.burst[founder],
        founders.drawer[founder], founders.drawn_by[founder],
    )  # fmt: skip


def _fertility(rng: np.random.Generator, tail: float | None, n: int) -> Floats | float:
    """Relative fertility, mean 1: all alike, or Pareto with index `tail`."""
    if tail is None:
        return 1.0
    return np.asarray((tail - 1.0) / tail * (1.0 - rng.random(n)) ** (-1.0 / tail))


def _inside(cloud: Cloud, land: Land) -> Cloud:
    """The cloud inside the land and, where the land is settled, at its settlements."""
    east, north = folded(land, cloud.east, cloud.north)
    if land.settled:
        at = land.map.nearest(east, north)
        east, north = land.map.east[at], land.map.north[at]
    rest = (cloud.kind, cloud.burst, cloud.drawer, cloud.drawn_by)
    return Cloud(cloud.time, east, north, *rest)


def changed(
    rng: np.random.Generator, cloud: Cloud, act: Acts, change: Change, ground: Ground
) -> Cloud:
    """The cloud with a change planted: whole bursts fewer, or more bursts of the same process."""
    stop = ground.days if change.days is None else min(ground.days, change.first + change.days)
    if change.times > 1.0:
        more = unfold(rng, act, ground, times=change.times - 1.0, start=change.first, stop=stop)
        more = more.take(_within(more, change, stop, ground.land))
        further = int(cloud.burst.max()) + 1 if len(cloud) else 0
        rest = (more.drawer, more.drawn_by)
        more = Cloud(more.time, more.east, more.north, more.kind, more.burst + further, *rest)
        return Cloud.joined([cloud, more])
    bursts = int(cloud.burst.max()) + 1 if len(cloud) else 0
    stays = (rng.random(bursts) < change.times)[cloud.burst]
    return cloud.take(stays | ~_within(cloud, change, stop, ground.land))


def _within(cloud: Cloud, change: Change, stop: float, land: Land) -> Mask:
    """Which events lie in the window and the place of a change, shape (n,)."""
    inside = (cloud.time >= change.first) & (cloud.time < stop)
    if change.near is not None:
        east, north = centre_of(change.near, land)
        inside &= np.hypot(cloud.east - east, cloud.north - north) <= change.km
    return inside


def centre_of(near: str | tuple[float, float], land: Land) -> tuple[float, float]:
    """The point (km) that a settlement's name or a pair of coordinates means."""
    if not isinstance(near, str):
        return near
    index = land.map.index[near]
    return float(land.map.east[index]), float(land.map.north[index])


def check_size(events: float, key: str) -> None:
    """Raises SimulationError for more events than a simulation should make."""
    if events > MOST:
        raise SimulationError(
            f"the acts “{key}” come to more than {MOST:,} events",
            todo="Lower their rate, branching ratio or what follows what.",
        )
