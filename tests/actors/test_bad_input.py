"""Names and files that are wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.actors import Level, Registry
from onrecord.errors import OnrecordError, UnknownActorError


@pytest.mark.parametrize(
    "name",
    ["", " ", "\t\n", "\x00\x01\x1f", "“”", "—", "()", "x" * 10_000, "al " * 5_000, "\ud800"],
)
def test_a_name_that_is_none(registry: Registry, name: str) -> None:
    with pytest.raises(UnknownActorError) as error:
        registry.find(name)
    assert error.value.nearest == ()
    assert len(str(error.value)) < 300
    assert registry.level(name, "hts", date(2017, 1, 1)) == (Level.NONE, "")


def test_control_characters_inside_a_name_do_not_matter(registry: Registry) -> None:
    assert registry.find("Jabhat\x00al-Nusra\x07").actor.id == "jabhat-al-nusra"


@pytest.mark.parametrize(
    "name", ["HTS", "the army", "Turkish troops", "SRF", "Blorp", "", "x" * 999]
)
@pytest.mark.parametrize("country", [None, "Syria", "Ruritania"])
def test_what_find_refuses_is_not_known(registry: Registry, name: str, country: str | None) -> None:
    try:
        found = registry.find(name, None, country)
    except UnknownActorError:
        assert registry.known(name, None, country) is None
    else:
        assert registry.known(name, None, country) == found


def test_an_unknown_id(registry: Registry) -> None:
    with pytest.raises(UnknownActorError) as error:
        registry.actor("hst")
    assert "HTS" in error.value.nearest


def test_an_unknown_country_is_no_hint(registry: Registry) -> None:
    assert registry.find("HTS", country="Ruritania").actor.id == "hts"
    with pytest.raises(UnknownActorError):
        registry.find("SRF", country="Ruritania")


def test_extra_must_name_an_actor(registry: Registry) -> None:
    with pytest.raises(UnknownActorError):
        registry.mentions("the XQ", extra={"XQ": "Nobody At All"})


COUNTRIES = "SY: {name: Syria, id: 118, demonyms: [Syrian], capitals: [Damascus]}\n"
WORDS = "forces: [army]\n"
GOOD = "blue:\n  name: Blue\n"


def registry_of(folder: Path, actors: str, countries: str = COUNTRIES) -> Registry:
    (folder / "countries.yaml").write_text(countries, "utf-8")
    (folder / "words.yaml").write_text(WORDS, "utf-8")
    (folder / "actors.yaml").write_text(actors, "utf-8")
    return Registry.from_folder(folder)


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    own = registry_of(tmp_path, GOOD)
    assert own.find("blue").actor.where == "actors.yaml, line 1"
    assert own.find("Syrian army").actor.id == "government-of-syria"
    with pytest.raises(UnknownActorError):
        own.find("HTS")


@pytest.mark.parametrize(
    ("actors", "line", "says"),
    [
        ("blue:\n  name: [Blue\n", 3, "not YAML"),
        ("blue:\n\tname: Blue\n", 2, "not YAML"),
        ("- Blue\n", 1, "not a table"),
        ("blue: Blue\n", 1, "no fields"),
        ("blue:\n  full: Blue Brigade\n", 1, "no name"),
        ("blue:\n  name: Blue\n  colour: blue\n", 3, "“colour” is not a field"),
        ("blue:\n  name: Blue\n  name: Red\n", 3, "stands twice"),
        ("blue:\n  name: Blue\nblue:\n  name: Red\n", 3, "stands twice"),
        ("blue:\n  name: Blue\n  kind: army\n", 3, "“army” is not a kind"),
        ("blue:\n  name: Blue\n  country: Ruritania\n", 3, "“Ruritania” is not a country"),
        ("blue:\n  name: Blue\n  ucdp: many\n", 3, "“many” is not a number"),
        ("blue:\n  name: Blue\n  since: 2016-02-30\n", 3, "“2016-02-30” is not a day"),
        ("blue:\n  name: Blue\n  since: July 2016\n", 3, "is not a day"),
        ("blue:\n  name: Blue\n  since: 2017-01-02\n  until: 2017-01-01\n", 2, "is after until"),
        ("blue:\n  name: Blue\n  aliases: [“…”]\n", 1, "holds no letter"),
        ("blue:\n  name: Blue\n  aliases: [{since: 2017-01-01}]\n", 3, "without a name"),
        ("blue:\n  name: Blue\n  aliases: [{name: B, on: 2017-01-01}]\n", 3, "does not belong"),
        ("blue:\n  name: Blue\n  part_of: [{actor: red}]\n", 3, "no file knows the actor “red”"),
        ("blue:\n  name: Blue\n  members:\n    - red\n", 4, "no file knows the actor “red”"),
        ("blue:\n  name: Blue\n  supports: [{since: 2017-01-01}]\n", 3, "without an actor"),
        ("blue:\n  name: Blue\n  successor_of: [blue]\n", 3, "without its day"),
        ("government-of-ruritania:\n  name: R\n", 1, "no country makes"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_file_and_line(
    tmp_path: Path, actors: str, line: int, says: str
) -> None:
    with pytest.raises(OnrecordError) as error:
        registry_of(tmp_path, actors)
    assert error.value.where == f"actors.yaml, line {line}"
    assert says in error.value.what
    assert error.value.todo


def test_a_wrong_country_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError) as error:
        registry_of(tmp_path, GOOD, countries=COUNTRIES + "XX: {nom: X}\n")
    assert error.value.where == "countries.yaml, line 2"


def test_a_tag_in_a_file_is_never_executed(tmp_path: Path) -> None:
    marker = tmp_path / "executed"
    entry = f"blue:\n  name: !!python/object/apply:pathlib.Path.touch [{marker}]\n"
    with pytest.raises(OnrecordError):
        registry_of(tmp_path, entry)
    assert not marker.exists()


def test_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="no actor files"):
        Registry.from_folder(tmp_path)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_bytes("blue:\n  name: Séléka\n".encode("latin-1"))
    with pytest.raises(OnrecordError, match="cannot be read") as error:
        Registry.from_folder(tmp_path)
    assert error.value.where == "actors.yaml"


@pytest.mark.parametrize(
    "entry", ["name: [Blue, Red]", "name: {is: Blue}", "name: Blue\n  aliases: [[B]]",
              "name: Blue\n  part_of: [{actor: [red]}]", "name: Blue\n  ucdp: [[1]]"]
)  # fmt: skip
def test_a_list_where_a_text_belongs(tmp_path: Path, entry: str) -> None:
    with pytest.raises(OnrecordError, match="where a text belongs"):
        registry_of(tmp_path, f"blue:\n  {entry}\n")
