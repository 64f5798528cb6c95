"""What an actor is part of, comes under, supports and follows, on a given day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.actors.actor import Actor, Relation
from onrecord.actors.level import Level


class Ties:
    """The relations between actors, followed as far as they lead."""

    def __init__(self, actors: Mapping[str, Actor], days: Sequence[date]) -> None:
        self._actors = actors
        self._days = days
        self._wholes: dict[tuple[str, int], dict[str, tuple[Relation, ...]]] = {}
        self._successors: dict[str, list[tuple[str, date]]] = {}
        for actor in actors.values():
            for tie in actor.successor_of:
                if tie.period.since is not None:
                    entry = (actor.id, tie.period.since)
                    self._successors.setdefault(tie.actor_id, []).append(entry)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something changes, ascending."""
        return tuple(self._days)

    def epoch(self, on: date) -> int:
        """Number of the stretch of days, between two changes, in which a day lies."""
        return bisect_right(self._days, on)

    def wholes(self, actor_id: str, on: date) -> dict[str, tuple[Relation, ...]]:
        """Everything that holds the actor that day → the shortest chain of ties that leads there.

        Chains of `part_of` are preferred to those over an umbrella; cycles end by themselves.
        """
        key = (actor_id, self.epoch(on))
        known = self._wholes.get(key)
        if known is None:
            parts_only = self._reach(actor_id, on, umbrellas=False)
            known = self._wholes[key] = {**self._reach(actor_id, on, umbrellas=True), **parts_only}
        return known

    def _reach(self, actor_id: str, on: date, umbrellas: bool) -> dict[str, tuple[Relation, ...]]:
        reached: dict[str, tuple[Relation, ...]] = {}
        queue: list[tuple[str, tuple[Relation, ...]]] = [(actor_id, ())]
        for here, chain in queue:  # breadth first: the list grows while it is read
            actor = self._actors.get(here)
            if actor is None:
                continue
            for tie in actor.part_of + (actor.umbrellas if umbrellas else ()):
                if tie.period.holds(on) and tie.actor_id not in reached:
                    if tie.actor_id == actor_id:
                        continue
                    reached[tie.actor_id] = (*chain, tie)
                    queue.append((tie.actor_id, reached[tie.actor_id]))
        return reached

    def level(self, said: str, side_id: str, actor_id: str, on: date) -> tuple[Level, str]:
        """How surely the one actor, as a side of an event, is the other, and why.

        said: the name under which the record has the side.
        """
        if side_id == actor_id:
            known = self._name(actor_id)
            same = "is the actor itself" if said == known else f"is a name of {known}"
            return Level.CERTAIN, f"“{said}” {same}"
        up = self.wholes(side_id, on).get(actor_id)
        if up is not None:
            if not self._over_umbrella(side_id, up):
                since = f" since {up[-1].period.since}" if up[-1].period.since else ""
                return (
                    Level.CERTAIN,
                    f"“{said}” is part of {self._name(actor_id)}{since}",
                )
            return (
                Level.POSSIBLE,
                f"“{said}” is one of the groups that records put under {self._name(actor_id)}",
            )
        down = self.wholes(actor_id, on).get(side_id)
        if down is None:
            return Level.NONE, ""
        if not self._over_umbrella(actor_id, down):
            return (
                Level.POSSIBLE,
                f"“{said}” is the whole that {self._name(actor_id)} is part of",
            )
        against = next((tie.against for tie in down if tie.against), None)
        only = f" when it fights {self._name(against)}" if against else ""
        return (
            Level.POSSIBLE,
            f"“{said}” is an umbrella under which records also code {self._name(actor_id)}{only}",
        )

    def _over_umbrella(self, start: str, chain: tuple[Relation, ...]) -> bool:
        here = start
        for tie in chain:
            if tie not in self._actors[here].part_of:
                return True
            here = tie.actor_id
        return False

    def supported_by(self, actor_id: str, on: date) -> tuple[Actor, ...]:
        actor = self._actors.get(actor_id)
        ties = actor.supports if actor else ()
        return tuple(self._actors[tie.actor_id] for tie in ties if tie.period.holds(on))

    def supporters_of(self, actor_id: str, on: date) -> tuple[Actor, ...]:
        return tuple(
            actor
            for actor in self._actors.values()
            if any(t.actor_id == actor_id and t.period.holds(on) for t in actor.supports)
        )

    def predecessors(self, actor_id: str) -> tuple[tuple[Actor, date], ...]:
        """Those it followed, nearest first, each with the first day of its own successor."""
        return tuple(self._chain(actor_id, self._before))

    def successors(self, actor_id: str) -> tuple[tuple[Actor, date], ...]:
        """Those that followed it, nearest first, each with its own first day in that place."""
        return tuple(self._chain(actor_id, lambda here: self._successors.get(here, [])))

    def _before(self, actor_id: str) -> list[tuple[str, date]]:
        actor = self._actors.get(actor_id)
        ties = actor.successor_of if actor else ()
        return [(tie.actor_id, day) for tie in ties if (day := tie.period.since) is not None]

    def _chain(
        self, start: str, step: Callable[[str], list[tuple[str, date]]]
    ) -> Iterator[tuple[Actor, date]]:
        seen = {start}
        queue = [start]
        for here in queue:
            for other, day in step(here):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
                    yield self._actors[other], day

    def _name(self, actor_id: str) -> str:
        actor = self._actors.get(actor_id)
        return actor.name if actor else actor_id
