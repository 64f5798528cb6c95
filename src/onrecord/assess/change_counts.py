"""What a change is counted in, and how a sentence says it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.assess.words import certain, counted, times
from onrecord.stats.intervals import RateRatio


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

    def corner(self, *, more: bool) -> tuple[int, int]:
        """The reading with most (or fewest) events in the window and fewest (most) before it.

        Only dated events are certain in it: what the window is ranked among holds no others.
        """
        if more:
            return self.k1 + self.maybe1, self.dated0
        return self.dated1, self.k0 + self.maybe0


def ratio_words(ratio: RateRatio | None, number: Numbers, *, fixed: bool) -> str:
    """“5 times the rate (95 % interval 3.1 to 8.1)”, or why there is no such number."""
    if ratio is None:
        return "no rate is given"
    if number.k1 == 0 and number.k0 == 0:
        return "there is nothing to compare"
    picked = "" if fixed else ", not corrected for selection"
    if number.k1 == 0 or number.k0 == 0:
        if not tells(ratio, number):
            return "no ratio of rates can be given"
        most = f"at most {times(ratio.high or 0.0)}"
        bound = most if number.k1 == 0 else f"at least {times(ratio.low or 0.0)}"
        return f"{bound} times the rate (95 % interval{picked})"
    value = times(ratio.value)
    rate = "the same rate" if value == "1" else f"{value} times the rate"
    if ratio.high is None:
        return f"{rate} (no interval: {ratio.why})"
    low = times(ratio.low) if ratio.low is not None else "0"
    return f"{rate} (95 % interval {low} to {times(ratio.high)}{picked})"


def tells(ratio: RateRatio, number: Numbers) -> bool:
    """Whether there is a ratio to name: with an empty side, only where it has an interval.

    Also where that holds 1. Intervals given only where they leave out 1 are too narrow: of a fall
    to a quarter, 89 % instead of 95 % then held it (simulated, half an event a day).
    """
    if number.k1 and number.k0:
        return True
    return (ratio.high if number.k1 == 0 else ratio.low) is not None and number.k1 + number.k0 > 0


def before_words(ratio: RateRatio | None, number: Numbers, baseline: int, rate: str) -> str:
    """“3 events in the 84 days before: 5 times the rate”; uncovered days are never “none”."""
    days = counted(baseline, "day")
    if ratio is None:
        had = f" ({counted(number.k0, 'event')} in those that it covers)" if number.k0 else ""
        return f"but the record does not cover all of the {days} before{had}, so {rate}"
    if number.k0 == 0:
        maybe = f"none that is certain ({number.maybe0:,} possible)" if number.maybe0 else "none"
        return f"and {maybe} in the {days} before, so {rate}"
    had = f"{certain(number.k0, number.maybe0, 'event')} in the {days} before"
    return f"but {had}, so {rate}" if number.k1 == 0 else f"{had}: {rate}"
