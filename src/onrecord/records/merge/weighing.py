"""From evidence to bits: the Fellegi–Sunter weights, with the chance of agreeing counted locally.

A piece of evidence is worth log2(m/u): m the share of pairs of one event that agree at this level
(fixed: `weights.yaml`), u the share of unrelated pairs that do. u is not one number for a whole
war: on one front all rows have the same parties, in one town the same name. So u is counted among
the other candidates of the same two rows, with the share among all candidates as a beginning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.crowding import BURST_DAYS, BURST_KM, Crowding
from onrecord.records.merge.evidence import KINDS, SILENT, Evidence
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import LEVELS, RINGS_KM, Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

BELIEF = 8.0
"""How many candidates the share among all of them counts for beside a row's own."""
AT_ONCE = 100_000
"""Pairs whose surroundings are looked at together, for the memory's sake."""
PIECES = ("crowding", "time", "distance", *LEVELS)
"""Every piece of evidence, in the order of the waterfall. `crowding` is the prior: how unlikely it
is at all that one of the unrelated rows to be expected there and then is not what was found."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Bits of each pair, shape (m, len(PIECES)), in the order of PIECES; without the prior odds."""

    bits: Floats

    @property
    def total(self) -> Floats:
        return np.asarray(self.bits.sum(axis=1))


@dataclass(frozen=True, eq=False)
class Beside:
    """Pairs that count as others, but are not weighed: how many of each level, by piece."""

    among: Mapping[str, Floats]
    """Shape (kinds * levels,): see `Evidence.kinds`."""
    sizes: tuple[int, int]
    """Rows of the records."""
    cells: Mapping[str, tuple[Floats, Floats]]
    """Of each row of the first and of the second record, shape (rows * kinds * levels,)."""


def weigh(
    pairs: Pairs,
    found: Evidence,
    placed: Floats,
    weights: Weights,
    unrelated: Floats,
    beside: Beside,
) -> Weighed:
    """The bits of each pair.

    `placed`: those of `when_and_where`; `unrelated`: how surely each pair is not one event, (m,);
    `beside`: others that are counted with them.
    """
    bits = np.zeros((len(pairs), len(PIECES)))
    bits[:, :3] = placed
    here = counted(pairs, found, unrelated, weights, beside.sizes)
    for at, name in enumerate(LEVELS, start=3):
        number = len(weights.if_same[name])
        told = np.flatnonzero(found.levels[name] != SILENT)
        kinds = found.kinds(name)[told]
        among = (here.among[name] + beside.among[name]).reshape(-1, number) + 1.0
        common = among / among.sum(axis=1, keepdims=True)
        same = np.log2(_falling(np.asarray(weights.if_same[name]), common))
        level = kinds * number + found.levels[name][told]
        shares = np.ones(len(told))
        for side, rows in enumerate((pairs.one, pairs.other)):
            cells = here.cells[name][side] + beside.cells[name][side]
            shares *= _local(rows[told], level, cells, unrelated[told], common)
        bits[told, at] = same.ravel()[level] - 0.5 * np.log2(shares)
    bits[:, 2:] = np.clip(bits[:, 2:], -weights.most_bits, weights.most_bits)
    return Weighed(bits)


def counted(
    pairs: Pairs,
    found: Evidence,
    weight: Floats,
    weights: Weights,
    sizes: tuple[int, int],
) -> Beside:
    """Levels of pairs that count with this weight each, shape (m,); `sizes`: of the records."""
    among: dict[str, Floats] = {}
    cells: dict[str, tuple[Floats, Floats]] = {}
    for name in LEVELS:
        number = len(weights.if_same[name])
        told = np.flatnonzero((found.levels[name] != SILENT) & (weight > 0))
        level = found.kinds(name)[told] * number + found.levels[name][told]
        number, own = number * KINDS.get(name, 1), weight[told]
        among[name] = _sum(level, own, number)
        cells[name] = (
            _sum(pairs.one[told] * number + level, own, sizes[0] * number),
            _sum(pairs.other[told] * number + level, own, sizes[1] * number),
        )
    return Beside(among, sizes, cells)


def when_and_where(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    found: Evidence,
    around: tuple[Crowding, Crowding],
    weights: Weights,
    doubles: Mask | None = None,
) -> Floats:
    """Bits of crowding, time and distance: together m(gap, ring) over the unrelated rows there.

    `doubles`: if one record is a copy of the other, the pairs whose rows stand in both of them.
    They are not counted around each other then, as rows of two records would not be.
    """
    bits = np.empty((len(pairs), 3))
    for at in range(0, len(pairs), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        some = Pairs(pairs.one[part], pairs.other[part], pairs.gap[part], pairs.km[part])
        near = None
        if doubles is not None:
            near = doubles[part] & (some.gap <= BURST_DAYS) & (some.km <= BURST_KM)
        expected = around[0].expected(some.one, near), around[1].expected(some.other, near)
        bits[part] = _placed(first, second, some, found.ring[part], expected, weights)
    return bits


def _placed(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    ring: Ints,
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


def _local(rows: Ints, level: Ints, cells: Floats, own: Floats, common: Floats) -> Floats:
    """How often the other candidates of the same row agree at the pair's level, shape (m,).

    `level`: of each pair, counted through its kinds; `cells`: how many candidates of each row are
    at each; `own`: what the pair counts there; `common`: shares of all candidates, (kinds, levels).
    """
    kinds, number = common.shape
    whole = cells.reshape(-1, number).sum(axis=1)[rows * kinds + level // number]
    others = cells[rows * common.size + level] - own
    return np.asarray((others + BELIEF * common.ravel()[level]) / (whole - own + BELIEF))


def _falling(same: Floats, common: Floats) -> Floats:
    """Shares among pairs of one event, (kinds, levels), so that agreeing better never counts less.

    `same`: the shares whatever the kind of pair; `common`: those of unrelated pairs of each kind.
    Where the unrelated agree better than `same` has it, neighbouring levels are taken together.
    """
    from scipy.optimize import isotonic_regression

    found = np.empty_like(common)
    for kind, shares in enumerate(common):
        ratio = isotonic_regression(same / shares, weights=shares, increasing=False).x
        found[kind] = np.maximum(ratio, 1e-6) * shares
    return found


def _sum(at: Ints, values: Floats, size: int) -> Floats:
    # Where there are no pairs, bincount answers in whole numbers.
    return np.bincount(at, weights=values, minlength=size).astype(np.float64, copy=False)
