"""Amounts of time: "two weeks", "a few days", "48 hours", and how far they reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.reading.dates import names, widths
from onrecord.reading.dates.days import shifted, shifted_months
from onrecord.reading.dates.tokens import Tokens, low, number


@dataclass(frozen=True)
class Amount:
    """`lowest` to `highest` units; `exact` if a number was written, `article` if "a week"."""

    lowest: int
    highest: int
    unit: str
    exact: bool
    article: bool = False


def amount(tokens: Tokens, i: int, *, bare: bool = False) -> tuple[int, Amount] | None:
    """An amount of time at `i`; with `bare`, "weeks" alone is one."""
    counted = _count(tokens, i)
    if counted is None:
        if not bare or not low(tokens, i).endswith("s"):
            return None
        counted = i, (*widths.SEVERAL, False)
    j, (lowest, highest, exact) = counted
    j += low(tokens, j) in {"-", "‑", "–"} and tokens[j].glued
    unit = names.UNITS.get(low(tokens, j))
    if unit is None or highest > widths.MOST_UNITS:
        return None
    return j + 1, Amount(lowest, highest, unit, exact, low(tokens, i) in {"a", "an"} and exact)


def moved(day: date, units: int, unit: str) -> date:
    """`day` moved by a number of units; months and years keep the day of the month."""
    if unit in {"month", "year", "decade"}:
        return shifted_months(day, units * {"month": 1, "year": 12, "decade": 120}[unit])
    if unit == "hour":
        return shifted(day, -(-units // 24) if units > 0 else units // 24)
    return shifted(day, units * {"week": 7, "fortnight": 14}.get(unit, 1))


def tolerance(size: Amount) -> int:
    """Days either side of "N units ago": half a unit, for the writer rounded to units."""
    if not size.exact:
        return 0
    if size.unit in {"day", "night"}:
        return 0 if size.highest == 1 else 1
    return widths.HALF_UNIT_DAYS.get(size.unit, 0)


def in_days(size: Amount) -> tuple[int, int]:
    """The amount in days, lowest and highest, with its tolerance."""
    epoch = date(2001, 1, 1)
    around = tolerance(size)
    if size.unit == "hour":
        return size.lowest // 24, -(-size.highest // 24)
    shortest = (moved(epoch, size.lowest, size.unit) - epoch).days
    longest = (moved(epoch, size.highest, size.unit) - epoch).days
    return shortest - around, longest + around


def _count(tokens: Tokens, i: int) -> tuple[int, tuple[int, int, bool]] | None:
    word = low(tokens, i)
    if word in {"a", "an"}:
        if low(tokens, i + 1) == "few":
            return i + 2, (*widths.FEW, False)
        if low(tokens, i + 1) == "couple":
            return (i + 3 if low(tokens, i + 2) == "of" else i + 2), (2, 2, True)
        return i + 1, (1, 1, True)
    if word == "few":
        return i + 1, (*widths.FEW, False)
    if word == "couple":
        return (i + 2 if low(tokens, i + 1) == "of" else i + 1), (2, 2, True)
    if word in {"several", "some", "many"}:
        return i + 1, (*widths.SEVERAL, False)
    figure = number(tokens, i)
    if figure is not None:
        return (i + 1, (figure, figure, True)) if figure > 0 else None
    if word in names.NUMBERS:
        return i + 1, (names.NUMBERS[word], names.NUMBERS[word], True)
    if word in names.TENS:
        tens, j = names.TENS[word], i + 1
        k = j + 1 if low(tokens, j) in {"-", "‑"} else j
        ones = names.NUMBERS.get(low(tokens, k), 0)
        if 0 < ones < 10:
            return k + 1, (tens + ones, tens + ones, True)
        return j, (tens, tens, True)
    return None
