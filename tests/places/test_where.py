"""Phrases of place taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places import WhereWords, parse_where

KNOWN = {"eastern ghouta", "rif dimashq", "north kivu", "hamah governorate", "at tall"}


def known(name: str) -> bool:
    return name.lower() in KNOWN


UNIT = {"want": "unit", "level": 1}


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Rahjan", {}),
        ("in Idlib", {}),
        ("the north of Hama", {"side": "north"}),
        ("the North of Syria", {"side": "north"}),
        ("north east Hama", {"side": "north-east"}),
        ("north-east of Hama", {"side": "north-east"}),
        ("northeastern Hama", {"side": "north-east"}),
        ("North Hama", {"side": "north"}),
        ("West Aleppo", {"side": "west"}),
        ("eastern Ukraine", {"side": "east"}),
        ("south-western Syria", {"side": "south-west"}),
        ("northern Hama countryside", {"side": "north", "rural": True}),
        ("the northern countryside of Hama", {"side": "north", "rural": True}),
        ("Hama's northern countryside", {"side": "north", "rural": True}),
        ("Hama’s northern countryside", {"side": "north", "rural": True}),
        ("Al-Raqqa northern countryside", {"side": "north", "rural": True}),
        ("Hama's north", {"side": "north"}),
        ("rural Damascus", {"rural": True}),
        ("the countryside of Homs", {"rural": True}),
        ("central Homs", {"centre": True}),
        ("Deir ez-Zor province", {**UNIT, "word": "province"}),
        ("Idlib Governorate", {**UNIT, "word": "governorate"}),
        ("the province of Idlib", {**UNIT, "word": "province"}),
        ("the province Idlib", {**UNIT, "word": "province"}),
        ("Salamiyah district", {"want": "unit", "level": 2, "word": "district"}),
        ("the northern part of Aleppo province", {**UNIT, "word": "province", "side": "north"}),
        ("the Kherson region", {**UNIT, "word": "region", "relation": "area"}),
        ("the city of Hama", {"want": "settlement", "word": "city"}),
        ("Abu Dali village", {"want": "settlement", "word": "village"}),
        ("near Rahjan", {"relation": "near"}),
        ("the area around Abu Dali", {"relation": "near"}),
        ("the vicinity of Sinjar", {"relation": "near"}),
        ("the outskirts of Damascus", {"relation": "near"}),
        ("the Abu Dali area", {"relation": "area"}),
        ("the area of Abu Dali", {"relation": "area"}),
        ("within 60 km of Rahjan", {"relation": "near", "km": 60.0}),
        ("within a 10-mile radius of Hama", {"relation": "near", "km": pytest.approx(16.09344)}),
        ("eastern Ghouta", {}),
        ("the eastern Ghouta area", {"relation": "area"}),
        ("North Kivu province", {**UNIT, "word": "province"}),
        ("Rif Dimashq", {}),
        ("At Tall", {}),
        ("Northern Hamah Governorate", {"side": "north"}),
    ],
)
def test_a_phrase_is_taken_apart(phrase: str, words: dict[str, object]) -> None:
    parsed = parse_where(phrase, known)
    assert {
        name: value
        for name, value in vars(parsed).items()
        if name != "name" and value != getattr(WhereWords(""), name)
    } == words


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("north-east of Hama", "Hama"),
        ("the area around Abu Dali", "Abu Dali"),
        ("Hama's northern countryside", "Hama"),
        ("the eastern Ghouta area", "eastern Ghouta"),
        ("Northern Hamah Governorate", "Hamah Governorate"),
        ("the northern part of Aleppo province", "Aleppo"),
        ("Deir ez-Zor province", "Deir ez-Zor"),
        ("the outskirts of the city of Aleppo", "Aleppo"),
        ("", ""),
        ("the", "the"),
    ],
)
def test_the_name_is_what_is_left(phrase: str, name: str) -> None:
    assert parse_where(phrase, known).name == name


@pytest.mark.parametrize(
    ("phrase", "name", "within"),
    [
        ("Abu Dali in the north of Hama", "Abu Dali", WhereWords("Hama", side="north")),
        ("Rahjan, Hama", "Rahjan", WhereWords("Hama")),
        ("Syria's Idlib province", "Idlib", WhereWords("Syria")),
        ("the area around Abu Dali in North Hama", "Abu Dali", WhereWords("Hama", side="north")),
    ],
)
def test_what_lies_around_the_place_is_kept(phrase: str, name: str, within: WhereWords) -> None:
    parsed = parse_where(phrase, known)
    assert parsed.name == name
    assert parsed.within == within


PIECES = """north;east;of;the;in;Hama;Abu;Dali;province;district;area;around;near;countryside;'s;
';within;60;km;central;region;city;eastern;Ghouta;rural;,"""
WORDS = st.sampled_from(PIECES.replace("\n", "").split(";"))


@given(st.text(max_size=300) | st.lists(WORDS, max_size=20).map(" ".join))
def test_any_text_parses_and_the_name_comes_out_of_it(text: str) -> None:
    parsed = parse_where(text, known)
    assert parsed.name in " ".join(text.split())
    assert parse_where(text).name in " ".join(text.split())


def test_a_text_too_long_for_a_phrase_is_left_alone() -> None:
    text = "north of " * 100
    assert parse_where(text) == WhereWords(text.strip())
