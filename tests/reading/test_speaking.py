"""Who “we” are, by the head of a report."""

from __future__ import annotations

import pytest

from onrecord.reading.speaking import speaker
from tests.reading.conflicts import Text, registry

STATES = {"Turkish government": "government-of-turkey", "the army": "government-of-mali"}


def said_by(text: str, soldiers: str | None = None) -> str | None:
    report = Text(text)
    mentions = {
        (p.start, p.end): registry().mentions(text[p.start : p.end]) for p in report.paragraphs
    }
    own = (soldiers, "", True) if soldiers else None

    def lookup(name: str) -> tuple[str, str, bool] | None:
        return (STATES[name], "", name == "the army") if name in STATES else None

    found = speaker(text, report.paragraphs, mentions, lookup, own)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Statement of the JNIM\nOur fighters took the camp.", "jnim"),
        ("Press statement\nJNIM command\nWe took the camp.", "jnim"),
        ("Briefing of the Turkish Ministry of Defence\nOur jets struck.", "government-of-turkey"),
        ("Letter from the Permanent Representative of Mali\nMy Government asks.",
         "government-of-mali"),
        ("Stop JNIM\nOur governments sleep.", None),
        ("Statement of the JNIM and of Al-Shabaab\nOur fighters took the camp.", None),
        ("Statement of the JNIM\nFighters took the camp.", "jnim"),
        ("Fighters of the JNIM\nThey took the camp.", None),
        ("Statement of the Ministry of Defence\nOur troops took the camp.", None),
    ],
)  # fmt: skip
def test_the_head_says_who_speaks(text: str, who: str | None) -> None:
    assert said_by(text) == who


def test_a_ministry_is_that_of_the_report_where_no_other_government_is_named() -> None:
    text = "Statement of the Ministry of Defence\nOur troops took the camp."
    assert said_by(text, "government-of-mali") == "government-of-mali"
