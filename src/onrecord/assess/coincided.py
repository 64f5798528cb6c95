"""coincided: A strikes C where and when B fights C. The computing stands in `coincided_work.py`."""

from __future__ import annotations

from typing import Any

from onrecord.assess.case import Answer, Case
from onrecord.assess.coincided_change import tipping
from onrecord.assess.coincided_tests import ALPHA
from onrecord.assess.coincided_words import chance, notes, words
from onrecord.assess.coincided_work import (
    NO_MORE,
    Work,
    no_more_in_worlds,
    noticed,
    stands_in_worlds,
    unfavourable_sign,
    work_on,
)
from onrecord.assess.finding import PossibleEvents, Reference
from onrecord.assess.reach import outside
from onrecord.assess.reference import reference
from onrecord.assess.words import counted, listed, share, times
from onrecord.stats.jitter import LONGEST
from onrecord.stats.matched import FEWEST

FEWEST_ACTS = 5
"""Events near the fights below which nothing is said to coincide with them."""


def coincided(case: Case) -> Answer:
    """Whether A's events are nearer to B's fights with C than the front that all share explains."""
    for part in (case, case.parts["during"]):
        beyond = outside(part)
        if beyond:
            return beyond
    work = work_on(case)
    numbers, quick = words(work), case.bench.verdict_only
    fields: dict[str, Any] = {"effect": work.effect, "notes": () if quick else notes(work)}
    if not quick and work.shifts is not None:
        fields["naive_p"] = work.shifts.p
    if case.lost:
        return Answer(
            "beyond the record",
            "beyond.coincided",
            numbers,
            coarsened=True,
            would_change=f"A record that tells {numbers['lost']}.",
            **fields,
        )
    missing = _missing(work)
    if missing is not None:
        return _plain(work, numbers, "coincided.none", missing, fields)
    if work.means is None:
        return _plain(work, numbers, "coincided.thin", _why_neither(work), fields)
    power = None if quick else noticed(work)
    fields |= {"p_kind": work.means, "capacity": work.capacity, "power": power}
    fields["reference"] = _reference(work)
    if work.p is not None and work.p <= ALPHA:
        return _nearer(work, numbers, fields)
    no_more = _no_more(work, numbers, fields)
    return no_more or _undecided(work, numbers, _not_more(work, fields["power"]), fields, p=work.p)


def _reference(work: Work) -> Reference | None:
    """The draws that p ranks the claim among; none where a check against sectors decides."""
    if work.case.bench.verdict_only or work.means is None or work.p is None:
        return None
    test = work.matched if work.means == "matched" else work.jittered
    if test.p != work.p:
        return None
    drawn = "labels of bursts drawn anew" if work.means == "matched" else "bursts moved by days"
    measure = f"excess near such fights (in standard errors, largest of the distances), {drawn}"
    return reference(work.means, measure, float(test.null[0]), test.null[1:])


def _missing(work: Work) -> str | None:
    """Why there is nothing to compare; None where there is."""
    if len(work.sample.acts) and len(work.sample.fights):
        return None
    acts, fights = len(work.sample.acts), len(work.sample.fights)
    which = "of the former" if fights else "of the latter" if acts else "of either"
    return (
        f"Undecided: without an event {which} with a day and a point of its own nothing can be "
        "compared."
    )


def _why_neither(work: Work) -> str:
    """Why neither test can decide, and what it would take."""
    test, near = work.matched, work.near
    if work.roles is None:
        control = "no party that is struck is also in those fights, so no others can be compared"
    else:
        bursts = (
            f"{counted(test.own, 'burst')} of such fights and {test.others or 'none'} of the same "
            f"party's other fights {'is' if test.own == 1 and not test.others else 'are'}"
        )
        control = (
            f"{bursts if test.own or test.others else 'no bursts of both kinds of fights are'} in "
            f"the same places and months, where {FEWEST} of each are needed"
        )
    if near.days > LONGEST or near.days < 1:
        shifted = (
            f"shifts of a few days can tell links of 1 to {LONGEST} days only, not of {near.days}"
        )
    else:
        fewest = min(work.jittered.bursts, work.jittered.sided)
        shifted = (
            f"{counted(fewest, 'burst')} near them can be told to come after rather than before, "
            f"where {FEWEST} are needed"
        )
    return f"Undecided: {control}; and {shifted}."


