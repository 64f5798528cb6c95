"""How often a window, and a place, picked for being striking are borne out where nothing happened.

    python benchmarks/chosen.py [--draws 2000] [--cells 60] [--seed 20171023] [--part null] …

Prints tables; nothing here is timed or asserted. A record is so many cells (a place, two parties, a
year) of 0.4 events a day, and a writer who has seen it picks: a cell blindly and in it the best
window of 60 days, or of the year; the best window of the record; the same with the best length.
“rank” is the peer p alone, “both” the test (`chosen_test`), at 5 %, without the further rules of a
verdict (five events, three bursts, a rise above the days before). “naive” is the exact
binomial test against the days before. A cell passes if the upper end of the Wilson interval of its
false share is at most 6.5 %.
"""

from __future__ import annotations

import argparse

import numpy as np
from null_counts import RECORDS, Counts, Null, Random, self_exciting
from numpy.typing import NDArray

from onrecord.stats import default_baseline, distance_km, exact_p, wilson
from onrecord.stats.chosen import chosen_test, others
from onrecord.stats.gap import apart, gap_test
from onrecord.stats.scan import FEWEST_IN_YEAR, YEAR, excess, scan
from onrecord.stats.windows import Direction

LIMIT = 0.065
LENGTHS = (7, 14, 30)
RATE = 0.4
PICKS = ("60 days", "year", "record", "and length")


def picked(
    rng: Random, counts: Counts, pick: str, length: int, direction: Direction
) -> tuple[int, int, int]:
    """Cell, first day and length of the window that a writer picks."""
    if pick == "and length":
        found = [(scan(counts, days, direction), days) for days in LENGTHS]
        best = max(found, key=lambda one: one[0].excess.max())
        cell = int(best[0].excess.argmax())
        return cell, int(best[0].starts[cell]), best[1]
    scanned = scan(counts, length, direction)
    blind = int(rng.integers(len(counts)))
    cell = int(scanned.excess.argmax()) if pick == "record" else blind
    if pick != "60 days":
        return cell, int(scanned.starts[cell]), length
    first = int(rng.integers(0, counts.shape[1] - 60 - length))
    inside = np.convolve(counts[cell], np.ones(length, dtype=np.int64), mode="valid")
    near = inside[first : first + 60]
    at = near.argmax() if direction == "rose" else near.argmin()
    return cell, first + int(at), length


def tested(
    counts: Counts, cell: int, start: int, length: int, direction: Direction
) -> tuple[bool, bool, bool, bool]:
    """Whether rank, both and the naive test say yes, and whether the test cannot tell."""
    rest = np.delete(counts, cell, axis=0)
    test = chosen_test(counts[cell], start, scan(rest, length, direction), rest)
    before = counts[cell, max(0, start - default_baseline(length)) : start]
    k1 = int(counts[cell, start : start + length].sum())
    naive = (
        before.size > 0 and exact_p(k1, int(before.sum()), length, before.size, direction) < 0.05
    )
    rank = test.peers.p is not None and test.peers.p <= 0.05
    return rank, test.p is not None and test.p <= 0.05, naive, test.p is None


def null_table(draws: int, cells: int, seed: int) -> None:
    print(f"\nFalse 'borne out', {cells} cells, % [95 % Wilson]; '!' above 6.5 %")
    head = " ".join(f"{'rank, ' + p + '; both':>34}" for p in PICKS)
    print(f"{'record':20} {'dir':4} {'L':>2} {head}   naive undec.")
    for number, null in enumerate(RECORDS):
        for direction, length in (("rose", 14), ("fell", 30)):
            line(null, number, draws, cells, seed, length, direction)  # type: ignore[arg-type]


def line(
    null: Null, number: int, draws: int, cells: int, seed: int, length: int, direction: Direction
) -> None:
    rng = np.random.default_rng([seed, number, cells, length])
    said = np.zeros((len(PICKS), draws, 4), dtype=bool)
    for draw in range(draws):
        counts = null.draw(rng, cells, YEAR, RATE)
        for row, pick in enumerate(PICKS):
            cell, start, days = picked(rng, counts, pick, length, direction)
            said[row, draw] = tested(counts, cell, start, days, direction)
    columns = " ".join(f"{100 * s[:, 0].mean():12.1f}; {percent(s[:, 1])}" for s in said)
    naive, silent = 100 * said[2, :, 2].mean(), 100 * said[2, :, 3].mean()
    print(f"{null.name:20} {direction} {length:2} {columns} {naive:7.1f} {silent:6.1f}", flush=True)


def percent(hits: NDArray[np.bool_]) -> str:
    share = wilson(int(hits.sum()), hits.size)
    mark = " " if share.high <= LIMIT else "!"
    return f"{100 * hits.mean():5.1f} [{100 * share.low:4.1f}, {100 * share.high:4.1f}]{mark}"


