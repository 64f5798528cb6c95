"""The source lines of a table of one's own: texts, offices and dates in step."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from onrecord.records.own_dates import own_date

if TYPE_CHECKING:
    import pyarrow as pa


def in_step(
    texts: pa.Array, offices: pa.Array, days: pa.Array, written: str | None
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Three list columns of the same lengths, row by row.

    One office, text or date stands for all lines of its row; of several, each for its own.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    line, office, day = (
        np.asarray(pc.list_value_length(column).to_numpy(zero_copy_only=False))
        for column in (texts, offices, days)
    )
    if not day.any() and (not office.any() or not line.any() or bool((line == office).all())):
        whole = texts if line.any() else offices
        empty = pa.repeat(pa.scalar(""), len(whole.flatten()))
        none = pa.nulls(len(empty), pa.date32())
        offsets = pa.array(np.concatenate([[0], np.cumsum(np.maximum(line, office))]), pa.int32())
        return (
            pa.ListArray.from_arrays(offsets, texts.flatten() if line.any() else empty),
            pa.ListArray.from_arrays(offsets, offices.flatten() if office.any() else empty),
            pa.ListArray.from_arrays(offsets, none),
        )
    parts: tuple[list[list[str]], ...] = ([], [])
    dates: list[list[dt.date | None]] = []
    for row in zip(texts.to_pylist(), offices.to_pylist(), days.to_pylist(), strict=True):
        size = max(len(row[0]), len(row[1]), len(row[2]) if row[0] or row[1] else 0)
        for column, items in zip(parts, row, strict=False):
            column.append((items * size if len(items) == 1 else items + [""] * size)[:size])
        found = [_day_or_none(text, written) for text in row[2]]
        dates.append((found * size if len(found) == 1 else found + [None] * size)[:size])
    names = pa.list_(pa.string())
    listed = pa.array(dates, pa.list_(pa.date32()))
    return pa.array(parts[0], names), pa.array(parts[1], names), listed


def _day_or_none(text: str, written: str | None) -> dt.date | None:
    """The date of a source line: not a reason to lose an event."""
    try:
        found = own_date(text.strip(), written)
    except ValueError:
        return None
    return found.first if found.first == found.last else None
