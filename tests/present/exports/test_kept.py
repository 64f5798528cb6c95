"""The folder of a check, read again: the same findings, or a plain word on what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.present.exports import Kept, open_folder
from onrecord.present.findings_json import findings_json


def test_what_was_written_is_read_again(kept: Kept) -> None:
    again = findings_json(kept.checked, kept.records)
    assert json.loads(json.dumps(again)) == kept.contents


def test_the_rows_are_those_that_were_kept(kept: Kept) -> None:
    open_, closed = kept.records["island@1"], kept.records["island-closed@1"]
    wanted = {e for f in kept.checked.findings if f.record == "island@1"
              for e in (*f.events, *f.possible, *f.counter_examples, *f.other_events, *f.unplaced)}  # fmt: skip
    assert {f"island@1:{own}" for own in open_.events().id} == wanted
    assert len(closed.events()) == 0


def test_a_review_may_come_after_the_test(folder: Path) -> None:
    path = folder / "claims.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("{status: proposed}") == 1
    path.write_text(text.replace("{status: proposed}", "{status: accepted, by: B}"), "utf-8")
    found = {f.id: f for f in open_folder(folder).checked.findings}["vessarun-fell"]
    assert found.review == "accepted"
    assert found.claim["review"] == {"status": "accepted", "by": "B"}


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_claim_that_was_changed_must_be_tested_again(folder: Path) -> None:
    _edit(folder, "claims.yaml", "number: {low: 30, high: 30}", "number: {low: 3, high: 30}")
    with pytest.raises(OnrecordError, match="“vessarun-count” was changed after it was tested"):
        open_folder(folder)


def test_another_text_is_refused(folder: Path) -> None:
    _edit(folder, "report.txt", "the", "teh")
    with pytest.raises(OnrecordError, match="not the text that was read"):
        open_folder(folder)


def test_a_folder_without_findings_says_which_folder_is_meant(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"findings\.json is missing"):
        open_folder(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "{", '{"onrecord": 1, "findings": [3]}', "null", "[" * 100_000]
)
def test_damaged_findings_are_a_plain_error(folder: Path, text: str) -> None:
    (folder / "findings.json").write_text(text, encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"findings\.json"):
        open_folder(folder)


@pytest.mark.parametrize("text", ['{"features": [{}]}', '{"features": 3}', '{"type": 1}'])
def test_damaged_rows_are_a_plain_error(folder: Path, text: str) -> None:
    (folder / "events.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(OnrecordError):
        open_folder(folder)
