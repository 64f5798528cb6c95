"""One actor: what it is called, when, what it is part of, whom it supports. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["government", "non-state", "umbrella", "civilians", "intergovernmental"]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; None where no day is known or set."""

    since: date | None = None
    until: date | None = None

    @property
    def bounded(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, on: date | None) -> bool:
        """Whether the day lies inside; a bounded period does not hold for an unknown day."""
        if on is None:
            return not self.bounded
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def __str__(self) -> str:
        since = f"from {self.since}" if self.since else ""
        until = f"until {self.until}" if self.until else ""
        return " ".join(filter(None, (since, until)))


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name or spelling of an actor."""

    text: str
    period: Period = ALWAYS
    abbreviation: bool = False
    """Counts in running text only in exactly this case."""
    in_text: bool = True
    """Whether it is looked for in running text at all."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated tie to another actor."""

    actor_id: str
    period: Period = ALWAYS
    against: str | None = None
    """Id of the opponent against whom alone the tie counts."""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One curated actor, or one derived from a country or from a loaded record."""

    id: str
    name: str
    kind: Kind = "non-state"
    full: str | None = None
    countries: tuple[str, ...] = ()
    """ISO 3166 codes (and XK, XS) of the countries it is at home in."""
    ucdp: tuple[int, ...] = ()
    period: Period = ALWAYS
    aliases: tuple[Alias, ...] = ()
    leaders: tuple[Alias, ...] = ()
    """Names that stand for a government: its leaders and seats."""
    part_of: tuple[Relation, ...] = ()
    umbrellas: tuple[Relation, ...] = ()
    supports: tuple[Relation, ...] = ()
    successor_of: tuple[Relation, ...] = ()
    """Predecessors; the relation's `since` is the first day of this actor in their place."""
    rebels_of: str | None = None
    source: str | None = None
    note: str | None = None
    where: str | None = None
    """File and line of the entry, or the record that named the actor."""

    @property
    def label(self) -> str:
        """The name, with the full name where the name alone is an abbreviation."""
        return f"{self.name} ({self.full})" if self.full and self.full != self.name else self.name


@dataclass(frozen=True, slots=True)
class Match:
    """An actor and how its name was resolved, in one plain sentence."""

    actor: Actor
    rule: str
