"""Everything the curated files say, as actors and countries, ready to be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.actors.actor import ALWAYS, Actor, Alias, Period, Relation
from onrecord.actors.names import slug


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the words that name it."""

    iso: str
    name: str
    ucdp: str
    """The name UCDP writes after “Government of”."""
    also: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]

    @property
    def government_id(self) -> str:
        return f"government-of-{slug(self.name)}"


@dataclass(frozen=True)
class Catalogue:
    """The curated layer: actors by id, countries by ISO code, the words of the generic rules."""

    actors: Mapping[str, Actor]
    countries: Mapping[str, Country]
    words: Mapping[str, tuple[str, ...]]
    days: tuple[date, ...] = field(default=())
    """Every day on which something changes, in order."""

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Catalogue:
        """From the plain form that `curated.compile_files` makes."""
        days: set[date] = set()
        reader = _Reader(days)
        actors = {key: reader.actor(key, entry) for key, entry in plain["actors"].items()}
        countries = {
            iso: Country(
                iso, c["name"], c["ucdp"], *(tuple(c[k]) for k in ("also", "demonyms", "capitals"))
            )
            for iso, c in plain["countries"].items()
        }
        words = {key: tuple(values) for key, values in plain["words"].items()}
        return cls(actors, countries, words, tuple(sorted(days)))


class _Reader:
    def __init__(self, days: set[date]) -> None:
        self._days = days
        self._known: dict[tuple[str | None, str | None], Period] = {(None, None): ALWAYS}

    def actor(self, actor_id: str, entry: Mapping[str, Any]) -> Actor:
        return Actor(
            id=actor_id,
            name=entry["name"],
            kind=entry["kind"],
            full=entry["full"],
            countries=tuple(entry["countries"]),
            ucdp=tuple(entry["ucdp"]),
            period=self._period(entry),
            aliases=tuple(map(self._alias, entry["aliases"])),
            leaders=tuple(map(self._alias, entry["leaders"])),
            part_of=self._ties(entry["part_of"]),
            umbrellas=self._ties(entry["umbrellas"]),
            supports=self._ties(entry["supports"]),
            successor_of=self._ties(entry["successor_of"]),
            rebels_of=entry["rebels_of"],
            source=entry["source"],
            note=entry["note"],
            where=entry["where"],
        )

    def _period(self, entry: Mapping[str, Any]) -> Period:
        key = (entry.get("since"), entry.get("until"))
        period = self._known.get(key)
        if period is None:
            since, until = (date.fromisoformat(day) if day else None for day in key)
            period = self._known[key] = Period(since, until)
            if since:
                self._days.add(since)
            if until and until < date.max:
                # The change comes with the day after the last one.
                self._days.add(date.fromordinal(until.toordinal() + 1))
        return period

    def _alias(self, entry: Mapping[str, Any]) -> Alias:
        return Alias(
            entry["text"],
            self._period(entry),
            entry.get("abbreviation", False),
            entry.get("in_text", True),
            entry.get("note"),
        )

    def _ties(self, entries: Iterable[Mapping[str, Any]]) -> tuple[Relation, ...]:
        return tuple(
            Relation(e["actor"], self._period(e), e["against"], e["source"]) for e in entries
        )
