"""What is wrong in a claims file: where it stands, what is written there, and what may be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from onrecord.claims import events, types, when, where
from onrecord.claims.events import Events, Killed, Number
from onrecord.claims.kinds import KINDS
from onrecord.claims.nodes import Node, shown, spot
from onrecord.claims.writing import inline
from onrecord.errors import ClaimsError

_ACTORS = "a name, [A, B] for either of them, or A+B for a coalition"
_PARTIES = ("by", "against", "involving", "actor", "actors", "favours", "hit", "rather_than", "of")
_SERIES = ("left", "took_up", "during", "after", "versus")

FORMS: dict[str, str] = {
    "id": "letters, digits, dots, dashes and underscores, at most 100: only-battle",
    "type": ", ".join(types.TYPES),
    "at": "[first, end], counted in characters of the report's text: [2917, 2998]",
    "stance": "asserted, attributed, hedged, denied",
    "status": "proposed, accepted, edited, rejected",
    "review": "{status: accepted, by: a name, on: 2024-01-31, note: …}",
    "events": events.FORMS,
    "kind": ", ".join(KINDS),
    "between": "two sides: [A, B], or [[A, B], C] where either of A and B is meant",
    "where": where.FORMS,
    "places": where.FORMS,
    "within": "a distance: 60 km",
    "part": ", ".join(get_args(where.Part)),
    "when": when.FORMS,
    "before": when.FORMS,
    "on": "a day: 2017-10-09",
    "since": "a day: 2017-10-09",
    "published": "a day: 2017-10-09",
    "killed": "a number (14), or {by: A, of: B, low: 14, high: 20}; low or high may be absent",
    "number": "a number (14), or {low: 14, high: 20}; low or high may be absent",
    "anchored_by": "{event: the ceasefire of Astana, on: 2017-05-06}",
    "among": "{periods: month, since: 2017-01-01}, {places: [...]} or {actors: [...]}",
    "periods": "day, week, month, quarter, year",
    "measure": "events, killed",
    "direction": "rose, fell",
    "scale": "{within: 20 km, days: 3}",
    "report": "{title: …, author: …, published: 2017-10-23, text: report.txt}",
    **dict.fromkeys(_PARTIES, _ACTORS),
    **dict.fromkeys(_SERIES, "{events: {…}, where: …}, where “where” may be absent"),
}
"""What may be written under each key; also shown by the JSON Schema."""

_MODELS: dict[str, type[BaseModel]] = {
    "events": Events,
    "number": Number,
    "review": types.Review,
    "anchored_by": types.Anchor,
    "scale": types.Scale,
    "among": types.Rivals,
    "near": where.Near,
    "place": where.InPlace,
    "box": where.InBox,
    "polygon": where.InPolygon,
    **dict.fromkeys(_SERIES, types.Series),
}


_MANY = 50
"""So many faults are looked at; a file of nothing but unknown keys has a million."""


def near(name: str, known: Iterable[str]) -> str:
    """“; did you mean …?”, or nothing."""
    best = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean “{best[0]}”?" if best else ""


def fault(name: str, node: Node, what: str, todo: str | None = None) -> ClaimsError:
    """A fault at a node."""
    return ClaimsError(what, where=spot(name, node.line, node.column), todo=todo)


def from_validation(
    error: ValidationError, name: str, node: Node, model: type[BaseModel], subject: str
) -> ClaimsError:
    """The faults that a model found in a node; the first in full, the others by their places."""
    found: dict[tuple[int, int], tuple[Node, str, str | None]] = {}
    for detail in error.errors(include_url=False)[:_MANY]:
        path = _path(detail["loc"])
        target, is_key = _descend(node, path, detail["type"])
        what, todo = _said(detail, path, target, model)
        if not is_key and target is not node:
            key = next(part for part in reversed(path) if isinstance(part, str))
            written = written_in(target)
            what = f"{key}: {what}" if what.startswith(written) else f"{key}: {written}: {what}"
        found.setdefault((target.line, target.column), (target, f"{subject}: {what}", todo))
    (first, what, todo), *others = [found[place] for place in sorted(found)]
    if others:
        also = "; ".join(
            f"line {n.line}, {w.removeprefix(subject + ': ')}" for n, w, _ in others[:4]
        )
        todo = f"{todo}\n  Also wrong: {also}" if todo else f"Also wrong: {also}"
    return fault(name, first, what, todo)


def written_in(node: Node) -> str:
    """What is written in a node, on one line."""
    return shown(inline(node.plain()) if node.kind != "scalar" else node.value)


def _path(loc: Sequence[int | str]) -> list[int | str]:
    """The location of an error in the file, without pydantic's names for branches of a union."""
    path: list[int | str] = []
    for index, part in enumerate(loc):
        place = index >= 2 and loc[index - 2] in ("where", "places")
        if place and isinstance(loc[index - 1], int) and isinstance(part, str):
            path.append(f"<{part}>")
        else:
            path.append(part)
            if part == "near":  # a name or a point: what either lacks is told in one sentence
                break
    return path


