"""Worlds: the rows of a record, each imprecise one drawn where and when it may have been.

A statistic that is not monotone in membership has no two ends to hold a verdict against. Then the
verdict must hold in nearly all worlds. A world redraws all rows of the record at once, so that an
event is in one place, on one day and of one side for every series of a claim:

    events, worlds = whole(bench)
    asked = ask(bench, events, query)
    inside = members(worlds.draw(0), events, asked)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Bench
from onrecord.places.areas import Area, Box, CountryArea, Disc, Polygon, UnitArea, UnitPart
from onrecord.records.schema import Events, Mask
from onrecord.selection import Query, Selection, UnitBounds
from onrecord.selection.outlined import holds
from onrecord.selection.where import DISTRICT, NEAR, NEAR_KM, UNIT, VAGUE, VAGUE_KM
from onrecord.stats.sphere import distance_km
from onrecord.stats.worlds import Moved, Pools, pools_by_label, pools_near

WORLDS = 200
AGREE = 0.95
COIN = 0.5
"""A row that is only possibly an actor's, or of a kind, is so in half of the worlds."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class World:
    """When and where each row was, in one world; every array has shape (n,)."""

    day: Ints
    """Days since 1970-01-01."""
    lat: Floats
    lon: Floats
    """Degrees; NaN for a row coarser than a first-order unit, or without a point."""
    coin: Floats
    """Uniform in [0, 1): below ½ a row that is possibly an actor's, or of a kind, is so."""
    at: Ints
    """The row whose point it has: its own number, another's, or −1 (a point of nobody's)."""
    nominal: bool = False
    """The rows as they are coded; then only certain members count."""


