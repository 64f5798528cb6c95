"""Known places in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places import Gazetteer, parse_where
from tests.places.ruritania import gazetteer, row

LAND = gazetteer(
    row("Ar Rahjan village", 50.0, 10.0, adm_1="Hama Governorate"),
    row("Deir ez Zor town", 50.5, 10.5, adm_1="Hama Governorate"),
    row("Kafr Zayta town", 51.0, 10.0, adm_1="Hama Governorate"),
    row("Abu Dali village", 51.5, 10.0, adm_1="Hama Governorate"),
    row("Man village", 51.6, 10.0, adm_1="Hama Governorate"),
    row("Rasm village", 51.7, 10.0, adm_1="Hama Governorate"),
    row("Saraqib town", 51.8, 10.0, adm_1="Hama Governorate"),
    row("Eastern Ghouta", 51.9, 10.0, adm_1="Hama Governorate"),
    row("Shair gas field", 51.9, 12.0, adm_1="Hama Governorate"),
    row("At Tabqa town", 51.9, 14.0, adm_1="Hama Governorate"),
)


def found(text: str, land: Gazetteer = LAND) -> list[str]:
    return [mention.text for mention in land.mentions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They fought in Rahjan and Abu Dali.", ["Rahjan", "Abu Dali"]),
        ("Fighting near al-Rahjan; shells on Ar-Rahjan.", ["al-Rahjan", "Ar-Rahjan"]),
        ("Clashes in Deir Ezzor, Deir ez-Zour and Dayr az Zawr", [
            "Deir Ezzor", "Deir ez-Zour", "Dayr az Zawr",
        ]),
        ("Kafrzita and Kafr Zita were hit", ["Kafrzita", "Kafr Zita"]),
        ("the north of Hama, in Ruritania’s east", ["Hama", "Ruritania"]),
        ("Hama's countryside", ["Hama"]),
        ("Syria’s Saraqeb fell", ["Saraqeb"]),
        ("eastern Ghouta and Eastern Ghouta", ["eastern Ghouta", "Eastern Ghouta"]),
        ("the Shair gas field", ["Shair gas field"]),
        ("HEAVY FIGHTING IN RAHJAN", ["RAHJAN"]),
        ("shells hit Deir\nez-Zor", ["Deir\nez-Zor"]),
        ("fighting at Tabqa", ["Tabqa"]),
        ("fighting in At-Tabqa", ["At-Tabqa"]),
        ("Ruritania: Hama/Rahjan.", ["Ruritania", "Hama", "Rahjan"]),
        ("Hama Governorate", ["Hama Governorate"]),
    ],
)  # fmt: skip
def test_names_are_found_in_any_spelling(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "the rahjan of old",
        "A man fell. Man is mortal.",
        "The Man said so",
        "Rasm Something was bombed",
        "abu dali",
        "Deir. Zor",
        "Deir, Zor",
        "Nothing here at all",
        "",
    ],
)
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_an_ordinary_word_counts_where_village_follows_it() -> None:
    assert found("shells on Man village") == ["Man village"]
    assert found("in Rasm, they said") == ["Rasm"]


def test_a_word_that_the_text_writes_small_is_no_name_at_a_sentences_start() -> None:
    text = "Saraqib of old. The saraqib is a dish; saraqib is eaten. Saraqib is good."
    assert found(text) == []
    assert found("Saraqib fell. They left Saraqib.") == ["Saraqib", "Saraqib"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("in the north of Hama fighting", "the north of Hama"),
        ("the area around Abu Dali was", "the area around Abu Dali"),
        ("the northern countryside of Hama fell", "the northern countryside of Hama"),
        ("all of North Hama", "North Hama"),
        ("in Hama's northern countryside.", "Hama's northern countryside"),
        ("the Abu Dali area and", "the Abu Dali area"),
        ("in Hama province, they", "Hama province"),
        ("clashes in Hama", "Hama"),
    ],
)
def test_the_words_around_a_name_come_with_it(text: str, phrase: str) -> None:
    (mention,) = LAND.mentions(text)
    start, end = mention.phrase
    assert text[start:end] in (phrase, f"of {phrase}")
    assert parse_where(text[start:end]).name == mention.text


TEXTS = st.lists(
    st.sampled_from(
        [
            "Rahjan", "Deir", "ez-Zor", "Abu", "Dali", "Hama’s", "the", "north", "of", ".", "’",
            "-", "Ḩamāh", "Hama\u0304", "\n", "Man", "village", "Rasm", "Al", "al-", "حماة",
            "\U0001f4a5",
        ]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(TEXTS | st.text(max_size=200))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    mentions = LAND.mentions(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        start, end = mention.phrase
        assert 0 <= start <= mention.start < mention.end <= end <= len(text)
        assert LAND.known(mention.text)
    for one, following in pairwise(mentions):
        assert one.end <= following.start


def test_diacritics_in_either_unicode_form_keep_code_point_offsets() -> None:
    for text in ("in \u1e28am\u0101h now", "in H\u0327ama\u0304h now"):
        (mention,) = LAND.mentions(text)
        assert text[mention.start : mention.end] == text[3:-4]
