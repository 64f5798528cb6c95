"""Why two records answer one claim differently: only what their coverage, coding and rows show.

Each rule looks at one thing and says a sentence, or nothing. None of them guesses: where no rule
has something to say, that is what is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import Registry
from onrecord.assess.comparison import DayCount, EventChange, Explanation
from onrecord.assess.explained_record import Answered, Reasons, by_coding, by_coverage
from onrecord.assess.finding import Finding, TestedPlace
from onrecord.assess.words import counted, day, listed
from onrecord.errors import UnknownNameError
from onrecord.places.place import SAME_PLACE_KM
from onrecord.records.schema import RecordInfo
from onrecord.stats.sphere import distance_km

SHOWN_DAYS = 5
"""Days on which two records differ that a sentence can bear."""


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
        Answered(info, registry, finding, number)
        for info, registry, finding, number in zip(
            infos, registries, findings, bloodless, strict=True
        )
        if finding is not None
    )
    one, other = sides
    found = [*by_coverage(one, other)]
    alike = not found
    found += by_coding(one, other)
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


def _naming(one: Answered, other: Answered) -> Reasons:
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


def _written(told: Answered, actor: str) -> list[str]:
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
    one: Answered,
    other: Answered,
    alike: bool,
    events: Sequence[EventChange],
    differ: Sequence[DayCount],
) -> Reasons:
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