class Worlds:
    """All worlds of one table of rows.

    A row of several days has a day uniform among them. A row coded within 25 km has the point of a
    row that is coded exactly within 25 km of its own; one coded to a unit that of an exact row of
    the unit; a vague one that of an exact row within 100 km that names the same unit. Where there
    is no such row: uniform in the disc, or in the unit's box (without a box, within 100 km). Rows
    coded no finer than a country have no place in any world.
    """

    def __init__(self, events: Events, *, seed: int, units: UnitBounds) -> None:
        self._seed = seed
        self._start = events.start.astype("datetime64[D]").astype(np.int64)
        self._days = (events.end - events.start).astype(np.int64) + 1
        self._late = np.flatnonzero(self._days > 1)
        self._lat, self._lon = events.lat.copy(), events.lon.copy()
        self._lat[events.where_prec > VAGUE] = np.nan
        pointed = np.isfinite(self._lat) & np.isfinite(self._lon)
        self._lon[~pointed] = np.nan
        self._donors = np.flatnonzero((events.where_prec == 1) & pointed)
        self._moved: list[Moved] = [
            moved
            for moved in (
                self._near(np.flatnonzero((events.where_prec == NEAR) & pointed)),
                self._in_unit(events, units, DISTRICT, 2),
                self._in_unit(events, units, UNIT, 1),
                self._vague(events, np.flatnonzero((events.where_prec == VAGUE) & pointed)),
            )
            if moved.rows.size
        ]
        self.imprecise: Mask = self._days > 1
        """Rows whose day or place a world draws, shape (n,)."""
        for moved in self._moved:
            self.imprecise[moved.rows] = True
        own = np.where(pointed, np.arange(len(events)), -1)
        self.nominal = World(
            self._start, self._lat, self._lon, np.full(len(events), COIN), own, nominal=True
        )

    def among(self, *asked: Asked | None) -> Worlds:
        """The same worlds, in which only the rows that these series may hold are drawn.

        The others stay as they are coded, which nobody sees who asks for these series only. A row
        is where and when it is in the worlds of the whole table.
        """
        wanted = np.zeros(self._start.size, dtype=bool)
        for one in asked:
            if one is not None:
                wanted[one.rows] = True
        some = copy(self)
        some._moved = [moved.among(wanted) for moved in self._moved]
        return some

    def draw(self, number: int) -> World:
        """World 0, 1, 2, …: the same for the same rows, seed and number."""
        rng = np.random.default_rng([self._seed, number])
        coin = rng.random(self._start.size)
        day = self._start.copy()
        late = self._late
        day[late] += (rng.random(late.size) * self._days[late]).astype(np.int64)
        lat, lon, at = self._lat.copy(), self._lon.copy(), self.nominal.at.copy()
        for moved in self._moved:
            # Drawn for all, taken by some: a row's own do not depend on who else is asked for.
            u, v, w = rng.random((3, moved.of))[:, moved.which]
            rows, donor = moved.rows, moved.pools.pick(u)
            given, alone = np.flatnonzero(donor >= 0), np.flatnonzero(donor < 0)
            at[rows] = donor
            lat[rows[given]] = self._lat[donor[given]]
            lon[rows[given]] = self._lon[donor[given]]
            lat[rows[alone]], lon[rows[alone]] = moved.elsewhere(alone, v[alone], w[alone])
        return World(day, lat, lon, coin, at)

    def _discs(self, rows: Ints, pools: Pools, km: float) -> Moved:
        boxes = np.full((rows.size, 4), np.nan)
        every = np.arange(rows.size)
        lat, lon = self._lat[rows], self._lon[rows]
        return Moved(rows, pools, lat, lon, np.full(rows.size, km), boxes, every, rows.size)

    def _near(self, rows: Ints) -> Moved:
        donors = self._donors
        pools = pools_near(
            self._lat[rows], self._lon[rows], NEAR_KM, donors, self._lat[donors], self._lon[donors]
        )
        return self._discs(rows, pools, NEAR_KM)

    def _in_unit(self, events: Events, units: UnitBounds, coded: int, level: int) -> Moved:
        """Rows coded to a unit of this level; one that names none has only its point, vaguely."""
        column = events.adm1 if level == 1 else events.adm2
        rows = np.flatnonzero(events.where_prec == coded)
        named = np.array([bool(value) for value in column.values] + [False])
        label = np.where(named[column.codes], column.codes, -1).astype(np.int64)
        pools = pools_by_label(label[rows], self._donors, label[self._donors])
        moved = self._discs(rows, pools, VAGUE_KM)
        for code in np.unique(label[rows]):
            bounds = units.get((level, column.values[code])) if code >= 0 else None
            if bounds is not None:
                moved.boxes[label[rows] == code] = bounds
        return moved

    def _vague(self, events: Events, rows: Ints) -> Moved:
        """Exact rows within 100 km that name the same unit (any, where the row names none)."""
        donors = self._donors
        empty = np.empty(0, dtype=np.int64)
        parts = [(empty, empty, empty)]
        column = events.adm1
        for code in np.unique(column.codes[rows]):
            mine = np.flatnonzero(column.codes[rows] == code)
            named = code >= 0 and bool(column.values[code])
            own = donors[column.codes[donors] == code] if named else donors
            lat, lon = self._lat[rows[mine]], self._lon[rows[mine]]
            pools = pools_near(lat, lon, VAGUE_KM, own, self._lat[own], self._lon[own])
            shift = sum(part[2].size for part in parts)
            parts.append((mine, np.stack([pools.start + shift, pools.size]), pools.rows))
        start, size = np.zeros((2, rows.size), dtype=np.int64)
        for mine, where, _ in parts[1:]:
            start[mine], size[mine] = where
        pools = Pools(np.concatenate([part[2] for part in parts]), start, size)
        return self._discs(rows, pools, VAGUE_KM)


_MADE: WeakKeyDictionary[Events, dict[int, Worlds]] = WeakKeyDictionary()


def whole(bench: Bench) -> tuple[Events, Worlds]:
    """All rows of a record and their worlds, made once for all claims of a report."""
    events = bench.events(None, None, None)
    made = _MADE.setdefault(events, {})
    if bench.seed not in made:
        made[bench.seed] = Worlds(events, seed=bench.seed, units=bench.units)
    return events, made[bench.seed]


@dataclass(frozen=True, eq=False)
class Asked:
    """What of a table of rows one query speaks of: fixed once, read in every world."""

    query: Query
    selection: Selection
    rows: Ints
    """Rows that are members in some world."""


def ask(bench: Bench, events: Events, query: Query) -> Asked:
    """The rows that are certain or possible members of a query, to be told apart world by world."""
    chosen = bench.select(events, query)
    return Asked(query, chosen, np.flatnonzero(chosen.certain | chosen.possible))


