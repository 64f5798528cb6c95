"""Counts in sliding windows of days, each against a baseline before it, from running totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError

Direction = Literal["rose", "fell"]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

TIE = 1e-9
"""Two z closer than this are one z: rounding must not decide who ranks first."""

DAYS_A_YEAR = 365.25


def checked_counts(counts: ArrayLike) -> Ints:
    """Daily counts as whole numbers, shape (days,); anything else raises `OnrecordError`."""
    given = np.asarray(counts)
    if given.ndim != 1:
        raise OnrecordError(
            f"daily counts of shape {given.shape}", todo="Give one number for each day."
        )
    if given.size == 0:
        return np.empty(0, dtype=np.int64)
    whole = given.dtype.kind in "biu" or (
        given.dtype.kind == "f"
        and bool(np.all(np.isfinite(given)))
        and bool(np.all(given == np.floor(given)))
    )
    if not whole or np.any(given < 0):
        raise OnrecordError(
            "daily counts that are not whole numbers from 0",
            todo="Count events per day; leave out what has no day.",
        )
    return given.astype(np.int64)


def checked_lengths(length: int, baseline: int = 1, gap: int = 0) -> None:
    """Raise `OnrecordError` for a window or baseline without days, or a negative gap."""
    if length < 1 or baseline < 1 or gap < 0:
        raise OnrecordError(
            f"a window of {length} days, a baseline of {baseline} days, {gap} days between them",
            todo="Window and baseline need a day or more, and the baseline ends before the window.",
        )


def default_baseline(length: int) -> int:
    """Days of the baseline where the claim names none: six times the window, at least 60."""
    return max(6 * length, 60)


def daily_counts(days: ArrayLike, first: int, last: int) -> Ints:
    """Events per day, shape (last − first + 1,), from the day number of each event, shape (n,).

    Events outside `first` to `last` (both included) and events without a day are left out.
    """
    if last < first:
        raise OnrecordError(
            f"a record from day {first} to day {last}", todo="The record ends before it begins."
        )
    day = np.asarray(days, dtype=np.float64).reshape(-1)
    inside = np.isfinite(day) & (day >= first) & (day < last + 1)
    position = np.floor(day[inside]).astype(np.int64) - first
    return np.bincount(position, minlength=last - first + 1).astype(np.int64)


def window_counts(counts: ArrayLike, length: int) -> Ints:
    """Events in the window that begins on each day, shape (days − length + 1,); empty if too long.

    One running total, so the time is that of reading the counts, whatever the length.
    """
    checked_lengths(length)
    return _window_sums(checked_counts(counts), length)


def _window_sums(daily: Ints, length: int) -> Ints:
    if daily.size < length:
        return np.empty(0, dtype=np.int64)
    total = np.concatenate([[0], np.cumsum(daily)])
    return np.asarray(total[length:] - total[:-length], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Windows:
    """Every window with its baseline, wholly inside the record. Arrays of shape (windows,)."""

    starts: Ints
    """Position of the window's first day in the record, ascending without holes."""
    k1: Ints
    """Events in the window."""
    k0: Ints
    """Events in the baseline before it."""

    @property
    def n(self) -> Ints:
        return self.k1 + self.k0

    def at(self, start: int) -> int | None:
        """Position in these arrays of the window that begins on day `start`; None if not there."""
        place = start - int(self.starts[0]) if self.starts.size else -1
        return place if 0 <= place < self.starts.size else None


def sliding_windows(counts: ArrayLike, length: int, baseline: int, gap: int = 0) -> Windows:
    """All windows of `length` days, each with the `baseline` days that end `gap` days before it."""
    checked_lengths(length, baseline, gap)
    daily = checked_counts(counts)
    lead = baseline + gap
    if daily.size < lead + length:
        none = np.empty(0, dtype=np.int64)
        return Windows(none, none, none)
    k1 = _window_sums(daily, length)[lead:]
    k0 = _window_sums(daily, baseline)[: k1.size]
    return Windows(np.arange(lead, lead + k1.size, dtype=np.int64), k1, k0)


def comparable(total: Ints, n: int) -> NDArray[np.bool_]:
    """Which windows have a total (window and baseline) within a factor 3 of `n`."""
    return np.asarray((3 * total >= n) & (total <= 3 * n), dtype=np.bool_)


