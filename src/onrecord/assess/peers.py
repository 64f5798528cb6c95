"""The peers of a selection: other places, parties and years of the same record, as daily counts.

What a writer may have picked is compared with everything the writer could have picked instead.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.actors import Level
from onrecord.assess.case import Case
from onrecord.assess.peer_places import Circles, circles_of, places_of
from onrecord.assess.windows import LONGEST_DATED
from onrecord.records.schema import Events, Mask
from onrecord.selection import Query, Who
from onrecord.selection.membership import kind_levels
from onrecord.selection.where import where_levels
from onrecord.selection.who import who_levels
from onrecord.stats.chosen import others
from onrecord.stats.distinct import first_of_each
from onrecord.stats.gap import apart
from onrecord.stats.scan import FEWEST_IN_YEAR, YEAR, Scan, scan
from onrecord.stats.windows import Direction

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
OWN = 0
"""Code of the selection's own place and own parties."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows that have a day, with the codes of their place and parties; a row may stand twice.

    Arrays of shape (entries,). `place` and `parties` are 0 for the selection's own.
    """

    day: Ints
    """Days after the first of the coverage."""
    place: Ints
    parties: Ints


@dataclass(frozen=True, eq=False)
class Year:
    """The year of a selection and the other cells (place × parties × year) of the record.

    A cell is a place, a pair of parties (or one, or anyone: whatever the claim names) and a year;
    those with fewer than five events are left out, and so is the selection's own.
    """

    first: int
    """First day of the selection's own year, in days after the first of the coverage."""
    days: int
    counts: Ints
    """Events per day of the other cells, shape (cells, days)."""
    place: Ints
    parties: Ints
    year: Ints

    @property
    def cells(self) -> int:
        return int(self.counts.shape[0])


