"""The commands as a person types them: what they write, what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.simulate import Written

FILES = {
    "report.html",
    "report.txt",
    "findings.json",
    "claims.yaml",
    "events.csv",
    "events.geojson",
}


def run(*words: Any, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin)


def test_test_writes_all_files_and_a_summary(island: Written, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("test", island.claims, "--record", island.record, "--actors", island.actors,
               "--out", out)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert {path.name for path in out.iterdir()} == FILES
    assert "borne out" in done.stdout
    assert str(out / "report.html") in done.stdout
    findings = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert set(findings) >= {"onrecord", "report", "records", "findings", "summary"}
    text = (out / "report.txt").read_text(encoding="utf-8")
    for finding in findings["findings"]:
        start, end = finding["at"]
        assert text[start:end] == finding["says"]
        assert finding["verdict"] == island.truth[finding["id"]] or finding["verdict"] is None


def test_json_prints_the_findings_and_nothing_else(island: Written, tmp_path: Path) -> None:
    words = ["test", island.claims, "--record", island.record, "--actors", island.actors, "--json"]
    done = run(*words, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["summary"]["borne out"] > 0
    assert not (tmp_path / "out").exists()
    assert run(*words).stdout == done.stdout  # the same on every run


def test_what_was_written_can_be_tested_again(island: Written, tmp_path: Path) -> None:
    words = ["--record", island.record, "--actors", island.actors, "--quiet", "--out"]
    assert run("test", island.claims, *words, tmp_path / "a").exit_code == 0
    done = run("test", tmp_path / "a" / "claims.yaml", *words, tmp_path / "b")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    first, second = (
        json.loads((tmp_path / name / "findings.json").read_text(encoding="utf-8"))["findings"]
        for name in ("a", "b")
    )
    assert first == second


def test_check_reads_and_tests(island: Written, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    out = tmp_path / "out"
    done = run("check", island.report, "--record", island.record, "--actors", island.actors,
               "--out", out)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert {path.name for path in out.iterdir()} == FILES
    findings = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert findings["sourcing"]["self_citations"] == 1
    assert findings["sourcing"]["unresolvable"] == 1
    assert len(findings["findings"]) >= 5
    assert all(finding["review"] == "proposed" for finding in findings["findings"])


def test_read_writes_claims_that_test_can_test(island: Written, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    target = tmp_path / "read" / "claims.yaml"
    done = run("read", island.report, "--record", island.record, "--actors", island.actors,
               "--out", target)  # fmt: skip
    assert done.exit_code == 0, done.output
    again = run("test", target, "--record", island.record, "--actors", island.actors, "--out",
                tmp_path / "out", "--quiet")  # fmt: skip
    assert again.exit_code == 0, again.output


def test_several_reports_go_into_a_folder(island: Written, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    other = tmp_path / "second.txt"
    other.write_text("Quiet week\n\n3 May 2023\n\nNothing was said of the war.\n", encoding="utf-8")
    done = run(
        "read", island.report, other, "--record", island.record, "--out", tmp_path / "claims"
    )
    assert done.exit_code == 0, done.output
    assert {p.name for p in (tmp_path / "claims").glob("*.yaml")} == {
        "report.txt.yaml", "second.txt.yaml",
    }  # fmt: skip


def test_one_sentence_is_a_report(island: Written, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    done = run(
        "check",
        "On 3 June the Lantern Front attacked the Ash Covenant in Keldarrow.",
        "--published", "2023-06-16", "--record", island.record, "--actors", island.actors,
        "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    findings = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert len(findings["findings"]) == 1


def test_the_store(island: Written, tmp_path: Path) -> None:
    add = ["records", "add", island.record, "--name", "island", "--version", "1"]
    assert run(*add).exit_code == 0
    assert run(*add).exit_code == 0  # the same file twice changes nothing
    listed = json.loads(run("records", "list", "--json").stdout)
    assert [(r["name"], r["version"]) for r in listed] == [("island", "1")]
    shown = run("records", "show", "island@1")
    assert "cannot see" in shown.stdout
    warned = [line for line in shown.stdout.splitlines() if line.startswith("warning: ")]
    assert warned
    assert not [line for line in warned if line.endswith(": 0")]
    done = run("test", island.claims, "--record", "island@1", "--actors", island.actors,
               "--out", tmp_path / "out")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert run("records", "remove", "island@1").exit_code == 0
    assert "empty" in run("records", "list").stdout


def test_one_broken_row_is_told_and_how_to_go_on(island: Written, tmp_path: Path) -> None:
    header, *rows = Path(island.record).read_text("utf-8").splitlines()[:11]
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join([header, rows[0].replace(",", ";"), *rows[1:]]) + "\n", "utf-8")
    add = ["records", "add", broken, "--name", "broken", "--version", "1"]
    refused = run(*add)
    assert refused.exit_code == 1
    assert "--tolerate" in refused.output
    assert "; 1 row could not be read" in run(*add, "--tolerate").output


def test_names(island: Written) -> None:
    assert "IS" in run("actors", "show", "Daesh").stdout
    assert run("actors", "show", "Nobody At All Knows Them").exit_code == 1
    shown = run("places", "show", "Vessarun", "--record", island.record)
    assert shown.exit_code == 0, shown.output
    assert "Vessarun" in shown.stdout


def test_the_schema_is_json() -> None:
    assert json.loads(run("claims-schema").stdout)["$schema"].startswith("https://json-schema.org")


def test_demo_shows_the_planted_truth(tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path / "demo")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "demo" / "report.html").read_text(encoding="utf-8")
    assert "Planted" in page
    assert "Sundberg" not in page  # nobody must cite UCDP for an invented war
