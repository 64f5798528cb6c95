"""Reading invented ACLED files with every trap of RECORDS.md."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import acled_rows as acled

from onrecord.errors import RecordError
from onrecord.records.acled import read_acled
from onrecord.records.acled_coverage import STARTS
from onrecord.records.load import load
from onrecord.records.schema import UNKNOWN, Events, Taker, arrow_schema, from_arrow
from onrecord.records.store import Store
from onrecord.records.table_file import TableFile


def _read(tmp_path: Path, *changes: dict[str, str], columns=acled.COLUMNS, **options) -> TableFile:
    path = acled.write(tmp_path / "acled.csv", acled.rows(*changes), columns)
    return read_acled(path, **options)


def _events(tmp_path: Path, *changes: dict[str, str]) -> Events:
    return from_arrow(_read(tmp_path, *changes).table)


def test_a_plain_row(tmp_path: Path) -> None:
    found = _read(tmp_path, {})
    assert found.table.schema.names[: len(arrow_schema())] == arrow_schema().names
    (row,) = found.table.to_pylist()
    note = acled.PLAIN["notes"]
    assert row == {
        "id": "SYR100",
        "start": dt.date(2018, 5, 9),
        "end": dt.date(2018, 5, 9),
        "lat": 35.25,
        "lon": 37.5,
        "date_prec": 1,
        "where_prec": 1,
        "clarity": 1,
        "place": "Rivertown",
        "adm1": "North Province",
        "adm2": "River",
        "country": "Syria",
        "kind": "battle",
        "side_a": ["Military Forces of Syria (2000-2024)"],
        "side_b": ["Northern Front"],
        "directed": False,
        "active": True,
        "candidate": False,
        "low": UNKNOWN,
        "best": 3,
        "high": UNKNOWN,
        "deaths_a": UNKNOWN,
        "deaths_b": UNKNOWN,
        "deaths_civilians": UNKNOWN,
        "deaths_unknown": UNKNOWN,
        "line_texts": [note, ""],
        "line_offices": ["Herald", "River Monitor"],
        "line_dates": [None, None],
        "also": None,
        "taken_by": Taker.NONE,
        "civilians_targeted": False,
        "assoc_a": [],
        "assoc_b": [],
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "source_scale": "National",
        "timestamp": 1526400000,
    }
    assert found.rejects == ()
    info = found.info
    assert (info.name, info.version) == ("acled", "2018-05-15T1600")
    assert not info.redistributable
    assert "may not be passed on" in info.licence
    assert str(info.accessed) in info.citation


@pytest.mark.parametrize(
    ("event_type", "sub", "dead", "kind", "also", "directed"),
    [
        ("Battles", "Armed clash", "0", "battle", "", False),
        ("Battles", "Government regains territory", "0", "battle", "capture", False),
        ("Battles", "Non-state actor overtakes territory", "0", "battle", "capture", False),
        (acled.REMOTE, "Air/drone strike", "0", "airstrike", "", True),
        (acled.REMOTE, "Shelling/artillery/missile attack", "0", "shelling", "", True),
        (acled.REMOTE, "Remote explosive/landmine/IED", "1", "bombing", "", True),
        (acled.REMOTE, "Suicide bomb", "1", "bombing", "", True),
        (acled.REMOTE, "Grenade", "1", "bombing", "", True),
        (acled.REMOTE, "Chemical weapon", "1", "", "", True),
        (acled.CIVILIANS, "Attack", "2", "killing of civilians", "", True),
        (acled.CIVILIANS, "Attack", "0", "attack on civilians", "", True),
        (acled.CIVILIANS, "Abduction/forced disappearance", "0", "abduction", "", True),
        (
            acled.CIVILIANS, "Abduction/forced disappearance", "1",
            "abduction", "killing of civilians", True,
        ),
        (acled.CIVILIANS, "Sexual violence", "0", "sexual violence", "", True),
        ("Protests", "Peaceful protest", "0", "demonstration", "", False),
        ("Protests", "Excessive force against protesters", "4", "killing of civilians", "", True),
        ("Riots", "Mob violence", "1", "riot", "", False),
        (acled.DEVELOPMENTS, "Agreement", "0", "deal", "", False),
        (acled.DEVELOPMENTS, "Non-violent transfer of territory", "0", "capture", "", True),
        (acled.DEVELOPMENTS, "Arrests", "0", "development", "", False),
        (acled.DEVELOPMENTS, "Something new", "0", "development", "", False),
    ],
)  # fmt: skip
def test_the_kinds(
    tmp_path: Path, event_type: str, sub: str, dead: str, kind: str, also: str, directed: bool
) -> None:
    change = {"event_type": event_type, "sub_event_type": sub, "fatalities": dead}
    events = _events(tmp_path, change)
    assert (events.kind[0], events.also[0], bool(events.directed[0])) == (kind, also, directed)


def test_force_against_protesters_is_turned_round(tmp_path: Path) -> None:
    protest = {
        "event_type": "Protests",
        "sub_event_type": "Excessive force against protesters",
        "actor1": "Protesters (Syria)",
        "inter1": "Protesters",
        "assoc_actor_1": "Students (Syria)",
        "actor2": "Police Forces of Syria (2000-2024)",
        "inter2": "State forces",
    }
    events = _events(tmp_path, protest, {})
    assert events.side_names(0) == (
        ("Police Forces of Syria (2000-2024)",),
        ("Protesters (Syria)",),
    )
    beside = events.associates
    assert beside is not None
    assert beside.names[beside.side_b[0]] == ("Students (Syria)",)
    assert beside.names[beside.side_a[0]] == ()
    assert events.side_names(1) == ((acled.PLAIN["actor1"],), ("Northern Front",))


@pytest.mark.parametrize(
    ("change", "taker"),
    [
        (acled.REGAINS, Taker.SIDE_A),
        (acled.REGAINS | {"inter1": "Rebel group", "inter2": "State forces"}, Taker.SIDE_B),
        (acled.REGAINS | {"inter1": "2", "inter2": "1"}, Taker.SIDE_B),
        (acled.REGAINS | {"inter1": "Rebel group"}, Taker.UNKNOWN),
        (acled.REGAINS | {"inter2": "State forces"}, Taker.UNKNOWN),
        (acled.OVERTAKES, Taker.SIDE_B),
        (acled.OVERTAKES | {"inter1": "External/Other forces", "inter2": "1"}, Taker.SIDE_A),
        (acled.OVERTAKES | {"inter1": "Rebel group"}, Taker.UNKNOWN),
        (acled.TRANSFER, Taker.SIDE_A),
        (acled.TRANSFER | {"actor2": ""}, Taker.SIDE_A),
        ({}, Taker.NONE),
        (acled.AIR, Taker.NONE),
    ],
)
def test_who_took_the_place(tmp_path: Path, change: dict[str, str], taker: Taker) -> None:
    assert _events(tmp_path, change, {}).taker.tolist() == [taker, Taker.NONE]


def test_precision(tmp_path: Path) -> None:
    events = _events(
        tmp_path,
        {"time_precision": "1", "geo_precision": "1"},
        {"time_precision": "2", "geo_precision": "2"},
        {"time_precision": "3.0", "geo_precision": "3", "event_date": "2020-02-15"},
    )
    assert [(str(a), str(b)) for a, b in zip(events.start, events.end, strict=True)] == [
        ("2018-05-09", "2018-05-09"),
        ("2018-05-06", "2018-05-12"),
        ("2020-02-01", "2020-02-29"),
    ]
    assert events.date_prec.tolist() == [1, 3, 4]
    assert events.where_prec.tolist() == [1, 2, 4]


def test_fatalities_are_one_figure(tmp_path: Path) -> None:
    shelled = acled.AIR | {"civilian_targeting": "Civilian targeting", "fatalities": "5"}
    events = _events(tmp_path, {}, acled.ATTACK, shelled, {"fatalities": ""})
    assert events.best.tolist() == [3, 3, 5, UNKNOWN]
    assert events.low.tolist() == events.high.tolist() == [UNKNOWN] * 4
    assert events.deaths_civilians.tolist() == [UNKNOWN, 3, 5, UNKNOWN]
    assert events.civilians_targeted.tolist() == [False, True, True, False]


def test_associates_and_sources(tmp_path: Path) -> None:
    events = _events(
        tmp_path,
        {"assoc_actor_1": "River Guard; Hill Guard;", "source": "A;B ;A", "notes": "One\nstory"},
        {"source": "", "notes": "Told by nobody"},
        {"source": "", "notes": ""},
    )
    beside = events.associates
    assert beside is not None
    assert [beside.names[code] for code in beside.side_a] == [("Hill Guard", "River Guard"), (), ()]
    assert [[(x.text, x.office) for x in events.lines(row)] for row in range(3)] == [
        [("One story", "A"), ("", "B")],
        [("Told by nobody", "")],
        [],
    ]
    assert events.lines(0)[0].date is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"event_date": "0025-05-09"}, "the year 25 cannot be right"),
        ({"event_date": "2018-02-30"}, "no such day"),
        ({"event_date": "9 Hay 2018"}, "not a date"),
        ({"event_date": "2018-05-09", "year": "2019"}, "is not in the year 2019"),
        ({"latitude": "95"}, "off the globe"),
        ({"longitude": "x"}, "not a number"),
        ({"latitude": "0", "longitude": "0.0"}, "stand for no place"),
        ({"actor1": " "}, "actor1 “ ”: missing"),
        ({"actor2": ""}, "actor2 is missing, where there must be two sides"),
        ({"geo_precision": "4"}, "not a code from 1 to 3"),
        ({"time_precision": ""}, "time_precision “”: missing"),
        ({"fatalities": "many"}, "not a whole number"),
        ({"fatalities": "-4"}, "fewer than none"),
        ({"event_type": "Remote violence"}, "not one of ACLED's event types"),
        ({"event_id_cnty": "100"}, "not an id of ACLED"),
        ({"event_id_cnty": "SYR:1"}, "not an id of ACLED"),
        ({"event_id_cnty": "SYR101"}, "stands on line 3 already"),
        ({"country": ""}, "country “”: missing"),
    ],
)
def test_what_is_rejected(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    good = [{}] * 2
    path = acled.write(tmp_path / "a.csv", acled.rows(*good, change, *[{}] * 197))
    (reject,) = read_acled(path).rejects
    assert reason in reject.reason
    assert reject.line == 4


def test_more_than_one_per_cent_is_refused(tmp_path: Path) -> None:
    path = acled.write(tmp_path / "a.csv", acled.rows(*[{}] * 98, *[{"latitude": "95"}] * 2))
    with pytest.raises(RecordError, match="2 of 100 rows cannot be read"):
        read_acled(path)
    found = read_acled(path, tolerate=True)
    assert (found.info.rows, found.info.rejected) == (98, 2)
    assert any("2 rows could not be read" in note for note in found.info.notes)


def test_an_export_from_before_2023(tmp_path: Path) -> None:
    civilians = acled.AIR | {"inter1": "1", "actor2": "Civilians (Syria)", "inter2": "7"}
    found = _read(
        tmp_path,
        {"event_date": "09 May 2018", "year": "2018", "inter1": "1", "inter2": "2"},
        civilians,
        columns=acled.OLD_COLUMNS,
    )
    new = _read(tmp_path, {"inter1": "1", "inter2": "2"}, civilians)
    assert found.table.equals(new.table)
    assert from_arrow(found.table).civilians_targeted.tolist() == [False, True]
    assert any("before 2023" in note for note in found.info.notes)
    assert any("lacks civilian_targeting" in note for note in found.info.notes)
    assert not any("before 2023" in note for note in new.info.notes)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("data_id,event_id_cnty,event_type,actor1", "ACLED as it was before 2019"),
        ("event_id_cnty,event_date,actor1,sub_event_type", "has columns of ACLED, but lacks"),
        (",".join([*acled.COLUMNS, "notes"]), "names the column notes twice"),
        (";".join(acled.COLUMNS), "parted by semicolons"),
        ("type_of_violence,side_a,side_b,date_start", "is a file of UCDP GED, not of ACLED"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, columns: str, says: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(columns + "\n")
    with pytest.raises(RecordError, match=says):
        read_acled(path)


def test_no_events(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="columns of ACLED, but no events"):
        read_acled(acled.write(tmp_path / "a.csv", []))


def test_coverage_is_told_by_country(tmp_path: Path) -> None:
    somewhere = {"country": "Erewhon", "event_date": "2016-01-01"}
    egypt = {"country": "Egypt", "event_date": "1999-03-04"}
    early = {"event_date": "2016-06-01"}
    coverage = _read(tmp_path, {}, somewhere, egypt, early).info.coverage
    assert coverage.since == {"Egypt": dt.date(1999, 3, 4), "Syria": STARTS["Syria"]}
    assert coverage.countries == ("Egypt", "Erewhon", "Syria")
    assert (coverage.first, coverage.last) == (dt.date(1999, 3, 4), dt.date(2018, 5, 9))


def test_what_it_can_say_depends_on_the_types_in_the_file(tmp_path: Path) -> None:
    whole = _read(tmp_path, {}, acled.AIR, acled.ATTACK).info.expresses
    assert whole.systematic == {
        "battle", "airstrike", "shelling", "bombing", "killing of civilians", "abduction",
    }  # fmt: skip
    assert {"capture", "deal"} <= whole.kinds
    strikes = _read(tmp_path, acled.AIR, acled.TRANSFER)
    assert strikes.info.expresses.systematic == {"airstrike", "shelling", "bombing"}
    assert strikes.info.expresses.kinds == whole.kinds
    assert any("no events of the type Battles" in note for note in strikes.info.notes)


def test_versions(tmp_path: Path) -> None:
    newest = {"timestamp": "1715600000"}
    assert _read(tmp_path, {}, newest).info.version == "2024-05-13T1133"
    assert _read(tmp_path, {}, version="mine").info.version == "mine"
    assert _read(tmp_path, {"timestamp": "yesterday"}).info.version == "unknown"
    assert _read(tmp_path, {"timestamp": "99999999999999"}).info.warnings["no_timestamp"] == 1
    with pytest.raises(RecordError, match="cannot be the version"):
        _read(tmp_path, {}, version="a b")


def test_through_the_store(tmp_path: Path) -> None:
    changes = (acled.AIR | {"actor2": ""}, acled.REGAINS, acled.ATTACK, {"assoc_actor_2": "X; Y"})
    path = acled.write(tmp_path / "x.csv", acled.rows(*changes))
    info = Store().add(path)
    assert info.label == "acled@2018-05-15T1600"
    kept, direct = load("acled"), load(path)
    assert kept.info == direct.info == info
    assert kept.info.coverage.since == {"Syria": dt.date(2018, 5, 9)}
    one, other = kept.events(), direct.events()
    assert one.table.equals(other.table)
    assert one.taker.tolist() == other.taker.tolist() == [0, 1, 0, 0]
    assert one.take([3]).associates is not None
    few = kept.events(first=dt.date(2018, 5, 9), names=frozenset({"Northern Front"}))
    assert few.id == ("SYR101", "SYR103")


@given(st.data())
def test_a_record_or_a_record_error(tmp_path_factory, data) -> None:
    """Whatever happens to a good file, reading ends in a record or in a RecordError."""
    table = acled.rows(acled.AIR, acled.REGAINS | {"notes": 'a "b"\nc; d'}, acled.ATTACK)
    for _ in range(data.draw(st.integers(0, 3))):
        row = data.draw(st.integers(0, 2))
        table[row][data.draw(st.sampled_from(acled.COLUMNS))] = data.draw(
            st.text(max_size=12) | st.sampled_from(["NA", "-1", "1e9", "0025-01-01", "nan", ";;"])
        )
    content = bytearray(acled.text(table).encode("utf-8", "replace"))
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[at] = data.draw(st.integers(0, 255))
        else:
            del content[at : at + data.draw(st.integers(1, 300))]
        if not content:
            break
    path = tmp_path_factory.mktemp("f") / "x.csv"
    path.write_bytes(bytes(content))
    for tolerate in (False, True):
        with contextlib.suppress(RecordError):
            found = read_acled(path, tolerate=tolerate)
            assert found.table.num_rows == found.info.rows > 0
            assert found.info.rejected == len(found.rejects)
            events = from_arrow(found.table)
            assert (abs(events.lat) <= 90).all()
            assert (abs(events.lon) <= 180).all()
            assert (events.start <= events.end).all()
            assert all(events.side_names(row)[0] for row in range(len(events)))
