"""Rows whose latitude and longitude seem to have changed places.

Off the globe a point is rejected when it is read. On it, only the row's own country can tell: the
point lies outside that country, and would lie inside if the two numbers were changed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.places.countries import extent_of
from onrecord.records.arrow_columns import distinct_texts, numbers

if TYPE_CHECKING:
    import pyarrow as pa

LEEWAY = 3.0
"""Degrees beyond the towns of a country that still count as in it: seas, deserts, islands."""


def swapped_points(table: pa.Table) -> list[str]:
    """Ids of the rows of a table in our schema whose point seems to be changed over."""
    import pyarrow as pa

    lat, lon = numbers(table["lat"], np.float64), numbers(table["lon"], np.float64)
    codes, names = distinct_texts(table["country"])
    found: list[int] = []
    for code, name in enumerate(names):
        bounds = extent_of(name) if name else None
        if bounds is None:
            continue
        west, south, east, north = bounds
        rows = np.flatnonzero(codes == code)
        y, x = lat[rows], lon[rows]
        outside = (y < south - LEEWAY) | (y > north + LEEWAY)
        outside |= (x < west - LEEWAY) | (x > east + LEEWAY)
        inside = (x >= south) & (x <= north) & (y >= west) & (y <= east)
        found += rows[outside & inside].tolist()
    return [str(own) for own in table["id"].take(pa.array(sorted(found), pa.int64())).to_pylist()]
