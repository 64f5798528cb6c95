"""Which release a file is, which of its rows are candidates, what it covers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records.ucdp import read_ged
from onrecord.records.ucdp_release import Release


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("ged191.csv", "19.1"),
        ("ged191_syria.csv", "19.1"),
        ("ged251-csv.zip", "25.1"),
        ("GEDEvent_v25_1.csv", "25.1"),
        ("GEDEvent_v25_0_3.csv", "25.0.3"),
        ("GEDEvent_v25_01_25_03.csv", "25.01.25.03"),
        ("GEDEvent_v25_0_6.csv", "25.0.6"),
        ("GEDEvent_v25_01_25_09.csv", "25.01.25.09"),
        ("ged_v23.1.csv", "23.1"),
        ("ged50.csv", "5.0"),
        ("syria.csv", "unknown"),
        ("aged1234.csv", "unknown"),
    ],
)
def test_the_version_is_in_the_name(name: str, version: str) -> None:
    assert Release.of(None, name).version == version


def test_what_the_user_says_comes_first() -> None:
    assert Release.of("24.1", "ged191.csv").version == "24.1"
    assert Release.of(None, "export.zip", "GEDEvent_v24_1.csv").version == "24.1"
    with pytest.raises(RecordError, match="cannot be the version"):
        Release.of("../x", "ged191.csv")


@pytest.mark.parametrize(
    ("version", "last", "candidate"),
    [
        ("25.1", dt.date(2024, 12, 31), False),
        ("17.2", dt.date(2016, 12, 31), False),
        ("5.0", None, False),
        ("25.0.3", None, True),
        ("25.01.25.03", None, True),
        ("unknown", None, False),
    ],
)
def test_where_a_release_ends(version: str, last: dt.date | None, candidate: bool) -> None:
    release = Release(version)
    assert (release.last_day, release.is_candidate) == (last, candidate)


def _days(ged, path: Path, version: str, *starts: str):
    rows = ged.rows(*({"date_start": s, "date_end": s} for s in starts))
    return read_ged(ged.write(path, rows), version=version)


def test_rows_newer_than_the_release_are_candidates(ged, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    days = ("2018-12-31", "2019-01-01", "2019-03-05")
    found = _days(ged, path, "19.1", *days)
    assert found.table["candidate"].to_pylist() == [False, True, True]
    assert found.info.warnings["candidate_rows"] == 2
    assert any(note.startswith("2 rows are later than 2018-12-31") for note in found.info.notes)
    assert _days(ged, path, "20.1", *days).info.warnings["candidate_rows"] == 0
    assert _days(ged, path, "19.0.3", *days).table["candidate"].to_pylist() == [True] * 3
    unknown = _days(ged, path, "unknown", *days).info
    assert unknown.warnings["candidate_rows"] == 0
    assert any("version is not known" in note for note in unknown.notes)


def test_coverage_says_how_it_was_found(ged, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    whole = _days(ged, path, "19.1", "2016-03-05", "2018-11-02").info.coverage
    assert (whole.first, whole.last) == (dt.date(2016, 3, 5), dt.date(2018, 12, 31))
    part = _days(ged, path, "19.1", "2015-03-05", "2017-11-02").info
    assert (part.coverage.first, part.coverage.last) == (dt.date(2015, 3, 5), dt.date(2017, 11, 2))
    assert part.coverage.countries == ("Freedonia",)
    assert part.coverage.sees == "organised violence with at least one death"
    assert any(note.startswith("Coverage runs from") for note in part.notes)
    rows = ged.rows({"date_start": "2019-11-30", "date_end": "2019-12-15"})
    beyond = read_ged(ged.write(path, rows), version="19.1").info.coverage
    assert beyond.last == dt.date(2019, 11, 30)
