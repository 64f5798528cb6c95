"""Counting alike on every run: what is equally frequent has an order of its own."""

from __future__ import annotations

from typing import Any

from onrecord.assess.tally import originators
from onrecord.records.schema import from_arrow
from tests.rows import row, table_of

OFFICES = ["Reuters", "SOHR", "AFP", "SANA", "Enab Baladi", "AP", "Xinhua", "Amaq"]


def test_originators_that_are_equally_frequent_stand_in_the_alphabet_s_order() -> None:
    rows = [row(line_texts=["a line"] * 8, line_offices=OFFICES, line_dates=[None] * 8)]
    found = originators(from_arrow(table_of(rows)), [0])
    assert list(found.originators) == sorted(OFFICES)  # not that of a set, which changes by run
    assert found.independent == 1  # one row, whoever repeats it


def told(*offices: str) -> dict[str, Any]:
    lines, dates = ["a line"] * len(offices), [None] * len(offices)
    return row(line_texts=lines, line_offices=list(offices), line_dates=dates)


def test_who_only_repeats_another_s_rows_adds_no_voice() -> None:
    rows = [told("SOHR"), told("SOHR", "Reuters"), told("SOHR", "AFP", "Reuters"), told()]
    found = originators(from_arrow(table_of(rows)), range(4))
    assert found.originators == {"SOHR": 3, "Reuters": 2, "AFP": 1}
    assert found.independent == 1
    assert originators(from_arrow(table_of([*rows, told("AFP")])), range(5)).independent == 2
