"""Words that say what a place is, and how written names come apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.generic import forms, is_line, without_unit_words


@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("Rahjan village", "Rahjan"),
        ("Aleppo town", "Aleppo"),
        ("Damascus city", "Damascus"),
        ("Kharufiyah Saghirah/Shabali villge", "Kharufiyah Saghirah/Shabali"),
        ("Deir ez Zor airport", "Deir ez Zor airport"),
        ("Village", "Village"),
        ("Khuwayn al Kabir village (Tell al-Khuwaiyn)", "Khuwayn al Kabir"),
        ("Ar Rastan  town", "Ar Rastan"),
    ],
)
def test_a_settlements_word_is_dropped_and_a_features_is_not(written: str, core: str) -> None:
    assert forms(written).core == core


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hamah Governorate", "Hamah"),
        ("Mintaqat Markaz Hamah district", "Hamah"),
        ("Markaz Rif Dimashq district", "Rif Dimashq"),
        ("Mintaqat az Zabadani district", "az Zabadani"),
        ("Donetsk oblast", "Donetsk"),
        ("Province of North Kivu", "North Kivu"),
        ("Département du Mayo-Kani", "Mayo-Kani"),
        ("Uqayribat sub-district", "Uqayribat"),
        ("District", "District"),
    ],
)
def test_a_units_words_are_dropped_on_both_sides(written: str, name: str) -> None:
    assert without_unit_words(written) == name


def test_names_of_one_place_are_all_kept() -> None:
    assert set(forms("Tadmur/Palmyra town").strong) >= {"Tadmur", "Palmyra", "Tadmur/Palmyra town"}
    assert forms("Tiyas Military Airbase (T4)").weak == ("T4", "Tiyas")
    assert forms("Shair gas field").weak == ("Shair",)


def test_a_slash_in_a_description_makes_no_name() -> None:
    assert "Tadmur" not in forms("Silos east of Palmyra/Tadmur").strong


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Road between Homs and Tartus", True),
        ("Aleppo-Damascus highway", True),
        ("Deir ez Zor/Homs border", True),
        ("Latakia-Hama-Idlib axis", True),
        ("Nasib border crossing", False),
        ("Harford Road village", False),
        ("Rahjan village", False),
    ],
)
def test_lines_are_told_from_places(written: str, line: bool) -> None:
    assert is_line(written) is line


@given(st.text(max_size=40))
def test_every_written_name_keeps_a_form_of_its_own(written: str) -> None:
    whole = " ".join(written.split())
    taken = forms(written)
    if any(c.isalnum() for c in whole):
        assert whole in taken.strong
        assert taken.core
    assert not set(taken.strong) & set(taken.weak)
