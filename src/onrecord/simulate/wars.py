"""A war like others: six parties, two moving fronts, bursts, seasons, reporting that thins."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.simulate.checks import SimulationError
from onrecord.simulate.effects import Displaced, Effect
from onrecord.simulate.knobs import choosing, coinciding, following
from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import (
    Actor,
    Acts,
    Bursts,
    Change,
    Fighting,
    Front,
    Offensives,
    OneSided,
    Pace,
    Strikes,
    Taking,
    War,
)

GOVERNMENT, SELKAR, OMBRIN, TARVASH, DREVAN, KELM = (
    "Government of Vandorra", "Selkar Front", "Ombrin League", "Tarvash Brigades",
    "Drevan Covenant", "Kelm",
)  # fmt: skip
ACTORS = (
    Actor(GOVERNMENT, government=True),
    Actor(SELKAR),
    Actor(OMBRIN),
    Actor(TARVASH, umbrella="Vandorra rebels", under_umbrella=0.4),
    Actor(DREVAN),
    Actor(KELM, government=True, supports=GOVERNMENT),
)
DAYS = 1461
PLANTED = ("changed", "displaced", "coincided", "targeted", "followed", "controls")
"""What can be planted, by the type of claim that would be borne out."""

_FRONTS = (
    Front("north", ((0, -60, 60), (700, 10, 50), (1461, 60, 70)), wander_km=8, bearing=60,
          offensives=Offensives()),
    Front("south", ((0, 40, -60), (900, -30, -40)), wander_km=8, length_km=90, bearing=110,
          offensives=Offensives(days=7, per_year=10)),
)  # fmt: skip
_SHARES: dict[tuple[str, str], tuple[float, str, tuple[float, float]]] = {
    (GOVERNMENT, SELKAR): (0.26, "north", (0.0, 0.7)),
    (SELKAR, OMBRIN): (0.14, "north", (0.4, 1.0)),
    (SELKAR, DREVAN): (0.10, "north", (0.0, 0.6)),
    (GOVERNMENT, OMBRIN): (0.14, "south", (0.0, 0.6)),
    (GOVERNMENT, TARVASH): (0.12, "south", (0.4, 1.0)),
    (OMBRIN, DREVAN): (0.06, "south", (0.2, 0.8)),
}
"""Of all events: each dyad's, on which front, on which section of it."""
_FOLLOW = 0.12
"""Air strikes drawn by a fight, where nothing is planted."""


def typical(events: float = 3_000, planted: Collection[str] = ()) -> War:
    """A war in which about `events` things happen, with effects planted by type of claim, or none.

    changed: fights of the Government and the Ombrin League triple for 30 days from day 800.
    displaced: from day 1,000 the Selkar Front fights the Drevan Covenant four times as much for 60
    days and the Ombrin League a quarter as much. coincided: Kelm's air strikes on the Selkar Front
    follow its fights with the League four times as often as its others. targeted: on the southern
    front Kelm takes a chance to hit the Tarvash Brigades four times as often as one to hit the
    League. followed: the Government's shelling is followed by four times as many killings of
    civilians as its other fights with the League. controls: a town changes hands twice.
    Raises SimulationError for any other name.
    """
    for name in planted:
        if name not in PLANTED:
            raise SimulationError(
                f"“{name}” cannot be planted", todo="One of " + ", ".join(PLANTED) + "."
            )
    per_day = events / DAYS
    bursts = Bursts(branching=0.5, decay_days=5.0, tail=2.5)
    mixed = Bursts(branching=0.5, decay_days=5.0, tail=2.5, kind_kept=0.8)
    acts: list[Acts] = [
        Fighting(
            pair, share * per_day, front, section, mixed if OMBRIN in pair else bursts,
            Pace(slow_sd=0.4, slow_days=60),
            kinds=(("battle", 0.7), ("shelling", 0.3)),
        )
        for pair, (share, front, section) in _SHARES.items()
    ]  # fmt: skip
    rising = {name: 4.0 if name in planted else 1.0 for name in PLANTED}
    acts.append(
        coinciding(
            Strikes(KELM, SELKAR, 0.02 * per_day, "north"),
            fights=f"{SELKAR}-{OMBRIN}",
            others=(f"{GOVERNMENT}-{SELKAR}", f"{SELKAR}-{DREVAN}"),
            mean=_FOLLOW,
            times=rising["coincided"],
        )
    )
    acts += choosing(
        Strikes(KELM, TARVASH, front="south"),
        Strikes(KELM, OMBRIN, front="south"),
        chances=(f"{GOVERNMENT}-{TARVASH}",),
        chances_rather=(f"{GOVERNMENT}-{OMBRIN}",),
        mean=_FOLLOW,
        odds=rising["targeted"],
    )
    acts.append(
        following(
            OneSided(GOVERNMENT, 0.02 * per_day, "south"),
            after=f"{GOVERNMENT}-{OMBRIN}",
            kinds=("shelling", "battle"),
            mean=_FOLLOW,
            times=rising["followed"],
        )
    )
    acts.append(OneSided(DREVAN, 0.03 * per_day, "north", bursts=Bursts(0.3, 10.0)))
    return War(
        ACTORS,
        tuple(acts),
        _FRONTS,
        DAYS,
        pace=Pace(trend=0.9, season=0.2, peak_day=200),
        effects=_effects(planted),
        reporting=Reporting(seen=0.95, far_km=150, crowded=200, bloodless=0.4),
    )


def _effects(planted: Collection[str]) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if "changed" in planted:
        effects.append(Change(f"{GOVERNMENT}-{OMBRIN}", 3.0, 800, 30))
    if "displaced" in planted:
        effects.append(Displaced(f"{SELKAR}-{OMBRIN}", f"{SELKAR}-{DREVAN}", 1_000, 60))
    if "controls" in planted:
        effects.append(Taking("Roxidor", OMBRIN, 500, GOVERNMENT))
        effects.append(Taking("Roxidor", GOVERNMENT, 900, OMBRIN))
    return tuple(effects)
