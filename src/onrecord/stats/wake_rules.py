"""What a wake is, in detail: each choice that changes a count, by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.stats.sphere import EARTH_RADIUS_KM

Floats = NDArray[np.float64]


KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180.0
"""Kilometres in a degree of a great circle."""


@dataclass(frozen=True)
class WakeRules:
    """How events are counted around another event.

    The defaults are what days and places mean. `MWA` is what the R package mwa 0.5.0 does
    (Schutte & Donnay 2014), kept to compare with it; each field names one difference.
    """

    km_per_degree: float = KM_PER_DEGREE
    as_printed: bool = False
    """Round coordinates and numeric match columns to the 7 significant digits that R prints."""
    whole_days: bool = True
    """Cut times to days: 23:00 and 01:00 of the next day are one day apart, not none."""
    same_day: Literal["neither", "file order"] = "neither"
    """Events of the same day come neither before nor after; or before if above in the file."""
    ends: Literal["inside", "strictly inside"] = "inside"
    """Keep a wake whose T days before and after lie in the days covered; or only one with an
    event more than T before it and another more than T after it."""
    scott_cells: bool = False
    """Measure imbalance over new cells, of Scott's rule, before and again after matching; or over
    the cells that are matched on, where after matching only the weights tell groups apart."""


MWA = WakeRules(
    km_per_degree=111.111,
    as_printed=True,
    whole_days=False,
    same_day="file order",
    ends="strictly inside",
    scott_cells=True,
)
"""The rules of R mwa 0.5.0, found by comparison with its output."""

_DIGITS = 7


def as_printed(values: ArrayLike) -> Floats:
    """Numbers, shape (n,), rounded as R prints a column: 7 significant digits, shape (n,).

    A column has one number of decimals: as many as the value that needs most.
    """
    column = np.asarray(values, dtype=np.float64)
    decimals = 0
    for value in np.unique(column[np.isfinite(column) & (column != 0.0)]):
        mantissa, exponent = f"{value:.{_DIGITS - 1}e}".split("e")
        digits = len(mantissa.lstrip("-").replace(".", "").rstrip("0"))
        decimals = max(decimals, digits - 1 - int(exponent))
    return np.array([float(f"{value:.{decimals}f}") for value in column], dtype=np.float64)
