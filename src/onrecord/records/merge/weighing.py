"""From evidence to bits: the Fellegi–Sunter weights, with the chance of agreeing counted locally.

A piece of evidence is worth log2(m/u): m the share of pairs of one event that agree at this level
(fixed: `weights.yaml`), u the share of unrelated pairs that do. u is not one number for a whole
war: on one front all rows have the same parties, in one town the same name. So u is counted among
the other candidates of the same two rows, with the share among all candidates as a beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.crowding import BURST_DAYS, BURST_KM, Crowding
from onrecord.records.merge.evidence import KINDS, Evidence, Levels
from onrecord.records.merge.inparts import Places, parts
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import LEVELS, RINGS_KM, Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

BELIEF = 8.0
"""How many candidates the share among all of them counts for beside a row's own."""
PIECES = ("crowding", "time", "distance", *LEVELS)
"""Every piece of evidence, in the order of the waterfall. `crowding` is the prior: how unlikely it
is at all that one of the unrelated rows to be expected there and then is not what was found."""


@dataclass(frozen=True, eq=False)
class Worth:
    """What agreeing at each level is worth, for any pair of two records, by piece of evidence."""

    same: Mapping[str, Floats]
    """log2 of the share among pairs of one event, shape (kinds * levels,): see `Evidence.kinds`."""
    common: Mapping[str, Floats]
    """The share among all candidates, shape (kinds, levels)."""
    cells: Mapping[str, tuple[Floats, Floats]]
    """Candidates of each row of either record at each level, shape (rows * kinds * levels,)."""
    whole: Mapping[str, tuple[Floats, Floats]]
    """The same at any level, shape (rows * kinds,)."""

    def bits(self, name: str, pairs: Pairs, found: Evidence, unrelated: Floats) -> Floats:
        """Bits of a piece of evidence for pairs which count as so many unrelated ones, (m,)."""
        bits = np.zeros(len(pairs))
        told = found.told(name)
        if told is None:
            return bits
        kinds, number = self.common[name].shape
        kind = found.kinds(name)[told]
        level, common = kind * number + found.levels[name][told], self.common[name].ravel()
        own, shares = unrelated[told], BELIEF * common[level]
        product = np.ones(len(level))
        for rows, cells, whole in zip(
            (pairs.one, pairs.other), self.cells[name], self.whole[name], strict=True
        ):
            row = rows[told].astype(np.int64)
            others = cells[row * common.size + level] - own
            product *= (others + shares) / (whole[row * kinds + kind] - own + BELIEF)
        bits[told] = self.same[name][level] - 0.5 * np.log2(product)
        return bits


@dataclass(frozen=True, eq=False)
class Counted:
    """How many pairs there are of each level, by piece of evidence."""

    among: Mapping[str, Floats]
    """Shape (kinds * levels,): see `Evidence.kinds`."""
    cells: Mapping[str, tuple[Floats, Floats]]
    """Of each row of the first and of the second record, shape (rows * kinds * levels,)."""

    def add(self, other: Counted) -> Counted:
        """These, with the others counted in."""
        for name, among in self.among.items():
            np.add(among, other.among[name], out=among)
            for cells, more in zip(self.cells[name], other.cells[name], strict=True):
                np.add(cells, more, out=cells)
        return self

    def worth(self, weights: Weights) -> Worth:
        """What these counts of unrelated pairs make of each level."""
        same, shares, whole = {}, {}, {}
        for name, counts in self.among.items():
            number = len(weights.if_same[name])
            among = counts.reshape(-1, number) + 1.0
            shares[name] = among / among.sum(axis=1, keepdims=True)
            same[name] = np.log2(_falling(weights.if_same[name], shares[name])).ravel()
            one, other = (c.reshape(-1, number).sum(axis=1) for c in self.cells[name])
            whole[name] = one, other
        return Worth(same, shares, self.cells, whole)


def counted(
    pairs: Pairs, found: Evidence, weight: Floats, weights: Weights, sizes: tuple[int, int]
) -> Counted:
    """Levels of pairs that count with this weight each, shape (m,); `sizes`: of the records."""
    among: dict[str, Floats] = {}
    cells: dict[str, tuple[Floats, Floats]] = {}
    for name in LEVELS:
        number = len(weights.if_same[name]) * KINDS.get(name, 1)
        among[name] = np.zeros(number)
        cells[name] = np.zeros(sizes[0] * number), np.zeros(sizes[1] * number)
    for part in parts(len(pairs)):
        some, here = pairs.take(part), found.take(part)
        for name, (one, other) in cells.items():
            told = here.told(name)
            if told is not None:
                number, own = among[name].size, weight[part][told]
                level = here.kinds(name)[told] * len(weights.if_same[name])
                level += here.levels[name][told]
                Places(level).add(among[name], own)
                Places(some.one[told].astype(np.int64) * number + level).add(one, own)
                Places(some.other[told].astype(np.int64) * number + level).add(other, own)
    return Counted(among, cells)


def weigh(
    pairs: Pairs, found: Evidence, placed: Floats, worth: Worth, weights: Weights, unrelated: Floats
) -> Floats:
    """The bits of each pair together, without the prior odds, shape (m,).

    `placed`: those of `when_and_where` together; `unrelated`: how surely each pair is not one
    event, (m,).
    """
    total = np.empty(len(pairs))
    for part in parts(len(pairs)):
        some, here = pairs.take(part), found.take(part)
        bits = placed[part].copy()
        for name in LEVELS:
            piece = worth.bits(name, some, here, unrelated[part])
            bits += np.clip(piece, -weights.most_bits, weights.most_bits)
        total[part] = bits
    return total


