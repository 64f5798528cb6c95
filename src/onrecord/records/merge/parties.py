"""Whether two records mean the same parties, though they write them differently.

A side of one record and a side of the other are the same if the registry knows both names as one
actor, or the names say so; possibly the same if the one may be coded under the other (an umbrella,
a part, a supporter); different if either has a counterpart in the other record and this is not it.
Where none of this is known, the pair says nothing at first, and what coincides again and again,
many times as often as chance has it, is taken for two names of the same parties (`by_usage`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level, Registry
from onrecord.actors.names import normalise
from onrecord.errors import OnrecordError
from onrecord.records.merge.evidence import SILENT
from onrecord.records.merge.rows import Parties

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
Index = NDArray[np.int64] | NDArray[np.int32]

BOTH, LIKELY, ONE, NEITHER = range(4)
SAME, PERHAPS, UNCLEAR, DIFFERENT = 3, 2, 1, 0

USUAL_TIMES, USUAL_ROWS, USUAL_SHARE = 2.0, 5.0, 0.2
"""Two pairs of sides are one by usage if they coincide twice as often as chance has it, at least
five times, and in a fifth of the events of the one."""
FOREIGN_SHARE, FOREIGN_ROWS = 0.5, 10.0
"""A pair of sides is another one if the first has found its counterparts (half of ten events)."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_EMPTY = frozenset(
    {"of", "the", "and", "for", "in", "a", "forces", "force", "group", "army", "front", "military"}
    | {"armed", "people"}
)


@dataclass(frozen=True)
class Named:
    """A name with what is known of it."""

    normal: str
    words: frozenset[str]
    actor: str | None


class Names:
    """Compares the names of two records. `on`: the day at which alliances are read."""

    def __init__(self, registry: Registry, on: dt.date) -> None:
        self._registry = registry
        self._on = on
        self._known: dict[str, Named] = {}
        self._compared: dict[tuple[str, str], int] = {}

    def compare(self, one: str, other: str) -> int:
        """SAME, PERHAPS or UNCLEAR."""
        key = (one, other)
        if key not in self._compared:
            self._compared[key] = self._compare(one, other)
        return self._compared[key]

    def _compare(self, one: str, other: str) -> int:
        a, b = self._named(one), self._named(other)
        if a.normal == b.normal or (a.actor is not None and a.actor == b.actor):
            return SAME
        if a.actor is not None and b.actor is not None:
            levels = (
                self._registry.level(one, b.actor, self._on)[0],
                self._registry.level(other, a.actor, self._on)[0],
            )
            if Level.CERTAIN in levels:
                return SAME
            return PERHAPS if Level.POSSIBLE in levels else UNCLEAR
        shared = a.words & b.words
        if shared and len(shared) >= 0.5 * len(a.words | b.words):
            return SAME
        return PERHAPS if shared and (a.words <= b.words or b.words <= a.words) else UNCLEAR

    def _named(self, name: str) -> Named:
        if name not in self._known:
            try:
                actor = self._registry.find(name, self._on).actor.id
            except OnrecordError:
                actor = None
            words = frozenset(normalise(_BRACKETS.sub(" ", name)).split()) - _EMPTY
            self._known[name] = Named(normalise(name), words, actor)
        return self._known[name]


def by_name(first: Parties, second: Parties, registry: Registry, on: dt.date) -> Levels:
    """The level of each pair of sides of the two records by names alone, shape (first, second).

    An index into `LEVELS["parties"]`, or SILENT.
    """
    names = Names(registry, on)
    one, other = _distinct(first), _distinct(second)
    sides = np.full((len(one), len(other)), UNCLEAR, dtype=np.int8)
    for side, i in one.items():
        for also, j in other.items():
            sides[i, j] = _sides(side, also, names)
    # A side with a counterpart is known to both records: what is not its counterpart is another.
    known = (sides == SAME).any(axis=1)[:, None] | (sides == SAME).any(axis=0)[None, :]
    sides[known & (sides == UNCLEAR)] = DIFFERENT
    for side, i in one.items():
        for also, j in other.items():
            if not side or not also:
                sides[i, j] = UNCLEAR
    a1, a2 = ([one[pair[k]] for pair in first.sides] for k in (0, 1))
    b1, b2 = ([other[pair[k]] for pair in second.sides] for k in (0, 1))
    straight = _levels(sides[np.ix_(a1, b1)], sides[np.ix_(a2, b2)])
    crossed = _levels(sides[np.ix_(a1, b2)], sides[np.ix_(a2, b1)])
    table = np.minimum(straight, crossed)
    return np.where(table == _NOTHING, SILENT, table).astype(np.int8)


