"""Cells for tests: a record of one place, and claims whose verdict is known beforehand."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache, partial

import numpy as np

from onrecord.calibrate import Cell, Trial
from onrecord.calibrate.cell import Kind
from onrecord.claims import AnyClaim
from onrecord.places import Gazetteer
from onrecord.records.schema import Record
from tests.rows import row
from tests.world import claim, gazetteer, record, registry

PARTIES = {"side_a": ["Highland Front"], "side_b": ["Sea League"]}


@lru_cache(maxsize=1)
def world() -> tuple[Record, Gazetteer, AnyClaim, AnyClaim]:
    """A record, and a claim that it bears out and one that it contradicts."""
    rows = [
        row(start=dt.date(2020, 6, 15), **PARTIES),
        *(row(start=dt.date(2019, month, 3), **PARTIES) for month in range(1, 13)),
    ]
    events = {"between": ["Highland Front", "Sea League"]}
    there = claim(type="occurred", events=events)
    quiet = claim(type="none", events=events)
    return record(rows), gazetteer(rows), there, quiet


def trial(rng: np.random.Generator, *, yes: float, naive: float = 0.5) -> Trial:
    """Borne out in a share `yes` of the draws, contradicted in the others."""
    held, places, there, quiet = world()
    return Trial(there if rng.random() < yes else quiet, held, registry(), places, naive)


def broken(rng: np.random.Generator) -> Trial:
    """Fails on about half of the draws."""
    if rng.random() < 0.5:
        raise ZeroDivisionError("nothing to divide by")
    return trial(rng, yes=0.0)


def cell(
    name: str, yes: float, *, kind: Kind = "null", target: float | None = None, naive: float = 0.5
) -> Cell:
    return Cell(
        name,
        "occurred",
        kind,
        "a toy",
        "a toy's",
        partial(trial, yes=yes, naive=naive),
        target=target,
    )
