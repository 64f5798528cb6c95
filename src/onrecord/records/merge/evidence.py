"""The evidence of each candidate pair: at which level it agrees, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.candidates import Index, Pairs
from onrecord.records.merge.inparts import parts
from onrecord.records.merge.rows import Rows, cosines
from onrecord.records.merge.weights import LEVELS, RINGS_KM, Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

SILENT = -1
"""The level of a piece of evidence that says nothing of a pair."""
KINDS: Mapping[str, int] = {"place": 4, "source_line": 4}
"""Into how many kinds pairs fall for the pieces of evidence that depend on where they are."""
_NEAR_KM, _NEXT_KM, _BESIDE_KM = (RINGS_KM.index(km) for km in (4.0, 8.0, 16.0))


@dataclass(frozen=True, eq=False)
class Evidence:
    """Levels of each pair: indices into `LEVELS[name]`, `SILENT` where it says nothing."""

    ring: Levels
    """Index into RINGS_KM of the ring that the distance falls in."""
    levels: Mapping[str, Levels]

    def take(self, index: slice | Ints) -> Evidence:
        """That of some pairs."""
        return Evidence(
            self.ring[index], {name: level[index] for name, level in self.levels.items()}
        )

    def told(self, name: str) -> Ints | slice | None:
        """Of which pairs this piece of evidence says anything: an index of them; None: of none."""
        told = self.levels[name] != SILENT
        if told.all():
            return slice(None)
        return np.flatnonzero(told) if told.any() else None

    def kinds(self, name: str) -> Ints:
        """Among which pairs agreement in this piece of evidence is compared, shape (m,).

        Rows three km apart mostly have the same place name, unrelated or not; and what happened in
        one place is told in lines that name it. So names are compared among pairs as far apart, and
        lines among pairs whose places agree as well: else one thing would count three times.
        """
        if name == "place":
            return np.searchsorted((_NEAR_KM, _NEXT_KM, _BESIDE_KM), self.ring).astype(np.int64)
        if name == "source_line":
            place, ring = self.levels["place"], self.ring
            agree = (place == 0) | ((place == SILENT) & (ring < _NEAR_KM - 1))
            near = np.where(ring <= _NEAR_KM, 2, 3)
            return np.where(agree, 0, np.where(place == SILENT, near, 1)).astype(np.int64)
        return np.zeros(len(self.ring), dtype=np.int64)


def evidence(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    weights: Weights,
    *,
    parties: NDArray[np.int8],
    kinds: tuple[str, ...],
    words: tuple[Any, Any] | None,
) -> Evidence:
    """What speaks for and against each pair.

    `parties`: the level of each pair of the records' pairs of sides, shape (first's, second's);
    `kinds`: the names behind `Rows.kind`; `words`: see `word_matrices`, in the records' own order.
    """
    table = _kinds(kinds, weights)
    ring = np.empty(len(pairs), dtype=np.int8)
    levels: dict[str, Levels] = {name: np.empty(len(pairs), dtype=np.int8) for name in LEVELS}
    for part in parts(len(pairs)):
        one, other, km = pairs.one[part], pairs.other[part], pairs.km[part]
        ring[part] = np.minimum(np.searchsorted(RINGS_KM, km), len(RINGS_KM) - 1)
        levels["parties"][part] = parties[first.party[one], second.party[other]]
        levels["kind"][part] = table[first.kind[one], second.kind[other]]
        levels["deaths"][part] = _deaths(first, second, one, other)
        levels["place"][part] = _place(first.place[one], second.place[other], km, weights)
        levels["source_line"][part] = _lines(words, first.row[one], second.row[other], weights)
    return Evidence(ring, levels)


def _kinds(names: tuple[str, ...], weights: Weights) -> Levels:
    """The level of each pair of kinds."""
    n = len(names)
    table = np.full((n + 1, n + 1), SILENT, dtype=np.int8)  # the last row and column: unknown
    for i, name in enumerate(names):
        for j, also in enumerate(names):
            related = any(name in group and also in group for group in weights.related)
            table[i, j] = 0 if i == j else 1 if related else 2
    return table


def _deaths(first: Rows, second: Rows, one: Index, other: Index) -> Levels:
    """Equal; close (within one, or half as many again, or in the other's range); threefold."""
    a, b = first.best[one], second.best[other]
    low, high = np.minimum(a, b), np.maximum(a, b)
    ranged = _inside(b, first, one) | _inside(a, second, other)
    close = (high - low <= 1) | (high <= 1.5 * low) | ranged
    level = np.where(a == b, 0, np.where(close, 1, np.where(high <= 3 * np.maximum(low, 1), 2, 3)))
    return np.where((a < 0) | (b < 0), SILENT, level).astype(np.int8)


def _inside(count: Ints, of: Rows, rows: Index) -> NDArray[np.bool_]:
    low, high = of.low[rows], of.high[rows]
    return np.asarray((low >= 0) & (high > low) & (count >= low) & (count <= high))


def _place(one: Ints, other: Ints, km: Floats, weights: Weights) -> Levels:
    silent = (one < 0) | (other < 0) | (km <= weights.points_agree_km)
    return np.where(silent, SILENT, np.where(one == other, 0, 1)).astype(np.int8)


def _lines(words: tuple[Any, Any] | None, one: Ints, other: Ints, weights: Weights) -> Levels:
    if words is None:
        return np.full(len(one), SILENT, dtype=np.int8)
    cosine = cosines(words, one, other)
    level = np.searchsorted(-np.asarray(weights.cosines), -np.nan_to_num(cosine))
    return np.where(np.isnan(cosine), SILENT, level).astype(np.int8)
