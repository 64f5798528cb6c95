"""The rows of a GDELT file: tab-separated, never quoted, without a header; one line is one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.csv_rows import LONGEST_FIELD, LONGEST_ROW
from onrecord.records.gdelt_codes import CONFLICT_ROOTS, MATERIAL_CONFLICT
from onrecord.records.gdelt_columns import COLUMNS, WANTED
from onrecord.records.schema import Reject
from onrecord.records.source_file import SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 16 << 20
LINE = "line"
"""The column that a table of rows has besides those of GDELT: the line of each row."""


@dataclass
class Sifted:
    """What was seen of a file besides the rows that are read."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows that are no armed conflict, or say too little, by why."""
    rejects: list[Reject] = field(default_factory=list)
    last_malformed: int = 0
    """The line of the last row that was not even a row."""
    countries: set[str] = field(default_factory=set)
    """FIPS codes of the places of all rows, whatever they are about."""
    slots: set[str] = field(default_factory=set)
    """Moments (DATEADDED) at which the rows were added."""


def conflict_rows(source: SourceFile, sifted: Sifted) -> Iterator[pa.Table]:
    """The rows about armed conflict, as text, block by block; the rest is counted in `sifted`.

    Raises RecordError if a line is longer than a block.
    """
    import pyarrow as pa
    import pyarrow.csv as pv

    broken: set[int] = set()

    def malformed(row: Any) -> str:
        text = (row.text or "").rstrip("\r\n")
        reason = f"{row.actual_columns} fields where GDELT has {row.expected_columns}"
        sifted.rejects.append(Reject(row.number, reason, text[:LONGEST_ROW]))
        sifted.last_malformed = row.number
        sifted.rows += 1
        broken.add(row.number)
        return "skip"

    try:
        reader = pv.open_csv(
            pa.PythonFile(source.rewind(), mode="r"),
            read_options=pv.ReadOptions(
                column_names=list(COLUMNS), use_threads=False, block_size=BLOCK
            ),
            parse_options=pv.ParseOptions(
                delimiter="\t",
                quote_char=False,
                ignore_empty_lines=False,
                invalid_row_handler=malformed,
            ),
            convert_options=pv.ConvertOptions(
                column_types={name: pa.string() for name in WANTED},
                include_columns=list(WANTED),
                strings_can_be_null=False,
                check_utf8=False,  # the whole file was checked when it was opened
            ),
        )
        line = 1
        for batch in reader:
            table = pa.Table.from_batches([batch])
            lines, line = _lines(table.num_rows, line, broken)
            table = table.append_column(LINE, pa.array(lines))
            yield _sift(_without_blanks(table), sifted)
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return
        if "straddling" in str(error):
            raise RecordError(
                f"is no table of GDELT: a line is longer than {BLOCK >> 20} MiB",
                where=str(source.path),
                todo="Download it again.",
            ) from error
        raise RecordError(
            f"is no table of GDELT: {str(error).splitlines()[0][:200]}", where=str(source.path)
        ) from error


def _lines(rows: int, line: int, broken: set[int]) -> tuple[np.ndarray[Any, Any], int]:
    """The lines of the next `rows` rows from `line` on, past the broken ones."""
    if not broken:
        return np.arange(line, line + rows), line + rows
    lines = np.empty(rows, dtype=np.int64)
    for row in range(rows):
        while line in broken:
            line += 1
        lines[row] = line
        line += 1
    return lines, line


def _without_blanks(table: pa.Table) -> pa.Table:
    """Arrow takes a blank line, which must be counted as a line, for a row of empty fields."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = [table[name] for name in ("GLOBALEVENTID", "SQLDATE", "QuadClass", "SOURCEURL")]
    return table.filter(pc.not_equal(pc.binary_join_element_wise(*cells, ""), pa.scalar("")))


def _sift(table: pa.Table, sifted: Sifted) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    sifted.rows += table.num_rows

    def texts(name: str) -> set[str]:
        return {text for text in pc.unique(table[name]).to_pylist() if text}

    sifted.countries |= texts("ActionGeo_CountryCode")
    sifted.slots |= texts("DATEADDED")
    quad, root = table["QuadClass"], table["EventRootCode"]
    classes = pa.array(["1", "2", "3", "4"])
    sound = pc.and_(pc.is_in(quad, value_set=classes), pc.match_substring_regex(root, r"^\d\d$"))
    _reject(table.filter(pc.invert(sound)), "QuadClass or EventRootCode is no code", sifted)
    table = _without_long(table.filter(sound), sifted)
    conflict = pc.and_(
        pc.equal(table["QuadClass"], pa.scalar(MATERIAL_CONFLICT)),
        pc.is_in(table["EventRootCode"], value_set=pa.array(list(CONFLICT_ROOTS))),
    )
    table = _leave_out(table, conflict, "not_armed_conflict", sifted)
    placed = pc.is_in(table["ActionGeo_Type"], value_set=pa.array(["1", "2", "3", "4", "5"]))
    table = _leave_out(table, placed, "without_place", sifted)
    named = pc.not_equal(
        pc.binary_join_element_wise(
            *(table[f"Actor{n}{part}"] for n in (1, 2) for part in ("Code", "Name")), ""
        ),
        pa.scalar(""),
    )
    return _leave_out(table, named, "without_actor", sifted)


def _without_long(table: pa.Table, sifted: Sifted) -> pa.Table:
    """Without rows that no other reader would take: the same limit for a field as in a CSV."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in WANTED:
        lengths = pc.binary_length(table[name])
        if (pc.max(lengths).as_py() or 0) > LONGEST_FIELD:
            long = pc.greater(lengths, pa.scalar(LONGEST_FIELD, lengths.type))
            reason = f"{name}: a field of more than {LONGEST_FIELD:,} characters"
            _reject(table.filter(long), reason, sifted)
            table = table.filter(pc.invert(long))
    return table


def _leave_out(table: pa.Table, keep: pa.Array, why: str, sifted: Sifted) -> pa.Table:
    kept = table.filter(keep)
    sifted.left_out[why] += table.num_rows - kept.num_rows
    return kept


def _reject(table: pa.Table, reason: str, sifted: Sifted) -> None:
    for row in table.to_pylist():
        text = "\t".join(str(row[name]) for name in WANTED)
        sifted.rejects.append(Reject(row[LINE], reason, text[:LONGEST_ROW]))
