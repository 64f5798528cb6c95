"""Numbers, datelines and labels before the first sentence are no part of it."""

from __future__ import annotations

import pytest

from onrecord.reading.openings import opening, without_opening
from tests.reading.conflicts import read, told

ENDS: dict[str, str] = {
    "KHARTOUM - The RSF attacked Nyala.": "The RSF",
    "Goma, 3 May (Agency) – M23 fighters attacked Sake.": "M23",
    "Bamako (Agency) — Gunmen attacked Gao.": "Gunmen",
    "12. The Group visited Goma.": "The Group",
    "2/5 The army fled.": "The army",
    "3/ The army fled.": "The army",
    "• The army fled.": "The army",
    "(a) The army fled.": "The army",
    "Hama province: The army fled.": "The army",
    "1. Hama: The army fled.": "The army",
    # no opening
    "JNIM attacked Djibo.": "JNIM",
    "The army said: We fled.": "The army",
    "HTS - which attacked Hama - is strong.": "HTS",
    "12 soldiers died.": "12",
    "14.5 km from Hama the army fled.": "14.5",
    "Russia-backed forces attacked Hama.": "Russia",
}


@pytest.mark.parametrize("text", ENDS)
def test_where_the_first_sentence_begins(text: str) -> None:
    found = opening(text)
    assert text[found.end :].startswith(ENDS[text])
    assert len(without_opening(text, found)) == len(text)


def test_a_dateline_is_no_place_of_the_event() -> None:
    assert told("KHARTOUM - The RSF attacked the army on 4 May 2023.") == [
        "occurred: RSF > Sudan [battle] @ ?, 2023-05-04; lacks where"
    ]


def test_a_label_gives_place_and_time_to_what_it_labels() -> None:
    text = "Nyala: The RSF attacked the army on 4 May 2023.\n9 June 2023: The RSF shelled Nyala."
    assert told(text) == [
        "occurred: RSF > Sudan [battle] @ Nyala, 2023-05-04",
        "occurred: RSF [shelling] @ Nyala, 2023-06-09",
    ]


def test_what_is_quoted_begins_behind_the_opening() -> None:
    (claim,) = read("12. JNIM attacked the army in Djibo on 4 May 2022.")
    assert claim.says is not None
    assert claim.says.startswith("JNIM")
