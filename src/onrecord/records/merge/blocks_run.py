"""Where parts of a merge are worked on: in this process, on joblib's workers, or on Spark.

A part is a function of what it is given and of nothing else, so that it can run anywhere; answers
come back in the order of the parts. Everything that is estimated from the whole record (the share
in both, rehearsals, usage of names) is worked out by whoever asks, from the answers of all parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol, TypeVar

from onrecord.errors import MissingExtraError, RecordError

Part = TypeVar("Part")
Answer = TypeVar("Answer")

EngineName = Literal["joblib", "spark"]
ENGINES: tuple[EngineName, ...] = ("joblib", "spark")


class Run(Protocol):
    """Calls a function with each part; the answers stand in the order of the parts."""

    def __call__(
        self, function: Callable[[Part], Answer], parts: Sequence[Part]
    ) -> list[Answer]: ...


def here(function: Callable[[Part], Answer], parts: Sequence[Part]) -> list[Answer]:
    """One part after the other, in this process."""
    return [function(part) for part in parts]


def runner(jobs: int = 1, backend: str | None = None, engine: EngineName = "joblib") -> Run:
    """Who works on parts. `jobs`, `backend`: as joblib takes them (−1: all cores).

    Raises RecordError for an engine that is not known, MissingExtraError where it is not installed.
    """
    if engine == "spark":
        from onrecord.records.merge.spark import on_spark

        return on_spark
    if engine != "joblib":
        raise RecordError(f"no engine “{engine}”", todo=f"One of {', '.join(ENGINES)}.")
    if jobs == 1 and backend is None:
        return here
    if jobs == 0:
        raise RecordError("0 jobs do nothing", todo="Give 1 or more, or -1 for all cores.")
    try:
        import joblib
    except ImportError:
        raise MissingExtraError("link", "Merging on several cores") from None
    given = backend or "loky"

    def on_joblib(function: Callable[[Any], Any], parts: Sequence[Any]) -> list[Any]:
        if len(parts) < 2:
            return here(function, parts)
        try:
            with joblib.parallel_config(backend=given):
                done = joblib.Parallel(n_jobs=jobs)(joblib.delayed(function)(p) for p in parts)
        except ValueError as error:
            # joblib's own word for a backend that nobody registered.
            if "backend" not in str(error).lower():
                raise
            raise RecordError(
                f"joblib knows no backend “{given}”",
                todo="Give loky, or one that is installed and registered with joblib (dask, ray).",
            ) from error
        return list(done)

    return on_joblib
