"""What can be wrong with a file, tried on every source: an error that says what, or a count."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.records.sources import SOURCES, Source

from onrecord.errors import RecordError
from onrecord.records import zipped
from onrecord.records.csv_rows import LONGEST_FIELD
from onrecord.records.schema import from_arrow

every = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def _write(folder: Path, content: str | bytes) -> Path:
    path = folder / "x.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _refused(source: Source, path: Path, says: str) -> None:
    for tolerate in (False, True):
        with pytest.raises(RecordError, match=says) as caught:
            source.read(path, tolerate=tolerate)
        assert str(path.parent) in str(caught.value)


@every
def test_the_plain_file_is_read(source: Source, tmp_path: Path) -> None:
    read = source.read(_write(tmp_path, source.text({}, {})))
    assert read.info.rows == 2
    assert not read.rejects
    assert read.info.warnings["coordinates_swapped"] == 0


@every
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n \r\n", "is empty|nothing but blank lines"),
        (b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "web page"),
        (b"\xef\xbb\xbf  <html>", "web page"),
        (b'{"error": "not authorised"}', "JSON"),
        (b"PAR1\x00\x00", "Parquet"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_what_is_no_table(source: Source, tmp_path: Path, content: bytes, says: str) -> None:
    _refused(source, _write(tmp_path, content), says)


@every
@pytest.mark.parametrize("sign", [";", "\t", "|", ","])
def test_a_wrong_sign_between_the_columns(source: Source, tmp_path: Path, sign: str) -> None:
    if sign == source.sign:
        pytest.skip("the right sign")
    plain = {source.place: "Rivertown", source.line: "x"}
    _refused(source, _write(tmp_path, source.text(plain, sign=sign)), "parted by")


@every
def test_a_byte_order_mark_is_no_part_of_the_first_cell(source: Source, tmp_path: Path) -> None:
    plain = source.read(_write(tmp_path, source.text({}, {}))).table
    marked = source.read(_write(tmp_path, b"\xef\xbb\xbf" + source.text({}, {}).encode()))
    assert marked.table.equals(plain)


@every
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(source: Source, tmp_path: Path, encoding: str) -> None:
    path = _write(tmp_path, source.text({}, {}).encode(encoding))
    _refused(source, path, "UTF-16")


@every
def test_latin_1(source: Source, tmp_path: Path) -> None:
    path = _write(tmp_path, source.text({source.place: "Idlíb"}).encode("latin-1"))
    _refused(source, path, "not in UTF-8")


@every
def test_nuls(source: Source, tmp_path: Path) -> None:
    text = source.text({}, {source.place: "River\0town"})
    with pytest.raises(RecordError, match="NUL bytes") as caught:
        source.read(_write(tmp_path, text))
    assert f"x.csv:{source.first_line + 1}" in str(caught.value)


@every
def test_a_field_of_a_million_characters(source: Source, tmp_path: Path) -> None:
    path = _write(tmp_path, source.text({}, {source.line: "x" * 10**6}, {}))
    read = source.read(path, tolerate=True)
    assert read.info.rows == 2
    assert [reject.line for reject in read.rejects] == [source.first_line + 1]
    assert f"{LONGEST_FIELD:,} characters" in read.rejects[0].reason


@every
def test_an_id_that_stands_twice(source: Source, tmp_path: Path) -> None:
    path = _write(tmp_path, source.text({}, {source.id: source.ids.format(0)}, {}))
    read = source.read(path, tolerate=True)
    assert read.info.rows == 2
    assert read.info.warnings["duplicate_ids"] == 1


def _one_rejected(source: Source, tmp_path: Path, change: dict[str, str], reason: str) -> None:
    path = _write(tmp_path, source.text({}, change, {}))
    with pytest.raises(RecordError, match="1 of 3 rows cannot be read"):
        source.read(path)
    read = source.read(path, tolerate=True)
    assert read.info.rows == 2
    (reject,) = read.rejects
    assert reject.line == source.first_line + 1
    assert reason in reject.reason


@every
@pytest.mark.parametrize("day", ["0025-10-09", "9999-01-01", "2017-02-30", "2017-13-01"])
def test_a_day_that_cannot_be(source: Source, tmp_path: Path, day: str) -> None:
    written = day.replace("-", "") if source.name == "gdelt" else day
    reason = "cannot be right" if day[:4] in ("0025", "9999") else "no such day"
    _one_rejected(source, tmp_path, {source.day: written}, reason)


@every
@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("91", "37.5", "off the globe"),
        ("35.25", "181", "off the globe"),
        ("137.5", "35.25", "off the globe"),
        ("0", "0", "0, 0 stand for no place"),
        ("0.0", "-0.0", "0, 0 stand for no place"),
        ("nan", "37.5", "number|missing"),
        ("35,25", "37.5", "not a number"),
    ],
)
def test_a_point_that_cannot_be(
    source: Source, tmp_path: Path, lat: str, lon: str, reason: str
) -> None:
    path = _write(tmp_path, source.text({}, {source.lat: lat, source.lon: lon}, {}))
    read = source.read(path, tolerate=True)
    (reject,) = read.rejects
    assert any(part in reject.reason for part in reason.split("|"))
    assert reject.line == source.first_line + 1


@every
def test_coordinates_that_changed_places_are_counted_and_named(
    source: Source, tmp_path: Path
) -> None:
    # Lebanon's towns lie at 33 to 35 N and 35 to 37 E: changed over, the point is in Turkey.
    changed = {source.lat: "37.15", source.lon: "36.2"}
    nowhere = {source.lat: "-20", source.lon: "-50"}
    read = source.read(_write(tmp_path, source.text({}, changed, nowhere)))
    assert read.info.warnings["coordinates_swapped"] == 0  # in Syria's box, or nowhere near it
    country = {source.country: "UP" if source.name == "gdelt" else "Ukraine"}
    right = {**country, source.lat: "50.45", source.lon: "30.52"}
    wrong = {**country, source.lat: "30.52", source.lon: "50.45"}
    read = source.read(_write(tmp_path, source.text(right, wrong, right)))
    assert read.info.rows == 3
    assert read.info.warnings["coordinates_swapped"] == 1
    assert any(source.ids.format(1) in note and "changed over" in note for note in read.info.notes)


@every
def test_fewer_dead_than_none(source: Source, tmp_path: Path) -> None:
    if source.dead is None:
        pytest.skip("GDELT has no deaths")
    _one_rejected(source, tmp_path, {source.dead: "-7"}, "fewer than none")


@every
def test_an_end_before_the_start(source: Source, tmp_path: Path) -> None:
    if source.end is None:
        pytest.skip("this source has one date")
    _one_rejected(source, tmp_path, {source.end: "2017-10-01"}, "it ends (2017-10-01) before")


@every
def test_a_formula_in_a_cell_stays_text(source: Source, tmp_path: Path) -> None:
    formula = "=cmd|' /C calc'!A0"
    place = {"gdelt": f"{formula}, Hamah, Syria"}.get(source.name, formula)
    events = from_arrow(source.read(_write(tmp_path, source.text({source.place: place}))).table)
    assert events.place[0] == formula


@every
def test_a_row_with_too_few_or_too_many_fields(source: Source, tmp_path: Path) -> None:
    lines = source.text({}, {}, {}).splitlines()
    at = source.first_line
    lines[at] = source.sign.join(lines[at].split(source.sign)[:5])
    lines[at + 1] += source.sign + "x"
    read = source.read(_write(tmp_path, "\n".join(lines) + "\n"), tolerate=True)
    assert [reject.line for reject in read.rejects] == [at + 1, at + 2]
    assert all("fields" in reject.reason for reject in read.rejects)


@every
def test_a_file_that_was_cut_off(source: Source, tmp_path: Path) -> None:
    lines = source.text(*[{}] * 5).splitlines()
    cut = source.sign.join(lines[-1].split(source.sign)[:5])
    path = _write(tmp_path, "\n".join([*lines[:-1], cut]))
    with pytest.raises(RecordError, match="cut off"):
        source.read(path)
    read = source.read(path, tolerate=True)
    assert read.info.rows == 4
    assert read.info.warnings["cut_off"] == 1


@every
def test_a_zip_is_the_same_file_and_writes_nowhere(source: Source, tmp_path: Path) -> None:
    text = source.text({}, {})
    plain = source.read(_write(tmp_path, text)).info
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../x/evil.csv", text)
    assert source.read(path).info.sha256 == plain.sha256
    assert not (tmp_path.parent.parent / "x").exists()
    assert not [p for p in tmp_path.rglob("*") if "evil" in p.name]


@every
def test_a_zip_bomb(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "FREE_BYTES", 1 << 16)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", source.text({}) + "x" * (1 << 24))
    _refused(source, path, "unpacks to more than")


@every
def test_no_rows_at_all(source: Source, tmp_path: Path) -> None:
    text = source.text() if source.header else source.text({"QuadClass": "1"})
    _refused(source, _write(tmp_path, text), "no events|none of armed conflict")


def test_a_parquet_with_another_schema(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    own = SOURCES[-1]
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), path)
    _refused(own, path, "has no column “(case|dead)”")
    pq.write_table(pa.Table.from_pylist([{**own.plain, "lat": {"deg": 35}}]), path)
    _refused(own, path, "has no column “lat”")
    path.write_bytes(b"PAR1" + b"\0" * 100)
    _refused(own, path, "no readable Parquet file")


@pytest.mark.parametrize("name", ["x.xlsx", "x.parquet", "x.geojson", "x.gpkg", "x.json"])
@pytest.mark.parametrize("content", [b"", b"<html>404</html>", b"PK\x03\x04garbage", b"\0" * 99])
def test_a_broken_file_of_another_format(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    _refused(SOURCES[-1], path, "is empty|no readable")


def test_a_workbook_that_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.records import own_formats

    pytest.importorskip("openpyxl")
    monkeypatch.setattr(own_formats, "FREE_BYTES", 1 << 16)
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", " " * (1 << 24))
    _refused(SOURCES[-1], path, "unpacks to")


def test_a_workbook_that_declares_entities(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    _refused(SOURCES[-1], path, "declarations of entities")


@pytest.mark.parametrize(
    "text",
    ["[]", "1", '{"type": "FeatureCollection"}', '{"type": "Feature"}', "[" * 100_000],
)
def test_json_that_is_no_geojson(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(text)
    _refused(SOURCES[-1], path, "no FeatureCollection|no readable GeoJSON")
