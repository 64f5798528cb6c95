"""The fewest acts, more or fewer, that would change the answer to a coincided claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.assess.coincided_tests import Floats, Shiftable, contributions, jittered_in
from onrecord.assess.coincided_work import Work, p_in
from onrecord.stats.bursts import burst_labels
from onrecord.stats.sensitivity import fewest_that_flips

_MOST_TIMES = 8
"""Acts added per burst before it is said that no number of them would change the answer."""


@dataclass(frozen=True)
class Tipping:
    """Fewest acts near the fights, and the bursts they form, that carry p across the level."""

    acts: int
    bursts: int


def tipping(work: Work) -> Tipping | None:
    """Acts to take away from beside the fights (or, where p is too large, to add there)."""
    if work.p is None:
        return None
    stands = work.p <= work.alpha
    if work.means == "jitter":
        return _fewer_bursts(work) if stands else None
    return _fewer_acts(work) if stands else _more_acts(work)


def _fewer_acts(work: Work) -> Tipping | None:
    parts = contributions(work.sample, work.near, work.compared)
    own = work.compared.own[parts.event] & parts.within[:, 0]
    beside = np.bincount(parts.act[own], minlength=parts.acts)
    order = np.argsort(-beside, kind="stable")
    order = order[beside[order] > 0]

    def flips(number: int) -> bool:
        near = parts.without(order[:number], work.compared.own.size)
        return not _p_with(work, near) <= work.alpha

    fewest = fewest_that_flips(flips, order.size)
    if fewest is None:
        return None
    acts = work.sample.acts
    label = burst_labels(acts.day, acts.lat, acts.lon)
    return Tipping(fewest, int(np.unique(label[order[:fewest]]).size))


def _more_acts(work: Work) -> Tipping | None:
    """One act more after a fight of each burst in turn."""
    fights = np.random.default_rng(work.seed).permutation(np.flatnonzero(work.compared.own))
    firsts = fights[np.unique(work.compared.burst[fights], return_index=True)[1]]

    def flips(number: int) -> bool:
        added = np.bincount(
            firsts[np.arange(number) % firsts.size], minlength=work.compared.own.size
        )
        return _p_with(work, work.compared.near + added[:, None]) <= work.alpha

    fewest = fewest_that_flips(flips, _MOST_TIMES * firsts.size)
    return None if fewest is None else Tipping(fewest, min(fewest, int(firsts.size)))


def _p_with(work: Work, near: Floats) -> float:
    p = p_in(work, work.compared.having(near))
    return 1.0 if p is None else p


def _fewer_bursts(work: Work) -> Tipping | None:
    """Bursts of acts to take away, those with most fights before them first."""
    counts, excess = work.shiftable.counts, work.shiftable.excess
    order = np.argsort(-counts[:, counts.shape[1] // 2, 0], kind="stable")
    size = np.bincount(work.shiftable.label, minlength=len(counts))

    def flips(number: int) -> bool:
        kept = np.ones(len(counts), dtype=bool)
        kept[order[:number]] = False
        left = Shiftable(work.shiftable.label, counts[kept], excess[kept])
        test = jittered_in(left, work.near, seed=work.seed, quick=True)
        return test.p is None or test.p > work.alpha

    fewest = fewest_that_flips(flips, len(order))
    return None if fewest is None else Tipping(int(size[order[:fewest]].sum()), fewest)
