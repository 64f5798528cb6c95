"""What selections of one record have found already: series and distances ask the same again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.records.schema import Events
from onrecord.selection.query import Party

Levels = NDArray[np.int8]
Side = tuple[tuple[str, ...], tuple[str, ...], int]
"""Names of a side, names beside it, and the epoch (see `who`)."""


MOST_PARTIES = 2_000
"""Parties of which the sides are kept from one report to the next."""


@dataclass(frozen=True, eq=False)
class Known:
    """Good for one registry, one table of units and what one record expresses."""

    sides: dict[Party, dict[Side, Level]] = field(default_factory=dict)
    levels: dict[tuple[object, ...], tuple[Events, Levels]] = field(default_factory=dict)

    def for_next(self) -> Known:
        """For another report on the same record: the sides found so far, and no table's rows."""
        if len(self.sides) > MOST_PARTIES:
            self.sides.clear()
        return Known(sides=self.sides)

    def of_party(self, party: Party) -> dict[Side, Level]:
        """How surely each side is a party, as far as it was asked; to be added to."""
        return self.sides.setdefault(party, {})

    def of_rows(self, events: Events, asked: object, find: Callable[[], Levels]) -> Levels:
        """The levels of a table's rows, shape (n,), by what is asked of them; not to be changed."""
        key = (id(events), asked)
        if key not in self.levels:
            levels = find()
            levels.flags.writeable = False
            # The table is kept with them: an id must not be given to another one.
            self.levels[key] = (events, levels)
        return self.levels[key][1]

    def forget(self, events: Events) -> None:
        """Let go of a table's levels, and of the table."""
        for key in [key for key, found in list(self.levels.items()) if found[0] is events]:
            self.levels.pop(key, None)
