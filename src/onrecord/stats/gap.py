"""Does the largest of many values stand out from the others by more than a largest one must?

A rank cannot say: whoever picks the most striking of all places picks the first. What can is how
far the first is ahead of the second, held against how far the next ones are apart.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.distinct import different_points
from onrecord.stats.sphere import distance_km

SPACINGS = 10
"""Spacings below the first that say how far apart the largest values are."""

POWER = 0.25
"""Values are compared on the scale of their fourth root: see `gap_test`."""


class NoGap(enum.StrEnum):
    """Why it cannot be told whether a value stands out."""

    TOO_FEW = "too few others to tell how far apart the most striking are"
    NOT_ASKED = "the rank does not stand, so that no lead is asked for"
    ALL_EQUAL = "the most striking of the others are all equally so"


@dataclass(frozen=True)
class Gap:
    """How far a value is ahead of all others, and how often one would be so by itself."""

    p: float | None
    """1 where the value is not the first; None where `why` says that it cannot be told."""
    why: NoGap | None
    ahead: float | None
    """How many usual spacings the first is ahead; None where it is not the first, or without p."""
    others: int
    needed: int = SPACINGS + 1
    """Others that the test takes."""

    @property
    def first(self) -> bool:
        return self.ahead is not None


def gap_test(value: float, others: ArrayLike, *, spacings: int = SPACINGS) -> Gap:
    """Whether `value` is further ahead of `others`, shape (n,), than the largest of all would be.

    With x(1) ≥ x(2) ≥ … the fourth roots of all values and D(i) = i·(x(i) − x(i+1)), the D are
    independent exponentials of one mean if the upper tail of the values is exp(−c·⁴√v) (Rényi
    1953; Weissman 1978 for tails in general), and p = P(F(2, 2·spacings) ≥ D(1)/mean of D(2) …
    D(spacings + 1)) = (1 + D(1)/ΣD)^−spacings. A lighter tail brings the first nearer to the second
    than that, and p is too large (exponential: yes in 1 to 2 % at 5). The tail of a power law is
    heavier: yes in 8 to 12 % of the largest of 60 or 300 such values, and in 3 to 4 % of simulated
    conflicts with such bursts, together with the rank (`python benchmarks/chosen.py`).

    Raises `OnrecordError` for a value or others that are not finite numbers from 0.
    """
    rest = np.asarray(others, dtype=np.float64).reshape(-1)
    if not (np.isfinite(value) and value >= 0 and np.all(np.isfinite(rest)) and np.all(rest >= 0)):
        raise OnrecordError("values that are not finite numbers from 0", todo="Leave them out.")
    needed = spacings + 1
    if rest.size < needed:
        return Gap(None, NoGap.TOO_FEW, None, int(rest.size), needed)
    largest = np.sort(rest)[::-1][:needed] ** POWER
    ahead = float(value) ** POWER - float(largest[0])
    if ahead <= 0.0:
        return Gap(1.0, None, None, int(rest.size), needed)
    total = float(np.sum(np.arange(2, needed + 1) * (largest[:-1] - largest[1:])))
    if total <= 0.0:
        return Gap(None, NoGap.ALL_EQUAL, None, int(rest.size), needed)
    p = float((1.0 + ahead / total) ** -spacings)
    return Gap(p, None, ahead * spacings / total, int(rest.size), needed)


def apart(
    values: ArrayLike, groups: ArrayLike, lat: ArrayLike, lon: ArrayLike, km: float
) -> NDArray[np.int64]:
    """Which values are the largest around: none within `km` of a larger one of its group.

    `values`, `groups` and points in degrees, shape (n,); returns positions, in falling order of
    value (equals in the given order). Overlapping circles share what makes them striking: held
    against one another, the first would never be far ahead of the second.
    """
    value, group = np.asarray(values, dtype=np.float64), np.asarray(groups)
    # Many values stand at one point: whatever is near it is measured once for all of them.
    phi, lam, place = different_points(lat, lon)
    near: dict[int, NDArray[np.int64]] = {}
    taken: dict[int, NDArray[np.bool_]] = {}
    kept: list[int] = []
    for at in np.argsort(-value, kind="stable").tolist():
        here, of_group = int(place[at]), int(group[at])
        around = taken.setdefault(of_group, np.zeros(phi.size, dtype=bool))
        if around[here]:
            continue
        if here not in near:
            near[here] = np.flatnonzero(distance_km(phi[here], lam[here], phi, lam) < km)
        around[near[here]] = True
        kept.append(at)
    return np.asarray(kept, dtype=np.int64)
