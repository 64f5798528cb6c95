"""The folder of one download: what has arrived lies here until the store has it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.records.fetch.failures import FetchError
from onrecord.records.lock import locked
from onrecord.records.store import HOME, home


def downloads() -> Path:
    """The cache folder: `ONRECORD_HOME/downloads`, else the system's place for caches."""
    if os.environ.get(HOME):
        return home() / "downloads"
    import platformdirs

    return Path(platformdirs.user_cache_dir("onrecord", appauthor=False)) / "downloads"


@contextmanager
def job(source: str, asked: Mapping[str, str]) -> Iterator[Path]:
    """The folder of this download, for this process alone.

    The same question gets the same folder, so that running it again goes on. Raises FetchError if
    another process is at it, or if the folder cannot be made.
    """
    text = json.dumps([source, dict(sorted(asked.items()))])
    shown = re.sub(r"[^A-Za-z0-9.]+", "-", "-".join([source, *asked.values()])).strip("-")
    folder = downloads() / f"{shown[:80]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / ".locks").mkdir(exist_ok=True)
        lock = locked(folder.parent / ".locks" / folder.name, patience=0.0)
        lock.__enter__()
    except RecordError:
        busy = FetchError(
            "another process is at this download already",
            where=str(folder),
            todo="Wait for it to finish.",
        )
    except OSError as error:
        raise FetchError(
            f"the folder for downloads cannot be made: {error.strerror or error}",
            where=str(folder),
            todo="Check the disk and the rights, or set ONRECORD_HOME to another folder.",
        ) from error
    else:
        try:
            yield folder
        finally:
            _sweep(folder)
            lock.__exit__(None, None, None)
        return
    raise busy


def clear(folder: Path) -> None:
    """Take away what a finished download has left."""
    shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Leave no empty folders: only what has arrived is worth keeping."""
    inner = [path for path in folder.glob("*") if path.is_dir()] if folder.is_dir() else []
    for path in (*inner, folder):
        with suppress(OSError):
            path.rmdir()
