"""changed, compared with another series: fights with B rose more than fights with C."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.changed import CENTRE, FIGHTS, anchor, window
from onrecord.calibrate.cells.parties import A, B, C
from onrecord.calibrate.cells.settings import PLACE_KM, SETTINGS, YEAR
from onrecord.calibrate.naive import odds
from onrecord.calibrate.world import told
from onrecord.simulate.effects import Change
from onrecord.simulate.war import Fighting, War
from onrecord.stats import default_baseline

ONE, OTHER = "one", "other"
LENGTH, YEARS = 14, 4


def compared(rng: Random, *, setting: str, times: float = 1.0, both: float = 1.0) -> Trial:
    """A window in which the one series is `times·both` and the other `both` times as dense."""
    chosen, days = SETTINGS[setting], YEARS * YEAR
    start = window(rng, days, LENGTH, at_end=chosen.at_end)
    pace = chosen.paced(rng)
    acts = tuple(
        Fighting((A.name, other.name), 0.5, bursts=chosen.bursts, pace=pace, key=key)
        for key, other in ((ONE, B), (OTHER, C))
    )
    front = chosen.placed(rng, days)
    war = War((A, B, C), acts, (front,), days=days, reporting=chosen.reporting)
    planted = ((ONE, times * both), (OTHER, both))
    effects = tuple(
        Change(key, factor, float(start), float(LENGTH)) for key, factor in planted if factor != 1.0
    )
    seen = told(replace(war, effects=effects), rng)
    claim = {
        "type": "changed",
        "events": FIGHTS,
        "versus": {"events": {"between": [A.name, C.name]}},
        "where": CENTRE,
        "when": seen.when(start, LENGTH),
        "direction": "rose",
        "anchored_by": anchor(seen, start),
    }
    before = default_baseline(LENGTH)
    counts = []
    for key in (ONE, OTHER):
        day = seen.days[seen.act(key) & seen.within(PLACE_KM)] - start
        counts.append(
            (int(((day >= 0) & (day < LENGTH)).sum()), int(((day < 0) & (day >= -before)).sum()))
        )
    (k1, k0), (j1, j0) = counts
    return seen.trial(claim, odds((k1, j1), (k0, j0)))


def _cell(setting: str, times: float, both: float = 1.0) -> Cell:
    null = times == 1.0
    says = "" if both == 1.0 else f", both ×{both:g}"
    return Cell(
        f"changed versus{'' if null else f' ×{times:g}'}{says}: {setting}",
        "changed",
        "null" if null else "power",
        f"{SETTINGS[setting].words}; two dyads of one party, 0.5 events a day each over {YEARS} "
        f"years; in a window of {LENGTH} days both ×{both:g}, the one another ×{times:g}",
        "2 × 2 logit",
        partial(compared, setting=setting, times=times, both=both),
    )


CELLS: tuple[Cell, ...] = (
    *(
        _cell(name, 1.0)
        for name in ("no bursts", "bursts 0.5", "bursts 0.8", "slow intensity",
                     "shared offensives, 30 days", "shared offensives, 7 days")
    ),
    _cell("bursts 0.5", 1.0, both=3.0),
    _cell("no bursts", 4.0),
    _cell("bursts 0.5", 4.0),
)  # fmt: skip
