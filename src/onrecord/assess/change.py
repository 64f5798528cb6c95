"""What a change in one series is computed from: window and baseline, counts, rate ratio."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.anchor import fixes
from onrecord.assess.case import Case, View
from onrecord.assess.change_counts import Numbers, before_words, ratio_words, tells
from onrecord.assess.finding import Effect
from onrecord.assess.reach import common, covered_from
from onrecord.assess.tally import noun
from onrecord.assess.windows import (
    LONGEST_DATED,
    Series,
    all_days,
    daily,
    members_any_day,
)
from onrecord.assess.words import certain, times
from onrecord.claims import Anchor, Changed, When
from onrecord.places.areas import CountryArea
from onrecord.selection import when_levels
from onrecord.selection.where import COUNTRY
from onrecord.stats.bursts import (
    WindowBursts,
    as_large_per_year,
    burst_labels,
    bursts_in_window,
)
from onrecord.stats.intervals import Dispersion, RateRatio, dispersion, rate_ratio
from onrecord.stats.windows import Direction, daily_counts, default_baseline


@dataclass(frozen=True)
class Asked:
    """What a claim says of one series: which way it changed, when, and what fixed the window."""

    direction: Direction
    when: When | None
    anchor: Anchor | None = None
    before: When | None = None
    times: float | None = None
    """The claimed factor."""
    two_sided: bool = True
    """Whether the direction is the writer's finding. Of two changes of which one must fall and the
    other rise it is not: who looks cannot claim the reverse of one of them alone."""

    @classmethod
    def of(cls, claim: Changed) -> Asked:
        if claim.direction is None:
            raise TypeError("a complete changed claim is needed")
        return cls(claim.direction, claim.when, claim.anchored_by, claim.before, claim.times)

    @property
    def rose(self) -> bool:
        return self.direction == "rose"

    @property
    def fixed(self) -> bool:
        """Whether a dated event fixes the window, so that nobody picked it for its numbers."""
        return fixes(self.anchor, self.when)


@dataclass(frozen=True)
class Shape:
    """Window and baseline in days: position of the window in the record, lengths, gap."""

    start: int
    length: int
    baseline: int
    gap: int
    before_first: dt.date
    before_last: dt.date


def shape_of(case: Case, asked: Asked, series: Series) -> Shape:
    query = case.query
    if query.first is None or query.days is None:
        raise TypeError("changed takes a window with two ends")
    start, before = series.position(query.first), asked.before
    if before is not None and before.first is not None and before.last is not None:
        gap = (query.first - before.last).days - 1
        length = (before.last - before.first).days + 1
        return Shape(start, query.days, length, gap, before.first, before.last)
    length = default_baseline(query.days)
    first, last = query.first - dt.timedelta(days=length), query.first - dt.timedelta(days=1)
    return Shape(start, query.days, length, 0, first, last)


def number_of(case: Case, view: View, shape: Shape) -> Numbers:
    """Membership of window and baseline; an event that spans both is possible in one only."""
    chosen = view.selection
    rest = np.minimum.reduce([chosen.who, chosen.kind, chosen.where])
    events = view.events
    coarsest = COUNTRY if any(isinstance(a, CountryArea) for a in case.query.areas) else COUNTRY - 1
    placed = (rest > Level.NONE) & (events.where_prec <= coarsest)
    days = (events.end - events.start).astype(np.int64) + 1

    def numbers(first: dt.date | None, last: dt.date | None, length: int) -> tuple[int, int, int]:
        level = np.minimum(rest, when_levels(events, first, last))
        fits = placed & (days <= 2 * length)
        sure = (level == Level.CERTAIN) & fits
        return (
            int(np.count_nonzero(sure)),
            int(np.count_nonzero(sure & (days <= LONGEST_DATED))),
            int(np.count_nonzero((level == Level.POSSIBLE) & fits)),
        )

    k1, dated1, maybe1 = numbers(case.query.first, case.query.last, shape.length)
    k0, dated0, maybe0 = numbers(shape.before_first, shape.before_last, shape.baseline)
    return Numbers(k1, k0, dated1, dated0, maybe1, maybe0)


GAP_DAYS = 5
"""Events as near in time as this, at one place, are one burst."""
FEWEST_BURSTS = 3
"""Fewer independent ones, and a rise or fall says that something happened, not what lasts."""


@dataclass(frozen=True)
class Work:
    """Everything that was counted for one series."""

    case: Case
    asked: Asked
    view: View
    series: Series
    shape: Shape
    number: Numbers
    spread: Dispersion
    """Of the counts in bins as long as the window, the window left out."""
    ratio: RateRatio | None
    """None where the record does not cover the whole baseline."""
    numbers: dict[str, Any]
    other: Work | None = None
    """The series that the claim compares this one with."""

    @property
    def rose(self) -> bool:
        return self.asked.rose

    @property
    def covered(self) -> bool:
        """Whether the record covers the whole baseline."""
        return _covers(self.case, self.shape)

    @property
    def observed(self) -> tuple[int, int]:
        return self.number.dated1, self.number.dated0

    @property
    def expected(self) -> float:
        """Events that speak: those in the window; for a fall, those expected there."""
        return (
            self.number.k1
            if self.rose
            else self.number.k0 * self.shape.length / self.shape.baseline
        )

    @cached_property
    def bursts(self) -> tuple[WindowBursts, float, bool]:
        """What `bursts_of` says of it: asked for more than once on the way to a verdict."""
        return bursts_of(self)

    @property
    def effect(self) -> Effect | None:
        if self.ratio is None or not tells(self.ratio, self.number):
            return None
        if self.other is None:
            ratio = self.ratio
            return Effect(name="rate ratio", value=ratio.value, low=ratio.low, high=ratio.high)
        if self.other.ratio is None:
            return None
        # The two series share fronts and reporters: no interval of their quotient would be honest.
        return Effect(
            name="ratio of the two rate ratios", value=self.ratio.value / self.other.ratio.value
        )


def _covers(case: Case, shape: Shape) -> bool:
    first = covered_from(case)
    return first is not None and shape.before_first >= first


def work_on(case: Case, asked: Asked, versus: Case | None = None) -> Work:
    """Counts and rate ratio of a series whose window the record covers."""
    view = all_days(case)
    series = daily(case, view)
    shape = shape_of(case, asked, series)
    number = number_of(case, view, shape)
    ratio = None
    spread = dispersion(series.counts, shape.length, exclude=(shape.start, shape.length))
    if _covers(case, shape):
        ratio = rate_ratio(number.k1, number.k0, shape.length, shape.baseline, spread)
    rate = ratio_words(ratio, number, fixed=asked.fixed)
    numbers = common(case) | {
        "n1": certain(number.k1, number.maybe1, noun(case)),
        "n0": certain(number.k0, number.maybe0, "event") if ratio is not None else "not covered",
        "baseline": shape.baseline,
        "ratio": rate,
        "before": before_words(ratio, number, shape.baseline, rate),
        "times": times(asked.times) if asked.times else "",
        "versus": "",
        "loose": "",
    }
    other = None
    if versus is not None:
        other = work_on(versus, asked)
        theirs = other.numbers
        numbers["versus"] = (
            f" What it is compared with: {theirs['n1']}{theirs['parties']} {theirs['where']} "
            f"{theirs['when']}, {theirs['before']}."
        )
    return Work(case, asked, view, series, shape, number, spread, ratio, numbers, other)


def bursts_of(work: Work) -> tuple[WindowBursts, float, bool]:
    """Bursts in the window (in the baseline, for a fall), how often one as large comes in a year,
    and whether they are a flare-up.

    Where events within 10 km come twice a week they chain, though each comes by itself: a campaign
    of years is one burst, and so are twenty unconnected attacks on one town in a fortnight. So the
    few bursts of a window are a flare-up only if the largest began no more than a window's length
    before, and if events come in clusters: their number over `_clustering` is below
    `FEWEST_BURSTS`.
    """
    members = members_any_day(work.view)
    events = work.view.events

    def number(day: dt.date | None) -> int:
        return int(np.datetime64(day, "D").astype(np.int64))

    days = events.start[members].astype("datetime64[D]").astype(np.int64)
    labels = burst_labels(days, events.lat[members], events.lon[members])
    first = work.case.query.first if work.rose else work.shape.before_first
    last = work.case.query.last if work.rose else work.shape.before_last
    found = bursts_in_window(labels, days, number(first), number(last))
    per_year = (
        as_large_per_year(labels, found.largest, len(work.series.counts)) if found.largest else 0.0
    )
    began = found.largest_began
    recent = began is None or began >= number(first) - work.shape.length
    inside = daily_counts(days, number(first), number(last))
    clustered = sum(found.sizes) / _clustering(work, inside) < FEWEST_BURSTS
    return found, per_year, found.number < FEWEST_BURSTS and recent and clustered


def _clustering(work: Work, inside: NDArray[np.int64]) -> float:
    """How many events come together: variance over mean of the counts, on the other days in bins as
    long as the window and among the days `inside` at every scale up to that of a burst's gaps."""
    widths = range(1, min(GAP_DAYS, len(inside) // 2) + 1)
    return max([work.spread.value, *(dispersion(inside, width).value for width in widths)])
