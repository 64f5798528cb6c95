"""The invented island of Orrevane: its places, its parties, and who reports from it.

It lies where the South Pacific is empty, 900 km and more from the nearest land, and none of its
names is that of a place, a group or an office known to GeoNames or UCDP.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

COUNTRY, COUNTRY_CODE, COUNTRY_ID = "Orrevane", "ORV", 99001
REGION = "Simulated"
CENTRE_LAT, CENTRE_LON = -36.0, -118.0
KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Settlement:
    """A place, by its distance in km from the island's centre, eastwards and northwards."""

    name: str
    kind: str
    district: str
    province: str
    east_km: float
    north_km: float

    @cached_property
    def lat(self) -> float:
        return round(CENTRE_LAT + self.north_km / KM_PER_DEGREE, 5)

    @cached_property
    def lon(self) -> float:
        shrink = math.cos(math.radians(CENTRE_LAT))
        return round(CENTRE_LON + self.east_km / (KM_PER_DEGREE * shrink), 5)


@dataclass(frozen=True)
class Party:
    """A side of the conflict with the id that a record would give it."""

    name: str
    id: int


@dataclass(frozen=True)
class Dyad:
    """Two parties; `violence` is UCDP's type: 1 state-based, 2 non-state, 3 one-sided."""

    key: str
    side_a: Party
    side_b: Party
    violence: int
    conflict: str
    conflict_id: int
    id: int

    @property
    def name(self) -> str:
        return f"{self.side_a.name} - {self.side_b.name}"


GOVERNMENT = Party("Government of Orrevane", 990101)
INSURGENTS = Party("Orrevane insurgents", 990201)
LANTERN = Party("Lantern Front", 990202)
COVENANT = Party("Ash Covenant", 990203)
CIVILIANS = Party("Civilians", 1)


def _dyad(key: str, a: Party, b: Party, violence: int, number: int) -> Dyad:
    """A dyad; all state-based ones are of one conflict, the others are conflicts of their own."""
    name = f"{COUNTRY}: Government" if violence == 1 else f"{a.name} - {b.name}"
    conflict = 990301 if violence == 1 else 990310 + number
    return Dyad(key, a, b, violence, name, conflict, 990400 + number)


DYADS: tuple[Dyad, ...] = (
    _dyad("army-insurgents", GOVERNMENT, INSURGENTS, 1, 1),
    _dyad("army-lantern", GOVERNMENT, LANTERN, 1, 2),
    _dyad("army-covenant", GOVERNMENT, COVENANT, 1, 3),
    _dyad("lantern-covenant", LANTERN, COVENANT, 2, 4),
    _dyad("army-civilians", GOVERNMENT, CIVILIANS, 3, 5),
    _dyad("covenant-civilians", COVENANT, CIVILIANS, 3, 6),
)
DYAD_INDEX = {dyad.key: index for index, dyad in enumerate(DYADS)}

_LAYOUT: dict[str, dict[str, list[tuple[str, str, float, float]]]] = {
    "Tarvessa province": {
        "Vessarun district": [
            ("Vessarun", "town", -60, 130),
            ("Tolquar", "village", -49, 136),
            ("Brenmoth", "village", -70, 138),
            ("Sildrake", "village", -56, 118),
            ("Ostwen", "village", -69, 121),
        ],
        "Oskemar district": [
            ("Oskemar", "town", 30, 140),
            ("Brannuth", "village", 42, 133),
            ("Nymrath", "village", 22, 128),
        ],
    },
    "Ondrathe province": {
        "Ondreth district": [
            ("Ondreth", "town", -200, 10),
            ("Quellamar", "village", -190, 20),
            ("Tarnusk", "village", -212, 4),
            ("Ebbriel", "village", -196, -8),
            ("Mossgrane", "village", -207, 24),
        ],
    },
    "Sarrowe province": {
        "Quorrimel district": [
            ("Quorrimel", "city", -30, -140),
            ("Dallowen", "suburb", -22, -133),
            ("Pirrask", "village", -39, -146),
            ("Emmerlo", "village", -27, -150),
        ],
        "Keldarrow district": [
            ("Keldarrow", "town", -110, -95),
            ("Grastane", "village", -135, -80),
        ],
    },
    "Hathmoor province": {
        "Dresmoor district": [
            ("Dresmoor", "town", 170, 60),
            ("Skarrowby", "village", 180, 48),
            ("Vintrell", "village", 158, 70),
            ("Harrund", "town", 165, 35),
            ("Cormask", "village", 185, 72),
        ],
        "Ulmeth district": [
            ("Ulmeth", "village", 140, -20),
            ("Drennoch", "village", 150, -8),
            ("Gallimor", "town", 128, -34),
            ("Wendrith", "village", 146, -45),
            ("Marrask", "village", 132, -5),
        ],
        "Selvorn district": [
            ("Selvorn", "town", 110, -80),
            ("Ruskolm", "village", 122, -70),
            ("Tavrell", "village", 104, -92),
        ],
        "Tolvane district": [("Tolvane", "town", 100, 118)],
    },
    "Ilvane province": {
        "Port Ilvane district": [
            ("Port Ilvane", "city", 30, -40),
            ("Averlune", "town", 52, -10),
            ("Pelloway", "village", 20, 25),
        ],
    },
}

SETTLEMENTS: tuple[Settlement, ...] = tuple(
    Settlement(name, kind, district, province, east, north)
    for province, districts in _LAYOUT.items()
    for district, places in districts.items()
    for name, kind, east, north in places
)
PLACE_INDEX = {place.name: index for index, place in enumerate(SETTLEMENTS)}
PROVINCES: tuple[str, ...] = tuple(_LAYOUT)
DISTRICTS: tuple[str, ...] = tuple(d for districts in _LAYOUT.values() for d in districts)

EAST_NORTH: NDArray[np.float64] = np.array([(p.east_km, p.north_km) for p in SETTLEMENTS], float)
"""Of each settlement, km from the centre, shape (settlements, 2)."""

OBSERVATORY = "Island Conflict Observatory"
OFFICES: tuple[str, ...] = (
    OBSERVATORY,
    "Tarvessa Post",
    "Ilvane Wire",
    "Kelmara State Agency",
    "Lakeside Radio",
)
OFFICE_SHARES: tuple[float, ...] = (0.74, 0.09, 0.08, 0.05, 0.04)


def places(*names: str) -> tuple[int, ...]:
    """Indices of settlements by name."""
    return tuple(PLACE_INDEX[name] for name in names)


def district(name: str) -> tuple[int, ...]:
    """Indices of the settlements of a district."""
    return tuple(i for i, place in enumerate(SETTLEMENTS) if place.district == name)


def distance_km(place: int) -> NDArray[np.float64]:
    """Distance of every settlement from one of them, km, shape (settlements,)."""
    gap = EAST_NORTH - EAST_NORTH[place]
    return np.asarray(np.hypot(gap[:, 0], gap[:, 1]))
