"""Days as reports of war tell them: nights, listed days, days carried on, days counted from others."""

from __future__ import annotations

import pytest

from onrecord.reading.document import Document, open_report
from onrecord.reading.rules import read_claims
from tests.reading.conflicts import PUBLISHED, brief, gazetteer, parse, registry, told

# Days are counted from PUBLISHED, Sunday 30 June 2024.
ATTACK = "JNIM attacked the army in Djibo"
FIRST = f"{ATTACK} on 3 June."

ONE: dict[str, str] = {
    f"{ATTACK} overnight.": "~2024-06-29/2024-06-30",
    f"{ATTACK} last night.": "~2024-06-29/2024-06-30",
    f"{ATTACK} on Tuesday night.": "~2024-06-25/2024-06-26",
    f"{ATTACK} overnight on Tuesday.": "~2024-06-24/2024-06-26",
    f"{ATTACK} overnight into Tuesday.": "~2024-06-24/2024-06-25",
    f"{ATTACK} overnight from 3 to 4 May.": "2024-05-03/2024-05-04",
    f"{ATTACK} overnight, the army said on Tuesday.": "~2024-06-24/2024-06-25",
    f"Before dawn on 12 June, {ATTACK}.": "2024-06-12",
    f"{ATTACK} after dark on 12 June.": "2024-06-12",
    f"{ATTACK} on Saturday (8 June).": "2024-06-08",
    f"{ATTACK} on Tuesday last week.": "2024-06-18",
    f"{ATTACK} on 7 October last year.": "2023-10-07",
    f"{ATTACK} on Sat 8.": "2024-06-08",
    f"{ATTACK} over the first weekend of June.": "2024-06-01/2024-06-02",
    f"{ATTACK} in the week ending 9 June.": "2024-06-03/2024-06-09",
    f"{ATTACK} from the 1st to the 15th of this month.": "2024-06-01/2024-06-15",
    f"{ATTACK} yesterday, residents say.": "2024-06-29",
    f"{ATTACK} yesterday, a nurse told me by phone.": "2024-06-29",
    "Nine soldiers were killed when JNIM attacked their base in Djibo on Friday.": "2024-06-28",
    "Nine soldiers died when a mine hit their truck near Djibo on Friday.": "2024-06-28",
    "The army has not attacked Djibo since it was driven from Gao on 3 June.": (
        "2024-06-03/2024-06-30"
    ),
    "No attack has been recorded in Djibo since the ballot of 3 June.": "2024-06-03/2024-06-30",
    "There have been no clashes in Djibo since midnight.": "2024-06-30",
    "There has been no clash in Djibo for three weeks.": "2024-06-09/2024-06-30",
}


@pytest.mark.parametrize("sentence", ONE)
def test_the_days_of_a_sentence(sentence: str) -> None:
    assert {line.split(" @ ")[1].split(", ")[1].split(";")[0] for line in told(sentence)} == {
        ONE[sentence]
    }


SHELLED = "the army shelled Arbinda"
CARRIED: dict[str, str] = {
    f"{FIRST} That night {SHELLED}.": "~2024-06-03/2024-06-04",
    f"{FIRST} The night before, {SHELLED}.": "~2024-06-02/2024-06-03",
    f"{FIRST} On the same date {SHELLED}.": "2024-06-03",
    f"{FIRST} On the following Thursday {SHELLED}.": "2024-06-06",
    f"{FIRST} The previous Friday {SHELLED}.": "2024-05-31",
    f"{FIRST} On that Monday {SHELLED}.": "2024-06-03",
    f"{FIRST} Later that week {SHELLED}.": "~2024-06-03/2024-06-09",
    f"{FIRST} Later in the day {SHELLED}.": "2024-06-03",
    f"{FIRST} Minutes later {SHELLED}.": "2024-06-03",
    f"{FIRST} Within hours {SHELLED}.": "~2024-06-03/2024-06-04",
    f"{FIRST} Between the 12th and the 15th {SHELLED}.": "2024-06-12/2024-06-15",
    f"{FIRST} In the first two days {SHELLED}.": "2024-06-03/2024-06-04",
    f"{FIRST} On the third day of the fighting {SHELLED}.": "2024-06-05",
    f"On the 16th the border was closed. Then {SHELLED}.": "2024-06-16",
    f"{ATTACK} on 5 June, and on 9 June {SHELLED}.": "2024-06-09",
    f"{FIRST} The army then besieged Arbinda for six days.": "~2024-06-03/2024-06-09",
    f"{FIRST} Since then the army has shelled Arbinda every day.": "2024-06-03/2024-06-30",
}


@pytest.mark.parametrize("text", CARRIED)
def test_days_that_are_counted_from_others(text: str) -> None:
    days = {line.split(", ")[-1].split(";")[0] for line in told(text) if "Arbinda" in line}
    assert days == {CARRIED[text]}


