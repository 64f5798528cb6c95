"""Controls: both records matched with one moved by some weeks, where no pair can be one event.

A rehearsal deals the rows of one record out to two. Its wrong pairs differ from those of the real
records in two ways: its parts are thinner, so that rows meet fewer strangers, and both are one
desk's, with its gazetteer and its names, so that strangers look more alike. By how much is
measured: the second record is moved by some weeks, and so is the second part of rehearsals. What is
matched then is wrong, in the one as in the other, and there are so many times more of them, score
by score, in the real records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DAYS = (-20, -12, 12, 20)
"""By how many days the second record is moved: beyond any pair of one event, within the month that
crowding is counted over."""
FROM = -2.0
"""Score from which on pairs are compared."""
ENDS = (-2.0, 5.0)
"""Scores between which the ratio changes: beyond, there are too few to tell."""
DENSER = 0.5
"""Power with which wrong pairs grow with the rows met, as far as nothing is known: alone they would
double with them, where all is rivals they would not grow at all."""
LEVEL_SD, SLOPE_SD = 0.3, 0.15
"""How far the ratio, in log, is expected off that, and to change with each bit of score."""
ON_THE_DAY = 1.15
"""Times as many wrong pairs as controls have it: on the very days, when fighting draws fighting,
more rows meet than some weeks off. Where nothing was in both of simulated records, on average."""
OVERDISPERSED = 2.0
FEWER = 2.0
"""Standard errors by which the two records' rehearsals may differ in their wrong pairs."""
STEPS = 25


@dataclass(frozen=True, eq=False)
class Control:
    """Scores of pairs that are wrong, all of them, and the rows they were chosen among."""

    score: Floats
    rows: float
    """Of a rehearsal, as many of the real records as its own come to: see `thinned`."""


@dataclass(frozen=True)
class Ratio:
    """Wrong pairs of the real records for each of a rehearsal, but for what `thinned` says."""

    level: float
    """Its logarithm at a score of 0."""
    slope: float
    """What each bit of score adds to it, between ENDS."""

    def of(self, score: Floats) -> Floats:
        """At these scores, shape (n,)."""
        return np.asarray(np.exp(self.level + self.slope * np.clip(score, *ENDS)))


def compared(real: Sequence[Control], rehearsed: Sequence[Control]) -> Ratio:
    """The ratio of the wrong pairs of the real records to those of rehearsals.

    A logistic regression of where a pair is from on its score, with normal priors: what is not seen
    is as `thinned` has it, whatever the score.
    """
    scores = [
        np.concatenate([c.score for c in each] or [np.zeros(0)]) for each in (real, rehearsed)
    ]
    scores = [each[each > FROM] for each in scores]
    rows = [max(sum(c.rows for c in each), 1.0) for each in (real, rehearsed)]
    x = np.clip(np.concatenate(scores), *ENDS)
    design = np.column_stack([np.ones(len(x)), x])
    from_real = np.arange(len(x)) < len(scores[0])
    sure = np.diag([LEVEL_SD**-2.0, SLOPE_SD**-2.0])
    found = np.zeros(2)
    for _ in range(STEPS):
        p = 1.0 / (1.0 + rows[1] / rows[0] * np.exp(-design @ found))
        slope = design.T @ (from_real - p) - sure @ found
        step = np.linalg.solve((design.T * (p * (1.0 - p))) @ design + sure, slope)
        found += step
        if np.abs(step).max() < 1e-9:
            break
    return Ratio(float(found[0]), float(found[1]))


def thinned(sizes: tuple[int, int], share: float, side: int) -> float:
    """Wrong pairs of the real records for each of a rehearsal, as far as nothing is known.

    `sizes`: rows of both that are placed; `share`: planted; `side`: which record is rehearsed. Its
    rows meet so many times fewer than they do in the other record, or in all of their own.
    """
    whole = sum(sizes) - share * min(sizes)
    return float((whole / max(sizes[side], 1)) ** DENSER)


def evened(pairs: tuple[int, int], rows: tuple[float, float]) -> tuple[float, float]:
    """By how much the wrong pairs that the rehearsals of either record give are taken down.

    `pairs`: how many were seen in the rehearsals of the first and of the second record; `rows`: as
    in `Control`. A record that splits events into several rows finds them again as wrong pairs that
    look right; the other one's rehearsals do not. Beyond what chance brings, the lower is believed.
    """
    one, other = (np.log((n + 0.5) / max(r, 1.0)) for n, r in zip(pairs, rows, strict=True))
    error = np.sqrt(OVERDISPERSED * sum(1.0 / (n + 0.5) for n in pairs))
    down = float(np.exp(-max(abs(other - one) - FEWER * error, 0.0)))
    return (1.0, down) if other > one else (down, 1.0)
