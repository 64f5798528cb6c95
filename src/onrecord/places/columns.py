"""A record's columns, reduced to the distinct combinations of name, point and units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Coded(Protocol):
    """A column of repeated strings: `codes` (n,) into `values`; −1 is no value."""

    @property
    def codes(self) -> NDArray[np.int32]: ...
    @property
    def values(self) -> tuple[str, ...]: ...


Names = Sequence[str | None] | NDArray[Any] | Coded


class Combination(NamedTuple):
    """Rows that agree in everything below, and how many they are."""

    name: str
    lat: float
    lon: float
    adm_1: str
    adm_2: str
    country: str
    rows: int


def _coded(column: Names) -> tuple[NDArray[np.int64], list[str]]:
    """Codes and values; nothing, a missing value and an empty string are all −1."""
    if hasattr(column, "codes") and hasattr(column, "values"):
        values = [str(value) for value in column.values]
        codes = np.asarray(column.codes, dtype=np.int64)
        empty = np.asarray([not value.strip() for value in values] + [True])
        return np.where(empty[codes], -1, codes), values
    index: dict[Any, int] = {}
    values = []
    codes = np.empty(len(column), dtype=np.int64)
    items = column.tolist() if isinstance(column, np.ndarray) else column
    for row, item in enumerate(items):
        # Missing values of pandas are floats; two NaN are not equal, so they must not be keys.
        if not isinstance(item, str):
            codes[row] = -1
            continue
        code = index.get(item)
        if code is None:
            code = index[item] = len(values) if item.strip() else -1
            if code >= 0:
                values.append(item)
        codes[row] = code
    return codes, values


def _distinct(
    columns: Sequence[NDArray[Any]], weights: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First row and summed weight of every distinct combination, both of shape (k,)."""
    combined = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        _, codes = np.unique(column, return_inverse=True)
        combined = combined * (int(codes.max(initial=0)) + 1) + codes
        # Compressed at every step: products of code ranges would leave 64 bits.
        _, combined = np.unique(combined, return_inverse=True)
    _, first, code = np.unique(combined, return_index=True, return_inverse=True)
    # Sums of whole numbers below 2^53 are exact in floats.
    return first.astype(np.int64), np.bincount(code, weights=weights).astype(np.int64)


class Rows:
    """The columns of a record, coded, without rows that have no point on the globe.

    `events`: how many events each row stands for (one, where it is not given).
    """

    def __init__(
        self,
        name: Names,
        lat: ArrayLike,
        lon: ArrayLike,
        where_prec: ArrayLike,
        adm_1: Names,
        adm_2: Names,
        country: Names,
        events: ArrayLike | None = None,
    ) -> None:
        self.lat = np.asarray(lat, dtype=np.float64)
        self.lon = np.asarray(lon, dtype=np.float64)
        prec = np.asarray(where_prec, dtype=np.float64)
        with np.errstate(invalid="ignore"):
            valid = (np.abs(self.lat) <= 90) & (np.abs(self.lon) <= 180)
        self.prec = np.where(valid & np.isfinite(prec), prec, 99).astype(np.int64)
        self.columns = [_coded(column) for column in (name, adm_1, adm_2, country)]
        self.events = np.asarray(
            np.ones(len(self.lat)) if events is None else events, dtype=np.int64
        )
        sizes = {len(self.lat), len(self.lon), len(prec), len(self.events)}
        sizes |= {len(c) for c, _ in self.columns}
        if len(sizes) > 1:
            raise ValueError(f"columns of different lengths: {sorted(sizes)}")

    def combinations(self, mask: NDArray[np.bool_]) -> list[Combination]:
        rows = np.flatnonzero(mask)
        if not len(rows):
            return []
        codes = [column[rows] for column, _ in self.columns]
        first, counts = _distinct([*codes, self.lat[rows], self.lon[rows]], self.events[rows])
        texts = [
            [values[code] if code >= 0 else "" for code in column[rows[first]].tolist()]
            for column, values in self.columns
        ]
        names, adm_1, adm_2, countries = texts
        lats, lons = self.lat[rows[first]].tolist(), self.lon[rows[first]].tolist()
        columns = zip(names, lats, lons, adm_1, adm_2, countries, counts.tolist(), strict=True)
        # Sorted, so that what is made of them does not depend on the order of the rows.
        return sorted(Combination(" ".join(name.split()), *rest) for name, *rest in columns)
