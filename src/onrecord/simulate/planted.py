"""Events that are put into a conflict, and places that are kept quiet, whatever chance draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.conflict import KINDS
from onrecord.simulate.island import DYAD_INDEX, PLACE_INDEX, distance_km
from onrecord.simulate.reporting import Rows

NEAR_KM = 25.0
"""Where a row says “near”, its event may be so far from its point."""

LONGEST_DAYS = 62
"""Longer rows are left even over a quiet time: they say nothing of it."""


@dataclass(frozen=True)
class Planted:
    """One event, recorded exactly. `civilians` of its dead are civilians, the others fighters.

    `headlines` are (office, text); without any, they are drawn as for any other row.
    """

    on: dt.date
    place: str
    dyad: str
    kind: str
    low: int
    best: int
    high: int
    civilians: int = 0
    headlines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Quiet:
    """Days and a circle in which no row may lie, not even possibly, but planted ones.

    Of the dyads named, or of all. `coarse`: rows coded to a district or coarser go too, wherever
    on the island they are.
    """

    place: str
    km: float
    first: dt.date
    last: dt.date
    dyads: tuple[str, ...] = ()
    coarse: bool = True


def plant(events: Sequence[Planted], first: dt.date) -> Rows:
    """The rows of planted events; `first` is the record's first day."""
    if not all(e.low <= e.best <= e.high and e.civilians <= e.best for e in events):
        raise ValueError("a planted toll is out of order")

    def column(values: Iterable[int]) -> NDArray[np.int64]:
        return np.fromiter(values, dtype=np.int64, count=len(events))

    day = column((e.on - first).days for e in events)
    one = np.ones(len(events), dtype=np.int64)
    fighters = column(e.best - e.civilians for e in events)
    return Rows(
        start=day,
        end=day.copy(),
        place=column(PLACE_INDEX[e.place] for e in events),
        dyad=column(DYAD_INDEX[e.dyad] for e in events),
        kind=column(KINDS.index(e.kind) for e in events),
        where_prec=one,
        date_prec=one,
        clarity=one,
        a=fighters // 2,
        b=fighters - fighters // 2,
        civilians=column(e.civilians for e in events),
        unknown=0 * one,
        low=column(e.low for e in events),
        best=column(e.best for e in events),
        high=column(e.high for e in events),
        planted=np.arange(len(events), dtype=np.int64),
    )


def kept_quiet(rows: Rows, quiets: Iterable[Quiet], first: dt.date) -> Rows:
    """The rows without those that break a quiet."""
    drop = np.zeros(len(rows), dtype=bool)
    for quiet in quiets:
        drop |= _breaks(rows, quiet, first)
    return rows.take(~drop)


def _breaks(rows: Rows, quiet: Quiet, first: dt.date) -> NDArray[np.bool_]:
    begin, end = (quiet.first - first).days, (quiet.last - first).days
    overlaps = (rows.start <= end) & (rows.end >= begin)
    overlaps &= rows.end - rows.start < LONGEST_DAYS
    distance = distance_km(PLACE_INDEX[quiet.place])[rows.place]
    radius = np.where(rows.where_prec == 1, 1.0, NEAR_KM)
    there = (rows.where_prec <= 2) & (distance - radius <= quiet.km)
    if quiet.coarse:
        # Country-level rows (6) stay: no claim about a place can rest on them.
        there |= (rows.where_prec >= 3) & (rows.where_prec <= 5)
    if quiet.dyads:
        there &= np.isin(rows.dyad, [DYAD_INDEX[key] for key in quiet.dyads])
    return np.asarray(overlaps & there)
