"""Countries with armies, governments and regimes, without an entry for each."""

from __future__ import annotations

from contextlib import suppress

import pytest

from onrecord.actors import Registry
from onrecord.actors.unclear import AmbiguousActorError, CountrylessActorError
from onrecord.errors import UnknownActorError


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Turkish Army", "turkey"), ("Russia's Air Force", "russia"),
        ("Russia’s Air Force", "russia"), ("Russian forces", "russia"),
        ("Ukrainian military", "ukraine"), ("government of Sudan", "sudan"),
        ("Sudanese Armed Forces", "sudan"), ("the Myanmar junta", "myanmar"),
        ("Nigerian troops", "nigeria"), ("Israel Defense Forces", "israel"),
        ("Syrian Arab Army", "syria"), ("SAA", "syria"), ("Syrian regime's forces", "syria"),
        ("Assad regime", "syria"), ("Assad's army", "syria"), ("Assad’s forces", "syria"),
        ("Assad’s terrorist army", "syria"), ("Putin", "russia"), ("the Kremlin", "russia"),
        ("South Sudanese troops", "south-sudan"), ("South Sudan's army", "south-sudan"),
        ("U.S. military", "united-states"), ("US Air Force", "united-states"),
        ("American warplanes", "united-states"), ("UAE forces", "united-arab-emirates"),
        ("the Emirates' forces", "united-arab-emirates"), ("Burmese army", "myanmar"),
        ("armed forces of the Democratic Republic of the Congo", "dr-congo"),
        ("army of the government of Chad", "chad"), ("Ankara", "turkey"), ("Moscow", "russia"),
        ("Damascus", "syria"), ("Washington", "united-states"),
        ("El Salvador's army", "el-salvador"),
        ("Guinea-Bissau soldiers", "guinea-bissau"), ("North Korean soldiers", "north-korea"),
        ("Tatmadaw", "myanmar"), ("FARDC", "dr-congo"), ("IRGC", "iran"), ("Quds Force", "iran"),
    ],
)  # fmt: skip
def test_a_service_arm_is_part_of_its_government(registry: Registry, name: str, actor: str) -> None:
    match = registry.find(name)
    assert match.actor.id == f"government-of-{actor}"
    assert match.actor.kind == "government"
    assert match.rule


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Military Forces of Syria (2000-2024)", "government-of-syria"),
        ("Military Forces of Syria (2000-2024) Air Force", "government-of-syria"),
        ("Police Forces of Kenya (2022-)", "government-of-kenya"),
        ("Government of Ukraine (2019-)", "government-of-ukraine"),
        ("Civilians (Syria)", "civilians"), ("Islamic State (Syria)", "is"),
        ("QSD: Syrian Democratic Forces", "sdf"), ("NDF (Syria)", "ndf-syria"),
        ("Military Forces of Yemen (2016-) Supreme Political Council", "ansarallah"),
    ],
)  # fmt: skip
def test_the_forms_of_acled_names(registry: Registry, name: str, actor: str) -> None:
    assert registry.find(name).actor.id == actor


@pytest.mark.parametrize(
    ("name", "display", "number"),
    [
        # UCDP Actor Dataset 22.1
        ("Myanmar's army", "Government of Myanmar (Burma)", 144),
        ("Zairian army", "Government of DR Congo (Zaire)", 89),
        ("Yemeni army", "Government of Yemen (North Yemen)", 123),
        ("Soviet army", "Government of Russia (Soviet Union)", 57),
        ("US army", "Government of United States of America", 3),
        ("Cambodian army", "Government of Cambodia (Kampuchea)", 148),
        ("Yugoslav army", "Government of Serbia (Yugoslavia)", 49),
        ("Swazi army", "Government of eSwatini (Swaziland)", 1212),
    ],
)  # fmt: skip
def test_a_government_is_shown_under_its_ucdp_name(
    registry: Registry, name: str, display: str, number: int
) -> None:
    actor = registry.find(name).actor
    assert (actor.name, actor.ucdp) == (display, (number,))
    assert registry.find(display).actor.id == actor.id


