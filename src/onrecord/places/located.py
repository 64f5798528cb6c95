"""From the places that bear a name to the one that is meant, and what is said of the choice."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.places.choice import Chosen, Context, choose, lies_in, said_of_homonyms
from onrecord.places.distance import km_between
from onrecord.places.lookup import Hits, writes_exactly
from onrecord.places.place import SAME_PLACE_KM, How, Located, Place, Want
from onrecord.places.where import WhereWords

_ORDER: dict[Want | None, tuple[str, ...]] = {
    # Luxembourg and Djibouti are countries before they are towns; Hama is a town before a unit.
    None: ("country", "settlement", "unit"),
    "settlement": ("settlement", "unit", "country"),
    "unit": ("unit", "country", "settlement"),
    "country": ("country", "unit", "settlement"),
}

_WORLD_OTHERS = 5
"""Homonyms kept of a place outside of the record's countries: there are 24 Washingtons."""


def located(words: WhereWords, hits: Hits, context: Context, want: Want | None) -> Located:
    """Choose among hits (not empty) by kind first, then by context."""
    by_kind: dict[str, list[Place]] = {"settlement": [], "unit": [], "country": []}
    for place in hits.places:
        by_kind["unit" if place.is_unit else place.kind].append(place)
    order = [kind for kind in _ORDER[want] if by_kind[kind]]
    primary = by_kind[order[0]]
    rest = [place for kind in order[1:] for place in _units_first(by_kind[kind], 1)]
    if order[0] == "unit":
        primary, lesser = _of_level(primary, words.level or 1)
        rest = lesser + rest
    chosen = choose(primary, context)
    place = chosen.place
    homonyms = tuple(other for other in chosen.others if not _same(place, other))
    if hits.stage == "world":
        homonyms = homonyms[:_WORLD_OTHERS]
    chosen = Chosen(place, homonyms, chosen.reason)
    exact = hits.stage in ("key", "country", "world") and writes_exactly(place, words.name)
    how: How = "exact" if exact else "fuzzy" if hits.stage == "guess" else "normalised"
    said = [
        _said_of_spelling(words.name, hits, place),
        said_of_homonyms(words.name, chosen) or _said_of_distance(words.name, hits, place),
        _said_of_kind(words, place, rest, want),
        _said_of_unit(place, context),
    ]
    assumption = " ".join(sentence for sentence in said if sentence)
    return Located(place, (*homonyms, *rest), how, assumption or None)


def _units_first(places: Sequence[Place], level: int) -> list[Place]:
    return sorted(places, key=lambda place: place.kind != f"unit{level}")


def _of_level(units: Sequence[Place], level: int) -> tuple[list[Place], list[Place]]:
    """Units of the level, and the others; all of them if there is none of that level."""
    wanted = [unit for unit in units if unit.kind == f"unit{level}"]
    if not wanted:
        return list(units), []
    return wanted, [unit for unit in units if unit not in wanted]


def _same(place: Place, other: Place) -> bool:
    """Whether two places of one kind are one place, written in two ways."""
    if place.kind != "settlement":
        return False
    return km_between(place.lat, place.lon, other.lat, other.lon) <= SAME_PLACE_KM


def _said_of_spelling(asked: str, hits: Hits, place: Place) -> str | None:
    match hits.stage:
        case "other name":
            return f"“{asked}” is another name of {place.name} (GeoNames)."
        case "part of name":
            return f"“{asked}” is taken as {place.name}, which has it in its name."
        case "loose":
            return f"“{asked}” is read as another spelling of {place.name}."
        case "guess":
            return (
                f"“{asked}” is not known; it is read as {place.name}{place.whereabouts()}, "
                f"the nearest name known ({hits.alike:.0f} % alike)."
            )
    return None


def _said_of_distance(asked: str, hits: Hits, place: Place) -> str | None:
    if hits.stage != "world":
        return None
    return f"“{asked}” is not a place of the record; it is taken as {place.described()}."


def _said_of_kind(
    words: WhereWords, place: Place, rest: Sequence[Place], want: Want | None
) -> str | None:
    asked = words.name
    if want == "unit" and not place.is_unit and place.kind != "country":
        return f"No unit called “{asked}” is known: it is taken as the place."
    if want == "settlement" and place.kind != "settlement":
        return f"No settlement called “{asked}” is known: it is taken as {place.name}."
    units = [other.name for other in rest if other.is_unit]
    if want is None and place.kind == "settlement" and units:
        return f"“{asked}” is taken as the place itself, not as {' or '.join(units)}."
    return None


def _said_of_unit(place: Place, context: Context) -> str | None:
    """That the unit named with a place is unknown, or that the place does not lie in it."""
    if context.named is None:
        return None
    if not context.units:
        return f"The unit “{context.named}” is not known and was not used."
    if any(unit == place or lies_in(place, unit, context.side) for unit in context.units):
        return None
    side = f"the {context.side} of " if context.side else ""
    return (
        f"{place.name} is not recorded in {side}{context.units[0].name}, which is named with it, "
        f"but{place.whereabouts()}."
    )
