"""How usual it is that a window of days holds an event at all, or holds none."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from onrecord.errors import OnrecordError
from onrecord.stats.placebo import HISTORY
from onrecord.stats.windows import (
    checked_counts,
    checked_lengths,
    comparable,
    default_baseline,
    sliding_windows,
    window_counts,
)

REACH_DAYS = 180
"""How far to either side of a window its surroundings go."""


class NoShare(enum.StrEnum):
    """Why there is no share of windows, or no p of emptiness."""

    NO_OTHER_WINDOW = "no other window of this length nearby is inside the record"
    OUTSIDE = "the window or its baseline is not wholly inside the record"
    NOT_EMPTY = "the window is not empty"
    NO_EVENTS = "no event in the baseline: zero is normal here"
    TOO_LITTLE_HISTORY = "too little comparable history"


@dataclass(frozen=True)
class ChanceMatch:
    """How many other windows around a window hold an event too."""

    share: float | None
    """`matching / windows`; None where `why` says so."""
    why: NoShare | None
    matching: int
    windows: int


@dataclass(frozen=True)
class EmptyWindows:
    """How unusual it is that a window is empty."""

    p0: float | None
    """(1 + empty)/(1 + windows); None where `why` says that it cannot be told."""
    why: NoShare | None
    empty: int
    windows: int
    """Comparable windows, this one not counted."""
    m_eff: float
    """Comparable windows' worth of history."""
    events_nearby: int
    """Events within `REACH_DAYS` of the window."""

    def capacity(self, length: int) -> int:
        """The most hypotheses among which this test could still decide."""
        return self.windows // (HISTORY * length)


def chance_match(
    counts: ArrayLike, start: int, length: int, *, reach: int = REACH_DAYS
) -> ChanceMatch:
    """Share of the other windows around a window that hold at least one event.

    `counts`: certain events per day over the record's coverage, shape (days,). Others are all
    windows of `length` days inside the record, between `reach` days before the window's first day
    and `reach` days after its last, that share no day with it: its own event is no chance match.
    """
    per_window = window_counts(counts, length)
    starts = np.arange(per_window.size)
    near = (starts >= start - reach) & (starts <= start + reach)
    others = per_window[near & (np.abs(starts - start) >= length)]
    matching = int(np.count_nonzero(others))
    if others.size == 0:
        return ChanceMatch(None, NoShare.NO_OTHER_WINDOW, 0, 0)
    return ChanceMatch(matching / others.size, None, matching, int(others.size))


def empty_windows(
    counts: ArrayLike,
    start: int,
    length: int,
    *,
    baseline: int | None = None,
    gap: int = 0,
    hypotheses: int = 1,
    reach: int = REACH_DAYS,
) -> EmptyWindows:
    """How unusual an empty window is among the comparable windows of the record.

    `counts`, `start`, `length`, `baseline` and `gap` as in `placebo_test`; comparable are the
    windows whose total, baseline included, is within a factor 3 of this one's (its baseline's
    count, as it is empty). p0 = (1 + number empty)/(1 + number comparable), this window in neither
    number; None with less than 19·`hypotheses` windows' worth of them.

    Decides only where the window is anchored: quiet days chosen because they were quiet are
    "unusual" as a rule.
    """
    if hypotheses < 1:
        raise OnrecordError(f"a family of {hypotheses} hypotheses", todo="Give 1 or more.")
    checked_lengths(length)
    daily = checked_counts(counts)
    nearby = int(daily[max(0, start - reach) : max(0, start + length + reach)].sum())
    days_before = default_baseline(length) if baseline is None else baseline
    every = sliding_windows(daily, length, days_before, gap)
    at = every.at(start)
    if at is None:
        return EmptyWindows(None, NoShare.OUTSIDE, 0, 0, 0.0, nearby)
    total = int(every.n[at])
    alike = comparable(every.n, total)
    alike[at] = False
    windows = int(np.count_nonzero(alike))
    empty = int(np.count_nonzero(alike & (every.k1 == 0)))
    why = None
    if every.k1[at] > 0:
        why = NoShare.NOT_EMPTY
    elif total == 0:
        why = NoShare.NO_EVENTS
    elif windows < HISTORY * hypotheses * length:
        why = NoShare.TOO_LITTLE_HISTORY
    p0 = (1 + empty) / (1 + windows) if why is None else None
    return EmptyWindows(p0, why, empty, windows, windows / length, nearby)
