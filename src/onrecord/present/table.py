"""The events behind a finding, as rows for the page and the files."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from onrecord.assess.finding import Finding
from onrecord.records.schema import UNKNOWN, ById, Events, Record, SourceLine

Role = Literal["counter-example", "counted", "possible", "comparison", "unplaced"]
ROLES: tuple[Role, ...] = ("counter-example", "counted", "possible", "comparison", "unplaced")
Certainty = Literal["certain", "possible", "unplaced"]


@dataclass(frozen=True)
class Row:
    """One event in one finding. Counts of people are None where the record gives none."""

    event: str
    """`record@version:id`."""
    role: Role
    certainty: Certainty | None
    """How it falls in the claim's selection; None for events shown for comparison only."""
    id: str
    start: dt.date | None
    end: dt.date | None
    date_prec: int
    lat: float | None
    lon: float | None
    where_prec: int
    place: str
    adm1: str
    adm2: str
    country: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    directed: bool
    kind: str
    low: int | None
    best: int | None
    high: int | None
    deaths_a: int | None
    deaths_b: int | None
    deaths_civilians: int | None
    deaths_unknown: int | None
    clarity: int
    active: bool
    candidate: bool
    lines: tuple[SourceLine, ...]

    @property
    def residue(self) -> bool:
        """The row sums up deaths that could not be tied to single events."""
        return self.clarity == 2

    @property
    def placed(self) -> bool:
        """Whether the row has a point that can be drawn."""
        return self.lat is not None and self.lon is not None

    @property
    def disordered(self) -> bool:
        """low, best and high are not in order in the record itself."""
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        return known != sorted(known)


@dataclass(frozen=True)
class EventRows:
    """All rows of one finding, and the ids that its record does not have (or does not show)."""

    rows: tuple[Row, ...]
    unknown: tuple[tuple[str, Role, Certainty | None], ...] = ()
    withheld: bool = False
    """The record's terms do not allow its rows to be passed on."""
    loaded: bool = True
    """Whether the record was at hand at all."""


def roles_of(finding: Finding) -> dict[str, tuple[Role, Certainty | None]]:
    """Each event of a finding once, with what it is to the claim, the telling ones first."""
    certain, possible = frozenset(finding.events), frozenset(finding.possible)
    groups: tuple[tuple[Role, Sequence[str]], ...] = (
        ("counter-example", finding.counter_examples),
        ("counted", finding.events),
        ("possible", finding.possible),
        ("comparison", finding.other_events),
        ("unplaced", finding.unplaced),
    )
    found: dict[str, tuple[Role, Certainty | None]] = {}
    for role, ids in groups:
        for event in ids:
            if event in found:
                continue
            certainty: Certainty | None = (
                "certain"
                if event in certain
                else "possible"
                if event in possible
                else "unplaced"
                if role == "unplaced"
                else None
            )
            found[event] = (role, certainty)
    return found


def _known(count: int) -> int | None:
    return None if count == UNKNOWN else int(count)


def _degree(value: float, limit: float) -> float | None:
    return float(value) if math.isfinite(value) and abs(value) <= limit else None


def _date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def row_at(events: Events, row: int, event: str, role: Role, certainty: Certainty | None) -> Row:
    """The event at `row` of its record, with what it is to a claim."""
    side_a, side_b = events.side_names(row)
    lat, lon = _degree(events.lat[row], 90), _degree(events.lon[row], 180)
    if lat is None or lon is None:
        lat = lon = None
    return Row(
        event=event,
        role=role,
        certainty=certainty,
        id=events.id[row],
        start=_date(events.start[row].item()),
        end=_date(events.end[row].item()),
        date_prec=int(events.date_prec[row]),
        lat=lat,
        lon=lon,
        where_prec=int(events.where_prec[row]),
        place=events.place[row],
        adm1=events.adm1[row],
        adm2=events.adm2[row],
        country=events.country[row],
        side_a=side_a,
        side_b=side_b,
        directed=bool(events.directed[row]),
        kind=events.kind[row],
        low=_known(events.low[row]),
        best=_known(events.best[row]),
        high=_known(events.high[row]),
        deaths_a=_known(events.deaths_a[row]),
        deaths_b=_known(events.deaths_b[row]),
        deaths_civilians=_known(events.deaths_civilians[row]),
        deaths_unknown=_known(events.deaths_unknown[row]),
        clarity=int(events.clarity[row]),
        active=bool(events.active[row]),
        candidate=bool(events.candidate[row]),
        lines=events.lines(row),
    )


