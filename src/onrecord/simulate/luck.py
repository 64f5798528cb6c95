"""Random numbers that belong to an event, whatever else happens.

How an event is coded must not depend on how many others there are: else to plant an effect would
draw the whole record anew. So each event's numbers follow from its own time, its act and the seed,
mixed by SplitMix64 (Steele, Lea & Flood 2014, OOPSLA).
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BITS = 1 << 64


class Luck:
    """Independent uniform numbers for each of n events, by purpose.

    time: shape (n,), different for all events of an act. act: shape (n,), −1 or more.
    """

    def __init__(self, seed: int, time: Floats, act: NDArray[np.int64]) -> None:
        own = np.ascontiguousarray(time, dtype=np.float64).view(np.uint64)
        of_act = _mixed((act + 2).astype(np.uint64) * _STEP + np.uint64(seed % _BITS))
        self._key = _mixed(own ^ of_act)

    def __len__(self) -> int:
        return len(self._key)

    def uniform(self, purpose: str) -> Floats:
        """Numbers in [0, 1), shape (n,); the same for the same purpose."""
        number = np.uint64((crc32(purpose.encode()) + 1) * int(_STEP) % _BITS)
        return np.asarray((_mixed(self._key + number) >> np.uint64(11)) * 2.0**-53)

    def below(self, purpose: str, chance: float | Floats) -> NDArray[np.bool_]:
        """Whether each event's number is below a chance (one, or of shape (n,)), shape (n,).

        Nothing is drawn where it is all the same: 0 or 1 for every event.
        """
        if np.all(np.asarray(chance) <= 0.0):
            return np.zeros(len(self), dtype=bool)
        if np.all(np.asarray(chance) >= 1.0):
            return np.ones(len(self), dtype=bool)
        return np.asarray(self.uniform(purpose) < chance)


def _mixed(words: Words) -> Words:
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    return words ^ (words >> np.uint64(31))
