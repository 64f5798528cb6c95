"""Named days of the week, and months and seasons named as this, last or next."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.dates import names
from onrecord.reading.dates.days import month_span, shifted, week_of
from onrecord.reading.dates.expression import Meaning, Setting
from onrecord.reading.dates.periods import part_of
from onrecord.reading.dates.resolve import day_text, needs_publication, resolved
from onrecord.reading.dates.tokens import Tokens, is_word, low
from onrecord.reading.dates.written import day_at, month_at, written, year_at

Read = tuple[int, Meaning]

_HABIT = frozenset({"every", "each", "black", "good", "bloody", "holy", "friday's"})
_NEAR_DAYS = 62
_BESIDE_DAY = names.words("and at in the a an near around")
_SERVICE = frozenset({"prayer", "prayers", "sermon", "sermons"})


def weekday(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Monday, last Friday, next Tuesday, late Monday, Monday morning, last October, this spring."""
    if names.ORDINALS.get(low(tokens, i)) and (found := _of_month(tokens, i, setting)):
        return found
    if (dated := _and_day(tokens, i, setting)) is not None:
        return dated
    j = i
    early_or_late = low(tokens, j) in {"early", "late"}
    if early_or_late:
        j += 1 + (low(tokens, j + 1) == "on")
    which = low(tokens, j) if low(tokens, j) in {"this", "last", "next", "past"} else ""
    j += bool(which)
    day = names.WEEKDAYS.get(low(tokens, j))
    if day is not None and tokens[j].text[0].isupper():
        end = j + 1
        if low(tokens, end) in _SERVICE or low(tokens, i - 1) in _HABIT:
            return None
        part = low(tokens, end) if low(tokens, end) in names.DAY_PARTS else ""
        end += bool(part)
        if not which and (week := _of_week(tokens, end, day, setting)) is not None:
            return week
        return end, _day(day, which, part == "night", setting)
    if which in {"this", "last", "next"} and not early_or_late:
        return _named(tokens, j, which, setting)
    if early_or_late and which:
        read = _named(tokens, j, which, setting)
        return (read[0], part_of(read[1], low(tokens, i))) if read else None
    return None


def _and_day(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """“Mon 11”, “Thursday the 14th”: the latest day of that weekday and number, if it is near."""
    day = names.WEEKDAYS.get(low(tokens, i), names.WEEKDAY_ABBREVIATIONS.get(low(tokens, i)))
    if day is None or not tokens[i].text[0].isupper() or setting.published is None:
        return None
    j = i + 1 + (low(tokens, i + 1) in {".", ","})
    at = day_at(tokens, j + (low(tokens, j) == "the"))
    if at is None or (is_word(tokens, at[0]) and low(tokens, at[0]) not in _BESIDE_DAY):
        return None
    for back in range(_NEAR_DAYS):
        found = shifted(setting.published, -back)
        if found.day == at[1] and found.weekday() == day:
            why = f"{day_text(found)}, the latest such day"
            return at[0], Meaning(found, found, "day", assumed=(why,))
    return None


def _of_week(tokens: Tokens, i: int, day: int, setting: Setting) -> Read | None:
    """The rest of “Tuesday last week”, “Tuesday of this week”."""
    i += low(tokens, i) == "of"
    which = low(tokens, i)
    if which not in {"last", "this"} or low(tokens, i + 1) != "week" or not setting.published:
        return None
    monday = week_of(shifted(setting.published, -7 * (which == "last")))[0]
    found = shifted(monday, day)
    return i + 2, Meaning(found, found, "day", assumed=(f"the {which} week's: {day_text(found)}",))


def _of_month(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The first Monday of October."""
    if low(tokens, i + 1) not in names.WEEKDAYS or low(tokens, i + 2) not in {"of", "in"}:
        return None
    month = written(tokens, i + 3, setting.order.day_first, "of")
    if month is None or month[1].day is not None:
        return None
    rank, day = names.ORDINALS[low(tokens, i)], names.WEEKDAYS[low(tokens, i + 1)]
    base = resolved(month[1], setting)
    if base.first is None or base.last is None:
        return month[0], base
    if rank > 0:
        found = shifted(base.first, (day - base.first.weekday()) % 7 + 7 * (rank - 1))
    else:
        found = shifted(base.last, -((base.last.weekday() - day) % 7))
    if not base.first <= found <= base.last:
        return None
    return month[0], Meaning(found, found, "day", assumed=base.assumed)


def _day(day: int, which: str, night: bool, setting: Setting) -> Meaning:
    published = setting.published
    if published is None:
        return needs_publication("day")
    if which == "next":
        first = shifted(published, (day - published.weekday() - 1) % 7 + 1)
        why = "the first such day after the publication date"
    elif which == "this":
        first = shifted(week_of(published)[0], day)
        why = "that day of the week of publication"
    else:
        strictly = 1 if which in {"last", "past"} else 0
        first = shifted(published, -((published.weekday() - day - strictly) % 7 + strictly))
        until = "before" if strictly else "up to"
        why = f"{day_text(first)}, the latest such day {until} {day_text(published)}"
    if night:
        why = f"{why}; a night is taken as its day and the next"
        return Meaning(first, shifted(first, 1), "day", True, (why,))
    return Meaning(first, first, "day", assumed=(why,))


def _named(tokens: Tokens, i: int, which: str, setting: Setting) -> Read | None:
    """The month or season after "this", "last" or "next"."""
    if not is_word(tokens, i):
        return None
    found = month_at(tokens, i)
    if found is not None and found[2] == "plain" and tokens[i].text[0].isupper():
        if year_at(tokens, found[0]) is not None:
            return None
        end, month, length = found[0], found[1], 1
    elif (start := names.SEASONS.get(low(tokens, i))) is not None and low(tokens, i + 1) != "of":
        end, month, length = i + 1, start, 3
    else:
        return None
    grain = "month" if length == 1 else "season"
    if setting.published is None:
        return end, needs_publication("month" if length == 1 else "season")
    year = setting.published.year + (which == "next")
    first, last = month_span(year, month, length)
    if which == "last":
        while last >= setting.published and year > 1:
            year -= 1
            first, last = month_span(year, month, length)
    elif which == "next" and month_span(year - 1, month, length)[0] > setting.published:
        first, last = month_span(year - 1, month, length)
    elif which == "this" and first > setting.published and length == 3 and month == 12:
        first, last = month_span(max(year - 1, 1), month, length)
    why = f"“{which} {tokens[i].text}” taken as beginning on {day_text(first)}"
    meaning = Meaning(first, last, "month" if grain == "month" else "season", assumed=(why,))
    return end, replace(meaning, vague=length == 3)
