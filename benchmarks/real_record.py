"""What each statistical test says of a real record: the claims of a report, and placebos of them.

    python benchmarks/real_record.py GEDEvent.csv [--seed 20171023] [--placebos 40]

Prints, for each claim type, the verdicts on claims about the fighting between Hayat Tahrir al-Sham
and the Islamic State in north-east Hama in October 2017, on the same claims with the parties
swapped, the place moved, the window moved by a year or more; and then on claims about parties,
places and days drawn without looking at the record. A claim drawn so is true now and then: what
should be rare is “borne out”, beyond one in twenty where a p-value decides. UCDP GED does not tell
who acts in a battle; a comparison that needs it is beyond the record, and so is tested once more
“as if” the first side of each row acted (the same rows, the arithmetic exercised, no finding).
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

import onrecord as on
from onrecord.claims import CLAIM, AnyClaim
from onrecord.records.memory import FileRecord
from onrecord.records.schema import Record

HTS, IS, GOV, RUS, SDF = (
    "Hayat Tahrir al-Sham", "Islamic State", "Government of Syria", "Russia", "SDF",
)  # fmt: skip
PARTIES = (HTS, IS, GOV, SDF, "Syrian insurgents")
PLACES: tuple[dict[str, Any], ...] = (
    {"near": "Rahjan", "within": "50 km"},
    {"near": "Abu Dali", "within": "30 km"},
    {"place": "Hama"},
    {"place": "Idlib"},
    {"place": "Deir ez-Zor"},
    {"place": "Aleppo"},
    {"place": "Dara"},
    {"near": "Palmyra", "within": "50 km"},
)
WINDOW = (dt.date(2017, 10, 9), dt.date(2017, 10, 23))
YEARS = (-1, 0, 1)


def moved(window: tuple[dt.date, dt.date], years: int) -> str:
    first, last = (day.replace(year=day.year + years) for day in window)
    return f"{first}/{last}"


def longer(when: str, days: int) -> str:
    """The same last day, so many days: relations in space and time need more than a fortnight."""
    last = dt.date.fromisoformat(when.split("/")[1])
    return f"{last - dt.timedelta(days=days)}/{last}"


def whole_month(when: str) -> str:
    """The calendar month in which an interval begins."""
    first = dt.date.fromisoformat(when[:10]).replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return f"{first}/{after - dt.timedelta(days=1)}"


def claims_of(a: str, b: str, c: str, where: dict[str, Any], when: str) -> Iterator[dict[str, Any]]:
    """One claim of each type that compares, about A, B and C there and then."""
    anchor = {"event": "the offensive", "on": when.split("/")[0]}
    fights, others = {"between": [a, c]}, {"between": [b, c]}
    here = {"where": where, "when": when}
    year = here | {"when": longer(when, 365)}
    yield {"type": "changed", "events": fights, "direction": "rose", "anchored_by": anchor} | here
    yield {"type": "changed", "events": fights, "direction": "rose"} | here
    yield {"type": "changed", "events": fights, "direction": "fell", "anchored_by": anchor} | here
    yield {
        "type": "changed", "events": fights, "direction": "rose", "anchored_by": anchor,
        "versus": {"events": {"between": [a, b]}},
    } | here  # fmt: skip
    yield {
        "type": "displaced", "actor": a, "anchored_by": anchor, "when": when,
        "left": {"events": {"between": [a, b]}, "where": where},
        "took_up": {"events": fights, "where": where},
    }  # fmt: skip
    yield {"type": "coincided", "events": fights, "during": {"events": others}} | year
    yield {"type": "targeted", "actor": a, "hit": c, "rather_than": b} | year
    yield {
        "type": "followed", "events": fights, "after": {"events": others},
        "versus": {"events": {"between": [a, b]}},
    } | year  # fmt: skip
    yield {
        "type": "ranked", "measure": "killed", "events": fights,
        "among": {"periods": "month", "since": "2016-01-01"},
        "where": where, "when": whole_month(when),
    }  # fmt: skip
    yield {"type": "aligned", "actor": a, "favours": b, "against": c} | year


def article(years: tuple[int, ...] = YEARS) -> Iterator[tuple[str, AnyClaim]]:
    """The report's own parties, swapped, elsewhere and in other years."""
    for a, b, c in ((GOV, IS, HTS), (GOV, HTS, IS), (HTS, GOV, IS), (IS, GOV, HTS)):
        for where in (PLACES[0], PLACES[3], PLACES[4]):
            for year in years:
                own = (a, b, c) == (GOV, IS, HTS) and where is PLACES[0] and year == 0
                for fields in claims_of(a, b, c, where, moved(WINDOW, year)):
                    yield ("the report's" if own else "placebo"), CLAIM.validate_python(fields)


