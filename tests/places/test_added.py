"""Files added to the gazetteer: kept whole or not at all, used from then on, refused if wrong."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.places import Gazetteer
from onrecord.places.added import add_file, added_files, folder, outlined_units, remove_file
from tests.places.shapes import country, feature, units, village

HAMA = feature("Hama", (36.2, 34.7, 38.2, 35.6))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "home"))


def test_units_are_kept_and_found_again(tmp_path: Path) -> None:
    added = add_file(units(tmp_path / "adm1.geojson", HAMA))
    assert (added.name, added.kind, added.number) == ("adm1", "units", 1)
    assert (added.countries, added.levels) == (("SY",), (1,))
    assert added_files() == (added,)
    [unit] = outlined_units()
    assert (unit.name, unit.country, unit.outline.bounds) == (
        "Hama",
        "SY",
        (36.2, 34.7, 38.2, 35.6),
    )


def test_the_same_file_twice_changes_nothing_and_another_of_its_name_is_refused(
    tmp_path: Path,
) -> None:
    path = units(tmp_path / "adm1.geojson", HAMA)
    assert add_file(path) == add_file(path)
    units(path, HAMA, feature("Idlib", (36.2, 35.6, 37.2, 36.3)))
    with pytest.raises(OnrecordError, match="there already, with other content"):
        add_file(path)
    with pytest.raises(OnrecordError, match=r"units of SY are there already, from adm1\.geojson"):
        add_file(path, name="again")
    remove_file("adm1")
    assert add_file(path).number == 2


def test_removing_what_is_not_there_names_what_is(tmp_path: Path) -> None:
    add_file(units(tmp_path / "adm1.geojson", HAMA))
    for name in ("other", "../adm1", ".."):
        with pytest.raises(OnrecordError, match="adm1"):
            remove_file(name)


def test_a_country_file_in_its_zip_is_used_by_the_gazetteer(tmp_path: Path) -> None:
    text = country(
        tmp_path / "SY.txt",
        village(1, "Qarya Saghira", 35.1, 37.0),
        village(2, "Wadi Barid", 35.2, 37.1, "WAD", "H"),
        village(3, "Matar Barid", 35.3, 37.2, "AIRB", "S"),
    )
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.write(text, "SY.txt")
        archive.writestr("readme.txt", "about")
    added = add_file(tmp_path / "SY.zip")
    assert (added.kind, added.number, added.countries) == ("places", 2, ("SY",))
    assert added.notes[0].startswith("1 streams")
    # The extract itself takes ten seconds to make, so only what goes into it is looked at here.
    from onrecord.places.extract import _added

    rows, sources = _added([folder() / "SY" / "points.arrow"])
    assert [row["name"] for row in rows] == ["Qarya Saghira", "Matar Barid"]
    assert sources["SY"].startswith("SY.zip, GeoNames, sha256 ")


def test_another_set_of_country_files_is_another_extract(tmp_path: Path) -> None:
    from onrecord.places import geonames

    before = geonames.folder()
    add_file(country(tmp_path / "SY.txt", village(1, "Qarya", 35.1, 37.0)))
    assert geonames.folder() != before
    remove_file("SY")
    assert geonames.folder() == before


WRONG = {
    "empty": (b"", "is empty"),
    "blank": (b" \n \n", "is empty"),
    "page": (b"<!doctype html><html></html>", "a web page"),
    "utf16": ('{"type": "FeatureCollection"}'.encode("utf-16"), "not text in UTF-8"),
    "latin": ('{"type": "é"}'.encode("latin-1"), "not in UTF-8"),
    "csv": (b"name,lat,lon\nHama,35,36\n", "neither a GeoNames file nor whole GeoJSON"),
    "cut": (json.dumps({"type": "FeatureCollection", "features": [HAMA]})[:80].encode(), "neither"),
    "topology": (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
    "list": (b"[1, 2]", "other JSON"),
    "nested": (b"[" * 100_000, "neither a GeoNames file"),
    "no features": (b'{"type": "FeatureCollection", "features": []}', "no unit"),
    "features": (b'{"type": "FeatureCollection", "features": [3]}', "no feature of GeoJSON"),
    "geonames cut": (
        b"\n".join(village(n, "A", 35, 37).encode() for n in range(3)) + b"\n9\tA\n",
        "1 of 4 lines cannot be read .line 4: 2 columns",
    ),
    "geonames off": (village(1, "A", 95, 37).encode(), "not on the globe"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_refused_and_nothing_is_kept(tmp_path: Path, kind: str) -> None:
    data, message = WRONG[kind]
    path = tmp_path / "wrong.json"
    path.write_bytes(data)
    with pytest.raises(OnrecordError, match=message):
        add_file(path)
    assert added_files() == ()
    assert not folder().exists() or not list(folder().iterdir())


def test_no_file_and_a_name_that_leads_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="cannot be opened"):
        add_file(tmp_path / "none.geojson")
    with pytest.raises(OnrecordError, match="cannot be the name"):
        add_file(units(tmp_path / "a.geojson", HAMA), name="../out")


def test_a_zip_that_unpacks_to_too_much_or_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../out.txt", b"0" * (40 << 20))
    with pytest.raises(OnrecordError, match="unpacks to more than"):
        add_file(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.shp", b"x")
    with pytest.raises(OnrecordError, match="does not hold one file of places"):
        add_file(path)
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(OnrecordError, match="cannot be unpacked"):
        add_file(path)


def test_what_a_stopped_process_left_is_not_seen(tmp_path: Path) -> None:
    added = add_file(units(tmp_path / "adm1.geojson", HAMA))
    (folder() / ".unfinished-x").mkdir()
    assert added_files() == (added,)


def test_a_damaged_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    add_file(units(tmp_path / "adm1.geojson", HAMA))
    (folder() / "adm1" / "units.arrow").write_bytes(b"ARROW1 cut")
    with pytest.raises(OnrecordError, match="onrecord places remove adm1"):
        outlined_units()


def test_without_files_the_gazetteer_is_the_same() -> None:
    plain = Gazetteer.from_rows(
        ["Hama town"], [35.1], [36.7], [1], ["Hama Governorate"], [""], ["Syria"]
    )
    assert plain.with_outlines() is plain


def test_a_unit_of_the_record_gets_its_outline_and_keeps_its_names(tmp_path: Path) -> None:
    record = Gazetteer.from_rows(
        ["Hama town"], [35.1], [36.7], [1], ["Hama Governorate"], [""], ["Syria"]
    )
    add_file(units(tmp_path / "a.geojson", HAMA, feature("Far", (38, 36, 39, 37))))
    gazetteer = record.with_outlines()
    area = gazetteer.shape(gazetteer.find("Hama province").place)
    assert "Hama Governorate" in area.names
    assert area.outline is not None
    assert area.outline.bounds == (36.2, 34.7, 38.2, 35.6)
    far = gazetteer.find("Far province").place
    assert (far.source, far.country, far.kind) == ("file", "Syria", "unit1")
    part = gazetteer.part(gazetteer.find("Hama province").place, "north")
    assert part.mid_lat == pytest.approx((34.7 + 35.6) / 2)


def test_outlines_of_another_country_do_nothing(tmp_path: Path) -> None:
    iraq = feature("Hama", (43.0, 33.0, 44.0, 34.0), shapeGroup="IRQ")
    add_file(units(tmp_path / "a.geojson", iraq))
    record = Gazetteer.from_rows(["Hama town"], [35.1], [36.7], [1], ["Hama"], [""], ["Syria"])
    assert record.with_outlines() is record
