"""The common odds ratio of many 2 × 2 tables: Mantel–Haenszel, and exact given the margins."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.odds_strata import Floats, Ints, Strata

_RESOLVED = 1e-9
"""Tail probabilities from which on a product of Fourier transforms will do: it errs by about 1e-16
in all, so that six digits are right at least."""
_STEPS = 200
_NEAR = 1e-13
_WIDEST = 700.0
"""Log odds beyond which nothing is looked for (the exponential of more is infinite)."""


class NoOdds(enum.StrEnum):
    """Why there is no odds ratio, or an end of its interval is open."""

    NO_STRATUM = "no stratum in which both columns and both rows are there"
    ALL_ONE_WAY = "every case goes one way as far as the margins allow"


@dataclass(frozen=True)
class CommonOdds:
    """The odds ratio common to all strata, exact given the margins of each."""

    mantel_haenszel: float | None
    """Σ a·d/n ÷ Σ b·c/n; None where the denominator is 0 or no stratum is informative."""
    conditional: float | None
    """The odds ratio at which the observed sum is the expected one (its maximum likelihood given
    the margins); None where the sum is at an end of its range."""
    low: float | None
    """Interval of the conditional odds ratio; an end is None where it is open."""
    high: float | None
    why: NoOdds | None
    """Why a number is None."""
    p_greater: float | None
    """P(sum ≥ observed) at an odds ratio of 1; None where no stratum is informative."""
    p_less: float | None
    smallest_greater: float | None
    """The smallest `p_greater` that these margins allow."""
    smallest_less: float | None
    observed: int
    """Σ a over the informative strata."""
    expected: float
    """Its expectation at an odds ratio of 1."""
    informative: int
    """Strata in which a could have been another number."""


def checked_tables(tables: ArrayLike) -> Ints:
    """2 × 2 tables as whole numbers, shape (strata, 4); else `OnrecordError`."""
    given = np.asarray(tables)
    if given.size == 0:
        return np.empty((0, 4), dtype=np.int64)
    table = given.reshape(given.shape[0], -1) if given.ndim == 3 else given
    if table.ndim != 2 or table.shape[1] != 4 or table.dtype.kind not in "biuf":
        raise OnrecordError(
            f"tables of shape {given.shape}", todo="Give a, b, c, d for each stratum: (strata, 4)."
        )
    whole = table.dtype.kind != "f" or bool(
        np.all(np.isfinite(table)) and np.all(table == np.floor(table))
    )
    if not whole or np.any(table < 0):
        raise OnrecordError(
            "cells that are not whole numbers from 0", todo="Count the cases of each cell."
        )
    return table.astype(np.int64)


def informative(tables: ArrayLike) -> NDArray[np.bool_]:
    """Strata with something in both rows and in both columns, shape (strata,)."""
    return informative_rows(checked_tables(tables))


def informative_rows(table: Ints) -> NDArray[np.bool_]:
    """`informative` of tables that are checked already."""
    a, b, c, d = table.T
    return np.asarray((a + b > 0) & (c + d > 0) & (a + c > 0) & (b + d > 0), dtype=np.bool_)


def mantel_haenszel(tables: ArrayLike) -> float | None:
    """Σ a·d/n ÷ Σ b·c/n (Mantel & Haenszel 1959); None where the denominator is 0."""
    table = checked_tables(tables).astype(np.float64)
    a, b, c, d = table[table.sum(axis=1) > 0].T
    n = a + b + c + d
    below = float(np.sum(b * c / n))
    return float(np.sum(a * d / n)) / below if below > 0 else None


def common_odds(tables: ArrayLike, *, level: float = 0.95) -> CommonOdds:
    """Test and estimate the odds ratio that 2 × 2 tables have in common.

    `tables`: counts a, b (first row), c, d (second row) of each stratum, shape (strata, 4) or
    (strata, 2, 2). Given the margins, a is hypergeometric in each stratum at an odds ratio of 1,
    Fisher's non-central hypergeometric at another; Σ a is their convolution, and no simulation is
    needed. p-values are its tails; the interval inverts both tails at (1 − level)/2 (Gart 1970;
    the definition of R's `mantelhaen.test(exact = TRUE)`).

    Stable for any counts: the distributions are tilted to the odds ratio at which the observed sum
    is the expected one (tilts commute with convolution), so what matters never underflows.
    """
    table = checked_tables(tables)
    table = table[informative_rows(table)]
    if not len(table):
        why = NoOdds.NO_STRATUM
        return CommonOdds(None, None, None, None, why, None, None, None, None, 0, 0.0, 0)
    strata = Strata(table)
    observed = int(table[:, 0].sum())
    least, most = int(strata.least.sum()), int(strata.most.sum())
    # At an end of the range no odds ratio expects the sum; half a case inside, one does.
    centre = min(max(float(observed), least + 0.5), most - 0.5)
    tilt = _solve(lambda theta: strata.expected(theta) - centre)
    at, log_tilted = strata.convolved(tilt)
    upper, lower = at >= observed, at <= observed

    def log_tail(theta: float, keep: NDArray[np.bool_]) -> float:
        weights = log_tilted + (theta - tilt) * (at - observed)
        return _log_sum(weights[keep]) - _log_sum(weights)

    tail = math.log((1.0 - level) / 2.0)
    low = high = None
    if observed > least:
        low = math.exp(_solve(lambda theta: log_tail(theta, upper) - tail, tilt))
    if observed < most:
        high = math.exp(_solve(lambda theta: tail - log_tail(theta, lower), tilt))
    expected = strata.expected(0.0)
    log_p = log_tilted + strata.log_total(tilt) - strata.log_total(0.0) - tilt * at
    at_observed = math.exp(float(log_p[at == observed][0]))
    # Sum the tail that lies away from the middle; the other may reach beyond what was kept.
    if observed >= expected:
        p_greater = min(1.0, math.exp(_log_sum(log_p[upper])))
        p_less = min(1.0, 1.0 - p_greater + at_observed)
    else:
        p_less = min(1.0, math.exp(_log_sum(log_p[lower])))
        p_greater = min(1.0, 1.0 - p_less + at_observed)
    return CommonOdds(
        mantel_haenszel=mantel_haenszel(table),
        conditional=math.exp(tilt) if least < observed < most else None,
        low=low,
        high=high,
        why=None if low is not None and high is not None else NoOdds.ALL_ONE_WAY,
        p_greater=p_greater,
        p_less=p_less,
        smallest_greater=math.exp(strata.log_end(most=True)),
        smallest_less=math.exp(strata.log_end(most=False)),
        observed=observed,
        expected=expected,
        informative=len(table),
    )


def conditional_p(tables: ArrayLike) -> float | None:
    """`p_greater` of `common_odds` alone, which costs a tenth; None without informative strata.

    Below 1e-200 it is 0.
    """
    table = checked_tables(tables)
    table = table[informative_rows(table)]
    if not len(table):
        return None
    strata, observed = Strata(table), int(table[:, 0].sum())
    p = strata.tail_by_fourier(observed)
    if p is not None and p >= _RESOLVED:
        return min(1.0, p)
    at, log_p = strata.convolved(0.0)
    return min(1.0, float(np.sum(np.exp(log_p[at >= observed]))))


def power_at(tables: ArrayLike, odds: float, *, alpha: float = 0.05) -> float | None:
    """Probability, at these margins and this odds ratio, that `p_greater` is at most `alpha`.

    None where no stratum is informative. For an odds ratio above 1.
    """
    table = checked_tables(tables)
    table = table[informative_rows(table)]
    if not len(table):
        return None
    at, log_p = Strata(table).convolved(0.0)
    tail = np.cumsum(np.exp(log_p)[::-1])[::-1]
    enough = tail <= alpha
    if not enough.any():
        return 0.0
    raised = log_p + math.log(odds) * (at - at[0])
    return min(1.0, math.exp(_log_sum(raised[enough]) - _log_sum(raised)))


def _log_sum(logs: Floats) -> float:
    top = float(logs.max())
    return top + math.log(float(np.sum(np.exp(logs - top))))


def _solve(rising: Callable[[float], float], start: float = 0.0) -> float:
    """The root of a rising function, by doubling steps from `start` and false position.

    Where one end stays, its value is halved (the Illinois method, Dowell and Jarratt 1971).
    """
    step = 1.0
    low = high = start
    while (at_low := rising(low)) > 0.0 and low > -_WIDEST:
        low, step = low - step, 2.0 * step
    step = 1.0
    while (at_high := rising(high)) < 0.0 and high < _WIDEST:
        high, step = high + step, 2.0 * step
    if at_low >= 0.0 or at_high <= 0.0:  # the root itself, or beyond the widest there is
        return low if at_low >= 0.0 else high
    side = 0
    for _ in range(_STEPS):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        at = rising(middle)
        if at == 0.0 or high - low <= _NEAR * max(1.0, abs(low)):
            return middle
        if at < 0.0:
            moved = min(abs(middle - low), high - low)
            low, at_low, at_high, side = middle, at, at_high / (2.0 if side < 0 else 1.0), -1
        else:
            moved = min(abs(high - middle), high - low)
            high, at_high, at_low, side = middle, at, at_low / (2.0 if side > 0 else 1.0), 1
        if moved <= _NEAR * max(1.0, abs(middle)):
            return middle
    return (low + high) / 2.0
