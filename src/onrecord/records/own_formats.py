"""Parquet, Excel, GeoJSON and GeoPackage as columns of text."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import MissingExtraError, RecordError
from onrecord.records.mapping import OwnMapping, nearest
from onrecord.records.own_columns import ITEM
from onrecord.records.own_source import GEOMETRY, OwnSource, as_text, checksum
from onrecord.records.zipped import FREE_BYTES, MOST_BYTES, MOST_RATIO

_DEGREES = ("EPSG:4326", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326")


def of_parquet(path: Path, _: OwnMapping) -> OwnSource:
    """A Parquet file; its rows are numbered from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise RecordError(
            f"is no readable Parquet file: {str(error).splitlines()[0][:200]}", where=str(path)
        ) from error
    keep = [
        i
        for i, field in enumerate(table.schema)
        if not (pa.types.is_struct(field.type) or pa.types.is_binary(field.type)
                or pa.types.is_map(field.type) or pa.types.is_large_binary(field.type))
    ]  # fmt: skip
    text = as_text(table.select(keep))
    return OwnSource(text, range(1, text.num_rows + 1), checksum(path), str(path))


def of_excel(path: Path, mapping: OwnMapping) -> OwnSource:
    """A sheet of an .xlsx workbook: the first, or the one that the mapping names.

    The first row that has a text names the columns. A formula stays the text that it is.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise MissingExtraError("excel", "reading an Excel workbook") from error
    _refuse_bomb(path)
    try:
        book = load_workbook(path, read_only=True, data_only=False)
        try:
            names = [sheet.title for sheet in book.worksheets]
            if mapping.sheet is not None and mapping.sheet not in names:
                raise RecordError(
                    f"has no sheet “{mapping.sheet}”",
                    where=str(path),
                    todo=nearest(mapping.sheet, names),
                )
            if not names:
                raise RecordError("has no sheet with cells", where=str(path))
            sheet = book[mapping.sheet or names[0]]
            sheet.reset_dimensions()  # a workbook may say that it is larger than it is
            rows = [
                (number, [_cell(value) for value in row])
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
            ]
        finally:
            book.close()
    except RecordError:
        raise
    except (InvalidFileException, zipfile.BadZipFile) as error:
        raise _no_workbook(path, error) from error
    except Exception as error:  # openpyxl's own readers raise whatever a broken part leads to
        raise _no_workbook(path, error) from error
    filled = [(number, row) for number, row in rows if any(row)]
    if not filled:
        raise RecordError("is empty", where=str(path))
    header = [name.strip() for name in filled[0][1]]
    while header and not header[-1]:
        header.pop()
    return _of_rows(header, filled[1:], checksum(path), str(path))


def _no_workbook(path: Path, error: Exception) -> RecordError:
    return RecordError(
        f"is no readable Excel workbook: {type(error).__name__} {str(error)[:150]}",
        where=str(path),
        todo="Open it in a spreadsheet and save it as .xlsx again.",
    )


def _refuse_bomb(path: Path) -> None:
    """Refuse a workbook that would unpack to far more than a table, or holds declarations."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members)
            if size > min(MOST_BYTES, max(FREE_BYTES, MOST_RATIO * packed)):
                raise RecordError(
                    f"the workbook unpacks to {size >> 20} MiB, {MOST_RATIO} times its own size or "
                    "more: this is no table",
                    where=str(path),
                )
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        head = part.read(4096)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise RecordError(
                            "the workbook holds declarations of entities, as no workbook does",
                            where=str(path),
                        )
    except RecordError:
        raise
    except Exception as error:  # whatever a broken archive leads to
        raise _no_workbook(path, error) from error


def _cell(value: Any) -> str:
    """A cell as text: a day without its midnight, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        plain = value.replace(tzinfo=None, microsecond=0)
        return plain.date().isoformat() if plain.time() == dt.time() else plain.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _of_rows(
    header: list[str], rows: Iterable[tuple[int, list[str]]], sha256: str, where: str
) -> OwnSource:
    import pyarrow as pa

    width = len(header)
    whole = [(number, (row + [""] * width)[:width]) for number, row in rows]
    columns = [pa.array([row[i] for _, row in whole], pa.string()) for i in range(width)]
    table = pa.Table.from_arrays(columns, names=header)
    return OwnSource(table, [number for number, _ in whole], sha256, where)


def of_geojson(path: Path, _: OwnMapping) -> OwnSource:
    """A FeatureCollection of points (RFC 7946); features are numbered from 1."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(f"is no readable GeoJSON: {str(error)[:150]}", where=str(path)) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise RecordError(
            "is JSON, but no FeatureCollection of GeoJSON",
            where=str(path),
            todo="Save it as GeoJSON, or as CSV.",
        )
    crs = content.get("crs")
    named = crs.get("properties", {}) if isinstance(crs, dict) else {}
    _check_degrees(named.get("name") if isinstance(named, dict) else None, path)
    parts = [feature if isinstance(feature, dict) else {} for feature in features]
    rows = [p if isinstance(p := part.get("properties"), dict) else {} for part in parts]
    header = list(dict.fromkeys(str(key) for row in rows for key in row))
    cells = []
    for number, (part, row) in enumerate(zip(parts, rows, strict=True), 1):
        values = [_json_cell(row.get(name)) for name in header]
        cells.append((number, [*values, *_point(part.get("geometry"))]))
    return _of_rows([*header, *GEOMETRY], cells, checksum(path), str(path))


