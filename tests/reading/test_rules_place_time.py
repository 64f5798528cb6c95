"""Where and when: said of the event, carried over from what was told before, or missing."""

from __future__ import annotations

import datetime as dt

import pytest

from onrecord.reading.rules import read_claims
from tests.reading.conflicts import (
    PUBLISHED,
    Paragraph,
    Text,
    brief,
    gazetteer,
    parse,
    read,
    registry,
    told,
)

PLACES: dict[str, str] = {
    "JNIM attacked the army near Djibo on 4 May 2022.": "30 km of Djibo",
    "JNIM attacked the army in the Djibo area on 4 May 2022.": "50 km of Djibo",
    "JNIM attacked the army in the area around Djibo on 4 May 2022.": "30 km of Djibo",
    "JNIM attacked the army 20 km north of Djibo on 4 May 2022.": "25 km of Djibo",
    "JNIM attacked the army within 60 km of Djibo on 4 May 2022.": "60 km of Djibo",
    "HTS attacked the army in north-east Hama on 4 May 2019.": "north-east of Hama",
    "HTS attacked the army in the north of Hama on 4 May 2019.": "north of Hama",
    "HTS attacked the army in Idlib province on 4 May 2019.": "Idlib province",
    "In Idlib, HTS attacked the army on 4 May 2019.": "Idlib",
    "Syria is at war. HTS attacked the army in the east of the country on 4 May 2019.": "east of Syria",
    "JNIM attacked the army in Mali on 4 May 2022.": "Mali",
    "M23 fighters attacked army positions in Masisi and Rutshuru on 4 May 2022.": (
        "Masisi + Rutshuru"
    ),
    "The Houthis attacked the army at Zzyzxville on 4 May 2021, far from Marib.": "Zzyzxville",
    "The Malian army captured Qwertytown from JNIM on 4 May 2022.": "Qwertytown",
    "JNIM attacked the army in the centre of Gao on 4 May 2022.": "Gao",
    "The army withdrew from Gao on 3 May 2022. JNIM attacked the army outside the town.": "Gao",
    "JNIM attacked the army in Gao, Mali, on 4 May 2022.": "Gao",
    "The Malian army withdrew to Qwertytown on 4 May 2022.": "Qwertytown",
    "JNIM attacked the army in the neighbourhood of Djibo on 4 May 2022.": "30 km of Djibo",
    "JNIM attacked the army a few kilometres from Djibo on 4 May 2022.": "30 km of Djibo",
    "JNIM attacked the army 12 miles from Djibo on 4 May 2022.": "24 km of Djibo",
    "JNIM attacked the army at the entrance to Djibo on 4 May 2022.": "Djibo",
    "JNIM attacked the Djibo barracks on 4 May 2022.": "Djibo",
    "JNIM ambushed the army between Djibo and Arbinda on 4 May 2022.": (
        "30 km of Djibo + 30 km of Arbinda"
    ),
    "JNIM ambushed the army on the Djibo-Arbinda road on 4 May 2022.": (
        "30 km of Djibo + 30 km of Arbinda"
    ),
    "Security sources in Bamako said that JNIM attacked the army in Djibo on 4 May 2022.": "Djibo",
    "Security sources in Bamako said that JNIM attacked the army on 4 May 2022.": "?",
    "Djibo mourned, and the prosecutor in Bamako needed a week to notice. On 4 May 2022 JNIM "
    "attacked the army there.": "Djibo",
    "JNIM attacked Djibo on 4 May 2022, and in Arbinda on 5 May 2022 the army killed four men.": (
        "Djibo"
    ),
    "Rockets struck Djibo on 4 May 2022.": "Djibo",
}


@pytest.mark.parametrize("sentence", PLACES)
def test_where_an_event_was(sentence: str) -> None:
    (line, *_) = told(sentence)
    assert line.split(" @ ")[1].split(", ")[0] == PLACES[sentence]


def test_a_town_and_what_it_lies_in_carry_on_as_the_town() -> None:
    lines = told(
        "JNIM attacked a camp at Djibo in northern Burkina Faso on 3 May 2022.\n"
        "The army bombed the camp on 5 May 2022."
    )
    assert [line.split(" @ ")[1].split(", ")[0] for line in lines] == ["Djibo", "Djibo"]


