"""What one word of a text tells of: an event, with the noun phrases of those who take part.

Syntax only: the phrases are not yet actors and places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.claims import Number
from onrecord.reading.lexicon import Entry
from onrecord.reading.standing import Standing

Direction = Literal["rose", "fell"]


@dataclass(frozen=True)
class Happening:
    """All positions are of tokens, noun phrases by their heads.

    `clause` is the verb that carries the event: the trigger itself, or the “launched” of “launched
    an attack”. `modifiers` stand before an event noun and may name who acts (“Russian airstrikes”)
    or where (“the Hama offensive”): they are parties only if they turn out to be actors.
    """

    trigger: int
    clause: int
    entry: Entry
    standing: Standing
    doers: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    losers: tuple[int, ...] = ()
    """From whom a place was taken, or who lost it."""
    apart: bool = False
    """Another noun speaks of it: the place and time of its clause are not its own."""
    via: tuple[int, ...] = ()
    """Verbs behind an event noun that say it was done: “the attack that A launched”."""
    modifiers: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    """Who acts by the verb that carries an event noun (“A launched an attack”)."""
    supporters: tuple[int, ...] = ()
    let_by: tuple[int, ...] = ()
    """Who let it happen (“the army let a column pass”)."""
    number: Number | None = None
    """How many events, where the text counts them (“340 raids”)."""
    killed: int | None = None
    """The noun phrase of those killed (“killing 14 civilians”)."""
    harmed: tuple[int, ...] = ()
    """Who was killed or wounded in it; whom it was against, where its own words do not say."""
    attempted: bool = False
    """Only tried, which is told as an event all the same (“tried to assassinate B”)."""
    change: Direction | None = None
    times: float | None = None
    verbal: bool = True
    definite: bool = False
    """“This attack”, “the attack”: it may have been told before."""
    carried: bool = True
    """The verb of its clause tells the event itself (“launched an attack”); where it only speaks of
    it (“the attack shocked the town”), its tense says nothing."""
