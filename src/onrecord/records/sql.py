"""The only SQL of onrecord: it prunes a record by date, box and actor, and decides nothing.

It may return more than is asked for, never less; what is certain or possible is decided in
`selection`. Nothing read from a file or a report becomes part of a statement: values are bound.
The statements run on DuckDB as on Spark: `arrays_overlap` is Spark's name, which `PREPARE` teaches
DuckDB.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

Bounds = tuple[float, float, float, float]

PREPARE = ("CREATE OR REPLACE TEMP MACRO arrays_overlap(a, b) AS list_has_any(a, b)",)

# Where there is no script (a notebook, `python -c`), DuckDB draws a bar on standard output for
# what takes longer than two seconds; that is where findings go.
NO_BAR = "SET enable_progress_bar = false"

ROWS = "SELECT e.nth FROM events AS e"
EVENTS = "SELECT e.* FROM events AS e"

SIDE_A = "SELECT e.side_a AS side, COUNT(*) AS events FROM events AS e GROUP BY e.side_a"
SIDE_B = "SELECT e.side_b AS side, COUNT(*) AS events FROM events AS e GROUP BY e.side_b"
SIDE_A_IDS = """SELECT e.side_a AS side, e.side_a_id AS id, COUNT(*) AS events
    FROM events AS e GROUP BY e.side_a, e.side_a_id"""
SIDE_B_IDS = """SELECT e.side_b AS side, e.side_b_id AS id, COUNT(*) AS events
    FROM events AS e GROUP BY e.side_b, e.side_b_id"""
PLACES = """SELECT e.place, e.lat, e.lon, e.where_prec, e.adm1, e.adm2, e.country,
    COUNT(*) AS events
    FROM events AS e
    GROUP BY e.place, e.lat, e.lon, e.where_prec, e.adm1, e.adm2, e.country"""

_WHEN = "(e.end >= CAST(? AS DATE) AND e.start <= CAST(? AS DATE))"
_WHO = "(arrays_overlap(e.side_a, ?) OR arrays_overlap(e.side_b, ?))"
_NOBODY = "1 = 0"
# A row coded to a unit or coarser has a point that says nothing of where it happened; a row
# without a point has NULL or NaN (greater than any number, in both engines).
_NOWHERE = """e.where_prec >= 3 OR e.lat IS NULL OR e.lon IS NULL
    OR NOT (e.lat BETWEEN -90 AND 90) OR NOT (e.lon BETWEEN -180 AND 180)"""
# Such a row names at least its country, if any.
_NOT_ELSEWHERE = f"""(NOT ({_NOWHERE}) OR e.country IS NULL
    OR NOT array_contains(?, e.country))"""
_LATITUDE = "e.lat BETWEEN ? AND ?"
_LONGITUDE = "e.lon BETWEEN ? AND ?"
_OVER_THE_DATE_LINE = "(e.lon >= ? OR e.lon <= ?)"
_NAMED = "array_contains(?, e.id)"
_ORDER = "ORDER BY e.nth"


def prune(
    select: str,
    first: dt.date | None,
    last: dt.date | None,
    bounds: Bounds | None,
    names: frozenset[str] | None,
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[str, list[Any]]:
    """A statement (`ROWS` or `EVENTS`, in the record's own order) and the values to bind."""
    where: list[str] = []
    values: list[Any] = []
    if first is not None or last is not None:
        where.append(_WHEN)
        # As text: Spark takes no date of Python's before the year 1000.
        values += [(first or dt.date.min).isoformat(), (last or dt.date.max).isoformat()]
    if bounds is not None:
        box, numbers = _box(bounds)
        where.append(f"({_NOWHERE} OR ({box}))")
        values += numbers
    if elsewhere:
        where.append(_NOT_ELSEWHERE)
        values.append(sorted(elsewhere))
    if names is not None:
        # An empty list has no type, and nobody is on neither side.
        where.append(_WHO if names else _NOBODY)
        values += [sorted(names)] * 2 if names else []
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    return f"{select}{condition} {_ORDER}", values


def named(ids: frozenset[str]) -> tuple[str, list[Any]]:
    """The statement for the events with these ids, and the values to bind."""
    if not ids:
        return f"{EVENTS} WHERE {_NOBODY} {_ORDER}", []
    return f"{EVENTS} WHERE {_NAMED} {_ORDER}", [sorted(ids)]


def box_of(bounds: Bounds) -> tuple[float, float, float, float, bool]:
    """West, south, east, north as compared with a point, and whether the date line is crossed.

    `west` > `east`, or either beyond ± 180, is over the date line. A box round the whole globe is
    −180 to 180.
    """
    west, south, east, north = bounds
    if not all(abs(value) < float("inf") for value in bounds) or east - west >= 360:
        return -180.0, max(south, -90.0), 180.0, min(north, 90.0), False
    if west <= -180 or east >= 180:  # 180 and −180 are one meridian: widen, never lose it
        west = west + 360 if west <= -180 else west
        east = east - 360 if east >= 180 else east
    return west, south, east, north, west > east


def _box(bounds: Bounds) -> tuple[str, list[float]]:
    """Conditions on the point, which is on the globe: see `_NOWHERE`."""
    west, south, east, north, crossing = box_of(bounds)
    longitude = _OVER_THE_DATE_LINE if crossing else _LONGITUDE
    return f"{_LATITUDE} AND {longitude}", [south, north, west, east]
