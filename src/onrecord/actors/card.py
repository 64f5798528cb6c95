"""What `onrecord actors show NAME` shows: all that is known of one actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.actors.actor import Actor, Match, Period
from onrecord.actors.ties import Ties


@dataclass(frozen=True)
class Tied:
    """Another actor, the days of the tie, and on whose word it is entered."""

    id: str
    name: str
    period: Period
    source: str | None = None
    against: str | None = None

    def __str__(self) -> str:
        parts = [self.name]
        if self.period.bounded:
            parts.append(str(self.period))
        if self.against:
            parts.append(f"against {self.against}")
        line = " ".join(parts)
        return f"{line}: {self.source}" if self.source else line


@dataclass(frozen=True)
class ActorCard:
    """One actor, as data (`as_dict`) and as text (`str`)."""

    id: str
    name: str
    full: str | None
    kind: str
    countries: tuple[str, ...]
    period: Period
    rule: str
    """How the name that was asked for led here."""
    where: str | None
    """The file and line, or the record, that the actor comes from."""
    ucdp: tuple[int, ...]
    recorded: tuple[tuple[str, int | None], ...]
    """Names and ids by which the loaded record writes it."""
    aliases: tuple[tuple[str, Period], ...]
    stands_for_it: tuple[tuple[str, Period], ...]
    part_of: tuple[Tied, ...]
    parts: tuple[Tied, ...]
    umbrellas: tuple[Tied, ...]
    members: tuple[Tied, ...]
    supports: tuple[Tied, ...]
    supporters: tuple[Tied, ...]
    predecessors: tuple[Tied, ...]
    successors: tuple[Tied, ...]
    source: str | None
    note: str | None

    def as_dict(self) -> dict[str, Any]:
        """The JSON twin: plain lists, texts and numbers, days in ISO 8601."""
        plain: dict[str, Any] = {}
        for key, value in vars(self).items():
            plain[key] = _plain(value)
        return plain

    def __str__(self) -> str:
        title = f"{self.name} ({self.full})" if self.full else self.name
        lines = [title, f"  id: {self.id}", f"  kind: {self.kind}"]
        if self.period.bounded:
            lines.append(f"  existed: {self.period}")
        lines.append(f"  found because: {self.rule}")
        if self.where:
            lines.append(f"  from: {self.where}")
        if self.ucdp:
            lines.append("  UCDP actor id: " + ", ".join(map(str, self.ucdp)))
        for name, number in self.recorded:
            lines.append(f"  in the record: {name}" + (f" (id {number})" if number else ""))
        lists: tuple[tuple[str, tuple[Any, ...]], ...] = (
            ("also called", tuple(_named(*a) for a in self.aliases)),
            ("stand for it", tuple(_named(*a) for a in self.stands_for_it)),
            ("part of", self.part_of),
            ("its parts", self.parts),
            ("recorded under", self.umbrellas),
            ("records put under it", self.members),
            ("supports", self.supports),
            ("supported by", self.supporters),
            ("followed", self.predecessors),
            ("followed by", self.successors),
        )
        for label, values in lists:
            if values:
                lines.append(f"  {label}:")
                lines.extend(f"    {value}" for value in values)
        for label, text in (("source", self.source), ("note", self.note)):
            if text:
                lines.append(f"  {label}: {text}")
        return "\n".join(lines)


def card_of(
    match: Match,
    actors: Mapping[str, Actor],
    ties: Ties,
    recorded: tuple[tuple[str, int | None], ...],
) -> ActorCard:
    """The card of a matched actor; ties point from both sides."""
    actor = match.actor
    direct = {
        field: tuple(_tied(tie.actor_id, tie, actors) for tie in getattr(actor, field))
        for field in ("part_of", "umbrellas", "supports")
    }
    inverse = {
        field: tuple(
            _tied(other.id, tie, actors)
            for other in actors.values()
            for tie in getattr(other, field)
            if tie.actor_id == actor.id
        )
        for field in ("part_of", "umbrellas", "supports")
    }
    return ActorCard(
        id=actor.id,
        name=actor.name,
        full=actor.full,
        kind=actor.kind,
        countries=actor.countries,
        period=actor.period,
        rule=match.rule,
        where=actor.where,
        ucdp=actor.ucdp,
        recorded=recorded,
        aliases=tuple((a.text, a.period) for a in actor.aliases if a.text != actor.name),
        stands_for_it=tuple((a.text, a.period) for a in actor.leaders),
        part_of=direct["part_of"],
        parts=inverse["part_of"],
        umbrellas=direct["umbrellas"],
        members=inverse["umbrellas"],
        supports=direct["supports"],
        supporters=inverse["supports"],
        predecessors=tuple(
            Tied(a.id, a.name, Period(since=day)) for a, day in ties.predecessors(actor.id)
        ),
        successors=tuple(
            Tied(a.id, a.name, Period(since=day)) for a, day in ties.successors(actor.id)
        ),
        source=actor.source,
        note=actor.note,
    )


def _tied(actor_id: str, tie: Any, actors: Mapping[str, Actor]) -> Tied:
    against = actors[tie.against].name if tie.against else None
    return Tied(actor_id, actors[actor_id].name, tie.period, tie.source, against)


def _named(text: str, period: Period) -> str:
    return f"{text} ({period})" if period.bounded else text


def _plain(value: Any) -> Any:
    if isinstance(value, Period):
        return {
            "since": value.since.isoformat() if value.since else None,
            "until": value.until.isoformat() if value.until else None,
        }
    if isinstance(value, Tied):
        return {key: _plain(item) for key, item in vars(value).items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
