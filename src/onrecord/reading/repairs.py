"""Places where a sentence leaves no doubt who is meant, though its words do not name them.

Pronouns stay unresolved otherwise.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.happening import Happening
from onrecord.reading.parties import Party
from onrecord.reading.passage import Named
from onrecord.reading.pronouns import OWN_DEEDS, speaker
from onrecord.reading.scene import Scene, Told


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


def same_actor(scene: Scene, h: Happening) -> Told | None:
    """The event told last whose doer “they”, “it” or “the attackers” of this one are.

    It must stand in the same sentence or the one before it, and be the only one with a doer there.
    """
    parse = scene.passage.parse
    if len(h.doers) != 1 or not scene.told:
        return None
    token = parse[h.doers[0]]
    pronoun = token.tag == "PRP" and token.lower in ("they", "it")
    determiner = parse.child(token.i, "det")
    again = (
        determiner is not None
        and determiner.lower in ("the", "these", "those")
        and token.lower in _AGAIN
        and not parse.children(token.i, "prep", "relcl", "acl", "compound")
    )
    if not pronoun and not again:
        return None
    first, _ = parse.sentence_of(h.trigger)
    start = parse.sentence_of(first - 1)[0] if first > 0 else first
    near = [t for t in scene.told_between(start, token.i) if t.by and t.happening.standing.real]
    ids = {i for t in near for p in t.by for i in p.ids}
    named = {i for t in near for p in t.against for i in p.ids} - ids
    if len(ids) != 1 or (pronoun and named and token.lower == "they" and len(near) > 1):
        return None
    return near[-1]


def same_means(h: Happening, acting: Told) -> Happening:
    """“Russian aircraft bombed P; they also struck Q”: from the air as well."""
    other = acting.happening
    if h.entry.kind is not None or h.entry.form != "acts" or h.modifiers:
        return h
    return replace(h, modifiers=(*other.doers, *other.modifiers))


_AGAIN = frozenset(
    {"attackers", "assailants", "fighters", "gunmen", "militants", "insurgents", "rebels",
     "raiders", "troops", "soldiers", "guerrillas", "bombers", "aircraft", "jets",
     "warplanes", "helicopters"}
)  # fmt: skip
