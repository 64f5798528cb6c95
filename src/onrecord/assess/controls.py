"""controls: A holds P. A record shows a place changing hands, never who holds it day by day.

So the most that it can do for such a claim is to bear it out in part: A took P, not long before,
and nobody else is on record as taking it since. A record without territorial events cannot speak.
"""

from __future__ import annotations

from typing import Any

from onrecord.actors import Level
from onrecord.assess.case import SIDE_DAYS, Answer, Case, View
from onrecord.assess.controls_rows import Taking, takings
from onrecord.assess.finding import PossibleEvents, Verdict
from onrecord.assess.reach import common, outside, partly_covered_note
from onrecord.assess.words import counted, day, days, listed, lost, party
from onrecord.places.areas import Disc
from onrecord.selection import ResolvedPlace
from onrecord.selection.who import CAPTURE, acts

LONG_AGO = SIDE_DAYS
"""Days before the claim's first after which a taking says too little: ACLED, by its own word, does
not code every transfer without violence, so silence since then proves nothing."""

LATER = ("later change of hands", "later changes of hands")

_WEAKEST: tuple[Verdict, ...] = (
    "contradicted",
    "beyond the record",
    "undecided",
    "partly borne out",
)


def controls(case: Case) -> Answer:
    """The last change of hands before the claim's end decides, place by place."""
    beyond = outside(case)
    if beyond is not None and beyond.template != "beyond.kind":
        return beyond
    if case.expressible.unsayable is not None:
        return Answer(
            "beyond the record",
            "controls.beyond",
            common(case),
            counts_events=False,
            would_change="A record of who takes and holds territory.",
        )
    coverage, query = case.info.coverage, case.query
    if query.last is not None and query.last > coverage.last:
        return Answer(
            "beyond the record",
            "beyond.days",
            common(case),
            counts_events=False,
            would_change="A record that covers all of those days.",
        )
    answers = [_of_place(case, place) for place in case.resolved.places]
    return min(answers, key=lambda answer: _WEAKEST.index(answer.verdict))


def _of_place(case: Case, place: ResolvedPlace) -> Answer:
    view, found = takings(case, place)
    numbers = common(case) | _words(case, place)
    if not found:
        return _answer("undecided", "controls.none", numbers, view, "A change of hands on record.")
    last = next((one for one in reversed(found) if one.certain), None)
    if last is None:
        return _without_certain(case, view, found, numbers)
    numbers |= _said(case, view, last)
    unsettling = [one for one in found if one is not last and _unsettles(one, last)]
    if unsettling:
        return _answer(
            "undecided",
            "controls.unsettled",
            numbers | {"later": counted(len(unsettling), *LATER)},
            view,
            "Finer days, places or parties for the later ones.",
            [last, *unsettling],
        )
    first = case.query.first
    if first is not None and (first - last.last).days > LONG_AGO:
        return _answer(
            "undecided", "controls.old", numbers, view, "A later change of hands on record.", [last]
        )
    if last.ours is Level.CERTAIN:
        return _answer(
            "partly borne out",
            "controls.partly borne out",
            numbers,
            view,
            "A later change of hands on record, or a record of who holds what on which day.",
            [last],
            notes=partly_covered_note(case),
        )
    held = last.lost or any(one.certain and one.ours is Level.CERTAIN for one in found)
    if first is not None and last.last > first and held:
        return _answer(
            "undecided",
            "controls.within",
            numbers,
            view,
            "The day that the claim means.",
            [last],
        )
    return _answer(
        "contradicted",
        "controls.contradicted",
        numbers,
        view,
        f"One later event in which {numbers['actor']} took it back.",
        [last],
    )


def _unsettles(one: Taking, last: Taking) -> bool:
    """Whether a taking that may be later, and of that place, may have been by another side."""
    return one.last >= last.first and one.ours is not last.ours


def _without_certain(
    case: Case, view: View, found: tuple[Taking, ...], numbers: dict[str, Any]
) -> Answer:
    """Nothing that is certainly of the place; or a region, which is not taken by one event."""
    if not all(isinstance(area, Disc) for area in case.query.areas):
        ours = sum(one.ours is Level.CERTAIN for one in found)
        others = sum(one.ours is Level.NONE for one in found)
        numbers |= {"ours": counted(ours, "event"), "others": counted(others, "event")}
        change = "A claim about one place in it."
        return _answer("undecided", "controls.region", numbers, view, change, found)
    numbers |= {"later": counted(len(found), "change of hands", "changes of hands")}
    change = "Finer days, places or parties for these."
    return _answer("undecided", "controls.possible", numbers, view, change, found)


def _answer(
    verdict: Verdict,
    template: str,
    numbers: dict[str, Any],
    view: View,
    would_change: str,
    rows: list[Taking] | tuple[Taking, ...] = (),
    notes: tuple[str, ...] = (),
) -> Answer:
    ids = tuple(f"{view.label}:{view.events.id[one.row]}" for one in rows)
    against = verdict == "contradicted"
    return Answer(
        verdict,
        template,
        numbers,
        handled_by=PossibleEvents(handled_by="ends", agree=1.0),
        counts_events=False,
        counter_examples=ids if against else (),
        other_events=() if against else ids,
        would_change=would_change,
        notes=notes,
    )


def _words(case: Case, place: ResolvedPlace) -> dict[str, Any]:
    first = case.query.who.first
    end = case.query.last or case.info.coverage.last
    return {
        "actor": party(first, case.bench.registry) if first else "anyone",
        "place": place.place.name if place.place is not None else "that place",
        "until": day(end),
        "besides": f" Nor does it tell {lost(case.lost)}." if case.lost else "",
    }


def _said(case: Case, view: View, last: Taking) -> dict[str, Any]:
    """Who took it, when, and how long before the claim's first day."""
    first = case.query.first
    before = (first - last.last).days if first is not None else 0
    return {
        "taker": listed(_taker(view, last)),
        "day": days(last.first, last.last),
        "ago": f", {counted(before, 'day')} before" if before > 0 else "",
    }


def _taker(view: View, last: Taking) -> tuple[str, ...]:
    """The names of the side that took the place, as the record has them."""
    sides = view.events.side_names(last.row)
    by_a, by_b = acts(view.events, CAPTURE)
    if by_a[last.row]:
        return sides[0]
    if by_b[last.row]:
        return sides[1]
    return ("one of two other sides",)
