"""Days of a proposal, held against the report's own words for them.

The grammar that the rules read times with reads the same words. Where it can, its reading counts
and the model's must fit into it; where it cannot, the model's days are vague and said to be so.
Days that no words of the report carry are not taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from onrecord.claims import When
from onrecord.reading.dates import TimeExpression
from onrecord.reading.llm.grounds import Grounds, Reached
from onrecord.reading.llm.pieces import Span


@dataclass(frozen=True)
class Dated:
    """`when`, or `lacking`: what a person is told is missing, in brackets after “when”."""

    when: When | None
    lacking: str = ""
    assumed: tuple[str, ...] = ()


def dated(
    grounds: Grounds, words: str | None, first: str | None, last: str | None, near: Span
) -> Dated:
    """When a claim was. `words`: the report's for it; `first`, `last`: the days of the answer."""
    if not words:
        return Dated(None, "no words of the report say when" if first or last else "")
    reached = _reached(grounds, words, near)
    if reached is None:
        return Dated(None, f"“{_short(words)}” does not stand in the report")
    own = grounds.text[reached.found.start : reached.found.end]
    said: list[str] = []
    if reached.how:
        said.append(f"“{_short(own)}” is said {reached.how}: that it is meant here is the model's "
                    "reading.")  # fmt: skip
    told = _told(first, last)
    read = _hull(grounds.times_in(reached.found.start, reached.found.end))
    if read is None:
        if told is None:
            return Dated(None, f"“{_short(own)}”")
        vague = When(first=told.first, last=told.last, vague=True)
        days = f"“{_short(own)}” as {told.iso} is the model's reading of these words."
        return Dated(vague, assumed=(days, *said))
    if told is not None and not _fits(told, read):
        what = f"“{_short(own)}” reads as {read.iso}, the model takes it as {told.iso}"
        return Dated(None, what)
    return Dated(read, assumed=(*read_assumed(grounds, reached), *said))


def read_assumed(grounds: Grounds, reached: Reached) -> tuple[str, ...]:
    """What the grammar took for granted in reading these words."""
    times = grounds.times_in(reached.found.start, reached.found.end)
    return tuple(f"“{_short(t.text)}”: {t.assumed}." for t in times if t.assumed)


def _reached(grounds: Grounds, words: str, near: Span) -> Reached | None:
    """The nearest place of the words; one before the claim rather than one after it."""
    best: tuple[tuple[int, int], Reached] | None = None
    for reached in grounds.reach(words, near):
        start = reached.found.start
        if not reached.how:
            return reached
        far = (near[0] - start) if start < near[0] else (start - near[0]) * 2
        rank = (0 if "paragraph" in reached.how else 1, far)
        if best is None or rank < best[0]:
            best = rank, reached
    return best[1] if best else None


def _told(first: str | None, last: str | None) -> When | None:
    """The days of the answer, if they are days."""
    try:
        if first and last:
            return When.model_validate(f"{first.strip()}/{last.strip()}")
        if first or last:
            return When.model_validate(f"{(first or '..').strip()}/{(last or '..').strip()}")
    except (ValidationError, ValueError, OverflowError):
        return None
    return None


def _hull(times: Sequence[TimeExpression]) -> When | None:
    """From the first to the last of what the words say; None where they say no days."""
    told = [t for t in times if t.first is not None or t.last is not None]
    if not told or any(t.anaphoric for t in told):
        return None
    firsts = [t.first for t in told]
    lasts = [t.last for t in told]
    first = None if None in firsts else min(d for d in firsts if d is not None)
    last = None if None in lasts else max(d for d in lasts if d is not None)
    if (first is None and last is None) or (first and last and first > last):
        return None
    return When(first=first, last=last, vague=any(t.vague for t in told))


def _fits(told: When, read: When) -> bool:
    """Whether the answer's days lie within what the words say."""
    low, high = read.first or dt.date.min, read.last or dt.date.max
    first, last = told.first or told.last, told.last or told.first
    return first is not None and last is not None and low <= first and last <= high


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
