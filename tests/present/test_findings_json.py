"""findings.json: the promised shape, kept by its schema."""

from __future__ import annotations

import json
import math
from typing import Any

import jsonschema
import pytest

from onrecord.assess.finding import VERDICTS, Checked, Effect
from onrecord.present.findings_json import findings_json, findings_schema, findings_text

PROMISED = {
    "id", "record", "type", "says", "at", "stance", "according_to", "review", "claim", "verdict",
    "because", "coarsened", "counts", "effect", "p", "p_kind", "p_adjusted", "naive_p", "power",
    "possible_events", "events", "counter_examples", "source_lines", "sources", "would_change",
    "assumptions", "method",
}  # fmt: skip
"""The fields of a finding that INTERFACE names."""


@pytest.fixture
def written(checked: Checked, records: dict[str, Any]) -> dict[str, Any]:
    contents: dict[str, Any] = json.loads(findings_text(findings_json(checked, records)))
    return contents


def test_it_keeps_to_its_schema(written: dict[str, Any]) -> None:
    schema = findings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(written)
    assert set(schema["$defs"]["finding"]["required"]) == PROMISED


def test_it_has_every_promised_field(written: dict[str, Any]) -> None:
    assert all(set(f) >= PROMISED for f in written["findings"])
    assert set(written["summary"]) == set(VERDICTS)
    assert written["report"]["published"] == "2032-04-02"
    assert [r["name"] for r in written["records"]] == ["island-ged", "island-locations"]


def test_numbers_are_numbers_and_dates_iso(written: dict[str, Any]) -> None:
    tripled = next(f for f in written["findings"] if f["id"] == "tripled")
    assert tripled["effect"] == {"name": "rate ratio", "value": 4.5, "low": 0.9, "high": 22.4}
    assert tripled["p"] == 0.081
    assert tripled["window"] == ["2032-03-01", "2032-04-02"]
    assert tripled["history"][0]["start"] == "2031-09-01"
    untested = next(f for f in written["findings"] if f["id"] == "favours")
    assert untested["p"] is None
    assert untested["coarsened"] is None
    assert untested["window"] is None
    assert [leg["p"] for leg in untested["legs"]] == [0.12, None]
    assert untested["legs"][0]["effect"]["low"] == 0.8


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_number_is_refused_with_its_place(
    checked: Checked, records: dict[str, Any], value: float
) -> None:
    broken = checked.findings[0].model_copy(update={"effect": Effect(name="x", value=value)})
    with pytest.raises(ValueError, match="findings → 0 → effect → value"):
        findings_json(checked.model_copy(update={"findings": (broken,)}), records)


def test_source_lines_of_a_withheld_record_have_no_text(
    checked: Checked, records: dict[str, Any]
) -> None:
    def lines(with_rows: bool) -> list[Any]:
        contents = findings_json(checked, records, with_rows=with_rows)
        return [
            line["text"]
            for f in contents["findings"]
            if f["record"].startswith("island-locations")
            for line in f["source_lines"]
        ]

    assert lines(False) == [None]
    assert lines(True) == ["Government warplanes struck Keldmouth market"]


def test_nothing_checked_is_valid_too() -> None:
    jsonschema.Draft202012Validator(findings_schema()).validate(findings_json(Checked(), {}))
