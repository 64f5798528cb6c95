"""displaced: A stopped fighting B and turned to C. Two changes in the same days, both needed.

That either leg alone would be called changed in one of twenty does not make both more likely: the
larger of the two p is the p of both (an intersection–union test, Berger 1982). Why one fell and the
other rose is not on record; that the timing fits is all that is ever said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onrecord.assess.case import Answer, Case
from onrecord.assess.change import Asked, Work, work_on
from onrecord.assess.change_weighed import ALPHA, Weighed
from onrecord.assess.changed import seen, sentence_case, tips, too_thin, weigh
from onrecord.assess.finding import Leg, PossibleEvents, Verdict
from onrecord.assess.reach import common, outside, wholly_covered
from onrecord.claims import Displaced
from onrecord.stats.windows import Direction

LEGS: dict[str, Direction] = {"left": "fell", "took_up": "rose"}

INNOCENT = {
    "fell": "A truce, a front that moved on or less reporting there would give the same numbers.",
    "rose": "An attack by the other side, a front that arrived or more reporting there would give "
    "the same numbers.",
}


@dataclass(frozen=True, eq=False)
class Half:
    """One of the two changes: what was counted, what it weighs, and its verdict."""

    work: Work
    weighed: Weighed
    verdict: Verdict
    reason: str
    """Why it is undecided; how usual the change is, where it is not."""

    @property
    def p(self) -> float | None:
        """The p that this half's verdict rests on."""
        if self.verdict == "contradicted":
            return self.weighed.against
        return None if self.thin else self.weighed.deciding

    @cached_property
    def thin(self) -> bool:
        return bool(self.weighed.thin or too_thin(self.work))

    @property
    def words(self) -> str:
        """The counts of this half, as a sentence has them."""
        numbers: Mapping[str, Any] = self.work.numbers
        return (
            f"{numbers['n1']}{numbers['parties']} {numbers['where']} {numbers['when']}, "
            f"{numbers['before']}"
        )

    def leg(self) -> Leg:
        numbers, direction = self.work.numbers, self.work.asked.direction
        changed = " ".join(f"{numbers['what']}s{numbers['parties']} {numbers['where']}".split())
        return Leg(
            name=f"{changed} {direction}",
            type="changed",
            verdict=self.verdict,
            because=f"The record has {self.words}. {sentence_case(self.reason)}",
            effect=self.work.effect,
            p=self.p,
            p_kind=self.weighed.p_kind if self.p is not None else None,
            lost=tuple(loss.statement for loss in self.work.case.lost),
            reference=self.weighed.reference if self.p is not None else None,
            innocent=" ".join((INNOCENT[direction], *self.weighed.notes)),
        )


def displaced(case: Case) -> Answer:
    """Whether the one fell and the other rose in the same days, each as `changed` tests it."""
    claim = case.claim
    if not isinstance(claim, Displaced) or set(case.parts) != set(LEGS):
        raise TypeError("displaced takes a complete displaced claim")
    for part in case.parts.values():
        beyond = outside(part)
        if beyond:
            return beyond
    if not wholly_covered(case):
        return Answer(
            "beyond the record",
            "beyond.days",
            common(case),
            would_change="A record that covers all of those days.",
        )
    works = {
        name: work_on(
            case.parts[name], Asked(direction, claim.when, claim.anchored_by, two_sided=False)
        )
        for name, direction in LEGS.items()
    }
    numbers = _numbers(case, works)
    if case.lost:
        return Answer(
            "beyond the record",
            "displaced.beyond",
            numbers,
            coarsened=True,
            would_change=f"A record that tells {numbers['lost']}.",
        )
    return _answer([_half(work) for work in works.values()], numbers)


