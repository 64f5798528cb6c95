"""How often the placebo test says "borne out" where nothing happened, and where something did.

    python benchmarks/placebo.py [--draws 2000] [--seed 20171023] [--part null] …

Prints tables; nothing here is timed or asserted. Conflicts are daily counts of one place, simulated
from a fixed seed; the window begins on a day drawn without looking at them (except in the part
“anchor”). “uniform” is the test with all comparable windows alike, “follows” the one for anchors
that follow the fighting; both at 5 %, without the further rules that a verdict adds (five events,
three bursts). “naive” is the exact binomial test. A null cell passes if the upper end of the Wilson
interval of its false share is at most 6.5 %; a cell that does not is drawn once more from a fresh
seed, and marked.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from null_counts import NULLS, YEAR, Counts, Null, Random, self_exciting, step_shape
from numpy.typing import NDArray

from onrecord.stats import (
    default_baseline,
    dispersion,
    empty_windows,
    placebo_test,
    rate_ratio,
    wilson,
)

RATES = (0.2, 0.5, 1.0)
YEARS = (4, 8)
LENGTHS = (7, 14, 30)
LIMIT = 0.065


def any_start(rng: Random, draws: int, days: int, length: int) -> NDArray[np.int64]:
    return rng.integers(default_baseline(length), days - length + 1, draws)


@dataclass(frozen=True)
class Shares:
    """For each draw, whether each test says yes, shape (draws,)."""

    rose: NDArray[np.bool_]
    rose_follows: NDArray[np.bool_]
    fell: NDArray[np.bool_]
    fell_follows: NDArray[np.bool_]
    naive: NDArray[np.bool_]
    undecided: NDArray[np.bool_]


def tested(counts: Counts, starts: NDArray[np.int64], length: int) -> Shares:
    rows = np.zeros((6, len(counts)), dtype=bool)
    for i, (daily, start) in enumerate(zip(counts, starts, strict=True)):
        test = placebo_test(daily, int(start), length, follows_fighting=True)
        rows[4, i] = test.naive_p is not None and test.naive_p <= 0.05
        if test.p is None or test.p_opposite is None or test.z is None:
            rows[5, i] = True
            continue
        rows[0, i] = np.mean(test.z_all >= test.z - 1e-9) <= 0.05
        rows[1, i] = test.p <= 0.05
        rows[2, i] = np.mean(test.z_all <= test.z + 1e-9) <= 0.05
        rows[3, i] = test.p_opposite <= 0.05
    return Shares(*rows)


def percent(hits: NDArray[np.bool_]) -> str:
    share = wilson(int(hits.sum()), hits.size)
    mark = " " if share.high <= LIMIT else "!"
    return f"{100 * hits.mean():5.1f} [{100 * share.low:4.1f}, {100 * share.high:4.1f}]{mark}"


COLUMNS = ("rose", "fell", "rose_follows", "fell_follows")
HEAD = f"{'uniform, rose':>19} {'uniform, fell':>19} {'follows, rose':>19} {'follows, fell':>19}"


def line(shares: Shares) -> str:
    columns = " ".join(percent(getattr(shares, column)) for column in COLUMNS)
    return f"{columns} {100 * shares.naive.mean():6.1f} {100 * shares.undecided.mean():6.1f}"


def null_table(draws: int, seed: int) -> None:
    print("\nFalse 'borne out', % [95 % Wilson]; '!' above 6.5 %; naive: rose, no interval")
    print(f"{'null':20} {'yrs':>3} {'rate':>4} {'L':>2} {HEAD}  naive undec.")
    summary = []
    for number, null in enumerate(NULLS):
        first, twice = [], dict.fromkeys(COLUMNS, 0)
        for years in YEARS:
            for rate in RATES:
                cells = null_cells(null, number, years, rate, draws, seed, LENGTHS, again=0)
                bad = tuple(n for n, cell in cells.items() if failing(cell))
                redrawn = null_cells(null, number, years, rate, draws, seed, bad, again=1)
                for length, cell in cells.items():
                    start = f"{null.name:20} {years:3} {rate:4} {length:2}"
                    print(f"{start} {line(cell)}")
                    if length in redrawn:
                        print(f"{start} {line(redrawn[length])}  (drawn again)")
                        for column in failing(cell) & failing(redrawn[length]):
                            twice[column] += 1
                first += cells.values()
        summary.append((null.name, first, twice))
    print("\nPer null: mean share over its 18 cells, %, and cells that fail twice")
    for name, first, twice in summary:
        means = [100 * np.mean([getattr(c, column).mean() for c in first]) for column in COLUMNS]
        naive = 100 * np.mean([cell.naive.mean() for cell in first])
        columns = "  ".join(
            f"{column.replace('_', ' ')} {mean:4.1f} ({twice[column]})"
            for column, mean in zip(COLUMNS, means, strict=True)
        )
        print(f"{name:20} {columns}  naive {naive:4.1f}")


def failing(cell: Shares) -> set[str]:
    """The columns whose Wilson interval reaches beyond the limit."""
    shares = {column: getattr(cell, column) for column in COLUMNS}
    return {c for c, hits in shares.items() if wilson(int(hits.sum()), hits.size).high > LIMIT}


def null_cells(
    null: Null,
    number: int,
    years: int,
    rate: float,
    draws: int,
    seed: int,
    lengths: tuple[int, ...],
    again: int,
) -> dict[int, Shares]:
    if not lengths:
        return {}
    days, cells = int(years * YEAR), {}
    rng = np.random.default_rng([seed, number, years, int(10 * rate), again])
    counts = null.draw(rng, draws, days, rate)
    for length in lengths:
        starts = any_start(rng, draws, days, length)
        if null.at_end:
            starts = np.full(draws, days - length)
        cells[length] = tested(counts, starts, length)
    return cells


def after_fighting(rng: Random, counts: Counts, length: int, memory: int) -> NDArray[np.int64]:
    """A start drawn in proportion to the events of the `memory` days before it."""
    first, last = default_baseline(length), counts.shape[1] - length
    total = np.concatenate(
        [np.zeros((len(counts), 1), np.int64), np.cumsum(counts, axis=1)], axis=1
    )
    starts = np.arange(first, last + 1)
    weight = np.cumsum(total[:, starts] - total[:, starts - memory] + 1e-9, axis=1)
    drawn = rng.random(len(counts)) * weight[:, -1]
    place = np.minimum((weight < drawn[:, None]).sum(axis=1), starts.size - 1)
    return np.asarray(first + place, dtype=np.int64)


def anchor_table(draws: int, seed: int) -> None:
    print("\nNothing happened, but the anchor came where fighting was: drawn in proportion to")
    print("the events of so many days before it. False 'borne out', %")
    print(f"{'null':20} {'yrs':>3} {'rate':>4} {'L':>2} {'days':>4} {HEAD}  naive undec.")
    for number, null in enumerate(NULLS[1:6]):
        for years, rate in ((4, 0.5), (8, 1.0)):
            rng = np.random.default_rng([seed, 100 + number, years])
            counts = null.draw(rng, draws, int(years * YEAR), rate)
            for length in (14, 30):
                for memory in (14, 60):
                    shares = tested(counts, after_fighting(rng, counts, length, memory), length)
                    print(f"{null.name:20} {years:3} {rate:4} {length:2} {memory:4} {line(shares)}")


def power_table(draws: int, seed: int) -> None:
    print("\nA threefold window after a front arrived (4 months to 2 years before): noticed, %")
    print(
        f"{'bursts':>6} {'yrs':>3} {'rate':>4} {'L':>2} {'uniform':>8} {'follows':>8} {'naive':>6}"
    )
    for branching in (0.0, 0.5, 0.8):
        for years in YEARS:
            for rate in RATES:
                days = int(years * YEAR)
                rng = np.random.default_rng([seed, 200, int(10 * branching), years, int(10 * rate)])
                for length in LENGTHS:
                    first = default_baseline(length) + 120
                    starts = rng.integers(first, days - length + 1, draws)
                    arrived = np.maximum(0, starts - rng.integers(120, 730, draws))
                    shape = step_shape(days, arrived)
                    counts = self_exciting(rng, draws, days, rate, branching, shape)
                    window = starts[:, None] + np.arange(length)
                    for _ in range(2):
                        more = self_exciting(rng, draws, length, rate, branching)
                        counts[np.arange(draws)[:, None], window] += more
                    found = tested(counts, starts, length)
                    noticed = (found.rose, found.rose_follows, found.naive)
                    columns = " ".join(f"{100 * hits.mean():8.0f}" for hits in noticed)
                    print(f"{branching:6} {years:3} {rate:4} {length:2} {columns}")


def interval_table(draws: int, seed: int) -> None:
    print("\nRate ratio 1: the 95 % interval holds it, %; dispersion from all of the record, or a")
    print("year to either side. Empty window 'unusual' (p0 <= 5 %), % of all windows")
    print(f"{'null':20} {'yrs':>3} {'rate':>4} {'L':>2} {'record':>19} {'near':>19} {'empty':>19}")
    for number, null in enumerate(NULLS[:5]):
        for years in YEARS:
            for rate in RATES:
                days = int(years * YEAR)
                rng = np.random.default_rng([seed, 300, number, years, int(10 * rate)])
                counts = null.draw(rng, draws, days, rate)
                for length in LENGTHS:
                    starts = any_start(rng, draws, days, length)
                    rows = held(counts, starts, length)
                    print(
                        f"{null.name:20} {years:3} {rate:4} {length:2} "
                        + " ".join(percent(row) for row in rows).replace("!", " ")
                    )


def held(counts: Counts, starts: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    rows = np.zeros((3, len(counts)), dtype=bool)
    baseline = default_baseline(length)
    for i, (daily, at) in enumerate(zip(counts, starts, strict=True)):
        start = int(at)
        k1 = int(daily[start : start + length].sum())
        k0 = int(daily[start - baseline : start].sum())
        low = max(0, start - 365)
        near = daily[low : start + length + 365]
        for row, (study, first) in enumerate(((daily, start), (near, start - low))):
            spread = dispersion(study, length, exclude=(first, length))
            ratio = rate_ratio(k1, k0, length, baseline, spread)
            rows[row, i] = (ratio.low or 0.0) <= 1.0 <= (ratio.high or np.inf)
        if k1 == 0:
            p0 = empty_windows(daily, start, length).p0
            rows[2, i] = p0 is not None and p0 <= 0.05
    return rows


PLACES = 16
PICKED_LENGTHS = (7, 14, 21, 28, 35, 45)
FIRST_DAYS = (-2, -1, 0, 1, 2)


def best_p(daily: Counts, starts: Sequence[int], lengths: Sequence[int]) -> float:
    """The smallest p of a rise among these places, lengths and first days."""
    ps = [
        placebo_test(place, start, length, follows_fighting=True, two_sided=True).p
        for place in daily
        for start in starts
        for length in lengths
    ]
    return min((p for p in ps if p is not None), default=1.0)


def picked_table(draws: int, seed: int) -> None:
    print("\nNothing happened, but what an anchor leaves open was picked for the largest rise.")
    print(
        "8 years of 0.6 events a day. False 'borne out', %: one place and 14 days; the best of",
        PLACES,
    )
    print("places; the best of 6 lengths (7 to 45 days) and 5 first days; the best place, with the")
    print("chance that the finding tells beside it as its p")
    print(f"{'null':20} {'not picked':>19} {'place':>19} {'length':>19} {'place, said':>19}")
    days, length = 8 * YEAR, 14
    for number, null in enumerate(NULLS[:2]):
        rng = np.random.default_rng([seed, 400, number])
        hits = np.zeros((4, draws), dtype=bool)
        for i in range(draws):
            daily = null.draw(rng, PLACES, int(days), 0.6)
            start = int(any_start(rng, 1, int(days) - 60, length)[0])
            one = best_p(daily[:1], [start], [length])
            place = best_p(daily, [start], [length])
            spread = best_p(daily[:1], [start + day for day in FIRST_DAYS], PICKED_LENGTHS)
            hits[:, i] = [p <= 0.05 for p in (one, place, spread, 1 - (1 - place) ** PLACES)]
        print(f"{null.name:20} " + " ".join(percent(row) for row in hits))


PARTS = {
    "null": null_table,
    "anchor": anchor_table,
    "power": power_table,
    "interval": interval_table,
    "picked": picked_table,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20171023)
    parser.add_argument("--part", choices=PARTS, action="append")
    chosen = parser.parse_args()
    print(
        f"seed {chosen.seed}, {chosen.draws} draws per cell; the cells of one null, record length"
    )
    print("and rate share their conflicts, not their windows")
    for part in chosen.part or PARTS:
        PARTS[part](chosen.draws, chosen.seed)


if __name__ == "__main__":
    main()
