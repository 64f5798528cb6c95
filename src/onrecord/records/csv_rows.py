"""The rows of a CSV as tables of text, exactly: by Python's csv, line by line.

Malformed rows are handed back instead of lost, each with the line it starts on. `csv_quick` reads
the same rows faster; whoever reads tries that first, and falls back on this where Arrow refuses.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records.source_file import SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000
LONGEST_FIELD = csv.field_size_limit()
"""Characters, by Python's csv: a longer field is a quotation mark that was never closed."""
LONGEST_ROW = 2_000
"""Characters of a rejected row that are kept."""


@dataclass(frozen=True)
class Malformed:
    """A row that is not a row: the line it starts on, what is wrong, its text."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Rows:
    """Well-formed rows: the wanted columns as text, the line and all the cells of each."""

    table: pa.Table
    lines: Sequence[int]
    cells: Sequence[list[str]]
    malformed: list[Malformed] = field(default_factory=list)


def read_header(source: SourceFile, delimiter: str = ",") -> tuple[str, ...]:
    """The names in the first row. Raises RecordError if there is none to be read."""
    text = io.TextIOWrapper(source.rewind(), encoding="utf-8", newline="")
    try:
        for row in csv.reader(text, delimiter=delimiter):
            if any(cell.strip() for cell in row):
                return tuple(cell.strip() for cell in row)
    except csv.Error as error:
        raise RecordError(
            f"the first line is not a header: {error}",
            where=source.at(1),
            todo="The first line must name the columns.",
        ) from error
    finally:
        text.detach()
    raise RecordError("holds nothing but blank lines", where=str(source.path))


def is_hxl(cells: Sequence[str]) -> bool:
    """Whether a row holds the tags (`#date+start`) that the HDX edition puts under the header."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(cell.lstrip().startswith("#") for cell in filled)


def _could_hold_rows(value: str, width: int, delimiter: str) -> bool:
    """Whether the rest of one row and the start of another, of `width` fields, fit in a value."""
    return value.count(delimiter) >= width - 1


def _swallows(row: Sequence[str], taken: Sequence[str], delimiter: str) -> bool:
    """Whether a row over several lines is one only because of an open quotation mark."""
    if not any(_could_hold_rows(value, len(row), delimiter) for value in row):
        return False
    try:
        return len(list(csv.reader(taken, delimiter=delimiter, strict=True))) != 1
    except csv.Error:
        return True


class _Lines:
    """The lines of a file; those of the present row are remembered, to be put back."""

    def __init__(self, file: Iterator[str], read: int) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.read = read

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._file)
        self.taken.append(line)
        self.read += 1
        return line

    def put_back_all_but_first(self) -> None:
        """Free the lines that a malformed row (an unclosed quotation mark) has swallowed."""
        self._back.extendleft(reversed(self.taken[1:]))
        self.read -= len(self.taken) - 1


def exact_rows(
    source: SourceFile, header: Sequence[str], wanted: Sequence[str], delimiter: str = ","
) -> Iterator[Rows]:
    """The rows by Python's csv, each with the line it starts on; malformed ones apart."""
    import pyarrow as pa

    places = [header.index(name) for name in wanted]

    def batch(rows: Sequence[list[str]], lines: Sequence[int], malformed: list[Malformed]) -> Rows:
        columns = [pa.array([row[i] for row in rows], pa.string()) for i in places]
        return Rows(pa.table(columns, names=list(wanted)), lines, rows, malformed)

    rows: list[list[str]] = []
    starts: list[int] = []
    malformed: list[Malformed] = []
    first = True
    for line, found, _ in split(source, len(header), delimiter):
        if isinstance(found, Malformed):
            malformed.append(found)
        elif first and is_hxl([found[i] for i in places]):
            first = False
        else:
            first = False
            rows.append(found)
            starts.append(line)
        if len(rows) + len(malformed) >= BATCH:
            yield batch(rows, starts, malformed)
            rows, starts, malformed = [], [], []
    yield batch(rows, starts, malformed)


def split(
    source: SourceFile, width: int, delimiter: str, start: tuple[int, int] | None = None
) -> Generator[tuple[int, list[str] | Malformed, int], None, None]:
    """Each row after the header, the line it starts on, and the line after it.

    `start`: where in the file, in bytes, another row is known to begin, and on what line.
    """
    offset, before = (source.start, 1) if start is None else start
    source.file.seek(offset)
    text = io.TextIOWrapper(source.file, encoding="utf-8", newline="")
    lines = _Lines(text, before - 1)
    reader = csv.reader(lines, delimiter=delimiter)
    header_seen = start is not None
    try:
        while True:
            lines.taken.clear()
            line = lines.read + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problem = f"not a CSV row: {error}"
                if "larger than field limit" in str(error):
                    problem = f"a field of more than {LONGEST_FIELD:,} characters"
                if not header_seen:  # it could be read as a header: see read_header
                    header_seen = True
                    lines.put_back_all_but_first()
                    continue
            else:
                if not any(cell.strip() for cell in row) and len(row) < 2:
                    continue  # a blank line
                if not header_seen:
                    header_seen = True
                    continue
                if len(row) != width:
                    problem = f"{len(row)} fields where the header names {width}"
                elif len(lines.taken) > 1 and _swallows(row, lines.taken, delimiter):
                    problem = "a quotation mark is left open"
                else:
                    yield line, row, lines.read + 1
                    continue
            whole = lines.taken[0].rstrip("\r\n")
            lines.put_back_all_but_first()
            yield line, Malformed(line, problem, whole[:LONGEST_ROW]), lines.read + 1
    finally:
        text.detach()
