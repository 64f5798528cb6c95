"""The gazetteer on made-up records: kinds, spellings, guesses, errors, the user's own places."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError, UnknownPlaceError
from onrecord.places import Gazetteer, Place
from tests.places.ruritania import gazetteer, row, settlement

LAND = gazetteer(
    row("Hof town", 50.0, 10.0, adm_1="Hof province", adm_2="Hof district"),
    row("Kafr Zayta town", 50.5, 10.0, adm_1="Hof province"),
    row("Al Lataminah town", 50.6, 10.2, adm_1="Hof province"),
    row("Tall Aswad", 51.0, 10.0, adm_1="Hof province"),
    row("Shair gas field", 52.0, 12.0, adm_1="Hof province"),
    row("Deir ez Zor town", 53.0, 13.0, adm_1="Deir ez Zor Governorate"),
    row("Deir ez Zor airport", 53.05, 13.05, adm_1="Deir ez Zor Governorate"),
    row("Tadmur/Palmyra town", 52.5, 14.0, adm_1="Hof province"),
    row("Northern Qalamoun", 51.5, 14.0, 2, adm_1="Hof province"),
    row("Ruritania", 50.0, 11.0, 6, None, None),
)


def test_a_name_of_a_town_and_of_units_is_the_town_and_says_so() -> None:
    located = LAND.find("Hof")
    assert located.place.kind == "settlement"
    assert [other.kind for other in located.others] == ["unit1", "unit2"]
    assert located.assumption == (
        "“Hof” is taken as the place itself, not as Hof province or Hof district."
    )


@pytest.mark.parametrize(
    ("name", "want", "kind"),
    [
        ("Hof", "unit", "unit1"),
        ("Hof", "settlement", "settlement"),
        ("Hof province", None, "unit1"),
        ("the province of Hof", None, "unit1"),
        ("Hof oblast", None, "unit1"),
        ("Hof district", None, "unit2"),
        ("Hof county", None, "unit2"),
        ("Hof town", None, "settlement"),
        ("the city of Hof", None, "settlement"),
        ("Ruritania", None, "country"),
        ("Ruritania", "country", "country"),
    ],
)
def test_the_kind_asked_for_is_the_kind_found(name: str, want: str | None, kind: str) -> None:
    located = LAND.find(name, want=want)  # type: ignore[arg-type]
    assert located.place.kind == kind
    if want or name != "Hof":
        assert "itself" not in str(located.assumption)


def test_no_such_unit_is_said() -> None:
    located = LAND.find("Tall Aswad", want="unit")
    assert located.place.kind == "settlement"
    assert located.assumption == "No unit called “Tall Aswad” is known: it is taken as the place."


@pytest.mark.parametrize(
    ("asked", "name", "how"),
    [
        ("Kafr Zayta", "Kafr Zayta", "exact"),
        ("kafr zayta TOWN", "Kafr Zayta", "exact"),
        ("Kafr-Zaytah", "Kafr Zayta", "normalised"),
        ("Kafrzita", "Kafr Zayta", "normalised"),
        ("Lataminah", "Al Lataminah", "normalised"),
        ("al-Latamneh", "Al Lataminah", "fuzzy"),
        ("Palmyra", "Tadmur/Palmyra", "exact"),
        ("Shair", "Shair gas field", "normalised"),
        ("Deir Ezzor airport", "Deir ez Zor airport", "normalised"),
        ("northern Qalamoun", "Northern Qalamoun", "exact"),
    ],
)
def test_how_a_name_was_found_is_told(asked: str, name: str, how: str) -> None:
    located = LAND.find(asked)
    assert (located.place.name, located.how) == (name, how)


def test_a_guess_is_always_an_assumption() -> None:
    assert str(LAND.find("al-Latamneh").assumption).startswith(
        "“al-Latamneh” is not known; it is read as Al Lataminah in Hof province, "
        "the nearest name known (93 % alike)."
    )


@pytest.mark.parametrize("name", ["Tall Abyad", "Tall Swad", "Hog", "Ho", "Kafr Nabl", "Sataminah"])
def test_what_may_be_another_place_is_not_guessed(name: str) -> None:
    with pytest.raises(UnknownPlaceError):
        LAND.find(name)


def test_the_airport_is_never_the_town() -> None:
    assert LAND.find("Deir ez-Zor").place.names == {"Deir ez Zor town"}
    assert [other.kind for other in LAND.find("Deir ez-Zor").others] == ["unit1"]


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        LAND.find("Lamatinakh")
    assert caught.value.kind == "place"
    assert "Al Lataminah" in caught.value.nearest
    with pytest.raises(UnknownPlaceError) as caught:
        LAND.find("Qalamoun")
    assert caught.value.nearest[0] == "Northern Qalamoun"


def test_a_side_of_a_unit_is_not_a_name() -> None:
    with pytest.raises(UnknownPlaceError):
        LAND.find("North Hof")


@pytest.mark.parametrize("name", ["", " ", "\x00\x07", "—", "’", "…", "\u200b"])
def test_nothing_is_not_a_name(name: str) -> None:
    with pytest.raises(UnknownPlaceError):
        LAND.find(name)
    assert not LAND.known(name)


def test_control_characters_in_a_name_are_passed_over() -> None:
    assert LAND.find("Kafr\x00 \tZayta\n").place.name == "Kafr Zayta"


def test_a_very_long_name_is_refused_and_not_repeated_in_full() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        LAND.find("Hof " * 10_000)
    assert len(str(caught.value)) < 300


def test_a_country_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(UnknownPlaceError, match="Atlantis"):
        LAND.find("Hof", country="Atlantis")


@given(st.text(max_size=60))
def test_any_text_is_found_or_refused_in_the_familys_way(name: str) -> None:
    for ask in (LAND.find, LAND.where):
        with contextlib.suppress(OnrecordError):
            ask(name)  # type: ignore[operator]
    assert LAND.known(name) in (True, False)


def test_an_empty_gazetteer_knows_nothing() -> None:
    with pytest.raises(UnknownPlaceError):
        Gazetteer().find("Hof")
    assert not Gazetteer().known("Hof")
    assert Gazetteer().unit_bounds() == {}


def test_the_users_places_go_before_the_records_and_add_to_them() -> None:
    mine = LAND.with_places([settlement("Hof", 50.04, 10.0), settlement("New Hof", 49.0, 9.0)])
    assert mine.find("Hof").place.source == "file"
    assert mine.find("Hof").place.lat == 50.04
    assert mine.find("New Hof").place.lat == 49.0
    assert LAND.find("Hof").place.source == "record"
    with pytest.raises(UnknownPlaceError):
        LAND.find("New Hof")


def test_a_users_unit_is_known_by_its_own_name() -> None:
    unit = Place("Black Forest region", "unit1", 48.0, 8.0, bounds=(7.0, 47.0, 9.0, 49.0))
    mine = Gazetteer().with_places([unit])
    area = mine.shape(mine.find("Black Forest", want="unit").place)
    assert area.names == {"Black Forest region"}


def test_unit_bounds_by_level_and_written_name() -> None:
    bounds = LAND.unit_bounds()
    assert bounds[1, "Deir ez Zor Governorate"] == (13.0, 53.0, 13.05, 53.05)
    assert bounds[2, "Hof district"] == (10.0, 50.0, 10.0, 50.0)


def test_units_of_one_name_in_two_countries_share_a_box_around_both() -> None:
    found = gazetteer(
        row("A", 50.0, 10.0, adm_1="Northern", country="Ruritania"),
        row("B", 60.0, 20.0, adm_1="Northern", country="Graustark"),
    )
    assert found.unit_bounds()[1, "Northern"] == (10.0, 50.0, 20.0, 60.0)
    assert len(found.units) == 2


def test_a_gazetteer_survives_pickling() -> None:
    again: Gazetteer = pickle.loads(pickle.dumps(LAND))  # noqa: S301 (our own bytes)
    assert again.find("Hof") == LAND.find("Hof")
