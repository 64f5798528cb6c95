"""Who is who: the registry of actors, from generic rules, curated files and a loaded record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from onrecord.actors.actor import Actor, Alias, Match
from onrecord.actors.card import ActorCard, card_of
from onrecord.actors.catalogue import Catalogue
from onrecord.actors.compiled import DATA, load_plain
from onrecord.actors.grammar import Grammar
from onrecord.actors.index import Entry, Hints, NameIndex, bearers, narrow
from onrecord.actors.level import Level
from onrecord.actors.lexicon import Lexicon
from onrecord.actors.mentions import Matcher, Mention
from onrecord.actors.names import normalise
from onrecord.actors.nearest import nearest_names
from onrecord.actors.recorded import Recorded, read_names
from onrecord.actors.resolve import Resolver
from onrecord.actors.sides import split_side
from onrecord.actors.ties import Ties
from onrecord.actors.unclear import AmbiguousActorError, CountrylessActorError
from onrecord.errors import UnknownActorError


class Registry:
    """Every actor that onrecord knows, by all of its names. Immutable: `with_record` makes another.

    Three layers: generic rules (“Turkish Army” is the government of Turkey), curated files (the
    YAML beside this module), and the names of the record at hand.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        recorded: Recorded | None = None,
        base: Registry | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._recorded = recorded or Recorded()
        if base is None:
            self._actors: dict[str, Actor] = dict(catalogue.actors)
            self._index = NameIndex(self._actors.values())
            self._lexicon = Lexicon(catalogue)
            self._grammar = Grammar(self._lexicon)
        else:
            self._actors = {**base._actors, **{a.id: a for a in self._recorded.actors}}
            self._index = base._index.layered(self._recorded.entries)
            self._lexicon, self._grammar = base._lexicon, base._grammar
        self._hints = self._recorded.hints
        self._resolver = Resolver(
            catalogue, self._actors, self._index, self._grammar, self._lexicon.umbrellas
        )
        self._ties = Ties(self._actors, catalogue.days)
        self._whole_names = frozenset(map(normalise, catalogue.words.get("names_with_commas", ())))
        self._base = base
        self._levels: dict[tuple[str, str, int], tuple[Level, str]] = {}

    @classmethod
    def default(cls) -> Registry:
        """Generic rules and the curated files that come with onrecord; made once."""
        return _default()

    @classmethod
    def from_folder(cls, folder: Path) -> Registry:
        """From one's own *.yaml files. Raises OnrecordError with file and line if one is wrong."""
        return cls(Catalogue.from_plain(load_plain(folder)))

    @classmethod
    def with_files(cls, own: Sequence[Path]) -> Registry:
        """The default registry with one's own files beside the curated ones, in the same form.

        Raises OnrecordError with file and line if one is wrong.
        """
        return cls(Catalogue.from_plain(load_plain(DATA, own))) if own else cls.default()

    def with_record(
        self, names: Iterable[tuple[str, int | None]], countries: Iterable[str] = ()
    ) -> Registry:
        """A registry that also knows the names of a record.

        names: each side as the record writes it, a single name (see `split`), with its UCDP actor
        id or None. A name that the registry knows already is that actor, unless its id says
        otherwise; any other becomes an actor of its own.
        countries: names of the countries that the record covers. They and the names tell apart
        actors that share an abbreviation.
        """
        codes = {code for name in countries if (code := self._resolver.country(name))}
        never = self._catalogue.words.get("not_in_text", ())
        recorded = read_names(
            names, codes, self._recorded, self._resolver, self._index, self._actors, never
        )
        return Registry(self._catalogue, recorded=recorded, base=self)

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Every actor by its id."""
        return MappingProxyType(self._actors)

    def actor(self, actor_id: str) -> Actor:
        """The actor with an id. Raises UnknownActorError."""
        if actor_id not in self._actors:
            raise UnknownActorError(actor_id, self._nearest(actor_id))
        return self._actors[actor_id]

    def government_of(self, country: str) -> Actor:
        """The government of a country, by any name of the country. Raises UnknownActorError."""
        code = self._resolver.country(country)
        if code is None:
            raise UnknownActorError(country, self._nearest(country))
        return self._actors[self._catalogue.countries[code].government_id]

    def find(self, name: str, on: date | None = None, country: str | None = None) -> Match:
        """The actor that a name means, on a day and in a country if they are given.

        Exact, then normalised, then by a generic rule. `country` (a name, code or demonym; one that
        nobody knows is no hint) tells apart actors that share a name, and gives “the army” and “the
        rebels” a meaning. Raises UnknownActorError with the three nearest names; of its kinds,
        AmbiguousActorError if several actors bear the name, CountrylessActorError for “the army”.
        """
        actors, rule = self._resolver.resolve(name, on, self._hints_for(country))
        if len(actors) == 1:
            return Match(actors[0], rule)
        shown = name.strip()
        shown = shown if len(shown) <= 80 else f"{shown[:80]}…"
        if actors:
            raise AmbiguousActorError(shown, [_told_apart(a, actors) for a in actors])
        if self._resolver.needs_country(name):
            raise CountrylessActorError(shown, country)
        raise UnknownActorError(shown, self._nearest(name))

    def known(self, name: str, on: date | None = None, country: str | None = None) -> Match | None:
        """What `find` gives, or None where it would raise: for whoever asks of many words.

        Looking for the nearest names, which an error offers, takes far longer than the look-up.
        """
        actors, rule = self._resolver.resolve(name, on, self._hints_for(country))
        return Match(actors[0], rule) if len(actors) == 1 else None

    def split(self, side: str) -> tuple[str, ...]:
        """The single names that a record's side lists (“HTS, Southern Front”), in their order."""
        return split_side(side, self._whole_names)

    def level(self, side_name: str, actor_id: str, on: date) -> tuple[Level, str]:
        """How surely a side of an event, as the record writes it, is the actor that day, and why.

        CERTAIN: the name is the actor's, or that of a declared part of it. POSSIBLE: an umbrella,
        coalition, whole or list of groups that holds the actor; a group under it, if the actor is
        an umbrella itself; a name that several actors bear. NONE, with "", otherwise: for a
        predecessor or a supporter too.
        """
        key = (side_name, actor_id, self._ties.epoch(on))
        known = self._levels.get(key)
        if known is None:
            known = self._levels[key] = self._level(side_name, actor_id, on)
        return known

    def _level(self, side_name: str, actor_id: str, on: date) -> tuple[Level, str]:
        if actor_id not in self._actors:
            same = normalise(side_name) == normalise(actor_id) != ""
            return (Level.CERTAIN, "the same name") if same else (Level.NONE, "")
        sure, unsure = self._borne(side_name, on)
        best = (Level.NONE, "")
        for side in sure:
            found = self._ties.level(side_name, side, actor_id, on)
            best = found if found[0] > best[0] else best
        for side in unsure:
            level, why = self._ties.level(side_name, side, actor_id, on)
            if level > Level.NONE and best[0] == Level.NONE:
                best = (Level.POSSIBLE, f"{why}, if the record means it by “{side_name}”")
        if sure or unsure:
            return best
        members = self.split(side_name)
        if len(members) > 1:
            for member in members:
                level, why = self.level(member, actor_id, on)
                if level > Level.NONE:
                    return Level.POSSIBLE, f"a list of groups: {why}"
        return best

    def _borne(self, side_name: str, on: date) -> tuple[list[str], list[str]]:
        """Ids of the actors that a side is under its name on a day, and of those it may be."""
        entries = self._index.get(side_name)
        if entries:
            dated, always = bearers(entries, on)
            sure = [e.actor.id for e in dated]
            left = narrow(always, side_name, None, self._hints) if always else []
            ids = list(dict.fromkeys(e.actor.id for e in left))
            return (sure + ids, []) if len(ids) == 1 else (sure, ids)
        actors, _ = self._resolver.resolve(side_name, on, self._hints)
        found = [a.id for a in actors]
        return (found, []) if len(found) == 1 else ([], found)

    def supported_by(self, actor_id: str, on: date) -> tuple[Actor, ...]:
        """Whom the actor openly supports on that day: Russia → Government of Syria."""
        return self._ties.supported_by(actor_id, on)

    def supporters_of(self, actor_id: str, on: date) -> tuple[Actor, ...]:
        """Who openly supports the actor on that day."""
        return self._ties.supporters_of(actor_id, on)

    def umbrellas_of(
        self, actor_id: str, on: date, facing: Collection[str] | None = None
    ) -> tuple[Actor, ...]:
        """Wholes and umbrellas under whose names records may code the actor, nearest first.

        facing: ids of the opponents, where they are known: a tie that counts only against another
        opponent is then left out.
        """
        chains = self._ties.wholes(actor_id, on)
        if facing is not None:
            chains = {
                i: ties
                for i, ties in chains.items()
                if all(tie.against is None or tie.against in facing for tie in ties)
            }
        return tuple(self._actors[i] for i in sorted(chains, key=lambda i: len(chains[i])))

    def change_dates(self) -> tuple[date, ...]:
        """The days on which some tie or dated name begins or ends to hold, ascending.

        Between two of them `level` gives the same answer on every day.
        """
        return self._ties.days

    def predecessors(self, actor_id: str) -> tuple[tuple[Actor, date], ...]:
        """Those the actor followed, nearest first, each with the first day of its own successor."""
        return self._ties.predecessors(actor_id)

    def successors(self, actor_id: str) -> tuple[tuple[Actor, date], ...]:
        """Those that followed the actor, nearest first, each with its own first day."""
        return self._ties.successors(actor_id)

    @cached_property
    def _forms(self) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        clear: dict[str, str] = {}
        shared: dict[str, tuple[str, ...]] = {}
        for _, entries in self._index.items():
            for text in {e.alias.text for e in entries}:
                left = narrow(entries, text, None, self._hints)
                ids = tuple(dict.fromkeys(e.actor.id for e in left))
                if len(ids) == 1:
                    clear[text] = ids[0]
                else:
                    shared[text] = ids
        return clear, shared

    def surface_forms(self) -> Mapping[str, str]:
        """Every name, alias and spelling → the id of the actor that `find` takes it for."""
        return MappingProxyType(self._forms[0])

    def ambiguous_forms(self) -> Mapping[str, tuple[str, ...]]:
        """Names that several actors bear, and that `find` refuses without a country or a day."""
        return MappingProxyType(self._forms[1])

    @cached_property
    def _matcher(self) -> Matcher:
        if self._base is None:
            return Matcher.over(self._actors.values(), self._grammar, self._resolver)
        return self._base._matcher.layered(self._recorded.entries, self._resolver)

    def mentions(
        self,
        text: str,
        *,
        on: date | None = None,
        country: str | None = None,
        extra: Mapping[str, str] | None = None,
    ) -> list[Mention]:
        """Where a text names actors: in order, without overlaps, the longest name first.

        on: the day the text speaks of; dated names (“Taliban” after August 2021) depend on it.
        country: gives “the regime's forces” and “the rebels” a meaning.
        extra: abbreviations that the text introduces itself → id of the actor, or any of its names.
        One pass, linear in the length of the text. Offsets are code points.
        """
        ids = {}
        for short, meant in (extra or {}).items():
            ids[short] = meant if meant in self._actors else self.find(meant, on, country).actor.id
        own = [Entry(self._actors[i], Alias(short, abbreviation=True)) for short, i in ids.items()]
        return self._matcher.find_all(text, on, self._hints_for(country), own)

    def show(self, name: str, on: date | None = None, country: str | None = None) -> ActorCard:
        """All that is known of an actor, by any of its names. Raises UnknownActorError."""
        if name in self._actors:
            match = Match(self._actors[name], f"“{name}” is its id")
        else:
            match = self.find(name, on, country)
        written = tuple(self._recorded.written.get(match.actor.id, ()))
        return card_of(match, self._actors, self._ties, written)

    def _hints_for(self, country: str | None) -> Hints:
        code = self._resolver.country(country) if country else None
        return self._hints.within(code) if code else self._hints

    def _nearest(self, name: str) -> list[str]:
        return nearest_names(name, self._index, self._catalogue)


@lru_cache(maxsize=1)
def _default() -> Registry:
    return Registry(Catalogue.from_plain(load_plain(DATA)))


def _told_apart(actor: Actor, rivals: list[Actor]) -> str:
    alike = sum(other.name == actor.name for other in rivals) > 1
    return actor.full if alike and actor.full else actor.name
