"""What may be said of GDELT and of the files that were read: coverage, gaps, licence, citation."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.records.gdelt_codes import CONFLICT_ROOTS, KINDS, country_of_fips
from onrecord.records.gdelt_slots import SLOT, gaps, in_words, missing
from onrecord.records.gdelt_taken import Taken
from onrecord.records.schema import Coverage, Expresses, RecordInfo
from onrecord.records.told import left_out

if TYPE_CHECKING:
    import pyarrow as pa

LICENCE = "GDELT's terms: free for any use, with a citation and a link to https://gdeltproject.org"
CITATION = (
    "Leetaru, Kalev & Philip A. Schrodt (2013) GDELT: Global Data on Events, Location and Tone, "
    "1979–2012. International Studies Association, San Francisco; GDELT 2.0 events, "
    "https://www.gdeltproject.org."
)
SEES = "what news articles say of armed conflict, as a machine codes them: attention, not events"
CANNOT_SEE = (
    "whether what an article says took place, or took place once: one report can be many rows",
    "how many people were killed",
    "the day of an event: the date is taken from the report",
    "the exact place: it is one that the article names",
    "which armed group acted, where the article names none",
    "whether nothing happened: no row means that no article was coded so",
    "movements, raids and deals",
    "motives",
)
EXPRESSES = Expresses(
    kinds=KINDS,
    deadly_only=False,
    directed_against=None,
    umbrellas=True,
    unidentified="Unidentified ",
    kills_by=frozenset(),
    systematic=frozenset(),
    attention_only=True,
)


def describe(
    taken: Taken,
    table: pa.Table,
    name: str,
    version: str | None,
    moments: list[dt.datetime],
    again: int,
    rejected: int,
    of_folder: bool,
) -> RecordInfo:
    """What every output carries of these files; `again`: rows that stood there twice."""
    import pyarrow.compute as pc

    days = pc.min_max(table["start"]).as_py()
    first, last = (
        (min(moments), max(moments))
        if moments
        else tuple(dt.datetime.combine(days[k], dt.time()) for k in ("min", "max"))
    )
    found = gaps(moments) if of_folder else []
    named = {country_of_fips(code) for code in taken.sifted.countries}
    countries = sorted({c for c in named if c} | set(pc.unique(table["country"]).to_pylist()))
    warnings = dict(sorted(taken.sifted.left_out.items())) | {
        "dated_before_the_report": taken.dated_back,
        "duplicate_ids": again,
        "missing_slots": missing(found),
        "unread_files": len(taken.unread),
        "cut_off": int(taken.cut_off),
    }
    return RecordInfo(
        name=name,
        version=version or f"{first:%Y%m%dT%H%M}-{last:%Y%m%dT%H%M}",
        sha256=_checksum(taken.files),
        rows=table.num_rows,
        licence=LICENCE,
        citation=CITATION,
        coverage=Coverage(first.date(), last.date(), tuple(countries), SEES, CANNOT_SEE),
        expresses=EXPRESSES,
        warnings=warnings,
        notes=tuple(_notes(taken, table.num_rows, first, last, found, rejected)),
        rejected=rejected,
    )


def _checksum(files: list[tuple[str, str]]) -> str:
    """Of one file its own, so that it is the same zipped or not; of several that of their list."""
    if len(files) == 1:
        return files[0][1]
    listed = "".join(f"{digest}  {name}\n" for name, digest in files)
    return hashlib.sha256(listed.encode()).hexdigest()


def _notes(
    taken: Taken,
    rows: int,
    first: dt.datetime,
    last: dt.datetime,
    found: list[tuple[dt.datetime, dt.datetime]],
    rejected: int,
) -> list[str]:
    roots = ", ".join(f"{root} {word}" for root, word in CONFLICT_ROOTS.items())
    left = Counter(taken.sifted.left_out)
    notes = [
        "GDELT records attention, not events: one report can be many rows, and many are wrong.",
        f"Of {taken.sifted.rows:,} rows, {rows:,} are read: those of material conflict with the "
        f"CAMEO roots {roots}. Left out: {left['not_armed_conflict']:,} of other kinds, "
        f"{left['without_place']:,} without a place, {left['without_actor']:,} without an actor.",
        "The date of a row is taken from the report: mostly its day, whenever the event was.",
        f"Coverage runs from the first slot ({first:%Y-%m-%d %H:%M} UTC) to the last "
        f"({last:%Y-%m-%d %H:%M} UTC, {int(SLOT.total_seconds()) // 60} minutes long).",
    ]
    if found:
        notes.append(in_words(found))
    if taken.unread:
        shown = "; ".join(taken.unread[:3])
        notes.append(f"{len(taken.unread):,} files could not be read ({shown}).")
    if rejected:
        notes.append(left_out(rejected))
    if taken.cut_off:
        notes.append("A file ends in the middle of a row: rows may be missing after it.")
    if len(taken.files) > 1:
        notes.append("The checksum is that of the list of the files with theirs.")
    return notes
