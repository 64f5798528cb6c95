"""Who is said to favour whom: “considers B a lesser evil”, “tacitly helps B against C”."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.arguments import after, is_passive, members, objects, subject
from onrecord.reading.draft import Draft
from onrecord.reading.parse import Token
from onrecord.reading.parties import Party
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.scene import Scene
from onrecord.reading.standing import Standing

_COMPARED = ("than", "over", "to", "with", "against", "from")


def alignments(scene: Scene) -> Iterator[Draft]:
    """`aligned` claims: what a party favours, and, where it is said, against whom."""
    for token in scene.passage.parse.tokens:
        if token.pos == "VERB":
            yield from _by_verb(scene, token)
        elif token.pos in ("NOUN", "PROPN"):
            yield from _by_noun(scene, token)


def _is(scene: Scene, token: Token, name: str) -> bool:
    return scene.lexicon.lemma(token) in scene.lexicon.words("aligned", name)


def _actor(scene: Scene, heads: tuple[int, ...]) -> Party | None:
    actors = [p for p in scene.parties.all_of(heads) if p.sort == "actor"]
    return actors[0] if actors else None


def _by_verb(scene: Scene, verb: Token) -> Iterator[Draft]:
    parse, lexicon = scene.passage.parse, scene.lexicon
    helps = lexicon.lemma(verb) in lexicon.words("support", "verbs")
    if not (helps or _is(scene, verb, "considers") or _is(scene, verb, "verbs")):
        return
    if is_passive(parse, verb.i):
        return
    actor = _actor(scene, subject(parse, verb.i, lexicon))
    if actor is None:
        return
    favoured: tuple[int, ...] = ()
    if _is(scene, verb, "considers"):
        favoured = _considered(scene, verb)
    elif _is(scene, verb, "verbs"):
        favoured = objects(parse, verb.i) or after(parse, verb.i, ("with",), lexicon)
    elif helps and _openly_against(scene, verb):
        favoured = objects(parse, verb.i)
    favours = _actor(scene, favoured)
    if favours is None or set(favours.ids) & set(actor.ids):
        return
    yield from _claim(
        scene, verb.i, actor, favours, _against(scene, verb, {*actor.ids, *favours.ids})
    )


def _openly_against(scene: Scene, verb: Token) -> bool:
    """Help is alignment where it is called tacit, or is help against somebody."""
    parse = scene.passage.parse
    tacit = scene.lexicon.words("aligned", "tacitly")
    if any(c.lower in tacit for c in parse.children(verb.i, "advmod")):
        return True
    return bool(after(parse, verb.i, ("against",), scene.lexicon))


def _considered(scene: Scene, verb: Token) -> tuple[int, ...]:
    """The object of “considers B (as) a lesser evil”."""
    parse = scene.passage.parse
    words = scene.lexicon.words("aligned", "as")
    judged = parse.children(verb.i, "oprd", "ccomp", "attr", "dobj", "xcomp")
    for preposition in parse.children(verb.i, "prep"):
        if preposition.lower == "as":
            judged += parse.children(preposition.i, "pobj")
    for noun in judged:
        lesser = any(
            c.lower in ("lesser", "smaller", "minor") for c in parse.children(noun.i, "amod")
        )
        if noun.lemma.lower() in words and (lesser or noun.lemma.lower() != "evil"):
            own = parse.child(noun.i, "nsubj")
            return members(parse, own.i) if own is not None else objects(parse, verb.i)
    return ()


def _against(scene: Scene, verb: Token, known: set[str]) -> Party | None:
    """“against C”, “compared with C”, “than C”, in the sentence of the verb."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    heads = after(parse, verb.i, ("against", "than", "over"), lexicon)
    for child in parse.children(verb.i, "prep", "advcl", "acl", "amod"):
        if child.lemma.lower() in ("compare", "compared", "contrast"):
            heads += after(parse, child.i, _COMPARED, lexicon)
    actors = scene.apart([p for p in scene.parties.all_of(heads) if p.sort == "actor"])
    fitting = [p for p in actors if not set(p.ids) & known]
    return fitting[0] if fitting else None


def _by_noun(scene: Scene, noun: Token) -> Iterator[Draft]:
    """“the collusion of A and B”: who favours whom, the first named the second."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    if not lexicon.noun_in(noun, "aligned", "nouns"):
        return
    heads = after(parse, noun.i, ("of", "between"), lexicon)
    heads += after(parse, noun.i, ("with",), lexicon)
    heads = tuple(c.i for c in parse.children(noun.i, "poss") if c.tag != "PRP$") + heads
    actors = scene.apart([p for p in scene.parties.all_of(heads) if p.sort == "actor"])
    verb = next((t for t in parse.above(noun.i) if t.pos in ("VERB", "AUX")), None)
    if (
        len(actors) < 2
        or verb is None
        or lexicon.lemma(verb) in lexicon.words("standing", "denies")
    ):
        return
    known = {i for p in actors[:2] for i in p.ids}
    found = scene.apart(
        [
            p
            for p in scene.parties.all_of(after(parse, noun.i, ("against",), lexicon))
            if p.sort == "actor"
        ]
    )
    against = next((p for p in found if not set(p.ids) & known), None)
    yield from _claim(scene, verb.i, actors[0], actors[1], against)


def _claim(
    scene: Scene,
    verb: int,
    actor: Party,
    favours: Party,
    against: Party | None,
    standing: Standing | None = None,
) -> Iterator[Draft]:
    parties = tuple(p for p in (actor, favours, against) if p)
    at = anchor(scene, verb, not_there=parties, standing=standing)
    if not at.standing.told:
        return
    yield claim_at(
        scene, at, "aligned", "aligned", parties,
        actor=scene.written(actor),
        favours=scene.written(favours),
        against=scene.written(against) if against else None,
    )  # fmt: skip
