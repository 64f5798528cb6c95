"""Coarsened exact matching: treated and control units that agree on coarsened columns.

Iacus, King & Porro (2012), "Causal inference without balance checking: coarsened exact matching",
Political Analysis 20: 1-24.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_MOST_CELLS = 4_000_000


@dataclass(frozen=True, eq=False)
class Matched:
    """Which units are matched, with whom, and with what weight; n units."""

    stratum: Ints
    """The cell of each unit, shape (n,)."""
    kept: Mask
    """Units of cells that hold both groups, shape (n,)."""
    weight: Floats
    """Treated 1, control (m_T^s/m_C^s)·(M_C/M_T), not matched 0, shape (n,)."""
    treated: int
    """Matched treated units."""
    control: int


@dataclass(frozen=True)
class Imbalance:
    """How unlike the two groups are over the cells of a coarsening."""

    l1: float | None
    """½ Σ |share of treated − share of control|: 0 alike, 1 apart; None: a group is empty."""
    common_support: float | None
    """Share of the occupied cells that hold both groups; None: no units."""


def sturges_breaks(values: ArrayLike) -> Floats:
    """Break points over the range of numbers of shape (n,): ceil(log2 n + 1), equally spaced.

    One point where all are alike, none where there are none.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.size == 0:
        return np.empty(0)
    low, high = float(numbers.min()), float(numbers.max())
    if low == high:
        return np.array([low])
    return np.linspace(low, high, int(np.ceil(np.log2(numbers.size) + 1.0)))


def pretty_breaks(values: ArrayLike) -> Floats:
    """Round break points over the range, as many as Scott's (1979) rule asks for.

    Numbers of shape (n,). What the R package cem measures imbalance with: `pretty` of the range
    into ceil(range / (3.5 sd n^(-1/3))) intervals.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.size == 0:
        return np.empty(0)
    low, high = float(numbers.min()), float(numbers.max())
    if low == high:
        return np.array([low])
    # Summed in order of size, so that the order of the units changes nothing.
    width = 3.5 * float(np.std(np.sort(numbers), ddof=1)) * numbers.size ** (-1.0 / 3.0)
    return _pretty(low, high, max(1, int(np.ceil((high - low) / width))))


def _pretty(low: float, high: float, intervals: int) -> Floats:
    """About `intervals` steps of 1, 2, 5 or 10 times a power of ten that cover the range.

    The step is the one nearest to range / intervals, with R's preference for larger ones.
    """
    step = (high - low) / intervals
    base = 10.0 ** np.floor(np.log10(step))
    unit, prefers = base, 1.5
    if 2.0 * base - step < prefers * (step - unit):
        unit = 2.0 * base
        if 5.0 * base - step < (0.5 + 1.5 * prefers) * (step - unit):
            unit = 5.0 * base
            if 10.0 * base - step < prefers * (step - unit):
                unit = 10.0 * base
    hair = 1e-7
    steps = np.arange(np.floor(low / unit + hair), np.ceil(high / unit - hair) + 1.0)
    return np.asarray(steps * unit, dtype=np.float64)


def coarsened(values: ArrayLike, breaks_of: Callable[[ArrayLike], Floats] | None = None) -> Ints:
    """The class of each value, shape (n,): 0, 1, …

    Numbers by break points (default `sturges_breaks`), each class closed on the right and the
    lowest value included; anything else (words, truth values) exactly.
    """
    column = np.asarray(values)
    if column.size == 0:
        return np.empty(0, dtype=np.int64)
    if column.dtype.kind not in "iuf":
        return np.unique(column, return_inverse=True)[1].reshape(-1).astype(np.int64)
    if column.dtype.kind == "f" and not np.isfinite(column).all():
        raise OnrecordError(
            f"row {int(np.flatnonzero(~np.isfinite(column))[0]) + 1} of a column to match on is "
            "missing or infinite",
            todo="Leave such rows out, or give the column as words with one for “missing”.",
        )
    breaks = (breaks_of or sturges_breaks)(column)
    if column.dtype.kind == "f":
        whole = np.rint(column)
        if np.array_equal(whole, column) and np.abs(whole).max() < 2**53:
            column = whole.astype(np.int64)
    # Counts take few values: each is classed once.
    low, high = column.min(), column.max()
    if column.dtype.kind in "iu" and high - low < column.size:
        classes = np.searchsorted(breaks[1:], np.arange(low, high + 1, dtype=np.float64))
        return np.asarray(classes[column - low], dtype=np.int64)
    return np.searchsorted(breaks[1:], column.astype(np.float64)).astype(np.int64)


def cells(classes: Sequence[Ints]) -> Ints:
    """One number for each combination of classes, shape (n,); `classes` of at least one column."""
    key = classes[0]
    levels = int(key.max(initial=0)) + 1
    for column in classes[1:]:
        more = int(column.max(initial=0)) + 1
        if levels * more > _MOST_CELLS:
            _, inverse = np.unique(key, return_inverse=True)
            key = inverse.reshape(-1).astype(np.int64)
            levels = int(key.max(initial=0)) + 1
        key = key * more + column
        levels *= more
    if levels > max(1024, 4 * key.size):
        _, inverse = np.unique(key, return_inverse=True)
        key = inverse.reshape(-1).astype(np.int64)
    return key


def match(treated: ArrayLike, stratum: ArrayLike) -> Matched:
    """Keep the cells that hold treated and control units, and weigh the controls.

    `treated`: mask of shape (n,); `stratum`: cell of each unit, whole numbers from 0, shape (n,).
    """
    is_treated = np.asarray(treated, dtype=np.bool_)
    cell = np.asarray(stratum, dtype=np.int64)
    size = int(cell.max(initial=-1)) + 1
    of_treated = np.bincount(cell[is_treated], minlength=size)
    of_control = np.bincount(cell, minlength=size) - of_treated
    both = (of_treated > 0) & (of_control > 0)
    kept = both[cell]
    n_treated, n_control = int(of_treated[both].sum()), int(of_control[both].sum())
    ratio = np.zeros(size)
    np.divide(of_treated, of_control, out=ratio, where=both)
    if n_treated:
        ratio *= n_control / n_treated
    weight = np.where(kept, np.where(is_treated, 1.0, ratio[cell]), 0.0)
    return Matched(cell, kept, weight, n_treated, n_control)


def imbalance(treated: ArrayLike, stratum: ArrayLike) -> Imbalance:
    """L1 distance and common support (Iacus et al. 2012) over cells; arguments as in `match`."""
    is_treated = np.asarray(treated, dtype=np.bool_)
    cell = np.asarray(stratum, dtype=np.int64)
    size = int(cell.max(initial=-1)) + 1
    of_treated = np.bincount(cell[is_treated], minlength=size)
    of_control = np.bincount(cell, minlength=size) - of_treated
    n_treated, n_control = int(of_treated.sum()), int(of_control.sum())
    occupied = int(np.count_nonzero(of_treated + of_control))
    both = int(np.count_nonzero((of_treated > 0) & (of_control > 0)))
    l1 = None
    if n_treated and n_control:
        l1 = float(0.5 * np.abs(of_treated / n_treated - of_control / n_control).sum())
    return Imbalance(l1, both / occupied if occupied else None)
