"""Who acted, where nobody knows who: “unknown gunmen”, “armed men”, “drones”."""

from __future__ import annotations

from onrecord.reading.parse import Token
from onrecord.reading.scene import Scene


def unidentified(scene: Scene, head: int) -> bool:
    """“Unknown gunmen”, “armed men”: nobody knows who; the claim then names nobody."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    if parse.children(head, "poss") or any(
        t.lower not in ("a", "an") for t in parse.children(head, "det")
    ):
        return False  # “the gunmen” were told of before
    words = (parse[head], *parse.children(head, "amod", "compound"))
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
    return not named and any(lexicon.noun_in(w, "groups", "nobody") for w in words)


def _is_aircraft(scene: Scene, word: Token) -> bool:
    """“Antonov”, “Shahed”: the make of an aircraft or a missile, nobody's name."""
    lexicon = scene.lexicon
    return any(lexicon.noun_in(word, "means", m) for m in ("airstrike", "shelling"))
