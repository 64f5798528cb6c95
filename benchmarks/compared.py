"""How often two series at once are called changed where nothing, or only one of two changes, was.

    python benchmarks/compared.py [--draws 2000] [--seed 20171023]

Prints a table; nothing here is timed or asserted. Two series of daily counts of one place each, of
four years, and an anchored window of 14 or 30 days that begins on a day drawn without looking at
them. “versus” is the rank of how much more the one changed than the other, where neither changed
and where both rose threefold (a change that the other place saw as well); “displaced” the larger p
of a fall of the one and a rise of the other, where neither, only the fall, or only the rise is real
(threefold, from 1.5 events a day). “naive” is, for versus, that the first alone is called changed
where both did; for displaced, that either is where only one fell; “both d.” is the power of
displaced, “v. ×3” that of versus where only the one rose. A cell passes if the upper end of its
Wilson interval is at most 6.5 %.
"""

from __future__ import annotations

import argparse

import numpy as np
from null_counts import NULLS, YEAR, Null, Random
from numpy.typing import NDArray

from onrecord.stats import default_baseline, placebo_test, wilson
from onrecord.stats.windows import Direction

LIMIT = 0.065
RATE = 1.5
YEARS = 4
FACTOR = 3
RECORDS = (*NULLS[:9],)


def p_of(counts: NDArray[np.int64], start: int, length: int, direction: Direction) -> float:
    test = placebo_test(counts, start, length, direction=direction, follows_fighting=True)
    return 1.0 if test.p is None else test.p


def seen(
    rng: Random, full: NDArray[np.int64], start: int, length: int, inside: float, outside: float
) -> NDArray[np.int64]:
    """The events of a series that remain if each is kept with these chances.

    A change that keeps fronts, seasons and bursts as they are: what differs is only how much of
    them there is.
    """
    share = np.full(full.size, outside)
    share[start : start + length] = inside
    return np.asarray(rng.binomial(full, share), dtype=np.int64)


def percent(hits: list[bool]) -> str:
    share = wilson(sum(hits), len(hits))
    mark = " " if share.high <= LIMIT else "!"
    return f"{100 * np.mean(hits):5.1f} [{100 * share.low:4.1f}, {100 * share.high:4.1f}]{mark}"


COLUMNS = ("versus, none", "versus, both", "neither", "only the fall", "only the rise")


def line(null: Null, number: int, length: int, draws: int, seed: int) -> None:
    rng = np.random.default_rng([seed, number, length])
    said: dict[str, list[bool]] = {column: [] for column in COLUMNS}
    naive: dict[str, list[bool]] = {"versus": [], "displaced": []}
    power: list[bool] = []
    noticed: list[bool] = []
    days = int(YEARS * YEAR)
    low, high = 1 / FACTOR, 1.0
    for _ in range(draws):
        full = null.draw(rng, 2, days, FACTOR * RATE)
        start = int(rng.integers(default_baseline(length), days - length + 1))
        steady, risen, fallen = (
            [seen(rng, one, start, length, *kept) for one in full]
            for kept in ((low, low), (high, low), (low / FACTOR, low))
        )
        for name, (here, there) in (("versus, none", steady), ("versus, both", risen)):
            test = placebo_test(here, start, length, versus=there, follows_fighting=True)
            said[name].append(test.p is not None and test.p <= 0.05)
        naive["versus"].append(p_of(risen[0], start, length, "rose") <= 0.05)
        alone = placebo_test(risen[0], start, length, versus=steady[1], follows_fighting=True)
        noticed.append(alone.p is not None and alone.p <= 0.05)
        left = [p_of(one[0], start, length, "fell") for one in (steady, fallen)]
        took_up = [p_of(one[1], start, length, "rose") for one in (steady, risen)]
        said["neither"].append(max(left[0], took_up[0]) <= 0.05)
        said["only the fall"].append(max(left[1], took_up[0]) <= 0.05)
        said["only the rise"].append(max(left[0], took_up[1]) <= 0.05)
        power.append(max(left[1], took_up[1]) <= 0.05)
        naive["displaced"].append(min(left[1], took_up[0]) <= 0.05)
    columns = " ".join(percent(said[column]) for column in COLUMNS)
    rest_of = " ".join(f"{100 * np.mean(hits):8.1f}" for hits in (*naive.values(), power, noticed))
    print(f"{null.name:20} {length:2} {columns} {rest_of}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20171023)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.draws} draws; '!' above 6.5 %")
    head = " ".join(f"{column:>19}" for column in COLUMNS)
    print(
        f"{'null':20} {'L':>2} {head} {'naive v.':>8} {'naive d.':>8} {'both d.':>8} {'v. ×3':>8}"
    )
    for number, null in enumerate(RECORDS):
        for length in (14, 30):
            line(null, number, length, chosen.draws, chosen.seed)


if __name__ == "__main__":
    main()
