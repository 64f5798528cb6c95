# ruff: noqa: E501
"""Merging two records: ours, meltt's rule and exact matching on pairs with planted duplicates.

    OMP_NUM_THREADS=1 python benchmarks/merge.py [--seeds 3] [--only front] [--jobs 2]
    OMP_NUM_THREADS=1 python benchmarks/merge.py --estimate [--pair usual]
    OMP_NUM_THREADS=1 python benchmarks/merge.py --speed

Prints tables; nothing here is asserted. The pairs are those of merge_pairs.py and merge_real.py; of the
latter, `resampled` needs UCDP GED as a CSV, named by the variable ONRECORD_GED, and is left out without.
F1 is over pairs of rows that are one event. meltt's rule is given the true taxonomy of actors (two
levels: the dyad, the kind of conflict), which ours has to find out. It is run with the windows that its
authors use (1 or 2 days, 3 or 4 km) and with wider ones; "best" is the best of all of them on that very
pair, which no user could know. "exact" is the same day, the same point within 1 km and the same dyad.
"stated" is the mean probability that ours gave the pairs it chose, "right" the share of them that are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import resource
import time
from dataclasses import dataclass, replace
from multiprocessing import Pool

import numpy as np
import pyarrow as pa
from merge_pairs import CELLS, GENERATORS, Planted, front
from merge_real import real_file, resampled, vignette

from onrecord.errors import RecordError
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


ALL = {**GENERATORS, "resampled": resampled, "vignette": vignette}
"""Their order numbers the draws, whether all are run or not."""
Which = tuple[str, str, int]
STATED = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True)
class Done:
    """What one pair of records came to."""

    f1: tuple[float, float, float, float]
    """Of ours, of meltt's rule (2 d, 4 km), of its best windows, of exact matching."""
    stated: tuple[float, ...]
    right: tuple[bool, ...]
    rows: int
    shares: tuple[float, float]
    """In both, as estimated, and in truth."""
    any: bool


def drawn(which: Which) -> Planted:
    name, cell, seed = which
    numbers = [seed, list(ALL).index(name), list(CELLS).index(cell)]
    return ALL[name](CELLS[cell], np.random.default_rng(numbers))


def one(which: Which) -> Done:
    planted = drawn(which)
    truth = planted.truth
    found = match(planted.one, planted.other)
    pairs = list(zip(*(side.tolist() for side in found.rows), strict=True))
    rule = {w: f1(by_meltt(planted, *w), truth) for w in WINDOWS}
    rows = min(len(planted.one), len(planted.other))
    return Done(
        (f1(set(pairs), truth), rule[(2, 4)], max(rule.values()), f1(exact(planted), truth)),
        tuple(found.probability.tolist()),
        tuple(pair in truth for pair in pairs),
        rows,
        (found.shared, len({i for i, _ in truth}) / rows),
        bool(truth),
    )


def chosen(only: list[str], pair: list[str], seeds: int) -> list[Which]:
    names = [n for n in ALL if (not only or n in only) and (n != "resampled" or real_file())]
    return [
        (n, c, seed) for n in names for c in CELLS if not pair or c in pair for seed in range(seeds)
    ]


def table(which: list[Which], jobs: int) -> None:
    heads = ["ours", "meltt 2 d 4 km", "meltt best", "exact", "less 2 d 4 km", "less best"]
    heads += ["chosen", "stated", "right", "wrong, of 100 rows", "in both, estimated", "truth"]
    print(f"| generator | pair | {' | '.join(heads)} |")
    print("| --- | --- |" + " ---: |" * len(heads))
    done: dict[tuple[str, str], list[Done]] = {}
    with Pool(jobs) as pool:
        for (name, cell, _), each in zip(which, pool.imap(one, which), strict=True):
            done.setdefault((name, cell), []).append(each)
    for (name, cell), draws in done.items():
        own, usual, best, plain = np.mean([d.f1 for d in draws], axis=0)
        stated, right = ([v for d in draws for v in getattr(d, n)] for n in ("stated", "right"))
        told = [f"{v:.3f}" for v in (own, usual, best, plain)]
        told += [f"{own - usual:+.3f}", f"{own - best:+.3f}", f"{len(right) / len(draws):.0f}"]
        told += [f"{np.mean(v):.2f}" if v else "–" for v in (stated, right)]
        told.append(f"{100 * (len(right) - sum(right)) / sum(d.rows for d in draws):.1f}")
        told += [f"{v:.2f}" for v in np.mean([d.shares for d in draws], axis=0)]
        print(f"| {name} | {cell} | {' | '.join(told)} |")
    _gains(done)
    _bins(done)


def _gains(done: dict[tuple[str, str], list[Done]]) -> None:
    """What ours has more than meltt's rule; where nothing is in both, there is only right and wrong."""
    print("\n| generator | less 2 d 4 km, on average | at least | draws below | draws |")
    print("| --- | ---: | ---: | ---: | ---: |")
    whole = []
    for name in dict.fromkeys(name for name, _ in done):
        draws = [
            [d.f1[0] - d.f1[1] for d in each if d.any] for (n, _), each in done.items() if n == name
        ]
        less = [float(np.mean(each)) for each in draws if each]
        every = [v for each in draws for v in each]
        whole += less
        print(
            f"| {name} | {np.mean(less):+.3f} | {min(less):+.3f} | {sum(v < 0 for v in every)} | {len(every)} |"
        )
    print(f"| all | {np.mean(whole):+.3f} | {min(whole):+.3f} | | |")


def _bins(done: dict[tuple[str, str], list[Done]]) -> None:
    """The share right of the pairs with each stated probability."""
    spans = list(itertools.pairwise(STATED))
    print(f"\n| stated | {' | '.join(f'{a:g} to {min(b, 1):g}' for a, b in spans)} |")
    print("| --- |" + " ---: |" * len(spans))
    for name in dict.fromkeys(name for name, _ in done):
        draws = [d for (n, _), each in done.items() if n == name for d in each]
        stated = np.asarray([v for d in draws for v in d.stated])
        right = np.asarray([v for d in draws for v in d.right])
        told = []
        for low, high in spans:
            inside = (stated >= low) & (stated < high)
            told.append(
                f"{stated[inside].mean():.2f} {right[inside].mean():.2f} ({inside.sum():,})"
                if inside.any()
                else "–"
            )
        print(f"| {name} | {' | '.join(told)} |")


def estimates(which: list[Which]) -> None:
    """F1 with the fixed weights, then with estimated ones, pair by pair."""
    print("| generator | pair | fixed | estimated | chosen | of them right |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name, cell, seed in which:
        planted = drawn((name, cell, seed))
        truth = planted.truth
        told = []
        for estimate in (False, True):
            try:
                found = match(planted.one, planted.other, estimate=estimate)
            except RecordError:
                told.append("refused | – | –")
                continue
            pairs = set(zip(*(side.tolist() for side in found.rows), strict=True))
            told.append(f"{f1(pairs, truth):.3f}")
            if estimate:
                told[-1] += f" | {len(pairs)} | {len(pairs & truth)}"
        print(f"| {name} | {cell} | {' | '.join(told)} |", flush=True)


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
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--estimate", action="store_true")
    parser.add_argument("--only", action="append", default=[], choices=list(ALL))
    parser.add_argument("--pair", action="append", default=[], choices=list(CELLS))
    given = parser.parse_args()
    which = chosen(given.only, given.pair, given.seeds)
    if given.speed:
        speed()
    elif given.estimate:
        estimates(which)
    else:
        table(which, given.jobs)


if __name__ == "__main__":
    main()
