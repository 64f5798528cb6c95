"""The Knox test: are events that are close in space close in time more often than by chance?

Knox (1964), "The detection of space-time interactions", Applied Statistics 13: 25-29. It asks of
one series whether its events interact, and takes them as exchangeable: bursts that merely share
places with others are permuted apart, and then it says yes too often (methods.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError

Ints = NDArray[np.int64]
Null = Literal["times", "pairs"]


class NoKnox(Enum):
    """Why there is no p."""

    TOO_FEW_EVENTS = "fewer than 3 events"
    ALL_OR_NONE = "all pairs are close, or none are, in space or in time"


@dataclass(frozen=True, eq=False)
class Knox:
    """Pairs close in space, in time and in both, and how likely so many are. N pairs in all."""

    close_both: int
    close_time: int
    close_space: int
    pairs: int
    expected: float
    """close_time · close_space / pairs."""
    p: float | None
    """(1 + number of permutations with as many close pairs) / (1 + permutations)."""
    p_poisson: float | None
    """P(X > close_both), X Poisson with the expected number, as the R package surveillance has it:
    naive, since pairs that share an event are not independent."""
    permuted: Ints
    """Pairs close in both, in each permutation, shape (permutations,)."""
    null: Null
    why: NoKnox | None = None


def knox_test(
    time: ArrayLike,
    close_in_space: ArrayLike,
    *,
    days: float,
    permutations: int = 999,
    seed: int = 1,
    null: Null = "times",
) -> Knox:
    """Count pairs at most `days` apart among those close in space, and permute.

    `time`: days from any origin, shape (n,); `close_in_space`: index pairs i < j, shape (m, 2), as
    from `pairs_within`. `null`: "times" gives the events' times to one another (Knox's own
    idea); "pairs" draws which pairs are close in time as if pairs were independent, as `knox` of
    the R package surveillance 1.20.3 does: the hypergeometric distribution, which is too narrow.

    Raises `OnrecordError` for a missing time, and for pairs that name no event.
    """
    when = np.atleast_1d(np.asarray(time, dtype=np.float64))
    near = np.asarray(close_in_space, dtype=np.int64).reshape(-1, 2)
    n = when.size
    if not np.isfinite(when).all():
        raise OnrecordError("an event without a time", todo="Leave such events out.")
    if near.size and (near.min() < 0 or near.max() >= n):
        raise OnrecordError(
            f"pairs of events up to number {int(near.max())} among {n}",
            todo="Give pairs of positions among the times, from 0.",
        )
    if permutations < 1:
        raise OnrecordError(f"{permutations} permutations", todo="Give a number from 1.")
    ordered = np.sort(when)
    upto = np.searchsorted(ordered, ordered + days, side="right")
    close_time = int((upto - np.arange(n) - 1).sum())
    close_space, pairs = len(near), n * (n - 1) // 2
    both = _close(when, near, days)
    expected = close_time * close_space / pairs if pairs else 0.0
    why = None
    if n < 3:
        why = NoKnox.TOO_FEW_EVENTS
    elif close_time in (0, pairs) or close_space in (0, pairs):
        why = NoKnox.ALL_OR_NONE
    if why is not None:
        none = np.empty(0, dtype=np.int64)
        return Knox(both, close_time, close_space, pairs, expected, None, None, none, null, why)
    rng = np.random.default_rng(seed)
    if null == "pairs":
        permuted = _pairs_drawn(rng, close_time, close_space, pairs, permutations)
    else:
        draws = (_close(rng.permutation(when), near, days) for _ in range(permutations))
        permuted = np.fromiter(draws, dtype=np.int64, count=permutations)
    from scipy.special import pdtrc

    p = (1 + int(np.count_nonzero(permuted >= both))) / (1 + permutations)
    p_poisson = float(pdtrc(both, expected))
    return Knox(both, close_time, close_space, pairs, expected, p, p_poisson, permuted, null)


def _close(when: NDArray[np.float64], near: Ints, days: float) -> int:
    return int(np.count_nonzero(np.abs(when[near[:, 0]] - when[near[:, 1]]) <= days))


_MOST_PAIRS = 1_000_000_000
"""Beyond which numpy draws no hypergeometric numbers."""


def _pairs_drawn(
    rng: np.random.Generator, close_time: int, close_space: int, pairs: int, permutations: int
) -> Ints:
    if pairs < _MOST_PAIRS:
        drawn = rng.hypergeometric(close_time, pairs - close_time, close_space, permutations)
        return np.asarray(drawn, dtype=np.int64)
    # So many pairs that the draws are normal to the last whole number that matters.
    share = close_time / pairs
    mean = close_space * share
    variance = mean * (1.0 - share) * (pairs - close_space) / (pairs - 1.0)
    return np.rint(rng.normal(mean, np.sqrt(variance), permutations)).astype(np.int64)
