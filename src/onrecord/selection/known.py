"""What selections of one record have found already: series and distances ask the same again."""

from __future__ import annotations

import datetime as dt
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


@dataclass(frozen=True, eq=False)
class Known:
    """Good for one registry, one table of units and what one record expresses."""

    sides: dict[Party, dict[Side, Level]] = field(default_factory=dict)
    levels: dict[tuple[object, ...], tuple[Events, Levels]] = field(default_factory=dict)

    def level(self, party: Party, side: Side, on: dt.date, find: Callable[..., Level]) -> Level:
        """How surely a side is a party; `find(names, beside, on)` where it is asked first."""
        mine = self.sides.setdefault(party, {})
        found = mine.get(side)
        if found is None:
            found = mine[side] = find(side[0], side[1], on)
        return found

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
