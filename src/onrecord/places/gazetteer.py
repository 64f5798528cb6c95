"""The gazetteer: which place a name means, with the homonyms that it does not mean kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from onrecord.errors import UnknownPlaceError
from onrecord.places.abroad import Abroad
from onrecord.places.added import outlined_units
from onrecord.places.areas import Bounds, CountryArea, Side, UnitArea, UnitPart
from onrecord.places.choice import Context
from onrecord.places.columns import Names
from onrecord.places.countries import code_of
from onrecord.places.elsewhere import Elsewhere
from onrecord.places.extent import Extent, area, part_of, shape_of
from onrecord.places.geonames import GeoNames
from onrecord.places.index import Index
from onrecord.places.lands import Lands
from onrecord.places.located import located
from onrecord.places.lookup import Hits, Lookup
from onrecord.places.mentions import Finder, PlaceMention
from onrecord.places.outlines import OutlinedUnit, outlined
from onrecord.places.place import UNITS, Located, Place, Want
from onrecord.places.rows import places_of
from onrecord.places.spelling import key, plain
from onrecord.places.where import LONGEST, WhereWords, parse_where

if TYPE_CHECKING:
    import pyarrow as pa

_REGIONS = frozenset({"region", "oblast", "krai", "regiao"})

Points = Sequence[tuple[float, float]]


class Gazetteer:
    """Places by name: a record's own, the user's files', and, if asked for, GeoNames'.

    It never changes: `with_geonames` and `with_places` give a new one.
    """

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._lookup = Lookup(Index(tuple(places)))

    @classmethod
    def from_rows(
        cls,
        name: Names,
        lat: ArrayLike,
        lon: ArrayLike,
        where_prec: ArrayLike,
        adm_1: Names,
        adm_2: Names,
        country: Names,
        events: ArrayLike | None = None,
    ) -> Gazetteer:
        """The places that a record's rows name; every column has shape (n,).

        Texts are sequences of strings (None or NaN for nothing) or coded columns (`codes` into
        `values`); coordinates are degrees; `where_prec` is on UCDP's scale. `events`: how
        many events each row stands for (one, where it is not given). Raises ValueError if the
        columns differ in length.
        """
        return cls(places_of(name, lat, lon, where_prec, adm_1, adm_2, country, events))

    @classmethod
    def from_kept(cls, places: pa.Table, spellings: pa.Table) -> Gazetteer:
        """What `kept` made of a gazetteer of rows. Raises ValueError for anything else."""
        from onrecord.places.kept import KeptIndex

        return cls._with(Lookup(KeptIndex(places, spellings)))

    def kept(self) -> tuple[pa.Table, pa.Table]:
        """The places of the rows and their spellings as tables, quick to read; see `kept`."""
        from onrecord.places.kept import as_tables

        return as_tables(self._lookup.own)

    def with_geonames(self) -> Gazetteer:
        """The same with GeoNames' places of 500 and more inhabitants (CC BY 4.0) behind it.

        Costs nothing until a name is looked up; the first look-up ever takes some ten seconds to
        extract them (`geonames.prepare` does it beforehand).
        """
        return self._with(Lookup(self._lookup.own, Abroad.beside(self._lookup.own)))

    def with_places(self, places: Iterable[Place]) -> Gazetteer:
        """The same with places from the user's own file, which go before the record's."""
        given = [replace(place, source="file") for place in places]
        own = Index((*given, *self.places))
        return self._with(Lookup(own, Abroad.beside(own) if self._lookup.abroad else None))

    def with_outlines(self, units: Iterable[OutlinedUnit] | None = None) -> Gazetteer:
        """The same with the outlines of units: those given, or of the files that were added.

        A unit of the record keeps its names, by which its coarse rows are told; see `outlines`.
        The same gazetteer where there are none for its countries.
        """
        given = outlined_units() if units is None else tuple(units)
        if not given:
            return self
        places = outlined(self.places, given)
        if places == self.places:
            return self
        own = Index(places)
        return self._with(Lookup(own, Abroad.beside(own) if self._lookup.abroad else None))

    @staticmethod
    def _with(lookup: Lookup) -> Gazetteer:
        gazetteer = Gazetteer()
        gazetteer._lookup = lookup
        return gazetteer

    @property
    def places(self) -> tuple[Place, ...]:
        """The record's own places, units and countries, and those of the user's files."""
        return self._lookup.own.places

    @property
    def units(self) -> tuple[Place, ...]:
        return self._lookup.own.units

    @property
    def countries(self) -> tuple[Place, ...]:
        return self._lookup.own.countries

    def find(
        self,
        name: str,
        *,
        unit: str | None = None,
        near: Points = (),
        country: str | None = None,
        want: Want | None = None,
    ) -> Located:
        """The place that `name` means, the homonyms, and what was assumed.

        `unit` names the unit it lies in (“Hama”, “the north of Hama”), `near` gives other places
        of the report (latitude, longitude), `country` keeps to one country. A name of a town and
        of a unit is the town unless `want` or the name itself (“Hama province”) says otherwise;
        the unit is then among the others. Raises UnknownPlaceError with the nearest names, also
        for a name with a side (“north of Hama”): that is for `where`.
        """
        asked = self._asked(name)
        if country is not None and code_of(country) is None:
            raise UnknownPlaceError(country)
        words = self._words(asked)
        if words.side or words.centre or words.km is not None:
            raise UnknownPlaceError(asked, self._lookup.nearest(words.name))
        hits = self._lookup.find(words.name, country)
        if not hits.places:
            raise UnknownPlaceError(asked, self._lookup.nearest(words.name))
        context = self._context(unit if unit is not None else words.within, near)
        return located(words, hits, context, want or words.want)

    def where(
        self,
        text: str,
        *,
        km: float | None = None,
        unit: str | None = None,
        near: Points = (),
        country: str | None = None,
    ) -> tuple[Located, Extent]:
        """A phrase (“the northern countryside of Hama”) as a place and a shape.

        Raises UnknownPlaceError for a name that nobody knows, OnrecordError for a part that
        cannot be told.
        """
        asked = self._asked(text)
        words = self._words(asked)
        hits = self._lookup.find(words.name, country)
        if not hits.places:
            raise UnknownPlaceError(asked, self._lookup.nearest(words.name))
        if words.word == "region" and not _called_region(hits):
            # “The Hama region” is around the town; “Kherson region” is what the record calls so.
            words = replace(words, want=None, relation="area")
        want = words.want
        if want is None and (words.side or words.rural) and words.relation == "in":
            want = "unit"
        context = self._context(unit if unit is not None else words.within, near)
        found = located(words, hits, context, want)
        return found, area(found, words, km)

    def shape(self, place: Place) -> UnitArea | CountryArea:
        """A unit or a country as an area, with the exact strings that rows write for it."""
        return shape_of(place)

    def part(self, place: Place, side: Side) -> UnitPart:
        """The part of a unit or country on one side of the middle of its bounding box.

        Raises OnrecordError where no row of it has a precise point.
        """
        return part_of(place, side)

    def unit_bounds(self) -> Mapping[tuple[int, str], Bounds]:
        """Bounding boxes of the rows with where_prec ≤ 2, by level and name as rows write it.

        Units of one name (in two countries, say) get the box around them all.
        """
        return self._unit_bounds

    @cached_property
    def _unit_bounds(self) -> Mapping[tuple[int, str], Bounds]:
        boxes: dict[tuple[int, str], Bounds] = {}
        for unit in self.units:
            if unit.bounds is None:
                continue
            for name in unit.names:
                place = (1 if unit.kind == "unit1" else 2, name)
                west, south, east, north = boxes.get(place, unit.bounds)
                w, s, e, n = unit.bounds
                boxes[place] = min(west, w), min(south, s), max(east, e), max(north, n)
        return boxes

    def lands(self) -> Lands:
        """Where the record's countries lie."""
        return self._lands

    @cached_property
    def _lands(self) -> Lands:
        return Lands.of(self.countries)

    def known(self, name: str) -> bool:
        """Whether a name is known without guessing, anywhere."""
        if not key(name) or len(name) > LONGEST:
            return False
        return self._lookup.is_name(name) or bool(self._hits_abroad(name))

    def mentions(self, text: str, countries: Iterable[str] = ()) -> list[PlaceMention]:
        """Known places named in running text, in order, without overlaps; linear in the text.

        `countries`: ISO 3166 codes of those that the text speaks of. With GeoNames, their places
        are found as well, and the large ones of the world, but only where the words before say
        that a place stands there (“in”, “captured”, “the town of”).
        """
        return self._finder.find(text, self._elsewhere(frozenset(countries)))

    def _elsewhere(self, countries: frozenset[str]) -> Elsewhere | None:
        abroad = self._lookup.abroad
        if abroad is None or (self.places and not abroad.geonames.codes):
            # An invented country (the demonstration's) never makes the files necessary.
            return None
        if countries not in self._places_elsewhere:
            self._places_elsewhere[countries] = Elsewhere(GeoNames(countries))
        return self._places_elsewhere[countries]

    @cached_property
    def _places_elsewhere(self) -> dict[frozenset[str], Elsewhere]:
        return {}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._lookup.own, self._lookup.abroad)

    def _hits_abroad(self, name: str) -> bool:
        abroad = self._lookup.abroad
        return abroad is not None and bool(abroad.geonames.world(key(name)))

    def _words(self, asked: str) -> WhereWords:
        """The words of a phrase; a name elsewhere in the world is not split (South Bend)."""
        words = parse_where(asked, self._lookup.is_name)
        if words.side and not self._lookup.is_name(words.name) and self._hits_abroad(asked):
            return WhereWords(asked)
        return words

    def _asked(self, name: str) -> str:
        asked = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        if not key(asked):
            raise UnknownPlaceError(asked)
        if len(asked) > LONGEST:
            raise UnknownPlaceError(asked[:60] + "…")
        return asked

    def _context(self, unit: str | WhereWords | None, near: Points) -> Context:
        points = tuple((float(lat), float(lon)) for lat, lon in near)
        if unit is None:
            return Context(near=points)
        words = unit if isinstance(unit, WhereWords) else parse_where(unit, self._lookup.is_name)
        hits = self._lookup.near_at_hand(key(words.name), words.name, frozenset()).places
        first = [p for p in hits if p.kind == "unit1" and words.level != 2]
        units = first or [p for p in hits if p.kind in (*UNITS, "country")]
        return Context(tuple(units), words.side, points, named=words.name)


def _called_region(hits: Hits) -> bool:
    """Whether “region” can only mean a unit: it is called so, or nothing else has the name."""
    units = [place for place in hits.places if place.is_unit]
    called = {word for unit in units for name in unit.names for word in plain(name).split()}
    return bool(units) and (bool(called & _REGIONS) or len(units) == len(hits.places))
