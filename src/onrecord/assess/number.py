"""count and toll: a claimed number against the range that the record holds (METHODS 2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.actors import Level
from onrecord.assess.case import Answer, Case, View
from onrecord.assess.finding import Effect, PossibleEvents, Verdict
from onrecord.assess.only import fights
from onrecord.assess.reach import (
    common,
    eyes_there,
    outside,
    partly_covered_note,
    unheard,
    wholly_covered,
)
from onrecord.assess.tally import at_least, death_range, figures_given, noun, sees_only_some
from onrecord.assess.words import certain as certain_and_possible
from onrecord.assess.words import counted, listed, party, plural
from onrecord.claims import Count, Number, Toll
from onrecord.records.schema import Ints, Mask
from onrecord.selection import Party, Selection, shown_name
from onrecord.selection.who import CIVILIANS, Levels, party_levels

ENDS = PossibleEvents(handled_by="ends", agree=1.0)
AGGREGATE = 2
COARSE_PREC = 3
"""Rows coded to a district or coarser: sums are shown with and without them."""


Judge = Callable[[Verdict, str, str], Answer]


def _span(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


@dataclass(frozen=True)
class _Range:
    """What the record holds: from certain events alone, and with every possible one."""

    low: int
    sure_high: int
    high: int
    least: int
    """What is there at the least, for a contradiction: fights where battles are counted."""


def _judge(case: Case, word: str, claimed: Number, held: _Range, numbers: dict[str, Any]) -> Answer:
    """The verdict on a claimed number.

    “At least N” that only possible events can reach is *undecided*; so is any other number, unless
    the certain ones account for at least half of it: else any would be borne out wherever coarse
    rows carry many dead.
    """
    lost = bool(case.lost)
    numbers = numbers | {
        "range": _span(held.low, held.high) if held.high else "no",
        "claimed": str(claimed),
        "least": f"{held.least:,}",
    }
    effect = Effect(
        name="on record", value=float(held.low), low=float(held.low), high=float(held.high)
    )

    def answer(verdict: Verdict, key: str, change: str) -> Answer:
        return Answer(
            verdict,
            f"{word}.{key}",
            numbers,
            handled_by=ENDS,
            effect=effect,
            coarsened=lost,
            would_change=change,
            notes=partly_covered_note(case),
        )

    ceiling, wanted = claimed.high, claimed.low or 0
    if ceiling is not None and ceiling < held.least:
        if wholly_covered(case) and not lost:
            fewer = f"{held.least - ceiling:,} fewer of what is certainly there."
            return answer("contradicted", "contradicted", fewer)
        if not lost:
            return answer("undecided", "part", "A record that covers all of those days.")
        return answer("undecided", "coarse", f"A record that tells {numbers['lost']}.")
    if wanted == 0:
        return _at_most(case, answer, ceiling or 0, held)
    if held.high == 0:
        return _none_held(case, answer, numbers)
    if wanted > held.high:
        more = f"{wanted - held.high:,} more on record would bear it out."
        return answer("undecided", "more", more)
    if any(loss.aspect == "actor" for loss in case.lost) or (lost and ceiling is not None):
        # What is counted are other parties' events, or events of any kind: no number of them is
        # the claimed one.
        return answer("undecided", "coarse", f"A record that tells {numbers['lost']}.")
    if wanted > held.sure_high and (ceiling is None or 2 * held.low < wanted):
        return answer(
            "undecided", "depends", "Finer places, days or parties for the possible events."
        )
    verdict: Verdict = "partly borne out" if lost else "borne out"
    return answer(
        verdict, verdict, f"The claimed number lying outside {_span(held.low, held.high)}."
    )


def _none_held(case: Case, answer: Judge, numbers: dict[str, Any]) -> Answer:
    """Nothing there at all: would the record have seen it?"""
    seen, near = eyes_there(case)
    unheard_of = unheard(case, seen=seen)
    if unheard_of is None:
        return answer("not on record", "not on record", "One such event on record.")
    return Answer(
        "beyond the record",
        unheard_of,
        numbers | {"nearby": near},
        would_change="A record with eyes on that place and time.",
    )


def _at_most(case: Case, answer: Judge, ceiling: int, held: _Range) -> Answer:
    """“At most N”, or none: a claim that silence must bear out, so it needs eyes on the place."""
    seen, near = eyes_there(case)
    unheard_of = unheard(case, seen=seen)
    if unheard_of is not None:
        return Answer(
            "beyond the record",
            unheard_of,
            common(case) | {"nearby": near},
            would_change="A record with eyes on that place and time.",
        )
    more = f"{ceiling - held.low + 1:,} more on record would contradict it."
    if held.least < held.low > ceiling:
        change = "A source that tells which of them are fights of their own."
        return answer("undecided", "at most chained", change)
    if held.high > ceiling or ceiling == 0:
        return answer("undecided", "at most unsure", more)
    unseen = bool(case.lost) or sees_only_some(case)
    return answer("partly borne out" if unseen else "borne out", "at most", more)


def _fights(case: Case) -> int:
    """What is certainly there at the least: rows, or fights where the claim counts battles.

    A residue (clarity 2) is never one battle, and rows within 10 km and 5 days may be one.
    """
    view = case.tested
    clear = view.selection.certain & (view.events.clarity != AGGREGATE)
    if case.resolved.query.kind in (None, "battle"):
        return max((fights(view.events, clear & part) for part in view.events.parts), default=0)
    return at_least(view.events, clear)


def count(case: Case) -> Answer:
    """Number of events, certain to possible, against the claimed number."""
    beyond = outside(case)
    if beyond:
        return beyond
    claim = case.claim
    if not isinstance(claim, Count) or claim.number is None:
        raise TypeError("count takes a complete count claim")
    chosen = case.tested.selection
    certain = at_least(case.tested.events, chosen.certain)
    high = int(chosen.certain.sum()) + int(chosen.possible.sum())
    what = noun(case)
    numbers = common(case) | {"what": what if high == 1 else plural(what)}
    held = _Range(certain, certain, high, _fights(case))
    return _judge(case, "count", claim.number, held, numbers)


def _dead_of(case: Case, view: View, claim: Toll) -> tuple[Ints, Ints, str, Levels | None]:
    """Least and most dead of each event whose dead are meant, the phrase, and the side's level."""
    events = view.events
    killed = claim.killed
    of = killed.of if killed else None
    if of is None:
        least, most = death_range(events)
        return least, most, "", None
    victims = _victims(case, claim)
    ids = victims.ids() if victims else frozenset()
    if ids == {CIVILIANS}:
        least, most = death_range(events)
        # Where the record gives one figure for all, any number of them may have been civilians.
        told = events.deaths_civilians >= 0
        low = np.where(told, np.minimum(events.deaths_civilians, least), 0)
        high = np.where(told, events.deaths_civilians, most)
        return low, high, f" among civilians{_killer(case, claim)}", None
    registry = case.bench.registry
    levels = _side_levels(case, view, victims)
    figures = np.where(levels[0] > 0, np.maximum(events.deaths_a, 0), 0) + np.where(
        levels[1] > 0, np.maximum(events.deaths_b, 0), 0
    )
    _, most = death_range(events)
    untold = ((levels[0] > 0) & (events.deaths_a < 0)) | ((levels[1] > 0) & (events.deaths_b < 0))
    high = np.where(untold, np.maximum(most, figures), figures)
    names = listed(shown_name(registry.actor(actor)) for actor in sorted(ids))
    return figures, high, f" of {names}", np.maximum(levels[0], levels[1])


