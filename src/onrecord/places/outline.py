"""The outline of a unit, from a file of polygons: plain data, told apart by its contents."""

from __future__ import annotations

from dataclasses import dataclass, field

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Outline:
    """A polygon or several, in degrees, as well-known binary.

    `digest` stands for the shape wherever two are compared or one is printed.
    """

    digest: str
    wkb: bytes = field(repr=False, compare=False)
    bounds: Bounds = field(compare=False)
    """West, south, east, north, in degrees."""
    origin: str = field(compare=False)
    """Where it is from, as a finding says it."""
