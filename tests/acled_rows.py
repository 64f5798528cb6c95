"""Invented ACLED files, in the columns of the real ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.records.acled import expresses
from onrecord.records.acled_kinds import VIOLENT
from onrecord.records.schema import Taker
from tests.rows import table_of

ACLED = expresses(set(VIOLENT))
"""What a file with every violent event type can say."""


def territorial(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows of `tests.rows` with what ACLED has beyond the common schema."""
    names = pa.list_(pa.string())
    table = table_of(rows)
    for name, kind, default in (
        ("also", pa.string(), None),
        ("taken_by", pa.int8(), Taker.NONE),
        ("civilians_targeted", pa.bool_(), False),
        ("assoc_a", names, []),
        ("assoc_b", names, []),
    ):
        table = table.append_column(name, pa.array([r.get(name, default) for r in rows], kind))
    return table


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


COLUMNS = _columns(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region
    country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale
    notes fatalities tags timestamp
    """
)
"""The 31 columns since 2023, in this order (RECORDS)."""

OLD_COLUMNS = _columns(
    """
    data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type
    sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region
    country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale
    notes fatalities timestamp iso3
    """
)
"""Of exports from before 2023."""

PLAIN: Mapping[str, str] = {
    "event_id_cnty": "SYR100",
    "event_date": "2018-05-09",
    "year": "2018",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Syria (2000-2024)",
    "assoc_actor_1": "",
    "inter1": "State forces",
    "actor2": "Northern Front",
    "assoc_actor_2": "",
    "inter2": "Rebel group",
    "interaction": "State forces-Rebel group",
    "civilian_targeting": "",
    "iso": "760",
    "region": "Middle East",
    "country": "Syria",
    "admin1": "North Province",
    "admin2": "River",
    "admin3": "",
    "location": "Rivertown",
    "latitude": "35.25",
    "longitude": "37.5",
    "geo_precision": "1",
    "source": "Herald; River Monitor",
    "source_scale": "National",
    "notes": "On 9 May 2018, the army clashed with Northern Front near Rivertown. 3 killed.",
    "fatalities": "3",
    "tags": "",
    "timestamp": "1526400000",
    "data_id": "7",
    "event_id_no_cnty": "100",
    "iso3": "SYR",
}

REMOTE = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
DEVELOPMENTS = "Strategic developments"

AIR = {"event_type": REMOTE, "sub_event_type": "Air/drone strike"}
ATTACK = {
    "event_type": CIVILIANS,
    "sub_event_type": "Attack",
    "actor2": "Civilians (Syria)",
    "inter2": "Civilians",
    "civilian_targeting": "Civilian targeting",
}
REGAINS = {"sub_event_type": "Government regains territory"}
OVERTAKES = {"sub_event_type": "Non-state actor overtakes territory"}
TRANSFER = {"event_type": DEVELOPMENTS, "sub_event_type": "Non-violent transfer of territory"}


def rows(*changes: Mapping[str, str], count: int = 0) -> list[dict[str, str]]:
    """Rows with these changes (or `count` plain ones), each with an id of its own."""
    given = list(changes) or [{}] * count
    found = []
    for i, change in enumerate(given):
        row = dict(PLAIN) | {"event_id_cnty": f"SYR{100 + i}"} | dict(change)
        if "event_date" in change and "year" not in change:
            row["year"] = change["event_date"][:4] if change["event_date"][:4].isdigit() else ""
        found.append(row)
    return found


def text(table: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[name] for name in columns] for row in table)
    return out.getvalue()


def write(path: Path, table: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> Path:
    path.write_text(text(table, columns), encoding="utf-8")
    return path
