"""What a change weighs against what is usual: the p that decides, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.assess.finding import Reference
from onrecord.stats.placebo import Placebo
from onrecord.stats.sensitivity import NoAnswer, Power, Ranked

ALPHA = 0.05
NO_POWER = Power((), (), None, 0, NoAnswer.NO_P)
"""Where there is no p, or only the verdict is asked for."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """The p of a change, of either kind, in all readings of the events coded too coarsely."""

    p_kind: Literal["placebo", "peers"]
    p: float | None
    """Of the certain events; None where `thin` says why."""
    worst: float | None
    """p in the reading that speaks most against the change."""
    against: float | None
    """p of the opposite change, in the reading that speaks most against it."""
    standing: str
    """How usual the change is, as the end of a sentence."""
    placebo: Placebo
    """The window among the windows of its own series: it decides where the window is anchored."""
    ranked: Ranked
    """The test in the unfavourable reading, for what would tip it."""
    capacity: int
    thin: str
    takes: str
    """What it would take, where there is no p."""
    power: Power
    notes: tuple[str, ...] = field(default=())
    places: int = 1
    """Places, this one included, with about as many such events in the same days."""
    reference: Reference | None = None
    """What `p` is a rank among."""
    lead: float | None = None
    """Of a chosen window: p of its lead over everything that could have been picked instead."""
    hypotheses: int = 1
    handled: Literal["corners", "worlds"] = "corners"
    """How rows coded too coarsely were handled, and the share of worlds that agree."""
    agree: float = 1.0

    @property
    def borne_out(self) -> bool:
        """Whether the change stands at 5 % in every reading."""
        return (
            self.p is not None
            and self.p <= ALPHA
            and self.worst is not None
            and self.worst <= ALPHA
        )

    @property
    def by_place(self) -> float:
        """How often the most striking of all places changes as much by chance.

        Of a chosen window, by its lead; of an anchored one, by the number of places (Šidák 1967).
        """
        if self.lead is not None:
            return self.lead
        p = self.deciding
        return 1.0 if p is None else 1.0 - (1.0 - p) ** self.places

    @property
    def of_places(self) -> bool:
        """Whether the change is within what the most striking of many places shows by chance.

        Neither a dated event nor a rank among other years says why this place was looked at.
        """
        return self.by_place > ALPHA / self.hypotheses

    @property
    def noticed(self) -> float | None:
        """The share of changes by a factor 2 that the test would have noticed."""
        return self.power.noticed[0] if self.power.noticed else None

    @property
    def deciding(self) -> float | None:
        """The larger p of the certain events and of the unfavourable reading."""
        if self.p is None or self.worst is None:
            return self.p
        return max(self.p, self.worst)
