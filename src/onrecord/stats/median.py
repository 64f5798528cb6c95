"""The median of numbers that cost much to know, of which a lower bound costs little."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def median_place(least: Sequence[float], whole: Callable[[int], float]) -> int:
    """The place of the median (of an even number, the upper), ties in order of place.

    `least[k]` is at most `whole(k)`, which is asked for once at most, and only where the bounds
    leave open on which side of the median a number is.

    Raises `ValueError` where there is no number.
    """
    if not least:
        raise ValueError("no number has a median")
    known, settled = list(least), [False] * len(least)
    while True:
        ranked = sorted(range(len(known)), key=lambda k: (known[k], k))
        half = ranked[: len(known) // 2 + 1]
        unsure = [k for k in half if not settled[k]]
        if not unsure:  # what is above the last of them can only be farther above
            return half[-1]
        for k in unsure:
            known[k], settled[k] = whole(k), True
