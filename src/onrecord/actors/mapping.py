"""What each name of a record was taken for, and by which rule; which names nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from onrecord.actors.registry import Registry
from onrecord.errors import UnknownActorError

RECORDED = "the loaded record"
"""Where an actor comes from that only a record knows."""


@dataclass(frozen=True)
class NameMapped:
    """One name of a record: whose it is, and why.

    known: an actor of the curated files, or one that a generic rule makes; own: nobody but the
    record knows it, so it stands for itself; undecided: several actors bear it and nothing tells
    which is meant.
    """

    name: str
    ucdp: int | None
    events: int
    how: Literal["known", "own", "undecided"]
    actor: str | None
    """Id of the actor."""
    called: str | None
    rule: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        number = f"{self.events:,} event{'' if self.events == 1 else 's'}"
        meant = f" → {self.called}" if self.called and self.called != self.name else ""
        return f"{number}: {self.name}{meant} ({self.rule})"


def mapped(
    names: Iterable[tuple[str, int | None, int]], before: Registry, registry: Registry
) -> tuple[NameMapped, ...]:
    """Each name of a record (with its UCDP id and its events), in the order given.

    `before`: the registry without the record's names; `registry`: with them.
    """
    return tuple(_mapped(*name, before, registry) for name in names)


def _mapped(
    name: str, number: int | None, events: int, before: Registry, registry: Registry
) -> NameMapped:
    try:
        match = registry.find(name)
    except UnknownActorError as error:
        rule = (
            f"{error.what}: it may be {', '.join(error.nearest)}" if error.nearest else error.what
        )
        return NameMapped(name, number, events, "undecided", None, None, rule)
    actor = match.actor
    if actor.where == RECORDED:
        rule = "only the record knows it: it stands for itself"
        return NameMapped(name, number, events, "own", actor.id, actor.name, rule)
    try:
        rule = before.find(name).rule
        alone = before.find(name).actor.id != actor.id
    except UnknownActorError:
        rule, alone = match.rule, True
    if alone and number is not None and number in actor.ucdp:
        rule = f"by its UCDP actor id {number}, which is that of {actor.label}"
    if actor.where:
        rule += f" [{actor.where}]"
    return NameMapped(name, number, events, "known", actor.id, actor.name, rule)
