"""Probabilities that mean what they say: scores held against a rehearsal.

The score of a chosen pair (the log odds that weights and rivals give it) becomes the share of pairs
of that score that are right, in rehearsals of both records, with the truth known: a monotone
regression. How much is in both is what explains best how many pairs were chosen at each score,
between a rehearsal without any counterpart and one with some; nothing, where nothing in both
explains it nearly as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

BINS = 24
DOUBT = 4.0
"""Log likelihood by which a share must fit better than none at all, to be taken for one.

Twice what would do for counts that are independent: in bursts, pairs come several at a time."""
FIRM = 200
"""Rows of the smaller record from which on the rehearsal alone is believed."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """Chosen pairs of one rehearsal: their scores, whether they are right, and the rows tried."""

    score: Floats
    right: Mask
    rows: float


@dataclass(frozen=True, eq=False)
class Calibration:
    """A monotone step function from score to probability."""

    score: Floats
    probability: Floats
    shared: float
    """Share of the smaller record's rows that are in both."""

    def of(self, score: Floats) -> Floats:
        """The probability of each score, shape (n,)."""
        if not self.score.size:
            return np.zeros(len(score))
        return np.asarray(np.interp(score, self.score, self.probability))


def shared_rows(
    score: Floats, rows: float, none: list[Outcome], some: list[Outcome], planted: float
) -> float:
    """The share in both that explains best how many pairs were chosen at each score.

    0 where nothing in both explains them nearly as well (`DOUBT`).

    `none`: rehearsals without counterparts; `some`: with the share `planted`. Poisson likelihood
    of the counts in bins of equal number, over shares between 0 and 1.
    """
    everything = np.concatenate([score, *(o.score for o in (*none, *some))])
    if not everything.size:
        return 0.0
    edges = np.unique(np.quantile(everything, np.linspace(0, 1, BINS + 1)))
    if edges.size < 3:
        return 0.0
    edges[0], edges[-1] = -np.inf, np.inf

    def rate(found: list[Outcome]) -> Floats:
        each = [np.histogram(o.score, edges)[0] / max(o.rows, 1.0) for o in found]
        return np.asarray(np.mean(each, axis=0) * rows)

    base, full = rate(none), rate(some)
    seen = np.histogram(score, edges)[0]
    shares = np.linspace(0.0, 1.0, 501)
    mean = base[None, :] + (shares / planted)[:, None] * (full - base)[None, :]
    # Half a pair more in every bin: none in a rehearsal is not none possible.
    mean = np.maximum(mean, 0.0) + 0.5
    fit = (seen * np.log(mean) - mean).sum(axis=1)
    return float(shares[fit.argmax()]) if fit.max() - fit[0] > DOUBT else 0.0


def calibrate(
    none: list[Outcome], some: list[Outcome], planted: float, shared: float
) -> Calibration:
    """The share of right ones by score, if `shared` is in both; `planted` >= `shared`."""
    from scipy.optimize import isotonic_regression

    part = min(shared / planted, 1.0) if planted else 0.0
    score = np.concatenate([o.score for o in (*none, *some)])
    right = np.concatenate([np.zeros(len(o.score)) for o in none] + [o.right * 1.0 for o in some])
    weight = np.concatenate(
        [np.full(len(o.score), (1.0 - part) / max(o.rows, 1.0)) for o in none]
        + [np.full(len(o.score), part / max(o.rows, 1.0)) for o in some]
    )
    weight *= np.mean([o.rows for o in (*none, *some)])
    kept = weight > 0
    score, right, weight = score[kept], right[kept], weight[kept]
    if not score.size:
        return Calibration(np.zeros(0), np.zeros(0), shared)
    order = np.argsort(score, kind="stable")
    # One more that is wrong beyond them all: that none was wrong is not that none could be.
    score = np.append(score[order], score.max())
    right, weight = np.append(right[order], 0.0), np.append(weight[order], 1.0)
    fitted = np.asarray(isotonic_regression(right, weights=weight).x)
    return Calibration(*_middles(score, fitted, weight), shared)


def _middles(score: Floats, fitted: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The blocks of the step function at their mean scores, to be joined by lines."""
    block = np.concatenate([[0], np.cumsum(np.diff(fitted) > 1e-12)])
    whole = np.bincount(block, weights=weight)
    return (
        np.bincount(block, weights=weight * score) / whole,
        np.bincount(block, weights=weight * fitted) / whole,
    )


def shrunk(fitted: Floats, fixed: Floats, rows: int) -> Floats:
    """Between the rehearsal's and the fixed weights' probabilities, by how many rows there are."""
    firm = min(1.0, rows / FIRM)
    return np.asarray(firm * fitted + (1.0 - firm) * fixed)
