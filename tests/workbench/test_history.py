"""Undo and redo, across restarts and killed processes."""

from __future__ import annotations

import itertools
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.workbench.history import History, content_hash, step


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_step_leads_from_one_text_to_the_other_and_back(before: str, after: str) -> None:
    made = step("edit", "c", before, after)
    assert made.redone(before) == after
    assert made.undone(after) == before


def _made(path: Path, texts: list[str]) -> History:
    history = History(path, texts[0])
    for before, after in itertools.pairwise(texts):
        history.wrote(step("edit", "c", before, after))
    return history


def test_it_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _made(path, ["one", "one two", "one two three"])
    again = History(path, "one two three")
    found = again.undo("one two three")
    assert found is not None
    assert found[1] == "one two"
    third = History(path, "one two")
    assert len(third.done) == 1
    redone = third.redo("one two")
    assert redone is not None
    assert redone[1] == "one two three"


def test_a_step_that_was_noted_and_not_taken_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _made(path, ["one", "one two", "one two three"])
    killed = History(path, "one two")  # the process died before the claims file was written
    found = killed.undo("one two")
    assert found is not None
    assert found[1] == "one"


def test_an_undo_that_was_noted_and_not_taken_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _made(path, ["one", "one two"]).undo("one two")
    killed = History(path, "one two")
    assert [s.after for s in killed.done] == [content_hash("one two")]
    assert not killed.undone


def test_a_line_cut_off_in_the_middle_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _made(path, ["one", "one two"])
    with path.open("a") as journal:
        journal.write('{"do": "step", "what": "ed')
    assert len(History(path, "one two").done) == 1


def test_a_file_that_another_program_changed_has_no_steps(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    _made(path, ["one", "one two"])
    other = History(path, "something else")
    assert other.undo("something else") is None
    assert other.redo("something else") is None


def test_a_journal_of_rubbish_is_no_history(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"\xff\xfe not json\n[]\n{}\n")
    assert History(path, "one").done == []


def test_a_new_step_ends_what_could_be_redone(tmp_path: Path) -> None:
    history = _made(tmp_path / "journal", ["one", "two"])
    history.undo("two")
    history.wrote(step("edit", "c", "one", "three"))
    assert history.redo("three") is None
