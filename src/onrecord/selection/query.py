"""What is asked of a record once names are resolved: who, what, where, when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.places.areas import Area, Bounds


@dataclass(frozen=True)
class Party:
    """One side of a claim: any of `alternatives`, each a set of actor ids that act together.

    `under` holds, for an actor id, the ids under which this record would code what the actor does
    (a supported side, an umbrella). Empty until a claim is coarsened: then a side that is one of
    them is as good as the actor itself.
    """

    alternatives: tuple[frozenset[str], ...]
    under: Mapping[str, frozenset[str]]
    named: int | None = None
    """How many of the alternatives the claim names; the others are their forerunners."""

    def ids(self) -> frozenset[str]:
        """Every actor id that is named."""
        return frozenset().union(*self.alternatives)

    def __hash__(self) -> int:
        return hash((self.alternatives, tuple(sorted(self.under.items()))))


@dataclass(frozen=True)
class Who:
    """The parties. `directed`: `first` acts against `second`; `between`: the two, whoever acts."""

    mode: Literal["directed", "between", "involving", "anyone"]
    first: Party | None = None
    second: Party | None = None

    def parties(self) -> tuple[Party, ...]:
        return tuple(party for party in (self.first, self.second) if party is not None)


@dataclass(frozen=True)
class Query:
    """A claim's selection, resolved. Days are UTC, both ends included; None is open."""

    who: Who
    kind: str | None
    areas: tuple[Area, ...]
    first: dt.date | None
    last: dt.date | None

    @property
    def days(self) -> int | None:
        """Length of the window in days, or None where an end is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def during(self, first: dt.date | None, last: dt.date | None) -> Query:
        """The same query in other days."""
        return replace(self, first=first, last=last)

    def within(self, areas: tuple[Area, ...]) -> Query:
        """The same query in other places."""
        return replace(self, areas=areas)


UnitBounds = Mapping[tuple[int, str], Bounds]
"""Bounding boxes of units by (level, name as rows write it): how far a coarse row can reach."""
