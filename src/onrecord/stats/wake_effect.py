"""Matched wake analysis: what follows treatment events beyond what follows control events.

Schutte & Donnay (2014): wakes are matched on what preceded them (`cem`), then dependent events
after are regressed on dependent events before and treatment. Its p takes wakes as independent and
the window as given; neither holds where events come in bursts and many windows are tried:
`wake_permuted` has the p that decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.stats.cem import cells, coarsened, imbalance, match, pretty_breaks
from onrecord.stats.wake import WakeCounts
from onrecord.stats.wake_rules import WakeRules, as_printed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_SINGULAR = 1e-12


class NoEffect(Enum):
    """Why there is no estimate."""

    TOO_FEW = "fewer than 4 matched wakes"
    ONE_GROUP = "no treatment wake is matched with a control wake"
    COLLINEAR = "what came before tells treatment and control apart completely"
    CONSTANT = "every matched wake is followed by the same number of events"


@dataclass(frozen=True)
class Balance:
    """How many wakes of each kind, and how unlike they are (`cem.Imbalance`)."""

    control: int
    treated: int
    l1: float | None
    common_support: float | None


@dataclass(frozen=True)
class WakeEffect:
    """The estimate in one window. Where `effect` is None, `why` says why."""

    days: int
    km: float
    effect: float | None
    """Dependent events after a treatment event, beyond those after a control event."""
    p: float | None
    """Two-sided, t on n − 3 degrees of freedom. Naive: bursts and the grid are not allowed for."""
    adjusted_r2: float | None
    intercept: float | None
    intercept_p: float | None
    why: NoEffect | None
    before: Balance
    """All complete wakes."""
    after: Balance
    """The matched ones."""


@dataclass(frozen=True)
class Overlap:
    """Shares of the complete wakes of a window that hold another treatment or control event."""

    days: int
    km: float
    same_pre: float
    same_post: float
    same: float
    opposite_pre: float
    opposite_post: float
    opposite: float


def overlaps(counts: WakeCounts) -> tuple[Overlap, ...]:
    """For each window, how often wakes overlap (they should not: stable unit treatment value)."""
    found = []
    for at, days in enumerate(counts.days):
        kept = counts.complete[:, at]
        for ring, km in enumerate(counts.km):
            pre, post, pre_other, post_other = (
                table[kept, at, ring] > 0
                for table in (
                    counts.same_pre,
                    counts.same_post,
                    counts.opposite_pre,
                    counts.opposite_post,
                )
            )
            masks = (pre, post, pre | post, pre_other, post_other, pre_other | post_other)
            shares = (float(mask.mean()) if mask.size else 0.0 for mask in masks)
            found.append(Overlap(days, km, *shares))
    return tuple(found)


def matched_wakes(
    counts: WakeCounts,
    columns: Mapping[str, ArrayLike] | None = None,
    *,
    match_overlaps: bool = True,
    weighted: bool = True,
    matching: bool = True,
    drop_overlapping: bool = False,
    rules: WakeRules | None = None,
) -> tuple[WakeEffect, ...]:
    """The effect in every window of `counts`, days slowest.

    `columns`: what else to match on, each with a value for every event of the input, shape (n,);
    numbers are coarsened, words matched exactly. Wakes are always matched on the trend of dependent
    events before and, with `match_overlaps`, on treatment and control events before. `weighted`:
    weigh controls as in `cem.match`, else all matched wakes alike. `matching=False` takes all
    complete wakes. `drop_overlapping` leaves out wakes with a treatment or control event before.
    """
    rules = rules or WakeRules()
    given = [np.asarray(column)[counts.event] for column in (columns or {}).values()]
    if rules.as_printed:
        given = [as_printed(c) if c.dtype.kind in "iuf" else c for c in given]
    found = []
    for at, days in enumerate(counts.days):
        for ring, km in enumerate(counts.km):
            kept = counts.complete[:, at]
            same, opposite = counts.same_pre[:, at, ring], counts.opposite_pre[:, at, ring]
            if drop_overlapping:
                kept = kept & (same + opposite == 0)
            # Trends are whole or halves: doubled, they are counted like the others.
            trend = np.rint(2.0 * counts.trend[kept, at, ring]).astype(np.int64)
            cols = [*(column[kept] for column in given), trend]
            if match_overlaps:
                cols += [same[kept], opposite[kept]]
            found.append(
                _window(
                    (days, km),
                    counts.treated[kept],
                    counts.dependent_pre[kept, at, ring].astype(np.float64),
                    counts.dependent_post[kept, at, ring].astype(np.float64),
                    cols,
                    (matching, weighted, rules.scott_cells),
                )
            )
    return tuple(found)


def _window(
    window: tuple[int, float],
    treated: Mask,
    pre: Floats,
    post: Floats,
    columns: list[NDArray[np.generic]],
    how: tuple[bool, bool, bool],
) -> WakeEffect:
    matching, weighted, scott = how
    cell = cells([coarsened(column) for column in columns])
    matched = match(treated, cell)
    kept, weight = matched.kept, matched.weight
    if not matching:
        kept = np.ones_like(kept)
        weight = kept.astype(np.float64)
    elif not weighted:
        weight = kept.astype(np.float64)
    fit = _fit(pre[kept], treated[kept], post[kept], weight[kept])
    there, left = cell, cell[kept]
    if scott:
        there = cells([coarsened(column, pretty_breaks) for column in columns])
        left = cells([coarsened(column[kept], pretty_breaks) for column in columns])
    return WakeEffect(
        *window,
        effect=fit.effect,
        p=fit.p,
        adjusted_r2=fit.adjusted_r2,
        intercept=fit.intercept,
        intercept_p=fit.intercept_p,
        why=fit.why,
        before=_balance(treated, there),
        after=_balance(treated[kept], left),
    )


def _balance(treated: Mask, stratum: Ints) -> Balance:
    found = imbalance(treated, stratum)
    n_treated = int(np.count_nonzero(treated))
    return Balance(treated.size - n_treated, n_treated, found.l1, found.common_support)


@dataclass(frozen=True)
class _Fit:
    """As the fields of the same names in `WakeEffect`."""

    effect: float | None = None
    p: float | None = None
    adjusted_r2: float | None = None
    intercept: float | None = None
    intercept_p: float | None = None
    why: NoEffect | None = None


def _fit(pre: Floats, treated: Mask, post: Floats, weight: Floats) -> _Fit:
    """Weighted least squares of `post` on 1, `pre` and `treated`: three coefficients, by sums."""
    from scipy.special import stdtr

    freedom = post.size - 3
    if not treated.any() or treated.all():
        return _Fit(why=NoEffect.ONE_GROUP)
    if freedom < 1:
        return _Fit(why=NoEffect.TOO_FEW)
    if post.min() == post.max():
        return _Fit(why=NoEffect.CONSTANT)
    total = float(weight.sum())
    mean_x, mean_t, mean_y = (float(weight @ v) / total for v in (pre, treated, post))
    x, t, y = pre - mean_x, treated - mean_t, post - mean_y
    wx, wt = weight * x, weight * t
    xx, xt, tt, xy, ty = (float(v) for v in (wx @ x, wx @ t, wt @ t, wx @ y, wt @ y))
    determinant = xx * tt - xt * xt
    if not (xx > _SINGULAR * float(weight @ pre**2) and determinant > _SINGULAR * xx * tt):
        return _Fit(why=NoEffect.COLLINEAR)
    effect = (xx * ty - xt * xy) / determinant
    slope = (tt * xy - xt * ty) / determinant
    intercept = mean_y - slope * mean_x - effect * mean_t
    rest = float(weight @ (y - slope * x - effect * t) ** 2)
    variance = rest / freedom
    spread = 1.0 / total + (
        (mean_x**2 * tt - 2.0 * mean_x * mean_t * xt + mean_t**2 * xx) / determinant
    )

    def p_of(value: float, its_variance: float) -> float:
        if not its_variance > 0.0:
            return 1.0 if value == 0.0 else 0.0
        return float(2.0 * stdtr(freedom, -abs(value) / np.sqrt(its_variance)))

    all_of_it = float(weight @ y**2)
    adjusted = 1.0 - (rest / all_of_it) * (freedom + 2) / freedom
    return _Fit(
        effect,
        p_of(effect, variance * xx / determinant),
        adjusted,
        intercept,
        p_of(intercept, variance * spread),
    )
