"""Who supported an event: “with the approval of X”, “backed by X”, “together with X”.

Support is always by those named; it never makes them a target.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.arguments import after, agent, members, subject
from onrecord.reading.happening import Happening
from onrecord.reading.lexicon import Lexicon
from onrecord.reading.parse import Parse, Token

_WITH = frozenset({"with", "under", "through", "via", "thanks"})
_TOGETHER = frozenset({"together", "along", "jointly", "alongside"})


def supporters(parse: Parse, lexicon: Lexicon, happening: Happening) -> tuple[int, ...]:
    """The noun phrases of those who supported what happened, by their heads."""
    found: list[int] = []
    for anchor in _anchors(parse, lexicon, happening):
        for preposition in parse.children(anchor, "prep"):
            found.extend(_in_phrase(parse, lexicon, preposition))
        for clause in parse.children(anchor, "acl", "advcl", "amod"):
            found.extend(_backed(parse, lexicon, clause))
    parties = {*happening.doers, *happening.subjects, *happening.targets}
    return tuple(dict.fromkeys(i for i in found if i not in parties))


def let_by(parse: Parse, lexicon: Lexicon, happening: Happening) -> tuple[int, ...]:
    """Who let it happen: the subject of “let a column pass”."""
    verb = _letting(parse, lexicon, happening)
    return subject(parse, verb, lexicon) if verb is not None else ()


def _letting(parse: Parse, lexicon: Lexicon, happening: Happening) -> int | None:
    token = parse[happening.clause]
    if not happening.verbal:
        return None
    up = parse.head(token.i)
    if token.dep in ("ccomp", "xcomp") and lexicon.lemma(up) in lexicon.words("support", "lets"):
        return up.i
    return None


def _anchors(parse: Parse, lexicon: Lexicon, happening: Happening) -> list[int]:
    """The words on which a phrase of support can hang: the event, its verb, who acts."""
    anchors = [happening.trigger, *happening.doers]
    if happening.carried:
        anchors += [happening.clause, *happening.subjects]
    verb = _letting(parse, lexicon, happening)
    if verb is not None:
        anchors += [verb, *subject(parse, verb, lexicon)]
    return list(dict.fromkeys(anchors))


def _in_phrase(parse: Parse, lexicon: Lexicon, preposition: Token) -> Iterator[int]:
    low = preposition.lower
    beside = {c.lower for c in parse.children(preposition.i, "advmod", "prep")}
    if low == "alongside" or (low == "with" and beside & _TOGETHER):
        for noun in parse.children(preposition.i, "pobj"):
            yield from members(parse, noun.i)
        return
    if low in _WITH:
        for noun in parse.children(preposition.i, "pobj"):
            for help_ in (noun, *(parse[m] for m in members(parse, noun.i)[1:])):
                if lexicon.noun_in(help_, "support", "nouns"):
                    yield from _givers(parse, lexicon, help_)
    for inner in parse.children(preposition.i, "prep"):
        yield from _in_phrase(parse, lexicon, inner)


def _givers(parse: Parse, lexicon: Lexicon, noun: Token) -> Iterator[int]:
    """Whose support it is: of X, by X, from X, X's, Russian …"""
    named = after(parse, noun.i, ("of", "by", "from"), lexicon, deep=False)
    if named:
        yield from named
        return
    owners = [c for c in parse.children(noun.i, "poss") if c.tag != "PRP$"]
    for owner in owners:
        yield from members(parse, owner.i)
    if not owners:
        for child in parse.children(noun.i, "amod", "compound", "nmod"):
            yield child.i
            yield from (c.i for c in parse.children(child.i, "conj", "compound"))


def _backed(parse: Parse, lexicon: Lexicon, clause: Token) -> Iterator[int]:
    """“rebels backed by X”, “Backed by X, …”."""
    if clause.tag in ("VBN", "VBD") and lexicon.lemma(clause) in lexicon.words("support", "verbs"):
        yield from agent(parse, clause.i, lexicon)
