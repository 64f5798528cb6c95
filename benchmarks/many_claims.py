"""Ten thousand claims on a large simulated record: how time, memory and queries grow with them.

    nice python benchmarks/many_claims.py [--rows 386000] [--claims 10000] [--each 10]

The claims are those of `large.claims`, asked of every land and of eight years. They come as reports
of `--each` claims through `check_many`, in one process. A line is printed at 100, 1,000, 10,000 …
claims: seconds since the first, and memory at the peak so far. Where other work shares the machine,
read the seconds of its processors. Making and keeping the record, in a store of its own, and
reading its names come first and are not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import large

from onrecord.api import check_many, world_of
from onrecord.records.store import Store
from records import keep_large


def claims_of(rows: int, number: int) -> list[Any]:
    """So many claims, land after land and year after year."""
    found: list[Any] = []
    lands = large.lands_of(rows)
    towns = {land: large.towns(rows, land) for land in range(lands)}
    for year in range(2009, 2017):
        for land in range(lands):
            written = json.dumps(large.claims(towns[land], land)).replace("2015", str(year))
            found += json.loads(written)
            if len(found) >= number:
                return found[:number]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=386_000)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=10, help="claims of a report")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        label, _, _ = keep_large(asked.rows, Path(folder))
        record = Asked(Store(Path(folder)).open(label))
        world_of(record)
        measure(record, claims_of(asked.rows, asked.claims), asked.each)


class Asked:
    """A record that counts how often it is asked."""

    def __init__(self, record: Any) -> None:
        self._record = record
        self.queries = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)

    def events(self, *asked: Any, **more: Any) -> Any:
        self.queries += 1
        return self._record.events(*asked, **more)


def measure(record: Asked, claims: list[Any], each: int) -> None:
    """Test the claims as reports of so many each, and print a line at every power of ten."""
    reports = [claims[i : i + each] for i in range(0, len(claims), each)]
    print("| claims | seconds | of CPU | MiB | queries |\n| ---: | ---: | ---: | ---: | ---: |")
    began, used = time.perf_counter(), time.process_time()
    tested, mark = 0, 100
    for findings in check_many(reports, record):
        tested += len(findings)
        if tested >= mark or tested == len(claims):
            seconds, busy = time.perf_counter() - began, time.process_time() - used
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"| {tested:,} | {seconds:.1f} | {busy:.1f} | {peak:,.0f} | {record.queries} |",
                flush=True,
            )
            mark *= 10


if __name__ == "__main__":
    main()
