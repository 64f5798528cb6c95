"""Files of places for tests: made-up villages and boxes for units, in GeoNames' and GeoJSON form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]


def feature(name: str, box: Box, **properties: Any) -> dict[str, Any]:
    """A unit as GeoBoundaries writes it: a box of west, south, east, north."""
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    told = {"shapeName": name, "shapeGroup": "SYR", "shapeType": "ADM1"} | properties
    return {
        "type": "Feature",
        "properties": told,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def units(path: Path, *features: dict[str, Any], **extra: Any) -> Path:
    held = {"type": "FeatureCollection", "features": list(features)} | extra
    path.write_text(json.dumps(held), encoding="utf-8")
    return path


def village(
    number: int, name: str, lat: float, lon: float, code: str = "PPL", kind: str = "P"
) -> str:
    cells = [str(number), name, name, "", str(lat), str(lon), kind, code, "SY", "", "30"]
    return "\t".join([*cells, "", "", "", "100", "", "", "Asia/Damascus", "2020-01-01"])


def country(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
