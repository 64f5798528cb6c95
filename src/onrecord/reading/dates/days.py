"""Arithmetic on days that stays inside the calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100


def shifted(day: date, days: int) -> date:
    """`day` moved by `days`; the ends of the calendar are not passed."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def shifted_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day if it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    index = min(max(index, 12), 9999 * 12 + 11)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, month_length(year, month)))


def month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """First and last day of `months` months beginning with `month` of `year`."""
    first = date(year, month, 1)
    following = shifted_months(first, months)
    if following <= first:  # the calendar ended
        return first, date.max
    return first, following - timedelta(days=1)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day` (ISO 8601)."""
    monday = shifted(day, -day.weekday())
    return monday, shifted(monday, 6)


def exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)
