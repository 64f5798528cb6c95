"""The charts as Vega-Lite specifications: one timeline, one map, one histogram for all findings.

A specification holds no data. What differs between findings (extent, ticks, outlines, bars) is
passed as datasets and parameters, so that the page carries each specification once.
"""

from __future__ import annotations

import functools
from typing import Any

WIDTH = 460
MAP_HEIGHT = 322
TIMELINE_HEIGHT = 92
REFERENCE_WIDTH, REFERENCE_HEIGHT = 300, 96
RATIO = MAP_HEIGHT / WIDTH

TOKENS = {
    "ink": "#1d1c1b",
    "soft": "#5d5a55",
    "grid": "#e6e2da",
    "paper": "#fffefe",
    "event": "#1f5a94",
    "event-light": "#c3d6ea",
    "counter": "#a3262b",
    "other": "#6f6b65",
    "place": "#8a5a01",
    "window": "#f3e6c8",
    "land": "#f6f2ea",
    "sea": "#e3ebf0",
    "border": "#a89f91",
}
"""Colours by role. The style sheet gives each its value for light, dark and print, by attribute."""

_LONGITUDE = (
    "format(abs(datum.value > 180 ? datum.value - 360 : datum.value), '.5~r') + '°'"
    " + ((datum.value > 180 ? datum.value - 360 : datum.value) < 0 ? 'W' : 'E')"
)
_LATITUDE = (
    "format(abs((2 * atan(exp(datum.value * PI / 180)) - PI / 2) * 180 / PI), '.4~r') + '°'"
    " + (datum.value < 0 ? 'S' : 'N')"
)

_NEAR_EDGE = "(x1 - datum.x) * width / (x1 - x0) < 8 + 6.4 * length(datum.text)"
"""The name of a point would run out of the map on the right; it is written to its left."""


def _config(chart: Any) -> dict[str, Any]:
    """The chart as a dictionary, with quiet axes, no background and nothing for screen readers.

    The figure around the chart carries its description; a role on every mark would only repeat
    it a hundred times.
    """
    spec: dict[str, Any] = chart.to_dict()
    spec["config"] = {
        "background": "transparent",
        "aria": False,
        "font": "system-ui, sans-serif",
        "view": {"stroke": TOKENS["grid"], "fill": "transparent"},
        "axis": {
            "labelColor": TOKENS["soft"],
            "titleColor": TOKENS["soft"],
            "gridColor": TOKENS["grid"],
            "domainColor": TOKENS["other"],
            "tickColor": TOKENS["other"],
            "labelFontSize": 10.5,
            "titleFontSize": 10.5,
            "titleFontWeight": "normal",
        },
        # A fixed width left of the plot, so that a page can fit charts to the width it has.
        "axisLeft": {"minExtent": 30, "maxExtent": 30},
    }
    spec.pop("datasets", None)
    return spec


BRUSH = "brush"
"""The timeline's selection of days; whoever draws it live can listen to this signal."""
_BRUSHED: Any = {"fill": TOKENS["ink"], "fillOpacity": 0.12, "stroke": TOKENS["ink"]}


@functools.cache
def timeline_spec(events_title: str) -> dict[str, Any]:
    """Stacked bars of certain and possible events, the claim's window behind them.

    Datasets: `bars` (x, x2 ISO dates; y, y2; role; tip), `window` (x, x2), `published` (x).
    """
    import altair as alt

    brush = alt.selection_interval(name=BRUSH, encodings=["x"], mark=_BRUSHED)
    x = alt.X(
        "x:T",
        scale=alt.Scale(type="utc"),
        title=None,
        axis=alt.Axis(grid=False, labelOverlap=True, tickCount=6),
    )
    y = alt.Y(
        "y:Q",
        title=events_title,
        axis=alt.Axis(tickMinStep=1, tickCount=3, format="d", domain=False, ticks=False),
    )
    roles = ["counted", "possible"]
    window = (
        alt.Chart(alt.NamedData("window"))
        .mark_rect(fill=TOKENS["window"], stroke=TOKENS["place"], strokeDash=[4, 3])
        .encode(x=x, x2="x2")
    )
    bars = (
        alt.Chart(alt.NamedData("bars"))
        .mark_rect(strokeWidth=0.7, stroke=TOKENS["event"])
        .encode(
            x=x,
            x2="x2",
            y=y,
            y2="y2",
            fill=alt.Fill(
                "role:N",
                scale=alt.Scale(domain=roles, range=[TOKENS["event"], TOKENS["event-light"]]),
                legend=None,
            ),
            tooltip=[alt.Tooltip("tip:N", title=" ")],
        )
        .add_params(brush)
    )
    published = (
        alt.Chart(alt.NamedData("published"))
        .mark_rule(stroke=TOKENS["ink"], strokeWidth=1, strokeDash=[1, 2])
        .encode(x=x)
    )
    chart = alt.layer(window, bars, published).properties(width=WIDTH, height=TIMELINE_HEIGHT)
    return _config(chart)


