"""Weights estimated from the two records themselves, where there is enough of them.

Splink (Linacre et al. 2022) runs expectation maximisation for the model of Fellegi & Sunter over
the candidates' levels, beginning at the fixed weights. What it finds replaces `if_same`: the share
of pairs of one event at each level. How often unrelated pairs agree is counted around each row as
before (`weighing`), since one number for a whole war is what makes estimates fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import RecordError
from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.estimate_splink import Fit, fit
from onrecord.records.merge.evidence import SILENT, Levels
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.settling import Settled
from onrecord.records.merge.weights import LEVELS, Weights

Ints = NDArray[np.int64]
Shares = tuple[float, ...]

LEAST_ROWS = 500
"""Rows of the smaller record below which nothing is estimated. Of planted pairs with 280 rows in
each a share was still off by up to 0.24, with 70 by up to 0.8 (docs/merge.md)."""
LEAST_MATCHES = 150.0
"""Matches that the estimation must find: below this the shares of rare levels are a few pairs."""
BELIEF = 20.0
"""How many matches the fixed shares count for beside the estimated ones, so that a level which no
match was seen at is unlikely, and not impossible."""
_SCALES = (0.5, 1.0, 2.0)
"""Distances are told apart in these multiples of the pair's own scale of error."""
_INSTEAD = "Leave out the estimation: the fixed weights need no minimum."


@dataclass(frozen=True, eq=False)
class Estimated:
    """What was estimated, and from how much."""

    if_same: Mapping[str, Shares]
    """For `time` (days apart) and those of LEVELS that told anything, shares among matches."""
    if_not: Mapping[str, Shares]
    """The same among candidates at large, as Splink counted them."""
    fixed: tuple[str, ...]
    """Pieces of evidence that kept their fixed weights, since they tell too few pairs apart."""
    pairs: int
    """Candidates that were looked at."""
    matches: float
    """Pairs among them that Splink expects to be one event."""
    iterations: int
    by: str

    def told(self) -> str:
        """One sentence of how the weights came about."""
        shares = "; ".join(
            f"{name} {' '.join(f'{share:.2f}' for share in each)}"
            for name, each in self.if_same.items()
        )
        kept = f"; fixed: {', '.join(self.fixed)}" if self.fixed else ""
        return (
            f"Weights were estimated by {self.by} from {self.pairs:,} candidate pairs, of which "
            f"about {self.matches:,.0f} are one event ({self.iterations} iterations of EM). Shares "
            f"among pairs of one event, best level first: {shares}{kept}."
        )


def enough(first: Rows, second: Rows) -> None:
    """Raises RecordError where the records are too small for weights to be estimated."""
    smaller = min(len(first), len(second))
    if smaller < LEAST_ROWS:
        raise RecordError(
            f"weights cannot be estimated from {smaller:,} rows in common; it takes {LEAST_ROWS:,} "
            "of the smaller record, or the shares found are those of chance",
            todo=_INSTEAD,
        )


def estimated(
    first: Rows, second: Rows, pairs: Pairs, settled: Settled, weights: Weights
) -> tuple[Weights, Estimated]:
    """The weights with the shares that the records themselves show.

    `settled`: what the fixed weights came to; its levels are compared, and its probabilities are
    where the search begins. Raises RecordError where there is too little, where the iterations do
    not converge, or where what they found cannot be the matches. Raises MissingExtraError without
    Splink.
    """
    enough(first, second)
    levels, begin = _levels(first, second, pairs, settled, weights)
    telling = [name for name, level in levels.items() if _tells(level)]
    found = fit(
        {name: levels[name] for name in telling},
        {name: begin[name] for name in telling},
        float(settled.probable.pair.sum()) / max(len(pairs), 1),
    )
    _check(found, min(len(first), len(second)))
    shares = {
        name: _mixed(found.if_same[name], begin[name], found.told[name] * found.share)
        for name in telling
    }
    named = {name: share for name, share in shares.items() if name in LEVELS}
    days = shares.get("time", weights.days)
    told = Estimated(
        {name: share for name, share in shares.items() if name != "distance"},
        {name: found.if_not[name] for name in telling if name != "distance"},
        ("distance", *(name for name in ("time", *LEVELS) if name not in shares)),
        found.pairs,
        found.share * found.pairs,
        found.iterations,
        found.by,
    )  # fmt: skip
    return replace(weights.using(**named), days=days), told


def _levels(
    first: Rows, second: Rows, pairs: Pairs, settled: Settled, weights: Weights
) -> tuple[dict[str, Levels], dict[str, Shares]]:
    """The level of each candidate in every piece of evidence, and the fixed shares of each."""
    one, other = pairs.one, pairs.other
    exact_days = first.length[one] + second.length[other] == 2
    joint = np.hypot(first.scale[one], second.scale[other])
    levels: dict[str, Levels] = {
        "time": np.where(exact_days, pairs.gap, SILENT).astype(np.int8),
        "distance": np.searchsorted(_SCALES, pairs.km / joint).astype(np.int8),
        **settled.found.levels,
    }
    reach = weights.within(weights.window_km(np.ones(1)), np.ones(1))[0]
    ends = [float(weights.within(km, np.ones(1))[0]) / reach for km in _SCALES]
    return levels, {
        "time": weights.days,
        "distance": tuple(np.diff([0.0, *ends, 1.0]).tolist()),
        **weights.if_same,
    }


def _tells(level: Levels) -> bool:
    """Whether a piece of evidence tells some pairs from others at all."""
    return len(np.unique(level[level != SILENT])) > 1


def _mixed(share: Shares, fixed: Shares, matches: float) -> Shares:
    whole = matches + BELIEF
    mixed = [(s * matches + f * BELIEF) / whole for s, f in zip(share, fixed, strict=True)]
    return tuple(m / sum(mixed) for m in mixed)


def _check(found: Fit, rows: int) -> None:
    matches = found.share * found.pairs
    if not found.converged:
        raise RecordError(
            f"the weights cannot be estimated: after {found.iterations} iterations the shares "
            "still move",
            todo=_INSTEAD,
        )
    if matches < LEAST_MATCHES:
        raise RecordError(
            f"the weights cannot be estimated: only about {matches:.0f} pairs came out as one "
            f"event, and it takes {LEAST_MATCHES:.0f} to tell their shares from chance",
            todo=_INSTEAD,
        )
    if matches > rows:
        raise RecordError(
            f"the weights cannot be estimated: {matches:,.0f} pairs came out as one event, more "
            f"than the {rows:,} rows that could have a counterpart, so that what was found is "
            "something else that divides the pairs",
            todo=_INSTEAD,
        )
