"""Whom and what a whole report names: actors, places, abbreviations, its main country."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.reading.adherents import GroupWords, adherents
from onrecord.reading.descriptions import Found, Names
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.passage import introduced
from onrecord.reading.protocols import ActorLike, ActorNames, ParagraphLike, PlaceNames
from onrecord.reading.speaking import speaker
from onrecord.reading.spots import Spots
from onrecord.reading.strangers import Strange, Stranger, services, strangers, without_parts


class ReportNames:
    """The names of one report. Each paragraph is looked through once."""

    def __init__(
        self,
        text: str,
        paragraphs: Iterable[ParagraphLike],
        registry: ActorNames,
        gazetteer: PlaceNames,
        published: dt.date | None,
    ) -> None:
        self._text, self._registry, self._published = text, registry, published
        self._places: dict[tuple[int, int], Sequence[Any]] = {}
        self._anywhere: dict[tuple[int, int], Sequence[Any]] = {}
        self.shown: dict[str, tuple[str, str]] = {}
        """Actor id → name shown, kind."""
        self.introduced: dict[str, str] = {}
        """Abbreviation → actor id."""
        counts: Counter[str] = Counter()
        anywhere = Spots(gazetteer, None)
        paragraphs = list(paragraphs)
        for paragraph in paragraphs:
            key, flowing = (paragraph.start, paragraph.end), self.flowing(paragraph)
            self._anywhere[key] = registry.mentions(flowing, on=published)
        self._spoken_of = self._countries()
        for paragraph in paragraphs:
            key, flowing = (paragraph.start, paragraph.end), self.flowing(paragraph)
            self._places[key] = gazetteer.mentions(flowing, self._spoken_of)
            self.introduced |= introduced(flowing, self._anywhere[key])
            for place in self._places[key]:
                country = anywhere.country_of(flowing[place.start : place.end])
                counts.update([country] if country else [])
        self.country = _first(counts)
        self.spots = Spots(gazetteer, self.country)
        for key, places in self._places.items():
            written = text[key[0] : key[1]].replace("\n", " ")
            for place in places:
                start, end = getattr(place, "phrase", (place.start, place.end))
                self.spots.learn(written[start:end], written[place.start : place.end])
        self.lookup = lru_cache(maxsize=4096)(self._lookup)
        self._strange = self._strangers(paragraphs)
        known = {w for found in self._anywhere.values() for m in found for w in m.text.split()}
        self.introduced |= adherents(text, known, self._groups)
        own = self.lookup("the army") if self.country is not None else None
        told = [p for p in paragraphs if p.kind != "note"]
        speaks = speaker(text, told, self._with_strange, self.lookup, self._soldiers())
        rules = speaks is not None and self.kind(speaks[0]) == "government"
        self.descriptions = Names(
            self.lookup, self._soldiers(), own, speaks, rules,
            self._enemy(speaks, own, rules), self._coalition(own), self._band(),
        )  # fmt: skip

    def _band(self) -> Found | None:
        """The one armed group that the report names, if it is only one."""
        named = {
            m.actor_id: m.text
            for found in self._with_strange.values()
            for m in found
            if m.actor_id and self.kind(m.actor_id) in ("non-state", "umbrella")
        }
        if len(named) != 1:
            return None
        ((one, said),) = named.items()
        return one, self.shown[one][0] if one in self.shown else said, False

    def _coalition(self, own: Found | None) -> Found | None:
        """Whom “the coalition” means: the one named, else the one of the report's country."""
        bands = {
            actor.id: actor
            for actor in getattr(self._registry, "actors", {}).values()
            if actor.kind == "intergovernmental"
            and any("coalition" in alias.text.lower() for alias in actor.aliases)
        }
        named = set(bands) & self._ids
        if not named and own is not None:
            codes = set(getattr(self._registry.actor(own[0]), "countries", ()))
            named = {
                i for i, a in bands.items()
                if codes & set(a.countries)
                and (self._published is None or a.period.holds(self._published))
            }  # fmt: skip
        if len(named) != 1:
            return None
        one = named.pop()
        self.kind(one)
        return one, f"“coalition” is taken as {bands[one].label}", True

    def _enemy(self, speaks: Found | None, own: Found | None, rules: bool) -> Found | None:
        """Whom “the enemy” means: the one other party that the report names, else of rebels the
        government of the country.
        """
        if speaks is None:
            return None
        others: dict[str, Found] = {
            m.actor_id: (m.actor_id, m.rule, False)
            for found in self._anywhere.values()
            for m in found
            if m.actor_id and m.actor_id != speaks[0] and not getattr(m, "bare_country", False)
            and self.kind(m.actor_id) not in ("civilians", "intergovernmental", "")
        }  # fmt: skip
        if own is not None and own[0] != speaks[0] and not rules:
            return own
        return next(iter(others.values())) if len(others) == 1 else None

    def _countries(self) -> frozenset[str]:
        """ISO 3166 codes of the countries that the report speaks of, or whose actors it names."""
        return frozenset(
            code for i in self._ids for code in getattr(self._registry.actor(i), "countries", ())
        )

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(
            m.actor_id for found in self._anywhere.values() for m in found if m.actor_id
        )

    @cached_property
    def _own_countries(self) -> frozenset[str]:
        """Codes of the countries that the report speaks of, and of the one that it is about."""
        own = self.lookup("the army") if self.country is not None else None
        theirs = getattr(self._registry.actor(own[0]), "countries", ()) if own is not None else ()
        return self._spoken_of | set(theirs)

    @cached_property
    def _groups(self) -> GroupWords:
        actors = getattr(self._registry, "actors", {}).values()
        return GroupWords(actors, self._own_countries, self._ids)

    def flowing(self, paragraph: ParagraphLike) -> str:
        """A paragraph on one line, of the same length."""
        stretch = self._text[paragraph.start : paragraph.end]
        return stretch.replace("\n", " ").replace("\t", " ")

    def places(self, paragraph: ParagraphLike) -> Sequence[Any]:
        return self._places[paragraph.start, paragraph.end]

    def actors(self, paragraph: ParagraphLike) -> tuple[Sequence[Any], Sequence[Any]]:
        """The mentions of actors, in the report's country and without one."""
        found = self._registry.mentions(
            self.flowing(paragraph),
            on=self._published,
            country=self.country,
            extra=self.introduced or None,
        )
        for mention in found:
            if mention.actor_id is not None and mention.actor_id not in self.shown:
                actor = self._registry.actor(mention.actor_id)
                self.shown[mention.actor_id] = (self._written(actor), actor.kind)
        anywhere = self._anywhere[paragraph.start, paragraph.end]
        own = [m for m in found if m.text in self.introduced]
        found = without_parts(found, self.places(paragraph))
        strange = self._strange.in_text(self.flowing(paragraph), found) if self._strange else []
        return [*found, *strange], [*anywhere, *own, *strange]

    @cached_property
    def _with_strange(self) -> dict[tuple[int, int], Sequence[Any]]:
        """The mentions of each paragraph, with the groups that only the report names."""
        return {
            (start, end): [*found, *self._strange.in_text(self._text[start:end], found)]
            for (start, end), found in self._anywhere.items()
        }

    def _strangers(self, paragraphs: Iterable[ParagraphLike]) -> Strange:
        """The armed groups that only the report names, or that the registry finds by it alone."""
        texts = [self.flowing(p) for p in paragraphs if p.kind != "note"]
        spots = {
            self._text[begin + p.start : begin + p.end]
            for (begin, _), found in self._places.items()
            for p in found
        }
        strange: dict[str, Stranger] = {}
        state = self.lookup("the army") if self.country is not None else None
        if state is not None:
            strange = {
                short: Stranger(short, state[0])
                for short in services(texts) if not self._is_known(short, spots)
            }  # fmt: skip
        for one in strangers(texts, lambda name: self._is_known(name, spots), Lexicon.default()):
            actor_id = self._in_report(one.name)
            if actor_id is None or one.text in strange:
                continue
            strange[one.text] = replace(one, name=actor_id)
            if actor_id == one.name:
                self.shown[actor_id] = (actor_id, "non-state")
        return Strange(tuple(strange.values()))

    def _is_known(self, name: str, spots: Collection[str]) -> bool:
        """Whether a name is an actor's or a place's, or a people's (“Georgian fighters”)."""
        if name in spots or name.split()[-1] in spots:
            return True
        # “Georgian army”, though “Georgian” alone names nobody
        said = name if name.isupper() else f"{name}; {name} army"
        named = self._registry.mentions(said, on=self._published, country=self.country)
        return any(m.actor_id or getattr(m, "candidates", ()) for m in named)

    def _in_report(self, name: str) -> str | None:
        """The actor of the report's country that bears a name not safe elsewhere; else the name.

        None where the name is that of an actor of another country: it would be taken for him.
        """
        match = self._registry.known(name, self._published, self.country)
        if match is None:
            bearers = self._groups.bearers(name) | self._groups.bearers(f"{name}s")
            return bearers.pop() if len(bearers) == 1 else (None if bearers else name)
        codes = self._own_countries
        return str(match.actor.id) if codes & set(getattr(match.actor, "countries", ())) else None

    def _written(self, actor: ActorLike) -> str:
        """A name that means this actor and no other (two are called UCK); else its id.

        Tests read the claims without the report's country at hand.
        """
        aliases = (a.text for a in getattr(actor, "aliases", ()))
        names = (actor.name, getattr(actor, "full", None) or actor.name, *aliases)
        for name in names:
            match = self._registry.known(name)
            if match is not None and match.actor.id == actor.id:
                return str(name)
        return actor.id

    def kind(self, actor_id: str) -> str:
        """What an actor is: government, group …"""
        if actor_id not in self.shown:
            try:
                actor = self._registry.actor(actor_id)
            except (OnrecordError, KeyError):
                return ""
            self.shown[actor_id] = (self._written(actor), actor.kind)
        return self.shown[actor_id][1]

    def _soldiers(self) -> Found | None:
        """Whose the soldiers of the report are: its country's, if it names no other government."""
        own = self.lookup("the army") if self.country is not None else None
        if own is None:
            return None
        named = {
            m.actor_id for mentions in self._anywhere.values() for m in mentions
            if m.actor_id is not None and not getattr(m, "bare_country", False)
        }  # fmt: skip
        others = {i for i in named - {own[0]} if self.kind(i) == "government"}
        return None if others else own

    def _lookup(self, description: str) -> tuple[str, str, bool] | None:
        """An actor by a description, in the country that the report is about if it takes one."""
        for country in dict.fromkeys((None, self.country)):
            match = self._registry.known(description, self._published, country)
            if match is None:
                continue
            self.shown[match.actor.id] = (self._written(match.actor), match.actor.kind)
            return match.actor.id, match.rule, country is not None
        return None


def _first(counts: Mapping[str, int]) -> str | None:
    """The country that the report's places lie in most often; none where two share the lead."""
    ranked = Counter(counts).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
