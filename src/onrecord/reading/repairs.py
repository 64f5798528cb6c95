"""Places where a sentence leaves no doubt who is meant, though its words do not name them.

Pronouns stay unresolved otherwise.
"""

from __future__ import annotations

from onrecord.reading.happening import Happening
from onrecord.reading.parties import Party
from onrecord.reading.passage import Named
from onrecord.reading.pronouns import OWN_DEEDS, speaker
from onrecord.reading.scene import Scene


def self_named(scene: Scene, h: Happening) -> Party | None:
    """Who “it” is in “A denied that it had shelled P”: who denies speaks of its own deeds.

    Who only says something may speak of others: there nobody else may have been named before.
    """
    parse = scene.passage.parse
    head = speaker(parse, scene.lexicon, h)
    if head is None:
        return None
    party = scene.parties.of(head)
    if party.sort != "actor":
        return None
    said = scene.lexicon.lemma(parse.head(head))
    before = [n for n in scene.passage.actors if n.words and n.words[-1] < h.doers[0]]
    others = {n.actor_id for n in before} - set(party.ids)
    return party if said in OWN_DEEDS or not others else None


def whose_town(scene: Scene, party: Party) -> Party:
    """Whom a place was taken from: “from the Russians” is from their army."""
    parse, token = scene.passage.parse, scene.passage.parse[party.head]
    definite = any(c.lower == "the" for c in parse.children(party.head, "det"))
    if party.sort != "people" or not definite or token.tag not in ("NNPS", "NNS"):
        return party
    found = scene.parties.government(token.text.removesuffix("s"))
    if found is None:
        return party
    said = (token.start, token.end, token.text, found[0], found[1], (party.head,))
    return Party("actor", (Named(*said, metonym=True),), head=party.head)


def spared(scene: Scene, h: Happening) -> tuple[Party, int] | None:
    """Who was not attacked in “A marched through areas held by B without being attacked”, and the
    verb that says so.

    Parsers hang the last words on the areas; what marched is what could have been attacked.
    """
    parse = scene.passage.parse
    if not (h.standing.negated and parse[h.trigger].dep == "pcomp"):
        return None
    first, _ = parse.sentence_of(h.trigger)
    for i in range(h.trigger - 1, first - 1, -1):
        entry = scene.lexicon.verb(parse, i)
        if entry is None or entry.form != "moves":
            continue
        own = parse.child(i, "nsubj")
        if own is not None:
            party = scene.parties.of(own.i)
            return (party, i) if party.sort == "actor" else None
    return None


def only_other(scene: Scene, h: Happening, hit: tuple[Party, ...]) -> Party | None:
    """Who “they” are in “without being attacked by them”: the nearest actor named before in the
    sentence that is not the one who was spared.

    “Them” cannot be the subject of its own clause; the nearest other one is taken only if the words
    between name nobody else.
    """
    parse = scene.passage.parse
    if not h.standing.negated or parse[h.trigger].dep != "pcomp" or len(h.doers) != 1:
        return None
    pronoun = parse[h.doers[0]]
    first, _ = parse.sentence_of(h.trigger)
    spared_ids = {i for p in hit for i in p.ids}
    if not spared_ids or pronoun.tag != "PRP":
        return None
    since = _last_named(scene, first, h.trigger, spared_ids)
    between = [
        n for n in scene.passage.actors
        if n.words and since < n.words[0] < h.trigger and n.actor_id not in spared_ids
    ]  # fmt: skip
    ids = {n.actor_id for n in between}
    if len(ids) != 1:
        return None
    return Party("actor", (between[-1],), head=between[-1].words[-1])


def _last_named(scene: Scene, first: int, end: int, ids: set[str]) -> int:
    """The last word before `end` that names one of `ids`."""
    words = [
        n.words[-1] for n in scene.passage.actors
        if n.words and first <= n.words[0] < end and n.actor_id in ids
    ]  # fmt: skip
    return max(words, default=first - 1)
