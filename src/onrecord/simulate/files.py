"""A simulated record as its publisher's file: the 49 columns of UCDP GED, the 31 of ACLED."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.simulate import acled_rows, ged_rows
from onrecord.simulate.columns import chosen
from onrecord.simulate.ged import COLUMNS as GED_COLUMNS
from onrecord.simulate.happened import Form, sides_of
from onrecord.simulate.war import CIVILIANS

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.simulate.draws import Drawn

NAMES: dict[Form, str] = {"ged": "simulated-ged.csv", "acled": "simulated-acled.csv"}
COUNTRY_ID, COUNTRY_CODE = 99_002, "VDR"
REGION = "Simulated"
CONFLICT = 990_501

ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
STATE, REBEL, CIVIL = "State forces", "Rebel group", "Civilians"


def write(drawn: Drawn, folder: Path, form: Form) -> Path:
    """Write the record into a folder, which is made if it is not there; the path of the file."""
    import pyarrow as pa
    from pyarrow import csv

    columns = _ged(drawn) if form == "ged" else _acled(drawn)
    table = pa.table(columns)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAMES[form]
    csv.write_csv(table, str(path), csv.WriteOptions(quoting_style="needed"))
    return path


def _text(column: Any) -> Any:
    """A column as text; nothing for what is missing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    array = column if isinstance(column, pa.Array | pa.ChunkedArray) else pa.array(column)
    return pc.coalesce(array.cast(pa.string()), pa.scalar(""))


def _same(value: str | int, n: int) -> pa.Array:
    return chosen([str(value)], np.zeros(n, dtype=np.int64))


def _joined(*parts: Any) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [pa.scalar(part) if isinstance(part, str) else _text(part) for part in parts]
    return pc.binary_join_element_wise(*texts, pa.scalar(""))


def _ged(drawn: Drawn) -> dict[str, Any]:
    import pyarrow.compute as pc

    table, n = drawn.record("ged").table, len(drawn.reported("ged"))
    one = {name: pc.list_flatten(table[name]) for name in (*_SIDES, *_LINES)}
    year = pc.year(table["start"])
    lat, lon = np.asarray(table["lat"]), np.asarray(table["lon"])
    grid = ((lat + 90.0) // 0.5).astype(int) * 720 + ((lon + 180.0) // 0.5).astype(int) + 1
    state = np.asarray(table["type_of_violence"]) == ged_rows.STATE_BASED
    text, office, date = (one[name] for name in _LINES)
    dyad_id = _numbered(table["dyad"], CONFLICT + 100)
    conflict_id = np.where(state, CONFLICT, dyad_id + 100)
    violence = table["type_of_violence"]
    given: dict[str, Any] = {
        "id": table["id"],
        "relid": _joined(COUNTRY_CODE, "-", year, "-", violence, "-", dyad_id, "-", table["id"]),
        "year": year,
        "active_year": _same(1, n),
        "code_status": _same("Clear", n),
        "conflict_dset_id": conflict_id,
        "conflict_new_id": conflict_id,
        "conflict_name": pc.if_else(
            pc.equal(violence, ged_rows.STATE_BASED),
            f"{drawn.war.land.name}: Government",
            table["dyad"],
        ),
        "dyad_dset_id": dyad_id,
        "dyad_new_id": dyad_id,
        "dyad_name": table["dyad"],
        "side_a_dset_id": table["side_a_id"],
        "side_a_new_id": table["side_a_id"],
        "side_a": one["side_a"],
        "side_b_dset_id": table["side_b_id"],
        "side_b_new_id": table["side_b_id"],
        "side_b": one["side_b"],
        "number_of_sources": _same(1, n),
        "source_article": _joined('"', office, ",", date, ",", text, '"'),
        "source_office": office,
        "source_date": date,
        "source_headline": text,
        "source_original": table["originator"],
        "where_coordinates": table["place"],
        "where_description": table["place"],
        "adm_1": table["adm1"],
        "adm_2": table["adm2"],
        "latitude": table["lat"],
        "longitude": table["lon"],
        "geom_wkt": _joined("POINT (", table["lon"], " ", table["lat"], ")"),
        "priogrid_gid": grid,
        "country_id": _same(COUNTRY_ID, n),
        "region": _same(REGION, n),
        "event_clarity": table["clarity"],
        "date_start": table["start"],
        "date_end": table["end"],
        "gwnoa": _same("", n),
        "gwnob": _same("", n),
    }
    return {name: given[name] if name in given else table[name] for name in GED_COLUMNS}


_SIDES = ("side_a", "side_b")
_LINES = ("line_texts", "line_offices", "line_dates")


def _numbered(column: Any, first: int) -> Any:
    """A number for each distinct text, in order of the alphabet."""
    _, own = np.unique(np.asarray(column.to_pylist(), dtype=object), return_inverse=True)
    return first + own.reshape(-1)


def _acled(drawn: Drawn) -> dict[str, Any]:
    import pyarrow.compute as pc

    table, index = drawn.record("acled").table, drawn.reported("acled")
    n = len(index)
    codes = acled_rows.rows(drawn.war, drawn.happened.take(index), drawn.coded.take(index))
    civilian = sides_of(drawn.war).index(CIVILIANS)
    day = np.datetime64(drawn.war.first) + codes.day
    inter = [
        np.where(codes.state[:, i], 0, np.where(side == civilian, 2, 1))
        for i, side in enumerate((codes.a, codes.b))
    ]
    inters = [chosen((STATE, REBEL, CIVIL), number) for number in inter]
    given: dict[str, Any] = {
        "event_id_cnty": table["id"],
        "event_date": day.astype("datetime64[D]"),
        "year": day.astype("datetime64[Y]").astype(int) + 1970,
        "time_precision": codes.time_precision,
        "disorder_type": pc.if_else(
            pc.equal(table["event_type"], "Strategic developments"),
            "Strategic developments",
            "Political violence",
        ),
        "actor1": pc.list_flatten(table["side_a"]),
        "inter1": inters[0],
        "actor2": pc.list_flatten(table["side_b"]),
        "inter2": inters[1],
        "interaction": _joined(inters[0], "-", inters[1]),
        "civilian_targeting": pc.if_else(table["civilians_targeted"], "Civilian targeting", ""),
        "region": _same(REGION, n),
        "admin1": table["adm1"],
        "admin2": table["adm2"],
        "location": table["place"],
        "latitude": table["lat"],
        "longitude": table["lon"],
        "geo_precision": codes.geo_precision,
        "source": pc.list_flatten(table["line_offices"]),
        "notes": pc.list_flatten(table["line_texts"]),
        "fatalities": table["best"],
    }
    empty = ("assoc_actor_1", "assoc_actor_2", "iso", "admin3", "tags")
    given |= {name: _same("", n) for name in empty}
    return {name: given[name] if name in given else table[name] for name in ACLED_COLUMNS}
