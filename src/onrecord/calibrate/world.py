"""A drawn war as a record to test claims on, with the names that its claims use."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Registry
from onrecord.calibrate.cell import Random, Trial
from onrecord.calibrate.naive import Points
from onrecord.claims import CLAIM
from onrecord.places import Gazetteer
from onrecord.records.schema import Events, RecordInfo, Reject
from onrecord.simulate.about import Form
from onrecord.simulate.draws import Drawn, draw
from onrecord.simulate.land import CENTRE_LAT, CENTRE_LON
from onrecord.simulate.war import War
from onrecord.stats.sphere import distance_km

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Held:
    """A record that answers every question with all of its rows.

    Pruning is a hint (`records.schema.Record`): what is in a selection is decided row by row, and
    for the few rows of a simulated war that costs less than a database.
    """

    rows: Events
    info: RecordInfo

    def events(
        self,
        first: dt.date | None = None,  # noqa: ARG002
        last: dt.date | None = None,  # noqa: ARG002
        bounds: tuple[float, float, float, float] | None = None,  # noqa: ARG002
        names: frozenset[str] | None = None,  # noqa: ARG002
        elsewhere: frozenset[str] = frozenset(),  # noqa: ARG002
    ) -> Events:
        """All rows, whatever is asked for."""
        return self.rows

    def rejects(self) -> tuple[Reject, ...]:
        return ()


@dataclass(frozen=True, eq=False)
class Told:
    """A war as it was drawn, its record, and who and where is who and where in it."""

    drawn: Drawn
    form: Form
    record: Held
    registry: Registry
    gazetteer: Gazetteer

    @property
    def war(self) -> War:
        return self.drawn.war

    @property
    def events(self) -> Events:
        return self.record.rows

    def date(self, day: int) -> dt.date:
        """The date of a day of the war."""
        return self.war.first + dt.timedelta(days=int(day))

    def when(self, start: int, length: int) -> str:
        """A window of a claim, as a claims file writes it."""
        return f"{self.date(start)}/{self.date(start + length - 1)}"

    @cached_property
    def days(self) -> Ints:
        """The first day of each row, counted from the war's first, shape (n,)."""
        first = np.datetime64(self.war.first, "D")
        return np.asarray((self.events.start - first).astype(np.int64))

    def act(self, key: str) -> Mask:
        """The rows of one act of the war, shape (n,)."""
        number = [act.key for act in self.war.acts].index(key)
        happened = self.drawn.happened.act[self.drawn.reported(self.form)]
        return np.asarray(happened == number, dtype=bool)

    def within(self, km: float) -> Mask:
        """Rows whose point is so near to the middle of the land, shape (n,)."""
        events = self.events
        away = distance_km(events.lat, events.lon, CENTRE_LAT, CENTRE_LON)
        return np.asarray(away <= km, dtype=bool)

    def points(self, rows: Mask) -> Points:
        """Day, latitude and longitude of some rows, each of shape (n,)."""
        return self.days[rows], self.events.lat[rows], self.events.lon[rows]

    def trial(
        self, claim: Mapping[str, Any], naive: float | None, truth: float | None = None
    ) -> Trial:
        """A claim about this war, as a claims file writes it, with what the usual test says."""
        made = CLAIM.validate_python({"id": "claim", **claim})
        return Trial(made, self.record, self.registry, self.gazetteer, naive, truth)


_NAMES: dict[str, tuple[Registry, Gazetteer]] = {}


def told(war: War, rng: Random, form: Form = "ged") -> Told:
    """Draw a war and its record; who is who is worked out once for all wars of the same parties."""
    drawn = draw(war, int(rng.integers(1 << 62)))
    held = Held(drawn.events(form), drawn.info(form))
    key = repr((war.actors, war.land))
    if key not in _NAMES:
        actors = json.dumps(drawn.registry(), ensure_ascii=False, default=str)
        _NAMES[key] = _registry(actors), Gazetteer.from_rows(**drawn.gazetteer())
    return Told(drawn, form, held, *_NAMES[key])


@lru_cache(maxsize=64)
def _registry(actors: str) -> Registry:
    # A YAML file may be written as JSON; the registry reads files only.
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "actors.yaml").write_text(actors, encoding="utf-8")
        return Registry.from_folder(Path(folder))
