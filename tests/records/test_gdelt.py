"""GDELT 2.0 events: what is read, what is left out, and what is said of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from tests.records import gdelt_rows as gdelt

from onrecord.errors import RecordError
from onrecord.records.gdelt import read_gdelt
from onrecord.records.gdelt_codes import coded_actor, country_of_cameo, country_of_fips, kind_of
from onrecord.records.gdelt_columns import COLUMNS
from onrecord.records.load import load
from onrecord.records.schema import from_arrow
from onrecord.records.store import Store


def test_61_columns_in_the_order_of_the_codebook() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 61
    # GDELT Event Database codebook V2.0 of 2015: places counted from 0.
    for at, name in ((0, "GLOBALEVENTID"), (5, "Actor1Code"), (15, "Actor2Code"),
                     (26, "EventCode"), (28, "EventRootCode"), (29, "QuadClass"),
                     (51, "ActionGeo_Type"), (56, "ActionGeo_Lat"), (59, "DATEADDED"),
                     (60, "SOURCEURL")):  # fmt: skip
        assert COLUMNS[at] == name


def test_a_row_in_our_schema(tmp_path: Path) -> None:
    read = read_gdelt(gdelt.write(tmp_path / "x.export.CSV", gdelt.rows(count=1)))
    events = from_arrow(read.table)
    assert events.id == ("700000001",)
    assert events.start[0] == events.end[0] == np.datetime64("2017-10-09")
    assert (events.date_prec[0], events.where_prec[0]) == (1, 2)
    assert (events.lat[0], events.lon[0]) == (35.25, 37.5)
    assert (events.place[0], events.adm1[0], events.country[0]) == ("Rivertown", "Hamah", "Syria")
    assert events.kind[0] == "airstrike"
    assert events.side_names(0) == (("Military Forces of Syria",), ("Rebels (Syria)",))
    assert bool(events.directed[0])
    assert events.best[0] == events.low[0] == events.deaths_civilians[0] == -1
    (line,) = events.lines(0)
    assert (line.office, line.date) == ("herald.example", dt.date(2017, 10, 9))
    assert line.text == "https://www.herald.example/2017/clashes-near-rivertown"
    info = read.info
    assert info.expresses.attention_only
    assert info.label == "gdelt@20171009T1215-20171009T1215"
    assert info.coverage.first == info.coverage.last == dt.date(2017, 10, 9)
    assert any("attention, not events" in note for note in info.notes)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"EventRootCode": "14", "EventCode": "145", "QuadClass": "3"}, "not_armed_conflict"),
        ({"EventRootCode": "17", "EventCode": "173"}, "not_armed_conflict"),
        ({"EventRootCode": "19", "QuadClass": "3"}, "not_armed_conflict"),
        ({"ActionGeo_Type": "0", "ActionGeo_Lat": "", "ActionGeo_Long": ""}, "without_place"),
        ({"ActionGeo_Type": ""}, "without_place"),
        (
            {f"Actor{n}{part}": "" for n in (1, 2) for part in ("Code", "Name", "CountryCode")},
            "without_actor",
        ),
    ],
)
def test_what_is_left_out_is_counted(tmp_path: Path, change, why: str) -> None:
    read = read_gdelt(gdelt.write(tmp_path / "x.csv", gdelt.rows({}, change)))
    assert read.info.rows == 1
    assert not read.rejects
    counted = {k: v for k, v in read.info.warnings.items() if v}
    assert counted == {why: 1}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("195", "airstrike"), ("1951", "airstrike"), ("1952", "airstrike"), ("193", "battle"),
        ("194", "shelling"), ("181", "abduction"), ("1831", "bombing"), ("183", "bombing"),
        ("191", "siege"), ("192", "capture"), ("202", "killing of civilians"), ("190", None),
        ("196", None), ("180", None), ("2042", None), ("1821", "sexual violence"),
        ("1823", "physical assault"), ("203", "ethnic cleansing"),
    ],
)  # fmt: skip
def test_kinds_of_cameo(code: str, kind: str | None) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize("code", ["", "19x", "173", "1", "19512", "１９５"])
def test_what_is_no_code_of_conflict(code: str) -> None:
    with pytest.raises(ValueError, match=r"CAMEO|missing"):
        kind_of(code)


@pytest.mark.parametrize(
    ("coded", "name", "beside"),
    [
        (("SYR", "", ("MIL", ""), "SYRIA"), "Military Forces of Syria", ()),
        (("SYR", "", ("GOV", ""), "DAMASCUS"), "Government of Syria", ()),
        (("SYR", "", ("REB", ""), "REBEL GROUP"), "Rebels (Syria)", ()),
        (("IRQ", "", ("REB", ""), "MILITANT"), "Unidentified rebels (Iraq)", ()),
        (
            ("IRQ", "", ("REB", ""), "ISLAMIC STATE"),
            "ISLAMIC STATE",
            ("Unidentified rebels (Iraq)",),
        ),
        (("", "", ("UAF", ""), "GUNMAN"), "Unidentified armed group", ()),
        (("PSE", "HMS", ("REB", ""), "HAMAS"), "Hamas", ()),
        (("", "HRW", ("", ""), "HUMAN RIGHTS WATCH"), "HUMAN RIGHTS WATCH", ()),
        (("SYR", "", ("", ""), "SYRIA"), "Unspecified actor of Syria", ("Government of Syria",)),
        (("SYR", "", ("MED", ""), "JOURNALIST"), "Media (Syria)", ("Civilians",)),
        (("SYR", "", ("CVL", ""), "VILLAGER"), "Civilians (Syria)", ()),
        (("ROM", "", ("GOV", ""), ""), "Government of Romania", ()),
        (("", "", ("", ""), "BOKO HARAM"), "BOKO HARAM", ()),
        (("MEA", "", ("", ""), ""), "Unspecified actor of the Middle East", ()),
    ],
)
def test_actors_of_cameo(coded, name: str, beside: tuple[str, ...]) -> None:
    found = coded_actor(*coded)
    assert found is not None
    assert (found.name, found.beside) == (name, beside)
    assert found.rule


def test_an_actor_that_is_not_coded_is_nobody(tmp_path: Path) -> None:
    assert coded_actor("", "", ("", ""), "") is None
    nobody = {f"Actor2{part}": "" for part in ("Code", "Name", "CountryCode", "Type1Code")}
    read = read_gdelt(gdelt.write(tmp_path / "x.csv", gdelt.rows(nobody)))
    assert from_arrow(read.table).side_names(0) == (("Military Forces of Syria",), ())


def test_countries_of_fips_and_cameo() -> None:
    assert [country_of_fips(c) for c in ("SY", "IZ", "WE", "UP", "RS", "OD", "??")] == [
        "Syria", "Iraq", "Palestinian Territory", "Ukraine", "Russia", "South Sudan", None,
    ]  # fmt: skip
    assert [country_of_cameo(c) for c in ("SYR", "IRQ", "ROM", "WSB", "XXX")] == [
        "Syria", "Iraq", "Romania", "Palestinian Territory", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "full", "prec", "place", "adm1"),
    [
        ("1", "Syria", 6, None, None),
        ("2", "Illinois, United States", 4, None, "Illinois"),
        ("3", "Chicago, Illinois, United States", 2, "Chicago", "Illinois"),
        ("4", "Aleppo, Halab, Syria", 2, "Aleppo", "Halab"),
        ("5", "Halab, Syria", 4, None, "Halab"),
    ],
)
def test_places_are_as_precise_as_their_type(
    tmp_path: Path, kind: str, full: str, prec: int, place: str | None, adm1: str | None
) -> None:
    change = {"ActionGeo_Type": kind, "ActionGeo_Fullname": full}
    events = from_arrow(read_gdelt(gdelt.write(tmp_path / "x.csv", gdelt.rows(change))).table)
    assert int(events.where_prec[0]) == prec
    assert (events.place[0] or None, events.adm1[0] or None) == (place, adm1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"SQLDATE": "00251009"}, "the year 25 cannot be right"),
        ({"SQLDATE": "20171309"}, "no such day"),
        ({"SQLDATE": "2017-10-09"}, "not a date"),
        ({"ActionGeo_Lat": "95"}, "off the globe"),
        ({"ActionGeo_Lat": "0", "ActionGeo_Long": "0"}, "0, 0 stand for no place"),
        ({"QuadClass": "9"}, "no code"),
        ({"EventCode": "19A"}, "not a CAMEO code"),
        ({"GLOBALEVENTID": "x"}, "not a whole number"),
        ({"NumMentions": "-7"}, "fewer than none"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path: Path, change, reason: str) -> None:
    path = gdelt.write(tmp_path / "x.csv", gdelt.rows({}, {}, change, {}))
    with pytest.raises(RecordError, match="1 of 4 rows cannot be read"):
        read_gdelt(path)
    read = read_gdelt(path, tolerate=True)
    assert read.info.rows == 3
    (reject,) = read.rejects
    assert reject.line == 3
    assert reason in reject.reason


def test_a_row_of_another_length_and_a_blank_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    lines = gdelt.text(gdelt.rows(count=200)).splitlines()
    lines[1:1] = ["", "\t".join(lines[0].split("\t")[:40])]
    lines[50] = gdelt.text(gdelt.rows({"GLOBALEVENTID": "1", "SQLDATE": "20179999"})).rstrip("\n")
    path.write_text("\n".join(lines) + "\n")
    read = read_gdelt(path)
    assert [(r.line, r.reason) for r in read.rejects] == [
        (3, "40 fields where GDELT has 61"),
        (51, "SQLDATE “20179999”: no such day"),
    ]


def test_a_folder_of_slots_and_its_gaps(tmp_path: Path) -> None:
    folder = tmp_path / "slots"
    for i, moment in enumerate(("20171009000000", "20171009001500", "20171009010000")):
        gdelt.write_slot(folder, moment, gdelt.rows({"GLOBALEVENTID": str(800000000 + i)}))
    (folder / "masterfilelist.txt").write_text("not a slot")
    record = load(folder)
    assert record.info.rows == 3
    assert record.info.warnings["missing_slots"] == 2
    assert any("2017-10-09 00:30 to 2017-10-09 00:45" in note for note in record.info.notes)
    assert record.info.label == "gdelt@20171009T0000-20171009T0100"
    stored = Store(tmp_path / "home").add(folder)
    assert stored.sha256 == record.info.sha256
    assert Store(tmp_path / "home").add(folder) == stored


def test_the_same_row_in_two_slots_counts_once(tmp_path: Path) -> None:
    for moment in ("20171009000000", "20171009001500"):
        gdelt.write_slot(tmp_path / "s", moment, gdelt.rows(count=2))
    info = load(tmp_path / "s").info
    assert (info.rows, info.warnings["duplicate_ids"]) == (2, 2)


def test_a_broken_slot_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    gdelt.write_slot(folder, "20171009000000", gdelt.rows(count=1))
    (folder / "20171009001500.export.CSV.zip").write_bytes(b"<html>404</html>")
    with pytest.raises(RecordError, match="web page"):
        load(folder)
    info = load(folder, tolerate=True).info
    assert info.warnings["unread_files"] == 1
    assert any("20171009001500.export.CSV.zip" in note for note in info.notes)


def test_a_folder_without_gdelt(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="without files of GDELT"):
        load(tmp_path)


def test_zipped_or_not_it_is_the_same_file(tmp_path: Path) -> None:
    events = gdelt.rows(count=3)
    zipped = gdelt.write_slot(tmp_path, "20171009000000", events)
    plain = gdelt.write(
        tmp_path / "x.tsv", [{**row, "DATEADDED": "20171009000000"} for row in events]
    )
    assert load(zipped).info == load(plain).info


@pytest.mark.parametrize("sign", [",", ";", "|"])
def test_other_signs_between_the_columns(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "x.csv"
    plain = gdelt.rows({"ActionGeo_Fullname": "Rivertown"})
    path.write_text(gdelt.text(plain).replace("\t", sign))
    with pytest.raises(RecordError, match="not by tabs"):
        load(path)


def test_gdelt_1_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "20171009.export.CSV"
    path.write_text("\t".join(gdelt.text(gdelt.rows(count=1)).split("\t")[:58]) + "\n")
    with pytest.raises(RecordError, match=r"GDELT 1\.0"):
        load(path)


def test_a_line_that_never_ends_is_told(tmp_path: Path) -> None:
    long = {"SOURCEURL": "x" * (33 << 20)}
    path = gdelt.write(tmp_path / "20171009120000.export.CSV", gdelt.rows({}, long))
    with pytest.raises(RecordError, match="a line is longer than 16 MiB"):
        read_gdelt(path)
