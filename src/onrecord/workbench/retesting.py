"""Testing again after an edit: only what the edit can have changed, with the same answers.

What `assess` does for a report once is done here claim by claim, and every intermediate result is
kept with what it depends on. The findings are those of `assess` on the same claims, always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from onrecord.assess import MODULES, Tested
from onrecord.assess.asking import asked
from onrecord.assess.build import build
from onrecord.assess.case import Answer, Bench, Case
from onrecord.assess.changed import ALPHA
from onrecord.assess.finding import Finding, Incomplete, NotTestable
from onrecord.assess.run import (
    TESTS,
    asserts_events,
    counted_p,
    families,
    incomplete_of,
    points_named,
    rows_asserted,
    untested_finding,
)
from onrecord.assess.sensitivity import Tried, tried
from onrecord.claims import AnyClaim, Opinion
from onrecord.errors import UnknownNameError
from onrecord.places import Gazetteer
from onrecord.records.schema import Events as Rows
from onrecord.records.schema import Mask, Record
from onrecord.selection import Resolver
from onrecord.stats.multiple import holm


@dataclass
class _Asserting:
    """Which rows the report's other claims assert; notes whether a test has asked."""

    marked: Callable[[Rows], Mask]
    was_asked: bool = False

    def __call__(self, events: Rows) -> Mask:
        self.was_asked = True
        return np.asarray(self.marked(events), dtype=bool)


@dataclass
class _Entry:
    """What is known of one claim: its case, and the results so far by what they depend on."""

    claim: AnyClaim
    case: Case
    serial: int
    near: tuple[tuple[float, float], ...]
    first: dict[Any, Answer] = field(default_factory=dict)
    tried: dict[Any, Tried] = field(default_factory=dict)
    built: tuple[Tried, float | None, Finding] | None = None