def members(world: World, events: Events, asked: Asked) -> Mask:
    """Rows that the query selects in this world, shape (n,). In the nominal one: the certain ones.

    In a drawn world: certain in actor and kind, or possible and the coin fell so; the drawn day
    inside the window; the drawn point inside the place (for a unit: drawn from one of its rows, or
    inside its box).
    """
    chosen, rows = asked.selection, asked.rows
    mask = np.zeros(len(events), dtype=bool)
    if world.nominal:
        mask[:] = chosen.certain
        return mask
    sure = (chosen.who[rows] == Level.CERTAIN) & (chosen.kind[rows] == Level.CERTAIN)
    inside = sure | (world.coin[rows] < COIN)
    query = asked.query
    if query.first is not None:
        inside &= world.day[rows] >= np.datetime64(query.first, "D").astype(np.int64)
    if query.last is not None:
        inside &= world.day[rows] <= np.datetime64(query.last, "D").astype(np.int64)
    open_place = inside & (chosen.where[rows] != Level.CERTAIN)
    unsure = rows[open_place]
    if unsure.size:
        there = np.zeros(unsure.size, dtype=bool)
        for area in query.areas:
            there |= _holds(area, world, events, unsure)
        inside[open_place] = there
    mask[rows[inside]] = True
    return mask


def _holds(area: Area, world: World, events: Events, rows: Ints) -> Mask:
    """Whether the drawn points of these rows lie in an area, shape (rows,)."""
    lat, lon = world.lat[rows], world.lon[rows]
    match area:
        case Disc():
            return np.asarray(distance_km(lat, lon, area.lat, area.lon) <= area.km, dtype=bool)
        case Box():
            return _in_box(area, lat, lon)
        case Polygon():
            import shapely
            from shapely.geometry import shape

            inside = shapely.contains_xy(shape(area.geojson), np.nan_to_num(lon), lat)
            return np.asarray(inside & np.isfinite(lat), dtype=bool)
        case CountryArea():
            return events.country.isin(area.names)[rows]
        case UnitArea():
            column = events.adm1 if area.level == 1 else events.adm2
            giver = np.where(world.at[rows] >= 0, world.at[rows], rows)
            named = column.isin(area.names)[giver]
            if area.outline is not None:
                within = holds(area.outline, lat, lon)
                pointed = events.where_prec[giver] <= 2
                blank = column.codes[giver] < 0
                return np.asarray(np.where(pointed, within, named | (blank & within)), dtype=bool)
            if area.bounds is None:
                return named
            blank = column.codes[giver] < 0
            return np.asarray(named | (blank & _in_box(Box(*area.bounds), lat, lon)), dtype=bool)
        case UnitPart():
            past = np.isfinite(lat)
            for word, beyond in (
                ("north", lat >= area.mid_lat),
                ("south", lat <= area.mid_lat),
                ("east", lon >= area.mid_lon),
                ("west", lon <= area.mid_lon),
            ):
                if word in area.side:
                    past &= beyond
            return np.asarray(past & _holds(area.unit, world, events, rows), dtype=bool)


def _in_box(area: Box, lat: Floats, lon: Floats) -> Mask:
    width = (area.east - area.west) % 360.0 or (360.0 if area.east != area.west else 0.0)
    inside = (lat >= area.south) & (lat <= area.north) & ((lon - area.west) % 360.0 <= width)
    return np.asarray(inside, dtype=bool)


@dataclass(frozen=True)
class InWorlds:
    """What the worlds say of a p-value."""

    p: float
    """The 95th percentile over worlds: at most α just where at least 95 % of worlds give p ≤ α."""
    agree: float
    """Share of the worlds drawn that give p ≤ α."""
    drawn: int


def in_worlds(
    p_of: Callable[[World], float | None],
    worlds: Worlds,
    *,
    alpha: float,
    most: int = WORLDS,
) -> InWorlds:
    """The p that stands in 95 % of worlds; stops once too many have p above `alpha`.

    A world in which the test has no p counts as p = 1.
    """
    spared = most - math.ceil(AGREE * most)
    found: list[float] = []
    failed = 0
    for number in range(most):
        p = p_of(worlds.draw(number))
        found.append(1.0 if p is None else p)
        failed += found[-1] > alpha
        if failed > spared:
            break
    rank = math.ceil(AGREE * len(found))
    return InWorlds(sorted(found)[rank - 1], 1.0 - failed / len(found), len(found))
