"""What a phrase such as “the northern countryside of Hama” says: side, kind, nearness, name.

A phrase is taken apart from the outside in: prepositions and sides from the left, words such as
“province” and “countryside” from the right, until the name is left. Who knows names (a gazetteer)
passes `known`, so that “Eastern Ghouta” stays one name and “eastern Aleppo” does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, cast

from onrecord.places.areas import Side
from onrecord.places.generic import FIRST_ORDER_WORDS, SECOND_ORDER_WORDS, SETTLEMENT_WORDS
from onrecord.places.place import Want
from onrecord.places.spelling import plain

Relation = Literal["in", "near", "area"]

LONGEST = 200
"""Characters that a name or a phrase may have; nothing longer is taken for one."""

_KM = {"mi": 1.609344, "mile": 1.609344, "miles": 1.609344}
_NUMBER = r"(\d+(?:[.,]\d+)?)[\s-]*(km|kms|kilomet(?:re|er)s?|mi|miles?)"
_RADIUS = re.compile(
    rf"(?:with)?in\s+(?:a\s+)?(?:radius\s+of\s+)?{_NUMBER}(?:\s+radius)?\s+(?:of|from|around)\s+(.+)",
    re.IGNORECASE,
)
_COMPASS = r"(?:(north|south)[\s-]?(east|west)|(north|south|east|west))(?:[\s-]?ern)?(?:most)?"
_PART = r"(?:parts?|half|side|reaches|edges?|corner|end|tip|fringes?|sector)"
_COUNTRY = r"(?:countryside|country\s*side|rural\s+areas?|suburbs|outskirts|hinterland)"

_IGNORED = re.compile(r"(?:in|at|inside|within|on|across|throughout|of|the|all)\s+", re.IGNORECASE)
_NEAR = re.compile(
    r"(?:near|nearby|around|close\s+to|next\s+to|outside(?:\s+of)?|"
    r"(?:in\s+)?(?:the\s+)?(?:areas?\s+around|vicinity\s+of|surroundings?\s+of|outskirts\s+of))\s+",
    re.IGNORECASE,
)
_AREA = re.compile(r"(?:areas?|region|regions|zones?)\s+of\s+", re.IGNORECASE)
_SIDE = re.compile(
    rf"{_COMPASS}\b(?:\s+(?:{_PART}|{_COUNTRY}|areas?))?(?:\s+of)?\s+", re.IGNORECASE
)
_CENTRE = re.compile(r"(?:cent(?:re|er)\s+of|central|middle\s+of)\s+", re.IGNORECASE)
_RURAL = re.compile(rf"(?:(?:{_COUNTRY}|rif|reef)\s+(?:of\s+)?|rural\s+)", re.IGNORECASE)
_KIND_FIRST = re.compile(r"([^\W\d_]+)\s+(?:of\s+)?", re.IGNORECASE)

_END_RURAL = re.compile(rf"(?:['’]s?)?\s+(?:(?:{_COMPASS})\s+)?({_COUNTRY})$", re.IGNORECASE)
_END_AREA = re.compile(r"\s+(?:area|areas|region|surroundings|vicinity|front)$", re.IGNORECASE)
_END_SIDE = re.compile(rf"['’]s?\s+{_COMPASS}$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(.+?)['’]s?\s+(.+)")
_WITHIN = re.compile(r"(.+?)(?:\s+in\s+|\s*,\s*)(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class WhereWords:
    """A phrase of place, taken apart. `name` alone is the default: “in NAME”."""

    name: str
    side: Side | None = None
    relation: Relation = "in"
    """`near`: “near”, “around”; `area`: “the P area”, “the region of P”."""
    want: Want | None = None
    """What the words say it is: “province” a unit, “village” a settlement."""
    level: Literal[1, 2] | None = None
    """The order of the unit, where the word tells it: province 1, district 2."""
    word: str | None = None
    """The word that said so, in lower case."""
    rural: bool = False
    """“countryside of”, “rural”: the unit around a town rather than the town."""
    centre: bool = False
    """“central”: a part that cannot be told on a record."""
    km: float | None = None
    """“within 60 km of”."""
    within: WhereWords | None = None
    """“Abu Dali in the north of Hama”: the words after “in”."""


def parse_where(text: str, known: Callable[[str], bool] | None = None) -> WhereWords:
    """Take apart a phrase of place; `known` says whether a string is a name in itself.

    >>> parse_where("the northern countryside of Hama").side
    'north'
    >>> parse_where("Deir ez-Zor province").want
    'unit'
    """
    is_name = known or (lambda _: False)
    text = " ".join(text.split()).strip(" .;:")
    words = WhereWords(text)
    if len(text) > LONGEST:
        return words
    radius = _RADIUS.fullmatch(text)
    if radius:
        number = float(radius[1].replace(",", "."))
        words = replace(words, km=number * _KM.get(radius[2].lower(), 1.0), relation="near")
        words = replace(words, name=radius[3])
    return _from_right(_from_left(words, is_name), is_name)


def _compass(match: re.Match[str], first: int = 1) -> Side:
    two, three = match[first + 1], match[first + 2]
    side = f"{match[first]}-{two}" if match[first] else three
    return cast(Side, side.lower())


def _from_left(words: WhereWords, is_name: Callable[[str], bool]) -> WhereWords:
    """Strip what stands before the name."""
    while not is_name(words.name):
        name = words.name
        if found := _NEAR.match(name):
            words = replace(words, relation="near")
        elif found := _AREA.match(name):
            words = replace(words, relation="area")
        elif words.side is None and (found := _SIDE.match(name)):
            if is_name(_from_right(replace(words, name=name), is_name).name):
                break  # the Eastern Ghouta area
            rural = re.search(_COUNTRY, found[0], re.IGNORECASE) is not None
            words = replace(words, side=_compass(found), rural=words.rural or rural)
        elif found := _CENTRE.match(name):
            words = replace(words, centre=True)
        elif found := _RURAL.match(name):
            words = replace(words, rural=True)
        elif (found := _KIND_FIRST.match(name)) and (kind := _kind(found[1])):
            words = replace(words, want=kind[0], level=kind[1], word=plain(found[1]))
        elif not (found := _IGNORED.match(name)):
            break
        words = replace(words, name=name[found.end() :])
    return words


def _from_right(words: WhereWords, is_name: Callable[[str], bool]) -> WhereWords:
    """Strip what stands after the name, and read what follows “in” or a comma."""
    while not is_name(words.name):
        name = words.name
        if nested := _WITHIN.fullmatch(name):
            around = _from_right(_from_left(WhereWords(nested[2]), is_name), is_name)
            words = replace(words, name=nested[1], within=around)
        elif found := _END_RURAL.search(name):
            side = _compass(found) if found[1] or found[3] else words.side
            words = replace(words, name=name[: found.start()], side=side, rural=True)
        elif words.side is None and (found := _END_SIDE.search(name)):
            words = replace(words, name=name[: found.start()], side=_compass(found))
        elif kind := _last_kind(name):
            want, level, word = kind
            if word == "region" and words.want is None:
                words = replace(words, relation="area")
            rest = name[: len(name) - len(name.split()[-1])].strip()
            words = replace(words, name=rest, want=words.want or want, level=level, word=word)
        elif found := _END_AREA.search(name):
            relation: Relation = "near" if words.relation == "near" else "area"
            words = replace(words, name=name[: found.start()], relation=relation)
        elif owned := _POSSESSIVE.fullmatch(name):
            inner = _from_right(_from_left(replace(words, name=owned[2]), is_name), is_name)
            words = replace(inner, within=inner.within or WhereWords(owned[1]))
            break
        else:
            break
    return words


def _kind(word: str) -> tuple[Want, Literal[1, 2] | None] | None:
    spelled = plain(word)
    if spelled in SETTLEMENT_WORDS:
        return "settlement", None
    if spelled in FIRST_ORDER_WORDS:
        return "unit", 1
    if spelled in SECOND_ORDER_WORDS:
        return "unit", 2
    return None


def _last_kind(name: str) -> tuple[Want, Literal[1, 2] | None, str] | None:
    parts = name.split()
    kind = _kind(parts[-1]) if len(parts) > 1 else None
    return None if kind is None else (*kind, plain(parts[-1]))
