"""Two records, matched: the candidates weighed, rivals settled, every number kept for the why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Registry
from onrecord.records.merge.assignment import assigned
from onrecord.records.merge.blocks import candidate_pairs
from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.crowding import crowding
from onrecord.records.merge.evidence import Evidence, evidence
from onrecord.records.merge.parties import by_name, by_usage
from onrecord.records.merge.probability import Probable, prior_odds, probable
from onrecord.records.merge.rows import Parties, Rows, of_events, word_matrices
from onrecord.records.merge.weighing import Weighed, weigh, when_and_where
from onrecord.records.merge.weights import Weights, read_weights
from onrecord.records.schema import Events

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST = 0.5
"""A row that is less likely than this to have a counterpart at all is not matched."""
FAINT = 0.02
"""A pair less likely than this is never chosen, whatever is left over."""
ROUNDS = 25
STEADY = 0.002


@dataclass(frozen=True, eq=False)
class Matching:
    """What was found between two records; `pairs` counts in `first` and `second`."""

    first: Rows
    second: Rows
    pairs: Pairs
    found: Evidence
    weighed: Weighed
    prior: float
    """Odds, before any evidence, that a row has a counterpart."""
    probable: Probable
    chosen: Ints
    """Indices into `pairs`."""
    parties: tuple[Parties, Parties]
    usage: NDArray[np.int8]
    """Level of each pair of sides in the end, and by names alone."""
    by_name: NDArray[np.int8]

    @property
    def rows(self) -> tuple[Ints, Ints]:
        """Rows of the records (as they stand in them) of the pairs chosen."""
        pairs = self.pairs.take(self.chosen)
        return self.first.row[pairs.one], self.second.row[pairs.other]

    @property
    def expected(self) -> float:
        """How many events are expected to be in both."""
        return float(self.probable.pair.sum())


def match(
    one: Events,
    other: Events,
    *,
    registry: Registry | None = None,
    weights: Weights | None = None,
    jobs: int = 1,
    backend: str | None = None,
) -> Matching:
    """Match the events of two records; see docs/merge.md. The same whichever comes first.

    `jobs`, `backend`: of joblib, where blocks of a month are searched side by side.
    """
    weights = weights or read_weights()
    kinds: dict[str, int] = {}
    places: dict[str, int] = {}
    first, first_parties = of_events(one, weights, kinds, places)
    second, second_parties = of_events(other, weights, kinds, places)
    named = by_name(
        first_parties, second_parties, registry or Registry.default(), _middle(first, second)
    )
    pairs = candidate_pairs(first, second, weights, jobs=jobs, backend=backend)
    around = crowding(first), crowding(second)
    words = word_matrices(one, other) if len(pairs) else None
    names = tuple(kinds)
    found = evidence(first, second, pairs, weights, parties=named, kinds=names, words=words)
    placed = when_and_where(first, second, pairs, found, around, weights)
    sizes = (max(len(first), 1), max(len(second), 1))
    prior = prior_odds(weights.shared * min(sizes), sizes, weights.shared, weights.strength)
    unrelated = np.ones(len(pairs))
    usage, shown = named, Probable(np.zeros(len(pairs)), np.zeros(0), np.zeros(0))
    before = -1.0
    for _ in range(ROUNDS):
        weighed = weigh(pairs, found, placed, weights, unrelated)
        shown = probable(pairs.one, pairs.other, prior * np.exp2(weighed.total), sizes)
        matches = float(shown.pair.sum())
        if abs(matches - before) <= STEADY * max(matches, 1.0):
            break
        before, unrelated = matches, 1.0 - shown.pair
        prior = prior_odds(matches, sizes, weights.shared, weights.strength)
        usage = by_usage(named, first.party[pairs.one], second.party[pairs.other], shown.pair)
        levels = {
            **found.levels,
            "parties": usage[first.party[pairs.one], second.party[pairs.other]],
        }
        found = Evidence(found.ring, levels)
    return Matching(
        first, second, pairs, found, weighed, prior, shown, choose(pairs, shown),
        (first_parties, second_parties), usage, named,
    )  # fmt: skip


def choose(pairs: Pairs, shown: Probable) -> Ints:
    """The pairs chosen: of rows that probably have a counterpart, the likeliest assignment."""
    if not len(pairs):
        return np.zeros(0, dtype=np.int64)
    told = (shown.one[pairs.one] >= LEAST) & (shown.other[pairs.other] >= LEAST)
    return assigned(pairs.one, pairs.other, np.where(told & (shown.pair >= FAINT), shown.pair, 0.0))


def _middle(first: Rows, second: Rows) -> dt.date:
    days = np.concatenate([first.start, second.start])
    middle = int(np.median(days)) if days.size else 0
    return dt.date(1970, 1, 1) + dt.timedelta(days=middle)
