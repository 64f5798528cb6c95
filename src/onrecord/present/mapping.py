"""What the map of one finding shows: extent, outlines, names, and the events that have a point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.assess.finding import Finding, OtherPlace, TestedPlace
from onrecord.present import geometry, wording
from onrecord.present import ground as grounds
from onrecord.present.charts import RATIO, WIDTH
from onrecord.present.geometry import Extent, Label
from onrecord.present.map_views import At, On, map_view
from onrecord.present.table import ROLES, Row
from onrecord.present.words import Words

MOST_EVENTS = 5000
"""Above this, the events of one claim are summed, on its map and in its table."""
_MOST_POINTS = 300
"""Points of an outline; a border drawn finer than this only makes the page heavy."""
_COARSE = 6
"""Rows coded to a country or coarser have a point that says nothing; they do not set the extent."""

_LARGEST = 60
"""Deaths from which on a mark grows no larger; cells of a grid grow up to the deadliest of them."""
_WITHHELD_KM = 25.0
"""Cells of this width keep the points of rows that may not be passed on to themselves."""


@dataclass(frozen=True)
class Drawn:
    """The map of one finding.

    `views` holds the extents a reader can choose from, `all` first; each has `params`, `bar`,
    `names`, `countries` and `land`, the rings of its ground (None on invented ground). `events` is
    what is drawn; `past_date_line` says how longitudes were turned.
    """

    views: dict[str, dict[str, Any]]
    rings: list[dict[str, Any]]
    anchors: list[dict[str, Any]]
    events: list[dict[str, Any]]
    past_date_line: bool
    cells: float | None
    """Width in km of the cells that events were summed into; None where each has its point."""
    outside: int
    label: str
    boxed: bool
    """Whether a place stands there by the box around it, not by its border."""

    def datasets(self, view: str = "all") -> dict[str, Any]:
        """The data of one view at the width of a printed map, with the names that fit there."""
        chosen = self.views[view]
        ends = chosen["params"]
        shown = Extent(ends["x0"], ends["x1"], ends["y0"], ends["y1"])
        names, *taken = (
            [Label(d["text"], d["x"], d["y"]) for d in group]
            for group in (chosen["names"], self.anchors, chosen["bar"])
        )
        fitting = geometry.names_that_fit(
            names, shown, [t for group in taken for t in group], WIDTH
        )
        spots = {(d["text"], d["x"], d["y"]): d for d in chosen["names"]}
        return {
            "land": land_points(chosen["land"] or ()),
            "sea": sea(ends) if chosen["land"] is not None else [],
            "rings": self.rings,
            "anchors": self.anchors,
            "events": self.events,
            "names": [spots[(n.text, n.x, n.y)] for n in fitting],
            "countries": chosen["countries"],
            "bar": chosen["bar"],
        }


def sea(ends: dict[str, Any]) -> list[dict[str, float]]:
    """The whole of a map's extent, on which its land is drawn."""
    return [{"x": ends["x0"], "x2": ends["x1"], "y": ends["y0"], "y2": ends["y1"]}]


def land_points(rings: Sequence[Sequence[Sequence[float]]]) -> list[dict[str, float]]:
    """The rings of a ground point by point, as a chart takes them."""
    return [
        {"x": x, "y": y, "ring": n, "i": i}
        for n, ring in enumerate(rings)
        for i, (x, y) in enumerate(ring)
    ]