def _killer(case: Case, claim: Toll) -> str:
    first = case.query.who.first
    if claim.killed is None or claim.killed.by is None or first is None:
        return ""
    return f", killed by {party(first, case.bench.registry)}"


def _victims(case: Case, claim: Toll) -> Party | None:
    """Whose dead are meant: the party acted against where a killer is named, else the one named."""
    who = case.query.who
    return who.second if claim.killed and claim.killed.by is not None else who.first


def _side_levels(case: Case, view: View, side: Party | None) -> tuple[Levels, Levels]:
    if side is None:
        raise TypeError("the dead of a side need a side")
    return party_levels(view.events, side, case.bench.registry, case.info.expresses)


def toll(case: Case) -> Answer:
    """Sums of dead against the claimed number; `by` only where the record has a perpetrator."""
    beyond = outside(case)
    if beyond:
        return beyond
    claim = case.claim
    if not isinstance(claim, Toll) or claim.killed is None:
        raise TypeError("toll takes a complete toll claim")
    if claim.killed.by is not None and not _attributes(case):
        killer = case.query.who.first
        numbers = common(case) | {"by": party(killer, case.bench.registry) if killer else "anyone"}
        return Answer(
            "beyond the record",
            "toll.no perpetrator",
            numbers,
            would_change="A record that says who killed whom.",
            counts_events=False,
            notes=partly_covered_note(case),
        )
    view = case.tested
    chosen = view.selection
    least, most, phrase, side = _dead_of(case, view, claim)
    certain = chosen.certain if side is None else chosen.certain & (side == Level.CERTAIN)
    every = chosen.certain | chosen.possible | chosen.unplaced
    given = figures_given(view.events)
    if every.any() and not given[every].any():
        return Answer(
            "beyond the record",
            "toll.no figures",
            common(case) | {"events": _events(case, chosen)},
            would_change="A record that counts the dead.",
            notes=partly_covered_note(case),
        )

    def total(figures: Ints, mask: Mask) -> int:
        return int(figures[mask].sum())

    low, sure_high = at_least(view.events, certain, least), at_least(view.events, certain, most)
    high = total(most, every)
    fine = every & (view.events.where_prec < COARSE_PREC) & ~chosen.unplaced
    coarse_dead = high - total(most, fine)
    coarse_rows = int((every & ~fine).sum())
    numbers = common(case) | {
        "of": phrase,
        "split": (
            f" That includes up to {coarse_dead:,} in {counted(coarse_rows, 'row')} coded to a "
            "district or coarser, or longer than the claim's days."
            if coarse_dead
            else ""
        )
        + _without_figure(int(np.count_nonzero(every & ~given))),
    }
    return _judge(case, "toll", claim.killed, _Range(low, sure_high, high, low), numbers)


def _events(case: Case, chosen: Selection) -> str:
    return certain_and_possible(int(chosen.certain.sum()), int(chosen.possible.sum()), noun(case))


def _without_figure(rows: int) -> str:
    if not rows:
        return ""
    has = "1 event has" if rows == 1 else f"{rows:,} events have"
    return f" {has} no number of dead on record."


def _attributes(case: Case) -> bool:
    """Whether the record ties deaths to a killer for the dead that the claim means."""
    kills_by = case.info.expresses.kills_by
    if kills_by is None:
        return True
    second = case.query.who.second
    return second is not None and second.ids() <= kills_by
