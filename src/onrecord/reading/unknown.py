"""Places that a sentence names and nobody knows: no other place may stand in for them.

They are kept by the name that the report gives them, and the claim is incomplete.
"""

from __future__ import annotations

from onrecord.reading.arguments import is_time, members
from onrecord.reading.dates.names import words
from onrecord.reading.happening import Happening
from onrecord.reading.parse import Token
from onrecord.reading.scene import Scene
from onrecord.reading.spots import Spot, unknown_spot

_LOCATIVE = words("in at near around into outside inside across through towards toward off")
_NEAR = words("near around outside towards toward off")
_NAMED = ("compound", "nmod", "appos", "amod")
_FEATURES = words(
    "forest forests mountain mountains hill hills valley river lake road highway bridge pass "
    "island islands desert plain plains peninsula ridge heights crossing dam oilfield field "
    "airport airbase airfield base camp port prison barracks park reserve gorge jungle delta creek"
)
"""Common nouns that are part of a name behind it: “Sambisa forest”, “the Waza road”."""


_FACILITIES = words(
    "street avenue boulevard square place plaza hotel hospital university school mosque "
    "church market "
    "bank restaurant palace ministry prison penitentiary station checkpoint gate tower centre "
    "center clinic building house compound cathedral college stadium park road highway club cafe "
    "monastery temple "
    "embassy institute academy headquarters quarter block roundabout junction bridge"
)
"""A named building or street: in the town told of, which its name does not tell."""


def unknown_place(scene: Scene, h: Happening) -> Spot | None:
    """The event's own place if no one knows it, as it is named; else None."""
    parse = scene.passage.parse
    heads: list[tuple[int, bool]] = []
    if h.entry.form in ("takes", "falls", "loses"):
        heads += [(t, False) for t in h.targets]
    elif h.entry.form == "acts":
        # “shelled the town of X”; a bare name could be a party's as well
        from_afar = h.entry.kind in ("bombing", "shelling", "airstrike") and h.verbal
        heads += [
            (t, False)
            for t in h.targets
            if from_afar or scene.lexicon.noun_in(parse[t], "groups", "held")
        ]
    for word in dict.fromkeys((h.trigger, h.clause, *h.via, *h.targets)):
        for preposition in parse.children(word, "prep"):
            moved = h.entry.form == "moves" and preposition.lower in ("to", "from")
            if preposition.lower in _LOCATIVE or moved:
                near = preposition.lower in _NEAR and not moved
                heads += [
                    (n, near)
                    for p in parse.children(preposition.i, "pobj")
                    for n in members(parse, p.i)
                ]
    for head, near in heads:
        name = _unknown_name(scene, parse[head])
        if name is not None and not set(name.lower().split()) & _FACILITIES:
            return unknown_spot(name, near=near)
    return None


def _unknown_name(scene: Scene, token: Token, depth: int = 0) -> str | None:
    """The unknown name in a phrase: “Htet Hlaw”, “the towns of Al-Kutaina”, “Kargal districts”."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    if is_time(parse, token.i, lexicon) or depth > 3:
        return None
    if _is_name(scene, token):
        return _name(scene, token, token.i)
    listed = any(lexicon.noun_in(token, "groups", name) for name in ("held", "struck", "bases"))
    feature = token.lower in _FEATURES
    if not listed and not feature and not lexicon.noun_in(token, "groups", "areas"):
        return None
    for child in parse.children(token.i, *_NAMED):
        if _is_name(scene, child):
            last = token.i if feature and child.i < token.i else child.i
            return _name(scene, child, last)
    for preposition in parse.children(token.i, "prep"):
        if preposition.lower == "of":
            for noun in parse.children(preposition.i, "pobj"):
                return _unknown_name(scene, noun, depth + 1)
    return None


def _name(scene: Scene, token: Token, last: int) -> str:
    """The name that ends in this word, up to word `last`: its capitalised words, no article."""
    parse = scene.passage.parse
    first = token.i
    while first > 0 and parse[first - 1].i in parse.under(token.i):
        before = parse[first - 1]
        hyphen = before.text in ("-", "’", "'") and first > 1
        if not hyphen and not before.text[:1].isupper():
            break
        first -= 1
    while first < token.i and parse[first].lower in ("the", "-"):
        first += 1
    return parse.words(first, last + 1)


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
