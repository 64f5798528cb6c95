"""none, window fixed by a dated event: it is empty by chance, or because nothing happened."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.changed import CENTRE, FIGHT, FIGHTS, anchor, war_in, window
from onrecord.calibrate.cells.settings import PLACE_KM, SETTINGS, YEAR
from onrecord.calibrate.naive import poisson_silence
from onrecord.calibrate.world import told
from onrecord.simulate.effects import Change

YEARS = 4


def silent(
    rng: Random, *, setting: str, per_day: float, length: int = 14, stopped: bool = False
) -> Trial:
    """A window that knows nothing of the fighting, or one in which none begins."""
    chosen, days = SETTINGS[setting], YEARS * YEAR
    start = window(rng, days, length, at_end=chosen.at_end)
    war = war_in(rng, chosen, days, per_day)
    if stopped:
        war = replace(war, effects=(Change(FIGHT, 0.0, float(start), float(length)),))
    seen = told(war, rng)
    claim = {
        "type": "none",
        "events": FIGHTS,
        "where": CENTRE,
        "when": seen.when(start, length),
        "anchored_by": anchor(seen, start),
    }
    inside = seen.days[seen.within(PLACE_KM)]
    return seen.trial(claim, poisson_silence(inside, 0, days - 1, start, length))


def _cell(setting: str, per_day: float, *, stopped: bool = False) -> Cell:
    return Cell(
        f"none, {'fighting stops' if stopped else 'chance'}: {setting}, {per_day:g} a day",
        "none",
        "power" if stopped else "null",
        f"{SETTINGS[setting].words}; {per_day:g} events a day over {YEARS} years; a window of 14 "
        "days " + ("in which none begins" if stopped else "that knows nothing of them"),
        "Poisson",
        partial(silent, setting=setting, per_day=per_day, stopped=stopped),
    )


CELLS: tuple[Cell, ...] = (
    *(
        _cell(name, rate)
        for name, rate in (
            ("no bursts", 0.2), ("bursts 0.5", 0.2), ("bursts 0.5", 0.5), ("bursts 0.8", 0.5),
            ("slow intensity", 0.5), ("front leaves", 0.5), ("season", 0.3),
            ("thinning reports", 0.5), ("record's end", 0.5),
        )
    ),
    _cell("no bursts", 0.5, stopped=True),
    _cell("bursts 0.5", 0.5, stopped=True),
)  # fmt: skip
