"""How fast the statistics are, beside straightforward code in the same run, and how they grow.

    OMP_NUM_THREADS=1 python benchmarks/stats.py [--largest 64000] [--record GED.csv]

Prints tables; nothing here is asserted. Events are drawn: towns of unequal size within 400 × 400
km, three years, one third treatment, the others control, all dependent. “plain” is what one writes
with numpy and pandas: each wake looks at the events of its days, each window is grouped and solved
by itself. The columns of R are seconds of mwa 0.5.0 and surveillance 1.20.3 on rows of UCDP GED
19.1 (two shared cores, one run each, 2026-11-22): other rows, another load; read the growth.
Peak memory is that of a fresh process for each line.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from stats_pairs import coincided_line, lags_line, odds_line, peers_line

from onrecord.stats.knox import knox_test
from onrecord.stats.sphere import distance_km, pairs_within
from onrecord.stats.wake import WakeCounts, wake_counts
from onrecord.stats.wake_effect import matched_wakes

GRID = tuple(range(2, 21, 2))
SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000)
PLAIN_UPTO = 4_000
KNOX_UPTO = 16_000
ODDS_UPTO = 16_000
LAGS_UPTO = 32_000
R_COUNTING = {1_000: 2.1, 2_000: 4.8, 4_000: 9.7, 8_000: 32.0, 16_000: 110.0}
R_ESTIMATES = {1_000: 50.0, 2_000: 119.0, 4_000: 253.0, 8_000: 409.0, 16_000: "> 480"}
R_KNOX = {1_000: 3.4, 2_000: 28.0, 4_000: 171.0}

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Drawn:
    """Events: days, degrees, which are treatment, and two columns to match on; shape (n,)."""

    day: Floats
    lat: Floats
    lon: Floats
    treated: NDArray[np.bool_]
    dead: NDArray[np.int64]
    precision: NDArray[np.int64]


def drawn(n: int, seed: int) -> Drawn:
    rng = np.random.default_rng(seed)
    towns = 34.0 + 3.6 * rng.random((300, 2))
    weight = rng.pareto(1.2, 300) + 0.2
    town = rng.choice(300, n, p=weight / weight.sum())
    lat, lon = (towns[town] + rng.normal(0.0, 0.03, (n, 2))).T
    return Drawn(
        rng.integers(0, 1_096, n).astype(np.float64),
        lat,
        lon + 3.0,
        rng.random(n) < 1 / 3,
        rng.geometric(0.3, n) - 1,
        rng.integers(1, 6, n),
    )


def counted(events: Drawn) -> WakeCounts:
    return wake_counts(
        events.day,
        events.lat,
        events.lon,
        treatment=events.treated,
        control=~events.treated,
        dependent=np.ones(events.day.size, bool),
        days=GRID,
        km=[float(km) for km in GRID],
    )


def plain_counts(events: Drawn) -> NDArray[np.int64]:
    """Dependent before and after, same and opposite before and after, and the trend."""
    order = np.argsort(events.day, kind="stable")
    day, lat, lon, kind = (x[order] for x in (events.day, events.lat, events.lon, events.treated))
    table = np.zeros((day.size, len(GRID), len(GRID), 7), dtype=np.int64)
    for i in range(day.size):
        low, high = np.searchsorted(day, [day[i] - GRID[-1], day[i] + GRID[-1] + 1])
        lag = day[low:high] - day[i]
        away = distance_km(lat[i], lon[i], lat[low:high], lon[low:high])
        same = kind[low:high] == kind[i]
        for a, days in enumerate(GRID):
            before, after = (lag < 0) & (lag >= -days), (lag > 0) & (lag <= days)
            late = before & (lag >= -days // 2)
            for b, km in enumerate(GRID):
                near = away <= km
                pre, post = before & near, after & near
                table[i, a, b] = (
                    pre.sum(),
                    post.sum(),
                    (pre & same).sum(),
                    (post & same).sum(),
                    (pre & ~same).sum(),
                    (post & ~same).sum(),
                    2 * (late & near).sum() - pre.sum(),
                )
    return table


def plain_estimates(counts: WakeCounts, events: Drawn) -> list[float]:
    found = []
    for a in range(len(GRID)):
        kept = counts.complete[:, a]
        for b in range(len(GRID)):
            frame = pd.DataFrame(
                {
                    "treated": counts.treated[kept],
                    "pre": counts.dependent_pre[kept, a, b],
                    "post": counts.dependent_post[kept, a, b],
                    "trend": counts.trend[kept, a, b],
                    "same": counts.same_pre[kept, a, b],
                    "opposite": counts.opposite_pre[kept, a, b],
                    "dead": events.dead[counts.event][kept],
                    "precision": events.precision[counts.event][kept],
                }
            )
            bins = int(np.ceil(np.log2(len(frame)) + 1)) - 1
            columns = ["trend", "same", "opposite", "dead", "precision"]
            classes = [
                pd.cut(frame[c], bins, labels=False) if frame[c].nunique() > 1 else frame[c]
                for c in columns
            ]
            group = frame.groupby(classes, observed=True).treated
            n_treated, n = group.transform("sum"), group.transform("size")
            matched = frame[(n_treated > 0) & (n_treated < n)]
            ratio = (n_treated / (n - n_treated))[matched.index]
            scale = (~matched.treated).sum() / matched.treated.sum()
            weight = np.sqrt(np.where(matched.treated, 1.0, ratio * scale))
            design = np.column_stack([np.ones(len(matched)), matched.pre, matched.treated])
            solved = np.linalg.lstsq(design * weight[:, None], matched.post * weight, rcond=None)
            found.append(float(solved[0][2]))
    return found


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def wake_line(n: int, seed: int) -> tuple[str, ...]:
    events = drawn(n, seed)
    columns = {"dead": events.dead, "precision": events.precision}
    counts, counting = timed(lambda: counted(events))
    effects, estimating = timed(lambda: matched_wakes(counts, columns))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    plain = [""] * 4
    if n <= PLAIN_UPTO:
        table, slow = timed(lambda: plain_counts(events))
        assert np.array_equal(table[..., 0], counts.dependent_pre)
        assert np.array_equal(table[..., 6], counts.trend)
        values, slower = timed(lambda: plain_estimates(counts, events))
        known = [
            (effect.effect, value)
            for effect, value in zip(effects, values, strict=True)
            if effect.effect is not None
        ]
        assert np.allclose(*np.array(known).T, atol=1e-6)
        plain = [f"{slow:.1f}", f"{slow / counting:.0f}×"]
        plain += [f"{slower:.1f}", f"{slower / estimating:.0f}×"]
    return (
        f"{n:,}",
        f"{counting:.2f}",
        plain[0],
        plain[1],
        str(R_COUNTING.get(n, "")),
        f"{estimating:.2f}",
        plain[2],
        plain[3],
        str(R_ESTIMATES.get(n, "")),
        f"{peak}",
    )


def plain_knox(events: Drawn, days: float, km: float, permutations: int) -> int:
    rng = np.random.default_rng(1)
    away = distance_km(events.lat[:, None], events.lon[:, None], events.lat, events.lon)
    near = np.triu(away <= km, 1)
    most = 0
    for _ in range(permutations):
        when = rng.permutation(events.day)
        most = max(most, int((near & (np.abs(when[:, None] - when) <= days)).sum()))
    return most


def knox_line(n: int, seed: int) -> tuple[str, ...]:
    events = drawn(n, seed)

    def ours() -> Any:
        pairs = pairs_within(events.lat, events.lon, 5.0)
        return knox_test(events.day, pairs, days=7, permutations=99)

    _, fast = timed(ours)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    plain = ["", ""]
    if n <= PLAIN_UPTO:
        _, slow = timed(lambda: plain_knox(events, 7, 5.0, 99))
        plain = [f"{slow:.1f}", f"{slow / fast:.0f}×"]
    return (f"{n:,}", f"{fast:.2f}", *plain, str(R_KNOX.get(n, "")), f"{peak}")


def apart(line: Callable[..., tuple[str, ...]], *given: Any) -> tuple[str, ...]:
    """A line from a process of its own, so that peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(line, given)


