"""Distances on the sphere, and which points lie within a distance of each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (2a + b)/3 of the GRS 80 ellipsoid (Moritz 2000). A sphere of this radius is at most
0.56 % off the ellipsoid: 60 m in 10 km, far below any record's precision."""

_FEW = 1_000_000
"""Pairs of points up to which all products of unit vectors are taken: a tree would cost more."""

Floats = NDArray[np.float64]


def _latitudes(lat: ArrayLike) -> Floats:
    degrees = np.asarray(lat, dtype=np.float64)
    beyond = np.abs(degrees) > 90.0
    if beyond.any() and (wrong := degrees[beyond & np.isfinite(degrees)]).size:
        raise OnrecordError(
            f"latitude {wrong[0]:g} is not between -90 and 90",
            todo="Check whether latitude and longitude are swapped.",
        )
    return degrees


def distance_km(lat: ArrayLike, lon: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> Floats:
    """Great-circle distance in km between points in degrees; the four arrays broadcast.

    Haversine formula (Sinnott 1984), which stays exact at small distances, at the poles and across
    the date line (any longitude is taken modulo 360). A point without coordinates (NaN or infinite)
    is infinitely far from everything, itself included: it is never *within* a distance.

    Raises `OnrecordError` for a latitude beyond ±90.
    """
    phi, phi2 = np.radians(_latitudes(lat)), np.radians(_latitudes(lat2))
    turn = np.asarray(lon2, dtype=np.float64), np.asarray(lon, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        across = np.radians(turn[0] - turn[1])
        haversine = (
            np.sin((phi2 - phi) / 2.0) ** 2 + np.cos(phi) * np.cos(phi2) * np.sin(across / 2.0) ** 2
        )
        # Rounding can carry antipodes a hair beyond 1, where arcsin has no value.
        km = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))
    # Whatever has no sine, NaN or infinite, has come through as NaN.
    return np.asarray(np.where(np.isnan(km), np.inf, km), dtype=np.float64)


def unit_vectors(lat: ArrayLike, lon: ArrayLike) -> Floats:
    """Points in degrees, shape (n,), as vectors on the unit sphere, shape (n, 3).

    The straight line between two of them (the chord c) gives the great circle: 2·R·arcsin(c/2).
    """
    phi, lam = np.radians(_latitudes(lat)), np.radians(np.asarray(lon, dtype=np.float64))
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def chord(km: float) -> float:
    """The chord on the unit sphere that belongs to a great-circle distance in km."""
    return 2.0 * float(np.sin(min(km / EARTH_RADIUS_KM, np.pi) / 2.0))


def pairs_within(
    lat: ArrayLike,
    lon: ArrayLike,
    km: float,
    lat2: ArrayLike | None = None,
    lon2: ArrayLike | None = None,
) -> NDArray[np.int64]:
    """Index pairs of points at most `km` apart, shape (m, 2), sorted.

    With one set of points, every pair once (i < j); with two, i counts the first set and j the
    second. Points without coordinates are in no pair. Products of unit vectors, or a KD-tree where
    points are many, propose pairs; `distance_km` decides: the answer is exactly
    `distance_km(...) <= km`.

    Memory grows with the number of pairs: all pairs of 5,000 points in one town are 12 million.
    """
    if not km >= 0.0:
        raise OnrecordError(f"a distance of {km} km", todo="Give a distance of 0 km or more.")
    first_lat, first_lon = np.atleast_1d(_latitudes(lat)), np.atleast_1d(np.asarray(lon, float))
    second_lat, second_lon, once = first_lat, first_lon, lat2 is None or lon2 is None
    if lat2 is not None and lon2 is not None:
        second_lat = np.atleast_1d(_latitudes(lat2))
        second_lon = np.atleast_1d(np.asarray(lon2, float))
    first = np.flatnonzero(np.isfinite(first_lat) & np.isfinite(first_lon))
    second = np.flatnonzero(np.isfinite(second_lat) & np.isfinite(second_lon))
    if not first.size or not second.size:
        return np.empty((0, 2), dtype=np.int64)
    one = unit_vectors(first_lat[first], first_lon[first])
    other = one if once else unit_vectors(second_lat[second], second_lon[second])
    few = first.size * second.size <= _FEW
    i, j = _by_products(one, other, km) if few else _by_tree(one, other, km)
    if once:
        i, j = i[i < j], j[i < j]
    i, j = first[i], second[j]
    close = distance_km(first_lat[i], first_lon[i], second_lat[j], second_lon[j]) <= km
    i, j = i[close], j[close]
    if not few:
        order = np.lexsort((j, i))
        i, j = i[order], j[order]
    return np.stack([i, j], axis=1).astype(np.int64)


def _by_products(one: Floats, other: Floats, km: float) -> tuple[NDArray[np.intp], ...]:
    """Pairs of unit vectors, sorted, at most `km` apart, and some hardly farther."""
    # The product of two is 1 − chord²/2, right to about 1e-16.
    return np.nonzero(one @ other.T >= 1.0 - chord(km) ** 2 / 2.0 * (1.0 + 1e-9) - 1e-15)


def _by_tree(one: Floats, other: Floats, km: float) -> tuple[NDArray[np.intp], ...]:
    """The same pairs by a KD-tree, in any order; of one set of vectors each pair once."""
    from scipy.spatial import cKDTree

    tree, reach = cKDTree(one), chord(km) * (1.0 + 1e-9) + 1e-12
    if one is other:
        i, j = tree.query_pairs(reach, output_type="ndarray").T
        return i, j
    found = tree.sparse_distance_matrix(cKDTree(other), reach, output_type="ndarray")
    return found["i"], found["j"]
