"""Final and candidate releases of GED: kept apart, and read as one where that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord as on
from onrecord.errors import RecordError
from onrecord.records.label import newness
from onrecord.records.store import Store


@pytest.fixture
def files(tmp_path: Path, ged) -> dict[str, Path]:
    """25.1 ends on 31 December 2024; the candidates run on."""

    def row(own: str, day: str, best: str, **change: str) -> dict[str, str]:
        days = {"date_start": day, "date_end": day, "year": day[:4]}
        return {**days, "id": own, "best": best, "low": best, "high": best, **change}

    final = ged.rows(row("1", "2024-06-01", "3"), row("2", "2024-12-20", "5"))
    june = ged.rows(
        row("2", "2024-12-20", "9"),  # a draft of a final row
        row("3", "2024-12-24", "7"),  # withdrawn: the final has those days, and not it
        row("4", "2025-06-02", "1"),
        row("5", "2025-06-03", "1"),
        row("8", "2024-12-24", "7", country="Elsewhere"),  # the final does not cover it
    )
    quarter = ged.rows(row("5", "2025-06-03", "2"), row("6", "2025-09-09", "4"))
    return {
        "final": ged.write(tmp_path / "GEDEvent_v25_1.csv", final),
        "june": ged.write(tmp_path / "GEDEvent_v25_0_6.csv", june),
        "quarter": ged.write(tmp_path / "GEDEvent_v25_01_25_09.csv", quarter),
    }


def test_the_final_row_wins_and_the_later_candidate(files: dict[str, Path]) -> None:
    record = on.load([files["june"], files["final"], files["quarter"]])
    events = record.events()
    found = {own: int(best) for own, best in zip(events.id, events.best, strict=True)}
    assert found == {"1": 3, "2": 5, "4": 1, "5": 2, "6": 4, "8": 7}
    assert record.info.label == "ucdp-ged@25.1+25.01.25.09+25.0.6"
    candidates = {own for own, c in zip(events.id, events.candidate, strict=True) if c}
    assert candidates == {"4", "5", "6", "8"}
    assert record.info.warnings["replaced_rows"] == 2
    assert record.info.warnings["withdrawn_candidates"] == 1
    assert record.info.coverage.last.isoformat() == "2025-09-09"
    assert any("read as one" in note for note in record.info.notes)


def test_in_the_store_they_stay_apart(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))
    for path in files.values():
        Store().add(path)
    assert [info.version for info in Store().list()] == ["25.01.25.09", "25.0.6", "25.1"]
    assert on.load("ucdp-ged").info.version == "25.1"  # never a candidate by surprise
    assert all(on.load("ucdp-ged@25.0.6").events().candidate)
    both = on.load("ucdp-ged@25.1+25.0.6")
    assert both.info.label == "ucdp-ged@25.1+25.0.6"
    assert set(both.events().id) == {"1", "2", "4", "5", "8"}
    assert both.info.sha256 == on.load("ucdp-ged@25.0.6+25.1").info.sha256
    with pytest.raises(RecordError, match=r"no record ucdp-ged@24\.1"):
        on.load("ucdp-ged@25.1+24.1")


def test_candidates_are_never_newer_than_the_final_by_name() -> None:
    given = ["26.1", "25.0.6", "unknown", "25.1", "25.01.25.09", "9.1", "25.0.12"]
    assert sorted(given, key=newness) == [
        "unknown", "9.1", "25.01.25.09", "25.0.6", "25.0.12", "25.1", "26.1",
    ]  # fmt: skip


def test_what_cannot_be_read_as_one(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="given twice"):
        on.load([files["final"], files["final"]])
    with pytest.raises(RecordError, match="no record is named"):
        on.load([])
    with pytest.raises(RecordError, match="versions of their own"):
        on.load([files["final"]], version="25.1")
    from tests.records import gdelt_rows as gdelt

    other = gdelt.write(tmp_path / "x.export.CSV", gdelt.rows(count=1))
    with pytest.raises(RecordError, match="is not UCDP GED"):
        on.load([files["final"], other])


def test_one_file_in_a_list_is_that_file(files: dict[str, Path]) -> None:
    assert on.load([files["final"]]).info == on.load(files["final"]).info


def test_the_edition_of_hdx_has_tags_under_the_header(tmp_path: Path, ged) -> None:
    tags = {name: f"#{name}" for name in ged.columns49}
    rows = [tags, *ged.rows({}, {})]
    record = on.load(ged.write(tmp_path / "GEDEvent_v25_1.csv", rows))
    assert record.info.rows == 2
    assert record.info.rejected == 0