def alone(line: Callable[[int, int], tuple[str, ...]], n: int, seed: int) -> tuple[str, ...]:
    return apart(line, n, seed)


def table(title: str, head: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    print(f"\n{title}")
    for row in (head, *lines):
        print("  ".join(f"{cell:>10}" for cell in row), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--seed", type=int, default=20_141_023)
    parser.add_argument("--record", help="UCDP GED of Syria, for the peers in a whole record")
    chosen = parser.parse_args()
    sizes = [n for n in SIZES if n <= chosen.largest]
    # Imported once here, so that no line pays for it.
    cKDTree(np.zeros((1, 3)))
    table(
        "Wakes, 10 × 10 windows of 2–20 days and km, seconds (counting, then matching + estimates)",
        ("events", "count", "plain", "ratio", "R", "estimate", "plain", "ratio", "R", "peak MB"),
        [alone(wake_line, n, chosen.seed) for n in sizes],
    )
    table(
        "Coincided: n acts, 2n fights, 3 radii, 999 permutations; 999 jitters, seconds",
        ("events", "matched", "plain", "ratio", "jitter", "plain", "ratio", "peak MB"),
        [alone(coincided_line, n, chosen.seed) for n in sizes],
    )
    table(
        "Histogram of lags at all shifts of 1,096 days; bursts of 10 km and 5 days, seconds",
        ("events", "lags", "plain", "ratio", "bursts", "plain", "ratio", "peak MB"),
        [alone(lags_line, n, chosen.seed) for n in sizes if n <= LAGS_UPTO],
    )
    table(
        "Mantel–Haenszel odds, exact p and interval, seconds",
        ("strata", "ours", "plain", "ratio", "peak MB"),
        [alone(odds_line, n, chosen.seed) for n in sizes if n <= ODDS_UPTO],
    )
    if chosen.record:
        table(
            "Peers in a whole record, seconds (units, circles; plain: districts, counts alone)",
            ("rows", "cells", "units", "cells", "circles", "cells", "plain", "peak MB"),
            [apart(peers_line, chosen.record)],
        )
    table(
        "Knox, 7 days and 5 km, 99 permutations, seconds",
        ("events", "ours", "plain", "ratio", "R", "peak MB"),
        [alone(knox_line, n, chosen.seed) for n in sizes if n <= KNOX_UPTO],
    )


if __name__ == "__main__":
    main()
