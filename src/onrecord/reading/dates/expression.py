"""What a time expression is, and the setting in which one is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "season", "year", "decade", "vague"]


@dataclass(frozen=True)
class TimeExpression:
    """Words of a text that say when.

    `start`, `end`: code points of the text that was given. `first`, `last`: the interval in
    UTC dates, both ends included, `first <= last`; None is an open end ("until Monday") or an end
    that cannot be known, and `assumed` then says why. `vague`: the words name no exact interval,
    and the width is ours. `anaphoric`: the words point at another time in the text ("three days
    later"); there is no interval, and `offset` says how many days after (negative: before) that
    time, lowest and highest, where the words say so.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    vague: bool = False
    assumed: str | None = None
    anaphoric: bool = False
    offset: tuple[int, int] | None = None
    grain: Grain = "day"


@dataclass(frozen=True)
class DayOrder:
    """Whether 9/10/2017 is 9 October. `ambiguous`: nothing in the article decides it."""

    day_first: bool
    ambiguous: bool
    why: str


@dataclass(frozen=True)
class Setting:
    """What the words are read against."""

    published: date | None
    order: DayOrder


@dataclass(frozen=True)
class Meaning:
    """What a span means, before it has a place in the text. Same fields as TimeExpression."""

    first: date | None
    last: date | None
    grain: Grain = "day"
    vague: bool = False
    assumed: tuple[str, ...] = ()
    anaphoric: bool = False
    offset: tuple[int, int] | None = None
