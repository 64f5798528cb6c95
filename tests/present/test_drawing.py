"""Drawings made with the page: shapes only, whatever the data holds."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from onrecord.present import charts, drawing

HOSTILE = '<script>alert(1)</script><a href="javascript:x">'


def _map(text: str) -> str:
    spec = charts.filled(
        charts.map_spec("Place", "Role", "Events", "Dead"),
        {
            "rings": [],
            "events": [
                {"x": 8.1, "y": 50.2, "role": role, "as": role, "place": text, "n": 1, "dead": n}
                for n, role in enumerate(("counted", "possible", "counter-example", "comparison"))
            ],
            "anchors": [{"x": 8.2, "y": 50.1, "text": text}],
            "names": [{"x": 8.3, "y": 50.3, "text": text}],
            "bar": [{"x": 8.0, "x2": 8.2, "y": 50.0, "text": "20 km"}],
        },
        {"x0": 8, "x1": 9, "y0": 50, "y1": 50.7, "top": 60, "xt": [8, 8.5, 9], "yt": [50, 50.5]},
    )
    return drawing.svg(spec, "m1")


def test_names_in_a_drawing_are_text_and_nothing_else() -> None:
    svg = _map(HOSTILE)
    assert "<script" not in svg
    assert "<a " not in svg
    texts = [e.text for e in ET.fromstring(svg).iter("text")]  # noqa: S314
    assert HOSTILE in texts


def test_a_drawing_holds_no_style_no_link_and_no_handler() -> None:
    svg = _map("x")
    assert not re.search(r'\s(style|href|xlink:href|on\w+|role|aria-roledescription)="', svg)
    assert 'aria-hidden="true"' in svg


def test_every_role_has_its_own_shape() -> None:
    paths = re.findall(r'<path transform="[^"]*" d="([^"]+)"', _map("x"))
    shapes = {re.sub(r"[-\d.,]+", "", d) for d in paths}
    assert len(shapes) >= 3


def test_ids_carry_the_name_of_the_drawing() -> None:
    svg = _map("x")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids
    assert all(i.startswith("m1-") for i in ids)
    assert all(ref.startswith("m1-") for ref in re.findall(r"url\(#([^)]+)\)", svg))


def test_what_is_not_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="not an SVG"):
        drawing.cleaned("<html/>", "x")


def test_every_colour_of_a_chart_has_a_rule_in_the_style_sheet() -> None:
    css = (charts.__file__.removesuffix("charts.py")) + "templates/charts.css"
    with open(css, encoding="utf-8") as file:  # noqa: PTH123
        rules = file.read()
    spec = str(charts.map_spec("a", "b", "c", "d")) + str(charts.timeline_spec("e"))
    used = {colour for colour in charts.TOKENS.values() if colour in spec}
    assert used
    assert all(f'="{colour}"]' in rules for colour in used)
    assert set(re.findall(r"#[0-9a-f]{6}", spec)) <= set(charts.TOKENS.values())
