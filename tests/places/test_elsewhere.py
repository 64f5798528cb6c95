"""Places that only GeoNames knows: found where the words before say that a place is named."""

from __future__ import annotations

import pytest

from onrecord.places import Gazetteer
from onrecord.places.elsewhere import stands_for_place
from onrecord.places.geonames import is_ready
from onrecord.places.tokens import words_of

needs_geonames = pytest.mark.skipif(not is_ready(), reason="GeoNames' files are not made yet")


@pytest.mark.parametrize(
    ("text", "word", "stands"),
    [
        ("They fought in Kumba.", "Kumba", True),
        ("They captured Kumba.", "Kumba", True),
        ("They fought near the eastern outskirts of Kumba.", "Kumba", True),
        ("The town of Kumba fell.", "Kumba", True),
        ("Peter Kumba spoke.", "Kumba", False),
        ("A friend of Kumba spoke.", "Kumba", False),
        ("They fought in it, Kumba said.", "Kumba", False),
        ("Kumba said so.", "Kumba", False),
    ],
)
def test_a_name_is_a_place_behind_words_of_place(text: str, word: str, stands: bool) -> None:
    words = words_of(text)
    at = next(n for n, w in enumerate(words) if w.text == word)
    assert stands_for_place(words, at) is stands


@needs_geonames
@pytest.mark.parametrize(
    ("text", "countries", "names"),
    [
        ("They captured Kumba.", ("CM",), ["Kumba"]),
        ("They fought in Mocimboa da Praia.", ("MZ",), ["Mocimboa da Praia"]),
        ("They fought in Port-au-Prince and Petionville.", (), ["Port-au-Prince", "Petionville"]),
        ("Minister Kumba spoke to Haifa Wehbe.", ("CM", "IL"), []),
        ("They struck northern Iraq.", (), ["Iraq"]),
    ],
)
def test_without_a_record(text: str, countries: tuple[str, ...], names: list[str]) -> None:
    land = Gazetteer().with_geonames()
    assert [m.text for m in land.mentions(text, countries)] == names


def test_an_invented_country_never_asks_geonames() -> None:
    from tests.places.ruritania import gazetteer, row

    land = gazetteer(row("Hof town", 50.0, 10.0, adm_1="Hama Governorate")).with_geonames()
    assert [m.text for m in land.mentions("They fought in Hof and in Damascus.")] == ["Hof"]
