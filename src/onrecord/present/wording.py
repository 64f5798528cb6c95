"""Dates, precision, parties and deaths in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from onrecord.present.words import Words


def day(words: Words, date: dt.date, months: str = "short") -> str:
    """“9 Oct 2017”; `months` is `short` or `months` (long names)."""
    name = words.items(f"date.{months}")[date.month - 1]
    return words("date.day", day=date.day, month=name, year=date.year)


def span(words: Words, first: dt.date | None, last: dt.date | None) -> str:
    """An interval of days as a person writes it: “9–23 Oct 2017”."""
    if first is None and last is None:
        return words("date.none")
    if last is None or first is None:
        key, known = ("date.since", first) if last is None else ("date.until", last)
        assert known is not None  # noqa: S101  (one of the two is given)
        return words(key, day=day(words, known))
    if first == last:
        return day(words, first)
    short = words.items("date.short")
    if (first.year, first.month) == (last.year, last.month):
        return words(
            "date.same_month",
            first=first.day,
            last=last.day,
            month=short[first.month - 1],
            year=first.year,
        )
    if first.year == last.year:
        return words(
            "date.same_year",
            day1=first.day,
            month1=short[first.month - 1],
            day2=last.day,
            month2=short[last.month - 1],
            year=first.year,
        )
    return words("date.range", first=day(words, first), last=day(words, last))


def event_days(words: Words, first: dt.date | None, last: dt.date | None, precision: int) -> str:
    """When an event was: a day, or “some time in 3–9 Oct 2017” where the coding is coarser."""
    text = span(words, first, last)
    if precision > 1 and first != last and first is not None and last is not None:
        return words("date.within", range=text)
    return text


def place_precision(words: Words, code: int, adm1: str, adm2: str, country: str) -> str:
    """What the record's precision code says about the point, on UCDP's scale (1 exact … 7)."""
    unit = {3: adm2, 4: adm1, 5: adm2 or adm1, 6: country}.get(code) or adm1 or country
    unit = unit or words("place.no_name")
    keys = {
        1: "place.exact",
        2: "place.near",
        3: "place.in_unit",
        4: "place.in_unit",
        5: "place.part",
        6: "place.country",
        7: "place.several",
    }
    key = keys.get(code, "place.unknown")
    return (
        words(key, unit=unit)
        if key in ("place.in_unit", "place.part", "place.country")
        else words(key)
    )


def parties(words: Words, a: Sequence[str], b: Sequence[str], directed: bool) -> str:
    """“A against B” where the record says who acted, else “A and B”."""
    one, other = (words("sides.join").join(n for n in side if n) for side in (a, b))
    if not one or not other:
        return one or other or words("sides.nobody")
    return words("sides.directed" if directed else "sides.undirected", a=one, b=other)


def dead(words: Words, low: int | None, best: int | None, high: int | None) -> str:
    """Deaths as “12 (10–15)”, or one figure where the record gives one."""
    if best is None and low is None and high is None:
        return words("deaths.unknown")
    middle = next(value for value in (best, high, low) if value is not None)
    if low is None or high is None or (low == middle == high):
        return words("deaths.single", best=f"{middle:,}")
    return words("deaths.range", best=f"{middle:,}", low=f"{low:,}", high=f"{high:,}")


def number(value: float | int | str | None) -> str:
    """A number as a reader wants it: at most three significant decimals, thousands apart."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    if size >= 1:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    text = f"{value:.3f}".rstrip("0")
    return text if float(text) else f"{value:.1g}"


def shortened(text: str, length: int) -> str:
    """The text on one line, cut at a word, with an ellipsis if anything was cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 0.6 else cut).rstrip(" ,;:") + "…"
