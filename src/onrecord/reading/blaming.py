"""Who is said to have done what was just told: “The army blamed A.”, “A has claimed it.”"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.arguments import after, subject
from onrecord.reading.asserting import claims_of
from onrecord.reading.dates.names import words
from onrecord.reading.denying import just_before
from onrecord.reading.draft import Draft
from onrecord.reading.judging import Judge
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.scene import Scene
from onrecord.reading.standing import Standing

_IT = words("it this that responsibility attack attacks blast bombing shelling ambush raid")
_POINTS = words(
    "it this that them attack attacks blast bombing shelling ambush raid incident killings"
)


def blames(scene: Scene) -> Iterator[Draft]:
    """What somebody is blamed for, or claims, of the event told just before, without a noun."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    for verb in parse.tokens:
        if verb.pos != "VERB" or parse.children(verb.i, "auxpass"):
            continue
        lemma, heads = lexicon.lemma(verb), subject(parse, verb.i, lexicon)
        if not heads:
            continue
        if lemma in ("blame", "accuse"):
            yield from _blamed(scene, verb, heads[0])
        elif lemma in ("attribute", "ascribe"):
            yield from _attributed(scene, verb, heads[0])
        elif lemma == "claim":
            yield from _claimed(scene, verb, heads[0])


def _blamed(scene: Scene, verb: Token, speaker: int) -> Iterator[Draft]:
    """“The army blames A”, “… for it”."""
    parse = scene.passage.parse
    blamed = parse.child(verb.i, "dobj")
    of = [p for p in parse.children(verb.i, "prep") if p.lower in ("for", "of", "on")]
    for preposition in of:
        if not any(n.lower in _POINTS and _only_points(scene, n)
                   for n in parse.children(preposition.i, "pobj")):  # fmt: skip
            return  # “for the killing of B”, “on A”: the noun tells it
    if blamed is not None and not parse.children(verb.i, "xcomp", "ccomp"):
        yield from _by(scene, verb, blamed.i, speaker)


def _attributed(scene: Scene, verb: Token, speaker: int) -> Iterator[Draft]:
    """“The army attributed it to A”."""
    parse = scene.passage.parse
    told = parse.child(verb.i, "dobj")
    blamed = after(parse, verb.i, ("to",), scene.lexicon, deep=False)
    if told is not None and told.lower in _POINTS and _only_points(scene, told) and blamed:
        yield from _by(scene, verb, blamed[0], speaker)


def _claimed(scene: Scene, verb: Token, speaker: int) -> Iterator[Draft]:
    """“A has claimed it”, “A claimed responsibility”."""
    parse = scene.passage.parse
    told = parse.child(verb.i, "dobj")
    if told is None or told.lower not in _IT or not _only_points(scene, told):
        return
    behind = parse.children(told.i, "prep") + parse.children(verb.i, "prep")
    if any(p.lower == "for" for p in behind):
        return  # “for the attack on P”: the noun tells it
    yield from _by(scene, verb, speaker, speaker, own=True)


def _only_points(scene: Scene, noun: Token) -> bool:
    """Whether a noun says nothing of its own: “it”, “the attack”."""
    return not scene.passage.parse.children(noun.i, "prep", "amod", "compound", "acl", "relcl")


def _by(
    scene: Scene, verb: Token, doer: int, speaker: int, *, own: bool = False
) -> Iterator[Draft]:
    parse = scene.passage.parse
    party = scene.parties.of(doer)
    judged = Judge(parse, scene.lexicon).verb(verb.i)
    told = just_before(scene, verb)
    if told is None or told.happening.entry.form == "kills":
        return
    if party.sort != "actor" or not judged.told:
        return
    theirs = {i for p in told.by for i in p.ids}
    if theirs and not theirs & set(party.ids):
        return  # it was told already who did it
    against = [p for p in told.against if not set(p.ids) & set(party.ids)]
    if len(against) < len(told.against):
        return
    said: Standing = judged.attributed(speaker)
    standing = said if own else said.hedged()
    if told.happening.standing.stance == "denied":
        return
    happening = replace(told.happening, standing=standing, killed=None, number=None)
    again = replace(told, happening=happening, by=(Party("actor", party.named, head=doer),))
    first, end = parse.sentence_of(verb.i)
    inside = [i for i in parse.under(verb.i) if first <= i < end]
    for claim in claims_of(scene, again):
        claim.span = (min(inside), max(inside) + 1)
        yield claim
