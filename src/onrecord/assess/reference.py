"""What a p-value ranks a claim among, as a small histogram that a reader can look at."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from onrecord.assess.finding import PKind, Reference, ReferenceBin
from onrecord.stats.windows import TIE

MOST_BINS = 30
"""More bars than this cannot be told apart in a small chart."""


def reference(
    kind: PKind, measure: str, value: float | None, others: ArrayLike
) -> Reference | None:
    """The values that `value` is ranked among, counted in at most 30 bins of equal width.

    `others` has shape (n,) and may hold `value` itself. `measure` says in a few words what the
    numbers are. Whole numbers with few steps between them get a bin each. None where there is
    nothing to rank or to rank among.
    """
    numbers = np.asarray(others, dtype=np.float64)
    numbers = numbers[np.isfinite(numbers)]
    if value is None or not np.isfinite(value) or numbers.size == 0:
        return None
    low, high = min(float(numbers.min()), value), max(float(numbers.max()), value)
    whole = bool((numbers == np.rint(numbers)).all()) and float(value).is_integer()
    if whole and high - low < MOST_BINS:
        edges = np.arange(low - 0.5, high + 1.0)
    else:
        wanted = min(MOST_BINS, max(8, int(np.ceil(np.sqrt(numbers.size)))))
        edges = np.linspace(low, high if high > low else low + 1.0, wanted + 1)
    counts, _ = np.histogram(numbers, bins=edges)
    return Reference(
        kind=kind,
        measure=measure,
        value=float(value),
        number=int(numbers.size),
        as_far=min(int((numbers >= value - TIE).sum()), int((numbers <= value + TIE).sum())),
        bins=tuple(
            ReferenceBin(low=round(float(a), 6), high=round(float(b), 6), number=int(n))
            for a, b, n in zip(edges[:-1], edges[1:], counts, strict=True)
        ),
    )
