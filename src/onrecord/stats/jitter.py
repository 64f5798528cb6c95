"""Whether two series are closer in time than a few days' shifts of one of them leave them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.pairs import Points, pairs_after

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

JITTERS = 999
FEWEST = 10
PLACEBOS = 60
TIE = 1e-9
LONGEST = 3
"""Days after beyond which shifts of a few days say nothing."""
_AT_ONCE = 1_000_000
"""Numbers drawn at a time: bounds memory."""


class Unjittered(enum.StrEnum):
    """Why there is no p."""

    TOO_LONG = "shifts of a few days say nothing of links of more than three"
    SAME_DAY = "within one day nothing tells after from before"
    TOO_FEW_BURSTS = "too few bursts are near the other series"


def _nothing() -> Floats:
    return np.empty(0)


@dataclass(frozen=True)
class Jittered:
    """Pairs 0 to d days after, against those left when each burst is shifted by itself."""

    p: float | None
    """The larger of the two below; None where `why` says so."""
    why: Unjittered | None
    p_shift: float | None
    """Closer in time than shifts of a few days leave them."""
    p_after: float | None
    """Sooner after than before."""
    observed: int
    """Pairs within the first radius."""
    expected: float
    """Their mean over the shifts."""
    bursts: int
    """Bursts that are near the other series at any of the shifts."""
    sided: int
    """Bursts whose onset has more of the other series on one side in time than on the other."""
    null: Floats = field(default_factory=_nothing, repr=False, compare=False)
    """What the deciding p ranks the first value among, itself included: the largest standardised
    sum of every draw, shape (1 + draws,); empty without a p."""


def shifted_counts(
    x: Points, burst: ArrayLike, y: Points, radii: Sequence[float], days: int
) -> Ints:
    """Pairs 0 to `days` days after, per burst of x, shift and radius.

    Shape (bursts, 4·days + 3, radii): shifts of −(2·days + 1) to 2·days + 1 days, the middle one
    none. `burst`: labels 0, 1, … of the events of x, shape (n,). Radii in km.
    """
    label = np.asarray(burst, dtype=np.int64)
    if label.shape != (len(x),):
        raise OnrecordError(
            f"{len(x)} events, labels of shape {label.shape}", todo="Give one label per event."
        )
    reach = 2 * days + 1
    bursts = int(label.max()) + 1 if label.size else 0
    # Lags from −reach to days + reach, counted per burst and radius.
    lags = days + 2 * reach + 1
    counts = np.zeros((len(radii), bursts * lags), dtype=np.int64)
    for i, j, away in pairs_after(x, y, max(radii), -reach, days + reach):
        lag = (x.day[i] - y.day[j]).astype(np.int64) + reach
        cell = label[i] * lags + lag
        for k, km in enumerate(radii):
            counts[k] += np.bincount(cell[away <= km], minlength=bursts * lags)
    per_lag = counts.reshape(len(radii), bursts, lags)
    total = np.concatenate(
        [np.zeros((len(radii), bursts, 1), np.int64), np.cumsum(per_lag, axis=2)], axis=2
    )
    # Moved s days later, what then lies 0…d days after had lags −s…d − s.
    first = np.arange(2 * reach, -1, -1)
    shifted = total[:, :, first + days + 1] - total[:, :, first]
    return np.ascontiguousarray(np.moveaxis(shifted, 0, 2))


def after_less_before(
    x: Points, burst: ArrayLike, y: Points, radii: Sequence[float], days: int
) -> Ints:
    """For each burst of x: events of y 1 to `days` days before its onset less those as long after.

    Shape (bursts, radii). The onset is a burst's first event: what follows it in the same burst
    comes later by nature, and would look like a reply to whatever began at the same time.
    """
    label = np.asarray(burst, dtype=np.int64)
    order = np.lexsort((x.day, label))
    onset = order[np.unique(label[order], return_index=True)[1]]
    first = Points(x.day[onset], x.lat[onset], x.lon[onset])
    excess = np.zeros((onset.size, len(radii)))
    for i, j, away in pairs_after(first, y, max(radii), -days, days):
        sign = np.sign(first.day[i] - y.day[j])
        for k, km in enumerate(radii):
            excess[:, k] += np.bincount(i, sign * (away <= km), minlength=onset.size)
    return np.rint(excess).astype(np.int64)


def jitter_test(
    counts: Ints, excess: Ints, *, days: int, seed: int, draws: int = JITTERS, fewest: int = FEWEST
) -> Jittered:
    """Closer in time than shifts of a few days leave them, and sooner after than before.

    `counts` from `shifted_counts`: every burst gets a uniform shift of its own. That alone finds
    activity which both series share for a week or less, in up to 7 of 10 simulated conflicts. So
    `excess`, from `after_less_before`, must be large too when the sign of each burst's is drawn
    anew: what is shared is as often before as after. The p is the larger of the two, which is a
    valid p for “both” (an intersection–union test, Berger 1982); each is of the largest over radii
    in the same draws (Westfall & Young 1993).
    """
    some = counts[counts.any(axis=(1, 2))]
    moved = excess[excess.any(axis=1)]
    middle = counts.shape[1] // 2
    observed = int(some[:, middle, 0].sum())
    expected = float(some[:, :, 0].mean(axis=1).sum()) if len(some) else 0.0
    why = None
    if days > LONGEST:
        why = Unjittered.TOO_LONG
    elif days < 1:
        why = Unjittered.SAME_DAY
    elif min(len(some), len(moved)) < fewest:
        why = Unjittered.TOO_FEW_BURSTS
    if why is not None:
        return Jittered(None, why, None, None, observed, expected, len(some), len(moved))
    rng = np.random.default_rng(seed)
    shifts = largest_of(_shifted_sums(some, draws, rng))
    sides = largest_of(_signed_sums(moved, draws, rng))
    shift, sooner = rank(shifts), rank(sides)
    null = shifts if shift >= sooner else sides
    return Jittered(
        max(shift, sooner), None, shift, sooner, observed, expected, len(some), len(moved), null
    )


def _shifted_sums(counts: Ints, draws: int, rng: np.random.Generator) -> Floats:
    sums = np.empty((1 + draws, counts.shape[2]))
    sums[0] = counts[:, counts.shape[1] // 2].sum(axis=0)
    rows = np.arange(len(counts))
    for part in _portions(draws, rows.size):
        turn = rng.integers(0, counts.shape[1], (part.stop - part.start, rows.size))
        sums[part] = counts[rows, turn].sum(axis=1)
    return sums


def _signed_sums(excess: Ints, draws: int, rng: np.random.Generator) -> Floats:
    sums = np.empty((1 + draws, excess.shape[1]))
    sums[0] = excess.sum(axis=0)
    values = excess.astype(np.float64)  # whole numbers far below 2⁵³: sums are exact
    for part in _portions(draws, len(excess)):
        sums[part] = (
            rng.integers(0, 2, (part.stop - part.start, len(excess))) * 2.0 - 1.0
        ) @ values
    return sums


def _portions(draws: int, width: int) -> list[slice]:
    """Rows 1 to `draws` in portions of at most about `_AT_ONCE` numbers."""
    many = max(1, _AT_ONCE // max(1, width))
    return [slice(k, min(k + many, 1 + draws)) for k in range(1, 1 + draws, many)]


def largest_of(sums: Floats) -> Floats:
    """The largest standardised column of each row, shape (rows,)."""
    scale = sums.std(axis=0)
    standard = (sums - sums.mean(axis=0)) / np.where(scale > 0.0, scale, 1.0)
    return np.asarray(standard.max(axis=1), dtype=np.float64)


def rank(largest: Floats) -> float:
    """Share of values that are at least the first."""
    return float(np.mean(largest >= largest[0] - TIE))


def jitter_power(
    counts: Ints,
    excess: Ints,
    reacting: int,
    *,
    days: int,
    seed: int,
    alpha: float = 0.05,
    draws: int = 199,
    placebos: int = PLACEBOS,
) -> float | None:
    """How often `jitter_test` would notice that `reacting` bursts more follow by 0 to `days` days.

    In each placebo every burst is at a shift of its own and the sign of its excess is drawn, so
    that nothing is there; then the reacting ones are added. None where the test can have no p.
    """
    some = counts[counts.any(axis=(1, 2))]
    moved = excess[excess.any(axis=1)]
    if not 1 <= days <= LONGEST or min(len(some), len(moved)) + reacting < FEWEST:
        return None
    rng = np.random.default_rng(seed)
    width, columns = counts.shape[1:]
    shifts = np.arange(width) - width // 2
    noticed = 0
    for number in range(placebos):
        turn = (np.arange(width) + rng.integers(0, width, len(some))[:, None]) % width
        still = np.take_along_axis(some, turn[:, :, None], axis=1)
        sign = (rng.integers(0, 2, len(moved)) * 2 - 1)[:, None]
        lag = rng.integers(0, days + 1, reacting)
        there = (lag[:, None] + shifts >= 0) & (lag[:, None] + shifts <= days)
        followed = np.repeat(there[:, :, None], columns, axis=2).astype(np.int64)
        late = np.repeat((lag > 0)[:, None], columns, axis=1).astype(np.int64)
        test = jitter_test(
            np.concatenate([still, followed]),
            np.concatenate([moved * sign, late]),
            days=days,
            seed=seed + number,
            draws=draws,
        )
        noticed += test.p is not None and test.p <= alpha
    return noticed / placebos
