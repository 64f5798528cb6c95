"""targeted: A hits B rather than C; no preference whoever is present more, or odds of 4."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.parties import ALL, A, B, C, D
from onrecord.calibrate.cells.settings import EVERYWHERE, SETTINGS
from onrecord.calibrate.naive import odds
from onrecord.calibrate.world import told
from onrecord.simulate.war import Fighting, Follow, Strikes, War

MONTHS = 24
MONTH = 30
SCALE_KM = 5.0


def hit(
    rng: Random,
    *,
    setting: str,
    presence: tuple[float, float] = (0.6, 0.2),
    after: tuple[float, float] = (0.25, 0.25),
    months: int = MONTHS,
    sections: bool = False,
) -> Trial:
    """Strikes on B and C, so many after each fight of theirs with D.

    `presence`: fights of B and of C with D, a day. `after`: strikes for each such fight; equal
    where A has no preference. `sections`: B and C hold parts of the front that overlap by a half.
    """
    chosen, days = SETTINGS[setting], months * MONTH
    pace, bursts = chosen.paced(rng), chosen.bursts
    parts = ((0.0, 0.67), (0.33, 1.0)) if sections else ((0.0, 1.0), (0.0, 1.0))
    fights, strikes = [], []
    for who, per_day, mean, part in zip((B, C), presence, after, parts, strict=True):
        key = f"{who.name} at war"
        fights.append(
            Fighting((who.name, D.name), per_day, section=part, bursts=bursts, pace=pace, key=key)
        )
        follow = Follow(key, mean, 10.0, SCALE_KM)
        strikes.append(
            Strikes(A.name, who.name, bursts=bursts, follows=(follow,), key=f"on {who.name}")
        )
    front = replace(chosen.placed(rng, days), length_km=40.0)
    war = War(ALL, (*fights, *strikes), (front,), days=days, reporting=chosen.reporting)
    seen = told(war, rng, "acled")
    claim = {
        "type": "targeted",
        "actor": A.name,
        "hit": B.name,
        "rather_than": C.name,
        "where": EVERYWHERE,
        "when": seen.when(0, days),
    }

    def number(key: str) -> int:
        return int(seen.act(key).sum())

    naive = odds(
        (number(strikes[0].key), number(strikes[1].key)),
        (number(fights[0].key), number(fights[1].key)),
    )
    return seen.trial(claim, naive)


def _null(setting: str, says: str = "", **how: object) -> Cell:
    said = f", {says}" if says else ""
    return Cell(
        f"targeted, no preference{said}: {setting}",
        "targeted",
        "null",
        f"{SETTINGS[setting].words}; {MONTHS} months, 0.6 fights of B and 0.2 of C with others a "
        f"day unless said otherwise, a quarter as many strikes after each alike",
        "offset logit",
        partial(hit, setting=setting, **how),  # type: ignore[arg-type]
    )


def _power(setting: str, says: str, months: int, after: tuple[float, float]) -> Cell:
    return Cell(
        f"targeted, {says}, {months} months: {setting}",
        "targeted",
        "power",
        f"{SETTINGS[setting].words}; 0.4 fights a day of B and of C with others over {months} "
        f"months, {after[0]:g} strikes after each of B's and {after[1]:g} after each of C's",
        "offset logit",
        partial(hit, setting=setting, presence=(0.4, 0.4), after=after, months=months),
    )


CELLS: tuple[Cell, ...] = (
    *(
        _null(name)
        for name in ("no bursts", "bursts 0.5", "bursts 0.8", "heavy-tailed bursts",
                     "slow intensity", "shared offensives, 30 days", "shared offensives, 7 days",
                     "thinning reports", "coarse rows")
    ),
    _null("bursts 0.5", "presence 9 to 1", presence=(0.9, 0.1)),
    _null("bursts 0.5", "presence 1 to 3", presence=(0.2, 0.6)),
    _null("bursts 0.5", "parts of the front", sections=True),
    *(_power("bursts 0.5", "odds of 4", months, (0.4, 0.1)) for months in (10, 20, 40)),
    _power("no bursts", "odds of 4", 20, (0.4, 0.1)),
    _power("bursts 0.5", "the other spared", 20, (0.4, 0.0)),
)  # fmt: skip
