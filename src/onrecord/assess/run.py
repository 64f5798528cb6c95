"""All claims of a report on one record: resolve, test, adjust for one another, build findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from onrecord.actors import Registry
from onrecord.assess.aligned import aligned
from onrecord.assess.asking import asked
from onrecord.assess.build import build, common_fields
from onrecord.assess.case import Answer, Bench, Case
from onrecord.assess.changed import ALPHA, changed
from onrecord.assess.coincided import coincided
from onrecord.assess.controls import controls
from onrecord.assess.displaced import displaced
from onrecord.assess.finding import Finding, Incomplete, NotTestable
from onrecord.assess.followed import followed
from onrecord.assess.nothing import nothing
from onrecord.assess.number import count, toll
from onrecord.assess.occurred import occurred
from onrecord.assess.only import only
from onrecord.assess.ranked import ranked
from onrecord.assess.sensitivity import Module, Tried, tried
from onrecord.assess.targeted import targeted
from onrecord.claims import (
    AnyClaim,
    Changed,
    Count,
    Occurred,
    Opinion,
    as_written,
)
from onrecord.errors import UnknownNameError
from onrecord.places import Gazetteer
from onrecord.records.schema import Events as Rows
from onrecord.records.schema import Mask, Record
from onrecord.selection import Known, Resolver
from onrecord.stats.multiple import family, holm

MODULES: dict[str, Module] = {
    "occurred": occurred,
    "none": nothing,
    "only": only,
    "count": count,
    "toll": toll,
    "ranked": ranked,
    "changed": changed,
    "displaced": displaced,
    "coincided": coincided,
    "targeted": targeted,
    "followed": followed,
    "controls": controls,
    "aligned": aligned,
}
"""The claim types that this version tests; the others are listed, without a verdict."""

TESTS = frozenset({"none", "changed", "displaced", "coincided", "targeted", "followed", "aligned"})
"""The claim types whose verdict a p may decide."""


@dataclass(frozen=True)
class Tested:
    """The findings on one record, the claims that could not be completed, and the opinions."""

    findings: tuple[Finding, ...]
    incomplete: tuple[Incomplete, ...]
    not_testable: tuple[NotTestable, ...]


def _says_kind(bench: Bench, events: Rows, row: int, kind: str | None) -> bool:
    if kind is None or events.kind[row] == kind:
        return True
    return kind in bench.kinds(events, row)


def asserts_events(claim: AnyClaim) -> bool:
    """Whether a claim says that events took place, so that they are what the report alleges."""
    if claim.stance == "denied":
        return False
    if isinstance(claim, Count):
        return claim.number is not None and bool(claim.number.low)
    if isinstance(claim, Changed):
        return claim.direction == "rose"
    return isinstance(claim, Occurred)


def rows_asserted(case: Case, others: Sequence[Case]) -> Any:
    """A function that marks the rows which another claim of the report says took place."""

    def marked(events: Rows) -> Mask:
        mask = np.zeros(len(events), dtype=bool)
        for other in others:
            if other is case or not asserts_events(other.claim):
                continue
            chosen = other.bench.select(events, other.query)
            for row in np.flatnonzero((chosen.certain | chosen.possible) & ~mask):
                mask[row] = _says_kind(other.bench, events, int(row), other.resolved.query.kind)
        return mask

    return marked


def points_named(claims: Sequence[AnyClaim], resolver: Resolver) -> list[tuple[float, float]]:
    """Points of the places that the claims name and only one place bears."""
    points: dict[tuple[float, float], None] = {}
    for claim in claims:
        for spot in getattr(claim, "where", None) or ():
            try:
                place = resolver.place(spot)
            except UnknownNameError:
                continue
            if place.place is not None and not place.others:
                points[(place.place.lat, place.place.lon)] = None
    return list(points)


def untested_finding(claim: AnyClaim, record: str) -> Finding:
    return Finding(
        **common_fields(claim, record),
        claim=as_written(claim),
        verdict=None,
        state="not tested by this version",
        because=f"A claim of type “{claim.type}” is not tested by this version.",
        method=f"methods.md#{claim.type}",
    )


def _tested(
    cases: Sequence[Case], modules: Sequence[Module]
) -> tuple[list[Tried], list[float | None]]:
    """Every case's answer, and its p adjusted by Holm's method over the report's tests (METHODS 9).

    Claims of one type, direction and parties on the same events are one test. Who is in the family
    must not depend on what was found: a test with enough history to decide counts even where it
    found too few events to give a p (as p = 1). Tests with too little history to decide among the
    others are not in the family, and stay undecided. A verdict that p decides stands only if the
    adjusted p does.
    """
    may = [i for i, case in enumerate(cases) if case.claim.type in TESTS]
    firsts = {i: modules[i](cases[i].for_verdict()) for i in may if len(may) > 1}
    # A test alone in its report is tried at once: there is nobody to share the 5 % with.
    alone = {i: tried(cases[i], modules[i]) for i in may if len(may) == 1}
    groups, kept = families(cases, firsts | {i: one.answer for i, one in alone.items()})
    among = [1] * len(cases)
    for group in groups:
        for i in group:
            among[i] = len(kept) if group in kept else len(groups)
    results = [
        alone[i] if i in alone else tried(case.among(among[i]) if among[i] > 1 else case, module)
        for i, (case, module) in enumerate(zip(cases, modules, strict=True))
    ]
    ps = [max(counted_p(results[i].answer) for i in group) for group in kept]
    adjusted: list[float | None] = [None] * len(results)
    for group, p in zip(kept, holm(ps), strict=True):
        for i in group:
            if results[i].answer.p is not None:
                adjusted[i] = p
    for i, p in enumerate(adjusted):
        answer = results[i].answer
        if p is not None and p > ALPHA and answer.on_adjusted is not None:
            results[i] = replace(results[i], answer=answer.on_adjusted(p))
    return results, adjusted


def families(
    cases: Sequence[Case], answers: Mapping[int, Answer]
) -> tuple[list[list[int]], list[list[int]]]:
    """The report's tests, each as the claims that are one; and those of them in the family.

    `answers`: of each claim that a p may decide, as if it were alone, by its number.
    """
    tests = [i for i, one in answers.items() if one.p is not None or one.capacity > 0]
    groups = _same_tests(tests, cases)
    capacities = [min(answers[i].capacity for i in group) for group in groups]
    kept = [group for group, inside in zip(groups, family(capacities), strict=True) if inside]
    return groups, kept


def counted_p(answer: Answer) -> float:
    return 1.0 if answer.p is None else answer.p


def _same_tests(tests: Sequence[int], cases: Sequence[Case]) -> list[list[int]]:
    """Tests of one type, direction and parties whose events overlap by half or more (Jaccard)."""
    groups: list[list[int]] = []
    for i in tests:
        for group in groups:
            if any(_alike(cases[i], cases[j]) for j in group):
                group.append(i)
                break
        else:
            groups.append([i])
    return groups


def _alike(one: Case, other: Case) -> bool:
    def kind(case: Case) -> tuple[object, ...]:
        direction = getattr(case.claim, "direction", None)
        asks = [(c.resolved.query.who, c.resolved.query.kind) for c in (case, *case.parts.values())]
        return case.claim.type, direction, tuple(asks)

    def members(case: Case) -> frozenset[str]:
        return frozenset(case.tested.ids(case.tested.selection.certain))

    if kind(one) != kind(other):
        return False
    here, there = members(one), members(other)
    if not here | there:
        return one.query == other.query
    return 2 * len(here & there) >= len(here | there)


def assess(
    claims: Sequence[AnyClaim],
    record: Record,
    registry: Registry,
    gazetteer: Gazetteer,
    *,
    strict: bool = False,
    cited: frozenset[str] = frozenset(),
    places: Mapping[str, str] | None = None,
    seed: int = 1,
    known: Known | None = None,
) -> Tested:
    """Test `claims` on one record.

    `strict`: an unknown actor or place raises `UnknownNameError` (a hand-written file is wrong),
    unless the claim was read by a machine: it then stands there as the report has it;
    else the claim is listed as incomplete. `cited`: originators that the report itself cites.
    `places`: where each claim stands in its file, by id, for errors. `seed`: of everything drawn.
    `known`: what selections of this record with this registry have found before.
    """
    bench = Bench(
        record,
        registry,
        gazetteer.unit_bounds(),
        seed,
        known=known.for_next() if known is not None else Known(),
        lands=gazetteer.lands(),
    )
    resolver = Resolver(registry, gazetteer, record.info)
    resolver.near = points_named(claims, resolver)
    incomplete: list[Incomplete] = []
    not_testable: list[NotTestable] = []
    order: list[tuple[AnyClaim, Case | None]] = []
    for claim in claims:
        if isinstance(claim, Opinion):
            not_testable.append(
                NotTestable(id=claim.id, says=claim.says, at=claim.at, why=claim.why or "opinion")
            )
        elif claim.incomplete:
            incomplete.append(incomplete_of(claim, claim.incomplete))
        elif claim.type not in MODULES:
            order.append((claim, None))
        else:
            try:
                order.append((claim, asked(claim, resolver, bench)))
            except UnknownNameError as error:
                if strict and not claim.read_by:
                    where = (places or {}).get(claim.id, f"claim “{claim.id}”")
                    raise error.at(where) from None
                incomplete.append(incomplete_of(claim, (error.what,)))
    cases = [case for _, case in order if case is not None]
    cases = [replace(case, asserted_elsewhere=rows_asserted(case, cases)) for case in cases]
    modules = [MODULES[case.claim.type] for case in cases]
    results, adjusted = _tested(cases, modules)
    built = iter(
        build(case, result, cited=cited).model_copy(update={"p_adjusted": p})
        for case, result, p in zip(cases, results, adjusted, strict=True)
    )
    findings = tuple(
        next(built) if case is not None else untested_finding(claim, record.info.label)
        for claim, case in order
    )
    return Tested(findings, tuple(incomplete), tuple(not_testable))


def incomplete_of(claim: AnyClaim, missing: tuple[str, ...]) -> Incomplete:
    return Incomplete(id=claim.id, type=claim.type, says=claim.says, at=claim.at, missing=missing)
