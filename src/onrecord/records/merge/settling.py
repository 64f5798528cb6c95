"""Candidates weighed and rivals settled, in rounds: usage, prior and rivals inform each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.assignment import assigned
from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.crowding import crowding
from onrecord.records.merge.evidence import Evidence
from onrecord.records.merge.parties import by_usage
from onrecord.records.merge.probability import Probable, prior_odds, probable
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weighing import Weighed, weigh, when_and_where
from onrecord.records.merge.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ROUNDS = 25
STEADY = 0.002
LEAST = 0.1
"""A row that is less likely than this to have a counterpart at all is not looked at further."""
FAINT = 0.02
"""A pair less likely than this is never chosen, whatever is left over."""
SURE = 1e-9


@dataclass(frozen=True, eq=False)
class Settled:
    """Candidates with their weights and what they come to before calibration."""

    found: Evidence
    weighed: Weighed
    prior: float
    probable: Probable
    usage: NDArray[np.int8]
    chosen: Ints
    """Indices of the pairs of the likeliest one-to-one assignment."""

    @property
    def score(self) -> Floats:
        """Log odds in bits of the chosen pairs, given all their rivals."""
        p = np.clip(self.probable.pair[self.chosen], SURE, 1.0 - SURE)
        return np.asarray(np.log2(p / (1.0 - p)))


def settle(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    found: Evidence,
    named: NDArray[np.int8],
    weights: Weights,
    prior: float | None = None,
) -> Settled:
    """Weigh the pairs and settle rivals until nothing moves.

    `named`: the level of each pair of sides by names; `prior`: odds that a row has a counterpart,
    found in the rounds if not given.
    """
    around = crowding(first), crowding(second)
    placed = when_and_where(first, second, pairs, found, around, weights)
    sizes = (max(len(first), 1), max(len(second), 1))
    own = prior if prior is not None else prior_odds(
        weights.shared * min(sizes), sizes, weights.shared, weights.strength
    )  # fmt: skip
    one, other = first.party[pairs.one], second.party[pairs.other]
    unrelated, usage, before = np.ones(len(pairs)), named, -1.0
    for _ in range(ROUNDS):
        weighed = weigh(pairs, found, placed, weights, unrelated)
        shown = probable(pairs.one, pairs.other, own * np.exp2(weighed.total), sizes)
        matches = float(shown.pair.sum())
        if abs(matches - before) <= STEADY * max(matches, 1.0):
            break
        before, unrelated = matches, 1.0 - shown.pair
        if prior is None:
            own = prior_odds(matches, sizes, weights.shared, weights.strength)
        usage = by_usage(named, one, other, shown.pair)
        found = Evidence(found.ring, {**found.levels, "parties": usage[one, other]})
    return Settled(found, weighed, own, shown, usage, choose(pairs, shown))


def choose(pairs: Pairs, shown: Probable) -> Ints:
    """The pairs of the assignment with the greatest sum of probabilities."""
    if not len(pairs):
        return np.zeros(0, dtype=np.int64)
    told = (shown.one[pairs.one] >= LEAST) & (shown.other[pairs.other] >= LEAST)
    return assigned(pairs.one, pairs.other, np.where(told & (shown.pair >= FAINT), shown.pair, 0.0))
