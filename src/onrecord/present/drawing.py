"""Charts drawn once when the page is made, as plain SVG: for print, and where scripts are off."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

_TAGS = frozenset(
    {"svg", "g", "path", "line", "rect", "text", "tspan", "clipPath", "defs", "circle"}
)
_ATTRIBUTES = frozenset(
    {
        "viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "width",
        "height", "transform", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
        "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity",
        "text-anchor", "font-size", "font-weight", "font-style", "id", "clip-path",
        "dominant-baseline",
    }
)  # fmt: skip
_NUMBERS = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"})
_LINK = re.compile(r"url\(#([^)]*)\)")
_LONG = re.compile(r"(-?\d+\.\d{2})\d+")


def svg(spec: dict[str, Any], name: str) -> str:
    """Draw a Vega-Lite specification. The result is safe to put into a page as it is.

    `name` keeps the ids inside it apart from those of other charts. Only known shapes and
    attributes are let through: what names and texts the data holds can add no markup.
    """
    import vl_convert

    return cleaned(vl_convert.vegalite_to_svg(spec), name)


def cleaned(drawing: str, name: str) -> str:
    """An SVG reduced to shapes, with short numbers and ids of its own."""
    root = ET.fromstring(drawing)  # noqa: S314  (drawn by vl-convert a moment ago; no entities)
    kept = _kept(root, name, {})
    if kept is None:
        raise ValueError("this is not an SVG drawing")
    kept.set("class", "drawn")
    kept.set("aria-hidden", "true")
    return ET.tostring(kept, encoding="unicode", short_empty_elements=True)


def _kept(element: ET.Element, name: str, numbers: dict[str, int]) -> ET.Element | None:
    """`numbers`: of the ids met so far. vl-convert counts on from one drawing to the next, and the
    same page must be the same to the byte."""
    tag = element.tag.rpartition("}")[2]
    if tag not in _TAGS:
        return None
    copy = ET.Element(tag)
    for key, value in element.attrib.items():
        if key not in _ATTRIBUTES or (tag == "svg" and key in ("width", "height")):
            continue
        if key in _NUMBERS:
            value = _LONG.sub(r"\1", value)
        elif key == "id":
            value = f"{name}-{_number(value, numbers)}"
        elif key == "clip-path":
            value = _LINK.sub(lambda m: f"url(#{name}-{_number(m[1], numbers)})", value)
        copy.set(key, value)
    copy.text = element.text if tag in ("text", "tspan") else None
    for child in element:
        kept = _kept(child, name, numbers)
        if kept is not None and not _idle(kept):
            copy.append(kept)
    return copy


def _number(name: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(name, len(numbers))


def _idle(element: ET.Element) -> bool:
    """Groups without content, and the empty background paths that Vega draws for every group."""
    if element.tag == "g":
        return len(element) == 0
    return element.tag == "path" and element.get("d") in ("", "M0,0h0v0h0Z")
