"""Bursts of two kinds, cut at the borders of strata: what the matched test permutes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onrecord.errors import OnrecordError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

FEWEST_PERMUTATIONS = 19
"""With fewer, no p is 5 % or less."""


def checked(
    near: ArrayLike,
    own: ArrayLike,
    strata: ArrayLike,
    bursts: ArrayLike,
    permutations: int = FEWEST_PERMUTATIONS,
) -> tuple[Floats, Mask, Ints, Ints]:
    values = np.asarray(near, dtype=np.float64)
    mine = np.asarray(own, dtype=bool)
    label, burst = np.asarray(strata, dtype=np.int64), np.asarray(bursts, dtype=np.int64)
    alike = values.shape[:1] == mine.shape == label.shape == burst.shape
    if values.ndim != 2 or not alike or permutations < FEWEST_PERMUTATIONS:
        raise OnrecordError(
            f"values of shape {values.shape}, labels of shape {mine.shape}, strata of shape "
            f"{label.shape}, bursts of shape {burst.shape}, {permutations} permutations",
            todo="Give values, a label, a stratum and a burst for each event, and "
            f"{FEWEST_PERMUTATIONS} permutations.",
        )
    if not np.all(np.isfinite(values)):
        raise OnrecordError("a value that is not a number", todo="Give a count for each event.")
    return values, mine, label, burst


@dataclass(frozen=True, eq=False)
class Held:
    """Bursts, cut at the borders of strata, of the strata that hold both kinds; by stratum."""

    near: Floats
    """Sum of each column over a burst's events."""
    size: Floats
    """Events of each."""
    own: Mask
    stratum: Ints
    bounds: Ints
    """Where each stratum begins, and the end."""
    share: Floats
    """Share of own bursts in each one's stratum."""
    excess: Floats
    """What the events have beyond the mean of their stratum."""
    dropped: int


def held_together(values: Floats, mine: Mask, label: Ints, burst: Ints) -> Held:
    order = np.lexsort((burst, mine, label))
    order = order[label[order] >= 0]
    place, own, group = label[order], mine[order], burst[order]
    new = _begins(place, own, group)
    piece = np.cumsum(new) - 1
    pieces = int(new.sum())
    size = np.bincount(piece, minlength=pieces).astype(np.float64)
    near = np.zeros((pieces, values.shape[1]))
    for column in range(values.shape[1]):
        near[:, column] = np.bincount(piece, values[order, column], pieces)
    place, own = place[new], own[new]
    which = np.cumsum(_begins(place)) - 1
    both = ((np.bincount(which, own) > 0.0) & (np.bincount(which, ~own) > 0.0))[which]
    dropped = int(np.count_nonzero(own & ~both))
    near, size, own, place = near[both], size[both], own[both], place[both]
    begins = np.flatnonzero(_begins(place))
    bounds = np.append(begins, place.size)
    stratum = np.repeat(np.arange(begins.size), np.diff(bounds))
    share = (np.bincount(stratum, own) / np.maximum(np.diff(bounds), 1))[stratum]
    return Held(near, size, own, stratum, bounds, share, excess(near, size, stratum), dropped)


def _begins(*keys: NDArray[np.generic]) -> Mask:
    """Rows in which any of the keys is another than in the row before; the first row too."""
    new = np.ones(keys[0].size, dtype=bool)
    new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return new


def excess(near: Floats, size: Floats, stratum: Ints) -> Floats:
    """Each burst's sums less what as many events of its stratum have on average."""
    events = np.bincount(stratum, size)
    mean = np.empty_like(near)
    for column in range(near.shape[1]):
        mean[:, column] = (np.bincount(stratum, near[:, column]) / events)[stratum]
    return np.asarray(near - size[:, None] * mean, dtype=np.float64)
