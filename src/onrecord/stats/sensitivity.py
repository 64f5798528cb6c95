"""What would change the answer of a placebo test: events, reporting, and how much it could see."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from onrecord.errors import OnrecordError
from onrecord.stats.placebo import HISTORY, Placebo, placebo_weights, rank_p
from onrecord.stats.windows import (
    TIE,
    Direction,
    Floats,
    Ints,
    Windows,
    change_scores,
    comparable,
    sliding_windows,
)

PLACEBOS = 60
FACTORS = (2, 3, 4, 5, 6, 7, 8, 9, 10)
_MOST = 10_000_000


class NoAnswer(enum.StrEnum):
    """Why a question about the answer's stability has no answer."""

    NO_P = "the test has no p to change"
    NOT_SIGNIFICANT = "the result does not stand at this level"
    NOTHING_TO_SCALE = "nothing was recorded there: no completeness changes that"
    TOO_LITTLE_HISTORY = "too little comparable history"


class Ranked(Protocol):
    """A test of a window's count against another count, by a rank that can be taken again."""

    @property
    def p(self) -> float | None: ...
    @property
    def k1(self) -> int | None:
        """Events in the window."""
        ...

    @property
    def k0(self) -> int | None:
        """Events that they are held against."""
        ...

    @property
    def direction(self) -> Direction: ...
    def p_at(self, k1: float, k0: float) -> float | None:
        """p if the counts were these, what it is ranked among as it is."""
        ...


@dataclass(frozen=True)
class TippingPoint:
    """Fewest events that carry p across the level, one place at a time.

    None where no number of events does.
    """

    added_to_window: int | None
    removed_from_window: int | None
    added_to_baseline: int | None
    removed_from_baseline: int | None
    why: NoAnswer | None
    """Why all are None, where there is no p."""

    @property
    def fewest(self) -> int | None:
        numbers = (
            self.added_to_window,
            self.removed_from_window,
            self.added_to_baseline,
            self.removed_from_baseline,
        )
        return min((n for n in numbers if n is not None), default=None)


@dataclass(frozen=True)
class ReportingRatio:
    """How many times as completely the favourable side would have to be recorded."""

    times: float | None
    """At least 1. “The baseline would have to be recorded 1/times as completely as the window” (the
    window as the baseline, for a fall) for the result to vanish."""
    why: NoAnswer | None


@dataclass(frozen=True)
class Power:
    """How often a change of each size would have been noticed here."""

    factors: tuple[int, ...]
    noticed: tuple[float, ...]
    """For each factor, the share of placebos with p at most the level."""
    smallest: int | None
    """Smallest factor noticed in 8 of 10, None if none of `factors` is."""
    placebos: int
    why: NoAnswer | None
    """Why there is nothing, where `noticed` is empty."""


def tipping_point(test: Ranked, *, alpha: float = 0.05) -> TippingPoint:
    """Fewest events to add to or remove from window or baseline that carry p across `alpha`.

    The reference set stays as it is. In a Holm family give the level that this p is held against,
    at the strictest `alpha` over the number of hypotheses.
    """
    if test.p is None or test.k1 is None or test.k0 is None:
        return TippingPoint(None, None, None, None, NoAnswer.NO_P)
    k1, k0, stands = test.k1, test.k0, test.p <= alpha

    def flips(more1: int, more0: int) -> bool:
        p = test.p_at(k1 + more1, k0 + more0)
        return p is not None and (p <= alpha) is not stands

    return TippingPoint(
        added_to_window=fewest_that_flips(lambda e: flips(e, 0), _MOST),
        removed_from_window=fewest_that_flips(lambda e: flips(-e, 0), k1),
        added_to_baseline=fewest_that_flips(lambda e: flips(0, e), _MOST),
        removed_from_baseline=fewest_that_flips(lambda e: flips(0, -e), k0),
        why=None,
    )