def _plain(
    work: Work, numbers: dict[str, Any], template: str, reason: str, fields: dict[str, Any]
) -> Answer:
    """Undecided without a p."""
    change = "More events with a day and a point of their own."
    if template == "coincided.thin" and work.roles is not None:
        lacking = {
            "such fights": FEWEST - work.matched.own,
            "the same party's other fights": FEWEST - work.matched.others,
        }
        more = listed(f"{counted(n, 'more burst')} of {of}" for of, n in lacking.items() if n > 0)
        change = f"{more}, in the same places and months." if more else change
    return Answer(
        "undecided", template, numbers | {"reason": reason}, would_change=change, **fields
    )


def _nearer(work: Work, numbers: dict[str, Any], fields: dict[str, Any]) -> Answer:
    """The nominal test passes: whether it does in other worlds, and rests on enough events."""
    p, agree = work.p or 0.0, 1.0
    if work.beside < FEWEST_ACTS:
        reason = (
            f"Undecided: only {counted(work.beside, 'such event')} "
            f"{'is' if work.beside == 1 else 'are'} near such fights and soon after them, and "
            f"{FEWEST_ACTS} are needed."
        )
        return _undecided(work, numbers, reason, fields, p=p)
    if work.rows.imprecise:
        stands = stands_in_worlds(work)
        p, agree = max(p, stands.p), stands.agree
        if stands.p > ALPHA or not unfavourable_sign(work):
            reason = (
                "Undecided: the answer depends on events whose actor, date or place is coded too "
                f"coarsely; it stands in {share(agree)} of the ways to read them."
            )
            return _undecided(work, numbers, reason, fields, p=p, agree=agree)
    return Answer(
        "borne out",
        f"coincided.{work.means}.borne out",
        numbers | {"chance": chance(p)},
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        p=p,
        would_change=_would_change(work),
        on_adjusted=lambda adjusted: _undecided(
            work,
            numbers,
            f"Undecided: with the report's other claims taken into account p is {adjusted:.3f}.",
            fields,
            p=p,
            agree=agree,
        ),
        **fields,
    )


def _no_more(work: Work, numbers: dict[str, Any], fields: dict[str, Any]) -> Answer | None:
    """Contradicted, where the whole interval is below a quarter more, however rows are read."""
    test = work.matched
    if work.means != "matched" or test.high is None or test.high >= NO_MORE:
        return None
    if test.dropped > test.own or test.ratio is None:
        return None
    agree = 1.0
    if work.rows.imprecise:
        stands = no_more_in_worlds(work)
        if stands.p > ALPHA:
            return None
        agree = stands.agree
    return Answer(
        "contradicted",
        "coincided.matched.contradicted",
        numbers,
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        p=work.p,
        would_change="Events near such fights recorded far less completely than near others.",
        **fields,
    )


def _not_more(work: Work, power: float | None) -> str:
    """Why neither a link nor its absence can be said."""
    front = "the same front explains" if work.means == "matched" else "shifts of days explain"
    seen = ""
    km = listed([f"{radius:g}" for radius in sorted(work.near.radii)], "or")
    if power is not None:
        seen = (
            " If one such event had followed every second burst of those fights, it would have been"
            f" noticed in {share(power)} of cases."
        )
    p = 1.0 if work.p is None else work.p
    return f"Undecided: within {km} km there is no more than {front} (p = {p:.2f}).{seen}"


def _would_change(work: Work) -> str:
    if work.case.bench.verdict_only:
        return ""
    tip = tipping(work)
    if tip is None:
        change = "No number of events near such fights"
    else:
        what = "fewer" if work.p is not None and work.p <= work.alpha else "more"
        change = (
            f"{counted(tip.acts, f'such event {what}', f'such events {what}')} near such fights "
            f"({counted(tip.bursts, 'burst')})"
        )
    ratio = work.matched.vanishes_at
    if work.means == "matched" and work.p is not None and work.p <= ALPHA and ratio is not None:
        change += (
            f"; or events near such fights recorded {times(ratio)} times as completely as near "
            "others"
        )
    return f"{change}."


def _undecided(
    work: Work,
    numbers: dict[str, Any],
    reason: str,
    fields: dict[str, Any],
    *,
    p: float | None,
    agree: float = 1.0,
) -> Answer:
    return Answer(
        "undecided",
        f"coincided.{work.means}.undecided",
        numbers | {"reason": reason},
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        p=p,
        would_change=_would_change(work),
        **fields,
    )
