"""A cell: which conflicts are drawn, what is claimed of them, and what the verdict should be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from zlib import crc32

import numpy as np

from onrecord.actors import Registry
from onrecord.claims import AnyClaim
from onrecord.places import Gazetteer
from onrecord.records.schema import Record

SEED = 20171023
"""Of every table, fixed before the first one was made."""

LIMIT = 0.065
"""The upper Wilson bound of false “borne out” that a null cell may reach (METHODS 11)."""

COVERAGE = 0.93
"""No cell's share of 95 % intervals that hold the truth may have its upper bound below this."""

YES = ("borne out", "partly borne out")
"""Where nothing is there to be borne out, a part of it is one too many."""

WHOLLY = ("borne out",)
"""Where the place itself was picked: what *partly* says is that this cannot be told."""

Kind = Literal["null", "power"]
Random = np.random.Generator


@dataclass(frozen=True)
class Trial:
    """One simulated conflict, what is claimed of it, and what the usual test makes of that."""

    claim: AnyClaim
    record: Record
    registry: Registry
    gazetteer: Gazetteer
    naive: float | None
    """p of the usual test on the same rows; None where it gives none."""
    truth: float | None = None
    """The true value of the effect that the finding gives an interval of, where there is one."""


@dataclass(frozen=True)
class Cell:
    """Conflicts of one kind and one claim about each.

    `trial` draws one; it is a module's function or a `partial` of one, so that it can be sent to
    another process. `target`: the least share of “borne out” in a power cell, None where the share
    is reported only. `bursty`: intervals that miss are reported and fail nothing.
    """

    name: str
    claim_type: str
    kind: Kind
    conflict: str
    """What is drawn, in plain words."""
    naive: str
    """The usual test that stands beside ours."""
    trial: Callable[[Random], Trial]
    target: float | None = None
    bursty: bool = False
    wrong: tuple[str, ...] = YES
    """The verdicts that are false in a null cell (in a power cell: those that are right)."""

    def stream(self, seed: int, draw: int, again: int = 0) -> Random:
        """The random numbers of one draw; `again` counts fresh seeds of the same cell."""
        words = [seed, crc32(self.name.encode()), draw]
        return np.random.default_rng(np.random.SeedSequence(words + [again] * bool(again)))

    def definition(self) -> str:
        """A short digest of everything that the cell draws from; another cell has another."""
        content = {
            "name": self.name,
            "type": self.claim_type,
            "kind": self.kind,
            "naive": self.naive,
            "trial": _called(self.trial),
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:10]


def _called(function: Callable[..., Any]) -> list[Any]:
    """A function by name, with the arguments that it is given in advance."""
    if isinstance(function, partial):
        given = sorted((name, repr(value)) for name, value in function.keywords.items())
        return [*_called(function.func), [repr(value) for value in function.args], given]
    return [f"{function.__module__}.{function.__qualname__}"]
