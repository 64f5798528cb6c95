"""Columns of an Arrow table as numpy arrays, without pandas.

Arrow's own `to_numpy`, `fill_null` and any call that takes a Python value import pandas where it is
installed, a fifth of a second in every process; so nothing here uses them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa


def distinct_texts(column: Any) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """The place of each row's text among the distinct ones (−1: none), and these."""
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(column.combine_chunks())
    return numbers(encoded.indices, np.int32), tuple(encoded.dictionary.to_pylist())


def distinct_lists(column: Any) -> tuple[NDArray[np.int32], list[tuple[str, ...]]]:
    """The place of each row's list of texts among the distinct ones, and these.

    A missing list is an empty one.
    """
    import pyarrow.compute as pc

    column = column.combine_chunks()
    encoded = pc.dictionary_encode(column.flatten())
    names = encoded.dictionary.to_pylist()
    items = numbers(encoded.indices, np.int64)
    lengths = np.maximum(numbers(pc.list_value_length(column), np.int64), 0)
    first = np.cumsum(lengths) - lengths
    single = lengths == 1
    lists: dict[tuple[str, ...], int] = {}
    codes = np.empty(len(lengths), dtype=np.int32)
    own = np.full(len(names), -1, dtype=np.int32)
    for item in np.unique(items[first[single]]).tolist():
        own[item] = lists.setdefault((names[item],), len(lists))
    codes[single] = own[items[first[single]]]
    if not lengths.all():
        codes[lengths == 0] = lists.setdefault((), len(lists))
    for row in np.flatnonzero(lengths > 1).tolist():  # few: sides of several groups
        found = tuple(names[i] for i in items[first[row] : first[row] + lengths[row]])
        codes[row] = lists.setdefault(found, len(lists))
    return codes, list(lists)


def numbers(column: Any, dtype: Any) -> NDArray[Any]:
    """A column or array as numbers. Missing: −1, NaN for a float, False for a truth value."""
    import pyarrow as pa

    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    missing: float = -1
    if pa.types.is_date(array.type):
        array = array.cast(pa.date32()).cast(pa.int32())
    elif pa.types.is_boolean(array.type):
        array, missing = array.cast(pa.int8()), 0
    elif pa.types.is_floating(array.type):
        missing = float("nan")
    found: NDArray[Any] = np.from_dlpack(array.drop_null())
    if array.null_count:
        present = np.from_dlpack(array.is_valid().cast(pa.int8())).astype(bool)
        filled = np.full(len(array), missing, dtype=found.dtype)
        filled[present] = found
        found = filled
    if np.issubdtype(dtype, np.datetime64):
        found = found.astype(np.int64)
    return found.astype(dtype, copy=False)


def row_numbers(rows: NDArray[Any]) -> pa.Array:
    """Numbers of rows (from 0), for `take`."""
    import pyarrow as pa

    buffer = pa.py_buffer(np.ascontiguousarray(rows, dtype=np.int64))
    return pa.Array.from_buffers(pa.int64(), len(rows), [None, buffer])
