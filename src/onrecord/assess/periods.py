"""The periods that a claim's window is ranked among: days, weeks, months, quarters, years.

“The deadliest month since March 2018” looks back: its rivals are the months before the claim's own,
down to the one after March 2018, which is named for having been as bad.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onrecord.assess.words import counted, day, days

MONTHS = {"month": 1, "quarter": 3, "year": 12}
LENGTHS = {"day": 1, "week": 7}


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Back:
    """The claim's period and those before it, the nearest first."""

    own: Period
    rivals: tuple[Period, ...]
    notes: tuple[str, ...]
    """How the periods were cut, where that is not plain, and which are left out."""
    whole: bool
    """Whether all that the claim speaks of are inside the coverage."""


def _months_back(own: Period, months: int) -> Period:
    """The calendar period before."""
    number = own.first.year * 12 + own.first.month - 1 - months
    first = dt.date(number // 12, number % 12 + 1, 1)
    return Period(first, own.first - dt.timedelta(days=1))


def _is_whole(own: Period, months: int) -> bool:
    """Whether a period is one month, quarter or year of the calendar."""
    number = own.first.year * 12 + own.first.month - 1
    if own.first.day != 1 or number % months:
        return False
    after = number + months
    return own.last + dt.timedelta(days=1) == dt.date(after // 12, after % 12 + 1, 1)


def periods_before(own: Period, unit: str, since: dt.date | None, covered: dt.date) -> Back:
    """The periods of a unit (day, week, month, quarter, year) before the claim's own.

    `since` is the day from which the claim looks: the period that holds it is not a rival, nor any
    before; None: as far back as the record goes. `covered` is the first day that the record covers:
    a period that begins before it is left out. A window that is no period of the calendar (weeks
    never are) is compared with windows of its own length, end to end before it.
    """
    months = MONTHS.get(unit)
    calendar = months is not None and _is_whole(own, months)
    notes: list[str] = []
    if not calendar and own.length != LENGTHS.get(unit):
        notes.append(
            f"The claim's days ({days(own.first, own.last)}) are not one {unit}: they are compared "
            f"with windows of the same length ({counted(own.length, 'day')}), end to end before "
            "them."
        )
    rivals: list[Period] = []
    left_out = 0
    at = own
    while True:
        if at.first <= dt.date.min + dt.timedelta(days=max(own.length, 366)):
            break
        if calendar and months is not None:
            at = _months_back(at, months)
        else:
            first = at.first - dt.timedelta(days=own.length)
            at = Period(first, at.first - dt.timedelta(days=1))
        if since is not None and at.first <= since:
            break
        if at.first < covered:
            if since is None:
                break
            left_out += 1
            continue
        rivals.append(at)
    if left_out:
        notes.append(
            f"{left_out:,} of the periods since {day(since or covered)} begin before the record "
            f"does ({day(covered)}) and are left out."
        )
    return Back(own, tuple(rivals), tuple(notes), not left_out)
