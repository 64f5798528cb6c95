"""The names of a loaded record: which known actors they are, and which are new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.actors.actor import Actor, Alias
from onrecord.actors.entry import SHORT
from onrecord.actors.index import Entry, Hints, NameIndex, narrow
from onrecord.actors.names import normalise, slug
from onrecord.actors.resolve import Resolver

Written = tuple[str, int | None]
"""A name as a record writes it, with its UCDP actor id."""


@dataclass(frozen=True)
class Recorded:
    """What the records loaded so far add to a registry."""

    actors: tuple[Actor, ...] = ()
    """Actors that only the last record knows."""
    entries: tuple[Entry, ...] = ()
    """Names that only the last record knows, of new and of known actors."""
    hints: Hints = field(default_factory=Hints)
    written: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)
    """Actor id → the names and ids by which the records write it."""


def read_names(
    names: Iterable[Written],
    countries: Iterable[str],
    before: Recorded,
    resolver: Resolver,
    index: NameIndex,
    actors: Mapping[str, Actor],
    never_in_text: Iterable[str],
) -> Recorded:
    """Match a record's names with the actors known so far.

    An id decides between bearers of one name, and finds an actor under an unlisted spelling. A
    name whose id belongs to none of its bearers is another actor, however well known the name.
    """
    hints = Hints(
        record_countries=before.hints.record_countries | frozenset(countries),
        record_actors=before.hints.record_actors,
        record_names=before.hints.record_names,
    )
    by_id: dict[int, list[Actor]] = {}
    for actor in actors.values():
        for known_id in actor.ucdp:
            by_id.setdefault(known_id, []).append(actor)
    never = frozenset(map(normalise, never_in_text))

    new: dict[str, Actor] = {}
    entries: list[Entry] = []
    meant: dict[str, set[str]] = {k: set(v) for k, v in hints.record_names.items()}
    written: dict[str, list[Written]] = {k: list(v) for k, v in before.written.items()}
    pairs: dict[Written, None] = dict.fromkeys((name.strip(), number) for name, number in names)
    for raw, number in pairs:
        key = normalise(raw)
        if not key:
            continue
        bearers = index.get(raw)
        fits = _known(raw, number, bearers, by_id, resolver, hints)
        if fits is None:
            continue  # several actors bear the name, and nothing tells which is meant
        alias = Alias(raw, abbreviation=raw.isupper(), in_text=_in_text(raw, key, resolver, never))
        if not fits:
            actor = _new_actor(raw, number, alias, {**actors, **new})
            if actor.id not in new:
                new[actor.id] = actor
                entries.append(Entry(actor, alias))
            if number is not None:
                by_id.setdefault(number, []).append(actor)
            fits = [actor]
        for actor in fits:
            if actor.id not in new and all(e.actor.id != actor.id for e in bearers):
                entries.append(Entry(actor, alias))
            meant.setdefault(key, set()).add(actor.id)
            lines = written.setdefault(actor.id, [])
            if (raw, number) not in lines:
                lines.append((raw, number))
    return Recorded(
        tuple(new.values()),
        tuple(entries),
        Hints(
            record_countries=hints.record_countries,
            record_actors=frozenset(written),
            record_names={k: frozenset(v) for k, v in meant.items()},
        ),
        {k: tuple(v) for k, v in written.items()},
    )


def _known(
    name: str,
    number: int | None,
    bearers: Iterable[Entry],
    by_id: Mapping[int, list[Actor]],
    resolver: Resolver,
    hints: Hints,
) -> list[Actor] | None:
    """The known actors a recorded name stands for; [] if it is a new one; None if undecided."""
    entries = list(bearers)
    named = list({e.actor.id: e.actor for e in entries}.values())
    if number is None:
        if named:
            left = {e.actor.id: e.actor for e in narrow(entries, name, None, hints)}
            return list(left.values()) if len(left) == 1 else None
        found, _ = resolver.resolve(name, None, hints)
        return found if len(found) <= 1 else None
    fits = [a for a in named if number in a.ucdp] or [a for a in named if not a.ucdp]
    if fits:
        return fits
    if number in by_id:
        return by_id[number][-1:]
    if named:
        return []
    found, _ = resolver.resolve(name, None, hints)
    return [a for a in found if not a.ucdp] if len(found) == 1 else []


def _new_actor(name: str, number: int | None, alias: Alias, taken: Mapping[str, Actor]) -> Actor:
    actor_id = slug(name)
    if actor_id in taken:
        actor_id = f"{actor_id}-{number if number is not None else 'recorded'}"
    return Actor(
        id=actor_id,
        name=name,
        ucdp=() if number is None else (number,),
        aliases=(alias,),
        where="the loaded record",
    )


def _in_text(name: str, key: str, resolver: Resolver, never: frozenset[str]) -> bool:
    letters = sum(c.isalnum() for c in name)
    if letters <= SHORT or key in never:
        return False
    # “Somali”, “Indian”: an ethnic group in the record, mostly a plain demonym in a text.
    return resolver.country(name) is None