def _json_cell(value: Any) -> str:
    if isinstance(value, list):
        return ITEM.join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _cell(value)


def _point(geometry: Any) -> tuple[str, str]:
    """Latitude and longitude as text; what is no point is shown as what it is, to be rejected."""
    if geometry is None:
        return "", ""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    at = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Point" and isinstance(at, list) and len(at) >= 2:
        return _cell(at[1]), _cell(at[0])
    shown = f"a {str(kind)[:30]}, not a Point"
    return shown, shown


def of_geopackage(path: Path, mapping: OwnMapping) -> OwnSource:
    """A layer of points of a GeoPackage: the only one, or the one that the mapping names."""
    try:
        import pyogrio
        from pyogrio.errors import DataLayerError, DataSourceError
    except ImportError as error:
        raise MissingExtraError("geo", "reading a GeoPackage") from error
    import pyarrow as pa
    import shapely

    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        chosen = mapping.layer
        if chosen is not None and chosen not in layers:
            raise RecordError(
                f"has no layer “{chosen}”", where=str(path), todo=nearest(chosen, layers)
            )
        if chosen is None and len(layers) != 1:
            raise RecordError(
                f"holds {len(layers)} layers ({', '.join(layers[:5])})",
                where=str(path),
                todo="Name one in the mapping: file: {layer: …}.",
            )
        meta, table = pyogrio.read_arrow(path, layer=chosen or layers[0])
        _check_degrees(meta.get("crs"), path)
        geometry = meta.get("geometry_name") or "wkb_geometry"
        at = table.schema.get_field_index(geometry)
        points = ([], []) if at < 0 else _points(table.column(at).to_pylist(), shapely)
    except RecordError:
        raise
    except (DataSourceError, DataLayerError, pa.ArrowException, OSError, ValueError,
            RuntimeError, shapely.errors.ShapelyError) as error:  # fmt: skip
        raise RecordError(
            f"is no readable GeoPackage: {str(error).splitlines()[0][:200]}", where=str(path)
        ) from error
    keep = [i for i, f in enumerate(table.schema) if i != at and not pa.types.is_binary(f.type)]
    text = as_text(table.select(keep))
    if at >= 0:
        for name, column in zip(GEOMETRY, points, strict=True):
            text = text.append_column(name, pa.array(column, pa.string()))
    return OwnSource(text, range(1, text.num_rows + 1), checksum(path), str(path))


def _points(blobs: list[bytes | None], shapely: Any) -> tuple[list[str], list[str]]:
    lats, lons = [], []
    for found in shapely.from_wkb(blobs, on_invalid="ignore"):
        kind = None if found is None else found.geom_type
        if kind == "Point" and not found.is_empty:
            lats.append(_cell(float(found.y)))
            lons.append(_cell(float(found.x)))
        else:
            shown = "" if kind is None else f"a {kind}, not a Point"
            lats.append(shown)
            lons.append(shown)
    return lats, lons


def _check_degrees(crs: Any, path: Path) -> None:
    if crs is not None and str(crs) not in _DEGREES:
        raise RecordError(
            f"its coordinates are in {str(crs)[:60]}, not in degrees (WGS 84)",
            where=str(path),
            todo="Save it in WGS 84 (EPSG:4326).",
        )


FORMATS: dict[str, Callable[[Path, OwnMapping], OwnSource]] = {
    ".parquet": of_parquet,
    ".geoparquet": of_parquet,
    ".xlsx": of_excel,
    ".xlsm": of_excel,
    ".geojson": of_geojson,
    ".json": of_geojson,
    ".gpkg": of_geopackage,
}
"""How a file is read, by its ending; any other is a CSV, or a zip that holds one."""
