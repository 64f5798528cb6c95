"""Words that say what a place is, not which: Rahjan *village*, Hamah *Governorate*.

Three lists, because they differ in what may be dropped. A settlement's word goes without loss.
A unit's word tells the governorate from its town. A feature's word belongs to the name: “Deir
ez Zor airport” is not the town, but “Shair” alone may well mean the Shair gas field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.places.spelling import plain
from onrecord.places.words import wordlist

SETTLEMENT_WORDS = wordlist("settlement")
FIRST_ORDER_WORDS = wordlist("first_order")
SECOND_ORDER_WORDS = wordlist("second_order")
UNIT_WORDS = FIRST_ORDER_WORDS | SECOND_ORDER_WORDS

# What stands before the name in a unit's written form: Mintaqat Markaz Hamah district.
_UNIT_PREFIXES = UNIT_WORDS | {"autonomous", "federal"}
FEATURE_WORDS = wordlist("feature")

# Words that make a where_coordinates a line between places or a piece of a road, not a place.
_LINE = re.compile(r"\b(between|road|highway|axis|river)\b|\bborder\b(?! crossing)", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(of|near|in|and|between|with)\b", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)\s*")
_OF = frozenset({"of", "de", "du", "des", "da", "do", "d", "e", "la"})


@dataclass(frozen=True)
class Forms:
    """The forms of one written name.

    `core` is the name without its settlement or unit word; `strong` are forms that mean the
    place in their own right (`core` first); `weak` are forms that may mean it if nothing else
    bears them: without the feature word, or out of parentheses.
    """

    core: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]


def is_line(written: str) -> bool:
    """Whether a written name is a road, a border, a river or a stretch between places.

    Not if it ends in a settlement's word: “Harford Road village” is a village.
    """
    return _LINE.search(written) is not None and without_settlement_word(written) == written


@lru_cache(maxsize=100_000)
def _word(token: str) -> str:
    """A word as the lists write it; `plain`, which is dearer, only where it has diacritics."""
    if not token.isascii():
        token = plain(token)
    return token.lower().replace("-", "").strip(".,;'")


def _drop_ending(name: str, words: frozenset[str]) -> str:
    while True:
        rest, _, last = name.rpartition(" ")
        if not rest or _word(last) not in words:
            return name
        name = rest


def without_settlement_word(name: str) -> str:
    """`Rahjan village` → `Rahjan`; a name that is nothing else stays."""
    return _drop_ending(" ".join(name.split()), SETTLEMENT_WORDS)


def without_unit_words(name: str) -> str:
    """`Mintaqat Markaz Hamah district` → `Hamah`; `Province of X` → `X`."""
    name = _drop_ending(" ".join(name.split()), UNIT_WORDS)
    while True:
        first, _, rest = name.partition(" ")
        if not rest or _word(first) not in _UNIT_PREFIXES:
            return name
        name = rest
        while (split := name.partition(" "))[2] and _word(split[0]) in _OF:
            name = split[2]


def bears_unit_word(name: str) -> bool:
    return without_unit_words(name) != " ".join(name.split())


@lru_cache(maxsize=200_000)  # more names than a record of the whole world writes
def forms(written: str, *, unit: bool = False) -> Forms:
    """Take apart a name as a record writes it.

    `Tadmur/Palmyra town` is Tadmur and Palmyra; `Tiyas Military Airbase (T4)` is weakly T4.
    """
    whole = " ".join(written.split())
    bare, aside = whole, []
    if "(" in whole:
        aside = _PARENTHESES.findall(whole)
        bare = " ".join(_PARENTHESES.sub(" ", whole).split()) or whole
    drop = without_unit_words if unit else without_settlement_word
    core = drop(bare)
    named = [core]
    if "/" in bare and not _PREPOSITION.search(bare):
        named += [drop(part) for part in bare.split("/")]
    weak = [drop(part) for part in aside]
    if not unit:
        weak += [without_unit_words(_drop_ending(form, FEATURE_WORDS)) for form in named]
    strong = tuple(form for form in dict.fromkeys((*named, bare, whole)) if has_letters(form))
    return Forms(
        core=core,
        strong=strong,
        weak=tuple(f for f in dict.fromkeys(weak) if f not in strong and has_letters(f)),
    )


def has_letters(name: str) -> bool:
    return any(map(str.isalnum, name))