@dataclass(frozen=True, eq=False)
class Around:
    """Two records with the crowding around each of their rows."""

    rows: tuple[Rows, Rows]
    crowding: tuple[Crowding, Crowding]
    doubles: Mask | None = None
    """If one record is a copy of the other, the pairs whose rows stand in both of them, (m,).
    They are not counted around each other then, as rows of two records would not be."""

    def bits(self, pairs: Pairs, found: Evidence, weights: Weights) -> Floats:
        """Bits of crowding, time and distance: together m(gap, ring) over the unrelated rows
        there; shape (m, 3)."""
        near = None
        if self.doubles is not None:
            near = self.doubles & (pairs.gap <= BURST_DAYS) & (pairs.km <= BURST_KM)
        one, other = self.crowding
        expected = one.expected(pairs.one, near), other.expected(pairs.other, near)
        bits = _placed(*self.rows, pairs, found.ring, expected, weights)
        bits[:, 2:] = np.clip(bits[:, 2:], -weights.most_bits, weights.most_bits)
        return bits

    def of(self, part: slice | Ints) -> Around:
        """For some of the pairs."""
        return replace(self, doubles=None if self.doubles is None else self.doubles[part])


def when_and_where(pairs: Pairs, found: Evidence, around: Around, weights: Weights) -> Floats:
    """Bits of crowding, time and distance of each pair together, shape (m,)."""
    total = np.empty(len(pairs))
    for part in parts(len(pairs)):
        bits = around.of(part).bits(pairs.take(part), found.take(part), weights)
        total[part] = bits.sum(axis=1)
    return total


def _placed(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    ring: Levels,
    expected: tuple[Floats, Floats],
    weights: Weights,
) -> Floats:
    """The same for some pairs, with the unrelated rows to expect around each of their rows."""
    one, other = pairs.one, pairs.other
    joint = np.hypot(first.scale[one], second.scale[other])
    window = weights.window_km(joint)
    edges = np.asarray((0.0, *RINGS_KM))
    inner, outer = edges[:-1], np.minimum(edges[1:], window[:, None])
    # Share of the outermost ring that still lies in the window, by area.
    part = np.clip(
        (outer**2 - np.minimum(inner, outer) ** 2) / (edges[1:] ** 2 - edges[:-1] ** 2), 0.0, 1.0
    )
    each = np.arange(len(pairs))
    whole = np.sqrt(np.prod([(e * part).sum(axis=1) for e in expected], axis=0))
    here = np.sqrt(expected[0][each, ring] * expected[1][each, ring]) * part[each, ring]
    days_at_once = first.length[one] + second.length[other] - 1.0
    all_days = days_at_once + 2.0 * weights.most_gap
    days = np.where(pairs.gap == 0, days_at_once, 2.0)
    imprecise = days_at_once > 1
    when = np.where(
        imprecise,
        np.asarray(weights.days_imprecise)[pairs.gap],
        np.asarray(weights.days)[pairs.gap],
    )
    reach = weights.within(window, joint)
    where = weights.within(np.minimum(edges[1:][ring], window), joint) - np.where(
        ring == 0, 0.0, weights.within(inner[ring], joint)
    )
    where = np.maximum(where / reach, 1e-6)
    return np.column_stack(
        [
            -np.log2(np.maximum(whole * all_days, 1e-9)),
            np.log2(when * all_days / days),
            np.log2(where * whole / np.maximum(here, 1e-12)),
        ]
    )


def _falling(same: Sequence[float] | Floats, common: Floats) -> Floats:
    """Shares among pairs of one event, (kinds, levels), so that agreeing better never counts less.

    `same`: the shares whatever the kind of pair; `common`: those of unrelated pairs of each kind.
    Where the unrelated agree better than `same` has it, neighbouring levels are taken together.
    """
    found = np.empty_like(common)
    for kind, shares in enumerate(common.tolist()):
        # Monotone regression of the ratios, of so few levels that a loop is the fastest.
        runs: list[tuple[float, float, int]] = []
        for one, share in zip(same, shares, strict=True):
            runs.append((one, share, 1))
            while len(runs) > 1 and runs[-1][0] * runs[-2][1] > runs[-2][0] * runs[-1][1]:
                last, before = runs.pop(), runs.pop()
                runs.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
        ratio = [max(one / share, 1e-6) for one, share, many in runs for _ in range(many)]
        found[kind] = np.asarray(ratio) * shares
    return found


@dataclass(frozen=True, eq=False)
class Weighed:
    """Bits of some pairs, (m, len(PIECES)), in the order of PIECES; without the prior odds."""

    bits: Floats
    habits: Floats
    """Of these, what time and distance count more by habits than by the fixed shares, (m, 2)."""

    @classmethod
    def of(
        cls, pairs: Pairs, found: Evidence, around: Around, worth: Worth, weights: Weights,
        unrelated: Floats, habits: Floats,
    ) -> Weighed:  # fmt: skip
        """Of pairs that `weigh` has weighed with the same `worth`, `unrelated` of each, piece by
        piece. `habits`: bits of days and kilometres, (m, 2), as in the module of that name."""
        most = weights.most_bits
        pieces = [np.clip(worth.bits(n, pairs, found, unrelated), -most, most) for n in LEVELS]
        placed = around.bits(pairs, found, weights)
        placed[:, 1:] += habits
        return cls(np.column_stack([placed, *pieces]), habits)

    def take(self, index: NDArray[np.bool_]) -> Weighed:
        return Weighed(self.bits[index], self.habits[index])
