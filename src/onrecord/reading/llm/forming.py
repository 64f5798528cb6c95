"""The fields that a claim's type asks for, as far as a proposal gives and the words bear them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.claims import KINDS
from onrecord.reading.llm.grounds import Grounds
from onrecord.reading.llm.naming import Who, written
from onrecord.reading.llm.numbering import supported
from onrecord.reading.llm.pieces import Span
from onrecord.reading.llm.quoting import Found
from onrecord.reading.llm.wire import Proposed

_UNSIDED = {"occurred", "none", "only", "count", "changed"}


@dataclass
class Draft:
    """A claim on its way: fields of the claim language, what it lacks, what was assumed."""

    quoted: Found
    near: Span
    fields: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    borne: bool = False
    """Whether something of the claim stands in the sentence that it quotes."""
    stands: bool = False
    """Whether an actor or a place of it was found at all."""


def form(
    proposed: Proposed,
    grounds: Grounds,
    draft: Draft,
    parties: dict[str, list[Who] | None],
    where: list[dict[str, Any]],
) -> None:
    """The fields of the claim's own type."""
    by, against, instead = (parties[r] for r in ("by", "against", "instead"))
    fields, type_ = draft.fields, proposed.type
    if type_ in _UNSIDED:
        events = _events(proposed, draft, parties)
        if events:
            fields["events"] = events
    if type_ in ("count", "toll") or (type_ == "occurred" and _has_number(proposed)):
        number = _number(proposed, grounds, draft, "number" if type_ == "count" else "killed")
        if type_ == "count" or number is None:
            fields["number" if type_ == "count" else "killed"] = number
        elif type_ == "occurred":
            fields["killed"] = number
        else:
            sides = {"by": written(by) if by else None, "of": written(against) if against else None}
            fields["killed"] = number | {k: v for k, v in sides.items() if v is not None}
    if type_ == "changed":
        fields["direction"] = proposed.direction
    if type_ == "coincided":
        sides = {
            "by": written(by) if by else None,
            "against": written(against) if against else None,
        }
        kind = _kind(proposed, draft)
        events = {k: v for k, v in (sides | {"kind": kind}).items() if v is not None}
        between = parties["between"]
        if events and parties["by"] is not None and parties["against"] is not None:
            fields["events"] = events
        if between and len(between) == 2:
            fields["during"] = {"events": {"between": [w.name for w in between]}}
    if type_ == "controls":
        fields["actor"] = written(by) if by else None
    if type_ in ("displaced", "targeted", "aligned"):
        fields["actor"] = written(by) if by else None
        if type_ == "targeted":
            fields["hit"] = written(against) if against else None
            fields["rather_than"] = written(instead) if instead else None
        elif type_ == "aligned":
            fields["favours"] = written(instead) if instead else None
            fields["against"] = written(against) if against else None
        else:
            place_ = {"where": where} if where else {}
            for name, other in (("left", against), ("took_up", instead)):
                if by and other:
                    events = {"by": written(by), "against": written(other)}
                    fields[name] = {"events": events, **place_}


def _events(
    proposed: Proposed, draft: Draft, parties: dict[str, list[Who] | None]
) -> dict[str, Any]:
    """Who did what to whom; {} where a party is not known, or nothing is said."""
    kind = _kind(proposed, draft)
    events: dict[str, Any] = {} if kind is None else {"kind": kind}
    sided = proposed.by or proposed.against
    if proposed.between and not sided:
        between = parties["between"]
        if between is None:
            return {}
        if len(between) != 2:
            draft.missing.append("events.between (only one side is named)" if len(between) < 2
                                 else "events.between (more than two sides are named)")  # fmt: skip
            return {}
        return events | {"between": [w.name for w in between]}
    for role in ("by", "against"):
        whos = parties[role]
        if whos is None:
            return {}
        if whos:
            events[role] = written(whos)
    return events


def _kind(proposed: Proposed, draft: Draft) -> str | None:
    if proposed.kind is None or proposed.kind in KINDS:
        return proposed.kind
    draft.missing.append("events.kind (the claim language has no such kind)")
    return None


def _has_number(proposed: Proposed) -> bool:
    return proposed.low is not None or proposed.high is not None


def _number(proposed: Proposed, grounds: Grounds, draft: Draft, name: str) -> dict[str, int] | None:
    low, high = proposed.low, proposed.high
    if low is None and high is None:
        return None
    words = grounds.text[draft.near[0] : draft.near[1]]
    if not supported(words, low, high, grounds.lexicon):
        given = " to ".join(str(n) for n in (low, high) if n is not None)
        draft.missing.append(f"{name} (the words do not say {given})")
        return None
    draft.borne = True
    ends = {"low": low, "high": high}
    return {k: v for k, v in ends.items() if v is not None}
