"""An invented island, its record of events, and a report about it with every verdict in it.

Nothing here is real: no place, party or number. The record is drawn from a fixed seed.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from onrecord.records.schema import (
    Coverage,
    Events,
    Expresses,
    RecordInfo,
    Reject,
    arrow_schema,
    from_arrow,
)

PLACES = {
    "Sarn Tor": (61.12, -8.42, "Upper Korrin", "Sarn"),
    "Ashel Bay": (61.34, -8.05, "Ashel", "Bay"),
    "Old Weir": (61.18, -8.12, "Upper Korrin", "Weir"),
    "Keldmouth": (60.86, -7.71, "Lower Korrin", "Keld"),
    "Threnby": (60.95, -8.31, "Lower Korrin", "Thren"),
    "Fen Gate": (61.02, -7.98, "Lower Korrin", "Fen"),
    "Mirrow": (61.27, -8.36, "Ashel", "Mirrow"),
    "Hallin": (61.05, -8.18, "Upper Korrin", "Sarn"),
    "<b>Quay & Sons</b>": (61.21, -7.84, "Ashel", "Bay"),
}
GOVERNMENT, GUARD, COLUMN, CIVILIANS = (
    "Government of Velmar", "Tarn Guard", "Northern Column", "Civilians",
)  # fmt: skip
HEADLINES = (
    "Clashes near {place} leave {best} dead, residents say",
    "Warplanes hit positions around {place}; {best} killed",
    "Mortar fire on {place}: at least {best} dead",
    "“We counted {best} bodies” – a teacher in {place}",
    '=HYPERLINK("http://example.invalid","{place}")',
)
OFFICES = ("Velmar Observatory", "Island Wire", "Tarn Guard press desk", "")


@dataclass
class FakeRecord:
    """A record held in memory, which prunes nothing."""

    info: RecordInfo
    held: Events

    def events(self, *_: Any, **__: Any) -> Events:
        return self.held

    def rejects(self) -> tuple[Reject, ...]:
        return ()


def _row(rng: random.Random, number: int) -> dict[str, Any]:
    place = rng.choice(list(PLACES))
    lat, lon, adm1, adm2 = PLACES[place]
    precision = rng.choices((1, 2, 3, 4, 6), (50, 25, 10, 10, 5))[0]
    if precision == 4:
        lat, lon = 61.1, -8.2
    if precision == 6:
        lat, lon, place, adm1, adm2 = 61.0, -8.0, "Velmar", "", ""
    start = dt.date(2031, 1, 1) + dt.timedelta(days=rng.randrange(600))
    date_prec = rng.choices((1, 2, 4, 5), (75, 12, 8, 5))[0]
    length = {1: 0, 2: rng.randint(1, 5), 4: rng.randint(8, 29), 5: rng.randint(40, 200)}[date_prec]
    best = min(90, int(rng.paretovariate(0.9)))
    kind = rng.choices(("state-based", "non-state", "one-sided"), (6, 2, 2))[0]
    a, b = {
        "state-based": ([GOVERNMENT], [rng.choice((GUARD, COLUMN))]),
        "non-state": ([GUARD], [COLUMN]),
        "one-sided": ([rng.choice((GOVERNMENT, GUARD))], [CIVILIANS]),
    }[kind]
    lines = [
        rng.choice(HEADLINES).format(place=place, best=best)
        for _ in range(rng.choice((0, 1, 1, 2)))
    ]
    return {
        "id": str(40_000 + number), "start": start, "end": start + dt.timedelta(days=length),
        "date_prec": date_prec, "lat": lat + rng.uniform(-0.02, 0.02) * (precision < 3),
        "lon": lon + rng.uniform(-0.03, 0.03) * (precision < 3), "where_prec": precision,
        "place": place, "adm1": adm1, "adm2": adm2, "country": "Velmar", "kind": kind,
        "side_a": a, "side_b": b, "directed": kind == "one-sided",
        "low": max(0, best - rng.randint(0, 2)), "best": best, "high": best + rng.randint(0, 4),
        "deaths_a": -1, "deaths_b": -1, "deaths_civilians": best if kind == "one-sided" else 0,
        "deaths_unknown": -1, "clarity": 2 if rng.random() < 0.06 else 1, "active": True,
        "candidate": start > dt.date(2032, 6, 30), "line_texts": lines,
        "line_offices": [rng.choices(OFFICES, (6, 2, 1, 1))[0] for _ in lines],
        "line_dates": [start if rng.random() < 0.9 else None for _ in lines],
    }  # fmt: skip


def events(count: int, seed: int = 7) -> Events:
    import pyarrow as pa

    rng = random.Random(seed)
    return from_arrow(
        pa.Table.from_pylist([_row(rng, i) for i in range(count)], schema=arrow_schema())
    )


def record(
    count: int = 260, *, name: str = "island-ged", redistributable: bool = True, seed: int = 7
) -> FakeRecord:
    """A record of invented deadly events, in the manner of UCDP GED."""
    ged = name == "island-ged"
    info = RecordInfo(
        name=name,
        version="32.1" if ged else "2032-09-02",
        sha256="ab12" * 16,
        rows=count,
        licence="CC BY 4.0" if ged else "terms of use, no redistribution",
        citation="Invented Data Programme (2032). Georeferenced events of Velmar, version 32.1."
        if ged
        else "Invented Location & Event Data (2032), accessed 2 September 2032.",
        coverage=Coverage(
            first=dt.date(2031, 1, 1),
            last=dt.date(2032, 8, 22),
            countries=("Velmar",),
            sees="events with at least one death"
            if ged
            else "events of political violence and protest",
            cannot_see=(
                "bloodless strikes and movements",
                "who acted in a battle",
                "airstrikes as such",
            )
            if ged
            else ("who holds territory between events",),
        ),
        expresses=Expresses(kinds=frozenset(), deadly_only=ged),
        warnings={"best_above_high": 3, "candidate_rows": 14} if ged else {},
        notes=("A supporter's actions are coded under the side it supports.",) if ged else (),
        rejected=2 if ged else 0,
        accessed=dt.date(2032, 9, 2),
        redistributable=redistributable,
    )
    return FakeRecord(info, events(count, seed))
