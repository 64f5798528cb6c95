"""A lock between processes, so that two of them never write the store at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import RecordError

PATIENCE = 600.0
"""Seconds to wait for another process: adding the whole of GED takes some fifteen."""
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock at `path`; the system frees it when the process ends, however it ends.

    Raises RecordError if another process still holds it after `patience` seconds.
    """
    with path.open("ab") as file:
        waited = 0.0
        while True:
            try:
                _try(file)
                break
            except OSError:
                if waited >= patience:
                    raise RecordError(
                        "another onrecord process is writing to the store",
                        where=str(path.parent),
                        todo="Wait for it to finish, then try again.",
                    ) from None
            time.sleep(_PAUSE)
            waited += _PAUSE
        yield
