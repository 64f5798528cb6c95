"""What a ranked claim ranks: its own events and those of each rival, coded and in worlds.

A rival is another period, another place or another actor. Each has a value: its events, or the
dead in them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Case
from onrecord.assess.periods import Period, periods_before
from onrecord.assess.reach import covered_from, place_words
from onrecord.assess.tally import death_range
from onrecord.assess.words import counted, days, parties
from onrecord.assess.worlds import Asked, World, Worlds, ask, members, whole
from onrecord.claims import Ranked
from onrecord.records.schema import Events, Mask
from onrecord.selection.who import CIVILIANS, party_levels
from onrecord.stats.bursts import burst_labels

Ints = NDArray[np.int64]
Measure = Literal["events", "killed"]

AGGREGATE = 2
"""Clarity of a residue: its dead are added to sums, but it is never one event."""
LONGEST = 2
"""A row longer than so many times the claim's window says nothing of it (METHODS 1)."""
_DEAD = 7
"""Beside seed and world, what the dead are drawn from."""


@dataclass(frozen=True, eq=False)
class Entrant:
    """One of those that are ranked: as it is called, and what is coded of it."""

    label: str
    """“from 1 to 31 March 2018”, “in Aleppo”, “by IS”."""
    value: int
    """Of its certain events; the dead by the best estimates."""
    most: int
    """With every event that may be its own."""
    rows: Ints
    """Its certain events, as numbers of rows."""


@dataclass(frozen=True, eq=False)
class Field:
    """All that are ranked, the claim's own first."""

    events: Events
    entrants: tuple[Entrant, ...]
    values_in: Callable[[World, int], Ints]
    """The values of all entrants in a world, by its number, shape (entrants,)."""
    worlds: Worlds
    fixed: bool
    """Whether nothing differs between worlds: every row exact and of one toll."""
    left_out: tuple[str, ...] = ()
    """What is not in it, one plain sentence each."""
    whole: bool = True
    """Whether the record covers all rivals that the claim speaks of."""

    @property
    def own(self) -> Entrant:
        return self.entrants[0]

    @property
    def rivals(self) -> tuple[Entrant, ...]:
        return self.entrants[1:]

    @property
    def best(self) -> Entrant | None:
        """The rival with the highest value; the one that may have most among equals."""
        return max(self.rivals, key=lambda rival: (rival.value, rival.most), default=None)

    def bursts(self, entrant: Entrant) -> int:
        """How many bursts its certain events are (10 km, 5 days)."""
        rows = entrant.rows
        day = self.events.start[rows].astype("datetime64[D]").astype(np.int64)
        return len(np.unique(burst_labels(day, self.events.lat[rows], self.events.lon[rows])))


@dataclass(frozen=True, eq=False)
class _Weights:
    """What each row counts for: nominally, at most, and in a world."""

    measure: Measure
    least: Ints
    nominal: Ints
    most: Ints
    counts: Mask
    """Rows that are events at all: an aggregate is none, though its dead are added up."""
    seed: int

    @classmethod
    def of(cls, case: Case, events: Events, measure: Measure) -> _Weights:
        seed = case.bench.seed
        if measure == "events":
            counts = events.clarity != AGGREGATE
            one = counts.astype(np.int64)
            return cls(measure, one, one, one, counts, seed)
        least, most = death_range(events)
        nominal = np.maximum(events.best, 0)
        against = case.query.who.second
        if against is not None and against.ids() == {CIVILIANS}:
            # Of a fight between others only the civilians count, if the record tells them apart.
            sides = party_levels(events, against, case.bench.registry, case.info.expresses)
            others = (np.maximum(*sides) < Level.CERTAIN) & (events.deaths_civilians >= 0)
            for figures in (least, nominal, most):
                figures[others] = events.deaths_civilians[others]
        every = np.ones(len(events), dtype=bool)
        return cls(measure, least, nominal, most, every, seed)

    def drawn(self, number: int) -> Ints:
        """The dead of each row in a world: uniform from the least to the most, shape (n,)."""
        if self.measure == "events":
            return self.nominal
        u = np.random.default_rng([self.seed, number, _DEAD]).random(self.least.size)
        return np.asarray(self.least + (u * (self.most - self.least + 1)).astype(np.int64))


def field_of(case: Case, claim: Ranked) -> Field:
    """The field of a complete claim."""
    among, measure = claim.among, claim.measure
    if among is None or measure is None:
        raise TypeError("ranked takes a complete claim")
    events, worlds = whole(case.bench)
    weights = _Weights.of(case, events, measure)
    if among.periods is not None:
        return _periods(case, among.periods, among.since, events, worlds, weights)
    return _parts(case, events, worlds, weights)


def _placed(events: Events, window: int | None) -> Mask:
    """Rows that are not too long to be told apart by windows of so many days, shape (n,)."""
    if window is None:
        return np.ones(len(events), dtype=bool)
    length = (events.end - events.start).astype(np.int64) + 1
    return np.asarray(length <= LONGEST * window, dtype=bool)


def _fixed(asked: Sequence[Asked], worlds: Worlds, weights: _Weights) -> bool:
    for one in asked:
        if one.selection.possible.any() or worlds.imprecise[one.rows].any():
            return False
        if (weights.least[one.rows] != weights.most[one.rows]).any():
            return False
    return True


