"""Which actors a name can mean, and on which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.actors.actor import Actor, Alias
from onrecord.actors.names import normalise


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one actor."""

    actor: Actor
    alias: Alias


@dataclass(frozen=True)
class Hints:
    """What tells apart actors that share a name: the record at hand, and the country spoken of."""

    countries: frozenset[str] = frozenset()
    """ISO codes; of the claim, when it says so."""
    record_countries: frozenset[str] = frozenset()
    record_actors: frozenset[str] = frozenset()
    record_names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Normalised name in the record → ids of the actors it stands for there."""

    def within(self, iso: str) -> Hints:
        """The same record, and a country spoken of."""
        return replace(self, countries=frozenset({iso}))


class NameIndex:
    """Names, normalised, with the actors that bear them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for actor in actors:
            self.add(actor, actor.aliases)

    def add(self, actor: Actor, aliases: Iterable[Alias]) -> None:
        for alias in aliases:
            entries = self._entries.setdefault(normalise(alias.text), [])
            if all(e.actor is not actor or e.alias != alias for e in entries):
                entries.append(Entry(actor, alias))

    def layered(self, entries: Iterable[Entry]) -> NameIndex:
        """A copy that knows more names; the original stays as it is."""
        copy = NameIndex(())
        copy._entries = dict(self._entries)
        for entry in entries:
            key = normalise(entry.alias.text)
            copy._entries[key] = [*copy._entries.get(key, ()), entry]
        return copy

    def get(self, name: str) -> Sequence[Entry]:
        return self._entries.get(normalise(name), ())

    def items(self) -> Iterable[tuple[str, Sequence[Entry]]]:
        return self._entries.items()


def bearers(entries: Sequence[Entry], on: date | None) -> tuple[list[Entry], list[Entry]]:
    """Split the bearers of a name into those the day singles out and those that always bear it.

    A dated name that does not hold on the day is left out of both.
    """
    dated = [e for e in entries if e.alias.period.bounded and e.alias.period.holds(on)]
    always = [e for e in entries if not e.alias.period.bounded]
    return dated, always


def narrow(entries: Sequence[Entry], name: str, on: date | None, hints: Hints) -> list[Entry]:
    """The bearers of a name that remain once day, country, spelling and record have been asked.

    Each question is only asked while several actors remain, and never leaves none.
    """
    dated, always = bearers(entries, on)
    left = dated or always or list(entries)
    in_record = hints.record_names.get(normalise(name), frozenset())
    questions: tuple[Callable[[Entry], bool], ...] = (
        lambda e: not hints.countries.isdisjoint(e.actor.countries),
        lambda e: e.alias.text == name,  # “JEM” is not “JeM”
        lambda e: e.actor.id in in_record,
        lambda e: e.actor.id in hints.record_actors,
        lambda e: not hints.record_countries.isdisjoint(e.actor.countries),
    )
    for keep in questions:
        if len({e.actor.id for e in left}) <= 1:
            break
        left = [e for e in left if keep(e)] or left
    return left
