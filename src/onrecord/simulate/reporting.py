"""What a record makes of it: precision, residues, tolls, conventions, and what it misses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.conflict import AIRSTRIKE, KILLING, Happenings
from onrecord.simulate.island import DYADS

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Reporting:
    """How a conflict is recorded. The shares are those of UCDP GED for Syria, 2016 to 2019.

    where_prec: shares of codes 1 to 6. date_prec: shares of codes 1 to 5. aggregated: share of
    rows that sum up several incidents (event_clarity 2). doubtful: share without a certain death
    (best = 0). conventional: share of battles of “2 + 2” dead. disordered: share of rows whose
    best estimate is above the high one; half as many have it below the low one. unseen: share of
    events that nobody reports.
    """

    where_prec: tuple[float, ...] = (0.544, 0.349, 0.020, 0.038, 0.034, 0.015)
    date_prec: tuple[float, ...] = (0.9345, 0.0500, 0.0013, 0.0112, 0.0030)
    aggregated: float = 0.038
    doubtful: float = 0.068
    conventional: float = 0.12
    disordered: float = 0.004
    unseen: float = 0.10


@dataclass(frozen=True)
class Rows:
    """Rows of a record before they are put into words; every array has shape (n,).

    Days count from the record's first day. `a`, `b`, `civilians`, `unknown` are the deaths by side.
    `planted` is the number of the planted event that a row is, or −1.
    """

    start: Ints
    end: Ints
    place: Ints
    dyad: Ints
    kind: Ints
    where_prec: Ints
    date_prec: Ints
    clarity: Ints
    a: Ints
    b: Ints
    civilians: Ints
    unknown: Ints
    low: Ints
    best: Ints
    high: Ints
    planted: Ints

    def __len__(self) -> int:
        return len(self.start)

    def take(self, rows: NDArray[np.bool_] | Ints) -> Rows:
        return Rows(*(getattr(self, f.name)[rows] for f in fields(self)))

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """Several lists of rows as one, by start."""
        columns = [np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Rows)]
        return Rows(*columns).take(np.argsort(columns[0], kind="stable"))


def record(
    rng: np.random.Generator, happened: Happenings, reporting: Reporting, first: dt.date
) -> Rows:
    """The rows that a record holds of what happened; `first` is the date of day 0."""
    seen = rng.random(len(happened)) >= reporting.unseen
    day, place = happened.day[seen], happened.place[seen]
    dyad, kind = happened.dyad[seen], happened.kind[seen]
    n = len(day)
    where_prec = _codes(rng, reporting.where_prec, n)
    date_prec = _codes(rng, reporting.date_prec, n)
    start, end = _intervals(rng, day, date_prec, first)
    # A row that sums up incidents is mostly one whose days are not told apart either.
    coarse = date_prec > 1
    share = np.where(coarse, 0.3, 0.0)
    rest = max(0.0, reporting.aggregated - 0.3 * float(coarse.mean() if n else 0.0))
    clarity = 1 + (rng.random(n) < np.where(coarse, share, rest / 0.94)).astype(np.int64)
    a, b, civilians, unknown, low, best, high = _deaths(rng, dyad, kind, clarity, reporting)
    return Rows(
        start, end, place, dyad, kind, where_prec, date_prec, clarity,
        a, b, civilians, unknown, low, best, high, np.full(n, -1, dtype=np.int64),
    )  # fmt: skip


def _codes(rng: np.random.Generator, shares: tuple[float, ...], n: int) -> Ints:
    weights = np.asarray(shares)
    return rng.choice(len(shares), size=n, p=weights / weights.sum()) + 1


def _intervals(
    rng: np.random.Generator, day: Ints, date_prec: Ints, first: dt.date
) -> tuple[Ints, Ints]:
    """First and last day of each row, around the true day; months and quarters as calendars do."""
    start, end = day.copy(), day.copy()
    few = np.flatnonzero(date_prec == 2)
    length = rng.integers(2, 7, len(few))
    start[few] = day[few] - rng.integers(0, length)
    end[few] = start[few] + length - 1
    week = np.flatnonzero(date_prec == 3)
    start[week] = day[week] - rng.integers(0, 7, len(week))
    end[week] = start[week] + 6
    for row in np.flatnonzero(date_prec >= 4):
        date = first + dt.timedelta(days=int(day[row]))
        months = 1 if date_prec[row] == 4 else 3
        month = (date.month - 1) // months * months + 1
        begin = dt.date(date.year, month, 1)
        after = month + months
        last = dt.date(date.year + after // 13, (after - 1) % 12 + 1, 1) - dt.timedelta(days=1)
        start[row], end[row] = (begin - first).days, (last - first).days
    return np.maximum(start, 0), np.maximum(end, 0)


def _deaths(
    rng: np.random.Generator, dyad: Ints, kind: Ints, clarity: Ints, reporting: Reporting
) -> tuple[Ints, ...]:
    """Deaths by side and the low, best and high estimates."""
    n = len(dyad)
    one_sided = np.array([d.violence == 3 for d in DYADS])[dyad]
    best = np.ceil(np.exp(rng.normal(0.7, 1.0, n))).astype(np.int64)
    best = np.where(clarity == 2, best * rng.integers(2, 9, n), best)
    doubtful = rng.random(n) < reporting.doubtful
    best[doubtful] = 0
    twos = (~one_sided) & ~doubtful & (clarity == 1)
    twos &= (kind < AIRSTRIKE) & (rng.random(n) < reporting.conventional)
    best[twos] = 4
    a, b, civilians, unknown = _by_side(rng, best, np.where(one_sided, KILLING, kind))
    a[twos], b[twos], civilians[twos], unknown[twos] = 2, 2, 0, 0
    low = np.where(rng.random(n) < 0.25, rng.integers(0, best + 1), best)
    high = best + np.where(rng.random(n) < 0.3, rng.integers(1, best + 2), 0)
    high[doubtful] = rng.integers(1, 6, int(doubtful.sum()))
    low[twos], high[twos] = 4, 4
    broken = (rng.random(n) < reporting.disordered) & (best > 1) & ~twos
    high[broken] = best[broken] - 1
    broken = (rng.random(n) < reporting.disordered / 2) & (best > 1) & ~twos & ~broken
    low[broken] = best[broken] + 1
    return a, b, civilians, unknown, low, best, high


_SPLIT = np.array(
    [
        (0.40, 0.38, 0.07, 0.15),  # battle
        (0.15, 0.30, 0.40, 0.15),  # shelling
        (0.45, 0.15, 0.30, 0.10),  # bombing
        (0.00, 0.50, 0.35, 0.15),  # airstrike
        (0.00, 0.00, 1.00, 0.00),  # killing of civilians
    ]
)
"""Whose dead they are, by kind: side a, side b, civilians, unknown."""


def _by_side(rng: np.random.Generator, best: Ints, kind: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    parts = rng.multinomial(best, _SPLIT[kind]).astype(np.int64)
    return parts[:, 0].copy(), parts[:, 1].copy(), parts[:, 2].copy(), parts[:, 3].copy()
