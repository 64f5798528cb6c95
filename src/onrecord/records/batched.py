"""A record asked many questions: one query for each batch of them, split up in memory.

A thousand claims about one year ask the engine once for that year, not a thousand times for their
own days and places. The first question of a kind fetches more than it needs: the whole years that
its days lie in, and, where these hold many rows, the tile of the globe around its box. Whatever
else falls in there is found among the rows at hand by the conditions of the one SQL file, written
in numpy, so every question gets the very rows that it would get alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from onrecord.records.remembered import Remembered
from onrecord.records.schema import Events, Record, RecordInfo, Reject
from onrecord.records.sql import Bounds, box_of

MOST_ROWS = 100_000
"""Rows of its years up to which a batch is not cut by place."""
HELD_ROWS = 400_000
"""Rows in all the batches that are kept at hand; the one not asked for longest goes first."""
TILE = 10.0
"""Degrees by which a batch's box is rounded outwards."""
LONGEST = 10
"""Years over which a question is not widened, but asked as it is."""

_Key = tuple[dt.date, dt.date, Bounds | None, frozenset[str]]


@runtime_checkable
class Sized(Protocol):
    """A record that knows how many rows it must read for some days."""

    def rows_of(self, first: dt.date | None, last: dt.date | None) -> int: ...


@dataclass(frozen=True)
class Batch:
    """The rows of some whole years and a box (None: of the globe), and the questions they hold."""

    first: dt.date
    last: dt.date
    bounds: Bounds | None
    elsewhere: frozenset[str]
    events: Events

    def holds(
        self, first: dt.date, last: dt.date, bounds: Bounds | None, elsewhere: frozenset[str]
    ) -> bool:
        """Whether all rows that these days and this box ask for are here."""
        if first < self.first or last > self.last or not self.elsewhere <= elsewhere:
            return False
        if self.bounds is None:
            return True
        if bounds is None:
            return False
        west, south, east, north, crossing = box_of(bounds)
        own = self.bounds
        inside = west >= own[0] and south >= own[1] and east <= own[2] and north <= own[3]
        return inside and not crossing

    def rows(
        self,
        first: dt.date,
        last: dt.date,
        bounds: Bounds | None,
        names: frozenset[str] | None,
        elsewhere: frozenset[str],
    ) -> NDArray[np.int64]:
        """The rows that the engine would give, in the record's own order."""
        events = self.events
        wanted = (events.end >= np.datetime64(first)) & (events.start <= np.datetime64(last))
        if bounds is not None:
            west, south, east, north, crossing = box_of(bounds)
            with np.errstate(invalid="ignore"):
                high = (events.lat >= south) & (events.lat <= north)
                after, before = events.lon >= west, events.lon <= east
            wanted &= events.nowhere | (high & ((after | before) if crossing else (after & before)))
        if elsewhere:
            wanted &= ~(events.nowhere & events.country.isin(elsewhere))
        if names is not None:
            known = np.asarray([bool(names & {*side}) for side in events.sides] or [False])
            wanted &= known[events.side_a] | known[events.side_b]
        return np.flatnonzero(wanted)


class Batched(Remembered):
    """A record whose rows are fetched a batch at a time. The same question gets the same object."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.queries = 0
        """How often the record itself was asked."""
        self._batches: OrderedDict[_Key, Batch] = OrderedDict()
        super().__init__()

    @property
    def info(self) -> RecordInfo:
        return self.record.info

    def rejects(self) -> tuple[Reject, ...]:
        return self.record.rejects()

    def _events(
        self,
        first: dt.date | None,
        last: dt.date | None,
        bounds: Bounds | None,
        names: frozenset[str] | None,
        elsewhere: frozenset[str],
    ) -> Events:
        if first is None or last is None or not 0 <= last.year - first.year <= LONGEST:
            self.queries += 1
            return self.record.events(first, last, bounds, names, elsewhere)
        batch = self._batch(first, last, bounds, elsewhere)
        return batch.events.take(batch.rows(first, last, bounds, names, elsewhere))

    def _batch(
        self, first: dt.date, last: dt.date, bounds: Bounds | None, elsewhere: frozenset[str]
    ) -> Batch:
        for key, batch in reversed(self._batches.items()):
            if batch.holds(first, last, bounds, elsewhere):
                self._batches.move_to_end(key)
                return batch
        years = dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)
        box = None if self._few(*years) or bounds is None else tile(bounds)
        self.queries += 1
        away = frozenset() if box is None else elsewhere
        events = self.record.events(*years, box, elsewhere=away)
        batch = Batch(*years, box, away, events)
        self._batches[*years, box, away] = batch
        while len(self._batches) > 1 and self._held > HELD_ROWS:
            self._batches.popitem(last=False)
        return batch

    def _few(self, first: dt.date, last: dt.date) -> bool:
        record = self.record
        rows = record.rows_of(first, last) if isinstance(record, Sized) else record.info.rows
        return rows <= MOST_ROWS

    @property
    def _held(self) -> int:
        return sum(len(batch.events) for batch in self._batches.values())


def tile(bounds: Bounds) -> Bounds | None:
    """The box rounded outwards to whole tiles; None for one that crosses the date line."""
    west, south, east, north, crossing = box_of(bounds)
    if crossing:
        return None
    return (
        max(-180.0, TILE * math.floor(west / TILE)),
        max(-90.0, TILE * math.floor(south / TILE)),
        min(180.0, TILE * math.ceil(east / TILE)),
        min(90.0, TILE * math.ceil(north / TILE)),
    )
