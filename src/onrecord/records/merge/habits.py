"""Habits of two records: how many days and kilometres apart they put one event.

One may date by the day and the other by the dispatch, always later; two may use the same reports
and differ by a few hundred metres. The fixed shares (`weights.yaml`) know nothing of that. What the
likely pairs show may be chance, though: where nothing is in both, they are unrelated rows, and to
learn from these would make them look right. So only that is learnt which chance hardly brings:

- Unrelated rows come as often before as after. Where the likely pairs do not, one record dates
  late, and days apart are mixed with what they are among the likely pairs, with their sign.
- Unrelated rows thin out towards the point, the nearer the fewer. Where the surest pairs lie
  closer together than the fixed shares have it, these are mixed with how they lie.

How sure that is comes from sums over blocks of time and place, which hold chains of attacks
together: by z, the sum over the root of the sum of squares, as much is believed as 1 − 9/z²
(Stein's rule for one mean that is likely nothing), and nothing up to z = 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.evidence import Levels
from onrecord.records.merge.inparts import parts
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import RINGS_KM, Weights

Floats = NDArray[np.float64]
Codes = NDArray[np.int16]

BELIEF_DAYS = 100.0
"""How many matches the fixed shares of days apart count for beside those found."""
BELIEF_KM = 30.0
"""The same of distances, which only the surest pairs are asked for."""
SURE = 0.9
Z = 3.0
CLOSE_KM = 2.0
BLOCK_DAYS = 14
BLOCK_DEGREES = 0.5

_RINGS = len(RINGS_KM) + 1
"""Codes of distance: the ring, and one for pairs in which a row is not placed exactly."""


@dataclass(frozen=True, eq=False)
class Habits:
    """Bits that days and kilometres apart count more than by the fixed shares."""

    days: Floats
    """From `-most_gap` days later on, and at the end 0 for rows that last; (2 · most_gap + 2,)."""
    km: Floats
    """Of each of RINGS_KM, and at the end 0 for rows that are not placed exactly."""

    @classmethod
    def none(cls, weights: Weights) -> Habits:
        return cls(np.zeros(2 * weights.most_gap + 2), np.zeros(_RINGS))

    @property
    def any(self) -> bool:
        return bool(self.days.any() or self.km.any())

    def turned(self) -> Habits:
        """The same, if the records change places."""
        return Habits(np.append(self.days[-2::-1], self.days[-1]), self.km)

    def told(self) -> str:
        """In words, for whoever follows the arithmetic."""
        days, km = self.days[:-1], self.km[:-1]
        most = len(days) // 2
        later = ", ".join(f"{d - most:+d}: {b:+.2f}" for d, b in enumerate(days))
        near = ", ".join(f"{edge:g}: {b:+.2f}" for edge, b in zip(RINGS_KM, km, strict=True) if b)
        parts_ = [
            *([f"by how many days later the second is ({later})"] if days.any() else []),
            *([f"by how many km apart they are, up to ({near})"] if near else []),
        ]
        return (
            "How these records put one event is learnt from what they share; bits beside the fixed "
            f"weights, {' and '.join(parts_)}."
        )

    def bits(self, codes: Codes) -> Floats:
        """Of pairs with these codes, shape (m,)."""
        return np.asarray(np.add.outer(self.days, self.km).ravel()[codes])

    def pieces(self, codes: Codes) -> Floats:
        """The same of days and of kilometres, shape (m, 2)."""
        return np.column_stack([self.days[codes // _RINGS], self.km[codes % _RINGS]])


@dataclass(frozen=True)
class Believed:
    """How far what the likely pairs show is believed, from 0 to 1."""

    days: float
    km: float


def coded(first: Rows, second: Rows, pairs: Pairs, ring: Levels, weights: Weights) -> Codes:
    """The days and the ring that each pair lies apart, in one number; shape (m,)."""
    most, least = weights.most_gap, min(weights.scale_km.values())
    codes = np.empty(len(pairs), dtype=np.int16)
    for part in parts(len(pairs)):
        one, other = pairs.one[part], pairs.other[part]
        gap = pairs.gap[part].astype(np.int16)
        days = most + np.where(second.start[other] < first.start[one], -gap, gap)
        short = (first.length[one] == 1) & (second.length[other] == 1)
        exact = (first.scale[one] <= least) & (second.scale[other] <= least)
        codes[part] = np.where(short, days, 2 * most + 1) * _RINGS
        codes[part] += np.where(exact, ring[part], _RINGS - 1).astype(np.int16)
    return codes


def believed(
    first: Rows, pairs: Pairs, codes: Codes, probability: Floats, weights: Weights
) -> Believed:
    """How far habits that pairs of this probability show are believed."""
    most, one = weights.most_gap, pairs.one
    days, ring = (codes // _RINGS).astype(np.int64), codes % _RINGS
    later: Floats = np.where(days == 2 * most + 1, 0.0, np.sign(days - most)) * probability
    usual = float(_rings(weights)[: RINGS_KM.index(CLOSE_KM) + 1].sum())
    near = np.asarray(RINGS_KM)[np.minimum(ring, _RINGS - 2)] <= CLOSE_KM
    close = np.where(ring < _RINGS - 1, near - usual, 0.0) * _sure(probability)
    north, east = (np.floor(d / BLOCK_DEGREES) for d in (first.lat, first.lon))
    block = [np.floor(first.middle / BLOCK_DAYS), north, east]
    _, rows = np.unique(np.column_stack(block), axis=0, return_inverse=True)
    at = rows.reshape(-1)[one]
    # Farther apart than expected is what chance looks like.
    return Believed(_belief(abs(_z(later, at))), _belief(_z(np.asarray(close), at)))


def learnt(codes: Codes, probability: Floats, how: Believed, weights: Weights) -> Habits:
    """The habits that pairs of this probability show."""
    most = weights.most_gap
    fixed = np.asarray([weights.days[abs(d)] for d in range(-most, most + 1)])
    fixed[np.arange(-most, most + 1) != 0] /= 2.0
    days = _more(codes // _RINGS, probability, fixed, BELIEF_DAYS, weights)
    km = _more(codes % _RINGS, _sure(probability), _rings(weights), BELIEF_KM, weights)
    return Habits(how.days * days, how.km * km)


def _more(
    code: Codes, probability: Floats, fixed: Floats, belief: float, weights: Weights
) -> Floats:
    """Bits by which each code is more frequent than its fixed share; 0 for the code beyond."""
    seen = np.bincount(code, weights=probability, minlength=len(fixed) + 1)[:-1]
    share = (seen + belief * fixed) / (seen.sum() + belief)
    bits = np.zeros(len(fixed) + 1)
    some = np.flatnonzero(fixed > 0)
    bits[some] = np.log2(share[some] / fixed[some])
    return np.clip(bits, -weights.most_bits, weights.most_bits)


def _sure(probability: Floats) -> Floats:
    return np.where(probability > SURE, probability, 0.0)


def _rings(weights: Weights) -> Floats:
    """The fixed share of each ring, among pairs of rows that are placed exactly."""
    joint = np.sqrt(2.0) * np.asarray(min(weights.scale_km.values()))
    window = weights.window_km(joint)
    inside = weights.within(np.minimum(RINGS_KM, window), joint) / weights.within(window, joint)
    return np.diff(inside, prepend=0.0)


def _z(values: Floats, block: NDArray[np.int64]) -> float:
    sums = np.bincount(block, weights=values)
    return float(sums.sum() / max(float(np.sqrt((sums**2).sum())), 1e-9))


def _belief(z: float) -> float:
    return 1.0 - (Z / z) ** 2 if z > Z else 0.0
