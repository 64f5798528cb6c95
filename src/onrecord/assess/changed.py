"""changed: attacks by A on B rose, or fell, when … What is computed stands in `change.py`."""

from __future__ import annotations

import math
from typing import Any

from onrecord.assess.case import Answer, Case
from onrecord.assess.change import Asked, Work, work_on
from onrecord.assess.change_anchored import weigh_anchored
from onrecord.assess.change_chosen import weigh_chosen
from onrecord.assess.change_weighed import ALPHA, Weighed
from onrecord.assess.finding import PossibleEvents
from onrecord.assess.reach import common, outside, wholly_covered
from onrecord.assess.words import counted, day, share, times
from onrecord.claims import Changed
from onrecord.stats.sensitivity import reporting_ratio, tipping_point

__all__ = [
    "ALPHA",
    "changed",
    "factor_refuted",
    "seen",
    "sentence_case",
    "tips",
    "too_thin",
    "weigh",
]

FEWEST_EVENTS = 5


def changed(case: Case) -> Answer:
    """A rise or fall against comparable windows (anchored), or other places and years (chosen)."""
    versus = case.parts.get("versus")
    for series in (case, versus):
        beyond = outside(series) if series is not None else None
        if beyond:
            return beyond
    claim = case.claim
    if not isinstance(claim, Changed):
        raise TypeError("changed takes a changed claim")
    if not wholly_covered(case):
        return Answer(
            "beyond the record",
            "beyond.days",
            common(case),
            would_change="A record that covers all of those days.",
        )
    work = work_on(case, Asked.of(claim), versus)
    if case.lost:
        return Answer(
            "beyond the record",
            "beyond.comparison",
            work.numbers,
            coarsened=True,
            effect=work.effect,
            would_change=f"A record that tells {work.numbers['lost']}.",
        )
    return _answer(work, weigh(work))


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def weigh(work: Work) -> Weighed:
    """By the rank among windows where a dated event fixed this one, else among peers."""
    return weigh_anchored(work) if work.asked.fixed else weigh_chosen(work)


def too_thin(work: Work) -> str:
    """Why the numbers cannot decide, whatever p is; nothing where they can."""
    if not work.rose and not work.covered:
        return "Undecided: the record does not cover all of the days before the window."
    if work.expected < FEWEST_EVENTS:
        if work.rose:
            have = f"{counted(work.number.k1, 'event')} recorded in the window"
        elif work.expected:
            have = f"about {times(work.expected)} events would be expected in the window"
        else:
            return "Undecided: nothing was recorded before that could have fallen."
        return f"Undecided: {have}; at least {FEWEST_EVENTS} are needed."
    bursts, per_year, flare_up = work.bursts
    if flare_up:
        formed = (
            f"1 burst, of {counted(bursts.largest, 'event')} in all"
            if bursts.number == 1
            else f"{counted(bursts.number, 'burst')}, the largest of "
            f"{counted(bursts.largest, 'event')} in all"
        )
        return (
            f"Undecided: these events form {formed}; bursts this large come about {per_year:.1f} "
            "times a year here. Whether anything lasting changed cannot be said."
        )
    return ""


def _answer(work: Work, weighed: Weighed) -> Answer:
    anchor = work.asked.anchor
    if anchor is not None and not work.asked.fixed:
        why = f"“{anchor.event}” ({day(anchor.on)}) is near neither end of the window."
        work.numbers["loose"] = f" {why}"
    thin = too_thin(work)
    if thin and not (weighed.thin and work.expected >= FEWEST_EVENTS):
        return _undecided(work, weighed, thin)
    if factor_refuted(work):
        return Answer(
            "contradicted",
            "changed.factor",
            work.numbers,
            naive_p=weighed.placebo.naive_p,
            effect=work.effect,
            power=weighed.noticed,
            handled_by=PossibleEvents(handled_by="corners", agree=1.0),
            would_change=_unequal(work),
        )
    if weighed.thin:
        return _undecided(work, weighed, weighed.thin)
    return _decided(work, weighed)


def factor_refuted(work: Work) -> bool:
    """Whether the whole interval lies beyond the square root of a claimed factor, on the wrong
    side. Choosing a striking window only makes this harder, so it holds for chosen ones too."""
    factor, ratio = work.asked.times, work.ratio
    if factor is None or factor == 1.0 or ratio is None or work.other is not None:
        return False
    bound = math.sqrt(factor)
    if factor > 1.0:
        return ratio.high is not None and ratio.high < bound
    return ratio.low is not None and ratio.low > bound


def _factor_fits(work: Work) -> bool:
    """Whether a claimed factor lies in the interval; true where none is claimed."""
    factor, ratio = work.asked.times, work.ratio
    if factor is None:
        return True
    if ratio is None or (ratio.low is None and ratio.high is None):
        return False
    return (ratio.low or 0.0) <= factor <= (math.inf if ratio.high is None else ratio.high)


def _unequal(work: Work) -> str:
    return f"Far less complete recording of {'the window' if work.rose else 'the days before'}."


