"""ranked: the deadliest month since …; more than B: a value among its rivals (METHODS 2).

A rank is a statement about the record's numbers, not a test: there is no p. What can be wrong with
it is which events are whose, and that is what worlds and the unfavourable corner are for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.assess.case import Answer, Case
from onrecord.assess.finding import Effect, PossibleEvents
from onrecord.assess.ranked_field import Entrant, Field, field_of
from onrecord.assess.ranked_words import bursts_note, in_worlds_words, numbers_of, tipping
from onrecord.assess.reach import eyes_there, outside, systematic, unheard, wholly_covered
from onrecord.assess.tally import sees_only_some
from onrecord.assess.words import share
from onrecord.assess.worlds import AGREE, WORLDS
from onrecord.claims import Ranked


@dataclass(frozen=True)
class _InWorlds:
    """In what share of worlds the claim's own ranks first, and a rival stands above it."""

    first: float
    beaten: float
    """By the one rival that most often does."""
    by: int
    """Which rival that is."""
    low: float | None
    high: float | None
    """95 % of worlds have a ratio to the best rival between these; None where it has no end."""


def _in_worlds(field: Field) -> _InWorlds:
    numbers = range(1) if field.fixed else range(WORLDS)
    values = np.stack(
        [
            field.values_in(field.worlds.nominal if field.fixed else field.worlds.draw(n), n)
            for n in numbers
        ]
    )
    own, rivals = values[:, 0], values[:, 1:]
    best = rivals.max(axis=1)
    above = (rivals > own[:, None]).mean(axis=0)
    by = int(above.argmax())
    ratios = np.divide(own, best, out=np.full(len(own), np.inf), where=best > 0)
    low, high = np.quantile(ratios, (0.025, 0.975), method="nearest")
    return _InWorlds(
        first=float((own > best).mean()),
        beaten=float(above[by]),
        by=by,
        low=float(low) if math.isfinite(low) else None,
        high=float(high) if math.isfinite(high) else None,
    )


def ranked(case: Case) -> Answer:
    """The value of the claim's events among its rivals', in worlds and in the worst corner."""
    beyond = outside(case)
    if beyond:
        return beyond
    claim = case.claim
    if not isinstance(claim, Ranked):
        raise TypeError("ranked takes a ranked claim")
    field = field_of(case, claim)
    best = field.best
    numbers = numbers_of(case, claim, field)
    notes = (*field.left_out, *bursts_note(field, claim))
    if best is None:
        return Answer(
            "undecided",
            "ranked.alone",
            numbers,
            notes=notes,
            would_change="A record that also covers what it is compared with.",
        )
    found = _in_worlds(field)
    fields: dict[str, Any] = {
        "notes": notes,
        "effect": _effect(field.own, best, found),
        "other_events": _ids(case, field, best),
    }
    if case.lost:
        return Answer(
            "beyond the record",
            "beyond.ranked",
            numbers,
            coarsened=True,
            would_change=f"A record that tells {numbers['lost']}.",
            **fields,
        )
    if not wholly_covered(case) or not systematic(case):
        key = "beyond.days" if systematic(case) else "beyond.unsystematic ranks"
        return Answer(
            "beyond the record",
            key,
            numbers,
            would_change="A record that covers all of those days, and all such events.",
            **fields,
        )
    if field.own.most == 0:
        return _none(case, numbers, fields)
    return _judge(case, claim, field, found, numbers, fields)


