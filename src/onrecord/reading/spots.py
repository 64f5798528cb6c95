"""From the words of a place (“the area around P”, “north-east Q”) to a `where`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.places.where import WhereWords, parse_where
from onrecord.reading.passage import Placed
from onrecord.reading.protocols import PlaceNames

NEAR_KM = 30
AREA_KM = 50
"""What “near P” and “the P area” are taken as (METHODS 1)."""

_RANKS = {"settlement": 0, "unit2": 1, "unit1": 2, "country": 3}
_TO_TOWN = r"(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?$"
_AT_A_DISTANCE = re.compile(
    r"(\d+(?:\.\d+)?)\s*(km|kilomet(?:re|er)s?|miles?|mi)\s+(?:away\s+)?(?:from|outside(?:\s+of)?|"
    r"(?:to\s+the\s+)?(?:north|south|east|west)[\w\s-]{0,12}\s+of)\s+" + _TO_TOWN,
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"(?:\b(?:few|several|some|couple\s+of)\s+(?:km|kilomet(?:re|er)s|miles)\s+(?:[\w-]+\s+)??"
    r"(?:from|of|outside)|\bnot\s+far\s+from|\bshort\s+(?:distance|drive|walk)\s+from"
    r"|\bin\s+the\s+neighbou?rhood\s+of|\bapproach(?:es)?\s+to"
    r"|\b(?:hills|mountains|forests?|bush)\s+(?:above|around))\s+" + _TO_TOWN,
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w'’-]*(?:\s(?:[A-ZÀ-Þ][\w'’-]*|al|de|da|town))*"
_ROAD = r"(?:road|highway|motorway|axis|route|railway)\b"
_FIRST_OF_TWO = re.compile(rf"\s+(?:town\s+)?and\s+(?:the\s+(?:town|city|village)\s+of\s+)?{_NAME}")
_BETWEEN = re.compile(
    rf"\b[Bb]etween\s+(?:the\s+(?:towns|villages|cities)\s+of\s+)?(?P<first>{_NAME}\s+and\s+)?"
    r"(?:the\s+(?:town|city|village)\s+of\s+)?$"
)
_ROAD_AHEAD = re.compile(rf"\s*[-–]\s*{_NAME}\s+{_ROAD}")
_ROAD_BEHIND = re.compile(rf"\s+{_ROAD}")
_WITHIN = re.compile(
    r"within\s+(\d+(?:\.\d+)?)\s*(km|kilomet(?:re|er)s?|miles?|mi)\s+(?:of|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"(?<!the )(?<!\bin )\b(?:north|south)?-?(?:north|south|east|west)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def unknown_spot(name: str, *, near: bool) -> Spot:
    """A place that the report names and nobody knows, as the report writes it."""
    return Spot({"near": name} if near else {"place": name}, name, 0, (), unknown=True)


_PART_OF = re.compile(
    r"\b(?:districts?|quarters?|neighbou?rhoods?|suburbs?|areas?|sectors?|wards?|parts?|blocks?)"
    r"\s+(?:in|of)\s+(?:the\s+)?(?:city\s+of\s+|capital,?\s+)?$",
    re.IGNORECASE,
)


def _beside(text: str, placed: Placed, before: str) -> bool:
    """“A few km from P”, “between P and Q”, “on the P-Q road”: not in the place, but near it."""
    behind = text[placed.end : placed.end + 60]
    if _CLOSE.search(before):
        return True
    between = _BETWEEN.search(before)
    if between is not None:
        return between["first"] is not None or _FIRST_OF_TWO.match(behind) is not None
    if _ROAD_AHEAD.match(behind):
        return True
    joined = re.search(rf"{_NAME}\s*[-–]\s*$", before) is not None
    return joined and _ROAD_BEHIND.match(behind) is not None


def _km(match: re.Match[str]) -> float:
    return float(match[1]) * (1.609344 if match[2].lower().startswith("mi") else 1.0)


@dataclass(frozen=True)
class Spot:
    """One place as the claim language writes it, and how coarse (0 a settlement, 3 a country)."""

    written: Mapping[str, Any] = field(hash=False)
    label: str
    rank: int
    assumed: tuple[str, ...] = ()
    unknown: bool = False
    """Named by the report, and in no gazetteer."""


class Spots:
    """Reads the places of one report; what the report itself calls a province is the province."""

    def __init__(self, gazetteer: PlaceNames, country: str | None) -> None:
        self.gazetteer, self.country = gazetteer, country
        self._units: set[str] = set()
        self._kinds: dict[str, tuple[str | None, str | None]] = {}

    def learn(self, phrase: str, name: str) -> None:
        """Note that a phrase (“the province Idlib”) calls a place a unit."""
        if parse_where(phrase).want == "unit":
            self._units.add(name)

    def kind(self, name: str) -> str | None:
        """settlement, unit1, unit2 or country, as the gazetteer takes the name."""
        return self._known(name)[0]

    def country_of(self, name: str) -> str | None:
        return self._known(name)[1]

    def _known(self, name: str) -> tuple[str | None, str | None]:
        if name not in self._kinds:
            try:
                place = self.gazetteer.find(name).place
                self._kinds[name] = (place.kind, place.country)
            except OnrecordError:
                self._kinds[name] = (None, None)
        return self._kinds[name]

    def of(self, text: str, placed: Placed) -> Spot | None:
        """The place named in `text` as a `where`; None if the gazetteer does not know it."""
        start, end = placed.phrase
        before = text[max(0, start - 45) : placed.start]
        far = _AT_A_DISTANCE.search(before)
        if far:
            return self._far(placed.text, _km(far))
        if self.kind(placed.text) == "settlement" and _beside(text, placed, before):
            return self.near(Spot({"place": placed.text}, placed.text, 0))
        within = _WITHIN.search(before)
        if within:
            written = {"near": placed.text, "within": f"{_km(within):g} km"}
            return Spot(written, placed.text, 0)
        if _BEYOND.search(before) and not before.lower().rstrip().endswith(("the", "in")):
            return self._beyond(placed.text)
        words = parse_where(text[start:end], lambda name: name == placed.text)
        inside = _PART_OF.search(text[max(0, start - 45) : placed.start]) is not None
        return self._written(placed.text, words, inside=inside)

    def part_of_country(self, side: str) -> Spot | None:
        """“the east of the country”: of the one that the report is about."""
        if self.country is None:
            return None
        written = {"place": self.country, "part": side, "taken_as": "country"}
        say = f"“The country” is taken as {self.country}, the one that the report names most."
        return Spot(written, f"the {side} of {self.country}", 3, (say,))

    def _far(self, name: str, km: float) -> Spot:
        within = round(km * 1.25)
        say = f"{km:g} km from {name}: taken as within {within} km of it."
        return Spot({"near": name, "within": f"{within} km", "assumed": True}, name, 0, (say,))

    def _beyond(self, name: str) -> Spot | None:
        """“north of P”, without “the”: outside of it, not a part of it."""
        if self.kind(name) is None:
            return None
        say = f"On one side of {name}: taken as within {NEAR_KM} km of it."
        return Spot({"near": name, "within": f"{NEAR_KM} km", "assumed": True}, name, 0, (say,))

    def near(self, spot: Spot) -> Spot:
        """“outside the city”, of one named before; what is no settlement stays as it is."""
        if spot.rank or set(spot.written) != {"place"}:
            return spot
        say = f"{NEAR_KM} km around {spot.label} is an assumption: the report gives no distance."
        written = {"near": spot.label, "within": f"{NEAR_KM} km", "assumed": True}
        return Spot(written, spot.label, 0, (say,))

    def _written(self, name: str, words: WhereWords, *, inside: bool = False) -> Spot | None:
        kind = self.kind(name)
        if kind is None:
            return None
        rank = _RANKS[kind]
        if kind == "country":
            part = {"part": words.side} if words.side else {}
            return Spot({"place": name, "taken_as": "country", **part}, name, rank)
        if kind == "settlement" and words.want == "unit" and inside and name not in self._units:
            return Spot({"place": name}, name, 0)  # “the Abu Salim district of Tripoli”
        called_unit = kind != "settlement" or name in self._units or words.want == "unit"
        if words.side or words.rural:
            part = {"part": words.side} if words.side else {}
            label = f"the {words.side} of {name}" if words.side else f"the {name} countryside"
            return Spot({"place": name, "taken_as": "unit", **part}, label, 2)
        if words.km is not None:
            return Spot({"near": name, "within": f"{words.km:g} km"}, name, 0)
        around = words.relation != "in" and (kind == "settlement" or words.relation == "near")
        if around and not (words.relation == "area" and name in self._units):
            km = NEAR_KM if words.relation == "near" else AREA_KM
            say = f"{km} km around {name} is an assumption: the report gives no distance."
            return Spot({"near": name, "within": f"{km} km", "assumed": True}, name, 0, (say,))
        if called_unit and words.want != "settlement":
            said: tuple[str, ...] = ()
            if kind == "settlement" and words.want != "unit":
                said = (f"{name} is taken as the province, as the report calls it elsewhere.",)
            rank = 1 if words.level == 2 and kind != "unit1" else 2
            return Spot({"place": name, "taken_as": "unit"}, name, rank, said)
        return Spot({"place": name}, name, 0)
