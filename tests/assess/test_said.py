"""What the sources said: whom a source line names, and whom it does not."""

from __future__ import annotations

import dataclasses

import pytest

from onrecord.actors import Registry
from onrecord.assess import assess
from onrecord.records.memory import FileRecord
from tests.rows import info, row, table_of
from tests.world import claim, gazetteer


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("(S1416) Raqqah governorate, Syria", False),  # the country, not its government
        ("Syrian army shells the outskirts", True),
    ],
)
def test_a_country_is_not_its_government(text: str, named: bool) -> None:
    rows = [row(side_a=["Government of Syria"], side_b=["IS"], country="Syria", line_texts=[text])]
    about = info(len(rows))
    coverage = dataclasses.replace(about.coverage, countries=("Syria",))
    record = FileRecord(table_of(rows), dataclasses.replace(about, coverage=coverage))
    registry = Registry.default().with_record([("IS", None)], countries=["Syria"])
    one = claim(type="occurred", events={"between": ["Government of Syria", "IS"]})
    (finding,) = assess([one], record, registry, gazetteer(rows)).findings
    shown = {what for line in finding.source_lines for what in line.shows}
    assert ("actor: Government of Syria" in shown) == named
