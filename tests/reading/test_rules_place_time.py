"""Where and when: said of the event, carried over from what was told before, or missing."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.reading.conflicts import PUBLISHED, read, told

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
    "The Houthis attacked the army at Zzyzxville on 4 May 2021, far from Marib.": "?",
    "The Malian army captured Qwertytown from JNIM on 4 May 2022.": "?",
}


@pytest.mark.parametrize("sentence", PLACES)
def test_where_an_event_was(sentence: str) -> None:
    (line, *_) = told(sentence)
    assert line.split(" @ ")[1].split(", ")[0] == PLACES[sentence]


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
