# ruff: noqa: E501
"""Merging two records: ours, meltt's rule and exact matching on pairs with planted duplicates.

    OMP_NUM_THREADS=1 python benchmarks/merge.py [--seeds 3] [--speed | --calibration]

Prints tables; nothing here is asserted. Four generators of different kind make the pairs. `war` is
onrecord.simulate's (the same war as UCDP GED and as ACLED would hold it), the others are of this file.
The method was chosen with `front`, `towns` and `war` in view; `patrols` was written afterwards. F1 is over pairs of
rows that are one event. meltt's rule is given the true taxonomy of actors (two levels: the dyad, the
kind of conflict), which ours has to find out. It is run with the windows that its authors use
(1 or 2 days, 3 or 4 km) and with wider ones; "best" is the best of all of them on that very pair,
which no user could know. "exact" is the same day, the same point within 1 km and the same dyad.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onrecord.records.merge.matching import match
from onrecord.records.merge.meltt import MelttSet, Rule, meltt
from onrecord.records.schema import Events, arrow_schema, from_arrow
from onrecord.simulate import draw, typical
from onrecord.simulate.reported import Reporting

Random = np.random.Generator
WINDOWS = ((1, 3), (2, 4), (2, 10), (3, 25), (2, 50))


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
}


def ours(planted: Planted) -> set[tuple[int, int]]:
    one, other = match(planted.one, planted.other).rows
    return set(zip(one.tolist(), other.tolist(), strict=True))


def by_meltt(planted: Planted, days: float, km: float) -> set[tuple[int, int]]:
    sets, orders = [], []
    for events, dyad in ((planted.one, planted.dyad_one), (planted.other, planted.dyad_other)):
        date, end = (d.astype("datetime64[D]").astype(float) for d in (events.start, events.end))
        codes = np.stack([dyad, 1000 + (dyad % 2)], axis=1)
        order = np.argsort(date, kind="stable")
        orders.append(order)
        sets.append(
            MelttSet(date[order], end[order], events.lat[order], events.lon[order], (codes[order],))
        )
    found = meltt(sets, Rule(days, km))
    return {
        (int(orders[0][m[0]]), int(orders[1][m[1]]))
        for m in (*found.events, *found.episodes) if 0 in m and 1 in m
    }  # fmt: skip


def exact(planted: Planted) -> set[tuple[int, int]]:
    pairs = by_meltt(planted, 0, 1)
    return {(i, j) for i, j in pairs if planted.dyad_one[i] == planted.dyad_other[j]}


def f1(found: set[tuple[int, int]], truth: set[tuple[int, int]]) -> float:
    """Where nothing is in both, 1 if nothing was found."""
    whole = len(found) + len(truth)
    return 2 * len(found & truth) / whole if whole else 1.0


def cells(seeds: int) -> Iterator[tuple[str, str, list[Planted]]]:
    for g, (name, generator) in enumerate(GENERATORS.items()):
        for c, (cell, knobs) in enumerate(CELLS.items()):
            yield (
                name,
                cell,
                [generator(knobs, np.random.default_rng([seed, g, c])) for seed in range(seeds)],
            )


def table(seeds: int) -> None:
    heads = ["ours", "meltt 2 d 4 km", "meltt best", "exact", "less 2 d 4 km", "less best"]
    print(f"| generator | pair | {' | '.join(heads)} |")
    print("| --- | --- |" + " ---: |" * len(heads))
    gains: dict[str, list[tuple[float, float]]] = {}
    for name, cell, drawn in cells(seeds):
        scores = []
        for planted in drawn:
            truth = planted.truth
            rule = {w: f1(by_meltt(planted, *w), truth) for w in WINDOWS}
            scores.append(
                (
                    f1(ours(planted), truth),
                    rule[(2, 4)],
                    max(rule.values()),
                    f1(exact(planted), truth),
                )
            )
        own, usual, best, plain = np.mean(scores, axis=0)
        # Where nothing is in both there is only right and wrong: F1 says nothing by degrees.
        gains.setdefault(name, []).append((own - usual, own - best))
        cells_of = [f"{v:.3f}" for v in (own, usual, best, plain)] + [
            f"{own - usual:+.3f}",
            f"{own - best:+.3f}",
        ]
        print(f"| {name} | {cell} | {' | '.join(cells_of)} |", flush=True)
    for name, less in gains.items():
        mean, low = np.mean(less, axis=0), np.min(less, axis=0)
        print(
            f"{name}: on average {mean[0]:+.3f} ({mean[1]:+.3f} to the best windows), least {low[0]:+.3f} ({low[1]:+.3f})"
        )


def calibration(seeds: int) -> None:
    """What was promised of the chosen pairs, and what was kept, over the seeds together."""
    print("| generator | pair | chosen | stated | right | wrong, of 100 rows |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name, generator in GENERATORS.items():
        for overlap in (0.0, 0.05, 0.3, 0.6):
            stated, right, rows = [], [], 0
            for seed in range(seeds):
                rng = np.random.default_rng([seed, 77, int(100 * overlap)])
                planted = generator(Knobs(overlap=overlap), rng)
                found, truth = match(planted.one, planted.other), planted.truth
                pairs = zip(*(side.tolist() for side in found.rows), strict=True)
                stated += found.probability.tolist()
                right += [pair in truth for pair in pairs]
                rows += min(len(planted.one), len(planted.other))
            said, kept = (f"{np.mean(v):.2f}" if v else "–" for v in (stated, right))
            wrong = 100 * (len(right) - sum(right)) / rows
            line = f"{name} | {overlap:.0%} | {len(right)} | {said} | {kept} | {wrong:.1f}"
            print(f"| {line} |", flush=True)


def speed() -> None:
    """Seconds of this process for records of n events each, by two ways of growing."""
    print(
        "| events each | a longer war: s | n log n ratio | the same front and days: s | n log n ratio |"
    )
    print("| ---: | ---: | ---: | ---: | ---: |")
    before: dict[str, tuple[int, float]] = {}
    for n in (6_250, 12_500, 25_000, 50_000):
        line = [f"{n:,}"]
        for way in ("longer", "denser"):
            a, b = _large(n, way)
            begin = time.process_time()
            match(a, b)
            spent = time.process_time() - begin
            line.append(f"{spent:.1f}")
            if way in before:
                m, earlier = before[way]
                growth = (n * np.log(n)) / (m * np.log(m))
                line.append(f"{spent / earlier / growth:.2f}")
            else:
                line.append("")
            before[way] = (n, spent)
        print(f"| {' | '.join(line)} |", flush=True)


def _large(n: int, way: str) -> tuple[Events, Events]:
    """Two records of about n rows: wars one after the other, or one war on ever fuller days."""
    parts = n // 3_125 if way == "longer" else 1
    rng = np.random.default_rng(n)
    # Of m events a share 0.3 is in both: each record has about 0.65 m.
    planted = [
        front(replace(CELLS["usual"], overlap=0.3, events=int(n / parts / 0.65)), rng)
        for _ in range(parts)
    ]
    tables = []
    for side in ("one", "other"):
        moved = []
        for k, p in enumerate(planted):
            t = getattr(p, side).table
            for name in ("start", "end"):
                days = t[name].to_numpy().astype("datetime64[D]") + 730 * k - (365 * parts)
                t = t.set_column(t.schema.get_field_index(name), name, pa.array(days))
            moved.append(t)
        tables.append(from_arrow(pa.concat_tables(moved)))
    return tables[0], tables[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--calibration", action="store_true")
    given = parser.parse_args()
    if given.speed:
        speed()
    elif given.calibration:
        calibration(given.seeds)
    else:
        table(given.seeds)


if __name__ == "__main__":
    main()
