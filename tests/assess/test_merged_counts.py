"""Counting in a merged record: an event that was not recognised in both is not two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from onrecord.assess import assess
from onrecord.records.memory import FileRecord
from onrecord.records.schema import from_arrow
from tests.rows import info, row, table_of
from tests.world import claim, gazetteer, registry

FRONT, LEAGUE = "Highland Front", "Sea League"
PAIR = {"between": [FRONT, LEAGUE]}


def merged(*behind: list[str]) -> tuple[FileRecord, list[dict[str, Any]]]:
    """Fights of their own, 13 km apart from one day to the next, with these rows behind them."""
    sides = {"side_a": [FRONT], "side_b": [LEAGUE]}
    days = [dt.date(2020, 6, 11 + i) for i in range(len(behind))]
    rows = [row(start=day, lat=10.0 + 0.12 * i, best=5, **sides) for i, day in enumerate(days)]
    column = pa.array(list(behind), pa.list_(pa.string()))
    return FileRecord(table_of(rows).append_column("rows_behind", column), info(len(rows))), rows


def verdict(record: FileRecord, rows: list[dict[str, Any]], **fields: Any) -> Any:
    one = claim(**({} if "killed" in fields else {"events": PAIR}), **fields)
    return assess([one], record, registry(), gazetteer(rows)).findings[0].verdict


ALONE = (["a@1:1"], ["a@1:2"], ["b@1:1"])
"""Two events of one record and one of another, which may be one of the two."""


@pytest.mark.parametrize(
    ("behind", "number", "expected"),
    [
        (ALONE, {"low": 3}, "undecided"),
        (ALONE, {"low": 2}, "borne out"),
        ((*ALONE, ["a@1:3", "b@1:2"]), {"low": 3}, "borne out"),
        ((["a@1:1"], ["a@1:2"], ["a@1:3", "b@1:1"]), {"low": 3}, "borne out"),
    ],
)
def test_at_least_n_counts_the_rows_of_one_record(
    behind: tuple[list[str], ...], number: dict[str, int], expected: str
) -> None:
    assert verdict(*merged(*behind), type="count", number=number) == expected


def test_at_most_n_is_not_contradicted_by_what_may_be_told_twice() -> None:
    assert verdict(*merged(*ALONE), type="count", number={"high": 1}) == "contradicted"
    assert (
        verdict(*merged(["a@1:1"], ["b@1:1"]), type="count", number={"high": 1}) != "contradicted"
    )


@pytest.mark.parametrize(("low", "expected"), [(15, "undecided"), (10, "borne out")])
def test_the_dead_of_two_records_are_not_added_up(low: int, expected: str) -> None:
    record, rows = merged(*ALONE)
    assert verdict(record, rows, type="toll", killed={"of": LEAGUE, "low": low}) == expected


def test_a_record_by_itself_is_one_part() -> None:
    (part,) = from_arrow(table_of([row(), row()])).parts
    assert part.tolist() == [True, True]
