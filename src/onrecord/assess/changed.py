"""changed: attacks by A on B rose, or fell, when … What is computed stands in `change.py`."""

from __future__ import annotations

import math
from typing import Any

from onrecord.assess.anchor import fixes
from onrecord.assess.case import Answer, Case
from onrecord.assess.change import Work, bursts_of, placebo_of, work_on
from onrecord.assess.finding import PossibleEvents
from onrecord.assess.reach import common, outside, wholly_covered
from onrecord.assess.words import counted, day, share
from onrecord.claims import Changed
from onrecord.stats.placebo import HISTORY, Placebo, Undecidable
from onrecord.stats.sensitivity import power_changed, reporting_ratio, tipping_point

ALPHA = 0.05
FEWEST_EVENTS = 5
FEWEST_BURSTS = 3


def changed(case: Case) -> Answer:
    """A rise or fall against comparable windows where the window is anchored; else undecided."""
    beyond = outside(case)
    if beyond:
        return beyond
    claim = case.claim
    if not isinstance(claim, Changed) or claim.direction is None:
        raise TypeError("changed takes a complete changed claim")
    if not wholly_covered(case):
        return Answer(
            "beyond the record",
            "beyond.days",
            common(case),
            would_change="A record that covers all of those days.",
        )
    work = work_on(case, claim)
    if case.lost:
        return Answer(
            "beyond the record",
            "beyond.comparison",
            work.numbers,
            coarsened=True,
            effect=work.effect,
            would_change=f"A record that tells {work.numbers['lost']}.",
        )
    reason = _too_thin(work)
    if reason is not None:
        return _undecided(work, reason)
    return _decided(work)


def _too_thin(work: Work) -> str | None:
    """Why the numbers cannot decide, whatever p is; None where they can."""
    number, test, shape = work.number, work.test, work.shape
    if test.why is Undecidable.TOO_LITTLE_HISTORY:
        return (
            f"Undecided: {test.why} ({test.m_eff:.1f} windows' worth; "
            f"{HISTORY * work.case.hypotheses} are needed)."
        )
    if test.why is not None:
        return f"Undecided: {test.why}."
    # For a rise the events are in the window; a fall can only be seen against expected ones.
    expected = number.k1 if work.rose else number.k0 * shape.length / shape.baseline
    if expected < FEWEST_EVENTS:
        have = (
            f"{counted(number.k1, 'event')} recorded"
            if work.rose
            else f"{expected:.1f} events expected"
        )
        return f"Undecided: {have} in the window; at least {FEWEST_EVENTS} are needed."
    bursts, per_year, flare_up = bursts_of(work)
    if bursts.number < FEWEST_BURSTS and flare_up:
        return (
            f"These events form {counted(bursts.number, 'burst')}, the largest of "
            f"{counted(bursts.largest, 'event')}; bursts this large come about {per_year:.1f} "
            "times a year here. Whether anything lasting changed cannot be said."
        )
    if work.claim.versus is not None:
        return "A comparison with another series is not tested by this version."
    if _factor_refuted(work):
        return None
    anchor = work.claim.anchored_by
    if not fixes(anchor, work.claim.when):
        often = f"{test.per_year:.1f}" if test.per_year is not None else "an unknown number of"
        why = (
            "may have been chosen because it is striking"
            if anchor is None
            else f"is not fixed by “{anchor.event}” ({day(anchor.on)}), which is near neither end"
        )
        return (
            f"Undecided: the window {why}, and comparable places are needed to tell. A change this "
            f"large comes about {often} times a year here."
        )
    return None


def _factor_refuted(work: Work) -> bool:
    """Whether the whole interval lies beyond the square root of a claimed factor, on the wrong
    side. Choosing a striking window only makes this harder, so it holds for chosen ones too."""
    factor, ratio = work.claim.times, work.ratio
    if factor is None or factor == 1.0 or ratio is None:
        return False
    bound = math.sqrt(factor)
    if factor > 1.0:
        return ratio.high is not None and ratio.high < bound
    return ratio.low is not None and ratio.low > bound


def _factor_fits(work: Work) -> bool:
    """Whether a claimed factor lies in the interval; true where none is claimed."""
    factor, ratio = work.claim.times, work.ratio
    if factor is None:
        return True
    if ratio is None or ratio.high is None:
        return False
    return (ratio.low or 0.0) <= factor <= ratio.high


