"""The files of a check: all or none, and plain words when they cannot be written."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.assess.finding import Checked
from onrecord.errors import OnrecordError
from onrecord.present import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to write into."""
    made = tmp_path / "folder"
    made.mkdir()
    return made


@pytest.fixture
def small(checked: Checked) -> Checked:
    """One claim only, so that the page is quick to make."""
    return checked.model_copy(update={"findings": checked.findings[11:12]})


def test_it_writes_every_file_of_the_interface(
    small: Checked, records: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "deep" / "out"
    written = files.write_all(small, records, out, claims_yaml="claims: []\n")
    assert set(written) == {
        "report.html", "report.txt", "findings.json", "events.csv", "events.geojson", "claims.yaml",
    }  # fmt: skip
    assert {p.name for p in out.iterdir()} == set(written)
    assert (out / "report.txt").read_bytes().decode() == small.text
    assert json.loads((out / "findings.json").read_text(encoding="utf-8"))["summary"]
    assert (out / "report.html").stat().st_mode & 0o400


def test_claims_without_a_report_have_no_report_txt(
    small: Checked, records: dict[str, Any], tmp_path: Path
) -> None:
    written = files.write_all(small.model_copy(update={"text": None}), records, tmp_path)
    assert set(written) == {"report.html", "findings.json", "events.csv", "events.geojson"}


def test_a_second_run_replaces_the_first(folder: Path) -> None:
    target = folder / "claims.yaml"
    files.write_text(target, "one\r\ntwo\n")
    files.write_text(target, "zwölf 🔥\n")
    assert target.read_bytes() == "zwölf 🔥\n".encode()
    assert [p.name for p in folder.iterdir()] == ["claims.yaml"]


def test_broken_surrogates_do_not_stop_the_writing(folder: Path) -> None:
    files.write_text(folder / "a.txt", "a\ud83db")
    assert (folder / "a.txt").read_text(encoding="utf-8") == "a?b"


def test_a_path_that_is_a_file_is_refused(
    small: Checked, records: dict[str, Any], tmp_path: Path
) -> None:
    taken = tmp_path / "out"
    taken.write_text("mine")
    for out in (taken, taken / "inside"):
        with pytest.raises(OnrecordError, match="this is a file") as raised:
            files.write_all(small, records, out)
        assert "--out" in str(raised.value)
    assert taken.read_text() == "mine"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (errno.EACCES, "no permission"),
        (errno.EROFS, "no permission"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "could not be written: Input/output error"),
    ],
)
def test_a_failed_write_is_told_plainly_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, text: str
) -> None:
    before = folder / "report.html"
    before.write_text("the page of before")

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OnrecordError, match=text) as raised:
        files.write_text(before, "the new page")
    assert isinstance(raised.value.__cause__, OSError)
    assert before.read_text() == "the page of before"
    assert [p.name for p in folder.iterdir()] == ["report.html"]


def test_when_the_last_file_fails_no_earlier_one_is_renamed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    real = os.fsync

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(OnrecordError, match="disk is full"):
        files._write(folder, {"a": "1", "b": "2"}, files.catalogue())
    assert list(folder.iterdir()) == []


def test_write_page_writes_one_file(small: Checked, records: dict[str, Any], folder: Path) -> None:
    path = files.write_page(small, records, folder / "one.html", excerpt=True)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in folder.iterdir()] == ["one.html"]
