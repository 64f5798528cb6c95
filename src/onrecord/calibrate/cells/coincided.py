"""coincided: A strikes C where and when B fights C; with a control (D fights C too), or without."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.parties import ALL, A, B, C, D
from onrecord.calibrate.cells.settings import EVERYWHERE, SETTINGS, YEAR
from onrecord.calibrate.naive import knox, shifted
from onrecord.calibrate.world import told
from onrecord.simulate.war import Fighting, Follow, Strikes, War

FIGHT, OTHERS, STRIKES = "fight", "others", "strikes"
YEARS, KM, DAYS = 2, 20, 3
FIGHTS_A_DAY, STRIKES_A_DAY = 0.35, 0.25


def struck(
    rng: Random,
    *,
    setting: str,
    control: bool,
    share: float = 0.0,
    any_fight: float = 0.0,
    sections: bool = False,
) -> Trial:
    """Strikes along the front, and where `share` > 0 after that share of the bursts of B and C.

    `any_fight`: strikes follow as many fights of others as of B. `sections`: B and D hold parts of
    the front that overlap by a half, and strikes fall on all of it.
    """
    chosen, days = SETTINGS[setting], YEARS * YEAR
    pace, bursts = chosen.paced(rng), chosen.bursts
    parts = ((0.0, 0.67), (0.33, 1.0)) if sections else ((0.0, 1.0), (0.0, 1.0))
    fights = [
        Fighting((who.name, C.name), FIGHTS_A_DAY, section=part, bursts=bursts, pace=pace, key=key)
        for who, key, part in ((B, FIGHT, parts[0]), (D, OTHERS, parts[1]))
    ][: 2 if control else 1]
    follows = [Follow(act.key, any_fight, float(DAYS), 5.0) for act in fights if any_fight]
    if share:
        follows.append(Follow(FIGHT, share, float(DAYS), 5.0, of_bursts=share))
    strikes = Strikes(
        A.name, C.name, STRIKES_A_DAY, bursts=bursts, pace=pace, follows=tuple(follows), key=STRIKES
    )
    front = replace(chosen.placed(rng, days), length_km=80.0)
    seen = told(
        War(ALL, (*fights, strikes), (front,), days=days, reporting=chosen.reporting), rng, "acled"
    )
    claim = {
        "type": "coincided",
        "events": {"by": A.name, "against": C.name},
        "during": {"events": {"between": [B.name, C.name]}},
        "where": EVERYWHERE,
        "when": seen.when(0, days),
        "scale": {"within": KM, "days": DAYS},
    }
    x, y = seen.points(seen.act(STRIKES)), seen.points(seen.act(FIGHT))
    naive = knox(rng, x, y, KM, DAYS) if control else shifted(rng, x, y, KM, DAYS, days)
    return seen.trial(claim, naive)


def _cell(setting: str, *, control: bool, says: str = "", **how: Any) -> Cell:
    real = bool(how.get("share"))
    kind = "matched" if control else "jitter"
    said = f", {says}" if says else ""
    others = ", as many fights of another party with C" if control else ""
    return Cell(
        f"coincided, {kind}{said}: {setting}",
        "coincided",
        "power" if real else "null",
        f"{SETTINGS[setting].words}; {YEARS} years, {FIGHTS_A_DAY:g} fights of B and C a day"
        f"{others}, {STRIKES_A_DAY:g} strikes a day along the front"
        + (f"; {says}" if says else ""),
        "permuted Knox" if control else "circular shift",
        partial(struck, setting=setting, control=control, **how),
    )


_NULLS = (
    "no bursts", "bursts 0.5", "bursts 0.8", "heavy-tailed bursts",
    "shared offensives, 30 days", "shared offensives, 7 days",
)  # fmt: skip
_REACTS = "half of the bursts answered"

CELLS: tuple[Cell, ...] = (
    *(_cell(name, control=True) for name in (*_NULLS, "thinning reports", "coarse rows")),
    _cell("bursts 0.5", control=True, says="strikes follow anybody's fights", any_fight=0.5),
    _cell("bursts 0.5", control=True, says="B and D in parts of the front", sections=True),
    *(_cell(name, control=False) for name in (*_NULLS, "coarse rows")),
    _cell("bursts 0.5", control=True, says=_REACTS, share=0.5),
    _cell("shared offensives, 30 days", control=True, says=_REACTS, share=0.5),
    _cell("bursts 0.5", control=False, says=_REACTS, share=0.5),
    _cell("shared offensives, 30 days", control=False, says=_REACTS, share=0.5),
)
