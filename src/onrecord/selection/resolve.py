"""From the names in a claim to a query: actors through the registry, places through the gazetteer.

Everything that was taken for granted on the way is kept as a sentence, for the finding to show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.actors import Registry
from onrecord.claims import Events, InBox, InPlace, InPolygon, Near
from onrecord.errors import UnknownPlaceError
from onrecord.places import IN_KM, Gazetteer, Place
from onrecord.places.areas import Area, Box, Disc, Polygon, UnitArea, UnitPart
from onrecord.records.schema import RecordInfo
from onrecord.selection.coarsen import shown_name
from onrecord.selection.query import Party, Query, Who

NEAR_KM, PLACE_KM = IN_KM["near"], IN_KM["in"]

Spot = Near | InPlace | InBox | InPolygon


@dataclass(frozen=True)
class ResolvedPlace:
    """A place of a claim as a shape, with the other places that bear its name."""

    spot: Spot
    area: Area
    label: str
    place: Place | None = None
    others: tuple[Place, ...] = ()
    assumed_km: bool = False
    """The circle's radius is an assumption: the verdict is tried at half and at twice of it."""
    assumptions: tuple[str, ...] = ()

    def at(self, other: Place) -> Area:
        """The same shape around a homonym."""
        km = self.area.km if isinstance(self.area, Disc) else PLACE_KM
        return Disc(other.lat, other.lon, km)


def scaled(area: Area, factor: float) -> Area:
    """The area with a circle's radius multiplied; other shapes as they are."""
    return Disc(area.lat, area.lon, area.km * factor) if isinstance(area, Disc) else area


@dataclass(frozen=True)
class Resolved:
    """A query with the places behind its areas and what was assumed."""

    query: Query
    places: tuple[ResolvedPlace, ...]
    assumptions: tuple[str, ...] = ()


@dataclass
class Resolver:
    """Resolves the names of claims for one record.

    `near` holds points (latitude, longitude) of places that the report names without ambiguity:
    among homonyms the one nearest to them is taken.
    """

    registry: Registry
    gazetteer: Gazetteer
    info: RecordInfo
    near: Sequence[tuple[float, float]] = field(default_factory=tuple)

    @property
    def country(self) -> str | None:
        countries = self.info.coverage.countries
        return countries[0] if len(countries) == 1 else None

    def actor(self, name: str, on: dt.date) -> str:
        """The id of an actor by any of its names; UnknownActorError with the nearest names."""
        return self.registry.find(name, on=on, country=self.country).actor.id

    def party(
        self, names: Sequence[str], on: dt.date, reach: dt.date | None, notes: list[str]
    ) -> Party:
        """The alternatives that `names` stand for; “A+B” is a coalition.

        `reach` is the first day that will be looked at: where it lies before an actor took its
        present form, its forerunners' events count too, and that is noted as an assumption.
        """
        alternatives: list[frozenset[str]] = []
        forerunners: list[frozenset[str]] = []
        for name in names:
            members = [self.actor(part.strip(), on) for part in name.split("+")]
            for part, actor in zip(name.split("+"), members, strict=True):
                shown = shown_name(self.registry.actor(actor))
                own = {shown.casefold(), self.registry.actor(actor).name.casefold()}
                if part.strip().casefold() not in own:
                    notes.append(f"“{part.strip()}” is taken as {shown}.")
            alternatives.append(frozenset(members))
            if len(members) > 1:
                continue
            for older, changed in self._forerunners(members[0], reach):
                forerunners.append(frozenset({older}))
                notes.append(
                    f"{shown_name(self.registry.actor(members[0]))} is counted together with its "
                    f"forerunner {shown_name(self.registry.actor(older))} before {changed}."
                )
        named = tuple(dict.fromkeys(alternatives))
        return Party(tuple(dict.fromkeys((*named, *forerunners))), {}, len(named))

    def _forerunners(self, actor: str, reach: dt.date | None) -> list[tuple[str, dt.date]]:
        found: list[tuple[str, dt.date]] = []
        queue = [actor]
        while queue:
            for older, changed in self.registry.predecessors(queue.pop()):
                if reach is not None and reach >= changed:
                    continue
                if older.id not in {name for name, _ in found} and older.id != actor:
                    found.append((older.id, changed))
                    queue.append(older.id)
        return found

    def who(
        self, events: Events | None, on: dt.date, reach: dt.date | None, notes: list[str]
    ) -> Who:
        """The parties of `events`; anyone where it names none."""

        def party(names: Sequence[str] | None) -> Party | None:
            return self.party(names, on, reach, notes) if names else None

        if events is None:
            return Who("anyone")
        if events.between is not None:
            return Who("between", party(events.between[0]), party(events.between[1]))
        if events.involving is not None:
            return Who("involving", party(events.involving))
        if events.directed:
            return Who("directed", party(events.by), party(events.against))
        return Who("anyone")

    def place(self, spot: Spot) -> ResolvedPlace:
        """One place of a claim as a shape; UnknownPlaceError with the nearest names."""
        match spot:
            case InBox():
                west, south, east, north = spot.box
                return ResolvedPlace(
                    spot, Box(*spot.box), f"the box {west}–{east} E, {south}–{north} N"
                )
            case InPolygon():
                return ResolvedPlace(spot, Polygon(spot.polygon), "the polygon given")
            case Near(near=(float() as lat, float() as lon)):
                km = spot.within or NEAR_KM
                ns, ew = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
                label = f"within {km:g} km of {abs(lat):.2f} {ns} {abs(lon):.2f} {ew}"
                return ResolvedPlace(
                    spot, Disc(lat, lon, km), label, assumed_km=spot.assumed or spot.within is None
                )
            case Near():
                return self._circle(spot, str(spot.near), spot.within or NEAR_KM)
            case InPlace():
                return self._named(spot)

    def _circle(self, spot: Near | InPlace, name: str, km: float) -> ResolvedPlace:
        located = self.gazetteer.find(
            name, want="settlement", unit=spot.unit, near=self.near, country=spot.country
        )
        place = located.place
        assumed = spot.assumed or spot.within is None
        if spot.within is None and place.extent_km is not None:
            # A plain or a mountain range, known only vaguely: its point stands for all of it.
            km = max(km, place.extent_km)
        notes = [located.assumption] if located.assumption else []
        notes.extend(_said_of_origin(place))
        if spot.within is None:
            # A distance that the reader assumed is among the claim's own assumptions already.
            notes.append(f"{km:g} km around {place.name} is an assumption.")
        return ResolvedPlace(
            spot,
            Disc(place.lat, place.lon, km),
            f"within {km:g} km of {place.name}",
            place,
            tuple(other for other in located.others if other.kind == "settlement"),
            assumed,
            tuple(notes),
        )

    def _named(self, spot: InPlace) -> ResolvedPlace:
        want = spot.taken_as or ("unit" if spot.part else None)
        if spot.within is not None and want is None:
            want = "settlement"
        located = self.gazetteer.find(
            spot.place, want=want, unit=spot.unit, near=self.near, country=spot.country
        )
        place = located.place
        if place.kind == "settlement":
            if spot.part:
                raise UnknownPlaceError(f"{spot.part} of {spot.place}")
            return self._circle(spot, spot.place, spot.within or PLACE_KM)
        area: Area = self.gazetteer.shape(place)
        notes = [located.assumption] if located.assumption else []
        notes.extend(_said_of_origin(place))
        label = place.name
        if spot.part:
            area = self.gazetteer.part(place, spot.part)
            label = f"the {spot.part} of {place.name}"
            box = "its outline's bounding box" if place.outline else "its bounding box on record"
            notes.append(
                f"“{spot.part} of {place.name}” is taken as the points of it on that side of the "
                f"middle of {box}; within {_edge(area)} of the line is only possible."
            )
        return ResolvedPlace(spot, area, label, place, (), False, tuple(notes))

    def where(self, spots: Sequence[Spot]) -> tuple[ResolvedPlace, ...]:
        return tuple(self.place(spot) for spot in spots)

    def resolve(
        self,
        events: Events | None,
        where: Sequence[Spot],
        first: dt.date | None,
        last: dt.date | None,
        *,
        reach: dt.date | None = None,
    ) -> Resolved:
        """The query that a claim's fields ask. `reach`: the earliest day that will be looked at."""
        notes: list[str] = []
        on = last or first or self.info.coverage.last
        who = self.who(events, on, reach or first, notes)
        places = self.where(where)
        notes.extend(note for place in places for note in place.assumptions)
        query = Query(
            who=who,
            kind=events.kind if events else None,
            areas=tuple(place.area for place in places),
            first=first,
            last=last,
        )
        return Resolved(query, places, tuple(dict.fromkeys(notes)))


