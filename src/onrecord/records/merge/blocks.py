"""The search for candidates, block by block: each block is a span of days with its surroundings.

A pair belongs to the block in which the first record's row begins; of both records a block holds
every row that the search could reach from there (`candidates.search_days`), and of the first those
that could be nearer to them. So it finds just what a search of the whole would: where blocks are
cut changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.blocks_run import Run, here
from onrecord.records.merge.candidates import Pairs, candidates, joined, search_days
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import Weights

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

ROWS_IN_A_BLOCK = 20_000
"""Rows of the first record that one block holds, about."""
_BEYOND = 0.5
"""Days added to the reach of the search, so that no rounding lies at its edge."""


@dataclass(frozen=True, eq=False)
class Block:
    """The rows of one block, each with its place in the whole record."""

    first: Rows
    second: Rows
    at: tuple[Ints, Ints]
    own: Mask
    """Which of the first are the block's own, and not their surroundings."""


def candidate_pairs(first: Rows, second: Rows, weights: Weights, run: Run = here) -> Pairs:
    """The candidates of two records, sorted; the same however many blocks there are."""
    # Blocks follow each other in the order of the first record's rows, and so do their pairs.
    return joined(run(partial(block_pairs, weights=weights), list(blocks(first, second))))


def block_pairs(block: Block, *, weights: Weights) -> Pairs:
    """Candidates of one block, counted in the whole records."""
    pairs = candidates(block.first, block.second, weights, order=block.at)
    pairs = pairs.take(block.own[pairs.one])
    one, other = (at.astype(np.int32) for at in block.at)
    return Pairs(one[pairs.one], other[pairs.other], pairs.gap, pairs.km)


def blocks(first: Rows, second: Rows) -> Iterator[Block]:
    """Blocks of about `ROWS_IN_A_BLOCK` rows, which begin in one span of days, and all near them.

    Rows that last are compared among themselves, and the search for them looks farther.
    """
    number = -(-len(first) // ROWS_IN_A_BLOCK)
    if number == 1:
        everything = np.arange(len(first)), np.arange(len(second))
        yield Block(first, second, everything, np.ones(len(first), dtype=bool))
        return
    for own in np.array_split(np.arange(len(first), dtype=np.int64), number or 1):
        around, there = np.zeros(len(first), dtype=bool), np.zeros(len(second), dtype=bool)
        for lasting in (False, True):
            mine = own[first.lasting[own] == lasting]
            if mine.size:
                reach = search_days(lasting) + _BEYOND
                low, high = (float(edge(first.middle[mine])) for edge in (np.min, np.max))
                there |= _between(second, lasting, low - reach, high + reach)
                around |= _between(first, lasting, low - 2 * reach, high + 2 * reach)
        at = np.flatnonzero(around), np.flatnonzero(there)
        yield Block(first.take(at[0]), second.take(at[1]), at, np.isin(at[0], own))


def _between(rows: Rows, lasting: bool, low: float, high: float) -> Mask:
    return np.asarray((rows.lasting == lasting) & (rows.middle >= low) & (rows.middle <= high))
