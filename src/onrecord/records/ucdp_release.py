"""Which release of GED a file is, and what may be said of it: coverage, licence, citation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from onrecord.records.label import check_version
from onrecord.records.schema import Coverage, Expresses, RecordInfo
from onrecord.records.source_file import SourceFile
from onrecord.records.told import left_out

if TYPE_CHECKING:
    import pyarrow as pa

LICENCE = "CC BY 4.0"
SEES = "organised violence with at least one death"
CANNOT_SEE = (
    "events without deaths",
    "the kind of a deadly event (airstrike, shelling, clash)",
    "who attacked whom in a battle",
    "what a supporter did itself: it is coded under the side it supports",
    "control of territory, movements, sieges and deals",
    "motives",
)
EXPRESSES = Expresses(
    kinds=frozenset({"killing of civilians"}),
    deadly_only=True,
    directed_against=frozenset({"civilians"}),
    supporters_under_supported=True,
    umbrellas=True,
    kills_by=frozenset({"civilians"}),
)

_CITE = (
    "Sundberg, Ralph & Erik Melander (2013) Introducing the UCDP Georeferenced Event Dataset. "
    "Journal of Peace Research 50(4): 523–532"
)
_CODEBOOKS = {
    "19.1": (
        "Högbladh, Stina (2019) UCDP GED Codebook version 19.1. Department of Peace and Conflict "
        "Research, Uppsala University"
    )
}
FIRST_SINCE_YEARLY_NAMES = 17
"""Since 17.1 the number before the point is the year of the release."""

_IN_NAME = (
    re.compile(r"v(\d{1,2}(?:_\d{1,2}){1,3})(?!\d)", re.IGNORECASE),
    re.compile(r"v(\d{1,2}(?:\.\d{1,2}){1,3})(?!\d)", re.IGNORECASE),
    re.compile(r"ged[-_]?(\d{1,2}(?:[._]\d{1,2}){1,3})(?!\d)", re.IGNORECASE),
)
_PACKED = re.compile(r"ged[-_]?(\d{1,2})(\d)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Release:
    """A version of GED: yearly `25.1`, monthly candidate `25.0.3`, quarterly `25.01.25.03`."""

    version: str

    @classmethod
    def of(cls, version: str | None, *names: str | None) -> Release:
        """The version the user gives, else the one in a file's name, else “unknown”."""
        if version is not None:
            return cls(check_version(version))
        for name in names:
            for pattern in _IN_NAME:
                if name and (found := pattern.search(name)):
                    return cls(found[1].replace("_", "."))
            if name and (found := _PACKED.search(name)):
                return cls(f"{found[1]}.{found[2]}")
        return cls("unknown")

    @property
    def numbers(self) -> tuple[int, ...]:
        parts = self.version.split(".")
        return tuple(int(p) for p in parts) if all(p.isdigit() for p in parts) else ()

    @property
    def is_candidate(self) -> bool:
        """Monthly and quarterly releases hold candidate events only."""
        n = self.numbers
        return (len(n) == 3 and n[1] == 0) or len(n) == 4

    @property
    def last_day(self) -> dt.date | None:
        """The last day of a yearly release: the end of the year before it."""
        n = self.numbers
        if len(n) == 2 and n[0] >= FIRST_SINCE_YEARLY_NAMES and n[1] >= 1:
            return dt.date(2000 + n[0] - 1, 12, 31)
        return None

    def mark(self, table: pa.Table) -> pa.Table:
        """Mark the rows that this version cannot vouch for as candidates."""
        import pyarrow as pa

        if self.is_candidate:
            newer = np.ones(table.num_rows, dtype=bool)
        elif self.last_day:
            newer = np.asarray(table["start"].to_numpy()) > np.datetime64(self.last_day)
        else:
            newer = np.zeros(table.num_rows, dtype=bool)
        at = table.schema.get_field_index("candidate")
        return table.set_column(at, table.schema.field("candidate"), pa.array(newer))


def describe(
    table: pa.Table,
    source: SourceFile,
    release: Release,
    name: str,
    warnings: Mapping[str, int],
    rejected: int,
) -> RecordInfo:
    """What every output carries of this file."""
    import pyarrow.compute as pc

    coverage, notes = _coverage(table, release)
    if warnings.get("candidate_rows") and release.last_day:
        year = release.last_day.year
        notes.append(
            f"{warnings['candidate_rows']:,} rows are later than {release.last_day}, where version "
            f"{release.version} ends: they are presumably candidate events, marked as such, and "
            f"may change in the release that covers the years after {year}."
        )
    if release.is_candidate:
        notes.append("This is a candidate release: every row may still change.")
    if release.version == "unknown":
        notes.append(
            "The version is not known, so candidate events cannot be told from final ones; "
            "give it with version=."
        )
    if rejected:
        notes.append(left_out(rejected))
    if warnings.get("cut_off"):
        notes.append("The file ends in the middle of a row: rows may be missing after it.")
    if source.member:
        notes.append(f"The checksum is that of {source.member}, the file inside the zip archive.")
    countries = sorted(c for c in pc.unique(table["country"]).to_pylist() if c)
    codebook = _CODEBOOKS.get(release.version, f"UCDP GED version {release.version}")
    return RecordInfo(
        name=name,
        version=release.version,
        sha256=source.sha256,
        rows=table.num_rows,
        licence=LICENCE,
        citation=f"{_CITE}; {codebook}.",
        coverage=Coverage(*coverage, tuple(countries), SEES, CANNOT_SEE),
        expresses=EXPRESSES,
        warnings=dict(warnings),
        notes=tuple(notes),
        rejected=rejected,
    )


def _coverage(table: pa.Table, release: Release) -> tuple[tuple[dt.date, dt.date], list[str]]:
    """First and last day, and the sentence that says how they were found.

    A yearly release covers whole years, so a quiet December is covered too, not unknown. But a
    file may be cut out of a release at any day, so only its last year is filled up, and only where
    its rows reach that year; the first day is that of the first event. The last day is that on
    which an event starts: one that runs on beyond it does not show that anything later was coded.
    """
    import pyarrow.compute as pc

    first = cast(dt.date, pc.min(table["start"]).as_py())
    last = cast(dt.date, pc.max(table["start"]).as_py())
    end = release.last_day
    if end and last < end and last.year == end.year:
        return (first, end), [
            f"Coverage runs from the first event ({first}) to the end of the release ({end}); "
            f"the last event starts on {last}."
        ]
    return (first, last), [
        f"Coverage runs from the first event ({first}) to the start of the last ({last})."
    ]
