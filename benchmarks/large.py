"""A record of a whole world, of any size: simulated wars, repeated in other lands and years.

Every land is one of a few simulated wars (`onrecord.simulate`) under names of its own, moved to a
place of its own; every four years it is another of them. What repeats is the shape: ids, days,
points, parties and places differ. Wars are cut off where the number of rows is reached.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.records import ucdp_release
from onrecord.records.schema import Coverage, RecordInfo
from onrecord.simulate import draw, typical
from onrecord.simulate.wars import PLANTED

LANDS, ERAS = 125, 9
"""Lands of a full release (fewer where each would have but few rows), and spans of four years in
1989 to 2024."""
FIRST = dt.date(1989, 1, 1)
ERA = 1461
DRAWN = 4
"""Different wars; each land has all of them, one after another."""
_TEXTS = ("place", "adm1", "adm2", "country", "dyad")


@cache
def war(rows: int, seed: int) -> pa.Table:
    """A simulated war of at least `rows` rows as GED has them, in the order of its days."""
    wanted = rows * 2.4
    while True:
        table = draw(typical(int(wanted), PLANTED), seed).events("ged").table
        if table.num_rows >= rows:
            return table.combine_chunks()
        wanted *= 1.3


def centre(land: int) -> tuple[float, float]:
    """Where a land lies: the middle of its war, degrees north and east."""
    return -50.0 + 8.0 * (land % 13), -170.0 + 17.0 * (land // 13 * 2 + land % 2)


def _renamed(column: Any, land: int) -> pa.Array:
    """The texts of a column with the land's number behind them."""
    coded = pc.dictionary_encode(column.combine_chunks())
    names = pa.array([f"{name} {land}" for name in coded.dictionary.to_pylist()], pa.string())
    return names.take(coded.indices)


def _renamed_sides(column: Any, land: int) -> pa.ListArray:
    column = column.combine_chunks()
    coded = pc.dictionary_encode(column.flatten())
    names = [n if n == "Civilians" else f"{n} {land}" for n in coded.dictionary.to_pylist()]
    return pa.ListArray.from_arrays(column.offsets, pa.array(names).take(coded.indices))


def part(land: int, era: int, rows: int, first_id: int) -> pa.Table:
    """One land in one span of four years."""
    table = war(rows, (land + era) % DRAWN).slice(0, rows)
    table = pa.Table.from_batches(table.combine_chunks().to_batches())
    shift = (FIRST - dt.date(2016, 1, 1)).days + ERA * era
    lat, lon = centre(land)
    columns: dict[str, Any] = {name: table[name] for name in table.schema.names}
    columns["id"] = pa.array(np.arange(first_id, first_id + rows)).cast(pa.string())
    for name in ("start", "end"):
        days = table[name].cast(pa.int32()).to_numpy() + shift
        columns[name] = pa.array(days, pa.int32()).cast(pa.date32())
    columns["lat"] = pa.array(table["lat"].to_numpy() + lat)
    columns["lon"] = pa.array(table["lon"].to_numpy() + 125.0 + lon)
    columns |= {name: _renamed(table[name], land) for name in _TEXTS}
    columns |= {name: _renamed_sides(table[name], land) for name in ("side_a", "side_b")}
    for name in ("side_a_id", "side_b_id"):
        columns[name] = pc.add(table[name], land * 10_000)
    return pa.table(columns, schema=table.schema)


def lands_of(rows: int) -> int:
    """How many lands a record of so many rows has."""
    return max(8, min(LANDS, rows // 3_000))


def tables(rows: int) -> Iterator[pa.Table]:
    """The record in one table for each span of four years, `rows` rows in all."""
    number = lands_of(rows)
    share, more = divmod(rows, number * ERAS)
    first_id = 1
    for era in range(ERAS):
        lands = []
        for land in range(number):
            size = share + (era * number + land < more)
            lands.append(part(land, era, size, first_id))
            first_id += size
        yield pa.concat_tables(lands).combine_chunks()


def about(rows: int) -> RecordInfo:
    """What the record says of itself."""
    last = FIRST + dt.timedelta(days=ERA * ERAS - 1)
    lands = tuple(f"Vandorra {land}" for land in range(lands_of(rows)))
    coverage = Coverage(FIRST, last, lands, ucdp_release.SEES, ucdp_release.CANNOT_SEE)
    info = draw(typical(300), 1).record("ged").info
    return replace(info, name="world", version=str(rows), sha256=f"simulated-{rows}",
                   rows=rows, coverage=coverage)  # fmt: skip


def towns(rows: int, land: int = 7) -> list[str]:
    """The three places that a land's war of 2013 to 2016 names most often."""
    known = part(land, 6, rows // (lands_of(rows) * ERAS), 1)
    known = known.filter(pc.less_equal(known["where_prec"], 2))
    names = known["place"].to_pylist()
    return sorted(set(names), key=lambda name: (-names.count(name), name))[:3]


def claims(towns: Sequence[str], land: int = 7) -> list[dict[str, Any]]:
    """Ten claims about one land in 2015, of the kinds that ask for days and a place."""
    government, selkar = f"Government of Vandorra {land}", f"Selkar Front {land}"
    ombrin, drevan = f"Ombrin League {land}", f"Drevan Covenant {land}"
    march, year = "2015-03-01/2015-03-31", "2015"
    fight = {"between": [government, selkar]}
    return [
        {"type": "occurred", "events": fight, "where": towns[0], "when": march},
        {"type": "occurred", "events": {"involving": ombrin}, "where": towns[1], "when": year},
        {"type": "none", "where": towns[0], "when": march},
        {"type": "none", "events": fight, "where": towns[2], "when": "2015-06-01/2015-06-14"},
        {"type": "only", "events": fight | {"kind": "battle"},
         "where": {"near": towns[1], "within": "40 km"}, "when": march},
        {"type": "count", "events": fight, "number": {"low": 3}, "where": towns[2], "when": year},
        {"type": "count", "events": {"by": drevan, "against": "Civilians"},
         "number": {"low": 1}, "where": f"Vandorra {land}", "when": year},
        {"type": "toll", "killed": {"of": "Civilians", "low": 20},
         "where": f"Vandorra {land}", "when": year},
        {"type": "toll", "killed": {"low": 5}, "where": towns[0], "when": year},
        {"type": "occurred", "events": {"by": government, "kind": "shelling"},
         "where": {"near": towns[2], "within": "20 km"}, "when": march},
    ]  # fmt: skip
