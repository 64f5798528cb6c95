"""Intervals: of a ratio of two rates where events come in bursts, and of a share."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from onrecord.errors import OnrecordError
from onrecord.stats.windows import Ints, checked_counts, checked_lengths


class OpenEnd(enum.StrEnum):
    """Why an end of an interval is open, or both are."""

    EMPTY_WINDOW = "no event in the window: only the upper end can be told"
    EMPTY_BASELINE = "no event before it: only the lower end can be told"
    TOO_FEW_BINS = "too few bins to tell how the counts vary"
    TOO_WIDE = "the counts vary so much that an end cannot be told"


@dataclass(frozen=True)
class Dispersion:
    """How much more counts per bin vary than independent events would."""

    value: float
    """Variance/mean of the bins, at least 1 (and 1 where it cannot be told)."""
    bins: int


@dataclass(frozen=True)
class RateRatio:
    """Rate in the window over rate in the baseline."""

    value: float
    low: float | None
    high: float | None
    why: OpenEnd | None
    """Why an end is None."""
    degrees: int
    """Degrees of freedom of t: bins − 2."""


@dataclass(frozen=True)
class Share:
    """A share with its Wilson interval."""

    value: float | None
    """None where nothing was counted; the interval is then all of 0 to 1."""
    low: float
    high: float


def dispersion(
    counts: ArrayLike, length: int, *, exclude: tuple[int, int] | None = None
) -> Dispersion:
    """Variance/mean of the counts in non-overlapping bins of `length` days, W left out.

    `counts`: events per day of the study period, shape (days,). `exclude` is the window as
    (first day, days): bins are laid from its two ends outwards, so that it touches none of them;
    without it they are laid from the first day. Left-over days at the ends are not used. The
    quasi-Poisson dispersion (McCullagh & Nelder 1989, §6.2.4), variance with bins − 1, never
    below 1.
    """
    checked_lengths(length)
    daily = checked_counts(counts)
    if exclude is None:
        bins = _bins(daily, length)
    else:
        first, days = exclude
        before, after = daily[: max(0, first)], daily[max(0, first + max(0, days)) :]
        bins = np.concatenate([_bins(before[::-1], length), _bins(after, length)])
    if bins.size < 2 or bins.sum() == 0:
        return Dispersion(1.0, int(bins.size))
    return Dispersion(max(1.0, float(bins.var(ddof=1) / bins.mean())), int(bins.size))


def _bins(daily: Ints, length: int) -> Ints:
    whole = daily.size // length
    return np.asarray(daily[: whole * length].reshape(whole, length).sum(axis=1), dtype=np.int64)


def rate_ratio(
    k1: int, k0: int, length: int, baseline: int, spread: Dispersion, *, level: float = 0.95
) -> RateRatio:
    """Ratio of the rate in the window to that in the baseline, with its interval.

    exp(θ ± t·√(φ/(k1 + ½) + φ/(k0 + ½))), θ = log((k1 + ½)/L) − log((k0 + ½)/B), φ the dispersion
    and t on bins − 2 degrees. The halves keep it finite at zero (Haldane 1956; Anscombe 1956).
    Each end is the wider of this one's and of the exact interval of independent events (k1 given
    k1 + k0 is binomial; Clopper & Pearson 1934; the definition of R's `poisson.test`): alone, the
    halves pull few events towards more, and 92 % instead of 95 % hold a true fall to a quarter.
    With nothing in the window there is no lower end, with nothing before it no upper one; with
    fewer than 3 bins there is neither.
    """
    # scipy.stats takes over a second to import; its t quantile is this function.
    from scipy.special import betaincinv, stdtrit

    checked_lengths(length, baseline)
    if k1 < 0 or k0 < 0:
        raise OnrecordError(f"counts of {k1} and {k0}", todo="Counts start at 0.")
    theta = math.log((k1 + 0.5) / length) - math.log((k0 + 0.5) / baseline)
    degrees = max(0, spread.bins - 2)
    if degrees == 0:
        return RateRatio(math.exp(theta), None, None, OpenEnd.TOO_FEW_BINS, 0)
    error = math.sqrt(spread.value / (k1 + 0.5) + spread.value / (k0 + 0.5))
    reach = float(stdtrit(degrees, 0.5 + level / 2.0)) * error
    if theta + reach > 700.0:
        return RateRatio(math.exp(theta), None, None, OpenEnd.TOO_WIDE, degrees)
    low = high = why = None
    outside = (1.0 - level) / 2.0
    if k1 > 0:
        share = float(betaincinv(k1, k0 + 1, outside))
        low = min(math.exp(theta - reach), share / (1.0 - share) * baseline / length)
    if k0 > 0 or k1 == 0:
        high = math.exp(theta + reach)
    if k0 > 0:
        share = float(betaincinv(k1 + 1, k0, 1.0 - outside))
        high = max(high or 0.0, share / (1.0 - share) * baseline / length)
    if k1 == 0:
        why = OpenEnd.EMPTY_WINDOW
    elif k0 == 0:
        why = OpenEnd.EMPTY_BASELINE
    return RateRatio(math.exp(theta), low, high, why, degrees)


def wilson(k: int, n: int, *, level: float = 0.95) -> Share:
    """The share k/n with its score interval (Wilson 1927)."""
    if not 0 <= k <= n:
        raise OnrecordError(f"{k} of {n}", todo="Give a count from 0 to the number of trials.")
    if n == 0:
        return Share(None, 0.0, 1.0)
    score = NormalDist().inv_cdf(0.5 + level / 2.0)
    share, weight = k / n, score * score / n
    middle = (share + weight / 2.0) / (1.0 + weight)
    reach = score * math.sqrt(share * (1.0 - share) / n + weight / (4.0 * n)) / (1.0 + weight)
    low = 0.0 if k == 0 else middle - reach
    high = 1.0 if k == n else middle + reach
    return Share(share, low, high)
