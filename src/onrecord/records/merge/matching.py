"""Two records, matched: the candidates weighed, rivals settled, every number kept for the why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Registry
from onrecord.records.merge.blocks import candidate_pairs
from onrecord.records.merge.blocks_common import in_common
from onrecord.records.merge.blocks_run import EngineName, Run, runner
from onrecord.records.merge.calibrated import keeps, kept_from, shrunk
from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.estimate import Estimated, enough, estimated
from onrecord.records.merge.evidence import Evidence, evidence
from onrecord.records.merge.habits import Habits
from onrecord.records.merge.parties import by_name
from onrecord.records.merge.rows import Parties, Rows, of_events, word_matrices
from onrecord.records.merge.settling import settle
from onrecord.records.merge.tried import Pair, calibration
from onrecord.records.merge.weighing import Weighed
from onrecord.records.merge.weights import Weights, read_weights
from onrecord.records.schema import Events

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Matching:
    """What was found between two records; `pairs` counts in `first` and `second`."""

    first: Rows
    second: Rows
    pairs: Pairs
    found: Evidence
    weighed: Weighed
    """Of the pairs chosen."""
    prior: float
    """Odds, before any evidence, that a row has a counterpart."""
    chosen: Ints
    """Indices into `pairs`."""
    probability: Floats
    """That each chosen pair is one event, shape of `chosen`."""
    shared: float
    """Share of the smaller record's rows that is in both, as estimated."""
    parties: tuple[Parties, Parties]
    usage: NDArray[np.int8]
    """Level of each pair of sides in the end, and by names alone."""
    by_name: NDArray[np.int8]
    habits: Habits
    """Learnt from what the records share."""
    estimated: Estimated | None = None
    """What the weights were estimated from; None: they are the fixed ones."""

    @property
    def rows(self) -> tuple[Ints, Ints]:
        """Rows of the records (as they stand in them) of the pairs chosen."""
        pairs = self.pairs.take(self.chosen)
        return self.first.row[pairs.one], self.second.row[pairs.other]

    def turned(self) -> Matching:
        """The same, with the second record first."""
        pairs = self.pairs
        return replace(
            self, first=self.second, second=self.first,
            pairs=Pairs(pairs.other, pairs.one, pairs.gap, pairs.km),
            parties=self.parties[::-1], usage=self.usage.T, by_name=self.by_name.T,
            habits=self.habits.turned(),
        )  # fmt: skip

    @property
    def expected(self) -> float:
        """How many events are expected to be in both."""
        return self.shared * min(len(self.first), len(self.second))


def match(
    one: Events,
    other: Events,
    *,
    registry: Registry | None = None,
    weights: Weights | None = None,
    estimate: bool = False,
    jobs: int = 1,
    backend: str | None = None,
    engine: EngineName = "joblib",
) -> Matching:
    """Match the events of two records; see docs/merge.md. The same whichever comes first.

    `estimate`: whether the weights are estimated (`estimate.estimated`, with its errors);
    `jobs`, `backend`, `engine`: who works on blocks of days and on rehearsals (`runner`); the
    answer is the same.
    """
    run = runner(jobs, backend, engine)
    weights = weights or read_weights()
    registry = registry or Registry.default()
    # Rehearsals are drawn, and draws must not depend on which record was named first.
    keys = _key(one), _key(other)
    if keys[1] < keys[0] or (keys[0] == keys[1] and _names(other) < _names(one)):
        return _match(other, one, registry, weights, estimate, run).turned()
    return _match(one, other, registry, weights, estimate, run)


def _key(events: Events) -> tuple[int, bytes]:
    """An order of records that depends neither on their rows' order nor on their names."""
    columns = (events.start, events.end, events.lat, events.lon, events.best)
    return len(events), b"".join(np.sort(column).tobytes() for column in columns)


def _names(events: Events) -> list[str]:
    """What tells apart records whose days, points and deaths are the same."""
    columns = (events.table[name].to_pylist() for name in ("side_a", "side_b", "kind", "place"))
    return sorted(map(repr, zip(*columns, strict=True)))


def _match(
    one: Events, other: Events, registry: Registry, weights: Weights, estimate: bool, run: Run
) -> Matching:
    kinds: dict[str, int] = {}
    places: dict[str, int] = {}
    first, first_parties = of_events(one, weights, kinds, places)
    second, second_parties = of_events(other, weights, kinds, places)
    first, second = in_common(first, second, weights)
    named = by_name(first_parties, second_parties, registry, _middle(first, second))
    if estimate:
        enough(first, second)
    pairs = candidate_pairs(first, second, weights, run)
    words = word_matrices(one, other) if len(pairs) else None
    names = tuple(kinds)
    found = evidence(first, second, pairs, weights, parties=named, kinds=names, words=words)
    settled = settle(first, second, pairs, found, named, weights)
    by = None
    if estimate:
        weights, by = estimated(first, second, pairs, settled, weights)
        settled = settle(first, second, pairs, found, named, weights)
    real = Pair((first, second), pairs, settled, names, words, weights)
    by_score = calibration(real, run)
    rows = min(len(first), len(second))
    fixed = settled.probable.pair[settled.chosen]
    likely = shrunk(by_score.of(settled.score), fixed, rows)
    kept = likely >= kept_from(likely, by_score.shared * rows)
    kept &= keeps(by_score.any, rows)
    return Matching(
        first, second, pairs, settled.found, settled.weighed.take(kept), settled.prior,
        settled.chosen[kept], likely[kept], by_score.shared, (first_parties, second_parties),
        settled.usage, named, settled.habits, by,
    )  # fmt: skip


def _middle(first: Rows, second: Rows) -> dt.date:
    days = np.concatenate([first.start, second.start])
    middle = int(np.median(days)) if days.size else 0
    return dt.date(1970, 1, 1) + dt.timedelta(days=middle)
