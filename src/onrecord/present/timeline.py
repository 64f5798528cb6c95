"""What the timeline of one finding shows: bars, window, and the same in words and as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.assess.finding import Bin, Finding
from onrecord.present import wording
from onrecord.present.words import Words

MOST_BARS = 150
"""More bars than this cannot be told apart at the width of a page."""


@dataclass(frozen=True)
class Timeline:
    datasets: dict[str, Any]
    caption: str
    label: str
    bars: tuple[Bin, ...]


def joined(bins: Sequence[Bin], most: int = MOST_BARS) -> tuple[Bin, ...]:
    """Neighbouring bins joined so that at most `most` remain; no event is lost."""
    ordered = sorted(bins, key=lambda b: b.start)
    group = -(-len(ordered) // most)
    result = []
    for at in range(0, len(ordered), max(1, group)):
        part = ordered[at : at + group]
        end = part[-1].start + dt.timedelta(days=part[-1].days)
        result.append(
            Bin(
                start=part[0].start,
                days=(end - part[0].start).days,
                certain=sum(b.certain for b in part),
                possible=sum(b.possible for b in part),
            )
        )
    return tuple(result)


def last_day(one: Bin) -> dt.date:
    return one.start + dt.timedelta(days=max(one.days, 1) - 1)


def timeline(words: Words, finding: Finding, published: dt.date | None) -> Timeline | None:
    """The timeline of a finding; None where it has no history."""
    if not finding.history:
        return None
    bars = joined(finding.history)
    first, end = bars[0].start, last_day(bars[-1])
    datasets: dict[str, Any] = {"bars": _rectangles(words, bars), "window": [], "published": []}
    window_text = words("timeline.open_window")
    if finding.window is not None:
        opens, closes = finding.window
        window_text = wording.span(words, opens, closes)
        datasets["window"] = [
            {
                "x": (opens or first).isoformat(),
                "x2": ((closes or end) + dt.timedelta(days=1)).isoformat(),
            }
        ]
    if published is not None and first <= published <= end + dt.timedelta(days=60):
        datasets["published"] = [{"x": published.isoformat()}]
    step = words.count("count.day", max(1, bars[0].days))
    key = "timeline.caption" if finding.window else "timeline.caption_no_window"
    caption = words(key, step=step, window=window_text)
    if len(bars) < len(finding.history):
        caption = f"{caption} {words('timeline.merged')}"
    return Timeline(datasets, caption, _label(words, finding, bars, window_text), bars)


def _rectangles(words: Words, bars: Sequence[Bin]) -> list[dict[str, Any]]:
    rectangles: list[dict[str, Any]] = []
    for one in bars:
        base = 0
        days = wording.span(words, one.start, last_day(one))
        after = one.start + dt.timedelta(days=max(one.days, 1))
        for role, number in (("counted", one.certain), ("possible", one.possible)):
            if number:
                rectangles.append(
                    {
                        "x": one.start.isoformat(),
                        "x2": after.isoformat(),
                        "y": base,
                        "y2": base + number,
                        "role": role,
                        "tip": words(
                            "timeline.bar",
                            range=days,
                            n=number,
                            role=words(f"roles.{role}.label"),
                        ),
                    }
                )
            base += number
    return rectangles


def _label(words: Words, finding: Finding, bars: Sequence[Bin], window: str) -> str:
    """The chart in one paragraph, for those who do not see it."""
    opens, closes = finding.window or (None, None)
    inside = [
        b
        for b in bars
        if finding.window
        and (opens is None or last_day(b) >= opens)
        and (closes is None or b.start <= closes)
    ]
    outside = [b for b in bars if b not in inside]

    def amount(some: Sequence[Bin]) -> str:
        return words(
            "timeline.amount",
            certain=sum(b.certain for b in some),
            possible=sum(b.possible for b in some),
        )

    return words(
        "timeline.label",
        record=finding.record,
        first=wording.day(words, bars[0].start),
        last=wording.day(words, last_day(bars[-1])),
        window=window,
        inside=amount(inside),
        outside=amount(outside),
    )
