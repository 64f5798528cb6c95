"""The tests of a coincided claim on one sample of its three series: matched, jitter, and naive."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.assess.coincided_rows import Near, Sample
from onrecord.stats.bursts import burst_labels
from onrecord.stats.jitter import (
    Jittered,
    after_less_before,
    jitter_power,
    jitter_test,
    shifted_counts,
)
from onrecord.stats.lags import Shifts, all_shifts, lag_histogram
from onrecord.stats.matched import (
    PERMUTATIONS,
    Matched,
    matched_power,
    matched_ratio,
    matched_test,
)
from onrecord.stats.median import median_place
from onrecord.stats.pairs import Points, near_after, pairs_after
from onrecord.stats.strata import strata_on_grids

KM, MONTH = 50.0, 30.0
"""Size of a stratum: a stretch of front and a month."""
FINER_KM = 25.0
"""Where there are enough bursts in strata of this size, the excess must be seen in them too: else
sectors of a front that one side holds would pass for nearness to its fights."""
ALPHA = 0.05
LEAN = 0.2
"""Up to this p, what is gained after a fight leans the same way."""
GRIDS = 9
"""Grids of strata among which the median decides."""
QUICK = 199
"""Permutations where many tests are made."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Compared:
    """Fights, then control, with what lies near and after each; arrays of shape (events, …)."""

    near: Floats
    """Acts near and after, one column per radius."""
    before: Floats
    """The same for as many days before."""
    own: NDArray[np.bool_]
    """Which are fights."""
    burst: Ints
    """Bursts (10 km, 5 days) of fights and of control apart."""
    points: Points
    grids: dict[tuple[int, float], Ints] = field(default_factory=dict, repr=False)
    """Strata laid so far, by origin and size: several tests are made on one grid."""

    def strata(self, origin: int, km: float = KM) -> Ints:
        if (origin, km) not in self.grids:
            self.lay([origin], km)
        return self.grids[origin, km]

    def lay(self, origins: Sequence[int], km: float = KM) -> None:
        """Lay several grids at once, which costs little more than one."""
        at = self.points
        labels = strata_on_grids(at.day, at.lat, at.lon, km=km, days=MONTH, seeds=origins)
        self.grids.update(
            ((origin, km), label) for origin, label in zip(origins, labels, strict=True)
        )

    def having(self, near: Floats) -> Compared:
        """The same events with something else near them."""
        return replace(self, near=near)


def _joined(one: Points, other: Points) -> Points:
    return Points(
        np.concatenate([one.day, other.day]),
        np.concatenate([one.lat, other.lat]),
        np.concatenate([one.lon, other.lon]),
    )


def _placed(points: Points) -> Points:
    """Without the events that have no place in this world."""
    return Points(points.day[points.known], points.lat[points.known], points.lon[points.known])


def compared(sample: Sample, near: Near) -> Compared:
    """Fights and control side by side, as the matched test takes them."""
    fights, control = _placed(sample.fights), _placed(sample.control)
    both = _joined(fights, control)
    own = np.repeat([True, False], [len(fights), len(control)])
    return Compared(
        near_after(sample.acts, both, near.radii, near.days).astype(np.float64),
        near_after(sample.acts, both, near.radii, near.days, before=True).astype(np.float64),
        own,
        burst_labels(both.day, both.lat, both.lon, group=own),
        both,
    )


def matched_in(
    sample: Compared, *, seed: int, origin: int, quick: bool = False, km: float = KM
) -> Matched:
    """The matched test on one sample; `origin` is the seed of the grid of strata."""
    return matched_test(
        sample.near,
        sample.own,
        sample.strata(origin, km),
        sample.burst,
        seed=seed,
        permutations=QUICK if quick else PERMUTATIONS,
    )


def matched_p(
    sample: Compared, wide: Matched, *, seed: int, origin: int, quick: bool = False
) -> float | None:
    """The p in the wide strata, or a larger one where either of two checks takes the excess away.

    Both are against sectors of a front that B and A share. In strata of half the size, where they
    hold enough bursts of both kinds, half of the ratio, as a logarithm, must remain; and what lies
    after a fight less what lies before it must still rank among the first `LEAN`, as a sector is
    the same before and after. Asked only where the wide strata speak for a link.
    """
    if wide.p is None or wide.p > ALPHA:
        return wide.p
    ps = [wide.p]
    finer = sample.strata(origin, FINER_KM)
    if not _keeps(wide.ratio, matched_ratio(sample.near, sample.own, finer, sample.burst)):
        p = matched_in(sample, seed=seed, origin=origin, quick=quick, km=FINER_KM).p
        ps += [] if p is None else [p]
    gained = sample.having(sample.near - sample.before)
    later = matched_in(gained, seed=seed, origin=origin, quick=quick)
    if later.p is None or later.p > LEAN:
        ps.append(1.0 if later.p is None else later.p)
    return max(ps)


