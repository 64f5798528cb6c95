"""All cells of the table, one module for each family."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch

from onrecord.calibrate.cell import Cell
from onrecord.calibrate.cells import (
    aligned,
    census,
    changed,
    coincided,
    displaced,
    followed,
    quiet,
    targeted,
    versus,
)
from onrecord.calibrate.cells import (
    chosen as picked,
)
from onrecord.errors import OnrecordError

CELLS: tuple[Cell, ...] = (
    *changed.CELLS,
    *picked.CELLS,
    *versus.CELLS,
    *displaced.CELLS,
    *coincided.CELLS,
    *targeted.CELLS,
    *followed.CELLS,
    *quiet.CELLS,
    *census.CELLS,
    *aligned.CELLS,
)
"""In the order of the table; every name is another one."""


def chosen(patterns: Sequence[str] = (), among: Sequence[Cell] = CELLS) -> tuple[Cell, ...]:
    """The cells whose name holds one of `patterns` (`*` and `?` as in file names); all for none.

    Raises OnrecordError where a pattern fits no cell.
    """
    if not patterns:
        return tuple(among)
    for pattern in patterns:
        if not any(_fits(cell, pattern) for cell in among):
            raise OnrecordError(
                f"no cell is called anything like “{pattern}”",
                todo="onrecord calibrate --list names them all.",
            )
    return tuple(cell for cell in among if any(_fits(cell, pattern) for pattern in patterns))


def _fits(cell: Cell, pattern: str) -> bool:
    return fnmatch(cell.name.casefold(), f"*{pattern.casefold()}*")
