"""events.csv and events.geojson: safe to open, complete, and silent where they must be."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess.finding import Checked
from onrecord.present.events_csv import COLUMNS, events_csv, safe
from onrecord.present.events_geojson import events_geojson, geojson_text

LOC = "island-locations@2032-09-02"


@given(st.text(max_size=30))
def test_no_text_cell_is_a_formula(text: str) -> None:
    cell = safe(text)
    assert isinstance(cell, str)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert str(safe(text)).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert safe(-8.12) == -8.12
    assert safe(None) is None


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_holds_every_event_of_every_finding(
    checked: Checked, records: dict[str, Any]
) -> None:
    rows = _csv(events_csv(checked, records))
    expected = sum(
        len({*f.events, *f.possible, *f.unplaced, *f.counter_examples, *f.other_events})
        for f in checked.findings
    )
    assert len(rows) == expected
    assert tuple(rows[0]) == COLUMNS
    only = [r for r in rows if r["claim"] == "only-battle" and r["certainty"] == "certain"]
    assert len(only) == 4
    assert all(float(r["lon"]) < 0 for r in only)


def test_a_headline_that_is_a_formula_is_defused(checked: Checked, records: dict[str, Any]) -> None:
    lines = [r["source_lines"] for r in _csv(events_csv(checked, records))]
    assert any(line.startswith("'=HYPERLINK") for line in lines)
    assert not any(line.startswith("=") for line in lines)


def test_withheld_rows_are_ids_alone(checked: Checked, records: dict[str, Any]) -> None:
    rows = [r for r in _csv(events_csv(checked, records)) if r["record"] == LOC]
    assert len(rows) == 5
    assert all(r["event"].startswith(LOC) and r["role"] for r in rows)
    hidden = [
        c for c in COLUMNS if c not in ("claim", "record", "event", "id", "role", "certainty")
    ]
    assert all(r[c] == "" for r in rows for c in hidden)
    shown = [r for r in _csv(events_csv(checked, records, with_rows=True)) if r["record"] == LOC]
    assert all(r["place"] and r["lat"] for r in shown)


def test_geojson_keeps_to_the_standard(checked: Checked, records: dict[str, Any]) -> None:
    collection = json.loads(geojson_text(events_geojson(checked, records)))
    assert set(collection) == {"type", "features"}
    ids = [f["id"] for f in collection["features"]]
    points = [f["geometry"]["coordinates"] for f in collection["features"] if f["geometry"]]
    assert points
    assert all(isinstance(c, float) for point in points for c in point)
    # RFC 7946, 3.1.1: longitude first; the island lies west of Greenwich.
    assert all(-180 <= lon <= 0 and 60 < lat < 62 for lon, lat in points)
    by_record = {f["properties"]["record"] for f in collection["features"]}
    assert LOC in by_record
    two = [f for f in collection["features"] if f["properties"]["record"] == LOC]
    assert all(f["geometry"] is None and "place" not in f["properties"] for f in two)
    assert len(set(ids)) == len(ids)


def test_an_event_without_a_point_has_a_null_geometry(
    checked: Checked, records: dict[str, Any]
) -> None:
    import numpy as np

    record = next(iter(records.values()))
    held = record.held
    table = held.table.set_column(
        held.table.schema.get_field_index("lat"), "lat", [np.full(len(held), np.nan)]
    )
    from onrecord.records.schema import from_arrow

    blind = type(record)(record.info, from_arrow(table))
    features = events_geojson(checked, {record.info.label: blind})["features"]
    of_record = [f for f in features if f["properties"]["record"] == record.info.label]
    assert of_record
    assert all(f["geometry"] is None for f in of_record)
    assert json.loads(geojson_text({"features": features}))


def test_no_findings_make_an_empty_collection_and_a_table_of_one_line() -> None:
    empty = Checked()
    assert json.loads(geojson_text(events_geojson(empty, {})))["features"] == []
    assert events_csv(empty, {}).strip() == ",".join(COLUMNS)
