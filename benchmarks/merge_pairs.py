# ruff: noqa: E501
"""Pairs of simulated records with planted duplicates, by five generators of different kind.

`war` is onrecord.simulate's (the same war as UCDP GED and as ACLED would hold it), the others are of
this file, and two more in merge_real.py. docs/merge.md says which of them the method was chosen with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onrecord.records.schema import Events, arrow_schema, from_arrow
from onrecord.simulate import draw, typical
from onrecord.simulate.reported import Reporting

Random = np.random.Generator


@dataclass(frozen=True, eq=False)
class Planted:
    """Two records with the event behind each row, and the true dyad of each row for meltt."""

    one: Events
    other: Events
    of_one: NDArray[np.int64]
    of_other: NDArray[np.int64]
    dyad_one: NDArray[np.int64]
    dyad_other: NDArray[np.int64]

    @property
    def truth(self) -> set[tuple[int, int]]:
        rows: dict[int, list[int]] = {}
        for row, event in enumerate(self.of_other.tolist()):
            rows.setdefault(event, []).append(row)
        return {(i, j) for i, e in enumerate(self.of_one.tolist()) for j in rows.get(e, ())}


@dataclass(frozen=True)
class Knobs:
    """How the second record differs from the first."""

    events: int = 1500
    overlap: float = 0.4
    days_off: float = 0.3
    """Share of pairs whose dates differ, by 1 day or (a third of them) up to 3."""
    km_off: float = 2.0
    coarse: float = 0.15
    """Share of rows coded to within 25 km or to a province."""
    renamed: bool = True
    deaths_off: float = 0.4
    split: float = 0.03
    """Share of events that are two or three rows of the second record."""
    bursts: float = 0.5


CELLS = {
    "plain": Knobs(days_off=0.2, coarse=0.0, renamed=False, deaths_off=0.2, split=0.0, bursts=0.2),
    "usual": Knobs(),
    "few in both (5 %)": Knobs(overlap=0.05),
    "none in both": Knobs(overlap=0.0),
    "most in both (60 %)": Knobs(overlap=0.6),
    "dates 3 days off": Knobs(days_off=0.7),
    "points 8 km off": Knobs(km_off=8.0),
    "coarse codes": Knobs(coarse=0.5),
    "deaths differ": Knobs(deaths_off=0.9),
    "one to many": Knobs(split=0.2),
    "bursts on a front": Knobs(bursts=0.9, events=3000),
}

SIDES = (
    "Government of Osmark",
    "Lowland Front",
    "Hill Brigades",
    "Army of the Coast",
    "Red Valley League",
)
OTHER_SIDES = (
    "Military Forces of Osmark (2009-)",
    "LF: Lowlands",
    "HB Militia",
    "Coastguards",
    "RVL",
)
DYADS = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 4), (3, 4))


def front(knobs: Knobs, rng: Random) -> Planted:
    """Fighting along a line that moves: continuous points, bursts of days, jitter that is normal."""
    n, days = knobs.events, 730
    starts = max(1, int(n * (1 - knobs.bursts)))
    parent = np.concatenate([np.arange(starts), rng.integers(0, starts, n - starts)])
    t0 = np.sort(rng.uniform(0, days, starts))
    along = rng.uniform(-80, 80, starts)
    x0, y0 = along, 25 * np.sin(t0 / 120) + rng.normal(0, 8, starts)
    later = np.arange(n) >= starts
    t = t0[parent] + later * rng.exponential(4, n)
    x = x0[parent] + later * rng.normal(0, 3, n)
    y = y0[parent] + later * rng.normal(0, 3, n)
    dyad = np.clip(((along[parent] + 80) / 27).astype(int), 0, 5)
    dyad = np.where(rng.random(n) < 0.2, rng.integers(0, 6, n), dyad)
    dead = np.maximum(1, np.round(rng.lognormal(0.8, 1.0, n))).astype(np.int64)
    return _pair(knobs, rng, np.floor(t).astype(np.int64), x, y, dyad, dead, None)


def towns(knobs: Knobs, rng: Random) -> Planted:
    """A country of towns, the large ones hit most: two gazetteers, jitter that is uniform."""
    n, days, places = knobs.events, 1000, 60
    size = rng.pareto(1.2, places) + 0.2
    px, py = rng.uniform(-150, 150, places), rng.uniform(-150, 150, places)
    at = rng.choice(places, n, p=size / size.sum())
    t = rng.integers(0, days, n)
    # Bursts: some rows repeat the town of an earlier one within a week.
    again = rng.random(n) < knobs.bursts
    source = rng.integers(0, n, n)
    at = np.where(again, at[source], at)
    t = np.where(again, np.minimum(t[source] + rng.integers(0, 7, n), days - 1), t)
    own = rng.integers(0, 6, places)
    dyad = np.where(rng.random(n) < 0.7, own[at], rng.integers(0, 6, n))
    dead = 1 + rng.negative_binomial(1, 0.25, n)
    return _pair(knobs, rng, t, px[at], py[at], dyad, dead.astype(np.int64), at)


def patrols(knobs: Knobs, rng: Random) -> Planted:
    """Armed groups that wander about, each with its own rhythm: chains of attacks along a path."""
    n, groups = knobs.events, 12
    group = rng.integers(0, groups, n)
    t = np.sort(rng.uniform(0, 900, n))
    # Quiet spells and spells of daily attacks: time is bent by a slow wave of its own per group.
    phase = rng.uniform(0, 2 * np.pi, groups)
    t = t + knobs.bursts * 25 * np.sin(t / 8 + phase[group])
    speed, heading = rng.uniform(0.1, 1.2, groups), rng.uniform(0, 2 * np.pi, groups)
    home = rng.uniform(-120, 120, (2, groups))
    turn = heading[group] + 2.5 * np.sin(t / 90 + phase[group])
    x = home[0, group] + speed[group] * 30 * np.cos(turn) + rng.standard_t(3, n) * 1.5
    y = home[1, group] + speed[group] * 30 * np.sin(turn) + rng.standard_t(3, n) * 1.5
    dead = 1 + rng.poisson(rng.gamma(1.0, 3.0, n))
    day = np.clip(np.floor(t), 0, None).astype(np.int64)
    return _pair(knobs, rng, day, x, y, (group % 6).astype(np.int64), dead.astype(np.int64), None)


def sieges(knobs: Knobs, rng: Random) -> Planted:
    """Sieges of villages, told by two desks: each sees its own part of the country, and large events.

    The second desk dates by its dispatch, never before the day; puts some events to the next market
    town; rounds counts, or adds those who died later; and leaves many places unnamed.
    """
    n, days, places, markets = knobs.events, 800, 150, 40
    px, py = rng.laplace(0, 60, places), rng.laplace(0, 40, places)
    begin, lasts = rng.integers(0, days, places), rng.integers(10, 26, places)
    at = np.minimum(rng.zipf(1.3, n) - 1, 10 * places) % places
    besieged = rng.random(n) < knobs.bursts
    at = np.where(besieged, rng.integers(0, places // 3, n), at)
    day = np.where(
        besieged, begin[at] + rng.integers(0, 26, n) % lasts[at], rng.integers(0, days, n)
    )
    dyad = np.where(rng.random(n) < 0.85, at % 6, rng.integers(0, 6, n))
    dead = 1 + np.floor(np.minimum(rng.pareto(1.4, n), 200)).astype(np.int64)
    x, y = px[at] + rng.normal(0, 0.4, n), py[at] + rng.normal(0, 0.4, n)
    # Large events are in both twice as often as small ones; the rest by where the desks sit.
    rank = np.argsort(np.argsort(dead + rng.random(n))) / n
    both = rng.random(n) < knobs.overlap * (2 / 3) * (0.5 + 2 * rank)
    first = both | (rng.random(n) < np.where(y > 0, 0.7, 0.3))
    one, other = np.flatnonzero(first), np.flatnonzero(both | ~first)
    other = np.repeat(
        other, 1 + (rng.random(len(other)) < knobs.split) * rng.integers(1, 3, len(other))
    )
    m = len(other)
    later = (rng.random(m) < knobs.days_off) * rng.geometric(0.6, m)
    market = rng.choice(places, markets, replace=False)
    near = np.argmin(
        np.hypot(x[other][:, None] - px[market], y[other][:, None] - py[market]), axis=1
    )
    moved = rng.random(m) < 0.1 * (knobs.km_off > 0)
    dx, dy = rng.laplace(0, knobs.km_off / 1.5, (2, m))
    bx = np.where(moved, px[market[near]], x[other] + dx)
    by = np.where(moved, py[market[near]], y[other] + dy)
    counts = dead[other]
    told = np.where(counts >= 10, 10 * np.round(counts / 10), counts + rng.integers(0, 4, m))
    counts = np.where(rng.random(m) < knobs.deaths_off, told, counts).astype(np.int64)
    kind = rng.random(n)
    a = _record(rng, knobs, day[one], x[one], y[one], dyad[one], dead[one], kind[one], at[one], 0)
    b = _record(
        rng, knobs, day[other] + later, bx, by, dyad[other], counts, kind[other], at[other], 1
    )
    names = [
        None if u < 0.4 else v
        for u, v in zip(rng.random(m), b.table["place"].to_pylist(), strict=True)
    ]
    where = b.table.schema.get_field_index("place")
    b = from_arrow(
        b.table.set_column(where, b.table.schema.field(where), pa.array(names, pa.string()))
    )
    return Planted(a, b, one, other, dyad[one], dyad[other])


def _pair(
    knobs: Knobs, rng: Random, day: NDArray[np.int64], x: NDArray[np.float64], y: NDArray[np.float64],
    dyad: NDArray[np.int64], dead: NDArray[np.int64], town: NDArray[np.int64] | None,
) -> Planted:  # fmt: skip
    n = len(day)
    kind = rng.random(n)
    # Of all events a share `overlap` is in both records, the rest in one of them.
    both = rng.random(n) < knobs.overlap
    first = both | (rng.random(n) < 0.5)
    second = both | ~first
    one, other = np.flatnonzero(first), np.flatnonzero(second)
    many = 1 + (rng.random(len(other)) < knobs.split) * rng.integers(1, 3, len(other))
    other = np.repeat(other, many)
    m = len(other)
    off = rng.random(m) < knobs.days_off
    far = off & (rng.random(m) < 1 / 3)
    shift = np.where(far, rng.integers(-3, 4, m), np.where(off, rng.choice([-1, 1], m), 0))
    if town is None:
        dx, dy = rng.normal(0, knobs.km_off, (2, m))
    else:
        # Another gazetteer: a fixed difference for each town, and slips of the map.
        apart = rng.uniform(-1, 1, (2, town.max() + 1)) * knobs.km_off
        dx, dy = apart[:, town[other]] + (rng.random(m) < 0.1) * rng.uniform(-6, 6, (2, m))
    changed = rng.random(m) < knobs.deaths_off
    noise = np.maximum(0, np.round(dead[other] * rng.lognormal(0, 0.6, m))).astype(np.int64)
    counts = np.where(changed, noise, dead[other])
    a = _record(
        rng,
        knobs,
        day[one],
        x[one],
        y[one],
        dyad[one],
        dead[one],
        kind[one],
        None if town is None else town[one],
        0,
    )
    b = _record(rng, knobs, day[other] + shift, x[other] + dx, y[other] + dy, dyad[other], counts, kind[other], None if town is None else town[other], 1)  # fmt: skip
    return Planted(a, b, one, other, dyad[one], dyad[other])


def _record(
    rng: Random, knobs: Knobs, day: NDArray[np.int64], x: NDArray[np.float64], y: NDArray[np.float64],
    dyad: NDArray[np.int64], dead: NDArray[np.int64], kind: NDArray[np.float64],
    town: NDArray[np.int64] | None, which: int,
) -> Events:  # fmt: skip
    n = len(day)
    u = rng.random(n)
    prec = np.where(u < knobs.coarse / 2, 4, np.where(u < knobs.coarse, 2, 1))
    x = np.where(
        prec == 4, np.round(x / 80) * 80, np.where(prec == 2, x + rng.uniform(-18, 18, n), x)
    )
    y = np.where(
        prec == 4, np.round(y / 80) * 80, np.where(prec == 2, y + rng.uniform(-18, 18, n), y)
    )
    names = OTHER_SIDES if which and knobs.renamed else SIDES
    start = np.datetime64("2014-01-01") + np.maximum(day, 0)
    names_of = [[[names[DYADS[d][s]]] for d in dyad.tolist()] for s in (0, 1)]
    # The first has no kinds, the second has.
    kinds = np.where(kind < 0.6, "battle", np.where(kind < 0.8, "shelling", "airstrike"))
    spelt = ("Al-Town {}", "Town {}")[which]
    columns = {
        "id": [str(i) for i in range(n)], "start": start, "end": start,
        "lat": 33.0 + y / 111.2, "lon": 37.0 + x / (111.2 * np.cos(np.radians(33.0))),
        "date_prec": np.ones(n), "where_prec": prec, "clarity": np.ones(n),
        "place": [None if town is None or p > 2 else spelt.format(int(w)) for w, p in zip(town if town is not None else prec, prec, strict=True)],
        "adm1": [None] * n, "adm2": [None] * n, "country": ["Osmark"] * n,
        "kind": kinds.tolist() if which else [None] * n,
        "side_a": names_of[0], "side_b": names_of[1], "directed": np.zeros(n, bool),
        "active": np.ones(n, bool), "candidate": np.zeros(n, bool),
        "low": dead, "best": dead, "high": dead, "deaths_a": -np.ones(n), "deaths_b": -np.ones(n),
        "deaths_civilians": -np.ones(n), "deaths_unknown": -np.ones(n),
        "line_texts": [[]] * n, "line_offices": [[]] * n, "line_dates": [[]] * n,
    }  # fmt: skip
    schema = arrow_schema()
    return from_arrow(
        pa.table([pa.array(columns[f.name], type=f.type) if not isinstance(columns[f.name], np.ndarray)
                  else pa.array(columns[f.name]).cast(f.type) for f in schema], schema=schema)
    )  # fmt: skip


def war(knobs: Knobs, rng: Random) -> Planted:
    """onrecord.simulate: one war in two forms, of which some events are taken out of either."""
    base = typical(knobs.events * 2.2)
    reporting = replace(base.reporting, bloodless=0.3)
    if not knobs.coarse:
        reporting = replace(Reporting.exact(), bloodless=0.3)
    drawn = draw(replace(base, reporting=reporting), int(rng.integers(1 << 30)))
    of = [drawn.reported(form) for form in ("ged", "acled")]
    keep_both = rng.random(len(drawn.happened)) < knobs.overlap
    first = rng.random(len(drawn.happened)) < 0.5
    kept = [
        np.flatnonzero(keep_both[of[0]] | first[of[0]]),
        np.flatnonzero(keep_both[of[1]] | ~first[of[1]]),
    ]
    a, b = (
        drawn.events(form).take(rows) for form, rows in zip(("ged", "acled"), kept, strict=True)
    )
    table = b.table
    m = table.num_rows
    off = rng.random(m) < knobs.days_off
    far = off & (rng.random(m) < 1 / 3)
    shift = np.where(far, rng.integers(-3, 4, m), np.where(off, rng.choice([-1, 1], m), 0))
    for name in ("start", "end"):
        moved = table[name].to_numpy().astype("datetime64[D]") + shift
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(moved))
    for name, sd in (("lat", knobs.km_off / 111.2), ("lon", knobs.km_off / 93.0)):
        moved = table[name].to_numpy() + rng.normal(0, sd, m)
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(moved))
    changed = rng.random(m) < knobs.deaths_off
    best = table["best"].to_numpy()
    noise = np.where(changed, np.round(best * rng.lognormal(0, 0.6, m)), best).astype(np.int64)
    for name in ("low", "best", "high"):
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(noise))
    events = of[0][kept[0]], of[1][kept[1]]
    dyads = [drawn.happened.side_a[e] * 100 + drawn.happened.side_b[e] for e in events]
    return Planted(a, from_arrow(table), events[0], events[1], dyads[0], dyads[1])


GENERATORS: dict[str, Callable[[Knobs, Random], Planted]] = {
    "front": front,
    "towns": towns,
    "war": war,
    "patrols": patrols,
    "sieges": sieges,
}
