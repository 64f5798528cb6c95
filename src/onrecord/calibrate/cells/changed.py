"""changed, window fixed by a dated event: nothing happened, or the rate changed by a factor."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Literal

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.parties import A, B
from onrecord.calibrate.cells.settings import FAR_KM, PLACE_KM, SETTINGS, YEAR, Setting
from onrecord.calibrate.naive import binomial
from onrecord.calibrate.world import Told, told
from onrecord.simulate.effects import Change
from onrecord.simulate.land import CENTRE_LAT, CENTRE_LON
from onrecord.simulate.war import Fighting, Front, War
from onrecord.stats import default_baseline

FIGHT = "fight"
CENTRE = {"near": [CENTRE_LAT, CENTRE_LON], "within": PLACE_KM}
FIGHTS = {"between": [A.name, B.name]}

Direction = Literal["rose", "fell"]


def window(rng: Random, days: int, length: int, *, at_end: bool) -> int:
    """The first day of a window that knows nothing of the events."""
    last = days - length
    return last if at_end else int(rng.integers(default_baseline(length), last + 1))


def war_in(rng: Random, setting: Setting, days: int, per_day: float) -> War:
    """Two parties fighting in a setting, with nothing planted."""
    fight = Fighting(
        (A.name, B.name), per_day, bursts=setting.bursts, pace=setting.paced(rng), key=FIGHT
    )
    return War(
        (A, B), (fight,), (setting.placed(rng, days),), days=days, reporting=setting.reporting
    )


def claimed(
    seen: Told, start: int, length: int, direction: Direction, truth: float | None
) -> Trial:
    """“Fights between A and B rose (or fell) when …”, of a window that an event fixed."""
    claim = {
        "type": "changed",
        "events": FIGHTS,
        "where": CENTRE,
        "when": seen.when(start, length),
        "direction": direction,
        "anchored_by": anchor(seen, start),
    }
    days = seen.days[seen.within(PLACE_KM)]
    naive = binomial(days, start, length, default_baseline(length), direction)
    return seen.trial(claim, naive, truth)


def anchor(seen: Told, day: int) -> dict[str, str]:
    """A dated event outside the counted series that fixes a window."""
    return {"event": "the agreement", "on": f"{seen.date(day)}"}


def nothing_changed(
    rng: Random,
    *,
    setting: str,
    direction: Direction,
    per_day: float = 0.5,
    years: int = 4,
    length: int = 14,
) -> Trial:
    """A window in a conflict where nothing is planted."""
    chosen, days = SETTINGS[setting], years * YEAR
    start = window(rng, days, length, at_end=chosen.at_end)
    seen = told(war_in(rng, chosen, days, per_day), rng)
    return claimed(seen, start, length, direction, 1.0 if chosen.steady else None)


def something_changed(
    rng: Random,
    *,
    setting: str,
    times: float,
    per_day: float = 0.5,
    years: int = 4,
    length: int = 14,
    arrived: bool = False,
) -> Trial:
    """A window in which the rate is `times` as high. `arrived`: 4 months to 2 years after the
    front came."""
    chosen, days = SETTINGS[setting], years * YEAR
    first = default_baseline(length) + (120 if arrived else 0)
    start = int(rng.integers(first, days - length + 1))
    war = war_in(rng, chosen, days, per_day)
    if arrived:
        at = max(0.0, start - float(rng.integers(120, 2 * YEAR)))
        path = ((0.0, FAR_KM, 0.0), (at, FAR_KM, 0.0), (at + 5.0, 0.0, 0.0))
        war = replace(war, fronts=(replace(Front(), path=path if at > 0 else ((0.0, 0.0, 0.0),)),))
    war = replace(war, effects=(Change(FIGHT, times, float(start), float(length)),))
    direction: Direction = "rose" if times > 1 else "fell"
    return claimed(told(war, rng), start, length, direction, times)


def _null(setting: str, direction: Direction, **how: Any) -> Cell:
    per_day, length = how.get("per_day", 0.5), how.get("length", 14)
    suffix = "".join(
        f", {text}"
        for given, text in (("per_day", f"{per_day:g} a day"), ("length", f"{length:g} days"))
        if given in how
    )
    return Cell(
        f"changed anchored, {direction}: {setting}{suffix}",
        "changed",
        "null",
        f"{SETTINGS[setting].words}; {per_day:g} events a day over 4 years, a window of "
        f"{length:g} days",
        "exact binomial",
        partial(nothing_changed, setting=setting, direction=direction, **how),
        bursty=SETTINGS[setting].bursty,
    )


def _power(setting: str, times: float, target: float | None = None, **how: Any) -> Cell:
    per_day = how.get("per_day", 0.5)
    after = " after the front came" if how.get("arrived") else ""
    return Cell(
        f"changed anchored, ×{times:g}{after}: {setting}, {per_day:g} a day",
        "changed",
        "power",
        f"{SETTINGS[setting].words}; {per_day:g} events a day over 4 years, {times:g} times as "
        f"many in a window of 14 days{after}",
        "exact binomial",
        partial(something_changed, setting=setting, times=times, **how),
        target=target,
        bursty=SETTINGS[setting].bursty,
    )


_FALLS = (
    "no bursts", "bursts 0.5", "bursts 0.8", "slow intensity", "front leaves",
    "shared offensives, 30 days", "thinning reports", "record's end",
)  # fmt: skip

CELLS: tuple[Cell, ...] = (
    *(_null(name, "rose") for name in SETTINGS),
    *(_null(name, "fell") for name in _FALLS),
    _null("bursts 0.5", "rose", per_day=0.2),
    _null("bursts 0.5", "rose", per_day=1.0),
    _null("bursts 0.5", "rose", length=7),
    _null("bursts 0.5", "rose", length=30),
    *(_power(name, times) for name in ("no bursts", "bursts 0.5") for times in (1.5, 2.0, 4.0)),
    _power("bursts 0.8", 4.0),
    *(_power(name, 0.25) for name in ("no bursts", "bursts 0.5")),
    _power("coarse rows", 4.0),
    *(
        _power("bursts 0.5", 3.0, target, per_day=rate, arrived=True)
        for rate, target in ((0.2, 0.2), (0.5, 0.4), (1.0, 0.65))
    ),
)
