"""The evidence card: only what was reviewed, all that it rests on, and nothing changed since."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.present.exports import Kept, canonical, card, card_page, open_folder, verify_card
from onrecord.present.exports.card import card_text, checksum


@pytest.fixture(scope="module")
def made_card(kept: Kept) -> dict[str, Any]:
    return card(kept, "ondreth-only")


def test_it_says_what_the_finding_says(kept: Kept, made_card: dict[str, Any]) -> None:
    findings = [f for f in kept.checked.findings if f.id == "ondreth-only"]
    assert [a["because"] for a in made_card["answers"]] == [f.because for f in findings]
    assert [a["verdict"] for a in made_card["answers"]] == [f.verdict for f in findings]
    assert made_card["review"] == {
        "status": "accepted", "by": "N. Reader & <Sons>", "on": "2023-06-20", "note": None,
    }  # fmt: skip
    open_ = made_card["answers"][0]
    assert open_["record"]["version"] == "1"
    assert "motives" in open_["cannot_show"]["record"]
    told = {row["event"] for row in open_["rows"]} | set(open_["other_rows"])
    found = findings[0]
    assert told == {*found.events, *found.possible, *found.counter_examples, *found.other_events}
    assert all(line["text"] for row in open_["rows"] for line in row["lines"])


def test_rows_that_may_not_be_passed_on_are_ids(kept: Kept, made: dict[str, Path]) -> None:
    closed = card(kept, "ondreth-only")["answers"][1]
    assert closed["rows_withheld"]
    assert closed["rows"] == []
    assert closed["other_rows"]
    # Even where the folder holds them, they are given only to who asks.
    folder = open_folder(made["rows"])
    assert card(folder, "ondreth-only")["answers"][1]["rows"] == []
    assert card(folder, "ondreth-only", with_rows=True)["answers"][1]["rows"]
    with pytest.raises(OnrecordError, match="--with-rows"):
        card(kept, "ondreth-only", with_rows=True)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("vessarun-fell", "nobody has reviewed"),
        ("ondreth-toll", "rejected"),
        ("ondreth-count", "does not say who made it and when"),
        ("relief-column", "not tested"),
        ("disgrace", "not tested"),
        ("vessarun", "there is no claim"),
    ],
)
def test_what_nobody_vouches_for_has_no_card(kept: Kept, claim: str, words: str) -> None:
    with pytest.raises(OnrecordError, match=words):
        card(kept, claim)


def test_a_record_without_version_has_no_card(folder: Path) -> None:
    for name in ("findings.json", "events.geojson"):
        path = folder / name
        path.write_text(
            path.read_text(encoding="utf-8")
            .replace("island@1", "island@unknown")
            .replace('"version": "1"', '"version": "unknown"', 1),
            encoding="utf-8",
        )
    with pytest.raises(OnrecordError, match="version of the record island@unknown is not known"):
        card(open_folder(folder), "ondreth-only")


def test_its_id_does_not_hang_on_the_review(
    kept: Kept, folder: Path, made_card: dict[str, Any]
) -> None:
    path = folder / "claims.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2023-06-20", "2023-06-21"), encoding="utf-8")
    later = card(open_folder(folder), "ondreth-only")
    assert later["id"] == made_card["id"] != card(kept, "vessarun-rose")["id"]
    assert later["checksum"] != made_card["checksum"]


def test_the_page_holds_the_card_and_no_markup_of_others(made_card: dict[str, Any]) -> None:
    page = card_page(made_card)
    assert page == card_page(json.loads(card_text(made_card)))
    assert "<script>alert" not in page
    assert len(re.findall("<script", page)) == 1
    assert "script-src ;" in page or "script-src  ;" in page or "script-src;" in page
    assert "N. Reader &amp; &lt;Sons&gt;" in page
    assert made_card["checksum"] in page


@pytest.mark.parametrize("suffix", ["json", "html"])
def test_a_card_verifies(made_card: dict[str, Any], tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"card.{suffix}"
    path.write_text(
        card_text(made_card) if suffix == "json" else card_page(made_card), encoding="utf-8"
    )
    assert verify_card(path) == made_card


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_a_changed_card_does_not(made_card: dict[str, Any], tmp_path: Path, place: int) -> None:
    """Any digit or letter of the data, changed at many places, is noticed."""
    text = canonical(made_card).decode()
    at = int(len(text) * place / 100) + 12
    while not text[at].isalnum():
        at += 1
    changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    path = tmp_path / "card.json"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(OnrecordError):
        verify_card(path)


def test_a_page_that_says_something_else_than_its_data(
    made_card: dict[str, Any], tmp_path: Path
) -> None:
    page = card_page(made_card)
    path = tmp_path / "card.html"
    path.write_text(page.replace("<strong>partly borne out", "<strong>borne out"), "utf-8")
    with pytest.raises(OnrecordError, match="does not say what its data says"):
        verify_card(path)


def test_a_page_of_another_version_is_not_vouched_for(
    made_card: dict[str, Any], tmp_path: Path
) -> None:
    other = {**made_card, "onrecord": "0.0.1"}
    other["checksum"] = checksum(other)
    path = tmp_path / "card.html"
    path.write_text(card_page(other), encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"made by onrecord 0\.0\.1"):
        verify_card(path)
    path = tmp_path / "card.json"
    path.write_text(card_text(other), encoding="utf-8")
    assert verify_card(path)["onrecord"] == "0.0.1"


@pytest.mark.parametrize(
    "text", ["", "{}", "<html></html>", "[1]", '{"card": 9, "checksum": ""}', "3"]
)
def test_what_is_no_card_is_a_plain_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "card.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OnrecordError):
        verify_card(path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(alphabet=st.characters(codec="utf-8")), _JSON, max_size=4))
def test_the_checksum_does_not_hang_on_the_order_or_the_layout(value: dict[str, Any]) -> None:
    try:
        digest = checksum(value)
    except UnicodeEncodeError:
        return  # a lone surrogate: no card holds one (see `inline.clean`)
    turned = dict(reversed(value.items()))
    assert checksum(json.loads(json.dumps(turned, indent=3))) == digest
