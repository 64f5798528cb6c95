"""Several records side by side: never pooled, every difference explained by rule or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import onrecord as on
from onrecord.assess.comparison import Comparison
from onrecord.errors import RecordError
from onrecord.records.memory import FileRecord
from onrecord.records.schema import Expresses, Record
from tests.rows import ALL_SEEING, DAY, UCDP_LIKE, info, table_of
from tests.rows import row as any_row

ASH, BLUE = "Ash Guard", "Blue Front"
CLAIM = {
    "id": "a",
    "type": "count",
    "events": {"between": [ASH, BLUE]},
    "number": {"low": 3},
    "where": {"near": [10.0, 20.0], "within": 20},
    "when": "2020-06-10/2020-06-20",
}


def row(**given: Any) -> dict[str, Any]:
    return any_row(**{"side_a": [ASH], "side_b": [BLUE]} | given)


def rows(number: int, **given: Any) -> list[dict[str, Any]]:
    """Events at the mill, a day apart, and enough around to show that the record has eyes there."""
    days = [DAY + dt.timedelta(days=n) for n in range(-(number // 2), number - number // 2)]
    held = [row(id=f"m{n}", start=day, **given) for n, day in enumerate(days)]
    far = [row(id=f"f{n}", start=dt.date(2020, 3, 1 + n), place="Far") for n in range(8)]
    return held + far


def record(
    held: list[dict[str, Any]],
    name: str = "one",
    version: str = "1",
    expresses: Expresses = UCDP_LIKE,
    last: dt.date = dt.date(2023, 12, 31),
) -> Record:
    told = info(len(held), expresses, last=last, name=name)
    return FileRecord(
        table_of(held), replace(told, version=version, sha256=f"{hash((name, version)):064x}"[-64:])
    )


def compared(*records: Record, claim: dict[str, Any] | None = None) -> Comparison:
    findings = on.check([claim or CLAIM], list(records))  # type: ignore[list-item]
    assert len(findings) == len(records)
    return findings.checked.compared[0]


def rules(found: Comparison) -> dict[str, str]:
    return {one.rule: one.says for one in found.explanations}


def test_one_record_is_compared_with_nothing() -> None:
    assert on.check([CLAIM], record(rows(3))).checked.compared == ()  # type: ignore[list-item]


def test_added_removed_and_revised_events_are_told_by_their_ids() -> None:
    before = rows(3)
    after = [
        r | ({"best": 4, "high": 4} if r["id"] == "m1" else {}) for r in before if r["id"] != "m0"
    ] + [row(id="new", start=DAY)]
    found = compared(record(before), record(after, version="2"))
    assert found.kind == "versions"
    told = {e.id: (e.what, e.before, e.after) for e in found.events}
    assert told == {
        "m0": ("removed", "certain", None),
        "m1": ("revised", "certain", "certain"),
        "new": ("added", None, "certain"),
    }
    [changed] = [e for e in found.events if e.id == "m1"]
    assert [(c.field, c.before, c.after) for c in changed.fields] == [
        ("deaths", "1 (1 to 1)", "4 (1 to 4)")
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start": dt.date(2020, 1, 1), "end": dt.date(2020, 1, 1)}, "date"),
        ({"lat": 40.0}, "place"),
        ({"side_b": ["Green League"]}, "parties"),
        ({"where_prec": 6}, "precision"),
    ],
)
def test_an_event_that_moved_out_of_the_claim_is_revised_not_removed(
    change: dict[str, Any], field: str
) -> None:
    before = rows(3)
    after = [r | (change if r["id"] == "m1" else {}) for r in before]
    found = compared(record(before), record(after, version="2"))
    assert not found.agree
    [one] = found.events
    assert (one.id, one.what, one.before) == ("m1", "revised", "certain")
    assert one.after in (None, "unplaced")
    assert field in {c.field for c in one.fields}
    assert "1 revised" in rules(found)["counts"]


def test_the_order_of_sides_without_a_direction_is_no_revision() -> None:
    before = rows(3)
    after = [r | {"side_a": r["side_b"], "side_b": r["side_a"]} for r in before]
    found = compared(record(before), record(after, version="2"))
    assert found.agree
    assert not found.events
    assert not found.explanations


def test_two_records_are_never_told_apart_by_ids() -> None:
    found = compared(record(rows(3)), record(rows(5), name="other"))
    assert found.kind == "records"
    assert not found.events
    assert [(side.certain, side.possible) for side in found.sides] == [(3, 0), (5, 0)]


def test_counts_that_differ_on_the_same_coverage_name_the_days() -> None:
    found = compared(record(rows(3)), record(rows(1), name="other"))
    assert not found.agree
    says = rules(found)["counts"]
    assert "3 certain and 0 possible" in says
    assert "1 and 0" in says
    assert {d.day: d.counts for d in found.days} == {
        DAY - dt.timedelta(days=1): (1, 0),
        DAY + dt.timedelta(days=1): (1, 0),
    }
    assert "14 June 2020 (1 against 0) and 16 June 2020 (1 against 0)" in says


def test_days_outside_of_one_coverage_explain_and_the_counts_do_not() -> None:
    short = record(rows(3), name="short", last=dt.date(2020, 5, 1))
    found = compared(short, record(rows(3), name="long"))
    assert found.sides[0].verdict == "beyond the record"
    assert "short@1 covers" in rules(found)["days"]
    assert "long@1 covers all of it" in rules(found)["days"]
    assert "counts" not in rules(found)


def test_a_kind_that_only_one_codes_explains() -> None:
    claim = CLAIM | {"events": {"between": [ASH, BLUE], "kind": "shelling"}}
    coded = [r | {"kind": "shelling"} for r in rows(3)]
    found = compared(record(rows(3)), record(coded, name="all", expresses=ALL_SEEING), claim=claim)
    assert rules(found)["kind"] == "one@1 does not code shelling as such; all@1 does."


def test_a_direction_that_only_one_keeps_explains() -> None:
    claim = CLAIM | {"events": {"by": ASH, "against": BLUE}}
    directed = [r | {"directed": True} for r in rows(3)]
    found = compared(
        record(rows(3)), record(directed, name="all", expresses=ALL_SEEING), claim=claim
    )
    assert "one@1 does not say who attacked whom" in rules(found)["direction"]


def test_the_threshold_explains_where_bloodless_events_are_counted() -> None:
    bloodless = rows(3, best=0)
    found = compared(record(rows(1)), record(bloodless, name="all", expresses=ALL_SEEING))
    assert "3 have no death on record" in rules(found)["threshold"]


def test_attention_explains_and_is_said_once() -> None:
    loud = record(rows(5), name="loud", expresses=replace(ALL_SEEING, attention_only=True))
    found = compared(record(rows(1)), loud)
    assert [e.rule for e in found.explanations].count("attention") == 1
    assert "loud@1 counts reports, not events" in rules(found)["attention"]


def test_an_actor_whom_only_one_record_names_explains() -> None:
    claim = CLAIM | {"events": {"involving": "HTS"}}
    there = [r | {"side_b": ["HTS"]} for r in rows(3)]
    found = compared(record(rows(3)), record(there, name="other"), claim=claim)
    says = rules(found)["names"]
    assert says == "No side in one@1 is named as HTS; other@1 writes “HTS”."


def test_coarse_coding_explains() -> None:
    coarse = record(rows(3, where_prec=4), name="coarse")
    found = compared(coarse, record(rows(3), name="fine"))
    assert "too coarsely" in rules(found)["precision"]


def test_a_claim_that_one_record_cannot_complete_is_said() -> None:
    claim = CLAIM | {"where": {"near": "Hidden Ford", "within": 20}}
    known = [r | {"place": "Hidden Ford"} for r in rows(3)]
    findings = on.check([claim], [record(rows(3)), record(known, name="other")])  # type: ignore[list-item]
    [found] = findings.checked.compared
    assert found.sides[0].verdict is None
    assert found.sides[1].verdict is not None
    assert "With one@1 the claim could not be completed" in rules(found)["unfinished"]


def test_where_no_rule_explains_it_that_is_said() -> None:
    # One has no eyes there (too few events around), the other has; both count nothing.
    claim = CLAIM | {"when": "2020-06-01/2020-06-02"}
    few = [row(id="x", start=dt.date(2020, 3, 1), lat=10.0)]
    found = compared(record(few), record(rows(0), name="other"), claim=claim)
    assert not found.agree
    assert [e.rule for e in found.explanations] == ["unexplained"]


def test_three_records_are_three_pairs_in_their_order() -> None:
    records = [record(rows(3), version=v) for v in ("1", "2")] + [record(rows(3), name="other")]
    found = on.check([CLAIM], records).checked.compared  # type: ignore[list-item]
    assert [(c.kind, *(s.record for s in c.sides)) for c in found] == [
        ("versions", "one@1", "one@2"),
        ("records", "one@1", "other@1"),
        ("records", "one@2", "other@1"),
    ]


def test_a_comparison_changes_no_finding() -> None:
    first, second = record(rows(3)), record(rows(1), version="2")
    both = on.check([CLAIM], [first, second])  # type: ignore[list-item]
    assert both[0] == on.check([CLAIM], first)[0]  # type: ignore[list-item]
    assert both[1] == on.check([CLAIM], second)[0]  # type: ignore[list-item]


def test_two_records_of_one_label_are_refused_and_one_given_twice_is_one() -> None:
    first = record(rows(3))
    other = FileRecord(table_of(rows(1)), replace(first.info, sha256="1" * 64))
    with pytest.raises(RecordError, match="both called one@1"):
        on.check([CLAIM], [first, other])  # type: ignore[list-item]
    assert len(on.check([CLAIM], [first, first])) == 1  # type: ignore[list-item]
