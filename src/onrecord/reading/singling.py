"""“A and B fight the only battle there”, “the sole clashes were those of …”: `only` claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.arguments import after
from onrecord.reading.draft import Draft
from onrecord.reading.drafting import draft, events_of, kind_and_note
from onrecord.reading.happening import Happening
from onrecord.reading.parties import Party
from onrecord.reading.scene import Scene, Told
from onrecord.reading.spans import clause_span

_ONLY = frozenset({"only", "sole"})


def is_singled_out(scene: Scene, h: Happening) -> bool:
    """Whether the event noun is “the only …”."""
    if h.verbal:
        return False
    return any(c.lower in _ONLY for c in scene.passage.parse.children(h.trigger, "amod", "advmod"))


def singled_out(scene: Scene, told: Told) -> Iterator[Draft]:
    """The claim that nothing else of the kind went on there; both sides must be known."""
    h = told.happening
    told = _with_parties(scene, told)
    if told.timing.when is None:
        told = replace(told, timing=scene.story.clock.when(scene.passage, replace(h, carried=True)))
    if h.standing.negated or not h.standing.real:
        return
    by = told.by[0] if told.by else None
    against = told.against[0] if told.against else None
    if by is None and against is None:
        return
    kind, notes = kind_and_note(scene, told, by)
    claim = draft(
        scene,
        told,
        "only",
        "only-" + h.entry.word,
        events=events_of(scene, told, by, against, kind),
    )
    heads = [p.head for p in (by, against) if p]
    claim.span = clause_span(scene.passage.parse, replace(h, carried=True), scene.triggers, heads)
    claim.assumed += notes + scene.assumed_of((*told.by, *told.against))
    claim.parties = tuple(i for p in (by, against) if p for i in p.ids)
    if h.entry.form == "fights" and not (by and against):
        claim.missing.append("events.between (only one side is named)")
    yield claim


def _with_parties(scene: Scene, told: Told) -> Told:
    """The parties from “is the one between A and B”, where the noun itself names none."""
    if told.by and told.against:
        return told
    parse, h = scene.passage.parse, told.happening
    said = parse.child(h.clause, "attr")
    heads = after(parse, h.clause, ("between",), scene.lexicon, deep=False)
    if said is not None:
        heads += after(parse, said.i, ("between", "of", "by"), scene.lexicon)
        heads += after(parse, said.i, ("against", "on", "with"), scene.lexicon)
    actors = scene.apart([p for p in scene.parties.all_of(heads) if p.sort == "actor"])
    if not actors:
        return told
    first, second = actors[0], _next(actors)
    return replace(told, by=(first,), against=(second,) if second else told.against, missing=())


def _next(actors: list[Party]) -> Party | None:
    return actors[1] if len(actors) > 1 else None
