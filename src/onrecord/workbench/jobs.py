"""Long work: runs beside the requests, tells how far it is, can be stopped, survives a reload."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from onrecord.errors import OnrecordError

State = Literal["running", "done", "failed", "cancelled"]
MOST_KEPT = 50


class Cancelled(Exception):  # noqa: N818  (nothing went wrong)
    """The work was stopped because the person asked for it."""


@dataclass
class Job:
    """One piece of work. `done` of `total` is in whatever unit `label` names; total 0: unknown."""

    kind: str
    title: str
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: State = "running"
    label: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    """What came of it, or why it failed."""
    _stop: threading.Event = field(default_factory=threading.Event, repr=False)
    _ended: threading.Event = field(default_factory=threading.Event, repr=False)

    def progress(self, done: int, total: int | None, label: str) -> None:
        """Note how far the work is; raises Cancelled where it is to stop."""
        self.done, self.total, self.label = done, total or 0, label
        self.check()

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def stop(self) -> None:
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Whether the work ended within so many seconds."""
        return self._ended.wait(seconds)

    def shown(self) -> dict[str, str | int]:
        names = ("id", "kind", "title", "state", "label", "done", "total", "message")
        return {name: getattr(self, name) for name in names}


class Jobs:
    """The work of this workbench, by id. A page that is loaded anew finds it again here."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, kind: str, title: str, work: Callable[[Job], str]) -> Job:
        """Begin `work` in a thread of its own; it gets its job and returns what to tell.

        Of one kind only one runs at a time: raises OnrecordError while there is another.
        """
        with self._lock:
            if any(j.kind == kind and j.state == "running" for j in self._jobs.values()):
                raise OnrecordError(
                    "the same kind of work is still running", todo="Wait for it, or stop it first."
                )
            job = Job(kind, title)
            self._jobs[job.id] = job
            for old in [k for k, j in self._jobs.items() if j.state != "running"][:-MOST_KEPT]:
                del self._jobs[old]
        threading.Thread(
            target=_run, args=(job, work), name=f"onrecord {kind}", daemon=True
        ).start()
        return job

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        return list(self._jobs.values())

    def forget(self, job_id: str) -> None:
        """Stop the work if it runs; else take it off the list."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None:
                return
            if job.state == "running":
                job.stop()
            else:
                del self._jobs[job_id]


def _run(job: Job, work: Callable[[Job], str]) -> None:
    try:
        job.message = work(job)
        job.state = "done"
    except Cancelled:
        job.state = "cancelled"
    except OnrecordError as error:
        job.state, job.message = "cancelled" if job.cancelled() else "failed", str(error)
    except Exception as error:  # the person is told; a thread has nobody else to tell
        job.state, job.message = "failed", f"{type(error).__name__}: {error}"
    finally:
        job._ended.set()
