"""Rows for tests: events from a few words each, and a record that holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from onrecord.records.schema import (
    Coverage,
    Events,
    Expresses,
    RecordInfo,
    arrow_schema,
    from_arrow,
)

DAY = dt.date(2020, 6, 15)

UCDP_LIKE = Expresses(
    kinds=frozenset({"killing of civilians"}),
    deadly_only=True,
    directed_against=frozenset({"civilians"}),
    supporters_under_supported=True,
    umbrellas=True,
    kills_by=frozenset({"civilians"}),
)
ALL_SEEING = Expresses(
    kinds=frozenset({"battle", "airstrike", "shelling", "bombing", "raid", "killing of civilians"}),
    deadly_only=False,
    directed_against=None,
    kills_by=None,
)


def row(**given: Any) -> dict[str, Any]:
    """One event: two groups near (10, 20) on one day, one dead, unless said otherwise."""
    start = given.get("start", DAY)
    best = given.get("best", 1)
    return {
        "id": "1",
        "start": start,
        "end": given.get("end", start),
        "lat": 10.0,
        "lon": 20.0,
        "date_prec": 1,
        "where_prec": 1,
        "clarity": 1,
        "place": "Old Mill",
        "adm1": "North Province",
        "adm2": "Mill district",
        "country": "Erewhon",
        "kind": None,
        "side_a": ["Red Army"],
        "side_b": ["Blue Front"],
        "directed": False,
        "active": True,
        "candidate": False,
        "low": best,
        "best": best,
        "high": best,
        "deaths_a": 0,
        "deaths_b": best,
        "deaths_civilians": 0,
        "deaths_unknown": 0,
        "line_texts": ["Clashes near the mill"],
        "line_offices": ["Agency One"],
        "line_dates": [start],
    } | given


def table_of(rows: Sequence[dict[str, Any]]) -> pa.Table:
    named = [
        r | {"id": str(r.get("id") if r.get("id") != "1" else i + 1)} for i, r in enumerate(rows)
    ]
    return pa.Table.from_pylist(named, schema=arrow_schema())


def events_of(rows: Sequence[dict[str, Any]]) -> Events:
    """Events of these rows; ids are "1", "2", … unless given."""
    return from_arrow(table_of(rows))


def info(
    rows: int = 0,
    expresses: Expresses = UCDP_LIKE,
    first: dt.date = dt.date(2016, 1, 1),
    last: dt.date = dt.date(2023, 12, 31),
    name: str = "made-up",
) -> RecordInfo:
    return RecordInfo(
        name=name,
        version="1",
        sha256="0" * 64,
        rows=rows,
        licence="CC0",
        citation="Made up for tests",
        coverage=Coverage(first, last, ("Erewhon",), "events with at least one death"),
        expresses=expresses,
    )
