"""Actors and places of a proposal: found in the report's words, then in registry and gazetteer.

What does not stand in the report is not taken from an answer, and what nobody knows is not replaced
by another name: the claim then says what it lacks, and is not tested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from onrecord.reading.llm.grounds import Grounds, Reached
from onrecord.reading.llm.pieces import Span
from onrecord.reading.passage import Placed
from onrecord.reading.spots import Spot

_MOST_PLACES = 200


@dataclass(frozen=True)
class Who:
    """An actor: `name` as the registry shows it."""

    id: str
    name: str
    assumed: str = ""


def actor(grounds: Grounds, name: str, near: Span) -> Who | str:
    """The actor that a proposal names, or why there is none, in words for `incomplete`."""
    reached = next(iter(grounds.reach(name, near)), None)
    if reached is None:
        return f"“{_short(name)}” does not stand in the report"
    words = grounds.text[reached.found.start : reached.found.end]
    words = " ".join(words.split())
    known = _known(grounds, words, reached)
    if known is None:
        return f"“{_short(words)}”"
    actor_id, by_country = known
    shown = grounds.names.shown[actor_id][0]
    said = []
    if reached.how:
        said.append(f"“{_short(words)}” is named {reached.how}: that it is meant here is the "
                    "model's reading.")  # fmt: skip
    if by_country and grounds.names.country:
        said.append(f"“{_short(words)}” is taken as {shown}, in {grounds.names.country}.")
    return Who(actor_id, shown, " ".join(said))


def _known(grounds: Grounds, words: str, reached: Reached) -> tuple[str, bool] | None:
    names = grounds.names
    own = names.introduced.get(words)
    if own is not None:
        names.kind(own)  # puts its name among those shown
        return (own, False) if own in names.shown else None
    found = names.lookup(words)
    if found is not None:
        return found[0], found[2]
    # “several hundred Daesh fighters”: the one actor that these words name
    paragraph = grounds.paragraph_at(reached.found.start)
    start, end = reached.found.start - paragraph.start, reached.found.end - paragraph.start
    inside = [m for m in names.actors(paragraph)[0] if start <= m.start and m.end <= end]
    ids = {m.actor_id for m in inside}
    if len(ids) == 1 and None not in ids and not any(m.attributive for m in inside):
        actor_id = ids.pop()
        return (str(actor_id), False) if actor_id in names.shown else None
    return None


@dataclass(frozen=True)
class Whereabout:
    spot: Spot
    assumed: str = ""


def place(grounds: Grounds, name: str, near: Span) -> Whereabout | str:
    """The place that a proposal names, or why there is none, in words for `incomplete`."""
    stands = False
    for reached in islice(grounds.reach(name, near), _MOST_PLACES):
        stands = True
        spot = _spot(grounds, reached)
        if spot is None:
            continue
        said = ""
        if reached.how:
            said = (f"{spot.label} is named {reached.how}: that it is meant here is the model's "
                    "reading.")  # fmt: skip
        return Whereabout(spot, said)
    if stands:
        return f"“{_short(name)}”"
    return f"“{_short(name)}” does not stand in the report"


def _spot(grounds: Grounds, reached: Reached) -> Spot | None:
    paragraph = grounds.paragraph_at(reached.found.start)
    text = grounds.names.flowing(paragraph)
    start, end = reached.found.start - paragraph.start, reached.found.end - paragraph.start
    inside = [
        m for m in grounds.names.places(paragraph)
        if (start <= m.start and m.end <= end) or (m.start <= start and end <= m.end)
    ]  # fmt: skip
    spots = [
        grounds.names.spots.of(
            text,
            Placed(m.start, m.end, text[m.start : m.end],
                   tuple(getattr(m, "phrase", (m.start, m.end))), ()),
        )
        for m in inside
    ]  # fmt: skip
    known = [s for s in spots if s is not None]
    # “Gamay, Northern Samar”: a town and what it lies in
    return min(known, key=lambda s: s.rank) if known else None


def written(whos: Iterable[Who]) -> Any:
    """Actors as the claim language writes them: any of them."""
    names = list(dict.fromkeys(w.name for w in whos))
    return names[0] if len(names) == 1 else names


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
