# ruff: noqa: E501
"""Merging two records: ours, meltt's rule and exact matching on pairs with planted duplicates.

    OMP_NUM_THREADS=1 python benchmarks/merge.py [--seeds 3] [--only front] [--speed]

Prints tables; nothing here is asserted. The pairs are those of merge_pairs.py. F1 is over pairs of
rows that are one event. meltt's rule is given the true taxonomy of actors (two levels: the dyad, the
kind of conflict), which ours has to find out. It is run with the windows that its authors use
(1 or 2 days, 3 or 4 km) and with wider ones; "best" is the best of all of them on that very pair,
which no user could know. "exact" is the same day, the same point within 1 km and the same dyad.
"stated" is the mean probability that ours gave the pairs it chose, "right" the share of them that are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
from merge_pairs import CELLS, GENERATORS, Planted, front

from onrecord.records.about import Coverage, Expresses, RecordInfo
from onrecord.records.memory import FileRecord
from onrecord.records.merge import merge
from onrecord.records.merge.matching import match
from onrecord.records.merge.meltt import MelttSet, Rule, meltt
from onrecord.records.schema import Events, from_arrow

INFO = RecordInfo(
    name="one",
    version="1",
    sha256="0" * 64,
    rows=0,
    licence="none",
    citation="Simulated",
    coverage=Coverage(dt.date(1980, 1, 1), dt.date(2060, 1, 1), ("Osmark",), "simulated events"),
    expresses=Expresses(kinds=frozenset({"battle", "shelling", "airstrike"}), deadly_only=True),
)
WINDOWS = ((1, 3), (2, 4), (2, 10), (3, 25), (2, 50))


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


def cells(seeds: int, only: list[str]) -> Iterator[tuple[str, str, list[Planted]]]:
    for g, (name, generator) in enumerate(GENERATORS.items()):
        if only and name not in only:
            continue
        for c, (cell, knobs) in enumerate(CELLS.items()):
            yield (
                name,
                cell,
                [generator(knobs, np.random.default_rng([seed, g, c])) for seed in range(seeds)],
            )


def table(seeds: int, only: list[str]) -> None:
    heads = ["ours", "meltt 2 d 4 km", "meltt best", "exact", "less 2 d 4 km", "less best"]
    heads += ["chosen", "stated", "right", "wrong, of 100 rows"]
    print(f"| generator | pair | {' | '.join(heads)} |")
    print("| --- | --- |" + " ---: |" * len(heads))
    gains: dict[str, list[tuple[float, float]]] = {}
    for name, cell, drawn in cells(seeds, only):
        scores, stated, right, rows = [], [], [], 0
        for planted in drawn:
            truth = planted.truth
            found = match(planted.one, planted.other)
            pairs = list(zip(*(side.tolist() for side in found.rows), strict=True))
            stated += found.probability.tolist()
            right += [pair in truth for pair in pairs]
            rows += min(len(planted.one), len(planted.other))
            rule = {w: f1(by_meltt(planted, *w), truth) for w in WINDOWS}
            own = f1(set(pairs), truth)
            scores.append((own, rule[(2, 4)], max(rule.values()), f1(exact(planted), truth)))
        own, usual, best, plain = np.mean(scores, axis=0)
        # Where nothing is in both there is only right and wrong: F1 says nothing by degrees.
        if planted.truth:
            gains.setdefault(name, []).append((own - usual, own - best))
        told = [f"{v:.3f}" for v in (own, usual, best, plain)]
        told += [f"{own - usual:+.3f}", f"{own - best:+.3f}", f"{len(right)}"]
        told += [f"{np.mean(v):.2f}" if v else "–" for v in (stated, right)]
        told.append(f"{100 * (len(right) - sum(right)) / rows:.1f}")
        print(f"| {name} | {cell} | {' | '.join(told)} |", flush=True)
    for name, less in gains.items():
        mean, low = np.mean(less, axis=0), np.min(less, axis=0)
        print(
            f"{name}: on average {mean[0]:+.3f} ({mean[1]:+.3f} to the best windows), least {low[0]:+.3f} ({low[1]:+.3f})"
        )


def speed() -> None:
    """Seconds of this process for a whole merge of records of n events each, by two ways of growing.

    The n log n ratio: how many times as long as n·log n would have it from the row before.
    """
    ways = ("longer", "denser")
    print(
        "| events each | a longer war: s | n log n ratio | one front, ever fuller days: s | n log n ratio | MiB at most |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    before: dict[str, tuple[int, float]] = {}
    for n in (6_250, 12_500, 25_000, 50_000):
        line = [f"{n:,}"]
        for way in ways:
            records = [
                FileRecord(events.table, replace(INFO, name=name, rows=len(events)))
                for name, events in zip(("one", "other"), _large(n, way), strict=True)
            ]
            begin = time.process_time()
            merge(records)
            spent = time.process_time() - begin
            line.append(f"{spent:.1f}")
            if way in before:
                m, earlier = before[way]
                growth = (n * np.log(n)) / (m * np.log(m))
                line.append(f"{spent / earlier / growth:.2f}")
            else:
                line.append("")
            before[way] = (n, spent)
        line.append(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}")
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
    parser.add_argument("--only", action="append", default=[], choices=list(GENERATORS))
    given = parser.parse_args()
    if given.speed:
        speed()
    else:
        table(given.seeds, given.only)


if __name__ == "__main__":
    main()
