"""The vocabulary of the generic rules, ready to be matched against words of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.actors.actor import ALWAYS, Actor, Period
from onrecord.actors.catalogue import Catalogue
from onrecord.actors.names import words
from onrecord.actors.trie import Trie

Sort = Literal["name", "demonym", "capital", "leader"]


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word or words that name a country's government."""

    text: str
    iso: str
    sort: Sort
    exact_case: bool
    """An abbreviation: “US” is one, “us” is not."""
    article: bool
    """Only with its article: “El Salvador”, not “Salvador”."""
    period: Period = ALWAYS


class Lexicon:
    """Country words, force words and the small word lists of words.yaml."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.countries: Trie[CountryWord] = Trie(
            (words(word.text), word) for word in _country_words(catalogue)
        )
        lists = catalogue.words
        self.forces = _phrases(lists.get("forces", ()))
        self.deeds = _phrases(lists.get("deeds", ()))
        self.rebels = _phrases(lists.get("rebels", ()))
        self.civilians = _phrases(lists.get("civilians", ()))
        self.needs_country = _phrases(lists.get("needs_country", ()))
        self.needs_country_in_names = _phrases(lists.get("needs_country_in_names", ()))
        self.not_countries = _phrases(lists.get("not_countries", ()))
        self.modifiers = _words(lists.get("modifiers", ()))
        self.foreign = _words(lists.get("foreign", ()))
        self.preceding = _words(lists.get("preceding", ()))
        self.umbrellas = {
            actor.rebels_of: actor.id for actor in catalogue.actors.values() if actor.rebels_of
        }
        """ISO code → id of the umbrella of that country's rebels."""


def _country_words(catalogue: Catalogue) -> Iterable[CountryWord]:
    for iso, country in catalogue.countries.items():
        names = dict.fromkeys((country.name, country.ucdp, *country.also))
        for text in names:
            yield _word(text, iso, "name")
        for text in country.demonyms:
            yield _word(text, iso, "demonym")
        for text in country.capitals:
            if text not in names:
                yield _word(text, iso, "capital")
        government: Actor = catalogue.actors[country.government_id]
        for alias in government.leaders:
            yield _word(alias.text, iso, "leader", alias.period)


def _word(text: str, iso: str, sort: Sort, period: Period = ALWAYS) -> CountryWord:
    letters = [c for c in text if c.isalpha()]
    return CountryWord(
        text,
        iso,
        sort,
        exact_case=all(c.isupper() for c in letters),
        article=text.startswith("El "),
        period=period,
    )


def _phrases(texts: Iterable[str]) -> Trie[str]:
    return Trie((words(text), text) for text in texts)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in (" ".join(words(text)),))
