"""A rehearsal: one record dealt out to two, in whose pairs the truth is known.

Weights can be fooled: where fighting draws fighting, the unrelated row next door has the same
parties on the same day. How often it is taken for the same event is found on the record itself:
its *other* rows are unrelated for certain, and have just its bursts, fronts, places, parties and
deaths. So its rows are dealt out to two parts, a share of them to both, and the second part is told
as the other record would: redated, renamed and recounted as the likely pairs of both records are.
Rows that one part alone was dealt are decoys (Elias & Gygi 2007). Everything else, rivals and
assignment too, is done as with the real pair.

Two whole copies would not do: of a burst that two records share out, what the one has the other
has not, where a copy has a free decoy for every row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.records.merge.candidates import Pairs
from onrecord.records.merge.evidence import SILENT, Levels
from onrecord.records.merge.parties import BOTH
from onrecord.records.merge.rows import Rows

Ints = NDArray[np.int64]
Index = Ints | NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

EXACT_KM = 6.0
"""Scale of error up to which a row has a point of its own, not that of a district."""
MOST_ROWS = 4_000
"""Rows that are rehearsed; of a larger record some spans of days, evenly spread."""
SPANS = 6
KM_IN_A_DEGREE = 111.2
_UNRANKED = 2.5
"""Where a pair of sides that says nothing stands among the levels, as in `parties`."""


@dataclass(frozen=True, eq=False)
class Likely:
    """What pairs of the two records look like that are probably one event; arrays of shape (m,)."""

    weight: Floats
    exact: tuple[Mask, Mask]
    days: Ints
    """How many days later the second begins."""
    north_km: Floats
    east_km: Floats
    scale: tuple[Floats, Floats]
    """Of the first and of the second row."""
    deaths: Floats
    """The second's deaths as a multiple of the first's."""
    levels: dict[str, Levels]

    def turned(self) -> Likely:
        """The same, seen from the second record."""
        return replace(
            self, exact=self.exact[::-1], scale=self.scale[::-1], days=-self.days,
            north_km=-self.north_km, east_km=-self.east_km, deaths=1.0 / self.deaths,
        )  # fmt: skip

    def drawn(self, among: Mask, many: int, rng: np.random.Generator) -> Ints:
        """Indices of `many` pairs drawn by weight, -1 where there is none."""
        index = np.flatnonzero(among & (self.weight > 0))
        if not index.size:
            return np.full(many, -1, dtype=np.int64)
        weight = self.weight[index]
        return np.asarray(rng.choice(index, many, p=weight / weight.sum()), dtype=np.int64)

    def share(self, name: str, level: int) -> float:
        """How many of the likely pairs agree at this level, of those that tell."""
        told = self.levels[name] != SILENT
        whole = float(self.weight[told].sum())
        same = float(self.weight[told & (self.levels[name] == level)].sum())
        # One more that agrees: nothing is known where there are no pairs.
        return (same + 1.0) / (whole + 1.0)


def likely_pairs(
    first: Rows, second: Rows, pairs: Pairs, levels: dict[str, Levels], probability: Floats,
    least: float,
) -> Likely:  # fmt: skip
    """The pairs of both records of more than this probability, weighed by it."""
    kept = np.flatnonzero(probability > least)
    one, other = pairs.one[kept], pairs.other[kept]
    north = (second.lat[other] - first.lat[one]) * KM_IN_A_DEGREE
    east = (second.lon[other] - first.lon[one]) * KM_IN_A_DEGREE
    a, b = np.maximum(first.best[one], 0) + 0.5, np.maximum(second.best[other], 0) + 0.5
    return Likely(
        weight=probability[kept],
        exact=(first.scale[one] <= EXACT_KM, second.scale[other] <= EXACT_KM),
        days=second.start[other] - first.start[one],
        north_km=north,
        east_km=east * np.cos(np.radians(first.lat[one])),
        scale=(first.scale[one], second.scale[other]),
        deaths=b / a,
        levels={name: level[kept] for name, level in levels.items()},
    )


@dataclass(frozen=True, eq=False)
class Rehearsed:
    """Two parts of one record, in whose pairs the truth is known."""

    first: Rows
    second: Rows
    at: tuple[Ints, Ints]
    """Where each row of either stands in the record."""

    def right(self, one: Index, other: Index) -> Mask:
        """Whether pairs of rows of the two are one event."""
        return np.asarray(self.at[0][one] == self.at[1][other])


def some_days(rows: Rows, most: int = MOST_ROWS) -> Ints:
    """All rows, or of many rows those of `SPANS` spans of days, evenly spread, about `most`."""
    if len(rows) <= most:
        return np.arange(len(rows), dtype=np.int64)
    return np.unique(np.concatenate(_some(rows, most)))


def spans(rows: Rows, most: int = MOST_ROWS) -> list[tuple[float, float]]:
    """First and last day of each of the spans that `some_days` takes."""
    if len(rows) <= most:
        return [(-np.inf, np.inf)]
    each = (rows.middle[index] for index in _some(rows, most))
    return [(float(days[0]), float(days[-1])) for days in each]


def _some(rows: Rows, most: int) -> list[Ints]:
    order = np.argsort(rows.middle, kind="stable")
    starts = np.linspace(0, len(rows) - most / SPANS, SPANS).astype(np.int64)
    return [order[s : s + most // SPANS] for s in starts]


def on_days(rows: Rows, inside: list[tuple[float, float]]) -> Ints:
    """The rows whose middle lies in one of these spans."""
    middle = rows.middle
    return np.flatnonzero(np.any([(middle >= a) & (middle <= b) for a, b in inside], axis=0))


def moved(rows: Rows, days: int) -> Rows:
    """The rows, so many days later."""
    return replace(rows, start=rows.start + days, end=rows.end + days) if days else rows


def rehearse(
    rows: Rows, sizes: tuple[int, int], share: float, usual: Likely, told: dict[str, float],
    seed: tuple[int, ...],
) -> Rehearsed:  # fmt: skip
    """A record's rows dealt out to two, of which the second is told as the other record would.

    `sizes`: rows of this record and of the other, in whose ratio they are dealt out; `share`: of
    the smaller part, rows that are in both; `usual`: what counterparts look like; `told`: the share
    of the other record's rows that have a kind, a place name, a count of deaths.
    """
    rng = np.random.default_rng([*seed, len(rows)])
    n = len(rows)
    dealt = rng.permutation(n)
    first = min(round(n * sizes[0] / (sum(sizes) - share * min(sizes))), n)
    both = min(round(n * share * min(sizes) / (sum(sizes) - share * min(sizes))), first)
    one, other = np.sort(dealt[:first]), np.sort(np.concatenate([dealt[:both], dealt[first:]]))
    planted = np.zeros(n, dtype=bool)
    planted[dealt[:both]] = True
    copy = _renamed(rows, usual, rng)
    copy = _silenced(_moved(copy, usual, planted, rng), rows, told, rng)
    return Rehearsed(rows.take(one), copy.take(other), (one, other))


def _renamed(rows: Rows, usual: Likely, rng: np.random.Generator) -> Rows:
    """Place names as another gazetteer has them: some agree, for good, and some never do."""
    place = rows.place
    if place.size and place.max() >= 0:
        same = rng.random(int(place.max()) + 1) < usual.share("place", 0)
        place = np.where((place >= 0) & ~same[place], place + 10_000_000, place)
    return replace(rows, place=place)


def _moved(rows: Rows, usual: Likely, planted: Mask, rng: np.random.Generator) -> Rows:
    n = len(rows)
    exact = rows.scale <= EXACT_KM
    # A point that occurs again is a gazetteer's, and another one puts it elsewhere, for good. One
    # that does not carries an error of its own already, and is moved only if it is planted. Days,
    # deaths and names are told anew of every row, as the other record would.
    _, point, times_met = np.unique(
        rows.lat + 1j * rows.lon, return_inverse=True, return_counts=True
    )
    point = point.reshape(-1)
    again = exact & (times_met[point] > 1)
    of_point = usual.drawn(usual.exact[0] & usual.exact[1], len(times_met), rng)[point]
    of_row = np.where(
        exact, usual.drawn(usual.exact[0], n, rng), usual.drawn(~usual.exact[0], n, rng)
    )
    of_its_own = planted & (of_row >= 0) & ~(again & usual_exact(usual, of_row))
    by = np.where(of_its_own, of_row, np.where(again, of_point, -1))
    some, safe = by >= 0, np.maximum(by, 0)
    if not usual.weight.size:
        return rows
    north = np.where(some, usual.north_km[safe], 0.0)
    east = np.where(some, usual.east_km[safe], 0.0)
    own, safe = of_row >= 0, np.maximum(of_row, 0)
    later = np.where(own, usual.days[safe], 0)
    times = np.where(own, usual.deaths[safe], 1.0)
    best = np.where(
        own & (rows.best >= 0),
        np.maximum(np.round((rows.best + 0.5) * times - 0.5), 0).astype(np.int64),
        rows.best,
    )
    changed = best != rows.best
    other = rng.permutation(n)
    recoded = rng.random(n) > usual.share("kind", 0)
    renamed = rng.random(n) > usual.share("parties", BOTH)
    return replace(
        rows,
        start=rows.start + later,
        end=rows.end + later,
        lat=np.clip(rows.lat + north / KM_IN_A_DEGREE, -90, 90),
        scale=np.where(own, usual.scale[1][safe], rows.scale),
        lon=rows.lon + east / (KM_IN_A_DEGREE * np.maximum(np.cos(np.radians(rows.lat)), 0.05)),
        kind=np.where(recoded, rows.kind[other], rows.kind),
        party=np.where(renamed, rows.party[other], rows.party),
        best=best,
        low=np.where(changed, best, rows.low),
        high=np.where(changed, best, rows.high),
    )


def usual_exact(usual: Likely, index: Ints) -> Mask:
    """Whether the second row of each of these pairs has a point of its own; False at -1."""
    if not usual.weight.size:
        return np.zeros(len(index), dtype=bool)
    return np.asarray(usual.exact[1][np.maximum(index, 0)] & (index >= 0))


def told_shares(rows: Rows) -> dict[str, float]:
    """The share of rows that have a kind, a place name, a count of deaths."""
    n = max(len(rows), 1)
    return {name: float((getattr(rows, name) >= 0).sum()) / n for name in ("kind", "place", "best")}


def _silenced(copy: Rows, rows: Rows, told: dict[str, float], rng: np.random.Generator) -> Rows:
    """What the other record tells less often than this one is left out as often."""
    own = told_shares(rows)
    changes: dict[str, Any] = {}
    for name, share in told.items():
        kept = rng.random(len(copy)) < share / max(own[name], 1e-9)
        changes[name] = np.where(kept, getattr(copy, name), -1)
    return replace(copy, **changes)


def as_other(table: NDArray[np.int8], one: Ints, other: Ints, weight: Floats) -> NDArray[np.int8]:
    """The level of each pair of sides of one record, as if the second stood in the other record.

    `table`: levels, shape (own, others); `one`, `other`, `weight`: the candidates, and how likely.
    Each pair of sides is taken for the one of the other record that is closest to it.
    """
    rows, columns = table.shape
    if not columns:
        return np.full((rows, rows), SILENT, dtype=np.int8)
    met = np.bincount(one * columns + other, weights=weight + 1e-3, minlength=rows * columns)
    rank = np.where(table == SILENT, _UNRANKED, table.astype(float))
    rank = rank - met.reshape(rows, columns) / (1.0 + met.max(initial=0.0)) * 0.4
    return np.asarray(table[:, np.argmin(rank, axis=1)])


def lines_of_strangers(
    cosine: Floats, level: Levels, related: Floats, rng: np.random.Generator
) -> Levels:
    """Levels of the source lines of decoys, by order of `cosine`, as often as in real ones.

    Lines of one record share its style, so that their cosines are too high; which of them are more
    alike than others (they name one place) is kept. `level`, `related`: of the real pairs.
    """
    found = np.full(len(cosine), SILENT, dtype=np.int8)
    if not len(level) or not len(cosine):
        return found
    worst = int(level.max())
    counts = np.bincount(level + 1, weights=1.0 - related, minlength=worst + 2)
    ends = np.cumsum(counts[1:]) / max(counts[1:].sum(), 1e-9)
    tells = rng.random(len(cosine)) >= counts[0] / max(counts.sum(), 1e-9)
    some = np.flatnonzero(tells & ~np.isnan(cosine))
    order = some[np.lexsort((rng.random(some.size), -cosine[some]))]
    rank = (np.arange(some.size) + 0.5) / max(some.size, 1)
    found[order] = np.minimum(np.searchsorted(ends, rank), worst)
    return found
