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
PRECISE = 1e-6


@dataclass(frozen=True, eq=False)
class Probable:
    """The probability of each pair, shape (m,), and of each row to have a counterpart at all."""

    pair: Floats
    one: Floats
    other: Floats


def probable(
    one: Ints, other: Ints, odds: Floats, sizes: tuple[int, int], sweeps: int = SWEEPS
) -> Probable:
    """Probabilities of pairs (`one`[k], `other`[k]) with these odds, of `sizes` rows each.

    A pair of its own with odds w has w/(1 + w); two rivals with w each w/(1 + 2w).
    """
    alone = np.ones(len(odds))  # how surely `other`[k] is free, were the pair not there
    back = np.ones(len(odds))
    for _ in range(sweeps):
        free = odds * alone
        to_other = 1.0 / (1.0 + np.maximum(_sum(one, free, sizes[0])[one] - free, 0.0))
        free = odds * to_other
        to_one = 1.0 / (1.0 + np.maximum(_sum(other, free, sizes[1])[other] - free, 0.0))
        # Halfway: near rings of equal rivals the messages would swing.
        change = np.abs(to_one - alone).max(initial=0.0)
        alone, back = 0.5 * (alone + to_one), to_other
        if change < PRECISE:
            break
    both = odds * alone * back
    pair = both / (1.0 + both)
    rows = [
        np.minimum(_sum(rows, pair, n), 1.0) for rows, n in ((one, sizes[0]), (other, sizes[1]))
    ]
    return Probable(pair, *rows)


def _sum(rows: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(rows, weights=values, minlength=size).astype(np.float64)


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
