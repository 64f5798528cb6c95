"""Places of a text that no record names: GeoNames', where the words before say that one is there.

GeoNames knows so many names that a capitalised word alone is no sign of a place. Behind “in”,
“near”, “captured” or “the town of” it is one: any place of the countries that the text speaks of,
and the large ones of the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.places.countries import code_of
from onrecord.places.geonames import GeoNames
from onrecord.places.tokens import Word
from onrecord.places.words import wordlist

LARGE = 100_000
"""Inhabitants from which a place of a country that the text does not speak of is looked for."""

_LOCATIVE = wordlist("locative")
_BEFORE = wordlist("before_place")
_CALLED = _BEFORE - {"the", "of", "and"}
_FURTHEST = 6
"""Words that may stand between a preposition and the name (“near the eastern outskirts of P”)."""


@dataclass(frozen=True, eq=False)
class Elsewhere:
    """Names of GeoNames in some countries (ISO 3166), and of its large places anywhere."""

    geonames: GeoNames
    _asked: dict[str, bool] = field(default_factory=dict, repr=False)

    def knows(self, spelled: str) -> bool:
        """Whether a place has this key as its own name: in the countries, or a large one, or one
        of the countries of the world."""
        if spelled not in self._asked:
            names = self.geonames
            country = code_of(spelled) is not None
            self._asked[spelled] = (
                country
                or bool(names.own_name(spelled))
                or any(names.population(row) >= LARGE for row in names.world(spelled))
            )
        return self._asked[spelled]


def stands_for_place(words: Sequence[Word], at: int) -> bool:
    """Whether the words before `words[at]` say that a place is named there."""
    called = False
    for back in range(1, _FURTHEST + 1):
        if at - back < 0 or not words[at - back + 1].follows:
            return False
        word = words[at - back]
        if word.lower in _LOCATIVE:
            return True
        if word.lower not in _BEFORE:
            return False
        if word.lower == "of" and at - back > 0 and words[at - back - 1].lower in _CALLED:
            called = True
        if called and word.lower in _CALLED:
            return True
    return False
