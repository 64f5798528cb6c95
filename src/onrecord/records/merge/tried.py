"""Both records rehearsed, and the scores of their real pairs turned into probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.blocks_run import Run, here
from onrecord.records.merge.calibrated import Calibration, Outcome, calibrated
from onrecord.records.merge.candidates import Pairs, candidates
from onrecord.records.merge.evidence import Evidence, evidence
from onrecord.records.merge.rehearsal import (
    Likely,
    as_other,
    likely,
    lines_of_strangers,
    rehearse,
    some_days,
    told_shares,
)
from onrecord.records.merge.rows import Rows, cosines
from onrecord.records.merge.settling import Given, Settled, settle
from onrecord.records.merge.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

REHEARSED = ((0.0, 3), (0.1, 3), (0.3, 2), (0.6, 1), (0.9, 1))
"""Share planted, and how often each record is rehearsed with it."""
MANY = 2_000
"""Rows of the smaller record from which on once is enough."""


@dataclass(frozen=True, eq=False)
class Pair:
    """The real pair of records, as the rehearsals need it."""

    rows: tuple[Rows, Rows]
    pairs: Pairs
    settled: Settled
    kinds: tuple[str, ...]
    words: tuple[Any, Any] | None
    weights: Weights


def calibration(real: Pair, run: Run = here) -> Calibration:
    """The probability of each score, from rehearsals of both records, which `run` works on."""
    score = real.settled.score
    if not score.size:
        return Calibration(np.zeros(0), np.zeros(0), 0.0)
    rows = min(len(real.rows[0]), len(real.rows[1]))
    parts = [
        (share, side, draw)
        for share, draws in REHEARSED
        for side in (0, 1)
        for draw in range(draws if rows < MANY else 1)
    ]
    done = run(partial(_one, real), parts)
    tried: dict[float, list[Outcome]] = {}
    for (share, _, _), outcome in zip(parts, done, strict=True):
        tried.setdefault(share, []).append(outcome)
    return calibrated(score, rows, tried)


def _one(real: Pair, which: tuple[float, int, int]) -> Outcome:
    """One record rehearsed: the share that is planted, the record, the number of the draw."""
    share, side, draw = which
    smaller = min(len(real.rows[0]), len(real.rows[1]))
    # How far the probabilities of the real pairs are believed, if so many are in both.
    trust = min(1.0, share * smaller / max(float(real.settled.probable.pair.sum()), 1.0))
    rows, others = real.rows[side], real.rows[1 - side]
    weights, pairs = real.weights, real.pairs
    related = real.settled.probable.pair
    usual: Likely = likely(
        real.rows[0], real.rows[1], pairs, dict(real.settled.found.levels), related
    )
    parties = [r.party[i] for r, i in zip(real.rows, (pairs.one, pairs.other), strict=True)]
    table = real.settled.usage
    if side:
        usual, table = usual.turned(), table.T
        parties.reverse()
    table = as_other(table, parties[0], parties[1], related)
    days = some_days(rows)
    done = rehearse(
        rows.take(days), (len(rows), len(others)), share, usual, told_shares(others),
        (side, draw),
    )  # fmt: skip
    found_pairs = candidates(done.first, done.second, weights)
    right = done.right(found_pairs.one, found_pairs.other)
    found = evidence(
        done.first, done.second, found_pairs, weights, parties=table, kinds=real.kinds, words=None
    )
    rng = np.random.default_rng([side, draw, 1])
    line = _lines(real, side, done.first, done.second, found_pairs, trust * related, rng)
    drawn = usual.drawn(np.ones(len(usual.weight), dtype=bool), len(found_pairs), rng)
    if usual.weight.size:
        line = np.where(right, usual.levels["source_line"][drawn], line).astype(np.int8)
    found = Evidence(found.ring, {**found.levels, "source_line": line})
    around = real.settled.around[side]
    settled = settle(
        done.first, done.second, found_pairs, found, table, weights,
        Given(
            real.settled.prior,
            (
                around.take(days[done.at[0]]),
                around.standing_in(days[done.at[1]], len(others) / max(len(rows), 1)),
            ),
            ~right,
        ),
    )  # fmt: skip
    size = min(len(done.first), len(done.second))
    met = around.met(len(others) / max(len(rows), 1))
    return Outcome(settled.score, right[settled.chosen], float(size), met)


def _lines(
    real: Pair, side: int, first: Rows, second: Rows, pairs: Pairs, related: Floats,
    rng: np.random.Generator,
) -> NDArray[np.int8]:  # fmt: skip
    if real.words is None:
        cosine = np.full(len(pairs), np.nan)
    else:
        own = real.words[side]
        cosine = cosines((own, own), first.row[pairs.one], second.row[pairs.other])
    return lines_of_strangers(cosine, real.settled.found.levels["source_line"], related, rng)
