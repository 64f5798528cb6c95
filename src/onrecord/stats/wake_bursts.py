"""Bursts of wakes, in strata of space and time: the units that `wake_permuted` compares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.stats.bursts import burst_labels
from onrecord.stats.strata import NOWHERE, space_time_strata
from onrecord.stats.wake import WakeCounts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

KM, DAYS = 50.0, 30.0
"""Size of a stratum: within it the two kinds are held to have been in one place and phase."""
WIDE = 2
"""A group is all strata in a cell of twice the size, in space and in time."""


@dataclass(frozen=True, eq=False)
class BurstWakes:
    """Bursts of treatment and of control events; B bursts, W windows (days slowest)."""

    pre: Floats
    """Mean number of dependent events before, over the events of each burst, shape (B, W)."""
    post: Floats
    treated: Mask
    stratum: Ints
    """Of the burst's first event, shape (B,); `NOWHERE`: in none."""
    group: Ints
    """Group of neighbouring strata, shape (B,)."""
    size: Ints
    """Events of the burst with a complete wake, shape (B,)."""

    def shared(self) -> BurstWakes:
        """Only the bursts in strata that hold both kinds."""
        label, mine = self.stratum, self.treated
        both = np.intersect1d(label[mine], label[~mine])
        return self.take(np.isin(label, both[both != NOWHERE]))

    def take(self, kept: Mask) -> BurstWakes:
        return BurstWakes(
            self.pre[kept],
            self.post[kept],
            self.treated[kept],
            self.stratum[kept],
            self.group[kept],
            self.size[kept],
        )


@dataclass(frozen=True, eq=False)
class WakeLabels:
    """Which wakes count, and the burst of each."""

    wake: Ints
    """Positions in `WakeCounts` of the wakes that are complete in every window, shape (K,)."""
    burst: Ints
    """Labels 0 … B − 1, shape (K,)."""

    def mean(self, table: NDArray[np.int32]) -> Floats:
        """Mean of a table of `WakeCounts` over the events of each burst, shape (B, W)."""
        flat = table[self.wake].reshape(self.wake.size, -1)
        size = np.bincount(self.burst)
        sums = [np.bincount(self.burst, column, size.size) for column in flat.T]
        return np.asarray(np.stack(sums, axis=1) / size[:, None], np.float64)


def label_wakes(counts: WakeCounts, day: Floats, lat: Floats, lon: Floats) -> WakeLabels:
    """Bursts of the wakes: single linkage (10 km, 5 days) of events of one kind.

    `day`, `lat`, `lon`: of the events given to `wake_counts`, shape (n,).
    """
    kept = np.flatnonzero(counts.complete.all(axis=1))
    rows = counts.event[kept]
    group = counts.treated[kept].astype(np.int64)
    return WakeLabels(kept, burst_labels(day[rows], lat[rows], lon[rows], group=group))


def burst_wakes(
    counts: WakeCounts,
    day: Floats,
    lat: Floats,
    lon: Floats,
    *,
    seed: int,
    labels: WakeLabels | None = None,
) -> BurstWakes:
    """The bursts of the wakes in `counts`; arguments as in `label_wakes`, which it calls.

    Strata are 50 km × 30 days from an origin drawn by `seed`, and a burst is in that of its first
    event. A group is all strata whose first burst lies in one cell of twice the size.
    """
    labels = labels or label_wakes(counts, day, lat, lon)
    windows = len(counts.days) * len(counts.km)
    if labels.wake.size == 0:
        none, empty = np.zeros((0, windows)), np.zeros(0, np.int64)
        return BurstWakes(none, none, np.zeros(0, np.bool_), empty, empty, empty)
    # Wakes are in order of time: the first of each label is the burst's first event.
    first = np.unique(labels.burst, return_index=True)[1]
    at = counts.event[labels.wake[first]]
    where = (day[at], lat[at], lon[at])
    stratum = space_time_strata(*where, km=KM, days=DAYS, seed=seed)
    wide = space_time_strata(*where, km=KM * WIDE, days=DAYS * WIDE, seed=seed)
    # Grids of two sizes do not nest, and a stratum must not be torn: its least group is its own.
    _, place = np.unique(stratum, return_inverse=True)
    least = np.full(int(place.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, place.reshape(-1), wide)
    return BurstWakes(
        pre=labels.mean(counts.dependent_pre),
        post=labels.mean(counts.dependent_post),
        treated=counts.treated[labels.wake[first]],
        stratum=stratum,
        group=least[place.reshape(-1)],
        size=np.bincount(labels.burst).astype(np.int64),
    )
