"""A zip is read without trusting it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records import zipped
from onrecord.records.ucdp import read_ged


def _zip(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_the_csv_in_a_zip_is_the_same_record(tmp_path: Path, ged) -> None:
    text = ged.text(ged.rows(count=3))
    plain = tmp_path / "GEDEvent_v25_1.csv"
    plain.write_text(text, newline="")
    packed = _zip(
        tmp_path / "ged251-csv.zip",
        {"GEDEvent_v25_1.csv": text, "__MACOSX/._GEDEvent_v25_1.csv": "x", "readme.txt": "y"},
    )
    one, other = read_ged(plain), read_ged(packed)
    assert one.table.equals(other.table)
    assert one.info.sha256 == other.info.sha256
    assert one.info.label == other.info.label == "ucdp-ged@25.1"
    assert any("inside the zip" in note for note in other.info.notes)


def test_a_member_that_points_elsewhere_writes_nothing_there(tmp_path: Path, ged) -> None:
    inner = tmp_path / "in" / "deep"
    inner.mkdir(parents=True)
    path = _zip(inner / "x.zip", {"../../evil.csv": ged.text(ged.rows(count=2))})
    before = sorted(tmp_path.rglob("*"))
    assert read_ged(path).table.num_rows == 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({}, "no CSV"),
        ({"a.txt": "x"}, "no CSV"),
        ({"a.csv": "x", "b.csv": "y"}, "2 CSV files"),
        ({"[Content_Types].xml": "x", "xl/workbook.xml": "y"}, "Excel"),
        ({"a.csv": "<html>"}, "web page"),
        ({"a.csv": ""}, "is empty"),
    ],
)
def test_a_zip_without_one_csv(tmp_path: Path, members: dict[str, str], says: str) -> None:
    with pytest.raises(RecordError, match=says):
        read_ged(_zip(tmp_path / "x.zip", members))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "FREE_BYTES", 1 << 20)
    path = _zip(tmp_path / "x.zip", {"a.csv": "0" * (16 << 20)})
    assert path.stat().st_size < 50_000
    with pytest.raises(RecordError, match="times its own size"):
        read_ged(path)


def test_damaged_and_locked_archives(tmp_path: Path, ged) -> None:
    path = _zip(tmp_path / "x.zip", {"a.csv": ged.text(ged.rows(count=50))})
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(RecordError, match="cannot be unpacked"):
        read_ged(path)
    path.write_bytes(content[:60] + b"\0\xff\0" + content[63:])
    with pytest.raises(RecordError, match="cannot be unpacked"):
        read_ged(path)
    # Bit 0 of the flags, in the local and in the central header, means “needs a password”.
    central = content.index(b"PK\x01\x02")
    locked = bytearray(content)
    locked[6] |= 1
    locked[central + 8] |= 1
    path.write_bytes(bytes(locked))
    with pytest.raises(RecordError, match="password"):
        read_ged(path)
