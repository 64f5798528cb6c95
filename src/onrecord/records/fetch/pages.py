"""Rows that come page by page: each page kept as it arrives, all of them written as one CSV.

While pages are read, rows may move: an id can come twice, at the end of one page and the head of
the next. Each id is written once, the newest where rows are dated.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.records.fetch.download import on_disk
from onrecord.records.fetch.failures import FetchError

Row = Sequence[str]


def columns(names: str) -> tuple[str, ...]:
    """Names of columns, written one after the other."""
    return tuple(names.split())


@dataclass(frozen=True)
class Written:
    """What came of the pages: rows written, ids that came twice, rows withdrawn."""

    rows: int
    twice: int
    withdrawn: int
    newest: int
    """The greatest date of a written row; −1 where none has one."""


class Pages:
    """Pages of one download, in a folder of their own: kept when it is cut off, to go on from."""

    def __init__(self, folder: Path, columns: Sequence[str]) -> None:
        self.folder, self.columns = folder, tuple(columns)
        with on_disk(folder):
            folder.mkdir(parents=True, exist_ok=True)

    def start(self, state: Mapping[str, object]) -> None:
        """Go on with the pages of the same `state`; throw away those of another."""
        path = self.folder / "state.json"
        text = json.dumps(state, sort_keys=True)
        try:
            same = path.read_text(encoding="utf-8") == text
        except OSError:
            same = False
        if not same:
            self.discard()
            with on_disk(path):
                path.write_text(text, encoding="utf-8")

    def discard(self) -> None:
        for path in (*self.folder.glob("*.rows"), *self.folder.glob("*.json")):
            path.unlink(missing_ok=True)

    def size(self, number: int) -> int | None:
        """Bytes of a page that is here; None if it is not."""
        path = self._path(number)
        return path.stat().st_size if path.exists() else None

    def page(self, number: int) -> list[Row]:
        """The rows of a page that is here."""
        return list(self._read(self._path(number)))

    def keep(self, number: int, rows: Sequence[object], where: str) -> int:
        """Keep one page; its bytes. Raises FetchError if its rows are not what they should be."""
        cells = [self._cells(row, where) for row in rows]
        path = self._path(number)
        with on_disk(path):
            fresh = path.with_suffix(".new")
            with fresh.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in cells)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        return path.stat().st_size

    def rows(self) -> Iterator[Row]:
        """Every row of every page, in order."""
        for path in sorted(self.folder.glob("*.rows")):
            yield from self._read(path)

    def write(
        self,
        target: Path,
        key: str,
        *,
        dated: str | None = None,
        withdrawn: Callable[[Row], bool] = lambda _: False,
    ) -> Written:
        """All pages as one CSV with a header, each `key` once.

        Of several rows with one key the first is written, or with `dated` the one that has the
        greatest whole number in that column.
        """
        at = self.columns.index(key)
        when = self.columns.index(dated) if dated else None
        best: dict[str, tuple[int, int]] = {}
        total = 0
        for nth, row in enumerate(self.rows()):
            total += 1
            date = whole(row[when]) if when is not None else -1
            if row[at] not in best or date > best[row[at]][0]:
                best[row[at]] = (date, nth)
        gone, newest = 0, -1
        chosen: Container[int] = {nth for _, nth in best.values()}
        with on_disk(target):
            fresh = target.with_name(target.name + ".new")
            with fresh.open("w", encoding="utf-8", errors="replace", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(self.columns)
                for nth, row in enumerate(self.rows()):
                    if nth not in chosen:
                        continue
                    if withdrawn(row):
                        gone += 1
                        continue
                    newest = max(newest, best[row[at]][0])
                    writer.writerow(row)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        return Written(len(best) - gone, total - len(best), gone, newest)

    def _cells(self, row: object, where: str) -> list[str]:
        if not isinstance(row, Mapping):
            raise FetchError("a row of the answer is no object of JSON", where=where)
        return [cell(row.get(name), name, where) for name in self.columns]

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08d}.rows"

    @staticmethod
    def _read(path: Path) -> Iterator[Row]:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def cell(value: Any, name: str, where: str) -> str:
    """A value of JSON as a cell of CSV: the same number comes as 3, "3" or 3.0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.replace("\0", "")  # a NUL would make the whole file unreadable
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    raise FetchError(f"the field {name} of a row holds {type(value).__name__}", where=where)


def whole(text: str) -> int:
    """A whole number, or −1."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
