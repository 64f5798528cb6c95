"""A drawn war: the same on every run, part by part, and readable as a real record is."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.simulate.wars import OPEN, STATE, A, B, C, fight, war

from onrecord.actors import Registry
from onrecord.places import Gazetteer
from onrecord.records.load import load
from onrecord.records.schema import Associates, Categories, Events, from_arrow
from onrecord.simulate import typical
from onrecord.simulate.about import Form
from onrecord.simulate.checks import SimulationError
from onrecord.simulate.draws import FORMS, Drawn, draw
from onrecord.simulate.files import ACLED_COLUMNS
from onrecord.simulate.ged import COLUMNS as GED_COLUMNS
from onrecord.simulate.names import actors_yaml
from onrecord.simulate.reported import Reporting
from onrecord.simulate.war import Land, Taking, War
from onrecord.simulate.wars import PLANTED


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw(typical(2_000, PLANTED), 7)


@pytest.mark.parametrize("form", FORMS)
def test_seeds_reproduce(drawn: Drawn, form: Form) -> None:
    again = draw(typical(2_000, PLANTED), 7)
    assert again.events(form).table.equals(drawn.events(form).table)
    assert again.truth == drawn.truth
    assert again.record(form).info == drawn.record(form).info
    other = draw(typical(2_000, PLANTED), 8)
    assert not other.events(form).table.equals(drawn.events(form).table)
    assert other.record(form).info.sha256 != drawn.record(form).info.sha256


def test_a_known_war_stays_as_it_is() -> None:
    """A change in these numbers is a change in every calibration: it must be meant."""
    found = draw(typical(1_000), 20171023).happened
    assert found.time.sum() == pytest.approx(564_251.6885, abs=1e-3)
    assert np.bincount(found.act).tolist() == [279, 169, 124, 93, 121, 38, 108, 16, 12, 33, 29]


def test_acts_have_random_numbers_of_their_own() -> None:
    both = draw(war(fight(), fight(0.4, (A, C)), days=400), 3).happened
    other = draw(war(fight(), fight(0.9, (B, C)), days=400), 3).happened
    for name in ("time", "east", "north"):
        one, two = getattr(both, name), getattr(other, name)
        assert np.array_equal(one[both.act == 0], two[other.act == 0])


@pytest.mark.parametrize("form", FORMS)
def test_our_reader_reads_the_file_as_the_same_events(
    drawn: Drawn, form: Form, tmp_path: Path
) -> None:
    path = drawn.write(tmp_path / "new", form)
    record = load(path, name=f"simulated-{form}", version="seed-7")
    ours, read = drawn.events(form), record.events()
    assert not record.rejects()
    assert len(ours) > 500
    assert read.table.schema.names == ours.table.schema.names
    for name in ours.table.schema.names:
        assert read.table[name].to_pylist() == ours.table[name].to_pylist(), name
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].replace('"', "").split(",")
    assert tuple(header) == (GED_COLUMNS if form == "ged" else ACLED_COLUMNS)
    assert len(header) == (49 if form == "ged" else 31)
    assert record.info.expresses == drawn.record(form).info.expresses


@pytest.mark.parametrize("form", FORMS)
def test_the_record_covers_the_whole_war_and_answers_questions(drawn: Drawn, form: Form) -> None:
    record = drawn.record(form)
    coverage = record.info.coverage
    assert (coverage.first, coverage.last) == (dt.date(2016, 1, 1), dt.date(2019, 12, 31))
    assert coverage.countries == (drawn.war.land.name,)
    assert record.info.rows == len(record.events()) == len(drawn.reported(form))
    assert record.events() is drawn.events(form)
    some = record.events(first=dt.date(2017, 5, 1), last=dt.date(2017, 5, 31))
    assert 0 < len(some) < len(record.events())
    assert set(some.id) <= set(record.events().id)


TURNS = (Taking("Balava", STATE, 40, A), Taking("Balava", A, 90, STATE, fought=False))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "wanted",
    [
        typical(800, PLANTED),
        replace(typical(800, PLANTED), land=OPEN),
        war(fight(1.0), fight(1.0, (B, C)), days=200, effects=TURNS),
        war(fight(2.0), days=200, land=Land(name="Balava"), reporting=Reporting()),
        war(fight(0.0), days=10),
    ],
    ids=["as in UCDP GED", "anywhere", "towns taken", "a land called as its town", "nothing"],
)
def test_rows_are_those_that_their_table_makes(wanted: War, form: Form) -> None:
    """Codes, values and their order too: a verdict must not depend on who made the rows."""
    events = draw(wanted, 3).events(form)
    read = from_arrow(events.table)
    names = [field.name for field in fields(Events) if field.name not in ("arrow", "known")]
    for name in [*names, *events.known]:
        one, other = getattr(events, name), getattr(read, name)
        assert _plain(one) == _plain(other), name


def _plain(value: Any) -> Any:
    """With types and codes, so that what is equal is equal in every way."""
    if isinstance(value, np.ndarray):
        return str(value.dtype), value.tolist()
    if isinstance(value, Categories | Associates):
        return {name: _plain(found) for name, found in vars(value).items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def test_the_table_is_made_when_it_is_asked_for(drawn: Drawn) -> None:
    events = draw(drawn.war, drawn.seed).events("acled")
    assert len(events.also) == len(events)
    assert "table" not in vars(events)
    assert events.table.num_rows == len(events)
    assert events.table is events.table


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_in_order_with_ids_of_their_own(drawn: Drawn, form: Form) -> None:
    events = drawn.events(form)
    assert len(set(events.id)) == len(events)
    rows = drawn.reported(form)
    days = drawn.coded.start if form == "ged" else drawn.coded.middle
    assert np.all(np.diff(days[rows]) >= 0)


def test_the_registry_knows_everyone(drawn: Drawn, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    entries = json.dumps(drawn.registry())
    (tmp_path / "own" / "actors.yaml").write_text(entries, encoding="utf-8")
    (tmp_path / "actors.yaml").write_text(actors_yaml(drawn.war), encoding="utf-8")
    alone = Registry.from_folder(tmp_path / "own")
    beside = Registry.with_files([tmp_path / "actors.yaml"])
    for registry in (alone, beside):
        for actor in drawn.war.actors:
            assert registry.find(actor.name).actor.name == actor.name
        kelm = registry.find("Kelm").actor
        state = registry.find("Government of Vandorra").actor
        assert state in registry.supported_by(kelm.id, dt.date(2018, 1, 1))
        umbrella = registry.find("Vandorra rebels").actor
        member = registry.find("Tarvash Brigades").actor
        assert umbrella in registry.umbrellas_of(member.id, dt.date(2018, 1, 1))


def test_the_gazetteer_finds_every_place_alone(drawn: Drawn) -> None:
    gazetteer = Gazetteer.from_rows(**drawn.gazetteer())
    land = drawn.war.land.map
    names = (*land.name, *land.district_name, *land.province_name)
    assert len(set(names)) == len(names)
    for i, name in enumerate(names):
        found = gazetteer.find(name)
        assert (found.place.name, len(found.others)) == (name, 0)
        if i < len(land.name):
            assert (found.place.lat, found.place.lon) == pytest.approx((land.lat[i], land.lon[i]))


def test_truth_is_fit_for_json_and_true(drawn: Drawn) -> None:
    truth = json.loads(json.dumps(drawn.truth))
    assert truth == drawn.truth
    assert truth["happened"] == len(drawn.happened)
    assert truth["reported"] == {form: len(drawn.reported(form)) for form in FORMS}
    assert {effect["type"] for effect in truth["planted"]} == {"changed", "displaced", "taken"}


def test_effects_leave_what_they_do_not_touch(drawn: Drawn) -> None:
    plain = draw(typical(2_000), 7)
    keys = [act.key for act in plain.war.acts]
    assert plain.truth["planted"] == []
    for act, key in enumerate(keys):
        one = plain.happened.time[plain.happened.act == act]
        two = drawn.happened.time[drawn.happened.act == act]
        touched = any(
            name in key for name in ("Ombrin", "Drevan", "Kelm", "Government of Vandorra>")
        )
        assert touched or np.array_equal(one, two), key


def test_an_empty_war_is_an_empty_record() -> None:
    empty = draw(war(fight(0.0), days=10), 1)
    for form in FORMS:
        assert len(empty.events(form)) == 0
        assert empty.truth["reported"][form] == 0
    assert len(draw(war(days=10), 1).events("ged")) == 0
    blind = replace(Reporting.exact(), seen=0.0)
    assert len(draw(war(fight(), days=100, reporting=blind), 1).events("acled")) == 0


def test_unknown_forms_and_seeds_are_refused() -> None:
    with pytest.raises(SimulationError, match="seed"):
        draw(war(fight(), days=10), -1)
    with pytest.raises(SimulationError, match="gdelt"):
        draw(war(fight(), days=10), 1).events("gdelt")  # type: ignore[arg-type]
    with pytest.raises(SimulationError, match="aligned"):
        typical(1_000, ["aligned"])
