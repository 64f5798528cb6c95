"""How a sentence takes up an event noun: told, taken for granted, or only spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.happening import Direction
from onrecord.reading.standing import Standing


@dataclass(frozen=True)
class Carried:
    """How the sentence takes up an event noun: whether it says that the event was, and by whom."""

    standing: Standing
    clause: int
    doers: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    change: Direction | None = None
    times: float | None = None
    tells: bool = False
    """The verb says that it was done or came about; else it only speaks of it."""
    apart: bool = False
    """Another noun speaks of it (“a film on the fall of P”): the clause's time is not its own."""
    harmed: tuple[int, ...] = ()
    """Who was killed or wounded in it: “wounded two soldiers in an attack”."""
    amount: int | None = None
    """A noun before “of” that counts the events: hundreds of raids."""
