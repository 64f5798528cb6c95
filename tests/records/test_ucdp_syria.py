"""The real record of Syria. The figures are those of RECORDS.md, counted there by other means."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from onrecord.records.memory import FileRecord
from onrecord.records.names import names_with_ids, place_columns
from onrecord.records.schema import Events
from onrecord.records.ucdp import GedFile, read_ged


@pytest.fixture(scope="module")
def syria(syria_csv) -> GedFile:
    return read_ged(syria_csv)


@pytest.fixture(scope="module")
def record(syria: GedFile) -> FileRecord:
    return FileRecord(syria.table, syria.info, syria.rejects)


@pytest.fixture(scope="module")
def events(record: FileRecord) -> Events:
    return record.events()


def test_rows_and_columns(syria: GedFile) -> None:
    assert syria.table.num_rows == syria.info.rows == 16_566
    assert len(syria.header) == 41
    assert syria.rejects == ()
    assert syria.info.label == "ucdp-ged@19.1"
    assert "Högbladh" in syria.info.citation


def test_what_is_doubtful(syria: GedFile) -> None:
    warnings = syria.info.warnings
    assert warnings["candidate_rows"] == 2_044
    assert warnings["best_zero"] == 1_124
    assert warnings["two_plus_two"] == 1_982
    assert warnings["shared_story"] == 6_004
    assert warnings["stories_of_several_dyads"] == 891
    # Not in RECORDS.md: counted with pandas on the same file.
    assert warnings["best_above_high"] == 71
    assert warnings["low_above_best"] == 30
    assert warnings["aggregates"] == 622
    assert warnings["inactive_year"] == 255
    assert warnings["lists_out_of_step"] == 178
    assert warnings["lists_not_repaired"] == 0


def test_coverage(syria: GedFile) -> None:
    coverage = syria.info.coverage
    assert (coverage.first, coverage.last) == (dt.date(2016, 1, 1), dt.date(2019, 11, 30))
    assert coverage.countries == ("Syria",)
    assert any("2,044 rows are later than 2018-12-31" in note for note in syria.info.notes)


def test_types_of_violence(syria: GedFile, events: Events) -> None:
    violence = np.asarray(syria.table["type_of_violence"])
    assert int((violence < 3).sum()) == 16_084
    assert [int((violence == t).sum()) for t in (1, 2, 3)] == [11_507, 4_577, 482]
    assert events.directed.tolist() == (violence == 3).tolist()
    assert int(events.kind.isin(frozenset({"killing of civilians"})).sum()) == 482


def test_candidates_are_the_rows_of_2019(events: Events) -> None:
    assert int(events.candidate.sum()) == 2_044
    assert (events.candidate == (events.start >= np.datetime64("2019-01-01"))).all()


def test_source_lines(events: Events) -> None:
    """85 % name no office but SOHR; about 5 % name Russia; 776 name the Coalition, 552 IS – SDF."""
    offices = [set(o) for o in events.table["line_offices"].to_pylist()]
    assert round(sum(o == {"SOHR"} for o in offices) / len(offices), 3) == 0.855
    texts = events.table["line_texts"].to_pylist()
    assert round(sum(any("Russia" in t for t in own) for own in texts) / len(texts), 2) == 0.05
    dyads = events.table["dyad"].to_pylist()
    coalition = [
        dyad
        for dyad, own in zip(dyads, texts, strict=True)
        if any("Coalition" in t or "coalition" in t for t in own)
    ]
    assert (len(coalition), coalition.count("IS - SDF")) == (776, 552)
    assert not any("&#" in text for own in texts for text in own)
    numbers = [len(own) for own in texts]
    assert (min(numbers), max(numbers)) == (1, 26)
    for name in ("line_offices", "line_dates"):
        assert [len(own) for own in events.table[name].to_pylist()] == numbers


def test_a_line_with_its_office_and_date(events: Events) -> None:
    """218685: two headlines with HTML entities, four semicolons where one was meant."""
    first, second = events.lines(events.row_of["218685"])
    assert first.text.startswith("The “Islamic State” kill 35 member from the regime forces")
    assert second.text.startswith("Continuous and violent clashes in al-Bghiliyyeh")
    assert (first.office, first.date) == ("SOHR", dt.date(2016, 1, 16))


def test_country_rows_cover_every_day_of_2017(events: Events) -> None:
    """Country-level rows of the two main dyads; one holds 1,049 dead for a whole year."""
    dyads = np.asarray(events.table["dyad"].to_pylist())
    main = np.isin(dyads, ["Government of Syria - Syrian insurgents", "Government of Syria - IS"])
    rows = events.take((events.where_prec == 6) & main)
    days = np.arange(np.datetime64("2017-01-01"), np.datetime64("2018-01-01"))
    covered = (rows.start <= days[:, None]) & (rows.end >= days[:, None])
    assert covered.any(axis=1).all()
    longest = events.end - events.start > np.timedelta64(300, "D")
    assert 1_049 in events.best[longest].tolist()


def test_one_name_two_villages(record: FileRecord) -> None:
    places = place_columns(record)
    here = places.name.isin(frozenset({"Abu Dali village"}))
    unit = places.adm_1.take(here)
    points = sorted(zip(places.lat[here], places.lon[here], unit, strict=True))
    assert len(points) == 9
    assert {(round(a, 2), round(b, 2), u) for a, b, u in points} == {
        (35.03, 37.39, "Hamah Governorate"),
        (35.45, 36.90, "Idlib Governorate"),
    }


def test_names_and_their_ids(record: FileRecord) -> None:
    """A renamed group has a new id: Jabhat Fateh al-Sham 1170, HTS 6815."""
    names = {name.name: name for name in names_with_ids(record)}
    assert names["Jabhat Fateh al-Sham"].id == 1170
    assert names["HTS"].id == 6815
    assert names["Government of Syria"].id == 118
    assert names["Government of Syria"].events == 11_318
    assert "Rahman Corps - “Abu al-Joud al-Arbini” faction" in names
    # Sham Legion stands alone once, so it has an id; the Martyr Lieutenant's brigades never do.
    assert names["Martyr Lieutenant Ahmed Abdou Brigades"].id is None
    assert not any(", " in name for name in names)


def test_a_question_of_the_article(record: FileRecord) -> None:
    """HTS and IS around Rahjan (35.4 N, 37.4 E), 9 to 23 October 2017."""
    found = record.events(
        dt.date(2017, 10, 9),
        dt.date(2017, 10, 23),
        (36.5, 34.5, 38.5, 36.5),
        frozenset({"HTS", "IS"}),
    )
    sides = {frozenset(found.side_names(row)) for row in range(len(found))}
    assert frozenset({("HTS",), ("IS",)}) in sides
    assert (found.end >= np.datetime64("2017-10-09")).all()
    assert (found.start <= np.datetime64("2017-10-23")).all()
