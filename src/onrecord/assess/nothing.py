"""none: nothing of the kind happened there and then (METHODS 2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.assess.anchor import fixes
from onrecord.assess.case import Answer, Case, View
from onrecord.assess.finding import PossibleEvents, Reference
from onrecord.assess.reach import common, eyes_there, outside, unheard
from onrecord.assess.reference import reference
from onrecord.assess.tally import (
    dead,
    describes,
    has_death,
    noun,
    sees_only_some,
    why_possible,
)
from onrecord.assess.windows import emptiness, empty_nearby
from onrecord.assess.words import counted
from onrecord.claims import Nothing
from onrecord.records.schema import Mask
from onrecord.stats.chance import EmptyWindows

ALPHA = 0.05
ENDS = PossibleEvents(handled_by="ends", agree=1.0)


def _described(case: Case, view: View, mask: Mask) -> Mask:
    """Rows whose source lines show the claimed kind, where the kind is all that was lost."""
    shown = np.zeros(len(view.events), dtype=bool)
    kind = case.resolved.query.kind
    if kind is None or any(item.aspect != "kind" for item in case.lost):
        return shown
    for row in np.flatnonzero(mask):
        shown[row] = describes(view.events, int(row), kind, case.bench)
    return shown


def _contradicted(case: Case, view: View, mask: Mask, *, coarse: bool) -> Answer:
    n = int(mask.sum())
    numbers = common(case) | {
        "events": counted(n, noun(case)),
        "dead": dead(view.events, mask),
    }
    return Answer(
        "contradicted",
        "none.contradicted",
        numbers,
        handled_by=ENDS,
        counter_examples=view.ids(mask),
        coarsened=coarse,
        # Whether a test counts among the report's must not depend on what it found.
        capacity=_capacity(case),
        would_change=(
            f"{'The' if n == 1 else 'All'} {counted(n, 'counter-example')} being miscoded in "
            "place, day or party."
        ),
    )


def _anchored(case: Case) -> bool:
    claim = case.claim
    return isinstance(claim, Nothing) and fixes(claim.anchored_by, claim.when)


def _capacity(case: Case) -> int:
    """Among how many tests the emptiness of an anchored window could still decide."""
    result = emptiness(case) if _anchored(case) else None
    return result.capacity(case.query.days or 1) if result is not None else 0


def nothing(case: Case) -> Answer:
    """A certain member contradicts; without any, how unusual zero is decides."""
    beyond = outside(case)
    if beyond:
        return beyond
    exact, tested = case.exact, case.tested
    certain = exact.selection.certain & _counts(case, exact)
    unspared = certain & ~_asserted(case, exact)
    if unspared.any():
        return _contradicted(case, exact, unspared, coarse=False)
    if certain.any():
        return _spared(case, exact, certain)
    coarse = tested.selection.certain & _counts(case, tested)
    if case.lost and coarse.any():
        shown = _described(case, tested, coarse & ~_asserted(case, tested))
        if shown.any():
            return _contradicted(case, tested, shown, coarse=True)
        numbers = common(case) | {
            "events": counted(int(coarse.sum()), noun(case)),
            "dead": dead(tested.events, coarse),
        }
        return Answer(
            "undecided",
            "none.coarse",
            numbers,
            handled_by=ENDS,
            coarsened=True,
            other_events=tested.ids(coarse),
            would_change=(
                "A source that says whether these are what the claim denies: one that is would "
                "contradict it."
            ),
        )
    possible = int((tested.selection.possible | tested.selection.certain).sum())
    if possible:
        numbers = common(case) | {
            "possible": counted(possible, "event"),
            "why": why_possible(tested.selection),
        }
        return Answer(
            "undecided",
            "none.possible",
            numbers,
            handled_by=PossibleEvents(handled_by="ends", agree=0.5),
            coarsened=bool(case.lost),
            would_change=(
                f"A finer date, place or actor for the {counted(possible, 'possible event')}."
            ),
        )
    return _zero(case)


def _counts(case: Case, view: View) -> Mask:
    """Rows that can contradict: on a record of deaths, those that are evidence of one."""
    if case.info.expresses.deadly_only:
        return has_death(view.events)
    return np.ones(len(view.events), dtype=bool)


def _spared(case: Case, view: View, mask: Mask) -> Answer:
    """Only what the report asserts elsewhere stands against the claim: no counter-example."""
    numbers = common(case) | {
        "events": counted(int(mask.sum()), noun(case)),
        "dead": dead(view.events, mask),
    }
    return Answer(
        "undecided",
        "none.asserted",
        numbers,
        handled_by=ENDS,
        other_events=view.ids(mask),
        would_change="Another such event, which the report does not assert itself.",
    )


def _asserted(case: Case, view: View) -> Mask:
    if case.asserted_elsewhere is None:
        return np.zeros(len(view.events), dtype=bool)
    return np.asarray(case.asserted_elsewhere(view.events), dtype=bool)


def _windows(empty: int, windows: int, days: int) -> dict[str, str]:
    """Phrases of how many other windows are empty too."""
    have = "has" if empty == 1 else "have"
    usual = (
        f"zero is normal here: {empty:,} of {windows:,} other {days:,}-day windows within half a "
        f"year {have} none either"
    )
    if not windows:
        usual = "no other window of that length within half a year shows how usual that is"
    return {
        "empty": f"{empty:,}" if empty else "none",
        "windows": f"{windows:,}" if windows else "none",
        "have": have,
        "days": f"{days:,}",
        "length": counted(days, "day"),
        "usual": usual,
    }


def _ranked_among(result: EmptyWindows) -> Reference | None:
    """The comparable windows, those without such an event and those with one."""
    full = result.windows - result.empty
    measure = "0: no such event in the window, 1: one or more"
    return reference("placebo", measure, 0.0, np.repeat([0.0, 1.0], [result.empty, full]))


def _zero(case: Case) -> Answer:
    """None certain, none possible: is zero unusual here?"""
    numbers: dict[str, Any] = common(case)
    seen, near = eyes_there(case)
    unheard_of = unheard(case, seen=seen)
    if unheard_of is not None:
        numbers["nearby"] = near
        return Answer(
            "beyond the record",
            unheard_of,
            numbers,
            would_change="A record with eyes on that place and time.",
        )
    anchored = _anchored(case)
    empty, windows = empty_nearby(case)
    numbers |= _windows(empty, windows, case.query.days or 0)
    change = "One such event on record there and then would contradict it."
    result = emptiness(case) if anchored else None
    capacity = _capacity(case)

    def undecided(template: str, p: float | None = None, change: str = change) -> Answer:
        return Answer(
            "undecided",
            template,
            numbers,
            handled_by=ENDS,
            p=p,
            p_kind="placebo",
            reference=_ranked_among(result) if result is not None else None,
            capacity=capacity,
            coarsened=bool(case.lost),
            would_change=change,
        )

    if not anchored:
        # A window chosen afterwards is “unusually quiet” far too often to decide anything.
        usual = windows == 0 or empty / windows > ALPHA
        return undecided("none.normal" if usual else "none.chosen")
    if result is None or result.p0 is None:
        return undecided("none.short history", change="A longer record of the same place.")
    numbers |= _windows(result.empty, result.windows, case.query.days or 0)
    if result.p0 > ALPHA:
        return undecided("none.usual", result.p0)
    partly = bool(case.lost) or sees_only_some(case)
    return Answer(
        "partly borne out" if partly else "borne out",
        "none.partly borne out" if partly else "none.borne out",
        numbers,
        handled_by=ENDS,
        p=result.p0,
        p_kind="placebo",
        reference=_ranked_among(result),
        coarsened=bool(case.lost),
        would_change=change,
        capacity=capacity,
        on_adjusted=lambda p: undecided(
            "none.usual", p, "Fewer claims tested together, or a longer record of the same place."
        ),
    )
