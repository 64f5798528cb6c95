"""`onrecord calibrate` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.calibrate import Cell
from onrecord.cli import main
from tests.calibrate.toy import cell

TOYS = (
    cell("toy null", 0.0),
    cell("toy wolf", 1.0),
    cell("toy power", 0.9, kind="power", target=0.4),
)


@pytest.fixture(autouse=True)
def _toys(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.calibrate import cells

    def among(patterns: tuple[str, ...], all_cells: tuple[Cell, ...] = TOYS) -> tuple[Cell, ...]:
        return real(patterns, all_cells)

    real = cells.chosen
    monkeypatch.setattr(cells, "chosen", among)


def run(*words: Any) -> Result:
    return CliRunner().invoke(main, ["calibrate", *(str(word) for word in words)])


def test_it_writes_the_table_three_times_and_a_page(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "calibration.md"
    done = run("--draws", 60, "--only", "null", "--only", "power", "--jobs", 1, "--seed", 5,
               "--date", "2026-01-02", "--out", tmp_path / "out", "--write", page)  # fmt: skip
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"calibration.md", "calibration.csv", "calibration.json", "batches"}
    table = json.loads((tmp_path / "out" / "calibration.json").read_text(encoding="utf-8"))
    assert [row["cell"] for row in table["rows"]] == ["toy null", "toy power"]
    assert (table["seed"], table["made_on"]) == (5, "2026-01-02")
    assert page.read_text(encoding="utf-8") == (tmp_path / "out" / "calibration.md").read_text(
        encoding="utf-8"
    )
    assert "toy power" in done.stdout


def test_a_test_that_always_says_yes_fails_the_table(tmp_path: Path) -> None:
    done = run("--draws", 60, "--only", "wolf", "--jobs", 1, "--out", tmp_path)
    assert done.exit_code == 3, done.output
    assert "fail" in done.stdout
    assert "**fail**" in (tmp_path / "calibration.md").read_text(encoding="utf-8")


def test_the_page_of_an_earlier_run(tmp_path: Path) -> None:
    how = ["--draws", 60, "--only", "null", "--jobs", 1, "--quiet"]
    done = run(*how, "--out", tmp_path)
    assert (done.exit_code, done.output) == (0, "")
    page = tmp_path / "page.md"
    again = run("--from", tmp_path / "calibration.json", "--write", page)
    assert again.exit_code == 0, again.output
    assert page.read_text(encoding="utf-8") == (tmp_path / "calibration.md").read_text(
        encoding="utf-8"
    )


def test_a_second_run_says_the_same(tmp_path: Path) -> None:
    how = ["--draws", 60, "--only", "power", "--jobs", 1, "--date", "2026-01-02", "--out", tmp_path]
    first = run(*how)
    table = (tmp_path / "calibration.csv").read_text(encoding="utf-8")
    assert run(*how).output == first.output
    assert (tmp_path / "calibration.csv").read_text(encoding="utf-8") == table


def test_quick_is_200_draws(tmp_path: Path) -> None:
    assert run("--quick", "--only", "power", "--jobs", 1, "--out", tmp_path).exit_code == 0
    table = json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8"))
    assert table["rows"][0]["draws"] == 200


def test_list_names_the_cells_and_draws_nothing(tmp_path: Path) -> None:
    done = run("--list", "--out", tmp_path / "out")
    assert done.stdout.splitlines() == ["null   toy null", "null   toy wolf", "power  toy power"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--only", "nowhere"], 1, "no cell"),
        (["--jobs", "0"], 1, "0 jobs"),
        (["--backend", "abacus", "--draws", "1"], 1, "abacus"),
        (["--draws", "0"], 2, "--draws"),
        (["--quick", "--draws", "5"], 2, "exclude"),
        (["--from", "absent.json"], 1, "absent.json"),
        (["--date", "soon"], 2, "not a day"),
    ],
)
def test_wrong_input_is_said(tmp_path: Path, words: list[str], code: int, said: str) -> None:
    done = run(*words, "--out", tmp_path)
    assert done.exit_code == code, done.output
    assert said in done.output
    assert "Traceback" not in done.output
