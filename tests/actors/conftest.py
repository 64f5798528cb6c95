"""What the tests of the registry share."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from onrecord.actors import Registry


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.default()


@pytest.fixture(scope="session")
def syrian_sides(syria_csv: Path) -> Counter[tuple[str, int]]:
    """Side as written, with its UCDP id → number of rows it stands in, on either side."""
    sides: Counter[tuple[str, int]] = Counter()
    with syria_csv.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sides[row["side_a"], int(row["side_a_new_id"])] += 1
            sides[row["side_b"], int(row["side_b_new_id"])] += 1
    return sides


@pytest.fixture(scope="session")
def syrian(registry: Registry, syrian_sides: Counter[tuple[str, int]]) -> Registry:
    """The registry with the names of the Syrian record."""
    names: list[tuple[str, int | None]] = []
    for side, number in syrian_sides:
        parts = registry.split(side)
        names += [(part, number if len(parts) == 1 else None) for part in parts]
    return registry.with_record(names, countries=["Syria"])
