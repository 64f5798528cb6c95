"""Makes `data/ground.json.gz`: Natural Earth's countries, thinned, from npm's world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m onrecord.present.ground_make package/countries-10m.json

Natural Earth is in the public domain. world-atlas holds its 1:10m countries (version 4.1.0) as
TopoJSON, in which two neighbours share the line between them; thinning each line once keeps
borders from coming apart. Nothing of this runs when a page is made.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from onrecord.present.geometry import rounded_steps
from onrecord.present.ground import FILE, STEP

SOURCE = "Natural Earth 4.1.0, 1:10m countries, public domain (naturalearthdata.com)"
THROUGH = "npm package world-atlas 2.0.2"
TOLERANCE = 0.011
"""Degrees by which a thinned line may stray, about a kilometre."""


def lines_of(topology: dict[str, Any]) -> list[NDArray[np.float64]]:
    """TopoJSON's arcs as longitudes and latitudes, each of shape (n, 2): deltas are summed up."""
    transform = topology.get("transform")
    lines = []
    for arc in topology["arcs"]:
        points = np.asarray(arc, dtype=np.float64)[:, :2]
        if transform:
            points = np.cumsum(points, axis=0) * transform["scale"] + transform["translate"]
        lines.append(points)
    return lines


def thinned(line: NDArray[np.float64], tolerance: float = TOLERANCE) -> NDArray[np.float64]:
    """The line with the points left out that lie within `tolerance` of it; its ends stay."""
    simple = shapely.simplify(shapely.LineString(line), tolerance, preserve_topology=False)
    return np.asarray(shapely.get_coordinates(simple), dtype=np.float64)


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs = geometry.get("arcs") or []
    return [arcs] if geometry["type"] == "Polygon" else list(arcs)


def ground(topology: dict[str, Any]) -> dict[str, Any]:
    """The contents of the file: lines as whole steps of `STEP` degrees, and the countries.

    A country is a list of polygons, a polygon a list of rings (its outline, then its holes), a ring
    a list of line numbers; a negative one, `-1 - n`, is line n walked backwards. Islands too small
    to be seen at the tolerance are left out.
    """
    lines = [thinned(line) for line in lines_of(topology)]
    countries = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = [
            [ring for ring in polygon if _wide(ring, lines)] for polygon in _polygons(country)
        ]
        kept = [
            p
            for p, whole in zip(polygons, _polygons(country), strict=True)
            if p and p[0] == whole[0]
        ]
        if kept:
            countries.append({"name": country["properties"]["name"], "polygons": kept})
    every = (n for c in countries for p in c["polygons"] for ring in p for n in ring)
    used = sorted({n if n >= 0 else -1 - n for n in every})
    place = {n: at for at, n in enumerate(used)}
    for country in countries:
        country["polygons"] = [
            [[place[n] if n >= 0 else -1 - place[-1 - n] for n in ring] for ring in polygon]
            for polygon in country["polygons"]
        ]
    return {
        "source": SOURCE,
        "through": THROUGH,
        "lines": [rounded_steps(lines[n], STEP) for n in used],
        "countries": sorted(countries, key=lambda c: str(c["name"])),
    }


def _wide(ring: Sequence[int], lines: Sequence[NDArray[np.float64]]) -> bool:
    points = np.concatenate([lines[n if n >= 0 else -1 - n] for n in ring])
    return len(points) >= 4 and bool((np.ptp(points, axis=0) > 3 * TOLERANCE).any())


def main() -> None:
    """Write the file from the TopoJSON named on the command line."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(ground(topology), separators=(",", ":"), ensure_ascii=False)
    target = Path(__file__).parent / FILE
    target.parent.mkdir(exist_ok=True)
    # No time in the header: the same input makes the same bytes.
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stderr.write(f"{target}: {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
