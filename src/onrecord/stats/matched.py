"""Whether events of one kind have more of something beside them than others in the same places.

Each event is held against the mean of its stratum of space and time, so that whatever a front does
to both kinds alike is in the null too; and labels are exchanged burst by burst, as events of one
burst are not independent. Comparing means per burst instead of events goes wrong where one kind is
much the denser: its hot spots chain into a few bursts while the other's stay many (9 of 10
simulated conflicts without a link, at 15 to 1).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from onrecord.stats.matched_bursts import (
    Floats,
    Held,
    Ints,
    checked,
    excess,
    held_together,
)

PERMUTATIONS = 999
FEWEST = 10
"""Bursts of each kind, in strata that hold both, below which nothing is decided."""
PLACEBOS = 60
"""Placebos in which power is tried."""
TIE = 1e-9
_AT_ONCE = 65_536
"""Labels permuted at a time: what fits into a core's cache takes less time."""


class Unmatched(enum.StrEnum):
    """Why there is no p."""

    TOO_FEW_BURSTS = "too few bursts of each kind in the same stretches of space and time"
    NOTHING_NEAR = "nothing lies near any of these events"


def _nothing() -> Floats:
    return np.empty(0)


@dataclass(frozen=True)
class Matched:
    """Events of interest (own) against the other events of the same strata."""

    p: float | None
    """Rank of the largest standardised excess over the columns; None where `why` says so."""
    why: Unmatched | None
    ratio: float | None
    """Rate ratio in the first column, stratum by stratum (Mantel & Haenszel 1959); None where
    nothing is near the other events."""
    low: float | None
    high: float | None
    """95 % interval of the ratio, from inverting the permutations; None: no such end."""
    vanishes_at: float | None
    """How many times as completely what lies near own events would have to be recorded for the
    excess in the first column to fall to the 5 % level; None where there is none."""
    observed: float
    """Mean of the first column over the own events that count."""
    expected: float
    """The same if it made no difference which events of a stratum are own."""
    own: int
    """Bursts of own events, cut at the borders of strata, in strata that hold both kinds."""
    others: int
    """The same of other events."""
    strata: int
    dropped: int
    """Own bursts, cut alike, in strata without any other event."""
    permutations: int
    null: Floats = field(default_factory=_nothing, repr=False, compare=False)
    """What the deciding p ranks the first value among, itself included: the largest standardised
    sum of every draw, shape (1 + draws,); empty without a p."""


def matched_test(
    near: ArrayLike,
    own: ArrayLike,
    strata: ArrayLike,
    bursts: ArrayLike | None = None,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    fewest: int = FEWEST,
) -> Matched:
    """Permutation test of whether `near` is larger at the `own` events than at others.

    `near`: shape (events, columns), how much lies near each event, one column per radius, the first
    of them that of the effect. `own`: shape (events,), which are of interest. `strata`: shape
    (events,), the stratum of each; negative: in none. `bursts`: shape (events,), labels of what is
    not independent, each of one kind of event; without them the rows are independent units already,
    and their sums are studentised, which stays valid where the two kinds vary unequally (Chung &
    Romano 2013, Annals of Statistics 41; not so with bursts, of which one can hold nearly all
    events). One-sided: p is small where the own ones have more. The largest over columns is ranked
    in the same permutations (Westfall & Young 1993).

    Raises `OnrecordError` for arrays that do not fit one another.
    """
    each = np.arange(np.size(own)) if bursts is None else bursts
    held = held_together(*checked(near, own, strata, each, permutations))
    own_number, other_number = int(held.own.sum()), int((~held.own).sum())
    why = _why_not(held, fewest)
    p = ratio = low = high = vanishes = None
    largest = _nothing()
    if why is None:
        sums = _permuted_sums(held, permutations, seed)
        score = _studentised(held, sums) if bursts is None else sums[:, : held.near.shape[1]]
        largest = _largest(score)[0]
        p = float(np.mean(largest >= largest[0] - TIE))
        ratio, low, high, vanishes = _ratio(sums[:, -2:])
    events = float(held.size[held.own].sum())
    total = float(held.near[held.own, 0].sum())
    excess = float(held.excess[held.own, 0].sum())
    return Matched(
        p=p,
        why=why,
        ratio=ratio,
        low=low,
        high=high,
        vanishes_at=vanishes,
        observed=total / events if events else 0.0,
        expected=(total - excess) / events if events else 0.0,
        own=own_number,
        others=other_number,
        strata=held.bounds.size - 1,
        dropped=held.dropped,
        permutations=permutations if why is None else 0,
        null=largest,
    )


def _why_not(held: Held, fewest: int) -> Unmatched | None:
    if min(int(held.own.sum()), int((~held.own).sum())) < fewest:
        return Unmatched.TOO_FEW_BURSTS
    return None if held.near.any() else Unmatched.NOTHING_NEAR


def matched_ratio(
    near: ArrayLike, own: ArrayLike, strata: ArrayLike, bursts: ArrayLike
) -> float | None:
    """`ratio` of `matched_test` alone, for which nothing is permuted."""
    held = held_together(*checked(near, own, strata, bursts))
    if _why_not(held, FEWEST) is not None:
        return None
    above, below = held.own.astype(np.float64) @ _beside_each(held)
    return float(above) / -float(below) if -below > TIE else None


def _beside_each(held: Held) -> Floats:
    """What each burst has in the first column beyond the mean of its stratum, shape (bursts, 2):
    counting what lies near own events only, and near other events only."""
    first = held.near[:, :1]
    apart = np.concatenate([first * held.own[:, None], first * ~held.own[:, None]], axis=1)
    return excess(apart, held.size, held.stratum)


