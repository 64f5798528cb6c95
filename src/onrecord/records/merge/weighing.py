"""From evidence to bits: the Fellegi–Sunter weights, with the chance of agreeing counted locally.

A piece of evidence is worth log2(m/u): m the share of pairs of one event that agree at this level
(fixed: `weights.yaml`), u the share of unrelated pairs that do. u is not one number for a whole
war: on one front all rows have the same parties, in one town the same name. So u is counted among
the other candidates of the same two rows, with the share among all candidates as a beginning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.crowding import Crowding
from onrecord.records.merge.evidence import SILENT, Evidence, Levels
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import LEVELS, RINGS_KM, Weights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BELIEF = 8.0
"""How many candidates the share among all of them counts for beside a row's own."""
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


def weigh(
    pairs: Pairs, found: Evidence, placed: Floats, weights: Weights, unrelated: Floats
) -> Weighed:
    """The bits of each pair.

    `placed`: those of `when_and_where`; `unrelated`: how surely each pair is not one event, (m,).
    """
    bits = np.zeros((len(pairs), len(PIECES)))
    bits[:, :3] = placed
    for at, name in enumerate(LEVELS, start=3):
        bits[:, at] = _agreement(pairs, found.levels[name], weights.if_same[name], unrelated)
    bits[:, 2:] = np.clip(bits[:, 2:], -weights.most_bits, weights.most_bits)
    return Weighed(bits)


def when_and_where(
    first: Rows,
    second: Rows,
    pairs: Pairs,
    found: Evidence,
    around: tuple[Crowding, Crowding],
    weights: Weights,
) -> Floats:
    """Bits of crowding, time and distance: together m(gap, ring) over the unrelated rows there."""
    one, other = pairs.one, pairs.other
    joint = np.hypot(first.scale[one], second.scale[other])
    window = weights.window_km(joint)
    m = len(pairs)
    edges = np.asarray((0.0, *RINGS_KM))
    # Share of the outermost ring that still lies in the window, by area.
    inner, outer = edges[:-1][None, :], np.minimum(edges[1:][None, :], window[:, None])
    part = np.clip(
        (outer**2 - np.minimum(inner, outer) ** 2) / (edges[1:] ** 2 - edges[:-1] ** 2), 0.0, 1.0
    )
    expected = [
        c.per_day[rows] * part * c.burst[rows][:, None]
        for c, rows in zip(around, (one, other), strict=True)
    ]
    each = np.arange(m)
    whole = np.sqrt(expected[0].sum(axis=1) * expected[1].sum(axis=1))
    here = np.sqrt(expected[0][each, found.ring] * expected[1][each, found.ring])
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
    inner_km, outer_km = inner[0][found.ring], np.minimum(edges[1:][found.ring], window)
    where = weights.within(outer_km, joint) - np.where(
        found.ring == 0, 0.0, weights.within(inner_km, joint)
    )
    where = np.maximum(where / reach, 1e-6)
    return np.column_stack(
        [
            -np.log2(np.maximum(whole * all_days, 1e-9)),
            np.log2(when * all_days / days),
            np.log2(where * whole / np.maximum(here, 1e-12)),
        ]
    )


def _agreement(
    pairs: Pairs, level: Levels, if_same: tuple[float, ...], unrelated: Floats
) -> Floats:
    """Bits of one piece of evidence of each pair, 0 where it is silent."""
    told = level != SILENT
    number = len(if_same)
    at = np.where(told, level, 0).astype(np.int64)
    among = np.bincount(at[told], weights=unrelated[told], minlength=number) + 1.0
    common = (among / among.sum())[at]
    shares = np.ones(len(pairs))
    for rows in (pairs.one, pairs.other):
        shares *= np.sqrt(_local(rows, at, told, unrelated, common))
    bits = np.zeros(len(pairs))
    bits[told] = np.log2(np.asarray(if_same)[at[told]] / shares[told])
    return bits


def _local(
    rows: Ints, at: Ints, told: NDArray[np.bool_], unrelated: Floats, common: Floats
) -> Floats:
    """How often the other candidates of the same row agree at the pair's level, shape (m,)."""
    number = int(at.max(initial=0)) + 1
    weight = unrelated * told
    size = int(rows.max()) + 1 if len(rows) else 0
    cells = np.bincount(rows * number + at, weights=weight, minlength=size * number)
    whole = np.bincount(rows, weights=weight, minlength=size)
    others = cells[rows * number + at] - weight
    return np.asarray((others + BELIEF * common) / (whole[rows] - weight + BELIEF))
