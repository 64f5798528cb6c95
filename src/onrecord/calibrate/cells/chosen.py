"""changed, window chosen for being striking: by a writer who looked at 60 days, a year, or a land.

Fighting is everywhere on the land, so that a record has other places and years to compare with.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.changed import FIGHT, FIGHTS
from onrecord.calibrate.cells.parties import A, B
from onrecord.calibrate.cells.settings import SETTINGS, YEAR
from onrecord.calibrate.naive import binomial
from onrecord.calibrate.world import Told, told
from onrecord.simulate.effects import Change
from onrecord.simulate.land import KM_PER_DEGREE, Land
from onrecord.simulate.war import Fighting, Front, War
from onrecord.stats import changed_z, default_baseline, sliding_windows

Pick = Literal["60 days", "year", "place"]

LAND = Land(settlements=400)
KM, YEARS, LENGTH = 25.0, 3, 14
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
    share = LAND.width_km * LAND.height_km / (np.pi * KM**2) / COLUMNS
    pace = chosen.paced(rng)
    acts = tuple(
        Fighting((A.name, B.name), per_day * share, front=front.name, bursts=chosen.bursts,
                 pace=pace, key=f"{FIGHT} {front.name}")
        for front in fronts
    )  # fmt: skip
    return War((A, B), acts, fronts, days=YEARS * YEAR, land=LAND, reporting=chosen.reporting)


def picked(rng: Random, *, setting: str, pick: Pick, per_day: float = 0.4) -> Trial:
    """The most striking window of 60 days, of the year, or of the year and all places."""
    seen = told(war_everywhere(rng, setting, per_day), rng)
    places = LAND.map
    some = rng.permutation(len(places.lat))[: 40 if pick == "place" else 1]
    best, where, start = -np.inf, int(some[0]), 0
    first = int(rng.integers(default_baseline(LENGTH), YEARS * YEAR - LENGTH - 60))
    for spot in some.tolist():
        counts = _daily(seen, spot)
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


def planted(rng: Random, *, setting: str, times: float, per_day: float = 0.4) -> Trial:
    """A place in which the rate is `times` as high for a window that the writer did not miss."""
    start = int(rng.integers(YEAR, YEARS * YEAR - LENGTH + 1))
    war = war_everywhere(rng, setting, per_day)
    spot = int(rng.integers(len(LAND.map.lat)))
    near = LAND.map.name[spot]
    effects = tuple(
        Change(act.key, times, float(start), float(LENGTH), near, KM) for act in war.acts
    )
    return _claimed(told(replace(war, effects=effects), rng), spot, start)


def _inside(seen: Told, spot: int) -> NDArray[np.bool_]:
    places, events = LAND.map, seen.events
    gap = np.hypot(events.lat - places.lat[spot], events.lon - places.lon[spot]) * KM_PER_DEGREE
    return np.asarray(gap <= KM - 1.0, dtype=bool)


def _daily(seen: Told, spot: int) -> NDArray[np.int64]:
    days = seen.days[_inside(seen, spot)]
    return np.bincount(days, minlength=YEARS * YEAR).astype(np.int64)


def _claimed(seen: Told, spot: int, start: int) -> Trial:
    """“Fights rose there in these days”, with no event that fixed them."""
    places = LAND.map
    claim = {
        "type": "changed",
        "events": FIGHTS,
        "where": {"near": [float(places.lat[spot]), float(places.lon[spot])], "within": KM},
        "when": seen.when(start, LENGTH),
        "direction": "rose",
    }
    days = seen.days[_inside(seen, spot)]
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
    _null("heavy-tailed bursts", "place"),
    _power("no bursts", 4.0, 0.85),
    _power("bursts 0.5", 4.0),
)