def fewest_that_flips(flips: Callable[[int], bool], most: int) -> int | None:
    """Smallest number from 1 to `most` that flips, by bisection; None where none does.

    The more the surer: `flips` is taken to be monotone, as z is in each count.
    """
    low, high = 0, 1
    while high < most and not flips(high):
        low, high = high, high * 2
    high = min(high, most)
    if high < 1 or not flips(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if flips(middle) else (middle, high)
    return high


def reporting_ratio(test: Ranked, *, alpha: float = 0.05) -> ReportingRatio:
    """How unequal recording would have to be for the result to vanish.

    For a rise: the smallest factor by which the baseline's true count would exceed the recorded
    one, the window being complete; for a fall, the window's. Reference set as it is; to 0.1 %.
    """
    if test.p is None or test.k1 is None or test.k0 is None:
        return ReportingRatio(None, NoAnswer.NO_P)
    if test.p > alpha:
        return ReportingRatio(None, NoAnswer.NOT_SIGNIFICANT)
    rose = test.direction == "rose"
    if (test.k0 if rose else test.k1) == 0:
        return ReportingRatio(None, NoAnswer.NOTHING_TO_SCALE)
    k1, k0 = test.k1, test.k0

    def vanishes(times: float) -> bool:
        p = test.p_at(k1, k0 * times) if rose else test.p_at(k1 * times, k0)
        return p is not None and p > alpha

    low, high = 1.0, 2.0
    while not vanishes(high):
        low, high = high, high * 2.0
        if high > _MOST:
            return ReportingRatio(None, NoAnswer.NOTHING_TO_SCALE)
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if vanishes(middle) else (middle, high)
    return ReportingRatio(high, None)


def power_changed(
    counts: ArrayLike,
    placebo: Placebo,
    *,
    seed: int,
    factors: Sequence[int] = FACTORS,
    placebos: int = PLACEBOS,
    alpha: float = 0.05,
    versus: ArrayLike | None = None,
) -> Power:
    """How often a change by each factor, planted in comparable windows, gives p ≤ alpha/hypotheses.

    `counts` and `versus` are those that `placebo` was made from. Up to `placebos` windows are drawn
    from the comparable ones that share no day with the tested window; a rise by f adds to their
    count those of f − 1 other such windows, a fall keeps each event with probability 1/f; baselines
    stay. Each is then ranked as `placebo_test` would. The same draws serve all factors.
    """
    if any(factor < 2 for factor in factors):
        raise OnrecordError("a factor below 2", todo="Give whole factors from 2; a fall divides.")
    if placebo.p is None:
        return Power((), (), None, 0, NoAnswer.NO_P)
    length, before, gap = placebo.length, placebo.baseline, placebo.gap
    every = sliding_windows(counts, length, before, gap)
    other = None if versus is None else sliding_windows(versus, length, before, gap)
    apart = np.abs(placebo.starts - placebo.start) >= length
    pool = placebo.starts[apart] - every.starts[0]
    if pool.size < 2:
        return Power((), (), None, 0, NoAnswer.TOO_LITTLE_HISTORY)
    rng = np.random.default_rng(seed)
    chosen = rng.choice(pool, size=min(placebos, pool.size), replace=False)
    donors = rng.choice(pool, size=(chosen.size, max(factors) - 1))
    added = np.cumsum(every.k1[donors], axis=1)
    weights = placebo_weights(counts, every, length, len(placebo.weights) > 1)
    noticed = []
    for factor in factors:
        if placebo.direction == "rose":
            k1 = every.k1[chosen] + added[:, factor - 2]
        else:
            k1 = rng.binomial(every.k1[chosen], 1.0 / factor)
        p = _planted(every, other, weights, chosen, k1, placebo)
        noticed.append(float(np.mean(p <= alpha / placebo.hypotheses)))
    enough = [f for f, share in zip(factors, noticed, strict=True) if share >= 0.8]
    return Power(tuple(factors), tuple(noticed), min(enough, default=None), int(chosen.size), None)


def _planted(
    every: Windows,
    other: Windows | None,
    weights: Floats,
    chosen: Ints,
    planted: Ints,
    placebo: Placebo,
) -> Floats:
    """The placebo p of each chosen window with this count planted; 1 where it could not be told."""
    shape = (placebo.length, placebo.baseline, placebo.direction)
    theirs = None if other is None else (other.k1, other.k0)
    against = None if other is None else (other.k1[chosen], other.k0[chosen])
    scores = change_scores((every.k1, every.k0), theirs, *shape)
    own = change_scores((planted, every.k0[chosen]), against, *shape)
    p = np.ones(chosen.size)
    for row, at in enumerate(chosen):
        n = int(planted[row] + every.k0[at])
        alike = comparable(every.n, n)
        if other is not None:
            alike &= comparable(other.n, int(other.n[at]))
            n = min(n, int(other.n[at]))
        alike[at] = True
        enough = np.count_nonzero(alike) >= HISTORY * placebo.hypotheses * placebo.length
        if n > 0 and enough:
            as_large = scores >= own[:, [row]] - TIE
            as_large[:, at] = True
            p[row] = rank_p(as_large[:, alike], weights[:, alike], placebo.sides)
    return p


def in_bursts(events: int, sizes: ArrayLike) -> int | None:
    """How many bursts of the usual size make up so many events; None without any burst.

    `sizes`: events per burst of the selection, shape (bursts,); usual is the median.
    """
    usual = np.asarray(sizes, dtype=np.float64)
    return None if usual.size == 0 else int(np.ceil(events / max(1.0, float(np.median(usual)))))
