"""followed: air strikes are followed by more attacks than shelling is; or both alike."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.calibrate.cells.parties import A, B, C
from onrecord.calibrate.cells.settings import EVERYWHERE, SETTINGS, YEAR
from onrecord.calibrate.naive import wake
from onrecord.calibrate.world import told
from onrecord.simulate.war import Fighting, Follow, Strikes, War

STRIKES, ATTACKS = "strikes", "attacks"
KM, DAYS, YEARS = 10.0, 14, 2


def answered(
    rng: Random, *, setting: str, mark_kept: float = 0.0, alike: float = 0.0, more: float = 0.0
) -> Trial:
    """Attacks along the front, `alike` more of them after each strike or shelling, and `more`
    after each air strike. `mark_kept`: how surely an event of a burst is of its parent's kind."""
    chosen, days = SETTINGS[setting], YEARS * YEAR
    pace = chosen.paced(rng)
    strikes = Strikes(
        A.name,
        B.name,
        0.5,
        bursts=replace(chosen.bursts, kind_kept=mark_kept),
        pace=pace,
        kinds=(("airstrike", 0.5), ("shelling", 0.5)),
        key=STRIKES,
    )
    follows = []
    if alike:
        follows.append(Follow(STRIKES, alike, float(DAYS), 4.0))
    if more:
        follows.append(Follow(STRIKES, more, float(DAYS), 4.0, kind="airstrike"))
    attacks = Fighting(
        (B.name, C.name), 0.4, bursts=chosen.bursts, pace=pace, follows=tuple(follows), key=ATTACKS
    )
    war = War(
        (A, B, C), (strikes, attacks), (chosen.placed(rng, days),), days=days,
        reporting=chosen.reporting,
    )  # fmt: skip
    seen = told(war, rng, "acled")
    by = {"by": A.name, "against": B.name}
    claim = {
        "type": "followed",
        "events": {"between": [B.name, C.name]},
        "after": {"events": {**by, "kind": "airstrike"}},
        "versus": {"events": {**by, "kind": "shelling"}},
        "where": EVERYWHERE,
        "when": seen.when(0, days),
    }
    struck = seen.act(STRIKES)
    naive = wake(
        seen.points(struck & seen.events.kind.isin(frozenset({"airstrike"}))),
        seen.points(struck & seen.events.kind.isin(frozenset({"shelling"}))),
        seen.points(seen.act(ATTACKS)),
        KM,
        DAYS,
    )
    return seen.trial(claim, naive)


def _cell(setting: str, says: str, **how: float) -> Cell:
    return Cell(
        f"followed, {says}: {setting}",
        "followed",
        "power" if how.get("more") else "null",
        f"{SETTINGS[setting].words}; {YEARS} years, 0.5 air strikes and shellings a day, 0.4 "
        f"attacks a day along the front; {says}",
        "wake regression",
        partial(answered, setting=setting, **how),  # type: ignore[arg-type]
    )


_KEPT = "marks persist in bursts, attacks follow both alike"

CELLS: tuple[Cell, ...] = (
    *(
        _cell(name, "no link")
        for name in ("no bursts", "bursts 0.5", "shared offensives, 30 days",
                     "shared offensives, 7 days", "coarse rows")
    ),
    *(
        _cell(name, _KEPT, mark_kept=0.9, alike=0.5)
        for name in ("bursts 0.5", "bursts 0.8", "heavy-tailed bursts",
                     "shared offensives, 30 days")
    ),
    _cell("no bursts", "an attack more after each air strike", more=1.0),
    _cell("bursts 0.5", "an attack more after each air strike", more=1.0, mark_kept=0.5),
)  # fmt: skip
