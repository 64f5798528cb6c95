"""The findings of several records on one claim, two by two: what differs and what explains it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from onrecord.actors import Registry
from onrecord.assess.comparison import Comparison, Counted, DayCount, EventChange, Side
from onrecord.assess.explained import explained
from onrecord.assess.finding import Finding, Incomplete
from onrecord.assess.revised import revised
from onrecord.records.schema import ById, Events, Record, RecordInfo


@dataclass(frozen=True)
class Asked:
    """A record as its claims were tested on it, with the rows that its findings speak of."""

    record: Record
    registry: Registry
    findings: Mapping[str, Finding]
    """By the claim's id."""

    @property
    def info(self) -> RecordInfo:
        return self.record.info

    @cached_property
    def counted(self) -> Mapping[str, Mapping[str, Counted]]:
        """By claim, what each event is to its finding; own ids, without the record's label."""
        return {name: counted_in(finding) for name, finding in self.findings.items()}

    def rows(self, ids: frozenset[str]) -> Events:
        """The rows with these ids, as far as the record has them, in its own order."""
        if isinstance(self.record, ById):
            return self.record.with_ids(ids)
        every = self.record.events()
        rows = sorted(every.row_of[own] for own in ids if own in every.row_of)
        return every.take(np.asarray(rows, dtype=np.intp))


def counted_in(finding: Finding) -> dict[str, Counted]:
    """What each event is to a finding, the telling roles first."""
    groups: tuple[tuple[Counted, Sequence[str]], ...] = (
        ("counter-example", finding.counter_examples),
        ("certain", finding.events),
        ("possible", finding.possible),
        ("other", finding.other_events),
        ("unplaced", finding.unplaced),
    )
    found: dict[str, Counted] = {}
    for role, ids in groups:
        for event in ids:
            found.setdefault(event.removeprefix(f"{finding.record}:"), role)
    return found


def compared(
    records: Sequence[tuple[Record, Registry, Sequence[Finding]]],
    unfinished: Sequence[Incomplete] = (),
) -> tuple[Comparison, ...]:
    """Every claim on every two of the records, in the order of the claims and of the records.

    Each record comes with the registry that its claims were read with and its findings. Records of
    one name are versions: their events are told apart by id. `unfinished`: claims that could not
    be completed on some record. Nothing is pooled, and no verdict is changed.
    """
    asked = [
        Asked(record, registry, {finding.id: finding for finding in findings})
        for record, registry, findings in records
    ]
    if len(asked) < 2:
        return ()
    missing = {one.id: one.missing for one in unfinished}
    claims = dict.fromkeys(finding.id for one in asked for finding in one.findings.values())
    pairs = [(_Pair(one, other, missing)) for one, other in combinations(asked, 2)]
    return tuple(
        pair.of(claim)
        for claim in claims
        for pair in pairs
        if claim in pair.one.findings or claim in pair.other.findings
    )


@dataclass(frozen=True)
class _Pair:
    one: Asked
    other: Asked
    missing: Mapping[str, tuple[str, ...]]

    @property
    def versions(self) -> bool:
        return self.one.info.name == self.other.info.name

    @cached_property
    def _rows(self) -> tuple[Events, Events]:
        """Rows of both that any of the findings counts; of versions, every such id in each."""
        ids = [
            frozenset(own for found in asked.counted.values() for own in found)
            for asked in (self.one, self.other)
        ]
        if self.versions:
            ids = [ids[0] | ids[1]] * 2
        return self.one.rows(ids[0]), self.other.rows(ids[1])

    def of(self, claim: str) -> Comparison:
        findings = self.one.findings.get(claim), self.other.findings.get(claim)
        sides = (_side(self.one, findings[0]), _side(self.other, findings[1]))
        agree = sides[0].verdict == sides[1].verdict and None not in findings
        roles = self.one.counted.get(claim, {}), self.other.counted.get(claim, {})
        events: tuple[EventChange, ...] = ()
        days: tuple[DayCount, ...] = ()
        if self.versions:
            events = revised(self._rows, roles)
        else:
            days = _days(self._rows, roles)
        return Comparison(
            claim=claim,
            kind="versions" if self.versions else "records",
            sides=sides,
            agree=agree,
            explanations=()
            if agree
            else explained(
                (self.one.info, self.other.info),
                (self.one.registry, self.other.registry),
                findings,
                missing=self.missing.get(claim, ()),
                bloodless=(
                    _bloodless(self._rows[0], roles[0]),
                    _bloodless(self._rows[1], roles[1]),
                ),
                events=events,
                differ=days,
            ),
            events=events,
            days=days,
        )


def _side(asked: Asked, finding: Finding | None) -> Side:
    if finding is None:
        return Side(record=asked.info.label, verdict=None, certain=0, possible=0, unplaced=0)
    counts = finding.counts
    return Side(
        record=finding.record,
        verdict=finding.verdict,
        certain=counts.certain,
        possible=counts.possible,
        unplaced=counts.unplaced,
    )


def _chosen(
    events: Events, roles: Mapping[str, Counted]
) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Rows that a finding counts for certain or possibly, or names against the claim."""
    rows = [
        events.row_of[own]
        for own, role in roles.items()
        if role not in ("other", "unplaced") and own in events.row_of
    ]
    return np.asarray(sorted(rows), dtype=np.intp)


def _bloodless(events: Events, roles: Mapping[str, Counted]) -> int:
    """How many of the counted events have no dead, by the record's best figure."""
    return int(np.count_nonzero(events.best[_chosen(events, roles)] == 0))


def _days(
    rows: tuple[Events, Events], roles: tuple[Mapping[str, Counted], Mapping[str, Counted]]
) -> tuple[DayCount, ...]:
    """The days on which the two count different numbers of one-day events, ascending."""
    tallies: list[Counter[dt.date]] = []
    for events, found in zip(rows, roles, strict=True):
        chosen = _chosen(events, found)
        one_day = chosen[events.start[chosen] == events.end[chosen]]
        tallies.append(Counter(events.start[one_day].astype(object).tolist()))
    first, second = tallies
    return tuple(
        DayCount(day=day, counts=(first[day], second[day]))
        for day in sorted({*first, *second})
        if first[day] != second[day]
    )
