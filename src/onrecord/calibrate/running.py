"""Draw all cells, in batches, on as many cores as are given, going on where a run was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.calibrate.cell import Cell
from onrecord.calibrate.kept import Kept
from onrecord.calibrate.outcome import Outcome, drawn
from onrecord.calibrate.table import Row, row_of
from onrecord.errors import MissingExtraError, OnrecordError

BATCH = 50
"""Draws that one process makes at a time; a run that is killed loses those that were being made."""

NULL_DRAWS, POWER_DRAWS, QUICK_DRAWS = 2000, 500, 200


@dataclass(frozen=True)
class Plan:
    """What to draw. `draws` None: 2,000 conflicts per null cell and 500 per power cell."""

    cells: tuple[Cell, ...]
    seed: int
    folder: Path
    draws: int | None = None
    jobs: int = 1
    backend: str | None = None
    """A backend of joblib (“loky”, “dask”, “ray” …), None for its default."""

    def of(self, cell: Cell) -> int:
        """How many conflicts to draw for a cell."""
        if self.draws is not None:
            return self.draws
        return NULL_DRAWS if cell.kind == "null" else POWER_DRAWS


Told = Callable[[int, int, str], None]
"""Called with the draws done, the draws in all, and the cell that a batch belonged to."""


def silent(_done: int, _total: int, _cell: str) -> None:
    """Tell nobody."""


def run(plan: Plan, told: Told = silent) -> tuple[Row, ...]:
    """Every cell's row, in the order of the plan.

    Batches that are in the folder already are not drawn again. A null cell that fails is drawn
    once more with a fresh seed, and its row says so. Raises OnrecordError for no draws or jobs,
    and for a backend that joblib does not know.
    """
    if plan.draws is not None and plan.draws < 1:
        raise OnrecordError(f"{plan.draws} draws", todo="Give 1 or more.")
    if plan.jobs == 0:
        raise OnrecordError("0 jobs", todo="Give the number of cores, or −1 for all of them.")
    kept = Kept(plan.folder, plan.seed)
    first = _outcomes(plan, kept, plan.cells, 0, told)
    rows = {cell.name: row_of(cell, first[cell.name]) for cell in plan.cells}
    failed = [cell for cell in plan.cells if _redrawn(rows[cell.name])]
    second = _outcomes(plan, kept, failed, 1, told) if failed else {}
    return tuple(row_of(cell, first[cell.name], second.get(cell.name)) for cell in plan.cells)


def _redrawn(row: Row) -> bool:
    return row.kind == "null" and row.result == "fail" and not row.errors and not row.untested


def _outcomes(
    plan: Plan, kept: Kept, cells: Sequence[Cell], again: int, told: Told
) -> dict[str, tuple[Outcome, ...]]:
    """The outcomes of each cell by name, drawn where they are not in the folder."""
    found = {cell.name: kept.outcomes(cell, again) for cell in cells}
    by_name = {cell.name: cell for cell in cells}
    batches = [
        (cell, missing)
        for cell in cells
        for begin in range(0, plan.of(cell), BATCH)
        if (missing := _missing(found[cell.name], begin, min(begin + BATCH, plan.of(cell))))
    ]
    total = sum(plan.of(cell) for cell in cells)
    done = total - sum(len(draws) for _, draws in batches)
    told(done, total, "")
    for batch in _computed(plan, batches, again):
        kept.keep(by_name[batch.cell], batch)
        found[batch.cell] |= {outcome.draw: outcome for outcome in batch.outcomes}
        done += len(batch.outcomes)
        told(done, total, batch.cell)
    return {
        cell.name: tuple(found[cell.name][draw] for draw in range(plan.of(cell))) for cell in cells
    }


def _missing(found: dict[int, Outcome], begin: int, end: int) -> list[int]:
    return [draw for draw in range(begin, end) if draw not in found]


def _computed(plan: Plan, batches: list[tuple[Cell, list[int]]], again: int) -> Any:
    """Batches as they are finished, by joblib: one process for each job."""
    if not batches:
        return
    try:
        from joblib import Parallel, delayed, parallel_config
    except ImportError as error:
        raise MissingExtraError("calibrate", "drawing on several cores") from error
    chosen: AbstractContextManager[Any] = nullcontext()
    try:
        if plan.backend is not None:
            chosen = parallel_config(backend=plan.backend, n_jobs=plan.jobs)
        with chosen:
            workers = Parallel(n_jobs=plan.jobs, return_as="generator_unordered", batch_size=1)
            yield from workers(
                delayed(drawn)(cell, plan.seed, draws, again) for cell, draws in batches
            )
    except ValueError as error:
        if "backend" not in str(error).lower():
            raise
        raise OnrecordError(
            f"joblib knows no backend “{plan.backend}” that does this",
            todo="Give loky, or one that is installed and registered with joblib (dask, ray).",
        ) from error
