"""How long it takes to draw a war, as it happened and as rows of either form.

    nice python benchmarks/simulate.py

Times are of the processor, not of the clock: the median and the least of many draws of wars with
other seeds; the war is `simulate.typical`, with all effects planted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from onrecord.simulate import draw, typical
from onrecord.simulate.wars import PLANTED

SIZES = (300, 1_000, 3_000, 10_000, 100_000)


def seconds(run: Callable[[int], object], times: int) -> tuple[float, float]:
    """Median and least of `times` runs, each with a seed of its own."""
    spent = []
    for seed in range(times):
        start = time.process_time()
        run(seed)
        spent.append(time.process_time() - start)
    return statistics.median(spent), min(spent)


def main() -> None:
    print("| events | rows (GED) | draw | draw and Events, GED | draw and Events, ACLED |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for size in SIZES:
        war = typical(size, PLANTED)
        first = draw(war, 0)
        events, rows = len(first.happened), len(first.events("ged"))
        first.events("acled")
        times = max(3, min(40, 100_000 // size))
        cells = [
            seconds(lambda seed, war=war: draw(war, seed), times),
            seconds(lambda seed, war=war: draw(war, seed).events("ged"), times),
            seconds(lambda seed, war=war: draw(war, seed).events("acled"), times),
        ]
        shown = " | ".join(f"{median * 1e3:.1f} ms ({least * 1e3:.1f})" for median, least in cells)
        print(f"| {events:,} | {rows:,} | {shown} |")


if __name__ == "__main__":
    main()