def test_a_count_of_a_month_is_not_of_the_last_place() -> None:
    *_, line = told(
        "JNIM attacked the army in Djibo on 3 May 2022.\n"
        "In April 2022 JNIM carried out 19 attacks on the army."
    )
    assert line == "count: JNIM > Burkina [battle] x19 @ ?, 2022-04-01/2022-04-30; lacks where"


DAYS: dict[str, str] = {
    "JNIM attacked the army in Djibo yesterday.": "2024-06-29",
    "On 4 May 2022 JNIM attacked the army in Djibo.": "2022-05-04",
    "In recent days JNIM attacked the army in Djibo.": "~2024-06-16/2024-06-30",
    "JNIM is now attacking the army in Djibo.": "~2024-06-16/2024-06-30",
    "JNIM attacks the army in Djibo.": "~2024-06-16/2024-06-30",
    "JNIM attacked the army in Djibo.": "?",
    "JNIM has attacked the army in Djibo.": "?",
    "The army said on 20 May 2022 that JNIM had attacked Djibo.": "~2022-05-17/2022-05-20",
    "As we wrote two weeks ago, JNIM attacked the army in Djibo.": "~2024-06-13/2024-06-19",
    "JNIM attacked the army in Djibo after the ceasefire of 4 May 2022.": "?",
    "JNIM has attacked the army in Djibo since 4 May 2024.": "2024-05-04/2024-06-30",
    "JNIM attacked the army in Djibo on 15 and 16 February 2022.": "2022-02-15/2022-02-16",
    "JNIM attacked the army in Djibo on 1 May 2022 and again on 3 May 2022.": (
        "2022-05-01/2022-05-03"
    ),
    "JNIM attacked Djibo on 10 May 2022, and on 29 May 2022 the army shelled Arbinda.": "2022-05-10",
    "Despite the ceasefire of 2 May 2022, JNIM attacked the army in Djibo.": "?",
    "Fighting between JNIM and the army has resumed in Djibo; 28 people died on 4 May 2022.": "?",
}


@pytest.mark.parametrize("sentence", DAYS)
def test_when_an_event_was(sentence: str) -> None:
    (line, *_) = told(sentence)
    assert line.split(" @ ")[1].split(", ")[1].split(";")[0] == DAYS[sentence]


def test_without_a_publication_date_the_present_has_no_days() -> None:
    (line,) = told("JNIM attacks the army in Djibo.", None)
    assert line == "occurred: JNIM > Burkina [battle] @ Djibo, ?; lacks when"


def test_a_place_is_carried_over_and_said_to_be() -> None:
    first, second = read(
        "JNIM attacked the army in Djibo on 4 May 2022. ISGS attacked the army the next day."
    )
    assert told(
        "JNIM attacked the army in Djibo on 4 May 2022. ISGS attacked the army the next day."
    ) == [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04",
        "occurred: ISGS > Burkina [battle] @ Djibo, 2022-05-05",
    ]
    assert not any("place" in a for a in first.assumed)
    assert any("Djibo, the nearest named before in the paragraph" in a for a in second.assumed)


def test_a_place_is_carried_over_from_the_paragraph_before_and_no_further_than_its_claims() -> None:
    text = (
        "JNIM attacked the army in Djibo on 4 May 2022.\n"
        "ISGS attacked the army on 5 May 2022.\n"
        "The weather was fine.\n"
        "JNIM attacked the army on 6 May 2022."
    )
    assert told(text) == [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04",
        "occurred: ISGS > Burkina [battle] @ Djibo, 2022-05-05",
        "occurred: JNIM > Burkina [battle] @ ?, 2022-05-06; lacks where",
    ]


def test_a_time_is_carried_over_within_the_paragraph_only() -> None:
    text = (
        "JNIM attacked the army in Djibo on 4 May 2022. ISGS attacked the army in Arbinda.\n"
        "JNIM attacked the army in Arbinda."
    )
    assert told(text) == [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04",
        "occurred: ISGS > Burkina [battle] @ Arbinda, 2022-05-04",
        "occurred: JNIM > Burkina [battle] @ Arbinda, ?; lacks when",
    ]