def _keeps(wide: float | None, finer: float | None) -> bool:
    if finer is None:
        return True
    return wide is not None and finer >= math.sqrt(max(wide, 1.0))


def median_origin(sample: Compared, *, seed: int) -> int:
    """Of several grids of strata the one with the median p: where borders lie is chance."""
    origins = range(seed, seed + GRIDS)
    sample.lay(origins)
    wide = [matched_in(sample, seed=seed, origin=origin, quick=True) for origin in origins]

    def checked(grid: int) -> float:
        p = matched_p(sample, wide[grid], seed=seed, origin=origins[grid], quick=True)
        return 2.0 if p is None else p

    # The checks can only raise a p: they are made where that could move the median.
    return origins[median_place([2.0 if one.p is None else one.p for one in wide], checked)]


def matched_noticed(sample: Compared, *, seed: int, origin: int, alpha: float) -> float | None:
    """How often one act after one fight of every second burst would be noticed."""
    strata = sample.strata(origin)
    return matched_power(sample.near, sample.own, strata, sample.burst, seed=seed, alpha=alpha)


@dataclass(frozen=True, eq=False)
class Shiftable:
    """Bursts of acts, with what each would have near it at other days."""

    label: Ints
    counts: Ints
    excess: Ints


def shiftable(sample: Sample, near: Near) -> Shiftable:
    acts, fights = _placed(sample.acts), _placed(sample.fights)
    label = burst_labels(acts.day, acts.lat, acts.lon)
    return Shiftable(
        label,
        shifted_counts(acts, label, fights, near.radii, near.days),
        after_less_before(acts, label, fights, near.radii, near.days),
    )


def jittered_in(bursts: Shiftable, near: Near, *, seed: int, quick: bool = False) -> Jittered:
    """The jitter test on one sample."""
    draws = QUICK if quick else PERMUTATIONS
    return jitter_test(bursts.counts, bursts.excess, days=near.days, seed=seed, draws=draws)


def jitter_noticed(
    bursts: Shiftable, sample: Sample, near: Near, *, seed: int, alpha: float
) -> float | None:
    """How often one act after every second burst of fights would be noticed."""
    fights = _placed(sample.fights)
    labels = burst_labels(fights.day, fights.lat, fights.lon)
    number = int(labels.max()) + 1 if labels.size else 0
    return jitter_power(
        bursts.counts, bursts.excess, number // 2, days=near.days, seed=seed, alpha=alpha
    )


def naive(sample: Sample, near: Near, first: int, days: int) -> Shifts:
    """Pairs at every circular shift of the window's days: what breaks the front."""
    histogram = lag_histogram(sample.acts, sample.fights, near.radii[0], first, days)
    return all_shifts(histogram, near.days)


@dataclass(frozen=True, eq=False)
class Contributions:
    """Which act lies near and after which event of `Compared`, so that acts can be taken away."""

    act: Ints
    event: Ints
    within: NDArray[np.bool_]
    """Shape (pairs, radii)."""
    acts: int

    def without(self, gone: Ints, events: int) -> Floats:
        """`Compared.near` without these acts, shape (events, radii)."""
        kept = np.ones(self.acts, dtype=bool)
        kept[gone] = False
        some = kept[self.act]
        columns = [np.bincount(self.event[some & w], minlength=events) for w in self.within.T]
        return np.stack(columns, axis=1).astype(np.float64)


def contributions(sample: Sample, near: Near, among: Compared) -> Contributions:
    parts = list(pairs_after(sample.acts, among.points, max(near.radii), 0, near.days))
    empty = np.empty(0, dtype=np.int64)
    act = np.concatenate([empty, *(part[0] for part in parts)])
    event = np.concatenate([empty, *(part[1] for part in parts)])
    away = np.concatenate([np.empty(0), *(part[2] for part in parts)])
    within = np.stack([away <= km for km in near.radii], axis=1)
    return Contributions(act, event, within, len(sample.acts))
