"""events.gpkg: a GeoPackage, which QGIS and other geographic programs open."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from onrecord.errors import MissingExtraError
from onrecord.present.exports.event_table import EventTable
from onrecord.present.exports.geoparquet import point_wkb

_NO_CLOCK = {"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"}
"""A GeoPackage says when it was last changed; the same findings must give the same file."""


def geopackage(events: EventTable) -> bytes:
    """One layer, `events`, of points in longitude and latitude (EPSG:4326).

    An event without a point has no geometry. Raises MissingExtraError where pyogrio is not there.
    """
    try:
        import pyogrio
    except ImportError:
        raise MissingExtraError("geo", "A GeoPackage") from None
    import pyarrow as pa

    table = events.arrow(lists=False)
    shapes = [point_wkb(*point) if point else None for point in events.points]
    # Without this metadata a column of bytes is a column of bytes.
    geometry = pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    table = table.append_column(geometry, pa.array(shapes, type=pa.binary()))
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "events.gpkg"
        before = {name: pyogrio.get_gdal_config_option(name) for name in _NO_CLOCK}
        pyogrio.set_gdal_config_options(_NO_CLOCK)
        try:
            _write(table, path)
        finally:
            pyogrio.set_gdal_config_options(before)
        return path.read_bytes()


def _write(table: Any, path: Path) -> None:
    import pyogrio

    pyogrio.write_arrow(
        table,
        path,
        layer="events",
        driver="GPKG",
        geometry_name="geometry",
        geometry_type="Point",
        crs="EPSG:4326",
    )
