"""What the records' coders make of what happened: whether seen, when, where, how many dead."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.fronts import YEAR
from onrecord.simulate.happened import (
    CAPTURE,
    Form,
    Happened,
    kinds_of,
    sides_of,
)
from onrecord.simulate.land import Floats, Ints, folded
from onrecord.simulate.luck import Luck
from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import CIVILIANS, War

Mask = NDArray[np.bool_]

NEAR_KM = 25.0
"""How far a place of precision 2 may be from the true one (UCDP's and ACLED's codebooks)."""
FEW_DAYS = (0.54, 0.25, 0.12, 0.06, 0.03)
"""Shares of lengths 2 to 6 among rows of date_prec 2 on Syria (GED 19.1); their mean is 2.8."""
LOW_DIFFERS, HIGH_DIFFERS = 0.019, 0.108
"""Shares of rows whose low or high estimate is not the best one, ibidem."""
AGGREGATED_IF_COARSE = 0.3
"""Share of rows that sum up incidents among those of several days, ibidem."""
OFFICES = (
    ("Conflict Observatory", 0.74), ("Daily Post", 0.09), ("Wire Service", 0.08),
    ("State Agency", 0.05), ("Lakeside Radio", 0.04),
)  # fmt: skip

SPLIT = {
    "battle": (0.40, 0.38, 0.07, 0.15),
    "airstrike": (0.00, 0.50, 0.35, 0.15),
    CIVILIANS: (0.00, 0.00, 1.00, 0.00),
}
"""Whose dead they are: of who acts, of the other side, civilians, unknown; others as an air strike.
Assumed, not measured: a record's kinds are not in GED."""


@dataclass(frozen=True, eq=False)
class Coded:
    """How each happening would be coded by whoever reports it; every array has shape (n,)."""

    seen: Mask
    """Whether it is reported at all."""
    start: Ints
    """First and last day, from the war's first, as UCDP codes them."""
    end: Ints
    middle: Ints
    """The day that stands for them in ACLED."""
    date_prec: Ints
    where_prec: Ints
    settlement: Ints
    """Of the coded place, where_prec 1 and 2."""
    clarity: Ints
    deadly: Mask
    """Whether somebody died, for certain or in doubt: the threshold of GED."""
    low: Ints
    best: Ints
    high: Ints
    dead: Ints
    """Of who acts, of the other side, civilians, unknown: shape (n, 4)."""
    umbrella: Mask
    """Whether each side is coded under its umbrella, if it has one: shape (n, 2)."""
    turned: Mask
    """Whether a record without directions names the other side first."""
    office: Ints

    def take(self, rows: Ints) -> Coded:
        return Coded(*(getattr(self, f.name)[rows] for f in fields(self)))

    def held(self, form: Form) -> Mask:
        """Which happenings a record of this form holds: GED only what is deadly, shape (n,)."""
        return self.seen & self.deadly if form == "ged" else self.seen


def code(war: War, happened: Happened, seed: int) -> Coded:
    """Draw how everything that happened would be coded; each event by its own luck."""
    luck = Luck(seed, happened.time, happened.act)
    reporting = war.reporting
    where_prec, date_prec = _precision(luck, reporting)
    start, end, middle = _dates(luck, war, happened.day, date_prec)
    clarity = _clarity(luck, reporting, date_prec)
    deadly, low, best, high, dead = _deaths(luck, war, happened, clarity)
    shares = {actor.name: actor.under_umbrella for actor in war.actors if actor.umbrella}
    under = np.asarray([shares.get(name, 0.0) for name in sides_of(war)])
    umbrellas = [
        luck.below(f"umbrella {side}", under[sides])
        for side, sides in (("a", happened.side_a), ("b", happened.side_b))
    ]
    offices = np.cumsum([share for _, share in OFFICES])[:-1]
    return Coded(
        seen=luck.below("seen", chance(war, happened)),
        start=start, end=end, middle=middle, date_prec=date_prec, where_prec=where_prec,
        settlement=_settlements(luck, war, happened, where_prec), clarity=clarity,
        deadly=deadly, low=low, best=best, high=high, dead=dead,
        umbrella=np.stack(umbrellas, axis=1), turned=luck.below("turned", 0.5),
        office=np.searchsorted(offices, luck.uniform("office"), side="right"),
    )  # fmt: skip


