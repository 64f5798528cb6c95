"""Periods of the calendar: parts of months, quarters, halves, seasons, years, decades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.reading.dates import names, widths
from onrecord.reading.dates.days import month_length, month_span, shifted
from onrecord.reading.dates.expression import Grain, Meaning, Setting
from onrecord.reading.dates.resolve import latest_year, needs_publication, resolved
from onrecord.reading.dates.tokens import Tokens, glued, is_word, low, number, plain_number
from onrecord.reading.dates.weeks import named_week, weekend_of
from onrecord.reading.dates.written import Written, written, year_at

Read = tuple[int, Meaning]

_PART_WORDS = {
    "early": "early", "mid": "mid", "late": "late", "beginning": "early", "start": "early",
    "middle": "mid", "end": "late", "outset": "early", "close": "late",
}  # fmt: skip
# Before these a number of four figures is a year.
YEAR_CUES = names.words(
    "in since until till during throughout by before after from between early mid late"
)
_ENDS = {"opening": 1, "closing": -1}
_STRETCHES = names.words("day days week weeks weekend fortnight")
_MEASURES = names.words("km m meters metres feet dollars euros tons tonnes percent local gmt")


def period(tokens: Tokens, i: int, setting: Setting, cue: str = "") -> Read | None:
    """A period at `i`, whole: what lies after the publication date is not cut off here."""
    start = i + 1 if low(tokens, i) == "the" else i
    return (
        _part(tokens, start, setting)
        or _weeks_or_days_of(tokens, start, setting)
        or named_week(tokens, start, setting)
        or _quarter(tokens, start, setting)
        or _half(tokens, start, setting)
        or _season(tokens, start, setting, cue)
        or _decade(tokens, start)
        or _year(tokens, i, cue)
    )


def whole(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """What a part can be a part of: a month, a year, a season, "the year", "last month"."""
    j = i + 1 if low(tokens, i) == "the" else i
    if (read := written(tokens, j, setting.order.day_first, "of")) and not read[1].is_day:
        return read[0], resolved(read[1], setting)
    if (season := _season(tokens, j, setting, "in")) is not None:
        return season
    if (quarter := _quarter(tokens, j, setting)) is not None:
        return quarter
    if (year := year_at(tokens, j)) is not None:
        return year[0], resolved(Written(year=year[1]), setting)
    return _this_last_next(tokens, i, setting)


def deictic(which: str, unit: str, setting: Setting) -> Meaning | None:
    """This, last or next month, year or quarter, whole."""
    step = {"this": 0, "the": 0, "last": -1, "next": 1}.get(which)
    if step is None or unit not in {"month", "year", "quarter"}:
        return None
    published = setting.published
    if published is None:
        return needs_publication("month" if unit == "month" else "year")
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = published.year * 12 + published.month - 1
    index = (index // months + step) * months
    index = min(max(index, 12), 9999 * 12 + 12 - months)
    first, last = month_span(index // 12, index % 12 + 1, months)
    why = f"“{which} {unit}” counted from the publication date"
    grains: dict[str, Grain] = {"month": "month", "quarter": "quarter", "year": "year"}
    return Meaning(first, last, grains[unit], assumed=(why,))


def part_of(meaning: Meaning, part: str) -> Meaning:
    """The early, mid or late part of a period."""
    if meaning.first is None or meaning.last is None:
        return replace(meaning, vague=True)
    first, last = meaning.first, meaning.last
    if meaning.grain == "month":
        low_day, high_day = widths.MONTH_PARTS[part]
        length = month_length(first.year, first.month)
        ends = (
            date(first.year, first.month, low_day),
            date(first.year, first.month, min(high_day, length)),
        )
        why = f"the {part} part of a month taken as days {low_day} to {ends[1].day}"
    elif meaning.grain == "year":
        low_month, high_month = widths.YEAR_PARTS[part]
        ends = month_span(first.year, low_month, high_month - low_month + 1)
        why = f"the {part} part of a year taken as months {low_month} to {high_month}"
    else:
        third = (last - first).days // 3
        begin = {"early": 0, "mid": third, "late": 2 * third}[part]
        ends = shifted(first, begin), last if part == "late" else shifted(first, begin + third)
        why = f"the {part} part taken as a third of the period"
    return replace(
        meaning, first=ends[0], last=ends[1], vague=True, assumed=(*meaning.assumed, why)
    )


def _part(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Early October, mid-2017, late last month, the end of September."""
    part = _PART_WORDS.get(low(tokens, i))
    if part is None:
        return None
    j = i + 1
    if part == low(tokens, i):
        j += low(tokens, j) in {"-", "‑", "–"} and tokens[j].glued
        j += low(tokens, j) == "in"
    elif low(tokens, j) == "of":
        j += 1
    else:
        return None
    read = whole(tokens, j, setting)
    return (read[0], part_of(read[1], part)) if read else None


