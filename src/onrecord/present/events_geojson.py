"""events.geojson: every event of every finding as a GeoJSON feature (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from onrecord.assess.finding import Checked
from onrecord.present.table import Certainty, RecordRows, Role, Row
from onrecord.records.schema import Record


def events_geojson(
    checked: Checked, records: Mapping[str, Record], *, with_rows: bool = False
) -> dict[str, Any]:
    """A FeatureCollection with one feature for each claim and event.

    Coordinates are numbers, longitude first; an event without a point has a null geometry. Of
    records whose terms do not allow their rows to be passed on, features carry ids alone, unless
    `with_rows`.
    """
    source = RecordRows(records, checked.findings, with_rows=with_rows)
    features = []
    for finding in checked.findings:
        found = source.of(finding)
        for row in found.rows:
            who = (finding.id, finding.record, row.event, row.role, row.certainty)
            if found.withheld:
                features.append(_feature(*who))
            else:
                features.append(_feature(*who, row))
        for event, role, certainty in found.unknown:
            features.append(_feature(finding.id, finding.record, event, role, certainty))
    return {"type": "FeatureCollection", "features": features}


def geojson_text(collection: Mapping[str, Any]) -> str:
    """The collection as text, one feature a line. Raises ValueError for NaN and infinity."""
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, allow_nan=False)
        for feature in collection["features"]
    )
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _feature(
    claim: str,
    record: str,
    event: str,
    role: Role,
    certainty: Certainty | None,
    row: Row | None = None,
) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "claim": claim,
        "record": record,
        "event": event,
        "role": role,
        "certainty": certainty,
    }
    geometry = None
    if row is not None:
        properties |= _properties(row)
        if row.placed:
            geometry = {"type": "Point", "coordinates": [row.lon, row.lat]}
    return {
        "type": "Feature",
        "id": f"{claim}/{event}",
        "geometry": geometry,
        "properties": properties,
    }


def _properties(row: Row) -> dict[str, Any]:
    return {
        "start": row.start.isoformat() if row.start else None,
        "end": row.end.isoformat() if row.end else None,
        "date_prec": row.date_prec,
        "where_prec": row.where_prec,
        "place": row.place,
        "adm1": row.adm1,
        "adm2": row.adm2,
        "country": row.country,
        "side_a": list(row.side_a),
        "side_b": list(row.side_b),
        "directed": row.directed,
        "kind": row.kind,
        "low": row.low,
        "best": row.best,
        "high": row.high,
        "deaths_a": row.deaths_a,
        "deaths_b": row.deaths_b,
        "deaths_civilians": row.deaths_civilians,
        "deaths_unknown": row.deaths_unknown,
        "clarity": row.clarity,
        "active": row.active,
        "candidate": row.candidate,
        "source_lines": [
            {
                "text": line.text,
                "originator": line.office,
                "date": line.date.isoformat() if line.date else None,
            }
            for line in row.lines
        ],
    }
