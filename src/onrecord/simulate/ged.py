"""Rows as a file in the format of UCDP GED: 49 columns, in the order they have since 20.1."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence

import numpy as np

from onrecord.simulate.headlines import Line
from onrecord.simulate.island import (
    CENTRE_LAT,
    CENTRE_LON,
    COUNTRY,
    COUNTRY_CODE,
    COUNTRY_ID,
    DYADS,
    REGION,
    SETTLEMENTS,
    Settlement,
)
from onrecord.simulate.reporting import Rows

COLUMNS: tuple[str, ...] = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
FIRST_ID = 700_001


def ged_csv(
    rows: Rows, lines: Sequence[Sequence[Line]], first: dt.date, rng: np.random.Generator
) -> str:
    """The text of the file; `lines` holds the source lines of each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    # Ids have gaps, as where events were struck out again, and some dyads' years are not active.
    ids = FIRST_ID + np.cumsum(rng.integers(1, 4, len(rows)))
    active = rng.random(len(rows)) >= 0.02
    for row in range(len(rows)):
        writer.writerow(_row(rows, row, lines[row], first, int(ids[row]), bool(active[row])))
    return out.getvalue()


def _row(
    rows: Rows, row: int, lines: Sequence[Line], first: dt.date, number: int, active: bool
) -> list[object]:
    dyad = DYADS[int(rows.dyad[row])]
    a, b = dyad.side_a, dyad.side_b
    start = first + dt.timedelta(days=int(rows.start[row]))
    end = first + dt.timedelta(days=int(rows.end[row]))
    name, description, adm_1, adm_2, lat, lon = _where(rows, row)
    quoted = ";".join(f'"{line.office},{line.on.isoformat()},{line.text}"' for line in lines)
    return [
        number, f"{COUNTRY_CODE}-{start.year}-{dyad.violence}-{dyad.id}-{number - FIRST_ID}",
        start.year, int(active), "Clear", dyad.violence, dyad.conflict_id, dyad.conflict_id,
        dyad.conflict, dyad.id, dyad.id, dyad.name, a.id, a.id, a.name, b.id, b.id, b.name,
        len(lines), quoted, ";".join(line.office for line in lines),
        ";".join(line.on.isoformat() for line in lines), ";".join(line.text for line in lines),
        lines[0].office, int(rows.where_prec[row]), name, description, adm_1, adm_2, lat, lon,
        f"POINT ({lon} {lat})", priogrid(lat, lon), COUNTRY, COUNTRY_ID, REGION,
        int(rows.clarity[row]), int(rows.date_prec[row]), start.isoformat(), end.isoformat(),
        int(rows.a[row]), int(rows.b[row]), int(rows.civilians[row]), int(rows.unknown[row]),
        int(rows.best[row]), int(rows.high[row]), int(rows.low[row]), "", "",
    ]  # fmt: skip


def priogrid(lat: float, lon: float) -> int:
    """The number of the half-degree cell, counted from the south-west (PRIO-GRID)."""
    return int((lat + 90.0) // 0.5) * 720 + int((lon + 180.0) // 0.5) + 1


def _where(rows: Rows, row: int) -> tuple[str, str, str, str, float, float]:
    """Name, description, units and point: the coarser the code, the less they tell."""
    place = SETTLEMENTS[int(rows.place[row])]
    named = f"{place.name} {place.kind}"
    match int(rows.where_prec[row]):
        case 1:
            return named, named, place.province, place.district, place.lat, place.lon
        case 2:
            near = f"near {place.name}"
            return named, near, place.province, place.district, place.lat, place.lon
        case 3:
            centre = _centre([p for p in SETTLEMENTS if p.district == place.district])
            return place.district, place.district, place.province, place.district, *centre
        case 4:
            centre = _centre([p for p in SETTLEMENTS if p.province == place.province])
            return place.province, place.province, place.province, "", *centre
        case 5:
            centre = _centre([p for p in SETTLEMENTS if p.province == place.province])
            part = "Northern" if place.lat >= centre[0] else "Southern"
            name = f"{part} {place.province}"
            shift = 0.1 if part == "Northern" else -0.1
            return name, name, place.province, "", round(centre[0] + shift, 5), centre[1]
        case _:
            return COUNTRY, COUNTRY, "", "", CENTRE_LAT, CENTRE_LON


def _centre(places: Sequence[Settlement]) -> tuple[float, float]:
    lat = sum(p.lat for p in places) / len(places)
    lon = sum(p.lon for p in places) / len(places)
    return round(lat, 5), round(lon, 5)
