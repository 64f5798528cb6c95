"""targeted: A hits B rather than C. What is computed stands in `targeted_work.py`."""

from __future__ import annotations

import math
from typing import Any

from onrecord.assess.case import Answer, Case
from onrecord.assess.finding import PossibleEvents, Verdict
from onrecord.assess.reach import outside, partly_covered_note
from onrecord.assess.targeted_change import Noticed, capacity, noticed, reporting, tipping
from onrecord.assess.targeted_counts import FEWEST_STRATA
from onrecord.assess.targeted_words import nearer_words, odds_words, words
from onrecord.assess.targeted_work import (
    ALPHA,
    Work,
    corner,
    doubtful_rows,
    stands_in_worlds,
    work_on,
)
from onrecord.assess.words import counted, share, times
from onrecord.assess.worlds import InWorlds
from onrecord.stats.clustered_odds import FEWEST_CLUSTERS, NoClusters, StratifiedOdds
from onrecord.stats.odds import common_odds

SLIGHT = 1.25
"""Odds below which a preference is none to speak of: an interval wholly below it contradicts."""


def targeted(case: Case) -> Answer:
    """A's hits on B and C against who else was fighting there and then, stratum by stratum."""
    beyond = outside(case)
    if beyond:
        return beyond
    work = work_on(case)
    numbers = words(work)
    if case.lost:
        return Answer(
            "beyond the record",
            "beyond.targeted" if work.strata else "beyond.targeted.few",
            numbers,
            coarsened=True,
            effect=work.effect,
            notes=partly_covered_note(case),
            would_change=f"A record that tells {numbers['lost']}.",
        )
    fields = _fields(work)
    if work.strata < FEWEST_STRATA:
        reason = (
            f"Undecided: {FEWEST_STRATA} such strata are needed, "
            f"{FEWEST_STRATA - work.strata} more than there are."
        )
        return _thin(work, numbers, reason, fields)
    if work.p is None:
        clustered = work.wide.odds.clustered
        reason = (
            f"Undecided: they lie in {counted(clustered.clusters, 'cluster')} of neighbouring "
            f"strata, so unequal that they tell as much as {clustered.effective:.1f} of one size, "
            f"and {FEWEST_CLUSTERS} are needed."
            if clustered.why is NoClusters.TOO_FEW
            else f"Undecided: {clustered.why}."
        )
        return _thin(work, numbers, reason, fields)
    seen = Noticed(None, None) if case.bench.verdict_only else noticed(work)
    fields |= {"power": seen.twice, "capacity": capacity(work)}
    if work.p <= ALPHA:
        return _preferred(work, numbers, fields)
    if _none_to_speak_of(work):
        return Answer(
            "contradicted",
            "targeted.contradicted",
            numbers,
            would_change=f"Hits on {numbers['one']} recorded far less completely than hits on "
            f"{numbers['other']}.",
            **fields,
        )
    return _undecided(work, numbers, _why_not(work, seen), fields, p=work.p)


def _fields(work: Work) -> dict[str, Any]:
    everything, quick = work.wide.tables.tables.sum(axis=0), work.case.bench.verdict_only
    notes = partly_covered_note(work.case)
    if work.counted.on_both.any():
        n = int(work.counted.on_both.sum())
        notes += (
            f"{counted(n, 'event')} against both at once {'is' if n == 1 else 'are'} no choice "
            "between them, and counted for neither.",
        )
    coarse = work.wide.tables.coarse
    if coarse:
        notes += (
            f"{counted(coarse, 'event')} too coarsely coded to fall into a stratum "
            f"{'is' if coarse == 1 else 'are'} left out of the odds ratio.",
        )
    return {
        "effect": work.effect,
        "naive_p": None if quick else common_odds(everything[None]).p_greater,
        "notes": notes,
    }


def _none_to_speak_of(work: Work) -> bool:
    """Whether every reading of the possible events keeps the interval below `SLIGHT`."""
    if work.near is None:
        return False
    return all(
        _slight(reading.odds) and _slight(reading.with_fights) for reading in work.readings
    ) and (not doubtful_rows(work) or _slight(corner(work, favourable=True)))


def _slight(odds: StratifiedOdds) -> bool:
    """Whether the whole interval lies below `SLIGHT`."""
    return odds.high is not None and odds.high < SLIGHT


