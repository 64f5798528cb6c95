"""A claim in plain words: its title, and its fields."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.present.claim_words import lines, title
from onrecord.present.words import catalogue

WORDS = catalogue()
EAST = {"actors": ["Government of Syria", "IS"], "where": ["the east of Syria"]}


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            {"type": "occurred", "resolved": EAST,
             "events": {"by": "Government of Syria", "against": "IS", "kind": "battle"}},
            "Battle: Government of Syria against IS, the east of Syria",
        ),
        (
            {"type": "occurred", "events": {"by": "Government of Russia (Soviet Union)", "kind": "support"}},
            "Support: Government of Russia",
        ),
        (
            {"type": "none", "events": {"between": [["A", "B"], ["C"]]}},
            "No violence: A or B and C",
        ),
        ({"type": "only", "events": {"involving": "A+B", "kind": "raid"}}, "The only raid: A with B"),
        (
            {"type": "aligned", "actor": "A", "favours": "B", "against": "C"},
            "Taking a side: A for B against C",
        ),
        ({"type": "targeted", "actor": "A", "hit": "B", "rather_than": "C"},
         "Who was attacked: A against B rather than C"),
        ({"type": "toll", "killed": {"by": "A", "low": 3}}, "Number of dead: A"),
        ({"type": "toll"}, "Number of dead"),
        (
            {"type": "controls", "actor": "A", "resolved": {"actors": ["A"], "where": ["X", "Y", "Z"]}},
            "Who holds a place: A, X and 2 more",
        ),
    ],
)  # fmt: skip
def test_title(claim: dict[str, Any], said: str) -> None:
    assert title(WORDS, claim) == said


def test_fields_are_in_words_and_lists_are_no_code() -> None:
    claim = {
        "type": "changed", "at": [527, 678], "says": "…", "direction": "fell",
        "events": {"between": [["Syrian insurgents"], ["Government of Syria", "IS"]]},
        "where": [{"place": "Hama", "taken_as": "unit"}, {"polygon": {"type": "Polygon", "coordinates": []}}],
        "when": {"from": "2017-10-06", "vague": True}, "versus": {"events": {"by": "A"}},
    }  # fmt: skip
    found = lines(WORDS, claim)
    assert dict(found) == {
        "What is claimed": "that it became more or fewer",
        "Direction": "fewer of them",
        "Between": "Syrian insurgents and Government of Syria or IS",
        "Place": "Hama",
        "Taken as": "an administrative unit",
        "Outline": "an outline on the map",
        "First day": "6 Oct 2017",
        "Days only approximate": "yes",
        "Compared with, Who acted": "A",
    }
    assert "[" not in str([value for _, value in found]).strip("[]")
