"""changed, window chosen for being striking: by a writer who looked at 60 days, a year, or a land.

Fighting is everywhere on the land, so that a record has other places and years to compare with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.calibrate.cell import WHOLLY, YES, Cell, Random, Trial
from onrecord.calibrate.cells.changed import FIGHT, FIGHTS, anchor
from onrecord.calibrate.cells.parties import A, B
from onrecord.calibrate.cells.settings import SETTINGS, YEAR
from onrecord.calibrate.naive import binomial
from onrecord.calibrate.world import Told, told
from onrecord.simulate.effects import Change
from onrecord.simulate.land import CENTRE_LAT, CENTRE_LON, KM_PER_DEGREE, Land
from onrecord.simulate.war import Fighting, Front, War
from onrecord.stats import changed_z, default_baseline, sliding_windows

Pick = Literal["60 days", "year", "place"]

LAND = Land(settlements=400)
KM, YEARS, LENGTH = 25.0, 4, 14
CERTAIN_KM = KM - 1.0
"""From the middle of such a circle, up to where an event coded as exact is certainly in it."""
TOWN_KM = 10.0
"""So far from where an event happened may be the town under whose name it is recorded."""
COLUMNS = 5
"""Lines of fighting, as long as the land is high, side by side."""


def war_everywhere(rng: Random, setting: str, per_day: float) -> War:
    """Fighting on all of the land, `per_day` events a day in a circle of 25 km."""
    chosen = SETTINGS[setting]
    wide = LAND.width_km / COLUMNS
    fronts = tuple(
        Front(f"line {i}", ((0.0, (i + 0.5) * wide - LAND.width_km / 2, 0.0),),
              length_km=LAND.height_km, depth_km=wide / 3)
        for i in range(COLUMNS)
    )  # fmt: skip
    share = 1.0 / _part_of_land() / COLUMNS
    pace = chosen.paced(rng)
    acts = tuple(
        Fighting((A.name, B.name), per_day * share, front=front.name, bursts=chosen.bursts,
                 pace=pace, key=f"{FIGHT} {front.name}")
        for front in fronts
    )  # fmt: skip
    return War((A, B), acts, fronts, days=YEARS * YEAR, land=LAND, reporting=chosen.reporting)


@cache
def _part_of_land() -> float:
    """The share of all settlements that lie in a circle, on average: events are told of towns."""
    places = LAND.map
    spots = _spots()
    away = np.hypot(places.lat[spots, None] - places.lat, places.lon[spots, None] - places.lon)
    return float(np.mean(away * KM_PER_DEGREE <= CERTAIN_KM))


def picked(rng: Random, *, setting: str, pick: Pick, per_day: float = 0.4) -> Trial:
    """The most striking window of 60 days, of the year, or of the year and all places."""
    seen = told(war_everywhere(rng, setting, per_day), rng)
    towns = _towns(seen)
    some = rng.permutation(_spots())[: 40 if pick == "place" else 1]
    best, where, start = -np.inf, int(some[0]), 0
    first = int(rng.integers(default_baseline(LENGTH), YEARS * YEAR - LENGTH - 60))
    for spot in some.tolist():
        counts = towns.daily(spot)
        windows = sliding_windows(counts, LENGTH, default_baseline(LENGTH))
        z = changed_z(windows.k1, windows.k0, LENGTH, default_baseline(LENGTH), "rose")
        if pick == "60 days":
            among = (windows.starts >= first) & (windows.starts < first + 60)
        else:  # the second year, in which every window has its baseline
            among = (windows.starts >= YEAR) & (windows.starts <= 2 * YEAR - LENGTH)
        at = int(np.argmax(np.where(among, z, -np.inf)))
        if z[at] > best:
            best, where, start = float(z[at]), spot, int(windows.starts[at])
    return _claimed(seen, where, start)


def picked_town(rng: Random, *, setting: str, towns: int = 16, per_day: float = 0.4) -> Trial:
    """A day that an event fixed, and the town of several in which fights rose most since."""
    seen = told(war_everywhere(rng, setting, per_day), rng)
    baseline = default_baseline(LENGTH)
    start = int(rng.integers(YEAR, YEARS * YEAR - LENGTH + 1))
    best, where, seen_in = -np.inf, 0, _towns(seen)
    for spot in rng.permutation(_spots())[:towns].tolist():
        days = seen_in.daily(spot)
        k1, k0 = days[start : start + LENGTH].sum(), days[start - baseline : start].sum()
        z = float(changed_z(k1, k0, LENGTH, baseline, "rose"))
        if z > best:
            best, where = z, spot
    return _claimed(seen, where, start, anchored_by=anchor(seen, start))


def planted(rng: Random, *, setting: str, times: float, per_day: float = 0.4) -> Trial:
    """A place in which the rate is `times` as high for a window that the writer did not miss."""
    start = int(rng.integers(YEAR, YEARS * YEAR - LENGTH + 1))
    war = war_everywhere(rng, setting, per_day)
    spot = int(rng.choice(_spots()))
    near = LAND.map.name[spot]
    effects = tuple(
        Change(act.key, times, float(start), float(LENGTH), near, KM + TOWN_KM) for act in war.acts
    )
    return _claimed(told(replace(war, effects=effects), rng), spot, start)


@dataclass(frozen=True, eq=False)
class Towns:
    """Events by place and day: what is within a circle is asked for of many circles."""

    lat: NDArray[np.float64]
    """Of each place that the record names, shape (places,)."""
    lon: NDArray[np.float64]
    counts: NDArray[np.int64]
    """Shape (places, days)."""

    def daily(self, spot: int) -> NDArray[np.int64]:
        """Events per day that are certainly in the circle around a settlement, shape (days,)."""
        return np.asarray(self.counts[_near(self.lat, self.lon, spot)].sum(axis=0))


def _towns(seen: Told) -> Towns:
    """On a land that is settled, all rows that name a place have one point."""
    events, days = seen.events, YEARS * YEAR
    code, places = events.place.codes.astype(np.int64), len(events.place.values)
    row = np.zeros(places, dtype=np.int64)
    row[code] = np.arange(len(events))
    counts = np.bincount(code * days + seen.days, minlength=places * days)
    return Towns(events.lat[row], events.lon[row], counts.reshape(places, days))


def _near(lat: NDArray[np.float64], lon: NDArray[np.float64], spot: int) -> NDArray[np.bool_]:
    places = LAND.map
    gap = np.hypot(lat - places.lat[spot], lon - places.lon[spot]) * KM_PER_DEGREE
    return np.asarray(gap <= CERTAIN_KM, dtype=bool)


def _spots() -> NDArray[np.int64]:
    """Settlements so far from the edge of the land that there is fighting all around them."""
    places = LAND.map
    wide = np.cos(np.radians(places.lat)) * KM_PER_DEGREE
    east = np.abs(places.lon - CENTRE_LON) * wide <= LAND.width_km / 2 - KM
    north = np.abs(places.lat - CENTRE_LAT) * KM_PER_DEGREE <= LAND.height_km / 2 - KM
    return np.flatnonzero(east & north)


def _claimed(seen: Told, spot: int, start: int, **more: Any) -> Trial:
    """“Fights rose there in these days”, with no event that fixed them unless one is given."""
    places = LAND.map
    claim = {
        "type": "changed",
        "events": FIGHTS,
        "where": {"near": [float(places.lat[spot]), float(places.lon[spot])], "within": KM},
        "when": seen.when(start, LENGTH),
        "direction": "rose",
        **more,
    }
    days = seen.days[_near(seen.events.lat, seen.events.lon, spot)]
    return seen.trial(claim, binomial(days, start, LENGTH, default_baseline(LENGTH)))


_PICKS: dict[Pick, str] = {
    "60 days": "best of 60 days",
    "year": "best of the year",
    "place": "best of the year and of 40 places",
}


def _null(setting: str, pick: Pick) -> Cell:
    return Cell(
        f"changed chosen, {_PICKS[pick]}: {setting}",
        "changed",
        "null",
        f"{SETTINGS[setting].words}; fighting everywhere on the land for {YEARS} years, 0.4 events "
        f"a day within {KM:g} km; the window of {LENGTH} days is the {_PICKS[pick]}",
        "exact binomial",
        partial(picked, setting=setting, pick=pick),
        wrong=WHOLLY if pick == "place" else YES,
    )


def _town(setting: str) -> Cell:
    return Cell(
        f"changed anchored, best of 16 places: {setting}",
        "changed",
        "null",
        f"{SETTINGS[setting].words}; fighting everywhere on the land for {YEARS} years, 0.4 events "
        f"a day within {KM:g} km; an event fixed the {LENGTH} days, the writer the place",
        "exact binomial",
        partial(picked_town, setting=setting),
        wrong=WHOLLY,
    )


def _power(setting: str, times: float, target: float | None = None) -> Cell:
    return Cell(
        f"changed chosen, ×{times:g}: {setting}",
        "changed",
        "power",
        f"{SETTINGS[setting].words}; fighting everywhere on the land for {YEARS} years, 0.4 events "
        f"a day within {KM:g} km, ×{times:g} there for {LENGTH} days",
        "exact binomial",
        partial(planted, setting=setting, times=times),
        target=target,
    )


CELLS: tuple[Cell, ...] = (
    _null("bursts 0.5", "60 days"),
    *(_null(setting, "year") for setting in ("no bursts", "bursts 0.5", "bursts 0.8")),
    *(_null(setting, "place") for setting in ("no bursts", "bursts 0.5", "heavy-tailed bursts")),
    *(_town(setting) for setting in ("no bursts", "bursts 0.5")),
    _power("no bursts", 4.0, 0.85),
    _power("bursts 0.5", 4.0),
)
