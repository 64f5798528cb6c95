"""`onrecord read` of many reports, and by a language model, as a person types it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.claims import ClaimsFile
from onrecord.cli import main
from tests.reading.llm.asking import proposal
from tests.reading.llm.stub import claims, stub

RAID = "A raid\n\n10 June 2024\n\nHTS fighters raided a camp of Daesh in Raqqa on 9 June 2024.\n"


def run(*words: Any) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(RAID)
    (folder / "two.txt").write_text(RAID.replace("raided", "shelled"))
    return folder


def test_a_folder_is_read_and_what_failed_is_named(reports: Path, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    (reports / "empty.txt").write_text(" ")
    (reports / "fr.txt").write_text("10 June 2024\n\n" + "Les forces ont attaqué la ville de Hama et le camp des rebelles.\n" * 3)  # fmt: skip
    done = run("read", reports, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "2 read, 0 read before, 2 not read" in done.stdout
    assert "the report is empty" in done.stderr
    assert "is in French" in done.stderr
    for name in ("one", "two"):
        file = ClaimsFile.load(tmp_path / "out" / f"{name}.txt.yaml")
        assert file.report.text == f"{name}.txt.txt"
        text = (tmp_path / "out" / f"{name}.txt.txt").read_text("utf-8")
        assert file.claims
        for claim in file.claims:
            assert claim.at is not None
            assert text[slice(*claim.at)] == claim.says
            assert claim.read_by == ("rules",)
    again = run("read", reports, "--out", tmp_path / "out")
    assert "0 read, 2 read before, 2 not read" in again.stdout


def test_it_fails_only_if_nothing_could_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "a.txt").write_text("")
    done = run("read", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "not read: " in done.stderr
    assert run("read", tmp_path / "reports-that-are-not-there", "x y").exit_code == 1


def test_a_model_on_this_machine_reads(reports: Path, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    with stub(lambda _p, _n: claims(proposal())) as server:
        words = ["--reader", "llm", "--llm-url", server.url, "--llm-model", "m"]
        done = run("read", reports / "one.txt", "--out", tmp_path / "c.yaml", *words)
        assert done.exit_code == 0, done.output
        assert (
            "onrecord: sending to 127.0.0.1 (this machine), model m: 60 characters" in done.stderr
        )
        many = run("read", reports, "--out", tmp_path / "many", *words)
        assert many.exit_code == 0, many.output
        assert len(server.requests) == 2  # the first report's answer was kept
    (claim,) = ClaimsFile.load(tmp_path / "c.yaml").claims
    assert claim.read_by == ("llm",)
    assert "read_by: [llm]" in (tmp_path / "c.yaml").read_text()


def test_nothing_is_sent_away_unasked(reports: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("ONRECORD_LLM_SEND", raising=False)
    words = ["--reader", "llm", "--llm-url", "http://192.0.2.1/v1", "--llm-model", "m"]
    for report in (reports / "one.txt", reports):
        done = run("read", report, "--out", tmp_path / "out", *words)
        assert done.exit_code == 1
        assert (
            "not sent to 192.0.2.1, model m, over a connection that is not encrypted" in done.stderr
        )
        assert "--yes-send" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_model_without_a_name_is_asked_for(reports: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("ONRECORD_LLM_MODEL", raising=False)
    done = run("read", reports / "one.txt", "--reader", "llm")
    assert done.exit_code == 1
    assert "--llm-model" in done.stderr
    assert run("read", reports / "one.txt", "--reader", "oracle").exit_code == 2


def test_a_failing_model_writes_nothing(reports: Path, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    from tests.reading.llm.stub import Says

    with stub(lambda _p, _n: Says("no such model", 404)) as server:
        done = run("read", reports / "one.txt", "--out", tmp_path / "c.yaml", "--reader", "llm",
                   "--llm-url", server.url, "--llm-model", "m")  # fmt: skip
    assert done.exit_code == 1
    assert "characters 22 to 82" in done.stderr
    assert not (tmp_path / "c.yaml").exists()
