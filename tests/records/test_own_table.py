"""A table of one's own, by a mapping: every format, every field, every mistake."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import onrecord as on
from onrecord.cli import main
from onrecord.errors import RecordError
from onrecord.records.mapping import read_mapping
from onrecord.records.reader import read_file, read_own
from onrecord.records.schema import from_arrow

MAPPING = """
record: field-notes
version: "2024-03"
licence: CC BY 4.0
citation: The field team (2024)
sees: incidents that the team's contacts told it of
cannot_see: [what nobody told the team]
coverage: {from: 2017-01-01, to: 2017-12-31, countries: [Freedonia]}
fields:
  id: case
  date: {column: day, format: "%d.%m.%Y"}
  latitude: lat
  longitude: lon
  place: village
  country: {constant: Freedonia}
  where_prec: {column: how exact, values: {village: 1, district: 3}}
  side_a: {column: by, values: {army: Government of Freedonia}}
  side_b: {column: against, separator: ";"}
  directed: {constant: "true"}
  kind: {column: what, values: {air raid: airstrike, clash: battle}}
  best: dead
  source_office: paper
  source_line: note
"""
ROW: dict[str, Any] = {
    "case": "a-1", "day": "09.10.2017", "lat": "35.25", "lon": "37.5", "village": "Rivertown",
    "how exact": "Village", "by": "Army", "against": "Sylvanian Front; Others", "what": "Air raid",
    "dead": "3", "paper": "Herald", "note": "Planes over Rivertown",
}  # fmt: skip


def _csv(path: Path, *changes: dict[str, Any], sign: str = ",") -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW), delimiter=sign)
    writer.writeheader()
    for i, change in enumerate(changes):
        writer.writerow({**ROW, "case": f"a-{i + 1}", **change})
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING)
    return path


def _same_event(table: Any) -> None:
    events = from_arrow(table)
    assert events.id == ("a-1",)
    assert events.start[0] == events.end[0] == np.datetime64("2017-10-09")
    assert (events.lat[0], events.lon[0], events.where_prec[0], events.date_prec[0]) == (
        35.25, 37.5, 1, 1,
    )  # fmt: skip
    assert (events.place[0], events.country[0], events.kind[0]) == (
        "Rivertown", "Freedonia", "airstrike",
    )  # fmt: skip
    assert events.side_names(0) == (("Government of Freedonia",), ("Others", "Sylvanian Front"))
    assert bool(events.directed[0])
    assert (int(events.best[0]), int(events.low[0])) == (3, -1)
    (line,) = events.lines(0)
    assert (line.text, line.office, line.date) == ("Planes over Rivertown", "Herald", None)


def test_a_csv(tmp_path: Path, mapping: Path) -> None:
    read = read_file(_csv(tmp_path / "x.csv", {}), mapping=mapping)
    _same_event(read.table)
    info = read.info
    assert info.label == "field-notes@2024-03"
    assert (info.licence, info.citation) == ("CC BY 4.0", "The field team (2024)")
    assert (info.coverage.first, info.coverage.last) == (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    assert info.coverage.since is None
    assert info.coverage.cannot_see == ("what nobody told the team",)
    assert info.expresses.kinds == {"airstrike", "battle"}
    assert info.expresses.directed_against is None


def test_a_parquet(tmp_path: Path, mapping: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = {**ROW, "lat": 35.25, "lon": 37.5, "dead": 3.0, "against": ["Sylvanian Front", "Others"]}
    path = tmp_path / "x.parquet"
    pq.write_table(pa.Table.from_pylist([row]), path)
    _same_event(read_file(path, mapping=mapping).table)


def test_an_excel_sheet(tmp_path: Path, mapping: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["a title sheet"])
    sheet = book.create_sheet("Cases")
    sheet.append(list(ROW))
    row = {**ROW, "day": dt.datetime(2017, 10, 9), "lat": 35.25, "lon": 37.5, "dead": 3}
    sheet.append(list(row.values()))
    path = tmp_path / "x.xlsx"
    book.save(path)
    text = MAPPING.replace('{column: day, format: "%d.%m.%Y"}', "day")
    mapping.write_text(text + "file: {sheet: Cases}\n")
    _same_event(read_file(path, mapping=mapping).table)
    mapping.write_text(text + "file: {sheet: Case}\n")
    with pytest.raises(RecordError, match="Did you mean “Cases”"):
        read_file(path, mapping=mapping)


def test_a_formula_stays_text(tmp_path: Path, mapping: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(ROW))
    formula = "=1+1"
    sheet.append(list({**ROW, "village": formula, "note": '=HYPERLINK("http://x")'}.values()))
    sheet.append(list({**ROW, "case": "a-2", "day": "=TODAY()"}.values()))
    path = tmp_path / "x.xlsx"
    book.save(path)
    read = read_file(path, mapping=mapping, tolerate=True)
    assert from_arrow(read.table).place[0] == formula
    assert [(r.line, r.reason) for r in read.rejects] == [
        (3, "date “=TODAY()”: not a date as %d.%m.%Y")
    ]


def _feature(geometry: Any, **change: Any) -> dict[str, Any]:
    rest = {k: v for k, v in ROW.items() if k not in ("lat", "lon")}
    return {"type": "Feature", "geometry": geometry, "properties": {**rest, **change}}


def _without_points(mapping: Path) -> Path:
    mapping.write_text(MAPPING.replace("  latitude: lat\n  longitude: lon\n", ""))
    return mapping


def test_a_geojson(tmp_path: Path, mapping: Path) -> None:
    path = tmp_path / "x.geojson"
    point = {"type": "Point", "coordinates": [37.5, 35.25]}
    line = {"type": "LineString", "coordinates": [[0, 1], [2, 3]]}
    features = [_feature(point), _feature(line, case="a-2"), _feature(None, case="a-3")]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    read = read_file(path, mapping=_without_points(mapping), tolerate=True)
    _same_event(read.table.slice(0, 1))
    assert read.rejects[0].line == 2
    assert "a LineString, not a Point" in read.rejects[0].reason
    assert np.isnan(from_arrow(read.table).lat[1])


def test_a_geopackage(tmp_path: Path, mapping: Path) -> None:
    pytest.importorskip("pyogrio")
    geopandas = pytest.importorskip("geopandas")
    from shapely.geometry import Point

    rest = {k: [v] for k, v in ROW.items() if k not in ("lat", "lon")}
    frame = geopandas.GeoDataFrame(rest, geometry=[Point(37.5, 35.25)], crs="EPSG:4326")
    path = tmp_path / "x.gpkg"
    frame.to_file(path, driver="GPKG", layer="cases")
    _same_event(read_file(path, mapping=_without_points(mapping)).table)
    other = tmp_path / "y.gpkg"
    frame.to_crs("EPSG:3857").to_file(other, driver="GPKG")
    with pytest.raises(RecordError, match="not in degrees"):
        read_file(other, mapping=mapping)


def test_a_data_frame(mapping: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([{**ROW, "dead": 3}], index=[7])
    record = on.load(frame, mapping=mapping)
    _same_event(record.events().table)
    again = on.load(frame, mapping=dict(_as_dict()))
    assert again.info.rows == 1
    with pytest.raises(RecordError, match="needs a mapping"):
        on.load(frame)
    with pytest.raises(RecordError, match="neither a file nor a table"):
        on.load(object(), mapping=mapping)


def _as_dict() -> dict[str, Any]:
    from ruamel.yaml import YAML

    loaded = YAML(typ="safe").load(MAPPING)
    assert isinstance(loaded, dict)
    return loaded


def test_an_arrow_table_and_its_own_types() -> None:
    import pyarrow as pa

    table = pa.table({"d": pa.array([dt.date(2017, 10, 9)]), "who": ["A"], "where": ["Rivertown"]})
    read = read_own(table, {"fields": {"date": "d", "side_a": "who", "place": "where"}})
    events = from_arrow(read.table)
    assert np.isnan(events.lat[0])
    assert int(events.where_prec[0]) == 6  # a place by name alone is known to its country
    assert (
        events.id[0]
        == from_arrow(
            read_own(table, {"fields": {"date": "d", "side_a": "who", "place": "where"}}).table
        ).id[0]
    )
    assert read.info.coverage.since == {}  # nothing can be said to be missing


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"day": "9.10.0025"}, "the year 25 cannot be right"),
        ({"day": "2017-10-09"}, "not a date as %d.%m.%Y"),
        ({"day": ""}, "missing"),
        ({"day": "=NOW()"}, "not a date"),
        ({"lat": "95"}, "off the globe"),
        ({"lon": "-181"}, "off the globe"),
        ({"lat": "x"}, "not a number"),
        ({"lat": ""}, "one of latitude and longitude is missing"),
        ({"lat": "0", "lon": "0"}, "0, 0 stand for no place"),
        ({"how exact": "street"}, "not a whole number"),
        ({"dead": "-1"}, "fewer than none"),
        ({"dead": "many"}, "not a whole number"),
        ({"by": "", "against": ""}, "nobody on either side"),
        ({"case": ""}, "missing"),
        ({"case": "a-1"}, "stands on line 2 already"),
    ],
)
def test_a_bad_row_is_rejected_with_line_and_reason(
    tmp_path: Path, mapping: Path, change: dict[str, str], reason: str
) -> None:
    path = _csv(tmp_path / "x.csv", {}, change, {})
    with pytest.raises(RecordError, match="1 of 3 rows cannot be read"):
        read_file(path, mapping=mapping)
    read = read_file(path, mapping=mapping, tolerate=True)
    (reject,) = read.rejects
    assert reject.line == 3
    assert reason in reject.reason
    assert read.info.rejected == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MAPPING.replace("  place: village", "  plaec: village"), "Did you mean “place”"),
        (MAPPING.replace("licence:", "license:"), "Did you mean “licence”"),
        (MAPPING.replace("  place: village", "  place: vilage"), "Did you mean “village”"),
        (MAPPING.replace('  date: {column: day, format: "%d.%m.%Y"}\n', ""), "nothing of the date"),
        ("fields: {date: day, place: village}", "names no actor"),
        ("fields: {date: day, side_a: by}", "nothing of the place"),
        ("fields: {date: day, side_a: by, latitude: lat}", "one of latitude and longitude"),
        ("fields: {date: day, start: day, side_a: by, place: village}", "both date and start"),
        ("fields: {date: {constant: a, column: b}, side_a: by, place: village}", "not both"),
        ("fields: {date: day, side_a: by, place: {column: village, format: x}}", "has no format"),
        ("record: NOT OK\nfields: {date: day, side_a: by, place: village}", "cannot be the name"),
        ("fields: [a, b]", "is not a table"),
        ("", "names no fields"),
        ("fields: {date: [", "not YAML"),
        ("- a\n- b", "not a table"),
        ("coverage: {from: x}\nfields: {date: day, side_a: by, place: village}", "no day"),
        ("coverage: {from: 2018-01-01, to: 2017-01-01}\nfields: {date: day, side_a: by, place: village}", "ends before it begins"),
        ("file: {delimiter: long}\nfields: {date: day, side_a: by, place: village}", "cannot part columns"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_says_where_and_what(
    tmp_path: Path, mapping: Path, text: str, says: str
) -> None:
    mapping.write_text(text)
    with pytest.raises(RecordError, match=says) as caught:
        read_file(_csv(tmp_path / "x.csv", {}), mapping=mapping)
    assert "mapping.yaml" in str(caught.value)


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="mapping cannot be read"):
        read_mapping(tmp_path / "none.yaml")


def test_another_sign_between_the_columns_is_named(tmp_path: Path, mapping: Path) -> None:
    path = _csv(tmp_path / "x.csv", {"against": "Others"}, sign=";")
    with pytest.raises(RecordError, match="delimiter: semicolon"):
        read_file(path, mapping=mapping)
    mapping.write_text(MAPPING + "file: {delimiter: semicolon}\n")
    assert read_file(path, mapping=mapping).info.rows == 1


@pytest.mark.parametrize(
    ("fields", "row", "start", "end", "prec"),
    [
        ({"date": "day"}, {"day": "2017-10"}, "2017-10-01", "2017-10-31", 4),
        ({"date": "day"}, {"day": "2017"}, "2017-01-01", "2017-12-31", 5),
        ({"date": {"column": "day", "format": "%m/%Y"}}, {"day": "10/2017"}, "2017-10-01", "2017-10-31", 4),
        ({"date": {"column": "day", "format": "%Y"}}, {"day": "2017"}, "2017-01-01", "2017-12-31", 5),
        ({"start": "day", "end": "to"}, {"day": "2017-10-09", "to": "2017-10-11"}, "2017-10-09", "2017-10-11", 2),
        ({"start": "day"}, {"day": "2017-10-09"}, "2017-10-09", "2017-10-09", 1),
        ({"date": "day", "date_prec": "p"}, {"day": "2017-10-09", "p": "3"}, "2017-10-06", "2017-10-12", 3),
        ({"date": "day", "date_prec": "p"}, {"day": "2017-10-09", "p": "4"}, "2017-10-01", "2017-10-31", 4),
    ],
)  # fmt: skip
def test_a_date_keeps_its_precision(
    fields: dict[str, Any], row: dict[str, str], start: str, end: str, prec: int
) -> None:
    import pyarrow as pa

    table = pa.Table.from_pylist([{**row, "who": "A", "where": "Rivertown"}])
    read = read_own(table, {"fields": {**fields, "side_a": "who", "place": "where"}})
    events = from_arrow(read.table)
    assert (events.start[0], events.end[0]) == (np.datetime64(start), np.datetime64(end))
    assert int(events.date_prec[0]) == prec


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ({"t": "a", "o": "x", "d": "2017-10-09"}, [("a", "x", dt.date(2017, 10, 9))]),
        ({"t": "a;b", "o": "x", "d": ""}, [("a", "x", None), ("b", "x", None)]),
        ({"t": "a;b", "o": "x;y", "d": ""}, [("a", "x", None), ("b", "y", None)]),
        ({"t": "a", "o": "x;y", "d": "soon"}, [("a", "x", None), ("a", "y", None)]),
        ({"t": "", "o": "x;y", "d": ""}, [("", "x", None), ("", "y", None)]),
        ({"t": "a", "o": "", "d": "2017-10"}, [("a", "", None)]),
        ({"t": "", "o": "", "d": "2017-10-09"}, []),
    ],
)
def test_source_lines_are_in_step(row: dict[str, str], lines: list[Any]) -> None:
    import pyarrow as pa

    fields = {
        "date": "day", "side_a": "who", "place": "where",
        "source_line": {"column": "t", "separator": ";"},
        "source_office": {"column": "o", "separator": ";"},
        "source_date": "d",
    }  # fmt: skip
    plain = {"day": "2017-10-09", "who": "A", "where": "Rivertown"}
    read = read_own(pa.Table.from_pylist([{**plain, **row}]), {"fields": fields})
    found = from_arrow(read.table).lines(0)
    assert [(line.text, line.office, line.date) for line in found] == lines


def test_an_end_before_the_start_is_rejected() -> None:
    import pyarrow as pa

    rows = [{"a": "2017-10-09", "b": "2017-10-08", "who": "A", "where": "Rivertown"}]
    fields = {"start": "a", "end": "b", "side_a": "who", "place": "where"}
    with pytest.raises(RecordError, match="it ends"):
        read_own(pa.Table.from_pylist(rows), {"fields": fields})


def test_the_same_table_with_another_mapping_is_another_record(
    tmp_path: Path, mapping: Path
) -> None:
    path = _csv(tmp_path / "x.csv", {})
    first = read_file(path, mapping=mapping).info.sha256
    assert read_file(path, mapping=mapping).info.sha256 == first
    mapping.write_text(MAPPING.replace("air raid: airstrike", "air raid: shelling"))
    assert read_file(path, mapping=mapping).info.sha256 != first


def test_from_the_command_line_to_the_store(tmp_path: Path, mapping: Path, monkeypatch) -> None:
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))
    path = _csv(tmp_path / "x.csv", {}, {})
    ran = CliRunner().invoke(main, ["records", "add", str(path), "--mapping", str(mapping)])
    assert ran.exit_code == 0, ran.output
    assert "field-notes@2024-03: 2 events" in ran.output
    assert on.load("field-notes@2024-03").events().id == ("a-1", "a-2")
