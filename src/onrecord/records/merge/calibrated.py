"""Probabilities that mean what they say: scores held against rehearsals.

The score of a chosen pair (the log odds that weights and rivals give it) becomes the share of pairs
of that score that are right, in rehearsals of both records, with the truth known: a monotone
regression. How much is in both is what explains how many pairs were chosen at each score
(`held_against`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

BINS = 20
LOWEST = 0.0
"""Score from which on pairs are counted to find the share: below, there is what was left over."""
LEAST_SHARE = 0.01
SHARES = 60
WRONGS_SD = 0.15
"""How far, in log, a rehearsal's number of wrong pairs is believed to be off."""
SHIFTS = (0.0, 0.5, 1.0, 1.5, 2.0)
SHIFT_SD = 1.0
"""Bits that right pairs may score less than those planted: those were made after the likely pairs,
which are the easy ones. Times the share in both: where little is, nothing tells them from wrong."""
FIRM = 200
"""Rows of the smaller record from which on the rehearsal alone is believed."""
KEPT = (0.15, 0.45)
"""A pair is kept from the probability on that gives the highest F1 to be expected, but never below
the first of these, and in any case above the second."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """Chosen pairs of one rehearsal: their scores, whether they are right, and the rows tried."""

    score: Floats
    right: Mask
    rows: float
    thin: float = 1.0
    """Wrong pairs of the real records for each of its own, as far as nothing is known."""
    wrongs: float | Floats = 1.0
    """How many wrong pairs of the real records each of its own stands for; shape of `score`."""


Tried = Mapping[float, Sequence[Outcome]]
"""Rehearsals by the share of rows that was planted, which 0 is one of."""
Counts = Callable[[Sequence[Outcome], float], Floats]


@dataclass(frozen=True)
class Held:
    """What the scores of the real pairs say, held against rehearsals."""

    share: float
    """Of the smaller record's rows, those in both, if there are any."""
    any: float
    """Probability that there are."""
    wrongs: float
    """Wrong pairs for each that was rehearsed."""
    shift: float
    """Bits that right pairs score less than those rehearsed."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """A monotone step function from score to probability."""

    score: Floats
    probability: Floats
    shared: float
    """Share of the smaller record's rows that are in both."""
    any: float = 0.0
    """Probability that any are."""

    def of(self, score: Floats) -> Floats:
        """The probability of each score, shape (n,)."""
        if not self.score.size:
            return np.zeros(len(score))
        return np.asarray(np.interp(score, self.score, self.probability))


def calibrated(score: Floats, rows: float, tried: Tried, nothing: float) -> Calibration:
    """The probability of each score, for real pairs of these scores among `rows` rows."""
    return calibrate(tried, held_against(score, rows, tried, nothing))


def held_against(score: Floats, rows: float, tried: Tried, nothing: float) -> Held:
    """The share in both, from how many pairs were chosen at each score.

    A Poisson likelihood of the counts in bins, over shares from `LEAST_SHARE` to 1 (all of the same
    weight, in log) and none at all (`nothing`: how likely beforehand); over how many wrong pairs
    there are for each one rehearsed (log-normal); and over how much less right pairs score
    (`SHIFT_SD`).
    Means of what is likely are given, not the best of each.
    """
    everything = np.concatenate([score, *(o.score for each in tried.values() for o in each)])
    everything = everything[everything > LOWEST]
    edges: Floats = np.zeros(0)
    if everything.size:
        edges = np.unique(np.quantile(everything, np.linspace(0, 1, BINS + 1)))
    if len(edges) < 3:
        return Held(LEAST_SHARE, 0.0, 1.0, 0.0)
    edges[0], edges[-1] = LOWEST, np.inf
    seen = np.histogram(score, edges)[0]
    shares = np.concatenate([[0.0], np.geomspace(LEAST_SHARE, 1.0, SHARES)])
    wrongs, shifts = np.exp(np.linspace(-1.0, 1.0, 25)), np.asarray(SHIFTS)
    wrong = _between(shares, tried, lambda o, _: _wrong(o, edges)) * rows
    fit = np.empty((len(shifts), len(shares), len(wrongs)))
    doubt = SHIFT_SD * np.maximum(shares, LEAST_SHARE / SHIFT_SD)
    for at, shift in enumerate(shifts):
        # What is right is counted for each row planted; of none planted, as of the fewest.
        right = _between(shares, tried, lambda o, s: _right(o, s, edges, shift), least=1)  # noqa: B023
        right *= rows * shares[:, None]
        # Half a pair more in every bin: none in a rehearsal is not none possible.
        mean = wrongs[None, :, None] * wrong[:, None] + right[:, None] + 0.5
        fit[at] = (seen * np.log(mean) - mean).sum(axis=2)
        fit[at] -= 0.5 * (shift / doubt[:, None]) ** 2 + 0.5 * (np.log(wrongs) / WRONGS_SD) ** 2
    fit -= np.log(np.exp(-0.5 * (shifts[:, None] / doubt) ** 2).sum(axis=0))[:, None]
    likely = np.exp(fit - fit.max())
    none, some = nothing * likely[:, 0].sum(), (1.0 - nothing) * likely[:, 1:].sum() / SHARES
    weight = likely[:, 1:] / max(likely[:, 1:].sum(), 1e-300)
    return Held(
        float(np.exp((weight.sum(axis=(0, 2)) * np.log(shares[1:])).sum())),
        float(some / (some + none)),
        float(np.exp((weight.sum(axis=(0, 1)) * np.log(wrongs)).sum())),
        float((weight.sum(axis=(1, 2)) * shifts).sum()),
    )


