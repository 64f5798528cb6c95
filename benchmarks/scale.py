"""How storing a record and testing ten claims on it grow, from 10^4 to 10^7 simulated events.

    nice python benchmarks/scale.py [--most 10000000]

Prints a table for docs/scale.md. The rows are made by `large` and kept in the store directly; time
for making them is in the first column's seconds. Every line is a process of its own.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from records import keep_large, ten_claims

HEAD = (
    "events", "make and keep, s", "MiB", "on disk, MB", "files", "names, s (CPU)",
    "ten claims, s (CPU)", "MiB", "pandas: read, s (CPU)", "select, s (CPU)", "MiB",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--most", type=int, default=10_000_000)
    asked = parser.parse_args()
    print(f"| {' | '.join(HEAD)} |")
    print("| ---: " * len(HEAD) + "|")
    rows = 10_000
    while rows <= asked.most:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            label, took, peak = keep_large(rows, home)
            kept = home / "records" / label
            files = list(kept.rglob("*.parquet"))
            events = list((kept / "events").rglob("*.parquet"))
            size = sum(file.stat().st_size for file in files) / 1e6
            found = ten_claims(rows, home)
        cells = [f"{rows:,}", f"{took:.1f}", f"{peak:,.0f}", f"{size:,.1f}", str(len(events))]
        for who in ("ours", "pandas"):
            laps = found[who]["laps"]
            for before, step in (("open", "names"), ("names", "claims")):
                seconds, used = (laps[step][i] - laps[before][i] for i in (0, 1))
                cells.append(f"{seconds:.2f} ({used:.2f})")
            cells.append(f"{found[who]['peak']:,.0f}")
        print(f"| {' | '.join(cells)} |", flush=True)
        rows *= 10


if __name__ == "__main__":
    main()
