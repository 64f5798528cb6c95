"""From one time to another: between 9 and 23 October, Monday to Wednesday, 2015-2017."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.reading.dates import names
from onrecord.reading.dates.expression import Meaning, Setting
from onrecord.reading.dates.of_period import day_of_month
from onrecord.reading.dates.periods import period
from onrecord.reading.dates.relative import relative
from onrecord.reading.dates.resolve import joined, resolved, span_of
from onrecord.reading.dates.tokens import Tokens, glued, low, plain_number
from onrecord.reading.dates.weekdays import weekday
from onrecord.reading.dates.written import Written, day_at, numeric_short, written, year_at

Read = tuple[int, Meaning]
End = tuple[int, "Written | Meaning"]

_DASHES = frozenset({"-", "‑", "–", "—"})
_TO = frozenset({"to", "till", "until", "through", "thru"})


def interval(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Two times and what joins them, at `i`."""
    word = low(tokens, i)
    if word == "between":
        return _two(tokens, i + 1, setting, frozenset({"and"}), led=True)
    if word == "from":
        return _two(tokens, i + 1, setting, _TO | _DASHES, led=True)
    return _years(tokens, i) or _two(tokens, i, setting, _TO | _DASHES, led=False)


def between_ends(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """22 to 23 August, 22 and 23 August: two days, without the word that leads to them."""
    return _two(tokens, i, setting, _TO | _DASHES | {"and"}, led=True)


def adjacent_months(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """September and October 2017: two months that follow each other."""
    left = written(tokens, i, setting.order.day_first, "between")
    if left is None or left[1].day is not None or low(tokens, left[0]) != "and":
        return None
    right = written(tokens, left[0] + 1, setting.order.day_first, "between")
    if right is None or right[1].day is not None or left[1].month is None:
        return None
    if right[1].month != left[1].month % 12 + 1:
        return None
    return right[0], span_of(left[1], right[1], setting)


def days_listed(tokens: Tokens, i: int, setting: Setting) -> list[tuple[int, int, Meaning]] | None:
    """Each day of "9, 10 and 12 October 2017" or "October 9, 10 and 12", at most six.

    Returns start, end and meaning of each.
    """
    places: list[tuple[int, int, int]] = []
    dated = written(tokens, i, setting.order.day_first, "on")
    if dated is not None and not (dated[1].is_day and dated[1].month):
        return None
    month_first = dated[1] if dated is not None else None
    j = i
    while len(places) < 6:
        end, day, whole = _listed(tokens, j, setting, first=not places, month_first=month_first)
        if end == j:
            return None
        places.append((j, end, day))
        if whole is not None:  # the month stands after the last day
            return [(a, b, resolved(replace(whole, day=day), setting)) for a, b, day in places]
        before = low(tokens, j - 1)
        if month_first and before == "and" and low(tokens, end) not in names.COUNTED:
            return [
                (a, b, resolved(replace(month_first, day=day), setting)) for a, b, day in places
            ]
        j = end + (low(tokens, end) == ",")
        j += low(tokens, j) == "and"
        j += j > end and low(tokens, j) == "again"
        j += low(tokens, j) == "on" and j > end
        j += j > end and low(tokens, j) == "the"
        if j == end:
            return None
    return None


def _listed(
    tokens: Tokens, i: int, setting: Setting, *, first: bool, month_first: Written | None
) -> tuple[int, int, Written | None]:
    """Place after the day at `i` (`i` itself if there is none), the day, and its whole date."""
    whole = written(tokens, i, setting.order.day_first, "on")
    if whole is not None and whole[1].day is not None and whole[1].month is not None:
        if first and month_first is not None:
            return whole[0], whole[1].day, None
        return (whole[0], whole[1].day, whole[1]) if month_first is None else (i, 0, None)
    bare = day_at(tokens, i)
    return (bare[0], bare[1], None) if bare is not None else (i, 0, None)


def _two(
    tokens: Tokens, i: int, setting: Setting, joiners: frozenset[str], *, led: bool
) -> Read | None:
    left = _end(tokens, i, setting, led=led)
    if left is None:
        return None
    j = left[0]
    dash = low(tokens, j) in _DASHES or (low(tokens, j) == "/" and glued(tokens, j, "/"))
    slash_ok = low(tokens, j) == "/" and isinstance(left[1], Written)
    if low(tokens, j) not in joiners and not (slash_ok and not led):
        return None
    right = _end(tokens, j + 1, setting, led=led, right=True)
    if right is None:
        return None
    end, meant = right
    if isinstance(left[1], Written) and isinstance(meant, Written):
        return _two_written(tokens, left[1], end, meant, setting)
    began = left[1]
    bare = isinstance(began, Written) and began.is_day and began.month is None
    if bare and led and isinstance(began, Written) and isinstance(meant, Meaning) and meant.first:
        # "the 1st to the 15th of this month"
        began = replace(began, month=meant.first.month, year=meant.first.year)
    if any(isinstance(e, Written) and e.month is None and e.year is None for e in (began, meant)):
        return None
    if dash and not led and not _plain_day(left[1], meant):
        return None
    first = resolved(began, setting) if isinstance(began, Written) else began
    last = resolved(meant, setting) if isinstance(meant, Written) else meant
    if first.first and last.last and first.first > last.last:
        again = _end(tokens, i, replace(setting, published=last.last), led=led)
        if again is not None and isinstance(again[1], Meaning):
            first = again[1]
    return end, joined(first, last, setting)


def _two_written(
    tokens: Tokens, left: Written, end: int, right: Written, setting: Setting
) -> Read | None:
    if left.month is None and left.year is None and (right.month is None or right.day is None):
        return None  # "between 9 and 23 fighters"
    if right.month is None and right.year is None:
        if left.month is None or left.day is None:
            return None
        k = end + 1 if low(tokens, end) == "," else end
        year = year_at(tokens, k)
        if year is not None and not (k > end and low(tokens, year[0]) in names.COUNTED):
            end, right = year[0], replace(right, year=year[1])
        elif low(tokens, end) in names.COUNTED:
            return None
    return end, span_of(left, right, setting)


def _end(tokens: Tokens, i: int, setting: Setting, *, led: bool, right: bool = False) -> End | None:
    """One end of an interval; a bare day is a date with the month missing."""
    if low(tokens, i) == "the":
        i += 1
    day_first = setting.order.day_first
    if (full := written(tokens, i, day_first, "between")) is not None:
        return full
    if led and (short := numeric_short(tokens, i, day_first)) is not None:
        return short
    if (year := year_at(tokens, i)) is not None:
        if not led or low(tokens, year[0]) in names.COUNTED:
            return None
        return year[0], Written(year=year[1])
    if (named := weekday(tokens, i, setting)) is not None:
        return named
    if right and (of_month := day_of_month(tokens, i, setting)) is not None:
        return of_month
    if (bare := day_at(tokens, i)) is not None:
        j = bare[0]
        j += glued(tokens, j, ".") and low(tokens, j + 1) in _DASHES and not right
        return j, Written(day=bare[1])
    if not led or not 0 <= i < len(tokens):
        return None
    return period(tokens, i, setting, "between") or relative(tokens, i, setting)


def _plain_day(*ends: Written | Meaning) -> bool:
    return all(end.grain == "day" if isinstance(end, Meaning) else end.is_day for end in ends)


def _years(tokens: Tokens, i: int) -> Read | None:
    """2015-2017; 2016/17 after a word that shows it is a year."""
    first = year_at(tokens, i)
    if first is None:
        return None
    j = first[0]
    if low(tokens, j) == "and" and low(tokens, i - 1) in {"in", "during", "throughout", "than"}:
        following = year_at(tokens, j + 1)
        if following is None or following[1] != first[1] + 1:
            return None
        if low(tokens, following[0]) in names.COUNTED:
            return None
        ends = date(first[1], 1, 1), date(following[1], 12, 31)
        return following[0], Meaning(*ends, "year")
    if low(tokens, j) not in _DASHES | {"/"}:
        return None
    second = year_at(tokens, j + 1)
    if second is not None and second[1] > first[1] and low(tokens, second[0]) not in names.COUNTED:
        if low(tokens, second[0]) in {"-", "/"} and tokens[second[0]].glued:
            return None
        return second[0], Meaning(date(first[1], 1, 1), date(second[1], 12, 31), "year")
    short = plain_number(tokens, j + 1, 2)
    if short is None or short != (first[1] + 1) % 100 or low(tokens, i - 1) not in {"in", "during"}:
        return None
    if low(tokens, j + 2) in {"-", "/", "."} and tokens[j + 2].glued and low(tokens, j + 2) != ".":
        return None
    return j + 2, Meaning(date(first[1], 1, 1), date(first[1] + 1, 12, 31), "year")
