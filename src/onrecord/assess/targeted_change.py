"""What a targeted claim could have shown, and what would change its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from onrecord.assess.targeted_counts import Tables
from onrecord.assess.targeted_work import ALPHA, Reading, Work, p_with_fights, ways
from onrecord.stats.clustered_odds import stratified_odds, stratified_p, stratified_power
from onrecord.stats.odds import informative

ODDS = (1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0)
MOST_ADDED = 60
MOST_TESTS = 10_000


def capacity(work: Work) -> int:
    """The most tests among which these margins could still decide."""
    if work.near is None:
        return 0
    return min(_capacity(reading) for reading in work.readings)


def _capacity(reading: Reading) -> int:
    tables = reading.tables
    best = tables.tables[informative(tables.tables)].copy()
    cluster = tables.cluster[informative(tables.tables)]
    if not len(best):
        return 0
    # Every hit on the one, as far as the margins go.
    moved = np.minimum(best[:, 1], best[:, 2])
    best += np.stack([moved, -moved, -moved, moved], axis=1)
    p = replace(reading, p=stratified_p(best, cluster)).weighed_p
    if p is None or p > ALPHA:
        return 0
    return MOST_TESTS if p * MOST_TESTS <= ALPHA else int(ALPHA / p)


@dataclass(frozen=True)
class Noticed:
    """How often a preference would have been noticed here."""

    twice: float | None
    """Odds of 2; None where it cannot be told."""
    smallest: float | None
    """Smallest odds noticed in 8 of 10; None where none of `ODDS` is."""


def noticed(work: Work) -> Noticed:
    def at(odds: float) -> float | None:
        shares = [
            stratified_power(
                one.tables.tables, one.tables.cluster, odds, alpha=work.alpha / one.counts
            )
            for one in work.readings
        ]
        return None if any(one is None for one in shares) else min(one or 0.0 for one in shares)

    enough = [odds for odds in ODDS if (at(odds) or 0.0) >= 0.8]
    return Noticed(at(2.0), min(enough, default=None))


def tipping(work: Work) -> int | None:
    """Fewest further hits on the other, all in one stratum, that carry p above the level.

    The stratum where one more weighs most: with the most other events of the one. None where
    `MOST_ADDED` do not.
    """
    found = [_tipping(one.tables, work.alpha / one.counts) for one in work.readings]
    return min((added for added in found if added is not None), default=None)


def _tipping(given: Tables, alpha: float) -> int | None:
    tables = given.tables.copy()
    usable = informative(tables)
    share = np.where(usable, tables[:, 2] / np.maximum(tables.sum(axis=1), 1), -1.0)
    at = int(np.argmax(share))
    both = given.with_fights - given.tables
    for added in range(1, MOST_ADDED + 1):
        tables[at, 1] += 1
        p = p_with_fights(Tables(tables, tables + both, given.cluster, 0))
        if p is None or p > alpha:
            return added
    return None


def reporting(work: Work) -> float | None:
    """How many times as completely hits on the one would have to be recorded (or its other events
    as incompletely) for the result to vanish: the odds ratio that the same test just rejects."""
    lows = [
        stratified_odds(tables, one.tables.cluster, level=1.0 - 2.0 * work.alpha / one.counts).low
        for one in work.readings
        for tables in ways(one.tables)
    ]
    known = [low for low in lows if low is not None]
    return min(known) if len(known) == len(lows) else None
