"""aligned: A favours B against C. A table of simpler tests; never more than the weakest of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.assess.aligned_innocent import innocent
from onrecord.assess.case import Answer, Case
from onrecord.assess.coincided import coincided
from onrecord.assess.finding import Leg, PKind, Verdict
from onrecord.assess.reach import common, outside, partly_covered_note
from onrecord.assess.sentences import sentence
from onrecord.assess.targeted import targeted
from onrecord.assess.words import listed, party

WEAKEST_FIRST: tuple[Verdict, ...] = (
    "contradicted",
    "beyond the record",
    "undecided",
    "not on record",
    "partly borne out",
    "borne out",
)
"""What a profile is worth: that of the leg which comes first here."""

ALL_HOLD = (
    "All of these tests must hold together, so the largest p decides and none is corrected for the "
    "others (an intersection–union test)."
)


@dataclass(frozen=True)
class Test:
    """One leg: the claim type whose test it is, and what is asked, with A, B and C to be named."""

    __test__ = False

    type: str
    module: Callable[[Case], Answer]
    asks: str


TESTS: dict[str, Test] = {
    "clashes": Test("targeted", targeted, "{a} is in events with {c} rather than with {b}"),
    "strikes": Test("coincided", coincided, "{a} acts against {c} where and when {b} fights it"),
    "spared": Test("targeted", targeted, "{a} acts against others rather than {b}"),
    "choice": Test("targeted", targeted, "{a} acts against {c} rather than {b}"),
}
"""By the name of the case's part. `clashes` and `spared` are comparisons with who was there, as
`targeted` makes them: that there was none at all would be usual for many pairs of parties."""


def weakest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of a profile: the weakest of its legs'."""
    return min(verdicts, key=WEAKEST_FIRST.index)


def aligned(case: Case) -> Answer:
    """Every leg tested, each beside what else would give its numbers; the weakest decides."""
    beyond = outside(case)
    if beyond:
        return beyond
    answers: dict[str, Answer] = {}
    for name, part in case.parts.items():
        answers[name] = TESTS[name].module(part)
        # No leg is weaker than a contradicted one, and a verdict alone has no use for the others.
        if case.bench.verdict_only and answers[name].verdict == WEAKEST_FIRST[0]:
            break
    return profile(case, answers)


def profile(case: Case, answers: dict[str, Answer]) -> Answer:
    """The answer from the legs' answers."""
    names = _names(case)
    legs = {
        name: _leg(case.parts[name], TESTS[name], name, answer, names)
        for name, answer in answers.items()
    }
    verdict = weakest(leg.verdict for leg in legs.values())
    weak = [name for name, leg in legs.items() if leg.verdict == verdict]
    decides = max(weak, key=lambda name: _or_one(answers[name].p))
    # A leg that the record cannot show, or contradicts, decides without a p.
    p = None
    if verdict in ("undecided", "partly borne out", "borne out"):
        p = _if_all(max, (answer.p for answer in answers.values()))
    return Answer(
        verdict,
        _template(verdict),
        _numbers(case, legs, answers, decides, names),
        p=p,
        p_kind=next((one.p_kind for one in answers.values() if p is not None and one.p == p), None),
        naive_p=_if_all(max, (answer.naive_p for answer in answers.values())),
        power=_if_all(min, (answer.power for answer in answers.values())),
        coarsened=bool(case.lost) and verdict == "beyond the record",
        counter_examples=answers[decides].counter_examples,
        would_change=f"Of “{legs[decides].name}”: {answers[decides].would_change}",
        notes=(*partly_covered_note(case), *_notes(answers), ALL_HOLD),
        capacity=min((answer.capacity for answer in answers.values()), default=0),
        on_adjusted=lambda adjusted: _on_adjusted(case, answers, adjusted),
        legs=tuple(legs.values()),
    )


def _or_one(p: float | None) -> float:
    return 1.0 if p is None else p


def _if_all(pick: Callable[[list[float]], float], numbers: Iterable[float | None]) -> float | None:
    """The largest or smallest number, if every leg has one."""
    every = list(numbers)
    known = [number for number in every if number is not None]
    return pick(known) if known and len(known) == len(every) else None


def _names(case: Case) -> dict[str, str]:
    """A, B and C as the claim names them."""
    choice = case.parts["choice"]
    registry = case.bench.registry
    against = choice.parts["hit"].resolved.query.who
    favours = choice.parts["rather_than"].resolved.query.who
    if against.first is None or against.second is None or favours.second is None:
        raise TypeError("aligned takes an actor and two others")
    return {
        "a": party(against.first, registry),
        "b": party(favours.second, registry),
        "c": party(against.second, registry),
    }


def _leg(part: Case, test: Test, name: str, answer: Answer, names: dict[str, str]) -> Leg:
    return Leg(
        name=test.asks.format(**names),
        type=test.type,
        verdict=answer.verdict,
        because=sentence(answer.template, answer.numbers),
        effect=answer.effect,
        p=answer.p,
        p_kind=_p_kind(answer.p_kind) if answer.p is not None else None,
        innocent=innocent(name, part, answer, names),
        lost=tuple(loss.statement for loss in part.lost),
        reference=answer.reference if answer.p is not None else None,
    )


def _p_kind(kind: str | None) -> PKind | None:
    kinds: tuple[PKind, ...] = ("placebo", "peers", "matched", "jitter", "exact")
    return next((one for one in kinds if one == kind), None)


def _template(verdict: Verdict) -> str:
    if verdict == "borne out":
        return "aligned.borne out"
    return "beyond.aligned" if verdict == "beyond the record" else "aligned.weakest"


def _numbers(
    case: Case,
    legs: dict[str, Leg],
    answers: dict[str, Answer],
    decides: str,
    names: dict[str, str],
) -> dict[str, Any]:
    held = [leg.name for leg in legs.values() if leg.verdict == "borne out"]
    unseen = [leg.name for leg in legs.values() if leg.verdict == "beyond the record"]
    known = [answer.p for answer in answers.values() if answer.p is not None]
    by_leg: dict[str, Any] = {}
    for name, leg in legs.items():
        by_leg[f"{name}_verdict"] = leg.verdict
        if leg.p is not None:
            by_leg[f"{name}_p"] = leg.p
        if leg.effect is not None:
            by_leg[f"{name}_effect"] = leg.effect.value
    return (
        common(case)
        | names
        | {
            "legs": len(legs),
            "held": len(held),
            "held_words": f" ({listed(held)})" if held else "",
            "all_words": listed(leg.name for leg in legs.values()),
            "unseen": len(unseen),
            "unseen_words": listed(unseen),
            "weakest": legs[decides].name,
            "weakest_verdict": legs[decides].verdict,
            "because": legs[decides].because,
            "largest_p": f"{max(known):.2g}" if known else "none",
        }
        | by_leg
    )


def _notes(answers: dict[str, Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for answer in answers.values() for note in answer.notes))


def _on_adjusted(case: Case, answers: dict[str, Answer], adjusted: float) -> Answer:
    """The same profile with the deciding leg read at the adjusted p."""
    largest = max(answer.p for answer in answers.values() if answer.p is not None)
    again = {
        name: answer.on_adjusted(adjusted)
        if answer.p == largest and answer.on_adjusted is not None
        else answer
        for name, answer in answers.items()
    }
    return profile(case, again)
