"""Did the count change in a window? Ranked among all comparable windows of the same record.

The test for a window that is *anchored*: fixed by a dated event outside the counted series. For a
window that a writer may have picked because it is striking, it says yes nearly always.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.windows import (
    DAYS_A_YEAR,
    TIE,
    Direction,
    Floats,
    Ints,
    Windows,
    change_scores,
    checked_counts,
    comparable,
    default_baseline,
    separate,
    sliding_windows,
)

HISTORY = 19
"""Windows' worth of comparable history that one test at 5 % needs: the best of 20 is 1 in 20."""


class Undecidable(enum.StrEnum):
    """Why there is no p."""

    OUTSIDE = "the window or its baseline is not wholly inside the record"
    NO_EVENTS = "no event in the window or its baseline"
    TOO_LITTLE_HISTORY = "too little comparable history"


@dataclass(frozen=True, eq=False)
class Placebo:
    """A window's change, and its rank among the comparable windows of the record."""

    p: float | None
    """Share of comparable windows, this one included, that changed at least as much in the
    claimed direction, times `sides`; None where `why` says that it cannot be told."""
    p_opposite: float | None
    """The same in the other direction; None together with `p`."""
    why: Undecidable | None
    z: float | None
    """None only where the window is outside the record."""
    scores: Floats
    """What every comparable window is ranked by, this one included, shape (1, windows): its z; or
    (2, windows) where it is compared with another series (`change_scores`). The largest p of the
    rows is `p`."""
    starts: Ints
    """First day of each, as a position in the record, ascending, shape (windows,)."""
    weights: Floats
    """How much each counts, one row per weighting, shape (1 or 3, windows); the largest p of the
    rows is `p`. One row of ones, unless the anchor may follow the fighting."""
    start: int
    k1: int | None
    k0: int | None
    length: int
    baseline: int
    gap: int
    direction: Direction
    hypotheses: int
    versus: tuple[int, int] | None
    """(k1, k0) of the series that the change is compared with."""
    naive_p: float | None
    """One-sided exact binomial of k1 given n: what independent events would give."""
    per_year: float | None
    """Occasions per year of comparable record on which the change was as large, this one included
    (windows that share days, baseline included, are one occasion); None together with `p`."""
    sides: int = 1
    """2 where the direction may have been picked after looking, so that p is two-sided."""

    @property
    def z_all(self) -> Floats:
        """z of every comparable window, shape (windows,), this one included."""
        return np.asarray(self.scores[0], dtype=np.float64)

    @property
    def as_large(self) -> int:
        """Comparable windows, this one included, that changed at least as much by a score."""
        at_least = self.scores >= self.scores[:, self.starts == self.start] - TIE
        return int(np.count_nonzero(at_least.any(axis=0)))

    @property
    def n(self) -> int | None:
        return None if self.k1 is None or self.k0 is None else self.k1 + self.k0

    @property
    def windows(self) -> int:
        """Number of comparable windows, this one included."""
        return int(self.z_all.size)

    @property
    def m_eff(self) -> float:
        """Comparable windows' worth of history: their number over their length."""
        return self.windows / self.length

    @property
    def capacity(self) -> int:
        """The most hypotheses among which this test could still decide (see `family`)."""
        if self.why in (Undecidable.OUTSIDE, Undecidable.NO_EVENTS):
            return 0
        return int(self.windows // (HISTORY * self.length))

    def p_at(self, k1: float, k0: float) -> float | None:
        """p if the window and its baseline had these counts, the reference set as it is."""
        if self.p is None or self.z is None or self.k1 is None or self.k0 is None:
            return None
        own = change_scores((k1, k0), self.versus, self.length, self.baseline, self.direction)
        at_least = (self.scores >= own - TIE) | (self.starts == self.start)
        return rank_p(at_least, self.weights, self.sides)


def rank_p(at_least: NDArray[np.bool_], weights: Floats, sides: int = 1) -> float:
    """Weighted share of `at_least`, shape (scores, windows), by the score and the row of `weights`,
    shape (weightings, windows), where it is largest; times `sides`, at most 1.

    The window itself is one of them, so ties and its own presence count against it.
    """
    sums = weights.sum(axis=1)
    shares = (weights @ at_least.T)[sums > 0.0] / sums[sums > 0.0, None]
    return float(min(1.0, sides * shares.max(initial=0.0)))


def placebo_test(
    counts: ArrayLike,
    start: int,
    length: int,
    *,
    baseline: int | None = None,
    gap: int = 0,
    direction: Direction = "rose",
    hypotheses: int = 1,
    observed: tuple[int, int] | None = None,
    versus: ArrayLike | None = None,
    observed_versus: tuple[int, int] | None = None,
    follows_fighting: bool = False,
    two_sided: bool = False,
) -> Placebo:
    """Rank the change in one window among all comparable windows of the record.

    `counts`: events per day over all of the record's coverage of the place, shape (days,). The
    window is `length` days from position `start`; the baseline is the `baseline` days (default:
    six windows, at least 60) that end `gap` days before it. The reference set is every window of
    the same lengths and gap inside the record, this one and those that overlap it included, whose
    total is within a factor 3 of this one's; p is the share of it with z at least as large. With
    less than 19·`hypotheses` windows' worth of such history, p is None.

    `observed` replaces this window's (k1, k0) by those of another reading of imprecise events.
    `versus`, shape (days,), counts what the change is compared with: windows are then ranked by how
    much more the one changed than the other, in two ways of which the larger p counts
    (`change_scores`), over windows comparable for both; `naive_p` is None. `observed_versus`
    replaces the other's (k1, k0).

    The share is the right p if the anchor could have fallen on any day alike. Most anchors could
    not: offensives and ceasefires come where there is fighting, and what rose or fell before them
    goes on rising or falls back by itself, so that where nothing happened the share says yes in up
    to 9 %. With `follows_fighting` p is the largest of three shares: all windows alike, weighted by
    the events in the `length` days before them, and by the events in their baseline: up to 6 %, for
    1 to 6 of 100 threefold rises missed (`python benchmarks/placebo.py`, parts anchor and power).

    With `two_sided` each p is twice the share: a writer says that it rose because it did, and would
    have said that it fell. One share alone says yes in up to 10 % to whoever looks first.

    A rank among placebos in time, as in Bertrand, Duflo & Mullainathan (2004) and Abadie, Diamond &
    Hainmueller (2010). Raises `OnrecordError` for lengths below 1 and malformed counts.
    """
    if hypotheses < 1:
        raise OnrecordError(f"a family of {hypotheses} hypotheses", todo="Give 1 or more.")
    for given in (observed, observed_versus):
        if given is not None and min(given) < 0:
            raise OnrecordError(f"counts of {given}", todo="Counts start at 0.")
    days_before = default_baseline(length) if baseline is None else baseline
    every = sliding_windows(counts, length, days_before, gap)
    other = None if versus is None else sliding_windows(versus, length, days_before, gap)
    if versus is not None and np.shape(versus) != np.shape(counts):
        raise OnrecordError(
            "two series of daily counts of different length",
            todo="Count both over the same days of the record.",
        )
    at = every.at(start)
    if at is None:
        return _silent(start, length, days_before, gap, direction, hypotheses)
    k1, k0 = (int(every.k1[at]), int(every.k0[at])) if observed is None else observed
    alike, nothing, own = comparable(every.n, k1 + k0), k1 + k0 == 0, None
    if other is not None:
        own = observed_versus or (int(other.k1[at]), int(other.k0[at]))
        alike &= comparable(other.n, sum(own))
        nothing = nothing or sum(own) == 0
    alike[at] = True
    theirs = None if other is None else (other.k1, other.k0)
    shape = (length, days_before, direction)
    scores = change_scores((every.k1, every.k0), theirs, *shape)
    score = change_scores((k1, k0), own, *shape)
    scores[:, [at]] = score
    weights = placebo_weights(counts, every, length, follows_fighting)[:, alike]
    starts, scores = every.starts[alike], scores[:, alike]
    why = None
    if nothing:
        why = Undecidable.NO_EVENTS
    elif starts.size < HISTORY * hypotheses * length:
        why = Undecidable.TOO_LITTLE_HISTORY
    as_large = scores >= score - TIE
    sides = 2 if two_sided else 1
    occasions = separate(starts[as_large.any(axis=0)], length + days_before + gap)
    return Placebo(
        p=rank_p(as_large, weights, sides) if why is None else None,
        p_opposite=rank_p(scores <= score + TIE, weights, sides) if why is None else None,
        why=why,
        z=float(score[0, 0]),
        scores=scores,
        starts=starts,
        weights=weights,
        start=start,
        k1=k1,
        k0=k0,
        length=length,
        baseline=days_before,
        gap=gap,
        direction=direction,
        hypotheses=hypotheses,
        versus=own,
        naive_p=exact_p(k1, k0, length, days_before, direction) if other is None else None,
        per_year=occasions * DAYS_A_YEAR / starts.size if why is None else None,
        sides=sides,
    )


def placebo_weights(
    counts: ArrayLike, every: Windows, length: int, follows_fighting: bool
) -> Floats:
    """How much each window counts, shape (1 or 3, windows): see `placebo_test`."""
    alike = np.ones((1, every.starts.size))
    if not follows_fighting:
        return alike
    total = np.concatenate([[0], np.cumsum(checked_counts(counts))])
    just_before = total[every.starts] - total[np.maximum(0, every.starts - length)]
    return np.concatenate([alike, [just_before], [every.k0]])


def exact_p(k1: int, k0: int, length: int, baseline: int, direction: Direction = "rose") -> float:
    """One-sided exact binomial p of k1 of k1 + k0 independent events; 1 where there is none.

    Przyborowski & Wilenski 1940. The naive test: events come in bursts, so it says yes too often.
    """
    # scipy.stats takes over a second to import; its binomial tails are these functions.
    from scipy.special import bdtr, bdtrc

    share, n = length / (length + baseline), k1 + k0
    if direction == "fell":
        return float(min(1.0, bdtr(k1, n, share)))
    return float(min(1.0, bdtrc(k1 - 1, n, share))) if k1 > 0 else 1.0


def _silent(
    start: int, length: int, baseline: int, gap: int, direction: Direction, hypotheses: int
) -> Placebo:
    return Placebo(
        p=None,
        p_opposite=None,
        why=Undecidable.OUTSIDE,
        z=None,
        scores=np.empty((1, 0), dtype=np.float64),
        starts=np.empty(0, dtype=np.int64),
        weights=np.empty((1, 0), dtype=np.float64),
        start=start,
        k1=None,
        k0=None,
        length=length,
        baseline=baseline,
        gap=gap,
        direction=direction,
        hypotheses=hypotheses,
        versus=None,
        naive_p=None,
        per_year=None,
    )
