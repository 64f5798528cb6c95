"""What a targeted claim counts: A's hits on B and C, and the other events of each, by stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Case
from onrecord.assess.windows import LONGEST_DATED
from onrecord.assess.worlds import Asked, World, Worlds, ask, members, whole
from onrecord.records.schema import Events, Mask
from onrecord.selection import Query, Who
from onrecord.selection.where import NEAR
from onrecord.stats.strata import NOWHERE, strata_on_grids

KM, DAYS = 50.0, 30.0
"""Size of a stratum: within it the two are taken to have been within reach alike."""
REACHES = (10.0, 25.0)
"""Widths in which that is asked again, the first in which there is enough to compare."""
FEWEST_STRATA = 5
CLUSTER = 2
"""Strata within twice that size, in space and in time, are one cluster: a burst crosses borders.

For narrower strata too."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Targets:
    """The series of a targeted claim on one table of rows."""

    events: Events
    hit: Asked
    rather: Asked
    actor: Asked
    one: Asked
    """Events that involve the one said to be hit; all events, where that is anyone."""
    other: Asked
    worlds: Worlds
    seed: int
    anyone: bool
    """Whether what is said to be hit is anyone but the other."""


@dataclass(frozen=True, eq=False)
class Counted:
    """Which rows are what, in one world; masks of shape (n,)."""

    hits: Mask
    rather: Mask
    on_both: Mask
    """Acts of A against both at once: no choice between them, so counted for neither."""
    involving: Mask
    """Events that involve the one said to be hit, and neither A nor the other.

    Where that is anyone but the other: all events without A. Fights of the other are among them,
    since somebody else was in those too.
    """
    involving_other: Mask
    between: Mask
    """Fights of the two with each other, without A."""


def series_of(case: Case) -> Targets:
    """The series of a claim, looked up once."""
    hit, rather = case.parts["hit"], case.parts["rather_than"]
    actor, one = hit.resolved.query.who.first, hit.resolved.query.who.second
    other = rather.resolved.query.who.second
    if actor is None or other is None:
        raise TypeError("targeted takes an actor, and one that it is said not to hit")
    events, worlds = whole(case.bench)

    def asked(query: Query) -> Asked:
        return ask(case.bench, events, query)

    series = {
        "hit": asked(hit.query),
        "rather": asked(rather.query),
        "actor": asked(case.asking(Who("involving", actor)).query),
        "one": asked(case.asking(Who("involving", one) if one else Who("anyone")).query),
        "other": asked(case.asking(Who("involving", other)).query),
    }
    return Targets(
        events=events,
        **series,
        worlds=worlds.among(*series.values()),
        seed=case.bench.seed,
        anyone=one is None,
    )


def counted_in(targets: Targets, world: World) -> Counted:
    """The rows of each series in one world."""
    events = targets.events

    def inside(asked: Asked) -> Mask:
        return members(world, events, asked)

    hits, rather = inside(targets.hit), inside(targets.rather)
    one, other = inside(targets.one), inside(targets.other)
    # As coded, an event that is only possibly A's is no certain event without A.
    with_a = targets.actor.selection.who > Level.NONE if world.nominal else inside(targets.actor)
    if targets.anyone:
        nothing = np.zeros(len(events), dtype=bool)
        return Counted(hits & ~rather, rather, nothing, one & ~with_a, other & ~with_a, nothing)
    both = hits & rather
    return Counted(
        hits=hits & ~both,
        rather=rather & ~both,
        on_both=both,
        involving=one & ~other & ~with_a,
        involving_other=other & ~one & ~with_a,
        between=one & other & ~with_a,
    )


@dataclass(frozen=True, eq=False)
class Tables:
    """Hits and opportunities by stratum, shape (strata, 4): hits on the one, hits on the other,
    other events of the one, other events of the other; and the cluster of each stratum."""

    tables: Ints
    with_fights: Ints
    """The same with their fights with each other as events of both."""
    cluster: Ints
    coarse: int
    """Counted rows that are too coarse to fall into a stratum."""

    @cached_property
    def no_fights(self) -> bool:
        """Whether the two did not fight each other in any stratum."""
        return np.array_equal(self.tables, self.with_fights)


def dated_and_placed(events: Events) -> Mask:
    """Rows with a day and a point of their own, shape (n,)."""
    length = (events.end - events.start).astype(np.int64) + 1
    return np.asarray((length <= LONGEST_DATED) & (events.where_prec <= NEAR), dtype=bool)


def tables_of(
    targets: Targets,
    world: World,
    counted: Counted,
    *,
    origin: int = 0,
    km: float = KM,
) -> Tables:
    """The 2 × 2 tables of one world. `origin`: another grid; `km`: strata of another width."""
    return tables_on_grids(targets, world, counted, [origin], km=km)[0]


def tables_on_grids(
    targets: Targets,
    world: World,
    counted: Counted,
    origins: Sequence[int],
    *,
    km: float = KM,
) -> list[Tables]:
    """The tables of `tables_of` on several grids, counted in one go."""
    seeds = [targets.seed + 1_000_003 * origin for origin in origins]
    groups = (
        counted.hits,
        counted.rather,
        counted.involving,
        counted.involving_other,
        counted.between,
    )
    rows = np.concatenate([np.flatnonzero(mask) for mask in groups])
    kind = np.repeat(np.arange(len(groups)), [int(np.count_nonzero(mask)) for mask in groups])
    day, lat, lon = world.day[rows], world.lat[rows], world.lon[rows]

    def strata(width: float, days: float) -> Ints:
        return strata_on_grids(day, lat, lon, km=width, days=days, seeds=seeds)

    label, wide = strata(km, DAYS), strata(KM * CLUSTER, DAYS * CLUSTER)
    usable = label[0] != NOWHERE
    if world.nominal:
        usable &= dated_and_placed(targets.events)[rows]
    order = np.flatnonzero(usable)[np.argsort(day[usable], kind="stable")]
    label, wide = label[:, order], wide[:, order]
    # The labels of each grid come after those of the one before.
    ends = np.arange(len(seeds) + 1) * (int(label.max(initial=0)) + 1)
    every, first, stratum = np.unique(
        (label + ends[:-1, None]).reshape(-1), return_index=True, return_inverse=True
    )
    cell = stratum.reshape(-1) * len(groups) + np.tile(kind[order], len(seeds))
    number = np.bincount(cell, minlength=every.size * len(groups)).reshape(-1, len(groups))
    both = number[:, :4].copy()
    both[:, 2:] += number[:, 4:]
    cluster, coarse = wide.reshape(-1)[first], int(rows.size - order.size)
    return [
        Tables(number[low:high, :4], both[low:high], cluster[low:high], coarse)
        for low, high in pairwise(np.searchsorted(every, ends))
    ]


def imprecise(targets: Targets) -> bool:
    """Whether any row of the claim could be elsewhere, on another day or somebody else's."""
    return bool(doubtful(targets).any())


def doubtful(targets: Targets) -> Mask:
    """Rows of any series that are not certain members, or have no exact day and place."""
    mask = np.zeros(len(targets.events), dtype=bool)
    series = (targets.hit, targets.rather, targets.one, targets.other)
    for asked in series:
        chosen = asked.selection
        mask |= chosen.possible | (chosen.certain & targets.worlds.imprecise)
    return mask
