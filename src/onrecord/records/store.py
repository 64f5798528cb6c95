"""The store of records: one folder for each `name@version`, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records.counted import write_counts
from onrecord.records.engine import DuckEngine, EngineName
from onrecord.records.gazetted import UNFINISHED, write_gazetteer
from onrecord.records.label import newness, split_label
from onrecord.records.lock import locked
from onrecord.records.manifest import read_manifest, write_manifest
from onrecord.records.memory import with_schema
from onrecord.records.parts import EVENTS_FOLDER, write_events
from onrecord.records.reader import read_file
from onrecord.records.schema import Record, RecordInfo, Reject
from onrecord.records.stored import StoredRecord

if TYPE_CHECKING:
    import pyarrow as pa

HOME = "ONRECORD_HOME"


def home() -> Path:
    """The user's data folder: `ONRECORD_HOME`, else where the system keeps such data."""
    if chosen := os.environ.get(HOME):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("onrecord", appauthor=False))


class Store:
    """The records under the user's data folder (or another one, for tests)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or home()) / "records"

    def add(
        self,
        path: str | os.PathLike[str],
        name: str | None = None,
        version: str | None = None,
        *,
        tolerate: bool = False,
        notes: Sequence[str] = (),
    ) -> RecordInfo:
        """Read a file and keep it. Adding the same file again changes nothing.

        `notes`: what is known of the file besides, such as where it came from, one sentence each;
        they stand with the reader's own. A new version stands beside the old ones. Raises
        RecordError if the file cannot be read (see `read_file`), if another file is kept under the
        same name and version, or if the store cannot be written; the store is then as it was.
        """
        read = read_file(path, name=name, version=version, tolerate=tolerate)
        info = replace(read.info, notes=(*read.info.notes, *notes))
        return self.keep(info, read.table, read.rejects)

    def keep(
        self,
        info: RecordInfo,
        tables: pa.Table | Iterable[pa.Table],
        rejects: Sequence[Reject] = (),
    ) -> RecordInfo:
        """Keep rows that are in our schema already, whole or table by table in the record's order.

        As `add`: the same record again changes nothing, another one of its name is refused.
        """
        with self._writing():
            final = self.folder / info.label
            if final.exists():
                return self._same(final, info)
            unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
            try:
                self._write(unfinished, info, tables, rejects)
                unfinished.rename(final)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        return info

    @staticmethod
    def _write(
        folder: Path,
        info: RecordInfo,
        tables: pa.Table | Iterable[pa.Table],
        rejects: Sequence[Reject],
    ) -> None:
        import pyarrow.parquet as pq

        given = [tables] if hasattr(tables, "num_rows") else tables
        parts = write_events(folder, (with_schema(table) for table in given))
        if not parts:
            raise RecordError(f"{info.label} holds no events")
        files = [folder / EVENTS_FOLDER / part.file for part in parts]
        write_counts(folder, DuckEngine(), pq.read_schema(files[0]).names, files)
        write_manifest(folder, info, rejects, parts)
        beside = folder / "unfinished"
        beside.mkdir()
        write_gazetteer(folder, StoredRecord(folder), beside)

    def open(self, label: str, *, engine: EngineName = "duckdb") -> Record:
        """The record `name@version`, or the newest version of `name`, to be asked by `engine`.

        Raises RecordError, with the names there are, if it is not in the store.
        """
        return StoredRecord(self._find(label), engine)

    def list(self) -> tuple[RecordInfo, ...]:
        """What is in the store, by name and version."""
        return tuple(read_manifest(folder) for folder in self._folders())

    def rejects(self, label: str) -> tuple[Reject, ...]:
        """The rows of a record that could not be read, with line and reason."""
        return self.open(label).rejects()

    def remove(self, label: str) -> str:
        """Take a record out of the store, damaged or not. Returns its `name@version`.

        A name alone will do only if there is one version of it.
        """
        name, version = split_label(label)
        kept = [f.name for f in self._folders() if f.name.startswith(f"{name}@")]
        if version is None and len(kept) > 1:
            raise RecordError(
                f"there are several versions of {name}", todo=f"Name one: {', '.join(kept)}."
            )
        with self._writing():
            found = self._find(label)
            # Out of sight in one step, so that nobody ever opens half a record.
            away = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
            found.rename(away / found.name)
            shutil.rmtree(away, ignore_errors=True)
        return found.name

    def _folders(self) -> tuple[Path, ...]:
        if not self.folder.is_dir():
            return ()
        found = [f for f in self.folder.iterdir() if f.is_dir() and "@" in f.name[1:]]
        found = [f for f in found if not f.name.startswith(".")]

        def order(folder: Path) -> tuple[str, tuple[tuple[int, int, str], ...]]:
            name, _, version = folder.name.partition("@")
            return name, newness(version)

        return tuple(sorted(found, key=order))

    def _find(self, label: str) -> Path:
        name, version = split_label(label)
        folders = self._folders()
        found = [f for f in folders if f.name.partition("@")[0] == name]
        if version is not None:
            found = [f for f in found if f.name == f"{name}@{version}"]
        if not found:
            there = ", ".join(f.name for f in folders) or "nothing yet"
            raise RecordError(
                f"no record {label} in the store",
                where=str(self.folder),
                todo=f"There is: {there}. Add a file with: onrecord records add FILE",
            )
        return found[-1]

    @staticmethod
    def _same(folder: Path, info: RecordInfo) -> RecordInfo:
        kept = read_manifest(folder)
        if kept.sha256 == info.sha256:
            return kept
        raise RecordError(
            f"{info.label} is in the store already, with other content "
            f"(checksum {kept.sha256[:12]}…, not {info.sha256[:12]}…)",
            todo="A version must not change: give this file another version or name, "
            "or remove the one there.",
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only one to write, and clear away what a killed process has left."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder / ".lock"):
                for left in self.folder.glob(f"{UNFINISHED}*"):
                    shutil.rmtree(left, ignore_errors=True)
                yield
        except OSError as error:
            raise RecordError(
                f"the store cannot be written: {error.strerror or error}",
                where=str(self.folder),
                todo="Check the disk and the rights, or set ONRECORD_HOME to another folder.",
            ) from error
