"""The small form in which a model proposes claims, and how its answer is read.

Far smaller than the claim language: names and words as they stand in the report, which are then
looked up, never taken on trust. There is no field by which an answer could say anything about a
verdict, a review or another claim; what it adds of its own is not looked at.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from onrecord.claims import KINDS

WIRE_TYPES = (
    "occurred", "none", "only", "count", "toll", "changed", "displaced", "coincided", "targeted",
    "controls", "aligned", "opinion",
)  # fmt: skip
"""The types that a model may propose. `ranked` and `followed` are left to rules and people."""

LONGEST_WORDS = 1000
MOST_CLAIMS = 400
LONGEST_ANSWER = 2_000_000
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$", re.DOTALL)


def _listed(value: Any) -> Any:
    if value is None:
        return ()
    items = [value] if isinstance(value, str) else value
    return [i for i in items if i not in (None, "")] if isinstance(items, list) else items


def _or_none(value: Any) -> Any:
    return (
        None if isinstance(value, str) and value.strip().lower() in ("", "null", "none") else value
    )


Text = Annotated[str, Field(max_length=LONGEST_WORDS)]
Names = Annotated[tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=12),
                  BeforeValidator(_listed)]  # fmt: skip
Maybe = Annotated[Text | None, BeforeValidator(_or_none)]
Whole = Annotated[int, Field(ge=0, le=10**9, strict=True)]


class Proposed(BaseModel):
    """One claim as a model writes it down. Every name, place and time is the report's own words."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: Literal[WIRE_TYPES]  # type: ignore[valid-type]
    words: Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]
    stance: Literal["asserted", "attributed", "hedged", "denied"] = "asserted"
    according_to: Maybe = None
    by: Names = ()
    against: Names = ()
    between: Names = ()
    instead: Names = ()
    kind: Maybe = None
    places: Names = ()
    when_words: Maybe = None
    first_day: Maybe = None
    last_day: Maybe = None
    low: Whole | None = None
    high: Whole | None = None
    direction: Annotated[Literal["rose", "fell"] | None, BeforeValidator(_or_none)] = None
    why: Maybe = None


@dataclass(frozen=True)
class Answer:
    """What an answer proposes. `refused`: proposals that are not in the form asked for."""

    proposed: tuple[Proposed, ...]
    refused: int = 0


class BrokenAnswerError(ValueError):
    """An answer that is no JSON of the form asked for."""


def schema() -> dict[str, Any]:
    """JSON Schema of an answer, in the part of the language that every endpoint enforces."""
    text: dict[str, Any] = {"type": ["string", "null"]}
    names: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    number: dict[str, Any] = {"type": ["integer", "null"]}
    fields: dict[str, Any] = {
        "type": {"type": "string", "enum": list(WIRE_TYPES)},
        "words": {"type": "string"},
        "stance": {"type": "string", "enum": ["asserted", "attributed", "hedged", "denied"]},
        "according_to": text,
        "by": names,
        "against": names,
        "between": names,
        "instead": names,
        "kind": {"type": ["string", "null"], "enum": [*KINDS, None]},
        "places": names,
        "when_words": text,
        "first_day": text,
        "last_day": text,
        "low": number,
        "high": number,
        "direction": {"type": ["string", "null"], "enum": ["rose", "fell", None]},
        "why": text,
    }
    claim = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def read_answer(text: str) -> Answer:
    """The proposals of an answer. Raises BrokenAnswerError if it is not JSON of that form."""
    if len(text) > LONGEST_ANSWER:
        raise BrokenAnswerError(f"an answer of {len(text):,} characters")
    # Models that think aloud do so before the answer; some put it into a fence.
    bare = _THOUGHT.sub("", text, count=1).strip()
    fenced = _FENCE.match(bare)
    try:
        raw = json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError):
        raise BrokenAnswerError("it is not JSON") from None
    listed = raw.get("claims") if isinstance(raw, dict) else None
    if not isinstance(listed, list):
        raise BrokenAnswerError("it holds no list of claims")
    found: list[Proposed] = []
    for item in listed[:MOST_CLAIMS]:
        try:
            found.append(Proposed.model_validate(item))
        except (ValidationError, RecursionError):
            continue
    return Answer(tuple(found), len(listed) - len(found))