def _preferred(work: Work, numbers: dict[str, Any], fields: dict[str, Any]) -> Answer:
    """The nominal test passes: whether it does in other worlds."""
    if work.near is None:
        reason = (
            f"Undecided: {numbers['finer']}, so that {numbers['actor']} may only have been nearer "
            f"to {numbers['one']}."
        )
        return _undecided(work, numbers, reason, fields, p=work.p)
    stands: InWorlds | None = None
    if doubtful_rows(work):
        worst = corner(work, favourable=False)
        stands = stands_in_worlds(work)
        if stands.p > ALPHA or (worst.value is not None and worst.value <= 1.0):
            reason = (
                "Undecided: the answer depends on events whose actor, date or place is coded too "
                f"coarsely; it stands in {share(stands.agree)} of the ways to read them."
            )
            return _undecided(work, numbers, reason, fields, p=stands.p, agree=stands.agree)
    p = max(work.p or 0.0, stands.p if stands else 0.0)
    agree = stands.agree if stands else 1.0
    slight = any(_slight(reading.odds) for reading in work.readings)
    verdict: Verdict = "partly borne out" if slight else "borne out"
    return Answer(
        verdict,
        "targeted.slight" if slight else "targeted.borne out",
        numbers | {"innocent": " " + innocent(numbers)},
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        p=p,
        p_kind=_kind(work),
        would_change=_would_change(work, numbers),
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


def innocent(numbers: dict[str, Any]) -> str:
    """What else would give these numbers, with the number that speaks for or against it."""
    return f"Unequal reach within a stratum would look the same; {numbers['finer']}."


def _kind(work: Work) -> str:
    return "exact" if work.decides.exact_decides else "matched"


def _would_change(work: Work, numbers: dict[str, Any]) -> str:
    if work.case.bench.verdict_only:
        return ""
    added = tipping(work)
    other = numbers["other"]
    if added is None:
        change = f"No number of further hits on {other} in one place"
    else:
        bursts = -(-added // work.usual_burst)
        change = (
            f"{counted(added, 'further hit')} on {other} in one place "
            f"({counted(bursts, 'burst')} of the usual size)"
        )
    ratio = reporting(work)
    if ratio is not None and ratio > 1.0:
        change += (
            f"; or hits on {numbers['one']} recorded {ratio:.1f} times as completely as hits on "
            f"{other}"
        )
    return f"{change}."


def _why_not(work: Work, seen: Noticed) -> str:
    """Why neither a preference nor its absence can be said."""
    if work.case.bench.verdict_only:
        return ""
    if work.wide.p is not None and work.wide.p <= ALPHA and work.near is not None:
        return (
            "Undecided: that may be a matter of reach within them, for "
            f"{nearer_words(work.near)}.{_missed(seen)}"
        )
    alone = work.wide.odds.p_greater
    if alone is not None and alone <= ALPHA:
        return (
            "Undecided: it does not survive counting the fights of the two with each other as "
            f"events of both ({odds_words(work.wide.with_fights)}).{_missed(seen)}"
        )
    if work.wide.odds.value is not None and work.wide.odds.value < 1.0:
        return (
            "Undecided: that points the other way, but not surely enough to contradict it."
            f"{_missed(seen)}"
        )
    return f"Undecided: that is within chance (p = {work.p or 0.0:.3f}).{_missed(seen)}"


def _missed(seen: Noticed) -> str:
    if seen.twice is None:
        return ""
    least = (
        f"; odds of {times(seen.smallest)} would have been in 8 of 10"
        if seen.smallest is not None and seen.smallest > 2.0
        else ""
    )
    return f" Odds of 2 would have been noticed in {share(seen.twice)} of cases{least}."


def _thin(work: Work, numbers: dict[str, Any], reason: str, fields: dict[str, Any]) -> Answer:
    clusters = math.ceil(FEWEST_CLUSTERS - work.wide.odds.clustered.effective)
    needed = max(FEWEST_STRATA - work.strata, clusters, 1)
    return Answer(
        "undecided",
        "targeted.few",
        numbers | {"reason": reason},
        would_change=f"{counted(needed, 'more stratum', 'more strata')} in which "
        f"{numbers['actor']} hit one of the two while both were within reach.",
        **fields,
    )


def _undecided(
    work: Work,
    numbers: dict[str, Any],
    reason: str,
    fields: dict[str, Any],
    *,
    p: float | None,
    agree: float | None = None,
) -> Answer:
    return Answer(
        "undecided",
        "targeted.undecided",
        numbers | {"reason": reason},
        handled_by=None if agree is None else PossibleEvents(handled_by="worlds", agree=agree),
        p=p,
        p_kind=_kind(work),
        would_change="More hits where both are within reach, or finer dates and places.",
        **fields,
    )
