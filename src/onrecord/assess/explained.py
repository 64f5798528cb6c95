"""Why two records answer one claim differently: only what their coverage, coding and rows show.

Each rule looks at one thing and says a sentence, or nothing. None of them guesses: where no rule
has something to say, that is what is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.actors import Registry
from onrecord.assess.comparison import DayCount, EventChange, Explanation, Rule
from onrecord.assess.finding import Finding, TestedPlace
from onrecord.assess.words import counted, day, days, listed
from onrecord.errors import UnknownNameError
from onrecord.places.place import SAME_PLACE_KM
from onrecord.records.schema import RecordInfo
from onrecord.stats.sphere import distance_km

SHOWN_DAYS = 5
"""Days on which two records differ that a sentence can bear."""

_BY_SILENCE = frozenset({"none", "only"})
"""Claim types whose answer rests on what the record does not have."""


@dataclass(frozen=True)
class _Told:
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


def explained(
    infos: tuple[RecordInfo, RecordInfo],
    registries: tuple[Registry, Registry],
    findings: tuple[Finding | None, Finding | None],
    *,
    missing: Sequence[str] = (),
    bloodless: tuple[int, int] = (0, 0),
    events: Sequence[EventChange] = (),
    differ: Sequence[DayCount] = (),
) -> tuple[Explanation, ...]:
    """What explains that two findings on one claim differ, the most telling first; never empty.

    `missing`: what could not be completed where a finding is missing; `bloodless`: counted events
    without a death; `events`: what two versions have otherwise; `differ`: days on which they count
    different numbers of events.
    """
    first, second = findings
    if first is None or second is None:
        label = infos[0].label if first is None else infos[1].label
        what = f" ({listed(missing)})" if missing else ""
        return (
            Explanation(
                rule="unfinished", says=f"With {label} the claim could not be completed{what}."
            ),
        )
    sides = tuple(
        _Told(info, registry, finding, number)
        for info, registry, finding, number in zip(
            infos, registries, findings, bloodless, strict=True
        )
        if finding is not None
    )
    one, other = sides
    found = [*_coverage(one, other)]
    alike = not found
    found += _coding(one, other)
    found += _naming(one, other)
    if one.tested and other.tested:
        found += _counts(one, other, alike, events, differ)
    if not found:
        found.append(
            (
                "unexplained",
                "No difference of coverage, coding, names or counted events explains it by rule: "
                f"{one.label}: {one.finding.because} {other.label}: {other.finding.because}",
            )
        )
    return tuple(Explanation(rule=rule, says=says) for rule, says in found)


Told = Iterator[tuple[Rule, str]]


def _coverage(one: _Told, other: _Told) -> Told:
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


def _covered(told: _Told) -> Span:
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


def _said_of_span(told: _Told, span: Span) -> str:
    if span is None:
        cover = told.info.coverage
        return f"{told.label} covers {days(cover.first, cover.last)}, and none of it"
    window = told.finding.window
    if window is not None and span == window:
        return f"{told.label} covers all of it"
    return f"{told.label} covers of it the days {days(*span)}"


def _unknown_start(told: _Told) -> list[str]:
    """Countries of the claim that are in the record, without a first day of coverage."""
    cover = told.info.coverage
    if cover.since is None:
        return []
    homes = (place.country for place in told.finding.places)
    found = [home for home in homes if home in cover.countries and home not in cover.since]
    return [home for home in dict.fromkeys(found) if home]


def _outside(told: _Told) -> list[str]:
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


def _coding(one: _Told, other: _Told) -> Told:
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


def _threshold(told: _Told, rival: _Told) -> Told:
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


def _naming(one: _Told, other: _Told) -> Told:
    taken = [
        tuple(told.finding.claim.get("resolved", {}).get("actors", ())) for told in (one, other)
    ]
    if set(taken[0]) != set(taken[1]):
        yield (
            "names",
            f"The claim's actors are taken as {_or_nobody(taken[0])} on {one.label} and as "
            f"{_or_nobody(taken[1])} on {other.label}.",
        )
    for told, rival in ((one, other), (other, one)):
        for name in taken[0]:
            if name in taken[1] and not _written(told, name) and (as_ := _written(rival, name)):
                yield (
                    "names",
                    f"No side in {told.label} is named as {name}; {rival.label} writes "
                    f"{listed(f'“{w}”' for w in as_[:3])}.",
                )
    for mine, theirs in zip(one.finding.places, other.finding.places, strict=False):
        apart = _km_apart(mine, theirs)
        if mine.label == theirs.label and apart is not None and apart > SAME_PLACE_KM:
            yield (
                "place",
                f"“{mine.label}” is not one place: what {one.label} and {other.label} take it for "
                f"lies {apart:,.0f} km apart.",
            )


def _or_nobody(names: Sequence[str]) -> str:
    return listed(names) or "nobody in particular"


def _written(told: _Told, actor: str) -> list[str]:
    """The names by which the record writes an actor, or what is declared a part of it."""
    try:
        card = told.registry.show(actor)
    except UnknownNameError:
        return []
    names = [name for name, _ in card.recorded]
    for part in (*card.parts, *card.members):
        names += [name for name, _ in told.registry.show(part.id).recorded]
    return list(dict.fromkeys(names))


def _km_apart(one: TestedPlace, other: TestedPlace) -> float | None:
    if None in (one.lat, one.lon, other.lat, other.lon) or one.shape != "disc" != other.shape:
        return None
    return float(distance_km(one.lat, one.lon, other.lat, other.lon))  # type: ignore[arg-type]


def _counts(
    one: _Told,
    other: _Told,
    alike: bool,
    events: Sequence[EventChange],
    differ: Sequence[DayCount],
) -> Told:
    here, there = one.finding.counts, other.finding.counts
    for told, mine, theirs in ((one, here, there), (other, there, here)):
        if theirs.certain and not mine.certain and mine.possible:
            yield (
                "precision",
                f"{told.label} codes what it has there too coarsely to count it for certain.",
            )
    if (here.certain, here.possible) != (there.certain, there.possible):
        yield (
            "counts",
            ("Both cover that time and place: " if alike else "Of what they cover, ")
            + f"{one.label} counts {here.certain:,} certain and "
            f"{here.possible:,} possible, {other.label} {there.certain:,} and {there.possible:,}"
            + _said_of_days(differ)
            + _said_of_events(events)
            + ".",
        )
    elif events:
        yield (
            "counts",
            "Both count as many events, but not the same or not with the same contents"
            + _said_of_events(events)
            + ".",
        )
    elif one.info.name == other.info.name and one.info.rows != other.info.rows:
        yield (
            "compared with",
            "None of the events that the claim counts differs. The versions hold "
            f"{one.info.rows:,} and {other.info.rows:,} events in all: what it is compared with, "
            "or what shows that the record has eyes there, has changed.",
        )


def _said_of_days(differ: Sequence[DayCount]) -> str:
    if not differ:
        return ""
    told = [f"{day(one.day)} ({one.counts[0]:,} against {one.counts[1]:,})" for one in differ]
    more = len(told) - SHOWN_DAYS
    rest = f" and on {counted(more, 'other day')}" if more > 0 else ""
    return f"; of events of one day they differ on {listed(told[:SHOWN_DAYS])}{rest}"


def _said_of_events(events: Sequence[EventChange]) -> str:
    if not events:
        return ""
    words = {"added": "added", "removed": "removed", "revised": "revised", "recounted": "recounted"}
    numbers = [(sum(e.what == what for e in events), word) for what, word in words.items()]
    return "; " + listed(f"{n:,} {word}" for n, word in numbers if n)
