"""Who acted, where nobody knows who: “unknown gunmen”, “armed men”, “drones”."""

from __future__ import annotations

from onrecord.reading.arguments import after
from onrecord.reading.dates.names import words
from onrecord.reading.parse import Token
from onrecord.reading.scene import Scene

_PLAIN = words(
    "armed suspected alleged islamist jihadist extremist militant rebel insurgent masked heavily "
    "unknown unidentified young local separatist presumed"
)


def _some_band(scene: Scene, head: int) -> bool:
    """“Rebels attacked P”, “suspected jihadists”: of a band that the report does not name here."""
    parse, token = scene.passage.parse, scene.passage.parse[head]
    if scene.lexicon.noun_in(token, "groups", "amounts"):
        inner = after(parse, head, ("of",), scene.lexicon, deep=False)
        return len(inner) == 1 and inner[0] != head and _some_band(scene, inner[0])
    if token.tag not in ("NNS", "NNPS") or token.lower.removesuffix("s") not in _BANDS:
        return False
    if parse.children(head, "poss", "relcl", "det") or any(
        c.lower in ("of", "from", "loyal", "belonging")
        for c in parse.children(head, "prep", "amod")
    ):
        return False
    left = parse.children(head, "amod", "compound", "nmod", "nummod")
    return all(c.lower in _PLAIN or c.pos == "NUM" for c in left)


_BANDS = words(
    "rebel militant insurgent jihadist jihadi guerrilla guerilla terrorist extremist separatist "
    "islamist fighter attacker assailant raider"
) | {"militiamen", "tribesmen"}


def unidentified(scene: Scene, head: int) -> bool:
    """“Unknown gunmen”, “armed men”: nobody knows who; the claim then names nobody."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    if _some_band(scene, head):
        return True
    if parse.children(head, "poss") or any(
        t.lower not in ("a", "an") for t in parse.children(head, "det")
    ):
        return False  # “the gunmen” were told of before
    if any(
        parse.capital(n.i) or n.pos == "PROPN"
        for p in parse.children(head, "prep")
        if p.lower == "of"
        for n in parse.children(p.i, "pobj")
    ):
        return False  # “armed formations of the Dniestr Republic”
    said_of = (parse[head], *parse.children(head, "amod", "compound"))
    from_afar = any(lexicon.noun_in(parse[head], "means", m) for m in ("airstrike", "shelling"))
    left = parse.children(head, "compound", "nmod")
    if from_afar and not any(parse.capital(t.i) and not _is_aircraft(scene, t) for t in left):
        private = lexicon.words("groups", "not_state")
        said = [
            c
            for c in parse.children(head, "amod")
            if c.lower not in private | {"military"} and not _is_aircraft(scene, c)
        ]
        return not parse.children(head, "prep") and not said  # “drones hit a convoy”
    named = any(
        parse.capital(w.i) and not _is_aircraft(scene, w)
        for w in parse.children(head, "amod", "compound")
    )
    return not named and any(lexicon.noun_in(w, "groups", "nobody") for w in said_of)


def _is_aircraft(scene: Scene, word: Token) -> bool:
    """“Antonov”, “Shahed”: the make of an aircraft or a missile, nobody's name."""
    lexicon = scene.lexicon
    return any(lexicon.noun_in(word, "means", m) for m in ("airstrike", "shelling"))
