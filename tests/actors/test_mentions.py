"""Finding actors in running text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.actors import Mention, Registry


def found(mentions: list[Mention]) -> list[tuple[str, str | None]]:
    return [(m.text, m.actor_id) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s Air Force struck", [("Russia’s Air Force", "government-of-russia")]),
        ("against Assad’s terrorist army", [("Assad’s terrorist army", "government-of-syria")]),
        ("the Syrian regime's allied militias", [("Syrian regime", "government-of-syria")]),
        ("HTS’s fighters", [("HTS", "hts")]),
        ("Hay’at Tahrir ash-Sham’s men", [("Hay’at Tahrir ash-Sham", "hts")]),
        ("led by Hayyat Tharir al-Sham (HTS)", [("Hayyat Tharir al-Sham", "hts"), ("HTS", "hts")]),
        ("Tahrir al-Sham Army", [("Tahrir al-Sham Army", "tahrir-al-sham-army")]),
        ("Daesh/ISIS fighters", [("Daesh", "is"), ("ISIS", "is")]),
        ("the Free Syrian Army", [("Free Syrian Army", "fsa")]),
        ("al-Shabaab and Al Shabab", [("al-Shabaab", "al-shabaab"), ("Al Shabab", "al-shabaab")]),
        ("Hurras ad Din", [("Hurras ad Din", "hurras-al-din")]),
        ("Mare' Operations Room", [("Mare' Operations Room", "mare-operations-room")]),
        ("Jaysh al-Asha’er", [("Jaysh al-Asha’er", "jaysh-al-ashaer")]),
        ("SPLM/A and SLM/A", [("SPLM/A", "spla"), ("SLM/A", "sla")]),
        ("U.S. Marines landed", [("U.S. Marines", "government-of-united-states")]),
        ("El Salvador's army", [("El Salvador's army", "government-of-el-salvador")]),
        ("the government of the Democratic Republic of the Congo",
         [("government of the Democratic Republic of the Congo", "government-of-dr-congo")]),
        ("Military Forces of Syria (2000-2024) shelled",
         [("Military Forces of Syria (2000-2024)", "government-of-syria")]),
        ("Syrian and Russian warplanes",
         [("Syrian", "government-of-syria"), ("Russian warplanes", "government-of-russia")]),
        ("the Turkish-Russian invasion",
         [("Turkish", "government-of-turkey"), ("Russian", "government-of-russia")]),
        ("massive Russian airstrikes", [("Russian", "government-of-russia")]),
        ("Syrian civilians fled", [("Syrian civilians", "civilians")]),
        ("residents said", [("residents", "civilians")]),
        ("Syrian liberation fighters", [("Syrian liberation fighters", "syrian-insurgents")]),
    ],
)  # fmt: skip
def test_the_longest_name_without_its_possessive(
    registry: Registry, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert found(registry.mentions(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "this is a test for us in the car", "WHAT IS THE POINT", "the Salvation Army band",
        "an army of volunteers", "pro-Russian protests", "the former Iraqi army", "Lake Chad",
        "the Niger Delta", "New Mexico", "AA batteries at 5 PM, said the NSA", "Korean soldiers",
        "Palestinian forces", "Salvador is a city", "the Astana talks", "", "   ", "\x00\x1f",
    ],
)  # fmt: skip
def test_what_names_nobody(registry: Registry, text: str) -> None:
    assert registry.mentions(text) == []


def test_an_abbreviation_counts_only_in_its_case(registry: Registry) -> None:
    assert found(registry.mentions("it is IS")) == [("IS", "is")]
    assert found(registry.mentions("us and the US")) == [("US", "government-of-united-states")]
    assert found(registry.mentions("in a car with CAR soldiers")) == [
        ("CAR soldiers", "government-of-central-african-republic")
    ]


def test_a_bare_country_is_marked(registry: Registry) -> None:
    (mention,) = registry.mentions("agreed with Turkey on")
    assert (mention.actor_id, mention.bare_country) == ("government-of-turkey", True)
    assert not mention.metonym


@pytest.mark.parametrize("name", ["Ankara", "Moscow", "Putin", "Assad", "Kremlin", "Washington"])
def test_a_metonym_is_marked(registry: Registry, name: str) -> None:
    (mention,) = registry.mentions(f"as {name} said")
    assert mention.metonym
    assert not mention.bare_country
    assert str(mention.actor_id).startswith("government-of-")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Taliban-held villages", "taleban"),
        ("Turkey-backed factions", "government-of-turkey"),
        ("Syrian army-held towns", "government-of-syria"),
    ],
)
def test_a_name_joined_to_a_participle_is_marked(registry: Registry, text: str, actor: str) -> None:
    (mention,) = registry.mentions(text)
    assert (mention.actor_id, mention.attributive) == (actor, True)


@pytest.mark.parametrize(
    ("text", "words", "syrian"),
    [
        ("the regime’s forces", "regime’s forces", "government-of-syria"),
        ("government forces shelled", "government forces", "government-of-syria"),
        ("rebels advanced", "rebels", "syrian-insurgents"),
        ("the opposition said", "opposition", "syrian-insurgents"),
        ("the army left", "army", "government-of-syria"),
    ],
)
def test_words_that_need_a_country(registry: Registry, text: str, words: str, syrian: str) -> None:
    (open_,) = registry.mentions(text)
    assert (open_.text, open_.actor_id, open_.needs_country) == (words, None, True)
    (settled,) = registry.mentions(text, country="Syria")
    assert (settled.text, settled.actor_id, settled.needs_country) == (words, syrian, False)


def test_an_ambiguous_name_carries_its_bearers(registry: Registry) -> None:
    (mention,) = registry.mentions("the SRF attacked")
    assert mention.actor_id is None
    assert set(mention.candidates) == {"srf-sudan", "srf-syria"}
    (settled,) = registry.mentions("the SRF attacked", country="Sudan")
    assert settled.actor_id == "srf-sudan"


def test_the_day_decides_a_dated_name(registry: Registry) -> None:
    def who(on: date) -> str | None:
        (mention,) = registry.mentions("the Taliban said", on=on)
        return mention.actor_id

    assert who(date(2021, 8, 14)) == "taleban"
    assert who(date(2021, 8, 15)) == "government-of-afghanistan"


def test_a_leader_stands_for_the_government_only_in_his_time(registry: Registry) -> None:
    text = "Assad's army"
    assert found(registry.mentions(text, on=date(2024, 12, 8))) == [(text, "government-of-syria")]
    assert registry.mentions("Assad spoke", on=date(2024, 12, 9)) == []


def test_an_abbreviation_the_text_introduces_means_what_the_text_says(registry: Registry) -> None:
    text = "The Free Papua Movement (SDF) attacked. The SDF withdrew; sdf did not."
    extra = {"SDF": "Free Papua Movement"}
    assert [m.actor_id for m in registry.mentions(text, extra=extra)] == ["opm", "opm", "opm"]
    assert [m.actor_id for m in registry.mentions("The XQ fled", extra={"XQ": "hts"})] == ["hts"]


def test_names_of_the_record_are_found(registry: Registry) -> None:
    layered = registry.with_record([("al-Bakkara clan", 7466)])
    (mention,) = layered.mentions("members of the al-Bakkara clan")
    assert (mention.text, mention.actor_id) == ("al-Bakkara clan", "al-bakkara-clan")


def test_offsets_are_code_points_of_the_text(registry: Registry) -> None:
    text = "𝔸 “Daesh” — Erdoğan’s army, Türkiye\u0301: e\u0301 HTS"
    for mention in registry.mentions(text):
        assert text[mention.start : mention.end] == mention.text
    assert [m.actor_id for m in registry.mentions(text)][:2] == ["is", "government-of-turkey"]


def test_a_real_article(registry: Registry, article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    mentions = registry.mentions(text, on=date(2017, 10, 23), country="Syria")
    pairs = found(mentions)
    for pair in [
        ("Russia’s Air Force", "government-of-russia"),
        ("Hayyat Tharir al-Sham", "hts"),
        ("Assad’s terrorist army", "government-of-syria"),
        ("Turkish Army", "government-of-turkey"),
        ("Syrian Army", "government-of-syria"),
        ("regime’s forces", "government-of-syria"),
        ("Kurdish YPG militia", "ypg"),
        ("Syrian liberation fighters", "syrian-insurgents"),
        ("Putin regime", "government-of-russia"),
    ]:
        assert pair in pairs
    assert all(m.actor_id is not None for m in mentions)
    starts = [m.start for m in mentions]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    # Counted by hand in the article's body: Daesh, with ISIS where it stands beside it.
    assert sum(m.text == "Daesh" for m in mentions) == text.count("Daesh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Headlines of the Syrian record, shortened.
        ("Hama’s countryside and Hamas’s men", [("Hamas", "hamas")]),
        ("regime forces, warplanes", [("regime forces", None)]),
        ("bombardment on Damascus;Warplanes", [("Damascus", "government-of-syria")]),
        ("killed in Syria: army", [("Syria", "government-of-syria")]),
        ("al-Romania village", []),
        ("Fateh al_Sham front", [("Fateh al_Sham front", "jabhat-fateh-al-sham")]),
        ("Syrian regime’s army", [("Syrian regime’s army", "government-of-syria")]),
        ("regime’s ground forces", [("regime’s ground forces", None)]),
        ("16 officers KIA", []),
        ("CPI (Maoist) cadres", [("CPI (Maoist)", "cpi-maoist")]),
    ],
)
def test_traps_of_real_headlines(
    registry: Registry, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert found(registry.mentions(text)) == expected


@pytest.mark.parametrize(
    "unit",
    ["army ", "Syrian, ", "Syrian and ", "government of ", "al-", "regime's ", "Syrian Russian-"],
)
def test_long_monotonous_texts_do_no_harm(registry: Registry, unit: str) -> None:
    text = unit * 5_000
    for mention in registry.mentions(text):
        assert text[mention.start : mention.end] == mention.text
