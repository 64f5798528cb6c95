"""`onrecord simulate`: files of a real form that the other commands work on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main


def run(*words: Any) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("form", ["ged", "acled"])
def test_a_claim_about_the_written_war_is_borne_out(form: str, tmp_path: Path) -> None:
    out = tmp_path / "war"
    done = run("simulate", "--form", form, "--events", 800, "--exact", "--out", out)
    assert done.exit_code == 0, done.output
    record = out / f"simulated-{form}.csv"
    assert {path.name for path in out.iterdir()} == {record.name, "truth.json", "actors.yaml"}
    assert str(record) in done.stdout
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    assert truth["reported"][form] == truth["happened"]
    fights = sum(
        act["happened"]
        for act in truth["acts"]
        if act["sides"] == ["Selkar Front", "Ombrin League"]
    )
    (tmp_path / "claims.yaml").write_text(
        f"""
report: {{title: A war, published: 2020-01-01}}
claims:
  - id: fights
    type: count
    events: {{between: [Selkar Front, Ombrin League]}}
    number: {{low: {fights}, high: {fights}}}
    where: Vandorra
    when: 2016-01-01/2019-12-31
""",
        encoding="utf-8",
    )
    tested = run(
        "test", tmp_path / "claims.yaml", "--record", record, "--actors", out / "actors.yaml",
        "--json",
    )  # fmt: skip
    assert tested.exit_code == 0, tested.output
    (finding,) = json.loads(tested.stdout)["findings"]
    assert finding["verdict"] == "borne out", finding


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    for folder, seed in (("a", 5), ("b", 5), ("c", 6)):
        done = run(
            "simulate", "--events", 300, "--seed", seed, "--quiet", "--out", tmp_path / folder
        )
        assert done.exit_code == 0, done.output
        assert done.stdout == ""
    a, b, c = ((tmp_path / folder / "simulated-ged.csv").read_bytes() for folder in "abc")
    assert a == b != c


def test_what_is_planted_is_told_on_standard_output(tmp_path: Path) -> None:
    words = ["--events", 300, "--plant", "changed", "--plant", "controls", "--out", tmp_path]
    done = run("simulate", *words, "--json")
    truth = json.loads(done.stdout)
    assert truth == json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert [effect["type"] for effect in truth["planted"]] == ["changed", "taken", "taken"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--plant", "aligned"], 1, "cannot be planted"),
        (["--seed", "-1"], 1, "below 0"),
        (["--form", "gdelt"], 2, "gdelt"),
        (["--events", "0"], 2, "events"),
    ],
)
def test_wrong_words_are_refused(words: list[str], code: int, says: str, tmp_path: Path) -> None:
    done = run("simulate", *words, "--out", tmp_path / "out")
    assert done.exit_code == code
    assert says in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "out").exists()
