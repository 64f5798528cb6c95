"""What a map is drawn on in one of its extents: graticule, scale bar, land, and names that fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.present import geometry
from onrecord.present import ground as grounds
from onrecord.present import towns as gazetteer
from onrecord.present.geometry import Extent, Label
from onrecord.present.table import Row
from onrecord.present.words import Words

At = Callable[[float, float], tuple[float, float]]
"""From longitude and latitude to the map's own x and y."""
_MOST_NAMES = 14
"""Places that may be named; how many of them fit depends on the width of the map."""


@dataclass(frozen=True)
class On:
    """What a map is drawn on: a real coast of so many points, or invented ground."""

    invented: bool
    outline: int


def map_view(
    words: Words, shown: Extent, rows: Sequence[Row], at: At, anchors: Sequence[Any], on: On
) -> dict[str, Any]:
    """Extent, graticule, scale bar, ground and names."""
    taken = [Label(a["text"], a["x"], a["y"]) for a in anchors]
    km, length = geometry.scale_bar(shown)
    high = shown.y1 - shown.y0
    crowded = any(a.y < shown.y0 + 0.15 * high for a in taken)
    left, low = shown.x0 + shown.width * 0.03, shown.y0 + high * (0.93 if crowded else 0.04)
    bar = Label(words("map.km", n=f"{km:g}"), left, low)
    lats = geometry.ticks(geometry.latitude(shown.y0), geometry.latitude(shown.y1))
    land = grounds.Ground() if on.invented else grounds.ground(shown, most=on.outline)
    return {
        "params": {
            "x0": round(shown.x0, 5),
            "x1": round(shown.x1, 5),
            "y0": round(shown.y0, 5),
            "y1": round(shown.y1, 5),
            "xt": geometry.ticks(shown.x0, shown.x1),
            "yt": [round(geometry.mercator(lat), 6) for lat in lats],
        },
        "bar": [{"x": left, "x2": left + length, "y": low, "text": bar.text}],
        "names": _names(shown, rows, at, taken, invented=on.invented),
        "countries": _countries(land, shown),
        "land": None if on.invented else land.rings,
    }


_SAME_PLACE = 0.025
"""Share of a map's width within which a town and a place of events need only one name."""
_LEAST_LAND = 0.04
"""Countries that take up less of the map than this are not named."""


def _names(
    shown: Extent, rows: Sequence[Row], at: At, anchors: Sequence[Label], *, invented: bool
) -> list[dict[str, Any]]:
    """Towns by inhabitants and the places where most happened by turns, towns first.

    A town has a dot of its own (`town`); a place of events has its mark.
    """
    weight: Counter[tuple[str, float, float]] = Counter()
    for row in rows:
        if row.place and row.where_prec <= 2:
            weight[(row.place, row.lon or 0.0, row.lat or 0.0)] += 1 + (row.best or 0)
    places: dict[str, Label] = {}
    for (name, lon, lat), _ in weight.most_common():
        places.setdefault(name, Label(name, *at(lon, lat)))
    known = () if invented else gazetteer.towns(shown)
    orders: list[list[tuple[Label, int]]] = [
        [(Label(town.name, town.x, town.y), 1) for town in known],
        [(place, 0) for place in places.values()],
    ]
    by_turns = [
        order[n] for n in range(max(map(len, orders))) for order in orders if n < len(order)
    ]
    chosen: list[tuple[Label, int]] = []
    for label, town in by_turns:
        near = _SAME_PLACE * shown.width
        others = [*anchors, *(other for other, _ in chosen)]
        if all(
            label.text != o.text and (abs(label.x - o.x) > near or abs(label.y - o.y) > near)
            for o in others
        ):
            chosen.append((label, town))
    return [
        {"x": round(n.x, 5), "y": round(n.y, 5), "text": n.text, "town": town}
        for n, town in chosen[:_MOST_NAMES]
    ]


_NARROW = 290
"""Width in pixels of a map on a telephone, where a name must still fit."""


def _countries(land: grounds.Ground, shown: Extent) -> list[dict[str, Any]]:
    """The countries that a map shows, where it shows more than one of them.

    A name that would run out of the map is moved inwards a little, or left out.
    """
    large = [c for c in land.names if c[3] >= _LEAST_LAND]
    if len(large) < 2:
        return []
    names = []
    for name, x, y, _ in large:
        half = 3.6 * len(name) * shown.width / _NARROW
        inside = min(max(x, shown.x0 + half), shown.x1 - half)
        if abs(inside - x) < half:
            names.append({"x": round(inside, 5), "y": y, "text": name.upper()})
    return names
