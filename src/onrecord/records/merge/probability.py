"""From weights to probabilities: how surely each pair is one event, given all its rivals.

A row has at most one counterpart. With odds w of each pair (against being nothing), the probability
of a whole set of matches is the product of its odds: physicists call it the monomer-dimer model.
What it says of each pair is found by passing messages between rows along the pairs (Bayati, Shah &
Sharma 2008 for its limit, the best assignment): exact where rivals form no ring, else close.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SWEEPS = 200
PRECISE = 1e-5
NOTHING = 1e-6
"""Odds below which a pair cannot matter to its rivals: its own are then its probability."""


@dataclass(frozen=True, eq=False)
class Probable:
    """The probability of each pair, shape (m,), and of each row to have a counterpart at all."""

    pair: Floats
    one: Floats
    other: Floats
    free: Floats
    """The last messages: where a next search with nearly the same odds may begin, shape (m,)."""


def probable(
    one: Ints,
    other: Ints,
    odds: Floats,
    sizes: tuple[int, int],
    *,
    free: Floats | None = None,
    precise: float = PRECISE,
) -> Probable:
    """Probabilities of pairs (`one`[k], `other`[k]) with these odds, of `sizes` rows each.

    A pair of its own with odds w has w/(1 + w); two rivals with w each w/(1 + 2w). `free`: the
    messages of an earlier search, to begin with; `precise`: how little they change in the end.
    """
    some = np.flatnonzero(odds > NOTHING)
    one_, other_, w = _Side(one[some], sizes[0]), _Side(other[some], sizes[1]), odds[some]
    # How surely `other`[k] is free, were the pair not there.
    alone = np.ones(len(some)) if free is None else free[some]
    back = np.ones(len(some))
    for _ in range(SWEEPS):
        back = one_.free(w * alone)
        to_one = other_.free(w * back)
        # Halfway: near rings of equal rivals the messages would swing.
        change = np.abs(to_one - alone).max(initial=0.0)
        alone = 0.5 * (alone + to_one)
        if change < precise:
            break
    both = w * alone * back
    pair = odds / (1.0 + odds)
    pair[some] = both / (1.0 + both)
    messages = np.ones(len(odds))
    messages[some] = alone
    own, others = (
        np.minimum(_sum(rows, pair, size), 1.0)
        for rows, size in ((one, sizes[0]), (other, sizes[1]))
    )
    return Probable(pair, own, others, messages)


def _sum(rows: Ints, values: Floats, size: int) -> Floats:
    # Where there are no pairs, bincount answers in whole numbers.
    whole = np.bincount(rows, weights=values, minlength=size)
    return whole.astype(np.float64, copy=False)


class _Side:
    """The pairs as one side sees them: whose they are, and whether they have any rivals there."""

    def __init__(self, rows: Ints, size: int) -> None:
        self._rows, self._size = rows, size

    def free(self, values: Floats) -> Floats:
        """How surely each pair's row is free, given what its other pairs would have of it."""
        rivals = _sum(self._rows, values, self._size)[self._rows]
        rivals -= values
        np.maximum(rivals, 0.0, out=rivals)
        rivals += 1.0
        return np.asarray(np.reciprocal(rivals, out=rivals))


def prior_odds(matches: float, sizes: tuple[int, int], shared: float, strength: float) -> float:
    """Odds that a row has a counterpart, from the matches expected so far.

    `shared`, `strength`: what was believed before, and how many rows that belief is worth.
    """
    smaller = min(sizes)
    q = (matches + shared * strength) / (smaller + strength)
    q = min(max(q, 1e-4), 0.98)
    matched = q * smaller
    free = (1.0 - min(matched / sizes[0], 0.98)) * (1.0 - min(matched / sizes[1], 0.98))
    return float(matched / np.sqrt(float(sizes[0]) * sizes[1]) / free)
