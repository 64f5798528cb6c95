"""followed: X is followed by more Y than Z is. What is computed stands in `followed_work.py`."""

from __future__ import annotations

from typing import Any

from onrecord.assess.case import Answer, Case
from onrecord.assess.finding import PossibleEvents, Reference
from onrecord.assess.followed_words import notes, words
from onrecord.assess.followed_work import (
    ALPHA,
    FEWER,
    MORE,
    Noticed,
    Work,
    capacity,
    grids_that_agree,
    keeps_its_sign,
    noticed,
    reporting,
    stands_in_worlds,
    tipping,
    work_on,
)
from onrecord.assess.reach import outside
from onrecord.assess.reference import reference
from onrecord.assess.words import counted, listed, share, times
from onrecord.stats.wake_permuted import FEWEST, FEWEST_GROUPS, NotTold

FEWEST_FOLLOWING = 5
"""Events after those of the claim below which nothing is said to follow."""


def followed(case: Case) -> Answer:
    """Whether more is recorded after events of one kind than after another, like for like."""
    for part in (case, case.parts["after"], case.parts["versus"]):
        beyond = outside(part)
        if beyond:
            return beyond
    work = work_on(case)
    numbers, quick = words(work), case.bench.verdict_only
    fields: dict[str, Any] = {"effect": work.effect}
    if not quick:
        fields |= {"naive_p": work.naive.p, "notes": notes(work)}
    if case.lost:
        return Answer(
            "beyond the record",
            "beyond.followed" if work.test.treated else "beyond.followed.few",
            numbers,
            coarsened=True,
            would_change=f"A record that tells {numbers['lost']}.",
            **fields,
        )
    missing = _missing(work)
    if missing:
        return Answer(
            "undecided",
            "followed.none",
            numbers | {"reason": missing},
            would_change="More events with a day and a point of their own.",
            **fields,
        )
    if work.test.why is not None:
        return _thin(work, numbers, fields)
    fields |= {"capacity": capacity(work), "p_kind": "matched"}
    more, fewer = work.test.p_more or 1.0, work.test.p_fewer or 1.0
    if more <= ALPHA:
        fields["reference"] = _among(work)
        return _told(work, numbers, fields, MORE, more)
    if fewer <= ALPHA:
        return _told(work, numbers, fields, FEWER, fewer)
    if not quick:
        fields["reference"] = _among(work)
    seen = _noticed(work)
    reason = f"Undecided: that is within chance (p = {more:.2f}).{_missed(seen)}"
    return _undecided(numbers, reason, fields | {"power": seen.twice}, p=more)


def _among(work: Work) -> Reference | None:
    """The permutations that the p of “more” ranks the claim among."""
    null = work.test.null
    measure = "more after such events (in standard errors, largest of the windows), labels redrawn"
    return reference("matched", measure, float(null[0]), null[1:]) if null.size else None


def _missing(work: Work) -> str:
    """Why there is nothing to compare; empty where there is."""
    which = [
        name
        for name, mask in (
            ("of the first", work.kinds.treatment),
            ("of the others", work.kinds.control),
            ("of what is said to follow", work.kinds.dependent),
        )
        if not mask.any()
    ]
    if not which:
        return ""
    return (
        f"Undecided: no event {listed(which, 'or')} is certain, with a day and a point of its own."
    )


