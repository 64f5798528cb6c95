"""Rows of GDELT, as text, to rows in our schema."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from onrecord.records.columns import Columns
from onrecord.records.gdelt_codes import CodedActor, coded_actor, country_of_fips, kind_of
from onrecord.records.parsing import Faults, distinct
from onrecord.records.schema import UNKNOWN, Days, arrow_schema
from onrecord.records.values import EARLIEST_YEAR, LATEST_YEAR, clean, count, identifier

if TYPE_CHECKING:
    import pyarrow as pa

COUNTRY, US_STATE, US_CITY, CITY, STATE = "1", "2", "3", "4", "5"
_WHERE_PREC = {COUNTRY: 6, US_STATE: 4, US_CITY: 2, CITY: 2, STATE: 4}
"""GDELT's type of place → the same on UCDP's scale.

A town is where the article names one, which is rarely the spot itself: near it (25 km), not exact.
"""
_BETWEEN = "\x1f"


def extra_fields() -> list[tuple[str, pa.DataType]]:
    """What GDELT has beyond the common schema; see `Events` for the first two."""
    import pyarrow as pa

    names = pa.list_(pa.string())
    return [
        ("assoc_a", names),
        ("assoc_b", names),
        ("cameo", pa.string()),
        ("actor1", pa.string()),
        ("actor2", pa.string()),
        ("mentions", pa.int64()),
        ("sources", pa.int64()),
        ("articles", pa.int64()),
    ]


@dataclass(frozen=True)
class Converted:
    """Rows in our schema, which of them have faults, and how many are dated before they came in."""

    table: pa.Table
    faults: Faults
    dated_back: int


def convert(text: pa.Table) -> Converted:
    """Convert `text`, a table of the `WANTED` columns as text, row by row.

    A row with a fault keeps its place, so that the faults can be told by row.
    """
    import pyarrow as pa

    faults = Faults()
    column = Columns(text, faults)
    n = text.num_rows
    start, added = _days(column, "SQLDATE", _day), _days(column, "DATEADDED", _moment)
    lat, lon = column.point("ActionGeo_Lat", "ActionGeo_Long")
    places, place_of = _places(column)
    kinds, kind_at = distinct(column.of("EventCode"), "EventCode", kind_of, None, faults)
    sides = [_side(column, number) for number in (1, 2)]
    unknown = np.full(n, UNKNOWN, dtype=np.int64)
    hosts, host_at = distinct(column.of("SOURCEURL"), "SOURCEURL", host, "", Faults())
    ones = np.arange(n + 1, dtype=np.int32)

    def place(item: int) -> pa.Array:
        return pa.array([found[item] for found in places], pa.string()).take(place_of)

    columns: dict[str, Any] = {
        "id": column.texts("GLOBALEVENTID", identifier, r"^[1-9]\d{0,14}$"),
        "start": pa.array(start),
        "end": pa.array(start),
        "lat": lat,
        "lon": lon,
        "date_prec": np.ones(n, dtype=np.int8),
        "where_prec": np.asarray([found[4] for found in places], dtype=np.int8)[place_of]
        if n
        else [],
        "clarity": np.ones(n, dtype=np.int8),
        "place": place(0),
        "adm1": place(1),
        "adm2": place(2),
        "country": place(3),
        "kind": pa.array(kinds, pa.string()).take(kind_at),
        "side_a": sides[0][0],
        "side_b": sides[1][0],
        "directed": np.ones(n, dtype=bool),
        "active": np.ones(n, dtype=bool),
        "candidate": np.zeros(n, dtype=bool),
        **dict.fromkeys(("low", "best", "high"), unknown),
        **{f"deaths_{of}": unknown for of in ("a", "b", "civilians", "unknown")},
        "line_texts": pa.ListArray.from_arrays(ones, column.texts("SOURCEURL", clean)),
        "line_offices": pa.ListArray.from_arrays(ones, pa.array(hosts, pa.string()).take(host_at)),
        "line_dates": pa.ListArray.from_arrays(ones, pa.array(added).cast(pa.date32())),
        "assoc_a": sides[0][1],
        "assoc_b": sides[1][1],
        "cameo": column.of("EventCode"),
        "actor1": column.of("Actor1Code"),
        "actor2": column.of("Actor2Code"),
        "mentions": column.counts("NumMentions", count, np.int64),
        "sources": column.counts("NumSources", count, np.int64),
        "articles": column.counts("NumArticles", count, np.int64),
    }
    schema = pa.schema([*arrow_schema(), *extra_fields()])
    table = pa.table({name: columns[name] for name in schema.names}, schema=schema)
    late = int(np.count_nonzero(added - start > np.timedelta64(1, "D")))
    return Converted(table, faults, late)


def _days(column: Columns, name: str, parse: Any) -> Days:
    values, codes = distinct(column.of(name), name, parse, None, column.faults)
    return np.asarray(values, dtype="datetime64[D]")[codes]


def _day(text: str) -> dt.date:
    """`20171009`."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise ValueError("not a date" if text else "missing")
    year = int(text[:4])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"the year {year} cannot be right")
    try:
        return dt.date(year, int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ValueError("no such day") from None


def _moment(text: str) -> dt.date:
    """`20171009124500`, or the day alone."""
    if len(text) not in (8, 14):
        raise ValueError("not a date" if text else "missing")
    return _day(text[:8])


def host(address: str) -> str:
    """Who published an article: the host's name of its address, or the text if it is none."""
    try:
        found = urlsplit(address).hostname
    except ValueError:  # an address in brackets that is none
        found = None
    return (found or clean(address)[:80]).removeprefix("www.")


def _places(
    column: Columns,
) -> tuple[list[tuple[str | None, str | None, str | None, str, int]], Any]:
    """Place, first-order unit, second-order unit, country and precision of the distinct places."""
    import pyarrow.compute as pc

    parts = [column.of(f"ActionGeo_{part}") for part in ("Type", "CountryCode", "Fullname")]
    joined = pc.binary_join_element_wise(*parts, _BETWEEN)
    nowhere = (None, None, None, "", 7)
    return distinct(joined, "ActionGeo", _place, nowhere, column.faults)


def _place(text: str) -> tuple[str | None, str | None, str | None, str, int]:
    kind, code, full = (part.strip() for part in f"{text}{_BETWEEN}{_BETWEEN}".split(_BETWEEN)[:3])
    names = [clean(name) for name in full.split(",") if clean(name)]
    country = country_of_fips(code) or (names[-1] if names else None)
    if country is None:
        raise ValueError("no country")
    unit = names[-2] if len(names) >= 2 else None
    prec = _WHERE_PREC.get(kind)
    if prec is None:
        raise ValueError("not a type of place from 1 to 5")
    if kind == COUNTRY:
        return None, None, None, country, prec
    if kind in (US_STATE, STATE):
        return None, unit, None, country, prec
    return names[0] if names else None, unit if len(names) >= 3 else None, None, country, prec


def _side(column: Columns, number: int) -> tuple[Any, Any]:
    """A side and who may stand behind it, both as lists of names; empty where nobody is coded."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = ("CountryCode", "KnownGroupCode", "Type1Code", "Type2Code", "Name")
    joined = pc.binary_join_element_wise(
        *(column.of(f"Actor{number}{part}") for part in parts), _BETWEEN
    )
    values, codes = distinct(joined, f"Actor{number}", _actor, None, column.faults)
    lists = pa.list_(pa.string())
    names = pa.array([[found.name] if found else [] for found in values], lists)
    beside = pa.array([list(found.beside) if found else [] for found in values], lists)
    return names.take(codes), beside.take(codes)


def _actor(text: str) -> CodedActor | None:
    cells = [part.strip() for part in text.split(_BETWEEN)]
    country, group, first, second, name = (cells + [""] * 5)[:5]
    return coded_actor(country, group, (first, second), clean(name))
