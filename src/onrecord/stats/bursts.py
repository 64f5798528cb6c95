"""Bursts: events so close to one another in space and time that they are not independent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError
from onrecord.stats.linkage import linked
from onrecord.stats.windows import DAYS_A_YEAR

Ints = NDArray[np.int64]


def burst_labels(
    days: ArrayLike,
    lat: ArrayLike,
    lon: ArrayLike,
    *,
    km: float = 10.0,
    gap_days: float = 5.0,
    group: ArrayLike | None = None,
) -> Ints:
    """The burst of each event, shape (n,): labels 0, 1, … in order of each burst's first day.

    Single linkage in space and time together: two events are linked if they are at most `km` apart
    *and* at most `gap_days` apart, and a burst is everything that a chain of links connects.
    `days` are day numbers from any origin, `lat` and `lon` degrees, all of shape (n,). With
    `group`, shape (n,), only events of the same group (a dyad, a side) link.

    An event without a day or without coordinates is a burst of its own. Where events come densely
    (at one place several a week), single linkage chains whole years into one burst: see
    `bursts_in_window`.
    """
    day = np.atleast_1d(np.asarray(days, dtype=np.float64))
    phi = np.atleast_1d(np.asarray(lat, dtype=np.float64))
    lam = np.atleast_1d(np.asarray(lon, dtype=np.float64))
    kind = np.zeros(day.size, np.int64) if group is None else np.atleast_1d(np.asarray(group))
    if not day.shape == phi.shape == lam.shape == kind.shape or day.ndim != 1:
        raise OnrecordError(
            f"days, latitudes, longitudes and groups of shapes {day.shape}, {phi.shape}, "
            f"{lam.shape}, {kind.shape}",
            todo="Give one day, one point and one group for each event.",
        )
    if day.size == 0:
        return np.empty(0, dtype=np.int64)
    belongs = np.unique(kind, return_inverse=True)[1].reshape(-1)
    known = np.flatnonzero(np.isfinite(day) & np.isfinite(phi) & np.isfinite(lam))
    component = np.arange(day.size, dtype=np.int64)
    if known.size:
        component[known] = day.size + linked(
            day[known], phi[known], lam[known], belongs[known], km, gap_days
        )
    return _numbered(component, day)


def _numbered(component: Ints, day: NDArray[np.float64]) -> Ints:
    """Labels in order of first day (events without a day last), then of position."""
    order = np.argsort(np.where(np.isfinite(day), day, np.inf), kind="stable")
    _, first, label = np.unique(component[order], return_index=True, return_inverse=True)
    rank = np.empty(first.size, dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(first.size)
    labels = np.empty(day.size, dtype=np.int64)
    labels[order] = rank[label.reshape(-1)]
    return labels


@dataclass(frozen=True)
class WindowBursts:
    """The bursts that reach into a window of days."""

    sizes: tuple[int, ...]
    """Events of each inside the window, largest first."""
    largest: int
    """Events, in all of the record, of the burst that has most of them inside (0: none)."""
    largest_began: float | None
    """First day of that burst; None where nothing is inside."""

    @property
    def number(self) -> int:
        return len(self.sizes)


def bursts_in_window(labels: ArrayLike, days: ArrayLike, first: float, last: float) -> WindowBursts:
    """The bursts that reach into the days `first` to `last` (both included).

    `labels` and `days` as in `burst_labels`, shape (n,). One or two bursts are a flare-up, which
    says that something happened and not that anything lasting changed. But at one place, where
    events within 10 km come twice a week, a whole campaign chains into one burst: that the largest
    began long before the window tells the two apart.
    """
    day = np.asarray(days, dtype=np.float64)
    burst = np.asarray(labels, dtype=np.int64)
    inside, sizes = np.unique(burst[(day >= first) & (day <= last)], return_counts=True)
    if inside.size == 0:
        return WindowBursts((), 0, None)
    members = burst == inside[np.argmax(sizes)]
    return WindowBursts(
        tuple(int(size) for size in np.sort(sizes)[::-1]),
        int(np.count_nonzero(members)),
        float(day[members].min()),
    )


def as_large_per_year(labels: ArrayLike, size: int, covered_days: int) -> float:
    """How many bursts of at least `size` events there are per year of `covered_days` days."""
    if covered_days < 1:
        raise OnrecordError(
            f"a record of {covered_days} days", todo="Give the number of days that it covers."
        )
    sizes = np.unique(np.asarray(labels, dtype=np.int64), return_counts=True)[1]
    return float(np.count_nonzero(sizes >= size) * DAYS_A_YEAR / covered_days)
