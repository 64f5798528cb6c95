"""How long all tests of a report of 20 claims take on a real record, by claim type, and the memory.

    OMP_NUM_THREADS=1 python benchmarks/report.py GEDEvent.csv [--profile]

Prints tables; nothing here is asserted. The claims are of every type that is tested, about the
Syrian war, most of them where both parties are busy, so that the tests have something to do.
Seconds are of the processor (all threads) once the record is loaded, each report in a process of
its own, with what it finds on first use (imports, gazetteer) in the line “first use”. UCDP GED does
not tell who acts in a battle: what needs it is beyond the record, and is tested once more “as if”
the first side of each row had acted (see `real_record.py`).
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

from real_record import GOV, HTS, IS, SDF, as_if_directed

import onrecord as on
from onrecord.claims import CLAIM, AnyClaim

REBELS, CIVILIANS = "Syrian insurgents", "civilians"
SYRIA, HAMA, IDLIB, ALEPPO, DEIR = (
    {"place": name}
    for name in (
        "Syria", "Hama Governorate", "Idlib Governorate", "Aleppo Governorate",
        "Deir ez-Zor Governorate",
    )
)  # fmt: skip
RAHJAN: dict[str, Any] = {"near": "Rahjan", "within": "50 km"}
THERE = {"where": RAHJAN, "when": "2017-10-09/2017-10-23"}
TRUCE = {"when": "2017-05-06/2017-05-19", "anchored_by": {"event": "the truce", "on": "2017-05-06"}}
ASSAULT = {
    "when": "2017-06-06/2017-06-19", "anchored_by": {"event": "the assault", "on": "2017-06-06"},
}  # fmt: skip
ALWAYS = {"where": SYRIA, "when": "2016-01-01/2018-12-31"}


def between(one: str, other: str) -> dict[str, Any]:
    return {"between": [one, other]}


def fights(one: str, other: str) -> dict[str, Any]:
    return {"events": between(one, other)}


CLAIMS: tuple[dict[str, Any], ...] = (
    {"type": "occurred", **fights(HTS, IS), **THERE},
    {"type": "none", **fights(GOV, IS), **THERE},
    {"type": "only", **fights(HTS, IS), **THERE},
    {"type": "count", **fights(GOV, HTS), "number": {"low": 5}, **THERE},
    {"type": "toll", "killed": {"low": 200, "high": 300}, "where": HAMA, "when": THERE["when"]},
    {"type": "controls", "actor": IS, "where": DEIR, "when": "2017-06-06"},
    {"type": "changed", **fights(GOV, REBELS), "direction": "fell", "where": SYRIA, **TRUCE},
    {"type": "changed", **fights(SDF, IS), "direction": "rose", "where": DEIR, **ASSAULT},
    {"type": "changed", **fights(GOV, HTS), "direction": "rose", **THERE},
    {"type": "changed", **fights(GOV, IS), "direction": "rose", "where": HAMA, "when":
     "2017-06-06/2017-06-19"},
    {"type": "changed", **fights(GOV, REBELS), "direction": "rose",
     "versus": fights(GOV, IS), "where": HAMA, **ASSAULT},
    {"type": "displaced", "actor": GOV, **ASSAULT,
     "left": fights(GOV, REBELS) | {"where": HAMA}, "took_up": fights(GOV, IS) | {"where": DEIR}},
    {"type": "coincided", **fights(GOV, CIVILIANS), "during": fights(GOV, REBELS), **ALWAYS},
    {"type": "coincided", **fights(GOV, IS), "during": fights(SDF, IS), **ALWAYS},
    {"type": "targeted", "actor": GOV, "hit": REBELS, "rather_than": IS, **ALWAYS},
    {"type": "followed", **fights(GOV, CIVILIANS), "after": fights(GOV, REBELS),
     "versus": fights(GOV, IS), **ALWAYS},
    {"type": "followed", **fights(SDF, IS), "after": fights(GOV, IS),
     "versus": fights(GOV, REBELS), **ALWAYS},
    {"type": "ranked", "measure": "killed", "events": {"involving": GOV},
     "among": {"periods": "month", "since": "2016-01-01"}, "where": HAMA,
     "when": "2017-10-01/2017-10-31"},
    {"type": "ranked", "measure": "events", "events": {"involving": GOV},
     "among": {"places": [IDLIB, ALEPPO, DEIR]}, "where": HAMA, "when": ALWAYS["when"]},
    {"type": "aligned", "actor": GOV, "favours": IS, "against": REBELS, **ALWAYS},
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
