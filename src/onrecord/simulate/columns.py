"""What the rows of both records share as Arrow columns: who, where named, and a source line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate.coded import OFFICES, Coded
from onrecord.simulate.happened import CAPTURE, Happened, kinds_of, sides_of
from onrecord.simulate.land import Ints, degrees
from onrecord.simulate.war import CIVILIANS, War

if TYPE_CHECKING:
    import pyarrow as pa

HALF = 4.0
"""The middle of a province's northern or southern half is a quarter of its height from its own."""


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


class Named:
    """Places and points as coded, one for each row: what a row names and where its point lies.

    level: 1, 2 a settlement, 3 its district, 4 its province, 5 a half of the province, 6 the land.
    """

    def __init__(self, war: War, happened: Happened, coded: Coded, level: Ints) -> None:
        places = war.land.map
        self.district = places.district[coded.settlement]
        self.province = places.district_province[self.district]
        east, north = places.east[coded.settlement], places.north[coded.settlement]
        if not war.land.settled:  # a point of its own; the settlement is only the nearest name
            own = level == 1
            east, north = np.where(own, happened.east, east), np.where(own, happened.north, north)
        centre = places.province_centre[self.province]
        quarter = war.land.height_km / war.land.provinces[1] / HALF
        self.northern = places.north[coded.settlement] >= centre[:, 1]
        halves = centre[:, 1] + np.where(self.northern, quarter, -quarter)
        at = level - 1
        district = places.district_centre[self.district]
        zero = np.zeros(len(level))
        self.lat, self.lon = degrees(
            np.choose(at, [east, east, district[:, 0], centre[:, 0], centre[:, 0], zero]),
            np.choose(at, [north, north, district[:, 1], centre[:, 1], halves, zero]),
        )
        n, d, p = len(places.name), len(places.district_name), len(places.province_name)
        self.names = (
            *places.name, *places.district_name, *places.province_name,
            *(f"Northern {name}" for name in places.province_name),
            *(f"Southern {name}" for name in places.province_name), war.land.name,
        )  # fmt: skip
        half = n + d + p + np.where(self.northern, 0, p) + self.province
        last = np.full(len(level), len(self.names) - 1)
        self.name = np.choose(
            at,
            [
                coded.settlement,
                coded.settlement,
                n + self.district,
                n + d + self.province,
                half,
                last,
            ],
        )
        self.adm1 = np.where(level <= 5, self.province, -1)
        self.adm2 = np.where(level <= 3, self.district, -1)


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
