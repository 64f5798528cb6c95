"""The windows of other days that a claim's window is compared with, as daily counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Case, View
from onrecord.records.schema import Mask
from onrecord.selection import Query
from onrecord.stats.chance import EmptyWindows, chance_match, empty_windows

LONGEST_DATED = 7
"""Rows longer than a week have no day to be counted on."""


@dataclass(frozen=True)
class Series:
    """Events per day over the record's coverage: `counts[i]` on `first + i` days."""

    counts: NDArray[np.int64]
    first: dt.date

    def position(self, day: dt.date) -> int:
        return (day - self.first).days


def members_any_day(view: View) -> Mask:
    """Rows that are certain in actor, kind and place, whatever their day, shape (n,)."""
    chosen = view.selection
    length = (view.events.end - view.events.start).astype(np.int64) + 1
    return np.asarray(
        (chosen.who == Level.CERTAIN)
        & (chosen.kind == Level.CERTAIN)
        & (chosen.where == Level.CERTAIN)
        & (length <= LONGEST_DATED),
        dtype=bool,
    )


def daily(case: Case, view: View, among: Mask | None = None) -> Series:
    """Daily counts of the certain members (`among` these rows) over all days of the coverage."""
    coverage = case.info.coverage
    first = np.datetime64(coverage.first, "D")
    n_days = (coverage.last - coverage.first).days + 1
    members = members_any_day(view)
    if among is not None:
        members = members & among
    at = (view.events.start[members] - first).astype(np.int64)
    inside = (at >= 0) & (at < n_days)
    return Series(np.bincount(at[inside], minlength=n_days).astype(np.int64), coverage.first)


def all_days(case: Case, query: Query | None = None) -> View:
    """The rows of a query's place on all days of the record."""
    return case.view(query or case.query, side_days=None)


def share_with_event(case: Case, view: View, among: Mask | None = None) -> float | None:
    """Share of the other windows within half a year with a certain member (`among` these rows).

    None where no other window fits into the record, or the claim's window is open.
    """
    query = case.query
    if query.first is None or query.days is None:
        return None
    series = daily(case, view, among)
    return chance_match(series.counts, series.position(query.first), query.days).share


def empty_nearby(case: Case) -> tuple[int, int]:
    """Windows within half a year without an event, and their number: what zero is worth here."""
    query = case.query
    if query.first is None or query.days is None:
        return 0, 0
    series = daily(case, case.tested)
    match = chance_match(series.counts, series.position(query.first), query.days)
    return match.windows - match.matching, match.windows


def emptiness(case: Case) -> EmptyWindows | None:
    """How unusual zero is among the record's comparable windows; None for an open window."""
    query = case.query
    if query.first is None or query.days is None:
        return None
    series = daily(case, all_days(case))
    start = series.position(query.first)
    return empty_windows(series.counts, start, query.days, hypotheses=case.hypotheses)
