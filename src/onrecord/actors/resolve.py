"""From a name to its actor: exactly, normalised, by a generic rule; never by guessing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.actors.actor import Actor
from onrecord.actors.catalogue import Catalogue
from onrecord.actors.grammar import Grammar, Phrase
from onrecord.actors.index import Entry, Hints, NameIndex, narrow
from onrecord.actors.names import LONGEST_NAME, normalise
from onrecord.actors.tokens import tokenise

_IN_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
_SHORT_AND_LONG = re.compile(r"^([^:\s]{2,12}):\s+(\S.*)$")

Found = tuple[list[Actor], str]
"""The actors that a name can mean (one, unless it is ambiguous; none, if unknown) and the rule."""

UNKNOWN: Found = ([], "")


class Resolver:
    """Looks names up in an index and, failing that, applies the generic rules."""

    def __init__(
        self,
        catalogue: Catalogue,
        actors: Mapping[str, Actor],
        index: NameIndex,
        grammar: Grammar,
        umbrellas: Mapping[str, str],
    ) -> None:
        self._catalogue = catalogue
        self._actors = actors
        self._index = index
        self._grammar = grammar
        self._umbrellas = umbrellas
        self._codes: dict[str, str] = {}
        for iso, country in catalogue.countries.items():
            for text in (iso, country.name, country.ucdp, *country.also, *country.demonyms):
                self._codes.setdefault(normalise(text), iso)
            self._codes[normalise(country.name)] = iso

    def country(self, name: str) -> str | None:
        """ISO code of a country by any of its names, by its code or its demonym."""
        return self._codes.get(normalise(name))

    def resolve(self, name: str, on: date | None, hints: Hints) -> Found:
        """The actors that a name can mean. At most 300 characters are looked at."""
        name = name.strip()
        key = normalise(name) if len(name) <= LONGEST_NAME else ""
        if not key:
            return UNKNOWN
        entries = self._index.get(name)
        if entries:
            left = narrow(entries, name, on, hints)
            return _distinct(left), self._said(name, left, on)
        return (
            self._by_rule(name, on, hints)
            or self._short_and_long(name, on, hints)
            or self._bracketed(name, on, hints)
            or UNKNOWN
        )

    def _said(self, name: str, left: Sequence[Entry], on: date | None) -> str:
        entry = next((e for e in left if e.alias.text == name), left[0])
        actor, alias = entry.actor, entry.alias
        if alias.text == actor.name and name == alias.text:
            rule = f"“{name}” is the name of {actor.label}"
        elif alias.text == name:
            rule = f"“{name}” is listed as a name of {actor.label}"
        else:
            rule = f"“{name}” is another spelling of “{alias.text}”, a name of {actor.label}"
        if alias.period.bounded:
            rule += f" ({alias.period})"
        if on is not None and not alias.period.bounded and not actor.period.holds(on):
            if actor.period.bounded:
                rule += f"; the actor itself is dated {actor.period}, not {on}"
        elif on is not None and alias.period.bounded and not alias.period.holds(on):
            rule += f"; the name did not hold on {on}"
        if alias.note:
            rule += f"; {alias.note}"
        return rule

    def needs_country(self, name: str) -> bool:
        """Whether a name is one that means something only in a country: “the army”."""
        if len(name) > LONGEST_NAME:
            return False
        phrase = self._phrase(name, None)
        return phrase is not None and phrase.sense in ("army anywhere", "rebels anywhere")

    def _phrase(self, name: str, on: date | None) -> Phrase | None:
        """The generic phrase that a name is, from its first word to its last."""
        tokens = tokenise(name)
        if not tokens:
            return None
        for token in tokens:
            token.broken = False  # “Macedonia, FYR” is one name
        start = 1 if tokens[0].norm == "the" and len(tokens) > 1 else 0
        phrase = self._grammar.at(name, tokens, start, on, as_name=True)
        return phrase if phrase is not None and phrase.end == len(tokens) else None

    def _by_rule(self, name: str, on: date | None, hints: Hints) -> Found | None:
        phrase = self._phrase(name, on)
        if phrase is None:
            return None
        actors, rule = self.meant(phrase, hints)
        return (actors, rule) if actors else None

    def meant(self, phrase: Phrase, hints: Hints) -> Found:
        """The actors that a generic phrase means, and the rule as a sentence."""
        if phrase.sense == "civilians":
            return [self._actors["civilians"]], f"{phrase.rule}: people who are no party"
        if phrase.sense == "army anywhere":
            return self._governments(tuple(sorted(hints.countries)), phrase, hints)
        countries = phrase.countries
        if phrase.sense == "government":
            return self._governments(countries, phrase, hints)
        if phrase.sense == "rebels anywhere":
            countries = tuple(sorted(hints.countries))
        umbrellas = [self._umbrellas[c] for c in countries if c in self._umbrellas]
        actors = [self._actors[u] for u in umbrellas]
        return actors, f"{phrase.rule}: its rebels, whom records put under an umbrella"

    def _governments(self, countries: Sequence[str], phrase: Phrase, hints: Hints) -> Found:
        left = list(countries)
        for chosen in (hints.countries, hints.record_countries):
            if len(left) > 1:
                left = [c for c in left if c in chosen] or left
        known = self._catalogue.countries
        actors = [self._actors[known[c].government_id] for c in left if c in known]
        return actors, phrase.rule

    def _short_and_long(self, name: str, on: date | None, hints: Hints) -> Found | None:
        """ACLED's “HTS: Hayat Tahrir al Sham”: both halves name the actor."""
        parts = _SHORT_AND_LONG.match(name)
        if parts is None:
            return None
        found = [self.resolve(part, on, hints) for part in reversed(parts.groups())]
        known = [(actors, rule) for actors, rule in found if len(actors) == 1]
        if not known or len({actors[0].id for actors, _ in known}) > 1:
            return None
        return known[0]

    def _bracketed(self, name: str, on: date | None, hints: Hints) -> Found | None:
        """“Islamic State (Syria)”: the country in brackets tells which bearer is meant."""
        parts = _IN_BRACKETS.match(name)
        iso = self.country(parts[2]) if parts else None
        if parts is None or iso is None:
            return None
        actors, rule = self.resolve(parts[1], on, hints.within(iso))
        return (actors, rule) if actors else None


def _distinct(entries: Sequence[Entry]) -> list[Actor]:
    return list({e.actor.id: e.actor for e in entries}.values())