def calibrate(tried: Tried, held: Held) -> Calibration:
    """The share of right ones by score in rehearsals, if things are as `held`."""
    from scipy.optimize import isotonic_regression

    score, right, weight = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)]
    for share, part in _nearest(held.share, sorted(tried)):
        whole = max(sum(o.rows for o in tried[share]), 1.0)
        for o in tried[share]:
            score.append(o.score - held.shift * o.right)
            right.append(o.right.astype(np.float64))
            wrong = held.wrongs * o.wrongs
            weight.append(np.where(o.right, 1.0, wrong) * part / whole)
    scores, rights, weights = (np.concatenate(each) for each in (score, right, weight))
    if not scores.size:
        return Calibration(np.zeros(0), np.zeros(0), 0.0)
    order = np.argsort(scores, kind="stable")
    weights /= weights.mean()
    # One more that is wrong beyond them all: that none was wrong is not that none could be.
    scores = np.append(scores[order], scores.max())
    rights, weights = np.append(rights[order], 0.0), np.append(weights[order], 1.0)
    fitted = np.asarray(isotonic_regression(rights, weights=weights).x)
    at, probability = _middles(scores, fitted, weights)
    return Calibration(at, held.any * probability, held.any * held.share, held.any)


def _middles(score: Floats, fitted: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The blocks of the step function at their mean scores, to be joined by lines."""
    block = np.concatenate([[0], np.cumsum(np.diff(fitted) > 1e-12)])
    whole = np.bincount(block, weights=weight)
    return (
        np.bincount(block, weights=weight * score) / whole,
        np.bincount(block, weights=weight * fitted) / whole,
    )


def _wrong(found: Sequence[Outcome], edges: Floats) -> Floats:
    """Wrong pairs for each row, by score."""
    each = []
    for o in found:
        counts = np.broadcast_to(o.wrongs, o.score.shape)[~o.right]
        each.append(np.histogram(o.score[~o.right], edges, weights=counts)[0])
    whole = max(sum(o.rows for o in found), 1.0)
    return np.asarray(np.sum(each, axis=0) / whole)


def _right(found: Sequence[Outcome], share: float, edges: Floats, shift: float) -> Floats:
    """Right pairs for each row planted, by score."""
    each = [np.histogram(o.score[o.right] - shift, edges)[0] for o in found]
    return np.asarray(np.sum(each, axis=0) / max(sum(o.rows for o in found) * share, 1.0))


def _between(shares: Floats, tried: Tried, count: Counts, least: int = 0) -> Floats:
    """Counts by score for each share, between those that were rehearsed: (shares, bins)."""
    known = sorted(tried)[least:]
    counts = np.asarray([count(tried[share], share) for share in known])
    columns = [np.interp(shares, known, column) for column in counts.T]
    return np.asarray(np.transpose(columns))


def _nearest(share: float, known: Sequence[float]) -> list[tuple[float, float]]:
    """The rehearsed shares on either side, and how much each counts."""
    above = int(np.searchsorted(known, share))
    if above == 0 or above == len(known):
        return [(known[min(above, len(known) - 1)], 1.0)]
    low, high = known[above - 1], known[above]
    part = (share - low) / (high - low)
    return [(low, 1.0 - part), (high, part)]


def shrunk(fitted: Floats, fixed: Floats, rows: int) -> Floats:
    """Between the rehearsal's and the fixed weights' probabilities, by how many rows there are."""
    firm = min(1.0, rows / FIRM)
    return np.asarray(firm * fitted + (1.0 - firm) * fixed)


def keeps(any_in_both: float, rows: int) -> bool:
    """Whether pairs are kept at all: not where it is likelier that nothing is in both.

    Then they are right or wrong together, and none is the better answer, whatever F1 says of pairs
    that are weighed one by one. Of fewer rows than FIRM rehearsals are not believed that far.
    """
    return any_in_both >= 0.5 or rows < FIRM


def kept_from(probability: Floats, expected: float) -> float:
    """The probability from which on pairs are kept, if so many events are expected in both.

    Of the k likeliest pairs the F1 to be expected is 2 Σp / (k + expected); at its highest it is
    twice the probability of the last pair.
    """
    if not probability.size:
        return KEPT[0]
    whole = np.cumsum(np.sort(probability)[::-1])
    f1 = 2.0 * whole / (np.arange(1, len(whole) + 1) + max(expected, whole[-1], 1e-9))
    return float(np.clip(f1.max() / 2.0, *KEPT))
