"""A claim made ready for one record: what is asked, what of it the record can answer, and the rows.

Every module of `assess` takes a `Case` and gives an `Answer`; what is common to all claim types
(other distances, homonyms, quoted source lines, the finding itself) happens around them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from onrecord.actors import Mention, Registry
from onrecord.assess.finding import Effect, Leg, PossibleEvents, Reference, Verdict
from onrecord.assess.words import shifted
from onrecord.claims import AnyClaim
from onrecord.places.areas import Area, CountryArea, UnitArea, UnitPart
from onrecord.places.lands import Lands
from onrecord.records.lines import shows
from onrecord.records.schema import Events, Record, RecordInfo
from onrecord.selection import (
    Expressible,
    Known,
    Loss,
    Query,
    Resolved,
    ResolvedPlace,
    Selection,
    UnitBounds,
    Who,
    bounds_of,
    coarsen,
    scaled,
    select,
)

SIDE_DAYS = 180
"""Days before and after a claim's window in which its place is looked at (METHODS 2)."""

HELD, HELD_ROWS = 256, 200_000
"""Answers of a record that are kept at hand, and rows in all of them, beside the last one."""
_WHOLE = (None, None, None, frozenset[str]())
"""The question for all of a record, whose answer is kept: some claim types always need it."""

REACH_KM = 25.0
"""How far outside an area the point of a row may lie that is possibly inside it."""


@dataclass(frozen=True)
class Bench:
    """One record with the registry and units to select on it; shared by all claims of a report."""

    record: Record
    registry: Registry
    units: UnitBounds
    seed: int = 1
    """Of everything that is drawn; the same seed gives the same finding."""
    verdict_only: bool = False
    """Leave out what decides no verdict (power, tipping points): for thousands of cases."""
    cache: dict[Any, Events] = field(default_factory=dict, repr=False)
    heard: dict[tuple[str, dt.date], Sequence[Mention]] = field(default_factory=dict, repr=False)
    described: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What several claims are compared with (see `peers`), by what it depends on."""
    known: Known = field(default_factory=Known, repr=False)
    """Of which parties and places rows are: further series and distances ask the same again."""
    lands: Lands = field(default_factory=lambda: Lands({}), repr=False)
    """Where the record's countries lie (none: its coarse rows may be anywhere)."""

    @property
    def info(self) -> RecordInfo:
        return self.record.info

    def events(
        self,
        first: dt.date | None,
        last: dt.date | None,
        bounds: tuple[float, float, float, float] | None,
        elsewhere: frozenset[str] = frozenset(),
    ) -> Events:
        """Rows that may matter for these days and this box, fetched once.

        `elsewhere`: the countries whose coarse rows need not come along.
        """
        key = (first, last, bounds, elsewhere)
        found = self.cache.pop(key, None)
        if found is None:
            more = {"elsewhere": elsewhere} if elsewhere else {}
            found = self.record.events(first, last, bounds, **more)
        # The last asked for stands last, so that the others go first.
        self.cache[key] = found
        self._let_go()
        return found

    def _let_go(self) -> None:
        """Keep few answers at hand: a report may have ten thousand claims."""
        # A list of its own, since several threads may ask.
        pieces = [(key, events) for key, events in list(self.cache.items()) if key != _WHOLE]
        number, held = len(pieces), sum(len(events) for _, events in pieces)
        for key, events in pieces[:-1]:
            if number <= HELD and held <= HELD_ROWS:
                return
            self.cache.pop(key, None)
            self.known.forget(events)
            number, held = number - 1, held - len(events)

    def mentions(self, text: str, on: dt.date) -> Sequence[Mention]:
        """Where a source line names actors; read once, though many claims ask."""
        key = (text, on)
        if key not in self.heard:
            self.heard[key] = self.registry.mentions(text, on=on)
        return self.heard[key]

    def kinds(self, events: Events, row: int) -> frozenset[str]:
        """The kinds that an event's source lines speak of; read once, though many claims ask."""
        name = events.id[row]
        if name not in self.described:
            lines = events.lines(row)
            self.described[name] = frozenset().union(*(shows(line.text) for line in lines))
        return self.described[name]

    def select(self, events: Events, query: Query) -> Selection:
        return select(
            events,
            query,
            self.registry,
            self.units,
            self.info.expresses,
            known=self.known,
            lands=self.lands,
        )


@dataclass(frozen=True)
class View:
    """Rows around a query and which of them are in it."""

    events: Events
    selection: Selection
    label: str

    def ids(self, mask: np.ndarray[Any, Any]) -> tuple[str, ...]:
        """Ids, `record@version:id`, of the rows in a mask, in the record's order."""
        return tuple(f"{self.label}:{self.events.id[row]}" for row in np.flatnonzero(mask))


def _box(area: Area, margin_km: float) -> tuple[float, float, float, float] | None:
    if isinstance(area, UnitPart):
        area = area.unit
    if isinstance(area, UnitArea) and area.outline is not None:
        # An outline says nothing of the points just outside of it, which may lie in it.
        return bounds_of(area, margin_km=margin_km)
    if isinstance(area, UnitArea | CountryArea):
        return area.bounds
    return bounds_of(area, margin_km=margin_km)


