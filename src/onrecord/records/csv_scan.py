"""Which lines of a CSV are plainly a row, told from the places of its marks alone.

A row is plain if its quotation marks open right after a delimiter, close right before one, or
stand in pairs inside a value; if it has as many fields as the header; and if it is no longer than a
field may be. Python's csv and Arrow's then read the same in it, from its first byte to its last.
Nothing is said of any other line: only reading it can tell what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

LF, CR, QUOTE = 10, 13, 34


@dataclass(frozen=True)
class Block:
    """Whole lines of a file: their bytes, where in the file they begin, and their numbers."""

    data: bytes
    offset: int
    first: int
    """The number of the first line, from 1."""

    @cached_property
    def bytes(self) -> NDArray[np.uint8]:
        return np.frombuffer(self.data, dtype=np.uint8)

    @cached_property
    def starts(self) -> Ints:
        """Where each line starts, and where the last one ends, (lines + 1,)."""
        ends = np.flatnonzero(self.bytes == LF)
        if b"\r" in self.data:
            lone = np.flatnonzero(self.bytes == CR)
            following = self.bytes[np.minimum(lone + 1, len(self.data) - 1)]
            lone = lone[following != LF]
            ends = np.union1d(ends, lone) if lone.size else ends
        starts = np.concatenate([[0], ends + 1]).astype(np.int64)
        # What stands behind the last line end is a line too.
        return starts if starts[-1] == len(self.data) else np.append(starts, len(self.data))

    def __len__(self) -> int:
        return len(self.starts) - 1


def blocks(file: BinaryIO, offset: int, size: int) -> Iterator[Block]:
    """The file from `offset` on, in blocks of about `size` bytes that end where a line ends."""
    rest, first = b"", 1
    while True:
        file.seek(offset + len(rest))  # whoever read a row meanwhile has moved the place
        more = file.read(size)
        data = rest + more
        # A CR at the very end may be half of a CRLF.
        cut = max(data.rfind(b"\n"), data.rfind(b"\r", 0, max(len(data) - 1, 0))) + 1
        if not more:
            cut = len(data)
        if cut:
            block = Block(data[:cut], offset, first)
            yield block
            first += len(block)
        if not more:
            return
        offset, rest = offset + cut, data[cut:]


@dataclass(frozen=True)
class Plain:
    """What the marks of a block's lines tell, line by line."""

    row: Mask
    """The line, read from its start, is one plain row."""
    ends: dict[int, int]
    """Lines that open a value and leave it open → the line where that value's plain row ends."""


def plain_rows(block: Block, width: int, delimiter: str, longest: int) -> Plain:
    """Which lines of a block are plain rows of `width` fields and at most `longest` bytes."""
    marks = _Marks(block, ord(delimiter))
    starts = block.starts
    lone = block.bytes[starts[1:] - 1] == CR  # Arrow is not asked about these
    short = np.diff(starts) <= longest
    row = ~marks.odd & marks.sound & (marks.outside == width - 1) & short & ~lone
    return Plain(row, _over_lines(marks, starts, width, longest, lone))


class _Marks:
    """Quotation marks and delimiters of each line, as read from a row's start.

    `odd`: the line has an odd number of marks. `sound`: each mark opens, closes or is one of a
    pair. `outside`: delimiters outside of quotation marks. `sound_inside` and `outside_inside`: the
    same of a line that begins inside a value.
    """

    def __init__(self, block: Block, delimiter: int) -> None:
        data, starts = block.bytes, block.starts
        quotes = np.flatnonzero(data == QUOTE)
        commas = np.flatnonzero(data == delimiter)
        edge = np.searchsorted(quotes, starts)
        number = np.diff(edge)
        line = np.repeat(np.arange(len(number)), number)
        opens = (np.arange(len(quotes)) - edge[line]) % 2 == 0
        self.odd = number % 2 == 1

        parts = np.zeros(256, dtype=bool)
        parts[[LF, CR, delimiter]] = True
        # Before the first byte and behind the last there is an end as good as a line's.
        around = np.concatenate([[LF], data, [LF]])
        opening, closing = parts[around[quotes]], parts[around[quotes + 2]]
        joined = (np.diff(quotes) == 1) & (line[1:] == line[:-1])
        after, before = np.append(False, joined), np.append(joined, False)
        self.sound = _none(line[~np.where(opens, opening | after, closing | before)], len(number))
        self.sound_inside = _none(
            line[~np.where(opens, closing | before, opening | after)], len(number)
        )

        # A value that a line leaves open holds the rest of that line.
        until = np.minimum(np.append(quotes[1:], len(data)), starts[1:][line])
        at = np.searchsorted(commas, quotes[opens]), np.searchsorted(commas, until[opens])
        held = np.bincount(line[opens], weights=at[1] - at[0], minlength=len(number))
        self.outside_inside = held.astype(np.int64)
        self.outside = np.diff(np.searchsorted(commas, starts)) - self.outside_inside


def _none(lines: Ints, number: int) -> Mask:
    """All lines but these."""
    found = np.ones(number, dtype=bool)
    found[lines] = False
    return found


def _over_lines(
    marks: _Marks, starts: Ints, width: int, longest: int, lone: NDArray[Any]
) -> dict[int, int]:
    """Plain rows over several lines, from a line with an odd number of marks to the next such."""
    odd = np.flatnonzero(marks.odd)
    if len(odd) < 2:
        return {}
    first, last = odd[:-1], odd[1:]
    broken = np.concatenate([[0], np.cumsum(~marks.sound_inside | lone)])
    fields = np.concatenate([[0], np.cumsum(marks.outside_inside)])
    sound = marks.sound[first] & ~lone[first] & (broken[last + 1] == broken[first + 1])
    whole = marks.outside[first] + fields[last + 1] - fields[first + 1] == width - 1
    short = starts[last + 1] - starts[first] <= longest
    plain = sound & whole & short
    return dict(zip(first[plain].tolist(), last[plain].tolist(), strict=True))
