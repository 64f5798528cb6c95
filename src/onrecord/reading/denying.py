"""“The FARC denied responsibility.”, “B denies it”: the event just told, denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.arguments import subject
from onrecord.reading.asserting import claims_of
from onrecord.reading.dates.names import words
from onrecord.reading.draft import Draft
from onrecord.reading.judging import Judge
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.scene import Scene, Told

_DONE = words("responsibility involvement role part")
_SAID = words("it this that report reports claim claims allegation allegations charge charges "
              "accusation accusations")  # fmt: skip


def denials(scene: Scene) -> Iterator[Draft]:
    """What a party denies of the event told in the sentence before, or before a semicolon."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for verb in parse.tokens:
        if verb.pos != "VERB" or lexicon.lemma(verb) not in lexicon.words("standing", "denies"):
            continue
        denied = parse.child(verb.i, "dobj")
        heads = subject(parse, verb.i, lexicon)
        if denied is None or not heads or parse.children(denied.i, "prep", "acl", "relcl"):
            continue
        if denied.lower not in _DONE | _SAID or not Judge(parse, lexicon).verb(verb.i).told:
            continue
        accused = scene.parties.of(heads[0])
        told = just_before(scene, verb)
        if told is None or accused.sort != "actor":
            continue
        yield from _denied(scene, told, accused, verb, its_own=denied.lower in _DONE)


def just_before(scene: Scene, verb: Token) -> Told | None:
    """The main event of the sentence before, or of the same one ahead of the verb."""
    parse = scene.passage.parse
    first, _ = parse.sentence_of(verb.i)
    start = parse.sentence_of(first - 1)[0] if first > 0 else first
    told = scene.told_between(start, verb.i)
    here = [t for t in told if t.happening.trigger >= first]
    fitting = [
        t for t in here or told
        if t.happening.standing.told and t.happening.entry.form in ("acts", "takes", "kills")
    ]  # fmt: skip
    deeds = [t for t in fitting if t.happening.entry.form != "kills"] or fitting
    return deeds[0] if len(deeds) == 1 else None


def _denied(
    scene: Scene, told: Told, accused: Party, verb: Token, *, its_own: bool
) -> Iterator[Draft]:
    theirs = {i for p in told.by for i in p.ids}
    if its_own and theirs and not set(accused.ids) & theirs:
        return
    if not its_own and not (theirs & set(accused.ids)):
        return
    standing = replace(
        told.happening.standing, stance="denied", source=accused.head, via=(), negated=False
    )
    happening = replace(told.happening, standing=standing, killed=None)
    again = replace(told, happening=happening, by=told.by or (accused,), missing=())
    first, end = scene.passage.parse.sentence_of(verb.i)
    inside = [i for i in scene.passage.parse.under(verb.i) if first <= i < end]
    for claim in claims_of(scene, again):
        claim.span = (min(inside), max(inside) + 1)
        yield claim
