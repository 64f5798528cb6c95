"""What a followed claim is computed from: the test, other grids, worlds, corner, power, tipping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from onrecord.assess.case import Case
from onrecord.assess.finding import Effect
from onrecord.assess.followed_rows import (
    DAYS,
    KM,
    WINDOW,
    Kinds,
    Rows,
    Wakes,
    apart,
    kinds_in,
    on_grid,
    rows_of,
    wakes_in,
    with_planted,
)
from onrecord.assess.worlds import InWorlds, World, in_worlds
from onrecord.stats.bursts import burst_labels
from onrecord.stats.wake_bursts import BurstWakes
from onrecord.stats.wake_effect import WakeEffect, matched_wakes
from onrecord.stats.wake_permuted import PERMUTATIONS, Followed, followed_test

ALPHA = 0.05
ORIGINS = 20
"""Other places for the borders of the strata at which the answer is tried."""
TIMES = (2.0, 3.0, 5.0, 10.0)
PLACEBOS = 30
OFTEN = 0.8
MOST_ADDED = 64
MOST_RATIO = 10.0

MORE, FEWER = 1, -1


@dataclass(frozen=True, eq=False)
class Work:
    """Everything that was computed for one claim in the nominal world."""

    case: Case
    rows: Rows
    kinds: Kinds
    wakes: Wakes
    test: Followed

    @cached_property
    def naive(self) -> WakeEffect:
        """The matched wake regression (Schutte & Donnay 2014) in the window of the effect."""
        return matched_wakes(self.wakes.counts)[WINDOW]

    @property
    def alpha(self) -> float:
        return ALPHA / self.case.hypotheses

    @property
    def effect(self) -> Effect | None:
        test = self.test
        if test.effect is None:
            return None
        return Effect(
            name=f"extra events per event within {KM[1]:g} km and {DAYS[1]} days",
            value=test.effect,
            low=test.low,
            high=test.high,
        )

    @property
    def followed(self) -> int:
        """Events counted after a treatment event in the widest window, each as often as it is."""
        counts = self.wakes.counts
        kept = counts.treated & counts.complete.all(axis=1)
        return int(counts.dependent_post[kept, -1, -1].sum())


def work_on(case: Case) -> Work:
    """Counts, bursts and test of a claim, rows as they are coded."""
    if "followed" not in case.worked:
        case.worked["followed"] = _work_on(case)
    found: Work = case.worked["followed"]
    return replace(found, case=case)


def _work_on(case: Case) -> Work:
    rows = rows_of(case)
    world = rows.worlds.nominal
    kinds = kinds_in(rows, world)
    wakes = wakes_in(rows, world, kinds, overlaps=True)
    test = followed_test(wakes.bursts, window=WINDOW, seed=rows.seed)
    return Work(case, rows, kinds, wakes, test)


def _p(bursts: BurstWakes, seed: int, sign: int, permutations: int = PERMUTATIONS) -> float | None:
    found = followed_test(bursts, window=WINDOW, seed=seed, permutations=permutations)
    return found.p_more if sign == MORE else found.p_fewer


def grids_that_agree(work: Work, sign: int) -> float:
    """Share of other grids of strata, of the same size, on which p is as small as needed.

    Of as many as it takes for half of all to agree: how many more do is not said anywhere.
    """
    agree = 0
    for origin in range(1, ORIGINS + 1):
        p = _p(on_grid(work.rows, work.wakes, origin), work.rows.seed, sign)
        agree += p is not None and p <= work.alpha
        if 2 * agree >= ORIGINS:
            return agree / origin
    return agree / ORIGINS


def stands_in_worlds(work: Work, sign: int) -> InWorlds:
    """The p that stands in 95 % of the worlds."""

    def p_of(world: World) -> float | None:
        wakes = wakes_in(work.rows, world, kinds_in(work.rows, world))
        return _p(wakes.bursts, work.rows.seed, sign)

    return in_worlds(p_of, work.rows.worlds, alpha=work.alpha)


def keeps_its_sign(work: Work, sign: int) -> bool:
    """Whether the effect stays on its side where possible events count against it.

    They are then among what followed the events of comparison and preceded the others, and not
    among what followed those; at the points that they are coded with.
    """
    rows = work.rows
    world = replace(rows.worlds.nominal, nominal=False)
    chosen = rows.dependent.selection
    pointed = rows.fit & np.isfinite(world.lat)
    sure = work.kinds
    every = apart(
        np.asarray((chosen.certain | chosen.possible) & pointed, dtype=bool),
        sure.treatment | sure.both,
        sure.control | sure.both,
    )
    few, many = (wakes_in(rows, world, kinds).bursts for kinds in (sure, every))
    worse = few.treated if sign == MORE else ~few.treated
    corner = replace(
        few,
        pre=np.where(worse[:, None], many.pre, few.pre),
        post=np.where(worse[:, None], few.post, many.post),
    )
    found = followed_test(corner, window=WINDOW, seed=rows.seed, permutations=19)
    return found.effect is not None and sign * found.effect > 0.0


def capacity(work: Work) -> int:
    """The most tests among which these bursts could still decide."""
    from scipy.special import gammaln

    if work.test.why is not None:
        return 0
    used = work.wakes.bursts.shared()
    stratum = np.unique(used.stratum, return_inverse=True)[1].reshape(-1)
    n, m = np.bincount(stratum), np.bincount(stratum, used.treated)
    arrangements = float((gammaln(n + 1) - gammaln(m + 1) - gammaln(n - m + 1)).sum())
    least = max(1.0 / (1 + PERMUTATIONS), 2.0**-work.test.groups, float(np.exp(-arrangements)))
    return int(ALPHA / least)


@dataclass(frozen=True)
class Noticed:
    """How often a multiple of what follows would have been noticed here."""

    twice: float | None
    """None where nothing follows anything, or nothing can be tested."""
    smallest: float | None
    """Smallest multiple noticed in 8 of 10; None where none of `TIMES` is."""


def noticed(work: Work) -> Noticed:
    """Labels permuted within strata, and after the events then called treatment further ones put:
    (multiple − 1) times as many as followed another random burst, on random days."""
    bursts, labels = work.wakes.bursts, work.wakes.labels
    if work.test.why is not None or not bursts.post[:, WINDOW].any():
        return Noticed(None, None)
    permutations = max(199, int(np.ceil(2.0 / work.alpha)))

    def share(multiple: float, least: float = 0.0) -> float:
        """Share noticed; less than `least` wherever it cannot be reached any more."""
        rng = np.random.default_rng(work.rows.seed)
        hits = 0
        for left in range(PLACEBOS, 0, -1):
            if hits + left < least * PLACEBOS:
                break
            treated = np.empty_like(bursts.treated)
            slots = np.argsort(bursts.stratum, kind="stable")
            order = np.lexsort((rng.random(treated.size), bursts.stratum))
            treated[slots] = bursts.treated[order]
            usual = bursts.post[rng.integers(0, treated.size, treated.size), WINDOW]
            mean = (multiple - 1.0) * usual * treated
            number = rng.poisson(mean[labels.burst])
            after = np.repeat(labels.wake, number)
            planted = with_planted(work.wakes, after, rng.integers(1, DAYS[1] + 1, after.size))
            p = _p(replace(planted, treated=treated), work.rows.seed, MORE, permutations)
            hits += p is not None and p <= work.alpha
        return hits / PLACEBOS

    twice = share(TIMES[0])
    if twice >= OFTEN:
        return Noticed(twice, TIMES[0])
    return Noticed(twice, next((m for m in TIMES[1:] if share(m, OFTEN) >= OFTEN), None))


@dataclass(frozen=True)
class Tipping:
    """Fewest further events, after one event, that carry p above the level; and in bursts."""

    events: int
    bursts: int


def tipping(work: Work, sign: int) -> Tipping | None:
    """Added where they weigh most: after a small burst of the kind that had fewer.

    None where `MOST_ADDED` do not do it.
    """
    bursts, labels = work.wakes.bursts, work.wakes.labels
    stratum = np.unique(bursts.stratum, return_inverse=True)[1].reshape(-1)
    share = (np.bincount(stratum, bursts.treated) / np.bincount(stratum))[stratum]
    other = ~bursts.treated if sign == MORE else bursts.treated
    pull = np.where(bursts.treated, 1.0 - share, share) / bursts.size
    burst = int(np.argmax(np.where(other, pull, -1.0)))
    at = labels.wake[int(np.argmax(labels.burst == burst))]

    def flips(number: int) -> bool:
        planted = with_planted(
            work.wakes, np.full(number, at), np.arange(number, dtype=np.int64) % DAYS[0] + 1
        )
        p = _p(planted, work.rows.seed, sign)
        return p is None or p > work.alpha

    number = _first(flips, MOST_ADDED)
    return None if number is None else Tipping(number, -(-number // _usual_burst(work)))


def _first(flips: Callable[[int], bool], most: int) -> int | None:
    """The smallest number from 1 that flips, found by doubling and halving."""
    high = 1
    while not flips(high):
        if high >= most:
            return None
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if flips(middle) else (middle, high)
    return high


def _usual_burst(work: Work) -> int:
    """Events of the usual burst of what follows."""
    world, mask = work.rows.worlds.nominal, work.kinds.dependent
    if not mask.any():
        return 1
    labels = burst_labels(world.day[mask], world.lat[mask], world.lon[mask])
    return max(1, int(np.median(np.bincount(labels))))


def reporting(work: Work, sign: int) -> float | None:
    """How many times as completely what followed the one kind would have to be recorded as all
    else for the result to vanish; None where `MOST_RATIO` is not enough."""
    used = work.wakes.bursts.shared()
    fuller = used.treated if sign == MORE else ~used.treated

    def vanishes(ratio: float) -> bool:
        post = np.where(fuller[:, None], used.post / ratio, used.post)
        p = _p(replace(used, post=post), work.rows.seed, sign)
        return p is None or p > work.alpha

    if not vanishes(MOST_RATIO):
        return None
    low, high = 1.0, MOST_RATIO
    while high - low > 0.05:
        middle = (low + high) / 2.0
        low, high = (low, middle) if vanishes(middle) else (middle, high)
    return high