def _parts(case: Case, events: Events, worlds: Worlds, weights: _Weights) -> Field:
    """Other places, or other actors, each a part of the case."""
    cases = [case, *_others(case)]
    asked = [ask(case.bench, events, one.query) for one in cases]
    by_place = any(part.own_place for part in case.parts.values())
    entrants = tuple(
        Entrant(
            label=_label(case, one, by_place=by_place),
            value=int(weights.nominal[found.selection.certain].sum()),
            most=int(weights.nominal[found.selection.certain | found.selection.possible].sum()),
            rows=np.flatnonzero(found.selection.certain & weights.counts),
        )
        for one, found in zip(cases, asked, strict=True)
    )

    def values_in(world: World, number: int) -> Ints:
        drawn = weights.drawn(number)
        return np.asarray(
            [drawn[members(world, events, one)].sum() for one in asked], dtype=np.int64
        )

    fixed = _fixed(asked, worlds, weights)
    return Field(events, entrants, values_in, worlds.among(*asked), fixed)


def _others(case: Case) -> list[Case]:
    """The rivals, without the claim's own place or actor where it is named among them."""
    own = case.query
    others: list[Case] = []
    for part in case.parts.values():
        if part.query != own and all(part.query != other.query for other in others):
            others.append(part)
    return others


def _label(case: Case, one: Case, *, by_place: bool) -> str:
    return place_words(one) if by_place else parties(one.query, case.bench.registry).strip()


def _periods(
    case: Case,
    unit: str,
    since: dt.date | None,
    events: Events,
    worlds: Worlds,
    weights: _Weights,
) -> Field:
    """Other periods of the same place and parties."""
    query = case.query
    if query.first is None or query.last is None:
        raise TypeError("ranked takes a window with two ends")
    covered = covered_from(case) or case.info.coverage.first
    back = periods_before(Period(query.first, query.last), unit, since, covered)
    periods = tuple(reversed((back.own, *back.rivals)))
    asked = ask(case.bench, events, query.during(periods[0].first, back.own.last))
    fits = _placed(events, query.days) & weights.counts
    # The periods lie end to end: a day finds its own by bisection.
    firsts = np.asarray([_number(period.first) for period in periods], dtype=np.int64)

    def values_in(world: World, number: int) -> Ints:
        rows = np.flatnonzero(members(world, events, asked) & fits)
        at = np.searchsorted(firsts, world.day[rows], side="right") - 1
        sums = np.zeros(len(periods), dtype=np.int64)
        np.add.at(sums, at, weights.drawn(number)[rows])
        return sums[::-1]

    entrants = _in_periods(events, asked, fits, periods, firsts, weights.nominal)
    left_out = list(back.notes)
    reached = asked.selection.possible | asked.selection.certain
    long = reached & ~_placed(events, query.days)
    if n := int(np.count_nonzero(long | asked.selection.unplaced)):
        left_out.append(
            f"{counted(n, 'row')} {'is' if n == 1 else 'are'} too coarsely placed, or longer than "
            "twice the claim's days, and in no period."
        )
    whole_ = back.whole and covered_from(case) is not None
    return Field(
        events,
        entrants,
        values_in,
        worlds.among(asked),
        _fixed([asked], worlds, weights),
        tuple(left_out),
        whole_,
    )


def _number(day: dt.date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _in_periods(
    events: Events,
    asked: Asked,
    fits: Mask,
    periods: Sequence[Period],
    firsts: Ints,
    weights: Ints,
) -> tuple[Entrant, ...]:
    """The periods, given from the first to the last, as entrants from the last to the first.

    A row is certainly in a period that holds all of its days, and possibly in each that holds one.
    """
    chosen = asked.selection
    rows = np.flatnonzero((chosen.certain | chosen.possible) & fits)
    sure = np.minimum.reduce([chosen.who, chosen.kind, chosen.where])[rows] == Level.CERTAIN
    start = events.start[rows].astype("datetime64[D]").astype(np.int64)
    end = events.end[rows].astype("datetime64[D]").astype(np.int64)
    lo = np.searchsorted(firsts, start, side="right") - 1
    hi = np.searchsorted(firsts, end, side="right") - 1
    inside = sure & (lo == hi) & (lo >= 0) & (end <= _number(periods[-1].last))
    value = np.zeros(len(periods), dtype=np.int64)
    np.add.at(value, lo[inside], weights[rows[inside]])
    # Each row's weight begins to count in its first period and ends after its last.
    steps = np.zeros(len(periods) + 1, dtype=np.int64)
    np.add.at(steps, np.maximum(lo, 0), weights[rows])
    np.add.at(steps, hi + 1, -weights[rows])
    most = np.cumsum(steps)[:-1]
    order = np.argsort(lo[inside], kind="stable")
    cuts = np.searchsorted(lo[inside][order], np.arange(1, len(periods)))
    own = np.split(rows[inside][order], cuts)
    return tuple(
        Entrant(days(periods[i].first, periods[i].last), int(value[i]), int(most[i]), own[i])
        for i in reversed(range(len(periods)))
    )
