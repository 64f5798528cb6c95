"""Many reports, on several cores or a cluster: one bad file never stops the rest.

What is finished is noted beside the output, under a digest of the report and of everything that its
reading depends on, so that a run that was stopped goes on where it was. Claims that a person has
edited since are never written over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from onrecord.errors import MissingExtraError, OnrecordError
from onrecord.reading.many.journal import Journal, Outcome, Texts, code_digest
from onrecord.reading.many.tasks import Task

Read = Callable[[str, str], Texts]
"""From a report and the name of its text file, as the claims file writes it, to its texts.

It is sent to the processes that read, so it must be picklable."""


Told = Callable[[int, int, str], None]
"""Called with the reports done, the reports in all, and the one that was finished."""


def silent(_done: int, _total: int, _report: str) -> None:
    """Tell nobody."""


def read_many(
    tasks: Sequence[Task],
    read: Read,
    out: Path,
    settings: str,
    *,
    write: Callable[[Path, str], object],
    jobs: int = 1,
    backend: str | None = None,
    told: Told = silent,
) -> tuple[Outcome, ...]:
    """Read every report that is not read yet; one outcome for each task, in their order.

    Parameters
    ----------
    settings : a digest of all that reading depends on beside the report and the code.
    write : writes a text file whole or not at all.
    jobs, backend : as joblib takes them (−1: all cores; dask, ray: a cluster's own). Without a
        backend, the one of an enclosing `joblib.parallel_config`.

    Raises OnrecordError for no jobs or an unknown backend, and where the output cannot be written.
    """
    if jobs == 0:
        raise OnrecordError("0 jobs", todo="Give the number of cores, or −1 for all of them.")
    journal = Journal(out, f"{settings}-{code_digest()}")
    outcomes: dict[str, Outcome] = {}
    todo: list[Task] = []
    for task in tasks:
        known = journal.finished(task)
        if known is not None:
            outcomes[task.target] = known
        elif journal.edited(task):
            outcomes[task.target] = Outcome(
                task.report, task.target, "failed",
                why=f"{out / task.target} was edited since it was written, and is left alone; "
                "move it away to have the report read again",
            )  # fmt: skip
        else:
            todo.append(task)
    told(len(outcomes), len(tasks), "")
    for task, texts, why in _computed(todo, read, jobs, backend):
        if texts is None:
            outcome = Outcome(task.report, task.target, "failed", why=why)
        else:
            outcome = _written(task, texts, out, write)
            journal.note(task, texts)
        outcomes[task.target] = outcome
        told(len(outcomes), len(tasks), task.report)
    return tuple(outcomes[task.target] for task in tasks)


def _written(task: Task, texts: Texts, out: Path, write: Callable[[Path, str], object]) -> Outcome:
    target = out / task.target
    write(target.with_suffix(".txt"), texts.text)
    write(target, texts.claims_yaml)
    return Outcome(
        task.report, task.target, "read", texts.claims, texts.incomplete, notices=texts.notices
    )  # fmt: skip


def _one(read: Read, task: Task) -> tuple[Task, Texts | None, str]:
    """One report; whatever is wrong with it stays its own."""
    try:
        return task, read(task.report, Path(task.target).with_suffix(".txt").name), ""
    except OnrecordError as error:
        return task, None, str(error)
    except (Exception, RecursionError) as error:
        return task, None, f"reading it failed ({type(error).__name__}: {str(error)[:200]})"


def _computed(
    todo: Sequence[Task], read: Read, jobs: int, backend: str | None
) -> Iterator[tuple[Task, Texts | None, str]]:
    """Reports as they are finished, by joblib."""
    if not todo:
        return
    if jobs == 1 and backend is None:
        for task in todo:
            yield _one(read, task)
        return
    try:
        from joblib import Parallel, delayed, parallel_config
    except ImportError as error:
        raise MissingExtraError("text", "reading on several cores") from error
    chosen: AbstractContextManager[Any] = nullcontext()
    try:
        if backend is not None:
            chosen = parallel_config(backend=backend, n_jobs=jobs)
        with chosen:
            workers = Parallel(n_jobs=jobs, return_as="generator_unordered", batch_size=1)
            yield from workers(delayed(_one)(read, task) for task in todo)
    except ValueError as error:
        if "backend" not in str(error).lower():
            raise
        raise OnrecordError(
            f"joblib knows no backend “{backend}” that does this",
            todo="Give loky, or one that is installed and registered with joblib (dask, ray).",
        ) from error
