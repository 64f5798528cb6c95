"""From a date as written to an interval: what is missing is taken from the publication date."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date

from onrecord.reading.dates.days import exists, month_span, shifted
from onrecord.reading.dates.expression import Grain, Meaning, Setting
from onrecord.reading.dates.written import Written

NO_PUBLICATION_DATE = "the words count from the publication date, which is not known"
BACKWARDS = "the interval is written backwards (its end lies before its beginning): not read"


def day_text(day: date) -> str:
    """9 October 2017, whatever the language of the machine."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def resolved(written: Written, setting: Setting) -> Meaning:
    """The interval of a date as written; the year, if missing, is the latest that is past."""
    assumed: list[str] = []
    year = written.year
    if year is None:
        if setting.published is None:
            why = "no year is written, and the publication date is not known"
            return Meaning(None, None, _grain(written), assumed=(why,))
        year = latest_year(written, setting.published)
        assumed.append(f"no year is written: {year}, the latest that is not in the future")
    if written.month is None:
        first, last = date(year, 1, 1), date(year, 12, 31)
    elif written.day is None:
        first, last = month_span(year, written.month)
    elif not exists(year, written.month, written.day):
        why = f"there is no such day in {year}"
        return Meaning(None, None, "day", assumed=(why,))
    else:
        first = last = date(year, written.month, written.day)
    assumed += _doubts(written, first, setting)
    return Meaning(first, last, _grain(written), assumed=tuple(assumed))


def latest_year(written: Written, published: date) -> int:
    """The latest year in which the written day or month does not begin after `published`."""
    month, day = written.month or 1, written.day or 1
    year = published.year if (month, day) <= (published.month, published.day) else None
    year = published.year - 1 if year is None else year
    while not exists(year, month, day) and year > published.year - 9 and year > 1:
        year -= 1  # 29 February
    return max(year, 1)


def clipped(meaning: Meaning, setting: Setting) -> Meaning:
    """A period that the report was published in is known to it only up to that day."""
    published = setting.published
    if published is None or meaning.first is None or meaning.last is None:
        return meaning
    if meaning.first == meaning.last or not meaning.first <= published < meaning.last:
        return meaning
    why = "read up to the publication date"
    return replace(meaning, last=published, assumed=(*meaning.assumed, why))


def needs_publication(grain: Grain = "vague") -> Meaning:
    """What a relative expression means when nobody knows when the report was published."""
    return Meaning(None, None, grain, assumed=(NO_PUBLICATION_DATE,))


def back(setting: Setting, first: int, last: int, grain: Grain = "day", *why: str) -> Meaning:
    """From `first` to `last` days after publication (negative: before); vague if `why` is given."""
    if setting.published is None:
        return needs_publication(grain)
    ends = shifted(setting.published, first), shifted(setting.published, last)
    return Meaning(*ends, grain=grain, vague=bool(why), assumed=why)


def joined(left: Meaning, right: Meaning, setting: Setting) -> Meaning:
    """From the first day of `left` to the last day of `right`."""
    assumed = tuple(dict.fromkeys((*left.assumed, *right.assumed)))
    vague = left.vague or right.vague
    if left.anaphoric or right.anaphoric:
        why = "one end is told elsewhere in the report"
        return Meaning(None, None, "vague", assumed=(why,), anaphoric=True)
    if left.first is None or right.last is None:
        unknown = assumed or (NO_PUBLICATION_DATE if setting.published is None else BACKWARDS,)
        return Meaning(None, None, "vague", vague, tuple(unknown))
    if left.first > right.last:
        return Meaning(None, None, "vague", vague, (*assumed, BACKWARDS))
    return Meaning(left.first, right.last, right.grain, vague, assumed)


def span_of(left: Written, right: Written, setting: Setting) -> Meaning:
    """The interval between two written dates that may share a month and a year.

    A missing month or year of one end is taken from the other; where the year is missing from
    both, it is the latest in which the interval does not begin after the publication date.
    """
    if left.month is None and right.month is not None and left.day is not None:
        left = replace(left, month=right.month)
    if right.month is None and right.day is not None:
        right = replace(right, month=left.month)
    over_new_year = (left.month or 0) > (right.month or 0)
    assumed: tuple[str, ...] = ()
    if left.year is None and right.year is not None:
        left = replace(left, year=right.year - over_new_year)
    elif right.year is None and left.year is not None:
        right = replace(right, year=left.year + over_new_year)
    elif left.year is None and right.year is None and setting.published is not None:
        year = latest_year(left, setting.published)
        left, right = replace(left, year=year), replace(right, year=year + over_new_year)
        assumed = (f"no year is written: {year}, the latest that is not in the future",)
    whole = joined(resolved(left, setting), resolved(right, setting), setting)
    return replace(whole, assumed=tuple(dict.fromkeys((*assumed, *whole.assumed))))


def after(meaning: Meaning, setting: Setting, *, inclusive: bool) -> Meaning:
    """Since (inclusive) or after a time, up to the publication date."""
    start = meaning.first if inclusive else meaning.last
    if start is None or meaning.anaphoric:
        return meaning
    start = start if inclusive else shifted(start, 1)
    end = setting.published
    if end is None or end < start:
        return replace(meaning, first=start, last=None)
    why = "up to the publication date"
    return replace(meaning, first=start, last=end, assumed=(*meaning.assumed, why))


def before(meaning: Meaning, *, inclusive: bool) -> Meaning:
    """Until (inclusive) or before a time: open at its beginning."""
    end = meaning.last if inclusive else meaning.first
    if end is None or meaning.anaphoric:
        return meaning
    return replace(meaning, first=None, last=end if inclusive else shifted(end, -1))


def _doubts(written: Written, day: date, setting: Setting) -> list[str]:
    doubts = []
    if written.swappable and setting.order.ambiguous:
        doubts.append(f"read as {day_text(day)} ({setting.order.why})")
    if written.weekday is not None and written.is_day and day.weekday() != written.weekday:
        said, is_ = calendar.day_name[written.weekday], calendar.day_name[day.weekday()]
        doubts.append(f"the report says {said}, but {day_text(day)} was a {is_}")
    return doubts


def _grain(written: Written) -> Grain:
    if written.day is not None:
        return "day"
    return "month" if written.month is not None else "year"