def drawn(seed: int, number: int, record: Record) -> Iterator[tuple[str, AnyClaim]]:
    """Claims about parties, places and days drawn without looking at the events."""
    rng = np.random.default_rng(seed)
    first, last = record.info.coverage.first, record.info.coverage.last
    for _ in range(number):
        a, b, c = (str(name) for name in rng.choice(PARTIES, 3, replace=False))
        where = PLACES[int(rng.integers(len(PLACES)))]
        length = int(rng.choice([7, 14, 30]))
        begin = first + dt.timedelta(days=int(rng.integers(200, (last - first).days - 40)))
        when = f"{begin}/{begin + dt.timedelta(days=length - 1)}"
        for fields in claims_of(a, b, c, where, when):
            yield "drawn", CLAIM.validate_python(fields)


def named(claim: AnyClaim) -> str:
    """The type, and what of it makes another test."""
    if claim.type != "changed":
        return claim.type
    kind = "versus" if claim.versus else "anchored" if claim.anchored_by else "chosen"
    return f"changed {claim.direction}, {kind}"


def table(record: Record, claims: list[tuple[str, AnyClaim]], title: str) -> None:
    """Verdicts by type; each claim is tested alone, so that none is adjusted for another."""
    found: dict[tuple[str, str], Counter[str]] = {}
    began = time.perf_counter()
    for group, claim in claims:
        (finding,) = on.check([claim], record)
        verdict = finding.verdict or finding.state or "?"
        found.setdefault((named(claim), group), Counter())[verdict] += 1
        if verdict in ("borne out", "partly borne out") and claim.type != "ranked":
            print(f"  {verdict}: {named(claim)} ({group}), p {finding.p}: {finding.because[:200]}")
    spent = time.perf_counter() - began
    print(f"\n## {title}: {len(claims)} claims, {1000 * spent / len(claims):.0f} ms each")
    for (kind, group), verdicts in sorted(found.items()):
        counts = ", ".join(f"{n} {word}" for word, n in verdicts.most_common())
        print(f"{kind:24} {group:13} {counts}")


def as_if_directed(record: Record) -> FileRecord:
    """The same rows, as though the first side of each had acted."""
    import pyarrow as pa

    rows = record.events().table
    column = rows.schema.get_field_index("directed")
    table = rows.set_column(column, "directed", pa.array([True] * rows.num_rows))
    expresses = replace(
        record.info.expresses, directed_against=None, supporters_under_supported=False,
        umbrellas=False,
    )  # fmt: skip
    return FileRecord(table, replace(record.info, expresses=expresses))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("record")
    parser.add_argument("--seed", type=int, default=20171023)
    parser.add_argument("--placebos", type=int, default=40)
    given = parser.parse_args()
    record = on.load(given.record)
    table(record, list(article()), "The report's parties")
    table(record, list(drawn(given.seed, given.placebos, record)), "Drawn")
    if_directed = as_if_directed(record)
    for title, claims in (
        ("The report's parties, as if directed", list(article())),
        ("Drawn, as if directed", list(drawn(given.seed, given.placebos, record))),
    ):
        kept = [pair for pair in claims if pair[1].type in ("targeted", "aligned", "coincided")]
        table(if_directed, kept, title)


if __name__ == "__main__":
    main()
