"""A small map on which places of one name are told apart: numbered, with the record's places."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from onrecord.places import Place
from onrecord.selection import Resolver
from onrecord.workbench.suggestions import PlaceOffer

WIDTH, HEIGHT = 460, 320

_At = Callable[[float, float], tuple[float, float]]
"""From latitude and longitude to the drawing's x and y."""
_MOST_DOTS = 1500
_LEAST_DEGREES = 0.6


def place_map(offers: Sequence[PlaceOffer], resolver: Resolver) -> str:
    """SVG: numbered marks for the offers among the places that the record names around them."""
    marks = [o for o in offers if o.kind]
    if not marks:
        return ""
    # The homonyms set the frame; a namesake on another continent would shrink it to nothing.
    lats, lons = [o.lat for o in marks], [o.lon for o in marks]
    near = [o for o in marks if abs(o.lat - lats[0]) < 12 and abs(o.lon - lons[0]) < 15]
    lats, lons = [o.lat for o in near], [o.lon for o in near]
    middle = math.cos(math.radians((min(lats) + max(lats)) / 2))
    span_x = max((max(lons) - min(lons)) * middle, _LEAST_DEGREES) * 1.5
    span_y = max(max(lats) - min(lats), _LEAST_DEGREES) * 1.5
    scale = min(WIDTH / span_x, HEIGHT / span_y)
    lon0, lat0 = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2

    def at(lat: float, lon: float) -> tuple[float, float]:
        return (
            round(WIDTH / 2 + (lon - lon0) * middle * scale, 1),
            round(HEIGHT / 2 - (lat - lat0) * scale, 1),
        )

    body = [_grid(lat0, lon0, scale, middle)]
    dots, names = _context(resolver.gazetteer.places, at)
    body += dots + names
    for number, offer in enumerate(marks, 1):
        x, y = at(offer.lat, offer.lon)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            body.append(
                Markup(
                    '<g class="offer" data-offer="{n}"><circle cx="{x}" cy="{y}" r="11"/>'
                    '<text x="{x}" y="{ty}">{label}</text></g>'
                ).format(n=number - 1, x=x, y=y, ty=y + 4, label=number)
            )
    km = _round_km(WIDTH / 4 / scale * 111.2)
    length = km / 111.2 * scale
    body.append(
        Markup(
            '<path class="bar" d="M12,{y}h{w}"/><text class="bar" x="12" y="{t}">{km} km</text>'
        ).format(y=HEIGHT - 12, w=round(length, 1), t=HEIGHT - 18, km=f"{km:g}")
    )
    return str(
        Markup('<svg class="places" viewBox="0 0 {w} {h}" aria-hidden="true">{b}</svg>').format(
            w=WIDTH, h=HEIGHT, b=Markup("").join(body)
        )
    )


def _context(places: Sequence[Place], at: _At) -> tuple[list[Markup], list[Markup]]:
    """The record's settlements as dots, and the names of the most recorded that fit."""
    dots: list[Markup] = []
    names: list[Markup] = []
    boxes: list[tuple[float, float]] = []
    settlements = sorted((p for p in places if p.kind == "settlement"), key=lambda p: -p.events)
    for place in settlements:
        x, y = at(place.lat, place.lon)
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            continue
        dots.append(Markup('<circle class="dot" cx="{}" cy="{}" r="1.5"/>').format(x, y))
        clear = all(abs(x - bx) > 70 or abs(y - by) > 16 for bx, by in boxes)
        if len(names) < 9 and clear and x < WIDTH - 70 and y > 14:
            boxes.append((x, y))
            names.append(Markup('<text class="name" x="{}" y="{}">{}</text>').format(
                x + 4, y - 4, place.name[:24]
            ))  # fmt: skip
        if len(dots) >= _MOST_DOTS:
            break
    return dots, names


def _grid(lat0: float, lon0: float, scale: float, middle: float) -> Markup:
    step = next((s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10) if s * scale > 60), 20)
    lines = []
    for i in range(-8, 9):
        x = WIDTH / 2 + (math.floor(lon0 / step) * step + i * step - lon0) * middle * scale
        y = HEIGHT / 2 - (math.floor(lat0 / step) * step + i * step - lat0) * scale
        if 0 < x < WIDTH:
            lines.append(f"M{x:.1f},0V{HEIGHT}")
        if 0 < y < HEIGHT:
            lines.append(f"M0,{y:.1f}H{WIDTH}")
    return Markup('<path class="grid" d="{}"/>').format("".join(lines))


def _round_km(km: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(max(km, 0.1)))
    return next((n * power for n in (5, 2, 1) if n * power <= km), power)
