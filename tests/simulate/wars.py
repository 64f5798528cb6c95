"""Small wars for tests."""

from __future__ import annotations

from typing import Any

from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import Actor, Acts, Fighting, Front, Land, War

A, B, C, STATE = "Alder Band", "Birch Band", "Cedar Band", "Government of Vandorra"
ACTORS = (Actor(A), Actor(B), Actor(C), Actor(STATE, government=True))
PLAIN = Reporting.exact()
OPEN = Land(settled=False)
"""A land in which events happen where the process puts them."""


def war(*acts: Acts, **given: Any) -> War:
    """A war of three bands and a state; everything reported exactly unless said otherwise."""
    defaults: dict[str, Any] = {"actors": ACTORS, "fronts": (Front(),), "reporting": PLAIN}
    return War(acts=acts, **(defaults | given))


def fight(per_day: float = 0.5, pair: tuple[str, str] = (A, B), **given: Any) -> Fighting:
    return Fighting(pair, per_day, **given)
