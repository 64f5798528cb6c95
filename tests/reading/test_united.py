"""Two readings united: what agrees is one claim, what differs stands side by side."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.claims import CLAIM, AnyClaim
from onrecord.reading.united import same_claim, united


def claim(reader: str = "rules", **given: Any) -> AnyClaim:
    plain = {
        "id": "raid-1", "type": "occurred", "says": "A raided B", "at": [10, 20],
        "events": {"by": "A", "against": "B", "kind": "raid"}, "where": "P", "when": "2024-06-09",
        "read_by": [reader], "assumed": [f"by {reader}"], **given,
    }  # fmt: skip
    return CLAIM.validate_python({k: v for k, v in plain.items() if v is not None})


def test_what_both_read_is_one_claim_marked_so() -> None:
    other = claim("llm", id="raid", at=[12, 30], says="raided B on 9 June")
    (one,) = united([claim()], [other])
    assert one.read_by == ("rules", "llm")
    assert one.at == (10, 20)
    assert one.assumed == ("by rules",)
    assert one.review.status == "proposed"


@pytest.mark.parametrize(
    "given",
    [
        {"type": "none"},
        {"events": {"by": "B", "against": "A", "kind": "raid"}},
        {"events": {"by": "A", "against": "B"}},
        {"events": {"by": "A", "against": "C", "kind": "raid"}},
        {"where": "Q"},
        {"when": "2024-06-10"},
        {"when": {"from": "2024-06-09", "to": "2024-06-09", "vague": True}},
        {"killed": {"low": 14}},
        {"stance": "denied"},
        {"stance": "attributed", "according_to": "SOHR"},
        {"incomplete": ["where (“Q”)"], "where": None},
        {"at": [20, 30]},
    ],
)
def test_what_differs_stands_side_by_side(given: dict[str, Any]) -> None:
    other = claim("llm", **given)
    assert not same_claim(claim(), other)
    both = united([claim()], [other])
    assert [c.read_by for c in both] == [("rules",), ("llm",)]
    assert [c.id for c in both] == ["raid-1", "raid-1-2"]


def test_order_of_alternatives_and_articles_do_not_differ() -> None:
    one = claim(events={"by": ["A", "B"], "kind": "raid"}, according_to="the police",
                stance="attributed")  # fmt: skip
    other = claim("llm", events={"by": ["B", "A"], "kind": "raid"}, according_to="Police",
                  stance="attributed")  # fmt: skip
    assert same_claim(one, other)


def test_what_lacks_the_same_agrees_in_whatever_words() -> None:
    one = claim(incomplete=["where (“Qx”)"], where=None)
    other = claim("llm", incomplete=["where (“near Qx”)"], where=None)
    assert len(united([one], [other])) == 1


def test_two_of_one_reader_are_not_one_of_the_other_twice() -> None:
    both = united([claim(), claim(id="raid-2")], [claim("llm")])
    assert [c.read_by for c in both] == [("rules", "llm"), ("rules",)]
