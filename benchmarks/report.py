"""How long all tests of a report of 20 claims take on a real record, by claim type, and the memory.

    OMP_NUM_THREADS=1 python benchmarks/report.py GEDEvent.csv [--profile]

Prints tables; nothing here is asserted. The claims are of every type that is tested, about the
Syrian war, most of them where both parties are busy, so that the tests have something to do; one
window in three is anchored. Seconds are of the processor (all threads) once the record is loaded,
each report in a process of its own, with what it finds on first use (imports, gazetteer) in the
line “first use”. UCDP GED does not tell who acts in a battle: what needs it is beyond the record,
and is tested once more “as if” the first side of each row had acted (see `real_record.py`).
“alone” is each claim by itself after that, nothing kept from the others.
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import pstats
import resource
import time
from collections import defaultdict
from typing import Any

import onrecord as on
from onrecord.claims import CLAIM, AnyClaim
from real_record import GOV, HTS, IS, SDF, as_if_directed

REBELS = "Syrian insurgents"
YEAR = "2016-10-01/2017-10-23"
LONG = "2014-01-01/2017-12-31"
FORTNIGHT = "2017-10-09/2017-10-23"
RAHJAN: dict[str, Any] = {"near": "Rahjan", "within": "50 km"}
HAMA, IDLIB, ALEPPO, DEIR = ({"place": name} for name in ("Hama", "Idlib", "Aleppo", "Deir ez-Zor"))
ANCHOR = {"event": "the offensive", "on": "2017-10-09"}


def between(one: str, other: str) -> dict[str, Any]:
    return {"between": [one, other]}


CLAIMS: tuple[dict[str, Any], ...] = (
    {"type": "occurred", "events": between(HTS, IS), "where": RAHJAN, "when": FORTNIGHT},
    {"type": "none", "events": between(GOV, IS), "where": RAHJAN, "when": FORTNIGHT},
    {"type": "only", "events": between(HTS, IS), "where": RAHJAN, "when": FORTNIGHT},
    {
        "type": "count", "events": between(GOV, HTS), "number": {"low": 5},
        "where": RAHJAN, "when": FORTNIGHT,
    },
    {"type": "toll", "killed": {"low": 200, "high": 300}, "where": HAMA, "when": FORTNIGHT},
    {"type": "controls", "actor": IS, "where": DEIR, "when": "2017-10-09"},
    {
        "type": "changed", "events": between(GOV, HTS), "direction": "rose", "anchored_by": ANCHOR,
        "where": RAHJAN, "when": FORTNIGHT,
    },
    {
        "type": "changed", "events": between(GOV, IS), "direction": "fell", "anchored_by": ANCHOR,
        "where": HAMA, "when": FORTNIGHT,
    },
    {
        "type": "changed", "events": between(GOV, HTS), "direction": "rose",
        "where": RAHJAN, "when": FORTNIGHT,
    },
    {
        "type": "changed", "events": between(GOV, IS), "direction": "rose",
        "where": DEIR, "when": "2017-09-01/2017-09-30",
    },
    {
        "type": "changed", "events": between(GOV, HTS), "direction": "rose", "anchored_by": ANCHOR,
        "versus": {"events": between(GOV, IS)}, "where": HAMA, "when": FORTNIGHT,
    },
    {
        "type": "displaced", "actor": GOV, "anchored_by": ANCHOR, "when": FORTNIGHT,
        "left": {"events": between(GOV, IS), "where": HAMA},
        "took_up": {"events": between(GOV, HTS), "where": HAMA},
    },
    {
        "type": "coincided", "events": between(GOV, REBELS),
        "during": {"events": between(IS, REBELS)}, "where": ALEPPO, "when": LONG,
    },
    {
        "type": "coincided", "events": between(GOV, IS), "during": {"events": between(SDF, IS)},
        "where": DEIR, "when": LONG,
    },
    {"type": "targeted", "actor": GOV, "hit": REBELS, "rather_than": IS, "where": ALEPPO,
     "when": LONG},
    {
        "type": "followed", "events": between(GOV, REBELS), "after": {"events": between(IS, REBELS)},
        "versus": {"events": between(SDF, REBELS)}, "where": ALEPPO, "when": LONG,
    },
    {
        "type": "followed", "events": between(GOV, IS), "after": {"events": between(GOV, REBELS)},
        "versus": {"events": between(IS, REBELS)}, "where": RAHJAN, "when": LONG,
    },
    {
        "type": "ranked", "measure": "killed", "events": {"involving": GOV},
        "among": {"periods": "month", "since": "2016-01-01"},
        "where": HAMA, "when": "2017-10-01/2017-10-31",
    },
    {
        "type": "ranked", "measure": "events", "events": {"involving": GOV},
        "among": {"places": [IDLIB, ALEPPO, DEIR]}, "where": HAMA, "when": YEAR,
    },
    {"type": "aligned", "actor": GOV, "favours": IS, "against": REBELS, "where": ALEPPO,
     "when": YEAR},
)  # fmt: skip


def claims() -> list[AnyClaim]:
    return [CLAIM.validate_python(fields) for fields in CLAIMS]


def spent(begin: float) -> float:
    return time.process_time() - begin


def report(path: str, directed: bool, profile: bool) -> None:
    """One report in this process: first use, all claims at once, then each alone."""
    record = on.load(path)
    record.events()
    if directed:
        record = as_if_directed(record)
    begin = time.process_time()
    on.check(claims()[:1], record)
    first_use = spent(begin)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    begin = time.process_time()
    findings = list(on.check(claims(), record))
    whole = spent(begin)
    profiler.disable()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    title = "as if directed" if directed else "as it is"
    print(f"\n## {title}: first use {first_use:.2f} s, 20 claims {whole:.2f} s, ", end="")
    print(f"peak {peak:.0f} MB ({before:.0f} MB before)")
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)
    alone: dict[str, list[float]] = defaultdict(list)
    said: dict[str, list[str]] = defaultdict(list)
    for claim, finding in zip(claims(), findings, strict=True):
        begin = time.process_time()
        on.check([claim], record)
        alone[claim.type].append(spent(begin))
        p = "" if finding.p is None else f" (p {finding.p:.3g})"
        said[claim.type].append(f"{finding.verdict}{p}")
    for kind, seconds in alone.items():
        each = " ".join(f"{one:.2f}" for one in seconds)
        print(f"{kind:10} {sum(seconds):6.2f} s alone ({each}): {', '.join(said[kind])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    for directed in (False, True):
        with context.Pool(1) as pool:
            pool.apply(report, (given.record, directed, given.profile))


if __name__ == "__main__":
    main()
