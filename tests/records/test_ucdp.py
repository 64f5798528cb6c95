"""Reading invented GED files with every trap of RECORDS.md."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.records.schema import UNKNOWN, arrow_schema, from_arrow
from onrecord.records.ucdp import GedFile, read_ged


def _read(ged, tmp_path: Path, *changes: dict[str, str], columns=None, **options) -> GedFile:
    path = ged.write(tmp_path / "ged251.csv", ged.rows(*changes), columns or ged.columns49)
    return read_ged(path, **options)


def test_a_plain_row(ged, tmp_path: Path) -> None:
    found = _read(ged, tmp_path, {})
    assert found.table.schema.names[: len(arrow_schema())] == arrow_schema().names
    (row,) = found.table.to_pylist()
    assert row == {
        "id": "1001",
        "start": dt.date(2017, 10, 9),
        "end": dt.date(2017, 10, 9),
        "lat": 35.25,
        "lon": 37.5,
        "date_prec": 1,
        "where_prec": 1,
        "clarity": 1,
        "place": "Rivertown",
        "adm1": "North Province",
        "adm2": "River district",
        "country": "Freedonia",
        "kind": None,
        "side_a": ["Government of Freedonia"],
        "side_b": ["Sylvanian Front"],
        "directed": False,
        "active": True,
        "candidate": False,
        "low": 3,
        "best": 3,
        "high": 5,
        "deaths_a": 1,
        "deaths_b": 2,
        "deaths_civilians": 0,
        "deaths_unknown": 0,
        "line_texts": ["Clashes near Rivertown"],
        "line_offices": ["Herald"],
        "line_dates": [dt.date(2017, 10, 9)],
        "type_of_violence": 1,
        "dyad": "Government of Freedonia - Sylvanian Front",
        "side_a_id": 118,
        "side_b_id": 4456,
        "originator": "Observatory",
    }
    assert found.rejects == ()
    assert found.info.rows == 1
    assert found.info.licence == "CC BY 4.0"
    assert "Journal of Peace Research 50(4)" in found.info.citation
    assert not from_arrow(found.table).kind_inferred.any()


def test_columns_are_found_by_name(ged, tmp_path: Path) -> None:
    changes = ({"low": "1", "best": "2", "high": "3"}, {"low": "7", "best": "8", "high": "9"})
    new = _read(ged, tmp_path, *changes)
    old = _read(ged, tmp_path, *changes, columns=ged.columns41)
    mixed = _read(ged, tmp_path, *changes, columns=tuple(reversed(ged.columns49)))
    assert new.table.equals(old.table)
    assert new.table.equals(mixed.table)
    assert new.table["low"].to_pylist() == [1, 7]


def test_the_names_of_releases_before_17(ged, tmp_path: Path) -> None:
    text = ged.text(ged.rows(count=2), ged.columns41)
    head, rest = text.split("\n", 1)
    path = tmp_path / "ged50.csv"
    path.write_text(head.replace("low,best,high", "low_est,best_est,high_est") + "\n" + rest)
    found = read_ged(path)
    assert found.table["best"].to_pylist() == [3, 3]
    assert found.info.version == "5.0"


def test_one_sided_violence_has_a_direction(ged, tmp_path: Path) -> None:
    events = from_arrow(
        _read(
            ged,
            tmp_path,
            {"type_of_violence": "3", "side_b": "Civilians"},
            {"type_of_violence": "2"},
        ).table
    )
    assert events.directed.tolist() == [True, False]
    assert [events.kind[0], events.kind[1]] == ["killing of civilians", ""]
    assert events.side_names(0) == (("Government of Freedonia",), ("Civilians",))


def test_what_is_missing_is_unknown_not_zero(ged, tmp_path: Path) -> None:
    (row,) = _read(
        ged,
        tmp_path,
        {
            "best": "",
            "deaths_a": "-1",
            "deaths_b": "NA",
            "adm_2": "",
            "where_coordinates": "NA",
            "side_b_new_id": "",
            "source_original": "",
            "number_of_sources": "-1",
        },
    ).table.to_pylist()
    assert [row["best"], row["deaths_a"], row["deaths_b"]] == [UNKNOWN] * 3
    assert [row["adm2"], row["place"], row["side_b_id"], row["originator"]] == [None] * 4


def test_no_deaths_and_broken_ranges_are_kept_and_counted(ged, tmp_path: Path) -> None:
    found = _read(
        ged,
        tmp_path,
        {"low": "0", "best": "0", "high": "0"},
        {"best": "9", "high": "4"},
        {"low": "7", "best": "3", "high": "8"},
        {"low": "7", "best": "", "high": "8"},
        {"deaths_a": "2", "deaths_b": "2", "best": "4", "high": "4"},
        {"deaths_a": "2", "deaths_b": "2", "best": "4", "high": "4", "type_of_violence": "3"},
        {"event_clarity": "2", "active_year": "FALSE", "where_prec": "4", "date_prec": "5"},
    )
    assert found.table["best"].to_pylist() == [0, 9, 3, UNKNOWN, 4, 4, 3]
    assert dict(found.info.warnings) == {
        "best_above_high": 1,
        "low_above_best": 1,
        "best_zero": 1,
        "aggregates": 1,
        "inactive_year": 1,
        "candidate_rows": 0,
        "two_plus_two": 1,
        "coarse_place": 1,
        "coarse_date": 1,
        "shared_story": 7,
        "stories_of_several_dyads": 0,
        "lists_out_of_step": 0,
        "lists_not_repaired": 0,
        "free_text_sources": 0,
        "duplicate_ids": 0,
        "cut_off": 0,
    }


def test_a_story_is_shared_by_its_day_and_lines(ged, tmp_path: Path) -> None:
    none = {"source_article": "", "source_office": "", "source_date": "", "source_headline": ""}
    found = _read(
        ged,
        tmp_path,
        {},
        {"side_b": "Other Front"},
        {"date_start": "2017-10-08"},
        {"source_headline": "Something else"},
        none,
        none,
    )
    assert found.info.warnings["shared_story"] == 2
    assert found.info.warnings["stories_of_several_dyads"] == 1


def test_rejected_rows_keep_their_line_and_reason(ged, tmp_path: Path) -> None:
    bad = [
        {"date_start": "0025-10-09"},
        {"latitude": "95.2", "longitude": "200"},
        {"date_start": "2017-10-10"},
        {"date_end": "soon"},
        {"side_a": ""},
        {"country": " "},
        {"where_prec": "9"},
        {"id": ""},
        {"id": "x1"},
        {"best": "many"},
        {"event_clarity": ""},
    ]
    changes = [{"source_headline": "two\nlines"}, *bad, {}]
    found = _read(ged, tmp_path, *changes, tolerate=True)
    assert found.table["id"].to_pylist() == ["1001", str(1001 + len(bad) + 1)]
    assert [reject.line for reject in found.rejects] == list(range(4, 4 + len(bad)))
    reasons = [reject.reason for reject in found.rejects]
    assert reasons[:4] == [
        "date_start “0025-10-09”: the year 25 cannot be right",
        "latitude “95.2”: off the globe; longitude “200”: off the globe",
        "it ends (2017-10-09) before it starts (2017-10-10)",
        "date_end “soon”: not a date",
    ]
    assert reasons[4:] == [
        "side_a “”: missing",
        "country “”: missing",
        "where_prec “9”: not a code from 1 to 7",
        "id “”: missing",
        "id “x1”: not a whole number",
        "best “many”: not a whole number",
        "event_clarity “”: missing",
    ]
    assert found.rejects[0].row.startswith("1002,")
    assert found.info.rejected == len(bad)
    assert any("11 rows could not be read" in note for note in found.info.notes)


def test_more_than_one_in_a_hundred_is_an_error_unless_tolerated(ged, tmp_path: Path) -> None:
    two_bad = [{}] * 198 + [{"best": "x"}, {"best": "y"}]
    assert _read(ged, tmp_path, *two_bad).info.rejected == 2
    with pytest.raises(RecordError, match=r"3 of 200 rows cannot be read \(line 199: best “x”"):
        _read(ged, tmp_path, *two_bad[1:], {"best": "z"})
    assert _read(ged, tmp_path, *two_bad[1:], {"best": "z"}, tolerate=True).info.rejected == 3
    with pytest.raises(RecordError, match="1 of 1 rows cannot be read"):
        _read(ged, tmp_path, {"best": "z"}, tolerate=True)


def test_an_id_stands_once(ged, tmp_path: Path) -> None:
    twins = [{"best": "1"}, {}, {"id": "1001", "best": "9"}, {"id": "1001", "best": "8"}]
    found = _read(ged, tmp_path, *twins, tolerate=True)
    assert found.table["best"].to_pylist() == [1, 3]
    assert [(r.line, r.reason) for r in found.rejects] == [
        (4, "the id 1001 stands on line 2 already"),
        (5, "the id 1001 stands on line 2 already"),
    ]
    assert found.rejects[0].row.startswith("1001,Government of Freedonia - Sylvanian Front,2017-")
    assert found.info.warnings["duplicate_ids"] == 2


def test_the_tags_of_the_hdx_edition(ged, tmp_path: Path) -> None:
    tags = dict.fromkeys(ged.columns49, "") | {"id": "#event+id", "date_start": "#date+start"}
    path = ged.write(tmp_path / "hdx.csv", [tags, *ged.rows(count=2)])
    found = read_ged(path)
    assert found.table.num_rows == 2
    assert found.rejects == ()


def test_a_cut_off_file_is_an_error_unless_tolerated(ged, tmp_path: Path) -> None:
    text = ged.text(ged.rows(count=150))
    path = tmp_path / "ged251.csv"
    for cut in (len(text) - 30, len(text) - 200):
        path.write_text(text[:cut], newline="")
        with pytest.raises(RecordError, match="ends in the middle of a row") as caught:
            read_ged(path)
        assert caught.value.where == f"{path}:151"
        found = read_ged(path, tolerate=True)
        assert (found.table.num_rows, found.rejects[0].line) == (149, 151)
        assert found.info.warnings["cut_off"] == 1
        assert any("ends in the middle of a row" in note for note in found.info.notes)
    path.write_text(text.rstrip("\r\n"), newline="")
    assert read_ged(path).table.num_rows == 150
    # A last row that is whole but wrong is no sign of a cut.
    wrong = ged.text(ged.rows(*[{}] * 149, {"best": "x"}))
    path.write_text(wrong.rstrip("\r\n"), newline="")
    assert read_ged(path).info.rejected == 1


TRAPS = st.fixed_dictionaries(
    {
        "active_year": st.sampled_from(["0", "1", "TRUE", "False"]),
        "type_of_violence": st.sampled_from(["1", "2", "3"]),
        "side_a": st.sampled_from(["IS", "HTS, Southern Front", "Southern Front, HTS"]),
        "side_b": st.sampled_from(["Civilians", "Corps - “A, B” faction"]),
        "source_headline": st.sampled_from(["one", 'he said "x", then', "a\nb", "Fu&#8217;ah"]),
        "where_prec": st.sampled_from("1234567"),
        "date_prec": st.sampled_from("12345"),
        "event_clarity": st.sampled_from("12"),
        "latitude": st.floats(-90, 90).filter(bool).map(repr),
        "longitude": st.floats(-180, 180).map(repr),
        "low": st.integers(-1, 9).map(str),
        "best": st.integers(-1, 9).map(str),
        "high": st.integers(-1, 9).map(str),
        "adm_2": st.sampled_from(["", "NA", "River, east", "“River”"]),
        "date_end": st.sampled_from(["2017-10-09T00:00:00", "2017-10-31 00:00:00.000"]),
    }
)


@given(st.lists(TRAPS, min_size=1, max_size=12), st.booleans())
def test_what_was_written_is_read(ged, tmp_path_factory, changes, old: bool) -> None:
    path = tmp_path_factory.mktemp("ged") / "ged191.csv"
    ged.write(path, ged.rows(*changes), ged.columns41 if old else ged.columns49)
    found = read_ged(path)
    assert found.rejects == ()
    for change, row in zip(changes, found.table.to_pylist(), strict=True):
        assert row["active"] == (change["active_year"] in ("1", "TRUE"))
        assert row["directed"] == (change["type_of_violence"] == "3")
        assert row["lat"] == float(change["latitude"])
        assert row["lon"] == float(change["longitude"])
        for name in ("low", "best", "high", "where_prec", "date_prec"):
            assert row[name] == int(change[name])
        assert row["clarity"] == int(change["event_clarity"])
        assert sorted(change["side_a"].split(", ")) == row["side_a"]
        assert row["side_b"] == [change["side_b"]]
        assert row["adm2"] == (None if change["adm_2"] in ("", "NA") else change["adm_2"])
        assert row["end"].isoformat() == change["date_end"][:10]
        text = change["source_headline"].replace("\n", " ").replace("&#8217;", "’")
        assert row["line_texts"] == [text]
