"""From weights to probabilities: how surely each pair is one event, given all its rivals.

A row has at most one counterpart. With odds w of each pair (against being nothing), the probability
of a whole set of matches is the product of its odds: physicists call it the monomer-dimer model.
What it says of each pair is found by passing messages between rows along the pairs (Bayati, Shah &
Sharma 2008 for its limit, the best assignment): exact where rivals form no ring, else close.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.inparts import AT_ONCE, Places, parts

Index = NDArray[np.int64] | NDArray[np.int32]
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
    one: Index,
    other: Index,
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
    if not (np.diff(one[some]) >= 0).all():
        some = some[np.argsort(one[some], kind="stable")]
    messages = _Messages(one[some], other[some], odds[some], sizes)
    if free is not None:
        messages.alone[:] = free[some]
    for _ in range(SWEEPS):
        if messages.pass_on() < precise:
            break
    likely, last = messages.pairs(), np.ones(len(odds))
    last[some] = messages.alone
    del messages
    pair = 1.0 + odds
    np.divide(odds, pair, out=pair)
    pair[some] = likely
    own, others = np.zeros(sizes[0]), np.zeros(sizes[1])
    for part in parts(len(pair)):
        Places(one[part]).add(own, pair[part])
        Places(other[part]).add(others, pair[part])
    return Probable(pair, np.minimum(own, 1.0), np.minimum(others, 1.0), last)


class _Messages:
    """What pairs, sorted by `one`, tell each other by way of their rows."""

    def __init__(self, one: Index, other: Index, odds: Floats, sizes: tuple[int, int]) -> None:
        self._odds, self._size = odds, sizes[1]
        # Where the pairs of each row begin, and the last end; parts are of whole rows.
        self._row = np.append(np.flatnonzero(np.diff(one, prepend=-1)), len(one))
        cut = np.searchsorted(self._row, np.arange(0, len(one), AT_ONCE))
        ends = np.unique(np.append(cut, len(self._row) - 1)).tolist()
        self._parts = list(itertools.pairwise(ends))
        self._at = [Places(other[self._pairs(part)]) for part in self._parts]
        self._back = np.ones(len(one))
        self.alone = np.ones(len(one))
        """How surely each pair's second row is free, were the pair not there: set it to begin."""

    def _pairs(self, part: tuple[int, int]) -> slice:
        return slice(self._row[part[0]], self._row[part[1]])

    def pass_on(self) -> float:
        """Pass messages to either side and back; how much any of them has changed."""
        whole = np.zeros(self._size)
        for (first, last), at in zip(self._parts, self._at, strict=True):
            part, row = self._pairs((first, last)), self._row[first : last + 1]
            values = self._odds[part] * self.alone[part]
            rivals = np.repeat(np.add.reduceat(values, row[:-1] - row[0]), np.diff(row))
            back = _free(rivals, values)
            back *= self._odds[part]
            self._back[part] = back
            at.add(whole, back)
        change = 0.0
        for rows, at in zip(self._parts, self._at, strict=True):
            part = self._pairs(rows)
            to_one, alone = _free(at.take(whole), self._back[part]), self.alone[part]
            change = max(change, float(np.abs(to_one - alone).max()))
            # Halfway: near rings of equal rivals the messages would swing.
            alone += to_one
            alone *= 0.5
        return change

    def pairs(self) -> Floats:
        """The probability of each pair. No message can be passed on after it."""
        both = self._back
        for part in parts(len(both)):
            both[part] *= self.alone[part]
            both[part] /= 1.0 + both[part]
        return both


def _free(rivals: Floats, values: Floats) -> Floats:
    """How surely each pair's row is free, from what all its pairs and this one would have of it."""
    rivals -= values
    np.maximum(rivals, 0.0, out=rivals)
    rivals += 1.0
    return np.reciprocal(rivals, out=rivals)


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
