"""Spark works on the parts of a merge, and the record is the same."""

from __future__ import annotations

import importlib.util
import shutil

import pytest
from tests.records.merge.test_blocks import IN_A_BLOCK, two
from tests.records.test_spark import small_spark

from onrecord.errors import RecordError
from onrecord.records.merge import merge

pytestmark = [
    pytest.mark.skipif(
        not importlib.util.find_spec("pyspark"), reason="pyspark is absent (the extra spark)"
    ),
    pytest.mark.skipif(not shutil.which("java"), reason="Java is absent, which Spark runs on"),
    pytest.mark.xdist_group("spark"),
]
_session = small_spark


def test_spark_gives_the_same_record(monkeypatch: pytest.MonkeyPatch) -> None:
    records = two(600)
    whole = merge(records)
    assert whole.matched > 120
    monkeypatch.setattr(IN_A_BLOCK, 250)
    on_spark = merge(records, engine="spark")
    assert on_spark.record.table.equals(whole.record.table)
    assert on_spark.record.info == whole.record.info


def test_answers_come_in_the_order_of_the_parts_and_errors_are_told() -> None:
    from onrecord.records.merge.spark import on_spark

    assert on_spark(abs, [-3, 2, -1]) == [3, 2, 1]
    assert on_spark(abs, []) == []
    with pytest.raises(RecordError, match="could not work on a part"):
        on_spark(abs, ["no number"])