def chance(war: War, happened: Happened) -> Floats:
    """The probability that each happening is reported, shape (n,)."""
    how, day = war.reporting, happened.day
    p = np.full(len(happened), how.seen)
    if how.far_km is not None:
        p *= np.exp(-war.land.map.town_km[happened.settlement] / how.far_km)
    if how.crowded is not None:
        others = np.bincount(day, minlength=1)[day] - 1
        p *= how.crowded / (how.crowded + others)
    if how.per_year != 1.0:
        p *= how.per_year ** (happened.time / YEAR)
    if how.step is not None:
        p *= np.where(happened.time >= how.step[0], how.step[1], 1.0)
    if how.of:
        factors = dict(how.of)
        # The last entry is that of captures, which belong to no act.
        p *= np.asarray([*(factors.get(act.key, 1.0) for act in war.acts), 1.0])[happened.act]
    return np.asarray(np.minimum(p, 1.0))


def _umbrella_shares(war: War) -> list[tuple[str, float]]:
    return [(actor.name, actor.under_umbrella) for actor in war.actors if actor.umbrella]


def _of_sides(war: War, shares: dict[str, float]) -> Floats:
    return np.asarray([shares.get(name, 0.0) for name in sides_of(war)])


def _precision(luck: Luck, how: Reporting) -> tuple[Ints, Ints]:
    """Codes of place and date, drawn together."""
    if not how.coarse:
        return np.ones(len(luck), dtype=np.int64), np.ones(len(luck), dtype=np.int64)
    steps = np.cumsum(np.asarray(how.where_prec) / sum(how.where_prec))[:-1]
    where = np.searchsorted(steps, luck.uniform("where_prec"), side="right")
    table = np.asarray(how.date_prec, dtype=float)
    days = np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    return where + 1, (luck.uniform("date_prec")[:, None] >= days[where]).sum(axis=1) + 1