def _thinned(ring: Sequence[geometry.Point]) -> list[geometry.Point]:
    step = -(-len(ring) // _MOST_POINTS)
    kept = list(ring[:: max(1, step)])
    return kept if kept[-1] == ring[-1] else [*kept, ring[-1]]


def _outline(place: TestedPlace, invented: bool) -> tuple[list[list[geometry.Point]], bool]:
    """The rings of a place, and whether they are no more than the box around it."""
    if place.shape == "country" and not place.geojson and not invented:
        border = grounds.country_outline(place.label)
        if border:
            return list(border), False
    rings = geometry.outline(place)
    return rings, bool(rings) and not place.geojson and place.shape in ("unit", "part", "country")


def _place_points(place: TestedPlace, invented: bool) -> list[geometry.Point]:
    rings, _ = _outline(place, invented)
    if rings:
        return [p for ring in rings for p in ring]
    if place.lat is not None and place.lon is not None:
        return [(place.lon, place.lat)]
    return []


def draw_map(
    words: Words,
    finding: Finding,
    rows: Iterable[Row],
    *,
    withheld: bool = False,
    most: int = MOST_EVENTS,
    invented: bool = False,
    outline: int = grounds.MOST_POINTS,
) -> Drawn | None:
    """The map of a finding; None where neither it nor its place has a point.

    Where more than `most` points differ, or there are more than `MOST_EVENTS` events, events are
    summed by cell of a grid. If `withheld`, they always are, in cells of 25 km and more, and no
    place is named after them. Coasts and borders have about `outline` points; on `invented` ground,
    that of a simulated conflict, there are none, and no town either.
    """
    placed = [r for r in rows if r.placed and r.role != "unplaced"]
    ground = [p for place in finding.places for p in _place_points(place, invented)]
    every = ground + _firm_points(placed, alone=not ground)
    if not every:
        return None
    across = geometry.crosses_date_line([p[0] for p in every])

    def at(lon: float, lat: float) -> tuple[float, float]:
        return geometry.turned(lon, across), geometry.mercator(lat)

    others = _near_homonyms(finding, [at(*p) for p in every], at)
    whole = _extent([at(*p) for p in every] + [at(o.lon, o.lat) for o in others])
    anchors = _anchors(finding, others, at)
    named = [] if withheld else placed
    on = On(invented, outline)
    views = {"all": map_view(words, whole, named, at, anchors, on)}
    if ground:
        close = _extent([at(*p) for p in ground])
        if close.width < 0.62 * whole.width:
            views["place"] = map_view(words, close, named, at, anchors, on)
    events = [_datum(words, r, *at(r.lon or 0.0, r.lat or 0.0)) for r in placed]
    points = {(e["x"], e["y"], e["role"]) for e in events}
    cells, largest = None, _LARGEST
    if withheld or len(events) > MOST_EVENTS or len(points) > most:
        events, cells = _in_cells(words, events, whole, _WITHHELD_KM if withheld else 0.0)
        largest = max(e["dead"] for e in events) if events else _LARGEST
    for view in views.values():
        view["params"]["top"] = max(_LARGEST, largest)
    return Drawn(
        views=views,
        rings=_rings(finding, at, invented),
        boxed=any(_outline(place, invented)[1] for place in finding.places),
        anchors=anchors,
        events=events,
        past_date_line=across,
        cells=cells,
        outside=sum(not whole.holds(*at(r.lon or 0.0, r.lat or 0.0)) for r in placed),
        label=_label(words, finding, placed),
    )


def _firm_points(placed: Sequence[Row], *, alone: bool) -> list[geometry.Point]:
    """Points that may set the extent; coarse ones only where nothing else would (`alone`)."""
    firm = [r for r in placed if r.where_prec < _COARSE]
    return [(r.lon or 0.0, r.lat or 0.0) for r in firm or (placed if alone else ())]


def _extent(points: Sequence[tuple[float, float]]) -> Extent:
    found = geometry.extent(points, RATIO)
    assert found is not None  # noqa: S101  (the caller has a point)
    return found


def _near_homonyms(
    finding: Finding, points: Sequence[tuple[float, float]], at: At
) -> list[OtherPlace]:
    """Other places of the name that can be shown without making the map too small to read."""
    shown = _extent(points)
    x, y, reach = (shown.x0 + shown.x1) / 2, (shown.y0 + shown.y1) / 2, 1.2 * shown.width
    others = [(o, at(o.lon, o.lat)) for p in finding.places for o in p.others]
    return [o for o, (ox, oy) in others if abs(ox - x) < reach and abs(oy - y) < reach]


def _anchors(finding: Finding, others: Iterable[OtherPlace], at: At) -> list[dict[str, Any]]:
    """The tested places and their homonyms, each a named point."""
    places = [
        (p.label, p.lon, p.lat) for p in finding.places if p.lat is not None and p.lon is not None
    ]
    named = [*places, *((o.label, o.lon, o.lat) for o in others)]
    found = [(text, at(lon, lat)) for text, lon, lat in named]
    return [{"x": round(x, 5), "y": round(y, 5), "text": text} for text, (x, y) in found]


def _rings(finding: Finding, at: At, invented: bool) -> list[dict[str, Any]]:
    """The outlines of the tested places, point by point."""
    return [
        {"x": round(x, 5), "y": round(y, 5), "ring": f"{n}.{m}", "i": i}
        for n, place in enumerate(finding.places)
        for m, ring in enumerate(_outline(place, invented)[0])
        for i, (x, y) in enumerate(at(*p) for p in _thinned(ring))
    ]


def _datum(words: Words, row: Row, x: float, y: float) -> dict[str, Any]:
    precision = wording.place_precision(words, row.where_prec, row.adm1, row.adm2, row.country)
    place = f"{row.place or words('place.no_name')} ({precision})"
    return {
        "x": round(x, 5),
        "y": round(y, 5),
        "role": row.role,
        "as": words(f"roles.{row.role}.label"),
        "place": place,
        "n": 1,
        "dead": row.best or 0,
    }


def _in_cells(
    words: Words, events: Sequence[dict[str, Any]], shown: Extent, least_km: float
) -> tuple[list[dict[str, Any]], float]:
    """Events summed into square cells, about 26 across the map; returns them and their km."""
    size = max(shown.width / 26, least_km / shown.km_per_x)
    sums: dict[tuple[int, int, str], dict[str, Any]] = {}
    for event in events:
        column, line = int((event["x"] - shown.x0) // size), int((event["y"] - shown.y0) // size)
        cell = sums.setdefault(
            (column, line, event["role"]),
            {
                "x": round(shown.x0 + (column + 0.5) * size, 5),
                "y": round(shown.y0 + (line + 0.5) * size, 5),
                "role": event["role"],
                "as": event["as"],
                "place": words("map.km", n=wording.number(round(size * shown.km_per_x, 1))),
                "n": 0,
                "dead": 0,
            },
        )
        cell["n"] += event["n"]
        cell["dead"] += event["dead"]
    return list(sums.values()), round(size * shown.km_per_x, 1)


def _label(words: Words, finding: Finding, rows: Sequence[Row]) -> str:
    numbers = Counter(r.role for r in rows)
    roles = ", ".join(
        f"{numbers[role]:,} {words(f'roles.{role}.label')}" for role in ROLES if numbers[role]
    )
    place = ", ".join(p.label for p in finding.places) or words("map.somewhere")
    return words(
        "map.label",
        events=words.count("count.event", len(rows)),
        place=place,
        roles=roles or words("numbers.none"),
    )
