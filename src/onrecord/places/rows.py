"""The places, units and countries that a record itself names, out of its rows.

Loops run over distinct combinations, never over rows, so that 400,000 rows take about a second.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from numpy.typing import ArrayLike

from onrecord.places.areas import Bounds
from onrecord.places.columns import Combination, Names, Rows
from onrecord.places.distance import km_between
from onrecord.places.generic import bears_unit_word, forms, is_line, without_unit_words
from onrecord.places.place import SAME_PLACE_KM, Place
from onrecord.places.spelling import key

T = TypeVar("T")
_point: Callable[[Combination], tuple[float, float]] = attrgetter("lat", "lon")
_name: Callable[[Combination], str] = attrgetter("name")
_adm_1: Callable[[Combination], str] = attrgetter("adm_1")
_adm_2: Callable[[Combination], str] = attrgetter("adm_2")
_country: Callable[[Combination], str] = attrgetter("country")

PRECISE = 2
"""where_prec up to which a row has a point of its own (within about 25 km)."""
_VAGUE = 5
REGION_KM = 50.0
"""How far a region that the record knows only vaguely (where_prec 5) is taken to reach."""

_SIDE_FIRST = re.compile(
    r"(?:north|south)?-?(?:east|west)?(?:ern)?\s+(?:countryside of\s+)?(.+)", re.IGNORECASE
)


def places_of(
    name: Names,
    lat: ArrayLike,
    lon: ArrayLike,
    where_prec: ArrayLike,
    adm_1: Names,
    adm_2: Names,
    country: Names,
    events: ArrayLike | None = None,
) -> list[Place]:
    """Settlements, units and countries named by rows; every column has shape (n,).

    `events`: how many events each row stands for (one, where it is not given).

    `where_prec` is on UCDP's scale. Rows of one name within 15 km are one place, at their most
    frequent coordinates. Bounds are plain bounding boxes of the rows with where_prec ≤ 2: one
    misplaced row can stretch them, which moves the line that divides a unit into parts.
    Raises ValueError if the columns differ in length.
    """
    rows = Rows(name, lat, lon, where_prec, adm_1, adm_2, country, events)
    precise = rows.combinations(rows.prec <= PRECISE)
    coarse = rows.combinations((rows.prec > PRECISE) & (rows.prec < 99))
    vague = rows.combinations(rows.prec == _VAGUE)
    units = _units(precise, coarse)
    countries = _countries(precise, coarse)
    settled = _settlements(precise, units, countries)
    known = {key(place.name) for place in settled}
    regions = [
        place
        for place in _settlements(vague, units, countries, extent_km=REGION_KM)
        if key(place.name) not in known
    ]
    return settled + regions + units + countries


def _settlements(
    combinations: list[Combination],
    units: list[Place],
    countries: list[Place],
    extent_km: float | None = None,
) -> list[Place]:
    written_units = {name for unit in units for name in unit.names}
    wholes = {" ".join(name.split()) for name in written_units if bears_unit_word(name)}
    wholes |= {n for land in countries for n in land.names}
    named_units = {unit.name for unit in units}
    divided = {key(form) for name in named_units for form in forms(name, unit=True).strong}
    divided |= {key(land.name) for land in countries}
    cores: dict[str, str] = {}
    named: dict[str, list[Combination]] = defaultdict(list)
    for combination in combinations:
        written = combination.name
        if written not in cores:
            nowhere = _no_place(written, wholes, divided)
            # Asked just as the index will ask, whose answer is then at hand.
            cores[written] = "" if nowhere else forms(written, unit=False).core
        if cores[written]:
            named[cores[written]].append(combination)
    together: dict[str, list[Combination]] = defaultdict(list)
    for core, rows in named.items():
        together[key(core)] += rows
    return [
        _settlement(cluster, cores, extent_km)
        for rows in together.values()
        for cluster in _clusters(rows)
    ]


def _no_place(written: str, wholes: set[str], divided: set[str]) -> bool:
    """Whether a written name is no place of its own: nothing, a line, a unit or part of one."""
    if not written or written in wholes or is_line(written):
        return True
    part = _SIDE_FIRST.fullmatch(written)
    return part is not None and key(part[1]) in divided


def _clusters(combinations: list[Combination]) -> list[list[Combination]]:
    """Rows of one name, put together where they lie within 15 km of the most frequent point."""
    if len(combinations) == 1:
        return [combinations]
    clusters: list[list[Combination]] = []
    for one in sorted(combinations, key=lambda c: (-c.rows, c.lat, c.lon)):
        for cluster in clusters:
            if km_between(one.lat, one.lon, cluster[0].lat, cluster[0].lon) <= SAME_PLACE_KM:
                cluster.append(one)
                break
        else:
            clusters.append([one])
    return clusters


def _commonest(cluster: list[Combination], value: Callable[[Combination], T]) -> T | None:
    """The value that most rows have (the first of equals), an empty one aside."""
    if len(cluster) == 1:
        return value(cluster[0]) or None
    counts: Counter[T] = Counter()
    for combination in cluster:
        counts[value(combination)] += combination.rows
    return max((found for found in counts if found), key=counts.__getitem__, default=None)


def _settlement(
    cluster: list[Combination], cores: dict[str, str], extent_km: float | None
) -> Place:
    point = _commonest(cluster, _point)
    assert point is not None  # noqa: S101 (a cluster has rows)
    return Place(
        name=cores[str(_commonest(cluster, _name))],
        kind="settlement",
        lat=point[0],
        lon=point[1],
        unit=_commonest(cluster, _adm_1),
        district=_commonest(cluster, _adm_2),
        country=_commonest(cluster, _country),
        events=sum(combination.rows for combination in cluster),
        names=frozenset(map(_name, cluster)),
        extent_km=extent_km,
    )


class _Extent:
    """The rows of a unit or a country, and what they say of it together."""

    def __init__(self) -> None:
        self._precise: list[Combination] = []
        self._coarse: list[Combination] = []

    def add(self, c: Combination, precise: bool) -> None:
        (self._precise if precise else self._coarse).append(c)

    @property
    def rows(self) -> int:
        return sum(c.rows for c in self._all)

    @property
    def _all(self) -> Iterable[Combination]:
        return chain(self._precise, self._coarse)

    def written(self, column: Callable[[Combination], str]) -> dict[str, int]:
        """How many rows have each value of a column; the first that occurs stands first."""
        counts: dict[str, int] = {}
        for c in self._all:
            value = column(c)
            counts[value] = counts.get(value, 0) + c.rows
        return counts

    def bounds(self) -> Bounds | None:
        """West, south, east, north of the precise rows."""
        if not self._precise:
            return None
        lats, lons = [c.lat for c in self._precise], [c.lon for c in self._precise]
        return min(lons), min(lats), max(lons), max(lats)

    def centre(self, column: Callable[[Combination], str]) -> tuple[float, float]:
        """Where the record puts rows that name only the unit; else the middle of the box."""
        own = [c for c in self._coarse if c.name == column(c)]
        bounds = self.bounds()
        if bounds and not own:
            west, south, east, north = bounds
            return (south + north) / 2, (west + east) / 2
        counts: dict[tuple[float, float], int] = {}
        for c in own or self._coarse:
            counts[c.lat, c.lon] = counts.get((c.lat, c.lon), 0) + c.rows
        return most(counts)


def most(counts: Mapping[T, int]) -> T:
    """The value with most rows, the first of equals."""
    return max(counts, key=counts.__getitem__)


def _units(precise: list[Combination], coarse: list[Combination]) -> list[Place]:
    fold: dict[str, str] = {}

    def folded(written: str) -> str:
        if written not in fold:
            fold[written] = key(without_unit_words(written)) or written
        return fold[written]

    first: dict[tuple[str, str], _Extent] = defaultdict(_Extent)
    second: dict[tuple[str, str, str], _Extent] = defaultdict(_Extent)
    for combinations, is_precise in ((precise, True), (coarse, False)):
        for c in combinations:
            if c.adm_1:
                first[c.country, folded(c.adm_1)].add(c, is_precise)
            if c.adm_2:
                second[c.country, folded(c.adm_1), folded(c.adm_2)].add(c, is_precise)
    return [_unit(extent, country, second=False) for (country, _), extent in first.items()] + [
        _unit(extent, country, second=True) for (country, _, _), extent in second.items()
    ]


def _unit(extent: _Extent, country: str, second: bool) -> Place:
    column = _adm_2 if second else _adm_1
    lat, lon = extent.centre(column)
    written = extent.written(column)
    parents = {name: n for name, n in extent.written(_adm_1).items() if name}
    return Place(
        name=most(written),
        kind="unit2" if second else "unit1",
        lat=lat,
        lon=lon,
        unit=most(parents) if parents else None,
        country=country or None,
        bounds=extent.bounds(),
        events=extent.rows,
        names=frozenset(written),
        parents=frozenset(parents),
    )


def _countries(precise: list[Combination], coarse: list[Combination]) -> list[Place]:
    extents: dict[str, _Extent] = defaultdict(_Extent)
    for combinations, is_precise in ((precise, True), (coarse, False)):
        for c in combinations:
            if c.country:
                extents[c.country].add(c, is_precise)
    places = []
    for country, extent in extents.items():
        lat, lon = extent.centre(_country)
        places.append(
            Place(
                name=country,
                kind="country",
                lat=lat,
                lon=lon,
                country=country,
                bounds=extent.bounds(),
                events=extent.rows,
                names=frozenset({country}),
            )
        )
    return places
