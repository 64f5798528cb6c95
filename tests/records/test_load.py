"""A record from a file or from the store, whichever the words mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records.load import load
from onrecord.records.store import Store


def test_files_and_labels(ged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = ged.write(tmp_path / "ged191.csv", ged.rows(count=2))
    assert load(path).info.label == load("ged191.csv").info.label == "ucdp-ged@19.1"
    assert load(str(path), name="mine", version="x").info.label == "mine@x"
    Store().add(path)
    assert load("ucdp-ged").info == load("ucdp-ged@19.1").info
    assert load("ucdp-ged", version="19.1").info.version == "19.1"
    # A file of that name comes first.
    ged.write(tmp_path / "ucdp-ged", ged.rows(count=1))
    assert load("ucdp-ged").info.rows == 1


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nowhere.csv", "no such file"),
        ("nowhere.zip", "no such file"),
        ("no/such/file.csv", "no such file"),
        ("Nowhere.CSV", "no such file"),
        ("acled", "no record acled in the store"),
        ("acled@1", "no record acled@1 in the store"),
        ("", "is a folder"),
    ],
)
def test_what_is_neither(source: str, says: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecordError, match=says):
        load(source)


def test_a_bad_name_is_refused_before_reading(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be the name"):
        load(tmp_path / "x.csv", name="My Record")