def power_table(draws: int, cells: int, seed: int) -> None:
    print(f"\nA rise anywhere in the year, {cells} cells of {RATE} a day, 14 days: noticed, %")
    print("“best possible”: leads the best window of the record in 95 % of such records without it")
    print(f"{'bursts':>6} {'times':>5} {'rank':>5} {'both':>5} {'best possible':>13}")
    for branching in (0.0, 0.5, 0.8):
        rng = np.random.default_rng([seed, 500, int(10 * branching)])
        empty = [
            others(scan(self_exciting(rng, cells, YEAR, RATE, branching), 14)).max()
            for _ in range(draws)
        ]
        bound = float(np.quantile(empty, 0.95))
        for factor in (2, 3, 4, 6, 8):
            rows = np.zeros((3, draws), dtype=bool)
            for draw in range(draws):
                counts = self_exciting(rng, cells, YEAR, RATE, branching)
                start = int(rng.integers(0, YEAR - 14 + 1))
                for _ in range(factor - 1):
                    counts[0, start : start + 14] += self_exciting(rng, 1, 14, RATE, branching)[0]
                rank, both, _, _ = tested(counts, 0, start, 14, "rose")
                inside = counts[0, start : start + 14].sum()
                lead = float(excess(inside, counts[0].sum(), 14, YEAR))
                rows[:, draw] = rank, both, lead > bound
            shares = " ".join(f"{100 * row.mean():5.0f}" for row in rows)
            print(f"{branching:6} {factor:5} {shares}", flush=True)


def gap_table(draws: int, cells: int, seed: int) -> None:
    print("\nThe lead alone, for values of known tails: says yes in, %")
    rng = np.random.default_rng([seed, 600])
    for name, values in (
        ("exponential", lambda: rng.exponential(size=cells)),
        ("exp(-x^1/4)", lambda: rng.exponential(size=cells) ** 4),
        ("Pareto, index 3", lambda: (1 - rng.random(cells)) ** (-1 / 3)),
        ("Pareto, index 1.5", lambda: (1 - rng.random(cells)) ** (-1 / 1.5)),
    ):
        hits = []
        for _ in range(draws):
            drawn = np.sort(values())
            p = gap_test(float(drawn[-1]), drawn[:-1]).p
            hits.append(p is not None and p <= 0.05)
        print(f"{name:18} {percent(np.array(hits))}")


def place_table(draws: int, cells: int, seed: int) -> None:  # noqa: ARG001
    print("\nThe best circle around any of 80 towns on 300 km, of 3 pairs of parties and 3 years:")
    print("rivals that lie as freely (“both”), peers' circles only (“fixed”); false 'borne out', %")
    print(f"{'bursts':>6} {'km':>3} {'both':>19} {'fixed':>19}")
    for branching in (0.0, 0.5):
        for km in (15.0, 30.0, 50.0):
            rng = np.random.default_rng([seed, 700, int(10 * branching), int(km)])
            said = np.array([circle_picked(rng, branching, km) for _ in range(draws // 4)])
            print(
                f"{branching:6} {km:3.0f} {percent(said[:, 0])} {percent(said[:, 1])}", flush=True
            )


def circle_picked(rng: Random, branching: float, km: float) -> tuple[bool, bool]:
    towns, pairs, years = 80, 3, 3
    lat, lon = 10 + rng.random((2, towns)) * 300 / 111
    level = 0.08 * np.exp(rng.normal(0.0, 1.0, (towns * pairs, 1))) * np.ones((1, years * YEAR))
    events = self_exciting(rng, towns * pairs, years * YEAR, 1.0, branching, level)
    away = distance_km(lat[:, None], lon[:, None], lat, lon)
    circles = np.tensordot(away <= km - 1, events.reshape(towns, -1), axes=(1, 0))
    cells = circles.astype(np.int64).reshape(-1, YEAR)
    circle, group = np.divmod(np.arange(len(cells)), pairs * years)
    found = scan(cells, 14)
    value = np.where(found.totals >= FEWEST_IN_YEAR, found.excess, 0.0)
    best = int(value.argmax())
    own = circle[best]
    # What a report names: the picked circle; around it, whatever does not touch it.
    clear = (away[own, circle] >= 2 * km) | ((circle == own) & (np.arange(len(cells)) != best))
    rivals = np.flatnonzero(clear & (value > 0))
    rivals = rivals[
        apart(value[rivals], group[rivals], lat[circle[rivals]], lon[circle[rivals]], 2 * km)
    ]
    laid = [own]
    for town in np.argsort(-events.reshape(towns, -1).sum(axis=1), kind="stable"):
        if away[town, laid].min() >= 2 * km:
            laid.append(town)
    peers = (
        np.isin(circle, laid) & (found.totals >= FEWEST_IN_YEAR) & (np.arange(len(cells)) != best)
    )
    counts, start = cells[peers], int(found.starts[best])
    freely = chosen_test(cells[best], start, scan(counts, 14), counts, rivals=lambda: value[rivals])
    fixed = chosen_test(cells[best], start, scan(counts, 14), counts)
    return tuple(test.p is not None and test.p <= 0.05 for test in (freely, fixed))  # type: ignore[return-value]


PARTS = {"null": null_table, "power": power_table, "gap": gap_table, "place": place_table}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--cells", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20171023)
    parser.add_argument("--part", choices=PARTS, action="append")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.draws} records")
    for part in chosen.part or PARTS:
        PARTS[part](chosen.draws, chosen.cells, chosen.seed)


if __name__ == "__main__":
    main()
