"""Short rows that a lasting row of the other record may sum up: linked, and never merged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.evidence import SILENT
from onrecord.records.merge.parties import LIKELY
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import Weights
from onrecord.stats.sphere import distance_km

Ints = NDArray[np.int64]

MOST = 200
"""Rows that are listed for one lasting row; a whole war would hold all of them."""


def within(first: Rows, second: Rows, parties: NDArray[np.int8], weights: Weights) -> Ints:
    """Pairs (lasting row of `first`, short row of `second`), shape (m, 2).

    The short one lies inside the days of the lasting one, no farther away than their precision
    allows, and between the same parties as far as the records tell (`parties`: their level).
    """
    order = np.argsort(second.start, kind="stable")
    start = second.start[order]
    found = []
    for i in np.flatnonzero(first.lasting & np.isfinite(first.scale)).tolist():
        low, high = np.searchsorted(start, [first.start[i], first.end[i] + 1])
        j = order[low:high]
        j = j[~second.lasting[j] & (second.end[j] <= first.end[i]) & np.isfinite(second.scale[j])]
        level = parties[first.party[i], second.party[j]]
        j = j[(level != SILENT) & (level <= LIKELY)]
        km = distance_km(first.lat[i], first.lon[i], second.lat[j], second.lon[j])
        j = j[km <= weights.window_km(np.hypot(first.scale[i], second.scale[j]))][:MOST]
        found.append(np.stack([np.full(len(j), i), j], axis=1))
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