def _descend(node: Node, path: Sequence[int | str], kind: str) -> tuple[Node, bool]:
    """The node at a path; for an unknown key the key itself, and True."""
    for index, part in enumerate(path):
        if node.kind == "mapping" and isinstance(part, str):
            if kind == "extra_forbidden" and index == len(path) - 1:
                return next(k for k, _ in node.entries if k.value == part), True
            node = node.get(part) or node
        elif node.kind == "list" and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node, False


def _forms(path: Sequence[int | str]) -> str | None:
    for part in reversed(path):
        if isinstance(part, str) and part in FORMS:
            return f"Write {FORMS[part]}."
    return None


_NEEDED = {
    "string_type": "a text is needed; what only looks like a number goes in quotes",
    "int_type": "a whole number is needed",
    "float_type": "a number is needed",
    "bool_type": "true or false is needed",
    "tuple_type": "a list is needed",
    "dict_type": "a mapping is needed",
    "model_type": "a mapping is needed",
    "where": "this is not a place",
    "string_pattern_mismatch": "it has characters that cannot stand here",
}


def _said(
    detail: Any, path: Sequence[int | str], target: Node, model: type[BaseModel]
) -> tuple[str, str | None]:
    """What a validation error says, in plain words, and the forms that are allowed there."""
    forms = _forms(path)
    key = str(path[-1]) if path else ""
    if key == "near":
        return "neither a name nor a point on the globe, [latitude, longitude]", forms
    match detail["type"]:
        case "extra_forbidden":
            allowed = list(_model_at(path[:-1], model).model_fields)
            return f"unknown key “{key}”{near(key, allowed)}", f"Known here: {', '.join(allowed)}."
        case "literal_error":
            words = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return f"not one of the words known here{near(str(target.value), words)}", forms
        case "missing":
            return (f"“{key}” is missing" if isinstance(path[-1], str) else "too short"), forms
        case "value_error":
            message = str(detail["ctx"]["error"])
            for told in (events.FORMS, where.FORMS, when.FORMS):  # the second line says it
                message = message.replace(f"; write one of {told}", "").replace(
                    f"; write {told}", ""
                )
            return message, forms
        case kind if kind in _NEEDED:
            return _NEEDED[kind], forms
        case _:
            message = detail["msg"].replace("Input should be ", "it should be ")
            return f"{message[0].lower()}{message[1:]}", forms


def _model_at(path: Sequence[int | str], model: type[BaseModel]) -> type[BaseModel]:
    """The model of the mapping at a path within a claim."""
    for part in reversed(path):
        if isinstance(part, str):
            part = part.strip("<>")
            if part == "killed":
                return Killed if model is types.Toll else Number
            if part in _MODELS:
                return _MODELS[part]
    return model
