"""Whether the verdict hangs on what a reader had to assume: a distance, or which place it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.assess.case import Answer, Case
from onrecord.assess.finding import Alternative, OtherPlace, Verdict
from onrecord.assess.sentences import sentence
from onrecord.assess.words import listed
from onrecord.places.areas import Disc, UnitPart
from onrecord.stats.sphere import distance_km

Module = Callable[[Case], Answer]

FACTORS = (0.5, 2.0)
MOST_HOMONYMS = 3
_NO_ANSWER: tuple[Verdict, ...] = ("beyond the record", "not testable")


@dataclass(frozen=True)
class Tried:
    """The answer, what would change it, and the verdict at each homonym (by its coordinates)."""

    answer: Answer
    sentences: tuple[str, ...] = ()
    homonyms: tuple[tuple[int, OtherPlace], ...] = ()
    """With the index of the place in the claim that each is a homonym of."""
    alternatives: tuple[Alternative, ...] = ()


def _distances(
    case: Case, module: Module, answer: Answer
) -> tuple[Answer, list[str], list[Alternative]]:
    if not any(p.assumed_km for p in case.places) or answer.verdict in _NO_ANSWER:
        return answer, [], []
    km = next(p.area.km for p in case.places if p.assumed_km and isinstance(p.area, Disc))
    differing: list[tuple[float, Verdict]] = []
    every: list[Alternative] = []
    for factor in FACTORS:
        other = module(case.scaled(factor).for_verdict()).verdict
        label = f"{km * factor:g} km instead of {km:g} km"
        every.append(Alternative(kind="distance", label=label, verdict=other))
        if other != answer.verdict:
            differing.append((km * factor, other))
    said = [f"At {at:g} km instead of {km:g} km: {verdict}." for at, verdict in differing]
    if not differing or answer.verdict == "undecided":
        return answer, said, every
    at, verdict = differing[0]
    numbers = {
        "here": answer.verdict,
        "km": f"{km:g}",
        "there": verdict,
        "other_km": f"{at:g}",
        "because": sentence(answer.template, answer.numbers),
    }
    return (
        replace(
            answer,
            verdict="undecided",
            template="undecided.distance",
            numbers={**answer.numbers, **numbers},
            would_change="The distance that the report means. " + answer.would_change,
        ),
        said,
        [
            Alternative(kind="distance", label=f"{km:g} km, as taken", verdict=answer.verdict),
            *every,
        ],
    )


def _whole_units(case: Case, module: Module, answer: Answer) -> tuple[list[str], list[Alternative]]:
    """What the verdict would be in the whole of a unit of which the claim names a part.

    Where the part ends is an assumption, and much of it is within 25 km of that line.
    """
    areas = case.query.areas
    wholes = tuple(area.unit if isinstance(area, UnitPart) else area for area in areas)
    if wholes == areas or answer.verdict in _NO_ANSWER:
        return [], []
    other = module(case.with_areas(wholes).for_verdict())
    names = listed(area.unit.name for area in areas if isinstance(area, UnitPart))
    same = " as well" if other.verdict == answer.verdict else ""
    whole = Alternative(kind="whole", label=f"the whole of {names}", verdict=other.verdict)
    return [f"In the whole of {names}: {other.verdict}{same}."], [whole]


def _homonyms(
    case: Case, module: Module, answer: Answer
) -> tuple[list[tuple[int, OtherPlace]], list[str]]:
    found: list[tuple[int, OtherPlace]] = []
    said: list[str] = []
    places = case.resolved.places
    for index, chosen in enumerate(places):
        if chosen.place is None:
            continue
        for other in chosen.others[:MOST_HOMONYMS]:
            areas = tuple(
                chosen.at(other) if i == index else place.area for i, place in enumerate(places)
            )
            verdict = module(case.with_areas(areas).for_verdict()).verdict
            away = float(distance_km(chosen.place.lat, chosen.place.lon, other.lat, other.lon))
            label = f"{other.name}{other.whereabouts()}"
            found.append(
                (
                    index,
                    OtherPlace(
                        label=label,
                        lat=other.lat,
                        lon=other.lon,
                        km_away=round(away, 1),
                        verdict=verdict,
                    ),
                )
            )
            if verdict != answer.verdict:
                said.append(f"If {label} ({away:.0f} km away) is meant: {verdict}.")
    return found, said


def tried(case: Case, module: Module) -> Tried:
    """The answer at the claim's place, tried at half and twice an assumed distance and elsewhere.

    A verdict that another distance would change is *undecided*; one that another place of the
    same name would change stands, and says so.
    """
    first = module(case)
    homonyms, said_homonyms = _homonyms(case, module, first)
    answer, said, distances = _distances(case, module, first)
    said_whole, wholes = _whole_units(case, module, first)
    elsewhere = [
        Alternative(kind="homonym", label=other.label, verdict=other.verdict)
        for _, other in homonyms
        if other.verdict is not None
    ]
    return Tried(
        answer,
        (*said, *said_whole, *said_homonyms),
        tuple(homonyms),
        (*distances, *wholes, *elsewhere),
    )
