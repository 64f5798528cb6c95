"""Everything that happened in a war, act by act, in one list in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.acts import AT_ONCE, Cloud, Ground, changed, unfold
from onrecord.simulate.effects import Taking
from onrecord.simulate.fronts import rates, track
from onrecord.simulate.land import degrees
from onrecord.simulate.war import CIVILIANS, Pace, War

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FRONT, COMMON, PACE, ACT, CHANGE = range(5)
"""Streams of random numbers. Each part of a war has its own, so that to change one part leaves
the others as they were."""

CAPTURE = "capture"

Form = Literal["ged", "acled"]
"""Whose form a record has: UCDP GED's or ACLED's."""
FORMS: tuple[Form, ...] = ("ged", "acled")


def stream(seed: int, part: int, *number: int) -> np.random.Generator:
    """The random numbers of one part of a war."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, part, *number))))


@dataclass(frozen=True, eq=False)
class Happened:
    """What happened, whether reported or not, in order of time; every array has shape (n,)."""

    time: Floats
    """Days from the start, with fractions."""
    east: Floats
    """km from the centre of the land."""
    north: Floats
    lat: Floats
    lon: Floats
    settlement: Ints
    """Index of the nearest settlement in `war.land.map`."""
    act: Ints
    """Index into `war.acts`; −1: a settlement changed hands."""
    kind: Ints
    """Index into `Drawn.kinds`."""
    side_a: Ints
    """Index into `Drawn.sides`: who acts, where the act has a direction."""
    side_b: Ints
    burst: Ints
    """Number of the burst: an event out of the blue, or drawn by another, and its offspring."""
    drawn_by: Ints
    """The event (index into these arrays) that drew the burst's first event, −1 if none did."""

    @property
    def day(self) -> Ints:
        """Whole days from the start."""
        return np.floor(self.time).astype(np.int64)

    def __len__(self) -> int:
        return len(self.time)

    def take(self, rows: Ints) -> Happened:
        """Some of it; `drawn_by` still counts in all of it."""
        return Happened(*(getattr(self, f.name)[rows] for f in fields(self)))


def kinds_of(war: War) -> tuple[str, ...]:
    """The kinds of event of a war, sorted."""
    return tuple(sorted({kind for act in war.acts for kind, _ in act.kinds} | {CAPTURE}))


def sides_of(war: War) -> tuple[str, ...]:
    """The parties of a war and the civilians, sorted."""
    return tuple(sorted({actor.name for actor in war.actors} | {CIVILIANS}))


def happen(war: War, seed: int) -> Happened:
    """Draw everything that happens in the war."""
    ways = {
        front.name: track(stream(seed, FRONT, i), front, war.days, war.land)
        for i, front in enumerate(war.fronts)
    }
    common = rates(stream(seed, COMMON), war.pace, war.days)
    steady = np.ones(war.days)
    earlier: dict[str, tuple[int, tuple[str, ...], Cloud]] = {}
    for i, act in enumerate(war.acts):
        way = ways[act.front]
        plain = act.pace == Pace()
        own = steady if plain else rates(stream(seed, PACE, i), act.pace, war.days)
        ground = Ground(common * own * way.busy, way, earlier, war.land)
        cloud = unfold(stream(seed, ACT, i), act, ground)
        for j, change in enumerate(war.changes):
            if change.of in ("", act.key) and change.times != 1.0:
                cloud = changed(stream(seed, CHANGE, i, j), cloud, act, change, ground)
        earlier[act.key] = (i, tuple(kind for kind, _ in act.kinds), cloud)
    return _in_order(war, [cloud for _, _, cloud in earlier.values()])


def _in_order(war: War, clouds: Sequence[Cloud]) -> Happened:
    names = {name: i for i, name in enumerate(kinds_of(war))}
    sides = {name: i for i, name in enumerate(sides_of(war))}
    sizes = [len(cloud) for cloud in clouds]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    bursts = [int(cloud.burst.max()) + 1 if len(cloud) else 0 for cloud in clouds]
    before = np.concatenate([[0], np.cumsum(bursts)]).astype(np.int64)
    taken = _taken(war)
    new = int(before[-1]) + np.arange(len(taken))
    kinds = [np.asarray([names[k] for k, _ in act.kinds]) for act in war.acts]
    pairs = [[sides[name] for name in act.between] for act in war.acts]
    gained = [(sides[t.by], sides[t.lost_by]) for t in taken]
    at = np.asarray([war.land.map.index[t.settlement] for t in taken], dtype=np.int64)
    time = _all([c.time for c in clouds], [t.day + 0.5 + AT_ONCE * i for i, t in enumerate(taken)])
    act = _all([np.full(n, i) for i, n in enumerate(sizes)], [-1] * len(taken))
    side = [
        _all([np.full(n, p[s]) for n, p in zip(sizes, pairs, strict=True)], [g[s] for g in gained])
        for s in (0, 1)
    ]
    drawn_by = _all(
        [np.where(c.drawer >= 0, starts[c.drawer] + c.drawn_by, -1) for c in clouds],
        [-1] * len(taken),
    )
    order = np.argsort(time, kind="stable")
    order = order[(time[order] >= 0) & (time[order] < war.days)]
    # Where each event came to stand; −1, the last entry, for those outside the war and for none.
    became = np.full(len(time) + 1, -1, dtype=np.int64)
    became[order] = np.arange(len(order))
    east = _all([c.east for c in clouds], war.land.map.east[at])[order]
    north = _all([c.north for c in clouds], war.land.map.north[at])[order]
    kind = _all([k[c.kind] for k, c in zip(kinds, clouds, strict=True)], [names[CAPTURE]] * len(at))
    burst = _all([c.burst + b for c, b in zip(clouds, before[:-1], strict=True)], new)
    lat, lon = degrees(east, north)
    return Happened(
        time=time[order], east=east, north=north, lat=lat, lon=lon,
        settlement=war.land.map.nearest(east, north), act=_ints(act)[order],
        kind=_ints(kind)[order], side_a=_ints(side[0])[order], side_b=_ints(side[1])[order],
        burst=_ints(burst)[order], drawn_by=became[_ints(drawn_by)[order]],
    )  # fmt: skip


def _all(parts: Sequence[NDArray[np.generic]], more: Sequence[float] | Floats | Ints) -> Floats:
    last = np.asarray(more, dtype=np.float64 if not parts else parts[0].dtype)
    return np.concatenate([*parts, last])


def _ints(values: NDArray[np.generic]) -> Ints:
    return values.astype(np.int64)


def _taken(war: War) -> list[Taking]:
    return [effect for effect in war.effects if isinstance(effect, Taking)]