def _decided(work: Work, weighed: Weighed) -> Answer:
    numbers = work.numbers | {"standing": sentence_case(weighed.standing)}
    fields: dict[str, Any] = {
        "p_kind": weighed.p_kind,
        "reference": weighed.reference,
        "capacity": weighed.capacity,
        "handled_by": PossibleEvents(handled_by=weighed.handled, agree=weighed.agree),
        "effect": work.effect,
        "naive_p": weighed.placebo.naive_p,
        "power": weighed.noticed,
        "notes": weighed.notes,
    }
    m = work.case.hypotheses
    if weighed.against is not None and weighed.against <= ALPHA / m:
        return Answer(
            "contradicted",
            "changed.contradicted",
            numbers,
            p=weighed.against,
            would_change=_unequal(work),
            **fields,
        )
    if weighed.borne_out:
        template = _template(work, weighed)
        return Answer(
            "borne out" if template == "changed.borne out" else "partly borne out",
            template,
            numbers
            | {
                "wide": _wide(work, weighed),
                "places": weighed.places,
                "chance": f"{100 * weighed.by_place:.0f}",
            },
            p=weighed.deciding,
            would_change=tips(work, weighed),
            on_adjusted=lambda p: _undecided(
                work,
                weighed,
                f"Undecided: with the report's other claims taken into account p is {p:.2f}.",
                p=weighed.deciding,
            ),
            **fields,
        )
    depends = weighed.p is not None and weighed.p <= ALPHA
    if depends:
        reason = (
            "Undecided: the answer depends on events whose date or place is coded too coarsely."
        )
        agree = weighed.agree if weighed.handled == "worlds" else 0.5
        return _undecided(work, weighed, reason, p=weighed.deciding, agree=agree)
    reason = f"That is within what is usual: {weighed.standing}.{seen(work, weighed)}"
    return _undecided(work, weighed, reason, p=weighed.p)


def _template(work: Work, weighed: Weighed) -> str:
    """Borne out whole, or all but the claimed factor, or but for why the place was looked at.

    A dated event, or a rank among other years, settles the days and not the place: of many places
    one changes as much by chance.
    """
    if not _factor_fits(work):
        return "changed.other factor"
    if not weighed.of_places:
        return "changed.borne out"
    return "changed.of places" if weighed.lead is None else "changed.picked place"


def seen(work: Work, weighed: Weighed) -> str:
    """How often a change by a factor 2 would have been noticed, and which one would have been."""
    if weighed.noticed is None:
        return ""
    step = "doubling" if work.rose else "halving"
    said = f" A {step} would have been noticed in {share(weighed.noticed)} of cases"
    smallest = weighed.power.smallest
    if weighed.noticed >= 0.5:
        return f"{said}."
    if smallest is None:
        return f"{said}, and none by a factor up to {max(weighed.power.factors)} in 8 of 10."
    return f"{said}, a {'rise' if work.rose else 'fall'} by a factor {smallest} in 8 of 10."


def tips(work: Work, weighed: Weighed) -> str:
    """The smallest change that would flip the verdict."""
    if work.case.bench.verdict_only:
        return ""
    alpha = ALPHA / work.case.hypotheses
    fewest = tipping_point(weighed.ranked, alpha=alpha).fewest
    ratio = reporting_ratio(weighed.ranked, alpha=alpha).times
    change = (
        f"{counted(fewest, 'event')} added or removed in the unfavourable place"
        if fewest is not None
        else "No number of events in one place"
    )
    if ratio is not None:
        rest = "the days before" if weighed.p_kind == "placebo" else "the rest of the year"
        side = rest if work.rose else "the window"
        change += f"; or {side} recorded only 1/{ratio:.1f} as completely"
    return f"{change}."


def _wide(work: Work, weighed: Weighed) -> str:
    """A word where the interval holds 1 although the rank decides."""
    ratio = work.ratio
    if ratio is None or ratio.high is None or not (ratio.low or 0.0) <= 1.0 <= ratio.high:
        return ""
    among = "windows" if weighed.p_kind == "placebo" else "places, parties and years"
    return (
        " The interval is wide because counts vary much here; what decides is the rank among "
        f"comparable {among}."
    )


def _undecided(
    work: Work,
    weighed: Weighed,
    reason: str,
    *,
    p: float | None = None,
    agree: float = 1.0,
) -> Answer:
    change = weighed.takes or "A longer record of the same place, or finer dates and places."
    if p is not None and not work.case.bench.verdict_only:
        tip = tipping_point(weighed.ranked, alpha=ALPHA / work.case.hypotheses)
        if tip.fewest is not None:
            change = f"{counted(tip.fewest, 'event')} more or fewer in the window or before it."
    return Answer(
        "undecided",
        "changed.undecided",
        work.numbers | {"reason": reason},
        handled_by=PossibleEvents(handled_by=weighed.handled, agree=agree),
        effect=work.effect,
        p=p,
        p_kind=weighed.p_kind,
        reference=weighed.reference,
        capacity=weighed.capacity,
        naive_p=weighed.placebo.naive_p,
        power=weighed.noticed,
        would_change=change,
        notes=weighed.notes,
    )