def _weeks_or_days_of(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The first week of October, the last three days of September, the first days of the year."""
    rank = names.ORDINALS.get(low(tokens, i)) or _ENDS.get(low(tokens, i))
    if rank is None:
        return None
    j, count = i + 1, None
    if (written_number := number(tokens, j, 2) or names.NUMBERS.get(low(tokens, j))) is not None:
        j, count = j + 1, written_number
    word = low(tokens, j)
    if word not in _STRETCHES or low(tokens, j + 1) != "of":
        return None
    read = whole(tokens, j + 2, setting)
    if read is None or (rank > 1 and count is not None):
        return None
    base = read[1]
    if base.first is None or base.last is None:
        return read[0], base
    if word == "weekend":
        return read[0], weekend_of(base.first, base.last, rank, base.assumed)
    length = {"week": 7, "fortn": 14}.get(word.rstrip("s")[:5], 1)
    plural_without_number = word.endswith("s") and count is None
    days = 7 if plural_without_number else length * (count or 1)
    if rank == -1:
        first = shifted(base.last, 1 - days)
        last = base.last
    else:
        first = shifted(base.first, (rank - 1) * length)
        last = min(shifted(first, days - 1), base.last)
    if first < base.first or first > last:
        return None
    assumed = base.assumed
    if length == 7 or plural_without_number:
        assumed = (*assumed, "weeks of a period counted in sevens from its first or last day")
    vague = base.vague or plural_without_number
    return read[0], Meaning(first, last, "week" if length == 7 else "day", vague, assumed)


def _quarter(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """Q3 2017, the third quarter of 2017, 2017 Q3."""
    year = year_at(tokens, i)
    if year is not None and (found := _q(tokens, year[0])) is not None:
        return found[0], _quarter_of(year[1], found[1])
    found = _q(tokens, i)
    rank = names.ORDINALS.get(low(tokens, i), 0)
    if found is None and low(tokens, i + 1) == "quarter" and 1 <= rank <= 4:
        found = i + 2, rank
    if found is None:
        return None
    j, quarter = found
    k = j + 1 if low(tokens, j) in {"of", ",", "/"} else j
    if (year := year_at(tokens, k)) is not None:
        return year[0], _quarter_of(year[1], quarter)
    if setting.published is None:
        return j, needs_publication("quarter")
    guess = latest_year(Written(month=3 * quarter - 2), setting.published)
    why = f"no year is written: {guess}, the latest that is not in the future"
    return j, replace(_quarter_of(guess, quarter), assumed=(why,))


def _q(tokens: Tokens, i: int) -> tuple[int, int] | None:
    if not is_word(tokens, i) or tokens[i].text != "Q":
        return None
    if not (i + 1 < len(tokens) and tokens[i + 1].glued):
        return None
    quarter = plain_number(tokens, i + 1, 1)
    return (i + 2, quarter) if quarter in {1, 2, 3, 4} and quarter else None


def _quarter_of(year: int, quarter: int) -> Meaning:
    return Meaning(*month_span(year, 3 * quarter - 2, 3), grain="quarter")


def _half(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    """The first half of 2017, of October, of last year."""
    rank = {"first": 0, "second": 1, "latter": 1}.get(low(tokens, i))
    if rank is None or low(tokens, i + 1) != "half" or low(tokens, i + 2) != "of":
        return None
    read = whole(tokens, i + 3, setting)
    if read is None or read[1].first is None or read[1].last is None:
        return read
    base, first, last = read[1], read[1].first, read[1].last
    if base.grain == "year":
        return read[0], replace(
            base, first=month_span(first.year, 1 + 6 * rank, 6)[0],
            last=month_span(first.year, 1 + 6 * rank, 6)[1], grain="quarter",
        )  # fmt: skip
    middle = shifted(first, (last - first).days // 2)
    if rank:
        return read[0], replace(base, first=shifted(middle, 1), grain="week")
    return read[0], replace(base, last=middle, grain="week")


def _season(tokens: Tokens, i: int, setting: Setting, cue: str) -> Read | None:
    """Summer 2017, the winter of 2016-17, in the spring."""
    month = names.SEASONS.get(low(tokens, i))
    if month is None:
        return None
    before = i - 1
    if is_word(tokens, before) and tokens[before].text[0].isupper() and tokens[i].text[0].isupper():
        return None  # Arab Spring, Operation Peace Spring
    j = i + 1
    year = year_at(tokens, j + 1 if low(tokens, j) == "of" else j)
    if year is not None:
        j, in_year = year
        both = plain_number(tokens, j + 1, 4)
        if low(tokens, j) in {"/", "-", "–"} and tokens[j].glued and both is not None:
            j += 2 if both % 100 == (in_year + 1) % 100 else 0
        assumed: tuple[str, ...] = ()
    elif cue not in {"in", "during", "since", "until", "by"} or low(tokens, j) == "of":
        return None
    elif setting.published is None:
        return j, needs_publication("season")
    else:
        in_year = latest_year(Written(month=month), setting.published)
        assumed = (f"no year is written: {in_year}, the latest that is not in the future",)
    span = month_span(in_year, month, 3)
    why = f"{tokens[i].low} taken as the northern one, beginning with month {month} of {in_year}"
    return j, Meaning(*span, grain="season", vague=True, assumed=(*assumed, why))


def _decade(tokens: Tokens, i: int) -> Read | None:
    """The 1990s."""
    year = year_at(tokens, i)
    if year is None or year[1] % 10:
        return None
    j = year[0]
    if low(tokens, j) in {"'", "’"} and tokens[j].glued:
        j += 1
    if not glued(tokens, j, "s"):
        return None
    return j + 1, Meaning(date(year[1], 1, 1), date(year[1] + 9, 12, 31), "decade")


def _year(tokens: Tokens, i: int, cue: str) -> Read | None:
    """2017: after a word such as "in", or before a noun, as in "the 2017 offensive"."""
    if low(tokens, i) == "the" and low(tokens, i + 1) == "year":
        i, cue = i + 2, "in"
    definite = low(tokens, i) == "the"
    year = year_at(tokens, i + 1 if definite else i)
    if year is None:
        return None
    j = year[0]
    following = low(tokens, j)
    if definite:
        noun = is_word(tokens, j) and not tokens[j].glued
        if not noun or following in names.COUNTED:
            return None
    elif cue not in YEAR_CUES or following in _MEASURES or following in {"%", "$", "-"}:
        return None
    return j, Meaning(date(year[1], 1, 1), date(year[1], 12, 31), "year")


def _this_last_next(tokens: Tokens, i: int, setting: Setting) -> Read | None:
    which = low(tokens, i)
    meaning = deictic(which, low(tokens, i + 1), setting)
    return (i + 2, meaning) if meaning is not None else None