@dataclass(frozen=True)
class Case:
    """A claim, its resolved query, and what of it the record can express.

    `asserted_elsewhere` gives, for a view, the rows that another claim of the report asserts:
    they are never counter-examples to this one.
    """

    claim: AnyClaim
    bench: Bench
    resolved: Resolved
    expressible: Expressible
    asserted_elsewhere: Callable[[Events], np.ndarray[Any, Any]] | None = None
    hypotheses: int = 1
    """How many tests share the report's 5 % (METHODS 9)."""
    parts: Mapping[str, Case] = field(default_factory=dict)
    """The further series of a comparison, or the legs of a profile, by name (see `asking`)."""
    own_place: bool = True
    """Whether a part has a place of its own; else it moves with the whole claim's."""
    worked: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was computed for these series here, by claim type: good for every copy of the case that
    differs only in how many tests share the 5 %, or in what is asked beside the verdict."""

    @property
    def query(self) -> Query:
        """The query as the record can answer it."""
        return self.expressible.query

    @property
    def lost(self) -> tuple[Loss, ...]:
        """What the record cannot say of the claim, of any of its series."""
        every = [self.expressible.lost, *(part.lost for part in self.parts.values())]
        return tuple(dict.fromkeys(loss for losses in every for loss in losses))

    @property
    def places(self) -> tuple[ResolvedPlace, ...]:
        """Every place that the claim or one of its series names."""
        own = [part.places for part in self.parts.values() if part.own_place]
        every = [self.resolved.places, *own]
        return tuple({p.label: p for places in every for p in places}.values())

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted in resolving the claim's names, all series together."""
        every = [self.resolved.assumptions, *(part.assumptions for part in self.parts.values())]
        return tuple(dict.fromkeys(note for notes in every for note in notes))

    @property
    def info(self) -> RecordInfo:
        return self.bench.info

    @cached_property
    def exact(self) -> View:
        """What the claim's own words select."""
        return self.view(self.resolved.query)

    @cached_property
    def tested(self) -> View:
        """What the claim selects as the record can answer it."""
        return self.view(self.query)

    def view(
        self, query: Query, *, side_days: int | None = SIDE_DAYS, margin_km: float = REACH_KM
    ) -> View:
        """Rows in and around a query; `side_days` None looks at all of the record's days."""
        first = last = None
        if side_days is not None:
            first, last = shifted(query.first, -side_days), shifted(query.last, side_days)
        bounds = None
        if len(query.areas) == 1:
            bounds = _box(query.areas[0], margin_km)
        elsewhere = self.bench.lands.elsewhere(query.areas)
        events = self.bench.events(first, last, bounds, elsewhere)
        return View(events, self.bench.select(events, query), self.info.label)

    def with_areas(self, areas: tuple[Area, ...]) -> Case:
        """The same case in other places (another distance, a homonym).

        Parts without a place of their own move along.
        """
        return replace(
            self,
            worked={},
            resolved=replace(self.resolved, query=self.resolved.query.within(areas)),
            expressible=replace(self.expressible, query=self.expressible.query.within(areas)),
            parts={
                name: part if part.own_place else part.with_areas(areas)
                for name, part in self.parts.items()
            },
        )

    def scaled(self, factor: float) -> Case:
        """The same case with every assumed distance multiplied."""
        areas = tuple(
            scaled(place.area, factor) if place.assumed_km else place.area
            for place in self.resolved.places
        )
        moved = self.with_areas(areas)
        parts = {
            name: part.scaled(factor) if part.own_place else part
            for name, part in moved.parts.items()
        }
        return replace(moved, parts=parts, worked={})

    def for_verdict(self) -> Case:
        """The same case, without what decides no verdict."""
        if self.bench.verdict_only:
            return self
        parts = {name: part.for_verdict() for name, part in self.parts.items()}
        return replace(self, bench=replace(self.bench, verdict_only=True), parts=parts)

    def among(self, hypotheses: int) -> Case:
        """The same case as one of so many tests that share the report's 5 %."""
        parts = {name: part.among(hypotheses) for name, part in self.parts.items()}
        return replace(self, hypotheses=hypotheses, parts=parts)

    def asking(self, who: Who, kind: str | None = None) -> Case:
        """The same place and days, asked for other parties: a series that the claim implies."""
        query = replace(self.resolved.query, who=who, kind=kind)
        return prepare(self.claim, replace(self.resolved, query=query), self.bench)


@dataclass(frozen=True)
class Answer:
    """What one claim type's module says: a verdict, its sentence's template and numbers."""

    verdict: Verdict
    template: str
    """Key of the sentence in `sentences.py`."""
    numbers: Mapping[str, Any]
    handled_by: PossibleEvents | None = None
    effect: Effect | None = None
    p: float | None = None
    p_kind: str | None = None
    naive_p: float | None = None
    power: float | None = None
    counter_examples: tuple[str, ...] = ()
    other_events: tuple[str, ...] = ()
    coarsened: bool = False
    would_change: str = ""
    notes: tuple[str, ...] = ()
    counts_events: bool = True
    """Whether the selected events are what the answer speaks of (not where it speaks of none)."""
    capacity: int = 0
    """The most tests among which this one could still decide (METHODS 9)."""
    on_adjusted: Callable[[float], Answer] | None = None
    """How the answer reads once p is adjusted for the report's other tests."""
    reference: Reference | None = None
    """What p ranks the claim among, where it is a rank."""
    legs: tuple[Leg, ...] = ()
    """Of a claim that several tests answer together: each of them."""


def prepare(claim: AnyClaim, resolved: Resolved, bench: Bench) -> Case:
    """The case of a claim; coarsening is decided here, by the record's schema."""
    query = resolved.query
    on = query.last or query.first or bench.info.coverage.last
    return Case(claim, bench, resolved, coarsen(query, bench.registry, bench.info.expresses, on))
