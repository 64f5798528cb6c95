"""The fixed weights: what pairs that are one event look like, from `weights.yaml`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.actors.yamltext import read_yaml
from onrecord.errors import RecordError

Floats = NDArray[np.float64]

FILE = Path(__file__).with_name("weights.yaml")

LEVELS: Mapping[str, tuple[str, ...]] = {
    "parties": ("both", "likely", "one", "neither"),
    "kind": ("same", "related", "different"),
    "deaths": ("equal", "close", "threefold", "apart"),
    "place": ("same", "different"),
    "source_line": ("alike", "similar", "little", "nothing"),
}
"""The levels of each piece of evidence, best first. A level of −1 says nothing at all."""

RINGS_KM: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)
"""Outer ends of the rings in which distances are told apart."""


@dataclass(frozen=True)
class Weights:
    """See `weights.yaml`, where every number has its reason."""

    days: tuple[float, ...]
    days_imprecise: tuple[float, ...]
    same_point: float
    scale_km: Mapping[int, float]
    window_scales: float
    widest_km: float
    if_same: Mapping[str, tuple[float, ...]]
    """For each of LEVELS the shares among pairs that are one event."""
    related: tuple[frozenset[str], ...]
    points_agree_km: float
    cosines: tuple[float, float, float]
    shared: float
    strength: float
    nothing: float
    """Probability, before any evidence, that no event is in both records."""
    most_bits: float
    lasting_days: int
    reasons: Mapping[str, str]

    @property
    def most_gap(self) -> int:
        """Days that may lie between two rows of one event."""
        return len(self.days) - 1

    def scales(self, where_prec: NDArray[Any]) -> Floats:
        """Each row's own scale in km, shape (n,); NaN where its code is too coarse to be placed."""
        table = np.full(9, np.nan)
        for code, km in self.scale_km.items():
            table[code] = km
        return np.asarray(table[np.clip(where_prec.astype(np.int64), 0, 8)])

    def window_km(self, scale: Floats) -> Floats:
        """How far apart two rows may be whose joint scale this is."""
        return np.asarray(np.minimum(self.window_scales * scale, self.widest_km))

    def within(self, km: Floats | float, scale: Floats) -> Floats:
        """Share of pairs of one event that are at most `km` apart."""
        ratio = np.square(km) / (np.square(km) + np.square(scale))
        return np.asarray(self.same_point + (1.0 - self.same_point) * ratio)

    @property
    def key(self) -> str:
        """All numbers in one line: two sets of weights are the same if and only if theirs are."""
        told = {
            field.name: getattr(self, field.name)
            for field in fields(self) if field.name != "reasons"
        }  # fmt: skip
        return json.dumps(told, sort_keys=True, default=lambda group: sorted(group))

    def using(self, **shares: tuple[float, ...]) -> Weights:
        """The same weights with other shares for some of LEVELS."""
        return replace(self, if_same={**self.if_same, **shares})


@lru_cache(maxsize=8)
def read_weights(path: Path = FILE) -> Weights:
    """The weights of a file. Raises RecordError, with the file, where something is missing."""
    try:
        content = read_yaml(path.read_text(encoding="utf-8"), str(path))
        return _weights(content)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(
            f"these weights cannot be read: {error}",
            where=str(path),
            todo=f"Start from a copy of {FILE.name}, which has every field that is needed.",
        ) from error


def _weights(content: dict[str, Any]) -> Weights:
    time, distance, lines = content["time"], content["distance"], content["source_line"]
    return Weights(
        days=_shares(time["if_same_days"], "time"),
        days_imprecise=_shares(time["if_same_when_imprecise"], "time"),
        same_point=_share(distance["same_point"], "same_point"),
        scale_km={int(code): float(km) for code, km in distance["scale_km"].items()},
        window_scales=float(distance["window_scales"]),
        widest_km=float(distance["widest_km"]),
        if_same={
            name: _shares([content[name]["if_same"][level] for level in levels], name)
            for name, levels in LEVELS.items()
        },
        related=tuple(frozenset(map(str, group)) for group in content["kind"]["related"]),
        points_agree_km=float(content["place"]["points_agree_km"]),
        cosines=(float(lines["alike"]), float(lines["similar"]), float(lines["little"])),
        shared=_share(content["prior"]["shared"], "prior"),
        strength=float(content["prior"]["strength"]),
        nothing=_share(content["prior"]["nothing"], "nothing"),
        most_bits=float(content["most_bits"]),
        lasting_days=int(content["lasting"]["days"]),
        reasons={
            name: " ".join(part["reason"].split())
            for name, part in content.items()
            if isinstance(part, dict) and "reason" in part
        },
    )


def _share(value: Any, name: str) -> float:
    share = float(value)
    if not 0.0 < share < 1.0:
        raise ValueError(f"{name}: {share} is not between 0 and 1")
    return share


def _shares(values: Any, name: str) -> tuple[float, ...]:
    shares = tuple(_share(value, name) for value in values)
    if abs(sum(shares) - 1.0) > 1e-6:
        raise ValueError(f"the shares of {name} sum to {sum(shares):g}, not to 1")
    return shares
