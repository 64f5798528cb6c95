"""events.parquet: GeoParquet 1.1, written by pyarrow alone (https://geoparquet.org)."""

from __future__ import annotations

import io
import json
import struct
from typing import Any

from onrecord.present.exports.event_table import EventTable

VERSION = "1.1.0"


def geoparquet(events: EventTable) -> bytes:
    """The table with its points as WKB, their box by column, and the metadata that says so.

    No coordinate system is named: the format's own default is longitude and latitude on WGS 84
    (OGC:CRS84). An event without a point has a null geometry.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    shapes = [point_wkb(*point) if point else None for point in events.points]
    boxes = [
        {"xmin": p[0], "ymin": p[1], "xmax": p[0], "ymax": p[1]} if p else None
        for p in events.points
    ]
    corner = pa.struct([(name, pa.float64()) for name in ("xmin", "ymin", "xmax", "ymax")])
    table = events.arrow(lists=True)
    table = table.append_column("bbox", pa.array(boxes, type=corner))
    table = table.append_column("geometry", pa.array(shapes, type=pa.binary()))
    table = table.replace_schema_metadata({"geo": json.dumps(_geo(events), sort_keys=True)})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _geo(events: EventTable) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {name: ["bbox", name] for name in ("xmin", "ymin", "xmax", "ymax")}},
    }
    points = [point for point in events.points if point]
    if points:
        lons, lats = zip(*points, strict=True)
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": VERSION, "primary_column": "geometry", "columns": {"geometry": column}}


def point_wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary (OGC 06-103r4): byte order, type 1, x, y."""
    return struct.pack("<BIdd", 1, 1, lon, lat)
