"""What two records have in common: the days and the lands that both hold anything of.

A record of four years and one of six months can only share what lies in those six months. Rows
beyond have no counterpart for certain; counted in, they would make the one look dense and the other
sparse, and the share in both small. So they are left out before anything is counted.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import Weights
from onrecord.stats.sphere import EARTH_RADIUS_KM, unit_vectors

Mask = NDArray[np.bool_]


def in_common(first: Rows, second: Rows, weights: Weights) -> tuple[Rows, Rows]:
    """The rows of each that could have a counterpart, wherever in its days and lands that lies.

    Kept are rows that overlap with the days from the other record's first to its last, the widest
    gap of a pair added, and that lie within `weights.widest_km` of any of its rows, of any day.
    Rows without a point are kept: nothing is known of where they are.
    """
    if not len(first) or not len(second):
        return first, second
    kept = [_days(a, b, weights) for a, b in ((first, second), (second, first))]
    first, second = first.take(kept[0]), second.take(kept[1])
    if not len(first) or not len(second):
        return first, second
    kept = [_lands(a, b, weights) for a, b in ((first, second), (second, first))]
    return first.take(kept[0]), second.take(kept[1])


def _days(rows: Rows, other: Rows, weights: Weights) -> Mask:
    low, high = int(other.start.min()) - weights.most_gap, int(other.end.max()) + weights.most_gap
    return np.asarray((rows.end >= low) & (rows.start <= high))


def _lands(rows: Rows, other: Rows, weights: Weights) -> Mask:
    from scipy.spatial import cKDTree

    placed, there = np.isfinite(rows.scale), np.isfinite(other.scale)
    kept = ~placed
    if there.any() and placed.any():
        points = np.unique(unit_vectors(other.lat[there], other.lon[there]), axis=0)
        # The chord between two points at this distance on the sphere.
        chord = 2.0 * np.sin(weights.widest_km / EARTH_RADIUS_KM / 2.0)
        own = unit_vectors(rows.lat[placed], rows.lon[placed])
        far, _ = cKDTree(points).query(own, distance_upper_bound=chord)
        kept[placed] = np.isfinite(far)
    return np.asarray(kept)
