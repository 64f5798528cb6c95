"""displaced: A left off fighting B and turned to C; nothing, one leg only, half, or all of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.changed import CENTRE, anchor, window
from onrecord.calibrate.cells.parties import A, B, C
from onrecord.calibrate.cells.settings import PLACE_KM, SETTINGS, YEAR
from onrecord.calibrate.naive import binomial
from onrecord.calibrate.world import told
from onrecord.simulate.effects import Displaced
from onrecord.simulate.war import Fighting, War
from onrecord.stats import default_baseline

LEFT, TOOK_UP = "left", "took up"
LENGTH, YEARS, PER_DAY = 30, 6, 0.5


def turned(
    rng: Random, *, setting: str, fell: float = 1.0, rose: float = 1.0, per_day: float = PER_DAY
) -> Trial:
    """A window of 30 days in which A fights B `fell` times and C `rose` times as often."""
    chosen, days = SETTINGS[setting], YEARS * YEAR
    start = window(rng, days, LENGTH, at_end=chosen.at_end)
    pace = chosen.paced(rng)
    acts = tuple(
        Fighting((A.name, other.name), per_day, bursts=chosen.bursts, pace=pace, key=key)
        for key, other in ((LEFT, B), (TOOK_UP, C))
    )
    front = chosen.placed(rng, days)
    war = War((A, B, C), acts, (front,), days=days, reporting=chosen.reporting)
    if (fell, rose) != (1.0, 1.0):
        turn = Displaced(LEFT, TOOK_UP, float(start), float(LENGTH), fell, rose)
        war = replace(war, effects=(turn,))
    seen = told(war, rng)
    claim = {
        "type": "displaced",
        "actor": A.name,
        "left": {"events": {"between": [A.name, B.name]}, "where": CENTRE},
        "took_up": {"events": {"between": [A.name, C.name]}, "where": CENTRE},
        "when": seen.when(start, LENGTH),
        "anchored_by": anchor(seen, start),
    }
    inside = seen.within(PLACE_KM)
    legs = [
        binomial(
            seen.days[seen.act(key) & inside], start, LENGTH, default_baseline(LENGTH), direction
        )
        for key, direction in ((LEFT, "fell"), (TOOK_UP, "rose"))
    ]
    given = [p for p in legs if p is not None]
    return seen.trial(claim, max(given) if len(given) == len(legs) else None)


def _null(setting: str, says: str = "", fell: float = 1.0, rose: float = 1.0) -> Cell:
    name = f"displaced{says}: {setting}"
    words = (
        f"{SETTINGS[setting].words}; two dyads of one party, {PER_DAY:g} events a day each over "
    )
    words += f"{YEARS} years, a window of {LENGTH} days in which "
    words += "nothing is planted"
    if fell != 1.0:
        words = words.removesuffix("nothing is planted") + f"the one falls to {fell:g}"
    if rose != 1.0:
        words = words.removesuffix("nothing is planted") + f"the other rises ×{rose:g}"
    return Cell(
        name,
        "displaced",
        "null",
        words,
        "both exact binomials",
        partial(turned, setting=setting, fell=fell, rose=rose),
    )


def _power(setting: str, says: str, fell: float, rose: float) -> Cell:
    return Cell(
        f"displaced {says} (to {fell:g}, ×{rose:g}): {setting}",
        "displaced",
        "power",
        f"{SETTINGS[setting].words}; the one falls to {fell:g}, the other rises ×{rose:g} for "
        f"{LENGTH} days",
        "both exact binomials",
        partial(turned, setting=setting, fell=fell, rose=rose),
    )


CELLS: tuple[Cell, ...] = (
    *(
        _null(name)
        for name in (
            "no bursts", "bursts 0.5", "bursts 0.8", "slow intensity", "front arrives",
            "shared offensives, 30 days", "coarse rows",
        )
    ),
    *(_null(name, ", only the rise is real", rose=4.0) for name in ("no bursts", "bursts 0.5")),
    *(_null(name, ", only the fall is real", fell=0.25) for name in ("no bursts", "bursts 0.5")),
    _power("no bursts", "fully", 0.25, 4.0),
    _power("bursts 0.5", "fully", 0.25, 4.0),
    _power("no bursts", "half", 0.5, 2.0),
    _power("bursts 0.5", "half", 0.5, 2.0),
)  # fmt: skip