def test_a_toll_takes_the_day_before_it_and_not_one_behind_it() -> None:
    text = (
        "On 2 June two rockets struck Djibo. Twenty-one people lost their lives. "
        "JNIM attacked the army in Gao on 25 June."
    )
    (toll,) = [line for line in told(text) if line.startswith("toll")]
    assert toll == "toll: killed 21 @ Djibo, 2024-06-02"


def test_the_time_that_opens_a_sentence_holds_for_the_next() -> None:
    text = "On the 16th it stopped being a border incident. The Malian army shelled Gao."
    assert told(text) == ["occurred: Mali [shelling] @ Gao, 2024-06-16"]


def test_what_is_held_now_is_held_on_the_day_of_publication() -> None:
    assert told("JNIM still holds Ber.") == ["controls: JNIM @ Ber, 2024-06-30"]
    (line,) = told("Traders who left Ber on Monday said that JNIM still controlled the town.")
    assert line.startswith("controls: JNIM @ Ber, 2024-06-30; attributed Traders")


def test_listed_places_with_days_of_their_own_are_events_of_their_own() -> None:
    text = "JNIM attacked Djibo on 3 June, Arbinda on 5 June and Gao the day after."
    assert sorted(told(text)) == [
        "occurred: JNIM [battle] @ Arbinda, 2024-06-05",
        "occurred: JNIM [battle] @ Djibo, 2024-06-03",
        "occurred: JNIM [battle] @ Gao, 2024-06-06",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "JNIM attacked Djibo on 3 June and Arbinda burned on 5 June.",
        "JNIM attacked Djibo on 3 June, and in Arbinda on 5 June the army buried its dead.",
    ],
)
def test_a_place_with_a_verb_of_its_own_is_no_part_of_a_list(text: str) -> None:
    assert told(text) == ["occurred: JNIM [battle] @ Djibo, 2024-06-03"]


def _lines(text: str, tmp_path: object) -> list[str]:
    """What is read of a report with titles and headings, each claim on one line."""
    from pathlib import Path

    path = Path(str(tmp_path)) / "report.txt"
    path.write_text(text, "utf-8")
    document: Document = open_report(path, published=PUBLISHED)
    reading = read_claims(document, registry(), gazetteer(), published=PUBLISHED, parse=parse)
    return [brief(claim) for claim in reading.claims]


def test_labels_of_weekday_and_number(tmp_path: object) -> None:
    text = (
        "Weekly digest of incidents\n\n"
        "Sat 8: JNIM fighters attacked the army near Djibo.\n\n"
        "Same night: the army shelled Arbinda.\n"
    )
    assert _lines(text, tmp_path) == [
        "occurred: JNIM > Burkina [battle] @ 30 km of Djibo, 2024-06-08",
        "occurred: Burkina [shelling] @ Arbinda, ~2024-06-08/2024-06-09",
    ]


def test_the_reporting_period_is_the_reports(tmp_path: object) -> None:
    text = (
        "Security update, Burkina Faso, 3 to 16 June 2024\n\n"
        "During the reporting period no clashes were recorded in Djibo.\n\n"
        "No airstrikes were reported in Arbinda.\n"
    )
    assert _lines(text, tmp_path) == [
        "none: [battle] @ Djibo, 2024-06-03/2024-06-16",
        "none: [airstrike] @ Arbinda, 2024-06-03/2024-06-16",
    ]


def test_days_go_on_into_the_next_paragraph_where_it_points_back(tmp_path: object) -> None:
    text = (
        "Fighting near the border goes on\n\n"
        "Four rockets hit the market of Djibo on Monday morning, doctors in the town said.\n\n"
        "Nine civilians were killed by the rockets in Djibo.\n\n"
        "Eleven soldiers were killed in Arbinda.\n"
    )
    tolls = [line for line in _lines(text, tmp_path) if line.startswith("toll")]
    assert tolls == [
        "toll: killed 9 of civilians @ Djibo, 2024-06-24",
        "toll: killed 11 of Burkina @ Arbinda, ?; lacks when",
    ]


def test_since_this_began_is_since_the_first_day_told() -> None:
    text = (
        "On 9 June JNIM attacked the army in Djibo. On 11 June the army shelled Arbinda.\n"
        "There have been no clashes in Gao since this began."
    )
    assert told(text)[-1] == "none: [battle] @ Gao, ~2024-06-09/2024-06-30"


def test_a_day_after_publication_does_not_run_backwards() -> None:
    text = "No attack has been recorded in Djibo since the ballot of 3 June 2025."
    assert told(text) == ["none: [battle] @ Djibo, ?; lacks when"]


def test_what_was_said_on_a_day_to_be_held_still_is_of_that_day() -> None:
    text = "The army said on Wednesday that JNIM still controlled Ber."
    assert [line.split(", ")[1].split(";")[0] for line in told(text)] == ["2024-06-26"]


def test_this_week_of_a_bulletin_is_the_week_it_covers(tmp_path: object) -> None:
    text = "Bulletin for the week 17-23 June 2024\n\nNo clashes were recorded in Djibo this week.\n"
    assert _lines(text, tmp_path) == ["none: [battle] @ Djibo, 2024-06-17/2024-06-23"]
