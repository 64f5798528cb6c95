"""The demo's conflict: eight years of war on Orrevane, and what is planted in its last year."""

from __future__ import annotations

import datetime as dt

from onrecord.simulate.conflict import Theatre
from onrecord.simulate.island import OBSERVATORY, district, places
from onrecord.simulate.planted import Planted, Quiet

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2023, 12, 31)
DAYS = (LAST - FIRST).days + 1
PUBLISHED = dt.date(2023, 6, 16)


def _on(month: int, day: int) -> dt.date:
    return dt.date(2023, month, day)


LAPSED = _on(5, 1)
"""The northern ceasefire ends; fighting around Vessarun rises."""
VESSARUN_LAST = _on(5, 21)
_BASELINE_FIRST = LAPSED - dt.timedelta(days=126)
LAKE_FIRST = _on(5, 17)
TRUCE = _on(5, 22)
"""The truce of Quorrimel begins, and holds."""
FAIR = _on(5, 14)

_EAST = (
    *district("Selvorn district"),
    *district("Ulmeth district"),
    *district("Dresmoor district"),
)
_SOUTH = district("Quorrimel district")
_OSKEMAR = district("Oskemar district")
_KILLINGS = (0.0, 0.0, 0.0, 0.0, 1.0)

# Vessarun, Ondreth and Quorrimel are fought over at a steady rate by one dyad each, far from the
# front in the east: eight years of windows that a claim's own window can be compared with.
THEATRES: tuple[Theatre, ...] = (
    Theatre("army-covenant", district("Vessarun district"), 0.60, branching=0.2, decay_days=3),
    Theatre("lantern-covenant", district("Ondreth district"), 0.20, branching=0.5),
    Theatre("army-lantern", _SOUTH, 0.70, branching=0.3, decay_days=3, strikes=0.1),
    Theatre(
        "army-insurgents",
        _EAST,
        0.65,
        branching=0.5,
        decay_days=5,
        strikes=0.25,
        front=((0.0, 110, -80), (0.35, 140, -20), (0.65, 170, 60), (0.9, 150, 10), (1.0, 140, -20)),
    ),
    Theatre("army-insurgents", places("Port Ilvane", "Averlune"), 0.02, branching=0.1),
    Theatre("army-lantern", places("Grastane"), 0.01, branching=0.2),
    Theatre("army-civilians", (*_EAST, *_SOUTH), 0.03, branching=0.2, kinds=_KILLINGS),
    Theatre("covenant-civilians", _OSKEMAR, 0.04, branching=0.3, kinds=_KILLINGS),
)  # fmt: skip

_NORTH = ("Vessarun", "Tolquar", "Brenmoth", "Sildrake", "Ostwen")
_LAKE = ("Ondreth", "Quellamar", "Tarnusk", "Ebbriel", "Mossgrane")

# Three bursts, six days apart, over five villages: no single burst carries the rise.
_NORTH_DAYS = tuple(begin + i // 4 for begin in (1, 9, 17) for i in range(10))
_NORTH_DEAD = (2, 3, 4, 1, 2, 6, 3, 2)
_LAKE_DAYS = (0, 3, 4, 9, 12, 13, 18, 21, 22, 26, 29)
_LAKE_DEAD = (
    (3, 3, 4), (5, 6, 7), (4, 4, 5), (6, 7, 8), (2, 2, 2), (7, 8, 9), (5, 5, 6), (4, 5, 5),
    (6, 6, 7), (5, 6, 7), (5, 6, 6),
)  # fmt: skip


def _rise() -> list[Planted]:
    """Thirty clashes in the three weeks after the ceasefire lapsed, where six are usual."""
    return [
        Planted(_on(5, day), _NORTH[i % 5], "army-covenant", "battle", dead, dead, dead + i % 2)
        for i, day in enumerate(_NORTH_DAYS)
        for dead in (_NORTH_DEAD[i % 8],)
    ]


def _before() -> list[Planted]:
    """Two skirmishes a week in the 126 days before, as usual: a level for the rise to leave."""
    return [
        Planted(
            LAPSED - dt.timedelta(days=2 + 7 * i // 2), _NORTH[i * 3 % 5], "army-covenant",
            "battle", 1, 2, 2,
        )
        for i in range(36)
    ]  # fmt: skip


def _lake() -> list[Planted]:
    """Eleven fights between the two armed groups, and nothing else, around the lake."""
    return [
        Planted(
            LAKE_FIRST + dt.timedelta(days=day), _LAKE[i % 5], "lantern-covenant", "battle",
            *_LAKE_DEAD[i],
        )
        for i, day in enumerate(_LAKE_DAYS)
    ]  # fmt: skip


def _skirmishes() -> list[Planted]:
    """Six skirmishes at Ulmeth over half a year: the record has eyes there."""
    days = ((1, 20), (2, 14), (3, 11), (4, 8), (7, 2), (8, 10))
    return [Planted(_on(*d), "Ulmeth", "army-insurgents", "battle", 1, 2, 3) for d in days]


PLANTED: tuple[Planted, ...] = (
    *_rise(),
    *_before(),
    *_lake(),
    *_skirmishes(),
    Planted(
        _on(5, 24), "Tolvane", "army-insurgents", "battle", 3, 3, 4,
        headlines=((OBSERVATORY, "Clashes at the gates of Tolvane, 3 dead"),),
    ),
    Planted(
        _on(6, 7), "Tolvane", "army-insurgents", "bombing", 2, 2, 2, 2,
        headlines=(("Tarvessa Post", "Mine kills two farmers on the road to Tolvane"),),
    ),
    Planted(
        _on(5, 25), "Pelloway", "army-civilians", "killing of civilians", 14, 14, 14, 14,
        headlines=(
            (OBSERVATORY, "Soldiers execute 14 people in Pelloway"),
            ("Ilvane Wire", "Fourteen buried in Pelloway, residents accuse the army"),
        ),
    ),
    Planted(
        _on(6, 3), "Keldarrow", "army-lantern", "battle", 6, 7, 9,
        headlines=(
            (OBSERVATORY, "Clashes between the army and the Lantern Front in Keldarrow, 7 dead"),
        ),
    ),
    Planted(
        _on(6, 5), "Dresmoor", "army-insurgents", "airstrike", 12, 12, 15, 12,
        headlines=(
            (OBSERVATORY, "Kelmaran warplanes bomb the market of Dresmoor, 12 dead"),
            ("Tarvessa Post", "Air raid on a market in Dresmoor kills at least twelve"),
        ),
    ),
)  # fmt: skip

QUIETS: tuple[Quiet, ...] = (
    Quiet("Vessarun", 75, _BASELINE_FIRST, VESSARUN_LAST, dyads=("army-covenant",)),
    Quiet("Ondreth", 60, LAKE_FIRST, PUBLISHED),
    Quiet("Quorrimel", 40, TRUCE, PUBLISHED),
    # No other event within twice the claim's distance for half a year on either side.
    Quiet("Keldarrow", 21, _on(6, 3) - dt.timedelta(days=190), LAST, coarse=False),
    Quiet("Pelloway", 21, FIRST, LAST, dyads=("army-civilians",), coarse=False),
    Quiet("Ulmeth", 45, _on(5, 20), _on(6, 10), dyads=("covenant-civilians",)),
)
