"""The mapped columns of a table of one's own, as text, to rows in our schema."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.columns import Columns
from onrecord.records.mapping import DEAD, Field, OwnMapping
from onrecord.records.own_dates import Dated, own_date, widened
from onrecord.records.own_lines import in_step
from onrecord.records.parsing import Faults, distinct
from onrecord.records.schema import UNKNOWN, Mask, arrow_schema
from onrecord.records.values import absent, clean, clean_line, clean_or_none, code, flag, whole

if TYPE_CHECKING:
    import pyarrow as pa

ITEM = "\x1f"
"""Between the items of a column that is a list in the file already (Parquet, GeoJSON)."""
EXACT, DISTRICT, UNIT, COUNTRY = 1, 3, 4, 6


@dataclass(frozen=True)
class Converted:
    """Rows in our schema, which of them have faults, and what was counted on the way."""

    table: pa.Table
    faults: Faults
    counts: Mapping[str, int]


def convert(text: pa.Table, mapping: OwnMapping) -> Converted:
    """Convert `text`, a table of text with a column for each mapped field, row by row.

    A row with a fault keeps its place, so that the faults can be told by row.
    """
    import pyarrow as pa

    faults = Faults()
    n = text.num_rows
    column = _Own(text, faults, mapping.fields)
    start, end, date_prec = column.days()
    for row in np.flatnonzero(end < start).tolist():
        faults.add(row, f"it ends ({end[row]}) before it starts ({start[row]})")
    lat, lon = column.own_point()
    place, adm1, adm2 = (column.text_or_none(name) for name in ("place", "adm1", "adm2"))
    country = column.text_or_none("country")
    for row in np.flatnonzero(np.isnan(lat) & ~_there(place, adm1, adm2, country)).tolist():
        faults.add(row, "neither a point nor a place")
    side_a, side_b = column.names("side_a"), column.names("side_b")
    nobody = ~(_filled(side_a) | _filled(side_b))
    for row in np.flatnonzero(nobody).tolist():
        faults.add(row, "nobody on either side")
    dead = {name: column.dead(name) for name in DEAD}
    columns: dict[str, Any] = {
        "id": column.texts("id", _identifier, r"^[A-Za-z0-9_.-]{1,100}$")
        if "id" in mapping.fields
        else _made_ids(text),
        "start": pa.array(start),
        "end": pa.array(end),
        "lat": lat,
        "lon": lon,
        "date_prec": date_prec,
        "where_prec": column.where_prec(lat, adm1, adm2),
        "clarity": column.codes("clarity", code(1, 2), 1),
        "place": place,
        "adm1": adm1,
        "adm2": adm2,
        "country": country,
        "kind": column.text_or_none("kind"),
        "side_a": side_a,
        "side_b": side_b,
        "directed": column.flags("directed"),
        "active": np.ones(n, dtype=bool),
        "candidate": np.zeros(n, dtype=bool),
        **dead,
        **dict(zip(("line_texts", "line_offices", "line_dates"), column.lines(), strict=True)),
    }
    schema = arrow_schema()
    table = pa.table({name: columns[name] for name in schema.names}, schema=schema)
    low, best, high = (dead[name] for name in ("low", "best", "high"))
    counts = {
        "best_above_high": int(np.count_nonzero((best > high) & (high >= 0))),
        "low_above_best": int(np.count_nonzero((low > best) & (best >= 0))),
        "without_point": int(np.count_nonzero(np.isnan(lat))),
    }
    return Converted(table, faults, counts)


class _Own(Columns):
    """The columns of one's own table; a field that is not mapped has its default."""

    def __init__(self, text: pa.Table, faults: Faults, fields: Mapping[str, Field]) -> None:
        super().__init__(text, faults)
        self._fields = fields
        self._rows = text.num_rows

    def _distinct(
        self, name: str, parse: Callable[[str], Any], missing: Any
    ) -> tuple[list[Any], NDArray[np.int64]]:
        return distinct(self.of(name), name, parse, missing, self.faults)

    def days(self) -> tuple[Any, Any, NDArray[np.int8]]:
        """First day, last day and precision of each row, shape (n,)."""
        first = "date" if "date" in self._fields else "start"
        start, _, prec = self._dated(first)
        end = self._dated("end")[1] if "end" in self._fields else self._dated(first, again=True)[1]
        if "end" in self._fields:
            length = (end - start).astype(np.int64) + 1
            prec = np.select([length <= 1, length <= 6, length <= 7, length <= 31], [1, 2, 3, 4], 5)
        if "date_prec" in self._fields:
            prec = self.codes("date_prec", code(1, 5), 1)
            if "end" not in self._fields:
                start, end = widened(start, end, prec)
        return start, end, np.asarray(prec, dtype=np.int8)

    def _dated(self, name: str, *, again: bool = False) -> tuple[Any, Any, NDArray[np.int8]]:
        written = self._fields[name].format
        nothing = Dated(dt.date(1, 1, 1), dt.date(1, 1, 1), 1)
        faults = Faults() if again else self.faults  # said once
        values, codes = distinct(
            self.of(name), name, lambda text: own_date(text, written), nothing, faults
        )
        first = np.asarray([found.first for found in values], dtype="datetime64[D]")[codes]
        last = np.asarray([found.last for found in values], dtype="datetime64[D]")[codes]
        prec = np.asarray([found.prec for found in values], dtype=np.int8)
        return first, last, prec[codes] if len(prec) else np.empty(0, np.int8)

    def own_point(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Latitude and longitude; NaN where the row has none."""
        if "latitude" not in self._text.schema.names:  # a geometry may give it
            return np.full(self._rows, np.nan), np.full(self._rows, np.nan)
        lat, lon = self._degrees("latitude", 90), self._degrees("longitude", 180)
        for row in np.flatnonzero(np.isnan(lat) != np.isnan(lon)).tolist():
            self.faults.add(row, "one of latitude and longitude is missing")
        self.refuse_nowhere(lat, lon)
        return lat, lon

    def _degrees(self, name: str, most: float) -> NDArray[np.float64]:
        from onrecord.records.values import degrees

        parse = degrees(most)
        values, codes = self._distinct(
            name, lambda text: np.nan if _blank(text) else parse(text), 1.0
        )
        return np.asarray(values, dtype=np.float64)[codes]

    def where_prec(
        self, lat: NDArray[np.float64], adm1: pa.Array, adm2: pa.Array
    ) -> NDArray[np.int8]:
        """As coded; else exact where there is a point, and as coarse as the unit where not."""
        found = np.full(self._rows, EXACT, dtype=np.int8)
        if "where_prec" in self._fields:
            found = self.codes("where_prec", code(1, 7), EXACT)
        coarse = np.where(_there(adm2), DISTRICT, np.where(_there(adm1), UNIT, COUNTRY))
        return np.where(np.isnan(lat), np.maximum(found, coarse), found).astype(np.int8)

    def codes(self, name: str, parse: Callable[[str], int], default: int) -> NDArray[np.int8]:
        if name not in self._fields:
            return np.full(self._rows, default, dtype=np.int8)
        return np.asarray(self.counts(name, parse, np.int8), dtype=np.int8)

    def flags(self, name: str) -> Mask:
        if name not in self._fields:
            return np.zeros(self._rows, dtype=bool)
        # A cell that does not say who acted does not say that somebody did.
        found = self.counts(name, lambda text: not _blank(text) and flag(text), bool)
        return np.asarray(found, dtype=bool)

    def dead(self, name: str) -> NDArray[np.int64]:
        if name not in self._fields:
            return np.full(self._rows, UNKNOWN, dtype=np.int64)
        return np.asarray(self.counts(name, _count, np.int64), dtype=np.int64)

    def text_or_none(self, name: str) -> pa.Array:
        import pyarrow as pa

        if name not in self._fields:
            return pa.nulls(self._rows, pa.string())
        return self.texts(name, clean_or_none)

    def names(self, name: str) -> pa.Array:
        """A list of names for each row, empty where the field is not mapped or the cell is."""
        return self._lists(name, lambda part: clean(part), sort=True)

    def lines(self) -> tuple[pa.Array, pa.Array, pa.Array]:
        """Texts, offices and dates of the source lines, in step; the shorter lists filled up."""
        written = self._fields["source_date"].format if "source_date" in self._fields else None
        texts, offices = self._lists("source_line", clean_line), self._lists("source_office", clean)
        return in_step(texts, offices, self._lists("source_date", str), written)

    def _lists(self, name: str, parse: Callable[[str], str], *, sort: bool = False) -> pa.Array:
        import pyarrow as pa

        if name not in self._fields:
            return pa.array([[]] * self._rows, pa.list_(pa.string()))
        sign = self._fields[name].separator

        def split(text: str) -> list[str]:
            parts = text.split(ITEM) if ITEM in text else text.split(sign) if sign else [text]
            found = [parse(part) for part in parts if not _blank(part.strip())]
            return sorted({part for part in found if part}) if sort else found

        values, codes = self._distinct(name, split, [])
        return pa.array(values, pa.list_(pa.string())).take(codes)


def _blank(text: str) -> bool:
    return absent(text) or text.casefold() in ("nan", "none", "null", "<na>")


def _count(text: str) -> int:
    if _blank(text):
        return UNKNOWN
    number = whole(text)
    if number < 0:
        raise ValueError("fewer than none")
    return number


def _identifier(text: str) -> str:
    found = clean(text)
    if _blank(found):
        raise ValueError("missing")
    if len(found) > 200:
        raise ValueError("longer than 200 characters")
    return found


def _made_ids(text: pa.Table) -> pa.Array:
    """An id from what the row says: the same row has the same id in every reading."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = sorted(text.schema.names)
    joined = pc.binary_join_element_wise(*(text[name] for name in names), "\x1e")
    made = [hashlib.sha256(row.encode()).hexdigest()[:16] for row in joined.to_pylist()]
    return pa.array(made, pa.string())


def _there(*columns: pa.Array) -> Mask:
    """Rows in which one of the columns has a text."""
    found = np.zeros(len(columns[0]), dtype=bool)
    for column in columns:
        found |= np.asarray(column.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    return found


def _filled(column: pa.Array) -> Mask:
    import pyarrow.compute as pc

    return np.asarray(pc.list_value_length(column).to_numpy(zero_copy_only=False)) > 0
