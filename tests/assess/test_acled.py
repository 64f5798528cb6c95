"""Claims on an ACLED file, from the file through the store to the findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from tests import acled_rows as acled

GOV, FRONT = "Military Forces of Syria (2000-2024)", "HTS: Hayat Tahrir al Sham"
AIR_FORCE = "Military Forces of Russia (2000-) Air Force"
NOTE = "An invented note that must not be passed on"

CLAIMS = """
report: {title: Invented, published: 2018-06-01}
claims:
  - id: strike
    type: occurred
    events: {by: Russia, against: HTS, kind: airstrike}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-09
  - id: battle
    type: occurred
    events: {by: HTS, against: Government of Syria, kind: battle}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-12
  - id: by-an-associate
    type: occurred
    events: {between: [IS, Government of Syria], kind: battle}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-12
  - id: deal-is-no-attack
    type: occurred
    events: {between: [SDF, Government of Syria]}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-14
  - id: deal
    type: occurred
    events: {between: [SDF, Government of Syria], kind: deal}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-14
  - id: no-deal
    type: occurred
    events: {between: [SDF, Government of Syria], kind: deal}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-20
  - id: took
    type: occurred
    events: {by: HTS, against: Government of Syria, kind: capture}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-16
  - id: lost
    type: occurred
    events: {by: Government of Syria, against: HTS, kind: capture}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-16
  - id: nothing-there
    type: occurred
    events: {by: Russia, against: HTS, kind: airstrike}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-20
  - id: before-coverage
    type: occurred
    events: {by: Russia, against: HTS, kind: airstrike}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2016-12-20
  - id: siege
    type: occurred
    events: {by: Government of Syria, against: HTS, kind: siege}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-20
  - id: dead-civilians
    type: toll
    killed: {of: civilians, low: 4, high: 4}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-09/2018-05-20
  - id: too-many-civilians
    type: toll
    killed: {of: civilians, low: 5000, high: 5000}
    where: {near: [35.25, 37.5], within: 20 km}
    when: 2018-05-09/2018-05-20
"""


def file(folder: Path) -> Path:
    note = {"notes": NOTE}
    fight = {"actor1": GOV, "actor2": FRONT, "source": "Herald"} | note
    days = [fight | {"event_date": f"2018-04-{day:02d}"} for day in range(1, 21)]
    rows = acled.rows(
        *days,
        acled.AIR
        | note
        | {"actor1": AIR_FORCE, "actor2": FRONT, "inter1": "External/Other forces"},
        fight
        | {"event_date": "2018-05-12", "assoc_actor_2": "Islamic State (Syria); Another Group"},
        {"event_type": acled.DEVELOPMENTS, "sub_event_type": "Agreement", "fatalities": "0"}
        | {"actor1": GOV, "actor2": "QSD: Syrian Democratic Forces", "event_date": "2018-05-14"}
        | note,
        fight | acled.OVERTAKES | {"event_date": "2018-05-16"},
        acled.ATTACK | note | {"actor1": FRONT, "fatalities": "4", "event_date": "2018-05-17"},
        fight | {"event_date": "2018-06-20"},
        fight | {"event_date": "2016-12-01"},
    )
    return acled.write(folder / "acled.csv", rows)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("acled")
    (folder / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    words = ["test", folder / "claims.yaml", "--record", file(folder), "--out", folder / "out"]
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return folder / "out"


@pytest.fixture(scope="module")
def findings(out: Path) -> dict[str, Any]:
    written = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    return {finding["id"]: finding for finding in written["findings"]}


@pytest.mark.parametrize(
    ("claim", "verdict", "says"),
    [
        ("strike", "borne out", "The record has 1 airstrike by Government of Russia"),
        ("battle", "partly borne out", "What it cannot show: who attacked whom"),
        ("by-an-associate", "undecided", "not certain: actor in 1"),
        ("deal-is-no-attack", "not on record", "no event between SDF"),
        ("deal", "borne out", "The record has 1 deal"),
        ("no-deal", "beyond the record", "does not note all such events that it hears of"),
        ("took", "borne out", "1 capture by HTS"),
        ("lost", "beyond the record", "does not note all such events"),
        ("nothing-there", "not on record", "no airstrike by Government of Russia against HTS"),
        ("before-coverage", "beyond the record", "from 1 January 2017 to 20 June 2018"),
        ("siege", "beyond the record", "does not record a siege as such"),
        ("dead-civilians", "borne out", "4 to"),
        ("too-many-civilians", "undecided", "more than the record accounts for"),
    ],
)
def test_verdicts(findings: dict[str, Any], claim: str, verdict: str, says: str) -> None:
    assert findings[claim]["verdict"] == verdict
    assert says in findings[claim]["because"]


def test_a_country_whose_coverage_is_not_known(tmp_path: Path) -> None:
    days = [
        {"country": "Erewhon", "event_date": f"2018-05-{day:02d}", "actor1": GOV, "actor2": FRONT}
        for day in range(1, 31)
    ]
    acled.write(tmp_path / "a.csv", acled.rows(acled.AIR, acled.ATTACK, *days))
    (tmp_path / "c.yaml").write_text(
        "claims:\n"
        "  - {id: a, type: occurred, events: {between: [SDF, HTS], kind: battle}, "
        "where: {near: [35.25, 37.5], within: 20 km}, when: 2018-05-12}\n"
        "  - {id: b, type: toll, killed: {of: HTS, low: 9, high: 9}, "
        "where: {near: [35.25, 37.5], within: 20 km}, when: 2018-05-12}\n"
    )
    words = ["test", str(tmp_path / "c.yaml"), "--record", str(tmp_path / "a.csv"), "--json"]
    done = CliRunner().invoke(main, [*words, "--out", str(tmp_path / "o")])
    one, toll = json.loads(done.stdout)["findings"]
    assert one["verdict"] == "beyond the record"
    assert "from when on it covers that country is not known" in one["because"]
    # One figure for all: none of the three dead, or all of them, may have been of HTS.
    assert toll["verdict"] == "undecided"
    assert "0 to 3 dead of HTS" in toll["because"]


def test_rows_are_not_passed_on(out: Path) -> None:
    for path in out.iterdir():
        assert NOTE not in path.read_text(encoding="utf-8"), path.name
    lines = (out / "events.csv").read_text(encoding="utf-8")
    assert "SYR120" in lines
    assert "37.5" not in lines


def test_rows_are_shown_when_asked_for(out: Path) -> None:
    folder = out.parent
    words = ["test", folder / "claims.yaml", "--record", folder / "acled.csv", "--with-rows"]
    done = CliRunner().invoke(main, [str(word) for word in [*words, "--out", folder / "rows"]])
    assert done.exit_code == 0, done.output
    assert NOTE in (folder / "rows" / "events.csv").read_text(encoding="utf-8")
    assert NOTE in (folder / "rows" / "report.html").read_text(encoding="utf-8")


def test_through_the_store(out: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    done = run(main, ["records", "add", str(out.parent / "acled.csv")])
    assert done.exit_code == 0, done.output
    assert "acled@2018-05-15T1600: 27 events" in done.output
    shown = run(main, ["records", "show", "acled"]).output
    assert "may not be passed on" in shown
    words = ["test", str(out.parent / "claims.yaml"), "--record", "acled", "--json"]
    done = run(main, [*words, "--out", str(tmp_path)])
    direct = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert json.loads(done.stdout)["findings"] == direct["findings"]
