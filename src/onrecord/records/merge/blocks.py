"""The search for candidates, block by block: each block is a span of days with its surroundings.

`block_pairs` is a pure function of Arrow tables, so that blocks can be searched anywhere: in this
process, on joblib's workers, or by Spark (`applyInArrow` over blocks). A pair belongs to the block
in which the first record's row begins; of both a block holds every row that could be near it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import MissingExtraError
from onrecord.records.merge.candidates import Pairs, candidates, search_days
from onrecord.records.merge.rows import Rows
from onrecord.records.merge.weights import Weights

if TYPE_CHECKING:
    import pyarrow as pa

Ints = NDArray[np.int64]

ROWS_IN_A_BLOCK = 20_000
"""Rows of the first record that one block holds, about."""


def candidate_pairs(
    first: Rows, second: Rows, weights: Weights, *, jobs: int = 1, backend: str | None = None
) -> Pairs:
    """The candidates of two records, sorted; the same for any number of jobs."""
    if jobs == 1 and backend is None:
        return candidates(first, second, weights)
    try:
        import joblib
    except ImportError as error:
        raise MissingExtraError("parallel", "merging on several cores") from error

    blocks = list(spans(first, second))
    with joblib.parallel_config(backend=backend or "loky"):
        tables = joblib.Parallel(n_jobs=jobs)(
            joblib.delayed(block_pairs)(
                first.take(block.around).to_arrow(),
                second.take(block.second).to_arrow(),
                np.isin(block.around, block.own),
                weights,
            )
            for block in blocks
        )
    return _joined(tables, blocks)


@dataclass(frozen=True, eq=False)
class Block:
    """Row indices of one block: the first record's own, those around them, the second's."""

    own: Ints
    around: Ints
    """Of the first record, own and others: rivals that a row of the second could be nearer to."""
    second: Ints


def spans(first: Rows, second: Rows) -> Iterator[Block]:
    """Blocks of about `ROWS_IN_A_BLOCK` rows, which begin in one span of days, and all near them.

    Rows that last are few and reach far: every block holds all of them.
    """
    number = max(1, -(-len(first) // ROWS_IN_A_BLOCK))
    margin = search_days(False) + 0.5
    for own in np.array_split(np.arange(len(first), dtype=np.int64), number):
        if not own.size:
            continue
        short = own[~first.lasting[own]]
        middles = first.middle[short] if short.size else np.asarray([np.inf, -np.inf])
        low, high = float(middles.min()) - margin, float(middles.max()) + margin
        there = np.flatnonzero(second.lasting | _between(second, low, high))
        around = np.flatnonzero(first.lasting | _between(first, low - margin, high + margin))
        yield Block(own, np.union1d(around, own), there)


def _between(rows: Rows, low: float, high: float) -> NDArray[np.bool_]:
    return np.asarray((rows.middle >= low) & (rows.middle <= high))


def block_pairs(
    first: pa.Table, second: pa.Table, own: NDArray[np.bool_], weights: Weights
) -> pa.Table:
    """Candidates of one block, as Arrow: columns one, other, gap, km, counted within the block.

    `first`, `second`: `Rows.to_arrow()` of the block's rows; `own`: which of the first are its own.
    """
    import pyarrow as pa

    pairs = candidates(Rows.from_arrow(first), Rows.from_arrow(second), weights)
    pairs = pairs.take(own[pairs.one])
    return pa.table({"one": pairs.one, "other": pairs.other, "gap": pairs.gap, "km": pairs.km})


def _joined(tables: list[pa.Table], blocks: list[Block]) -> Pairs:
    columns: dict[str, list[NDArray[np.generic]]] = {n: [] for n in ("one", "other", "gap", "km")}
    for table, block in zip(tables, blocks, strict=True):
        got = {name: table[name].to_numpy() for name in columns}
        columns["one"].append(block.around[got["one"]])
        columns["other"].append(block.second[got["other"]])
        columns["gap"].append(got["gap"])
        columns["km"].append(got["km"])
    one, other, gap, km = (np.concatenate(c) if c else np.zeros(0) for c in columns.values())
    order = np.lexsort((other, one))
    return Pairs(
        one[order].astype(np.int64), other[order].astype(np.int64), gap[order].astype(np.int64),
        km[order].astype(np.float64),
    )  # fmt: skip
