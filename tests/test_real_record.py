"""What the real record says about a real fortnight: figures counted by hand in UCDP GED.

The claims are written here, not read from the article: these tests are of the testing alone. All
figures are counts of rows of UCDP GED for Syria (Sundberg & Melander 2013; CC BY 4.0).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord import api
from onrecord.claims import CLAIM
from onrecord.findings import Findings

RAHJAN = {"near": [35.40, 37.43], "within": 60}
FORTNIGHT = "2017-10-09/2017-10-23"
DEIR_EZ_ZOR = {"place": "Deir ez-Zor", "taken_as": "unit"}
HAMA, IDLIB, ALEPPO = ({"place": p, "taken_as": "unit"} for p in ("Hama", "Idlib", "Aleppo"))

CLAIMS: list[dict[str, Any]] = [
    {"id": "attack", "type": "occurred", "events": {"by": "Daesh", "against": "HTS"},
     "where": RAHJAN, "when": FORTNIGHT},
    {"id": "fought", "type": "occurred", "events": {"between": ["ISIS", "HTS"]},
     "where": RAHJAN, "when": FORTNIGHT},
    {"id": "only", "type": "only", "events": {"between": ["HTS", "IS"], "kind": "battle"},
     "where": RAHJAN, "when": FORTNIGHT},
    {"id": "raids", "type": "changed", "direction": "rose", "where": [HAMA, IDLIB, ALEPPO],
     "events": {"by": "Russian Air Force", "against": "HTS", "kind": "airstrike"},
     "when": FORTNIGHT},
    {"id": "abu-dali", "type": "occurred", "events": {"by": "HTS", "against": "Assad's army"},
     "where": {"near": "Abu Dali", "unit": "Idlib", "within": 20}, "when": "2017-10-06/2017-10-09"},
    {"id": "east-regime", "type": "occurred", "where": DEIR_EZ_ZOR, "when": "2017-10-01/2017-10-23",
     "events": {"between": ["Syrian Army", "Daesh"]}},
    {"id": "east-sdf", "type": "occurred", "where": DEIR_EZ_ZOR, "when": "2017-10-01/2017-10-23",
     "events": {"between": ["Syrian Democratic Forces", "Daesh"]}},
    {"id": "spared", "type": "none", "when": "2017-10-08/2017-10-09",
     "events": {"by": ["Syrian Army", "Russia"], "against": "Daesh"}, "where": RAHJAN},
    {"id": "turkey", "type": "occurred", "events": {"by": "Turkish Army", "kind": "movement"},
     "where": IDLIB, "when": "2017-10-07/2017-10-23"},
    {"id": "approval", "type": "occurred", "events": {"by": "Russia", "kind": "support"},
     "where": HAMA, "when": FORTNIGHT},
    {"id": "holds", "type": "controls", "actor": "HTS", "where": IDLIB, "when": "2017-10-23"},
    {"id": "toll", "type": "toll", "killed": {"by": "Russia", "low": 20_000},
     "where": {"place": "Syria"}, "when": "2015-09-30/2017-10-23"},
]  # fmt: skip


@pytest.fixture(scope="module")
def findings(syria_csv: Path) -> Findings:
    record = api.load(syria_csv)
    return api.check([CLAIM.validate_python(c) for c in CLAIMS], record, strict=True)


def test_the_attack_is_partly_borne_out(findings: Findings) -> None:
    got = findings["attack"]
    assert got.verdict == "partly borne out"
    assert got.counts.certain == 10
    assert "(75 dead)" in got.because
    assert [item.partition(":")[0] for item in got.coarsened.lost] == ["direction"]
    said = [line for line in got.source_lines if str(line.date) == "2017-10-09"]
    assert any("crosses" in line.text and "attacks" in line.text for line in said)
    assert findings["fought"].verdict == "borne out"


def test_the_only_battle_is_undecided_not_contradicted(findings: Findings) -> None:
    got = findings["only"]
    assert got.verdict == "undecided"
    assert got.counter_examples == ()
    assert len(got.other_events) == 6  # five Government–insurgents, one Government–IS
    raid = f"{got.record}:253331"  # 22 October, Rahjan: what the report alleges itself
    assert raid in got.other_events


def test_abu_dali_is_the_one_in_idlib_and_partly_borne_out(findings: Findings) -> None:
    got = findings["abu-dali"]
    assert got.verdict == "partly borne out"
    (place,) = got.places
    assert (round(place.lat, 2), round(place.lon, 2)) == (35.45, 36.90)
    assert (round(place.others[0].lat, 2), round(place.others[0].lon, 2)) == (35.03, 37.39)
    members = {i.partition(":")[2] for i in (*got.events, *got.possible)}
    assert {"247185", "247263", "247645", "247648", "247767"} <= members  # 56 dead
    assert any("actor: HTS" in line.shows for line in got.source_lines)


def test_deir_ez_zor(findings: Findings) -> None:
    assert findings["east-regime"].counts.certain == 95
    assert findings["east-sdf"].counts.certain == 11
    assert findings["east-regime"].verdict == "borne out"
    assert findings["east-sdf"].verdict == "borne out"


def test_not_being_attacked_is_undecided(findings: Findings) -> None:
    got = findings["spared"]
    assert got.verdict == "undecided"
    assert got.events == ()
    assert "bloodless ones are invisible" in got.because
    assert "zero is normal" in got.because


def test_what_russia_did_cannot_be_compared(findings: Findings) -> None:
    got = findings["raids"]
    assert got.verdict == "beyond the record"
    assert got.p is None
    assert not any("Russia" in line.text for line in got.source_lines)


@pytest.mark.parametrize("name", ["turkey", "approval", "holds", "toll"])
def test_what_a_record_of_deaths_cannot_see(findings: Findings, name: str) -> None:
    got = findings[name]
    assert got.verdict == "beyond the record"
    assert got.events == ()


def test_the_year_before_and_the_other_place_are_not_borne_out(syria_csv: Path) -> None:
    """Placebos: the same sentences about another year and another Abu Dali."""
    moved = [
        CLAIM.validate_python(CLAIMS[0] | {"when": "2016-10-09/2016-10-23"}),
        CLAIM.validate_python(CLAIMS[1] | {"id": "b", "when": "2018-10-09/2018-10-23"}),
        CLAIM.validate_python(
            CLAIMS[4] | {"where": {"near": "Abu Dali", "unit": "Hama", "within": 20}}
        ),
    ]
    got = api.check(moved, api.load(syria_csv), strict=True)
    assert [finding.verdict for finding in got] == ["not on record"] * 3
