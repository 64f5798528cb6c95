"""Which fields each type of claim has in the form, in the order in which a person fills them in."""

from __future__ import annotations

import re
from typing import Literal

Form = dict[str, str]
"""Input names and what stands in them."""

Widget = Literal[
    "events", "where", "when", "number", "killed", "actors", "series", "anchor", "measure",
    "direction", "times", "scale", "rivals", "text",
]  # fmt: skip

FIELDS: dict[str, dict[str, Widget]] = {
    "occurred": {"events": "events", "where": "where", "when": "when", "killed": "number"},
    "none": {"events": "events", "where": "where", "when": "when", "anchored_by": "anchor"},
    "only": {"events": "events", "where": "where", "when": "when"},
    "count": {"number": "number", "events": "events", "where": "where", "when": "when"},
    "toll": {"killed": "killed", "where": "where", "when": "when"},
    "ranked": {
        "measure": "measure", "events": "events", "where": "where", "when": "when",
        "among": "rivals",
    },
    "changed": {
        "direction": "direction", "times": "times", "events": "events", "where": "where",
        "when": "when", "before": "when", "anchored_by": "anchor", "versus": "series",
    },
    "displaced": {
        "actor": "actors", "left": "series", "took_up": "series", "when": "when",
        "anchored_by": "anchor",
    },
    "coincided": {
        "events": "events", "during": "series", "where": "where", "when": "when",
        "scale": "scale",
    },
    "targeted": {
        "actor": "actors", "hit": "actors", "rather_than": "actors", "where": "where",
        "when": "when",
    },
    "followed": {
        "events": "events", "after": "series", "versus": "series", "where": "where",
        "when": "when",
    },
    "controls": {"actor": "actors", "where": "where", "when": "when"},
    "aligned": {
        "actor": "actors", "favours": "actors", "against": "actors", "where": "where",
        "when": "when",
    },
    "opinion": {"why": "text"},
}  # fmt: skip

_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*[,;]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*")


def point_in(text: str) -> list[float] | None:
    """Latitude and longitude, where the text is two numbers: “35.4, 37.4”."""
    match = _POINT.fullmatch(text)
    return [float(match[1]), float(match[2])] if match else None
