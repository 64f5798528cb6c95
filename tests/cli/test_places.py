"""`onrecord places add`, `list`, `remove`, and what a finding says of a file that was added."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

import onrecord as on
from onrecord.cli import main
from onrecord.records.memory import FileRecord
from tests.places.shapes import feature, units
from tests.rows import info, row, table_of


def run(*words: str) -> str:
    done = CliRunner().invoke(main, ["places", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_add_list_and_remove(tmp_path: Path) -> None:
    path = units(tmp_path / "adm1.geojson", feature("Hama", (36.2, 34.7, 38.2, 35.6)))
    assert "adm1: 1 units of the first order, with outlines, of SY" in run("add", str(path))
    [kept] = json.loads(run("list", "--json"))
    assert (kept["name"], kept["kind"], kept["levels"]) == ("adm1", "units", [1])
    assert "adm1.geojson, sha256" in run("list")
    run("remove", "adm1")
    assert run("list").startswith("Nothing was added")


def test_a_wrong_file_is_one_message_and_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text("a,b\n1,2\n")
    done = CliRunner().invoke(main, ["places", "add", str(path)])
    assert done.exit_code == 1
    assert "neither a GeoNames file nor whole GeoJSON" in done.output
    assert "Traceback" not in done.output


def test_a_finding_counts_by_the_outline_and_names_its_file(tmp_path: Path) -> None:
    held = [
        row(adm1="Hama Governorate", country="Syria", lat=35.0, lon=37.0),
        row(adm1="", country="Syria", lat=35.1, lon=37.1),
        row(adm1="Hama Governorate", country="Syria", lat=40.0, lon=37.0),
    ]
    told = info(3)
    told = replace(told, coverage=replace(told.coverage, countries=("Syria",)))
    claim = {
        "id": "a", "type": "count", "events": {"involving": "Blue Front"}, "number": {"low": 1},
        "where": {"place": "Hama province"}, "when": "2020-06-10/2020-06-20",
    }  # fmt: skip
    before = on.check([claim], FileRecord(table_of(held), told))[0]  # type: ignore[list-item]
    assert (before.counts.certain, before.counts.possible) == (2, 0)
    assert not any("outline" in note for note in before.assumptions)
    run("add", str(units(tmp_path / "adm1.geojson", feature("Hama", (36.2, 34.7, 38.2, 35.6)))))
    after = on.check([claim], FileRecord(table_of(held), told))[0]  # type: ignore[list-item]
    assert (after.counts.certain, after.counts.possible) == (2, 1)
    assert any("outline (adm1.geojson, sha256" in note for note in after.assumptions)
