"""JSON Schema of a claims file, for editors that complete and check YAML while it is typed."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from onrecord.claims.faults import FORMS
from onrecord.claims.file import ReportHead
from onrecord.claims.types import MODELS, TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_END = rf"({_DAY}|\.\.)?"
_DATE = {
    "anyOf": [
        {"type": "string", "pattern": rf"^\s*{_DAY}\s*$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "null"},
    ]
}
_WHEN = {
    "description": FORMS["when"],
    "anyOf": [
        {"type": "string", "pattern": rf"^\s*({_DAY}|{_END}\s*/\s*{_END})\s*$"},
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {
            "type": "object",
            "properties": {"from": _DATE, "to": _DATE, "vague": {"type": "boolean"}},
            "additionalProperties": False,
        },
    ],
}


def claims_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a claims file, short forms included.

    It accepts every file that `ClaimsFile` loads. The reverse does not hold: that an interval runs
    forwards, a polygon closes or an id is used once is for the loader to say.
    """
    models: list[type[BaseModel]] = [*MODELS.values(), ReportHead]
    _, schema = models_json_schema([(model, "validation") for model in models])
    parts: dict[str, Any] = {name: _for_editors(part) for name, part in schema["$defs"].items()}
    parts["When"] = _WHEN
    for name in ("Number", "Killed"):
        parts[name] = {"anyOf": [{"type": "integer", "minimum": 0}, parts[name]]}
    for model in MODELS.values():
        part = parts[model.__name__]
        part["required"] = ["type"]
        if model.needs:
            part["anyOf"] = [{"required": list(model.needs)}, {"required": ["incomplete"]}]
    return {
        "$schema": DIALECT,
        "title": "onrecord claims",
        "description": "What a report asserts about a conflict, as claims that data can answer.",
        "type": "object",
        "properties": {
            "report": {"$ref": f"#/$defs/{ReportHead.__name__}"},
            "claims": {"type": "array", "items": {"$ref": "#/$defs/Claim"}},
        },
        "required": ["claims"],
        "additionalProperties": False,
        "$defs": {**parts, "Claim": _claim()},
    }


def _claim() -> dict[str, Any]:
    """A claim of any type; `if` and `then`, so that an editor's complaint is about the one type."""
    return {
        "type": "object",
        "properties": {"type": {"enum": list(TYPES)}},
        "required": ["type"],
        "allOf": [
            {
                "if": {"properties": {"type": {"const": type_}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{model.__name__}"},
            }
            for type_, model in MODELS.items()
        ],
    }


def _for_editors(part: Any) -> Any:
    """Pydantic's schema without its generated titles and defaults, and with the allowed forms."""
    if isinstance(part, list):
        return [_for_editors(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {k: _for_editors(v) for k, v in part.items() if k not in ("title", "default")}
    if isinstance(part.get("properties"), dict):
        kept["properties"] = {
            name: {"description": FORMS[name], **_for_editors(form)}
            if name in FORMS
            else _for_editors(form)
            for name, form in part["properties"].items()
        }
    return kept
