"""The columns of a table of text, each parsed on asking, with the faults put down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.parsing import Faults, counts_of, degrees_of, texts
from onrecord.records.values import PLAIN_TEXT, degrees

if TYPE_CHECKING:
    import pyarrow as pa


class Columns:
    """What any source's columns need; a source with forms of its own adds to it."""

    def __init__(self, text: pa.Table, faults: Faults) -> None:
        self._text = text
        self.faults = faults

    def of(self, name: str) -> pa.Array:
        return self._text[name].combine_chunks()

    def counts(self, name: str, parse: Callable[[str], int], dtype: Any) -> NDArray[Any]:
        return counts_of(self.of(name), name, parse, dtype, self.faults)

    def degrees(self, name: str, most: float) -> NDArray[np.float64]:
        return degrees_of(self.of(name), name, degrees(most), most, self.faults)

    def point(
        self, latitude: str, longitude: str
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Latitude and longitude of each row; 0, 0, which stands for no place, is at fault."""
        lat, lon = self.degrees(latitude, 90), self.degrees(longitude, 180)
        self.refuse_nowhere(lat, lon)
        return lat, lon

    def refuse_nowhere(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> None:
        """Put down rows at 0, 0; where a number could not be read, 0 only stands in for it."""
        for row in np.flatnonzero((lat == 0) & (lon == 0)).tolist():
            if row not in self.faults.reasons:
                self.faults.add(row, "latitude and longitude 0, 0 stand for no place")

    def texts(
        self, name: str, parse: Callable[[str], str | None], plain: str = PLAIN_TEXT
    ) -> pa.Array:
        """`plain`: a pattern (RE2) of texts that `parse` gives back as they are."""
        return texts(self.of(name), name, parse, plain, self.faults)
