"""The stages of a look-up, from the exact name to a guess; each is for what the last left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from onrecord.places.abroad import Abroad
from onrecord.places.countries import code_of, codes_with
from onrecord.places.distance import km_between
from onrecord.places.generic import (
    FEATURE_WORDS,
    SETTLEMENT_WORDS,
    UNIT_WORDS,
    without_settlement_word,
)
from onrecord.places.index import Index, strong_names
from onrecord.places.nearest import Spellings
from onrecord.places.place import SAME_PLACE_KM, Place
from onrecord.places.spelling import key, loose, plain
from onrecord.places.words import wordlist

Stage = Literal["key", "other name", "part of name", "loose", "country", "world", "guess"]


@dataclass(frozen=True)
class Hits:
    """Places that a name may mean, and the stage at which they were found."""

    places: tuple[Place, ...]
    stage: Stage = "key"
    alike: float = 100.0
    """How alike the spellings are, where the name was guessed (0–100)."""


_SIDES = wordlist("sides")
SIDE_KEYS = frozenset(map(key, _SIDES))
_ORDINARY = _SIDES | SETTLEMENT_WORDS | UNIT_WORDS | FEATURE_WORDS | {"the", "this", "that"}

_GUESSED_COUNTRIES = 5

NOTHING = Hits(())


@dataclass(frozen=True, eq=False)
class Lookup:
    """Looks in the record (and the user's files), then in GeoNames nearby, then in the world.

    1. the safe key: the record's places, and GeoNames' of the record's countries by own name;
    2. a country of the world;
    3. another name in GeoNames (Kiev for Kyiv), led back to the record's place where it has one;
    4. the record's name without its feature word (Shair for Shair gas field);
    5. the loose key, in the record and in GeoNames of its countries;
    6. GeoNames elsewhere in the world;
    7. the most alike names.
    """

    own: Index
    abroad: Abroad | None = None
    _guessable: dict[str, Spellings] = field(default_factory=dict, repr=False)

    def find(self, name: str, country: str | None = None) -> Hits:
        """Places called `name`, in `country` if given; empty hits if there is none."""
        spelled = key(name)
        if not spelled:
            return NOTHING
        codes = codes_with(country) if country else frozenset()
        near = self.near_at_hand(spelled, name, codes)
        if near.places:
            return near
        if self.abroad is not None and not _ordinary(name):
            world = self.abroad.geonames.world(spelled, codes)
            if world:
                return Hits(tuple(self.abroad.places(world)), "world")
        return self._guess(name, codes)

    def near_at_hand(self, spelled: str, name: str, codes: frozenset[str]) -> Hits:
        """Stages 1 to 5: without the world at large, and without guessing."""
        own = self._in(codes, self.own.by_key.get(spelled, []))
        own += self._beside(own, self._geonames("own", spelled, codes))
        if own:
            return Hits(tuple(own))
        code = code_of(name)
        if code is not None and self.abroad is not None and (not codes or code in codes):
            country = self.abroad.country(code)
            if country is not None:
                return Hits((country,), "country")
        also = self._geonames("other", spelled, codes)
        if also:
            return Hits(tuple(dict.fromkeys([*also, *self._units_of(also)])), "other name")
        weak = self._in(codes, self.own.by_weak_key.get(spelled, []))
        if weak:
            return Hits(tuple(weak), "part of name")
        coarse = loose(name)
        spelt = self._in(codes, self.own.by_loose.get(coarse, []))
        spelt += self._beside(spelt, self._geonames("loose", coarse, codes))
        return Hits(tuple(spelt), "loose") if spelt else NOTHING

    def is_name(self, name: str) -> bool:
        """Whether a string as it stands is a name in the record, in its countries, or a country.

        A side before a name of the record is a side, whatever town in GeoNames is called so: the
        South Lebanon of a report is not the one in Ohio.
        """
        spelled = key(name)
        side, _, rest = spelled.partition(" ")
        if side in SIDE_KEYS and rest in self.own.by_key and spelled not in self.own.by_key:
            return False
        return bool(spelled and self.near_at_hand(spelled, name, frozenset()).places)

    def _units_of(self, places: Sequence[Place]) -> list[Place]:
        """Units that bear the names of places: who says Kiev province means Kyiv's."""
        spelled = {key(name) for place in places for name in strong_names(place)}
        return [
            unit
            for name in sorted(spelled)
            for unit in self.own.by_key.get(name, [])
            if unit.is_unit
        ]

    def _in(self, codes: frozenset[str], places: Sequence[Place]) -> list[Place]:
        if not codes:
            return list(places)
        return [p for p in places if p.country is not None and codes & codes_with(p.country)]

    def _geonames(
        self, which: Literal["own", "other", "loose"], spelling: str, codes: frozenset[str]
    ) -> list[Place]:
        if self.abroad is None:
            return []
        names = self.abroad.geonames
        ask = {"own": names.own_name, "other": names.other_name, "loose": names.loose_name}[which]
        rows = [row for row in ask(spelling) if not codes or names.admin1(row)[0] in codes]
        found = [self.abroad.own_place(row) or self.abroad.places([row])[0] for row in rows]
        return list(dict.fromkeys(found))

    @staticmethod
    def _beside(known: Sequence[Place], found: Sequence[Place]) -> list[Place]:
        """Those of `found` that are not the same place as one already known."""
        return [
            place
            for place in found
            if not any(
                other.kind == "settlement"
                and km_between(place.lat, place.lon, other.lat, other.lon) <= SAME_PLACE_KM
                for other in known
            )
        ]

    @cached_property
    def spellings(self) -> Spellings:
        """The record's names, for guesses and for what is offered with an error."""
        return Spellings.of(name for place in self.own.places for name in _offered(place))

    def _abroad_spellings(self) -> list[Spellings]:
        """GeoNames' own names in the record's countries, unless they are too many to guess among.

        Among the names of half the world, every misspelling is near to some village.
        """
        if self.abroad is None or len(self.abroad.geonames.codes) > _GUESSED_COUNTRIES:
            return []
        names = self.abroad.geonames
        for code in sorted(names.codes):
            if code not in self._guessable:
                self._guessable[code] = Spellings.of(names.column("name", names.rows_in(code)))
        return [self._guessable[code] for code in sorted(names.codes)]

    def _guess(self, name: str, codes: frozenset[str]) -> Hits:
        for spellings in (self.spellings, *self._abroad_spellings()):
            guesses = spellings.guesses(name)
            if not guesses:
                continue
            best = [g for g in guesses if g.alike > guesses[0].alike - 2]
            hits = [self.near_at_hand(key(g.name), g.name, codes) for g in best]
            places = dict.fromkeys(place for hit in hits for place in hit.places)
            if places:
                return Hits(tuple(places), "guess", best[0].alike)
        return NOTHING

    def nearest(self, name: str, limit: int = 5) -> list[str]:
        """Known names to offer instead."""
        offered = self.spellings.nearest(name, limit)
        for spellings in self._abroad_spellings() if len(offered) < limit else []:
            offered += [n for n in spellings.nearest(name, limit) if n not in offered]
        return offered[:limit]


def _offered(place: Place) -> list[str]:
    """The names under which a place is offered and guessed: without “village”, whole for a unit."""
    names = [name for name in strong_names(place) if "/" not in name and "(" not in name]
    return [name for name in names if without_settlement_word(name) == name]


def _ordinary(name: str) -> bool:
    """Whether a name only says “the north” or “this area”, as some town in the world is called."""
    return all(word in _ORDINARY for word in plain(name).split())


def writes_exactly(place: Place, name: str) -> bool:
    """Whether a source writes the name so, case and diacritics aside."""
    asked = plain(name)
    names = place.names if place.source == "geonames" else strong_names(place)
    return asked == plain(place.name) or any(plain(form) == asked for form in names)