class RecordRows:
    """The rows of the records that findings speak of, each record read once."""

    def __init__(
        self, records: Mapping[str, Record], findings: Iterable[Finding], *, with_rows: bool = False
    ) -> None:
        """`records` by label; `with_rows` shows rows even where the record's terms forbid it."""
        self._records = records
        self._with_rows = with_rows
        self._wanted: dict[str, set[str]] = {}
        for finding in findings:
            self._wanted.setdefault(finding.record, set()).update(roles_of(finding))
        self._events: dict[str, Events] = {}

    def withheld(self, label: str) -> bool:
        """Whether this record's rows stay out of what is passed on."""
        record = self._records.get(label)
        return record is not None and not record.info.redistributable and not self._with_rows

    def _of(self, label: str) -> Events | None:
        if label not in self._records:
            return None
        if label not in self._events:
            # All of it: only ids are known here, and pruning by the claims' windows would lose
            # the events that lie outside of them (unplaced ones, and those for comparison).
            record, prefix = self._records[label], f"{label}:"
            ids = frozenset(e.removeprefix(prefix) for e in self._wanted.get(label, ()))
            if isinstance(record, ById):
                self._events[label] = record.with_ids(ids)
            else:
                events = record.events()
                rows = sorted(events.row_of[own] for own in ids if own in events.row_of)
                self._events[label] = events.take(np.asarray(rows, dtype=np.intp))
        return self._events[label]

    def of(self, finding: Finding) -> EventRows:
        """The rows of a finding: counter-examples first, then by day.

        Where the record is withheld the rows are still given, for totals; whoever shows them
        must look at `withheld`.
        """
        roles = roles_of(finding)
        events = self._of(finding.record) if roles else None
        if events is None:
            missing = tuple((event, *role) for event, role in roles.items())
            return EventRows((), missing, loaded=finding.record in self._records)
        rows, unknown = [], []
        for event, (role, certainty) in roles.items():
            at = events.row_of.get(event.removeprefix(f"{finding.record}:"))
            if at is None:
                unknown.append((event, role, certainty))
            else:
                rows.append(row_at(events, at, event, role, certainty))
        rows.sort(key=lambda r: (ROLES.index(r.role), r.start or dt.date.max, r.id))
        return EventRows(tuple(rows), tuple(unknown), withheld=self.withheld(finding.record))


@dataclass(frozen=True)
class UnitTotal:
    """The events of one first-order unit and role together."""

    unit: str
    role: Role
    events: int
    first: dt.date | None
    last: dt.date | None
    low: int
    best: int
    high: int


@dataclass(frozen=True)
class RoleSum:
    """What the rows of one role add up to; `dead` by the record's best figures."""

    role: Role
    events: int
    dead: int


def by_role(rows: Iterable[Row]) -> tuple[RoleSum, ...]:
    """Events and dead of each role that occurs, never one sum over certain and possible."""
    events: dict[Role, int] = dict.fromkeys(ROLES, 0)
    dead: dict[Role, int] = dict.fromkeys(ROLES, 0)
    for row in rows:
        events[row.role] += 1
        dead[row.role] += row.best or 0
    return tuple(RoleSum(role, events[role], dead[role]) for role in ROLES if events[role])


def by_unit(rows: Iterable[Row]) -> tuple[UnitTotal, ...]:
    """Totals by first-order unit and role, for tables that would be too long.

    A row without low or high adds its best figure to them, so that the range holds the best.
    """
    groups: dict[tuple[str, Role], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.adm1 or row.country, row.role), []).append(row)
    totals = []
    for (unit, role), members in groups.items():
        starts = [r.start for r in members if r.start]
        ends = [r.end for r in members if r.end]
        figures = [
            [n if n is not None else r.best or 0 for n in (r.low, r.best, r.high)] for r in members
        ]
        low = sum(min(f) for f in figures)
        high = sum(max(f) for f in figures)
        totals.append(
            UnitTotal(
                unit,
                role,
                len(members),
                min(starts, default=None),
                max(ends, default=None),
                low,
                sum(f[1] for f in figures),
                high,
            )
        )
    return tuple(sorted(totals, key=lambda t: (ROLES.index(t.role), -t.events, t.unit)))
