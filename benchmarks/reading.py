"""How well the rules read, and how fast: PLOVER's sentences, invented reports.

    python benchmarks/reading.py [FOLDER] [--show]

FOLDER holds `plover_gsr.json` (by default `../shared/data`); without it, its table is left out.
`--show` lists what was missed and what was wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

import reading_plover
import reading_reports
import reading_speed


def main() -> None:
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    show = "--show" in sys.argv
    file = Path(given[0] if given else "../shared/data") / "plover_gsr.json"
    if file.exists():
        print("PLOVER gold standard\n" + reading_plover.HEADER)
        tallies = reading_plover.measure(file)
        for name, tally in tallies.items():
            print(tally.row(name))
        if show:
            print(*tallies["both"].missed, sep="\n")
    print("\nInvented reports")
    scores = reading_reports.measure()
    print(scores.table())
    if show:
        print(*scores.lines, sep="\n")
    print("\nSpeed, on one core")
    reading_speed.measure()


if __name__ == "__main__":
    main()
