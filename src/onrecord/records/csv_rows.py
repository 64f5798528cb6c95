"""The rows of a CSV as tables of text, with two readers that agree.

The quick reader (Arrow, in C++) takes a file in which every row is well formed, which is nearly
every file. It knows nothing of line numbers and gives up (`Irregular`) at the first sign that
something is off. The exact reader (Python's csv) takes any file, knows the line each row starts on,
and hands back malformed rows instead of losing them. Whoever reads tries the first, and falls back
on the second as soon as one row has to be reported.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records.source_file import SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 16 << 20
BATCH = 20_000
LONGEST_FIELD = csv.field_size_limit()
"""Characters, by Python's csv: a longer field is a quotation mark that was never closed."""
LONGEST_ROW = 2_000
"""Characters of a rejected row that are kept."""


class Irregular(Exception):  # noqa: N818 (not an error: a sign to read the file the exact way)
    """The quick reader cannot vouch for this file."""


@dataclass(frozen=True)
class Malformed:
    """A row that is not a row: the line it starts on, what is wrong, its text."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Rows:
    """Well-formed rows: the wanted columns as text; `lines`, `cells` only by the exact reader."""

    table: pa.Table
    lines: Sequence[int] = ()
    cells: Sequence[list[str]] = ()
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


def quick_rows(
    source: SourceFile, header: Sequence[str], wanted: Sequence[str], delimiter: str = ","
) -> Iterator[Rows]:
    """The rows by Arrow. Raises Irregular where the exact reader is needed."""
    import pyarrow as pa
    import pyarrow.csv as pv

    places = [header.index(name) for name in wanted]
    names = [f"c{i}" for i in range(len(header))]  # a header may name two columns alike
    chosen = [names[i] for i in places]
    rows = inner = 0
    try:
        reader = pv.open_csv(
            pa.PythonFile(source.rewind(), mode="r"),
            read_options=pv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
            parse_options=pv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pv.ConvertOptions(
                column_types={name: pa.string() for name in chosen},
                include_columns=chosen,
                strings_can_be_null=False,
                check_utf8=False,  # the whole file was checked when it was opened
            ),
        )
        for batch in reader:
            table = pa.Table.from_batches([batch]).rename_columns(list(wanted))
            top = [c[0].as_py() for c in table.columns] if not rows and table.num_rows else []
            rows += table.num_rows
            inner += _inner_line_ends(table, len(header), delimiter)
            _refuse_long(table)
            if [cell.strip() for cell in top] == list(wanted):
                raise Irregular("the header is not on the first line")
            yield Rows(table.slice(1) if is_hxl(top) else table)
    except pa.ArrowInvalid as error:
        raise Irregular(str(error)) from error
    if not rows:
        raise Irregular("no rows")
    # Every line end is the end of a row or lies in a value that was seen. If not, an unclosed
    # quotation mark may have swallowed rows.
    if 1 + rows + inner != source.lines:
        raise Irregular("lines are not accounted for")


def _refuse_long(table: pa.Table) -> None:
    """The exact reader knows the longest field there may be; the two must agree."""
    import pyarrow.compute as pc

    for column in table.columns:
        if (pc.max(pc.binary_length(column)).as_py() or 0) > LONGEST_FIELD:
            raise Irregular("a field is too long")


def _inner_line_ends(table: pa.Table, width: int, delimiter: str) -> int:
    """Line ends inside values.

    Raises Irregular if one could hold the end of a row and the start of another: with an unclosed
    quotation mark these make a row of the right length, and the rows between are lost.
    """
    import pyarrow.compute as pc

    count = 0
    for column in table.columns:
        ended = pc.or_(pc.match_substring(column, "\n"), pc.match_substring(column, "\r"))
        broken = column.filter(ended)
        for value in broken.to_pylist():
            if _could_hold_rows(value, width, delimiter):
                raise Irregular("a value looks like rows")
            count += value.count("\n") + value.count("\r") - value.count("\r\n")
    return count


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

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.read = 0

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
    for line, found in _split(source, len(header), delimiter):
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


def _split(
    source: SourceFile, width: int, delimiter: str
) -> Iterator[tuple[int, list[str] | Malformed]]:
    """Each row after the header, and the line it starts on."""
    text = io.TextIOWrapper(source.rewind(), encoding="utf-8", newline="")
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    header_seen = False
    try:
        while True:
            lines.taken.clear()
            start = lines.read + 1
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
                    yield start, row
                    continue
            whole = lines.taken[0].rstrip("\r\n")
            yield start, Malformed(start, problem, whole[:LONGEST_ROW])
            lines.put_back_all_but_first()
    finally:
        text.detach()
