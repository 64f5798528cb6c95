"""What the rows of both records share: texts by their codes, places as named, a source line.

Rows are made as events, from codes; the Arrow table of the same rows only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.schema import Categories, Events, arrow_schema
from onrecord.simulate.coded import OFFICES, Coded
from onrecord.simulate.happened import CAPTURE, Happened, kinds_of, sides_of
from onrecord.simulate.land import Floats, Ints, Land, degrees
from onrecord.simulate.war import CIVILIANS, War

if TYPE_CHECKING:
    import pyarrow as pa

HALF = 4.0
"""The middle of a province's northern or southern half is a quarter of its height from its own."""
MOST_IDS = 1 << 16
"""Rows whose ids are kept from one record to the next."""
LEVELS = 6
"""1, 2 a settlement, 3 its district, 4 its province, 5 a half of the province, 6 the land."""


def ids(before: str, first: int, n: int) -> tuple[str, ...]:
    """The ids of n rows in their order; those of the first rows are the same in every record."""
    if n > MOST_IDS:
        return _ids(before, first, n)
    return _kept_ids(before, first, 1 << n.bit_length())[:n]


def _ids(before: str, first: int, n: int) -> tuple[str, ...]:
    return tuple(f"{before}{number}" for number in range(first, first + n))


_kept_ids = lru_cache(maxsize=8)(_ids)


def categories(values: Sequence[str], codes: NDArray[np.integer]) -> Categories:
    """Texts by their codes, shape (n,), none at code −1, with the values that occur and no others.

    In the order in which they first do, as Arrow has them; no two of `values` are equal.
    """
    n = len(codes)
    first = np.full(len(values) + 1, n)
    # Of equal codes the last that is set stays: that of the first row.
    first[codes[::-1]] = np.arange(n - 1, -1, -1)
    used = np.flatnonzero(first[:-1] < n)
    used = used[np.argsort(first[used])]
    place = np.full(len(values) + 1, -1, dtype=np.int32)
    place[used] = np.arange(len(used))
    return Categories(place[codes], tuple(values[value] for value in used.tolist()))


def made(
    columns: Mapping[str, Any],
    sides: tuple[Sequence[str], Ints, Ints],
    further: Callable[[], tuple[Sequence[tuple[str, pa.DataType]], Mapping[str, Any]]],
    **known: Any,
) -> Events:
    """Events of `columns` (fields of `Events`) whose table is made when it is asked for.

    sides: names in the order of the alphabet and the codes of both sides, shape (n,). further:
    gives the columns of the table that are none of those, with their types. known: what a reader
    of that table would find in it, by the property of `Events`.
    """
    names, a, b = sides
    used = np.flatnonzero(np.bincount(np.concatenate([a, b]), minlength=len(names)))
    place = np.zeros(len(names), dtype=np.int32)
    place[used] = np.arange(len(used))
    n = len(a)
    nothing = {
        "also": Categories(np.full(n, -1, dtype=np.int32), ()),
        "associates": None,
        "civilians_targeted": np.zeros(n, dtype=bool),
        "kind_inferred": np.zeros(n, dtype=bool),
        "parts": (np.ones(n, dtype=bool),),
        "taker": np.zeros(n, dtype=np.int8),
    }

    def table() -> pa.Table:
        import pyarrow as pa

        fields, own = further()
        schema = pa.schema([*arrow_schema(), *fields])
        every = {name: _arrow(values) for name, values in {**columns, **own}.items()}
        every |= {"side_a": chosen_lists(names, a), "side_b": chosen_lists(names, b)}
        return pa.table({name: every[name] for name in schema.names}, schema=schema)

    return Events(
        side_a=place[a],
        side_b=place[b],
        sides=tuple((names[side],) for side in used.tolist()),
        arrow=table,
        known=nothing | known,
        **columns,
    )


def _arrow(values: Any) -> Any:
    if isinstance(values, Categories):
        return chosen(values.values, values.codes)
    if isinstance(values, np.ndarray) and np.issubdtype(values.dtype, np.datetime64):
        return since(values)
    return values


def chosen(values: Sequence[str], codes: NDArray[np.integer]) -> pa.Array:
    """Texts by their codes, shape (n,); code −1 is none."""
    import pyarrow as pa

    return pa.array(values, pa.string()).take(pa.array(codes, mask=np.asarray(codes) < 0))


def chosen_lists(values: Sequence[str], codes: NDArray[np.integer]) -> pa.Array:
    """One-name lists by their codes, shape (n,)."""
    import pyarrow as pa

    return listed(pa.array(values, pa.string()).take(pa.array(codes)))


def listed(values: pa.Array) -> pa.Array:
    """Each value as a list of one."""
    import pyarrow as pa

    return pa.ListArray.from_arrays(pa.array(np.arange(len(values) + 1, dtype=np.int32)), values)


