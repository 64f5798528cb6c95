"""only and ranked: the record is a census, so what can be false comes of how it is coded."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.changed import CENTRE, FIGHTS, war_in
from onrecord.calibrate.cells.parties import ALL, C, D
from onrecord.calibrate.cells.settings import PLACE_KM, SETTINGS, YEAR
from onrecord.calibrate.world import Told, told
from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import Fighting, Front, War

OTHERS = "others"
AWAY_KM = 90.0
MONTH = 30


def alone(rng: Random, *, others_here: bool) -> Trial:
    """“A and B fought the only battle there”: C and D fight there too, or only 90 km away."""
    days, length = YEAR, MONTH
    start = int(rng.integers(60, days - length))
    base = war_in(rng, SETTINGS["coarse rows"], days, 1.0)
    away = Front("away", ((0.0, 0.0 if others_here else AWAY_KM, 0.0),), length_km=30.0)
    # Two battles in a month that the record codes as coarsely as any other.
    other = Fighting((C.name, D.name), 0.07 if others_here else 0.5, front="away", key=OTHERS)
    war = War(ALL, (*base.acts, other), (*base.fronts, away), days=days, reporting=Reporting())
    seen = told(war, rng)
    while others_here and not _fought(seen, start, length):
        seen = told(war, rng)
    claim = {
        "type": "only",
        "events": FIGHTS,
        "where": CENTRE,
        "when": seen.when(start, length),
    }
    return seen.trial(claim, None)


def _seconds(seen: Told) -> list[np.datetime64]:
    """Months from May on that truly have fewer events than one month since January, and more than
    all others until then."""
    happened = seen.drawn.happened
    inside = np.hypot(happened.east, happened.north) <= PLACE_KM
    first = np.datetime64(seen.war.first, "M")
    dates = np.datetime64(seen.war.first, "D") + happened.day[inside]
    counts = np.bincount((dates.astype("datetime64[M]") - first).astype(np.int64), minlength=12)
    return [
        first + at
        for at in range(4, 12)
        if np.count_nonzero(counts[1:at] > counts[at]) == 1 and counts[at] not in counts[1:at]
    ]


def _fought(seen: Told, start: int, length: int) -> bool:
    """Whether others truly fought there in the window: else the claim would be true."""
    happened = seen.drawn.happened
    when = (happened.time >= start) & (happened.time < start + length)
    inside = np.hypot(happened.east, happened.north) <= PLACE_KM
    return bool(((happened.act == 1) & when & inside).any())


def month(rng: Random, *, setting: str) -> Trial:
    """“The month with most fights since January”, of one that truly came second."""
    while True:
        war = replace(war_in(rng, SETTINGS[setting], YEAR, 0.6), reporting=Reporting())
        seen = told(war, rng)
        seconds = _seconds(seen)
        if seconds:
            break
    second = seconds[int(rng.integers(len(seconds)))]
    claim = {
        "type": "ranked",
        "measure": "events",
        "events": FIGHTS,
        "where": CENTRE,
        "when": str(second),
        "among": {"periods": "month", "since": f"{seen.war.first}"},
    }
    return seen.trial(claim, None)


CELLS: tuple[Cell, ...] = (
    Cell(
        "only, others fought there too: coarse rows",
        "only",
        "null",
        "two parties fight once a day for a year, two others about twice a month in the same place",
        "none",
        partial(alone, others_here=True),
    ),
    Cell(
        "only, others fought 90 km away: coarse rows",
        "only",
        "null",
        "two parties fight once a day for a year, two others 90 km away; false is “contradicted”",
        "none",
        partial(alone, others_here=False),
        wrong=("contradicted",),
    ),
    Cell(
        "ranked, the month that came second: bursts 0.5",
        "ranked",
        "null",
        f"{SETTINGS['bursts 0.5'].words}; rows as coarse as in UCDP GED; a month that truly "
        "had the second most events since January",
        "none",
        partial(month, setting="bursts 0.5"),
    ),
)
