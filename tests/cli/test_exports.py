"""card, export and bundle, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import api
from onrecord.cli import main
from onrecord.present import write_all
from onrecord.simulate import demo


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("exports")
    written = demo(seed=1).write(home / "input")
    record = api.load(written.record, name="simulated", version="seed-1")
    claims = api.load_claims(written.claims)
    few = tuple(c for c in claims if c.id in ("ondreth-only", "keldarrow-fight", "disgrace"))
    claims = type(claims)(few, claims.title, claims.author, claims.published, text=claims.text)
    found = api.check(claims, record, actors=[written.actors])
    text = claims.to_yaml("report.txt").replace(
        "{status: accepted, by: the simulation}",
        "{status: accepted, by: N. Reader, on: 2023-06-20}",
        1,
    )
    write_all(found.checked, found.records, home / "out", claims_yaml=text)
    return home / "out"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_card_is_made_and_verified(folder: Path, tmp_path: Path) -> None:
    done = run("card", "ondreth-only", "--from", folder, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    for suffix in ("html", "json"):
        checked = run("card", "--verify", tmp_path / f"card-ondreth-only.{suffix}")
        assert checked.exit_code == 0, checked.output
        assert "N. Reader, 2023-06-20" in checked.output
    page = tmp_path / "card-ondreth-only.html"
    page.write_text(page.read_text(encoding="utf-8").replace("N. Reader", "N. Raeder"), "utf-8")
    changed = run("card", "--verify", page)
    assert changed.exit_code == 1
    assert "changed after it was made" in changed.output
    twin = run("card", "ondreth-only", "--from", folder, "--json")
    assert json.loads(twin.output) == json.loads(
        (tmp_path / "card-ondreth-only.json").read_text("utf-8")
    )


def test_a_card_is_refused_with_what_to_do(folder: Path) -> None:
    undated = run("card", "keldarrow-fight", "--from", folder)
    assert undated.exit_code == 1
    assert "does not say when" in undated.output
    assert "review: {status: accepted" in undated.output
    assert run("card", "--from", folder).exit_code == 2
    assert run("card", "x", "--verify", folder / "report.txt").exit_code == 2


def test_formats_are_written_into_the_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "made"
    done = run("export", folder, "--as", "annotations,citation,geoparquet", "--out", out, "--json")
    assert done.exit_code == 0, done.output
    names = {Path(path).name for path in json.loads(done.output)}
    assert names == {"annotations.jsonld", "citation.txt", "events.parquet"}
    assert {path.name for path in out.iterdir()} == names
    wrong = run("export", folder, "--as", "docx")
    assert wrong.exit_code == 2
    assert "geoparquet" in wrong.output


def test_a_bundle_is_made_and_verified(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    assert run("bundle", folder, "--out", path).exit_code == 0
    first = path.read_bytes()
    assert run("bundle", folder, "--out", path).exit_code == 0
    assert path.read_bytes() == first
    assert run("bundle", "--verify", path).exit_code == 0
    path.write_bytes(first.replace(b"Tested with onrecord", b"tested with onrecord"))
    assert run("bundle", "--verify", path).exit_code == 1
    assert run("bundle").exit_code == 2
    assert run("bundle", tmp_path).exit_code == 1
