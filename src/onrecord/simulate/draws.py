"""Draw a war: what happened, what was reported, and both in the form of real records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.simulate import acled_rows, ged_rows
from onrecord.simulate.about import about
from onrecord.simulate.checks import SimulationError
from onrecord.simulate.coded import Coded, code
from onrecord.simulate.files import write
from onrecord.simulate.happened import FORMS, Form, Happened, Ints, happen, kinds_of, sides_of
from onrecord.simulate.names import gazetteer, registry
from onrecord.simulate.truth import truth
from onrecord.simulate.war import War

if TYPE_CHECKING:
    from onrecord.records.memory import FileRecord
    from onrecord.records.schema import Events, RecordInfo

__all__ = ["FORMS", "Drawn", "Form", "draw"]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A war as it was drawn, and what each record holds of it."""

    war: War
    seed: int
    happened: Happened
    coded: Coded
    """How each happening would be coded, and whether it is seen at all."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names behind `happened.kind`."""
        return kinds_of(self.war)

    @property
    def sides(self) -> tuple[str, ...]:
        """The names behind `happened.side_a` and `.side_b`."""
        return sides_of(self.war)

    def reported(self, form: Form = "ged") -> Ints:
        """The index into `happened` of each row of the record, in the record's order, (rows,)."""
        return self._rows(form)[1]

    def record(self, form: Form = "ged") -> FileRecord:
        """The record in memory; it covers the whole land on every day of the war."""
        if form not in self._records:
            from onrecord.records.memory import FileRecord

            rows = self.events(form)
            self._records[form] = FileRecord(rows.table, self.info(form), events=rows)
        return self._records[form]

    def info(self, form: Form = "ged") -> RecordInfo:
        """What the record says of itself."""
        return about(self.war, self.seed, form, len(self.events(form)))

    def events(self, form: Form = "ged") -> Events:
        """The record's rows in our schema; the same object each time."""
        return self._rows(form)[0]

    def date(self, day: float) -> dt.date:
        """The date of a day of the war."""
        return self.war.first + dt.timedelta(days=int(np.floor(day)))

    @property
    def truth(self) -> dict[str, Any]:
        """What was planted and what it led to, fit for JSON; see `truth.truth`."""
        return truth(self)

    def registry(self, *, civilians: bool = True) -> dict[str, dict[str, Any]]:
        """The actors in the form of the curated files: id → fields.

        civilians: with an entry for them, which the curated files have already.
        """
        return registry(self.war, civilians=civilians)

    def gazetteer(self) -> dict[str, NDArray[Any]]:
        """Settlements, districts and provinces: the columns of `Gazetteer.from_rows` by name."""
        return gazetteer(self.war.land)

    def write(self, folder: str | Path, form: Form = "ged") -> Path:
        """Write the record into a folder, in its publisher's columns; the path of the file.

        Our reader reads from it the same events as `events(form)`.
        """
        return write(self, Path(folder), form)

    @cached_property
    def _made(self) -> dict[str, tuple[Events, Ints]]:
        return {}

    @cached_property
    def _records(self) -> dict[str, FileRecord]:
        return {}

    def _rows(self, form: Form) -> tuple[Events, Ints]:
        """The rows of one form and the happening behind each; made when first asked for."""
        if form not in FORMS:
            raise SimulationError(f"“{form}” is no form of record", todo="One of ged, acled.")
        if form not in self._made:
            rows = ged_rows if form == "ged" else acled_rows
            self._made[form] = rows.events(self.war, self.happened, self.coded)
        return self._made[form]


def draw(war: War, seed: int) -> Drawn:
    """Draw a war; the same war and seed give the same arrays on every run.

    Every part of a war has random numbers of its own: acts, fronts and effects that two wars share
    are drawn alike in both, as long as those stand at the same place in their lists. Raises
    SimulationError for a negative seed, and where bursts run away.
    """
    if seed < 0:
        raise SimulationError(f"the seed {seed} is below 0")
    happened = happen(war, seed)
    return Drawn(war, seed, happened, code(war, happened, seed))
