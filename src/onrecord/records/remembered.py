"""A record that keeps its last answers: every claim asks more than once for the same events."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from onrecord.records.schema import Events
from onrecord.records.sql import Bounds

REMEMBERED = 32
"""Answers that a record keeps."""


class Remembered:
    """Asks `_events`, which each kind of record has, once for each of its last questions."""

    def __init__(self) -> None:
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._events)

    def events(
        self,
        first: dt.date | None = None,
        last: dt.date | None = None,
        bounds: Bounds | None = None,
        names: frozenset[str] | None = None,
        elsewhere: frozenset[str] = frozenset(),
    ) -> Events:
        """See `Record.events`. The same question gets the same object."""
        return self._remembered(first, last, bounds, names, elsewhere)

    def _events(
        self,
        first: dt.date | None,
        last: dt.date | None,
        bounds: Bounds | None,
        names: frozenset[str] | None,
        elsewhere: frozenset[str],
    ) -> Events:
        """The events, not remembered."""
        raise NotImplementedError
