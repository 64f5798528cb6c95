"""Several tests at once: adjusted p-values, and who belongs to the family."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.errors import OnrecordError


def holm(ps: Sequence[float | None]) -> tuple[float | None, ...]:
    """p-values adjusted so that any false one at all is as rare as the level (Holm 1979).

    In the order given; None (a test that could not decide) stays None and is not counted.
    """
    order = _ascending(ps)
    adjusted: list[float | None] = [None] * len(ps)
    highest = 0.0
    for rank, (p, position) in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p))
        adjusted[position] = highest
    return tuple(adjusted)


def benjamini_hochberg(ps: Sequence[float | None]) -> tuple[float | None, ...]:
    """p-values adjusted so that the share of false ones among those kept is held (1995).

    Weaker than `holm`: for bulk research only. None stays None and is not counted.
    """
    order = _ascending(ps)
    adjusted: list[float | None] = [None] * len(ps)
    lowest = 1.0
    for rank, (p, position) in reversed(list(enumerate(order, start=1))):
        lowest = min(lowest, p * len(order) / rank)
        adjusted[position] = lowest
    return tuple(adjusted)


def family(capacities: Sequence[int]) -> tuple[bool, ...]:
    """Which tests are in the family: those that can still decide at its size.

    `capacities`: for each test the most hypotheses among which it could still decide (0: none).
    The weakest leave first, all of one capacity together, until each that is left can decide among
    those left. It depends on how much history the tests have, never on what they found.
    """
    kept = sorted(capacities)
    while kept and kept[0] < len(kept):
        kept = [capacity for capacity in kept if capacity > kept[0]]
    least = kept[0] if kept else None
    return tuple(least is not None and capacity >= least for capacity in capacities)


def _ascending(ps: Sequence[float | None]) -> list[tuple[float, int]]:
    known = [(p, position) for position, p in enumerate(ps) if p is not None]
    for p, position in known:
        if not 0.0 <= p <= 1.0:
            raise OnrecordError(
                f"p-value {position + 1} is {p}",
                todo="A p-value is from 0 to 1; None where there is none.",
            )
    return sorted(known)
