"""Columns of text to columns of values, with every fault put down by its row.

A full release has 386,000 rows, so Python looks only at what Arrow cannot settle: each distinct
text of a column with few, and the few odd texts of a column with many.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.records.values import ABSENT, PLAIN_DAY

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
M = TypeVar("M")


@dataclass
class Faults:
    """What is wrong with which row of a table."""

    reasons: dict[int, list[str]] = field(default_factory=dict)

    def add(self, row: int, reason: str) -> None:
        self.reasons.setdefault(row, []).append(reason)

    def of(self, row: int) -> str:
        return "; ".join(self.reasons[row])

    def __bool__(self) -> bool:
        return bool(self.reasons)


def distinct(
    column: pa.Array, name: str, parse: Callable[[str], T], missing: M, faults: Faults
) -> tuple[list[T | M], NDArray[np.int64]]:
    """The value of each distinct text of a column, and each row's place among them.

    A text that `parse` refuses (ValueError) becomes `missing`, and its rows are put down in
    `faults`.
    """
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(column)
    codes = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    values: list[T | M] = []
    problems: dict[int, str] = {}
    for at, text in enumerate(encoded.dictionary.to_pylist()):
        try:
            values.append(parse(text.strip()))
        except ValueError as problem:
            values.append(missing)
            shown = text if len(text) <= 60 else text[:60] + "…"
            problems[at] = f"{name} “{shown}”: {problem}"
    if problems:
        for row in np.flatnonzero(np.isin(codes, list(problems))).tolist():
            faults.add(row, problems[int(codes[row])])
    return values, codes


def plain_days(column: pa.Array) -> pa.Array | None:
    """A column of days in the plain form, as days; None where any of it is something else."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pc.all(pc.match_substring_regex(column, PLAIN_DAY)).as_py():
        return None
    try:
        return pc.utf8_slice_codeunits(column, 0, 10).cast(pa.date32())
    except pa.ArrowInvalid:  # no such day
        return None


def texts(
    column: pa.Array, name: str, parse: Callable[[str], str | None], plain: str, faults: Faults
) -> pa.Array:
    """A column of text parsed to text.

    `plain` is a pattern (RE2) of texts that `parse` gives back as they are: these are not looked
    at, but for the words of `ABSENT`.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    column = pc.utf8_trim_whitespace(column)
    odd = pc.or_(
        pc.invert(pc.match_substring_regex(column, plain)),
        pc.is_in(column, value_set=pa.array(sorted(ABSENT))),
    )
    rows = np.flatnonzero(odd.to_numpy(zero_copy_only=False))
    if not len(rows):
        return column
    own = Faults()
    values, codes = distinct(column.take(rows), name, parse, "", own)
    for at in own.reasons:
        faults.add(int(rows[at]), own.of(at))
    return pc.replace_with_mask(column, odd, pa.array(values, pa.string()).take(codes))


def degrees_of(
    column: pa.Array, name: str, parse: Callable[[str], float], most: float, faults: Faults
) -> NDArray[np.float64]:
    """A column of degrees: by Arrow if all are sound, else each distinct one by `parse`."""
    import pyarrow as pa

    try:
        found = np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)
        if bool((np.abs(found) <= most).all()):
            return found
    except pa.ArrowInvalid:
        pass
    values, codes = distinct(column, name, parse, 0.0, faults)
    return np.asarray(values, np.float64)[codes]


def counts_of(
    column: pa.Array, name: str, parse: Callable[[str], int], dtype: Any, faults: Faults
) -> NDArray[Any]:
    """A column of counts, codes or flags: few distinct ones."""
    # Where the value is at fault the row is rejected, so what stands in does not matter.
    values, codes = distinct(column, name, parse, 0, faults)
    return np.asarray(values, dtype=dtype)[codes] if values else np.empty(0, dtype)
