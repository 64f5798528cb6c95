"""Ten thousand claims on a large simulated record of the store: time, and memory at the peak.

    python benchmarks/many_claims.py world@386000 [--claims 10000] [--reports 1000]

The claims are those of `large.claims`, asked of every land and of eight years. They come as reports
of equal length, through `check_many`. Keep the record first: `records.py` and `scale.py` do.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from typing import Any

import large

import onrecord as on
from onrecord.api import check_many


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
    parser.add_argument("record")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=1_000)
    asked = parser.parse_args()
    record = on.load(asked.record)
    claims = claims_of(record.info.rows, asked.claims)
    share = max(1, len(claims) // asked.reports)
    reports = [claims[i : i + share] for i in range(0, len(claims), share)]
    began, used = time.perf_counter(), time.process_time()
    tested = sum(len(findings) for findings in check_many(reports, record))
    took, used = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{tested:,} claims in {len(reports):,} reports on {record.info.label}: "
        f"{took:.0f} s, {used:.0f} s of CPU, {peak:,.0f} MiB"
    )


if __name__ == "__main__":
    main()