@functools.cache
def reference_spec(measure: str, count: str) -> dict[str, Any]:
    """A histogram of what a claim is ranked among, with the claim's own value as a line.

    `measure` and `count` are the titles of the axes. Datasets: `others` (x, x2, y, tip), `own` (x,
    text).
    """
    import altair as alt

    x = alt.X("x:Q", title=measure, axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y(
        "y:Q",
        title=count,
        axis=alt.Axis(tickMinStep=1, tickCount=3, format="~s", domain=False, ticks=False),
    )
    bars = (
        alt.Chart(alt.NamedData("others"))
        .mark_rect(fill=TOKENS["other"], fillOpacity=0.55, stroke=TOKENS["paper"], strokeWidth=1)
        .encode(x=x, x2="x2", y=y, y2=alt.datum(0), tooltip=[alt.Tooltip("tip:N", title=" ")])
    )
    own = alt.Chart(alt.NamedData("own")).encode(x=x)
    line = own.mark_rule(stroke=TOKENS["counter"], strokeWidth=2.4)
    halo = own.mark_text(
        align="center", baseline="bottom", dy=-3, y=0, fontSize=11, fontWeight="bold",
        fill=TOKENS["counter"],
    ).encode(text="text:N")  # fmt: skip
    chart = alt.layer(bars, line, halo).properties(width=REFERENCE_WIDTH, height=REFERENCE_HEIGHT)
    return _config(chart)


_ROLE_SHAPES = {
    "counter-example": ("square", TOKENS["counter"], TOKENS["counter"]),
    "counted": ("circle", TOKENS["event"], TOKENS["event"]),
    "possible": ("diamond", TOKENS["paper"], TOKENS["event"]),
    "comparison": ("triangle-up", TOKENS["paper"], TOKENS["other"]),
}


@functools.cache
def map_spec(place: str, role: str, events: str, dead: str) -> dict[str, Any]:
    """Events by role (shape and colour) and deaths (size), with the claim's place drawn in.

    The arguments are the titles in the tooltip. Datasets: `rings` (x, y, ring, i), `events`
    (x, y, role, as, place, n, dead), `anchors`, `countries` and `names` (x, y, text; `names` also
    town, 1 for those with a dot), `bar` (x, x2, y, text), `sea` (x, x2, y, y2) and `land` (x, y,
    ring, i).
    Parameters: x0, x1, y0, y1 (the extent), xt, yt (graticule lines) and top (the deaths of the
    largest mark). x is a longitude, y
    Mercator's ordinate in the same unit.
    """
    import altair as alt

    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[alt.ExprRef("x0"), alt.ExprRef("x1")], nice=False, zero=False),
        axis=alt.Axis(
            values=alt.ExprRef("xt"), labelExpr=_LONGITUDE, title=None, ticks=False, domain=False
        ),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[alt.ExprRef("y0"), alt.ExprRef("y1")], nice=False, zero=False),
        axis=alt.Axis(
            values=alt.ExprRef("yt"), labelExpr=_LATITUDE, title=None, ticks=False, domain=False
        ),
    )

    def by_role(column: int) -> Any:
        return alt.Scale(
            domain=list(_ROLE_SHAPES), range=[look[column] for look in _ROLE_SHAPES.values()]
        )

    sea = (
        alt.Chart(alt.NamedData("sea"))
        .mark_rect(fill=TOKENS["sea"], clip=True)
        .encode(x=x, x2="x2", y=y, y2="y2")
    )
    land = (
        alt.Chart(alt.NamedData("land"))
        .mark_line(
            fill=TOKENS["land"], stroke=TOKENS["border"], strokeWidth=0.9, clip=True,
            interpolate="linear-closed",
        )
        .encode(x=x, y=y, order="i:Q", detail="ring:N")
    )  # fmt: skip
    countries = (
        alt.Chart(alt.NamedData("countries"))
        .mark_text(fontSize=9.5, fill=TOKENS["other"], clip=True)
        .encode(x=x, y=y, text="text:N")
    )
    towns = (
        alt.Chart(alt.NamedData("names"))
        .transform_filter("datum.town == 1")
        .mark_point(
            shape="square", size=14, filled=True, fill=TOKENS["soft"], stroke=None, clip=True
        )
        .encode(x=x, y=y)
    )
    rings = (
        alt.Chart(alt.NamedData("rings"))
        .mark_line(
            fill=TOKENS["place"], fillOpacity=0.09, stroke=TOKENS["place"],
            strokeWidth=1.4, strokeDash=[5, 3], clip=True,
        )
        .encode(x=x, y=y, order="i:Q", detail="ring:N")
    )  # fmt: skip
    points = (
        alt.Chart(alt.NamedData("events"))
        .transform_aggregate(
            n="sum(n)", dead="sum(dead)", groupby=["x", "y", "role", "as", "place"]
        )
        .mark_point(filled=False, fillOpacity=0.72, strokeWidth=1.3, clip=True)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("role:N", scale=by_role(0), legend=None),
            fill=alt.Fill("role:N", scale=by_role(1), legend=None),
            stroke=alt.Stroke("role:N", scale=by_role(2), legend=None),
            size=alt.Size(
                "dead:Q",
                scale=alt.Scale(domain=[0, alt.ExprRef("top")], range=[34, 460], clamp=True),
                legend=None,
            ),
            order=alt.Order("dead:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("place:N", title=place),
                alt.Tooltip("as:N", title=role),
                alt.Tooltip("n:Q", title=events),
                alt.Tooltip("dead:Q", title=dead),
            ],
        )
    )

    def text(name: str, colour: str, weight: str) -> list[Any]:
        """Names with a halo, so that they stay legible over marks and lines."""
        base = alt.Chart(alt.NamedData(name)).encode(x=x, y=y, text="text:N")
        look: dict[str, Any] = {
            "align": alt.ExprRef(f"{_NEAR_EDGE} ? 'right' : 'left'"),
            "dx": alt.ExprRef(f"{_NEAR_EDGE} ? -8 : 8"),
            "fontSize": 10,
            "fontWeight": weight,
            "clip": True,
        }
        halo = base.mark_text(stroke=TOKENS["paper"], strokeWidth=3, strokeOpacity=0.9, **look)
        return [halo, base.mark_text(fill=colour, **look)]

    crosses = (
        alt.Chart(alt.NamedData("anchors"))
        .mark_point(shape="cross", size=38, stroke=TOKENS["place"], fill=TOKENS["paper"], clip=True)
        .encode(x=x, y=y)
    )
    bar_base = alt.Chart(alt.NamedData("bar")).encode(x=x, y=y)
    bar = [
        bar_base.mark_rule(stroke=TOKENS["ink"], strokeWidth=2).encode(x2="x2"),
        bar_base.mark_text(
            align="left", baseline="bottom", dy=-4, fontSize=10, fill=TOKENS["ink"]
        ).encode(text="text:N"),
    ]
    chart = alt.layer(
        sea, land, countries, rings, towns, points, crosses,
        *text("names", TOKENS["soft"], "normal"), *text("anchors", TOKENS["place"], "bold"), *bar,
    ).properties(width=WIDTH, height=MAP_HEIGHT)  # fmt: skip
    spec = _config(chart)
    spec["params"] = [{"name": name, "value": 0} for name in ("x0", "x1", "y0", "y1", "top")]
    spec["params"] += [{"name": name, "value": []} for name in ("xt", "yt")]
    return spec


def filled(
    spec: dict[str, Any], datasets: dict[str, Any], params: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The specification with its data: what Vega-Lite is given."""
    full = {**spec, "datasets": datasets}
    if params:
        full["params"] = [{"name": name, "value": value} for name, value in params.items()]
    return full
