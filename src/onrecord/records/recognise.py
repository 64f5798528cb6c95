"""What kind of file this is, told by its columns."""

from __future__ import annotations

from onrecord.errors import RecordError
from onrecord.records.csv_rows import read_header
from onrecord.records.source_file import SourceFile
from onrecord.records.ucdp_columns import is_ged

_OTHERS = (
    (frozenset({"event_id_cnty"}), "ACLED"),
    (frozenset({"actor1", "actor2", "sub_event_type"}), "ACLED"),
    (frozenset({"GLOBALEVENTID"}), "GDELT"),
)
_READABLE = "This version reads UCDP GED (https://ucdp.uu.se/downloads/)."


def header_of(source: SourceFile) -> tuple[str, ...]:
    """The columns of a file that is UCDP GED. Raises RecordError, saying what else it is."""
    header = read_header(source)
    if is_ged(header):
        return header
    where = str(source.path)
    for sign, what in (("\t", "tabs"), (";", "semicolons"), ("|", "bars")):
        if is_ged([cell.strip().strip('"') for cell in sign.join(header).split(sign)]):
            raise RecordError(
                f"its columns are parted by {what}, not by commas",
                where=f"{where}:1",
                todo="Save it with commas between the columns.",
            )
    for columns, what in _OTHERS:
        if columns <= set(header):
            raise RecordError(
                f"is a file of {what}, which this version cannot read", where=where, todo=_READABLE
            )
    if len(header) == 49 and header[0].isdigit():
        raise RecordError(
            "has no header: its first line is an event",
            where=f"{where}:1",
            todo="Put the line with the column names from another release of GED above it.",
        )
    if len("\t".join(header).split("\t")) in (58, 61):
        raise RecordError(
            "looks like a file of GDELT, which this version cannot read",
            where=where,
            todo=_READABLE,
        )
    shown = ", ".join(header[:6])[:80]
    raise RecordError(
        f"is not a file of UCDP GED: its columns are {shown}{'…' if len(header) > 6 else ''}",
        where=where,
        todo=_READABLE,
    )