def test_at_that_time_points_at_the_event_told_before() -> None:
    text = (
        "JNIM attacked the army in Djibo on 4 May 2022.\n"
        "At that time ISGS attacked the army in Arbinda. Two days later the army shelled Djibo."
    )
    assert told(text) == [
        "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04",
        "occurred: ISGS > Burkina [battle] @ Arbinda, 2022-05-04",
        "occurred: Burkina [shelling] @ Djibo, ~2022-05-05/2022-05-07",
    ]


def test_this_attack_is_the_one_told_before() -> None:
    text = (
        "JNIM attacked the army in Djibo on 4 May 2022.\n"
        "This attack of several hundred JNIM fighters forced the army to withdraw."
    )
    again = told(text)[1]
    assert again == "occurred: JNIM > Burkina [battle] @ Djibo, 2022-05-04"


def test_an_attack_by_somebody_else_is_not_the_one_told_before() -> None:
    text = (
        "JNIM attacked the army in Djibo on 4 May 2022.\n"
        "The attack of ISGS on the army shocked the country."
    )
    again = [line for line in told(text) if "ISGS" in line]
    assert again == ["occurred: ISGS > Burkina [battle] @ Djibo, ?; lacks when"]


def test_the_regime_is_that_of_the_country_named_most() -> None:
    (claim,) = read("The regime shelled Idlib in Syria on 4 May 2019.")
    assert claim.model_dump()["events"]["by"] == "Government of Syria"
    assert any("“regime” is taken as Government of Syria" in a or "“The regime”" in a
               for a in claim.assumed)  # fmt: skip


def test_without_a_main_country_the_regime_is_nobody() -> None:
    (line,) = told("The regime attacked HTS on 4 May 2019.")
    assert line.startswith("occurred: > HTS")
    assert "lacks by" in line


def test_every_inference_is_said() -> None:
    for claim in read("JNIM is attacking the army near Djibo."):
        text = " ".join(claim.assumed)
        assert "30 km around Djibo is an assumption" in text
        assert "14 days up to the publication date" in text or "present tense" in text


def test_days_do_not_pass_the_ends_of_the_calendar() -> None:
    assert told("JNIM is attacking the army in Djibo.", dt.date(1, 1, 2))
    assert told("JNIM is attacking the army in Djibo.", dt.date(9999, 12, 31))
    assert PUBLISHED.year == 2024


def test_near_a_place_that_is_only_pointed_at() -> None:
    text = "JNIM captured Gao on 3 May 2022. The army shelled JNIM outside the town on 4 May 2022."
    assert told(text)[-1] == "occurred: Mali > JNIM [shelling] @ 30 km of Gao, 2022-05-04"


def test_a_place_of_something_else_in_the_sentence_keeps_an_earlier_one_away() -> None:
    text = (
        "JNIM attacked Gao on 3 May 2022. "
        "On 4 May 2022 12 civilians were killed when they drove on the road that leads to Kidal."
    )
    assert "toll: killed 12 of civilians @ ?, 2022-05-04; lacks where" in told(text)


def test_what_is_denied_or_did_not_happen_takes_no_time_told_before() -> None:
    text = "JNIM attacked Gao on 3 May 2022. The army did not attack JNIM in Kidal."
    assert told(text)[-1] == "none: Mali > JNIM [battle] @ Kidal, ?; lacks when"


def test_the_number_of_all_attacks_is_not_only_of_the_place_before() -> None:
    text = (
        "JNIM attacked Gao on 3 May 2022. The number of attacks by JNIM has doubled since May 2022."
    )
    assert "lacks where" in told(text)[-1]


def test_what_follows_is_counted_from_what_mattered_in_the_sentence_before() -> None:
    text = (
        "JNIM captured Gao on 3 May 2022 after weeks of fighting with the army. "
        "ISGS attacked Kidal five days later."
    )
    assert told(text)[-1] == "occurred: ISGS [battle] @ Kidal, ~2022-05-07/2022-05-09"


def test_a_title_names_the_place_and_asserts_nothing() -> None:
    class Titled(Text):
        @property
        def paragraphs(self) -> tuple[Paragraph, ...]:
            first, *rest = super().paragraphs
            return (Paragraph(first.start, first.end, "title"), *rest)

    report = Titled("The battle for Gao\nJNIM attacked the army on 4 May 2022.")
    claims = read_claims(report, registry(), gazetteer(), published=PUBLISHED, parse=parse).claims
    assert [brief(c) for c in claims] == ["occurred: JNIM > Mali [battle] @ Gao, 2022-05-04"]
