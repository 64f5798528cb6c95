"""What became of one draw: the verdict through the same door as any claim's."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.assess import MODULES
from onrecord.assess.asking import asked
from onrecord.assess.case import Answer, Bench
from onrecord.assess.changed import ALPHA
from onrecord.assess.sensitivity import Module, tried
from onrecord.calibrate.cell import Cell, Random, Trial
from onrecord.selection import Resolver

UNTESTED = "not tested by this version"
ERROR = "error"


@dataclass(frozen=True)
class Outcome:
    """The verdict on one draw, with p, the usual test's p, and whether the interval held."""

    draw: int
    verdict: str
    """A verdict of the finding, `UNTESTED` or `ERROR`."""
    p: float | None = None
    naive: float | None = None
    held: bool | None = None
    """None where no interval was given, or the truth is not one number."""
    note: str = ""
    """What went wrong, for an `ERROR`."""

    def plain(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


@dataclass(frozen=True)
class Batch:
    """Consecutive draws of one cell."""

    cell: str
    again: int
    outcomes: tuple[Outcome, ...]
    seconds: float
    """Of one core, so that a busy machine does not count as a slow method."""


def judged(trial: Trial, draw: int, rng: Random) -> Outcome:
    """The verdict on one trial, by everything that stands between a claim and its verdict."""
    module = MODULES.get(trial.claim.type)
    if module is None:
        return Outcome(draw, UNTESTED, naive=trial.naive)
    answer = answered(trial, module, seed=int(rng.integers(1 << 31)))
    held = None
    effect = answer.effect
    if trial.truth is not None and effect is not None and (effect.low or effect.high):
        held = (effect.low or 0.0) <= trial.truth <= (effect.high or math.inf)
    return Outcome(draw, answer.verdict, answer.p, trial.naive, held)


def answered(trial: Trial, module: Module, *, seed: int) -> Answer:
    """What `assess` would answer to the only claim of a report; no finding is made of it."""
    units = trial.gazetteer.unit_bounds()
    bench = Bench(trial.record, trial.registry, units, seed, verdict_only=True)
    resolver = Resolver(trial.registry, trial.gazetteer, trial.record.info)
    answer = tried(asked(trial.claim, resolver, bench), module).answer
    if answer.p is not None and answer.p > ALPHA and answer.on_adjusted is not None:
        return answer.on_adjusted(answer.p)
    return answer


@contextmanager
def _unswept() -> Iterator[None]:
    """Without the search for garbage that refers to itself, a tenth of the time of a draw: of it a
    batch leaves some 30 MiB at most."""
    sweeping = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeping:
            gc.enable()


def _outcome(cell: Cell, draw: int, rng: Random) -> Outcome:
    try:
        return judged(cell.trial(rng), draw, rng)
    except Exception as error:  # the cell fails, and says why; the others are not stopped
        return Outcome(draw, ERROR, note=f"{type(error).__name__}: {error}"[:300])


def drawn(cell: Cell, seed: int, draws: Sequence[int], again: int = 0) -> Batch:
    """The outcomes of some draws of a cell. A draw that fails is an `ERROR`, and stops no other."""
    begun = time.process_time()
    with _unswept():
        outcomes = [_outcome(cell, draw, cell.stream(seed, draw, again)) for draw in draws]
    return Batch(cell.name, again, tuple(outcomes), time.process_time() - begun)
