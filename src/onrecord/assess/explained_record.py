"""What of two records themselves explains that they answer differently: what each covers and codes.

Each rule says a sentence where it has one, and otherwise nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.actors import Registry
from onrecord.assess.comparison import Rule
from onrecord.assess.finding import Finding
from onrecord.assess.words import counted, days, listed
from onrecord.records.schema import RecordInfo

_BY_SILENCE = frozenset({"none", "only"})
"""Claim types whose answer rests on what the record does not have."""

Reasons = Iterator[tuple[Rule, str]]
"""A rule and what it says, for each that has something to say."""


@dataclass(frozen=True)
class Answered:
    """One record's answer, with what it rests on."""

    info: RecordInfo
    registry: Registry
    finding: Finding
    bloodless: int

    @property
    def label(self) -> str:
        return self.info.label

    @property
    def tested(self) -> bool:
        """Whether the record could speak of the claim at all."""
        return self.finding.verdict not in (None, "beyond the record") or bool(
            self.finding.coarsened
        )


def by_coverage(one: Answered, other: Answered) -> Reasons:
    """Days and countries of the claim that one record covers, and the other does not."""
    spans = [_covered(told) for told in (one, other)]
    window = one.finding.window
    if window is not None and spans[0] != spans[1]:
        yield (
            "days",
            f"The claim speaks of events {days(*window)}: {_said_of_span(one, spans[0])}, "
            f"{_said_of_span(other, spans[1])}.",
        )
    for told, rival in ((one, other), (other, one)):
        started = _unknown_start(told)
        if started and not _unknown_start(rival):
            yield (
                "days",
                f"From when on {told.label} covers {listed(started)} is not known, so that its "
                "silence says nothing.",
            )
        outside = _outside(told)
        if outside and not _outside(rival):
            yield (
                "country",
                f"{told.label} does not cover {listed(outside)}; {rival.label} does.",
            )


Span = tuple[dt.date | None, dt.date | None] | None


def _covered(told: Answered) -> Span:
    """The days of the claim that the record covers; None: none of them."""
    window = told.finding.window or (None, None)
    cover = told.info.coverage
    start = cover.first
    if cover.since is not None:
        homes = [place.country for place in told.finding.places if place.country]
        starts = [cover.since[home] for home in homes if home in cover.since]
        start = max([start, *starts])
    first, last = max(window[0] or start, start), min(window[1] or cover.last, cover.last)
    return (first, last) if first <= last else None


def _said_of_span(told: Answered, span: Span) -> str:
    if span is None:
        cover = told.info.coverage
        return f"{told.label} covers {days(cover.first, cover.last)}, and none of it"
    window = told.finding.window
    if window is not None and span == window:
        return f"{told.label} covers all of it"
    return f"{told.label} covers of it the days {days(*span)}"


def _unknown_start(told: Answered) -> list[str]:
    """Countries of the claim that are in the record, without a first day of coverage."""
    cover = told.info.coverage
    if cover.since is None:
        return []
    homes = (place.country for place in told.finding.places)
    found = [home for home in homes if home in cover.countries and home not in cover.since]
    return [home for home in dict.fromkeys(found) if home]


def _outside(told: Answered) -> list[str]:
    covered = set(told.info.coverage.countries)
    homes = (place.country for place in told.finding.places)
    return list(dict.fromkeys(home for home in homes if home and home not in covered))


def _kinds(claim: Any) -> set[str]:
    """Every kind that a claim names, in any of its series; of control, the capture behind it."""
    found: set[str] = set()
    if isinstance(claim, Mapping):
        if claim.get("type") == "controls":
            found.add("capture")
        for name, part in claim.items():
            if name == "kind" and isinstance(part, str):
                found.add(part)
            elif name != "resolved":
                found |= _kinds(part)
    return found


def _lost(finding: Finding) -> dict[str, list[str]]:
    """What the record cannot express, by aspect: kind, direction, actor."""
    statements = [
        *(finding.coarsened.lost if finding.coarsened else ()),
        *(lost for leg in finding.legs for lost in leg.lost),
    ]
    aspects: dict[str, list[str]] = {}
    for statement in dict.fromkeys(statements):
        aspect, _, what = statement.partition(": ")
        aspects.setdefault(aspect, []).append(what)
    return aspects


def by_coding(one: Answered, other: Answered) -> Reasons:
    """What one record can express of the claim, and the other cannot."""
    for told, rival in ((one, other), (other, one)):
        kinds = _kinds(told.finding.claim)
        blind = sorted((kinds - told.info.expresses.kinds) & rival.info.expresses.kinds)
        if blind:
            yield (
                "kind",
                f"{told.label} does not code {listed(blind, 'or')} as such; {rival.label} does.",
            )
        lost, kept = _lost(told.finding), _lost(rival.finding)
        aspects: tuple[Rule, Rule] = ("direction", "actor")
        for aspect in aspects:
            if rival.tested and aspect in lost and aspect not in kept:
                what = "; ".join(lost[aspect]).replace("the record", told.label)
                yield aspect, f"{_capital(what)}; {rival.label} loses nothing of that."
        yield from _threshold(told, rival)
        if told.info.expresses.attention_only and not rival.info.expresses.attention_only:
            yield (
                "attention",
                f"{told.label} counts reports, not events: one event can be many of its rows, and "
                "it never bears a claim out by itself.",
            )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith("the ") else text


def _threshold(told: Answered, rival: Answered) -> Reasons:
    if not told.info.expresses.deadly_only or rival.info.expresses.deadly_only:
        return
    if rival.bloodless:
        counts = rival.finding.counts
        yield (
            "threshold",
            f"{told.label} holds only events with at least one death; of the "
            f"{counted(counts.certain + counts.possible, 'event')} that {rival.label} counts here, "
            f"{rival.bloodless:,} {'has' if rival.bloodless == 1 else 'have'} no death on record.",
        )
    elif told.finding.type in _BY_SILENCE:
        yield (
            "threshold",
            f"{told.label} holds only events with at least one death, so that its silence says "
            f"nothing of bloodless ones; {rival.label} holds those too.",
        )
