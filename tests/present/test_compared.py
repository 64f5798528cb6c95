"""Several records side by side, on the page, in findings.json and on the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import jsonschema
import pytest
from rich.console import Console
from tests.assess.test_compared import CLAIM, record, row, rows

import onrecord as on
from onrecord.findings import Findings
from onrecord.present import findings_schema, print_summary
from onrecord.present.findings_json import findings_json
from onrecord.present.page import page
from onrecord.records.memory import FileRecord


@pytest.fixture(scope="module")
def two() -> Findings:
    after = [r | {"place": "<b>Mill</b>"} for r in rows(1)] + [row(id="new", best=9)]
    return on.check([CLAIM], [record(rows(3)), record(after, version="2")])  # type: ignore[list-item]


def test_findings_json_holds_the_comparison_and_keeps_its_schema(two: Findings) -> None:
    contents = findings_json(two.checked, two.records)
    jsonschema.Draft202012Validator(findings_schema()).validate(contents)
    [one] = contents["compared"]
    assert one["sides"][0]["verdict"] == "borne out" != one["sides"][1]["verdict"]
    assert {event["id"]: event["what"] for event in one["events"]}["new"] == "added"


def test_the_page_shows_both_answers_and_the_events_escaped(two: Findings) -> None:
    html = page(two.checked, two.records)
    part = html.split('<section class="compared"')[1].split("</section>")[0]
    assert "one@1" in part
    assert "one@2" in part
    assert "new (15 Jun 2020, Old Mill, 9 dead) is only in one@2" in part
    assert "<b>Mill" not in part
    assert "&lt;b&gt;Mill" in part


def test_the_terminal_names_claim_reason_and_events(two: Findings) -> None:
    out = io.StringIO()
    print_summary(two.checked, two.records, Console(file=out, width=120))
    text = " ".join(out.getvalue().split())
    assert "Between one@1 and one@2, 1 of 1 claim changed their answer." in text
    assert "new (15 Jun 2020, Old Mill, 9 dead) is only in one@2" in text


def test_contents_of_rows_that_may_not_be_passed_on_stay_out(two: Findings) -> None:
    closed = {
        label: FileRecord(one.table, replace(one.info, redistributable=False))  # type: ignore[attr-defined]
        for label, one in two.records.items()
    }
    [one] = findings_json(two.checked, closed)["compared"]
    assert all(event["day"] is event["place"] is event["dead"] is None for event in one["events"])
    part = page(two.checked, closed).split('<section class="compared"')[1].split("</section>")[0]
    assert "new is only in one@2" in part
    assert "9 dead" not in part
    open_ = findings_json(two.checked, closed, with_rows=True)["compared"][0]
    assert any(event["dead"] == 9 for event in open_["events"])


def test_one_record_shows_no_such_section() -> None:
    single = on.check([CLAIM], record(rows(3)))  # type: ignore[list-item]
    assert 'class="compared"' not in page(single.checked, single.records)