def since(day: NDArray[np.datetime64]) -> pa.Array:
    import pyarrow as pa

    return pa.array(day.astype("datetime64[D]"), pa.date32())


@dataclass(frozen=True, eq=False)
class Words:
    """What a row names and where its point lies, by level and settlement.

    Arrays of shape (LEVELS × settlements,), the settlements of one level after those of another.
    """

    names: tuple[str, ...]
    name: Ints
    """Index into `names`."""
    adm1: Ints
    """Its province, −1 for the land."""
    adm2: Ints
    """Its district, −1 for what is coarser."""
    lat: Floats
    lon: Floats


@lru_cache(maxsize=16)
def words(land: Land) -> Words:
    """The places of a land as its records name them; made once."""
    places = land.map
    settlement, district = np.arange(len(places.name)), places.district
    province = places.district_province[district]
    centre, zero = places.province_centre[province], np.zeros(len(settlement))
    quarter = land.height_km / land.provinces[1] / HALF
    northern = places.north >= centre[:, 1]
    east, north = places.district_centre[district].T
    lat, lon = degrees(
        np.concatenate([places.east, places.east, east, centre[:, 0], centre[:, 0], zero]),
        np.concatenate([
            places.north, places.north, north, centre[:, 1],
            centre[:, 1] + np.where(northern, quarter, -quarter), zero,
        ]),
    )  # fmt: skip
    names = (
        *places.name, *places.district_name, *places.province_name,
        *(f"Northern {name}" for name in places.province_name),
        *(f"Southern {name}" for name in places.province_name), land.name,
    )  # fmt: skip
    n, p = len(places.name), len(places.province_name)
    units = n + len(places.district_name)
    half = units + np.where(northern, p, 2 * p) + province
    last = np.full(n, len(names) - 1)
    name = [settlement, settlement, n + district, units + province, half, last]
    # A land may be called as one of its places is: then they are one text.
    first = {text: code for code, text in reversed(list(enumerate(names)))}
    same = np.asarray([first[text] for text in names])
    none = np.full(n, -1)
    return Words(
        names,
        same[np.concatenate(name)],
        np.concatenate([*[province] * 5, none]),
        np.concatenate([*[district] * 3, *[none] * 3]),
        lat,
        lon,
    )


class Named:
    """Places and points as coded, one for each row: what a row names and where its point lies.

    level: see `LEVELS`.
    """

    def __init__(self, war: War, happened: Happened, coded: Coded, level: Ints) -> None:
        found = words(war.land)
        self.land, self.names = war.land, found.names
        at = (level - 1) * (len(found.name) // LEVELS) + coded.settlement
        self.name, self.adm1, self.adm2 = found.name[at], found.adm1[at], found.adm2[at]
        self.lat, self.lon = found.lat[at], found.lon[at]
        if not war.land.settled:  # a point of its own; the settlement is only the nearest name
            own = level == 1
            self.lat = np.where(own, happened.lat, self.lat)
            self.lon = np.where(own, happened.lon, self.lon)

    def columns(self) -> dict[str, Any]:
        """The columns of `Events` that say where."""
        places = self.land.map
        return {
            "lat": self.lat,
            "lon": self.lon,
            "place": categories(self.names, self.name),
            "adm1": categories(places.province_name, self.adm1),
            "adm2": categories(places.district_name, self.adm2),
            "country": categories([self.land.name], np.zeros(len(self.name), dtype=np.int64)),
        }


def offices(coded: Coded) -> pa.Array:
    return chosen([name for name, _ in OFFICES], coded.office)


_TOLD = {
    "battle": "Clashes between {a} and {b} near ",
    "airstrike": "Air strikes by {a} on {b} in ",
    "shelling": "{a} shells {b} in ",
    "bombing": "A bomb of {a} hits {b} in ",
    "raid": "{a} raids {b} in ",
    "killing of civilians": "{a} kills civilians in ",
    CAPTURE: "{a} takes from {b} the settlement of ",
}


def source_lines(war: War, happened: Happened, names: Sequence[str], place: Ints) -> pa.Array:
    """What a source is said to have written of each row, shape (n,)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kinds, sides = kinds_of(war), sides_of(war)
    size = len(sides)
    combined = (happened.kind * size + happened.side_a) * size + happened.side_b
    distinct, own = np.unique(combined, return_inverse=True)
    told = []
    for code in distinct.tolist():
        rest, b = divmod(code, size)
        kind, a = divmod(rest, size)
        text = _TOLD.get(kinds[kind], "{a} against {b}: " + kinds[kind] + " in ")
        told.append(text.format(a=sides[a], b=sides[b].replace(CIVILIANS, "civilians")))
    begun, ended = chosen(told, own.reshape(-1)), chosen(names, place)
    return pc.binary_join_element_wise(begun, ended, pa.scalar(""))
