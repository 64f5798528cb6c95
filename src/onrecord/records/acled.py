"""Reading an export of ACLED (Armed Conflict Location & Event Data)."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.records.acled_cells import NEEDED, OLD, OPTIONAL, find_columns
from onrecord.records.acled_columns import convert
from onrecord.records.acled_coverage import starts
from onrecord.records.acled_kinds import KINDS, KINDS_OF, VIOLENT
from onrecord.records.arrow_columns import numbers
from onrecord.records.label import check_version
from onrecord.records.recognise import header_of
from onrecord.records.schema import Coverage, Expresses, RecordInfo
from onrecord.records.source_file import SourceFile, open_source
from onrecord.records.table_file import Reading, TableFile, read_rows, refuse_broken
from onrecord.records.told import left_out

if TYPE_CHECKING:
    import pyarrow as pa

LICENCE = "ACLED terms of use: raw rows may not be passed on (https://acleddata.com)"
SEES = "political violence, demonstrations and some strategic developments, deadly or not"
CANNOT_SEE = (
    "who attacked whom in a battle",
    "the dead of each side: one figure stands for all",
    "strategic developments as a whole: they are not systematically coded",
    "movements, sieges, raids and who holds a place between two captures",
    "motives",
)
_CITE = (
    "Raleigh, Clionadh, Roudabeh Kishi & Andrew Linke (2023) Political instability patterns are "
    "obscured by conflict dataset scope conditions, sources, and coding choices. Humanities and "
    "Social Sciences Communications 10: 74; ACLED, Armed Conflict Location & Event Data, "
    "https://acleddata.com, accessed {accessed}."
)
_SHOWN = ("id", "sub_event_type", "start", "place", "best")


def read_acled(
    path: str | os.PathLike[str],
    *,
    name: str = "acled",
    version: str | None = None,
    tolerate: bool = False,
) -> TableFile:
    """Read an ACLED export, a CSV or a zip that holds one.

    ACLED has no releases: without `version` it is the newest timestamp in the file. Raises
    RecordError if this is no such file, if nothing in it can be read, if it ends in the middle of
    a row, or if more than 1 % of its rows have to be rejected; the last two not with `tolerate`.
    """
    with open_source(path) as source:
        header = header_of(source, "acled")
        return acled_from(source, header, name=name, version=version, tolerate=tolerate)


def acled_from(
    source: SourceFile,
    header: tuple[str, ...],
    *,
    name: str,
    version: str | None,
    tolerate: bool,
) -> TableFile:
    """Read an open file that has the columns of ACLED; see `read_acled`."""
    if version is not None:
        check_version(version)
    columns = find_columns(header, str(source.path))
    absent = [name for name in (*NEEDED, *OPTIONAL) if name not in columns]
    reading = read_rows(source, header, columns, absent, convert, _SHOWN)
    refuse_broken(source, reading, "ACLED", tolerate=tolerate)
    info = _describe(reading, source, header, name, version)
    return TableFile(reading.table, tuple(reading.rejects), info, header)


def _describe(
    reading: Reading, source: SourceFile, header: tuple[str, ...], name: str, version: str | None
) -> RecordInfo:
    import pyarrow.compute as pc

    table = reading.table
    newest = int(numbers(table["timestamp"], np.int64).max())
    accessed = dt.datetime.fromtimestamp(source.path.stat().st_mtime, dt.UTC).date()
    types = {name for name in pc.unique(table["event_type"]).to_pylist() if name in VIOLENT}
    since = _since(table)
    countries = sorted(c for c in pc.unique(table["country"]).to_pylist() if c)
    first, last = pc.min(table["start"]).as_py(), pc.max(table["start"]).as_py()
    warnings = _doubts(table) | reading.counts
    return RecordInfo(
        name=name,
        version=version or _written_last(newest),
        sha256=source.sha256,
        rows=table.num_rows,
        licence=LICENCE,
        citation=_CITE.format(accessed=accessed),
        coverage=Coverage(first, last, tuple(countries), SEES, CANNOT_SEE, since),
        expresses=expresses(types),
        warnings=dict(warnings),
        notes=tuple(_notes(reading, source, header, types, countries, since, accessed)),
        rejected=len(reading.rejects),
        accessed=accessed,
        redistributable=False,
    )


def expresses(event_types: set[str]) -> Expresses:
    """What a file with these event types can say.

    An export may be cut down to some types: kinds of the others cannot be said to be missing.
    """
    coded: frozenset[str] = frozenset()
    return Expresses(
        kinds=KINDS,
        deadly_only=False,
        directed_against=None,
        undirected=frozenset({"battle"}),
        unidentified="Unidentified ",
        kills_by=frozenset({"civilians"}),
        systematic=coded.union(*(KINDS_OF[name] for name in event_types)),
    )


def _written_last(newest: int) -> str:
    """The newest timestamp as a version, `2024-05-14T0930`."""
    if newest < 0:
        return "unknown"
    return dt.datetime.fromtimestamp(newest, dt.UTC).strftime("%Y-%m-%dT%H%M")


def _since(table: pa.Table) -> dict[str, dt.date]:
    grouped = table.group_by("country").aggregate([("start", "min")])
    firsts = zip(grouped["country"].to_pylist(), grouped["start_min"].to_pylist(), strict=True)
    return dict(sorted(starts(firsts).items()))


def _doubts(table: pa.Table) -> dict[str, int]:
    """How many rows are doubtful, by what is doubtful about them."""
    import pyarrow.compute as pc

    def count(found: Any) -> int:
        return int(pc.sum(found).as_py() or 0)

    unnamed = pc.equal(pc.list_value_length(table["side_b"]), 0)
    return {
        "coarse_place": int((numbers(table["where_prec"], np.int64) >= 4).sum()),
        "coarse_date": int((numbers(table["date_prec"], np.int64) >= 4).sum()),
        "no_fatality_figure": int((numbers(table["best"], np.int64) < 0).sum()),
        "no_second_actor": count(unnamed),
        "taker_unknown": int((numbers(table["taken_by"], np.int64) == 3).sum()),
        "no_timestamp": int((numbers(table["timestamp"], np.int64) < 0).sum()),
    }


def _notes(
    reading: Reading,
    source: SourceFile,
    header: tuple[str, ...],
    types: set[str],
    countries: list[str],
    since: dict[str, dt.date],
    accessed: dt.date,
) -> list[str]:
    """What a reader should know of this file, one sentence each."""
    notes = [
        "ACLED is a living record: any row may change or be withdrawn after the file was made.",
        f"The day of access ({accessed}) is the date of the file.",
        "Coverage runs from the first event in the file to the last; a file cut out of ACLED by "
        "type, actor or place holds less than its days suggest.",
    ]
    if gone := [name for name in VIOLENT if name not in types]:
        notes.append(
            f"The file has no events of the type {', '.join(gone)}: of these nothing can be said "
            "to be missing."
        )
    if unknown := [country for country in countries if country not in since]:
        notes.append(
            f"From when on ACLED covers {', '.join(unknown)} is not known here: of these nothing "
            "can be said to be missing."
        )
    if any(name in header for name in OLD):
        notes.append("This is an export in the form of before 2023.")
    if "civilian_targeting" not in header:
        notes.append(
            "It lacks civilian_targeting: who was hit is told by the event type and actor 2 alone."
        )
    if reading.rejects:
        notes.append(left_out(len(reading.rejects)))
    if reading.counts["cut_off"]:
        notes.append("The file ends in the middle of a row: rows may be missing after it.")
    if source.member:
        notes.append(f"The checksum is that of {source.member}, the file inside the zip archive.")
    return notes
