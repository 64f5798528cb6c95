"""Places by the spellings of their names: a dictionary for every level of folding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from onrecord.places.countries import code_of, names_of, written_names
from onrecord.places.generic import forms
from onrecord.places.place import Place
from onrecord.places.spelling import key, loose

# Names that English gives to units and that no rule of spelling leads to.
_EXONYMS: dict[str, tuple[str, ...]] = {
    "rif dimashq": ("Rif Damascus", "Rural Damascus", "Damascus countryside", "Reef Dimashq"),
    "dimashq": ("Damascus",),
    "halab": ("Aleppo",),
}


def strong_names(place: Place) -> tuple[str, ...]:
    """Every form that means the place in its own right."""
    return all_names(place)[0]


def all_names(place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms that mean the place, and those that do only if nothing else bears them.

    The second kind are without “airport” or “area”, or stood in parentheses.
    """
    if place.kind == "country":
        written = [form for name in (place.name, *place.names) for form in written_names(name)]
        code = code_of(place.name)
        return tuple(dict.fromkeys([*written, *(names_of(code) if code else ())])), ()
    strong: dict[str, None] = {}
    weak: dict[str, None] = {}
    for name in (*sorted(place.names), place.name):
        if name not in strong:
            taken = forms(name, unit=place.is_unit)
            strong |= dict.fromkeys(taken.strong)
            weak |= dict.fromkeys(taken.weak)
            if place.is_unit:
                strong |= dict.fromkeys(_EXONYMS.get(key(taken.core), ()))
    return tuple(strong), tuple(weak)


class Index:
    """Places by safe, weak and coarse spellings; each list in the order of the places.

    Made at the first look-up: a gazetteer that is only the start of a larger one costs nothing.
    """

    def __init__(self, places: tuple[Place, ...] = ()) -> None:
        self._given = places

    @property
    def places(self) -> tuple[Place, ...]:
        return self._given

    @cached_property
    def units(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.is_unit)

    @cached_property
    def countries(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.kind == "country")

    @cached_property
    def country_names(self) -> frozenset[str]:
        """The names of the countries that the places are, or lie in."""
        lain_in = {place.country for place in self.places if place.country}
        return frozenset(lain_in | {place.name for place in self.countries})

    @property
    def by_key(self) -> Mapping[str, list[Place]]:
        return self._keys[0]

    @property
    def by_weak_key(self) -> Mapping[str, list[Place]]:
        return self._keys[1]

    @cached_property
    def _keys(self) -> tuple[dict[str, list[Place]], dict[str, list[Place]]]:
        by_key: dict[str, list[Place]] = defaultdict(list)
        by_weak_key: dict[str, list[Place]] = defaultdict(list)
        spelt: dict[Any, tuple[dict[str, None], ...]] = {}
        for place in self.places:
            # Many a district of the world is called Centre or North: one name is looked at once.
            written = place.kind == "country", place.is_unit, place.name, place.names
            if written not in spelt:
                spelt[written] = tuple(dict.fromkeys(map(key, some)) for some in all_names(place))
            strong, weak = spelt[written]
            for spelling in strong:
                by_key[spelling].append(place)
            for spelling in weak:
                by_weak_key[spelling].append(place)
        for spellings in (by_key, by_weak_key):
            spellings.pop("", None)
        return dict(by_key), dict(by_weak_key)

    @cached_property
    def by_loose(self) -> Mapping[str, list[Place]]:
        """Places by coarse spellings; made when the first name is not found by its key."""
        found: dict[str, list[Place]] = {}
        for spelling, places in self.by_key.items():
            coarse = loose(spelling)
            # Comparing places is dear, and nearly always but one spelling leads here.
            found[coarse] = (
                list(dict.fromkeys(found[coarse] + places)) if coarse in found else places
            )
        return found
