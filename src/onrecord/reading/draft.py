"""A claim on its way to the claim language: fields, what is missing, what was assumed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.reading.moment import Timing
from onrecord.reading.placing import Placing
from onrecord.reading.standing import Standing


@dataclass
class Draft:
    """`span`: the words that make the claim, by position in its paragraph. `label` makes the id."""

    type: str
    span: tuple[int, int]
    label: str
    standing: Standing = field(default_factory=Standing)
    fields: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    placing: Placing | None = None
    timing: Timing | None = None
    parties: tuple[str, ...] = ()
    """Ids of the actors, for the claim's own id."""
