"""Golden: the Syrian record's places (UCDP GED 19.1 of a public package; numbers counted there)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from onrecord.errors import UnknownPlaceError
from onrecord.places import Disc, Gazetteer, Place, UnitPart
from onrecord.places.distance import km_between
from onrecord.places.spelling import key, loose, plain

ARTICLE_SPOT = "the area around Abu Dali in the north of Hama"
"""How a report of 23 October 2017 names the place of that month's offensive."""


def spots(*places: Place) -> list[tuple[float, float, int]]:
    return [(round(p.lat, 2), round(p.lon, 2), p.events) for p in places]


def test_there_are_two_abu_dalis(syria: Gazetteer) -> None:
    located = syria.find("Abu Dali")
    assert spots(located.place, *located.others) == [(35.45, 36.90, 6), (35.03, 37.39, 3)]
    assert located.assumption == (
        "“Abu Dali” is taken as Abu Dali in Idlib Governorate (35.45 N 36.90 E; 6 rows), because "
        "the record names it more often (6 rows against 3); there is another: Abu Dali in Hamah "
        "Governorate (35.03 N 37.39 E; 3 rows), 64 km away."
    )


def test_the_unit_named_and_its_side_choose_the_abu_dali(syria: Gazetteer) -> None:
    assert spots(syria.find("Abu Dali", unit="Hama").place) == [(35.03, 37.39, 3)]
    assert spots(syria.find("Abu Dali", unit="Idlib province").place) == [(35.45, 36.90, 6)]
    # The southern one lies on the wrong side of Hama; the other one just over its border.
    assert spots(syria.find("Abu Dali", unit="the north of Hama").place) == [(35.45, 36.90, 6)]
    located, extent = syria.where(ARTICLE_SPOT)
    assert spots(located.place) == [(35.45, 36.90, 6)]
    assert extent.area == Disc(35.45056, 36.90358, 30.0)
    assert extent.assumed_km


def test_there_are_two_al_qahirahs(syria: Gazetteer) -> None:
    located = syria.find("Al Qahirah")
    assert spots(located.place, *located.others) == [(35.44, 36.30, 4), (35.38, 36.91, 1)]


def test_thirty_three_names_are_homonyms(syria: Gazetteer) -> None:
    spelled: dict[str, list[Place]] = defaultdict(list)
    for place in syria.places:
        if place.kind == "settlement" and place.extent_km is None:
            spelled[place.name].append(place)
    assert sum(len(together) > 1 for together in spelled.values()) >= 33


@pytest.mark.parametrize(
    ("spellings", "name", "rows"),
    [
        (("Rahjan", "al-Rahjan", "Ar Rahjan", "Rahjan village"), "Rahjan", 15),
        (("Deir ez-Zor", "Deir Ezzor", "Deir al-Zour", "Dayr az Zawr"), "Deir ez Zor", 341),
        (("Salamiyah", "Salamieh", "As Salamiyah", "Salamiyya"), "As Salamiyah", 54),
        (("Raqqa", "Ar Raqqah", "Rakka", "al-Raqqah"), "Ar Raqqah", 622),
        (("Ter Ma'la", "Teir Maaleh"), "Teir Maaleh", 28),
        (("Kafr Zita", "Kafrzita", "Kafr Zeita"), "Kafr Zayta", 63),
        (("al-Latamneh", "Lataminah", "Al-Latmnah", "Latamina"), "Al Lataminah", 105),
        (("Shekh Meskin", "Ash Shaykh Miskin", "Sheikh Miskeen"), "Ash Shaykh Miskin", 41),
        (("Sinjar",), "Sinjar", 9),
        (("Khan Sheikhoun", "Khan Shaykhun"), "Khan Shaykhun", 122),
        (("Maarat al-Numan", "Ma’arrat an-Nu‘man"), "Maarat al-Numaan", 97),
        (("Foua", "Fu'ah"), "Foah", 80),
        (("Palmyra", "Tadmur"), "Tadmur/Palmyra", 71),
        (("Hama", "Hamah", "Ḩamāh"), "Hamah", 14),
        (("Douma", "Duma"), "Duma", 213),
        (("eastern Ghouta",), "Eastern Ghouta", 167),
        (("T4",), "Tiyas Military Airbase", 32),
    ],
)
def test_a_place_is_found_in_the_spellings_of_reports(
    syria: Gazetteer, spellings: tuple[str, ...], name: str, rows: int
) -> None:
    for spelling in spellings:
        place = syria.find(spelling).place
        assert (place.name, place.events) == (name, rows), spelling


