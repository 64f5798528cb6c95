"""Groups that a report names by a word of their names alone: “the Maoists”."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

_ADHERENTS = re.compile(
    r"\b([A-Z][a-z]{2,}ist)(?:s\b| (?:rebels?|fighters?|guerrillas?|insurgents?|militants?"
    r"|gunmen)\b)"
)
_ANYBODYS = frozenset(
    {"islamist", "communist", "jihadist", "royalist", "loyalist", "nationalist", "terrorist",
     "extremist", "separatist", "leftist", "unionist", "salafist", "fundamentalist",
     "secessionist", "activist"}
)  # fmt: skip


class GroupWords:
    """The groups of a report's countries, by the words of their names.

    `actors`: those of the registry; `countries`: ISO 3166 codes; `named`: ids of the actors that
    the report names.
    """

    def __init__(
        self, actors: Iterable[Any], countries: Collection[str], named: frozenset[str]
    ) -> None:
        self._actors, self._countries, self._named = actors, countries, named

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for actor in self._actors:
            if actor.kind == "non-state" and not set(actor.countries).isdisjoint(self._countries):
                for alias in actor.aliases:
                    for word in re.findall(r"\w+", alias.text.lower()):
                        found.setdefault(word, set()).add(actor.id)
        return found

    def bearers(self, word: str) -> set[str]:
        """Ids of the groups with this word in a name; if the report names any of them, those."""
        found = self._ids.get(word.lower(), set())
        return found & self._named or set(found)


def adherents(text: str, known: Collection[str], groups: GroupWords) -> dict[str, str]:
    """“The Maoists” → the one group of the report's countries with that word in its name.

    `known`: words of the names that the registry finds in the text.
    """
    found: dict[str, str] = {}
    for said, word in sorted({(m[0], m[1]) for m in _ADHERENTS.finditer(text)}):
        if said in known or word in known or word.lower() in _ANYBODYS:
            continue
        bearers = groups.bearers(word)
        if len(bearers) == 1:
            found[said] = bearers.pop()
    return found