def matched_power(
    near: ArrayLike,
    own: ArrayLike,
    strata: ArrayLike,
    bursts: ArrayLike,
    *,
    seed: int,
    share: float = 0.5,
    alpha: float = 0.05,
    permutations: int = 199,
    placebos: int = PLACEBOS,
) -> float | None:
    """How often `matched_test` would notice one more near one event of this share of own bursts.

    In each placebo the labels are permuted, so that nothing is there, and then one is added to a
    random share of the bursts that are own. None where the test can have no p.
    """
    held = held_together(*checked(near, own, strata, bursts, permutations))
    if min(held.own.sum(), (~held.own).sum()) < FEWEST:
        return None
    rng = np.random.default_rng(seed)
    centre, scale, level = _null(held, permutations, seed, alpha)
    if level is None:
        return 0.0
    noticed = 0
    for _ in range(placebos):
        labels = held.own.copy()
        for low, high in pairwise(held.bounds):
            labels[low:high] = rng.permutation(labels[low:high])
        reacts = labels & (rng.random(labels.size) < share)
        planted = excess(held.near + reacts[:, None], held.size, held.stratum)
        score = (planted[labels].sum(axis=0) - centre) / scale
        noticed += float(score.max()) > level
    return noticed / placebos


def _null(
    held: Held, permutations: int, seed: int, alpha: float
) -> tuple[Floats, Floats, float | None]:
    """How sums are standardised, and what the largest must exceed for p ≤ alpha."""
    sums = _permuted_sums(held, permutations, seed)[:, : held.near.shape[1]]
    largest, centre, scale = _largest(sums)
    spare = int(alpha * (1 + permutations) + TIE) - 1
    level = float(np.sort(largest[1:])[::-1][spare]) if spare >= 0 else None
    return centre, scale, level


def _permuted_sums(held: Held, permutations: int, seed: int) -> Floats:
    """Sums over own bursts, shape (1 + permutations, 2·columns + 2): as they are, then with the
    labels permuted within each stratum. Of each column's excess, of what own rather than other
    bursts add to its variance, and of the first one's excess near own and near other events."""
    ours = held.share[:, None]
    table = np.concatenate(
        [
            held.excess,
            ((1.0 - ours) ** 2 - ours**2) * held.excess**2,
            _beside_each(held),
        ],
        axis=1,
    )
    rng = np.random.default_rng(seed)
    sums = np.zeros((1 + permutations, table.shape[1]))
    sums[0] = held.own.astype(np.float64) @ table
    for run in _runs(held.bounds, _AT_ONCE // permutations):
        low, high = int(run[0]), int(run[-1])
        at_once = max(1, _AT_ONCE // (high - low))
        for begin in range(1, 1 + permutations, at_once):
            drawn = np.empty((min(at_once, 1 + permutations - begin), high - low))
            drawn[:] = held.own[low:high]
            for first, last in pairwise(run - low):
                rng.permuted(drawn[:, first:last], axis=1, out=drawn[:, first:last])
            sums[begin : begin + len(drawn)] += drawn @ table[low:high]
    return sums


def _runs(bounds: Ints, most: int) -> Iterator[Ints]:
    """The bounds of neighbouring strata that hold at most `most` bursts; or of a larger one."""
    first = 0
    while first < bounds.size - 1:
        last = int(np.searchsorted(bounds, bounds[first] + most, side="right")) - 1
        last = max(last, first + 1)
        yield bounds[first : last + 1]
        first = last


def _studentised(held: Held, sums: Floats) -> Floats:
    """Each permutation's excess over its standard error, from the variances of both kinds.

    Own rows enter the difference of means with the others' share of a stratum, and the reverse.
    """
    columns = held.near.shape[1]
    fixed = ((held.share[:, None] * held.excess) ** 2).sum(axis=0)
    spread = fixed + sums[:, columns : 2 * columns]
    error = np.sqrt(np.where(spread > TIE, spread, 1.0))
    return np.where(spread > TIE, sums[:, :columns] / error, 0.0)


def _largest(sums: Floats) -> tuple[Floats, Floats, Floats]:
    """The largest over columns, each standardised over all permutations; and how it was."""
    centre, scale = sums.mean(axis=0), sums.std(axis=0)
    scale = np.where(scale > TIE, scale, 1.0)
    # Column by column, as rows are too short to go along.
    standard = np.ascontiguousarray(((sums - centre) / scale).T)
    return np.asarray(standard.max(axis=0), dtype=np.float64), centre, scale


def _ratio(sums: Floats) -> tuple[float | None, float | None, float | None, float | None]:
    """Mantel–Haenszel ratio, the ratios at which the two-sided test turns, and the one-sided.

    If own events have ρ times as much near them, dividing theirs by ρ makes all alike. With the
    sums over own bursts of what lies near own (A) and near other events (B), a permuted set is
    exceeded as long as ρ ≤ (A − A′)/(B′ − B): the ends of the interval are quantiles of that.
    """
    above, below = float(sums[0, 0]), -float(sums[0, 1])
    own, other = sums[0, 0] - sums[1:, 0], sums[1:, 1] - sums[0, 1]
    turns = np.where(other > TIE, own / np.where(other > TIE, other, 1.0), np.inf)
    turns = np.maximum(turns, 0.0)
    # As the quantiles of the inverted distribution (Hyndman & Fan 1996, definition 1).
    place = np.ceil(turns.size * np.array([0.025, 0.975, 0.05])) - 1.0
    low, high, vanishes = np.sort(turns)[place.astype(np.int64)]
    return (
        above / below if below > TIE else None,
        float(low) if np.isfinite(low) else None,
        float(high) if np.isfinite(high) else None,
        float(vanishes) if np.isfinite(vanishes) and vanishes > 1.0 else None,
    )
