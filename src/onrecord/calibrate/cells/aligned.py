"""aligned: A favours B against C; nothing of it, or one leg of it only."""

from __future__ import annotations

from functools import partial

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.parties import ALL, A, B, C, D
from onrecord.calibrate.cells.settings import EVERYWHERE, SETTINGS
from onrecord.calibrate.naive import knox
from onrecord.calibrate.world import told
from onrecord.simulate.war import Fighting, Follow, Strikes, War

MONTH, MONTHS = 30, 20
FIGHT = "b and c"
AT_WAR, TOGETHER = 0.4, 0.3
"""Fights a day of B and of C with others, and with each other."""


def favoured(
    rng: Random, *, setting: str, when_fighting: bool = False, spared: bool = False
) -> Trial:
    """A strikes B and C alike, after each one's fights with D; `when_fighting`: C after its fights
    with B instead, as often in all; `spared`: never B."""
    chosen, days = SETTINGS[setting], MONTHS * MONTH
    pace, bursts = chosen.paced(rng), chosen.bursts
    pairs = (("b at war", B, D, AT_WAR), ("c at war", C, D, AT_WAR), (FIGHT, B, C, TOGETHER))
    fights = [
        Fighting((one.name, other.name), rate, bursts=bursts, pace=pace, key=key)
        for key, one, other, rate in pairs
    ]
    on_c = Follow("c at war", 0.25, 10.0, 5.0)
    if when_fighting:
        on_c = Follow(FIGHT, 0.25 * AT_WAR / TOGETHER, 3.0, 5.0)
    on_b = (Follow("b at war", 0.25, 10.0, 5.0),)
    strikes = [Strikes(A.name, C.name, follows=(on_c,), bursts=bursts, key="on c")]
    if not spared:
        strikes.append(Strikes(A.name, B.name, follows=on_b, bursts=bursts, key="on b"))
    front = chosen.placed(rng, days)
    war = War(ALL, (*fights, *strikes), (front,), days=days, reporting=chosen.reporting)
    seen = told(war, rng, "acled")
    claim = {
        "type": "aligned",
        "actor": A.name,
        "favours": B.name,
        "against": C.name,
        "where": EVERYWHERE,
        "when": seen.when(0, days),
    }
    x, y = seen.points(seen.act("on c")), seen.points(seen.act(FIGHT))
    return seen.trial(claim, knox(rng, x, y, 20.0, 3))


def _null(setting: str, says: str, when_fighting: bool = False, spared: bool = False) -> Cell:
    return Cell(
        f"aligned, {says}: {setting}",
        "aligned",
        "null",
        f"{SETTINGS[setting].words}; {MONTHS} months in which A strikes B and C after their fights "
        f"with others alike; {says}",
        "permuted Knox",
        partial(favoured, setting=setting, when_fighting=when_fighting, spared=spared),
    )


CELLS: tuple[Cell, ...] = (
    _null("bursts 0.5", "no leg"),
    _null("shared offensives, 30 days", "no leg"),
    _null("bursts 0.5", "only the strikes on C after fights with B", when_fighting=True),
    _null("bursts 0.5", "only B is spared", spared=True),
    Cell(
        "aligned, both: bursts 0.5",
        "aligned",
        "power",
        f"{SETTINGS['bursts 0.5'].words}; A strikes C after fights with B, and never B",
        "permuted Knox",
        partial(favoured, setting="bursts 0.5", when_fighting=True, spared=True),
    ),
)
