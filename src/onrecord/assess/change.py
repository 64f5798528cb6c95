"""What a changed claim is computed from: window and baseline, counts, rate ratio, placebo test."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.actors import Level
from onrecord.assess.case import Case, View
from onrecord.assess.finding import Effect
from onrecord.assess.reach import common
from onrecord.assess.tally import noun
from onrecord.assess.windows import (
    LONGEST_DATED,
    Series,
    all_days,
    daily,
    members_any_day,
)
from onrecord.assess.words import certain, times
from onrecord.claims import Changed
from onrecord.places.areas import CountryArea
from onrecord.selection import when_levels
from onrecord.selection.where import COUNTRY
from onrecord.stats.bursts import (
    WindowBursts,
    as_large_per_year,
    burst_labels,
    bursts_in_window,
)
from onrecord.stats.intervals import RateRatio, dispersion, rate_ratio
from onrecord.stats.placebo import Placebo, placebo_test
from onrecord.stats.windows import TIE, default_baseline


@dataclass(frozen=True)
class Shape:
    """Window and baseline in days: position of the window in the record, lengths, gap."""

    start: int
    length: int
    baseline: int
    gap: int
    before_first: dt.date
    before_last: dt.date


def shape_of(case: Case, claim: Changed, series: Series) -> Shape:
    when = case.query
    if when.first is None or when.days is None:
        raise TypeError("changed takes a window with two ends")
    before = claim.before
    if before is not None and before.first is not None and before.last is not None:
        gap = (when.first - before.last).days - 1
        length = (before.last - before.first).days + 1
        return Shape(series.position(when.first), when.days, length, gap, before.first, before.last)
    length = default_baseline(when.days)
    last = when.first - dt.timedelta(days=1)
    return Shape(
        series.position(when.first),
        when.days,
        length,
        0,
        when.first - dt.timedelta(days=length),
        last,
    )


@dataclass(frozen=True)
class Numbers:
    """Events of the window and of the baseline: certain ones, those of them that have a day of
    their own and so stand in the daily series, and merely possible ones."""

    k1: int
    k0: int
    dated1: int
    dated0: int
    maybe1: int
    maybe0: int


def number_of(case: Case, view: View, shape: Shape) -> Numbers:
    """Membership of window and baseline; an event that spans both is possible in one only."""
    events, chosen = view.events, view.selection
    rest = np.minimum.reduce([chosen.who, chosen.kind, chosen.where])
    coarsest = COUNTRY if any(isinstance(a, CountryArea) for a in case.query.areas) else COUNTRY - 1
    placed = (rest > Level.NONE) & (events.where_prec <= coarsest)
    days = (events.end - events.start).astype(np.int64) + 1

    def numbers(first: dt.date | None, last: dt.date | None, length: int) -> tuple[int, int, int]:
        level = np.minimum(rest, when_levels(events, first, last))
        fits = placed & (days <= 2 * length)
        certain = (level == Level.CERTAIN) & fits
        return (
            int(np.count_nonzero(certain)),
            int(np.count_nonzero(certain & (days <= LONGEST_DATED))),
            int(np.count_nonzero((level == Level.POSSIBLE) & fits)),
        )

    k1, dated1, maybe1 = numbers(case.query.first, case.query.last, shape.length)
    k0, dated0, maybe0 = numbers(shape.before_first, shape.before_last, shape.baseline)
    return Numbers(k1, k0, dated1, dated0, maybe1, maybe0)


def ratio_words(ratio: RateRatio | None, number: Numbers) -> str:
    """“5 times the rate (95 % interval 3.1 to 8.1)”, or why there is no such number."""
    if ratio is None:
        return "the record does not cover all of those days, so no rate is given"
    if number.k1 == 0 or number.k0 == 0:
        return "no ratio of rates can be given where one side is empty"
    low = times(ratio.low) if ratio.low is not None else "0"
    if ratio.high is None:
        return f"{times(ratio.value)} times the rate (no interval: {ratio.why})"
    return f"{times(ratio.value)} times the rate (95 % interval {low} to {times(ratio.high)})"


@dataclass(frozen=True)
class Work:
    """Everything that was computed for one claim."""

    case: Case
    claim: Changed
    view: View
    series: Series
    shape: Shape
    number: Numbers
    ratio: RateRatio | None
    """None where the record does not cover the whole baseline."""
    test: Placebo
    numbers: dict[str, Any]

    @property
    def rose(self) -> bool:
        return self.claim.direction == "rose"

    @property
    def effect(self) -> Effect | None:
        if self.ratio is None or self.number.k1 + self.number.k0 == 0:
            return None
        return Effect(
            name="rate ratio", value=self.ratio.value, low=self.ratio.low, high=self.ratio.high
        )


def work_on(case: Case, claim: Changed) -> Work:
    """Counts, rate ratio and placebo test of a claim whose window the record covers."""
    view = all_days(case)
    series = daily(case, view)
    shape = shape_of(case, claim, series)
    number = number_of(case, view, shape)
    ratio = None
    if shape.before_first >= case.info.coverage.first:
        spread = dispersion(series.counts, shape.length, exclude=(shape.start, shape.length))
        ratio = rate_ratio(number.k1, number.k0, shape.length, shape.baseline, spread)
    test = placebo_of(case, claim, series, shape, (number.dated1, number.dated0))
    at_least = int(np.count_nonzero(test.z_all >= test.z - TIE)) if test.z is not None else 0
    numbers = common(case) | {
        "n1": certain(number.k1, number.maybe1, noun(case)),
        "n0": certain(number.k0, number.maybe0, "event"),
        "baseline": shape.baseline,
        "ratio": ratio_words(ratio, number),
        "of_windows": f"{at_least:,} of {test.windows:,}",
        "times": times(claim.times) if claim.times else "",
    }
    return Work(case, claim, view, series, shape, number, ratio, test, numbers)


def placebo_of(
    case: Case, claim: Changed, series: Series, shape: Shape, observed: tuple[int, int]
) -> Placebo:
    return placebo_test(
        series.counts,
        shape.start,
        shape.length,
        baseline=shape.baseline,
        gap=shape.gap,
        direction=claim.direction or "rose",
        hypotheses=case.hypotheses,
        observed=observed,
        # A dated event that a report names (a truce, an offensive) often comes out of the fighting
        # itself; this holds its level there too.
        follows_fighting=True,
    )


def bursts_of(work: Work) -> tuple[WindowBursts, float, bool]:
    """Bursts in the window (in the baseline, for a fall), how often one as large comes in a year,
    and whether the largest is a flare-up: begun no more than a window's length before.

    Where events within 10 km come twice a week, a campaign of years is one burst. It is no
    flare-up, and the rank among placebos, which are windows of the same campaign, speaks for it.
    """
    members = members_any_day(work.view)
    events = work.view.events

    def number(day: dt.date | None) -> int:
        return int(np.datetime64(day, "D").astype(np.int64))

    days = events.start[members].astype("datetime64[D]").astype(np.int64)
    labels = burst_labels(days, events.lat[members], events.lon[members])
    rose = work.claim.direction == "rose"
    first = work.case.query.first if rose else work.shape.before_first
    last = work.case.query.last if rose else work.shape.before_last
    found = bursts_in_window(labels, days, number(first), number(last))
    per_year = (
        as_large_per_year(labels, found.largest, len(work.series.counts)) if found.largest else 0.0
    )
    began = found.largest_began
    flare_up = began is None or began >= number(first) - work.shape.length
    return found, per_year, flare_up
