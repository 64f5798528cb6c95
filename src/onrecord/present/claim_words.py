"""A claim in plain words: a short title, and its fields line by line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.present import wording
from onrecord.present.words import Words

OWN_PLACE = frozenset(
    {"id", "at", "says", "read_by", "resolved", "stance", "according_to", "review", "assumed"}
    | {"incomplete"}
)
"""Fields that the page shows elsewhere: beside the quotation, or among the assumptions."""
FRAMES = frozenset({"events", "where", "when"})
"""Fields that only hold others and need no name of their own."""


_FORMER = re.compile(r"(?<=\w) \([^()]*\)$")


def title(words: Words, claim: Mapping[str, Any]) -> str:
    """A short name of a claim by its type, parties and place: “Battle: A against B, in C”.

    `claim` is as a finding carries it (`Finding.claim`), or a claim dumped by alias; parties and
    places are named as they were resolved, where they were.
    """
    type_ = str(claim.get("type", ""))
    known = _known(claim)
    events = claim.get("events")
    events = events if isinstance(events, Mapping) else {}
    kind = _kind(words, events.get("kind") or ("any" if type_ != "toll" else ""))
    head = words(f"title.{type_}", kind=kind) if words.has(f"title.{type_}") else type_
    parts = [p for p in (_parties(words, claim, events, known), _place(words, claim)) if p]
    return (
        words("title.of", head=_capital(head), what=", ".join(parts)) if parts else _capital(head)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known(claim: Mapping[str, Any]) -> tuple[str, ...]:
    resolved = claim.get("resolved")
    return tuple(map(str, resolved.get("actors") or ())) if isinstance(resolved, Mapping) else ()


def _actor(name: str, known: Sequence[str]) -> str:
    """The name as it was resolved: without an addition in brackets that the record makes."""
    found = next((k for k in known if name == k or name.startswith(f"{k} (")), name)
    # UCDP writes a state's former name behind it: “Government of Russia (Soviet Union)”.
    return _FORMER.sub("", found) if found.startswith("Government of ") else found


def _side(words: Words, value: Any, known: Sequence[str]) -> str:
    names = [value] if isinstance(value, str) else list(value or ())
    allied = words("sides.with")
    return words("sides.either").join(
        allied.join(_actor(part.strip(), known) for part in str(n).split("+")) for n in names
    )


def _parties(
    words: Words, claim: Mapping[str, Any], events: Mapping[str, Any], known: Sequence[str]
) -> str:
    def side(of: Mapping[str, Any], name: str) -> str:
        return _side(words, of.get(name), known)

    if claim.get("favours"):
        names = {n: side(claim, n) for n in ("actor", "favours", "against")}
        key = "title.favours" if names["against"] else "title.favours_only"
        return words(key, **names)
    if claim.get("hit"):
        key = "title.rather" if claim.get("rather_than") else "sides.directed"
        hit, other = side(claim, "hit"), side(claim, "rather_than")
        return words(key, a=side(claim, "actor"), b=hit, c=other)
    if claim.get("actor"):
        return side(claim, "actor")
    if events.get("between"):
        a, b = (_side(words, one, known) for one in events["between"])
        return words("sides.undirected", a=a, b=b)
    if events.get("by") and events.get("against"):
        return words("sides.directed", a=side(events, "by"), b=side(events, "against"))
    if events.get("against"):
        return words("title.against", b=side(events, "against"))
    killed = claim.get("killed")
    by = side(killed, "by") if isinstance(killed, Mapping) else ""
    return side(events, "by") or side(events, "involving") or by


def _place(words: Words, claim: Mapping[str, Any]) -> str:
    resolved = claim.get("resolved")
    named = resolved.get("where") if isinstance(resolved, Mapping) else None
    places = [named] if isinstance(named, str) else list(named or ())
    if len(places) > 1:
        return words("title.places", first=places[0], n=len(places) - 1)
    return str(places[0]) if places else ""


def _kind(words: Words, kind: str) -> str:
    key = f"title.kind.{kind}"
    return words(key) if words.has(key) else kind


def lines(words: Words, claim: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """A claim's fields as names and values in words, without what the page shows elsewhere."""
    return tuple(_lines(words, {k: v for k, v in claim.items() if k not in OWN_PLACE}, ()))


def _lines(
    words: Words, value: Mapping[str, Any], within: tuple[str, ...]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, part in value.items():
        path = within if name in FRAMES else (*within, name)
        if part is None:
            continue
        if isinstance(part, Mapping) and "coordinates" not in part:
            found += _lines(words, part, path)
        elif isinstance(part, list | tuple) and any(isinstance(p, Mapping) for p in part):
            for one in part:
                inner = one if isinstance(one, Mapping) else {name: one}
                found += _lines(words, inner, path if isinstance(one, Mapping) else within)
        else:
            found.append((_label(words, path or (name,)), _value(words, name, part)))
    return found


def _label(words: Words, path: Sequence[str]) -> str:
    names = [words(f"field.{p}") if words.has(f"field.{p}") else p.replace("_", " ") for p in path]
    return words("field_within").join(names)


def _value(words: Words, name: str, part: Any) -> str:
    if isinstance(part, bool):
        return words("field_value.yes" if part else "field_value.no")
    if isinstance(part, Mapping):
        return words("field_value.outline")
    if isinstance(part, list | tuple):
        sides = any(isinstance(p, list | tuple) for p in part) or name == "between"
        joint = words("sides.both" if sides else "sides.either")
        if all(isinstance(p, int | float) for p in part):
            joint = words("sides.join")
        return joint.join(_value(words, "" if _many(p) else name, p) for p in part)
    if isinstance(part, int | float):
        return wording.number(part)
    for key in (f"field_value.{name}.{part}", f"title.kind.{part}" if name == "kind" else ""):
        if key and words.has(key):
            return words(key)
    return _dated(words, str(part))


def _many(part: Any) -> bool:
    return isinstance(part, list | tuple)


def _dated(words: Words, text: str) -> str:
    """A date as a person writes it; any other text as it is."""
    try:
        return wording.day(words, dt.date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
