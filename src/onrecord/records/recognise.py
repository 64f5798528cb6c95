"""What kind of file this is, told by its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from onrecord.errors import RecordError
from onrecord.records.acled_cells import is_acled
from onrecord.records.csv_rows import read_header
from onrecord.records.gdelt_columns import COLUMNS, fields_by
from onrecord.records.source_file import SourceFile
from onrecord.records.ucdp_columns import is_ged

Kind = Literal["ucdp-ged", "acled", "gdelt"]
"""The sources that can be read, by the name that a record of theirs gets."""

NAMES: dict[Kind, str] = {"ucdp-ged": "UCDP GED", "acled": "ACLED", "gdelt": "GDELT"}
_IS: dict[Kind, Callable[[Sequence[str]], bool]] = {"ucdp-ged": is_ged, "acled": is_acled}
_OTHERS = (
    (frozenset({"data_id", "event_id_cnty", "event_type"}), "ACLED as it was before 2019"),
    (frozenset({"event_id_cnty"}), "ACLED with too few of its columns"),
    (frozenset({"actor1", "actor2", "sub_event_type"}), "ACLED with too few of its columns"),
    (frozenset({"GLOBALEVENTID"}), "GDELT with a header, not as GDELT publishes it"),
)
_READABLE = (
    "UCDP GED (https://ucdp.uu.se/downloads/), ACLED (https://acleddata.com) and GDELT 2.0 events "
    "(https://gdeltproject.org) are read as these publish them; any other table with --mapping."
)


def recognise(source: SourceFile) -> tuple[Kind, tuple[str, ...]]:
    """The kind of a file and its columns. Raises RecordError, saying what else it is."""
    if _gdelt(source):
        return "gdelt", ()
    header = read_header(source)
    for kind, fits in _IS.items():
        if fits(header):
            return kind, header
    where = str(source.path)
    for sign, what in (("\t", "tabs"), (";", "semicolons"), ("|", "bars")):
        cells = [cell.strip().strip('"') for cell in sign.join(header).split(sign)]
        if any(fits(cells) for fits in _IS.values()):
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
    shown = ", ".join(header[:6])[:80]
    raise RecordError(
        "is not a file of UCDP GED, ACLED or GDELT: its columns are "
        f"{shown}{'…' if len(header) > 6 else ''}",
        where=where,
        todo=_READABLE,
    )


def _gdelt(source: SourceFile) -> bool:
    """Whether these are events of GDELT 2.0. Raises RecordError for what is nearly that."""
    fields = fields_by(source, b"\t")
    if fields == len(COLUMNS):
        return True
    if fields in (57, 58):
        raise RecordError(
            "is a file of GDELT 1.0, which this version cannot read",
            where=str(source.path),
            todo="Give files of GDELT 2.0 events (2015 and later), which have 61 columns.",
        )
    for sign, what in ((b",", "commas"), (b";", "semicolons"), (b"|", "bars")):
        if fields_by(source, sign) == len(COLUMNS):
            raise RecordError(
                f"its columns are those of GDELT, but parted by {what}, not by tabs",
                where=f"{source.path}:1",
                todo="Give the file as GDELT publishes it.",
            )
    return False


def header_of(source: SourceFile, wanted: Kind) -> tuple[str, ...]:
    """The columns of a file of the wanted kind. Raises RecordError, saying what else it is."""
    kind, header = recognise(source)
    if kind != wanted:
        raise RecordError(
            f"is a file of {NAMES[kind]}, not of {NAMES[wanted]}", where=str(source.path)
        )
    return header