@overload
def changed_z(
    k1: float, k0: float, length: int, baseline: int, direction: Direction = ...
) -> float: ...
@overload
def changed_z(
    k1: Ints | Floats, k0: Ints | Floats, length: int, baseline: int, direction: Direction = ...
) -> Floats: ...
def changed_z(
    k1: float | Ints | Floats,
    k0: float | Ints | Floats,
    length: int,
    baseline: int,
    direction: Direction = "rose",
) -> float | Floats:
    """How far the window's count departs from its share of the total, in the claimed direction.

    z = ± (k1 − q·n) / √(q(1 − q)(n + 1)) with n = k1 + k0 and q = length/(length + baseline): the
    binomial score given n, where the one added to n keeps nothing-after-nothing at 0 and one event
    after nothing from ranking above a real rise. Computed as (k1·B − k0·L)/√(L·B·(n + 1)), the same
    number with an exact numerator. Finite for all counts from 0.
    """
    rise = (k1 * float(baseline) - k0 * float(length)) / np.sqrt(
        float(length) * float(baseline) * (k1 + k0 + 1.0)
    )
    signed = rise if direction == "rose" else -rise
    return float(signed) if np.ndim(signed) == 0 else np.asarray(signed, dtype=np.float64)


def compared_z(
    counts: tuple[ArrayLike, ArrayLike],
    versus: tuple[ArrayLike, ArrayLike],
    direction: Direction = "rose",
) -> Floats:
    """How much more (less, for a fall) one series changed than another, from (k1, k0) of each.

    z = ± (k1 − n·K1/N) / √(n·n'·(K1 + 1)·(K0 + 1)/(N + 1)³), capitals for both series together:
    the score of the odds ratio of a table of two rows and two columns (Cochran 1954), with the ones
    that keep nothing from outranking something. A change that both series saw alike leaves it at 0
    *and* leaves its spread as it is; the difference of two `changed_z` spreads more the more both
    changed, and is called striking in 8–24 % then. Finite; 0 where either series is empty. Counts
    broadcast to the shape of the answer.
    """
    k1, k0, j1, j0 = (np.asarray(count, dtype=np.float64) for count in (*counts, *versus))
    n, other, inside, before = k1 + k0, j1 + j0, k1 + j1, k0 + j0
    total = n + other
    # k1·N − n·K1 = k1·j0 − k0·j1, exactly.
    rise = np.divide(k1 * j0 - k0 * j1, total, out=np.zeros_like(total), where=total > 0)
    variance = n * other * (inside + 1.0) * (before + 1.0) / (total + 1.0) ** 3
    z = np.divide(rise, np.sqrt(variance), out=np.zeros_like(total), where=variance > 0)
    return np.asarray(z if direction == "rose" else -z, dtype=np.float64)


def compared_log_odds(
    counts: tuple[ArrayLike, ArrayLike],
    versus: tuple[ArrayLike, ArrayLike],
    direction: Direction = "rose",
) -> Floats:
    """Log of how many times as much one series changed as another, from (k1, k0) of each.

    With a half added to every count (Haldane 1956); the sign turned for a fall.
    """
    k1, k0, j1, j0 = (np.asarray(count, dtype=np.float64) + 0.5 for count in (*counts, *versus))
    odds = np.log(k1 * j0) - np.log(k0 * j1)
    return np.asarray(odds if direction == "rose" else -odds, dtype=np.float64)


def change_scores(
    counts: tuple[ArrayLike, ArrayLike],
    versus: tuple[ArrayLike, ArrayLike] | None,
    length: int,
    baseline: int,
    direction: Direction,
) -> Floats:
    """What windows are ranked by, shape (1, windows); (2, windows) where two series are compared.

    `changed_z` of one series; of two, `compared_z` and `compared_log_odds`: chance scatters the
    first alike in quiet and busy windows, lasting differences between the series (a season, a
    front) the second, and which of the two prevails is not known.
    """
    if versus is None:
        k1, k0 = (np.atleast_1d(np.asarray(count, dtype=np.float64)) for count in counts)
        return changed_z(k1, k0, length, baseline, direction)[None, :]
    both = compared_z(counts, versus, direction), compared_log_odds(counts, versus, direction)
    return np.stack([np.atleast_1d(score) for score in both])


def separate(starts: Ints, spacing: int) -> int:
    """How many groups the sorted starts form if those less than `spacing` days apart are one.

    Runs declustering (Smith & Weissman 1994): windows that share days are not separate occasions.
    """
    if starts.size == 0:
        return 0
    return 1 + int(np.count_nonzero(np.diff(starts) >= spacing))
