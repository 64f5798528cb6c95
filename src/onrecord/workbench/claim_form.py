"""A claim as the fields of a form: every value a line of text under a dotted name.

`from_form` in `form_claim` is the inverse, for every claim. What the form has no field for (a
polygon) travels in it unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from onrecord.claims import AnyClaim, as_written
from onrecord.workbench.fields import FIELDS, Form, Widget, point_in


def to_form(claim: AnyClaim) -> Form:
    """The claim's values by the names of the form's inputs; empty ones are left out."""
    written = as_written(claim)
    form: Form = {
        "id": claim.id, "type": claim.type, "stance": claim.stance,
        "according_to": claim.according_to, "says": claim.says or "",
        "at": f"{claim.at[0]} {claim.at[1]}" if claim.at else "",
        "incomplete": "; ".join(claim.incomplete), "assumed": "\n".join(claim.assumed),
    }  # fmt: skip
    for name, widget in FIELDS[claim.type].items():
        if name in written:
            _put(form, name, widget, written[name])
    return {name: value for name, value in form.items() if value != ""}


def _put(form: Form, name: str, widget: Widget, value: Any) -> None:
    match widget:
        case "events":
            _put_events(form, name, value)
        case "where":
            spots = value if isinstance(value, list) else [value]
            for i, spot in enumerate(spots):
                _put_spot(form, f"{name}.{i}", spot)
        case "when":
            _put_when(form, name, value)
        case "number" | "killed":
            for end in ("low", "high"):
                if end in value:
                    form[f"{name}.{end}"] = str(value[end])
            for side in ("by", "of"):
                if side in value:
                    form[f"{name}.{side}"] = _actors_text(value[side])
        case "actors":
            form[name] = _actors_text(value)
        case "series":
            _put_events(form, f"{name}.events", value["events"])
            if "where" in value:
                _put(form, f"{name}.where", "where", value["where"])
        case "anchor" | "scale":
            form |= {f"{name}.{key}": str(part) for key, part in value.items()}
        case "rivals":
            for key in ("periods", "since"):
                if key in value:
                    form[f"{name}.{key}"] = value[key]
            if "places" in value:
                _put(form, f"{name}.places", "where", value["places"])
            if "actors" in value:
                form[f"{name}.actors"] = "\n".join(map(_actors_text, value["actors"]))
        case _:
            form[name] = f"{value:g}" if isinstance(value, float) else str(value)


def _actors_text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _put_events(form: Form, name: str, value: Mapping[str, Any]) -> None:
    if "between" in value:
        form[f"{name}.form"] = "between"
        form[f"{name}.first"], form[f"{name}.second"] = map(_actors_text, value["between"])
    elif "involving" in value:
        form[f"{name}.form"] = "involving"
        form[f"{name}.first"] = _actors_text(value["involving"])
    elif "by" in value or "against" in value:
        form[f"{name}.form"] = "directed"
        if "by" in value:
            form[f"{name}.first"] = _actors_text(value["by"])
        if "against" in value:
            form[f"{name}.second"] = _actors_text(value["against"])
    else:
        form[f"{name}.form"] = "anyone"
    if "kind" in value:
        form[f"{name}.kind"] = value["kind"]


def _put_spot(form: Form, name: str, spot: Mapping[str, Any]) -> None:
    if "box" in spot or "polygon" in spot:
        form[f"{name}.shape"] = json.dumps(spot, ensure_ascii=False)
        return
    form[f"{name}.relation"] = "near" if "near" in spot else "in"
    given = spot.get("near", spot.get("place"))
    if isinstance(given, list):
        form[f"{name}.name"] = f"{given[0]:g}, {given[1]:g}"
        if point_in(form[f"{name}.name"]) != given:  # more digits than %g keeps
            form[f"{name}.name"] = f"{given[0]!r}, {given[1]!r}"
    else:
        form[f"{name}.name"] = str(given)
    if "within" in spot:
        form[f"{name}.km"] = spot["within"].removesuffix(" km")
    for key in ("part", "taken_as", "unit", "country"):
        if key in spot:
            form[f"{name}.{key}"] = spot[key]
    if spot.get("assumed"):
        form[f"{name}.assumed"] = "yes"


def _put_when(form: Form, name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        ends = [value.get("from", ""), value.get("to", "")]
        form[f"{name}.vague"] = "yes"
    else:
        ends = value.split("/") if "/" in value else [value, value]
    form[f"{name}.from"], form[f"{name}.to"] = ("" if end == ".." else end for end in ends)