def _said_of_origin(place: Place) -> list[str]:
    """Which of the files that were added to the gazetteer a place or its outline is from."""
    if place.outline is not None:
        return [
            f"{place.name} is bounded by an outline ({place.outline.origin}): events with a point "
            "of their own are in it by geometry, those coded to a unit by its name."
        ]
    return [f"{place.name} is where a file of places has it ({place.origin})."] * bool(place.origin)


def bounds_of(area: Area, *, margin_km: float = 0.0) -> tuple[float, float, float, float] | None:
    """A box (west, south, east, north) that holds the area and `margin_km` around it, or None.

    For pruning only: it may be too large, never too small. None where no box can be given, as
    for units, whose rows are told by name.
    """
    import math

    if isinstance(area, Disc):
        west = east = area.lon
        south = north = area.lat
        margin_km += area.km
    elif isinstance(area, Box):
        west, south, east, north = area.west, area.south, area.east, area.north
    elif isinstance(area, Polygon):
        from shapely.geometry import shape

        west, south, east, north = shape(area.geojson).bounds
    elif isinstance(area, UnitArea) and area.outline is not None and area.bounds is not None:
        west, south, east, north = area.bounds
    else:
        return None
    lat_margin = margin_km / 110.0
    south, north = max(-90.0, south - lat_margin), min(90.0, north + lat_margin)
    widest = max(abs(south), abs(north))
    if widest > 88.0:
        return (-180.0, south, 180.0, north)
    lon_margin = margin_km / (110.0 * math.cos(math.radians(widest)))
    if (east - west) % 360.0 + 2 * lon_margin >= 360.0:
        return (-180.0, south, 180.0, north)

    def turned(lon: float) -> float:
        return (lon + 180.0) % 360.0 - 180.0

    return (turned(west - lon_margin), south, turned(east + lon_margin), north)


__all__ = [
    "NEAR_KM",
    "PLACE_KM",
    "Resolved",
    "ResolvedPlace",
    "Resolver",
    "UnitArea",
    "UnitPart",
    "bounds_of",
    "scaled",
]


def _edge(area: Area) -> str:
    return f"{area.edge_km:.0f} km" if isinstance(area, UnitPart) else "25 km"
