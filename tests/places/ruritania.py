"""A made-up country for tests: a few rows, columns as `Gazetteer.from_rows` takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.places import Gazetteer, Place

Row = tuple[str | None, float, float, float, str | None, str | None, str | None]

KM = 1 / 111.195
"""Degrees of latitude in a kilometre."""


def row(
    name: str | None,
    lat: float,
    lon: float,
    prec: float = 1,
    adm_1: str | None = "North province",
    adm_2: str | None = None,
    country: str | None = "Ruritania",
) -> Row:
    return name, lat, lon, prec, adm_1, adm_2, country


def columns(rows: Sequence[Row]) -> tuple[list[Any], ...]:
    return tuple([one[column] for one in rows] for column in range(7))


def gazetteer(*rows: Row) -> Gazetteer:
    names, lats, lons, precs, adm_1, adm_2, countries = columns(rows)
    return Gazetteer.from_rows(names, lats, lons, precs, adm_1, adm_2, countries)


def settlement(name: str, lat: float, lon: float, **more: Any) -> Place:
    return Place(name, "settlement", lat, lon, **more)
