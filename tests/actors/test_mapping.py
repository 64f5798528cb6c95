"""What each name of a record is taken for, by which rule, and which nobody knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.actors import Registry
from onrecord.actors.mapping import NameMapped, mapped
from onrecord.cli import main
from onrecord.records.gdelt_codes import actor_of_code

NAMES = [
    ("Military Forces of Syria (2000-2024)", None, 40),
    ("IS", 234, 30),
    ("Vask Highland League", None, 7),
    ("HTS: Hayat Tahrir al Sham", None, 5),
]


@pytest.fixture(scope="module")
def found() -> dict[str, NameMapped]:
    before = Registry.default()
    registry = before.with_record([(n, i) for n, i, _ in NAMES], countries=["Syria"])
    return {one.name: one for one in mapped(NAMES, before, registry)}


def test_a_name_is_known_by_entry_or_rule_and_says_which(found: dict[str, NameMapped]) -> None:
    forces = found["Military Forces of Syria (2000-2024)"]
    assert (forces.how, forces.actor) == ("known", "government-of-syria")
    assert "the years of a regime" in forces.rule
    assert "yaml, line" in forces.rule
    assert found["IS"].how == "known"
    assert "syria" not in found["IS"].rule.split("[")[0]
    assert found["HTS: Hayat Tahrir al Sham"].called == "HTS"


def test_a_name_that_only_the_record_knows_is_own(found: dict[str, NameMapped]) -> None:
    league = found["Vask Highland League"]
    assert (league.how, league.called, league.events) == ("own", "Vask Highland League", 7)


def test_an_unlisted_spelling_is_known_by_its_ucdp_id() -> None:
    before = Registry.default()
    names = [("Daulat al-Zzz", 234, 3)]
    registry = before.with_record([(n, i) for n, i, _ in names])
    [one] = mapped(names, before, registry)
    assert one.how == "known"
    assert "by its UCDP actor id 234" in one.rule


@pytest.mark.parametrize(
    ("code", "name"),
    [("SYRMIL", "Military Forces of Syria"), ("SYRCVL", "Civilians (Syria)"), ("MIL", "military")],
)
def test_a_cameo_code_is_read_in_threes(code: str, name: str) -> None:
    coded = actor_of_code(code)
    assert coded is not None
    assert name in coded.name
    assert coded.rule


@pytest.mark.parametrize("code", ["", "SY", "SYRM", "syrmil", "SYRQQQ", "HTS1", "ΣΥΡ"])
def test_what_is_no_cameo_code_is_none(code: str) -> None:
    assert actor_of_code(code) is None


def test_show_a_code_as_text_and_as_json() -> None:
    shown = CliRunner().invoke(main, ["actors", "show", "SYRMIL"])
    assert shown.exit_code == 0
    assert "SYRMIL: CAMEO code of “Military Forces of Syria” (type MIL of SYR)" in shown.output
    plain = json.loads(CliRunner().invoke(main, ["actors", "show", "SYRMIL", "--json"]).output)
    assert plain["id"] == "government-of-syria"
    assert plain["code"]
    assert plain["written"] == []


def test_an_unknown_name_is_an_error_that_the_code_does_not_hide() -> None:
    shown = CliRunner().invoke(main, ["actors", "show", "Zzqxv"])
    assert shown.exit_code == 1
    assert "unknown actor “Zzqxv”" in shown.output


def test_unmapped_names_by_number_of_events(tmp_path: Path) -> None:
    from onrecord.simulate import demo

    record = str(demo(seed=1).write(tmp_path).record)
    text = CliRunner().invoke(main, ["actors", "unmapped", "--record", record])
    assert text.exit_code == 0, text.output
    plain = CliRunner().invoke(main, ["actors", "unmapped", "--record", record, "--json"])
    left = json.loads(plain.output)
    assert left
    assert [one["events"] for one in left] == sorted((one["events"] for one in left), reverse=True)
    assert {one["how"] for one in left} <= {"own", "undecided"}
    assert all(f"{one['events']:,}\t{one['name']}" in text.output for one in left)
    shown = CliRunner().invoke(main, ["actors", "show", left[0]["name"], "--record", record])
    assert f"{left[0]['events']:,} events: {left[0]['name']}" in shown.output
