"""What did not happen, told otherwise than by “no attack was …”.

“P has seen no fighting since May”, “no incident involving A has been reported in P”.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.claims import Kind
from onrecord.reading.arguments import after
from onrecord.reading.dates.names import words
from onrecord.reading.draft import Draft
from onrecord.reading.parse import Token
from onrecord.reading.patterns import anchor, claim_at
from onrecord.reading.scene import Scene

_SEES = words("see witness experience suffer know")
_TOLD = words("report record register observe document note")
_REPORTS = words("report sign record account word")
_ANYTHING = words("incident incidents violence event events")


def quiet(scene: Scene) -> Iterator[Draft]:
    """`none` claims of a place that saw nothing, and of incidents that were not reported."""
    parse = scene.passage.parse
    for noun in parse.tokens:
        denied = any(c.lower == "no" for c in parse.children(noun.i, "det", "neg"))
        if not denied:
            continue
        verb = parse.head(noun.i)
        if noun.lemma.lower() in _REPORTS:
            yield from _no_report(scene, noun, verb)
        elif noun.dep == "dobj" and scene.lexicon.lemma(verb) in _SEES:
            yield from _unseen(scene, noun, verb)
        elif noun.lower in _ANYTHING and noun.dep in ("nsubjpass", "nsubj", "ROOT"):
            told = noun.dep == "ROOT" or scene.lexicon.lemma(verb) in _TOLD | {"occur", "be"}
            if told and not any(c.dep == "neg" for c in parse.children(verb.i)):
                yield from _unreported(scene, noun, verb)


def _unseen(scene: Scene, noun: Token, verb: Token) -> Iterator[Draft]:
    """“P has seen no fighting since the middle of February”."""
    parse = scene.passage.parse
    entry = scene.lexicon.noun(parse, noun.i)
    own = parse.child(verb.i, "nsubj")
    if entry is None or own is None:
        return
    inside = set(parse.under(own.i))
    if inside.isdisjoint(scene.place_words):
        return
    yield from _none(scene, verb, entry.kind, ())


def _no_report(scene: Scene, noun: Token, verb: Token) -> Iterator[Draft]:
    """“There have been no reports of fighting in P since the beginning of the month”."""
    parse = scene.passage.parse
    of = [p for p in parse.children(noun.i, "prep") if p.lower == "of"]
    for event in (n for p in of for n in parse.children(p.i, "pobj", "pcomp")):
        entry = scene.lexicon.noun(parse, event.i)
        if entry is not None and verb.pos in ("VERB", "AUX"):
            yield from _none(scene, verb, entry.kind, ())


def _unreported(scene: Scene, noun: Token, verb: Token) -> Iterator[Draft]:
    """“No incident involving A has been reported in P since 18 April”."""
    parse, lexicon = scene.passage.parse, scene.lexicon
    heads: tuple[int, ...] = ()
    for clause in parse.children(noun.i, "acl", "prep"):
        if clause.lower == "involving":
            heads = tuple(c.i for c in parse.children(clause.i, "dobj", "pobj"))
    heads = heads or after(parse, noun.i, ("between",), lexicon, deep=False)
    parties = [p for p in scene.parties.all_of(heads) if p.sort == "actor"]
    if heads and not parties:
        return
    names = tuple(scene.shown(p.ids[0]) for p in parties)
    yield from _none(scene, verb, None, names)


def _none(scene: Scene, verb: Token, kind: Kind | None, names: tuple[str, ...]) -> Iterator[Draft]:
    at = anchor(scene, verb.i, form="fights")
    if not at.standing.real or at.timing.when is None or not at.timing.own:
        return
    events: dict[str, Any] = {"kind": kind} if kind else {}
    if names:
        events["involving"] = names[0]
    fields: dict[str, Any] = {"events": events} if events else {}
    yield claim_at(scene, at, "none", "none", (), **fields)
