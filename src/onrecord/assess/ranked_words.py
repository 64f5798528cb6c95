"""Phrases of ranked claims: what is ranked, among what, by how much. Nothing here decides."""

from __future__ import annotations

from typing import Any

from onrecord.assess.case import Case
from onrecord.assess.ranked_field import Entrant, Field
from onrecord.assess.reach import common
from onrecord.assess.tally import noun
from onrecord.assess.words import counted, share
from onrecord.assess.worlds import WORLDS
from onrecord.claims import Ranked


def numbers_of(case: Case, claim: Ranked, field: Field) -> dict[str, Any]:
    """The phrases of the sentences."""
    phrases = common(case)
    own, best = field.own, field.best
    by_actors = claim.among is not None and claim.among.actors is not None
    where = f" {phrases['where']}" if by_actors else ""
    above = sum(rival.value > own.value for rival in field.rivals)
    return phrases | {
        "own": _said(case, claim, own.value),
        "own_label": own.label,
        "best": _said(case, claim, best.value) if best else "",
        "rival": (best.label if best else "") + where,
        "others": _others(claim, len(field.rivals)),
        "above": f"; {above:,} of {len(field.rivals):,} stand above it" if above > 1 else "",
        "rank": 1 + above,
        "value": own.value,
        "best_value": best.value if best else 0,
        "rivals": len(field.rivals),
        "next": f"next: {_said(case, claim, best.value)} {best.label}{where}"
        if best and best.value
        else "there is none for certain in the rest",
        "worlds": "",
        # Where the dead are counted, events without any are none to miss.
        "blind": phrases["blind"] if claim.measure == "events" else "",
        "reason": "",
        "unseen": "",
    }


def _said(case: Case, claim: Ranked, value: int) -> str:
    if claim.measure == "killed":
        return f"{value:,} dead" if value else "no dead"
    return counted(value, noun(case))


def _others(claim: Ranked, n: int) -> str:
    """“in any of the 23 before it”, “in any of the 4 other places”, “the other side”."""
    among = claim.among
    if among is None:
        return ""
    if among.periods is not None:
        return f"in {'the one' if n == 1 else f'any of the {n:,}'} before it"
    if among.places is not None:
        return "in the other place" if n == 1 else f"in any of the {n:,} other places"
    return "the other side" if n == 1 else f"any of the {n:,} other sides"


def in_worlds_words(field: Field, agree: float) -> str:
    if field.fixed:
        return ""
    return (
        f" This holds in {share(agree)} of {WORLDS} ways in which the coarsely coded events, and "
        "the dead between low and high estimates, may fall."
    )


def tipping(claim: Ranked, lead: int, label: str) -> str:
    unit = "dead" if claim.measure == "killed" else ("event" if lead == 1 else "events")
    return f"{lead:,} more {unit} {label} would draw level."


def bursts_note(field: Field, claim: Ranked) -> tuple[str, ...]:
    """How many bursts the events of the first two are: numbers of one story count as one."""
    best = field.best
    if best is None or not field.own.rows.size:
        return ()

    def told(entrant: Entrant) -> str:
        n = entrant.rows.size
        if not n:
            return "none"
        return f"{counted(n, 'event')} in {counted(field.bursts(entrant), 'burst')}"

    note = f"The claim's own: {told(field.own)}; {told(best)} {best.label}."
    if claim.measure == "killed":
        top = int(field.events.best[field.own.rows].max(initial=0))
        whole = max(field.own.value, 1)
        note += f" The deadliest single event holds {share(top / whole)} of the claim's dead."
    return (note,)
