"""Arrays of millions of pairs, worked on in parts.

What is worked out on the way then stays in the processor's cache, and memory grows with nothing but
what is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

AT_ONCE = 50_000
"""Pairs of one part."""
_WIDE = 8
"""Places for each value from which on they are added one by one, and not in between."""


def parts(many: int) -> Iterator[slice]:
    """So many pairs in parts of `AT_ONCE`."""
    return (slice(at, at + AT_ONCE) for at in range(0, many, AT_ONCE))


class Places:
    """Where values of a part belong, among those of all rows.

    Rows near each other in time mostly stand together, so that a part touches a few of them only.
    """

    def __init__(self, at: NDArray[Any]) -> None:
        low = int(at.min()) if len(at) else 0
        self._at = np.subtract(at, low, dtype=np.intp)
        self._span = int(self._at.max(initial=-1)) + 1
        self._rows = slice(low, low + self._span)

    def add(self, to: Floats, values: Floats) -> None:
        """Add values, shape (m,), to where they belong, in place."""
        if self._span > _WIDE * len(values):
            np.add.at(to[self._rows], self._at, values)
        else:
            to[self._rows] += np.bincount(self._at, weights=values, minlength=self._span)

    def take(self, of: Floats) -> Floats:
        """What stands there, shape (m,)."""
        return np.asarray(of[self._rows][self._at])
