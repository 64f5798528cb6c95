"""Places that a sentence names and nobody knows: no other place may stand in for them."""

from __future__ import annotations

from onrecord.reading.arguments import is_time, members
from onrecord.reading.dates.names import words
from onrecord.reading.happening import Happening
from onrecord.reading.parse import Token
from onrecord.reading.scene import Scene

_LOCATIVE = words("in at near around into outside inside across through towards toward")
_NAMED = ("compound", "nmod", "appos", "amod")


def unknown_place(scene: Scene, h: Happening) -> str | None:
    """The words of the event's own place if no one knows it, else None."""
    parse = scene.passage.parse
    heads: list[int] = []
    if h.entry.form in ("takes", "falls", "loses"):
        heads += h.targets
    elif h.entry.form == "acts":
        # “shelled the town of X”; a bare name could be a party's as well
        from_afar = h.entry.kind in ("bombing", "shelling", "airstrike") and h.verbal
        heads += [
            t for t in h.targets if from_afar or scene.lexicon.noun_in(parse[t], "groups", "held")
        ]
    for word in dict.fromkeys((h.trigger, h.clause, *h.via, *h.targets)):
        for preposition in parse.children(word, "prep"):
            moved = h.entry.form == "moves" and preposition.lower in ("to", "from")
            if preposition.lower in _LOCATIVE or moved:
                heads += [
                    n for p in parse.children(preposition.i, "pobj") for n in members(parse, p.i)
                ]
    for head in heads:
        name = _unknown_name(scene, parse[head])
        if name is not None:
            return name
    return None


def _unknown_name(scene: Scene, token: Token, depth: int = 0) -> str | None:
    """The unknown name in a phrase: “Htet Hlaw”, “the towns of Al-Kutaina”, “Kargal districts”."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    if is_time(parse, token.i, lexicon) or depth > 3:
        return None
    if _is_name(scene, token):
        return scene.text(token.i)
    if not any(lexicon.noun_in(token, "groups", name) for name in ("held", "struck", "bases")):
        return None
    for child in parse.children(token.i, *_NAMED):
        if _is_name(scene, child):
            return scene.text(token.i)
    for preposition in parse.children(token.i, "prep"):
        if preposition.lower == "of":
            for noun in parse.children(preposition.i, "pobj"):
                return _unknown_name(scene, noun, depth + 1)
    return None


def _is_name(scene: Scene, token: Token) -> bool:
    """A capitalised name that is neither an actor nor a place that is known, nor part of one."""
    passage = scene.passage
    around = [token.i, *(c.i for c in passage.parse.children(token.i, "compound", "appos", "conj"))]
    if any(passage.actor_at(i) or passage.place_at(i) for i in around):
        return False
    proper = token.pos == "PROPN" or token.tag in ("NNP", "NNPS")
    return (
        proper and token.text[:1].isupper() and not is_time(passage.parse, token.i, scene.lexicon)
    )
