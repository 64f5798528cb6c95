"""Large claims: summed above five thousand events, and a page that stays within its size."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import island
import pytest

from onrecord.assess.finding import Checked, Finding, TestedPlace
from onrecord.present import page_data
from onrecord.present.page import page
from onrecord.present.page_data import PageData
from onrecord.present.words import catalogue

PLACE = TestedPlace(label="Velmar", shape="disc", lat=61.1, lon=-8.1, km=60)


@pytest.fixture(scope="module")
def large() -> Any:
    return island.record(7000, seed=3)


def _finding(record: Any, id_: str, first: int, last: int) -> Finding:
    label = record.info.label
    return Finding(
        id=id_, record=label, type="toll", says=None, at=None, stance="asserted",
        according_to="author", review="proposed", claim={}, verdict="borne out", because="b",
        events=tuple(f"{label}:{e}" for e in record.held.id[first:last]), places=(PLACE,),
        window=(dt.date(2031, 1, 1), dt.date(2032, 12, 31)), method="methods.md#toll",
    )  # fmt: skip


def test_above_five_thousand_events_the_page_sums_and_says_so(large: Any) -> None:
    checked = Checked(findings=(_finding(large, "big", 0, 5600),))
    data = PageData(catalogue(), checked, {large.info.label: large}, with_rows=False)
    view = data.views[0]
    assert view.rows == ()
    assert sum(t.events for t in view.totals) == 5600
    assert "5,600 events are too many for one table" in view.totals_note
    assert view.map is not None
    assert view.map.cells
    assert sum(e["n"] for e in view.map.events) == 5600
    html = page(checked, {large.info.label: large})
    assert "5,600 events are too many for one table" in html
    assert "each mark stands for the events of one cell" in html


def test_five_thousand_events_are_still_shown_one_by_one(large: Any) -> None:
    checked = Checked(findings=(_finding(large, "edge", 0, 5000),))
    data = PageData(catalogue(), checked, {large.info.label: large}, with_rows=False)
    assert data.views[0].total == 5000
    assert data.views[0].totals == ()
    assert len(data.findings["f0"]["rows"]["counted"]) == 5000


def test_events_that_claims_share_stand_in_the_page_once(large: Any) -> None:
    findings = tuple(_finding(large, f"c{i}", 0, 1500) for i in range(3))
    data = PageData(
        catalogue(), Checked(findings=findings), {large.info.label: large}, with_rows=False
    )
    assert len(data.shared[large.info.label]) == 1500
    assert all(len(data.findings[f"f{i}"]["rows"]["counted"]) == 1500 for i in range(3))


def test_a_full_page_stays_under_three_megabytes(large: Any) -> None:
    findings = tuple(
        _finding(large, f"c{i}", (i * 450) % 5000, (i * 450) % 5000 + 1900) for i in range(24)
    )
    html = page(Checked(findings=findings), {large.info.label: large})
    assert len(html.encode()) < 3_000_000
    assert "The page is full" in html
    assert json.loads(re.findall(r'id="_data">(.*?)</script>', html, re.S)[0])


def test_without_room_rows_become_totals(large: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_data, "MOST_BYTES", 1000)
    checked = Checked(findings=(_finding(large, "c", 0, 100),))
    data = PageData(catalogue(), checked, {large.info.label: large}, with_rows=False)
    assert data.shared == {}
    assert sum(t.events for t in data.views[0].totals) == 100
    assert "The page is full" in data.views[0].totals_note