class Desk:
    """One record, kept at hand with everything that was computed on it."""

    def __init__(
        self, record: Record, registry: Any, gazetteer: Gazetteer, *, seed: int = 1
    ) -> None:
        self.record = record
        self.bench = Bench(record, registry, gazetteer.unit_bounds(), seed, lands=gazetteer.lands())
        self._resolver = Resolver(registry, gazetteer, record.info)
        self._entries: dict[str, _Entry] = {}
        self._points: dict[Any, tuple[tuple[float, float], ...]] = {}
        self._serial = 0
        self._modules_ran = 0

    @property
    def resolver(self) -> Resolver:
        """The names of claims as this record resolves them."""
        return self._resolver

    @property
    def modules_ran(self) -> int:
        """How often a claim was really tested so far: an edit should add one or a few."""
        return self._modules_ran

    def test(self, claims: Sequence[AnyClaim]) -> Tested:
        """The findings on these claims, as `assess` gives them (an unknown name is incomplete)."""
        self._resolver.near = self._near(claims)
        incomplete: list[Incomplete] = []
        not_testable: list[NotTestable] = []
        order: list[tuple[AnyClaim, _Entry | None]] = []
        for claim in claims:
            if isinstance(claim, Opinion):
                why = claim.why or "opinion"
                not_testable.append(NotTestable(id=claim.id, says=claim.says, at=claim.at, why=why))
            elif claim.incomplete:
                incomplete.append(incomplete_of(claim, claim.incomplete))
            elif claim.type not in MODULES:
                order.append((claim, None))
            else:
                try:
                    order.append((claim, self._entry(claim)))
                except UnknownNameError as error:
                    incomplete.append(incomplete_of(claim, (error.what,)))
        entries = [entry for _, entry in order if entry is not None]
        built = iter(self._findings(entries))
        findings = tuple(
            next(built) if entry is not None else untested_finding(claim, self.record.info.label)
            for claim, entry in order
        )
        known = {claim.id for claim in claims}
        self._entries = {k: e for k, e in self._entries.items() if k in known}
        return Tested(findings, tuple(incomplete), tuple(not_testable))

    def _near(self, claims: Sequence[AnyClaim]) -> tuple[tuple[float, float], ...]:
        """Points of the places that only one place bears, as `assess` finds them."""
        self._resolver.near = ()
        points: dict[tuple[float, float], None] = {}
        for claim in claims:
            where = getattr(claim, "where", None)
            if where not in self._points:
                self._points[where] = tuple(points_named([claim], self._resolver))
            points |= dict.fromkeys(self._points[where])
        return tuple(points)

    def _entry(self, claim: AnyClaim) -> _Entry:
        """The entry of a claim; a new one where what it asks has changed."""
        old, near = self._entries.get(claim.id), tuple(self._resolver.near)
        if old is not None and old.claim == claim and old.near == near:
            return old
        case = asked(claim, self._resolver, self.bench)
        if old is not None and _asks_the_same(old, claim, case):
            old.near = near
            if old.claim != claim:  # a note or a review: the sentence stays, the finding is new
                old.claim, old.case, old.built = claim, replace(old.case, claim=claim), None
            return old
        self._serial += 1
        entry = _Entry(claim, case, self._serial, near)
        self._entries[claim.id] = entry
        return entry

    def _findings(self, entries: list[_Entry]) -> list[Finding]:
        asserting = tuple(e.serial for e in entries if asserts_events(e.claim))
        plain = [e.case for e in entries]
        cases = [replace(c, asserted_elsewhere=rows_asserted(c, plain)) for c in plain]
        may = [i for i, e in enumerate(entries) if e.claim.type in TESTS]
        firsts = {
            i: self._first(entries[i], cases[i], asserting) if len(may) > 1
            else self._tried(entries[i], cases[i], 1, asserting).answer
            for i in may
        }  # fmt: skip
        groups, kept = families(cases, firsts)
        among = [1] * len(cases)
        for group in groups:
            for i in group:
                among[i] = len(kept) if group in kept else len(groups)
        results = [
            self._tried(entry, case, max(1, number), asserting)
            for entry, case, number in zip(entries, cases, among, strict=True)
        ]
        ps = [max(counted_p(results[i].answer) for i in group) for group in kept]
        adjusted: list[float | None] = [None] * len(results)
        for group, p in zip(kept, holm(ps), strict=True):
            for i in group:
                if results[i].answer.p is not None:
                    adjusted[i] = p
        return [
            self._built(entry, case, result, p)
            for entry, case, result, p in zip(entries, cases, results, adjusted, strict=True)
        ]

    def _first(self, entry: _Entry, case: Case, asserting: tuple[int, ...]) -> Answer:
        def run(one: Case) -> Answer:
            return MODULES[one.claim.type](one.for_verdict())

        answer: Answer = self._kept(entry.first, "first", case, asserting, run)
        return answer

    def _tried(self, entry: _Entry, case: Case, among: int, asserting: tuple[int, ...]) -> Tried:
        def run(one: Case) -> Tried:
            return tried(one.among(among) if among > 1 else one, MODULES[one.claim.type])

        result: Tried = self._kept(entry.tried, among, case, asserting, run)
        return result

    def _kept(
        self,
        known: dict[Any, Any],
        key: Any,
        case: Case,
        asserting: tuple[int, ...],
        run: Callable[[Case], Any],
    ) -> Any:
        """A result from memory, or run now; one that asked what others assert is good for those."""
        if key in known:
            return known[key]
        if (key, asserting) in known:
            return known[(key, asserting)]
        watching = _Asserting(case.asserted_elsewhere or _nothing)
        # What was worked out beside other claims may rest on what those assert: not taken over.
        stale = any(isinstance(other, tuple) and other[1] != asserting for other in known)
        worked: dict[str, Any] = {} if stale else case.worked
        result = run(replace(case, asserted_elsewhere=watching, worked=worked))
        self._modules_ran += 1
        known[(key, asserting) if watching.was_asked else key] = result
        return result

    def _built(self, entry: _Entry, case: Case, result: Tried, p: float | None) -> Finding:
        """The finding; made anew only where the result is another, or p among the others."""
        known = entry.built
        if known is not None and known[0] is result and known[1] == p:
            return known[2]
        shown, answer = result, result.answer
        if p is not None and p > ALPHA and answer.on_adjusted is not None:
            shown = replace(result, answer=answer.on_adjusted(p))
        finding = build(case, shown, cited=frozenset()).model_copy(update={"p_adjusted": p})
        entry.built = (result, p, finding)
        return finding


def _nothing(events: Rows) -> Mask:
    return np.zeros(len(events), dtype=bool)


_ABOUT = {"says", "at", "review", "according_to", "assumed"}
"""Fields that change what is shown of a claim, and nothing of what is asked."""


def _asks_the_same(old: _Entry, claim: AnyClaim, case: Case) -> bool:
    def asked_of(one: AnyClaim) -> dict[str, Any]:
        return one.model_dump(exclude=_ABOUT)

    return (
        type(old.claim) is type(claim)
        and asked_of(old.claim) == asked_of(claim)
        and _same_questions(old.case, case)
    )


def _same_questions(one: Case, other: Case) -> bool:
    """Whether the names in two cases were taken to mean the same."""
    return (
        one.resolved == other.resolved
        and one.parts.keys() == other.parts.keys()
        and all(_same_questions(one.parts[name], other.parts[name]) for name in one.parts)
    )