@pytest.mark.parametrize(
    "name",
    [
        "Turkish-backed forces", "Iran-backed militia", "pro-Russian forces", "anti-Syrian army",
        "former Iraqi army", "Syria's Kurdish forces", "Libya's eastern forces",
        "Yemen's Houthi army", "Free Turkish Army", "Syria regime change", "Korean soldiers",
        "Palestinian forces", "Serb forces", "Salvation Army", "Army of Angels",
    ],
)  # fmt: skip
def test_somebody_elses_forces_are_not_the_governments(registry: Registry, name: str) -> None:
    with suppress(UnknownActorError):
        assert registry.find(name).actor.kind != "government"


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Free Syrian Army", "fsa"), ("Syrian National Army", "sna"),
        ("Syrian Democratic Forces", "sdf"), ("New Syrian Army", "new-syrian-army"),
        ("Libyan National Army", "lna"), ("South Lebanon Army", "south-lebanon-army"),
        ("Kosovo Liberation Army", "kosovo-liberation-army"), ("Arakan Army", "ula"),
        ("Bosnian Serb army", "republika-srpska"),
        ("Somali National Army", "government-of-somalia"),
        ("Afghan National Army", "government-of-afghanistan"), ("Rapid Support Forces", "rsf"),
    ],
)  # fmt: skip
def test_a_curated_name_goes_before_the_rules(registry: Registry, name: str, actor: str) -> None:
    assert registry.find(name).actor.id == actor


@pytest.mark.parametrize(
    "name",
    ["the army", "army", "the government", "the regime", "government forces", "regime forces",
     "the regime's forces", "the rebels", "rebels", "the opposition", "insurgents"],
)  # fmt: skip
def test_nobodys_army_needs_a_country(registry: Registry, name: str) -> None:
    with pytest.raises(CountrylessActorError, match="which country"):
        registry.find(name)
    rebels = any(word in name for word in ("rebel", "opposition", "insurgent"))
    expected = "syrian-insurgents" if rebels else "government-of-syria"
    assert registry.find(name, country="Syria").actor.id == expected


def test_rebels_of_a_country_without_an_umbrella_stay_unknown(registry: Registry) -> None:
    with pytest.raises(CountrylessActorError, match="Mali"):
        registry.find("the rebels", country="Mali")


def test_a_demonym_that_two_countries_share_is_ambiguous(registry: Registry) -> None:
    with pytest.raises(AmbiguousActorError) as error:
        registry.find("Congolese army")
    assert set(error.value.nearest) == {"Government of DR Congo (Zaire)", "Government of Congo"}
    found = registry.find("Congolese army", country="DR Congo").actor
    assert found.id == "government-of-dr-congo"
    # A record that covers only one of the two decides it as well.
    recorded = registry.with_record([], countries=["DR Congo (Zaire)"])
    assert recorded.find("Congolese army").actor.id == "government-of-dr-congo"


def test_the_government_of_congo_is_ucdps_congo(registry: Registry) -> None:
    # UCDP Actor Dataset 22.1: 88 Government of Congo, 89 Government of DR Congo (Zaire).
    assert registry.find("Government of Congo").actor.ucdp == (88,)


@pytest.mark.parametrize(
    "name", ["Syrian civilians", "residents", "villagers", "demonstrators", "Ukraine's civilians"]
)
def test_people_who_are_no_party(registry: Registry, name: str) -> None:
    assert registry.find(name).actor.id == "civilians"


@pytest.mark.parametrize(
    "name", ["Syrian rebels", "Syrian insurgents", "Syrian opposition fighters", "Syria's rebels"]
)
def test_the_rebels_of_syria_are_an_umbrella(registry: Registry, name: str) -> None:
    actor = registry.find(name).actor
    assert (actor.id, actor.kind) == ("syrian-insurgents", "umbrella")
