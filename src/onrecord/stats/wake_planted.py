"""What further events, put after some of the wakes' events, would add to the counts of all wakes.

Planting is tried hundreds of times on the same wakes: who is near whom is looked up once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.stats.pairs import Points, pairs_after
from onrecord.stats.wake import WakeCounts
from onrecord.stats.wake_bursts import WakeLabels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Beside:
    """For each wake those in whose windows an event may be that is put up to `latest` days after
    it, at its place. Pairs, sorted by the first; arrays of shape (pairs,)."""

    first: Ints
    """Where the pairs of each wake begin, and the end; by position in `WakeCounts`."""
    burst: NDArray[np.int32]
    """Burst of the wake that counts it."""
    lag: NDArray[np.int16]
    """Days from that wake to the one after which it is put."""
    ring: NDArray[np.int8]
    """Index of the smallest distance that holds it."""
    size: Ints
    """Wakes of each burst, shape (B,)."""
    days: tuple[int, ...]
    rings: int
    latest: int

    def added(self, after: Ints, days: Ints) -> tuple[Floats, Floats]:
        """Mean number of added events before and after, over the events of each burst, (B, W).

        `after`: the wakes, positions in `WakeCounts`, after which one each is put; `days`: how
        many days after, from 1 to `latest`. Windows with days slowest, as in `BurstWakes`.
        """
        many = self.first[after + 1] - self.first[after]
        past = np.cumsum(many) - many
        pair = np.arange(int(many.sum())) - np.repeat(past - self.first[after], many)
        lag = self.lag[pair] + np.repeat(days, many)
        span = self.days[-1]
        kept = (lag != 0) & (np.abs(lag) <= span)
        pair, lag = pair[kept], lag[kept]
        # The shortest of the windows of days that holds a lag.
        window = np.searchsorted(self.days, np.arange(span + 1))[np.abs(lag)]
        shape = (2, self.size.size, len(self.days), self.rings)
        cell = ((lag > 0) * shape[1] + self.burst[pair]) * shape[2] + window
        flat = np.bincount(cell * shape[3] + self.ring[pair], minlength=int(np.prod(shape)))
        table = flat.reshape(shape).cumsum(axis=2).cumsum(axis=3)
        mean = table.reshape(2, self.size.size, -1) / self.size[None, :, None]
        return mean[0], mean[1]


def beside(
    counts: WakeCounts, labels: WakeLabels, day: Floats, lat: Floats, lon: Floats, *, latest: int
) -> Beside:
    """The pairs of wakes near one another; the arguments are those of `label_wakes`.

    `counts` by the default rules: an event of the same day is neither before nor after.
    """
    places = counts.event
    wakes = Points(day[places], lat[places], lon[places])
    counting = counts.event[labels.wake]
    near = Points(day[counting], lat[counting], lon[counting])
    span = counts.days[-1]
    empty = np.empty(0, np.int64)
    parts: list[tuple[NDArray[Any], ...]] = [(empty, empty, empty, empty)]
    for i, j, away in pairs_after(wakes, near, counts.km[-1], -span - latest, span - 1):
        lag = (wakes.day[i] - near.day[j]).astype(np.int16)
        ring = np.searchsorted(counts.km, away, side="left").astype(np.int8)
        parts.append((i, labels.burst[j].astype(np.int32), lag, ring))
    at, burst, lag, ring = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(at, kind="stable")
    first = np.searchsorted(at[order], np.arange(places.size + 1), side="left")
    return Beside(
        first.astype(np.int64),
        burst[order].astype(np.int32),
        lag[order].astype(np.int16),
        ring[order].astype(np.int8),
        np.bincount(labels.burst).astype(np.int64),
        counts.days,
        len(counts.km),
        latest,
    )