def _judge(
    case: Case,
    claim: Ranked,
    field: Field,
    found: _InWorlds,
    numbers: dict[str, Any],
    fields: dict[str, Any],
) -> Answer:
    best, own = field.best, field.own
    if best is None:
        raise TypeError("a rank needs a rival")
    # More deadly events say nothing of bloodless ones.
    half_seen = claim.measure == "events" and sees_only_some(case)
    if not own.value and not best.value:
        return _undecided(field, found, numbers, fields, half_seen=half_seen)
    worst = max(field.rivals, key=lambda rival: rival.most)
    if found.first >= AGREE:
        if own.value <= worst.most:
            return _corner(numbers, fields, found.first, "the claim's own ranks first", own, worst)
        handled = PossibleEvents(handled_by="worlds", agree=found.first)
        numbers["worlds"] = in_worlds_words(field, found.first)
        change = tipping(claim, own.value - best.value, best.label)
        unseen = [] if field.whole else ["the periods before it begins"]
        unseen += ["bloodless events"] if half_seen else []
        verdict: Any = "partly borne out" if unseen else "borne out"
        return Answer(
            verdict,
            f"ranked.{verdict}",
            numbers | {"unseen": " and ".join(unseen)},
            handled_by=handled,
            would_change=change,
            **fields,
        )
    if found.beaten >= AGREE and not half_seen:
        rival = field.rivals[found.by]
        if rival.value <= own.most:
            return _corner(
                numbers, fields, found.beaten, "one rival is above the claim's own", rival, own
            )
        handled = PossibleEvents(handled_by="worlds", agree=found.beaten)
        numbers["worlds"] = in_worlds_words(field, found.beaten)
        fields["counter_examples"] = fields.pop("other_events")
        return Answer(
            "contradicted",
            "ranked.contradicted",
            numbers,
            handled_by=handled,
            would_change=tipping(claim, best.value - own.value, numbers["own_label"]),
            **fields,
        )
    return _undecided(field, found, numbers, fields, half_seen=half_seen)


def _corner(
    numbers: dict[str, Any],
    fields: dict[str, Any],
    agree: float,
    so: str,
    leader: Entrant,
    other: Entrant,
) -> Answer:
    """Nearly all worlds agree, but not the reading of the possible events worst for the leader."""
    worst = (
        f"only what is certain {leader.label} ({leader.value:,}) against all that may be "
        f"{other.label} ({other.most:,})"
    )
    reason = (
        f"In {share(agree)} of {WORLDS} ways in which the coarsely coded events may fall {so}, but "
        f"not in the reading that speaks most against it: {worst}."
    )
    return Answer(
        "undecided",
        "ranked.undecided",
        numbers | {"reason": reason},
        handled_by=PossibleEvents(handled_by="worlds", agree=agree),
        would_change="Finer places, days or parties for the possible events.",
        **fields,
    )


def _undecided(
    field: Field,
    found: _InWorlds,
    numbers: dict[str, Any],
    fields: dict[str, Any],
    *,
    half_seen: bool,
) -> Answer:
    own, best = field.own, field.best
    if half_seen and best is not None and best.value > own.value:
        reason = "It holds deadly events only, so it cannot say which had more of all."
        numbers = numbers | {"blind": ""}
        change = "A record of events without deaths."
    elif best is not None and best.value == own.value:
        reason = "Neither is more than the other."
        change = "One more, in either."
    else:
        reason = (
            f"The claim's own ranks first in {share(found.first)} of {WORLDS} ways in which the "
            f"coarsely coded events may fall, and one rival is above it in {share(found.beaten)}."
        )
        change = "Finer places, days or parties for the possible events."
    return Answer(
        "undecided",
        "ranked.undecided" if own.value or best is None or best.value else "ranked.nothing",
        numbers | {"reason": reason},
        handled_by=PossibleEvents(handled_by="worlds", agree=max(found.first, found.beaten)),
        would_change=change,
        **fields,
    )


def _none(case: Case, numbers: dict[str, Any], fields: dict[str, Any]) -> Answer:
    """No event of the claim's own, not even a possible one: it cannot be ranked."""
    seen, near = eyes_there(case)
    silence = unheard(case, seen=seen)
    return Answer(
        "beyond the record" if silence else "not on record",
        silence or "ranked.not on record",
        numbers | {"nearby": near},
        handled_by=PossibleEvents(handled_by="worlds", agree=1.0),
        would_change="One such event in this record at that place and time.",
        **fields,
    )


def _effect(own: Entrant, best: Entrant, found: _InWorlds) -> Effect | None:
    if best.value == 0:
        return None
    value = own.value / best.value
    return Effect(
        name="ratio to the best rival",
        value=value,
        low=None if found.low is None else min(found.low, value),
        high=None if found.high is None else max(found.high, value),
    )


def _ids(case: Case, field: Field, rival: Entrant) -> tuple[str, ...]:
    label = case.info.label
    return tuple(f"{label}:{field.events.id[row]}" for row in rival.rows)