def year_of(start: int, length: int, covered: int) -> tuple[int, int] | None:
    """First day and length of the year that holds a window, in days of the coverage; or None.

    Years are laid end to end from the coverage's first day; where that cuts the window in two,
    so that they end with its last day; else from half a year on. All claims of a report thus share
    two or three ways of cutting the record into years.
    """
    days = min(YEAR, covered)
    for origin in (0, covered % days, days // 2):
        first = origin + (start - origin) // days * days
        if 0 <= first <= start and start + length <= first + days <= covered:
            return first, days
    return None


def year_with(case: Case, start: int, length: int) -> Year | None:
    """The cells that a selection is compared with; None where no covered year holds the window."""
    coverage = case.info.coverage
    covered = (coverage.last - coverage.first).days + 1
    found = year_of(start, length, covered)
    if found is None:
        return None
    first, days = found
    key = ("year", case.query.who, case.query.kind, repr(case.query.areas), first, days)
    kept = case.bench.kept
    if key not in kept:
        kept[key] = _cells(rows_of(case), first, days, covered)
    year: Year = kept[key]
    return year


def scanned(case: Case, year: Year, length: int, direction: Direction) -> Scan:
    """The most striking windows of the other cells, found once for all claims that ask."""
    key = ("scan", id(year.counts), length, direction)
    kept = case.bench.kept
    if key not in kept:
        # The counts are kept with the scan: an id must not be given to another array.
        kept[key] = (scan(year.counts, length, direction), year.counts)
    result: Scan = kept[key][0]
    return result


def rivals(case: Case, year: Year, length: int, direction: Direction) -> Floats:
    """The largest excess of all that could have been picked instead, shape (n,), largest first.

    Of units those of the other cells. Circles can be laid anywhere: of all around the record's
    busiest points, the most striking that do not overlap, parties by parties and year by year.
    """
    best = others(scanned(case, year, length, direction))
    key = ("rivals", id(year.counts), length, direction)
    kept = case.bench.kept
    if key not in kept:
        circles = _circles(case)
        if circles is not None:
            best = _most_striking(case, circles, year, length, direction)
        kept[key] = np.sort(best)[::-1]
    found: Floats = kept[key]
    return found


def _circles(case: Case) -> Circles | None:
    bench, query = case.bench, case.query
    key = ("circles", repr(query.areas), query.kind)
    if key not in bench.kept:
        events = bench.events(None, None, None)
        where = where_levels(events, query.areas, bench.units)
        bench.kept[key] = circles_of(events, query.areas, where, _dated(case, events, query))
    circles: Circles | None = bench.kept[key]
    return circles


def _most_striking(
    case: Case, circles: Circles, year: Year, length: int, direction: Direction
) -> Floats:
    bench, coverage = case.bench, case.info.coverage
    events = bench.events(None, None, None)
    row, parties = _parties(case, events, case.query.who)
    # Entries of rows by parties, each once for every circle that holds the row.
    order = np.argsort(circles.row, kind="stable")
    first = np.searchsorted(circles.row[order], row, side="left")
    times = np.searchsorted(circles.row[order], row, side="right") - first
    repeated = np.repeat(np.arange(row.size), times)
    within = np.arange(repeated.size) - np.repeat(np.cumsum(times) - times, times)
    circle = circles.circle[order][first[repeated] + within]
    day = (events.start - np.datetime64(coverage.first, "D")).astype(np.int64)[row[repeated]]
    dated = _dated(case, events, case.query)[row[repeated]]
    covered = (coverage.last - coverage.first).days + 1
    entries = Rows(day[dated], circle[dated], parties[repeated][dated])
    cells = _cells(entries, year.first, year.days, covered)
    value = scan(cells.counts, length, direction).excess
    group = np.unique(np.stack([cells.parties, cells.year]), axis=1, return_inverse=True)[1]
    # The claim's own place in other years has no middle: it is far from everything else.
    middle = circles.lat[cells.place], circles.lon[cells.place]
    return value[apart(value, group.reshape(-1), *middle, 2.0 * circles.km)]


def _cells(rows: Rows, first: int, days: int, covered: int) -> Year:
    number = (rows.day - first) // days
    origin = first + number * days
    whole = (rows.place >= 0) & (rows.parties >= 0) & (origin >= 0) & (origin + days <= covered)
    own = (rows.place == OWN) & (rows.parties == OWN) & (number == 0)
    kept = whole & ~own
    place, parties, year = rows.place[kept], rows.parties[kept], number[kept]
    # One number for each cell: telling numbers apart is several times as fast as rows of three.
    earliest, latest = int(number.min(initial=0)), int(number.max(initial=0))
    pairs, years = int(rows.parties.max(initial=0)) + 1, latest - earliest + 1
    code = (place * pairs + parties) * years + (year - earliest)
    most = (int(rows.place.max(initial=0)) + 1) * pairs * years
    first_of, cell = first_of_each(code, most)
    totals = np.bincount(cell, minlength=first_of.size)
    enough = totals >= FEWEST_IN_YEAR
    renumbered = np.cumsum(enough) - 1
    inside = enough[cell]
    flat = renumbered[cell[inside]] * days + (rows.day - origin)[kept][inside]
    size = int(enough.sum())
    counts = np.bincount(flat, minlength=size * days).reshape(size, days).astype(np.int64)
    chosen = first_of[enough]
    return Year(first, days, counts, place[chosen], parties[chosen], year[chosen])


def rows_of(case: Case) -> Rows:
    """Every dated row of the record that is certainly of the claim's kind, with its codes."""
    query, bench = case.query, case.bench
    key = ("rows", query.who, query.kind, repr(query.areas))
    if key not in bench.kept:
        events = bench.events(None, None, None)
        dated = _dated(case, events, query)
        place = _place_codes(case, events, dated)
        row, parties = _parties(case, events, query.who)
        taken = dated[row] & (place[row] >= 0)
        first = np.datetime64(case.info.coverage.first, "D")
        day = (events.start - first).astype(np.int64)[row]
        bench.kept[key] = Rows(day[taken], place[row][taken], parties[taken])
    rows: Rows = bench.kept[key]
    return rows


def _dated(case: Case, events: Events, query: Query) -> Mask:
    coverage = case.info.coverage
    length = (events.end - events.start).astype(np.int64) + 1
    inside = (events.start >= np.datetime64(coverage.first, "D")) & (
        events.start <= np.datetime64(coverage.last, "D")
    )
    kind = kind_levels(events, query.kind, case.info.expresses) == Level.CERTAIN
    return np.asarray(inside & kind & (length <= LONGEST_DATED), dtype=bool)


def _place_codes(case: Case, events: Events, dated: Mask) -> Ints:
    bench, areas = case.bench, case.query.areas
    key = ("places", repr(areas), case.query.kind)
    if key not in bench.kept:
        where = where_levels(events, areas, bench.units)
        bench.kept[key] = places_of(events, areas, where, dated)
    codes: Ints = bench.kept[key]
    return codes


def _parties(case: Case, events: Events, who: Who) -> tuple[Ints, Ints]:
    """Entries (row, code of its parties): 0 the claim's own, from 1 any others.

    Whom the claim names decides what stands for parties: a pair of sides (in the order of who
    acted, where the record says it), one side, or anyone. Rows of the claim's own parties stand
    for nobody else, so that no other cell shares an event with the selection.
    """
    key = ("parties", who)
    kept = case.bench.kept
    if key in kept:
        found: tuple[Ints, Ints] = kept[key]
        return found
    every = np.arange(len(events), dtype=np.int64)
    a, b = events.side_a.astype(np.int64), events.side_b.astype(np.int64)
    sides = len(events.sides)
    own = who_levels(events, who, case.bench.registry, case.info.expresses) == Level.CERTAIN
    rest = every[~own]
    match who.mode:
        case "anyone":
            row, code = rest[:0], rest[:0]
        case "involving":
            row = np.concatenate([rest, rest[a[rest] != b[rest]]])
            code = np.concatenate([a[rest], b[rest[a[rest] != b[rest]]]])
        case "between":
            low, high = np.minimum(a, b), np.maximum(a, b)
            row, code = rest, (low * sides + high)[rest]
        case "directed":
            row = rest[events.directed[rest]]
            code = a[row] * sides * (who.first is not None) + b[row] * (who.second is not None)
    row = np.concatenate([every[own], row])
    code = np.concatenate([np.zeros(int(own.sum()), np.int64), code + 1])
    kept[key] = (row, code)
    return row, code


def elsewhere(case: Case, first: dt.date, last: dt.date) -> Ints:
    """Events of the claim's own parties in the days of an interval at each other place, (places,).

    Places keep one order for all intervals of a case.
    """
    rows = rows_of(case)
    start = case.info.coverage.first
    other = (rows.parties == OWN) & (rows.place > OWN)
    days = (rows.day >= (first - start).days) & (rows.day <= (last - start).days)
    most = int(rows.place.max(initial=0))
    counts = np.bincount(rows.place[other & days], minlength=most + 1)[1:]
    return np.asarray(counts, dtype=np.int64)
