"""Phrases that sentences are made of: days, parties, what was lost. Nothing here decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, overload

from onrecord.actors import Registry
from onrecord.selection import Loss, Party, Query, shown_name

MOST_NAMES = 2


class Unsaid(dict[str, Any]):
    """In place of a sentence's words where only the verdict is asked, and no sentence is read.

    Every word of it is empty, and whatever is added to it as well.
    """

    def __missing__(self, key: str) -> str:
        return _NOTHING

    def __or__(self, other: object) -> Unsaid:  # type: ignore[override]
        return self


class _Nothing(str):
    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return ""


_NOTHING = _Nothing()

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day(date: dt.date) -> str:
    """9 October 2017."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def days(first: dt.date | None, last: dt.date | None) -> str:
    """“on 9 October 2017”, “from 9 to 23 October 2017”, “since 9 October 2017”."""
    if last is None:
        return "at any time" if first is None else f"since {day(first)}"
    if first is None:
        return f"until {day(last)}"
    if first == last:
        return f"on {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {day(last)}"
    if first.year == last.year:
        return f"from {first.day} {_MONTHS[first.month - 1]} to {day(last)}"
    return f"from {day(first)} to {day(last)}"


@overload
def shifted(date: dt.date, by: int) -> dt.date: ...
@overload
def shifted(date: None, by: int) -> None: ...
def shifted(date: dt.date | None, by: int) -> dt.date | None:
    """The day `by` days later, kept inside the calendar."""
    if date is None:
        return None
    return dt.date.fromordinal(min(max(date.toordinal() + by, 1), dt.date.max.toordinal()))


def listed(items: Iterable[str], last: str = "and") -> str:
    """“a, b and c”."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def counted(n: int, one: str, many: str | None = None) -> str:
    """“1 event”, “12 events”, “no events”."""
    noun = one if n == 1 else (many or plural(one))
    return f"{'no' if n == 0 else f'{n:,}'} {noun}"


def certain(n: int, possible: int, noun: str) -> str:
    """“10 deadly events”; “no certain deadly event (11 possible)” where that is all there is."""
    if n == 0 and possible > 0:
        return f"no certain {noun} ({possible:,} possible)"
    return counted(n, noun)


def plural(noun: str) -> str:
    """battle → battles, killing of civilians → killings of civilians."""
    head, of, rest = noun.partition(" of ")
    return f"{head}s{of}{rest}"


def times(value: float) -> str:
    """A ratio as people say it: two figures, no exponent."""
    if value >= 100:
        return f"{round(value):,}"
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def party(side: Party, registry: Registry, borne: frozenset[str] = frozenset()) -> str:
    """The names of a party, alternatives joined by “or”.

    Where the record codes an actor under another name, that name is what was counted and so what
    is said: “Syrian insurgents (for HTS)”. `borne`: ids that the counted rows bear.
    """

    def name(actor: str) -> str:
        own = shown_name(registry.actor(actor))
        under = side.under.get(actor, frozenset())
        coded = sorted(under & borne)
        if not under or (actor in borne and not coded):
            return own
        if not coded:
            coded = sorted(under)[:MOST_NAMES]
        names = [own] if actor in borne else []
        names += [shown_name(registry.actor(other)) for other in coded]
        return f"{listed(names, 'or')} (for {own})"

    names = (
        listed(sorted(name(actor) for actor in members))
        for members in side.alternatives[: side.named]
    )
    return listed(dict.fromkeys(names), "or")


def parties(query: Query, registry: Registry, borne: frozenset[str] = frozenset()) -> str:
    """“between A and B”, “by A against B”, “involving A”, or nothing where anyone counts."""
    first, second = query.who.first, query.who.second
    match query.who.mode:
        case "between" if first and second:
            return f" between {party(first, registry, borne)} and {party(second, registry, borne)}"
        case "involving" if first:
            return f" involving {party(first, registry, borne)}"
        case "directed":
            by = f" by {party(first, registry, borne)}" if first else ""
            against = f" against {party(second, registry, borne)}" if second else ""
            return by + against
    return ""


def lost(items: Iterable[Loss]) -> str:
    """What the record cannot say, as the end of a sentence."""
    return listed(dict.fromkeys(item.missing for item in items))


def share(value: float) -> str:
    """A share as a percentage without false precision."""
    return f"{round(100 * value)} %"
