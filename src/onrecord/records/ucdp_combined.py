"""Several releases of UCDP GED as one record: the final one, and the candidates after it.

A candidate event is a first draft. Where a final release has the same id, the final row wins, and
where it covers the day and the country and has no such id, the event was withdrawn or given another
id: to keep the draft would count it twice. Among candidates the later release wins.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from onrecord.errors import RecordError
from onrecord.records.arrow_columns import distinct_texts, numbers
from onrecord.records.label import check_name, newness
from onrecord.records.memory import FileRecord
from onrecord.records.schema import Coverage, Mask, Record, RecordInfo
from onrecord.records.ucdp_release import Release

BETWEEN = "+"
"""Between the versions in the label of a combined record: ucdp-ged@25.1+25.0.6."""
OF_GED = "type_of_violence"


def combined(records: Sequence[Record], *, name: str | None = None) -> FileRecord:
    """One record of several releases of UCDP GED; they themselves stay as they are.

    Raises RecordError for anything but GED, or for a release that is given twice.
    """
    releases = [(Release(record.info.version), record) for record in records]
    for _, record in releases:
        if OF_GED not in record.events().table.schema.names:
            raise RecordError(
                f"{record.info.label} is not UCDP GED: only its releases can be read as one",
                todo="Records of different sources stand side by side, or are merged.",
            )
    labels = [record.info.label for record in records]
    if len(set(labels)) < len(labels):
        raise RecordError(f"{max(labels, key=labels.count)} is given twice")
    order = sorted(releases, key=lambda pair: _rank(pair[0]), reverse=True)
    return _joined(order, name)


def _rank(release: Release) -> tuple[bool, tuple[int, ...], object]:
    """Final releases before candidates, and of each the later one first.

    25.0.6 are the candidates of June 2025, 25.01.25.09 those from January to September.
    """
    n = release.numbers
    until = n[-2:] if len(n) == 4 else (n[0], n[2]) if len(n) == 3 else n
    return not release.is_candidate, until, newness(release.version)


@dataclass
class _Taken:
    """The rows taken so far: their ids, and what the final releases among them cover."""

    ids: set[str] = field(default_factory=set)
    finals: list[RecordInfo] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def keeps(self, release: Release, record: Record) -> Mask:
        """Rows of a release that no better one replaces, shape (n,)."""
        events = record.events()
        known = np.asarray([own in self.ids for own in events.id], dtype=bool)
        self.left_out["replaced_rows"] += int(known.sum())
        keep = ~known
        if release.is_candidate:
            covered = np.zeros(len(keep), dtype=bool)
            for final in self.finals:
                home = events.country.isin(frozenset(final.coverage.countries))
                first, last = (
                    np.datetime64(day, "D") for day in (final.coverage.first, _end(final))
                )
                covered |= home & (events.start >= first) & (events.start <= last)
            self.left_out["withdrawn_candidates"] += int((covered & keep).sum())
            keep &= ~covered
        else:
            self.finals.append(record.info)
        self.ids.update(own for own, kept in zip(events.id, keep, strict=True) if kept)
        return keep


def _end(final: RecordInfo) -> dt.date:
    """The last day on which a final release has the last word."""
    return Release(final.version).last_day or final.coverage.last


def _joined(order: Sequence[tuple[Release, Record]], name: str | None) -> FileRecord:
    import pyarrow as pa

    taken = _Taken()
    tables = []
    for release, record in order:
        table = record.events().table
        tables.append(table.filter(pa.array(taken.keeps(release, record))))
    table = pa.concat_tables(tables, promote_options="default").combine_chunks()
    infos = [record.info for _, record in order]
    first = infos[0]
    versions = BETWEEN.join(info.version for info in infos)
    _, countries = distinct_texts(table["country"])
    warnings: Counter[str] = Counter()
    for info in infos:
        warnings.update(info.warnings)
    warnings["candidate_rows"] = int(numbers(table["candidate"], np.bool_).sum())
    digest = hashlib.sha256("".join(f"{i.label} {i.sha256}\n" for i in infos).encode())
    info = replace(
        first,
        name=check_name(name or first.name),
        version=versions,
        sha256=digest.hexdigest(),
        rows=table.num_rows,
        coverage=Coverage(
            min(i.coverage.first for i in infos),
            max(i.coverage.last for i in infos),
            tuple(sorted({c for i in infos for c in i.coverage.countries} | {*countries} - {""})),
            first.coverage.sees,
            first.coverage.cannot_see,
        ),
        warnings=dict(warnings) | dict(taken.left_out),
        notes=(
            f"This is {', '.join(i.label for i in infos)} read as one; each stays as it is.",
            f"{taken.left_out['replaced_rows']:,} rows have the id of a row in a better release, "
            f"{taken.left_out['withdrawn_candidates']:,} candidates lie in days and countries of a "
            "final release that has no such event: these are left out.",
            *dict.fromkeys(note for i in infos for note in i.notes),
        ),
        rejected=sum(i.rejected for i in infos),
    )
    return FileRecord(table, info, tuple(r for _, record in order for r in record.rejects()))