def test_rahjan_is_where_it_is(syria: Gazetteer) -> None:
    place = syria.find("Rahjan").place
    assert (place.lat, place.lon) == (35.407029, 37.428805)
    assert place.unit == "Hamah Governorate"
    assert place.district == "Salamiyah district"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Deir ez-Zor province", "Deir ez Zor Governorate"),
        ("Dayr az Zawr governorate", "Deir ez Zor Governorate"),
        ("Hama province", "Hamah Governorate"),
        ("Idlib Governorate", "Idlib Governorate"),
        ("Idleb province", "Idlib Governorate"),
        ("Raqqa province", "Ar Raqqah Governorate"),
        ("Sweida province", "As Suwayda Governorate"),
        ("Rif Dimashq", "Rif Dimashq Governorate"),
        ("Rural Damascus", "Rif Dimashq Governorate"),
        ("Hama district", "Mintaqat Markaz Hamah district"),
        ("Salamieh district", "Salamiyah district"),
    ],
)
def test_units_are_known_by_the_names_of_reports(syria: Gazetteer, name: str, unit: str) -> None:
    located = syria.find(name)
    assert located.place.name == unit
    assert syria.shape(located.place).names == {unit}


def test_a_bare_name_is_the_town_and_offers_the_governorate(syria: Gazetteer) -> None:
    for name in ("Hama", "Idlib", "Aleppo", "Homs", "Deir ez-Zor", "Damascus"):
        located = syria.find(name)
        assert located.place.kind == "settlement"
        assert any(other.kind == "unit1" for other in located.others)
        assert syria.find(name, want="unit").place.kind == "unit1"


def test_the_al_hamah_near_damascus_is_kept_as_another(syria: Gazetteer) -> None:
    located = syria.find("Hama", near=[(33.55, 36.25)])
    assert located.place.unit == "Hamah Governorate"
    assert located.others[0].unit == "Rif Dimashq Governorate"


@pytest.mark.parametrize(
    ("phrase", "unit", "side", "lat", "lon"),
    [
        # Middle of the box of rows with where_prec ≤ 2: Hamah 34.88242–35.74313 N and
        # 36.23974–38.01 E; Aleppo 35.453611–36.890952 N and 36.59945–38.675866 E.
        ("North Hama", "Hamah Governorate", "north", 35.312775, 37.12487),
        ("north-east of Hama", "Hamah Governorate", "north-east", 35.312775, 37.12487),
        ("northern Hama countryside", "Hamah Governorate", "north", 35.312775, 37.12487),
        ("West Aleppo", "Aleppo Governorate", "west", 36.1722815, 37.637658),
        ("eastern Syria", "Syria", "east", 34.8001105, 38.9652555),
    ],
)
def test_parts_of_units(
    syria: Gazetteer, phrase: str, unit: str, side: str, lat: float, lon: float
) -> None:
    _, extent = syria.where(phrase)
    part = extent.area
    assert isinstance(part, UnitPart)
    assert (part.unit.name, part.side) == (unit, side)
    assert (part.mid_lat, part.mid_lon) == (pytest.approx(lat), pytest.approx(lon))


def wrongly_merged(syria: Gazetteer, fine: Callable[..., str], coarse: Callable[..., str]) -> int:
    """Coarse spellings under which places over 15 km apart meet though the fine ones differ."""
    together: dict[str, list[Place]] = defaultdict(list)
    for place in syria.places:
        if place.kind == "settlement" and place.extent_km is None:
            together[coarse(place.name)].append(place)
    return sum(
        any(
            fine(one.name) != fine(other.name)
            and km_between(one.lat, one.lon, other.lat, other.lon) > 15
            for number, one in enumerate(places)
            for other in places[number + 1 :]
        )
        for places in together.values()
    )


def test_how_many_names_meet_that_are_written_differently(syria: Gazetteer) -> None:
    # Of 1,801 keys and 1,763 loose keys; most are one Arabic name written in two ways (Abbasiyah,
    # Al Abbasiyah): homonyms, and shown as such. These figures stand in `spelling`.
    assert wrongly_merged(syria, plain, key) == 35
    assert wrongly_merged(syria, key, loose) == 35


def test_what_the_record_does_not_know_is_offered_near_names(syria: Gazetteer) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        syria.find("Ghouta")
    assert set(caught.value.nearest[:2]) == {"Eastern Ghouta", "Western Ghouta"}


def test_unit_bounds_hold_every_governorate(syria: Gazetteer) -> None:
    bounds = syria.unit_bounds()
    assert sum(level == 1 for level, _ in bounds) == 14
    assert bounds[1, "Hamah Governorate"] == (36.23974, 34.88242, 38.01, 35.74313)


def test_the_real_article_names_its_places(syria: Gazetteer, article_text: str) -> None:
    named = [mention.text for mention in syria.mentions(article_text)]
    assert named.count("Abu Dali") == 2
    assert {"Hama", "Idlib", "Aleppo", "Afrin", "Syria"} == set(named) - {"Abu Dali"}
    phrases = [article_text[slice(*mention.phrase)] for mention in syria.mentions(article_text)]
    for phrase in ("the area around Abu Dali", "the north of Hama", "West Aleppo", "North Hama"):
        assert phrase in phrases
