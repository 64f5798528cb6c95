"""The rows of a CSV as `csv_rows.exact_rows` gives them, read by Arrow (in C++) wherever it can be.

Lines that are plainly a row (see `csv_scan`) go to Arrow; any other goes to the exact reader, which
knows what to make of it and where the next row begins. So one broken row of a large file costs no
more than itself, and the number of every row's line is known.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.records.csv_rows import LONGEST_FIELD, Malformed, Rows, is_hxl, split
from onrecord.records.csv_scan import Block, Mask, blocks, plain_rows
from onrecord.records.source_file import SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 4 << 20
"""Bytes that are told apart at once: what a processor has at hand."""


class Irregular(Exception):  # noqa: N818 (not an error: a sign to read the file the exact way)
    """Arrow does not read this file as it was told apart."""


def quick_rows(
    source: SourceFile, header: Sequence[str], wanted: Sequence[str], delimiter: str = ","
) -> Iterator[Rows]:
    """The rows of `exact_rows`, in other batches. Raises Irregular where it alone can read them."""
    if len(header) < 2 or len(delimiter.encode()) != 1:
        raise Irregular("no marks between fields by which a row is known")
    walk = _Walk(source, len(header), delimiter)
    first = True
    for block in blocks(source.file, source.start, BLOCK):
        told = walk.through(block)
        table = _table(block, told, header, wanted, delimiter)
        lines = told.lines
        if first and lines:
            first = False
            if is_hxl([column[0].as_py() for column in table.columns]):
                table, lines = table.slice(1), lines[1:]
        yield Rows(table, lines, _Cells(block, told, lines, delimiter), told.malformed)


@dataclass
class _Told:
    """A block's lines, told apart."""

    starts: Mask
    """Lines on which a row for Arrow starts."""
    given: Mask
    """Lines that Arrow is given."""
    ends: dict[int, int]
    """Of rows for Arrow over several lines: the first of these → the last."""
    first: int
    """The number of the block's first line."""
    exact: dict[int, list[str]] = field(default_factory=dict)
    """Number of a line → the row that the exact reader found there."""
    malformed: list[Malformed] = field(default_factory=list)

    def give(self, at: int, last: int) -> None:
        """Lines `at` to `last` are one row, for Arrow."""
        self.starts[at], self.starts[at + 1 : last + 1] = True, False
        self.given[at : last + 1] = True

    def withhold(self, at: int, line: int) -> None:
        """Nothing from line `at` of the block up to the line of this number is for Arrow."""
        until = max(at, line - self.first)
        self.starts[at:until] = self.given[at:until] = False

    @property
    def quick(self) -> list[int]:
        """The lines of the rows that Arrow reads."""
        return (np.flatnonzero(self.starts) + self.first).tolist()

    @property
    def lines(self) -> list[int]:
        """The lines of all rows, in the file's order."""
        return sorted([*self.quick, *self.exact])


class _Walk:
    """From row to row through a file, block by block."""

    def __init__(self, source: SourceFile, width: int, delimiter: str) -> None:
        self._source, self._width, self._delimiter = source, width, delimiter
        self._next = 1
        """The line on which the next row begins."""

    def through(self, block: Block) -> _Told:
        plain = plain_rows(block, self._width, self._delimiter, LONGEST_FIELD)
        if block.first == 1:  # the header, or a blank line before it
            plain.row[0] = False
            plain.ends.pop(0, None)
        told = _Told(plain.row.copy(), plain.row.copy(), plain.ends, block.first)
        told.withhold(0, self._next)
        # A row that is not one plain line can begin only here.
        for at in np.flatnonzero(~plain.row).tolist():
            if block.first + at < self._next:
                continue
            if at in plain.ends:
                told.give(at, plain.ends[at])
                self._next = block.first + plain.ends[at] + 1
            else:
                self._exactly(told, block, at)
        return told

    def _exactly(self, told: _Told, block: Block, at: int) -> None:
        """Rows by the exact reader, until the next one is plain or belongs to another block."""
        line = block.first + at
        start = (block.offset + int(block.starts[at]), line) if line > 1 else None
        with closing(split(self._source, self._width, self._delimiter, start)) as rows:
            for begins, found, after in rows:
                if isinstance(found, Malformed):
                    told.malformed.append(found)
                else:
                    told.exact[begins] = found
                self._next = after
                now = after - block.first
                if now >= len(block) or told.starts[now] or now in told.ends:
                    break
            else:
                self._next = self._source.lines + 1
        told.withhold(at, self._next)


def _table(
    block: Block, told: _Told, header: Sequence[str], wanted: Sequence[str], delimiter: str
) -> pa.Table:
    """The wanted columns of a block's rows, in the file's order."""
    import pyarrow as pa

    table = _by_arrow(block, told, header, wanted, delimiter)
    if not told.exact:
        return table
    places = [header.index(name) for name in wanted]
    rows = told.exact.values()
    columns = [pa.array([row[i] for row in rows], pa.string()) for i in places]
    table = pa.concat_tables([table, pa.table(columns, names=list(wanted))])
    order = np.argsort([*told.quick, *told.exact], kind="stable")
    return table.take(pa.array(order))


def _by_arrow(
    block: Block, told: _Told, header: Sequence[str], wanted: Sequence[str], delimiter: str
) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as pv

    names = [f"c{i}" for i in range(len(header))]  # a header may name two columns alike
    chosen = [names[header.index(name)] for name in wanted]
    data = _given(block, told.given)
    if not len(data):
        return pa.table([pa.array([], pa.string()) for _ in wanted], names=list(wanted))
    try:
        table = pv.read_csv(
            pa.BufferReader(data),
            read_options=pv.ReadOptions(column_names=names, block_size=len(data) + 1),
            parse_options=pv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pv.ConvertOptions(
                column_types={name: pa.string() for name in chosen},
                include_columns=chosen,
                strings_can_be_null=False,
                check_utf8=False,  # the whole file was checked when it was opened
            ),
        )
    except pa.ArrowInvalid as error:
        raise Irregular(str(error)) from error
    if table.num_rows != np.count_nonzero(told.starts):
        raise Irregular("rows are not accounted for")
    return table.rename_columns(list(wanted))


def _given(block: Block, given: Mask) -> Any:
    """The bytes of these lines."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], given, [False]]).astype(np.int8)))
    spans = block.starts[edges].reshape(-1, 2).tolist()
    whole = memoryview(block.data)
    if len(spans) == 1:
        return whole[slice(*spans[0])]
    return b"".join(whole[start:end] for start, end in spans)


class _Cells(Sequence[list[str]]):
    """All the cells of each row, made when a row has to be shown."""

    def __init__(self, block: Block, told: _Told, lines: list[int], delimiter: str) -> None:
        self._block, self._told, self._lines, self._delimiter = block, told, lines, delimiter

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, row: Any) -> Any:
        line = self._lines[row]
        if line in self._told.exact:
            return self._told.exact[line]
        at = line - self._block.first
        start, end = self._block.starts[[at, self._told.ends.get(at, at) + 1]].tolist()
        text = io.StringIO(self._block.data[start:end].decode(), newline="")
        return next(csv.reader(text, delimiter=self._delimiter))
