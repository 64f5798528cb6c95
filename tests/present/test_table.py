"""The rows behind a finding: roles, unknown figures, withheld records, totals."""

from __future__ import annotations

import datetime as dt
from typing import Any

from onrecord.assess.finding import Checked, Finding
from onrecord.present.table import RecordRows, by_unit, roles_of

GED, LOC = "island-ged@32.1", "island-locations@2032-09-02"


def _by_id(checked: Checked, id_: str) -> Finding:
    return next(f for f in checked.findings if f.id == id_)


def test_each_event_has_one_role_and_counter_examples_come_first(
    checked: Checked, records: dict[str, Any]
) -> None:
    finding = _by_id(checked, "only-battle")
    found = RecordRows(records, checked.findings).of(finding)
    roles = [r.role for r in found.rows]
    assert roles[0] == "counter-example"
    assert {r: roles.count(r) for r in roles} == {
        "counter-example": 6, "counted": 4, "possible": 5, "unplaced": 3,
    }  # fmt: skip
    assert len({r.event for r in found.rows}) == len(found.rows)


def test_an_event_that_is_counted_and_a_counter_example_stands_once(checked: Checked) -> None:
    finding = _by_id(checked, "only-battle").model_copy(
        update={"counter_examples": (f"{GED}:40003",)}
    )
    assert roles_of(finding)[f"{GED}:40003"] == ("counter-example", "certain")


def test_unknown_figures_are_none_and_never_minus_one(
    checked: Checked, records: dict[str, Any]
) -> None:
    rows = RecordRows(records, checked.findings).of(_by_id(checked, "toll-march")).rows
    assert all(r.deaths_a is None for r in rows)
    assert all(r.best is not None and r.best >= 0 for r in rows)
    assert isinstance(rows[0].start, dt.date)


def test_ids_that_the_record_does_not_have_are_told(
    checked: Checked, records: dict[str, Any]
) -> None:
    finding = _by_id(checked, "weir-battle").model_copy(update={"events": (f"{GED}:nowhere",)})
    found = RecordRows(records, [finding]).of(finding)
    assert [u[0] for u in found.unknown] == [f"{GED}:nowhere"]
    assert found.loaded


def test_a_record_that_is_not_at_hand(checked: Checked) -> None:
    finding = _by_id(checked, "weir-battle")
    found = RecordRows({}, [finding]).of(finding)
    assert not found.loaded
    assert len(found.unknown) == 13


def test_rows_that_may_not_be_passed_on_are_withheld_unless_asked_for(
    checked: Checked, records: dict[str, Any]
) -> None:
    finding = next(f for f in checked.findings if f.record == LOC)
    assert RecordRows(records, [finding]).of(finding).withheld
    assert not RecordRows(records, [finding], with_rows=True).of(finding).withheld


def test_totals_by_unit_hold_every_event(checked: Checked, records: dict[str, Any]) -> None:
    rows = RecordRows(records, checked.findings).of(_by_id(checked, "toll-march")).rows
    totals = by_unit(rows)
    assert sum(t.events for t in totals) == len(rows)
    assert sum(t.best for t in totals) == sum(r.best or 0 for r in rows)
    assert all(t.low <= t.best <= t.high for t in totals)
