"""A record from wherever it is: a file, or the store."""

from __future__ import annotations

import os
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.records.label import is_label
from onrecord.records.memory import FileRecord
from onrecord.records.reader import read_file
from onrecord.records.schema import Record
from onrecord.records.store import Store


def load(
    source: str | os.PathLike[str],
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
) -> Record:
    """A record from a file (a CSV or a zip) or from the store (`name@version`, `name`).

    A file of that name comes first. `name`, `version` and `tolerate` are for files: see
    `read_file`. Raises RecordError if there is neither, or if the file cannot be read.
    """
    text = os.fspath(source)
    if isinstance(source, str) and is_label(text) and not Path(text).exists():
        return _from_store(text, version)
    read = read_file(source, name=name, version=version, tolerate=tolerate)
    return FileRecord(read.table, read.info, read.rejects)


def _from_store(label: str, version: str | None) -> Record:
    store = Store()
    try:
        return store.open(f"{label}@{version}" if version and "@" not in label else label)
    except RecordError as error:
        if Path(label).suffix.lower() in (".csv", ".zip"):
            raise RecordError("no such file", where=label, todo="Check the name and folder.") from (
                error
            )
        raise