def _corners(work: Work) -> tuple[Placebo, Placebo]:
    """The two readings of events without a certain day or place: for the change, and against it."""
    n = work.number
    more = (n.k1 + n.maybe1, n.dated0)
    fewer = (n.dated1, n.k0 + n.maybe0)
    best, worst = (more, fewer) if work.rose else (fewer, more)

    def at(observed: tuple[int, int]) -> Placebo:
        return placebo_of(work.case, work.claim, work.series, work.shape, observed)

    return at(best), at(worst)


def _decided(work: Work) -> Answer:
    test, m = work.test, work.case.hypotheses
    power = power_changed(work.series.counts, test, seed=work.case.bench.seed)
    noticed = power.noticed[0] if power.noticed else None
    one_sided = "the days before" if work.rose else "the window"
    fields: dict[str, Any] = {
        "handled_by": PossibleEvents(handled_by="corners", agree=1.0),
        "effect": work.effect,
        "naive_p": test.naive_p,
        "power": noticed,
    }
    if _factor_refuted(work):
        change = (
            f"Far less complete recording of {'the window' if work.rose else 'the days before'}."
        )
        return Answer("contradicted", "changed.factor", work.numbers, would_change=change, **fields)
    best, worst = _corners(work)
    if best.p_opposite is not None and best.p_opposite <= ALPHA / m:
        change = (
            f"Far less complete recording of {'the window' if work.rose else 'the days before'}."
        )
        return Answer(
            "contradicted",
            "changed.contradicted",
            work.numbers,
            p=best.p_opposite,
            p_kind="placebo",
            capacity=test.capacity,
            would_change=change,
            **fields,
        )
    if test.p is not None and test.p <= ALPHA and worst.p is not None and worst.p <= ALPHA:
        tip = tipping_point(worst, alpha=ALPHA / m)
        ratio = reporting_ratio(worst, alpha=ALPHA / m)
        change = (
            f"{counted(tip.fewest, 'event')} added or removed in the unfavourable place"
            if tip.fewest is not None
            else "No number of events in one place"
        )
        if ratio.times is not None:
            change += f"; or {one_sided} recorded only 1/{ratio.times:.1f} as completely"
        fits = _factor_fits(work)
        return Answer(
            "borne out" if fits else "partly borne out",
            "changed.borne out" if fits else "changed.other factor",
            work.numbers | {"wide": _wide(work)},
            p=max(test.p, worst.p),
            p_kind="placebo",
            capacity=test.capacity,
            would_change=f"{change}.",
            on_adjusted=lambda p: _undecided(
                work,
                f"Undecided: with the report's other claims taken into account p is {p:.2f}.",
                p=max(test.p or 0.0, worst.p or 0.0),
            ),
            **fields,
        )
    depends = test.p is not None and test.p <= ALPHA
    step = "doubling" if work.rose else "halving"
    seen = (
        ""
        if noticed is None
        else f" A {step} would have been noticed in {share(noticed)} of cases."
    )
    reason = (
        "Undecided: the answer depends on events whose date or place is coded too coarsely."
        if depends
        else f"That is within what is usual here: {work.numbers['of_windows']} comparable windows "
        f"changed as much.{seen}"
    )
    return _undecided(work, reason, p=test.p, power=noticed, agree=0.5 if depends else 1.0)


def _wide(work: Work) -> str:
    """A word where the interval holds 1 although the rank decides."""
    ratio = work.ratio
    if ratio is None or ratio.high is None or not (ratio.low or 0.0) <= 1.0 <= ratio.high:
        return ""
    return (
        " The interval is wide because counts vary much here; what decides is the rank among "
        "comparable windows."
    )


def _undecided(
    work: Work,
    reason: str,
    *,
    p: float | None = None,
    power: float | None = None,
    agree: float = 1.0,
) -> Answer:
    change = "A longer record of the same place, or finer dates and places."
    if p is not None:
        tip = tipping_point(work.test, alpha=ALPHA / work.case.hypotheses)
        if tip.fewest is not None:
            change = f"{counted(tip.fewest, 'event')} more or fewer in the window or before it."
    return Answer(
        "undecided",
        "changed.undecided",
        work.numbers | {"reason": reason},
        handled_by=PossibleEvents(handled_by="corners", agree=agree),
        effect=work.effect,
        p=p,
        p_kind="placebo",
        capacity=work.test.capacity,
        naive_p=work.test.naive_p,
        power=power,
        would_change=change,
    )
