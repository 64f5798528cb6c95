"""The rows that a check kept of its records, as records again: enough for tables and charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.records.schema import (
    UNKNOWN,
    Coverage,
    Events,
    Expresses,
    RecordInfo,
    Reject,
    arrow_schema,
    from_arrow,
)

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class KeptRecord:
    """What a folder of findings holds of one record: what it is, and the rows of its findings."""

    info: RecordInfo
    table: pa.Table

    def events(self, *_: Any, **__: Any) -> Events:
        """All rows that were kept; nothing is pruned."""
        return from_arrow(self.table)

    def rejects(self) -> tuple[Reject, ...]:
        return ()


def kept_records(
    about: Iterable[Mapping[str, Any]], features: Iterable[Mapping[str, Any]]
) -> dict[str, KeptRecord]:
    """Records by label, from `records` of findings.json and the features of events.geojson.

    Raises KeyError, TypeError or ValueError where something is missing or of the wrong kind.
    """
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for feature in features:
        given = feature["properties"]
        # A feature of a record that may not be passed on has an id and a role, and no row.
        if "start" in given:
            own = rows.setdefault(given["record"], {})
            own.setdefault(given["event"], _row(given, feature["geometry"]))
    records = {}
    for one in about:
        info = _info(one)
        records[info.label] = KeptRecord(info, _table(list(rows.get(info.label, {}).values())))
    return records


def _info(given: Mapping[str, Any]) -> RecordInfo:
    cover = given["coverage"]
    accessed = given["accessed"]
    return RecordInfo(
        name=given["name"],
        version=given["version"],
        sha256=given["sha256"],
        rows=int(given["events"]),
        licence=given["licence"],
        citation=given["citation"],
        coverage=Coverage(
            first=dt.date.fromisoformat(cover["from"]),
            last=dt.date.fromisoformat(cover["to"]),
            countries=tuple(cover["countries"]),
            sees=cover["sees"],
            cannot_see=tuple(cover["cannot_see"]),
        ),
        # What a record can express decides how claims are tested, and they were.
        expresses=Expresses(kinds=frozenset(), deadly_only=False),
        warnings={name: int(number) for name, number in given["warnings"].items()},
        notes=tuple(given["notes"]),
        rejected=int(given["rejected"]),
        accessed=dt.date.fromisoformat(accessed) if accessed else None,
        redistributable=bool(given["redistributable"]),
    )


_COUNTS = ("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_SAME = (
    "date_prec", "where_prec", "place", "adm1", "adm2", "country", "side_a", "side_b", "directed",
    "kind", "clarity", "active", "candidate",
)  # fmt: skip


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _row(given: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> dict[str, Any]:
    lon, lat = geometry["coordinates"] if geometry else (None, None)
    counts = {name: given.get(name) for name in _COUNTS}
    lines: Sequence[Mapping[str, Any]] = given["source_lines"]
    return {
        "id": given["event"].removeprefix(f"{given['record']}:"),
        "start": _day(given["start"]),
        "end": _day(given["end"]),
        "lat": lat,
        "lon": lon,
        **{name: given.get(name, True) if name == "active" else given[name] for name in _SAME},
        **{name: UNKNOWN if number is None else int(number) for name, number in counts.items()},
        "line_texts": [line["text"] for line in lines],
        "line_offices": [line["originator"] for line in lines],
        "line_dates": [_day(line["date"]) for line in lines],
    }


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=arrow_schema())
