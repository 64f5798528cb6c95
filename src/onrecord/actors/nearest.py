"""The known names nearest to an unknown one: offered, never taken."""

from __future__ import annotations

from onrecord.actors.catalogue import Catalogue
from onrecord.actors.index import NameIndex
from onrecord.actors.names import LONGEST_NAME, normalise

LIKE = 60.0
"""Similarity, of 100, below which a name is not worth offering."""


def nearest_names(name: str, index: NameIndex, catalogue: Catalogue, count: int = 3) -> list[str]:
    """Up to `count` names of different actors, the nearest first, by rapidfuzz's similarity."""
    key = normalise(name) if len(name) <= LONGEST_NAME else ""
    if not key:
        return []
    from rapidfuzz import fuzz, process

    offers = {k: (entries[0].actor.id, entries[0].alias.text) for k, entries in index.items()}
    for country in catalogue.countries.values():
        text = f"Government of {country.ucdp}"
        for word in (country.name, *country.demonyms):
            offers.setdefault(normalise(word), (country.government_id, text))
    # Whole names against whole names, in any order of words: a part in common is no likeness.
    near: dict[str, str] = {}
    choices = list(offers)
    found = [
        *process.extract(key, choices, scorer=fuzz.ratio, limit=12, score_cutoff=LIKE),
        *process.extract(key, choices, scorer=fuzz.token_sort_ratio, limit=12, score_cutoff=LIKE),
    ]
    for choice, _, _ in sorted(found, key=lambda f: -f[1]):
        actor_id, text = offers[choice]
        near.setdefault(actor_id, text)
        if len(near) == count:
            break
    return list(near.values())