def _dates(luck: Luck, war: War, day: Ints, date_prec: Ints) -> tuple[Ints, Ints, Ints]:
    """First, last and middle day of each row, around the true day and inside the war."""
    start, end = day.copy(), day.copy()
    rows = np.flatnonzero(date_prec > 1)
    if not rows.size:  # every day is one of the war's
        return start, end, day
    code, own = date_prec[rows], day[rows]
    u = [luck.uniform(purpose)[rows] for purpose in ("length", "offset", "calendar")]
    few = 2 + np.searchsorted(np.cumsum(FEW_DAYS)[:-1], u[0], side="right")
    month, longer = 8 + np.floor(u[0] * 23), 32 + np.floor(u[0] * 70)
    length = np.choose(code - 2, [few, np.full(len(rows), 7), month, longer]).astype(np.int64)
    start[rows] = own - np.floor(u[1] * length).astype(np.int64)
    end[rows] = start[rows] + length - 1
    # Half of the longer ones are calendar months, a quarter of the longest calendar years.
    for unit, chosen in (("M", (code == 4) & (u[2] < 0.5)), ("Y", (code == 5) & (u[2] < 0.25))):
        period = (np.datetime64(war.first) + own[chosen]).astype(f"datetime64[{unit}]")
        first = period.astype("datetime64[D]") - np.datetime64(war.first)
        after = (period + 1).astype("datetime64[D]") - np.datetime64(war.first)
        start[rows[chosen]] = first.astype(np.int64)
        end[rows[chosen]] = after.astype(np.int64) - 1
    middle = np.where(date_prec <= 3, (start + end) // 2, day)
    last = war.days - 1
    return np.clip(start, 0, last), np.clip(end, 0, last), np.clip(middle, 0, last)


def _settlements(luck: Luck, war: War, happened: Happened, where_prec: Ints) -> Ints:
    """The settlement that a row names: the true one, or (precision 2) one within 25 km of it."""
    settlement = happened.settlement.copy()
    rows = np.flatnonzero(where_prec == 2)
    if not rows.size:
        return settlement
    radius = NEAR_KM * np.sqrt(luck.uniform("radius")[rows])
    turn = 2 * np.pi * luck.uniform("direction")[rows]
    east = happened.east[rows] + radius * np.cos(turn)
    north = happened.north[rows] + radius * np.sin(turn)
    places = war.land.map
    there = places.nearest(*folded(war.land, east, north))
    gap = np.hypot(
        places.east[there] - happened.east[rows], places.north[there] - happened.north[rows]
    )
    settlement[rows] = np.where(gap <= NEAR_KM, there, settlement[rows])
    return settlement


def _clarity(luck: Luck, how: Reporting, date_prec: Ints) -> Ints:
    """1 clear, 2 sums up incidents, which is mostly where days are not told apart either."""
    coarse = date_prec > 1
    part = float(np.dot(how.where_prec, [1.0 - row[0] for row in how.date_prec]))
    part = part / sum(how.where_prec) if how.coarse else 0.0
    among = min(AGGREGATED_IF_COARSE, how.aggregated / part) if part else 0.0
    rest = (how.aggregated - among * part) / (1.0 - part) if part < 1 else 0.0
    return 1 + luck.below("clarity", np.where(coarse, among, rest)).astype(np.int64)


def _deaths(
    luck: Luck, war: War, happened: Happened, clarity: Ints
) -> tuple[Mask, Ints, Ints, Ints, Ints]:
    """Whether it is deadly; the low, best and high number of dead; whose they are, (n, 4)."""
    how, kinds = war.reporting, kinds_of(war)
    # The last entry is that of captures, which belong to no act.
    one_sided = np.asarray([*(act.between[1] == CIVILIANS for act in war.acts), False])[
        happened.act
    ]
    deadly = one_sided | ~luck.below("bloodless", how.bloodless)
    deadly &= happened.kind != kinds.index(CAPTURE)
    best = np.ceil(np.exp(how.log_dead + how.log_dead_sd * _normal(luck)))
    if (clarity == 2).any():
        several = 2 + np.floor(luck.uniform("incidents") * 7)
        best = np.where(clarity == 2, best * several, best)
    best = best.astype(np.int64)
    doubtful = luck.below("doubtful", how.doubtful)
    best[doubtful | ~deadly] = 0
    spread = luck.uniform("spread")
    lower = np.floor(spread * (best + 1)).astype(np.int64)
    low = np.where(luck.below("low", LOW_DIFFERS), lower, best)
    high = best + np.where(deadly & luck.below("high", HIGH_DIFFERS), 1 + lower, 0)
    high = np.where(doubtful & deadly, 1 + np.floor(spread * 5).astype(np.int64), high)
    shares = [SPLIT.get(kind, SPLIT["airstrike"]) for kind in kinds] + [SPLIT[CIVILIANS]]
    split = np.cumsum(shares, axis=1)[np.where(one_sided, len(kinds), happened.kind)]
    # Shares of the dead made whole numbers by one random start, so that they add up.
    edges = np.floor(best[:, None] * split + luck.uniform("whose")[:, None])
    edges[:, -1] = best
    return deadly, low, best, high, np.diff(edges, axis=1, prepend=0.0).astype(np.int64)


def _normal(luck: Luck) -> Floats:
    """A standard normal number for each event (Box & Muller 1958)."""
    radius = np.sqrt(-2.0 * np.log1p(-luck.uniform("dead, radius")))
    return np.asarray(radius * np.cos(2 * np.pi * luck.uniform("dead, direction")))
