"""Whether an event's sides are the parties of a claim: certain, possible, or not (METHODS 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level, Registry
from onrecord.records.schema import Events, Expresses
from onrecord.selection.query import Party, Who

Levels = NDArray[np.int8]

CIVILIANS = "civilians"


def _name_level(
    registry: Registry, name: str, actor: str, under: frozenset[str], on: dt.date
) -> Level:
    level = registry.level(name, actor, on)[0]
    if level is Level.CERTAIN:
        return level
    if any(registry.level(name, other, on)[0] is Level.CERTAIN for other in under):
        return Level.CERTAIN
    return level


def side_level(
    registry: Registry,
    names: tuple[str, ...],
    party: Party,
    on: dt.date,
    *,
    supporters: bool,
) -> Level:
    """How surely a side, a set of names at a date, is one of the party's alternatives.

    A side of several names is a list of groups of which any may have taken part: certain only
    where every name on it is the actor. `supporters`: the record codes what a supporter does under
    the side it supports, so such a side is possibly the supporter.
    """
    best = Level.NONE
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
                found[actor] = max(found.get(actor, Level.NONE), level)
        if supporters:
            for actor in members:
                if found.get(actor, Level.NONE) is Level.NONE and any(
                    registry.level(name, supported.id, on)[0] is not Level.NONE
                    for supported in registry.supported_by(actor, on)
                    for name in names
                ):
                    found[actor] = Level.POSSIBLE
        if not found or max(found.values()) is Level.NONE:
            continue
        whole = min(found.values()) is Level.CERTAIN and min(named) is Level.CERTAIN
        best = max(best, Level.CERTAIN if whole else Level.POSSIBLE)
    return best


def _levels_by_side(
    events: Events,
    sides: NDArray[np.int32],
    level: Callable[[tuple[str, ...], dt.date], Level],
    changes: tuple[dt.date, ...],
) -> Levels:
    """`level` for each row's side at the row's first day, asked once per side and epoch.

    Who belongs to whom changes only on `changes`: between two of them one answer serves.
    """
    edges = np.asarray(changes, dtype="datetime64[D]")
    epoch = np.searchsorted(edges, events.start, side="right")
    keys = sides.astype(np.int64) * (len(edges) + 1) + epoch
    unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    answers = np.zeros(len(unique), dtype=np.int8)
    for i, row in enumerate(first):
        names = events.sides[int(sides[row])]
        answers[i] = level(names, events.start[row].astype(object)) if names else Level.NONE
    return np.asarray(answers[inverse], dtype=np.int8)


def party_levels(
    events: Events, party: Party, registry: Registry, expresses: Expresses
) -> tuple[Levels, Levels]:
    """The level of the party on side a and on side b of each event, both of shape (n,)."""

    def level(names: tuple[str, ...], on: dt.date) -> Level:
        return side_level(
            registry, names, party, on, supporters=expresses.supporters_under_supported
        )

    changes = registry.change_dates()
    return (
        _levels_by_side(events, events.side_a, level, changes),
        _levels_by_side(events, events.side_b, level, changes),
    )


def who_levels(events: Events, who: Who, registry: Registry, expresses: Expresses) -> Levels:
    """The level of each event's parties, shape (n,).

    Where the claim has a direction and the row has none, the row is at most possible.
    """
    anyone = np.full(len(events), Level.CERTAIN, dtype=np.int8)
    if who.mode == "anyone" or not len(events):
        return anyone

    def levels(party: Party | None) -> tuple[Levels, Levels]:
        if party is None:
            return anyone, anyone
        return party_levels(events, party, registry, expresses)

    first, second = levels(who.first), levels(who.second)
    if who.mode == "involving":
        return np.maximum(*first)
    forwards = np.minimum(first[0], second[1])
    backwards = np.minimum(first[1], second[0])
    if who.mode == "between":
        return np.maximum(forwards, backwards)
    either = np.minimum(np.maximum(forwards, backwards), np.int8(Level.POSSIBLE))
    level = np.where(events.directed, forwards, either).astype(np.int8)
    if who.second is not None and who.second.ids() == {CIVILIANS}:
        # Civilians die in fighting between others too, where the record does not say by whom:
        # such a row is possibly an act of either side against them.
        there = np.minimum(np.maximum(*first), np.int8(Level.POSSIBLE))
        level = np.where(events.deaths_civilians > 0, np.maximum(level, there), level)
    return np.asarray(level, dtype=np.int8)
