"""What makes a cell pass, fail or stay open; and the table on paper says the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.calibrate import Cell, Row, Table
from onrecord.calibrate.outcome import ERROR, UNTESTED, Outcome
from onrecord.calibrate.table import portion, row_of
from onrecord.calibrate.written import as_csv, as_markdown, read_table, write_table
from onrecord.errors import OnrecordError
from tests.calibrate.toy import cell

NULL = cell("nothing", 0.0)
POWER = cell("something", 1.0, kind="power", target=0.4)


def outcomes(
    yes: int, of: int, verdict: str = "borne out", other: str = "undecided"
) -> list[Outcome]:
    return [
        Outcome(i, verdict if i < yes else other, 0.5, 0.01 if i % 4 else 0.5) for i in range(of)
    ]


def test_wilson_bounds_are_those_of_the_formula() -> None:
    # (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), worked out by hand for 100 of 2,000.
    share = portion(100, 2000)
    assert share.share == 0.05
    assert share.low == pytest.approx(0.04130, abs=2e-5)
    assert share.high == pytest.approx(0.06043, abs=2e-5)
    assert portion(0, 0).share is None


@pytest.mark.parametrize(
    ("row_cell", "yes", "of", "verdict", "result"),
    [
        (NULL, 100, 2000, "borne out", "pass"),
        (NULL, 108, 2000, "borne out", "pass"),  # upper bound 6.48 %
        (NULL, 112, 2000, "borne out", "fail"),  # upper bound 6.70 %
        (NULL, 112, 2000, "partly borne out", "fail"),
        (NULL, 2000, 2000, "contradicted", "pass"),
        (NULL, 10, 200, "borne out", "too few draws"),
        (NULL, 40, 200, "borne out", "fail"),
        (NULL, 200, 200, "borne out", "fail"),
        (POWER, 200, 500, "borne out", "pass"),
        (POWER, 199, 500, "borne out", "fail"),
        (POWER, 38, 100, "borne out", "too few draws"),
        (POWER, 10, 100, "borne out", "fail"),
    ],
)
def test_what_passes(row_cell: Cell, yes: int, of: int, verdict: str, result: str) -> None:
    assert row_of(row_cell, outcomes(yes, of, verdict)).result == result


def test_the_opposite_of_what_was_planted_fails_a_power_cell() -> None:
    found = outcomes(250, 500, other="contradicted")
    assert row_of(POWER, found).result == "fail"
    assert row_of(replace(POWER, target=None), found).result == "fail"
    assert row_of(replace(POWER, target=None), outcomes(250, 500)).result == "reported"


def test_a_fresh_seed_decides_once() -> None:
    bad, good = outcomes(200, 2000), outcomes(90, 2000)
    assert row_of(NULL, bad, good).result == "pass"
    assert row_of(NULL, bad, bad).result == "fail"
    row = row_of(NULL, bad, good)
    assert (row.yes.hits, row.again and row.again.hits) == (200, 90)


def test_the_usual_test_counts_where_it_gives_a_p() -> None:
    some = [*outcomes(0, 8), Outcome(8, "undecided")]
    naive = row_of(NULL, some).naive
    assert (naive.hits, naive.of) == (6, 8)


def test_intervals_that_miss_fail_unless_strongly_bursty() -> None:
    def held(hits: int, of: int) -> list[Outcome]:
        return [Outcome(i, "undecided", held=i < hits) for i in range(of)]

    assert row_of(NULL, held(1900, 2000)).interval_result == "pass"
    assert row_of(NULL, held(1845, 2000)).interval_result == "pass"
    missed = row_of(NULL, held(1800, 2000))
    assert missed.interval_result == "fail"
    assert missed.failed
    assert row_of(replace(NULL, bursty=True), held(1800, 2000)).interval_result == "reported"
    assert row_of(NULL, outcomes(0, 10)).interval_result is None


def test_errors_and_untested_types_never_pass() -> None:
    assert row_of(NULL, [Outcome(0, ERROR, note="why"), *outcomes(0, 1999)]).result == "fail"
    assert row_of(NULL, [Outcome(0, UNTESTED)]).result == "not tested"


def table(*rows: Row) -> Table:
    return Table(rows, "onrecord calibrate", 1, "0.1", "abc", dt.date(2026, 1, 2), "a machine")


def rows() -> tuple[Row, ...]:
    held = [Outcome(i, "undecided", held=i % 20 > 0) for i in range(2000)]
    return (
        row_of(NULL, outcomes(200, 2000), outcomes(90, 2000)),
        row_of(POWER, outcomes(10, 100)),
        row_of(cell("with | bars", 0.0), held),
    )


def test_json_reads_back_as_the_same_table(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    written = write_table(table(*rows()), folder)
    assert read_table(written["calibration.json"]) == table(*rows())
    assert sorted(path.name for path in folder.iterdir()) == sorted(written)


def test_csv_has_a_line_for_each_cell() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(rows()))))
    assert [line["cell"] for line in lines] == ["nothing", "something", "with | bars"]
    assert float(lines[0]["yes_share"]) == 0.1
    assert lines[0]["again_hits"] == "90"
    assert lines[1]["again_hits"] == ""
    assert lines[2]["undecided"] == "2000"


def test_markdown_says_every_cell_how_it_was_made_and_what_failed() -> None:
    text = as_markdown(table(*rows()))
    for said in ("`onrecord calibrate`", "seed 1", "2026-01-02", "a machine", "0.1", "abc"):
        assert said in text
    assert "10.0 [" in text
    assert "drawn again: 4.5 [" in text
    assert "**fail** (at least 40 %)" in text
    assert "with \\| bars" in text
    assert "1 fail (something)" in text
    assert "1 null cells were drawn again" in text
    assert "95.0 [" in text.split("## Intervals")[1]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": [], "made_on": "never"}', "nonsense"])
def test_what_is_no_table_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    with pytest.raises(OnrecordError, match=r"calibration\.json"):
        read_table(tmp_path / "t.json")
    with pytest.raises(OnrecordError, match="cannot be read"):
        read_table(tmp_path / "absent.json")


def test_the_table_is_plain_json() -> None:
    plain = table(*rows()).to_json()
    read = json.loads(json.dumps(plain, allow_nan=False))  # neither NaN nor a type of numpy's
    assert read.keys() == plain.keys()
    assert len(read["rows"]) == len(rows()) > 0
