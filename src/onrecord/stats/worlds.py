"""Points drawn where an imprecise one may have been: among given points, in a disc, in a box."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.stats.sphere import EARTH_RADIUS_KM, chord, distance_km, unit_vectors

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_AT_ONCE = 64
"""Points whose neighbours are looked up at a time: bounds memory."""


def points_in_disc(
    lat: Floats, lon: Floats, km: Floats, u: Floats, v: Floats
) -> tuple[Floats, ...]:
    """Points uniform by area on the sphere within `km` of (lat, lon); all of shape (n,).

    `u` and `v`, uniform in [0, 1), say which. Returns latitudes and longitudes in degrees. The
    destination formula of spherical trigonometry, exact at the poles and across the date line.
    """
    away = np.arccos(1.0 - u * (1.0 - np.cos(np.minimum(km / EARTH_RADIUS_KM, np.pi))))
    bearing = 2.0 * np.pi * v
    phi, lam = np.radians(lat), np.radians(lon)
    sine = np.sin(phi) * np.cos(away) + np.cos(phi) * np.sin(away) * np.cos(bearing)
    to_phi = np.arcsin(np.clip(sine, -1.0, 1.0))
    to_lam = lam + np.arctan2(
        np.sin(bearing) * np.sin(away) * np.cos(phi), np.cos(away) - np.sin(phi) * np.sin(to_phi)
    )
    return np.degrees(to_phi), (np.degrees(to_lam) + 180.0) % 360.0 - 180.0


def points_in_box(bounds: Floats, u: Floats, v: Floats) -> tuple[Floats, ...]:
    """Points uniform by area in boxes, shape (n, 4): west, south, east, north in degrees.

    A box whose west is greater than its east crosses the date line. `u` and `v` as above.
    """
    west, south, east, north = bounds.T
    low, high = np.sin(np.radians(south)), np.sin(np.radians(north))
    lat = np.degrees(np.arcsin(np.clip(low + u * (high - low), -1.0, 1.0)))
    lon = west + v * np.where(east >= west, east - west, (east - west) % 360.0)
    return lat, (lon + 180.0) % 360.0 - 180.0


@dataclass(frozen=True, eq=False)
class Pools:
    """For each of n points the rows among which its place is drawn, every row as likely."""

    rows: Ints
    """Rows of all pools one after the other."""
    start: Ints
    """Where each pool begins in `rows`, shape (n,)."""
    size: Ints
    """Rows of each pool, shape (n,); 0: there is none to draw from."""

    def pick(self, u: Floats) -> Ints:
        """One row of each pool, shape (n,), by `u`, uniform in [0, 1); −1 where it is empty."""
        place = self.start + np.minimum((u * self.size).astype(np.int64), self.size - 1)
        filled = self.size > 0
        row = np.full(self.size.size, -1, dtype=np.int64)
        row[filled] = self.rows[place[filled]]
        return row


def pools_by_label(labels: Ints, donors: Ints, donor_labels: Ints) -> Pools:
    """Pools of the donor rows that bear the same label; a negative label has none."""
    order = np.argsort(donor_labels, kind="stable")
    ordered = donor_labels[order]
    low = np.searchsorted(ordered, labels, side="left")
    high = np.searchsorted(ordered, labels, side="right")
    return Pools(donors[order], low, np.where(labels >= 0, high - low, 0))


def pools_near(
    lat: Floats, lon: Floats, km: float, donors: Ints, donor_lat: Floats, donor_lon: Floats
) -> Pools:
    """Pools of the donor rows within `km` of each point (`distance_km` decides).

    Points that are alike share a pool, so memory grows with the different points, not with n.
    """
    from scipy.spatial import cKDTree

    points, which = np.unique(np.stack([lat, lon], axis=1), axis=0, return_inverse=True)
    which = which.reshape(-1)
    found = [np.empty(0, dtype=np.int64)]
    size = np.zeros(len(points), dtype=np.int64)
    if donors.size:
        tree = cKDTree(unit_vectors(donor_lat, donor_lon))
        reach = chord(km) * (1.0 + 1e-9) + 1e-12
        vectors = unit_vectors(points[:, 0], points[:, 1])
        for at in range(0, len(points), _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            near = tree.query_ball_point(vectors[some], reach, return_sorted=True)
            of = np.repeat(np.arange(len(near)), [len(rows) for rows in near])
            rows = np.concatenate([np.asarray(rows, dtype=np.int64) for rows in near])
            here = points[some][of].T
            close = distance_km(here[0], here[1], donor_lat[rows], donor_lon[rows]) <= km
            size[some] = np.bincount(of[close], minlength=len(near))
            found.append(donors[rows[close]])
    start = np.cumsum(size) - size
    return Pools(np.concatenate(found).astype(np.int64), start[which], size[which])


@dataclass(frozen=True, eq=False)
class Moved:
    """Rows of one way of being imprecise, and where each may have been; arrays of shape (rows,)."""

    rows: Ints
    pools: Pools
    """Other rows whose point each may have had."""
    lat: Floats
    lon: Floats
    km: Floats
    """The disc in which each may have been, where there is no such row."""
    boxes: Floats
    """Shape (rows, 4); NaN where there is no box and the disc stands."""
    which: Ints
    """Which these are of the rows that are so imprecise."""
    of: int
    """How many rows are."""

    def among(self, wanted: Mask) -> Moved:
        """Only the rows in a mask of the whole table."""
        kept = np.flatnonzero(wanted[self.rows])
        pools = Pools(self.pools.rows, self.pools.start[kept], self.pools.size[kept])
        return Moved(
            self.rows[kept],
            pools,
            self.lat[kept],
            self.lon[kept],
            self.km[kept],
            self.boxes[kept],
            self.which[kept],
            self.of,
        )

    def elsewhere(self, some: Ints, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """A point in the box, or in the disc, of each of some rows."""
        lat, lon = points_in_disc(self.lat[some], self.lon[some], self.km[some], u, v)
        boxed = np.isfinite(self.boxes[some, 0])
        if boxed.any():
            boxes = self.boxes[some[boxed]]
            lat[boxed], lon[boxed] = points_in_box(boxes, u[boxed], v[boxed])
        return lat, lon
