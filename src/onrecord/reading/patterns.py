"""What the rules for whole sentences share: place, time and standing of any word of a passage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from onrecord.reading.draft import Draft
from onrecord.reading.happening import Happening
from onrecord.reading.judging import Judge
from onrecord.reading.lexicon import Entry, Form
from onrecord.reading.moment import Timing
from onrecord.reading.parties import Party
from onrecord.reading.place_words import of_whole_country, tells_of_war
from onrecord.reading.placing import Placing
from onrecord.reading.scene import Scene
from onrecord.reading.spans import clause_span
from onrecord.reading.standing import Standing


@dataclass(frozen=True)
class Anchor:
    """A word that carries a claim, as if it told of an event, with where and when that is."""

    happening: Happening
    placing: Placing | None
    timing: Timing

    @property
    def standing(self) -> Standing:
        return self.happening.standing


def anchor(
    scene: Scene,
    word: int,
    *,
    form: Form = "holds",
    targets: tuple[int, ...] = (),
    not_there: tuple[Party, ...] = (),
    skip_times: tuple[int, ...] = (),
    standing: Standing | None = None,
    carry_place: bool = True,
) -> Anchor:
    """Find standing, place and time for the clause of verb `word`.

    `not_there`: parties whose names are no places here; `skip_times`: words whose times say
    something else; `carry_place`: take a place named before where the sentence has none.
    """
    parse, whereabouts = scene.passage.parse, scene.story.whereabouts
    entry = Entry("", (), form, None, frozenset(), None, None, False, False, None, None, None)
    judged = standing if standing is not None else Judge(parse, scene.lexicon).verb(word)
    happening = Happening(word, word, entry, judged, targets=targets)
    names = {w for p in not_there for n in p.named for w in n.words}
    placing = whereabouts.where(scene.passage, happening, scene.places, not_there=names)
    if placing is None and carry_place:
        first, end = parse.sentence_of(word)
        nowhere = tells_of_war(parse, scene.lexicon, word) or whereabouts.unknown_in(first, end)
        nowhere = nowhere or of_whole_country(scene.passage, word)
        placing = (
            None
            if nowhere
            else whereabouts.before(
                first, pointing=whereabouts.pointed_at(scene.passage, first, end)
            )
        )
    timing = scene.story.clock.when(scene.passage, happening, skip=skip_times)
    return Anchor(happening, placing, timing)


def clause_behind(scene: Scene, verb: int) -> Anchor | None:
    """“Two died when their car hit a mine near P on Monday”: where and when the clause says."""
    parse = scene.passage.parse
    for clause in parse.children(verb, "advcl"):
        joined = {c.lower for c in parse.children(clause.i, "advmod", "mark")}
        if clause.i > verb and joined & {"when", "as", "after"}:
            return anchor(scene, clause.i, form="acts", standing=Standing(), carry_place=False)
    return None


def with_clause(scene: Scene, verb: int, at: Anchor) -> Anchor:
    """The anchor with the place and time of a clause behind it, where its own words have none."""
    if at.timing.own and at.placing is not None and at.placing.own:
        return at
    behind = clause_behind(scene, verb)
    if behind is None:
        return at
    placed = behind.placing is not None and behind.placing.own
    if placed and not (at.placing is not None and at.placing.own):
        at = replace(at, placing=behind.placing)
    return replace(at, timing=behind.timing) if behind.timing.own and not at.timing.own else at


def claim_at(
    scene: Scene, at: Anchor, type_: str, label: str, parties: tuple[Party, ...], **fields: Any
) -> Draft:
    """A draft with the anchor's place, time and words."""
    return Draft(
        type=type_,
        span=clause_span(scene.passage.parse, at.happening, ()),
        label=label,
        standing=at.standing,
        fields=fields,
        assumed=scene.assumed_of(parties),
        placing=at.placing,
        timing=at.timing,
        parties=tuple(i for p in parties for i in p.ids),
    )