_NOTHING = 2.5
"""Between one side and neither: better than a contradiction, worse than any agreement."""


def _levels(one: NDArray[np.int8], other: NDArray[np.int8]) -> Floats:
    low, high = np.minimum(one, other), np.maximum(one, other)
    level = np.full(one.shape, _NOTHING)
    level[low == DIFFERENT] = NEITHER
    level[(low == DIFFERENT) & (high >= PERHAPS)] = ONE
    level[(low == UNCLEAR) & (high == SAME)] = LIKELY
    level[(low == PERHAPS) & (high >= PERHAPS)] = LIKELY
    level[(low == SAME) & (high == SAME)] = BOTH
    return level


def _distinct(parties: Parties) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for pair in parties.sides:
        for side in pair:
            found.setdefault(side, len(found))
    return found


def _sides(one: tuple[str, ...], other: tuple[str, ...], names: Names) -> int:
    if not one or not other:
        return UNCLEAR
    pairs = [(names.compare(a, b)) for a in one for b in other]
    if len(one) == len(other) == 1:
        return pairs[0]
    # Of a list of groups each may have been meant.
    return _listed(one, other, names) if max(pairs) >= PERHAPS else UNCLEAR


def _listed(one: Iterable[str], other: Iterable[str], names: Names) -> int:
    other = tuple(other)
    every = all(any(names.compare(a, b) == SAME for b in other) for a in one)
    return SAME if every else PERHAPS


def by_usage(
    named: Levels,
    one: Index,
    other: Index,
    related: Floats,
    others: Floats | None = None,
) -> Levels:
    """`named` with what the records' own usage adds, shape as before.

    `one`, `other`: party codes of each candidate pair; `related`: the probability that it is one
    event; `others`: how many unrelated pairs there are besides, as `named`. Pairs of sides that
    coincide far more often than unrelated rows do become BOTH; those of a pair of sides that has
    found its counterparts elsewhere become NEITHER.
    """
    rows, columns = named.shape
    cell = one.astype(np.int64) * columns + other
    same: Floats = np.bincount(cell, weights=related, minlength=rows * columns).astype(np.float64)
    same = same.reshape(rows, columns)
    not_same: Floats = np.bincount(cell, weights=1.0 - related, minlength=rows * columns).astype(
        np.float64
    )
    not_same = not_same.reshape(rows, columns) + (0.0 if others is None else others)
    by_row = _usual(same, not_same)
    by_column = _usual(same.T, not_same.T)
    usual = by_row[0] & by_column[0].T
    found = named.copy()
    found[usual & (named != BOTH)] = BOTH
    foreign = (by_row[1] | by_column[1].T) & (named == SILENT) & ~usual
    found[foreign] = NEITHER
    return found


def _usual(same: Floats, not_same: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Per cell: whether it is usual for its row, and whether its row has others that are."""
    total = same.sum(axis=1, keepdims=True)
    chance = (not_same + 1e-9) / np.maximum(not_same.sum(axis=1, keepdims=True), 1e-6)
    usual = (
        (same >= USUAL_ROWS)
        & (same >= USUAL_TIMES * total * chance)
        & (same >= USUAL_SHARE * total)
    )
    known = np.where(usual, same, 0.0).sum(axis=1, keepdims=True)
    foreign = (known >= FOREIGN_ROWS) & (known >= FOREIGN_SHARE * total) & (same < total * chance)
    return usual, np.broadcast_to(foreign, same.shape)
