"""A record from wherever it is: a file, several files, a data frame, or the store."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.records.label import is_label, split_label
from onrecord.records.memory import FileRecord
from onrecord.records.reader import read_file, read_own
from onrecord.records.schema import Record
from onrecord.records.store import Store
from onrecord.records.ucdp_combined import combined

Given = str | os.PathLike[str] | Mapping[str, Any]

ON_SPARK = "spark:"
"""Before the name of a table of Spark's catalogue."""


def load(
    source: Any,
    *,
    name: str | None = None,
    version: str | None = None,
    tolerate: bool = False,
    mapping: Given | None = None,
) -> Record:
    """A record from a file, from the store (`name@version`, `name`), or from a data frame.

    A file of that name comes first. `spark:catalog.db.table` is a table of a cluster's catalogue:
    see `spark_table`. `name`, `version` and `tolerate` are for files: see
    `read_file`. `mapping`: which column of a table of one's own, or of a data frame, is what; see
    `read_own`. Several releases of UCDP GED, as a list or as `ucdp-ged@25.1+25.0.6`, become one
    record in which the final release wins; see `combined`. Raises RecordError if there is none, or
    if the file cannot be read.
    """
    how: dict[str, Any] = {"name": name, "version": version, "tolerate": tolerate}
    if isinstance(source, list | tuple):
        return _several(source, name=name, version=version, tolerate=tolerate)
    if not isinstance(source, str | os.PathLike):
        if mapping is None:
            raise RecordError(
                f"a {type(source).__name__} needs a mapping, which says what its columns are",
                todo="Give mapping=: a YAML file or a dictionary.",
            )
        read = read_own(source, mapping, **how)
        return FileRecord(read.table, read.info, read.rejects)
    text = os.fspath(source)
    if text.startswith(ON_SPARK):
        from onrecord.records.spark_table import TableRecord

        return TableRecord(text.removeprefix(ON_SPARK))
    if mapping is None and isinstance(source, str) and is_label(text) and not Path(text).exists():
        return _from_store(text, version)
    read = read_file(source, mapping=mapping, **how)
    return FileRecord(read.table, read.info, read.rejects)


def _several(
    sources: Sequence[Any], *, name: str | None, version: str | None, tolerate: bool
) -> Record:
    if not sources:
        raise RecordError("no record is named", todo="Give a file or name@version.")
    if version is not None:
        raise RecordError(
            "several releases have versions of their own", todo="Leave version= away."
        )
    opened = [load(source, tolerate=tolerate) for source in sources]
    return opened[0] if len(opened) == 1 else combined(opened, name=name)


def _from_store(label: str, version: str | None) -> Record:
    store = Store()
    name, pinned = split_label(label)
    chosen = version or pinned
    try:
        if chosen is None or "+" not in chosen or _kept(store, f"{name}@{chosen}"):
            return store.open(f"{name}@{chosen}" if chosen else name)
        return combined([store.open(f"{name}@{part}") for part in chosen.split("+")])
    except RecordError as error:
        if Path(label).suffix.lower() in (".csv", ".zip"):
            raise RecordError("no such file", where=label, todo="Check the name and folder.") from (
                error
            )
        raise


def _kept(store: Store, label: str) -> bool:
    return any(info.label == label for info in store.list())
