"""Time told from the day of publication: yesterday, two weeks ago, in recent days, currently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.reading.dates import names, widths
from onrecord.reading.dates.amounts import Amount, amount, moved, tolerance
from onrecord.reading.dates.days import shifted, week_of
from onrecord.reading.dates.expression import Grain, Meaning, Setting
from onrecord.reading.dates.of_period import day_of_month, month_of_year
from onrecord.reading.dates.periods import deictic, part_of
from onrecord.reading.dates.resolve import back, needs_publication
from onrecord.reading.dates.tokens import Tokens, by_first_word, is_word, low, phrase_at
from onrecord.reading.dates.weeks import the_week

Read = tuple[int, Meaning]

_ABOUT = frozenset({"about", "around", "almost", "nearly", "roughly", "some", "approximately",
                    "just", "exactly", "only"})  # fmt: skip
_CURRENT = (
    "currently", "presently", "nowadays", "right now", "as of now", "just now", "at the moment",
    "at this moment", "at present", "at this point", "at this stage", "at this time", "these days",
    "now",
)  # fmt: skip
_CURRENT_WORDS = by_first_word((tuple(phrase.split()) for phrase in _CURRENT), lambda words: words)
_PARTS = {"early": "early", "earlier": "early", "mid": "mid", "late": "late", "later": "late"}
_RECENTLY = frozenset({"recently", "lately"})
_IN_A_ROW = (("in", "a", "row"), ("running",))
_CONSECUTIVE = frozenset({"straight", "consecutive", "successive"})


def relative(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """What is at `i`, told from the publication date."""
    if not is_word(tokens, i) and tokens[i].kind != "number":
        return None
    return (
        _day_word(tokens, i, setting)
        or _ago(tokens, i, setting)
        or _past_amount(tokens, i, setting)
        or _recent(tokens, i, setting)
        or _this_last_next(tokens, i, setting)
        or month_of_year(tokens, i, setting)
        or day_of_month(tokens, i, setting)
        or the_week(tokens, i, setting)
        or _in_a_row(tokens, i, setting)
        or _current(tokens, i, setting)
    )


def _day_word(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    j = i + 1 if low(tokens, i) in {"early", "earlier", "late", "later"} else i
    word, following = low(tokens, j), low(tokens, j + 1)
    if word in {"today", "tonight"}:
        return j + 1, back(setting, 0, 0)
    if word == "this" and following in names.DAY_PARTS:
        return j + 2, back(setting, 0, 0)
    if word == "tomorrow":
        return j + 1 + (following in names.DAY_PARTS), back(setting, 1, 1)
    if word == "overnight":
        why = "“overnight” taken as the night before the publication date"
        return j + 1, back(setting, -1, 0, "day", why)
    if word in {"last", "yesterday"} and following == "night":
        why = f"“{word} night” taken as the day before publication and that day"
        return j + 2, back(setting, -1, 0, "day", why)
    if word == "last" and following == "evening":
        return j + 2, back(setting, -1, -1)
    if word == "yesterday":
        return j + 1 + (following in names.DAY_PARTS), back(setting, -1, -1)
    start = i + 1 if low(tokens, i) == "the" else i
    if phrase_at(tokens, start, ("day", "before", "yesterday")):
        return start + 3, back(setting, -2, -2)
    if phrase_at(tokens, start, ("day", "after", "tomorrow")):
        return start + 3, back(setting, 2, 2)
    return None


def _ago(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Two weeks ago, a few days ago, more than a month ago, weeks ago."""
    j, more, less = i, False, False
    if phrase_at(tokens, i, ("more", "than")) or low(tokens, i) == "over":
        j, more = i + (2 if low(tokens, i) == "more" else 1), True
    elif phrase_at(tokens, i, ("less", "than")) or low(tokens, i) == "under":
        j, less = i + (2 if low(tokens, i) == "less" else 1), True
    elif phrase_at(tokens, i, ("at", "least")):
        j, more = i + 2, True
    elif low(tokens, i) in _ABOUT and amount(tokens, i + 1) is not None:
        j = i + 1
    read = amount(tokens, j, bare=True)
    if read is None or low(tokens, read[0]) != "ago":
        return None
    end, size = read[0] + 1, read[1]
    if setting.published is None:
        return end, needs_publication("day" if size.unit in {"day", "hour"} else "vague")
    anniversary = _anniversary(tokens, end, size, setting.published)
    if anniversary is not None:
        return anniversary
    around = tolerance(size)
    first = shifted(moved(setting.published, -size.highest, size.unit), -around)
    last = shifted(moved(setting.published, -size.lowest, size.unit), around)
    if size.unit == "hour":
        last = shifted(setting.published, -(size.lowest // 24))
    said = " ".join(token.text for token in tokens[i:end])
    if more:
        first = moved(moved(setting.published, -size.highest, size.unit), -1, size.unit)
        last = moved(setting.published, -size.lowest, size.unit)
        why = f"“{said}” taken as between that and one {size.unit} more"
    elif less:
        first = moved(setting.published, -size.highest, size.unit)
        last = setting.published
        why = f"“{said}” taken as between that and the publication date"
    elif not size.exact:
        why = f"“{said}” taken as {size.lowest} to {size.highest} {size.unit}s before publication"
    elif around:
        days = "day" if around == 1 else "days"
        why = f"“{said}” taken as that day, {around} {days} either way"
    else:
        return end, Meaning(first, last)
    return end, Meaning(first, max(first, last), _grain(size.unit), True, (why,))


def _anniversary(tokens: Tokens, i: int, size: Amount, published: date) -> Read | None:
    """A year ago this week, two years ago today: not half a year either way."""
    if size.unit not in {"week", "month", "year"} or not size.exact:
        return None
    day = moved(published, -size.highest, size.unit)
    if low(tokens, i) in {"today", "yesterday"}:
        day = shifted(day, -1 if low(tokens, i) == "yesterday" else 0)
        return i + 1, Meaning(day, day)
    if low(tokens, i) != "this" or low(tokens, i + 1) not in {"week", "month"}:
        return None
    around = 6 if low(tokens, i + 1) == "week" else 30
    why = f"taken as {around} days either way of the day that many {size.unit}s before publication"
    ends = shifted(day, -around), shifted(day, around)
    return i + 2, Meaning(*ends, _grain(low(tokens, i + 1)), True, (why,))


def _past_amount(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The past two weeks, the last 48 hours, the last few days, past week, the coming days."""
    j = i + 1 if low(tokens, i) in {"the", "these", "this"} else i
    word = low(tokens, j)
    if word not in {"past", "last", "coming", "next"}:
        return None
    forward = word in {"coming", "next"}
    read = amount(tokens, j + 1)
    unit = names.UNITS.get(low(tokens, j + 1))
    said = " ".join(token.text for token in tokens[j : (read[0] if read else j + 2)])
    if read is not None:
        if word == "next" and j > i:
            return None  # "over the next two days": the next ones in the story
        end, size = read
        reach = size.highest
    elif unit is not None and low(tokens, j + 1).endswith("s"):
        table = widths.COMING_DAYS if forward else widths.RECENT_DAYS
        days = table.get(unit, table["year"])
        why = f"“{said}” taken as {days} days {'from' if forward else 'up to'} the publication date"
        return j + 2, back(setting, *((0, days) if forward else (-days, 0)), _grain(unit), why)
    elif unit is not None and (word == "past" or (word == "last" and j > i)) and unit != "night":
        end, reach = j + 2, 1  # "the last week": seven days; "last week": the calendar's
    else:
        return None
    unit = read[1].unit if read is not None else low(tokens, j + 1)
    if setting.published is None:
        return end, needs_publication(_grain(unit))
    other = moved(setting.published, reach if forward else -reach, unit)
    ends = (setting.published, other) if forward else (other, setting.published)
    vague = read is not None and not read[1].exact
    side = "from" if forward else "up to"
    assumed = f"“{said}” taken as {abs((ends[1] - ends[0]).days)} days {side} the publication date"
    return end, Meaning(*ends, _grain(unit), vague, (assumed,))


def _recent(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Recent days, recently, lately."""
    if low(tokens, i) in _RECENTLY and low(tokens, i - 1) != "as":
        why = f"“{tokens[i].text}” taken as {widths.RECENTLY_DAYS} days up to the publication date"
        return i + 1, back(setting, -widths.RECENTLY_DAYS, 0, "vague", why)
    j = i + 1 if low(tokens, i) in {"the", "most", "more"} else i
    unit = names.UNITS.get(low(tokens, j + 1))
    if low(tokens, j) != "recent" or unit not in widths.RECENT_DAYS:
        return None
    days = widths.RECENT_DAYS[unit]
    said = f"{tokens[j].text} {tokens[j + 1].text}"
    why = f"“{said}” taken as the {days} days up to the publication date"
    return j + 2, back(setting, -days, 0, "vague", why)


def _this_last_next(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """This week, last month, next year, earlier this week, late last week, last weekend."""
    part = low(tokens, i) if low(tokens, i) in _PARTS else None
    j = i + 1 if part else i
    if part == "earlier" and low(tokens, j) == "in" and low(tokens, j + 1) == "the":
        j += 1  # "earlier in the week"
    which, unit = low(tokens, j), low(tokens, j + 1)
    if which == "the" and (unit == "weekend" or (part and unit in {"week", "month", "year"})):
        which = "this"
    if which not in {"this", "last", "next"}:
        return None
    if unit in {"week", "weekend", "fortnight"}:
        meaning = _week(which, unit, setting)
    else:
        found = deictic(which, unit, setting)
        if found is None:
            return None
        meaning = found
    if part == "earlier" and which == "this":
        return j + 2, replace(meaning, last=setting.published)
    if part == "later" and which == "this":
        return j + 2, replace(meaning, first=setting.published)
    return j + 2, part_of(meaning, _PARTS[part]) if part else meaning


def _week(which: str, unit: str, setting: Setting) -> Meaning:
    if setting.published is None:
        return needs_publication("week")
    step = {"this": 0, "last": -1, "next": 1}[which]
    if unit == "fortnight":
        ends = sorted((shifted(setting.published, 14 * step), setting.published))
        return Meaning(ends[0], ends[1], "week", True, (f"“{which} fortnight” taken as 14 days",))
    monday, sunday = week_of(shifted(setting.published, 7 * step))
    if unit == "weekend":
        saturday = shifted(monday, 5)
        if which == "this" and saturday > setting.published:
            saturday, sunday = shifted(saturday, -7), shifted(sunday, -7)
        return Meaning(saturday, max(saturday, sunday), "day", assumed=("Saturday and Sunday",))
    why = f"“{which} week” taken as Monday to Sunday, counted from the publication date"
    return Meaning(monday, sunday, "week", assumed=(why,))


def _in_a_row(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The third day in a row, a second consecutive week."""
    j = i + 1 if low(tokens, i) in {"the", "a"} else i
    rank = names.ORDINALS.get(low(tokens, j), 0)
    k = j + 2 if low(tokens, j + 1) in _CONSECUTIVE else j + 1
    unit = names.UNITS.get(low(tokens, k))
    if rank < 2 or unit not in {"day", "night", "week", "month", "year"}:
        return None
    end = k + 1
    row = next((words for words in _IN_A_ROW if phrase_at(tokens, end, words)), None)
    if row is None and k == j + 1:
        return None
    end += len(row or ())
    if setting.published is None:
        return end, needs_publication()
    first = moved(setting.published, -(rank - (unit in {"day", "night"})), unit)
    why = f"taken as {rank} {unit}s ending on the publication date"
    return end, Meaning(first, setting.published, _grain(unit), True, (why,))


def _current(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    for words in _CURRENT_WORDS.get(low(tokens, i), ()):
        if not phrase_at(tokens, i, words):
            continue
        end = i + len(words)
        if words == ("now",) and (
            low(tokens, end) in {"that", "-", "‑"} or low(tokens, i - 1) in {"by", "from"}
        ):
            return None  # "now that", "now-defunct", "from now on"
        said = " ".join(words)
        why = f"“{said}” taken as the {widths.CURRENT_DAYS} days up to the publication date"
        return end, back(setting, -widths.CURRENT_DAYS, 0, "vague", why)
    return None


def _grain(unit: str) -> Grain:
    grains: dict[str, Grain] = {"hour": "day", "day": "day", "night": "day", "fortnight": "week",
                                "week": "week", "month": "month", "year": "year",
                                "decade": "decade"}  # fmt: skip
    return grains[unit]
