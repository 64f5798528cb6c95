"""Both records rehearsed, and the scores of their real pairs turned into probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.blocks_run import Run, here
from onrecord.records.merge.calibrated import Calibration, Outcome, calibrate, shared_rows
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
from onrecord.records.merge.settling import Settled, settle
from onrecord.records.merge.weights import Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FIRST_SHARE = 0.3
"""Planted in the first rehearsal; the next have about what the first found."""
LEAST_SHARE = 0.02
CROWDED_SHARE = 0.2
"""Planted, from which on rivals for the same rows make up for what `stand_in` corrects."""
AGAIN = 1


@dataclass(frozen=True, eq=False)
class Pair:
    """The real pair of records, as the rehearsals need it."""

    rows: tuple[Rows, Rows]
    stories: tuple[Ints, Ints]
    """Of each row of a record, in its own order, the first row of the same story."""
    pairs: Pairs
    settled: Settled
    named: NDArray[np.int8]
    kinds: tuple[str, ...]
    words: tuple[Any, Any] | None
    weights: Weights


def calibration(real: Pair, run: Run = here) -> Calibration:
    """The probability of each score, from rehearsals of both records, which `run` works on."""
    score = real.settled.score
    rows = min(len(real.rows[0]), len(real.rows[1]))
    if not score.size:
        return Calibration(np.zeros(0), np.zeros(0), 0.0)
    whole = float(real.settled.probable.pair.sum())
    planted, trust = FIRST_SHARE, 1.0
    none, some = _both(real, (0.0, planted), trust, run)
    shared = shared_rows(score, rows, none, some, planted)
    for _ in range(AGAIN):
        trust = min(1.0, shared * rows / max(whole, 1.0))
        planted = min(max(shared, LEAST_SHARE), 1.0)
        if real.words is None and planted >= CROWDED_SHARE:
            # Only what is believed of source lines differs between rehearsals without a share.
            (some,) = _both(real, (planted,), trust, run)
        else:
            none, some = _both(real, (0.0, planted), trust, run)
        shared = shared_rows(score, rows, none, some, planted)
    return calibrate(none, some, max(planted, shared), shared)


def _both(
    real: Pair, shares: tuple[float, ...], trust: float, run: Run
) -> tuple[list[Outcome], ...]:
    """The rehearsals of both records, for each of the shares that are planted."""
    corrected = max(shares) < CROWDED_SHARE
    parts = [(share, side, corrected) for share in shares for side in (0, 1)]
    done = run(partial(_one, real, trust), parts)
    return tuple(done[at : at + 2] for at in range(0, len(done), 2))


def _one(real: Pair, trust: float, which: tuple[float, int, bool]) -> Outcome:
    """One record rehearsed. `trust`: how far the probabilities of the real pairs are believed.

    `which`: the share that is planted, the record, and whether its rows' own crowding is corrected.
    """
    share, side, corrected = which
    rows, others = real.rows[side], real.rows[1 - side]
    weights, pairs = real.weights, real.pairs
    related = real.settled.probable.pair
    usual: Likely = likely(
        real.rows[0], real.rows[1], pairs, dict(real.settled.found.levels), related
    )
    if side:
        usual = usual.turned()
    part = some_days(rows)
    many = round(len(part) * min(1.0, len(others) / max(len(rows), 1)))
    done = rehearse(
        part, real.stories[side][part.row], share, many, usual, told_shares(others), side
    )
    table = real.named if side == 0 else real.named.T
    parties = [r.party[i] for r, i in zip(real.rows, (pairs.one, pairs.other), strict=True)]
    if side:
        parties.reverse()
    table = as_other(table, parties[0], parties[1], related)
    found_pairs = candidates(done.first, done.second, weights)
    own = done.at[found_pairs.one]
    itself = own == found_pairs.other
    told = done.story[own] == done.story[found_pairs.other]
    kept = np.where(itself, done.planted[found_pairs.other], ~told)
    found_pairs, itself = found_pairs.take(kept), itself[kept]
    found = evidence(
        done.first, done.second, found_pairs, weights, parties=table, kinds=real.kinds, words=None
    )
    rng = np.random.default_rng([side, 1])
    line = _lines(real, side, done.first, done.second, found_pairs, trust * related, rng)
    drawn = usual.drawn(np.ones(len(usual.weight), dtype=bool), len(found_pairs), rng)
    if usual.weight.size:
        line = np.where(itself, usual.levels["source_line"][drawn], line).astype(np.int8)
    found = Evidence(found.ring, {**found.levels, "source_line": line})
    settled = settle(
        done.first, done.second, found_pairs, found, table, weights, real.settled.prior,
        done.stand_in(found_pairs.one, found_pairs.other) if corrected else None,
    )  # fmt: skip
    size = min(len(done.first), len(done.second))
    return Outcome(settled.score, itself[settled.chosen], float(size))


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
