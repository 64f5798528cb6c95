"""How surely a side of an event is an actor."""

from __future__ import annotations

import enum


class Level(enum.IntEnum):
    """Ordered, so that the weakest of several parts decides: `min(levels)`."""

    NONE = 0
    POSSIBLE = 1
    CERTAIN = 2