def _thin(work: Work, numbers: dict[str, Any], fields: dict[str, Any]) -> Answer:
    test = work.test
    if test.why is NotTold.TOO_FEW_BURSTS:
        reason = f"Undecided: {FEWEST} bursts of each kind are needed."
        lacking = {"the first": FEWEST - test.treated, "the others": FEWEST - test.control}
        more = listed(f"{counted(n, 'more burst')} of {of}" for of, n in lacking.items() if n > 0)
        change = f"{more}, in the same places and months."
    elif test.why is NotTold.TOO_FEW_GROUPS:
        reason = (
            "Undecided: they lie in "
            f"{counted(test.groups, 'separate stretch', 'separate stretches')} of place and time, "
            f"and {FEWEST_GROUPS} are needed to tell how much such stretches differ."
        )
        lack = FEWEST_GROUPS - test.groups
        more = counted(lack, "more such stretch", "more such stretches")
        change = f"{more}, with both kinds in {'it' if lack == 1 else 'each'}."
    else:
        reason = "Undecided: nothing of what is said to follow is recorded near any of them."
        change = "Events of what is said to follow, near those of either kind."
    return Answer(
        "undecided", "followed.few", numbers | {"reason": reason}, would_change=change, **fields
    )


def _told(
    work: Work, numbers: dict[str, Any], fields: dict[str, Any], sign: int, p: float
) -> Answer:
    """The nominal test passes: whether it does on other grids, and in other worlds."""
    if sign == MORE and work.followed < FEWEST_FOLLOWING:
        reason = (
            f"Undecided: {counted(work.followed, 'event')} followed the first, and at least "
            f"{FEWEST_FOLLOWING} are needed."
        )
        return _undecided(numbers, reason, fields, p=p)
    grids = grids_that_agree(work, sign)
    if grids < 0.5:
        reason = (
            "Undecided: the answer depends on where the borders of the strata lie; it holds on "
            f"{share(grids)} of other grids."
        )
        return _undecided(numbers, reason, fields, p=p)
    agree = 1.0
    if work.rows.imprecise:
        stands = stands_in_worlds(work, sign)
        p, agree = max(p, stands.p), stands.agree
        if stands.p > ALPHA or not keeps_its_sign(work, sign):
            reason = (
                "Undecided: the answer depends on events whose actor, date or place is coded too "
                f"coarsely; it stands in {share(agree)} of the ways to read them."
            )
            return _undecided(numbers, reason, fields, p=p, agree=agree)
    seen = _noticed(work)
    fields = fields | {"power": seen.twice}
    return Answer(
        "borne out" if sign == MORE else "contradicted",
        "followed.borne out" if sign == MORE else "followed.contradicted",
        numbers,
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        p=p,
        would_change=_would_change(work, sign),
        on_adjusted=lambda adjusted: _undecided(
            numbers,
            f"Undecided: with the report's other claims taken into account p is {adjusted:.3f}.",
            fields,
            p=p,
            agree=agree,
        ),
        **fields,
    )


def _noticed(work: Work) -> Noticed:
    return Noticed(None, None) if work.case.bench.verdict_only else noticed(work)


def _would_change(work: Work, sign: int) -> str:
    if work.case.bench.verdict_only:
        return ""
    less, more = ("one of the others", "the first") if sign == MORE else ("the first", "the others")
    added = tipping(work, sign)
    if added is None:
        change = f"No number of further events after {less} in one place"
    else:
        change = (
            f"{counted(added.events, 'further event')} after {less} in one place "
            f"({counted(added.bursts, 'burst')} of the usual size)"
        )
    ratio = reporting(work, sign)
    if ratio is not None:
        change += (
            f"; or what followed {more} recorded {times(ratio)} times as completely as all else"
        )
    return f"{change}."


def _missed(seen: Noticed) -> str:
    if seen.twice is None:
        return ""
    least = (
        f"; {times(seen.smallest)} times as many would have been in 8 of 10"
        if seen.smallest is not None and seen.smallest > 2.0
        else ""
    )
    return f" Twice as many would have been noticed in {share(seen.twice)} of cases{least}."


def _undecided(
    numbers: dict[str, Any],
    reason: str,
    fields: dict[str, Any],
    *,
    p: float,
    agree: float = 1.0,
) -> Answer:
    return Answer(
        "undecided",
        "followed.undecided",
        numbers | {"reason": reason},
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        p=p,
        would_change="More events of both kinds in the same places and months, or finer dates and "
        "places.",
        **fields,
    )
