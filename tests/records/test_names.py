"""The names that a record uses."""

from __future__ import annotations

import math
from pathlib import Path

from onrecord.records.load import load
from onrecord.records.memory import FileRecord
from onrecord.records.names import SideName, names_with_ids, place_columns


def test_names_ids_and_numbers(ged, tmp_path: Path) -> None:
    rows = ged.rows(
        {"side_b": "IS", "side_b_new_id": "234"},
        {"side_b": "IS", "side_b_new_id": "234"},
        {"side_b": "IS", "side_b_new_id": "999"},
        {"side_b": "HTS, IS", "side_b_new_id": "6389"},
        {"side_b": "IS, HTS", "side_b_new_id": "6389"},
        {"side_b": "Nobody", "side_b_new_id": ""},
    )
    record = load(ged.write(tmp_path / "x.csv", rows))
    assert names_with_ids(record) == (
        SideName("Government of Freedonia", 118, 6),
        SideName("IS", 234, 5),
        SideName("HTS", None, 2),
        SideName("Nobody", None, 1),
    )
    bare = FileRecord(record.events().table.drop_columns(["side_a_id", "side_b_id"]), record.info)
    assert [(n.name, n.id) for n in names_with_ids(bare)][:2] == [
        ("Government of Freedonia", None),
        ("IS", None),
    ]
    other = FileRecord(record.events().table.drop_columns(["type_of_violence"]), record.info)
    assert {n.id for n in names_with_ids(other)} == {None}, "not UCDP's ids"


def test_place_columns(ged, tmp_path: Path) -> None:
    rows = ged.rows({}, {"where_coordinates": "", "adm_2": "", "where_prec": "6"})
    places = place_columns(load(ged.write(tmp_path / "x.csv", rows)))
    assert list(places.name) == ["Rivertown", ""]
    assert list(places.adm_2) == ["River district", ""]
    assert places.where_prec.tolist() == [1, 6]
    assert list(places.country) == ["Freedonia"] * 2
    assert not any(math.isnan(lat) for lat in places.lat)
    columns = ("name", "lat", "lon", "where_prec", "adm_1", "adm_2", "country", "events")
    assert places._fields == columns
