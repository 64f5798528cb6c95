"""The claim that a form holds: the way back from `claim_form`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from onrecord.claims import CLAIM, MODELS, TYPES, AnyClaim, as_written
from onrecord.errors import ClaimsError
from onrecord.workbench.claim_form import to_form
from onrecord.workbench.fields import FIELDS, Form, Widget, point_in

MOST_PLACES = 20
_HEAD = ("id", "type", "says", "according_to", "stance")


class FormError(ClaimsError):
    """What was typed is no claim; `field` is the name of the first input that is wrong."""

    def __init__(self, field: str, what: str) -> None:
        self.field = field
        super().__init__(what, where=field or None)


def from_form(values: Mapping[str, str], like: AnyClaim | None = None) -> AnyClaim:
    """The claim that a form holds. Raises FormError with the name of the input that is wrong.

    `like`: the claim before; its review is kept. What is needed and not given makes the claim
    incomplete; a reason that the reader gave stays until the person takes it away.
    """
    form = {k: v.strip() for k, v in values.items() if isinstance(v, str) and v.strip()}
    type_ = form.get("type", "")
    if type_ not in TYPES:
        raise FormError("type", f"“{type_}” is not a type of claim")
    kept = _Untouched(form, like)
    written: dict[str, Any] = {}
    for name in _HEAD:
        if name in form or name in kept:
            written[name] = kept[name] if name in kept else form[name]
    if "at" in form:
        written["at"] = _range(form["at"])
    for name, widget in FIELDS[type_].items():
        value = kept[name] if name in kept else _taken(form, name, widget)
        if value is not None:
            written[name] = value
    if "assumed" in form:
        lines = [s for line in form["assumed"].split("\n") if (s := line.strip())]
        written["assumed"] = kept.get("assumed", lines)
    missing = [name for name in MODELS[type_].needs if name not in written]
    said = [s for part in form.get("incomplete", "").split(";") if (s := part.strip())]
    needs = set(MODELS[type_].needs)
    incomplete = [s for s in said if s not in needs or s in missing]
    incomplete += [name for name in missing if name not in incomplete]
    if incomplete:
        written["incomplete"] = incomplete
    if like is not None:
        written["review"] = like.review.model_dump(mode="json", exclude_none=True)
    try:
        return CLAIM.validate_python(written)
    except ValidationError as error:
        raise _form_error(error) from None


class _Untouched(dict[str, Any]):
    """The parts of the claim before whose inputs hold what they held: kept as they were written.

    A line of text cannot say everything that a claims file can (a name with a semicolon in it).
    """

    def __init__(self, form: Form, like: AnyClaim | None) -> None:
        super().__init__()
        if like is None:
            return
        before, written = to_form(like), as_written(like)
        names = [*_HEAD, "assumed", *(FIELDS[like.type] if form["type"] == like.type else ())]
        for name in names:
            if name in written and name != "type" and _of(before, name) == _of(form, name):
                self[name] = written[name]


def _of(form: Form, name: str) -> Form:
    """The inputs of one field, without what a browser does to blanks."""
    return {
        key: plain
        for key, value in form.items()
        if (key == name or key.startswith(f"{name}.")) and (plain := " ".join(value.split()))
    }


def _form_error(error: ValidationError) -> FormError:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in TYPES]
    message = first["msg"].removeprefix("Value error, ")
    return FormError(".".join(place), message)


def _range(text: str) -> list[int]:
    parts = text.split()
    if len(parts) != 2 or not all(p.isdecimal() and len(p) < 12 for p in parts):
        raise FormError("at", "the range of characters is two whole numbers")
    return [int(p) for p in parts]


def _taken(form: Form, name: str, widget: Widget) -> Any:
    """The value of one field as a claims file writes it; None where nothing is given."""
    match widget:
        case "events":
            return _events(form, name)
        case "where":
            return _where(form, name)
        case "when":
            return _when(form, name)
        case "number" | "killed":
            value = {
                e: _whole(form, f"{name}.{e}") for e in ("low", "high") if f"{name}.{e}" in form
            }
            sides = {s: _actors(form[f"{name}.{s}"]) for s in ("by", "of") if f"{name}.{s}" in form}
            return (value | sides) or None
        case "actors":
            return _actors(form[name]) if name in form else None
        case "series":
            events, where = _events(form, f"{name}.events"), _where(form, f"{name}.where")
            given = {"events": events, "where": where}
            return {k: v for k, v in given.items() if v is not None} or None
        case "anchor":
            return {
                k: form[f"{name}.{k}"] for k in ("event", "on") if f"{name}.{k}" in form
            } or None
        case "scale":
            if f"{name}.within" not in form and f"{name}.days" not in form:
                return None
            return {
                "within": form.get(f"{name}.within", ""), "days": _whole(form, f"{name}.days")
            }  # fmt: skip
        case "rivals":
            return _rivals(form, name)
        case "times":
            return _decimal(form, name)
        case _:
            return form.get(name)


def _actors(text: str) -> Any:
    names = [s for part in text.split(";") if (s := part.strip())]
    return names[0] if len(names) == 1 else names


def _events(form: Form, name: str) -> dict[str, Any] | None:
    first = _actors(form[f"{name}.first"]) if f"{name}.first" in form else None
    second = _actors(form[f"{name}.second"]) if f"{name}.second" in form else None
    value: dict[str, Any] = {}
    match form.get(f"{name}.form", "directed"):
        case "between" if first or second:
            if not (first and second):
                raise FormError(f"{name}.second", "between takes two sides")
            value["between"] = [first, second]
        case "involving" if first:
            value["involving"] = first
        case "directed":
            value = {k: v for k, v in (("by", first), ("against", second)) if v}
        case _:
            pass
    if f"{name}.kind" in form:
        value["kind"] = form[f"{name}.kind"]
    return value or None


def _where(form: Form, name: str) -> list[Any] | None:
    spots = [_spot(form, f"{name}.{i}") for i in range(MOST_PLACES)]
    return [spot for spot in spots if spot is not None] or None


def _spot(form: Form, name: str) -> dict[str, Any] | None:
    if f"{name}.shape" in form:
        try:
            shape = json.loads(form[f"{name}.shape"])
        except ValueError:
            raise FormError(f"{name}.shape", "this is not JSON") from None
        return dict(shape) if isinstance(shape, dict) else None
    if f"{name}.name" not in form:
        return None
    given = form[f"{name}.name"]
    point = point_in(given)
    near = form.get(f"{name}.relation") == "near" or point is not None
    spot: dict[str, Any] = {"near" if near else "place": point or given}
    if f"{name}.km" in form:
        spot["within"] = _decimal(form, f"{name}.km")
    keys = ("unit", "country") if near else ("part", "taken_as", "unit", "country")
    for key in keys:
        if f"{name}.{key}" in form:
            spot[key] = form[f"{name}.{key}"]
    if f"{name}.assumed" in form:
        spot["assumed"] = True
    return spot


def _when(form: Form, name: str) -> Any:
    start, end = form.get(f"{name}.from", ""), form.get(f"{name}.to", "")
    if not start and not end:
        return None
    if "/" in start and not end:
        start, _, end = start.partition("/")
    if f"{name}.vague" in form:
        return {k: v for k, v in (("from", start), ("to", end)) if v} | {"vague": True}
    return start if start == end else f"{start or '..'}/{end or '..'}"


def _rivals(form: Form, name: str) -> dict[str, Any] | None:
    value: dict[str, Any] = {
        k: form[f"{name}.{k}"] for k in ("periods", "since") if f"{name}.{k}" in form
    }
    places = _where(form, f"{name}.places")
    if places:
        value["places"] = places
    if f"{name}.actors" in form:
        value["actors"] = [_actors(s) for s in form[f"{name}.actors"].split("\n") if s.strip()]
    return value or None


def _whole(form: Form, name: str) -> int:
    text = form.get(name, "").replace(",", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise FormError(name, f"“{text}” is not a whole number")
    return int(text)


def _decimal(form: Form, name: str) -> float | None:
    if name not in form:
        return None
    text = form[name].removesuffix("km").strip()
    if not re.fullmatch(r"\d{1,8}(\.\d{1,12})?", text):
        raise FormError(name, f"“{text}” is not a number")
    return float(text)
