"""Whether an event's sides are the parties of a claim: certain, possible, or not (METHODS 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level, Registry
from onrecord.records.schema import Days, Events, Expresses, Mask, Taker
from onrecord.selection.known import Known, Side
from onrecord.selection.query import Party, Who
from onrecord.stats.distinct import first_of_each

Levels = NDArray[np.int8]

_NONE, _POSSIBLE, _CERTAIN = Level.NONE, Level.POSSIBLE, Level.CERTAIN
"""Looked up a hundred times for every side: slow on the class itself."""

CIVILIANS = "civilians"
CAPTURE = "capture"
"""The kind that a record codes where a place changes hands."""


def _name_level(
    registry: Registry, name: str, actor: str, under: frozenset[str], on: dt.date
) -> Level:
    level = registry.level(name, actor, on)[0]
    if level is _CERTAIN:
        return level
    if any(registry.level(name, other, on)[0] is _CERTAIN for other in under):
        return _CERTAIN
    return level


def side_level(
    registry: Registry,
    names: tuple[str, ...],
    party: Party,
    on: dt.date,
    *,
    supporters: bool,
    beside: tuple[str, ...] = (),
    unidentified: str = "",
) -> Level:
    """How surely a side, a set of names at a date, is one of the party's alternatives.

    A side of several names is a list of groups of which any may have taken part: certain only
    where every name on it is the actor. `supporters`: the record codes what a supporter does under
    the side it supports, so such a side is possibly the supporter. `beside`: names associated with
    the side, which took part or not: possible, never certain. `unidentified`: how a name begins
    under which anyone armed may stand.
    """
    unknown = bool(unidentified) and any(name.startswith(unidentified) for name in names)
    best = _NONE
    for members in party.alternatives:
        found: dict[str, Level] = {}
        named: list[Level] = []
        for name in names:
            levels = {
                actor: _name_level(registry, name, actor, party.under.get(actor, frozenset()), on)
                for actor in members
            }
            named.append(max(levels.values()))
            for actor, level in levels.items():
                found[actor] = max(found.get(actor, _NONE), level)
        if supporters:
            for actor in members:
                if found.get(actor, _NONE) is _NONE and any(
                    registry.level(name, supported.id, on)[0] is not _NONE
                    for supported in registry.supported_by(actor, on)
                    for name in names
                ):
                    found[actor] = _POSSIBLE
        for actor in members:
            if found.get(actor, _NONE) is _NONE and (
                (unknown and actor != CIVILIANS)
                or any(
                    _name_level(registry, name, actor, party.under.get(actor, frozenset()), on)
                    is not _NONE
                    for name in beside
                )
            ):
                found[actor] = _POSSIBLE
        if not found or max(found.values()) is _NONE:
            continue
        whole = min(found.values()) is _CERTAIN and min(named) is _CERTAIN
        best = max(best, _CERTAIN if whole else _POSSIBLE)
    return best


@lru_cache(maxsize=8)
def _days(changes: tuple[dt.date, ...]) -> Days:
    """Days as numpy has them: a millisecond for some hundred, asked for at every selection."""
    days = np.asarray(changes, dtype="datetime64[D]")
    days.flags.writeable = False
    return days


def _levels_by_side(
    events: Events,
    sides: NDArray[np.int32],
    beside: NDArray[np.int32] | None,
    known: dict[Side, Level],
    find: Callable[[Side, dt.date], Level],
    changes: tuple[dt.date, ...],
) -> Levels:
    """The level of each row's side at the row's first day, found once per side and epoch.

    Who belongs to whom changes only on `changes`: between two of them one answer serves. `beside`:
    codes of the names associated with the side, where the record has such. `known`: what was found
    before; it is added to.
    """
    edges = _days(changes)
    epoch = np.searchsorted(edges, events.start, side="right")
    keys = sides.astype(np.int64) * (len(edges) + 1) + epoch
    near, beside_each = events.associates, 1
    if near is not None and beside is not None:
        beside_each = len(near.names)
        keys = keys * beside_each + beside
    first, which = first_of_each(keys, len(events.sides) * (len(edges) + 1) * beside_each)
    answers = np.zeros(len(first), dtype=np.int8)
    others: tuple[str, ...] = ()
    for i, row in enumerate(first.tolist()):
        names = events.sides[sides[row]]
        if near is not None and beside is not None:
            others = near.names[beside[row]]
        if names or others:
            side = names, others, int(epoch[row])
            level = known.get(side)
            if level is None:
                level = known[side] = find(side, events.start[row].astype(object))
            answers[i] = level
    return np.asarray(answers[which], dtype=np.int8)


def party_levels(
    events: Events,
    party: Party,
    registry: Registry,
    expresses: Expresses,
    known: Known | None = None,
) -> tuple[Levels, Levels]:
    """The level of the party on side a and on side b of each event, both of shape (n,)."""
    mine = (known or Known()).of_party(party)

    def find(side: Side, on: dt.date) -> Level:
        return side_level(
            registry,
            side[0],
            party,
            on,
            supporters=expresses.supporters_under_supported,
            beside=side[1],
            unidentified=expresses.unidentified,
        )

    changes = registry.change_dates()
    near = events.associates
    return (
        _levels_by_side(events, events.side_a, near.side_a if near else None, mine, find, changes),
        _levels_by_side(events, events.side_b, near.side_b if near else None, mine, find, changes),
    )


def _unnamed(events: Events, sides: NDArray[np.int32]) -> Levels:
    """POSSIBLE where the record names nobody on a side, shape (n,): it may be anyone."""
    level = np.asarray([_NONE if names else _POSSIBLE for names in events.sides], dtype=np.int8)
    return np.asarray(level[sides])


def acts(events: Events, kind: str | None) -> tuple[Mask, Mask]:
    """Rows in which side a, side b is the one that acts, shape (n,); in the others none is told.

    Who takes a place is told apart from who acts in the fighting over it.
    """
    if kind == CAPTURE:
        territorial = events.taker != Taker.NONE
        return (
            np.where(territorial, events.taker == Taker.SIDE_A, events.directed),
            territorial & (events.taker == Taker.SIDE_B),
        )
    return events.directed, np.zeros(len(events), dtype=bool)


def who_levels(
    events: Events,
    who: Who,
    registry: Registry,
    expresses: Expresses,
    kind: str | None = None,
    known: Known | None = None,
) -> Levels:
    """The level of each event's parties, shape (n,).

    Where the claim has a direction and the row has none, the row is at most possible. `kind`: the
    kind that is asked for; in a capture it is the taker that acts. Between two named parties a
    side on which the record names nobody is possibly the one that is missing.
    """
    anyone = np.full(len(events), Level.CERTAIN, dtype=np.int8)
    if who.mode == "anyone" or not len(events):
        return anyone

    def levels(party: Party | None) -> tuple[Levels, Levels]:
        if party is None:
            return anyone, anyone
        return party_levels(events, party, registry, expresses, known)

    first, second = levels(who.first), levels(who.second)
    if who.mode == "involving":
        return np.maximum(*first)
    if who.first is not None and who.second is not None:
        blank = _unnamed(events, events.side_a), _unnamed(events, events.side_b)
        first, second = (
            levels
            if party.ids() == {CIVILIANS}
            else (np.maximum(levels[0], blank[0]), np.maximum(levels[1], blank[1]))
            for levels, party in ((first, who.first), (second, who.second))
        )
    forwards = np.minimum(first[0], second[1])
    backwards = np.minimum(first[1], second[0])
    if who.mode == "between":
        return np.maximum(forwards, backwards)
    either = np.minimum(np.maximum(forwards, backwards), np.int8(Level.POSSIBLE))
    acts_a, acts_b = acts(events, kind)
    level = np.where(acts_a, forwards, np.where(acts_b, backwards, either)).astype(np.int8)
    if who.second is not None and who.second.ids() == {CIVILIANS}:
        # Civilians die in fighting between others too, where the record does not say by whom:
        # such a row is possibly an act of either side against them.
        there = np.minimum(np.maximum(*first), np.int8(Level.POSSIBLE))
        level = np.where(events.deaths_civilians > 0, np.maximum(level, there), level)
    return np.asarray(level, dtype=np.int8)