def _numbers(case: Case, works: Mapping[str, Work]) -> dict[str, Any]:
    numbers = common(case)
    for name, work in works.items():
        words = work.numbers
        numbers |= {
            f"{name}_n1": words["n1"],
            f"{name}_n0": words["n0"],
            f"{name}_where": words["where"],
            f"{name}_parties": words["parties"],
            f"{name}_ratio": words["ratio"],
            f"{name}_before": words["before"],
        }
    return numbers | {"baseline": next(iter(works.values())).numbers["baseline"]}


def _half(work: Work) -> Half:
    weighed = weigh(work)
    thin = weighed.thin or too_thin(work)
    if thin:
        return Half(work, weighed, "undecided", thin)
    # Either half can contradict the claim: each has half of the 5 %.
    if weighed.against is not None and 2 * weighed.against <= ALPHA / work.case.hypotheses:
        return Half(work, weighed, "contradicted", "The opposite of the claim.")
    if weighed.borne_out and weighed.of_places:
        reason = f"{weighed.standing}. Why this place was looked at is not on record."
        return Half(work, weighed, "partly borne out", reason)
    if weighed.borne_out:
        return Half(work, weighed, "borne out", f"{weighed.standing}.")
    if weighed.p is not None and weighed.p <= ALPHA:
        depends = (
            "Undecided: the answer depends on events whose date or place is coded too coarsely."
        )
        return Half(work, weighed, "undecided", depends)
    usual = f"That is within what is usual: {weighed.standing}.{seen(work, weighed)}"
    return Half(work, weighed, "undecided", usual)


def _answer(halves: list[Half], numbers: dict[str, Any]) -> Answer:
    rank = {"contradicted": 0, "undecided": 1, "partly borne out": 2, "borne out": 3}
    # The weaker half names the verdict: the worse answer, then none at all, then the larger p.
    weaker = min(
        halves, key=lambda h: (rank[h.verdict], not h.thin, -(h.p if h.p is not None else 1))
    )
    verdict = weaker.verdict
    powers = [half.weighed.noticed for half in halves]
    naive = [half.weighed.placebo.naive_p for half in halves]
    fields: dict[str, Any] = {
        "handled_by": PossibleEvents(handled_by="corners", agree=_agree(weaker)),
        "effect": weaker.work.effect,
        "p_kind": weaker.weighed.p_kind,
        "capacity": min(half.weighed.capacity for half in halves),
        "naive_p": max((p for p in naive if p is not None), default=None),
        "power": min((p for p in powers if p is not None), default=None),
        "legs": tuple(half.leg() for half in halves),
    }
    numbers = numbers | {"reason": weaker.reason, "weaker": weaker.leg().name}
    if verdict in ("borne out", "partly borne out"):
        return Answer(
            verdict,
            f"displaced.{verdict}",
            numbers,
            p=weaker.p,
            would_change=tips(weaker.work, weaker.weighed),
            on_adjusted=lambda p: Answer(
                "undecided",
                "displaced.undecided",
                numbers
                | {
                    "reason": "Undecided: with the report's other claims taken into account p is "
                    f"{p:.2f}."
                },
                p=weaker.p,
                would_change="Fewer claims tested together, or a longer record.",
                **fields,
            ),
            **fields,
        )
    if verdict == "contradicted":
        change = "Far less complete recording of one of the two."
        # Of two halves that each might have contradicted it.
        p = min(1.0, 2 * (weaker.p or 0.0))
        return Answer(
            verdict, "displaced.contradicted", numbers, p=p, would_change=change, **fields
        )
    ps = [half.p for half in halves]
    return Answer(
        verdict,
        "displaced.undecided",
        numbers,
        p=None if any(p is None for p in ps) else max(p for p in ps if p is not None),
        would_change=weaker.weighed.takes
        or "A longer record of the same places, or finer dates and places.",
        **fields,
    )


def _agree(half: Half) -> float:
    """Half of the corners where the answer of the weaker half depends on coarse events."""
    weighed = half.weighed
    split = weighed.p is not None and weighed.p <= ALPHA and not weighed.borne_out
    return 0.5 if split else 1.0
