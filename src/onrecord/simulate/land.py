"""The invented land of a simulated war: its units, its settlements, its plane of kilometres.

It lies on the equator in the empty Pacific, where a plane of kilometres and the globe agree to
within 0.1 % at its size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.nearest import Nearest

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CENTRE_LAT, CENTRE_LON = 0.0, -125.0
KM_PER_DEGREE = 6371.0088 * math.pi / 180
"""Of a great circle on the mean Earth."""


@dataclass(frozen=True)
class Land:
    """A rectangle of provinces, districts and settlements; the same for every seed.

    provinces: (columns, rows). districts: (columns, rows) in each province. settlements: their
    number; they lie evenly but not regularly (Halton's sequence), and every `town_every`-th is a
    town. settled: whether events happen at settlements (the nearest to where the process puts
    them), as records of real wars have it, or anywhere.
    """

    name: str = "Vandorra"
    width_km: float = 240.0
    height_km: float = 240.0
    provinces: tuple[int, int] = (3, 2)
    districts: tuple[int, int] = (2, 2)
    settlements: int = 800
    town_every: int = 12
    settled: bool = True

    @property
    def map(self) -> Map:
        """Its places as arrays; made once."""
        return _map(self)


@dataclass(frozen=True, eq=False)
class Map:
    """The places of a land, settlements first; arrays of shape (settlements,) unless said."""

    name: tuple[str, ...]
    east: Floats
    north: Floats
    town: NDArray[np.bool_]
    district: Ints
    district_name: tuple[str, ...]
    district_province: Ints
    """Shape (districts,)."""
    district_centre: Floats
    """km east and north, shape (districts, 2)."""
    province_name: tuple[str, ...]
    province_centre: Floats
    """km east and north, shape (provinces, 2)."""
    width_km: float
    height_km: float

    @cached_property
    def lat(self) -> Floats:
        return degrees(self.east, self.north)[0]

    @cached_property
    def lon(self) -> Floats:
        return degrees(self.east, self.north)[1]

    @cached_property
    def index(self) -> dict[str, int]:
        """The settlement of each name."""
        return {name: i for i, name in enumerate(self.name)}

    @cached_property
    def town_km(self) -> Floats:
        """Distance of each settlement from the nearest town, shape (settlements,)."""
        gap_east = self.east[:, None] - self.east[self.town]
        gap_north = self.north[:, None] - self.north[self.town]
        return np.asarray(np.hypot(gap_east, gap_north).min(axis=1))

    @cached_property
    def capital(self) -> Ints:
        """The settlement nearest to the centre of each province, shape (provinces,)."""
        return self.nearest(self.province_centre[:, 0], self.province_centre[:, 1])

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self.east, self.north, self.width_km, self.height_km)

    def nearest(self, east: Floats, north: Floats) -> Ints:
        """The settlement nearest to each point (km), shape of the points."""
        if not len(east):
            return np.zeros(0, dtype=np.int64)
        return self._nearest.of(east, north)


def degrees(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude of points in km from the centre, to five decimals."""
    lat = CENTRE_LAT + north / KM_PER_DEGREE
    return np.round(lat, 5) + 0.0, np.round(CENTRE_LON + east / KM_PER_DEGREE, 5)


def folded(land: Land, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Points beyond the border, reflected at it, so that everything is inside the land."""
    return _fold(east, land.width_km), _fold(north, land.height_km)


def _fold(at: Floats, width: float) -> Floats:
    half = width / 2
    if not len(at) or float(np.abs(at).max()) <= half:
        return at
    phase = np.mod(at + half, 2 * width)
    return np.minimum(phase, 2 * width - phase) - half


_ONSETS = ("b", "d", "dr", "f", "g", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_VOWELS = ("a", "e", "i", "o", "u")
_CODAS = ("l", "m", "n", "r", "sk", "nd", "rth", "x")
_ENDINGS = ("ava", "eno", "idor", "olm", "ugar", "aspet", "ember", "ilo", "orra", "unde", "ekal")


def _named(number: int) -> str:
    """An invented name; different for each number below 7,480."""
    # 1,009 shares no factor with the number of names, so neighbours in number sound apart.
    names = len(_ONSETS) * len(_VOWELS) * len(_CODAS) * len(_ENDINGS)
    number = number * 1009 % names
    number, onset = divmod(number, len(_ONSETS))
    number, vowel = divmod(number, len(_VOWELS))
    number, coda = divmod(number, len(_CODAS))
    return (_ONSETS[onset] + _VOWELS[vowel] + _CODAS[coda] + _ENDINGS[number]).capitalize()


MOST_PLACES = len(_ONSETS) * len(_VOWELS) * len(_CODAS) * len(_ENDINGS)


@lru_cache(maxsize=16)
def _map(land: Land) -> Map:
    columns, rows = land.provinces
    across, along = land.districts
    number = np.arange(1, land.settlements + 1)
    east = (_halton(number, 2) - 0.5) * land.width_km
    north = (_halton(number, 3) - 0.5) * land.height_km
    wide, high = columns * across, rows * along
    column = np.minimum((east / land.width_km + 0.5) * wide, wide - 1).astype(np.int64)
    row = np.minimum((north / land.height_km + 0.5) * high, high - 1).astype(np.int64)
    of_column, of_row = np.tile(np.arange(wide), high), np.repeat(np.arange(high), wide)
    units = land.settlements + np.arange(wide * high + columns * rows)
    unit_names = [_named(int(unit)) for unit in units]
    return Map(
        name=tuple(_named(i) for i in range(land.settlements)),
        east=east,
        north=north,
        town=np.arange(land.settlements) % land.town_every == 0,
        district=row * wide + column,
        district_name=tuple(f"{name} district" for name in unit_names[: wide * high]),
        district_province=of_row // along * columns + of_column // across,
        district_centre=_centres(land, wide, high),
        province_name=tuple(f"{name} province" for name in unit_names[wide * high :]),
        province_centre=_centres(land, columns, rows),
        width_km=land.width_km,
        height_km=land.height_km,
    )


def _centres(land: Land, columns: int, rows: int) -> Floats:
    east = ((np.arange(columns) + 0.5) / columns - 0.5) * land.width_km
    north = ((np.arange(rows) + 0.5) / rows - 0.5) * land.height_km
    return np.stack([np.tile(east, rows), np.repeat(north, columns)], axis=1)


def _halton(number: Ints, base: int) -> Floats:
    """Halton's sequence (1960), Numerische Mathematik 2: numbers in (0, 1), mirrored digits."""
    value, share, rest = np.zeros(len(number)), 1.0, number.copy()
    while rest.any():
        share /= base
        value += share * (rest % base)
        rest //= base
    return value
