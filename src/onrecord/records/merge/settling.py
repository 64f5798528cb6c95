"""Candidates weighed and rivals settled, in rounds: each informs usage, habits and the prior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.assignment import assigned
from onrecord.records.merge.candidates import Index, Pairs
from onrecord.records.merge.crowding import Crowding, crowding
from onrecord.records.merge.evidence import Evidence
from onrecord.records.merge.habits import Believed, Codes, Habits, believed, coded, learnt
from onrecord.records.merge.inparts import parts
from onrecord.records.merge.parties import by_usage
from onrecord.records.merge.probability import PRECISE, Probable, prior_odds, probable
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weighing import (
    Around,
    Counted,
    Weighed,
    Worth,
    counted,
    weigh,
    when_and_where,
)
from onrecord.records.merge.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

ROUNDS = 25
STEADY = 0.002
ROUGHLY = 1e-3
"""How far messages between rivals settle in a round; in the end they do so precisely."""
LEAST = 0.1
"""A row that is less likely than this to have a counterpart at all is not looked at further."""
FAINT = 0.02
"""A pair less likely than this is never chosen, whatever is left over."""
SURE = 1e-9
HOPELESS = 2.0**-12
"""Pairs with odds below this at first are weighed again only when all has settled. They count as
unrelated rows meanwhile."""


@dataclass(frozen=True, eq=False)
class Settled:
    """Candidates with their weights and what they come to before calibration."""

    found: Evidence
    weighed: Weighed
    """Of the pairs chosen."""
    prior: float
    probable: Probable
    usage: NDArray[np.int8]
    habits: Habits
    chosen: Ints
    """Indices of the pairs of the likeliest one-to-one assignment."""
    around: tuple[Crowding, Crowding]
    """The crowding around the rows of either record."""

    @property
    def score(self) -> Floats:
        """Log odds in bits of the chosen pairs, given all their rivals."""
        p = np.clip(self.probable.pair[self.chosen], SURE, 1.0 - SURE)
        return np.asarray(np.log2(p / (1.0 - p)))


@dataclass(frozen=True, eq=False)
class Given:
    """What a rehearsal takes from the real pair of records, and does not find anew."""

    prior: float
    """Odds that a row has a counterpart."""
    habits: Habits
    around: tuple[Crowding, Crowding]
    doubles: Mask
    """See `Around`."""


def settle(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    found: Evidence,
    named: NDArray[np.int8],
    weights: Weights,
    given: Given | None = None,
) -> Settled:
    """Weigh the pairs and settle rivals until nothing moves.

    `named`: the level of each pair of sides by names; `given`: what is found here otherwise.
    """
    apart = weights.most_gap
    around = given.around if given else (
        crowding(first, second, apart), crowding(second, first, apart)
    )  # fmt: skip
    beside = Around((first, second), around, given.doubles if given else None)
    placed = when_and_where(pairs, found, beside, weights)
    sizes = (max(len(first), 1), max(len(second), 1))
    own = given.prior if given else prior_odds(
        weights.shared * min(sizes), sizes, weights.shared, weights.strength
    )  # fmt: skip
    least = own
    one, other = (
        rows.party.astype(np.int32)[at] for rows, at in ((first, pairs.one), (second, pairs.other))
    )
    codes = coded(first, second, pairs, found.ring, weights)
    habits = given.habits if given else Habits.none(weights)
    whole = _Whole(pairs, found, placed, codes, named, (one, other), np.arange(len(pairs)), sizes)
    total = whole.weighed(weights, np.ones(len(pairs)), named, habits)
    active = whole.part(np.flatnonzero(own * np.exp2(total) > HOPELESS), weights)
    unrelated, usage, before, free = np.ones(len(active.pairs)), named, -1.0, None
    how: Believed | None = None
    for _ in range(ROUNDS):
        total = active.weighed(weights, unrelated, usage, habits)
        shown = active.shown(own * np.exp2(total), free, ROUGHLY)
        matches = float(shown.pair.sum())
        if abs(matches - before) <= STEADY * max(matches, 1.0):
            if given or how:
                break
            # Whether there are habits is told by pairs that none have been learnt from yet.
            how = believed(first, active.pairs, active.codes, shown.pair, weights)
            if how == Believed(0.0, 0.0):
                break
        before, unrelated, free = matches, 1.0 - shown.pair, shown.free
        if given:
            continue
        # Never below the start: how many are in both is left to the rehearsals, and rows that
        # weights expect too little of would fall out before they are rehearsed.
        own = max(least, prior_odds(matches, sizes, weights.shared, weights.strength))
        usage = by_usage(named, *active.parties, shown.pair, active.others)
        if how:
            habits = learnt(active.codes, shown.pair, how, weights)
    unrelated, messages = np.ones(len(pairs)), np.ones(len(pairs))
    unrelated[active.at] = 1.0 - shown.pair
    messages[active.at] = shown.free
    del active
    found = whole.found_by(usage)
    worth = whole.worth(weights, unrelated, found)
    odds = weigh(pairs, found, whole.when_and_where(habits), worth, weights, unrelated)
    np.exp2(odds, out=odds)
    odds *= own
    shown = whole.shown(odds, messages)
    del odds, messages
    chosen = choose(pairs, shown)
    some, here = pairs.take(chosen), found.take(chosen)
    weighed = Weighed.of(
        some, here, beside.of(chosen), worth, weights, unrelated[chosen],
        habits.pieces(codes[chosen]),
    )  # fmt: skip
    return Settled(found, weighed, own, shown, usage, habits, chosen, around)


@dataclass(frozen=True, eq=False)
class _Whole:
    """Pairs that are weighed together, and the others that count beside them."""

    pairs: Pairs
    found: Evidence
    placed: Floats
    codes: Codes
    named: NDArray[np.int8]
    parties: tuple[Index, Index]
    at: Ints
    """Where the pairs stand among all."""
    sizes: tuple[int, int]
    """Rows of the records."""
    beside: Counted | None = None
    others: Floats | None = None
    """How many of those beside them have each pair of sides, as `named`."""

    def found_by(self, usage: NDArray[np.int8]) -> Evidence:
        """The evidence, if the parties are as `usage` has them."""
        if usage is self.named:
            return self.found
        level = usage[self.parties[0], self.parties[1]]
        return Evidence(self.found.ring, {**self.found.levels, "parties": level})

    def worth(self, weights: Weights, unrelated: Floats, found: Evidence) -> Worth:
        counts = counted(self.pairs, found, unrelated, weights, self.sizes)
        return (counts.add(self.beside) if self.beside else counts).worth(weights)

    def weighed(
        self, weights: Weights, unrelated: Floats, usage: NDArray[np.int8], habits: Habits
    ) -> Floats:
        found = self.found_by(usage)
        worth = self.worth(weights, unrelated, found)
        placed = self.when_and_where(habits)
        return weigh(self.pairs, found, placed, worth, weights, unrelated)

    def when_and_where(self, habits: Habits) -> Floats:
        """Bits of crowding, time and distance together, (m,), if these are the habits."""
        return self.placed + habits.bits(self.codes) if habits.any else self.placed

    def shown(self, odds: Floats, free: Floats | None, precise: float = PRECISE) -> Probable:
        return probable(
            self.pairs.one, self.pairs.other, odds, self.sizes, free=free, precise=precise
        )

    def part(self, index: Ints, weights: Weights) -> _Whole:
        """Some of the pairs, with the rest beside them."""
        rest = np.ones(len(self.pairs))
        rest[index] = 0.0
        others: Floats = np.zeros(self.named.size)
        for part in parts(len(self.pairs)):
            one, other = (side[part].astype(np.int64) for side in self.parties)
            cell = one * self.named.shape[1] + other
            others += np.bincount(cell, weights=rest[part], minlength=self.named.size)
        return _Whole(
            self.pairs.take(index), self.found.take(index), self.placed[index], self.codes[index],
            self.named, (self.parties[0][index], self.parties[1][index]), index, self.sizes,
            counted(self.pairs, self.found, rest, weights, self.sizes),
            others.reshape(self.named.shape),
        )  # fmt: skip


def choose(pairs: Pairs, shown: Probable) -> Ints:
    """The pairs of the assignment with the greatest sum of probabilities."""
    if not len(pairs):
        return np.zeros(0, dtype=np.int64)
    told = (shown.one[pairs.one] >= LEAST) & (shown.other[pairs.other] >= LEAST)
    return assigned(pairs.one, pairs.other, np.where(told & (shown.pair >= FAINT), shown.pair, 0.0))
